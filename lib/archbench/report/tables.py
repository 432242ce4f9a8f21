"""One way to show a table: in a notebook, in the report, on paper.

Everything is escaped; numbers are right-aligned in tabular figures; units stand in the heads; a
verdict is a sign with its word. Columns named in _COLUMNS get their head and format from there.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from archbench.columns import counted
from archbench.patterns import regex
from archbench.rich import plain

if TYPE_CHECKING:
    from pandas import DataFrame

ColumnFormat = Literal[
    "text", "code", "named", "many", "number", "money", "price", "change", "date", "link", "verdict"
]
"""How the cells of a column read: money to the cent, price in full, change with its sign; named is
a line of text with its identifier under it, many a list of which the first are seen at once."""

_COLUMNS: Mapping[str, tuple[str, ColumnFormat]] = {
    "address": ("Address", "code"),
    "place": ("Where", "code"),
    "type": ("Type", "code"),
    "service_name": ("Service", "text"),
    "region_id": ("Region", "text"),
    "charge_description": ("Charge", "text"),
    "charge_frequency": ("Billed", "text"),
    "pricing_unit": ("Unit", "text"),
    "pricing_quantity": ("Quantity", "number"),
    "list_unit_price": ("Unit price, USD", "price"),
    "list_cost": ("USD a month", "money"),
    "price_date": ("Price of", "date"),
    "formula": ("Made of", "text"),
    "open_reason": ("What would settle it", "text"),
    "verdict": ("Verdict", "verdict"),
    "severity": ("Severity", "text"),
}

SIGNS: Mapping[str, tuple[str, str]] = {
    "pass": ("✓", "pass"),
    "fail": ("✕", "fail"),
    "open": ("○", "open"),
    "review": ("◉", "review"),
    "not_applicable": ("–", "not applicable"),
}
"""The sign and the word of each verdict."""


def verdict(word: str) -> str:
    """A verdict as HTML: sign, word, and a class for its colour.

    >>> verdict("pass")
    '<span class="verdict pass"><span aria-hidden="true">✓</span> pass</span>'
    """
    if word not in SIGNS:
        return escape(word)
    sign, text = SIGNS[word]
    return f'<span class="verdict {word}"><span aria-hidden="true">{sign}</span> {text}</span>'


def anchor(kind: str, *names: str) -> str:
    """The id of a control, charge or resource in a document: the same in each run.

    >>> anchor("resource", 'aws_autoscaling_group.payment["blue"]')
    'resource-aws_autoscaling_group.payment-blue'
    """
    return "-".join([kind, *(re.sub(r"[^\w.]+", "-", name).strip("-") for name in names)])


def money(amount: Decimal) -> str:
    """Dollars to the cent, half up, as an invoice rounds.

    >>> money(Decimal("1182.215")), money(Decimal("-3"))
    ('$1,182.22', '−$3.00')
    """
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{'−' if cents < 0 else ''}${abs(cents):,.2f}"


def signed(amount: Decimal) -> str:
    """Dollars with their sign, nothing for zero.

    >>> signed(Decimal("3.5")), signed(Decimal("-3.5")), signed(Decimal(0))
    ('+3.50', '−3.50', '0.00')
    """
    shown = money(amount).replace("$", "")
    return f"+{shown}" if amount > 0 and shown != "0.00" else shown


def _number(value: Decimal, format_: ColumnFormat) -> str:
    if format_ == "money":
        return money(value).replace("$", "")
    if format_ == "change":
        return f"{'+' if value > 0 else ''}{money(value).replace('$', '')}"
    if format_ == "price" and value == value.quantize(Decimal("0.01")):
        return f"{value:,.2f}"
    if format_ == "number" and value != value.quantize(_DIGITS):
        value = value.quantize(_DIGITS)
    return f"{value.normalize():,f}".replace("-", "−")


_DIGITS = Decimal("0.0001")
"""Quantities are shown to this; the data keeps them whole."""


def _text(value: object, format_: ColumnFormat, missing: str) -> str:
    match value:
        case None:
            return f'<span class="missing">{escape(missing)}</span>'
        case bool():
            return "yes" if value else "no"
        case int() | float() | Decimal():
            return _number(Decimal(str(value)), format_)
        case _ if format_ in _RENDERED and str(value):
            return _RENDERED[format_](str(value))
        case _:
            return str(joints(str(value))).replace("\n", "<br>")


_GENERIC = ("sla", "pricing", "latest")
"""Last parts of an address that say nothing without the one before."""


def _link(text: str) -> str:
    """An https address, short, as a link; what stands after it as it is.

    >>> _link("https://aws.amazon.com/rds/aurora/sla/ (Multi-AZ)")
    '<a href="https://aws.amazon.com/rds/aurora/sla/">aws.amazon.com: aurora/sla</a> (Multi-AZ)'
    """
    address, _, rest = text.partition(" ")
    if not address.startswith("https://"):
        return escape(text)
    host, _, path = address.removeprefix("https://").partition("/")
    parts = path.rstrip("/").removesuffix(".html").split("/")
    last = "/".join(parts[-2:] if parts[-1] in _GENERIC else parts[-1:])
    name = f"{host}: {last}" if last else host
    return f'<a href="{escape(address, quote=True)}">{escape(name)}</a> {escape(rest)}'.rstrip()


_ENDING = (
    r"tf|json|ipynb|tfvars|hcl|ya?ml|tpl|md|py|sh|zip|\d*xlarge|large|medium|small|micro|metal"
)
"""What belongs to the word before its dot: endings of files, sizes of machines."""
_JOINT = regex(rf"(?<=[\w\])][./])(?=[a-z]{{2}})(?!(?:{_ENDING})\b)|(?<=\w{{4}}_)(?=\w{{2}})")
_QUOTED = regex(r"`([^`]+)`")


def joints(text: str) -> Markup:
    """Text for a page: addresses and paths may break at their joints, and nowhere else.

    What stands between backticks is code.

    >>> joints("module.db<b")
    Markup('module.<wbr>db&lt;b')
    >>> joints("db/main.tf:3 has db.m5.large")
    Markup('db/<wbr>main.tf:3 has db.m5.large')
    >>> joints("run `archbench get`")
    Markup('run <code>archbench get</code>')
    """
    parts = _QUOTED.split(text)
    return Markup("").join(
        Markup(f"<code>{_jointed(part)}</code>" if index % 2 else _jointed(part))  # noqa: S704
        for index, part in enumerate(parts)
    )


def _jointed(text: str) -> str:
    return "<wbr>".join(escape(piece) for piece in _JOINT.split(text))


def _code(text: str, between: str = "<br>") -> str:
    return between.join(f"<code>{_jointed(line)}</code>" for line in text.splitlines())


def _named(text: str) -> str:
    name, _, identifier = text.partition("\n")
    return f"{escape(name)}<br>{_code(identifier)}"


_AT_ONCE = 4
"""So many of a list are seen at once; the rest unfold."""


def _many(text: str) -> str:
    lines = text.splitlines()
    shown, rest = lines[:_AT_ONCE], lines[_AT_ONCE:]
    first = _code("\n".join(shown), ", ")
    if not rest:
        return first
    folded = _code("\n".join(rest), ", ")
    return f"{first}, <details><summary>and {len(rest)} more</summary>{folded}</details>"


_RENDERED: Mapping[str, Callable[[str], str]] = {
    "verdict": verdict,
    "code": _code,
    "named": _named,
    "many": _many,
    "date": lambda text: f'<span class="when">{escape(text)}</span>',
    "link": _link,
}


_PAPER = 124
"""So many characters of a table stand side by side on a sheet of A4."""

_SHORT = 14
"""Text up to this long is not broken over lines."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be shown; displaying it in a notebook shows it."""

    caption: str
    heads: tuple[str, ...]
    formats: tuple[ColumnFormat, ...]
    rows: tuple[tuple[object, ...], ...]
    total: tuple[object, ...] = ()
    note: str = ""
    missing: str = "not known"
    numeric: tuple[bool, ...] = field(default=())
    anchors: tuple[str, ...] = ()
    """The id of each row, for links to it; none when empty."""

    def _cells(self, row: Sequence[object], *, total: bool = False) -> str:
        parts = []
        for index, (value, format_, numeric) in enumerate(
            zip(row, self.formats, self.numeric, strict=True)
        ):
            align = _align(numeric=numeric)
            text = _text(value, format_, self.missing)
            if not numeric and len(str(value)) <= _SHORT:
                align = f' class="short"{align}'
            elif format_ == "many" or (format_ == "code" and "\n" in str(value)):
                align = f' class="lines"{align}'
            if total and index == 0:
                parts.append(f'<th scope="row"{align}>{_text(value, "text", "")}</th>')
            else:
                parts.append(f"<td{align}>{text}</td>")
        return "".join(parts)

    def _repr_html_(self) -> str:
        if not self.rows:
            return plain(f'<p class="none"><strong>{escape(self.caption)}</strong>: none.</p>')
        widths = "".join(f'<col class="w{width}">' for width in self._widths())
        heads = "".join(
            f'<th scope="col"{_align(numeric=numeric)}>{escape(head)}</th>'
            for head, numeric in zip(self.heads, self.numeric, strict=True)
        )
        ids = [f' id="{name}"' for name in self.anchors] or [""] * len(self.rows)
        body = "\n".join(
            f"<tr{id_}>{self._cells(row)}</tr>" for id_, row in zip(ids, self.rows, strict=True)
        )
        foot = (
            f"<tfoot><tr>{self._cells(self.total, total=True)}</tr></tfoot>" if self.total else ""
        )
        note = f'<p class="note">{escape(self.note)}</p>' if self.note else ""
        return plain(
            f'<div class="table"><table><caption>{escape(self.caption)}</caption>'
            f"<colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>\n<tbody>{body}</tbody>{foot}</table></div>{note}"
        )

    def _widths(self) -> tuple[int, ...]:
        """A share of the width for each column, in percent, by the length of what it holds.

        Paper cannot scroll: there the columns share the page. Each gets what its longest word,
        number or date needs, and of what is left, by how much more its usual text would take.
        """
        least, wanted = [], []
        for index, head in enumerate(self.heads):
            column = [row[index] for row in (*self.rows, *filter(None, [self.total]))]
            lengths = sorted(filter(None, (self._length(value, index) for value in column))) or [0]
            words = [*head.split(), *self._words(index)]
            longest = max((len(word) for word in words if len(word) <= _SHORT), default=0)
            if self.numeric[index] or self.formats[index] in ("date", "verdict"):
                longest = max(longest, lengths[-1])
            usual = lengths[len(lengths) * 9 // 10 - (len(lengths) == 1)]
            least.append(longest + 2)
            wanted.append(max(longest, min(self._most(index), usual)) + 2)
        more = [want - need for want, need in zip(wanted, least, strict=True)]
        left = max(0, _PAPER - sum(least))
        shares = [
            need * sum(more) + left * gain if sum(more) else need
            for need, gain in zip(least, more, strict=True)
        ]
        widths = [max(3, -(-100 * share // sum(shares))) for share in shares]
        widest = widths.index(max(widths))
        widths[widest] = max(3, widths[widest] - max(0, sum(widths) - 100))
        return tuple(widths)

    def _most(self, index: int) -> int:
        """How many characters a column of words may ask for."""
        lists = any("\n" in str(row[index]) for row in self.rows)
        return 64 if lists and self.formats[index] in ("code", "many") else 32

    def _words(self, index: int) -> Iterator[str]:
        """The words of a column, which paper does not break."""
        for row in self.rows:
            if isinstance(row[index], str):
                yield from str(row[index]).split()

    def _length(self, value: object, index: int) -> int:
        """How long the longest line of a cell is, in characters."""
        lines = _text(value, self.formats[index], self.missing).split("<br>")
        return max(len(re.sub(r"<[^>]+>|&\w+;", "", line)) for line in lines)

    def __repr__(self) -> str:
        """For a terminal: the caption and how much there is."""
        return f"{self.caption}: {counted(len(self.rows), 'row')}"


def _head(name: str) -> str:
    """A column's name as its head; a path stays as it is written."""
    return name if "/" in name else name.replace("_", " ").capitalize()


def table(  # noqa: PLR0913  (what a person decides about a table)
    frame: "DataFrame",
    caption: str,
    *,
    columns: Mapping[str, str] | Sequence[str] | None = None,
    formats: Mapping[str, ColumnFormat] | None = None,
    total: Sequence[str] = (),
    note: str = "",
    missing: str = "not known",
    anchors: Sequence[str] = (),
) -> Table:
    """A DataFrame as a table for people.

    Args:
        frame: the rows, as they are to be shown.
        caption: what the table says, in a sentence or a title.
        columns: the columns to show in order, or each with its head; all when None. One that is
            empty in every row is left out.
        formats: how cells read, by column, where the name does not tell.
        total: columns to sum into a last row; exact when they hold Decimals.
        note: a sentence beneath.
        missing: the word for a value that is not there.
        anchors: what a row is of, and the columns that name it: its id in a document.
    """
    chosen = list(columns) if columns is not None else [str(name) for name in frame.columns]
    given = dict(columns) if isinstance(columns, Mapping) else {}
    plain = {name: _COLUMNS.get(name, (_head(name), "text")) for name in chosen}
    values = {name: [_python(value) for value in frame[name]] for name in chosen}
    chosen = [name for name in chosen if not values[name] or any(v != "" for v in values[name])]
    kinds = tuple((formats or {}).get(name, plain[name][1]) for name in chosen)
    rows = tuple(zip(*(values[name] for name in chosen), strict=True))
    sums: tuple[object, ...] = ()
    if total:
        sums = tuple(
            sum((Decimal(str(v)) for v in values[name] if v is not None), Decimal(0))
            if name in total
            else ("Total" if index == 0 else "")
            for index, name in enumerate(chosen)
        )
    return Table(
        caption=caption,
        heads=tuple(given.get(name, plain[name][0]) for name in chosen),
        formats=kinds,
        rows=rows,
        total=sums,
        note=note,
        missing=missing,
        numeric=tuple(
            kind in ("number", "money", "price", "change") or _all_numbers(values[name])
            for name, kind in zip(chosen, kinds, strict=True)
        ),
        anchors=tuple(
            anchor(anchors[0], *map(str, names))
            for names in zip(*(frame[name] for name in anchors[1:]), strict=True)
        )
        if anchors
        else (),
    )


def _align(*, numeric: bool) -> str:
    """Numbers to the right; text to the left, said in the element for notebook front ends."""
    return ' class="number"' if numeric else ' style="text-align:left"'


def _python(value: object) -> object:
    """A pandas scalar as the Python value it stands for; NaN and NaT as None."""
    if value is None or value != value:  # noqa: PLR0124
        return None
    item = getattr(value, "item", None)
    return item() if callable(item) else value


def _all_numbers(values: Sequence[object]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) for value in known
    )

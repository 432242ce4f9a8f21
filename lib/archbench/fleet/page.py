"""The page of a fleet: the answer first, then a row for each configuration, to filter and sort."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from archbench.columns import counted, verb
from archbench.cost.money import dollars
from archbench.fleet.member import FleetMembers
from archbench.fleet.rows import FleetRow
from archbench.hcl.text import visible
from archbench.requirements.checklist import SEVERITIES
from archbench.version import __version__

_HERE = Path(__file__).parent
_REPORT = _HERE.parent / "report" / "page"
_WORDS = {
    "apply": ("pass", "ready"),
    "hold": ("fail", "not yet"),
    "undecided": ("open", "undecided"),
    "refused": ("fail", "refused"),
    "": ("open", "not examined"),
}
_ORDER = ("hold", "refused", "", "undecided", "apply")
_SHOWN = 2
"""Lines of an error: all of them stand in its result."""
_ZONES = {"survives": "pass", "degraded": "open", "down": "fail", "unknown": "open"}


def page(rows: Sequence[FleetRow], fleet: FleetMembers, as_of: date) -> str:
    """The page as one HTML file that asks no host; the same input gives the same bytes."""
    import jinja2  # noqa: PLC0415 the start of a command stays fast

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    style, script = ((_REPORT / name).read_text("utf-8") for name in ("style.css", "tables.js"))
    ranked = sorted(rows, key=lambda row: (_ORDER.index(row.result.standing), _rank(row)))
    shown = environment.get_template("page.html").render(
        title=headline(rows),
        answer=headline(rows).partition("; "),
        leads=list(_leads(rows, fleet)),
        rows=ranked,
        since=any(row.since for row in rows),
        short=_short,
        words=_WORDS,
        zones=_ZONES,
        severities=SEVERITIES,
        as_of=as_of.isoformat(),
        version=__version__,
        style=style,
        script=script,
        script_hash=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
    )
    return visible(shown)


def _short(error: str) -> str:
    lines = error.splitlines()
    more = f" And {len(lines) - _SHOWN} lines more." if len(lines) > _SHOWN else ""
    return " ".join(line.strip() for line in lines[:_SHOWN]) + more


def _rank(row: FleetRow) -> tuple[int, ...]:
    return tuple(-row.result.count("fail", severity) for severity in SEVERITIES)


def headline(rows: Sequence[FleetRow]) -> str:
    """How many of how many may be applied, and what leaves the answer open.

    >>> from archbench.fleet.result import MemberResult
    >>> both = MemberResult("a", "", standing="apply"), MemberResult("b", "", error="no")
    >>> headline([FleetRow(item) for item in both])
    '1 of 2 configurations is ready to apply; 1 could not be examined'
    >>> headline([FleetRow(MemberResult("a", "", standing="hold"))])
    '0 of 1 configuration is ready to apply; 1 not yet'
    """
    counts = {word: sum(row.result.standing == word for row in rows) for word in _WORDS}
    ready, all_ = counts["apply"], len(rows)
    is_ = verb(ready, all_, "is", "are")
    said = [f"{ready} of {counted(all_, 'configuration')} {is_} ready to apply"]
    for word, text in (
        ("hold", "not yet"),
        ("undecided", "undecided"),
        ("refused", "refused by Terraform"),
        ("", "could not be examined"),
    ):
        said += [f"{counts[word]} {text}"] if counts[word] else []
    return "; ".join(said)


def _leads(rows: Sequence[FleetRow], fleet: FleetMembers) -> Iterator[str]:
    """What they cost together and how much of it is known; what was not looked at."""
    yield cost(rows)
    unread = sum(bool(row.result.caveats) for row in rows)
    if unread:
        has = "1 has" if unread == 1 else f"{unread} have"
        yield f"{has} parts that were not read, or that Terraform refuses: see each."
    if fleet.passed_over:
        paths = counted(fleet.passed_over, "path")
        holds, was = ("holds", "was") if fleet.passed_over == 1 else ("hold", "were")
        yield f"{paths} {holds} no configuration and {was} passed over."


def cost(rows: Sequence[FleetRow]) -> str:
    """The sum of what has a figure; at least the least of it, where a charge anywhere has none.

    >>> from archbench.fleet.result import MemberResult
    >>> one = MemberResult("a", "", cost_low="1", cost_likely="2", cost_high="3", cost_whole=True)
    >>> cost([FleetRow(one), FleetRow(MemberResult("b", "", error="x"))])
    'Together at least $1.00 a month at list price: 1 of 2 has a whole figure.'
    >>> cost([FleetRow(MemberResult("a", "", cost_low="1", cost_likely="2"))])
    'Together at least $1.00 a month at list price: 0 of 1 has a whole figure.'
    """
    known = [row.result for row in rows if row.result.cost_likely]
    whole = sum(item.cost_whole for item in known)
    total = sum((Decimal(item.cost_likely) for item in known), Decimal(0))
    least = sum((Decimal(item.cost_low or 0) for item in known), Decimal(0))
    if not known:
        return "What they cost is not known of any."
    if whole == len(rows):
        return f"Together {dollars(total)} a month at list price, every charge priced."
    has = verb(whole, len(rows), "has", "have")
    figure = f"at least {dollars(least)} a month at list price"
    return f"Together {figure}: {whole} of {len(rows)} {has} a whole figure."

"""An estimate as a person reads it: text for a terminal, Markdown. Sorted and stable."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from archbench.columns import counted, fitted, folded, is_numeric
from archbench.cost.commitment_rows import commitment_rows, mode_rows
from archbench.cost.model import Estimate, Total, Unpriced
from archbench.cost.money import dollars, number, per_unit, rounded, unit_in_words
from archbench.cost.price_book import SOURCE
from archbench.cost.quantity import ZERO
from archbench.cost.statement_rows import (
    APART,
    StatementRow,
    block_type,
    equal_rows,
    joined,
    rows,
    several,
)
from archbench.sections import TextSection, section, sentences, whole
from archbench.terraform.address import block_of, is_module, natural, without_keys
from archbench.terraform.gathering import Gathered, gather, module_of, some

WIDTH = 140
"""Characters of a line, where no terminal says another number."""


def headline(made: Estimate) -> list[str]:
    """The answer in a few lines: how much, between what and what, and what that covers."""
    total = made.total
    regions = sorted({item.region_id for item in made.line_items} - {"global"})
    where = f" in {', '.join(regions)}" if regions else ""
    when = f", as of {made.as_of}" if made.as_of else ""
    missing = len(made.unpriced)
    if not made.has_figure:
        return [f"{made.path}: {_no_figure(made)}{where}{when}", _left_out(made)]
    missing -= len(made.uncounted)
    partly = f"; incomplete: {counted(missing, 'charge')} without a price" if missing else ""
    price = "list price less agreed rates" if SOURCE in made.sources else "list price"
    scope = f" a month at {price}{where}{when}"
    if made.uncounted:
        scope = f"; {', '.join(uncounted_words(made))} ({scope.lstrip()})"
    lines = [f"{made.path}: {figure(made)}{scope}{partly}"]
    if total.low != total.high and not made.uncounted and made.at_most is None:
        lines.append(f"what has a figure: between {dollars(total.low)} and {dollars(total.high)}")
    elif total.low != total.high and not made.uncounted:
        lines.append(f"between {dollars(total.low)} and {dollars(total.high)}")
    usage_words = {
        "usage": "usage file",
        "usage default": "usage file",
        "load profile": "load profile",
        "topology": "zones traffic crosses",
    }
    bases = sorted({usage_words[item.basis] for item in made.priced if item.basis in usage_words})
    resources = len({item.address for item in made.priced})
    least = len(made.counted) - len(made.priced)
    lines.append(
        f"covers {counted(len(made.priced), 'charge')} of {counted(resources, 'resource')}"
        + (f" and the bounds of {least:,} more" if least else "")
        + (f", quantities also from: {', '.join(bases)}" if bases else ", before any usage")
    )
    if made.price_dates:
        lines.append(f"unit prices dated {made.price_dates}")
    lines.append(f"not in the total: {_left_out(made)}")
    return lines


def figure(made: Estimate) -> str:
    """The total in a few words: one figure, or its bounds where it is known no better.

    Every answer about the cost of a whole says it in these words.
    """
    if made.uncounted:
        return f"at least {dollars(made.total.low)}"
    if any(item.list_cost_low for item in made.open):
        most = "" if made.at_most is None else f", at most {dollars(made.at_most)}"
        return f"at least {dollars(made.total.low)}{most}"
    if made.open or made.unpriced:
        span = made.total.low < made.total.likely
        expected = f" ({dollars(made.total.likely)} expected)" if span else ""
        return f"at least {dollars(made.total.low)}{expected}"
    return dollars(made.total.likely)


def uncounted_words(made: Estimate) -> list[str]:
    """How many modules were not read and how many blocks cannot be counted.

    >>> from archbench.cost.model import Unpriced
    >>> addresses = ("module.net", 'module.net["eu.a"]', "module.net.aws_instance.web")
    >>> unread = (Unpriced(name, "not counted: no copy", uncounted=True) for name in addresses)
    >>> uncounted_words(Estimate("stack", None, (), (), tuple(unread)))
    ['2 modules not read', '1 block not counted']
    """
    names = {block_of(item.address) for item in made.uncounted}
    modules = sum(map(is_module, names))
    blocks = len(names) - modules
    return [
        *([f"{counted(modules, 'module')} not read"] if modules else []),
        *([f"{counted(blocks, 'block')} not counted"] if blocks else []),
    ]


def _no_figure(made: Estimate) -> str:
    """What stands in place of a total where no charge has an amount."""
    if not made.unpriced:
        return f"no total yet: {_all(len(made.open))} for usage"
    charges = len(made.unpriced) - len(made.uncounted)
    if not made.open and not charges:
        return "no total: nobody can count what has a charge"
    if not made.open:
        return f"no price: {counted(charges, 'charge')}, and none of them has one"
    return "no price, or waiting for usage: no charge has an amount"


def _all(how_many: int) -> str:
    return "the one charge waits" if how_many == 1 else f"all {how_many:,} charges wait"


def _left_out(made: Estimate) -> str:
    unpriced = len(made.unpriced) - len(made.uncounted)
    told = [
        *([f"{counted(len(made.open), 'charge')} waiting for usage"] if made.open else ()),
        *([f"{counted(unpriced, 'charge')} without a price"] if unpriced else ()),
        *uncounted_words(made),
    ]
    return f"{', '.join(told) or 'nothing'}; {counted(len(made.free), 'resource')} free"


def as_text(made: Estimate, width: int = WIDTH) -> str:
    """The whole statement, in lines of at most this width but for addresses."""
    lines = whole(*statement(made, width))
    return "\n".join(text.rstrip() for _, text in lines) + "\n"


def statement(made: Estimate, width: int) -> tuple[list[str], list[TextSection]]:
    """The answer; then by service, what moves it, what is left out, every charge, the sources."""
    answer, *more = headline(made)
    opening = [
        *folded(answer, width, "", "  "),
        *(line for text in more for line in folded(text, width, "  ")),
    ]
    services, tiers = made.by_service(), made.by_tier()
    zoned = any(name != "regional" for name in tiers)
    return opening, [
        section("By service", _totals(services), width, _TOTAL_HEAD, first=6),
        section("What moves it most", _drivers(made), width, _DRIVER_HEAD, first=3),
        section("Waiting for usage", _open(made), width, first=4),
        _unpriced(made, width),
        _charges(made, services, width),
        section("By tier", _totals(tiers) if zoned else [], width, _TOTAL_HEAD),
        section("By zone", _totals(made.by_zone()) if zoned else [], width, _TOTAL_HEAD),
        section("Commitments, for what always runs", commitment_rows(made), width),
        section("Aurora storage modes", mode_rows(made), width),
        sentences("Free", _free(made), min(width, 100)),
        sentences("Notes", made.notes, width, first=2),
        section("Price sources", sorted(made.sources.items()), width),
    ]


def as_markdown(made: Estimate) -> str:
    """The statement as Markdown tables."""
    answer, *more = headline(made)
    out = [f"# {escaped(answer)}", "", *(f"- {escaped(line)}" for line in more), ""]
    head = ("Service", "Expected", "At least", "At most")
    out += table("By service", head, _totals(made.by_service()))
    charges = [
        (
            row.name,
            row.first.charge_description,
            rounded(row.quantity or ZERO),
            unit_in_words(row.first.pricing_unit),
            f"${number(row.first.list_unit_price)}",
            dollars(row.cost or ZERO),
            f"{row.first.price_source}, {row.first.price_date}",
        )
        for row in joined(rows(made.priced))
    ]
    of_charges = ("Resource", "Charge", "Quantity", "Unit", "Unit price", "A month", "Price from")
    out += table("Charges", of_charges, charges)
    of_open = ("Resource", "Charge", "Unit price", "What to give")
    out += table("Waiting for usage", of_open, _open(made))
    out += table("Without a price", ("Resource", "Reason"), _missing(made))
    out += table("Free", ("Resource",), [(name,) for name in _free(made)])
    out += [f"- Note: {escaped(note)}" for note in made.notes]
    return "\n".join(out).rstrip() + "\n"


def _totals(totals: Mapping[str, Total]) -> list[tuple[str, ...]]:
    return [
        (
            name,
            dollars(total.likely),
            *((dollars(total.low), dollars(total.high)) if total.low != total.high else ("", "")),
        )
        for name, total in totals.items()
    ]


def _drivers(made: Estimate) -> list[tuple[str, ...]]:
    found = joined(equal_rows(made.drivers))
    found.sort(key=lambda row: (row.low - (row.high or ZERO), row.first.address, row.first.item))
    return [
        (
            row.name,
            row.first.charge_description,
            "waits" if row.cost is None else dollars(row.cost),
            dollars(row.low),
            dollars(row.high or ZERO),
        )
        for row in found[:5]
    ]


def _charges(made: Estimate, services: Iterable[str], width: int) -> TextSection:
    """Every priced charge: by service in this order, then by resource, the costliest first."""
    found = joined(rows(made.priced))
    cells = [
        (
            row.first.charge_description,
            rounded(row.quantity or ZERO),
            unit_in_words(row.first.pricing_unit),
            f"${number(row.first.list_unit_price)}",
            dollars(row.cost or ZERO),
            row.first.price_date,
            row.first.formula,
        )
        for row in found
    ]
    if not found:
        return TextSection("Charges", ())
    head = ("", "quantity", "unit", "unit price", "a month", "price of", "quantity from")
    heads, *laid = fitted([head, *cells], width - 6, headed=True)
    lines = dict(zip(map(id, found), laid, strict=True))
    items = []
    for service in services:
        opening = [f"  {service}"]
        names: dict[str, list[StatementRow]] = {}
        for row in found:
            if row.first.service_name == service:
                names.setdefault(row.name, []).append(row)
        for name, members in sorted(names.items(), key=lambda pair: (-_cost(pair[1]), pair[0])):
            opening.append(f"    {name}")
            for row in members:
                items.append((*opening, *(f"      {line}" for line in lines[id(row)])))
                opening = []
    return TextSection("Charges", tuple(items), tuple(f"      {line}" for line in heads))


def _unpriced(made: Estimate, width: int) -> TextSection:
    """What has no price, by reason: which charge, of what."""
    reasons: dict[str, dict[str, Gathered]] = {}
    for group in gather((item.address, item.reason) for item in made.unpriced):
        what, _, why = group.reason.rpartition("no price: ")
        reasons.setdefault(why, {})[what.removesuffix(": ")] = group
    items = []
    for why, charges in sorted(reasons.items(), key=lambda pair: (-_size(pair[1]), pair[0])):
        lines = folded(f"{why}: {_size(charges)}", width, "  ", "    ")
        for what, group in charges.items():
            names = some(group.blocks, 12)
            lines += folded(f"{what}: {names}" if what else names, width, "    ", "      ")
        items.append(tuple(lines))
    return TextSection("Without a price", tuple(items), (), 3)


def _size(charges: Mapping[str, Gathered]) -> int:
    return sum(len(group.addresses) for group in charges.values())


def _cost(members: Iterable[StatementRow]) -> Decimal:
    return sum((row.cost or ZERO for row in members), ZERO)


def _open(made: Estimate) -> list[tuple[str, ...]]:
    return [
        (
            row.name,
            row.first.charge_description,
            f"${number(row.first.list_unit_price)} per {per_unit(row.first.pricing_unit)}",
            "; ".join(filter(None, (row.first.usage_key or row.reason, _bounds(row)))),
        )
        for row in joined(rows(made.open))
    ]


def _bounds(row: StatementRow) -> str:
    """What open charges cost at least and at most, as far as that is known."""
    words = [f"at least {dollars(row.low)}"] if row.low else []
    words += [] if row.high is None else [f"at most {dollars(row.high)}"]
    return ", ".join(words)


_DRIVER_HEAD = ("", "", "expected", "at least", "at most")
_TOTAL_HEAD = ("", "expected", "at least", "at most")


def table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """A titled Markdown table; nothing at all without rows."""
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    rule = ["---:" if is_numeric(column) else "---" for column in columns]
    lines = ["| " + " | ".join(map(escaped, row)) + " |" for row in (head, *rows)]
    lines.insert(1, "| " + " | ".join(rule) + " |")
    return [f"## {title}", "", *lines, ""]


def escaped(text: str) -> str:
    """Text that stays text in Markdown and in the HTML made of it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|~])", r"\\\1", " ".join(text.split()))


def _free(made: Estimate) -> list[str]:
    """What is free, by block; more than APART blocks of one type as the first, and how many."""
    types: dict[str, list[str]] = {}
    for address in made.free:
        types.setdefault(block_type(without_keys(address)), []).append(address)
    found: list[tuple[str, str]] = []
    for addresses in types.values():
        [group] = gather((address, "") for address in addresses)
        blocks = group.blocks
        if len(blocks) <= APART:
            found += ((name, name) for name in blocks)
            continue
        in_all = "" if len(blocks) == len(addresses) else f" blocks, {len(addresses):,} in all"
        found.append((group.addresses[0], f"{several(blocks[0], len(blocks))}{in_all}"))
    return [words for _, words in sorted(found, key=lambda pair: natural(pair[0]))]


def _missing(made: Estimate) -> list[tuple[str, str]]:
    """What has no price and why; more than APART alike as the first, and how many more."""
    groups: dict[str, list[Unpriced]] = {}
    alike = {}
    for item in made.unpriced:
        alike[item] = groups.setdefault(item.reason.replace(module_of(item.address), ""), [])
        alike[item].append(item)
    return [
        (several(item.address, len(group)) if len(group) > APART else item.address, item.reason)
        for item, group in alike.items()
        if len(group) <= APART or item is group[0]
    ]

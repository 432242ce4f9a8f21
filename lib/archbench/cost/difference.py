"""What a change costs: two estimates, line by line, over what both of them cover.

A resource is compared when the same of it lacks a figure on both sides. One that is new, or costs
more, and has something without a figure as well costs at least so much more. All others are left
out and named: a charge that lost its figure would count as a saving otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import count

from archbench.columns import folded
from archbench.cost.model import Estimate, LineItem
from archbench.cost.money import dollars, number, rounded, unit_in_words
from archbench.frozen import replace
from archbench.sections import TextSection, section, sentences, whole
from archbench.terraform.address import may_be_of
from archbench.terraform.moves import stands_at

_Key = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class ChargeChange:
    """One charge that differs: what it was and what it is; None where there is none."""

    address: str
    charge_description: str
    region_id: str
    before: LineItem | None
    after: LineItem | None

    @property
    def difference(self) -> Decimal:
        """What it costs more a month; less when negative. Open lines count as nothing."""
        return _cost(self.after) - _cost(self.before)


@dataclass(frozen=True)
class Difference:
    """Two estimates and the charges that differ between them, the greatest change first.

    The lines of before stand at the addresses they have been moved to.
    """

    before: Estimate
    after: Estimate
    changes: tuple[ChargeChange, ...]

    @property
    def monthly(self) -> Decimal:
        """How much more the second costs a month, of all that has a figure on either side."""
        return self.after.total_monthly - self.before.total_monthly

    @cached_property
    def one_sided(self) -> tuple[str, ...]:
        """Charges without a figure, no price or open usage, on one side only.

        What was not read or counted is among them: nobody knows whether it is the same. While there
        are any, the difference of the totals is not the difference of the costs.
        """
        return tuple(sorted({words for _, words in self._lacking()}))

    @cached_property
    def incomparable(self) -> frozenset[str]:
        """Addresses of which the difference is not known, not even at least."""
        more = self._by_address(self.changes)
        lacking = {
            address
            for address, sides in self._sides_lacking.items()
            if sides != {"after"} or more.get(address, Decimal(0)) < 0
        }
        return frozenset(lacking | {name for name in more if may_be_of(name, self._uncounted)})

    @cached_property
    def _uncounted(self) -> frozenset[str]:
        """The blocks and modules that hold nobody knows how much, on either side."""
        return frozenset(
            item.address for made in (self.before, self.after) for item in made.uncounted
        )

    @cached_property
    def at_most(self) -> Decimal | None:
        """The difference at most, where all that lacks a figure is gone or costs less now.

        What it cost besides is saved too. None where nothing or something else lacks a figure.
        """
        more = self._by_address(self.changes)
        gone = all(
            sides == {"before"} and more.get(address, Decimal(0)) <= 0
            for address, sides in self._sides_lacking.items()
        )
        return self.monthly if self._sides_lacking and gone else None

    @cached_property
    def _sides_lacking(self) -> dict[str, set[str]]:
        """The sides on which an address alone lacks a figure."""
        lacking: dict[str, set[str]] = {}
        for side, found in self._sides():
            for address, _ in found:
                lacking.setdefault(address, set()).add(side)
        return lacking

    @cached_property
    def floors(self) -> frozenset[str]:
        """Addresses that cost at least so much more: what else they cost has no figure yet."""
        return frozenset(address for address, _ in self._lacking()) - self.incomparable

    @property
    def comparable(self) -> Decimal:
        """How much more the second costs a month over what both cover, at least with any floors."""
        return sum(
            (change.difference for change in self.changes if change.address in self.compared),
            Decimal(0),
        )

    @cached_property
    def is_whole(self) -> bool:
        """True when the totals can be compared, exactly or at least."""
        return not self.incomparable and (not self.floors or self.comparable >= 0)

    @cached_property
    def compared(self) -> frozenset[str]:
        """Addresses that count: floors only where all of the rest can be compared."""
        left_out = self.incomparable
        names = frozenset(change.address for change in self.changes)
        with_floors = names - left_out
        total = sum((x.difference for x in self.changes if x.address in with_floors), Decimal(0))
        return with_floors if not left_out and total >= 0 else with_floors - self.floors

    def _by_address(self, changes: Iterable[ChargeChange]) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for change in changes:
            found[change.address] = found.get(change.address, Decimal(0)) + change.difference
        return found

    def _sides(self) -> list[tuple[str, set[tuple[str, str]]]]:
        """What lacks a figure on one side only, as (address, words), by the side it lacks it on."""
        old, new = _without_figure(self.before), _without_figure(self.after)
        unread = {
            (item.address, f"{item.address}: {item.reason}")
            for made in (self.before, self.after)
            for item in made.uncounted
        }
        return [("before", (old - new) | unread), ("after", (new - old) | unread)]

    def _lacking(self) -> set[tuple[str, str]]:
        return {pair for _, found in self._sides() for pair in found}


def difference(before: Estimate, after: Estimate) -> Difference:
    """The charges that are in one estimate only, or differ in quantity, price or openness."""
    before = _renamed(before, after)
    old, new = _by_key(before), _by_key(after)
    changes = [
        ChargeChange(*key[:3], old.get(key), new.get(key))
        for key in sorted(old.keys() | new.keys())
        if _facts(old.get(key)) != _facts(new.get(key))
    ]
    changes.sort(key=lambda change: (-abs(change.difference), change.address))
    return Difference(before, after, tuple(changes))


def _renamed(before: Estimate, after: Estimate) -> Estimate:
    """The first estimate at the addresses of the second: by its moved blocks, and 0 for no key."""
    there = _addresses(after)

    def at(address: str) -> str:
        return stands_at(address, after.moves, there)

    new = {address: at(address) for address in _addresses(before)}
    if all(address == other for address, other in new.items()):
        return before
    return replace(
        before,
        line_items=tuple(replace(x, address=new[x.address]) for x in before.line_items),
        unpriced=tuple(
            replace(x, address=new[x.address], reason=x.reason.replace(x.address, new[x.address]))
            for x in before.unpriced
        ),
        free=tuple(new[address] for address in before.free),
    )


def _addresses(estimate: Estimate) -> set[str]:
    """Everything that is in an estimate, priced, free or without a price."""
    found = {*estimate.free, *(item.address for item in estimate.line_items)}
    return found | {item.address for item in estimate.unpriced}


def as_text(found: Difference, width: int = 140) -> str:
    """The whole difference, in lines of at most this width but for addresses."""
    lines = whole(*laid_out(found, width))
    return "\n".join(text.rstrip() for _, text in lines) + "\n"


def laid_out(found: Difference, width: int) -> tuple[list[str], list[TextSection]]:
    """The answer, then each charge that differs, the greatest change first."""
    answer, *more = headline(found)
    opening = [
        *folded(answer, width, "", "  "),
        *(line for text in more for line in folded(text, width, "  ")),
    ]
    counted, others = _tables(found)
    return opening, [
        section("Charges that differ", _together(counted), width, first=8),
        section(_NOT_COMPARED, [row[1:] for row in _together(others)], width, first=3),
        sentences(_LACKING, found.one_sided, width, first=3),
    ]


_NOT_COMPARED = "Not compared: their resource has a figure on one side only"
_LACKING = "Without a figure on one side only, so not in the difference"


def _together(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The charge and what became of it in one cell."""
    return [(amount, address, f"{charge}: {words}") for amount, address, charge, words in rows]


def as_markdown(found: Difference) -> str:
    """The difference as Markdown, for a comment on a change."""
    from archbench.cost.statement import escaped, table  # noqa: PLC0415 it reads this package

    answer, *more = headline(found)
    out = [f"# {escaped(answer)}", "", *(f"- {escaped(line)}" for line in more), ""]
    head = ("A month", "Resource", "Charge", "Before and after")
    counted, others = _tables(found)
    out += table("Changes", head, counted)
    out += table("Not compared", head, others)
    lacking = [(words,) for words in found.one_sided]
    out += table("Without a figure on one side only", ("Charge",), lacking)
    return "\n".join(out).rstrip() + "\n"


def headline(found: Difference) -> list[str]:
    """The answer: what the change costs, or what of it can be told."""
    old, new = found.before, found.after
    amounts = f"{_amount(old)} -> {_amount(new)} a month"
    silent = [side.path for side in (old, new) if not side.has_figure]
    if silent:
        why = f"no charge of {' and of '.join(silent)} has an amount"
        return [f"{new.path} beside {old.path}: {why}", amounts]
    least = "at least " if found.floors and found.is_whole else ""
    more = found.comparable
    if (most := found.at_most) is not None:
        bound = f"at {'least' if most < 0 else 'most'} {_more(most)} than"
        said = bound if most else "at most as much as"
        return [f"{new.path} costs {said} {old.path}; incomplete, see the end", amounts]
    if found.is_whole:
        if more == 0 and not least:
            return [f"{new.path} costs the same as {old.path}", amounts]
        partly = "; incomplete, see the end" if found.one_sided else ""
        return [f"{new.path} costs {least}{_more(more)} than {old.path}{partly}", amounts]
    lacking = len(found.incomparable | found.floors)
    which = "one resource has" if lacking == 1 else f"{lacking} resources have"
    cover = f"{new.path} and {old.path} do not cover the same, so their totals cannot be compared"
    return [
        f"{cover}: {which} a figure on one side only",
        f"what can be compared costs {'the same' if more == 0 else _more(more)}",
    ]


def _more(value: Decimal) -> str:
    return f"{dollars(abs(value))} a month {'less' if value < 0 else 'more'}"


def _tables(found: Difference) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The rows of what counts in the difference, and of what does not."""
    counted: list[tuple[str, ...]] = []
    others: list[tuple[str, ...]] = []
    for change in found.changes:
        if _is_open(change) and not change.difference:
            continue
        is_counted = found.at_most is not None or (
            change.address not in found.incomparable
            and (found.is_whole or change.address not in found.floors)
        )
        words = f"{_words(change.before)} -> {_words(change.after)}"
        amount = _signed(change.difference) if is_counted else ""
        row = (amount, change.address, change.charge_description, words)
        (counted if is_counted else others).append(row)
    return counted, others


def _amount(made: Estimate) -> str:
    return dollars(made.total_monthly) if made.has_figure else "no amount"


def document(found: Difference) -> dict[str, object]:
    """The difference as plain mappings and lists, numbers as Decimal.

    difference_monthly is None where the totals do not cover the same.
    """
    return {
        "before": {"path": found.before.path, "total_monthly": found.before.total_monthly},
        "after": {"path": found.after.path, "total_monthly": found.after.total_monthly},
        "difference_monthly": found.comparable if found.is_whole else None,
        "difference_is_at_least": bool(found.floors) and found.is_whole,
        "difference_at_most_monthly": found.at_most,
        "difference_of_comparable_monthly": found.comparable,
        "not_comparable": sorted(found.incomparable),
        "without_figure_on_one_side": list(found.one_sided),
        "changes": [
            {
                "address": change.address,
                "charge_description": change.charge_description,
                "region_id": change.region_id,
                "difference_monthly": change.difference,
                "before": _side(change.before),
                "after": _side(change.after),
            }
            for change in found.changes
        ],
    }


def _without_figure(made: Estimate) -> set[tuple[str, str]]:
    opened = {(x.address, f"{x.address}: {x.charge_description}") for x in made.open}
    return opened | {(x.address, f"{x.address}: {x.reason}") for x in made.unpriced}


def _by_key(made: Estimate) -> dict[_Key, LineItem]:
    """The lines by what they are of; those alike in all of it are numbered in order."""
    found: dict[_Key, LineItem] = {}
    for item in made.line_items:
        shared = (item.address, item.charge_description, item.region_id)
        found[*shared, next(n for n in count() if (*shared, n) not in found)] = item
    return found


def _facts(item: LineItem | None) -> tuple[object, ...] | None:
    if item is None:
        return None
    return (
        item.pricing_quantity,
        item.pricing_quantity_low,
        item.pricing_quantity_high,
        item.list_unit_price,
    )


def _cost(item: LineItem | None) -> Decimal:
    """What a line adds to a total: an open one what it is at least."""
    if item is None:
        return Decimal(0)
    return (item.list_cost_low if item.is_open else item.list_cost) or Decimal(0)


def _is_open(change: ChargeChange) -> bool:
    return any(item is not None and item.is_open for item in (change.before, change.after))


def _signed(value: Decimal) -> str:
    return f"+{dollars(value)}" if value > 0 else dollars(value)


def _words(item: LineItem | None) -> str:
    if item is None:
        return "none"
    if item.pricing_quantity is None:
        return "open"
    amount = f"{rounded(item.pricing_quantity)} {unit_in_words(item.pricing_unit)}"
    return f"{amount} x ${number(item.list_unit_price)}"


def _side(item: LineItem | None) -> dict[str, object] | None:
    if item is None:
        return None
    return {
        "pricing_quantity": item.pricing_quantity,
        "pricing_unit": item.pricing_unit,
        "list_unit_price": item.list_unit_price,
        "list_cost": item.list_cost,
    }

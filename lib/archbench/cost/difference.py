"""What a change costs: two estimates, line by line."""

from dataclasses import dataclass
from decimal import Decimal

from archbench.cost.model import Estimate, LineItem
from archbench.cost.money import dollars, number, rounded

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
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


@dataclass(frozen=True, slots=True)
class Difference:
    """Two estimates and the charges that differ between them, the greatest change first."""

    before: Estimate
    after: Estimate
    changes: tuple[Change, ...]

    @property
    def monthly(self) -> Decimal:
        """How much more the second costs a month."""
        return self.after.total_monthly - self.before.total_monthly

    @property
    def one_sided(self) -> tuple[str, ...]:
        """Charges without a figure, no price or open usage, on one side only.

        While there are any, the difference of the totals is not the difference of the costs.
        """
        return tuple(sorted(_without_figure(self.before) ^ _without_figure(self.after)))


def difference(before: Estimate, after: Estimate) -> Difference:
    """The charges that are in one estimate only, or differ in quantity, price or openness."""
    old, new = _by_key(before), _by_key(after)
    changes = [
        Change(*key, old.get(key), new.get(key))
        for key in sorted(old.keys() | new.keys())
        if _facts(old.get(key)) != _facts(new.get(key))
    ]
    changes.sort(key=lambda change: (-abs(change.difference), change.address))
    return Difference(before, after, tuple(changes))


def as_text(found: Difference) -> str:
    """The difference for a terminal: the answer first, then each charge that differs."""
    more = found.monthly
    verb = "costs the same as" if more == 0 else "costs"
    than = (
        "" if more == 0 else f"{dollars(abs(more))} a month {'more' if more > 0 else 'less'} than "
    )
    partly = "; incomplete, see the end" if found.one_sided else ""
    silent = [side.path for side in (found.before, found.after) if not side.has_figure]
    if silent:
        verb, than, partly = "beside", "", f": no charge of {' and of '.join(silent)} has an amount"
    lines = [
        f"{found.after.path} {verb} {than}{found.before.path}{partly}",
        f"  {_amount(found.before)} -> {_amount(found.after)} a month",
        "",
    ]
    shown = [x for x in found.changes if x.difference or not _is_open(x)]
    width = max((len(change.address) for change in shown), default=0)
    wide = max((len(change.charge_description) for change in shown), default=0)
    lines += [
        f"  {_signed(change.difference):>11}  {change.address:<{width}}  "
        f"{change.charge_description:<{wide}}  {_words(change.before)} -> {_words(change.after)}"
        for change in shown
    ]
    if found.one_sided:
        lines += ["", "Without a figure on one side only, so not in the difference"]
        lines += [f"  {words}" for words in found.one_sided]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _amount(made: Estimate) -> str:
    return dollars(made.total_monthly) if made.has_figure else "no amount"


def document(found: Difference) -> dict[str, object]:
    """The difference as plain mappings and lists, numbers as Decimal."""
    return {
        "before": {"path": found.before.path, "total_monthly": found.before.total_monthly},
        "after": {"path": found.after.path, "total_monthly": found.after.total_monthly},
        "difference_monthly": found.monthly,
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


def _without_figure(made: Estimate) -> set[str]:
    return {f"{item.address}: {item.charge_description}" for item in made.open} | {
        f"{item.address}: {item.reason}" for item in made.unpriced
    }


def _by_key(made: Estimate) -> dict[_Key, LineItem]:
    return {
        (item.address, item.charge_description, item.region_id): item for item in made.line_items
    }


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
    return (item.list_cost if item else None) or Decimal(0)


def _is_open(change: Change) -> bool:
    return any(item is not None and item.is_open for item in (change.before, change.after))


def _signed(value: Decimal) -> str:
    return f"+{dollars(value)}" if value > 0 else dollars(value)


def _words(item: LineItem | None) -> str:
    if item is None:
        return "none"
    if item.pricing_quantity is None:
        return "open"
    return f"{rounded(item.pricing_quantity)} {item.pricing_unit} x ${number(item.list_unit_price)}"


def _side(item: LineItem | None) -> dict[str, object] | None:
    if item is None:
        return None
    return {
        "pricing_quantity": item.pricing_quantity,
        "pricing_unit": item.pricing_unit,
        "list_unit_price": item.list_unit_price,
        "list_cost": item.list_cost,
    }

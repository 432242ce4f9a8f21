"""Line items as rows of a statement: what is alike but for the instance or the block, counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from archbench.cost.model import LineItem
from archbench.terraform.address import every_instance

APART = 8
"""So many blocks alike in all but their address stand each by itself; more of them as one row."""


@dataclass(frozen=True)
class StatementRow:
    """Charges alike in all but the address, added up."""

    pattern: str
    """What means all instances of its block, of the first of several, in a usage file."""
    items: tuple[LineItem, ...]
    blocks: int = 1
    """How many blocks it stands for, each with as many instances."""

    @property
    def first(self) -> LineItem:
        """One of them, for what they share."""
        return self.items[0]

    @property
    def name(self) -> str:
        """The address; the pattern with a count when it stands for several.

        Of several blocks it is that of the first, and how many more there are.
        """
        each = len(self.items) // self.blocks
        times = f" x {each:,}" if each > 1 else ""
        one = f"{self.pattern}{times}" if times else self.first.address
        return one if self.blocks == 1 else f"{several(one, self.blocks)}{times}"

    @property
    def reason(self) -> str:
        """What would settle their quantity, "" when it is known."""
        if len(self.items) == 1:
            return self.first.open_reason
        reason = _reason(self.first, self.pattern)
        return reason.replace(f"{self.pattern}.", "its ") if self.blocks > 1 else reason

    @cached_property
    def quantity(self) -> Decimal | None:
        """The sum of the quantities; None while they are open."""
        return None if self.first.is_open else _sum(item.pricing_quantity for item in self.items)

    @cached_property
    def cost(self) -> Decimal | None:
        """The sum of the costs; None while they are open."""
        return None if self.first.is_open else _sum(item.list_cost for item in self.items)

    @cached_property
    def low(self) -> Decimal:
        """What they cost at least, as far as that is known."""
        return _sum(item.list_cost_low for item in self.items)

    @cached_property
    def high(self) -> Decimal | None:
        """What they cost at most; None where nothing limits one of them."""
        highs = [item.list_cost_high for item in self.items]
        return None if None in highs else _sum(highs)


def rows(items: Iterable[LineItem]) -> list[StatementRow]:
    """Line items with those alike in all but the instance put together, in order."""
    return _grouped(items, _cells)


def equal_rows(items: Iterable[LineItem]) -> list[StatementRow]:
    """The same, each of those put together with the same amounts."""
    return _grouped(items, lambda item, pattern: (*_cells(item, pattern), *_amounts(item)))


def _grouped(
    items: Iterable[LineItem], cells: Callable[[LineItem, str], tuple[object, ...]]
) -> list[StatementRow]:
    groups: dict[tuple[str, tuple[object, ...]], list[LineItem]] = {}
    for item in items:
        pattern = every_instance(item.address)
        groups.setdefault((pattern, cells(item, pattern)), []).append(item)
    return [StatementRow(pattern, tuple(found)) for (pattern, _), found in groups.items()]


def _cells(item: LineItem, pattern: str) -> tuple[object, ...]:
    """What a statement says of a line, amounts and name apart."""
    return (
        _reason(item, pattern),
        item.item,
        item.region_id,
        item.charge_description,
        item.pricing_unit,
        item.list_unit_price,
        item.price_date,
        item.formula,
    )


def _amounts(item: LineItem) -> tuple[Decimal | None, ...]:
    return item.pricing_quantity, item.pricing_quantity_low, item.pricing_quantity_high


def joined(found: Iterable[StatementRow]) -> list[StatementRow]:
    """Rows with those of blocks alike put together, where there are more than APART such blocks.

    Alike are blocks of one type with the same rows, amounts and what they are for included.
    """
    blocks: dict[str, list[StatementRow]] = {}
    for row in found:
        blocks.setdefault(row.name, []).append(row)
    groups: dict[tuple[object, ...], list[list[StatementRow]]] = {}
    alike: dict[str, list[list[StatementRow]]] = {}
    for name, members in blocks.items():
        key = (block_type(members[0].pattern), *map(_alike, members))
        alike[name] = groups.setdefault(key, [])
        alike[name].append(members)
    return [
        row
        for name, members in blocks.items()
        for row in (members if len(alike[name]) <= APART else _as_one(members, alike[name]))
    ]


def block_type(pattern: str) -> str:
    """The resource type in the address or pattern of a block, which has no text as a key.

    >>> block_type("module.net[*].aws_subnet.private[*]")
    'aws_subnet'
    """
    return pattern.rsplit(".", 2)[-2]


def several(first: str, blocks: int) -> str:
    """The name of so many blocks alike, by the first of them.

    >>> several("aws_instance.web0", 10000)
    'aws_instance.web0 and 9,999 more'
    """
    return f"{first} and {blocks - 1:,} more"


def _alike(row: StatementRow) -> tuple[object, ...]:
    reason = _reason(row.first, "")
    return (reason, row.first.usage_key, _cells(row.first, "")[1:], *map(_amounts, row.items))


def _as_one(members: list[StatementRow], group: list[list[StatementRow]]) -> Iterable[StatementRow]:
    """The rows of a group in the place of its first block, and none in that of another."""
    if members is not group[0]:
        return ()
    return [
        StatementRow(
            alike[0].pattern, tuple(item for row in alike for item in row.items), len(group)
        )
        for alike in zip(*group, strict=True)
    ]


def _reason(item: LineItem, pattern: str) -> str:
    return item.open_reason and item.open_reason.replace(item.address, pattern)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount or Decimal(0) for amount in amounts), Decimal(0))

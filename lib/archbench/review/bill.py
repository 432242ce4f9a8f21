"""The lines of a bill that a change moves, gathered by resource block and charge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from archbench.cost.difference import ChargeChange, Difference
from archbench.cost.model import Estimate, LineItem
from archbench.cost.money import dollars, rounded
from archbench.terraform.address import Key, key_text, split

_Key = tuple[str, str, str]
"""The block that makes it, the charge, and the region."""
_HALF_A_CENT = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class BillLine:
    """One charge of one resource block: what it costs on each side, and how much of it there is."""

    block: str
    charge: str
    words: str
    """How its quantity changes: "1 → 3" of them, "6 → 9 GB"; "" where the price alone does."""
    before: Decimal
    after: Decimal

    @property
    def more(self) -> Decimal:
        """The change in dollars a month."""
        return self.after - self.before


def bill_lines(found: Difference) -> tuple[BillLine, ...]:
    """The lines that count in the difference, the greatest change first."""
    return _lines(found, {_key(x) for x in found.changes if _counts(x, found)})


def not_compared(found: Difference) -> tuple[BillLine, ...]:
    """The lines that differ while their resource has a figure on one side only."""
    return _lines(found, {_key(x) for x in found.changes if not _counts(x, found)})


def _counts(change: ChargeChange, found: Difference) -> bool:
    return found.at_most is not None or change.address in found.compared


def _lines(found: Difference, moved: AbstractSet[_Key]) -> tuple[BillLine, ...]:
    old, new = (_gathered(side, moved) for side in (found.before, found.after))
    lines = (_line(key, old.get(key, ()), new.get(key, ())) for key in moved)
    told = [line for line in _paired(lines) if abs(line.more) >= _HALF_A_CENT]
    return tuple(sorted(told, key=lambda x: (-abs(x.more), x.block, x.charge)))


def _paired(lines: Iterable[BillLine]) -> Iterator[BillLine]:
    """The lines, with what is bought in place of something else of its kind as one line."""
    gone: dict[tuple[str, str], BillLine] = {}
    come: dict[tuple[str, str], list[BillLine]] = {}
    for line in sorted(lines, key=lambda x: x.charge):
        stem, comma, _ = line.charge.rpartition(", ")
        if comma and not line.after and (line.block, stem) not in gone:
            gone[line.block, stem] = line
        elif comma and not line.before:
            come.setdefault((line.block, stem), []).append(line)
        else:
            yield line
    for key in {**gone, **come}:
        old, new = gone.get(key), come.get(key, [])
        if old is None or len(new) != 1:
            yield from (*([old] if old else ()), *new)
        else:
            name = new[0].charge.rpartition(", ")[2]
            charge = f"{old.charge} → {name}"
            yield BillLine(old.block, charge, "", old.before, new[0].after)


def _gathered(made: Estimate, wanted: AbstractSet[_Key]) -> Mapping[_Key, Sequence[LineItem]]:
    found: dict[_Key, list[LineItem]] = {}
    for item in made.line_items:
        if (key := _key(item)) in wanted:
            found.setdefault(key, []).append(item)
    return found


def _key(item: LineItem | ChargeChange) -> _Key:
    return _block(item.address), item.charge_description, item.region_id


def _line(key: _Key, old: Sequence[LineItem], new: Sequence[LineItem]) -> BillLine:
    return BillLine(key[0], key[1], _words(old, new), _sum(old), _sum(new))


def _words(old: Sequence[LineItem], new: Sequence[LineItem]) -> str:
    if len(old) != len(new):
        return f"{len(old)} → {len(new)}" if old and new else ""
    before, after = (
        sum((x.pricing_quantity or Decimal(0) for x in side), Decimal(0)) for side in (old, new)
    )
    if before == after or not new:
        return ""
    return f"{rounded(before)} → {rounded(after)} {new[0].pricing_unit}"


def _sum(items: Sequence[LineItem]) -> Decimal:
    """What lines cost a month; an open one what it is at least."""
    known = ((x.list_cost_low if x.is_open else x.list_cost) for x in items)
    return sum((cost or Decimal(0) for cost in known), Decimal(0))


def in_headline(found: Difference) -> str:
    """What a change costs, in a few words: "$173 more a month"."""
    if not (found.before.has_figure and found.after.has_figure):
        return "no amount can be told"
    more = found.comparable
    least = "at least " if found.floors and found.is_whole else ""
    known = f"{least}{_amount(abs(more))} {'less' if more < 0 else 'more'} a month"
    same = not (more or least)
    if (most := found.at_most) is not None:
        bound = f"at {'least' if most < 0 else 'most'} {_amount(abs(most))}"
        return f"{bound} {'less' if most < 0 else 'more'} a month" if most else "no more cost"
    if found.is_whole:
        return "the same cost" if same else known
    if found.changes and not found.compared:
        return "what it costs cannot be compared"
    return f"{'the same cost' if same else known}, as far as it can be compared"


def _amount(value: Decimal) -> str:
    """Whole dollars, as headlines have them; cents below ten."""
    return f"${value.quantize(Decimal(1), ROUND_HALF_UP):,f}" if value >= 10 else dollars(value)


def _block(address: str) -> str:
    """The address of the block that makes an instance, modules with their keys."""
    last = split(address)[-1]
    return address.removesuffix(key_text(last.value)) if isinstance(last, Key) else address

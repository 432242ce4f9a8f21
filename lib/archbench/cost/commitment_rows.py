"""Commitments and storage modes as rows of a statement."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from archbench.cost.commitments import Commitment, committed, stack_plans, storage_modes
from archbench.cost.model import Estimate
from archbench.cost.money import dollars, number
from archbench.cost.statement_rows import APART, block_type, several
from archbench.terraform.address import resource_of, without_keys


def commitment_rows(made: Estimate) -> list[tuple[str, ...]]:
    """Each way to commit that has a price, then those without, together where the reason is one."""
    groups: dict[tuple[str, str, str], list[tuple[Commitment, int]]] = {}
    for name, ways, lines in _of_blocks(made):
        for item in ways:
            known = item.option if item.break_even is not None else ""
            groups.setdefault((name, known, item.reason), []).append((item, lines))
    found: list[tuple[str, ...]] = []
    for (name, option, reason), items in groups.items():
        first = items[0][0]
        if reason:
            options = ", ".join(dict.fromkeys(item.option for item, _ in items))
            found.append(
                (name, "", "no price", "", "", f"{options}: {reason.removeprefix('no price: ')}")
            )
            continue
        cost = _times((item.committed_monthly, lines) for item, lines in items)
        saving = _times((item.saving_monthly, lines) for item, lines in items)
        count = number(_times((item.instances, lines) for item, lines in items))
        share = (first.break_even or Decimal(0)) * 100
        words = f"saves {dollars(saving)}; pays from {share:.0f}% of the hours on"
        found.append((name, count, option, dollars(cost), first.price_date, words))
    return [*found, *_stack_rows(made)]


def _of_blocks(made: Estimate) -> Iterator[tuple[str, tuple[Commitment, ...], int]]:
    """The name of each block, the ways to commit to what it buys, and how many lines buy that.

    More than APART blocks of one type that buy the same are one.
    """
    blocks: dict[str, dict[int, list[tuple[Commitment, ...]]]] = {}
    for line, ways in committed(made):
        bought = blocks.setdefault(resource_of(line.address), {})
        bought.setdefault(id(ways), []).append(ways)
    groups: dict[tuple[object, ...], list[str]] = {}
    for name, bought in blocks.items():
        lines = ((key, len(found)) for key, found in bought.items())
        groups.setdefault((block_type(without_keys(name)), *lines), []).append(name)
    for names in groups.values():
        together = len(names) > APART
        for name in [several(names[0], len(names))] if together else names:
            for found in blocks[names[0]].values():
                yield name, found[0], len(found) * (len(names) if together else 1)


def _times(amounts: Iterable[tuple[Decimal | None, int]]) -> Decimal:
    """The sum of amounts, each as often as it stands there."""
    return sum(((amount or Decimal(0)) * lines for amount, lines in amounts), Decimal(0))


def _stack_rows(made: Estimate) -> Iterator[tuple[str, ...]]:
    """The plan over all of it, where that is more than one line."""
    for plan in stack_plans(made):
        if plan.lines > 1:
            words = (
                f"saves {dollars(plan.saving_monthly)}; pays from {plan.break_even * 100:.0f}% of "
                f"the hours on; {plan.covered * 100:.0f}% of the expected load always runs"
            )
            option = f"the cheapest of each, {plan.length}"
            yield ("the whole stack", "", option, dollars(plan.committed_monthly), "", words)


def mode_rows(made: Estimate) -> list[tuple[str, ...]]:
    """From how many I/O on each Aurora cluster is cheaper in its other storage mode."""
    return [
        (
            modes.address,
            f"I/O-Optimized is cheaper from {_millions(modes.break_even_io)} I/O a month on",
        )
        for modes in storage_modes(made)
    ]


def _millions(value: Decimal) -> str:
    """A large count in millions, to one place, halves up.

    >>> _millions(Decimal("1166600000")), _millions(Decimal("2336450000"))
    ('1,166.6 million', '2,336.5 million')
    """
    millions = (value / 1_000_000).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{millions:,f} million"

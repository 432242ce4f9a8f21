"""What mends a risk and what it costs: the change of the HCL, tried, checked and priced."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.cost import Estimate, estimate
from archbench.cost.difference import Difference, difference
from archbench.report.examined import Examined
from archbench.report.risks import Risk
from archbench.requirements.fix import Fix, propose


@dataclass(frozen=True, slots=True)
class Remedy:
    """What mends one risk, on top of what mends those before it.

    reason      why no change was tried, or none is safe; "" where one is
    diff        the change of the HCL, as people may see it
    also        other failing controls that pass with it
    difference  what it changes of the cost; None where there is no change to price
    zone_loss   what the drill then says, "" where it says the same as before
    """

    risk: Risk
    reason: str = ""
    diff: str = ""
    also: tuple[str, ...] = ()
    difference: Difference | None = None
    zone_loss: str = ""

    @property
    def monthly(self) -> Decimal | None:
        """What it adds to the cost a month, in US dollars; None where there is no price.

        Over the charges both sides cover, as `archbench cost diff` has it.
        """
        found = self.difference
        if found is None or not found.is_whole:
            return None
        return found.comparable if found.before.has_figure and found.after.has_figure else None

    @property
    def at_least(self) -> bool:
        """Whether it may cost more than that: a charge that it begins has no figure."""
        return self.difference is not None and bool(self.difference.floors)


_BY_HAND = "It takes a decision, so no change was tried."


def remedies(examined: Examined, chosen: Sequence[Risk], as_of: date | None) -> tuple[Remedy, ...]:
    """What mends each of these risks, one change on top of the other, so that they add up.

    A risk without a mechanical fix has its sentence and no price.
    """
    found: list[Remedy] = []
    changed: dict[Path, str] = {}
    before, told = examined.estimate, examined.drill.answer
    mended: set[str] = set()
    for risk in chosen:
        if risk.control in mended:
            found.append(Remedy(risk, "Mended by the change above."))
            continue
        fix = _tried(examined, risk, changed)
        if fix is None or fix.configuration is None:
            found.append(Remedy(risk, _sentence(fix)))
            continue
        architecture = build(fix.configuration)
        after = estimate(fix.configuration, architecture, usage=examined.usage, as_of=as_of)
        lost = drill(fix.configuration, architecture).answer
        found.append(
            Remedy(
                risk,
                diff=fix.shown,
                also=fix.also,
                difference=difference(before, after),
                zone_loss=lost if lost != told else "",
            )
        )
        changed |= fix.files
        mended |= set(fix.also)
        before, told = after, lost
    return tuple(found)


def after_all(examined: Examined, found: Sequence[Remedy]) -> Estimate:
    """The estimate once every change that was tried is made."""
    priced = [item.difference for item in found if item.difference is not None]
    return priced[-1].after if priced else examined.estimate


def _tried(examined: Examined, risk: Risk, changed: Mapping[Path, str]) -> Fix | None:
    if not risk.patched:
        return None
    return propose(
        examined.path,
        risk.control,
        examined.assessment.checklists,
        variables=examined.variables,
        data=examined.data,
        environ=os.environ,
        profile=examined.profile or None,
        changed=changed,
    )


def _sentence(fix: Fix | None) -> str:
    if fix is None:
        return _BY_HAND
    reason = fix.reason.partition(" Change it by hand")[0].rstrip(".")
    return f"No safe change: {reason}."

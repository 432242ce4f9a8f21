"""The verdict on a stack in one sentence: whether to apply it, and if not, why."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from archbench.architecture.failure import listed
from archbench.columns import counted, verb
from archbench.report.examined import Examined
from archbench.report.risks import SERIOUS, Risk
from archbench.requirements.assessment import in_words
from archbench.requirements.scope import ZONE_LOSS
from archbench.requirements.verdict import Verdict
from archbench.terraform.caveats import refused

Standing = Literal["apply", "hold", "undecided", "refused"]
"""apply: nothing serious is wrong; hold: something is; undecided: something that may be serious
cannot be told; refused: Terraform takes no such configuration."""


def standing(examined: Examined, found: Sequence[Risk], mended: str) -> tuple[Standing, str]:
    """What to do, and the sentence that says it.

    Serious is critical or high. What is known to be wrong comes before what cannot be told, and
    that before lesser risks: a stack of which a part was not read is never ready.

    Args:
        examined: the answers.
        found: every risk, greatest first.
        mended: what mending the greatest costs, "" where that is not known.
    """
    if refused(examined.configuration):
        return "refused", "Cannot be applied: Terraform refuses some of it"
    grave = sum(risk.severity in SERIOUS for risk in found)
    if grave:
        what = f"{in_words(grave)} serious {'risk' if grave == 1 else 'risks'}"
        return "hold", f"Do not apply yet: {what}{f', {mended}' if mended else ''}"
    if not any(examined.configuration.managed()) and not examined.configuration.not_read:
        return "apply", "Ready to apply: it holds no resources"
    untold = _untold(examined)
    if untold:
        return "undecided", f"Cannot be decided yet: {listed(untold)}"
    if found:
        lesser = f"{in_words(len(found))} lesser {'risk' if len(found) == 1 else 'risks'}"
        return "apply", f"Ready to apply: {lesser}"
    waiting = examined.assessment.count("open")
    are = verb(waiting, waiting, "is", "are")
    left = f", {counted(waiting, 'control')} {are} not decided" if waiting else ""
    return "apply", f"Ready to apply: no control fails{left}"


def _untold(examined: Examined) -> list[str]:
    """What may hide a serious risk; of modules and files that were not read the rest follows."""
    lacks = Counter(item.what for item in examined.configuration.not_read)
    unread = [
        f"{in_words(lacks[what])} {what}{' was' if lacks[what] == 1 else 's were'} not read"
        for what in ("module", "file")
        if lacks[what]
    ]
    open_ = sum(
        item.verdict == "open" and item.control.severity == "critical" and not _of_zones(item)
        for item in examined.assessment.verdicts
    )
    if unread:
        return unread
    if blocks := lacks["resource"]:
        return [
            f"{in_words(blocks)} {'block is' if blocks == 1 else 'blocks are'} of unknown number"
        ]
    found = []
    if open_:
        controls = "undecided control" if open_ == 1 else "undecided controls"
        found.append(f"{in_words(open_)} {controls} could be critical")
    if examined.drill.outcome == "unknown":
        found.append("what the loss of a zone means is not known")
    if not examined.assessment.judged and not found:
        found.append("no checklist found anything to judge")
    return found


def _of_zones(verdict: Verdict) -> bool:
    """Whether it waits for what the loss of a zone means and nothing else, which is said once."""
    return {name for answer in verdict.decisive for name in answer.waits_for} == {ZONE_LOSS}

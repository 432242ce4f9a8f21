"""What may go wrong with a stack, the greatest first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archbench.architecture.drill import Drill
from archbench.architecture.failure import ORDER
from archbench.architecture.findings import Severity, Weakness
from archbench.patterns import regex
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import SEVERITIES
from archbench.requirements.verdict import Verdict

GREATEST = 3
"""How many risks page one has; the rest stand in the sections."""
SERIOUS: tuple[Severity, ...] = ("critical", "high")
"""Severities that keep a change from being applied."""


@dataclass(frozen=True, slots=True)
class Risk:
    """One thing that is wrong.

    title        what is there, in a sentence
    consequence  what comes of it
    place        file:line, "" where it is nowhere
    addresses    what it is about
    control      the control that fails; "" where the drill alone found it
    fix          what to do, in a sentence
    lost         whether the loss of the weakest zone takes some of it
    zonal        whether it is of zones: the drill found it, or the control is for them
    answer       whether it is what the drill answers: that a zone cannot be lost
    patched      whether the control names a change that can be tried
    """

    severity: Severity
    title: str
    consequence: str
    place: str
    addresses: tuple[str, ...]
    control: str
    fix: str
    lost: bool
    zonal: bool = True
    answer: bool = False
    patched: bool = False

    @property
    def said(self) -> str:
        """What is there, without what it is about: the same of two risks, they have one cause."""
        words = _MORE.sub("", self.title)
        for address in sorted(self.addresses, key=len, reverse=True):
            words = words.replace(address, "")
        return words


def risks(assessment: Assessment, drill: Drill) -> tuple[Risk, ...]:
    """Each failing control nobody has accepted, and what the drill alone found, greatest first.

    Ranked by severity; of one severity first what the loss of the weakest zone takes, then what is
    of more resources, then as the checklists have it. What the drill found is left out where a
    failing control is about the same resource or says the same, or where it is why the zone cannot
    be lost: that has its place and its remedy then.
    """
    gone = _taken(drill)
    answer = drill.answer.rstrip(".")
    found = [_failure(item, gone, answer) for item in assessment.verdicts if _counts(item)]
    told = {address for risk in found for address in risk.addresses}
    if drill.outcome in ("down", "degraded") and not any(risk.answer for risk in found):
        loss = _loss(drill, next((x for x in drill.findings if _takes_along(x, gone)), None))
        found.append(loss)
        told |= set(loss.addresses)
    alone = {item.address for item in drill.findings}
    found += [
        Risk(
            item.severity,
            item.title,
            item.impact,
            str(item.range or ""),
            (item.address,),
            "",
            item.fix,
            item.address in gone,
        )
        for item in drill.findings
        if item.address not in told and item.through not in told | alone
    ]
    return tuple(sorted(found, key=_rank))


def greatest(found: Sequence[Risk]) -> tuple[Risk, ...]:
    """The first of them, each of a cause of its own.

    Of risks that say the same of other things, or of the same one, the first stands for all. That a
    zone cannot be lost is left to the risk that is why, where one as grave is of zones and of what
    that zone takes. What is left out stays among all of them.
    """
    whys = [risk for risk in found if risk.zonal and risk.lost and not risk.answer]
    apart = [
        risk for risk in found if not (risk.answer and any(_as_grave(why, risk) for why in whys))
    ]
    causes: dict[str, Risk] = {}
    for risk in apart:
        causes.setdefault(risk.said, risk)
    return tuple(causes.values())[:GREATEST]


def _rank(risk: Risk) -> tuple[int, bool, int]:
    return SEVERITIES.index(risk.severity), not risk.lost, -len(risk.addresses)


def _counts(verdict: Verdict) -> bool:
    return verdict.verdict == "fail" and verdict.waiver is None


def _taken(drill: Drill) -> frozenset[str]:
    """Addresses that the loss of the weakest zone takes or weakens, where it is not survived."""
    worst = min(
        (trial.loss for trial in drill.zones if trial.loss.outcome != "survives"),
        key=lambda loss: ORDER.index(loss.outcome),
        default=None,
    )
    return frozenset(worst.marks) if worst else frozenset()


def _failure(verdict: Verdict, gone: frozenset[str], answer: str) -> Risk:
    control = verdict.control
    addresses = tuple(dict.fromkeys(_addresses(verdict, gone)))
    return Risk(
        control.severity,
        _title(verdict),
        control.impact or control.why,
        next((answer.place for answer in verdict.decisive if answer.place), ""),
        addresses,
        control.id,
        control.fix,
        not gone.isdisjoint(addresses),
        "zone" in control.why,
        _title(verdict) == answer,
        bool(control.patches),
    )


def _title(verdict: Verdict) -> str:
    """What is there: the first message, and behind its subject of how many more it is told."""
    told = [answer for answer in verdict.decisive if answer.message]
    if verdict.reason or not told:
        return (verdict.reason or verdict.control.title).rstrip(".")
    message, others = told[0].message.rstrip("."), len({item.message for item in told}) - 1
    if not others:
        return message
    named = re.search(rf"{re.escape(told[0].subject)}(?![\w\[-])", message)
    end = named.end() if named and told[0].subject else len(message)
    return f"{message[:end]} (and {others} more){message[end:]}"


_MORE = regex(r" \(and \d+ more\)")


def _addresses(verdict: Verdict, gone: frozenset[str]) -> Iterator[str]:
    """What it is about; of what was looked at for all of the stack, what the loss takes if any."""
    for answer in verdict.decisive:
        looked_at = [item.address for item in answer.evidence]
        taken = [address for address in looked_at if address in gone]
        yield from [answer.subject] if answer.subject else taken or looked_at


def _loss(drill: Drill, cause: Weakness | None) -> Risk:
    """That a zone cannot be lost, with the place and the remedy of what makes it so, if known."""
    down = drill.outcome == "down"
    return Risk(
        "critical" if down else "high",
        drill.answer.rstrip("."),
        "Nobody is served until it is mended." if down else "What is lost stays lost until then.",
        str(cause.range or "") if cause else "",
        (cause.address,) if cause else (),
        "",
        cause.fix if cause else "See what each loss takes, and mend what stands in one zone only.",
        lost=True,
        answer=True,
    )


def _takes_along(item: Weakness, gone: frozenset[str]) -> bool:
    """Whether a weakness is serious and of what the weakest zone takes with it."""
    return item.address in gone and item.severity in SERIOUS


def _as_grave(risk: Risk, other: Risk) -> bool:
    return SEVERITIES.index(risk.severity) <= SEVERITIES.index(other.severity)

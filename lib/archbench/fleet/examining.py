"""One configuration of a fleet, read, priced, checked and drilled, as a worker does it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from hashlib import sha256

from archbench.errors import ArchbenchError, in_words
from archbench.fleet.member import Member
from archbench.fleet.result import ControlFound, MemberResult, RiskFound
from archbench.report.costs import cost_fact
from archbench.report.examined import Examined
from archbench.report.manifest import digests, versions
from archbench.report.risks import risks
from archbench.report.standing import standing
from archbench.repository import commit
from archbench.requirements.assessment import Assessment
from archbench.review.reading import Reading, ReviewInput, read
from archbench.review.revision import repository_around, revision, written_out
from archbench.terraform.caveats import not_read, refused, warned

MOST_RISKS = 10
"""Of each, the greatest first; the verdicts say the rest."""


def examine_member(member: Member, key: str, as_of: date) -> MemberResult:
    """What is to be said of a configuration; what cannot be used says so in its result."""
    begun = MemberResult(member.name, key, revision=member.revision, as_of=as_of.isoformat())
    try:
        return _examined(member, key, as_of)
    except ArchbenchError as error:
        return _failed(begun, str(error))
    except OSError as error:
        return _failed(begun, in_words(error))
    except MemoryError:
        return _failed(begun, "Reading it needs more memory than there is.")
    except RecursionError:
        return _failed(begun, "Something in it nests deeper than can be followed.")


def _failed(begun: MemberResult, why: str) -> MemberResult:
    return MemberResult(
        begun.name,
        begun.key,
        revision=begun.revision,
        as_of=begun.as_of,
        error=why.removeprefix(f"{begun.revision or begun.name}: ").strip(),
    )


def _examined(member: Member, key: str, as_of: date) -> MemberResult:
    given = ReviewInput(as_of=as_of, environ=os.environ)
    with ExitStack() as stack:
        place, inside, at = member.path, "", commit(member.path)
        if member.revision:
            top = repository_around(member.path)
            found = revision(top, member.revision)
            place = stack.enter_context(written_out(found, member.path))
            inside = member.path.resolve().relative_to(top).as_posix()
            at = found.commit[:12], False
        side = read(place, member.revision or member.name, given, inside=inside)
        return _result(member, key, as_of, side, at)


def _result(
    member: Member, key: str, as_of: date, side: Reading, at: tuple[str, bool]
) -> MemberResult:
    looked_at = Examined(
        side.place,
        side.variables,
        None,
        side.assessment.profile,
        None,
        side.configuration,
        side.architecture,
        side.estimate,
        side.drill,
        side.assessment,
    )
    found = risks(side.assessment, side.drill)
    stands, sentence = standing(looked_at, found, "")
    fact, total, known = cost_fact(side.estimate), side.estimate.total, side.estimate.has_figure
    score = side.assessment.score
    return MemberResult(
        name=member.name,
        key=key,
        subject=member.subject,
        revision=member.revision,
        as_of=as_of.isoformat(),
        commit="" if at[0].startswith("not ") else at[0],
        dirty=at[1],
        digest=_digest(side),
        versions=versions(),
        standing=stands,
        sentence=sentence,
        score="" if score is None else f"{score:f}",
        cost=fact.value,
        cost_note=fact.note,
        cost_low=_money(total.low) if known else "",
        cost_likely=_money(total.likely) if known else "",
        cost_high=_money(total.high) if known else "",
        cost_whole=known and not side.estimate.unpriced and not side.estimate.open,
        zone=side.drill.outcome or "",
        zone_note=side.drill.answer,
        resources=sum(side.assessment.present.values()),
        caveats=tuple(_caveats(side)),
        risks=tuple(
            RiskFound(item.severity, item.title, item.place, item.control)
            for item in found[:MOST_RISKS]
        ),
        controls=tuple(_controls(side.assessment)),
    )


def _digest(side: Reading) -> str:
    """Of all files that were read, by their names in the configuration."""
    before = f"{side.configuration.path}/"
    found = digests([side.place], [side.configuration])
    text = "".join(f"{name.removeprefix(before)} {mark}\n" for name, mark in found.items())
    return sha256(text.encode()).hexdigest()


def _money(amount: Decimal) -> str:
    return f"{amount:f}"


def _caveats(side: Reading) -> Iterator[str]:
    """What could change the answer, a line for each kind."""
    yield from (text for text in (refused(side.configuration),) if text)
    yield from not_read(side.configuration)
    yield from (text for text in (warned(side.configuration),) if text)


def _controls(assessment: Assessment) -> Iterator[ControlFound]:
    for group in assessment.groups:
        for item in group.verdicts:
            control = item.control
            accepted = item.waiver is not None
            yield ControlFound(
                group.checklist, control.id, control.severity, item.verdict, accepted
            )

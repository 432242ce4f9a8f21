"""Waivers: failures somebody has accepted, for a while and for a reason.

A waiver marks a verdict and never changes it: what is waived still fails. The file is HCL:

    waiver "three_nat_gateways" {
      addresses       = ["aws_nat_gateway.*"]      # optional: every address when left out
      justification   = "One zone is enough in this sandbox."
      approver        = "dana.ortiz"
      expiration_date = "2027-01-31"
    }
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.frozen import replace
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.evaluate import evaluate, scope_of
from archbench.hcl.parser import parse_body
from archbench.hcl.plain import plain
from archbench.hcl.syntax import Block
from archbench.hcl.values import Plain
from archbench.requirements.assessment import Assessment
from archbench.requirements.verdict import GroupVerdict, Verdict
from archbench.requirements.waiver import Waiver

_REQUIRED = ("justification", "approver", "expiration_date")
_KNOWN = (*_REQUIRED, "addresses")


def read_waivers(path: Path) -> tuple[tuple[Waiver, ...], tuple[str, ...]]:
    """The waivers of a file, and what is wrong with those that are malformed.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        text = read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as waivers: {reason_of(error)}.") from error
    body, found = parse_body(text, path.as_posix())
    problems = [str(item) for item in found]
    problems.extend(
        f'{attribute.range}: "{attribute.name}" stands outside of any waiver.'
        for attribute in body.attributes.values()
    )
    waivers = [_waiver(block, problems) for block in body.blocks]
    return tuple(item for item in waivers if item is not None), tuple(problems)


def _waiver(block: Block, problems: list[str]) -> Waiver | None:
    before = len(problems)
    if block.type != "waiver" or len(block.labels) != 1:
        problems.append(f'{block.range}: write waiver "control" {{ ... }}.')
        return None
    heard: list[Diagnostic] = []
    values: dict[str, Plain] = {}
    for name, attribute in block.body.attributes.items():
        if name not in _KNOWN:
            hint = did_you_mean(name, _KNOWN)
            problems.append(f'{attribute.range}: a waiver has no "{name}".{hint}')
        value = evaluate(attribute.expression, scope_of({}, report=heard.append))
        values[name] = plain(value)
    problems.extend(str(item) for item in heard)
    for name in _REQUIRED:
        value_given = values.get(name)
        if not isinstance(value_given, str) or not value_given.strip():
            problems.append(f"{block.range}: the waiver has no {name}.")
    try:
        expires = date.fromisoformat(str(values.get("expiration_date")))
    except ValueError:
        problems.append(f"{block.range}: expiration_date is a day such as 2027-01-31.")
        return None
    patterns = values.get("addresses", ("*",))
    if not isinstance(patterns, tuple) or not patterns:
        problems.append(f'{block.range}: addresses is a list such as ["aws_lb.*"].')
        return None
    if len(problems) > before:
        return None
    return Waiver(
        control=block.labels[0],
        addresses=tuple(str(item) for item in patterns),
        justification=str(values["justification"]),
        approver=str(values["approver"]),
        expiration_date=expires,
        range=block.range,
    )


def waive(
    assessment: Assessment, waivers: Sequence[Waiver], *, today: date, problems: Sequence[str] = ()
) -> Assessment:
    """The assessment with failures marked: those that waivers cover at every address.

    A waiver that has expired, or covers nothing that fails, marks nothing and is listed among what
    a reader must know; so are the problems of malformed ones.
    """
    notes = list(problems)
    usable: list[Waiver] = []
    for item in waivers:
        failing = any(
            item.covers(v.control.id, answer.subject)
            for v in assessment.verdicts
            if v.verdict == "fail"
            for answer in v.decisive
        )
        if item.expiration_date < today:
            notes.append(
                f"{item.range}: the waiver of {item.control} expired on {item.expiration_date}."
            )
        elif not failing:
            known = {v.control.id for v in assessment.verdicts}
            hint = did_you_mean(item.control, known) if item.control not in known else ""
            notes.append(
                f"{item.range}: the waiver of {item.control} covers nothing that fails.{hint}"
            )
        else:
            usable.append(item)

    def marked(verdict: Verdict) -> Verdict:
        if verdict.verdict != "fail":
            return verdict
        control = verdict.control.id
        chosen = [
            next((w for w in usable if w.covers(control, answer.subject)), None)
            for answer in verdict.decisive
        ]
        return replace(verdict, waiver=None if None in chosen else chosen[0])

    groups = tuple(
        GroupVerdict(g.group, g.checklist, tuple(marked(v) for v in g.verdicts))
        for g in assessment.groups
    )
    return replace(assessment, groups=groups, unread=(*assessment.unread, *notes))

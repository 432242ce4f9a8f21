"""A stack looked at from all sides at once: what it is, what it costs, what fails, what is lost."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.drill import Drill, drill
from archbench.architecture.model import Architecture
from archbench.cost import Estimate, estimate
from archbench.report.inputs import day, file, find, pairs, subject
from archbench.report.shared import SharedCheck
from archbench.report.verdicts import waived
from archbench.requirements import read_checklist
from archbench.requirements.assess import by_fit
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist
from archbench.terraform import load_again
from archbench.terraform.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Examined:
    """The answers about one stack, each as the command of its name gives it.

    path, variables, data, profile and usage are what they were asked with.
    """

    path: Path
    variables: tuple[tuple[str, str], ...]
    data: Path | None
    profile: str
    usage: Path | None
    configuration: Configuration
    architecture: Architecture
    estimate: Estimate
    drill: Drill
    assessment: Assessment


def examine(  # noqa: PLR0913  (the parameters of the notebook)
    path: str,
    *,
    variables: Sequence[Sequence[str]] = (),
    data: str = "",
    usage: str = "",
    as_of: str = "",
    checklists: Sequence[str] = (),
    profile: str = "",
    waivers: str = "",
) -> Examined:
    """Read, priced, drilled and checked, as a notebook's parameters say.

    Args:
        path: the stack; see inputs.subject.
        variables: as inputs.configuration takes them.
        data: answers for data sources, "" for the shipped ones.
        usage: a usage file, "" for none.
        as_of: the day of the rates and of the waivers, YYYY-MM-DD.
        checklists: names of shipped checklists, or files; those that fit when empty.
        profile: "" for each checklist's own.
        waivers: accepted failures, "" for none.

    Raises:
        NotGivenError: there is no path.
        InputError: the stack or a file cannot be used.
    """
    place, given, answers, used = subject(path), pairs(variables), file(data), file(usage)
    configuration, again = load_again(place, variables=given, data=answers, environ=os.environ)
    architecture = build(configuration)
    made = estimate(configuration, architecture, usage=used, as_of=day(as_of))
    chosen: Sequence[Checklist] = (
        [read_checklist(find(name) if name.endswith(".hcl") else name) for name in checklists]
        if checklists
        else by_fit(configuration)
    )
    check = SharedCheck([given, as_of], [answers, used])
    assessment = check(
        configuration,
        architecture,
        chosen,
        profile=profile or None,
        estimate=lambda: made,
        resolve=again,
    )
    return Examined(
        place,
        given,
        answers,
        profile,
        used,
        configuration,
        architecture,
        made,
        drill(configuration, architecture),
        waived(assessment, waivers, as_of),
    )

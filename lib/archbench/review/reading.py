"""One side of a change: a configuration, and everything that is said of it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.drill import Drill, drill
from archbench.architecture.model import Architecture
from archbench.cost import estimate
from archbench.cost.model import Estimate
from archbench.errors import InputError
from archbench.frozen import replace
from archbench.requirements import check, read_checklist
from archbench.requirements.assess import by_fit
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist
from archbench.requirements.waiving import read_waivers, waive
from archbench.stack import Stack, stack_of
from archbench.terraform import load_again
from archbench.terraform.configuration import Configuration
from archbench.terraform.session import Session


@dataclass(frozen=True, slots=True)
class ReviewInput:
    """What a side is read with; what is not given, its own archbench.yml says."""

    as_of: date
    variables: tuple[tuple[str, str], ...] = ()
    data: Path | None = None
    usage: Path | None = None
    waivers: Path | None = None
    source: Path | None = None
    profile: str | None = None
    requirements: tuple[str, ...] = ()
    environ: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A configuration with its estimate, its verdicts and its drill.

    name says which of the two it is ("main 7c41e9a"), and place where its files lie while they do;
    inside is the path of the configuration in its repository, "" outside of one.
    """

    name: str
    place: Path
    inside: str
    variables: tuple[tuple[str, str], ...]
    configuration: Configuration
    architecture: Architecture
    estimate: Estimate
    assessment: Assessment
    drill: Drill


def read(
    place: Path,
    name: str,
    given: ReviewInput,
    *,
    inside: str = "",
    other: Reading | None = None,
) -> Reading:
    """Read a side; where the other is given, with its checklists.

    A variable that is given for both and that only the other declares is not given here.

    Raises:
        InputError: it cannot be used; the text says which side it is.
    """
    try:
        return _read(place, name, given, inside, other)
    except InputError as error:
        text = _named(str(error), place, inside)
        raise InputError(text if text.startswith(f"{name} ") else f"{name}: {text}") from error


def _read(
    place: Path,
    name: str,
    given: ReviewInput,
    inside: str,
    other: Reading | None,
) -> Reading:
    own = stack_of(place)
    shared = _declared_here(place, given.variables, other) if other else given.variables
    variables = (*(own.variables if place.is_dir() else ()), *shared)
    found, resolve = load_again(
        place,
        variables=variables,
        data=given.data or own.data,
        environ=given.environ,
        source=given.source,
    )
    configuration = replace(
        found,
        path=f"{inside} at {name}" if inside else name,
        directory=found.directory or str(place),
    )
    architecture = build(configuration)
    made = estimate(configuration, architecture, usage=given.usage or own.usage, as_of=given.as_of)
    judged = check(
        configuration,
        architecture,
        other.assessment.checklists if other else _lists(configuration, given, own),
        profile=given.profile or own.profile or None,
        estimate=made,
        resolve=resolve,
    )
    accepted = given.waivers or own.waivers
    if accepted is not None:
        waivers, problems = read_waivers(accepted)
        judged = waive(judged, waivers, today=given.as_of, problems=problems)
    done = drill(configuration, architecture)
    return Reading(name, place, inside, variables, configuration, architecture, made, judged, done)


def _declared_here(
    place: Path, variables: Sequence[tuple[str, str]], other: Reading
) -> tuple[tuple[str, str], ...]:
    """Variables without those that are the other side's alone."""
    if not place.is_dir() or not variables:
        return tuple(variables)
    there = {item.name for item in other.configuration.variables}
    here = Session(place).world.tree.modules[()].variables.keys()
    return tuple(
        (kind, text)
        for kind, text in variables
        if kind == "file" or (name := text.partition("=")[0]) in here or name not in there
    )


def _lists(configuration: Configuration, given: ReviewInput, own: Stack) -> list[Checklist]:
    names = given.requirements or own.checklists
    return [read_checklist(item) for item in names] if names else by_fit(configuration)


def _named(text: str, place: Path, inside: str) -> str:
    """A message with the path in the repository in place of where a revision is written out."""
    for path in (str(place), os.path.relpath(place), place.as_posix()):
        text = text.replace(path, inside or place.name)
    return text

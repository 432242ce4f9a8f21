"""A configuration against checklists: every control gets a verdict with its evidence."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from archbench.architecture.model import Architecture
from archbench.errors import InputError
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.values import Plain
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist
from archbench.requirements.evaluation import Evaluation
from archbench.requirements.figures import figures
from archbench.requirements.judging import Judge, Views
from archbench.requirements.reading import refuse
from archbench.requirements.scope import Names
from archbench.requirements.so_far import known_to_be_there, so_far
from archbench.requirements.verdict import GroupVerdict, grouped
from archbench.requirements.view import View
from archbench.terraform import Again
from archbench.terraform.caveats import not_read, problems, reasons
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from archbench.cost import Estimate
    from archbench.requirements.kept import Keeper


def check(  # noqa: PLR0913
    configuration: Configuration,
    architecture: Architecture | None,
    checklists: Sequence[Checklist],
    *,
    profile: str | None = None,
    estimate: "Estimate | Callable[[], Estimate] | None" = None,
    metrics: Mapping[str, Plain] | None = None,
    resolve: Again | None = None,
    kept: "Keeper | None" = None,
) -> Assessment:
    """The verdict on every control.

    Args:
        configuration: what is checked.
        architecture: what its resources mean; worked out here when None.
        checklists: as `read_checklist` gives them.
        profile: which controls with profiles apply; a checklist's default when None.
        estimate: for conditions on cost, or what makes one when a condition asks; without it they
            are open.
        metrics: plain data for conditions on measurements; likewise.
        resolve: gives scenarios; without it controls with a scenario are open.
        kept: verdicts of these checklists found before, on this configuration or one that differs
            little. With them open ones are not judged again on what is known to be there.

    Raises:
        InputError: a checklist has a mistake, or knows no such profile.
    """
    there = sorted({name for item in checklists for name in item.profiles})
    if profile is not None and profile not in there:
        hint = did_you_mean(profile, tuple(there))
        raise InputError(
            f'No control has the profile "{profile}".{hint} Profiles: {", ".join(there) or "none"}.'
        )
    money = None if estimate is None else figures(estimate)
    views = Views(configuration, architecture, resolve)
    known = None
    if any(item.type == "module" for item in configuration.uncounted) and kept is None:
        known = Views(known_to_be_there(configuration), None, None)
    groups: list[GroupVerdict] = []
    for checklist in checklists:
        names = Names(views.base, checklist.locals, estimate=money, metrics=metrics)
        chosen = profile or checklist.default_profile
        judge = Judge(names, views, chosen, kept, None if known is None else {})
        verdicts = judge.verdicts(checklist.controls)
        refuse(judge.mistakes)
        if known is not None:
            verdicts = so_far(verdicts, judge, known)
        groups.extend(grouped(checklist, verdicts))
    return Assessment(
        path=configuration.path,
        directory=configuration.directory or configuration.path,
        profile=profile or next((c.default_profile for c in checklists if c.default_profile), ""),
        checklists=tuple(checklists),
        groups=tuple(groups),
        sources=configuration.sources,
        moves=configuration.moves,
        not_read=not_read(configuration),
        unread=tuple(_to_know(configuration, groups)),
        present=Counter(item.type for item in configuration.managed()),
        types={item.address: item.type for item in configuration.managed()},
    )


def _to_know(configuration: Configuration, groups: Sequence[GroupVerdict]) -> Iterator[str]:
    """What was not read, and what Terraform refuses of the rest."""
    waits = any(item.verdict == "open" for group in groups for item in group.verdicts)
    if waits and not configuration.sources:
        yield (
            f"{configuration.path}: of expressions it tells only the names. Where it is a plan, "
            "--source DIR names the directory it was made from, and what is open for that is told."
        )
    yield from reasons(configuration)
    yield from (
        f"{item.range or configuration.path}: Terraform refuses it: {item.summary}: {item.detail}"
        for item in problems(configuration, "error")
    )


def fits(
    checklist: Checklist,
    configuration: Configuration,
    architecture: Architecture | None = None,
) -> bool:
    """Whether a checklist says that it is for a configuration; one that says nothing is for any."""
    if checklist.fits is None:
        return True
    view = View(configuration, architecture)
    return Evaluation(Names(view, checklist.locals), []).decide(checklist.fits) is True

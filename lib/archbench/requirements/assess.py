"""From a path to an assessment, scenarios included."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.requirements.assessment import Assessment
from archbench.requirements.check import check, fits
from archbench.requirements.checklist import Checklist
from archbench.requirements.reading import read_checklist
from archbench.terraform import load_again
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from datetime import date

    from archbench.architecture.model import Architecture
    from archbench.cost import Estimate
    from archbench.hcl.values import Plain

DEFAULT = "payments"
"""The checklist that others are held against."""
GENERAL = ("reliability", "security", "cost", "operations")
"""The checklists for any configuration."""

Variables = Sequence[tuple[str, str]]


def assess(  # noqa: PLR0913
    path: str | Path,
    checklists: Sequence[str | Path | Checklist] | None = (DEFAULT,),
    *,
    variables: Variables = (),
    data: str | Path | None = None,
    environ: Mapping[str, str] | None = None,
    root: str | Path | None = None,
    source: str | Path | None = None,
    profile: str | None = None,
    architecture: "Architecture | None" = None,
    usage: str | Path | None = None,
    as_of: "date | None" = None,
    metrics: "Mapping[str, Plain] | None" = None,
    judge: Callable[..., Assessment] = check,
) -> Assessment:
    """The verdict of every control of these checklists on the configuration at a path.

    None chooses by fit: the one that was written for a configuration like this, else those for any.

    A cost is estimated when a condition asks for it, with the quantities of the usage file and the
    rates of the day. judge takes what `check` takes.

    Raises:
        InputError: the configuration, a checklist or the usage file cannot be used.
    """
    given = None
    if checklists is not None:  # a mistake in a checklist is told before anything is resolved
        given = [c if isinstance(c, Checklist) else read_checklist(c) for c in checklists]
        given = list({id(item): item for item in given}.values())  # each once, named twice as well
    configuration, resolve = load_again(
        path, variables=variables, data=data, environ=environ, root=root, source=source
    )
    chosen = by_fit(configuration) if given is None else given

    def estimated() -> "Estimate":
        from archbench.architecture import build  # noqa: PLC0415 few checklists ask for a cost
        from archbench.cost import estimate  # noqa: PLC0415

        built = architecture or build(configuration)
        used = None if usage is None else Path(usage)
        return estimate(configuration, built, usage=used, as_of=as_of)

    return judge(
        configuration,
        architecture,
        chosen,
        profile=profile,
        estimate=estimated,
        metrics=metrics,
        resolve=resolve,
    )


def by_fit(configuration: Configuration) -> list[Checklist]:
    """The shipped checklists for a configuration."""
    special = read_checklist(DEFAULT)
    if fits(special, configuration):
        return [special]
    return [read_checklist(name) for name in GENERAL]

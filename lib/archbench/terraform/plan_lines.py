"""A plan joined with the files it was made from: lines, references, origins.

Both are held against each other first, value by value: lines of other files would be no evidence.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from archbench.errors import InputError
from archbench.frozen import replace
from archbench.hcl.values import Plain, Sensitive, Unknown, bare
from archbench.terraform.agreement import Disagreement, compare
from archbench.terraform.configuration import Configuration, Variable
from archbench.terraform.plan_contents import blocks, data_answers, variables
from archbench.terraform.session import Session

Joined = tuple[Configuration, Callable[[Mapping[str, str]], Configuration]]
"""A plan with its lines, and its files resolved again with other variables."""

_SHOWN = 3


def beside(
    planned: Configuration, document: Mapping[str, Any], source: Path, root: Path | None = None
) -> Joined:
    """A plan, of this document, with the directory it was made from.

    Raises:
        InputError: the directory cannot be read, or does not say what the plan says.
    """
    version = document.get("terraform_version")
    terraform = version if isinstance(version, str) else None
    session = Session(source, answers=data_answers(document), root=root, terraform=terraform)
    given = variables(document)
    try:
        written = session.resolve(given)
    except InputError as error:
        raise InputError(
            f"{planned.path} was not made from {source.as_posix()} as it is now, which refuses "
            f"the plan's variables: {error}"
        ) from error
    found = _against(written, document)
    if found:
        told = "\n".join(f"  {item}" for item in found[:_SHOWN])
        more = f"\n  and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise InputError(
            f"{planned.path} was not made from {source.as_posix()} as it is now:\n{told}{more}\n"
            "Plan again, or give the plan alone."
        )

    def again(changed: Mapping[str, str]) -> Configuration:
        more = [("var", f"{name}={value}") for name, value in changed.items()]
        return session.resolve([*given, *more])

    return with_source(planned, written), again


def found_beside(
    planned: Configuration, document: Mapping[str, Any], plan: Path, root: Path | None = None
) -> Joined | None:
    """A plan with the directory it lies in; None where that does not say what the plan says."""
    try:
        return beside(planned, document, plan.parent, root)
    except InputError:
        return None


def _against(written: Configuration, document: Mapping[str, Any]) -> list[Disagreement]:
    """What the files say otherwise; that only one of both knows a value speaks against nobody."""
    truth = blocks(document)
    found = compare(written, truth, planned=True).differences
    return [item for item in found if not item.path or item.kind == "wrong"]


def with_source(planned: Configuration, written: Configuration) -> Configuration:
    """A plan's Configuration with what only the files say: lines, references, exact origins."""
    instances = []
    for item in planned.instances:
        other = written.by_address.get(item.address)
        if other is not None:
            written_ones = other.values
            values = _known({k: _traced(v, written_ones.get(k)) for k, v in item.values.items()})
            item = replace(  # noqa: PLW2901
                item,
                values=values,
                region=item.region if isinstance(item.region, str) else other.region,
                range=other.range,
                ranges=other.ranges,
                references=other.references,
            )
        instances.append(item)
    return replace(
        planned,
        instances=tuple(instances),
        variables=tuple(
            replace(item, **_about(known)) if (known := written.variable(item.name)) else item
            for item in planned.variables
        ),
        outputs=tuple(
            replace(
                item,
                range=found.range,
                references=found.references,
                value=_traced(item.value, found.value),
            )
            if (found := written.output(item.name))
            else item
            for item in planned.outputs
        ),
        diagnostics=written.diagnostics,
        sources=written.sources,
        directory=written.path,
    )


def _about(variable: Variable) -> dict[str, Any]:
    return {
        "type": variable.type,
        "range": variable.range,
        "validations": variable.validations,
    }


def _traced(value: Plain, written: Plain) -> Plain:
    """The planned value; where it is unknown, what the files say: none where they leave it out."""
    if isinstance(value, Sensitive):
        shown = _traced(value.value, bare(written))
        return None if shown is None else Sensitive(shown)
    if isinstance(value, Unknown):
        return written
    if isinstance(value, Mapping) and isinstance(written, Mapping):
        return _known({name: _traced(item, written.get(name)) for name, item in value.items()})
    if isinstance(value, tuple) and isinstance(written, tuple) and len(value) == len(written):
        return tuple(_traced(*pair) for pair in zip(value, written, strict=True))
    return value


def _known(values: Mapping[str, Plain]) -> dict[str, Plain]:
    return {name: value for name, value in values.items() if value is not None}

"""A plan joined with the files it was made from: lines, references, origins."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Configuration, Variable


def with_source(planned: Configuration, written: Configuration) -> Configuration:
    """A plan's Configuration with what only the files say: lines, references, exact origins."""
    instances = []
    for item in planned.instances:
        other = written.by_address.get(item.address)
        if other is not None:
            values = {name: _traced(v, other.values.get(name)) for name, v in item.values.items()}
            item = replace(  # noqa: PLW2901
                item,
                values=values,
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
    )


def _about(variable: Variable) -> dict[str, Any]:
    return {
        "type": variable.type,
        "range": variable.range,
        "validations": variable.validations,
    }


def _traced(value: Plain, written: Plain) -> Plain:
    """The planned value; where it is unknown, as the files explain it."""
    if isinstance(value, Unknown):
        return written if _is_unknown(written) else value
    if isinstance(value, Mapping) and isinstance(written, Mapping):
        return {name: _traced(item, written.get(name)) for name, item in value.items()}
    if isinstance(value, tuple) and isinstance(written, tuple) and len(value) == len(written):
        return tuple(_traced(*pair) for pair in zip(value, written, strict=True))
    return value


def _is_unknown(value: Plain) -> bool:
    """Unknown, or a collection of nothing but unknown values."""
    if isinstance(value, tuple):
        return bool(value) and all(_is_unknown(item) for item in value)
    return isinstance(value, Unknown)

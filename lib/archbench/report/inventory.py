"""What a configuration holds, as tables: resources, variables, outputs, and what was not read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.report.summary import Decision, Fact, Summary
from archbench.terraform.configuration import Configuration, Instance

if TYPE_CHECKING:
    from pandas import DataFrame


def summary(configuration: Configuration) -> Summary:
    """How many resources there are, and whether all of the configuration could be read."""
    managed = tuple(configuration.managed())
    blocks = {instance.resource for instance in managed}
    types = {instance.type for instance in managed}
    waiting = sum(1 for instance in managed for _ in unknowns(instance.values))
    gaps = len(configuration.unexpanded)
    regions = sorted({str(item.region) for item in managed if isinstance(item.region, str)})
    return Summary(
        "inventory",
        f"{len(managed)} resource instances of {len(types)} types"
        f"{f' in {_and(regions)}' if regions else ''}"
        f"{f'; {gaps} blocks could not be counted' if gaps else ', every block read'}.",
        facts=(
            Fact("Resource instances", str(len(managed)), f"from {len(blocks)} blocks"),
            Fact("Values known after apply", str(waiting), "they wait for what AWS assigns"),
            Fact(
                "Warnings",
                str(len(configuration.diagnostics)),
                "from reading the configuration" if configuration.diagnostics else "none",
            ),
        ),
        decisions=tuple(
            Decision(f"{item.address} could not be counted.", item.reason)
            for item in configuration.unexpanded
        ),
    )


def unknowns(value: Plain) -> Iterator[Unknown]:
    """Every unknown value inside a value."""
    if isinstance(value, Unknown):
        yield value
    elif isinstance(value, Sensitive):
        yield from unknowns(value.value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from unknowns(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from unknowns(item)


def by_type(configuration: Configuration) -> "DataFrame":
    """One row per resource type: instances, blocks."""
    from pandas import DataFrame  # noqa: PLC0415

    instances = Counter(instance.type for instance in configuration.managed())
    blocks = Counter(
        type_
        for type_, _ in {(instance.type, instance.resource) for instance in configuration.managed()}
    )
    return DataFrame(
        [(type_, blocks[type_], instances[type_]) for type_ in sorted(instances)],
        columns=["type", "blocks", "instances"],
    )


def resources(configuration: Configuration) -> "DataFrame":
    """One row per resource instance: address, place, region, how many values are set and wait."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(
        [_row(configuration, instance) for instance in configuration.managed()],
        columns=["address", "place", "region_id", "set", "known after apply"],
    )


def _row(configuration: Configuration, instance: Instance) -> tuple[object, ...]:
    del configuration
    return (
        instance.address,
        str(instance.range or ""),
        None if instance.region is None else str(instance.region),
        len(instance.values),
        sum(1 for _ in unknowns(instance.values)),
    )


def variables(configuration: Configuration) -> "DataFrame":
    """One row per root variable: the value used, never a sensitive one."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(
        [
            (
                item.name,
                "(sensitive value)" if item.sensitive else show(item.value),
                item.description,
                str(item.range or ""),
            )
            for item in configuration.variables
        ],
        columns=["variable", "value", "description", "place"],
    )


def outputs(configuration: Configuration) -> "DataFrame":
    """One row per root output."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(
        [
            (
                item.name,
                "(sensitive value)" if item.sensitive else show(item.value),
                item.description,
                str(item.range or ""),
            )
            for item in configuration.outputs
        ],
        columns=["output", "value", "description", "place"],
    )


def not_read(configuration: Configuration) -> "DataFrame":
    """What could not be read or counted, and every warning, with its place."""
    from pandas import DataFrame  # noqa: PLC0415

    rows = [(item.address, item.reason, str(item.range or "")) for item in configuration.unexpanded]
    rows += [
        (item.summary, item.detail, str(item.range or "")) for item in configuration.diagnostics
    ]
    return DataFrame(rows, columns=["what", "why", "place"])


def show(value: Plain) -> str:
    """A value in one line, as Terraform would print it, short where it is long.

    >>> show(("a", 1)), show({"k": True}), show(None)
    ('["a", 1]', '{k = true}', 'null')
    """
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case str():
            return f'"{value}"'
        case tuple():
            return f"[{', '.join(show(item) for item in value)}]"
        case Mapping():
            return f"{{{', '.join(f'{name} = {show(item)}' for name, item in value.items())}}}"
        case _:
            return str(value)


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

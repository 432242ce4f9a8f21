"""What a configuration holds, as tables: resources, variables, outputs, and what was not read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from archbench.columns import counted
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.report.summary import Decision, KeyFigure, Summary
from archbench.terraform.address import key_text, resource_of
from archbench.terraform.caveats import not_read as left_out
from archbench.terraform.caveats import refused
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.gathering import Gathered, gather

if TYPE_CHECKING:
    from pandas import DataFrame


def summary(configuration: Configuration) -> Summary:
    """How many resources there are, and whether all of the configuration could be read."""
    managed = tuple(configuration.managed())
    blocks = {instance.resource for instance in managed}
    types = {instance.type for instance in managed}
    waiting = sum(1 for instance in managed for _ in unknowns(instance.values))
    caveats = [*filter(None, [refused(configuration)]), *left_out(configuration)]
    warnings = sum(1 for item in configuration.diagnostics if item.severity == "warning")
    regions = sorted({str(item.region) for item in managed if isinstance(item.region, str)})
    return Summary(
        "inventory",
        f"{counted(len(managed), 'resource instance')} of {counted(len(types), 'type')}"
        f"{f' in {_and(regions)}' if regions else ''}"
        f"{', not all of it taken or read' if caveats else ', every block read'}.",
        facts=(
            KeyFigure(
                "Resource instances", str(len(managed)), f"from {counted(len(blocks), 'block')}"
            ),
            KeyFigure("Values known after apply", str(waiting), "they wait for what AWS assigns"),
            KeyFigure(
                "Warnings",
                str(warnings),
                "from reading the configuration" if warnings else "none",
            ),
        ),
        decisions=tuple(
            Decision(
                f"{item.addresses[0]} could not be counted."
                if len(item.addresses) == 1
                else f"{len(item.addresses)} blocks could not be counted.",
                item.reason,
            )
            for item in _uncounted(configuration)
        ),
        tag="; ".join(caveats),
        provenance=(("Read as", configuration.read_as),),
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
    """One row per resource block: its instances, place, region, how many values are set and wait.

    Instances of one block that differ in any of these have rows of their own.
    """
    from pandas import DataFrame  # noqa: PLC0415

    rows: dict[tuple[object, ...], list[Instance]] = {}
    for item in configuration.managed():
        rows.setdefault(_row(item), []).append(item)
    return DataFrame(
        [
            (" ".join([found[0].address, *(key_text(i.key) for i in found[1:])]), len(found), *rest)
            for (_, *rest), found in rows.items()
        ],
        columns=["address", "instances", "place", "region_id", "set", "known after apply"],
    )


def _row(instance: Instance) -> tuple[object, ...]:
    return (
        resource_of(instance.address),
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
                "(sensitive value)" if item.sensitive else show(configuration.open(item)),
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
                "(sensitive value)" if item.sensitive else show(configuration.open(item)),
                item.description,
                str(item.range or ""),
            )
            for item in configuration.outputs
        ],
        columns=["output", "value", "description", "place"],
    )


def _uncounted(configuration: Configuration) -> tuple[Gathered, ...]:
    return gather((item.address, item.reason) for item in configuration.unexpanded)


def not_read(configuration: Configuration) -> "DataFrame":
    """What could not be read or counted, by reason, every problem and every warning."""
    from pandas import DataFrame  # noqa: PLC0415

    places = {item.address: str(item.range or "") for item in configuration.unexpanded}
    rows = [
        (
            group.reason,
            len(group.addresses),
            "\n".join(f"{address}  {places[address]}".rstrip() for address in group.addresses),
        )
        for group in _uncounted(configuration)
    ]
    warned = gather(
        (str(d.range or ""), f"{d.summary}: {d.detail}") for d in configuration.diagnostics
    )
    rows += [(group.reason, len(group.addresses), "\n".join(group.addresses)) for group in warned]
    return DataFrame(rows, columns=["why", "blocks", "which"])


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

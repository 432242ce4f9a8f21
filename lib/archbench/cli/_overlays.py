"""What `archbench draw --overlay NAME[=ARG]` lays over a drawing, from the rooms that know it."""

import os
from argparse import Namespace
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.errors import InputError

if TYPE_CHECKING:
    from archbench.architecture.model import Architecture
    from archbench.diagram import Overlay
    from archbench.diagram.scene import Badge
    from archbench.metrics.series import Pull
    from archbench.terraform.configuration import Configuration

Maker = Callable[[Namespace, "Configuration", "Architecture", str], "Overlay"]


def make(
    text: str,
    arguments: Namespace,
    configuration: "Configuration",
    architecture: "Architecture",
) -> "Overlay":
    """The overlay a NAME[=ARG] asks for.

    Raises:
        InputError: there is no such overlay, or its argument cannot be used.
    """
    name, _, argument = text.partition("=")
    if name not in MAKERS:
        known = ", ".join((*sorted(MAKERS), "compare=PATH"))
        raise InputError(f'no overlay "{name}": use {known}')
    return MAKERS[name](arguments, configuration, architecture, argument)


def _cost(
    arguments: Namespace,
    configuration: "Configuration",
    architecture: "Architecture",
    argument: str,
) -> "Overlay":
    """cost[=USAGE.yml]: the estimate, each amount on the card of what causes it."""
    from archbench.cost import estimate
    from archbench.diagram import overlays

    usage = Path(argument) if argument else None
    made = estimate(configuration, architecture, usage=usage, as_of=arguments.as_of)
    amounts: dict[str, Decimal] = {}
    for item in made.priced:
        amounts[item.address] = amounts.get(item.address, Decimal(0)) + (item.list_cost or 0)
    return overlays.cost(
        amounts,
        by_usage={item.address for item in made.open},
        unpriced={item.address for item in made.unpriced},
    )


def _zone_loss(
    _: Namespace, configuration: "Configuration", architecture: "Architecture", argument: str
) -> "Overlay":
    """zone-loss=ZONE: what the loss of a zone, by name or letter, leaves."""
    from archbench.architecture.loss import Failure, lose
    from archbench.architecture.perhaps import perhaps
    from archbench.diagram import overlays

    zones = {
        zone.name: region.name
        for region in architecture.regions
        for vpc in region.vpcs
        for zone in vpc.zones
    }
    found = [name for name in sorted(zones) if argument in (name, name[-1])]
    if not found:
        known = f"use {', '.join(sorted(zones))}" if zones else "no zone of it is known"
        raise InputError(f"zone-loss={argument}: there is no such zone; {known}")
    failure = Failure("zone", found[0], zones[found[0]], zones=frozenset(found[:1]))
    return overlays.zone_loss(lose(architecture, failure, perhaps(configuration)))


def _metrics(
    _: Namespace, __: "Configuration", architecture: "Architecture", argument: str
) -> "Overlay":
    """metrics[=SAMPLE]: the last reading of a recorded sample."""
    from archbench.diagram import overlays
    from archbench.metrics.recorded import load

    pull = load(Path(argument) if argument else None)
    marks = readings(pull, architecture)
    if not marks:
        found = sorted({item.query.subject for item in pull.series})
        raise InputError(
            f"the metrics are of {', '.join(found) or 'nothing'}, and nothing in "
            f"{architecture.path} has one of these names: give the variables "
            "of the stack they were taken from"
        )
    when = f"{pull.end:%Y-%m-%d %H:%M} UTC"
    word = "live metrics" if pull.live else "recorded metrics"
    return overlays.badges(marks, subtitle=f"{word} of {when}, {pull.source}")


def _verdicts(
    arguments: Namespace, _: "Configuration", architecture: "Architecture", argument: str
) -> "Overlay":
    """verdicts[=CHECKLIST]: each control on the cards of its evidence."""
    from archbench.report.verdicts import overlay
    from archbench.requirements import assess
    from archbench.requirements.assess import DEFAULT

    found = assess(
        arguments.path,
        (argument or DEFAULT,),
        variables=tuple(arguments.variables),
        data=arguments.data,
        environ=os.environ,
        root=arguments.root,
        architecture=architecture,
        as_of=arguments.as_of,
    )
    return overlay(found, argument or DEFAULT)


def readings(pull: "Pull", architecture: "Architecture") -> Mapping[str, "Badge"]:
    """The last known value of the telling metric of each element, joined by its name in AWS."""
    from archbench.diagram.scene import Badge

    names: dict[str, str] = {}
    for region in architecture.regions:
        for vpc in region.vpcs:
            parts = (*vpc.scaling_groups, *vpc.clusters, *vpc.load_balancers)
            names |= {part.name: part.address for part in parts}
    marks = {}
    for metric, statistic, key, show in TELLING:
        for series in pull.get(metric, statistic):
            value = dict(series.query.dimensions).get(key, "")
            parts_of = value.split("/")
            name = parts_of[1] if len(parts_of) > 1 else value
            if name in names and names[name] not in marks and series.known:
                marks[names[name]] = Badge(show(series.known[-1]), "neutral")
    return marks


TELLING: tuple[tuple[str, str, str, Callable[[float], str]], ...] = (
    ("CPUUtilization", "Average", "AutoScalingGroupName", lambda v: f"CPU {v:.0f}%"),
    ("CPUUtilization", "Average", "DBClusterIdentifier", lambda v: f"CPU {v:.0f}%"),
    ("TargetResponseTime", "p99", "LoadBalancer", lambda v: f"p99 {v * 1000:.0f} ms"),
)
"""Metric, statistic, the dimension that names the element, and how a value is written."""

MAKERS: Mapping[str, Maker] = {
    "cost": _cost,
    "metrics": _metrics,
    "verdicts": _verdicts,
    "zone-loss": _zone_loss,
}

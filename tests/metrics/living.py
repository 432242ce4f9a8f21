"""Stacks that stand: applied by terraform to moto, with points of every metric they publish."""

import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3

from archbench.metrics.alive import from_outputs, from_state
from archbench.metrics.binding import Bound, Unbound, bind
from archbench.metrics.cloudwatch import measure
from archbench.metrics.discovery import caller, clients, discover
from archbench.metrics.queries import Query, queries_of
from archbench.metrics.signals import panels
from archbench.report.measured import charts
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from tests.terraform_cli import Terraform

STACKS = Path(__file__).parent / "stacks"
NAMES = ("functions", "passthrough", "streams", "web", "workers")
POINTS = 3


@dataclass(frozen=True)
class Standing:
    """A stack that was applied: its configuration, its state, the file of its outputs."""

    configuration: Configuration
    state: Configuration
    outputs: Mapping[str, object]


def applied(terraform: Terraform, name: str, directory: Path) -> Standing:
    """Apply one of the stacks in a work copy."""
    copy = directory / name
    shutil.copytree(STACKS / name, copy)
    if name == "functions":
        with zipfile.ZipFile(copy / "code.zip", "w") as archive:
            archive.writestr("index.py", "def handler(event, context): return event\n")
    terraform.init(copy)
    terraform(copy, "apply", "-input=false", "-auto-approve", "-parallelism=20")
    state = directory / f"{name}-state.json"
    state.write_text(terraform(copy, "show", "-json"), encoding="utf-8")
    outputs = json.loads(terraform(copy, "output", "-json"))
    return Standing(load(STACKS / name), load(state), outputs)


class NotAsPublished(Exception):  # noqa: N818
    """A stack was bound or measured otherwise than it stands."""


def bound_in_every_way(
    terraform: Terraform, stack: Standing
) -> Mapping[str, tuple[tuple[Bound, ...], tuple[Unbound, ...]]]:
    """What is bound, and what is not, by state, by outputs and by discovery."""
    region = str(next(item.region for item in stack.configuration.managed()))
    client, _ = clients(region=region, endpoint=terraform.endpoint)
    account = caller(client, region)
    known = {
        "state": from_state(stack.configuration, stack.state),
        "outputs": from_outputs(stack.configuration, stack.outputs),
        "discovery": discover(stack.configuration, client, region, account),
    }
    return {how: bind(stack.configuration, alive) for how, alive in known.items()}


def checked(terraform: Terraform, stack: Standing) -> Iterator[str]:
    """Bind in every way, publish, pull, and compare; says what was seen.

    Raises:
        NotAsPublished: the state leaves something unbound, another way names something else, a
            value that was put did not come back, or is not plotted.
    """
    found = bound_in_every_way(terraform, stack)
    whole, left = found["state"]
    if left:
        raise NotAsPublished(f"its state binds no {', '.join(item.address for item in left)}")
    named = {(item.address, item.dimensions) for item in whole}
    for how, (bound, unbound) in found.items():
        strange = {(item.address, item.dimensions) for item in bound if item.address} - named
        if strange:
            raise NotAsPublished(f"{how} names {sorted(strange)} otherwise than the state")
        yield f"{how}: {len(bound)} bound, {len(unbound)} not"
    wanted = asked(whole)
    values = publish(terraform.endpoint, wanted)
    pull = measure(wanted, days=4, endpoint=terraform.endpoint, region=wanted[0].region)
    for item in pull.series:
        expected = 1.0 if item.query.statistic == "SampleCount" else values[item.query]
        if item.points != POINTS or max(item.known) != expected:
            raise NotAsPublished(f"{item.query} has {item.known}, not {POINTS} x {expected}")
    yield f"{len(pull.series)} series in {pull.calls} calls, each with the points that were put"
    drawn = [chart for first in (True, False) for chart in charts(pull, first=first)]
    if len(drawn) != len(panels(pull)) or not all("<path" in chart.svg for chart in drawn):
        raise NotAsPublished(f"{len(drawn)} plots of {len(panels(pull))}")
    yield f"{len(drawn)} plots"


def asked(bound: Iterable[Bound]) -> tuple[Query, ...]:
    """What moto can be asked: it knows no percentiles."""
    return tuple(query for query in queries_of(bound) if not query.statistic.startswith("p"))


def publish(endpoint: str, wanted: Iterable[Query]) -> Mapping[Query, float]:
    """Put three points of each query's metric; gives the value that every one of them has."""
    values: dict[Query, float] = {}
    named: dict[tuple[object, ...], float] = {}
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    for query in wanted:
        key = (query.region, query.metric.namespace, query.metric.name, query.dimensions)
        if key not in named:
            named[key] = float(len(named) + 1)
            _put(endpoint, query, named[key], now)
        values[query] = named[key]
    return values


def _put(endpoint: str, query: Query, value: float, now: datetime) -> None:
    step = timedelta(seconds=max(query.metric.interval, 3600))
    client = boto3.client("cloudwatch", region_name=query.region, endpoint_url=endpoint)
    client.put_metric_data(
        Namespace=query.metric.namespace,
        MetricData=[
            {
                "MetricName": query.metric.name,
                "Dimensions": [{"Name": name, "Value": text} for name, text in query.dimensions],
                "Timestamp": now - step * number,
                "Value": value,
            }
            for number in range(1, POINTS + 1)
        ],
    )

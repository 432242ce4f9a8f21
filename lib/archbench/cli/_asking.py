"""What is asked of what runs, and how it is shown: the parts of `archbench metrics`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archbench.cli._terminal import width
from archbench.columns import counted, folded

if TYPE_CHECKING:
    from archbench.metrics.alive import Alive
    from archbench.metrics.binding import Bound, Unbound
    from archbench.metrics.described import Described
    from archbench.metrics.enabling import NotEnabled
    from archbench.metrics.queries import Query
    from archbench.metrics.reality import AlarmState, Departure
    from archbench.metrics.series import Pull
    from archbench.sections import TextSection
    from archbench.terraform.configuration import Configuration, Instance

WIDTH = 120


@dataclass(frozen=True)
class Asking:
    """What is asked, of what, and what is not."""

    configuration: "Configuration"
    alive: "Alive"
    bound: "tuple[Bound, ...]"
    unbound: "tuple[Unbound, ...]"
    asked: "tuple[Query, ...]"
    lacking: "tuple[NotEnabled, ...]"

    @property
    def things(self) -> int:
        """How many resources are asked about."""
        return len({item.address or item.dimensions for item in self.bound})

    @cached_property
    def strange(self) -> "Sequence[Instance]":
        """What the catalogue has no metrics of."""
        from archbench.metrics.binding import without_metrics

        return without_metrics(self.configuration)

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """What is not asked, each with its reason."""
        off = [item for item in self.lacking if item.certain]
        return [
            *((item.address or "something that runs", item.reason) for item in self.unbound),
            *((item.address, f"{', '.join(item.metrics)}: needs {item.remedy}") for item in off),
        ]


def answer(asking: Asking, pull: "Pull") -> list[str]:
    from archbench.metrics.coverage import coverage

    found = coverage(pull)
    total = len(pull.series)
    parts = len({item.address for item in asking.unbound if item.in_part})
    none = sum(not item.in_part for item in asking.unbound)
    published = sum(1 for item in pull.series if item.points)
    first = (
        f"{published:,} of {counted(total, 'series').removesuffix('s')} of"
        f" {counted(asking.things, 'resource')} have points,"
        f" {pull.start:%Y-%m-%d %H:%M} to {pull.end:%Y-%m-%d %H:%M} UTC."
    )
    lacks = [
        text
        for number, text in (
            (none, f"{counted(none, 'resource')} could not be bound"),
            (parts, f"{counted(parts, 'resource')} could be bound in part only"),
            (
                len(asking.strange),
                f"of {counted(len(asking.strange), 'resource')} the catalogue has no metrics",
            ),
            (found.silent, f"{counted(found.silent, 'resource')} published nothing"),
            (found.part, f"{found.part:,} series known in part only"),
            (found.failed, f"{counted(found.failed, 'answer')} did not come"),
        )
        if number
    ]
    second = f"{'; '.join(lacks)}." if lacks else "All that is measured of it was bound."
    return [*folded(first, width(WIDTH)), *folded(second[0].upper() + second[1:], width(WIDTH))]


def sections(
    asking: Asking,
    pull: "Pull | None",
    described: "Described | None",
    differences: "Sequence[Departure]",
    states: "Sequence[AlarmState]",
) -> "list[TextSection]":
    from archbench.sections import section, sentences

    wide = width(WIDTH)
    parts = [
        section("Measured", list(_readings(pull)), wide, _READINGS, first=12) if pull else None,
        section(
            "Not as designed",
            [
                (
                    item.address or "(not in the configuration)",
                    item.what,
                    item.designed,
                    item.runs,
                    item.why,
                    f"{item.range or ''}",
                )
                for item in differences
            ],
            wide,
            ("resource", "what", "designed", "runs", "perhaps", "where"),
            first=6,
        ),
        section("Alarms", [_alarm(item) for item in states], wide, _ALARMS, first=4),
        section(
            "Not switched on",
            [(item.address, ", ".join(item.metrics), item.remedy) for item in asking.lacking],
            wide,
            ("resource", "metrics", "takes"),
            first=4,
        ),
        _hints(asking, pull) if pull else None,
        section(
            "Not bound",
            [(item.address or "(no address)", item.reason) for item in asking.unbound],
            wide,
            ("resource", "why"),
            first=6,
        ),
        sentences(
            "Not in the catalogue",
            (f"{item.address} ({item.range or item.type})" for item in asking.strange),
            wide,
            first=3,
        ),
        section("Not known", list(_gaps(asking, pull, described)), wide, ("what", "why"), first=4),
        section(
            "Bound",
            [
                (item.address or "(no address)", _dimensions(item), item.region, item.source)
                for item in asking.bound
            ],
            wide,
            ("resource", "dimensions", "region", "from"),
            first=4 if pull else 12,
        ),
    ]
    return [part for part in parts if part is not None and part.items]


_ALARMS = ("alarm", "state", "since, UTC", "designed", "last rang, UTC")


def _alarm(item: "AlarmState") -> tuple[str, ...]:
    since = f"{item.since:%Y-%m-%d %H:%M}" if item.since else ""
    rang = "not known" if item.rang is None else "never as far as kept"
    if item.rang:
        rang = f"{item.rang[-1]:%Y-%m-%d %H:%M} ({counted(len(item.rang), 'time')} as far as kept)"
    name = item.address or f"{item.name} in {item.region}"
    return name, item.state, since, "yes" if item.address else "no", rang if item.since else ""


def _dimensions(item: "Bound") -> str:
    return " ".join(f"{name}={value}" for name, value in item.dimensions)


_READINGS = ("metric", "resource", "statistic", "lowest", "mean", "highest", "unit", "published")
_ORDER = ("errors", "latency", "saturation", "traffic", "capacity", "cost")


def _readings(pull: "Pull | None") -> Iterator[tuple[str, ...]]:
    """Every series of which something is known: what went wrong first."""
    from archbench.metrics.coverage import label

    for item in sorted(
        pull.series if pull else (),
        key=lambda one: (_ORDER.index(one.query.metric.tells), one.query.address),
    ):
        known = item.known
        if known:
            numbers = (min(known), sum(known) / len(known), max(known))
            yield (
                item.query.metric.title,
                label(item.query),
                f"{item.query.statistic} of {item.period // 60} min",
                *(f"{value:,.4g}" for value in numbers),
                item.query.metric.unit,
                f"{item.points} of {len(item.values)}",
            )


def _hints(asking: Asking, pull: "Pull") -> "TextSection":
    from archbench.metrics.sizing import hints
    from archbench.sections import sentences

    texts = [
        f"{item.address}: {item.size[0]} could be {item.size[1]} ({item.range or 'no place'}):"
        f" {item.evidence}."
        for item in hints(asking.configuration, pull)
    ]
    return sentences("Larger than it was used", texts, width(WIDTH), first=3)


def _gaps(
    asking: Asking, pull: "Pull | None", described: "Described | None"
) -> Iterator[tuple[str, str]]:
    from archbench.metrics.coverage import gaps

    told = set(asking.left_out)
    if pull:
        yield from (gap for gap in gaps(pull) if gap not in told)
    if described:
        yield from described.refused
    yield from asking.alive.unused


def document(
    asking: Asking,
    pull: "Pull | None",
    described: "Described | None",
    differences: "Sequence[Departure]",
    states: "Sequence[AlarmState]",
) -> dict[str, object]:
    from archbench.metrics.sizing import hints

    return {
        "measured": {
            "source": pull.source,
            "start": pull.start.isoformat(),
            "end": pull.end.isoformat(),
            "price_usd": str(pull.price),
            "calls": pull.calls,
        }
        if pull
        else None,
        "bound": [
            {
                "address": item.address,
                "type": item.type,
                "region": item.region,
                "account": item.account,
                "dimensions": dict(item.dimensions),
                "source": item.source,
            }
            for item in asking.bound
        ],
        "unbound": [{"address": item.address, "reason": item.reason} for item in asking.unbound],
        "not_in_catalogue": [
            {"address": item.address, "range": str(item.range or "")} for item in asking.strange
        ],
        "not_switched_on": [
            {"address": item.address, "metrics": list(item.metrics), "takes": item.remedy}
            for item in asking.lacking
        ],
        "not_known": [{"what": what, "why": why} for what, why in _gaps(asking, pull, described)],
        "hints": [
            {
                "address": item.address,
                "argument": item.argument,
                "size": item.size[0],
                "half": item.size[1],
                "evidence": item.evidence,
                "scenario": item.scenario,
            }
            for item in (hints(asking.configuration, pull) if pull else ())
        ],
        "alarms": [
            {
                "address": item.address,
                "name": item.name,
                "region": item.region,
                "state": item.state,
                "since": item.since.isoformat() if item.since else None,
                "rang": None if item.rang is None else [one.isoformat() for one in item.rang],
            }
            for item in states
        ],
        "asked": len(asking.asked),
        "differences": [
            {
                "address": item.address,
                "what": item.what,
                "designed": item.designed,
                "runs": item.runs,
                "why": item.why,
                "range": str(item.range or ""),
            }
            for item in differences
        ],
        "series": [
            {
                "address": item.query.address,
                "namespace": item.query.metric.namespace,
                "metric": item.query.metric.name,
                "statistic": item.query.statistic,
                "dimensions": dict(item.query.dimensions),
                "unit": item.query.metric.unit,
                "start": item.start.isoformat(),
                "period": item.period,
                "published": item.points,
                "complete": item.complete,
                "remarks": list(item.remarks),
                "values": list(item.values),
            }
            for item in (pull.series if pull else ())
        ],
    }

"""The design beside what runs: capacity that differs, alarms that are not there, or not as meant.

Pure functions over a configuration and what was described of its resources.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from archbench.hcl.source import SourceRange
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.metrics.binding import Bound
from archbench.metrics.catalogue import metrics_of
from archbench.metrics.described import Described, SeenAlarm
from archbench.terraform.configuration import Configuration, Instance

_ALARM = "aws_cloudwatch_metric_alarm"
_COMPARED: Mapping[str, tuple[str, ...]] = {
    "aws_autoscaling_group": ("min_size", "max_size", "desired_capacity"),
    "aws_db_instance": ("instance_class", "engine_version", "multi_az", "allocated_storage"),
    "aws_ecs_service": ("desired_count",),
    "aws_instance": ("instance_type",),
    "aws_rds_cluster": ("engine_version",),
    "aws_rds_cluster_instance": ("instance_class", "engine_version"),
}
"""The arguments that say how much of a thing there is."""
_SCALED = frozenset({"desired_capacity", "desired_count"})
"""Arguments that Auto Scaling changes by design."""
_SETTINGS = (
    *("namespace", "metric_name", "statistic", "extended_statistic", "comparison_operator"),
    *("threshold", "period", "evaluation_periods", "datapoints_to_alarm", "treat_missing_data"),
    *("actions_enabled",),
)
_LONG = timedelta(days=1)
"""From when on an alarm that rings counts as one that always does."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Something that runs otherwise than it was designed.

    address   of what was designed; "" for what stands and is not in the configuration
    what      the argument, or what is wrong with an alarm
    designed  as the configuration has it, as text; "" for nothing
    runs      as it is, as text
    why       what may explain it; "" for nothing
    range     where the design says so
    """

    address: str
    what: str
    designed: str
    runs: str
    why: str = ""
    range: SourceRange | None = None


def capacity(configuration: Configuration, described: Described) -> tuple[Departure, ...]:
    """Sizes, counts and versions that differ; what the configuration leaves open does not."""
    return tuple(
        Departure(
            item.address,
            name,
            _text(designed),
            _text(runs),
            "scaling moves it between its bounds" if name in _SCALED else "",
            item.at(name),
        )
        for item in configuration.managed()
        for name in _COMPARED.get(item.type, ())
        if (designed := item.values.get(name)) is not None
        and (runs := described.values.get(item.address, {}).get(name)) is not None
        and not isinstance(designed, (Unknown, Sensitive))
        and not _same(name, designed, runs)
    )


def _same(name: str, designed: Plain, runs: Plain) -> bool:
    """Whether they are the same: of a version the part that is written."""
    if name == "engine_version":
        return f"{runs}." == f"{designed}." or f"{runs}.".startswith(f"{designed}.")
    return designed == runs


def _text(value: Plain) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_text(value[name])}" for name in sorted(value))
    return str(value)


def alarms(
    configuration: Configuration, described: Described, bound: Iterable[Bound], now: datetime
) -> tuple[Departure, ...]:
    """Alarms that are not there, are set otherwise, hear nothing, always ring or never did.

    Args:
        configuration: whose alarms were designed.
        described: with the alarms that stand; of a region that did not answer nothing is told.
        bound: what runs of it: an alarm on one of these that nobody designed is told as well.
        now: the time at which they were described.
    """
    standing = {(item.region, item.name): item for item in described.alarms}
    found: list[Departure] = []
    meant: set[AlarmKey] = set()
    for item, keys in _designed(configuration, described):
        name = item.values.get("alarm_name")
        if keys == []:
            found.append(Departure(item.address, "alarm", _text(name), "not there", "", item.range))
        meant.update(keys or ())
        for key in keys or ():
            found += _compared(item, standing[key], now)
    nameless = [one for one, keys in _designed(configuration, described) if keys is None]
    doubt = f"; it may be {nameless[0].address}, whose name is not known" if nameless else ""
    found += _others(standing, meant, bound, doubt)
    return tuple(found)


AlarmKey = tuple[str, str]
"""Region and name of an alarm that stands."""


@dataclass(frozen=True, slots=True)
class AlarmState:
    """How one alarm stands, whether it was designed or not.

    address  of the design; "" for one nobody designed
    name     as CloudWatch calls it; "" where that is not known
    state    "OK", "ALARM", "INSUFFICIENT_DATA", "not there", "not known"
    since    when it came to that state, where CloudWatch said
    rang     when it went to ALARM, as far back as CloudWatch keeps it; None where it did not say
    """

    address: str
    name: str
    region: str
    state: str
    since: datetime | None = None
    rang: tuple[datetime, ...] | None = None


def alarm_states(
    configuration: Configuration, described: Described, bound: Iterable[Bound]
) -> tuple[AlarmState, ...]:
    """Every alarm that was designed, or watches what runs of the design: those that ring first."""
    standing = {(item.region, item.name): item for item in described.alarms}
    found: list[AlarmState] = []
    meant: set[AlarmKey] = set()
    for item, keys in _designed(configuration, described):
        name, own = item.values.get("alarm_name"), item.region
        called = name if isinstance(name, str) else ""
        region = own if isinstance(own, str) else ""
        if not keys:
            state = "not known" if keys is None else "not there"
            found.append(AlarmState(item.address, called, region, state))
        meant.update(keys or ())
        found += [_state(item.address, standing[key]) for key in keys or ()]
    watching = _watching(standing, meant, bound)
    found += [_state("", standing[key]) for key, _ in watching]
    return tuple(sorted(found, key=lambda one: (_URGENT.index(one.state), one.address, one.name)))


_URGENT = ("ALARM", "not there", "INSUFFICIENT_DATA", "not known", "OK", "")


def _state(address: str, seen: SeenAlarm) -> AlarmState:
    return AlarmState(address, seen.name, seen.region, seen.state, seen.since, seen.rang)


def _designed(
    configuration: Configuration, described: Described
) -> Iterator[tuple[Instance, list[AlarmKey] | None]]:
    """Each alarm of the configuration, and which ones that stand it is; None where unknown."""
    standing = {(item.region, item.name) for item in described.alarms}
    for item in configuration.of_type(_ALARM):
        name = item.values.get("alarm_name")
        own = item.region if isinstance(item.region, str) else ""
        places = [place for place in described.regions if own in ("", place)]
        known = bool(places) and isinstance(name, str)
        yield (
            item,
            [(place, str(name)) for place in places if (place, name) in standing]
            if known
            else None,
        )


def _compared(item: Instance, seen: SeenAlarm, now: datetime) -> Iterator[Departure]:
    for name in _SETTINGS:
        designed, runs = item.values.get(name), seen.values.get(name)
        if designed is None or runs is None or isinstance(designed, (Unknown, Sensitive)):
            continue
        if designed != runs:
            yield Departure(item.address, name, _text(designed), _text(runs), "", item.at(name))
    named = item.values.get("dimensions")
    if isinstance(named, Mapping) and all(isinstance(value, str) for value in named.values()):
        runs = dict(seen.dimensions)
        if dict(named) != runs:
            yield Departure(
                item.address, "dimensions", _text(named), _text(runs), "", item.at("dimensions")
            )
    yield from _heard(item, seen, now)


def _heard(item: Instance, seen: SeenAlarm, now: datetime) -> Iterator[Departure]:
    """What its state says about an alarm."""
    since = f"since {seen.since:%Y-%m-%d %H:%M} UTC" if seen.since else ""
    if seen.state == "INSUFFICIENT_DATA":
        yield Departure(
            item.address, "state", "watches its metric", f"hears nothing {since}".strip(),
            "nothing is published under its metric and dimensions", item.range,
        )  # fmt: skip
    elif seen.state == "ALARM":
        always = seen.since is not None and now - seen.since >= _LONG
        word = "always rings" if always else "rings"
        yield Departure(item.address, "state", "OK", f"{word}, {since}", "", item.range)
    elif seen.rang == ():
        yield Departure(
            item.address, "state", "rings when it should", "never rang",
            "as far back as CloudWatch keeps its history", item.range,
        )  # fmt: skip


def _others(
    standing: Mapping[AlarmKey, SeenAlarm], meant: set[AlarmKey], bound: Iterable[Bound], doubt: str
) -> Iterator[Departure]:
    """Alarms that watch what runs and stand in no configuration."""
    for (region, name), address in _watching(standing, meant, bound):
        why = f"it watches {address}{doubt}"
        yield Departure("", "alarm", "", f"{name} in {region}", why, None)


def _watching(
    standing: Mapping[AlarmKey, SeenAlarm], meant: set[AlarmKey], bound: Iterable[Bound]
) -> Iterator[tuple[AlarmKey, str]]:
    """Alarms that nobody designed, each with the address of what it watches."""
    things = [item for item in bound if item.address]
    for key in sorted(standing.keys() - meant):
        named = set(standing[key].dimensions)
        watched = [
            item.address
            for item in things
            if named.issuperset(item.dimensions) and key[0] in _publishing(item)
        ]
        if watched:
            yield key, watched[0]


def _publishing(item: Bound) -> set[str]:
    """The regions where a thing has metrics; that of an alarm where nothing says."""
    return {
        region for metric in metrics_of(item.type, item.dimensions) if (region := metric.region)
    } or {item.region}

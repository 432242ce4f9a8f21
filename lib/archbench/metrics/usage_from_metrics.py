"""What was measured, as a usage file for the estimate: by address, low, likely and high.

A figure is of one address alone, from the whole days that are known of it; from too few of them, or
of a thing that said nothing, there is none, with its reason. Nothing of one is applied to another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.metrics.billed import BILLED, Billed
from archbench.metrics.capacity_units import capacity_units
from archbench.metrics.coverage import Unmeasured
from archbench.metrics.days import Days, levels, mean_of, rates, stocks
from archbench.metrics.series import Pull, Series

_HOUR = 3600
_WEEK, _SATURDAY = 7, 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One usage key of one address: its range in the key's unit, and the days it is from."""

    address: str
    key: str
    low: Decimal
    likely: Decimal
    high: Decimal
    told: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Usage as measured, and what could not be told of it."""

    figures: tuple[Figure, ...]
    left_out: tuple[Unmeasured, ...]
    profile: Mapping[str, object] | None = None

    @property
    def usage(self) -> Mapping[str, object]:
        """The content of a usage file, in the layout archbench.cost.usage_file reads."""
        by_address: dict[str, dict[str, object]] = {}
        for figure in self.figures:
            *sections, key = figure.key.split(".")
            place = by_address.setdefault(figure.address, {})
            for section in sections:
                inner = place.setdefault(section, {})
                assert isinstance(inner, dict)  # noqa: S101 a section holds keys
                place = inner
            place[key] = _range(figure)
        usage: dict[str, object] = {"version": 0.1}
        if self.profile:
            usage["load_profile"] = {"requests_per_second": self.profile}
        usage["resource_usage"] = by_address
        return usage

    def text(self) -> str:
        """The usage file as YAML, with what it rests on and what it leaves out as comments."""
        import yaml  # noqa: PLC0415

        notes = [f"# {item.address} {item.key}: {item.told}" for item in self.figures]
        notes += [f"# left out: {what}: {why}" for what, why in self.left_out]
        body = str(yaml.safe_dump(dict(self.usage), sort_keys=False, default_flow_style=None))
        return "\n".join((*(" ".join(note.split()) for note in notes), body))


def measured(pull: Pull) -> Measured:
    """Usage a month of every address whose use is measured in the unit that is billed.

    Capacity units of an application or gateway balancer are those of each hour by the dimension
    that is most in it, as they are billed; at least without rules evaluated, some of which are
    free (https://aws.amazon.com/elasticloadbalancing/pricing/).
    """
    subjects: dict[tuple[str, str], list[Series]] = {}
    for item in pull.series:
        key = item.query.address or item.query.subject, item.query.metric.type
        subjects.setdefault(key, []).append(item)
    told: list[Figure | Unmeasured] = []
    for (address, type_), series in sorted(subjects.items()):
        rules = [rule for rule in BILLED if rule.type == type_]
        found = [(rule, _chosen(rule, series)) for rule in rules]
        told += [_told(address, rule, chosen) for rule, chosen in found if any(chosen)]
        if type_ == "aws_lb":
            told += _capacity_units(address, series)
    profile, why = _profile(pull)
    return Measured(
        tuple(item for item in told if isinstance(item, Figure)),
        tuple(dict.fromkeys([*(item for item in told if isinstance(item, tuple)), *why])),
        profile,
    )


def _chosen(rule: Billed, series: Sequence[Series]) -> list[list[Series]]:
    """The series of each metric of a rule; none where it was not asked for."""
    name, _ = rule.where
    return [
        [
            item
            for item in series
            if (item.query.metric.name, item.query.statistic) == asked
            and (not name or rule.where in item.query.dimensions)
        ]
        for asked in rule.asked
    ]


def _told(address: str, rule: Billed, chosen: Sequence[Sequence[Series]]) -> Figure | Unmeasured:
    """The figure of a rule, or why there is none."""
    series = [item for found in chosen for item in found]
    names = " + ".join(rule.metrics)
    if not any(item.query.address for item in series):
        return address, f"{rule.key}: no address of the configuration is known to be this"
    if any(len(found) != 1 for found in chosen):
        return address, f"{rule.key}: {names} were not each measured once"
    if rule.measure == "stock" and not any(item.points for item in series) and rule.where[0]:
        return address, f"{rule.key}: nothing is kept there, or nothing was published of it"
    days = _days(rule, series)
    if not days.values or (rule.measure != "stock" and not days.enough):
        return address, f"{rule.key}: {names} are known on {days.told}, which is too few"
    factor = (rule.per if rule.measure == "flow" else Decimal(1)) / rule.unit
    return Figure(
        address,
        rule.key,
        days.low * factor * rule.least,
        days.likely * factor,
        days.high * factor,
        f"{names}, {days.told}",
    )


def _days(rule: Billed, series: Sequence[Series]) -> Days:
    if rule.weighed:
        return mean_of(*series)
    return {"flow": rates, "level": levels, "stock": stocks}[rule.measure](series)


def _capacity_units(address: str, series: Sequence[Series]) -> Iterator[Figure | Unmeasured]:
    key = "monthly_lcu_hours"
    found = capacity_units(series)
    if found is None or not series[0].query.address:
        return
    least, most = found
    if not most.enough:
        yield address, f"{key}: capacity units are known on {most.told}, which is too few"
        return
    yield Figure(
        address,
        key,
        least.low * HOURS,
        most.likely * HOURS,
        most.high * HOURS,
        f"the dimension that is most in each hour, {most.told}",
    )


def _profile(pull: Pull) -> tuple[Mapping[str, object] | None, list[Unmeasured]]:
    """Requests a second for each hour (UTC) of weekdays and weekends, of the only balancer.

    It takes every hour of five different weekdays and of a weekend.
    """
    name = "load profile"
    series = pull.get("RequestCount", "Sum")
    if not series:
        return None, []
    if len(series) > 1:
        return None, [(name, f"{len(series)} balancers were measured; it is of one")]
    item = series[0]
    days = rates(series)
    if item.period > _HOUR:
        return None, [(name, "it takes hours, and the periods of this time are longer")]
    if not days.enough or len({day.weekday() for day in days.values}) < _WEEK:
        why = f"it takes every hour of five weekdays and a weekend; known are {days.told}"
        return None, [(name, why)]
    hours: dict[tuple[bool, int], list[Decimal]] = {}
    for index, value in enumerate(item.values):
        moment = item.at(index)
        if value is not None and moment.date() in days.values:
            key = moment.weekday() >= _SATURDAY, moment.hour
            hours.setdefault(key, []).append(Decimal(repr(value)) / item.period)
    return {
        day: [_short(sum(found, Decimal(0)) / len(found)) for found in of_day]
        for day, weekend in (("weekday", False), ("weekend", True))
        for of_day in ([hours[weekend, hour] for hour in range(24)],)
    }, []


def _range(figure: Figure) -> object:
    low, likely, high = map(_short, (figure.low, figure.likely, figure.high))
    return likely if low == likely == high else {"low": low, "likely": likely, "high": high}


def _short(value: Decimal) -> float:
    """Four digits: more is noise in a measurement."""
    return float(f"{value:.4g}")

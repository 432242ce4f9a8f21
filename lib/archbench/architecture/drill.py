"""The zone-loss drill: every zone and every single point fails once, on paper."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import chain
from typing import TYPE_CHECKING

from archbench.architecture.availability import Availability, availability
from archbench.architecture.capacity import Capacity
from archbench.architecture.failure import WORDS, Failure, Outcome, listed
from archbench.architecture.findings import Weakness, findings
from archbench.architecture.foreign import elsewhere
from archbench.architecture.loss import BalancerLeft, Loss, Losses, uncounted
from archbench.architecture.model import Architecture, Region
from archbench.architecture.perhaps import Perhaps, perhaps
from archbench.architecture.question import OpenQuestion
from archbench.architecture.recovery import RecoveryPoint, RecoveryStep, recovery, recovery_points
from archbench.architecture.standby import DatabaseLeft
from archbench.architecture.survival import ACTING, in_zones, may_act, not_simulated
from archbench.architecture.unsure import of_findings
from archbench.architecture.volumes import Volume, lost_volumes, volumes
from archbench.architecture.zones import taken_apart
from archbench.frozen import field_names, frozen
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Unknown
from archbench.rich import shown_frame
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from pandas import DataFrame

ASSUMPTIONS = (
    "A lost zone takes everything in it at once, and nothing else.",
    "AWS has capacity for the instances Auto Scaling starts in the zones left.",
    "New instances start at once and are healthy within the grace period of their group.",
    "Load spreads evenly over the instances left.",
    "Clients and connection pools reconnect on their own.",
)


@frozen
class Trial:
    """One failure: what it takes, what it leaves, what recovery needs."""

    loss: Loss
    steps: tuple[RecoveryStep, ...]
    volumes: tuple[Volume, ...] = ()
    """Volumes that are lost with it, or may be."""

    @property
    def restored(self) -> tuple[int, int] | None:
        """Seconds until everything that recovers by itself has, from and to.

        None when a step has no documented time or needs somebody.
        """
        if any(step.seconds is None or not step.automatic for step in self.steps):
            return None
        times = [step.seconds for step in self.steps if step.seconds]
        return (max(low for low, _ in times), max(high for _, high in times)) if times else (0, 0)


@frozen
class Drill:
    """The whole drill: trials by zone and by single point, and what follows from them."""

    path: str
    zones: tuple[Trial, ...]
    points: tuple[Trial, ...]
    recovery_points: tuple[RecoveryPoint, ...]
    availability: Availability
    findings: tuple[Weakness, ...]
    assumptions: tuple[str, ...]
    not_drilled: tuple[str, ...]
    """What stands in zones while nobody has said how it fails, and what other clouds hold."""
    uncounted: tuple[str, ...]
    """What cannot be counted, and so may hold anything: the reasons."""
    regional: int
    """Parts that requests need and AWS keeps over the zones of a region, or over regions."""
    open_questions: tuple[OpenQuestion, ...]
    may_serve: tuple[OpenQuestion, ...] = ()
    """What may serve requests, where it is there: parts of unknown number."""
    apart: tuple[str, ...] = ()
    """Lists of zones that are not known, whose elements are taken for different ones."""

    @property
    def _concerned(self) -> tuple[Trial, ...]:
        """The losses of zones that take or may take something, or where something serves."""
        return tuple(
            trial for trial in self.zones if trial.loss.concerns or trial.loss.outcome != "survives"
        )

    @property
    def outcome(self) -> Outcome | None:
        """What the loss of any one zone means, at worst; None when nothing serves requests."""
        outcomes = {trial.loss.outcome for trial in self._concerned}
        if "down" in outcomes:
            return "down"
        if "degraded" in outcomes:
            return "degraded"
        if self.uncounted or "unknown" in outcomes:
            return "unknown"
        return "survives" if outcomes or self.regional else None

    @property
    def survives(self) -> bool | None:
        """Whether any one zone may be lost; None when that cannot be told, or nothing serves.

        It cannot be told where that rests on zones that a list may name twice. Where one of them
        takes a database it may not, whichever that is.
        """
        found = self.outcome
        if self._goes_with_one:
            return False
        if found in (None, "unknown") or (found == "survives" and self.apart):
            return None
        return found == "survives"

    @property
    def _goes_with_one(self) -> str:
        """Why the loss of one zone stops it, though nobody can tell of which; "" where it is told.

        What cannot be counted changes nothing about that, but where it may save what is lost.
        """
        if self.outcome != "unknown":
            return ""
        losses = [trial.loss for trial in self.zones]
        stores = (item.why for loss in losses for item in loss.databases if item.goes_with_one)
        alone = (item for loss in losses for item in loss.parts if item.goes_with_one)
        parts = (f"{item.why}: {item.title} {item.name}" for item in alone)
        return next(chain(stores, parts), "")

    @property
    def answer(self) -> str:
        """The first sentence a person reads."""
        trials = self._concerned
        if not trials:
            return self._nothing_in_zones
        if self.outcome == "survives":
            zones = listed([trial.loss.failure.name for trial in trials], "or")
            assumed = any(item.assumed for trial in trials for item in trial.loss.databases)
            conditions = ["AWS places the database instances as assumed"] if assumed else []
            conditions += [f"the zones of {name} are different ones" for name in self.apart]
            condition = f", if {listed(conditions)}" if conditions else ""
            return f"Survives the loss of any one zone: {zones}{condition}."
        alike = [trial for trial in trials if trial.loss.outcome == self.outcome]
        first = alike[0].loss
        if self._goes_with_one:
            return f"Does not survive the loss of one zone, whichever it is: {self._goes_with_one}."
        if self.outcome in (None, "unknown"):
            return f"Cannot tell what the loss of {first.failure.name} means: {first.reasons[0]}."
        names = listed([trial.loss.failure.name for trial in alike], "or")
        verb = WORDS[first.outcome].capitalize()
        if first.outcome == "degraded" and any(
            not step.automatic for trial in alike for step in trial.steps
        ):
            verb += ", until somebody acts,"
        open_ = [trial.loss.failure.name for trial in trials if trial.loss.outcome == "unknown"]
        untold = f" What the loss of {listed(open_, 'or')} means cannot be told." if open_ else ""
        return f"{verb} if {names} is lost: {first.reasons[0]}.{untold}"

    @property
    def _nothing_in_zones(self) -> str:
        """What it means that no zone holds anything a request needs."""
        if self.uncounted:
            return f"Cannot tell what the loss of a zone means: {self.uncounted[0]}."
        if self.regional:
            kept = "the only part" if self.regional == 1 else f"the {self.regional} parts"
            return (
                f"Survives the loss of any one zone: AWS keeps {kept} over the zones of a region."
            )
        return "Nothing that serves requests stands in a zone, as far as this drill knows."

    def _repr_html_(self) -> str:
        """The answer and its table."""
        return shown_frame(self.answer, self.frame())

    def frame(self) -> "DataFrame":
        """One row for each failure: zones first, then single points."""
        from pandas import DataFrame  # noqa: PLC0415 - pandas is slow to load

        return DataFrame([row(trial) for trial in (*self.zones, *self.points)])

    def findings_frame(self) -> "DataFrame":
        """One row for each finding, most severe first."""
        from pandas import DataFrame  # noqa: PLC0415 - pandas is slow to load

        return DataFrame(
            [
                {
                    "severity": item.severity,
                    "finding": item.title,
                    "impact": item.impact,
                    "fix": item.fix,
                    "where": str(item.range or item.address),
                }
                for item in self.findings
            ],
            columns=["severity", "finding", "impact", "fix", "where"],
        )


def drill(configuration: Configuration, architecture: Architecture) -> Drill:
    """Lose each zone, each NAT gateway, each writer and each region once."""
    more = perhaps(configuration)
    losses, standing = Losses(architecture, more), volumes(configuration, architecture)

    def trial(failure: Failure) -> Trial:
        loss = losses.of(failure)
        steps = recovery(configuration, architecture, loss)
        return Trial(loss, steps, lost_volumes(standing, failure))

    apart = taken_apart(configuration)
    return Drill(
        path=architecture.path,
        zones=tuple(
            trial(failure)
            for region in architecture.regions
            for failure in _zones(architecture, region)
        ),
        points=tuple(
            trial(failure)
            for region in architecture.regions
            for failure in _points(architecture, region)
        ),
        recovery_points=recovery_points(configuration, architecture),
        availability=availability(architecture),
        findings=_findings(configuration, architecture, more),
        assumptions=(*ASSUMPTIONS, *(f"The zones of {name} are different ones." for name in apart)),
        apart=apart,
        not_drilled=(*not_simulated(architecture), *elsewhere(configuration)),
        uncounted=tuple(reason for _, reason in uncounted(architecture)),
        regional=sum(
            part.kind.role in ACTING and part.loss in ("regional", "global") and not part.doubts
            for part in architecture.graph.parts.values()
        ),
        open_questions=architecture.open_questions,
        may_serve=tuple(item for item in architecture.uncounted if may_act(item.address)),
    )


def _findings(
    configuration: Configuration, architecture: Architecture, more: Perhaps | None
) -> tuple[Weakness, ...]:
    found = findings(configuration, architecture)
    if more is None:
        return found
    return of_findings(found, findings(more.configuration, more.architecture), more)


def _zones(architecture: Architecture, region: Region) -> Iterator[Failure]:
    """Each zone of a region; one without a name where none is told and something stands in one."""
    names = {zone.name for vpc in region.vpcs for zone in vpc.zones}
    if not names and in_zones(architecture.graph, region.name):
        name = f"a zone of {region.name}"
        yield Failure("zone", name, region.name, zones=frozenset({name}), of_any=True)
    several = len(architecture.regions) > 1
    for name in sorted(names):
        apart = f"{name} of {region.name}" if several and name.startswith("zone ") else name
        yield Failure("zone", apart, region.name, zones=frozenset({name}))


def _points(architecture: Architecture, region: Region) -> Iterator[Failure]:
    passed = set(architecture.outlets.values())
    serves = any(
        part.kind.role in ACTING and part.place.region == region.name
        for part in architecture.graph.parts.values()
    )
    for vpc in region.vpcs:
        through = [item for item in vpc.compute if item.address in passed]
        for way in (*vpc.nat_gateways, *through):
            name = f"NAT {way.name}"
            yield Failure("nat", name, region.name, addresses=frozenset({way.address}))
        for cluster in vpc.clusters:
            for item in cluster.instances:
                if item.role == "writer":
                    name = f"writer {item.name}"
                    yield Failure("writer", name, region.name, addresses=frozenset({item.address}))
        for item in vpc.databases:
            if item.role == "single":
                name = f"database {item.name}"
                yield Failure("writer", name, region.name, addresses=frozenset({item.address}))
    names = frozenset(zone.name for vpc in region.vpcs for zone in vpc.zones)
    if names or serves:
        yield Failure("region", f"region {region.name}", region.name, zones=names)


def row(trial: Trial) -> dict[str, object]:
    """One failure as a row for people: what is left as "4 of 6", times in words.

    running: instances that serve; load: what each of them carries, times its normal load; balancer:
    its zones; database: its instances; no way out: subnets whose NAT is lost.
    """
    loss = trial.loss
    return {
        "lost": loss.failure.name,
        "outcome": loss.outcome,
        "running": _left([item for item in loss.capacities if item.serves]),
        "load": f"{loss.factor:.2f} x" if loss.factor else "",
        "balancer": _left(loss.balancers),
        "database": _left(loss.databases),
        "no way out": ", ".join(item.name for item in loss.cut_off),
        "recovers": in_words(trial),
        "why": "; ".join(loss.reasons),
    }


MOST_APART = 12
"""Groups whose numbers stand one by one in a row, before those alike are counted."""


def _left(items: Sequence[BalancerLeft | Capacity | DatabaseLeft]) -> str:
    """What is left of each, "2 of 3"; a number that is not known is "?", two of them one.

    Of many those alike are told once: "3 of 3 (19 of them), 2 of 3".
    """
    found = [(item.left, item.before) for item in items]
    if len(found) <= MOST_APART:
        return ", ".join(_of(*numbers) for numbers in found)
    return ", ".join(
        _of(*numbers) + (f" ({count:,} of them)" if count > 1 else "")
        for numbers, count in Counter(found).items()
    )


def _of(left: int | None, before: int | None) -> str:
    return "?" if before is None else f"{'?' if left is None else left} of {before}"


def in_words(trial: Trial) -> str:
    """How long until everything works again: "within 6 min 30 s", or what it waits for."""
    if not trial.steps:
        return ""
    if any(not step.automatic for step in trial.steps):
        return "when somebody acts"
    restored = trial.restored
    return (
        f"within {duration(timedelta(seconds=restored[1]))}" if restored else "time not documented"
    )


def duration(time: timedelta) -> str:
    """A time for people.

    >>> duration(timedelta(seconds=390)), duration(timedelta(hours=6)), duration(timedelta(days=1))
    ('6 min 30 s', '6 h', '1 day')
    """
    seconds = int(time.total_seconds())
    units = (("day", 86400), ("h", 3600), ("min", 60), ("s", 1))
    words = []
    for unit, size in units:
        count, seconds = divmod(seconds, size)
        if count:
            words.append(f"{count} {unit}{'s' if unit == 'day' and count > 1 else ''}")
    return " ".join(words) or "0 s"


def lost(point: RecoveryPoint) -> str:
    """How much of the latest data a restore may miss: "at most 7 h", "typically up to 5 min"."""
    if point.at_most is None:
        return "cannot be told"
    return f"{'typically up to' if point.typical else 'at most'} {duration(point.at_most)}"


def percent(level: Decimal) -> str:
    """An availability as a percentage, rounded down, so that it never promises more.

    >>> percent(Decimal("0.99970003"))
    '99.97 %'
    """
    return f"{(level * 100).quantize(Decimal('0.01'), rounding=ROUND_DOWN)} %"


def span(seconds: tuple[int, int]) -> str:
    """A range of times for people, in minutes from two minutes on.

    >>> span((30, 60)), span((0, 60)), span((150, 390))
    ('30-60 s', 'up to 60 s', '2.5-6.5 min')
    """
    low, high = seconds
    if high > 120:
        ends, unit = [f"{Decimal(end) / 60:.1f}".removesuffix(".0") for end in seconds], "min"
    else:
        ends, unit = [str(end) for end in seconds], "s"
    return f"{ends[0]}-{ends[1]} {unit}" if low else f"up to {ends[1]} {unit}"


_DERIVED: dict[type, tuple[str, ...]] = {
    Drill: ("answer", "survives", "outcome"),
    Loss: ("factor", "marks"),
    Availability: ("total",),
}


def as_json(value: object) -> object:
    """Any part of a drill as JSON data: exact numbers as text, times in seconds."""
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, SourceRange | Decimal | Unknown):
        return str(value)
    if isinstance(value, tuple | frozenset):
        return [as_json(item) for item in (value if isinstance(value, tuple) else sorted(value))]
    if fields := field_names(value):
        names = (*_DERIVED.get(type(value), ()), *fields)
        return {name: as_json(getattr(value, name)) for name in names}
    return value

"""A load profile: requests over a week drive instances, capacity units, NAT, logs and credits.

    load_profile:
      requests_per_second:
        weekday: [24 numbers, one for each hour]
        weekend: [24 numbers]
      scale: {low: 0.6, likely: 1, high: 2}
      requests_per_instance: 60
      cpu_at_that_rate: 0.5
      request_kb: 2          # and response_kb, requests_per_connection, connection_seconds,
      log_kb_per_request:    # rule_evaluations_per_request, nat_kb_per_request,
        aws_cloudwatch_log_group.app: 1.5    # database_kb_per_request, database_io_per_request,
                                             # requests_per_capacity_unit, requests_per_task

Every hour of the week is worked out by itself, for scale at its low, likely and high end; a month
is 730 / 168 weeks. Groups and balancers of one block that differ by number share the load. What a
usage file says of an address wins over what follows from here.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_CEILING, Decimal
from functools import partial, reduce

from archbench.cost.charge import Resource, UndecidedError, amount, first
from archbench.cost.column import greatest, least
from archbench.cost.load_profile import (
    CONNECTION,
    HOURS_OF_WEEK,
    SECONDS_OF_HOUR,
    WEEKS_OF_MONTH,
    Profile,
    Week,
    read_profile,
)
from archbench.cost.quantity import Amount, Quantity
from archbench.cost.registry import leaf
from archbench.cost.scaling import scaled_by
from archbench.cost.usage import Entry, Usage
from archbench.terraform.address import resource_of
from archbench.terraform.configuration import Configuration, Instance

KB_OF_GB = 1024 * 1024
_STEP = Decimal("0.000001")
_ONE = Decimal(1)

CPU_BASELINE = {
    "nano": Decimal("0.05"),
    "micro": Decimal("0.1"),
    "small": Decimal("0.2"),
    "medium": Decimal("0.2"),
    "large": Decimal("0.3"),
    "xlarge": Decimal("0.4"),
    "2xlarge": Decimal("0.4"),
}
"""Share of each vCPU a t3, t3a or t4g instance may use before it spends credits.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
"""


def derive(usage: Usage, configuration: Configuration) -> Usage:
    """The usage with what its load profile comes to for this configuration.

    Raises:
        InputError: as read_profile.
    """
    if not usage.load:
        return usage
    profile = read_profile(usage)
    groups = _alike(
        item for item in configuration.of_type("aws_autoscaling_group") if _maximum(item)
    )
    sizes = {(item.get("min_size"), item.get("max_size")) for item in groups}
    if profile.numbers["requests_per_instance"] is None or len(sizes) > 1:
        groups = ()
    scale = profile.numbers["scale"] or Quantity.of(1)
    likely = _week(profile, scale.likely, groups)
    low, high = (
        (likely, likely)
        if scale.is_one
        else (_week(profile, end, groups) for end in (scale.low, scale.high))
    )
    weeks = [low, likely, high]
    entries: list[Entry] = []
    for group in groups:
        entries += _group(profile, weeks, group, configuration)
    if any(key in usage.load for key in CONNECTION):
        entries += _balancers(profile, weeks, configuration)
    entries += _volumes(profile, weeks, configuration)
    entries += _serverless(profile, weeks, configuration)
    entries += _tasks(profile, weeks, configuration)
    return usage.with_derived(tuple(entries))


def _maximum(group: Instance) -> Decimal:
    value = group.get("max_size")
    return Decimal(value) if isinstance(value, int) else Decimal(0)


def _alike(found: Iterable[Instance]) -> tuple[Instance, ...]:
    """Instances that share the load evenly: of one block, by number; none where several do not."""
    several = tuple(found)
    blocks = {resource_of(item.address) for item in several}
    by_number = all(isinstance(item.key, int) for item in several)
    return several if len(several) < 2 or (len(blocks) == 1 and by_number) else ()


def _week(profile: Profile, scale: Decimal, groups: tuple[Instance, ...]) -> Week:
    """The week with what each of the groups runs, which are alike."""
    requests = tuple(value * scale for value in profile.hours)
    if not groups:
        return Week(requests, ())
    group = groups[0]
    sizes = (group.get(name) for name in ("min_size", "max_size"))
    low, high = (Decimal(size) if isinstance(size, int) else Decimal(0) for size in sizes)
    rate = profile.likely("requests_per_instance") * len(groups)
    needed = ((value / rate).to_integral_value(ROUND_CEILING) for value in requests)
    counts = tuple(greatest(low, least(high, value)) for value in needed)
    return Week(requests, counts, len(groups))


def _span(weeks: list[Week], amount: Callable[[Week], Decimal]) -> Quantity:
    """An amount at the low, likely and high end of the scale, put in order of size."""
    if weeks[0] is weeks[1] is weeks[2]:
        return Quantity.of(amount(weeks[1]).quantize(_STEP))
    low, likely, high = (amount(week).quantize(_STEP) for week in weeks)
    return Quantity(least(low, least(likely, high)), likely, greatest(low, greatest(likely, high)))


def _group(
    profile: Profile, weeks: list[Week], group: Instance, configuration: Configuration
) -> Iterator[Entry]:
    mean = _span(weeks, lambda week: sum(week.instances, Decimal(0)) / HOURS_OF_WEEK)
    yield _entry(group, "instances", mean)
    kind = _machine_type(group, configuration)
    baseline = CPU_BASELINE.get(kind.rsplit(".", 1)[-1]) if kind else None
    if baseline is not None:
        spent = _span(weeks, lambda week: _credit_hours(profile, week, baseline))
        yield _entry(group, "monthly_cpu_credit_hrs", spent)


def _machine_type(group: Instance, configuration: Configuration) -> str:
    """The machine type its lines name, "" when it cannot be told."""
    resource = Resource(group, configuration)
    try:
        charges = list(leaf(group.type).charges(resource))
    except UndecidedError:
        return ""
    items = [getattr(charge, "item", "") for charge in charges]
    return next((item.split(":")[1] for item in items if item.startswith("linux-ondemand:")), "")


def _credit_hours(profile: Profile, week: Week, baseline: Decimal) -> Decimal:
    """Hours each instance bursts in a month, day by day: what a day saves it may spend."""
    target = profile.likely("cpu_at_that_rate")
    rate = profile.likely("requests_per_instance") * week.groups
    total = Decimal(0)
    for day in range(0, HOURS_OF_WEEK, 24):
        balance = Decimal(0)
        for hour in range(day, day + 24):
            count = week.instances[hour]
            cpu = least(_ONE, week.requests[hour] / greatest(count, _ONE) / rate * target)
            balance += (cpu - baseline) * least(count, _ONE)  # nothing while none runs
        total += greatest(Decimal(0), balance)
    return total * WEEKS_OF_MONTH


def _balancers(
    profile: Profile, weeks: list[Week], configuration: Configuration
) -> Iterator[Entry]:
    found = _alike(configuration.of_type("aws_lb"))
    if any(item.get("load_balancer_type", "application") != "application" for item in found):
        return
    kb = profile.likely("request_kb") + profile.likely("response_kb")

    def units(requests: Decimal) -> Decimal:
        connections = requests / profile.likely("requests_per_connection")
        return reduce(
            greatest,
            (
                connections / 25,
                connections * profile.likely("connection_seconds") / 3000,
                requests * SECONDS_OF_HOUR * kb / KB_OF_GB,
                requests * profile.likely("rule_evaluations_per_request") / 1000,
            ),
        )

    def hours(week: Week) -> Decimal:
        return sum(map(units, week.requests), Decimal(0)) * WEEKS_OF_MONTH

    for balancer in found:
        yield _entry(balancer, "monthly_lcu_hours", _rounded(_span(weeks, hours) / len(found)))


def _volumes(profile: Profile, weeks: list[Week], configuration: Configuration) -> Iterator[Entry]:
    low, likely, high = weeks
    requests = Quantity.of(likely.monthly_requests)
    if low is not high:
        requests = Quantity(low.monthly_requests, requests.likely, high.monthly_requests)

    def per_request(each: Quantity, shares: int = 1) -> Quantity:
        return _rounded(requests * each / shares)

    gateways = configuration.of_type("aws_nat_gateway")
    if nat := profile.numbers["nat_kb_per_request"]:
        for gateway in gateways:
            gigabytes = per_request(nat, len(gateways)) / KB_OF_GB
            yield _entry(gateway, "monthly_data_processed_gb", _rounded(gigabytes))
    clusters = configuration.of_type("aws_rds_cluster")
    if len(clusters) == 1:
        if data := profile.numbers["database_kb_per_request"]:
            gigabytes = per_request(data) / KB_OF_GB
            yield _entry(clusters[0], "monthly_client_data_gb", _rounded(gigabytes))
        if operations := profile.numbers["database_io_per_request"]:
            yield _entry(clusters[0], "monthly_io_requests", per_request(operations))
    for address, kilobytes in profile.log_kb.items():
        gigabytes = per_request(kilobytes) / KB_OF_GB
        yield Entry(address, "monthly_data_ingested_gb", _rounded(gigabytes), 0)


def _serverless(
    profile: Profile, weeks: list[Week], configuration: Configuration
) -> Iterator[Entry]:
    """Capacity units of the one serverless instance of a cluster, within the cluster's bounds.

    With more instances nothing says which of them serves what, and their units stay open.
    """
    found = configuration.of_type("aws_rds_cluster_instance")
    if profile.numbers["requests_per_capacity_unit"] is None or len(found) != 1:
        return
    cluster = Resource(found[0], configuration).target("cluster_identifier")
    if found[0].get("instance_class") != "db.serverless" or cluster is None:
        return
    rate = profile.likely("requests_per_capacity_unit")
    try:
        limits = first(cluster.values, "serverlessv2_scaling_configuration", cluster.address)
    except UndecidedError:
        return
    low, high = (amount(limits.get(f"{end}_capacity"), "") for end in ("min", "max"))
    if isinstance(low, Quantity) and isinstance(high, Quantity):
        floor, ceiling = low.likely, high.likely

        def units(week: Week) -> Decimal:
            used = (greatest(floor, least(ceiling, value / rate)) for value in week.requests)
            return sum(used, Decimal(0)) / HOURS_OF_WEEK

        yield _entry(found[0], "capacity_units_per_hr", _span(weeks, units))


def _tasks(profile: Profile, weeks: list[Week], configuration: Configuration) -> Iterator[Entry]:
    """Tasks of the one service that is scaled, or of those alike, between its target's ends."""
    if profile.numbers["requests_per_task"] is None:
        return
    services = [Resource(item, configuration) for item in configuration.of_type("aws_ecs_service")]
    targets = {item.address: scaled_by(item, "ecs:service:DesiredCount") for item in services}
    found = _alike(item.instance for item in services if targets[item.address])
    for service in found:
        target = targets[service.address]
        low, high = (target.number(f"{end}_capacity") for end in ("min", "max") if target)
        if isinstance(low, Quantity) and isinstance(high, Quantity):
            run = partial(
                _running,
                rate=profile.likely("requests_per_task") * len(found),
                fewest=low.likely,
                most=high.likely,
            )
            yield _entry(service, "tasks", _span(weeks, run))


def _running(week: Week, rate: Decimal, fewest: Decimal, most: Decimal) -> Decimal:
    """How many run on average where each takes so many requests a second."""
    needed = ((value / rate).to_integral_value(ROUND_CEILING) for value in week.requests)
    counts = (greatest(fewest, least(most, value)) for value in needed)
    return sum(counts, Decimal(0)) / HOURS_OF_WEEK


def _rounded(value: Amount) -> Quantity:
    assert isinstance(value, Quantity)  # noqa: S101 a profile has no open number
    return value.map(lambda number: number.quantize(_STEP))


def _entry(instance: Instance, key: str, value: Quantity) -> Entry:
    return Entry(instance.address, key, value, 0)

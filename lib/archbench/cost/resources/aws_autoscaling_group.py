"""Auto Scaling group: the instances it starts, from min_size over desired to max_size.

Group metrics are free, instances are billed as EC2. https://aws.amazon.com/autoscaling/pricing/

Capacity counts units: an override of weight 4 starts one instance for four of them, rounded up. On
demand a mixed policy starts its first override (prioritized, the default); which of its overrides
it starts as spot is decided at run time, so those wait, at most at the rate on demand. Schedules
change the numbers in parts of the week.

>>> from archbench.cost.bill import print_bill, ref
>>> disk = {"ebs": ({"volume_type": "gp3", "volume_size": 20},), "device_name": "/dev/xvda"}
>>> template = {"instance_type": "m5.large", "block_device_mappings": (disk,)}
>>> group = {"min_size": 2, "max_size": 6, "desired_capacity": 3,
...     "launch_template": ({"id": ref("aws_launch_template.web")},)}
>>> print_bill({"aws_launch_template.web": template, "aws_autoscaling_group.web": group})
Linux on demand, m5.large                 2,190 Hrs                  $0.096    $210.24
Volume /dev/xvda, gp3                        60 GB-Mo                 $0.08      $4.80
Public IPv4 address                        open Hrs                  $0.005
aws_launch_template.web: free
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments, unpriced
from archbench.cost.charge import (
    Alternatives,
    Charge,
    Resource,
    UndecidedError,
    either,
    first,
    is_true,
    known,
    separately,
)
from archbench.cost.images import SYSTEMS, system_of
from archbench.cost.machines import (
    MACHINE_USAGE,
    TEMPLATE_ARGUMENTS,
    Machine,
    instances_in_words,
    machine_charges,
    plan_of,
    public_addresses,
    tenancy_of,
)
from archbench.cost.mixed_instances import (
    IN_ORDER,
    Candidate,
    Split,
    is_given,
    kinds_of,
    on_demand_kind,
    overrides_of,
    strategy_of,
    weight_of,
)
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.schedules import Period, periods
from archbench.cost.volumes import disks, volume_charges
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance

NAME = "Auto Scaling group"
USAGE = {
    **MACHINE_USAGE,
    "instances": "instances running on average over the month; desired capacity when not given",
}
ARGUMENTS = arguments(
    priced="""
        availability_zones desired_capacity desired_capacity_type launch_configuration
        launch_template max_size min_size mixed_instances_policy vpc_zone_identifier warm_pool
    """,
    free="""
        availability_zone_distribution capacity_rebalance capacity_reservation_specification
        context default_cooldown default_instance_warmup enabled_metrics force_delete
        force_delete_warm_pool health_check_grace_period health_check_type
        ignore_failed_scaling_activities initial_lifecycle_hook instance_lifecycle_policy
        instance_maintenance_policy instance_refresh load_balancers max_instance_lifetime
        metrics_granularity min_elb_capacity name name_prefix placement_group
        protect_from_scale_in service_linked_role_arn suspended_processes tag
        target_group_arns termination_policies traffic_source wait_for_capacity_timeout
        wait_for_elb_capacity
    """,
    costs={
        "capacity_reservation_specification.capacity_reservation_target": "Capacity reservation",
    },
)


_SPECIFICATION = "launch_template_specification"


def charges(group: Resource) -> Iterator[Charge | Alternatives | Unpriced]:
    """Hours, credits, monitoring, volumes and public addresses of its instances."""
    units = capacity(group)
    week = units if isinstance(units, Open) else periods(group, units)
    if is_given(group) and isinstance(units, Quantity):
        week = (Period(Decimal(1), units),)
    source, policy = _source(group)
    if isinstance(week, tuple) and all(period.count.high == 0 for period in week):
        yield from _nothing(group, source, policy)
        return
    yield from unpriced(TEMPLATE_ARGUMENTS[source.type], source, group.address)
    yield from separately(
        group,
        lambda: _hours(group, source, policy, week),
        lambda: _volumes(group, source, _instances(group, policy, source, week)),
        lambda: _warm_pool(group),
        lambda: _addresses(group, source, _instances(group, policy, source, week)),
    )


def _nothing(
    group: Resource, source: Instance, policy: Mapping[str, Plain]
) -> Iterator[Charge | Unpriced]:
    """A group that never starts anything still has its line, of nothing."""
    none = Quantity.of(0)
    machine = _machine(group, source, kinds_of(group, source, policy)[0].type)
    yield next(machine_charges(group, machine, hours=none, count=none, formula="0 instances"))


def capacity(group: Resource) -> Amount:
    """How many units run: the usage's average, else desired within minimum and maximum."""
    given = group.usage.number(group.address, group.instance.type, "instances")
    if given:
        return given[0]
    if group.text("desired_capacity_type", "units") != "units":
        return Open("its capacity counts vCPUs or memory, and AWS chooses how many instances")
    low, high = group.number("min_size"), group.number("max_size")
    likely = group.number("desired_capacity")
    if group.instance.get("desired_capacity") is None:
        likely = low
    for value in (likely, low, high):
        if isinstance(value, Open):
            return value
    assert isinstance(low, Quantity)  # noqa: S101 the loop returned any Open
    assert isinstance(high, Quantity)  # noqa: S101
    assert isinstance(likely, Quantity)  # noqa: S101
    return Quantity(min(low.low, likely.likely), likely.likely, max(high.high, likely.likely))


def _source(group: Resource) -> tuple[Instance, Mapping[str, Plain]]:
    """The launch template or configuration, and the mixed instances policy if there is one."""
    policy = group.block("mixed_instances_policy")
    found: Instance | None
    if policy:
        block = first(first(policy, "launch_template", group.address), _SPECIFICATION, "")
        path = ("mixed_instances_policy", 0, "launch_template", 0, _SPECIFICATION, 0)
        found = group.named("aws_launch_template", block, *path, prefix="launch_template_")
    elif block := group.block("launch_template"):
        found = group.named("aws_launch_template", block, "launch_template", 0)
    else:
        old = {"name": group.instance.get("launch_configuration")}
        found = group.target("launch_configuration")
        if found is None or found.type != "aws_launch_configuration":
            found = group.named("aws_launch_configuration", old)
    if found:
        return found, policy
    raise UndecidedError(
        "no price: what it launches is not in this configuration or is known after apply"
    )


def _hours(
    group: Resource,
    source: Instance,
    policy: Mapping[str, Plain],
    week: tuple[Period, ...] | Open,
) -> Iterator[Charge | Alternatives | Unpriced]:
    kinds, split = kinds_of(group, source, policy), Split.of(policy)
    kind = on_demand_kind(kinds, policy)
    machine = _machine(group, source, kind.type)
    count = _average(week, lambda units: kind.instances(split.on_demand(units)))
    spot = _average(week, split.spot)
    found = machine_charges(
        group,
        machine,
        hours=count * HOURS,
        count=_instances(group, policy, source, week),
        formula=f"{instances_in_words(count)} x {HOURS} h",
        steady=_steady(week, lambda units: kind.instances(split.on_demand(units))),
    )
    if isinstance(count, Quantity) and count.high == 0:
        next(found)
    yield from found
    if isinstance(spot, Quantity) and spot.high == 0:
        return
    bought = [
        (each, _average(week, lambda units, x=each: x.instances(split.spot(units))))  # type: ignore[misc]
        for each in kinds
    ]
    system = SYSTEMS.get(machine.system, machine.system)
    if len({each.type for each in kinds}) == 1:
        item = f"{machine.system}-spot:{kind.type}"
        yield Charge("AmazonEC2", item, f"{system} spot, {kind.type}", bought[0][1] * HOURS)
        return
    names = " or ".join(dict.fromkeys(each.type for each in kinds))
    yield Alternatives(
        f"{system} spot, {names}, at most at the rate on demand",
        tuple(
            Charge(
                "AmazonEC2",
                f"{machine.system}-ondemand:{each.type}",
                "",
                number * HOURS,
                formula=f"{instances_in_words(number)} of {each.type} x {HOURS} h",
            )
            for each, number in bought
        ),
        "which of its overrides starts, and the price of spot, is decided at run time",
        is_ceiling=True,
    )


def _instances(
    group: Resource,
    policy: Mapping[str, Plain],
    source: Instance,
    week: tuple[Period, ...] | Open,
) -> Amount:
    """How many instances there are in all; within bounds where weights leave that to AWS."""
    split = Split.of(policy)
    weights = [weight_of(group, override) for override in overrides_of(source, policy)] or [
        Decimal(1)
    ]
    kinds = tuple(Candidate("", weight) for weight in dict.fromkeys(weights))
    counts = [
        _average(
            week,
            lambda units, one=one, other=other: (  # type: ignore[misc]
                one.instances(split.on_demand(units)) + other.instances(split.spot(units))
            ),
        )
        for one in (kinds[:1] if strategy_of(policy) == IN_ORDER else kinds)
        for other in kinds
    ]
    quantities = [count for count in counts if isinstance(count, Quantity)]
    if all(count == counts[0] for count in counts) or len(quantities) < len(counts):
        return counts[0]
    return Open(
        f"how many instances make up the capacity of {group.address} is decided at run time",
        min(count.low for count in quantities),
        max(count.high for count in quantities),
    )


def _average(week: tuple[Period, ...] | Open, instances: Callable[[Decimal], Decimal]) -> Amount:
    """Instances on average over the week, from the units of each part of it."""
    if isinstance(week, Open):
        return week.map(instances)
    total: Amount = Quantity.of(0)
    for period in week:
        total += period.count.map(instances) * period.share
    return total


def _steady(
    week: tuple[Period, ...] | Open, instances: Callable[[Decimal], Decimal]
) -> Decimal | None:
    """Hours of the instances that never sleep; None without a schedule."""
    if isinstance(week, Open) or len(week) == 1:
        return None
    return min(instances(period.count.low) for period in week) * HOURS


def _machine(group: Resource, source: Instance, kind: str) -> Machine:
    values = source.values
    is_old = source.type == "aws_launch_configuration"
    if is_old:
        monitoring = source.get("enable_monitoring", default=True)
        tenancy = source.get("placement_tenancy")
    else:
        monitoring = first(values, "monitoring", source.address).get("enabled")
        tenancy = first(values, "placement", source.address).get("tenancy")
    credit = first(values, "credit_specification", source.address).get("cpu_credits")
    said = group.usage.text(group.address, group.instance.type, "operating_system")
    image = values.get("image_id")
    return Machine(
        kind,
        plan=plan_of(
            values,
            tenancy_of(group, tenancy, group.targets("vpc_zone_identifier")),
            source.address,
        ),
        credit_mode=str(known(either(credit), f"{source.address} credit_specification") or ""),
        detailed_monitoring=is_true(monitoring, f"{source.address} monitoring"),
        system=said or system_of(image, values, group.configuration),
        ebs_optimized=is_true(values.get("ebs_optimized"), f"{source.address} ebs_optimized"),
    )


def _volumes(group: Resource, source: Instance, count: Amount) -> Iterator[Charge | Unpriced]:
    is_old = source.type == "aws_launch_configuration"
    own, template = (source.values, {}) if is_old else ({}, source.values)
    found = disks(own, template, source.address, group.configuration)
    if "root" not in found:
        yield Unpriced(
            group.address,
            "Root volume: no price: its size and type stand in the machine image; set "
            f"{'root_block_device' if is_old else 'block_device_mappings'} in {source.address}",
        )
    for disk in found.values():
        yield from volume_charges(group, disk, count)


def _warm_pool(group: Resource) -> Iterator[Unpriced]:
    if group.block("warm_pool"):
        yield Unpriced(
            group.address, "Warm pool: no price: how many instances wait in it is not known"
        )


def _addresses(group: Resource, source: Instance, count: Amount) -> Iterator[Charge]:
    interface = first(source.values, "network_interfaces", source.address)
    asked = interface.get("associate_public_ip_address")
    if source.type == "aws_launch_configuration":
        asked = source.get("associate_public_ip_address")
    yield from public_addresses(
        asked,
        group.all_targets("vpc_zone_identifier"),
        count * HOURS,
        f"{instances_in_words(count)} x {HOURS} h",
    )

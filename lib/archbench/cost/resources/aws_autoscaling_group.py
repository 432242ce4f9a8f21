"""Auto Scaling group: the instances it starts, from min_size over desired to max_size.

Group metrics are free, instances are billed as EC2. https://aws.amazon.com/autoscaling/pricing/

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

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal

from archbench.cost.arguments import arguments
from archbench.cost.charge import (
    Charge,
    Resource,
    UndecidedError,
    blocks_of,
    either,
    first,
    is_true,
    known,
)
from archbench.cost.machines import (
    MACHINE_USAGE,
    Machine,
    machine_charges,
    plan_of,
    public_addresses,
    volume_charges,
)
from archbench.cost.model import Unpriced
from archbench.cost.money import rounded
from archbench.cost.quantity import HOURS, Amount, Open, Quantity
from archbench.cost.resources.aws_instance import template_disks
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
        ignore_failed_scaling_activities initial_lifecycle_hook instance_maintenance_policy
        instance_refresh load_balancers max_instance_lifetime metrics_granularity
        min_elb_capacity name name_prefix placement_group protect_from_scale_in
        service_linked_role_arn suspended_processes tag target_group_arns termination_policies
        traffic_source wait_for_capacity_timeout wait_for_elb_capacity
    """,
    costs={
        "capacity_reservation_specification.capacity_reservation_target": "Capacity reservation",
    },
)


def charges(group: Resource) -> Iterator[Charge | Unpriced]:
    """Hours, credits, monitoring, volumes and public addresses of its instances."""
    count = capacity(group)
    source, policy = _source(group)
    machine = _machine(source, policy)
    on_demand, spot = _shares(count, policy)
    if isinstance(count, Quantity) and count.high == 0:
        yield next(machine_charges(group, machine, count, count, "0 instances"))
        return
    words = f"{_words(count)} instances x {HOURS} h"
    if not (isinstance(on_demand, Quantity) and on_demand.high == 0):
        yield from machine_charges(group, machine, on_demand * HOURS, count, words)
    if not (isinstance(spot, Quantity) and spot.high == 0):
        kind = machine.type
        yield Charge("AmazonEC2", f"linux-spot:{kind}", f"Linux spot, {kind}", spot * HOURS)
    yield from _volumes(group, source, count)
    if group.block("warm_pool"):
        yield Unpriced(
            group.address, "Warm pool: no price: how many instances wait in it is not known"
        )
    interface = first(source.values, "network_interfaces", source.address)
    asked = interface.get("associate_public_ip_address")
    if source.type == "aws_launch_configuration":
        asked = source.get("associate_public_ip_address")
    yield from public_addresses(asked, group.targets("vpc_zone_identifier"), count)


def capacity(group: Resource) -> Amount:
    """How many instances run: the usage's average, else desired within minimum and maximum."""
    given = group.usage.number(group.address, group.instance.type, "instances")
    if given:
        return given[0]
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
    if policy:
        block = first(
            first(policy, "launch_template", group.address),
            "launch_template_specification",
            group.address,
        )
        value = either(block.get("launch_template_id"), block.get("launch_template_name"))
        path: tuple[str | int, ...] = (
            "mixed_instances_policy", 0, "launch_template", 0, "launch_template_specification", 0,
            "launch_template_id",
        )  # fmt: skip
    elif block := group.block("launch_template"):
        value = either(block.get("id"), block.get("name"))
        path = ("launch_template", 0, "id" if "id" in block else "name")
    else:
        value, path = group.instance.get("launch_configuration"), ("launch_configuration",)
    if found := group.follow(value, *path):
        return found, policy
    raise UndecidedError(
        "no price: what it launches is not in this configuration or is known after apply"
    )


def _machine(source: Instance, policy: Mapping[str, Plain]) -> Machine:
    overrides = first(policy, "launch_template", source.address).get("override")
    kinds = [
        item.get("instance_type")
        for item in (overrides if isinstance(overrides, tuple) else ())
        if isinstance(item, Mapping) and either(item.get("instance_type")) is not None
    ]
    if len(set(map(str, kinds))) > 1:
        raise UndecidedError(
            "no price: a mixed instances policy over "
            f"{', '.join(map(str, kinds))} decides at run time which it starts"
        )
    kind = known(
        kinds[0] if kinds else source.get("instance_type"), f"{source.address}.instance_type"
    )
    if kind is None:
        raise UndecidedError(f"no price: {source.address} sets no instance_type")
    if source.type == "aws_launch_configuration":
        monitoring = source.get("enable_monitoring", default=True)
        tenancy = source.get("placement_tenancy")
    else:
        monitoring = first(source.values, "monitoring", source.address).get("enabled")
        tenancy = first(source.values, "placement", source.address).get("tenancy")
    credit = first(source.values, "credit_specification", source.address).get("cpu_credits")
    return Machine(
        str(kind),
        source.values,
        plan=plan_of(source.values, tenancy, source.address),
        credit_mode=str(known(either(credit), f"{source.address} credit_specification") or ""),
        detailed_monitoring=is_true(monitoring, f"{source.address} monitoring"),
    )


def _shares(count: Amount, policy: Mapping[str, Plain]) -> tuple[Amount, Amount]:
    """On-demand and spot instances: a base on demand, then a percentage, rounded up on demand."""
    if isinstance(count, Open) or not policy:
        return count, Quantity.of(0)
    spread = first(policy, "instances_distribution", "mixed_instances_policy")
    base = either(spread.get("on_demand_base_capacity"), 0)
    percent = either(spread.get("on_demand_percentage_above_base_capacity"), 100)
    if not isinstance(base, int) or not isinstance(percent, int):
        raise UndecidedError("no price: its share of spot instances is known after apply")

    def on_demand(instances: Decimal) -> Decimal:
        above = max(Decimal(0), instances - base)
        return min(instances, Decimal(base)) + above * percent / 100

    whole = count.map(on_demand).map(lambda value: value.to_integral_value(ROUND_CEILING))
    rest = Quantity(count.low - whole.low, count.likely - whole.likely, count.high - whole.high)
    return whole, rest


def _volumes(group: Resource, source: Instance, count: Amount) -> Iterator[Charge | Unpriced]:
    if source.type == "aws_launch_configuration":
        disks = [
            ("Root volume", disk)
            for disk in blocks_of(source.values, "root_block_device", source.address)
        ]
        disks += [
            ("Volume", disk)
            for disk in blocks_of(source.values, "ebs_block_device", source.address)
        ]
    else:
        disks = template_disks(source.values, source.address)
    if not disks:
        yield Unpriced(
            group.address,
            "Root volume: no price: its size and type stand in the machine image; set "
            f"block_device_mappings in {source.address}",
        )
    for label, disk in disks:
        yield from volume_charges(group, disk, label, count)


def _words(count: Amount) -> str:
    if isinstance(count, Open):
        return "?"
    if count.is_exact:
        return rounded(count.likely)
    return f"{rounded(count.likely)} ({rounded(count.low)} to {rounded(count.high)})"

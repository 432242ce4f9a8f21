"""EKS node group: the EC2 instances it starts, from min_size over desired to max_size.

https://aws.amazon.com/ec2/pricing/on-demand/. Without a launch template an instance has one
volume of disk_size (20 GB unless set) of the type its image has: gp2 with Amazon Linux 2, gp3 with
Amazon Linux 2023 (https://github.com/awslabs/amazon-eks-ami).

>>> from archbench.cost.bill import print_bill, ref
>>> group = {"instance_types": ("m5.large",), "ami_type": "AL2023_x86_64_STANDARD",
...     "scaling_config": ({"min_size": 3, "desired_size": 3, "max_size": 6},)}
>>> print_bill({"aws_eks_node_group.a": group})
Linux on demand, m5.large                 2,190 Hrs                  $0.096    $210.24
Root volume, gp3                             60 GB-Mo                 $0.08      $4.80
Public IPv4 address                        open Hrs                  $0.005
>>> group |= {"subnet_ids": (ref("aws_subnet.a"), ref("aws_subnet.b"))}
>>> print_bill({"aws_eks_node_group.a": group, "aws_subnet.a": {}, "aws_subnet.b": {}})
Linux on demand, m5.large                 2,190 Hrs                  $0.096    $210.24
Root volume, gp3                             60 GB-Mo                 $0.08      $4.80
aws_subnet.a: free
aws_subnet.b: free
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments, unpriced
from archbench.cost.charge import (
    Alternatives,
    Charge,
    Resource,
    UndecidedError,
    amount,
    either,
    first,
    is_true,
    known,
    separately,
)
from archbench.cost.images import LINUX, WINDOWS, system_of
from archbench.cost.machines import (
    MACHINE_USAGE,
    TEMPLATE_ARGUMENTS,
    Machine,
    instances_in_words,
    machine_charges,
    public_addresses,
)
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.volumes import Disk, disks, volume_charges
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance

NAME = "EKS node group"
USAGE = {
    **MACHINE_USAGE,
    "instances": "instances running on average over the month; desired_size when not given",
}
ARGUMENTS = arguments(
    priced="""
        ami_type capacity_type disk_size instance_types launch_template scaling_config subnet_ids
    """,
    free="""
        cluster_name force_update_version labels node_group_name node_group_name_prefix
        node_repair_config node_role_arn release_version remote_access taint update_config
        version
    """,
    costs={
        "warm_pool_config": "Warm pool",
    },
)

DEFAULT_TYPE = "t3.medium"
DEFAULT_DISK_GB = 20


def charges(group: Resource) -> Iterator[Charge | Alternatives | Unpriced]:
    """Hours, credits, volumes and public addresses of its instances."""
    count, template = _count(group), _template(group)
    if template:
        yield from unpriced(TEMPLATE_ARGUMENTS[template.type], template, group.address)
    yield from separately(
        group,
        lambda: _hours(group, template, count),
        lambda: _volumes(group, template, count),
        lambda: _addresses(group, template, count),
    )


def _hours(
    group: Resource, template: Instance | None, count: Amount
) -> Iterator[Charge | Unpriced]:
    kind = _type(group, template)
    if group.text("capacity_type", "ON_DEMAND") == "SPOT":
        yield Unpriced(group.address, f"Linux spot, {kind}: no price: it follows supply and demand")
        return
    values = template.values if template else {}
    where = template.address if template else group.address
    credit = first(values, "credit_specification", where).get("cpu_credits")
    monitored = first(values, "monitoring", where).get("enabled")
    machine = Machine(
        kind,
        credit_mode=str(known(either(credit), f"{where} credit_specification") or ""),
        detailed_monitoring=is_true(monitored, f"{where} monitoring"),
        system=_system(group, template),
        ebs_optimized=is_true(values.get("ebs_optimized"), f"{where} ebs_optimized"),
    )
    formula = f"{instances_in_words(count)} x {HOURS} h"
    yield from machine_charges(group, machine, hours=count * HOURS, count=count, formula=formula)


def _system(group: Resource, template: Instance | None) -> str:
    """What its image brings: the image EKS chooses by ami_type, or the template's own."""
    image = str(known(group.instance.get("ami_type"), f"{group.address}.ami_type") or "")
    if image.startswith("WINDOWS"):
        return WINDOWS
    if template and image in ("", "CUSTOM"):
        return system_of(template.get("image_id"), template.values, group.configuration)
    return LINUX


def _addresses(group: Resource, template: Instance | None, count: Amount) -> Iterator[Charge]:
    asked: Plain = None
    if template:
        interface = first(template.values, "network_interfaces", template.address)
        asked = interface.get("associate_public_ip_address")
    formula = f"{instances_in_words(count)} x {HOURS} h"
    yield from public_addresses(asked, group.all_targets("subnet_ids"), count * HOURS, formula)


def _count(group: Resource) -> Amount:
    given = group.usage.number(group.address, group.instance.type, "instances")
    if given:
        return given[0]
    sizes = group.block("scaling_config")
    low, likely, high = (amount(sizes.get(f"{x}_size"), f"{x}_size") for x in _SIZES)
    if isinstance(low, Open):
        return low
    if isinstance(likely, Open):
        return likely
    if isinstance(high, Open):
        return high
    return Quantity(low.low, likely.likely, high.high)


_SIZES = ("min", "desired", "max")


def _template(group: Resource) -> Instance | None:
    block = group.block("launch_template")
    if not block:
        return None
    if found := group.named("aws_launch_template", block, "launch_template", 0):
        return found
    raise UndecidedError("no price: its launch template is not in this configuration")


def _type(group: Resource, template: Instance | None) -> str:
    """The type it starts on demand: the first of its list, else its template's."""
    types = known(group.instance.get("instance_types"), f"{group.address}.instance_types")
    if isinstance(types, tuple) and types:
        return str(known(types[0], f"{group.address}.instance_types"))
    named = template.get("instance_type") if template else None
    return str(known(either(named, DEFAULT_TYPE), f"{group.address} instance_type"))


def _volumes(
    group: Resource, template: Instance | None, count: Amount
) -> Iterator[Charge | Unpriced]:
    found: list[Disk] = []
    image = str(known(group.instance.get("ami_type"), f"{group.address}.ami_type") or "")
    if template:
        template_disks = disks({}, template.values, template.address, group.configuration)
        found = list(template_disks.values())
    else:
        kind = "gp3" if image.startswith("AL2023_") else "gp2" if image.startswith("AL2_") else ""
        if kind:
            size = group.instance.get("disk_size", DEFAULT_DISK_GB)
            found = [Disk("Root volume", {"volume_type": kind, "volume_size": size})]
    if not found:
        yield Unpriced(
            group.address,
            "Root volume: no price: its size and type stand in the machine image"
            + ("" if template or image else "; set ami_type"),
        )
    for disk in found:
        yield from volume_charges(group, disk, count)

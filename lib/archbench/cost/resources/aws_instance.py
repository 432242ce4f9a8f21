"""EC2 instance: hours, volumes, CPU credits, public address.

https://aws.amazon.com/ec2/pricing/

Linux unless the usage says otherwise: Terraform does not say what the image holds.

>>> from archbench.cost.bill import print_bill
>>> disk = {"volume_type": "gp3", "volume_size": 30}
>>> print_bill({"aws_instance.web": {"instance_type": "t3.medium", "root_block_device": (disk,),
...     "associate_public_ip_address": False}})
Linux on demand, t3.medium                  730 Hrs                 $0.0416     $30.37
CPU credits beyond the baseline, t3        open vCPU-Hours            $0.05
Root volume, gp3                             30 GB-Mo                 $0.08      $2.40
"""

from collections.abc import Iterator, Mapping

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
from archbench.cost.quantity import HOURS, Quantity
from archbench.hcl.values import Plain

NAME = "EC2 instance"
USAGE = {
    **MACHINE_USAGE,
    "monthly_hrs": "hours the instance runs in a month, 730 when not given",
}
ARGUMENTS = arguments(
    priced="""
        ami associate_public_ip_address credit_specification ebs_block_device ebs_optimized
        get_password_data host_id host_resource_group_arn instance_market_options
        instance_type launch_template monitoring network_interface root_block_device subnet_id
        tenancy
    """,
    free="""
        availability_zone capacity_reservation_specification cpu_core_count cpu_options
        cpu_threads_per_core disable_api_stop disable_api_termination enable_primary_ipv6
        enclave_options ephemeral_block_device hibernation iam_instance_profile
        instance_initiated_shutdown_behavior ipv6_address_count ipv6_addresses key_name
        maintenance_options metadata_options placement_group placement_partition_number
        private_dns_name_options private_ip secondary_private_ips security_groups
        source_dest_check user_data user_data_base64 user_data_replace_on_change volume_tags
        vpc_security_group_ids
    """,
    costs={
        "capacity_reservation_specification.capacity_reservation_target": "Capacity reservation",
        "cpu_options.amd_sev_snp!=disabled": "AMD SEV-SNP",
    },
)

ONE = Quantity.of(1)


def charges(instance: Resource) -> Iterator[Charge | Unpriced]:
    """Hours, credits, monitoring, volumes and the public address."""
    template = _template(instance)
    machine = _machine(instance, template)
    given = instance.usage.number(instance.address, instance.instance.type, "monthly_hrs")
    hours = given[0] if given else Quantity.of(HOURS)
    formula = "monthly_hrs" if given else f"{HOURS} h"
    yield from machine_charges(instance, machine, hours, ONE, formula)
    yield from _volumes(instance, template)
    if not any(_serves(address, instance) for address in instance.others("aws_eip")):
        subnet = instance.target("subnet_id")
        is_default = instance.instance.get("subnet_id") is None
        yield from public_addresses(
            instance.instance.get("associate_public_ip_address"),
            None if is_default else (subnet,) if subnet else (),
            ONE,
        )


def _template(instance: Resource) -> Mapping[str, Plain]:
    block = instance.block("launch_template")
    if not block:
        return {}
    found = instance.follow(either(block.get("id"), block.get("name")), "launch_template", 0, "id")
    if found is None:
        raise UndecidedError(
            "no price: its launch template is not in this configuration, and decides what it is"
        )
    return found.values


def _machine(instance: Resource, template: Mapping[str, Plain]) -> Machine:
    own = instance.instance.values
    kind = known(
        either(own.get("instance_type"), template.get("instance_type")),
        f"{instance.address}.instance_type",
    )
    if kind is None:
        raise UndecidedError("no price: instance_type is not set")
    credit = either(
        first(own, "credit_specification", instance.address).get("cpu_credits"),
        first(template, "credit_specification", instance.address).get("cpu_credits"),
    )
    tenancy = either(
        own.get("tenancy"), first(template, "placement", instance.address).get("tenancy")
    )
    monitoring = either(
        own.get("monitoring"), first(template, "monitoring", instance.address).get("enabled")
    )
    return Machine(
        str(kind),
        own,
        plan=plan_of({**template, **own}, tenancy, instance.address),
        credit_mode=str(
            known(either(credit, ""), f"{instance.address}.credit_specification") or ""
        ),
        detailed_monitoring=is_true(monitoring, f"{instance.address}.monitoring"),
    )


def _volumes(instance: Resource, template: Mapping[str, Plain]) -> Iterator[Charge | Unpriced]:
    root = instance.block("root_block_device")
    mapped = template_disks(template, instance.address)
    if root:
        yield from volume_charges(instance, root, "Root volume")
    elif not mapped:
        yield Unpriced(
            instance.address,
            "Root volume: no price: its size and type stand in the machine image; "
            "set root_block_device",
        )
    for label, disk in mapped:
        yield from volume_charges(instance, disk, label)
    for disk in instance.blocks("ebs_block_device"):
        name = disk.get("device_name")
        label = f"Volume {name}" if isinstance(name, str) else "Volume"
        yield from volume_charges(instance, disk, label, default_type="gp2")


def template_disks(
    template: Mapping[str, Plain], where: str
) -> list[tuple[str, Mapping[str, Plain]]]:
    """The EBS volumes a launch template maps, each with a label."""
    found = []
    for mapping in blocks_of(template, "block_device_mappings", where):
        if disk := first(mapping, "ebs", where):
            name = mapping.get("device_name")
            found.append((f"Volume {name}" if isinstance(name, str) else "Volume", disk))
    return found


def _serves(address: Resource, instance: Resource) -> bool:
    found = address.target("instance")
    return found is not None and found.address == instance.address

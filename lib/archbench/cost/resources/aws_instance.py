"""EC2 instance: hours, volumes, CPU credits, public address.

https://aws.amazon.com/ec2/pricing/

What the image brings decides the rate, as far as the configuration tells; Linux where nothing does,
unless the usage says otherwise. An instance that is kept stopped pays for its volumes alone.

>>> from archbench.cost.bill import print_bill
>>> disk = {"volume_type": "gp3", "volume_size": 30}
>>> print_bill({"aws_instance.web": {"instance_type": "t3.medium", "root_block_device": (disk,),
...     "associate_public_ip_address": False}})
Linux on demand, t3.medium                  730 Hrs                 $0.0416     $30.37
CPU credits beyond the baseline, t3        open vCPU-Hours            $0.05
Root volume, gp3                             30 GB-Mo                 $0.08      $2.40
"""

from collections.abc import Iterator, Mapping

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
from archbench.cost.images import system_of
from archbench.cost.machines import (
    MACHINE_USAGE,
    TEMPLATE_ARGUMENTS,
    Machine,
    machine_charges,
    plan_of,
    public_addresses,
    tenancy_of,
)
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Quantity
from archbench.cost.selector import Selector, queries
from archbench.cost.volumes import disks, volume_charges
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance

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
        enclave_options ephemeral_block_device force_destroy hibernation
        iam_instance_profile instance_initiated_shutdown_behavior ipv6_address_count
        ipv6_addresses key_name maintenance_options metadata_options placement_group
        placement_group_id placement_partition_number primary_network_interface
        private_dns_name_options private_ip secondary_network_interface
        secondary_private_ips security_groups source_dest_check user_data user_data_base64
        user_data_replace_on_change volume_tags vpc_security_group_ids
    """,
    costs={
        "capacity_reservation_specification.capacity_reservation_target": "Capacity reservation",
        "cpu_options.amd_sev_snp!=disabled": "AMD SEV-SNP",
    },
)

ONE = Quantity.of(1)

_LISTED = (
    ("linux", "Linux", "NA"),
    ("windows", "Windows", "NA"),
    ("rhel", "RHEL", "NA"),
    ("suse", "SUSE", "NA"),
    ("windows-sql-web", "Windows", "SQL Web"),
    ("windows-sql-standard", "Windows", "SQL Std"),
    ("windows-sql-enterprise", "Windows", "SQL Ent"),
    ("linux-sql-web", "Linux", "SQL Web"),
    ("linux-sql-standard", "Linux", "SQL Std"),
    ("linux-sql-enterprise", "Linux", "SQL Ent"),
)
"""Systems by the catalogue's name: operating system and software in the price list."""

QUERIES = (
    *tuple(
        Selector(
            "AmazonEC2",
            f"{system}-{plan}:{{instanceType}}",
            "Hrs",
            rf"{usage}(?::.+)?",
            attributes={
                "tenancy": tenancy,
                "operatingSystem": name,
                "preInstalledSw": software,
                "licenseModel": "No License required",
                "capacitystatus": "Used",
                "marketoption": "OnDemand",
            },
            any_of={"productFamily": ("Compute Instance", "Compute Instance (bare metal)")},
            reserved=f"{system}-ri-{{class}}-{{term}}:{{instanceType}}"
            if plan == "ondemand"
            else "",
        )
        for plan, tenancy, usage in (
            ("ondemand", "Shared", "BoxUsage"),
            ("dedicated", "Dedicated", "DedicatedUsage"),
        )
        for system, name, software in _LISTED
    ),
    *queries(
        "AmazonEC2",
        "CPU Credits",
        (
            "cpu-credits:{family}-linux",
            "vCPU-Hours",
            r"CPUCredits:(?P<family>t\w+)",
            {"operatingSystem": "Linux"},
        ),
        (
            "cpu-credits:{family}-windows",
            "vCPU-Hours",
            r"CPUCredits:(?P<family>t\w+)",
            {"operatingSystem": "Windows"},
        ),
    ),
    *queries("AmazonEC2", "", ("ebs-optimized:{instanceType}", "Hrs", "EBSOptimized:.+")),
)


def charges(instance: Resource) -> Iterator[Charge | Alternatives | Unpriced]:
    """Hours, credits, monitoring, volumes and the public address."""
    source = _template(instance)
    template = source.values if source else {}
    if source:
        yield from unpriced(TEMPLATE_ARGUMENTS[source.type], source, instance.address)
    if not _is_stopped(instance):
        yield from separately(
            instance,
            lambda: _hours(instance, template),
            lambda: _addresses(instance),
        )
    yield from separately(instance, lambda: _volumes(instance, template))


def _is_stopped(instance: Resource) -> bool:
    states = instance.named_by("aws_ec2_instance_state", "instance_id")
    return any(state.text("state") == "stopped" for state in states)


def _hours(instance: Resource, template: Mapping[str, Plain]) -> Iterator[Charge | Unpriced]:
    hours, formula = _running(instance)
    yield from machine_charges(
        instance, _machine(instance, template), hours=hours, count=ONE, formula=formula
    )


def _running(instance: Resource) -> tuple[Quantity, str]:
    """The hours of a month it runs, and how they came about."""
    given = instance.usage.number(instance.address, instance.instance.type, "monthly_hrs")
    return (given[0], "monthly_hrs") if given else (Quantity.of(HOURS), f"{HOURS} h")


def _addresses(instance: Resource) -> Iterator[Charge]:
    if instance.block("network_interface"):
        return
    if not instance.named_by("aws_eip", "instance"):
        subnet = instance.target("subnet_id")
        is_default = instance.instance.get("subnet_id") is None
        hours, words = _running(instance)
        yield from public_addresses(
            instance.instance.get("associate_public_ip_address"),
            None if is_default else (subnet,) if subnet else (),
            hours,
            f"1 instance x {words}",
        )


def _template(instance: Resource) -> Instance | None:
    block = instance.block("launch_template")
    if not block:
        return None
    found = instance.named("aws_launch_template", block, "launch_template", 0)
    if found is None:
        raise UndecidedError(
            "no price: its launch template is not in this configuration, and decides what it is"
        )
    return found


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
    subnet = instance.target("subnet_id")
    monitoring = either(
        own.get("monitoring"), first(template, "monitoring", instance.address).get("enabled")
    )
    image = either(own.get("ami"), template.get("image_id"))
    system = "" if _said(instance) else system_of(image, own, instance.configuration)
    return Machine(
        str(kind),
        plan=plan_of(
            {**template, **own},
            tenancy_of(instance, tenancy, (subnet,) if subnet else ()),
            instance.address,
        ),
        credit_mode=str(
            known(either(credit, ""), f"{instance.address}.credit_specification") or ""
        ),
        detailed_monitoring=is_true(monitoring, f"{instance.address}.monitoring"),
        system=system,
        ebs_optimized=is_true(
            either(own.get("ebs_optimized"), template.get("ebs_optimized")),
            f"{instance.address}.ebs_optimized",
        ),
        is_on_known_host=instance.target("host_id") is not None,
    )


def _said(instance: Resource) -> str:
    return instance.usage.text(instance.address, instance.instance.type, "operating_system")


def _volumes(instance: Resource, template: Mapping[str, Plain]) -> Iterator[Charge | Unpriced]:
    found = disks(instance.instance.values, template, instance.address, instance.configuration)
    if "root" not in found:
        yield Unpriced(
            instance.address,
            "Root volume: no price: its size and type stand in the machine image; "
            "set root_block_device",
        )
    for disk in found.values():
        yield from volume_charges(instance, disk)

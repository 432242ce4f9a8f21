"""What EC2 machines and database machines have in common: sizes, volumes, addresses, credits.

Sources: https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/ebs/pricing/
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, either, first, is_true, known
from archbench.cost.images import LINUX, SYSTEMS
from archbench.cost.model import Unpriced
from archbench.cost.money import rounded
from archbench.cost.purchase import RESERVED_USAGE, reserved_term
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.hcl.values import Plain, Unknown
from archbench.patterns import regex
from archbench.terraform.configuration import Instance

MACHINE_USAGE = {
    "monthly_cpu_credit_hrs": "hours in a month each instance bursts above its baseline",
    "monthly_standard_io_requests": "I/O requests of magnetic volumes in a month",
    "custom_metrics": "custom metrics its instances publish in all",
    "operating_system": "linux, windows, suse or rhel; linux when not given",
    "reserved_instance_type": "standard or convertible; standard when not given",
    **RESERVED_USAGE,
}
"""Usage keys of whatever runs EC2 instances."""

TEMPLATE_ARGUMENTS = {
    "aws_launch_template": arguments(
        priced="""
            block_device_mappings credit_specification ebs_optimized image_id
            instance_market_options instance_requirements instance_type monitoring
            network_interfaces placement
        """,
        free="""
        capacity_reservation_specification cpu_options default_version description
        disable_api_stop disable_api_termination enclave_options
        hibernation_options iam_instance_profile instance_initiated_shutdown_behavior
        kernel_id key_name license_specification maintenance_options metadata_options name
        name_prefix network_performance_options private_dns_name_options ram_disk_id
        secondary_interfaces security_group_names tag_specifications update_default_version
        user_data vpc_security_group_ids
    """,
        costs={
            "block_device_mappings.ebs.volume_initialization_rate": "Volume initialization rate",
            "capacity_reservation_specification.capacity_reservation_target": "Instances in a "
            "capacity reservation",
            "cpu_options.amd_sev_snp!=disabled": "AMD SEV-SNP",
            "elastic_gpu_specifications": "Elastic graphics",
            "elastic_inference_accelerator": "Elastic inference",
        },
    ),
    "aws_launch_configuration": arguments(
        priced="""
            associate_public_ip_address ebs_block_device ebs_optimized enable_monitoring image_id
            instance_type placement_tenancy root_block_device spot_price
        """,
        free="""
            ephemeral_block_device iam_instance_profile key_name metadata_options name
            name_prefix security_groups user_data user_data_base64
        """,
    ),
}
"""What instances are launched from: free itself, billed with each instance."""

METRICS_OF_DETAILED_MONITORING = 7
"""Custom metrics an instance with detailed monitoring publishes (CloudWatch pricing, EC2)."""

_PAID_OPTIMIZATION = ("c1", "c3", "g2", "i2", "m1", "m2", "m3", "r3")
"""Families that pay by the hour for being EBS-optimized; all later ones always are."""

_BURSTABLE = regex(r"(?:db\.)?(t[234][a-z]*)\.")
_FIRST_SIZES = {"nano": 1, "micro": 1, "small": 1, "medium": 2, "large": 2}
"""VCPUs of the t2 family (https://aws.amazon.com/ec2/instance-types/t2/)."""
_SIZES = {"nano": 2, "micro": 2, "small": 2, "medium": 2, "large": 2}


def vcpus(machine: str) -> int | None:
    """VCPUs of a current-generation machine, from its size; None where the size does not tell.

    >>> [vcpus(name) for name in ("t2.small", "t2.xlarge", "t3.small", "db.r6g.large", "m5.metal")]
    [1, 4, 2, 2, None]
    >>> [vcpus(name) for name in ("m5.xlarge", "m5.4xlarge", "m6g.medium", "t3.2xlarge", "?")]
    [4, 16, None, 8, None]
    >>> sizes = ("nano", "micro", "small", "medium", "large")
    >>> [[vcpus(f"{family}.{size}") for size in sizes] for family in ("t2", "t3", "db.t4g")]
    [[1, 1, 1, 2, 2], [2, 2, 2, 2, 2], [2, 2, 2, 2, 2]]
    """
    match = re.fullmatch(r"(?:db\.)?([a-z]+)(\d)[a-z]*\.(?:(\d*)x)?([a-z]+)", machine)
    if match is None:
        return None
    multiple, size = match[3], match[4]
    if multiple is not None:
        return 4 * int(multiple or 1) if size == "large" else None
    if size in ("nano", "micro", "small", "medium") and match[1] != "t":
        return None
    return (_FIRST_SIZES if match[1] + match[2] == "t2" else _SIZES).get(size)


def chunks(resource: Resource, key: str, size: int) -> Quantity:
    """How many billed requests one request of the usage's size counts for: one for each size KB."""
    given, _ = resource.usage_of(key)
    if isinstance(given, Open):
        return Quantity.of(1)
    return (given / size).map(lambda value: max(Decimal(1), value.to_integral_value(ROUND_CEILING)))


def burstable_family(machine: str) -> str | None:
    """The family of a machine that runs on CPU credits ("t3"), None of any other."""
    match = _BURSTABLE.match(machine)
    return match[1] if match else None


@dataclass(frozen=True, slots=True)
class Machine:
    """What an instance, or each instance of a group, is made of."""

    type: str
    plan: str = "ondemand"
    """"ondemand", "spot", or the tenancy: "dedicated", "host"."""
    credit_mode: str = ""
    """"unlimited" or "standard"; "" for the family's default."""
    detailed_monitoring: bool = False
    system: str = LINUX
    """What its image brings, a key of images.SYSTEMS."""
    ebs_optimized: bool = False
    is_on_known_host: bool = False
    """Whether the dedicated host it runs on, which pays for its hours, is in the configuration."""


def plan_of(values: Mapping[str, Plain], tenancy: Plain, where: str) -> str:
    """How the instances are bought: spot, by a dedicated tenancy, or on demand.

    Raises:
        UndecidedError: what decides it is unknown.
    """
    market = first(values, "instance_market_options", where).get("market_type")
    if known(market, f"{where} market_type") == "spot" or values.get("spot_price") is not None:
        return "spot"
    kind = known(tenancy, f"{where} tenancy")
    return "ondemand" if kind in (None, "", "default") else str(kind)


def tenancy_of(resource: Resource, tenancy: Plain, subnets: tuple[Instance, ...]) -> Plain:
    """The tenancy of instances: their own, else that of the network they stand in.

    A network of dedicated instances takes no others
    (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html).
    """
    if either(tenancy, "default") != "default":
        return tenancy
    networks = (resource.at(subnet).target("vpc_id") for subnet in subnets)
    given = [network.get("instance_tenancy") for network in networks if network]
    return next((value for value in given if value not in (None, "default")), None)


def _said(resource: Resource, key: str) -> str:
    return resource.usage.text(resource.address, resource.instance.type, key)


def _purchase(resource: Resource, machine: Machine) -> tuple[str, str]:
    """What the hours are bought as: the catalogue's name for it, and words.

    A reserved term in the usage file takes the place of on demand, as Infracost reads it.
    """
    term = reserved_term(resource) if machine.plan == "ondemand" else None
    if term is None:
        return machine.plan, machine.plan.replace("ondemand", "on demand")
    offering = _said(resource, "reserved_instance_type") or "standard"
    words = term.words.replace("reserved", f"reserved, {offering}")
    return term.item.replace("ri-", f"ri-{offering}-"), words


def machine_charges(  # noqa: PLR0913 hours and count differ where a machine sleeps
    resource: Resource,
    machine: Machine,
    *,
    hours: Amount,
    count: Amount,
    formula: str,
    steady: Decimal | None = None,
) -> Iterator[Charge | Unpriced]:
    """Hours, CPU credits, EBS optimization, monitoring of count instances that run hours in all.

    steady are the hours of those that run all month; None when it is the least of hours. On a
    dedicated host the host is paid for, and no hours of what runs there (the EC2 Dedicated Hosts
    pricing page); a license that AWS provides is.
    """
    system = _said(resource, "operating_system") or machine.system
    label = SYSTEMS.get(system, system.capitalize())
    if machine.plan != "host":
        plan, words = _purchase(resource, machine)
        yield Charge(
            "AmazonEC2",
            f"{system}-{plan}:{machine.type}",
            f"{label} {words}, {machine.type}",
            hours,
            formula=formula,
            steady=steady,
        )
    elif not machine.is_on_known_host:
        reason = "no price: the host it runs on is not in this configuration"
        yield Unpriced(resource.address, f"Dedicated host of {machine.type}: {reason}")
    if machine.plan == "host" and system != LINUX:
        reason = "no price: what its license costs there is not known"
        yield Unpriced(resource.address, f"{label} on a dedicated host: {reason}")
    family = burstable_family(machine.type)
    default_mode = "standard" if family == "t2" else "unlimited"
    if family and (machine.credit_mode or default_mode) == "unlimited":
        credit, basis = resource.usage_of("monthly_cpu_credit_hrs")
        cores = vcpus(machine.type)
        number: Amount = (
            credit * cores * count if cores else Open(f"vCPUs of {machine.type} are not known")
        )
        yield Charge(
            "AmazonEC2",
            f"cpu-credits:{family}-{system}",
            f"CPU credits beyond the baseline, {family}",
            number,
            basis,
            f"monthly_cpu_credit_hrs x {cores} vCPU x instances",
            "monthly_cpu_credit_hrs",
        )
    if machine.ebs_optimized and machine.type.split(".")[0] in _PAID_OPTIMIZATION:
        item = f"ebs-optimized:{machine.type}"
        yield Charge("AmazonEC2", item, "EBS optimization", hours, formula=formula)
    metrics, basis = resource.usage_of("custom_metrics")
    if isinstance(metrics, Quantity):
        key = "custom_metrics"
        yield Charge(
            "AmazonCloudWatch", "custom-metric", "Custom metrics", metrics, basis, key, key
        )
    if machine.detailed_monitoring:
        yield Charge(
            "AmazonCloudWatch",
            "custom-metric",
            "EC2 detailed monitoring",
            count * METRICS_OF_DETAILED_MONITORING,
            formula=f"{METRICS_OF_DETAILED_MONITORING} metrics x {instances_in_words(count)}",
        )


def instances_in_words(count: Amount) -> str:
    """A number of instances in words.

    >>> instances_in_words(Quantity.of(1))
    '1 instance'
    >>> instances_in_words(Quantity(Decimal(1), Decimal(2), Decimal(3)))
    '2 (1 to 3) instances'
    """
    if isinstance(count, Open):
        return "? instances"
    if count.is_exact:
        return f"{rounded(count.likely)} instance{'' if count.likely == 1 else 's'}"
    return f"{rounded(count.likely)} ({rounded(count.low)} to {rounded(count.high)}) instances"


def public_addresses(
    asked: Plain, subnets: tuple[Instance, ...] | None, hours: Amount, formula: str
) -> Iterator[Charge]:
    """The public IPv4 addresses instances get by themselves when they start, and lose when stopped.

    asked is associate_public_ip_address; unset, the subnets decide. subnets is None when nothing
    says which, empty when not all of them are in this configuration. hours are those the instances
    run in all
    (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html).
    """
    answer = _gets_address(asked, subnets)
    if answer is False:
        return
    number = hours if answer is True else Open(str(answer), high=hours.high)
    yield Charge("AmazonVPC", "public-ipv4-hour", "Public IPv4 address", number, formula=formula)


_GIVES_ADDRESS = {"aws_subnet": False, "aws_default_subnet": True}
"""What map_public_ip_on_launch of a subnet is unless it is set, by the provider's documentation."""


def _gets_address(asked: Plain, subnets: tuple[Instance, ...] | None) -> bool | str:
    if asked is not None:
        what = "associate_public_ip_address"
        return f"{what} is {asked}" if isinstance(asked, Unknown) else is_true(asked, what)
    if not subnets or any(subnet.type not in _GIVES_ADDRESS for subnet in subnets):
        which = "a subnet it stands in is not in this configuration, and"
        return f"{'a default subnet' if subnets is None else which} decides on a public address"
    answers: set[bool] = set()
    for subnet in subnets:
        given = subnet.get("map_public_ip_on_launch", _GIVES_ADDRESS[subnet.type])
        if isinstance(given, Unknown):
            return f"map_public_ip_on_launch of {subnet.address} is {given}"
        answers.add(is_true(given, "map_public_ip_on_launch"))
    if len(answers) > 1:
        return "some of its subnets give public addresses and some do not"
    return answers.pop()


_RATE = regex(r"rate\((\d+) (minute|hour|day)s?\)")
_HOURS_OF = {"minute": Decimal(1) / 60, "hour": Decimal(1), "day": Decimal(24)}


def runs_of_rate(expression: str) -> Quantity | None:
    """How often a month a schedule at a fixed rate runs; None of any other schedule.

    >>> runs_of_rate("rate(1 hour)") == Quantity.of(730), runs_of_rate("cron(0 8 * * ? *)")
    (True, None)
    """
    rate = _RATE.fullmatch(expression)
    if rate is None or rate[1] == "0":
        return None
    return Quantity.of(HOURS / (int(rate[1]) * _HOURS_OF[rate[2]]))

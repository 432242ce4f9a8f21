"""Elastic Beanstalk environment: the instances, balancer and database its settings create.

https://aws.amazon.com/elasticbeanstalk/pricing/. The options, and what holds where one is not set:
https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html. The
application bundle may set what is not set here (.ebextensions), which is listed.

>>> from archbench.cost.bill import print_bill
>>> said = (("aws:ec2:instances", "InstanceTypes", "m5.large"),
...     ("aws:autoscaling:asg", "MaxSize", "2"),
...     ("aws:elasticbeanstalk:environment", "LoadBalancerType", "application"),
...     ("aws:ec2:vpc", "AssociatePublicIpAddress", "false"),
...     ("aws:ec2:vpc", "ELBScheme", "internal"))
>>> settings = tuple(dict(zip(("namespace", "name", "value"), row)) for row in said)
>>> print_bill({"aws_elastic_beanstalk_environment.a": {"setting": settings}},
...     {"aws_elastic_beanstalk_environment.a": {"lb.processed_bytes_gb": 100}})
Linux on demand, m5.large                   730 Hrs                  $0.096     $70.08
Application load balancer                   730 Hrs                 $0.0225     $16.43
Load balancer capacity units                100 LCU-Hrs              $0.008      $0.80
aws_elastic_beanstalk_environment.a: Root volume: no price: its type and size follow the platform
aws_elastic_beanstalk_environment.a: Settings of its bundle: no price: .ebextensions are not read
"""

from collections.abc import Iterator, Mapping

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import (
    Alternatives,
    Charge,
    Resource,
    UndecidedError,
    amount,
    known,
    separately,
)
from archbench.cost.machines import (
    MACHINE_USAGE,
    Machine,
    instances_in_words,
    machine_charges,
    public_addresses,
)
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.resources import aws_db_instance, aws_elb, aws_lb
from archbench.cost.volumes import Disk, volume_charges
from archbench.frozen import replace
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Unknown

NAME = "Elastic Beanstalk environment"
_LOGS = {
    "storage_gb": ("logs-storage", "Logs kept"),
    "monthly_data_ingested_gb": ("logs-ingest-standard", "Logs, data ingested"),
    "monthly_data_scanned_gb": ("logs-insights-scan", "Logs, data scanned"),
}
USAGE = {
    **{f"ec2.{key}": words for key, words in MACHINE_USAGE.items()},
    **{f"lb.{key}": words for key, words in aws_lb.USAGE.items()},
    **{f"elb.{key}": words for key, words in aws_elb.USAGE.items()},
    **{f"db.{key}": words for key, words in aws_db_instance.USAGE.items()},
    **{f"cloudwatch.{key}": f"GB in a month: {words}" for key, (_, words) in _LOGS.items()},
}
ARGUMENTS = arguments(
    priced="setting template_name",
    free="""
        application cname_prefix description name platform_arn poll_interval solution_stack_name
        tier version_label wait_for_ready_timeout
    """,
)

_LAUNCH, _GROUP = "aws:autoscaling:launchconfiguration", "aws:autoscaling:asg"
_ENVIRONMENT, _NETWORK, _DATABASE = (
    "aws:elasticbeanstalk:environment",
    "aws:ec2:vpc",
    "aws:rds:dbinstance",
)
_DATABASE_SETTINGS = {
    "DBEngine": "engine",
    "DBEngineVersion": "engine_version",
    "DBInstanceClass": "instance_class",
    "DBAllocatedStorage": "allocated_storage",
    "MultiAZDatabase": "multi_az",
}


class _Settings:
    """The settings of an environment by namespace and name."""

    def __init__(self, environment: Resource) -> None:
        self._where = environment.address
        self._found: dict[tuple[str, str], Plain] = {}
        for block in environment.blocks("setting"):
            names = (known(block.get(key), f"{self._where} setting") for key in _NAMES)
            namespace, name = (str(item) for item in names)
            self._found[namespace, name] = block.get("value")

    def get(self, namespace: str, name: str, default: Plain = None) -> Plain:
        """The value of a setting, default where it is not set."""
        return self._found.get((namespace, name), default)

    def text(self, namespace: str, name: str, default: str = "") -> str:
        """The same as text; unknown raises UndecidedError."""
        return str(known(self.get(namespace, name, default), f"{self._where} {name}"))

    def number(self, namespace: str, name: str, default: int) -> Amount:
        """The same as a quantity."""
        return amount(self.get(namespace, name, default), f"{self._where} {name}")

    def has(self, namespace: str) -> bool:
        """True when anything of a namespace is set."""
        return any(key[0] == namespace for key in self._found)


_NAMES = ("namespace", "name")


def charges(environment: Resource) -> Iterator[Charge | Alternatives | Unpriced]:
    """Instances, their addresses and volumes, the balancer, the database and logs."""
    if environment.text("template_name"):
        raise UndecidedError("no price: its settings stand in a saved configuration")
    said = _Settings(environment)
    yield from separately(
        environment,
        lambda: _instances(environment, said),
        lambda: _addresses(said),
        lambda: _volumes(environment, said),
        lambda: _balancer(environment, said),
        lambda: _database(environment, said),
        lambda: _logs(environment, said),
    )
    yield Unpriced(
        environment.address, "Settings of its bundle: no price: .ebextensions are not read"
    )


def _is_single(said: _Settings) -> bool:
    """True where one instance runs by itself, with an address of its own and no balancer.

    https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-types.html
    """
    return said.text(_ENVIRONMENT, "EnvironmentType", "LoadBalanced") == "SingleInstance"


def _count(said: _Settings) -> Amount:
    """How many instances run: one by itself, else the least, which grows to the most."""
    if _is_single(said):
        return Quantity.of(1)
    low, high = said.number(_GROUP, "MinSize", 1), said.number(_GROUP, "MaxSize", 4)
    if isinstance(low, Open) or isinstance(high, Open):
        return low if isinstance(low, Open) else high
    return Quantity(low.low, low.likely, max(low.high, high.high))


def _instances(environment: Resource, said: _Settings) -> Iterator[Charge | Unpriced]:
    if said.text("aws:ec2:instances", "EnableSpot", "false") == "true":
        raise UndecidedError("Spot instances: no price: their price follows supply and demand")
    kinds = said.text("aws:ec2:instances", "InstanceTypes") or said.text(_LAUNCH, "InstanceType")
    if not kinds:
        raise UndecidedError("Instances: no price: InstanceTypes is not set, and AWS chooses one")
    count = _count(said)
    machine = Machine(kinds.split(",")[0].strip())
    yield from machine_charges(
        environment.section("ec2"),
        machine,
        hours=count * HOURS,
        count=count,
        formula=f"{instances_in_words(count)} x {HOURS} h",
    )


def _addresses(said: _Settings) -> Iterator[Charge]:
    count, asked = _count(said), said.get(_NETWORK, "AssociatePublicIpAddress")
    if _is_single(said):
        asked = True
    elif isinstance(asked, str):
        asked = asked.lower()
    subnets = None if said.get(_NETWORK, "Subnets") is None else ()
    words = f"{instances_in_words(count)} x {HOURS} h"
    yield from public_addresses(asked, subnets, count * HOURS, words)


def _volumes(environment: Resource, said: _Settings) -> Iterator[Charge | Unpriced]:
    kind, size = said.get(_LAUNCH, "RootVolumeType"), said.get(_LAUNCH, "RootVolumeSize")
    if kind is None:
        what = "type and size follow" if size is None else "type follows"
        reason = f"Root volume: no price: its {what} the platform"
        yield Unpriced(environment.address, reason)
        return
    if size is None:
        size = Unknown(NUMBER, (Origin("resource", environment.address, "RootVolumeSize"),))
    values = {
        "volume_type": kind,
        "volume_size": size,
        "iops": said.get(_LAUNCH, "RootVolumeIOPS"),
        "throughput": said.get(_LAUNCH, "RootVolumeThroughput"),
    }
    yield from volume_charges(environment, Disk("Root volume", values), _count(said))


def _balancer(environment: Resource, said: _Settings) -> Iterator[Charge | Alternatives | Unpriced]:
    if _is_single(said):
        return
    kind = said.text(_ENVIRONMENT, "LoadBalancerType", "classic")
    subnets = said.get(_NETWORK, "ELBSubnets")
    zones: Plain = Unknown(STRING, (Origin("resource", environment.address, "subnets"),))
    if isinstance(subnets, str):
        zones = tuple(subnets.split(","))
    internal = said.text(_NETWORK, "ELBScheme") == "internal"
    values = {"internal": internal, "subnets": zones}
    if kind == "classic":
        yield from aws_elb.charges(_part(environment, "aws_elb", "elb", values))
    else:
        values["load_balancer_type"] = kind
        yield from aws_lb.charges(_part(environment, "aws_lb", "lb", values))


def _database(environment: Resource, said: _Settings) -> Iterator[Charge | Alternatives | Unpriced]:
    if not said.has(_DATABASE):
        return
    values = {
        own: said.get(_DATABASE, name)
        for name, own in _DATABASE_SETTINGS.items()
        if said.get(_DATABASE, name) is not None
    }
    yield from aws_db_instance.charges(_part(environment, "aws_db_instance", "db", values))


def _logs(environment: Resource, said: _Settings) -> Iterator[Charge]:
    if said.text("aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs").lower() == "true":
        for key, (item, label) in _LOGS.items():
            part = environment.section("cloudwatch")
            yield part.used("AmazonCloudWatch", item, label, key)


def _part(environment: Resource, type_: str, section: str, values: Mapping[str, Plain]) -> Resource:
    """A resource the environment creates, under its own address, with its section of the usage."""
    made = replace(environment.instance, type=type_, values=values, references={})
    return environment.section(section).at(made)

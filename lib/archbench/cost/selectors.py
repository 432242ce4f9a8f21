"""Which product of the AWS price list is which item of the catalogue.

Products are told apart by attributes and by the end of their usage type; its start is a region's
own prefix and is never built. Each row says what else would match and must not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from archbench.cost.catalogue import GLOBAL

_MILLION, _TEN_THOUSAND, _THOUSAND = Decimal(1_000_000), Decimal(10_000), Decimal(1_000)


@dataclass(frozen=True, slots=True)
class Selector:
    """How to find an item, or one item for each kind of machine, volume or target region.

    A {name} in item stands for that attribute of the product, or for the group of that name in
    usagetype. times turns the list's unit into the catalogue's: 1,000,000 for "1M requests".
    """

    service: str
    item: str
    unit: str
    usagetype: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes the product must have, names as in the price list's JSON."""
    family: str = ""
    times: Decimal = Decimal(1)
    code: str = ""
    """The price list's service code where it is not the catalogue's."""
    region_attribute: str = "regionCode"
    """The attribute that holds the priced region; "" for services without one."""
    any_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attributes with several right values, told apart after the query."""
    has_reserved: bool = False
    """Also read standard and convertible reserved prices without upfront payment."""

    @property
    def service_code(self) -> str:
        """The service code to ask the price list for."""
        return self.code or self.service

    @property
    def is_global(self) -> bool:
        """True for a service without a region."""
        return not self.region_attribute

    def name(self, attributes: Mapping[str, str]) -> str | None:
        """The item a product is, None when it is not this selector's; attributes are folded."""
        match = re.search(self.usagetype, attributes.get("usagetype", ""))
        wanted = {**self.attributes, **({"productFamily": self.family} if self.family else {})}
        if match is None or any(attributes.get(fold(k)) != v for k, v in wanted.items()):
            return None
        if any(attributes.get(fold(k)) not in values for k, values in self.any_of.items()):
            return None
        kinds = {**attributes, **match.groupdict()}
        return re.sub(r"{(\w+)}", lambda found: kinds.get(fold(found[1]), ""), self.item)


def fold(name: str) -> str:
    """An attribute's name without case and punctuation, equal in JSON and CSV.

    >>> fold("preInstalledSw") == fold("Pre Installed S/W")
    True
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())


_LINUX = {
    "tenancy": "Shared",
    "operatingSystem": "Linux",
    "preInstalledSw": "NA",
    "licenseModel": "No License required",
    "capacitystatus": "Used",
    "marketoption": "OnDemand",
}
_AURORA = {"databaseEngine": ("Aurora PostgreSQL", "Any")}
_PLACE = {"locationType": "AWS Region"}
_PREFIX = r"^(?:[A-Z]{3}\d?-|[A-Z]{4}\d?-|EU-)?"
"""A region's prefix: TS-, Outposts- and ShieldProtected- products are other things."""


def _rds(engine: str, name: str, deployment: str) -> Selector:
    return Selector(
        "AmazonRDS",
        f"rds-instance:{engine}:{deployment.lower()}:{{instanceType}}",
        "Hrs",
        r"(?:InstanceUsage|Multi-AZUsage):db\.",
        {
            "databaseEngine": name,
            "deploymentOption": deployment,
            "licenseModel": "No license required",
        },
        "Database Instance",
    )


def _out(item: str, kind: str, usagetype: str) -> Selector:
    return Selector(
        "AWSDataTransfer",
        item,
        "GB",
        usagetype,
        {"transferType": kind},
        "Data Transfer",
        region_attribute="fromRegionCode",
    )


def _dns(item: str, unit: str, usagetype: str, times: Decimal = Decimal(1)) -> Selector:
    families = {"hosted-zone": "DNS Zone", "query": "DNS Query", "health-check": "DNS Health Check"}
    family = next(name for start, name in families.items() if item.startswith(start))
    return Selector("AmazonRoute53", item, unit, usagetype, {}, family, times, region_attribute="")


SELECTORS = (
    Selector(
        "AmazonEC2",
        "linux-ondemand:{instanceType}",
        "Hrs",
        r"BoxUsage:",
        _LINUX,
        "Compute Instance",
        has_reserved=True,
    ),
    Selector(
        "AmazonEC2",
        "cpu-credits:{family}-linux",
        "vCPU-Hours",
        r"CPUCredits:(?P<family>t\w+)$",
        {"operatingSystem": "Linux"},
        "CPU Credits",
    ),
    Selector(
        "AmazonEC2",
        "ebs-storage:{volumeApiName}",
        "GB-Mo",
        r"EBS:VolumeUsage(?:\.\w+)?$",
        family="Storage",
    ),
    Selector(
        "AmazonEC2",
        "ebs-iops:gp3",
        "IOPS-Mo",
        r"EBS:VolumeP-IOPS\.gp3$",
        {"volumeApiName": "gp3"},
        "System Operation",
    ),
    Selector(
        "AmazonEC2",
        "ebs-iops:io1",
        "IOPS-Mo",
        r"EBS:VolumeP-IOPS\.piops$",
        {"volumeApiName": "io1"},
        "System Operation",
    ),
    Selector(
        "AmazonEC2",
        "ebs-throughput:gp3",
        "MiBps-Mo",
        r"EBS:VolumeP-Throughput\.gp3$",
        {"volumeApiName": "gp3"},
        "Provisioned Throughput",
        Decimal(1) / 1024,
    ),
    Selector(
        "AmazonEC2", "ebs-snapshot", "GB-Mo", r"EBS:SnapshotUsage$", family="Storage Snapshot"
    ),
    Selector(
        "AmazonEC2",
        "nat-gateway-hour",
        "Hrs",
        r"(?<!Regional)NatGateway-Hours$",
        {"group": "NGW:NatGateway"},
        "NAT Gateway",
    ),
    Selector(
        "AmazonEC2",
        "nat-gateway-gb",
        "GB",
        r"(?<!Regional)NatGateway-Bytes$",
        {"group": "NGW:NatGateway"},
        "NAT Gateway",
    ),
    Selector(
        "AmazonVPC",
        "public-ipv4-hour",
        "Hrs",
        r"PublicIPv4:InUseAddress$",
        {"group": "VPCPublicIPv4Address"},
    ),
    Selector(
        "AmazonVPC", "vpce-interface-hour", "Hrs", r"VpcEndpoint-Hours$", family="VpcEndpoint"
    ),
    Selector("AmazonVPC", "vpce-interface-gb", "GB", r"VpcEndpoint-Bytes$", family="VpcEndpoint"),
    *(
        Selector("AWSELB", f"{name}-{what}", unit, _PREFIX + usagetype, _PLACE, family)
        for name, family in (
            ("alb", "Load Balancer-Application"),
            ("nlb", "Load Balancer-Network"),
        )
        for what, unit, usagetype in (
            ("hour", "Hrs", r"LoadBalancerUsage$"),
            ("lcu-hour", "LCU-Hrs", r"LCUUsage$"),
        )
    ),
    *(
        Selector(
            "AmazonRDS",
            f"aurora-pg-{name}:{{instanceType}}",
            "Hrs",
            usagetype,
            {"databaseEngine": "Aurora PostgreSQL"},
            "Database Instance",
        )
        for name, usagetype in (
            ("instance", r"InstanceUsage:db\."),
            ("instance-ioopt", r"InstanceUsageIOOptimized:db\."),
        )
    ),
    *(
        Selector("AmazonRDS", item, unit, usagetype, {}, family, times, any_of=_AURORA)
        for item, unit, usagetype, family, times in (
            (
                "aurora-storage-standard",
                "GB-Mo",
                r"Aurora:StorageUsage$",
                "Database Storage",
                Decimal(1),
            ),
            (
                "aurora-storage-ioopt",
                "GB-Mo",
                r"Aurora:IO-OptimizedStorageUsage$",
                "Database Storage",
                Decimal(1),
            ),
            ("aurora-io", "1M IOs", r"Aurora:StorageIOUsage$", "System Operation", _MILLION),
            ("aurora-backup", "GB-Mo", r"Aurora:BackupUsage$", "Storage Snapshot", Decimal(1)),
            (
                "aurora-snapshot-export",
                "GB",
                r"Aurora:SnapshotExportToS3$",
                "System Operation",
                Decimal(1),
            ),
            (
                "aurora-serverless-v2",
                "ACU-Hr",
                r"Aurora:ServerlessV2Usage$",
                "ServerlessV2",
                Decimal(1),
            ),
            (
                "aurora-serverless-v2-ioopt",
                "ACU-Hr",
                r"Aurora:ServerlessV2IOOptimizedUsage$",
                "ServerlessV2",
                Decimal(1),
            ),
        )
    ),
    *(
        _rds(engine, name, deployment)
        for engine, name in (("postgres", "PostgreSQL"), ("mysql", "MySQL"), ("mariadb", "MariaDB"))
        for deployment in ("Single-AZ", "Multi-AZ")
    ),
    _dns("hosted-zone", "Zone-Mo", r"(?:^|-)HostedZone$"),
    _dns("query-standard", "1M queries", r"(?:^|-)DNS-Queries$", _MILLION),
    _dns("query-latency", "1M queries", r"(?:^|-)LBR-Queries$", _MILLION),
    _dns("query-geo", "1M queries", r"(?:^|-)Geo-Queries$", _MILLION),
    _dns("health-check-aws", "Check-Mo", r"(?:^|-)Health-Check-AWS$"),
    _dns("health-check-nonaws", "Check-Mo", r"(?:^|-)Health-Check-Non-AWS$"),
    _dns("health-check-option-aws", "Option-Mo", r"(?:^|-)Health-Check-Option-AWS$"),
    _dns("health-check-option-nonaws", "Option-Mo", r"(?:^|-)Health-Check-Option-Non-AWS$"),
    Selector(
        "AmazonCloudWatch",
        "dashboard",
        "Dashboard-Mo",
        r"DashboardsUsageHour$",
        region_attribute="",
    ),
    *(
        Selector("AmazonCloudWatch", item, unit, usagetype, family=family)
        for item, unit, usagetype, family in (
            ("alarm-standard", "Alarm-Mo", r"CW:AlarmMonitorUsage$", "Alarm"),
            ("alarm-highres", "Alarm-Mo", r"CW:HighResAlarmMonitorUsage$", "Alarm"),
            ("alarm-composite", "Alarm-Mo", r"CW:CompositeAlarmMonitorUsage$", "Alarm"),
            ("custom-metric", "Metric-Mo", r"CW:MetricMonitorUsage$", "Metric"),
            ("logs-ingest-standard", "GB", r"(?:^|-)DataProcessing-Bytes$", "Data Payload"),
            ("logs-storage", "GB-Mo", r"(?:^|-)TimedStorage-ByteHrs$", "Storage Snapshot"),
            ("logs-insights-scan", "GB", r"(?:^|-)DataScanned-Bytes$", "Data Payload"),
        )
    ),
    Selector("awskms", "cmk-month", "Key-Mo", r"KMS-Keys$", family="Encryption Key"),
    Selector("awskms", "requests-symmetric", "10K requests", r"KMS-Requests$", times=_TEN_THOUSAND),
    Selector("AWSSecretsManager", "secret-month", "Secret-Mo", r"", family="Secret"),
    Selector(
        "AWSSecretsManager",
        "api-requests",
        "10K requests",
        r"",
        family="API Request",
        times=_TEN_THOUSAND,
    ),
    Selector(
        "AmazonSNS", "publish-request", "1M requests", r"(?:^|-)Requests-Tier1$", times=_MILLION
    ),
    Selector("awswaf", "webacl-month", "ACL-Mo", _PREFIX + r"WebACLV2$"),
    Selector("awswaf", "rule-month", "Rule-Mo", _PREFIX + r"RuleV2$"),
    Selector("awswaf", "requests", "1M requests", _PREFIX + r"RequestV2-Tier1$", times=_MILLION),
    _out("cross-az", "IntraRegion", r"DataTransfer-Regional-Bytes$"),
    _out("internet-egress", "AWS Outbound", r"DataTransfer-Out-Bytes$"),
    _out("inter-region-to:{toRegionCode}", "InterRegion Outbound", r"-AWS-Out-Bytes$"),
    Selector(
        "AmazonS3",
        "standard-storage",
        "GB-Mo",
        r"(?:^|-)TimedStorage-ByteHrs$",
        {"volumeType": "Standard"},
    ),
    Selector(
        "AmazonS3", "put-requests", "1K requests", _PREFIX + r"Requests-Tier1$", times=_THOUSAND
    ),
    Selector(
        "AmazonS3", "get-requests", "1K requests", _PREFIX + r"Requests-Tier2$", times=_THOUSAND
    ),
)
"""Every item a refresh can read; the other items of a catalogue stay as they are."""


def selectors_for(region: str) -> tuple[Selector, ...]:
    """The selectors of a region, or of "global"."""
    return tuple(item for item in SELECTORS if item.is_global == (region == GLOBAL))

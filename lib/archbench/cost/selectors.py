"""Which product of the AWS price list is which item of the catalogue.

Each row says what else would match and must not.
"""

from decimal import Decimal
from functools import cache

from archbench.cost.catalogue import GLOBAL
from archbench.cost.registry import leaf, priced_types
from archbench.cost.selector import MILLION, PREFIX, TEN_THOUSAND, THOUSAND, Selector

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


SHARED = (
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
        Selector("AWSELB", f"{name}-{what}", unit, PREFIX + usagetype, _PLACE, family)
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
            ("aurora-io", "1M IOs", r"Aurora:StorageIOUsage$", "System Operation", MILLION),
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
    _dns("query-standard", "1M queries", r"(?:^|-)DNS-Queries$", MILLION),
    _dns("query-latency", "1M queries", r"(?:^|-)LBR-Queries$", MILLION),
    _dns("query-geo", "1M queries", r"(?:^|-)Geo-Queries$", MILLION),
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
    Selector("awskms", "requests-symmetric", "10K requests", r"KMS-Requests$", times=TEN_THOUSAND),
    Selector("AWSSecretsManager", "secret-month", "Secret-Mo", r"", family="Secret"),
    Selector(
        "AWSSecretsManager",
        "api-requests",
        "10K requests",
        r"",
        family="API Request",
        times=TEN_THOUSAND,
    ),
    Selector(
        "AmazonSNS", "publish-request", "1M requests", r"(?:^|-)Requests-Tier1$", times=MILLION
    ),
    Selector("awswaf", "webacl-month", "ACL-Mo", PREFIX + r"WebACLV2$"),
    Selector("awswaf", "rule-month", "Rule-Mo", PREFIX + r"RuleV2$"),
    Selector("awswaf", "requests", "1M requests", PREFIX + r"RequestV2-Tier1$", times=MILLION),
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
        "AmazonS3", "put-requests", "1K requests", PREFIX + r"Requests-Tier1$", times=THOUSAND
    ),
    Selector(
        "AmazonS3", "get-requests", "1K requests", PREFIX + r"Requests-Tier2$", times=THOUSAND
    ),
)
"""Items that several leaves ask for; what one leaf alone asks for stands there, as QUERIES."""


@cache
def selectors() -> tuple[Selector, ...]:
    """Every item a refresh can read; the other items of a catalogue stay as they are."""
    own = (getattr(leaf(type_), "QUERIES", ()) for type_ in sorted(priced_types()))
    return (*SHARED, *(query for queries in own for query in queries))


def selectors_for(region: str) -> tuple[Selector, ...]:
    """The selectors of a region, or of "global"."""
    return tuple(item for item in selectors() if item.is_global == (region == GLOBAL))

"""GuardDuty detector: by the events and the GB of logs it analyses.

https://aws.amazon.com/guardduty/pricing/. Kubernetes, S3 and malware protection where they are on.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_cloudtrail_events": 20000000, "monthly_flow_and_dns_log_gb": 600}
>>> print_bill({"aws_guardduty_detector.a": {}}, {"aws_guardduty_detector.a": use})
Management events analysed                   20 1M events                $4     $80.00
Flow and DNS logs analysed (first 500 GB)        500 GB                       $1    $500.00
Flow and DNS logs analysed (next 2,000 GB)        100 GB                     $0.5     $50.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, first, is_true
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "GuardDuty detector"
USAGE = {
    "monthly_cloudtrail_events": "management events analysed in a month",
    "monthly_flow_and_dns_log_gb": "GB of flow and DNS logs analysed in a month",
    "monthly_s3_data_events": "S3 data events analysed in a month",
    "monthly_eks_audit_events": "Kubernetes audit events analysed in a month",
    "monthly_malware_scan_gb": "GB of volumes scanned for malware in a month",
}
ARGUMENTS = arguments(
    priced="datasources enable",
    free="finding_publishing_frequency",
)

_ALWAYS = {
    "monthly_cloudtrail_events": ("cloudtrail-management-events", "Management events analysed"),
    "monthly_flow_and_dns_log_gb": ("flow-dns-logs", "Flow and DNS logs analysed"),
}
_OPTIONAL = {
    "monthly_s3_data_events": ("s3-data-events", "S3 data events analysed", ("s3_logs",)),
    "monthly_eks_audit_events": (
        "eks-audit-events",
        "Kubernetes audit events analysed",
        ("kubernetes", "audit_logs"),
    ),
    "monthly_malware_scan_gb": (
        "malware-ebs-scan",
        "Volumes scanned for malware",
        ("malware_protection", "scan_ec2_instance_with_findings", "ebs_volumes"),
    ),
}

QUERIES = queries(
    "AmazonGuardDuty",
    "",
    ("cloudtrail-management-events", "1M events", "PaidEventsAnalyzed"),
    ("flow-dns-logs", "GB", "PaidEventsAnalyzed-Bytes"),
    ("s3-data-events", "1M events", "PaidS3DataEventsAnalyzed"),
    ("eks-audit-events", "1M events", "PaidKubernetesAuditLogsAnalyzed"),
    ("malware-ebs-scan", "GB", "PaidMalwareProtectionEBSDataScanned"),
)


def charges(detector: Resource) -> Iterator[Charge]:
    """Events and logs; what is optional where it is on or the usage names it."""
    if not detector.flag("enable", default=True):
        return
    for key, (item, label) in _ALWAYS.items():
        yield detector.used("AmazonGuardDuty", item, label, key)
    for key, (item, label, path) in _OPTIONAL.items():
        if _is_on(detector, path) or not isinstance(detector.usage_of(key)[0], Open):
            yield detector.used("AmazonGuardDuty", item, label, key)


def _is_on(detector: Resource, path: tuple[str, ...]) -> bool:
    block = detector.block("datasources")
    for name in path:
        block = first(block, name, f"{detector.address} datasources")
    return is_true(block.get("enable"), f"{detector.address} {path[-1]}")

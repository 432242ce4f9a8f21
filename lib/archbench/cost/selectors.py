"""Every query of the leaves, and what no query finds."""

from collections.abc import Mapping
from functools import cache

from archbench.cost.catalogue import GLOBAL
from archbench.cost.registry import leaf, priced_types
from archbench.cost.selector import Selector

_NAMELESS = "its product in the price list is not known to archbench"
UNASKED: Mapping[str, str] = {
    "AWSDirectoryService simple-ad-": _NAMELESS,
    "AWSEvents pipe-requests": _NAMELESS,
    "AWSGlobalAccelerator premium-gb": "the list writes its areas in another division",
    "AmazonCognito ": _NAMELESS,
    "AmazonEC2 ebs-iops:io2": "the list splits its tiers over three products",
    "AmazonEC2 linux-spot": "spot prices change by the minute and are in no price list",
    "AmazonFSx lustre-scratch": _NAMELESS,
    "AmazonFSx ontap-capacity-pool": _NAMELESS,
    "AmazonFSx ontap-hdd-storage": _NAMELESS,
    "AmazonFSx ontap-iops": _NAMELESS,
    "AmazonLightsail instance": "the list names plans by their memory, of all generations alike",
    "AmazonMSK express-ingress": _NAMELESS,
    "AmazonMSK private-connectivity-gb": _NAMELESS,
    "AmazonMSK serverless-data-out": _NAMELESS,
    "AmazonMSK serverless-storage": _NAMELESS,
    "AmazonMSK storage-throughput": _NAMELESS,
    "AmazonES managed-storage": _NAMELESS,
    "AmazonMemoryDB backup": _NAMELESS,
    "AmazonMemoryDB data-written": _NAMELESS,
    "AmazonNeptune serverless-ncu-hour": _NAMELESS,
    "AmazonRDS performance-insights-ltr:serverless": _NAMELESS,
    "AmazonRDS rds-iops:io2": _NAMELESS,
    "AmazonRDS rds-storage:gp3:multi-az-cluster": _NAMELESS,
    "AmazonRDS rds-storage:io2": _NAMELESS,
    "AmazonS3 get-requests:glacier-instant": _NAMELESS,
    "AmazonS3 lifecycle-transition:glacier-instant": _NAMELESS,
    "AmazonS3 put-requests:glacier-instant": _NAMELESS,
    "AmazonS3 retrieval:glacier-instant": _NAMELESS,
    "AmazonSES inbound-email": _NAMELESS,
    "AmazonSNS data-protection-scan": _NAMELESS,
    "AmazonSageMaker notebook-storage": _NAMELESS,
    "AmazonVPC lattice-": _NAMELESS,
    "AmazonVPC resource-endpoint-gb": _NAMELESS,
    "awswaf captcha-attempts": _NAMELESS,
    "awswaf challenge-served": _NAMELESS,
    "awswaf fraud-control-attempts": _NAMELESS,
    "awswaf requests-32kb-body": _NAMELESS,
    "awswaf requests-48kb-body": _NAMELESS,
    "awswaf requests-64kb-body": _NAMELESS,
}
"""Why an item has no query, by how service and item begin: a refresh leaves it as it is."""


@cache
def selectors() -> tuple[Selector, ...]:
    """Every item a refresh can read; the other items of a catalogue stay as they are."""
    return tuple(
        query for type_ in sorted(priced_types()) for query in getattr(leaf(type_), "QUERIES", ())
    )


def selectors_for(region: str) -> tuple[Selector, ...]:
    """The selectors of a region, or of "global"."""
    return tuple(item for item in selectors() if item.is_global == (region == GLOBAL))


def unasked(service: str, item: str) -> str:
    """Why no query finds an item, "" when one does or nobody asks for it.

    >>> unasked("AmazonEC2", "ebs-iops:io2"), unasked("awskms", "cmk-month")
    ('the list splits its tiers over three products', '')
    """
    name = f"{service} {item}"
    return next((why for start, why in UNASKED.items() if name.startswith(start)), "")

"""Data sources the AWS provider answers from a name alone: regions, partitions, services, ARNs.

Rules as seen in plans of provider 5.100. A region whose partition is not known here gives nothing.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from archbench.frozen import frozen
from archbench.patterns import regex

Attributes = Mapping[str, Any]


@frozen
class Question:
    """The known text arguments of a data source, the region it asks about and the provider's."""

    given: Mapping[str, str]
    region: str
    home: str


_COMMERCIAL = regex(r"(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+")
_PARTITIONS = {
    "cn-": ("aws-cn", "amazonaws.com.cn"),
    "us-gov-": ("aws-us-gov", "amazonaws.com"),
    "us-iso-": ("aws-iso", "c2s.ic.gov"),
    "us-isob-": ("aws-iso-b", "sc2s.sgov.gov"),
}
_BESIDE_ID: Mapping[str, Attributes] = {
    "aws_cloudfront_log_delivery_canonical_user_id": {},
    "aws_cloudtrail_service_account": {"user": "root"},
    "aws_elastic_beanstalk_hosted_zone": {},
    "aws_elb_hosted_zone_id": {},
    "aws_elb_service_account": {"user": "root"},
    "aws_lb_hosted_zone_id": {"load_balancer_type": "application"},
    "aws_redshift_service_account": {"user": "user/logs"},
}
_ARN = regex(r"arn:([^:]*):([^:]*):([^:]*):([^:]*):(.*)", re.DOTALL)


def partition_of(region: str) -> tuple[str, str] | None:
    """The partition of a region and its DNS suffix, such as ("aws", "amazonaws.com")."""
    for start, found in _PARTITIONS.items():
        if region.startswith(start):
            return found
    return ("aws", "amazonaws.com") if _COMMERCIAL.fullmatch(region) else None


def _partition(asked: Question) -> Attributes:
    found = partition_of(asked.home)
    if found is None:
        return {}
    name, suffix = found
    return {
        "id": name,
        "partition": name,
        "dns_suffix": suffix,
        "reverse_dns_prefix": _reversed(suffix),
    }


def _region(asked: Question) -> Attributes:
    if "endpoint" in asked.given or partition_of(asked.region) is None:
        return {}
    return {"id": asked.region, "name": asked.region, "region": asked.region}


def _service(asked: Question) -> Attributes:
    """A service's names; whether the region has the service stays unknown."""
    given, region = asked.given, asked.region
    partition, own = partition_of(region), partition_of(asked.home)
    named = given.get("service_id")
    if partition is None or own is None or not named:
        return {}
    if given.keys() & {"dns_name", "reverse_dns_name"}:
        return {}
    prefix = given.get("reverse_dns_prefix") or _reversed(own[1])
    name = f"{prefix}.{region}.{named}"
    return {
        "id": name,
        "dns_name": _reversed(name).lower(),
        "partition": partition[0],
        "region": region,
        "reverse_dns_name": name,
        "reverse_dns_prefix": prefix,
    }


def _service_principal(asked: Question) -> Attributes:
    """A service's principal; elsewhere than here the suffix depends on the service."""
    found = partition_of(asked.region)
    name = asked.given.get("service_name")
    if found is None or found[0] not in ("aws", "aws-us-gov") or not name:
        return {}
    suffix = found[1]
    return {
        "id": f"{name}.{asked.region}.{suffix}",
        "name": f"{name}.{suffix}",
        "region": asked.region,
        "suffix": suffix,
    }


def arn_parts(arn: str) -> Attributes:
    """What `data "aws_arn"` takes an ARN apart into; nothing when it is none."""
    match = _ARN.fullmatch(arn)
    if match is None:
        return {}
    names = ("partition", "service", "region", "account", "resource")
    return {"id": arn} | dict(zip(names, match.groups(), strict=True))


def beside_id(type_: str, id_: str, home: str) -> Attributes:
    """What else follows for a data source that a table of ids by region answers."""
    if type_ not in _BESIDE_ID:
        return {}
    found = dict(_BESIDE_ID[type_])
    user, partition = found.pop("user", None), partition_of(home)
    if user is not None and partition is not None:
        found["arn"] = f"arn:{partition[0]}:iam::{id_}:{user}"
    # one of them fills in the region it was not given
    region = home if type_ == "aws_elastic_beanstalk_hosted_zone" else None
    return {"region": region} | found


def _reversed(name: str) -> str:
    return ".".join(reversed(name.split(".")))


BY_REGION: Mapping[str, Callable[[Question], Attributes]] = {
    "aws_partition": _partition,
    "aws_region": _region,
    "aws_service": _service,
    "aws_service_principal": _service_principal,
}
"""By type, what a question is answered with."""

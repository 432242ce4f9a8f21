"""What a text from AWS names, by its form: an ARN, an id, the suffix of a balancer's ARN."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from archbench.hcl.values import Plain
from archbench.metrics.catalogue import catalogue
from archbench.patterns import regex
from archbench.terraform.arns import named_in
from archbench.terraform.identity import NAMES


@dataclass(frozen=True)
class Form:
    """A resource as a text tells it: its canonical type and the attributes that follow."""

    type: str
    values: Mapping[str, Plain]


_IDS = (
    (r"nat-[0-9a-f]{8,17}", "aws_nat_gateway"),
    (r"i-[0-9a-f]{8,17}", "aws_instance"),
    (r"fs-[0-9a-f]{8,17}", "aws_efs_file_system"),
    (r"tgw-[0-9a-f]{8,17}", "aws_ec2_transit_gateway"),
    (r"tgw-attach-[0-9a-f]{8,17}", "aws_ec2_transit_gateway_vpc_attachment"),
    (r"vpn-[0-9a-f]{8,17}", "aws_vpn_connection"),
)
"""Ids that AWS makes, each the form of one type alone: a UUID or E1… names many kinds of things."""
_ARNS = (
    ("elasticloadbalancing", r"loadbalancer/(?:app|net|gwy)/.+", "aws_lb"),
    ("elasticloadbalancing", r"targetgroup/.+", "aws_lb_target_group"),
    ("elasticloadbalancing", r"loadbalancer/[^/]+", "aws_elb"),
    ("ec2", r"natgateway/.+", "aws_nat_gateway"),
    ("ec2", r"instance/.+", "aws_instance"),
    ("ec2", r"transit-gateway/.+", "aws_ec2_transit_gateway"),
    ("ec2", r"transit-gateway-attachment/.+", "aws_ec2_transit_gateway_vpc_attachment"),
    ("ec2", r"vpn-connection/.+", "aws_vpn_connection"),
    ("elasticfilesystem", r"file-system/.+", "aws_efs_file_system"),
    ("cloudfront", r"distribution/.+", "aws_cloudfront_distribution"),
    ("route53", r"healthcheck/.+", "aws_route53_health_check"),
    ("apigateway", r"/restapis/[^/]+", "aws_api_gateway_rest_api"),
    ("apigateway", r"/apis/[^/]+", "aws_apigatewayv2_api"),
    ("kafka", r"cluster/.+", "aws_msk_cluster"),
    ("wafv2", r"(?:regional|global)/webacl/.+", "aws_wafv2_web_acl"),
)
"""ARNs that end with an id AWS makes, or hold one; those that hold a name are terraform.arns'."""
_SUFFIX = regex(r"(?:(?:app|net|gwy)|targetgroup)/([A-Za-z0-9-]+)/[0-9a-f]{8,}")
_ARN = regex(r"arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):(\d*):(.+)")


def recognised(text: str) -> Form | None:
    """What one text names; None where its form tells nothing.

    >>> recognised("nat-0aa11bb22cc33dd44").type
    'aws_nat_gateway'
    >>> recognised("app/web/50dc6c495c0c9188").values["arn_suffix"]
    'app/web/50dc6c495c0c9188'
    >>> recognised("arn:aws:sqs:eu-west-1:123456789012:orders").values["name"]
    'orders'
    >>> recognised("https://sqs.eu-west-1.amazonaws.com/123456789012/orders").type
    'aws_sqs_queue'
    >>> recognised("vpc-1"), recognised("orders")
    (None, None)
    """
    suffix = _SUFFIX.fullmatch(text)
    if suffix:
        type_ = "aws_lb_target_group" if text.startswith("targetgroup/") else "aws_lb"
        return Form(type_, {"arn_suffix": text, "name": suffix[1]})
    for form, type_ in _IDS:
        if re.fullmatch(form, text):
            return Form(type_, {"id": text})
    arn = _ARN.fullmatch(text)
    if arn is None:
        named = list(named_in(text)) if text.startswith("https://") else []
        return Form(named[0].type, {NAMES[named[0].type]: named[0].name}) if named else None
    service, _, _, rest = arn.groups()
    for name, form, type_ in _ARNS:
        if name == service and re.fullmatch(form, rest):
            return Form(type_, {"arn": text, **from_arn(type_, text)})
    named = [one for one in named_in(text) if one.type in _measured()] or list(named_in(text))
    return Form(named[0].type, {"arn": text, **from_arn(named[0].type, text)}) if named else None


@cache
def _measured() -> frozenset[str]:
    return frozenset(metric.type for metric in catalogue())


_TWINS = {
    "aws_db_instance": "aws_rds_cluster_instance",
    "aws_elasticsearch_domain": "aws_opensearch_domain",
}


def alike(type_: str) -> tuple[str, ...]:
    """A type, and the one whose ARNs look the same."""
    others = [other for pair in _TWINS.items() if type_ in pair for other in pair]
    return tuple(dict.fromkeys((type_, *others)))


def from_arn(type_: str, arn: str) -> Mapping[str, str]:
    """The attributes of a resource that its ARN holds.

    >>> from_arn("aws_lb", "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/web/50dc")
    {'arn_suffix': 'app/web/50dc', 'name': 'web'}
    """
    rest = arn.split(":", 5)[-1]
    if type_ in ("aws_lb", "aws_lb_target_group"):
        suffix = rest.removeprefix("loadbalancer/")
        parts = suffix.split("/")
        return {"arn_suffix": suffix, "name": parts[-2]} if len(parts) > 2 else {}
    if type_ == "aws_elb":
        return {"name": rest.rpartition("/")[2]}
    if type_ == "aws_msk_cluster":
        return {"cluster_name": rest.split("/")[1]} if "/" in rest else {}
    found = next((one for one in named_in(arn) if one.type == type_), None)
    if found is not None and type_ in NAMES:
        return {NAMES[type_]: found.name}
    of_id = any(name == type_ for _, _, name in _ARNS) and type_ != "aws_wafv2_web_acl"
    return {"id": rest.rpartition("/")[2]} if of_id else {}


def place_of(arn: str) -> tuple[str, str]:
    """The region and the account in an ARN, "" for each it does not hold.

    >>> place_of("arn:aws:sqs:eu-west-1:123456789012:orders")
    ('eu-west-1', '123456789012')
    """
    found = _ARN.fullmatch(arn)
    return (found[2], found[3]) if found else ("", "")

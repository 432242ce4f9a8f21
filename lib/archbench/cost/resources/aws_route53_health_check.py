"""Health check: by the month, more for endpoints outside AWS, and for each option.

https://aws.amazon.com/route53/pricing/. Options are HTTPS, string matching, a 10-second interval
and latency measurement. The 50 free checks of AWS endpoints an account has are not taken off.

>>> from archbench.cost.bill import print_bill, ref
>>> check = {"type": "HTTPS_STR_MATCH", "fqdn": ref("aws_lb.web", "dns_name")}
>>> print_bill({"aws_lb.web": {"internal": True}, "aws_route53_health_check.web": check},
...     {"aws_lb.web": {"monthly_lcu_hours": 0}})
Application load balancer                   730 Hrs                 $0.0225     $16.43
Load balancer capacity units                  0 LCU-Hrs              $0.008      $0.00
Health check of an AWS endpoint               1 Check-Mo               $0.5      $0.50
Health check options: HTTPS, string matching          2 Option-Mo                $1      $2.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Alternatives, Charge, Resource, UndecidedError
from archbench.cost.quantity import Amount, Quantity
from archbench.cost.selector import queries
from archbench.hcl.values import Unknown

NAME = "Health check"
USAGE = {"endpoint_type": "aws or non_aws: where the endpoint is, when Terraform does not tell"}
ARGUMENTS = arguments(
    priced="fqdn ip_address measure_latency request_interval type",
    free="""
        child_health_threshold child_healthchecks cloudwatch_alarm_name
        cloudwatch_alarm_region disabled enable_sni failure_threshold
        insufficient_data_health_status invert_healthcheck port reference_name regions
        resource_path routing_control_arn search_string triggers
    """,
)

_ENDPOINTS = ("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP")
FAST_INTERVAL = 10

QUERIES = queries(
    "AmazonRoute53",
    "DNS Health Check",
    ("health-check-aws", "Check-Mo", "Health-Check-AWS"),
    ("health-check-nonaws", "Check-Mo", "Health-Check-Non-AWS"),
    ("health-check-option-aws", "Option-Mo", "Health-Check-Option-AWS"),
    ("health-check-option-nonaws", "Option-Mo", "Health-Check-Option-Non-AWS"),
    is_global=True,
)


def charges(check: Resource) -> Iterator[Charge | Alternatives]:
    """The check and its options."""
    kind = check.text("type")
    if kind not in _ENDPOINTS:
        raise UndecidedError(f"no price: no sourced figure for a {kind} health check")
    where = _endpoint(check)
    label = {"aws": "an AWS endpoint", "nonaws": "an endpoint outside AWS"}.get(
        where, "an endpoint"
    )
    options = _options(check, kind)
    for item, words, number, what in (
        ("health-check", f"Health check of {label}", 1, "check"),
        (
            "health-check-option",
            f"Health check options: {', '.join(options)}",
            len(options),
            "options",
        ),
    ):
        rates = tuple(
            _line(f"{item}-{end}", words, Quantity.of(number), f"{number} {what}")
            for end in ("aws", "nonaws")
            if where in ("", end)
        )
        if where and number:
            yield rates[0]
        elif number:
            yield Alternatives(words, rates, _untold(check))


def _untold(check: Resource) -> str:
    return (
        "whether its endpoint is in AWS cannot be told; give endpoint_type (aws or non_aws) for "
        f"{check.address} in a usage file"
    )


def _line(item: str, label: str, quantity: Amount, formula: str) -> Charge:
    return Charge("AmazonRoute53", item, label, quantity, formula=formula, region=GLOBAL)


def _options(check: Resource, kind: str) -> list[str]:
    interval = check.instance.get("request_interval")
    if isinstance(interval, Unknown):
        raise UndecidedError(f"no price: request_interval is {interval}")
    found = {
        "HTTPS": kind.startswith("HTTPS"),
        "string matching": kind.endswith("_STR_MATCH"),
        "10-second interval": interval == FAST_INTERVAL,
        "latency": check.flag("measure_latency"),
    }
    return [name for name, is_on in found.items() if is_on]


def _endpoint(check: Resource) -> str:
    """Where the endpoint is: "aws", "nonaws", "" where it cannot be told."""
    said = check.usage.text(check.address, check.instance.type, "endpoint_type")
    if said:
        return "aws" if said == "aws" else "nonaws"
    for name in ("fqdn", "ip_address"):
        found = check.target(name)
        if found and found.type == "aws_route53_record":
            found = check.at(found).follow(None, "alias") or found
        if found and found.type.startswith("aws_") and found.type != "aws_route53_record":
            return "aws"
        value = check.instance.get(name)
        if isinstance(value, str) and value.endswith(".amazonaws.com"):
            return "aws"
    return ""

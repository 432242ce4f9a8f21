"""Elastic Load Balancing: balancers, and what requests pass on their way through them."""

from collections.abc import Mapping

from archbench.aws.kind import Kind, Link, helper, passage
from archbench.aws.values import found_at, text
from archbench.terraform.configuration import Instance, Path

_FORWARDS = ("target_group_arn", "forward.target_group.arn")

CAPACITY_UNIT: Mapping[str, Mapping[str, int]] = {
    "application": {"new_connections": 25, "active_connections": 3000, "rule_evaluations": 1000},
    "gateway": {"new_connections": 600, "active_connections": 60_000},
    "TCP": {"new_connections": 800, "active_connections": 100_000},
    "UDP": {"new_connections": 400, "active_connections": 50_000},
    "TLS": {"new_connections": 50, "active_connections": 3000},
}
"""How much of each dimension one capacity unit carries, by kind; of a network one by protocol.

New connections and rules a second, active connections a minute, beside 1 GB an hour for all
(https://aws.amazon.com/elasticloadbalancing/pricing/).
"""

_LOGS = (
    Link("event", "", "access_logs.bucket", "access logs"),
    Link("event", "", "connection_logs.bucket", "connection logs"),
)


def _matched(item: Instance, _: Path) -> str:
    """Which requests a listener rule takes: "shop.example.com /api/*"; "" where it is not told."""
    said = []
    for name in ("host_header", "path_pattern", "http_request_method"):
        for _, values in found_at(item, f"condition.{name}.values"):
            words = [text(one) for one in values] if isinstance(values, tuple) else [""]
            if not all(words):
                return ""
            said.append(" or ".join(words))
    return " ".join(said)


def _authorizers(balancer: str, action: str) -> tuple[Link, ...]:
    pool = f"{action}.authenticate_cognito.user_pool_arn"
    return (Link("control", pool, balancer, "authenticates"),)


KINDS = (
    Kind(
        types=("aws_lb", "aws_alb"),
        title="Load balancer",
        service="Elastic Load Balancing",
        icon="network.ElbApplicationLoadBalancer",
        role="entry",
        links=_LOGS,
        loss="spread",
        recovers="balancer-ttl",
        levels=("balancer-level-zones", "balancer-level-one-zone"),
    ),
    Kind(
        types=("aws_elb",),
        title="Classic load balancer",
        service="Elastic Load Balancing",
        icon="network.ELB",
        role="entry",
        links=(Link("request", "", "instances"), _LOGS[0]),
        loss="spread",
        recovers="balancer-ttl",
        levels=("balancer-level-zones", "balancer-level-one-zone"),
    ),
    helper(
        "aws_lb_listener aws_alb_listener",
        "load_balancer_arn",
        links=(
            *(
                Link("request", "load_balancer_arn", f"default_action.{way}", "{protocol} {port}")
                for way in _FORWARDS
            ),
            *_authorizers("load_balancer_arn", "default_action"),
            Link("uses", "load_balancer_arn", "certificate_arn", "certificate"),
        ),
    ),
    helper(
        "aws_lb_listener_rule aws_alb_listener_rule",
        "listener_arn",
        links=(
            *(Link("request", "listener_arn", f"action.{way}", _matched) for way in _FORWARDS),
            *_authorizers("listener_arn", "action"),
        ),
    ),
    passage("aws_lb_target_group aws_alb_target_group"),
    helper(
        "aws_lb_target_group_attachment aws_alb_target_group_attachment",
        "target_group_arn",
        links=(Link("request", "target_group_arn", "target_id"),),
    ),
    helper("aws_elb_attachment", "elb", links=(Link("request", "elb", "instance"),)),
    helper(
        "aws_lb_listener_certificate aws_alb_listener_certificate",
        "listener_arn",
        links=(Link("uses", "listener_arn", "certificate_arn", "certificate"),),
    ),
    helper(
        "aws_lb_cookie_stickiness_policy aws_app_cookie_stickiness_policy "
        "aws_lb_ssl_negotiation_policy aws_proxy_protocol_policy",
        "load_balancer",
    ),
    helper(
        "aws_load_balancer_policy aws_load_balancer_listener_policy "
        "aws_load_balancer_backend_server_policy",
        "load_balancer_name",
    ),
    helper("aws_lb_trust_store"),
    helper("aws_lb_trust_store_revocation", "trust_store_arn"),
)

"""Arguments of one resource that must go together: what AWS refuses of several at once.

The provider's schema takes each of them alone, so that a change of one can leave a resource that
only AWS refuses, in the middle of an apply. Each rule names the page it was read on, 2026-11-29.
"""

from collections.abc import Callable, Iterator, Mapping

from archbench.aws.values import text, truth, whole
from archbench.terraform.configuration import Instance

_SEARCHED = ("HTTP_STR_MATCH", "HTTPS_STR_MATCH")
_ENCRYPTED = ("HTTPS", "TLS")


def broken(instance: Instance) -> Iterator[str]:
    """What does not go together in an instance, in words; what is not known breaks nothing."""
    rule = _RULES.get(instance.type)
    if rule is not None:
        yield from rule(instance)


def _target_group(item: Instance) -> Iterator[str]:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html."""
    for check in item.blocks("health_check"):
        interval, timeout = whole(check.get("interval", 30)), whole(check.get("timeout", 5))
        if isinstance(interval, int) and isinstance(timeout, int) and interval <= timeout:
            yield f"health_check.interval ({interval} s) must be longer than timeout ({timeout} s)"


def _template(item: Instance) -> Iterator[str]:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html."""
    for mapping in item.blocks("block_device_mappings"):
        if mapping.get("device_name") in (None, ""):
            yield "a block_device_mappings needs its device_name"


def _database(item: Instance) -> Iterator[str]:
    """https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html."""
    zone = item.get("availability_zone")
    if truth(item.get("multi_az"), default=False) is True and zone is not None:
        yield "multi_az takes no availability_zone: AWS chooses both"


def _health_check(item: Instance) -> Iterator[str]:
    """https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html."""
    kind = text(item.get("type"))
    if kind in _SEARCHED and item.get("search_string") is None:
        yield f"type {kind} needs a search_string"
    if kind and kind not in _SEARCHED and item.get("search_string") is not None:
        yield f"type {kind} takes no search_string"


def _listener(item: Instance) -> Iterator[str]:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html."""
    protocol = text(item.get("protocol"))
    if item.get("ssl_policy") is not None and protocol and protocol not in _ENCRYPTED:
        yield f"a listener that speaks {protocol} takes no ssl_policy"


def _key(item: Instance) -> Iterator[str]:
    """https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html."""
    if truth(item.get("enable_key_rotation"), default=False) is not True:
        return
    shape = text(item.get("customer_master_key_spec")) or "SYMMETRIC_DEFAULT"
    if shape != "SYMMETRIC_DEFAULT" or item.get("custom_key_store_id") is not None:
        yield "only a symmetric key of KMS itself rotates"


_RULES: Mapping[str, Callable[[Instance], Iterator[str]]] = {
    "aws_db_instance": _database,
    "aws_kms_key": _key,
    "aws_launch_template": _template,
    "aws_lb_listener": _listener,
    "aws_lb_target_group": _target_group,
    "aws_route53_health_check": _health_check,
}

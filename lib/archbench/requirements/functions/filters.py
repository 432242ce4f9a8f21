"""filters(item): whether the web ACL of an association or distribution blocks anything.

Its default action blocks, or one of its rules blocks, challenges, or is a managed group whose
actions are not all turned to counting. An ACL that is elsewhere is not known.
"""

from collections.abc import Mapping

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import Origin, Plain, Value, unknown
from archbench.requirements.functions._related import instance_of, read
from archbench.requirements.view import View

_ACLS = ("aws_wafv2_web_acl",)
_STOPS = ("block", "captcha", "challenge")


def call(view: View, item: Value) -> Value:
    """True or false."""
    found = instance_of(view, item)
    if found is None:
        return computed(BOOL, item)
    at = "web_acl_id" if found.type == "aws_cloudfront_distribution" else "web_acl_arn"
    acl = view.relations.reader.instance(found, at, types=_ACLS)
    if acl is None or acl.mode == "data":
        reason = "the web ACL is not in this configuration"
        return unknown(BOOL, Origin("resource", found.address, at, reason))
    read(view, acl.address, ("default_action",), ("rule",))
    rules = acl.values.get("rule", ())
    if not isinstance(rules, tuple) or any(not isinstance(rule, Mapping) for rule in rules):
        return unknown(BOOL, Origin("resource", acl.address, "rule"))
    stops = any(_has(block, "block") for block in acl.blocks("default_action"))
    return construct.boolean(stops or any(_stops(rule) for rule in acl.blocks("rule")))


def _stops(rule: Mapping[str, Plain]) -> bool:
    """Whether a rule stops a request: by its own action, or by a group that is not overridden."""
    action, override = rule.get("action"), rule.get("override_action")
    if isinstance(action, tuple) and action:
        return any(_has(block, name) for block in action for name in _STOPS)
    if isinstance(override, tuple) and override:
        return not any(_has(block, "count") for block in override)
    return False


def _has(block: Plain, name: str) -> bool:
    inner = block.get(name) if isinstance(block, Mapping) else None
    return inner is not None and inner != ()

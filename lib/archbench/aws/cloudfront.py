"""CloudFront: distributions, where they fetch from, and what runs at the edge."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, helper, passage, ways
from archbench.aws.values import first_at, found_in, plural, said, text, value_at
from archbench.terraform.configuration import Instance, Path

_BEHAVIORS = ("default_cache_behavior", "ordered_cache_behavior")


def _fetched(item: Instance, at: Path) -> str:
    """Which requests are fetched from the origin named here: "/api/*"; "" for all, or untold.

    An origin that follows the first of its group is asked when that one fails.
    """
    name = text(value_at(item, (*at[:2], "origin_id")))
    ordered = [b for b in item.blocks("ordered_cache_behavior") if text(b.get("path_pattern"))]
    if not name or not ordered:
        return ""
    groups = {
        text(group.get("origin_id")): [text(one) for _, one in found_in(group, "member.origin_id")]
        for group in item.blocks("origin_group")
    }
    first = {name, *(group for group, members in groups.items() if members[:1] == [name])}
    behaviors = [*ordered, *item.blocks("default_cache_behavior")]
    mine = [block for block in behaviors if text(block.get("target_origin_id")) in first]
    patterns = [said(block.get("path_pattern"), "/*") for block in mine]
    later = any(name in members[1:] for members in groups.values())
    return ", ".join(patterns) or ("on failure" if later else "")


def _distribution(items: Sequence[Instance]) -> str:
    """How many origins it fetches from, and the oldest TLS it speaks: "2 origins, TLS 1.2"."""
    item = items[0]
    origins = item.values.get("origin")
    told = plural("origin", len(origins)) if isinstance(origins, tuple) and origins else ""
    oldest = text(first_at(item, "viewer_certificate.minimum_protocol_version"))
    spoken = oldest.partition("_")[0].replace("TLSv", "TLS ")
    return ", ".join(part for part in (told, spoken) if part)


KINDS = (
    Kind(
        types=("aws_cloudfront_distribution", "aws_cloudfront_multitenant_distribution"),
        title="CloudFront distribution",
        service="CloudFront",
        icon="network.CloudFront",
        role="entry",
        links=(
            Link("request", "", "origin.domain_name", _fetched, open=True),
            Link("request", "", "origin.vpc_origin_config.vpc_origin_id", _fetched),
            *(
                Link("request", "", f"{behavior}.lambda_function_association.lambda_arn", "edge")
                for behavior in _BEHAVIORS
            ),
            Link("control", "web_acl_id", "", "filters"),
            Link("uses", "", "viewer_certificate.acm_certificate_arn", "certificate"),
            Link("event", "", "logging_config.bucket", "logs"),
        ),
        loss="global",
        detail=_distribution,
        levels=("cloudfront-level", ""),
    ),
    passage(
        "aws_cloudfront_vpc_origin", links=ways("request", "", "vpc_origin_endpoint_config.arn")
    ),
    helper("aws_cloudfront_monitoring_subscription", "distribution_id"),
    helper(
        "aws_cloudfront_realtime_log_config",
    ),
    helper(
        "aws_cloudfront_cache_policy aws_cloudfront_origin_request_policy "
        "aws_cloudfront_response_headers_policy aws_cloudfront_continuous_deployment_policy "
        "aws_cloudfront_field_level_encryption_config "
        "aws_cloudfront_field_level_encryption_profile"
    ),
    helper(
        "aws_cloudfront_function aws_cloudfront_origin_access_control "
        "aws_cloudfront_origin_access_identity aws_cloudfront_public_key "
        "aws_cloudfront_key_group aws_cloudfront_key_value_store"
    ),
    helper(
        "aws_cloudfrontkeyvaluestore_key aws_cloudfrontkeyvaluestore_keys_exclusive",
        "key_value_store_arn",
    ),
    helper("aws_cloudfront_distribution_tenant", "distribution_id"),
    helper(
        "aws_cloudfront_anycast_ip_list aws_cloudfront_connection_function "
        "aws_cloudfront_connection_group aws_cloudfront_trust_store"
    ),
)

"""CloudFront: distributions, where they fetch from, and what runs at the edge."""

from archbench.aws.kind import Kind, Link, helper, passage, ways

_BEHAVIORS = ("default_cache_behavior", "ordered_cache_behavior")

KINDS = (
    Kind(
        types=("aws_cloudfront_distribution", "aws_cloudfront_multitenant_distribution"),
        title="CloudFront distribution",
        service="CloudFront",
        icon="network.CloudFront",
        role="entry",
        links=(
            Link("request", "", "origin.domain_name"),
            Link("request", "", "origin.vpc_origin_config.vpc_origin_id"),
            *(
                Link("request", "", f"{behavior}.lambda_function_association.lambda_arn", "edge")
                for behavior in _BEHAVIORS
            ),
            Link("control", "web_acl_id", "", "filters"),
            Link("uses", "", "viewer_certificate.acm_certificate_arn", "certificate"),
            Link("event", "", "logging_config.bucket", "logs"),
        ),
        loss="global",
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

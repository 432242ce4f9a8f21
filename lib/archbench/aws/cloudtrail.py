"""CloudTrail: trails and event data stores."""

from archbench.aws.kind import Kind, helper, support, ways

_ICON = "management.Cloudtrail"

KINDS = (
    Kind(
        types=("aws_cloudtrail",),
        title="Trail",
        service="CloudTrail",
        icon=_ICON,
        role="support",
        links=ways(
            "event", "", "s3_bucket_name cloud_watch_logs_group_arn sns_topic_name", "API calls"
        ),
        loss="none",
    ),
    support("aws_cloudtrail_event_data_store", "Event data store", "CloudTrail", _ICON),
    helper("aws_cloudtrail_organization_delegated_admin_account"),
)

"""Push application of SNS: by the million notifications.

https://aws.amazon.com/sns/pricing/. The account's free million is not taken off

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_push_notifications": 3000000}
>>> print_bill({"aws_sns_platform_application.a": {}}, {"aws_sns_platform_application.a": use})
Push notifications                            3 1M notifications         $0.5      $1.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "Push application"
USAGE = {
    "monthly_push_notifications": "push notifications in a month",
}
ARGUMENTS = arguments(
    free="""
        apple_platform_bundle_id apple_platform_team_id event_delivery_failure_topic_arn
        event_endpoint_created_topic_arn event_endpoint_deleted_topic_arn
        event_endpoint_updated_topic_arn failure_feedback_role_arn name platform
        platform_credential platform_principal success_feedback_role_arn
        success_feedback_sample_rate
    """,
)


def charges(application: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield application.used(
        "AmazonSNS", "mobile-push", "Push notifications", "monthly_push_notifications"
    )

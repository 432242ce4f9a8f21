"""Small worlds for the stand-in: what is published of which thing, and a pull of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from archbench.metrics.catalogue import Metric, catalogue
from archbench.metrics.cloudwatch import gathered
from archbench.metrics.fake import FakeCloudWatch, MetricIdentity, Observed, Published
from archbench.metrics.queries import Query
from archbench.metrics.series import Pull

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NOW = MONDAY + timedelta(days=7)
REGION = "us-east-1"
NAMES = {
    "aws_instance": {"InstanceId": "i-{}"},
    "aws_lb": {"LoadBalancer": "app/{}/1"},
    "aws_nat_gateway": {"NatGatewayId": "nat-{}"},
    "aws_rds_cluster": {"DBClusterIdentifier": "{}"},
    "aws_autoscaling_group": {"AutoScalingGroupName": "{}"},
    "aws_dynamodb_table": {"TableName": "{}"},
    "aws_lambda_function": {"FunctionName": "{}"},
    "aws_sqs_queue": {"QueueName": "{}"},
    "aws_s3_bucket": {"BucketName": "{}"},
    "aws_efs_file_system": {"FileSystemId": "fs-{}"},
    "aws_ecs_service": {"ClusterName": "c", "ServiceName": "{}"},
}
"""The dimensions a type is known by, {} for its name in the configuration."""


def query(address: str, name: str, statistic: str, region: str = REGION, **more: str) -> Query:
    """A metric of one address; more dimensions by name."""
    type_, _, label = address.partition(".")
    named = {key: value.format(label) for key, value in NAMES[type_].items()}
    dimensions = tuple(sorted((named | more).items()))
    return Query(metric(type_, name, dimensions), statistic, dimensions, address, region)


def metric(type_: str, name: str, dimensions: tuple[tuple[str, str], ...]) -> Metric:
    """A row of the catalogue."""
    return next(
        item
        for item in catalogue()
        if item.type == type_ and item.name == name and item.takes(dimensions)
    )


def every(
    seconds: int, days: float, value: Callable[[datetime], Observed], start: datetime = MONDAY
) -> Published:
    """What is published every so many seconds, as a function of the time."""
    count = int(days * 86_400) // seconds
    return Published(
        start, seconds, [value(start + timedelta(seconds=seconds * i)) for i in range(count)]
    )


def always(value: float) -> Callable[[datetime], Observed]:
    """The same at any time."""
    return lambda _: value


def identity(asked: Query) -> MetricIdentity:
    """Under what the stand-in knows a query."""
    return asked.metric.namespace, asked.metric.name, asked.dimensions


def pull(
    world: Mapping[Query, Published | None],
    days: float = 7,
    now: datetime = NOW,
    clients: Mapping[str, FakeCloudWatch] | None = None,
    more: Sequence[Query] = (),
) -> Pull:
    """A pull of everything in a world; what is None is asked and was never published."""
    there = {identity(asked): found for asked, found in world.items() if found}
    fake = FakeCloudWatch(now, there)
    return gathered(
        lambda region: (clients or {}).get(region, fake),
        [(asked, asked.region) for asked in (*world, *more)],
        (now - timedelta(days=days), now, now),
        wait=lambda _: None,
    )

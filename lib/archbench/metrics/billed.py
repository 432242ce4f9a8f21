"""Which metrics measure what is billed, and under which key of a usage file it stands.

Only what CloudWatch measures in the unit that is billed has a rule. The metrics are of the pages of
data/metrics/pages.csv; what is billed of each service stands with its price, in the rule of its
resource.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from archbench.aws.month import HOURS

GB = Decimal(1024**3)
_KB = Decimal(1024)
MONTH = HOURS * 3600
"""Seconds of the month AWS prices with."""
_MINUTE, _SECOND = Decimal(60), Decimal(1)

Measure = Literal["flow", "level", "stock", "mean"]
"""How much went through in a time; how many there are by the hour; how much is kept, which the last
known day says as well as any; what one of many was on average."""


@dataclass(frozen=True, slots=True)
class Billed:
    """One usage key of a resource type, and the metrics it is measured by.

    type, key  as the rule of the resource names them
    metrics    added up; of a mean, what is averaged and what it is weighed by
    statistic  of the metrics; a flow takes Sums, a level or stock Averages
    per        seconds a flow is counted for: a month, a minute, a second
    unit       what a value is divided by
    where      a dimension and its value that the metric must have
    least      share that is billed at least, where one billed thing may hold several counted ones
    """

    type: str
    key: str
    metrics: tuple[str, ...]
    measure: Measure = "flow"
    statistic: str = "Sum"
    per: Decimal = MONTH
    unit: Decimal = Decimal(1)
    where: tuple[str, str] = ("", "")
    least: Decimal = Decimal(1)

    @property
    def weighed(self) -> bool:
        """Whether it is the mean of the first metric, weighed by Sums of the second."""
        return self.measure == "mean"

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """Each metric with the statistic it is read in."""
        return tuple(
            (metric, "Sum" if index and self.weighed else self.statistic)
            for index, metric in enumerate(self.metrics)
        )


def _kept(type_: str, key: str, metric: str, where: tuple[str, str] = ("", "")) -> Billed:
    return Billed(type_, key, (metric,), "stock", "Average", unit=GB, where=where)


_LB, _EFS, _S3 = "aws_lb", "aws_efs_file_system", "aws_s3_bucket"
_SQS, _LAMBDA, _STREAM = "aws_sqs_queue", "aws_lambda_function", "aws_kinesis_stream"

BILLED: tuple[Billed, ...] = (
    # each byte once: what comes in from either side
    Billed("aws_nat_gateway", "monthly_data_processed_gb",
           ("BytesInFromSource", "BytesInFromDestination"), unit=GB),
    Billed(_LB, "new_connections", ("NewConnectionCount",), per=_SECOND),
    Billed(_LB, "new_connections", ("NewFlowCount",), per=_SECOND),
    Billed(_LB, "active_connections", ("ActiveConnectionCount",), per=_MINUTE),
    Billed(_LB, "active_connections", ("ActiveFlowCount",), "level", "Average"),
    Billed(_LB, "processed_bytes_gb", ("ProcessedBytes",), unit=GB),
    Billed(_LB, "rule_evaluations", ("RuleEvaluations",), per=_SECOND),
    Billed("aws_elb", "monthly_data_processed_gb", ("EstimatedProcessedBytes",), unit=GB),
    _kept("aws_rds_cluster", "storage_gb", "VolumeBytesUsed"),
    Billed("aws_rds_cluster", "monthly_io_requests", ("VolumeReadIOPs", "VolumeWriteIOPs")),
    Billed("aws_dynamodb_table", "monthly_read_request_units", ("ConsumedReadCapacityUnits",)),
    Billed("aws_dynamodb_table", "monthly_write_request_units", ("ConsumedWriteCapacityUnits",)),
    Billed("aws_autoscaling_group", "instances", ("GroupInServiceInstances",), "level", "Average"),
    Billed("aws_ecs_service", "tasks", ("RunningTaskCount",), "level", "Average"),
    Billed(_LAMBDA, "monthly_requests", ("Invocations",)),
    Billed(_LAMBDA, "request_duration_ms", ("Duration", "Invocations"), "mean", "Average"),
    # one request holds up to ten messages
    Billed(_SQS, "monthly_requests",
           ("NumberOfMessagesSent", "NumberOfMessagesReceived", "NumberOfMessagesDeleted",
            "NumberOfEmptyReceives"), least=Decimal("0.1")),
    Billed(_SQS, "request_size_kb", ("SentMessageSize", "NumberOfMessagesSent"), "mean",
           "Average", unit=_KB),
    Billed("aws_sns_topic", "monthly_requests", ("NumberOfMessagesPublished",)),
    Billed("aws_ec2_transit_gateway_vpc_attachment", "monthly_data_processed_gb", ("BytesIn",),
           unit=GB),
    Billed("aws_api_gateway_rest_api", "monthly_requests", ("Count",), statistic="SampleCount"),
    Billed("aws_apigatewayv2_api", "monthly_requests", ("Count",), statistic="SampleCount"),
    Billed(_STREAM, "monthly_on_demand_data_in_gb", ("IncomingBytes",), unit=GB),
    Billed(_STREAM, "monthly_on_demand_data_out_gb", ("GetRecords.Bytes",), unit=GB),
    *(
        _kept(_S3, f"{section}.{key}", "BucketSizeBytes", ("StorageType", storage))
        for section, key, storage in (
            ("standard", "storage_gb", "StandardStorage"),
            ("standard_infrequent_access", "storage_gb", "StandardIAStorage"),
            ("one_zone_infrequent_access", "storage_gb", "OneZoneIAStorage"),
            ("glacier_instant_retrieval", "storage_gb", "GlacierInstantRetrievalStorage"),
            ("glacier_flexible_retrieval", "storage_gb", "GlacierStorage"),
            ("glacier_deep_archive", "storage_gb", "DeepArchiveStorage"),
            ("intelligent_tiering", "frequent_access_storage_gb", "IntelligentTieringFAStorage"),
            ("intelligent_tiering", "infrequent_access_storage_gb", "IntelligentTieringIAStorage"),
        )
    ),
    _kept(_EFS, "storage_gb", "StorageBytes", ("StorageClass", "Standard")),
    _kept(_EFS, "infrequent_access_storage_gb", "StorageBytes", ("StorageClass", "IA")),
    Billed(_EFS, "monthly_elastic_read_gb", ("DataReadIOBytes",), unit=GB),
    Billed(_EFS, "monthly_elastic_write_gb", ("DataWriteIOBytes",), unit=GB),
)  # fmt: skip

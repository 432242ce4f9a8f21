"""Kinesis: streams and who reads them, Firehose, stream analytics, video."""

from archbench.aws.kind import Kind, Link, helper, ways
from archbench.aws.values import inside

_DELIVERS = (
    "extended_s3_configuration.bucket_arn",
    "redshift_configuration.cluster_jdbcurl",
    "opensearch_configuration.domain_arn",
    "opensearch_configuration.cluster_endpoint",
    "opensearchserverless_configuration.collection_endpoint",
    "elasticsearch_configuration.domain_arn",
    "elasticsearch_configuration.cluster_endpoint",
    "http_endpoint_configuration.url",
    "iceberg_configuration.catalog_arn",
)
_IN_A_VPC = (
    "opensearch_configuration",
    "opensearchserverless_configuration",
    "elasticsearch_configuration",
)
_FIRST = "extended_s3_configuration.processing_configuration.processors.parameters.parameter_value"
_SQL = "application_configuration.sql_application_configuration"

KINDS = (
    Kind(
        types=("aws_kinesis_stream",),
        title="Kinesis stream",
        service="Kinesis Data Streams",
        icon="analytics.KinesisDataStreams",
        role="channel",
        loss="regional",
        levels=("kinesis-level", ""),
    ),
    helper("aws_kinesis_stream_consumer", "stream_arn"),
    helper("aws_kinesis_resource_policy", "resource_arn"),
    Kind(
        types=("aws_kinesis_firehose_delivery_stream",),
        title="Delivery stream",
        service="Data Firehose",
        icon="analytics.KinesisDataFirehose",
        role="channel",
        links=(
            Link("event", "kinesis_source_configuration.kinesis_stream_arn", ""),
            Link("event", "msk_source_configuration.msk_cluster_arn", ""),
            *(Link("data", "", path, "delivers") for path in _DELIVERS),
            Link("request", "", _FIRST, "transforms"),
        ),
        # it delivers from the subnets it is given
        loss=inside(*(f"{way}.vpc_config.subnet_ids" for way in _IN_A_VPC)),
    ),
    Kind(
        types=("aws_kinesis_analytics_application",),
        title="SQL application",
        service="Kinesis Data Analytics",
        icon="analytics.KinesisDataAnalytics",
        role="workload",
        links=(
            Link("event", "inputs.kinesis_stream.resource_arn", ""),
            Link("event", "inputs.kinesis_firehose.resource_arn", ""),
            *ways(
                "event",
                "",
                "outputs.kinesis_stream.resource_arn outputs.kinesis_firehose.resource_arn "
                "outputs.lambda.resource_arn",
            ),
        ),
        loss="regional",
    ),
    Kind(
        types=("aws_kinesisanalyticsv2_application",),
        title="Flink application",
        service="Managed Service for Apache Flink",
        icon="analytics.KinesisDataAnalytics",
        role="workload",
        links=(
            Link("event", f"{_SQL}.input.kinesis_streams_input.resource_arn", ""),
            Link("event", f"{_SQL}.input.kinesis_firehose_input.resource_arn", ""),
            *(
                Link("event", "", f"{_SQL}.output.{to}.resource_arn")
                for to in ("kinesis_streams_output", "kinesis_firehose_output", "lambda_output")
            ),
        ),
        loss=inside("application_configuration.vpc_configuration.subnet_ids"),
        levels=("flink-level", ""),
    ),
    helper("aws_kinesisanalyticsv2_application_snapshot", "application_name"),
    Kind(
        types=("aws_kinesis_video_stream",),
        title="Video stream",
        service="Kinesis Video Streams",
        icon="analytics.KinesisVideoStreams",
        role="channel",
        loss="regional",
        levels=("kinesis-level", ""),
    ),
    helper("aws_kinesis_account_settings"),
)

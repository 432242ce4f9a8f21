"""By which dimensions CloudWatch names a resource: for alarms that watch it, and to measure it.

The dimensions of each service:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
"""

from collections.abc import Mapping

Identity = tuple[tuple[str, ...], tuple[str, ...]]
"""Types, and the attributes of them that a dimension holds."""
_BALANCERS = ("aws_lb", "aws_alb")
_TARGETS = ("aws_lb_target_group", "aws_alb_target_group")
_CACHES = ("aws_elasticache_cluster",)
DIMENSIONS: Mapping[str, Mapping[str, Identity]] = {
    "AWS/RDS": {
        "DBClusterIdentifier": (("aws_rds_cluster",), ("cluster_identifier", "id")),
        "DBInstanceIdentifier": (
            ("aws_db_instance", "aws_rds_cluster_instance"),
            ("identifier", "id"),
        ),
    },
    "AWS/DocDB": {
        "DBClusterIdentifier": (("aws_docdb_cluster",), ("cluster_identifier", "id")),
        "DBInstanceIdentifier": (("aws_docdb_cluster_instance",), ("identifier", "id")),
    },
    "AWS/Neptune": {
        "DBClusterIdentifier": (("aws_neptune_cluster",), ("cluster_identifier", "id")),
        "DBInstanceIdentifier": (("aws_neptune_cluster_instance",), ("identifier", "id")),
    },
    "AWS/ApplicationELB": {
        "LoadBalancer": (_BALANCERS, ("arn_suffix",)),
        "TargetGroup": (_TARGETS, ("arn_suffix",)),
    },
    "AWS/NetworkELB": {
        "LoadBalancer": (_BALANCERS, ("arn_suffix",)),
        "TargetGroup": (_TARGETS, ("arn_suffix",)),
    },
    "AWS/GatewayELB": {
        "LoadBalancer": (_BALANCERS, ("arn_suffix",)),
        "TargetGroup": (_TARGETS, ("arn_suffix",)),
    },
    "AWS/ELB": {"LoadBalancerName": (("aws_elb",), ("name", "id"))},
    "AWS/AutoScaling": {"AutoScalingGroupName": (("aws_autoscaling_group",), ("name", "id"))},
    "AWS/EC2": {
        "AutoScalingGroupName": (("aws_autoscaling_group",), ("name", "id")),
        "InstanceId": (("aws_instance",), ("id",)),
    },
    "AWS/EBS": {"VolumeId": (("aws_ebs_volume",), ("id",))},
    "AWS/ECS": {
        "ClusterName": (("aws_ecs_cluster",), ("name",)),
        "ServiceName": (("aws_ecs_service",), ("name",)),
    },
    "AWS/Lambda": {"FunctionName": (("aws_lambda_function",), ("function_name", "id"))},
    "AWS/SQS": {"QueueName": (("aws_sqs_queue",), ("name",))},
    "AWS/SNS": {"TopicName": (("aws_sns_topic",), ("name",))},
    "AWS/DynamoDB": {"TableName": (("aws_dynamodb_table",), ("name", "id"))},
    "AWS/ElastiCache": {
        "CacheClusterId": (_CACHES, ("cluster_id", "id")),
        "ReplicationGroupId": (
            ("aws_elasticache_replication_group",),
            ("replication_group_id", "id"),
        ),
    },
    "AWS/EFS": {"FileSystemId": (("aws_efs_file_system",), ("id",))},
    "AWS/Kinesis": {"StreamName": (("aws_kinesis_stream",), ("name", "id"))},
    "AWS/NATGateway": {"NatGatewayId": (("aws_nat_gateway",), ("id",))},
    "AWS/Route53": {"HealthCheckId": (("aws_route53_health_check",), ("id",))},
    "AWS/ApiGateway": {
        "ApiName": (("aws_api_gateway_rest_api",), ("name",)),
        "ApiId": (("aws_apigatewayv2_api",), ("id",)),
    },
    "AWS/Redshift": {"ClusterIdentifier": (("aws_redshift_cluster",), ("cluster_identifier",))},
    "AWS/ES": {
        "DomainName": (("aws_opensearch_domain", "aws_elasticsearch_domain"), ("domain_name",))
    },
    "AWS/CloudFront": {"DistributionId": (("aws_cloudfront_distribution",), ("id",))},
    "AWS/S3": {"BucketName": (("aws_s3_bucket",), ("bucket", "id"))},
    "AWS/States": {"StateMachineArn": (("aws_sfn_state_machine",), ("arn", "id"))},
    "AWS/Kafka": {"Cluster Name": (("aws_msk_cluster",), ("cluster_name",))},
    "AWS/Firehose": {"DeliveryStreamName": (("aws_kinesis_firehose_delivery_stream",), ("name",))},
    "AWS/TransitGateway": {
        "TransitGateway": (("aws_ec2_transit_gateway",), ("id",)),
        "TransitGatewayAttachment": (("aws_ec2_transit_gateway_vpc_attachment",), ("id",)),
    },
    "AWS/VPN": {"VpnId": (("aws_vpn_connection",), ("id",))},
    "ECS/ContainerInsights": {
        "ClusterName": (("aws_ecs_cluster",), ("name",)),
        "ServiceName": (("aws_ecs_service",), ("name",)),
    },
    "ContainerInsights": {"ClusterName": (("aws_eks_cluster",), ("name", "id"))},
}
"""The dimensions by which a service's metrics name a resource."""

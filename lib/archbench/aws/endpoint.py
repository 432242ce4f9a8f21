"""VPC endpoints, and the services offered through them."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, always, helper
from archbench.aws.values import by_word, text
from archbench.terraform.configuration import Instance

_SERVICES = {
    "ecr.api": "ECR",
    "ecr.dkr": "ECR",
    "ecs": "ECS cluster",
    "ecs-agent": "ECS cluster",
    "ecs-telemetry": "ECS cluster",
    "logs": "CloudWatch Logs",
    "monitoring": "CloudWatch",
    "synthetics": "CloudWatch Synthetics",
    "secretsmanager": "Secrets Manager",
    "kms": "KMS",
    "ssm": "Systems Manager",
    "ssmmessages": "Systems Manager",
    "ec2messages": "Systems Manager",
    "ec2": "EC2",
    "sqs": "SQS",
    "sns": "SNS",
    "s3": "S3",
    "dynamodb": "DynamoDB",
    "events": "EventBridge",
    "states": "Step Functions",
    "kinesis-streams": "Kinesis Data Streams",
    "kinesis-firehose": "Data Firehose",
    "lambda": "Lambda",
    "execute-api": "API Gateway",
    "glue": "Glue",
    "athena": "Athena",
    "codebuild": "CodeBuild",
    "elasticfilesystem": "EFS",
    "email-smtp": "SES",
}
"""The service behind the name of an endpoint: https://docs.aws.amazon.com/vpc/latest/privatelink/
aws-services-privatelink-support.html."""


def _name(item: Instance) -> str:
    """The name of the service without its region: "ecr.api"."""
    whole = text(item.get("service_name"))
    return whole.split(".", 3)[-1] if whole.startswith(("com.amazonaws.", "aws.")) else whole


def _service(item: Instance) -> str:
    return _SERVICES.get(_name(item), "")


def _endpoint(items: Sequence[Instance]) -> str:
    kind = text(items[0].get("vpc_endpoint_type", "Gateway")).lower()
    return f"{_name(items[0])} {kind} endpoint".strip()


KINDS = (
    Kind(
        types=("aws_vpc_endpoint",),
        title="VPC endpoint",
        service="VPC endpoint",
        icon="network.Endpoint",
        role="network",
        links=(Link("request", "", "service_name"),),
        # an interface stands in each subnet it is given; a gateway is a route of the VPC
        loss=by_word(
            "vpc_endpoint_type",
            "GATEWAY",
            GATEWAY="regional",
            INTERFACE="spread",
            GATEWAYLOADBALANCER="spread",
            RESOURCE="spread",
            SERVICENETWORK="spread",
        ),
        detail=_endpoint,
        reaches=_service,
    ),
    helper(
        "aws_vpc_endpoint_policy aws_vpc_endpoint_private_dns "
        "aws_vpc_endpoint_route_table_association aws_vpc_endpoint_security_group_association",
        "vpc_endpoint_id",
    ),
    helper("aws_vpc_endpoint_subnet_association", "vpc_endpoint_id", places=True),
    helper("aws_vpc_endpoint_connection_accepter", "vpc_endpoint_id"),
    helper(
        "aws_vpc_endpoint_connection_notification",
        "vpc_endpoint_id",
        "vpc_endpoint_service_id",
    ),
    Kind(
        types=("aws_vpc_endpoint_service",),
        title="Endpoint service",
        service="PrivateLink",
        icon="network.Privatelink",
        role="entry",
        links=(
            Link("request", "", "network_load_balancer_arns"),
            Link("request", "", "gateway_load_balancer_arns"),
        ),
        loss="regional",  # it is where its balancers are, which are drilled themselves
        private=always,
    ),
    helper("aws_vpc_endpoint_service_allowed_principal", "vpc_endpoint_service_id"),
    helper("aws_vpc_endpoint_service_private_dns_verification", "service_id"),
)

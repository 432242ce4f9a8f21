"""The icon of each kind of card: a class of the `diagrams` library, and its file."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from archbench.errors import ToolError

ICONS: dict[str, str] = {
    "alb": "network.ElbApplicationLoadBalancer",
    "api": "network.APIGateway",
    "asg": "compute.EC2AutoScaling",
    "aurora": "database.Aurora",
    "backup": "storage.Backup",
    "certificate": "security.CertificateManager",
    "clients": "general.Users",
    "cloudfront": "network.CloudFront",
    "cloudtrail": "management.Cloudtrail",
    "cloudwatch": "management.Cloudwatch",
    "config": "management.Config",
    "database": "database.AuroraInstance",
    "dynamodb": "database.Dynamodb",
    "ec2": "compute.EC2Instances",
    "ecr": "compute.EC2ContainerRegistry",
    "ecs": "compute.ElasticContainerService",
    "efs": "storage.ElasticFileSystemEFS",
    "eip": "compute.EC2ElasticIpAddress",
    "eks": "compute.ElasticKubernetesService",
    "elasticache": "database.ElastiCache",
    "elb": "network.ELB",
    "endpoint": "network.Endpoint",
    "eventbridge": "integration.Eventbridge",
    "flow-logs": "network.VPCFlowLogs",
    "general": "general.General",
    "guardduty": "security.Guardduty",
    "health": "network.Route53",
    "iam": "security.IdentityAndAccessManagementIamRole",
    "igw": "network.InternetGateway",
    "kms": "security.KeyManagementService",
    "lambda": "compute.Lambda",
    "logs": "management.CloudwatchLogs",
    "nat": "network.NATGateway",
    "nlb": "network.ElbNetworkLoadBalancer",
    "peering": "network.VPCPeering",
    "private-subnet": "network.PrivateSubnet",
    "public-subnet": "network.PublicSubnet",
    "rds": "database.RDS",
    "route53": "network.Route53",
    "s3": "storage.SimpleStorageServiceS3Bucket",
    "secret": "security.SecretsManager",
    "sns": "integration.SimpleNotificationServiceSns",
    "sqs": "integration.SimpleQueueServiceSqs",
    "ssm": "management.SystemsManagerParameterStore",
    "transit": "network.TransitGateway",
    "volume": "storage.ElasticBlockStoreEBSVolume",
    "vpc": "network.VPC",
    "waf": "security.WAF",
    "zone": "network.Route53HostedZone",
}


@cache
def icon_class(name: str) -> type:
    """The class of the library that draws this icon; loads the library.

    An icon is a name of ICONS, or a class of `diagrams.aws` as a `Kind` names it.
    """
    module, _, class_name = ICONS.get(name, name).partition(".")
    found: type = getattr(import_module(f"diagrams.aws.{module}"), class_name)
    return found


def icon_file(name: str) -> Path:
    """The PNG of an icon, as the library ships it.

    Raises:
        ToolError: the library is not installed.
    """
    spec = find_spec("diagrams")
    if spec is None or spec.origin is None:
        raise ToolError("the icons come with the `diagrams` package, which is not installed")
    drawn = icon_class(name)
    folder, file = drawn._icon_dir, drawn._icon  # type: ignore[attr-defined] # noqa: SLF001
    return Path(spec.origin).parents[1] / str(folder) / str(file)


def is_icon(path: str) -> bool:
    """Whether a file is one the library ships, so that it may be embedded."""
    spec = find_spec("diagrams")
    if spec is None or spec.origin is None:
        return False
    home = Path(spec.origin).parents[1] / "resources" / "aws"
    return Path(path).resolve().is_relative_to(home.resolve())

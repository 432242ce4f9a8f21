"""Lightsail: instances, disks, databases, containers and what stands before them."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import first_at, number, text
from archbench.terraform.configuration import Instance

_ICON = "compute.Lightsail"
_SERVICE = "Lightsail"


def _database(item: Instance) -> LossBehavior:
    """The plans with a standby in another zone have "ha" in their name."""
    bundle = text(first_at(item, "bundle_id"))
    return "untold" if not bundle else "standby" if "_ha_" in bundle else "single"


KINDS = (
    Kind(
        types=("aws_lightsail_instance",),
        title="Lightsail instance",
        service=_SERVICE,
        icon=_ICON,
        role="workload",
        loss="single",
    ),
    helper("aws_lightsail_instance_public_ports", "instance_name"),
    helper("aws_lightsail_static_ip_attachment", "instance_name"),
    helper("aws_lightsail_static_ip aws_lightsail_key_pair aws_lightsail_certificate"),
    Kind(
        types=("aws_lightsail_disk",),
        title="Lightsail disk",
        service=_SERVICE,
        icon="storage.ElasticBlockStoreEBSVolume",
        role="store",
        loss="single",
    ),
    helper(
        "aws_lightsail_disk_attachment",
        "disk_name",
        links=(Link("data", "instance_name", "disk_name", "{disk_path}"),),
    ),
    Kind(
        types=("aws_lightsail_database",),
        title="Lightsail database",
        service=_SERVICE,
        icon="database.RDS",
        role="store",
        loss=_database,
    ),
    Kind(
        types=("aws_lightsail_lb",),
        title="Lightsail load balancer",
        service=_SERVICE,
        icon="network.ElasticLoadBalancing",
        role="entry",
        loss="regional",
    ),
    helper(
        "aws_lightsail_lb_attachment",
        "lb_name",
        links=(Link("request", "lb_name", "instance_name"),),
    ),
    helper(
        "aws_lightsail_lb_certificate aws_lightsail_lb_certificate_attachment "
        "aws_lightsail_lb_https_redirection_policy aws_lightsail_lb_stickiness_policy",
        "lb_name",
    ),
    Kind(
        types=("aws_lightsail_container_service",),
        title="Lightsail containers",
        service=_SERVICE,
        icon=_ICON,
        role="workload",
        loss="untold",
        units=number("scale"),
    ),
    helper("aws_lightsail_container_service_deployment_version", "service_name"),
    Kind(
        types=("aws_lightsail_distribution",),
        title="Lightsail distribution",
        service=_SERVICE,
        icon="network.CloudFront",
        role="entry",
        links=(Link("request", "", "origin.name"),),
        loss="global",
    ),
    Kind(
        types=("aws_lightsail_bucket",),
        title="Lightsail bucket",
        service=_SERVICE,
        icon="storage.SimpleStorageServiceS3Bucket",
        role="store",
        loss="regional",
    ),
    helper("aws_lightsail_bucket_access_key", "bucket_name"),
    helper(
        "aws_lightsail_bucket_resource_access",
        "bucket_name",
        links=(Link("data", "resource_name", "bucket_name"),),
    ),
    Kind(
        types=("aws_lightsail_domain",),
        title="Lightsail domain",
        service=_SERVICE,
        icon="network.Route53HostedZone",
        role="entry",
        loss="global",
    ),
    helper(
        "aws_lightsail_domain_entry",
        "domain_name",
        links=(Link("request", "domain_name", "target", "{name}"),),
    ),
)

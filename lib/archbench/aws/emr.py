"""EMR: clusters, studios, serverless applications, and EMR on EKS."""

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import inside

KINDS = (
    Kind(
        types=("aws_emr_cluster",),
        title="EMR cluster",
        service="EMR",
        icon="analytics.EMRCluster",
        role="workload",
        links=(
            Link("event", "", "log_uri", "logs"),
            Link("data", "", "bootstrap_action.path", "scripts"),
        ),
        loss="single",  # all its instances stand in one of the subnets it may choose from
    ),
    helper(
        "aws_emr_instance_fleet aws_emr_instance_group aws_emr_managed_scaling_policy",
        "cluster_id",
    ),
    helper("aws_emr_security_configuration aws_emr_block_public_access_configuration"),
    Kind(
        types=("aws_emr_studio",),
        title="EMR studio",
        service="EMR",
        icon="analytics.EMR",
        role="support",
        links=(Link("data", "", "default_s3_location"),),
        loss="spread",
    ),
    helper("aws_emr_studio_session_mapping", "studio_id"),
    Kind(
        types=("aws_emrserverless_application",),
        title="EMR Serverless application",
        service="EMR Serverless",
        icon="analytics.EMR",
        role="workload",
        loss=inside("network_configuration.subnet_ids"),
    ),
    Kind(
        types=("aws_emrcontainers_virtual_cluster",),
        title="EMR virtual cluster",
        service="EMR on EKS",
        icon="analytics.EMRCluster",
        role="support",
        links=(Link("control", "", "container_provider.id", "schedules"),),
        loss="none",  # its jobs run on the nodes of its cluster, which are drilled themselves
    ),
    helper("aws_emrcontainers_job_template"),
)

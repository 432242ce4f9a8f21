"""MWAA: Airflow environments."""

from archbench.aws.kind import Kind, Link

KINDS = (
    Kind(
        types=("aws_mwaa_environment",),
        title="Airflow environment",
        service="MWAA",
        icon="management.AmazonManagedWorkflowsApacheAirflow",
        role="workload",
        links=(Link("data", "", "source_bucket_arn", "workflows"),),
        loss="untold",  # how its database and schedulers stand no argument says
    ),
)

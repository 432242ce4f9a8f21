"""Mainframe Modernization: environments and the applications in them."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import number
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_HIGH = "high_availability_config.desired_capacity"


def _environment(item: Instance) -> LossBehavior:
    """One instance, unless it is told to keep several over its subnets."""
    count = number(_HIGH, default=1)(item)
    return "untold" if isinstance(count, Unknown | None) else "spread" if count > 1 else "single"


KINDS = (
    Kind(
        types=("aws_m2_environment",),
        title="Mainframe environment",
        service="Mainframe Modernization",
        icon="compute.Compute",
        role="workload",
        links=(
            Link("data", "", "storage_configuration.efs.file_system_id", "mounts"),
            Link("data", "", "storage_configuration.fsx.file_system_id", "mounts"),
        ),
        loss=_environment,
        units=number(_HIGH, default=1),
    ),
    helper("aws_m2_application"),
    helper("aws_m2_deployment", "environment_id"),
)

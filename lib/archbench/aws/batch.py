"""Batch: queues, and what runs their jobs."""

from collections.abc import Mapping

from archbench.aws.kind import Kind, Link, LossBehavior, helper, ways
from archbench.aws.values import value_at
from archbench.terraform.configuration import Instance

_TEMPLATE = "compute_resources.launch_template"


def _environment(item: Instance) -> LossBehavior:
    """It starts instances in its subnets; those of an unmanaged one come from outside."""
    resources = value_at(item, ("compute_resources", 0))
    return "spread" if isinstance(resources, Mapping) else "untold"


KINDS = (
    Kind(
        types=("aws_batch_compute_environment",),
        title="Compute environment",
        service="Batch",
        icon="compute.Batch",
        role="workload",
        made_of=(f"{_TEMPLATE}.launch_template_id", f"{_TEMPLATE}.launch_template_name"),
        links=(Link("control", "eks_configuration.eks_cluster_arn", "", "schedules"),),
        loss=_environment,
    ),
    Kind(
        types=("aws_batch_job_queue",),
        title="Job queue",
        service="Batch",
        icon="compute.Batch",
        role="channel",
        links=ways(
            "event",
            "",
            "compute_environment_order.compute_environment compute_environments",
            "jobs",
        ),
        loss="regional",
    ),
    helper("aws_batch_job_definition aws_batch_scheduling_policy"),
)

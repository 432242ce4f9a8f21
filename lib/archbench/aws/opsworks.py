"""OpsWorks, which AWS has ended: stacks, layers and instances."""

from archbench.aws.kind import Kind, Link, helper, support

_LAYERS = "custom ecs_cluster ganglia haproxy java_app memcached mysql nodejs_app php_app rails_app"

KINDS = (
    support("aws_opsworks_stack", "OpsWorks stack", "OpsWorks", "management.OpsworksStack"),
    Kind(
        types=("aws_opsworks_instance",),
        title="OpsWorks instance",
        service="OpsWorks",
        icon="management.OpsworksInstances",
        role="workload",
        beside=("stack_id",),
        loss="single",
    ),
    helper(
        " ".join(f"aws_opsworks_{layer}_layer" for layer in [*_LAYERS.split(), "static_web"]),
        "stack_id",
    ),
    helper("aws_opsworks_application aws_opsworks_permission", "stack_id"),
    helper(
        "aws_opsworks_rds_db_instance",
        "stack_id",
        links=(Link("data", "stack_id", "rds_db_instance_arn"),),
    ),
    helper("aws_opsworks_user_profile"),
)

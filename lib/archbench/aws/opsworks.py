"""OpsWorks, which AWS has ended: stacks, layers and instances."""

from archbench.aws.kind import Kind, Link, helper, support

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
        "aws_opsworks_custom_layer aws_opsworks_ecs_cluster_layer aws_opsworks_ganglia_layer "
        "aws_opsworks_haproxy_layer aws_opsworks_java_app_layer aws_opsworks_memcached_layer "
        "aws_opsworks_mysql_layer aws_opsworks_nodejs_app_layer aws_opsworks_php_app_layer "
        "aws_opsworks_rails_app_layer aws_opsworks_static_web_layer",
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

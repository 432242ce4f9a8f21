"""Global Accelerator: accelerators and the endpoints behind their listeners."""

from archbench.aws.kind import Kind, Link, helper, passage

KINDS = (
    Kind(
        types=(
            "aws_globalaccelerator_accelerator",
            "aws_globalaccelerator_custom_routing_accelerator",
        ),
        title="Accelerator",
        service="Global Accelerator",
        icon="network.GlobalAccelerator",
        role="entry",
        links=(Link("event", "", "attributes.flow_logs_s3_bucket", "logs"),),
        loss="global",
    ),
    passage(
        "aws_globalaccelerator_listener aws_globalaccelerator_custom_routing_listener",
        "accelerator_arn",
        links=(Link("request", "accelerator_arn", ""),),
    ),
    helper(
        "aws_globalaccelerator_endpoint_group aws_globalaccelerator_custom_routing_endpoint_group",
        "listener_arn",
        links=(Link("request", "listener_arn", "endpoint_configuration.endpoint_id"),),
    ),
    helper("aws_globalaccelerator_cross_account_attachment", "resource.endpoint_id"),
)

"""What makes resources that no Terraform names: stacks, and whatever a service is asked to make.

Anything may stand in them, so none is simulated.
"""

from archbench.aws.kind import Kind, helper

_STACK = "management.CloudformationStack"

KINDS = (
    Kind(
        types=(
            "aws_cloudformation_stack",
            "aws_cloudformation_stack_set",
            "aws_serverlessapplicationrepository_cloudformation_stack",
        ),
        title="CloudFormation stack",
        service="CloudFormation",
        icon=_STACK,
        role="workload",
        loss="untold",
    ),
    helper(
        "aws_cloudformation_stack_instances aws_cloudformation_stack_set_instance",
        "stack_set_name",
    ),
    helper("aws_cloudformation_type"),
    Kind(
        types=("aws_cloudcontrolapi_resource",),
        title="Cloud Control resource",
        service="Cloud Control API",
        icon="management.Cloudformation",
        role="workload",
        loss="untold",
    ),
    Kind(
        types=("aws_servicecatalog_provisioned_product",),
        title="Provisioned product",
        service="Service Catalog",
        icon="management.ServiceCatalog",
        role="workload",
        loss="untold",
    ),
)

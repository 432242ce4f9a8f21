"""CloudFormation stack set: as a stack, for all its instances together.

https://aws.amazon.com/cloudformation/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudformation_stack_set.a": {}}, {"aws_cloudformation_stack_set.a":
...     {"monthly_handler_operations": 2000, "monthly_duration_secs": 50000}})
Handler operations                        2,000 Operation           $0.0009      $1.80
Handler time beyond 30 seconds           50,000 s                  $0.00008      $4.00
aws_cloudformation_stack_set.a: Resources of its template: no price: no rule reads templates
"""

from archbench.cost.arguments import arguments
from archbench.cost.resources.aws_cloudformation_stack import USAGE, charges

__all__ = ["ARGUMENTS", "NAME", "USAGE", "charges"]

NAME = "CloudFormation stack set"
ARGUMENTS = arguments(
    priced="template_body template_url",
    free="""
        administration_role_arn auto_deployment call_as capabilities description
        execution_role_name managed_execution name operation_preferences parameters
        permission_model
    """,
)

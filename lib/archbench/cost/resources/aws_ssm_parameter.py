"""SSM parameter: free in the Standard tier.

https://aws.amazon.com/systems-manager/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ssm_parameter.a": {}, "aws_ssm_parameter.b": {"tier": "Advanced"}})
aws_ssm_parameter.b: SSM parameter, Advanced: no price: no sourced figure
aws_ssm_parameter.a: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced

NAME = "SSM parameter"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="tier",
    free="""
        allowed_pattern arn data_type description insecure_value key_id name overwrite type
        value value_wo value_wo_version
    """,
)


def charges(parameter: Resource) -> Iterator[Charge | Unpriced]:
    """Nothing, unless its tier costs."""
    tier = parameter.text("tier", "Standard")
    if tier != "Standard":
        yield Unpriced(parameter.address, f"SSM parameter, {tier}: no price: no sourced figure")

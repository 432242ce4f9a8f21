"""SSM parameter: free in the Standard tier; an advanced one by the month, and by call.

https://aws.amazon.com/systems-manager/pricing/. A parameter of tier Intelligent-Tiering is standard
or advanced by its size and policies. Calls cost where the account's throughput limit is raised.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ssm_parameter.a": {}, "aws_ssm_parameter.b": {"tier": "Advanced"}},
...     {"aws_ssm_parameter.b": {"parameter_storage_hrs": 365, "monthly_api_interactions": 50000}})
Advanced parameter                          0.5 Parameter-Mo          $0.05      $0.03
Calls of parameters                           5 10K requests          $0.05      $0.25
aws_ssm_parameter.a: free
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Quantity
from archbench.cost.selector import queries

NAME = "SSM parameter"
USAGE = {
    "parameter_storage_hrs": "hours an advanced parameter is kept in the month, 730 if not given",
    "api_throughput_limit": "standard, advanced or higher: what the account is set to",
    "monthly_api_interactions": "calls that store or read it in a month",
}
ARGUMENTS = arguments(
    priced="tier",
    free="""
        allowed_pattern arn data_type description insecure_value key_id name overwrite type
        value value_wo value_wo_version
    """,
)

QUERIES = (
    *queries(
        "AWSSystemsManager",
        "AWS Systems Manager",
        ("parameter-advanced-month", "Parameter-Mo", "PS-Advanced-Param-Tier1"),
    ),
    *queries(
        "AWSSystemsManager",
        "API Request",
        ("parameter-interactions", "10K requests", "PS-Param-Processed-Tier2"),
    ),
)


def charges(parameter: Resource) -> Iterator[Charge | Unpriced]:
    """Its month and its calls, where its tier costs."""
    tier = parameter.text("tier", "Standard")
    if tier == "Standard":
        return
    if tier != "Advanced":
        yield Unpriced(
            parameter.address,
            f"SSM parameter, {tier}: no price: its size and policies decide whether it is advanced",
        )
        return
    hours, _ = parameter.usage_of("parameter_storage_hrs")
    months: Amount = Quantity.of(1)
    formula = "1 parameter"
    if isinstance(hours, Quantity):
        months, formula = hours / HOURS, f"parameter_storage_hrs / {HOURS} h"
    item = "parameter-advanced-month"
    service = "AWSSystemsManager"
    yield Charge(service, item, "Advanced parameter", months, formula=formula)
    yield parameter.used(
        service, "parameter-interactions", "Calls of parameters", "monthly_api_interactions"
    )

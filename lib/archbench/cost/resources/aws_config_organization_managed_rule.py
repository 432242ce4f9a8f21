"""Config rule of an organization: by the evaluation, in every account.

https://aws.amazon.com/config/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_config_organization_managed_rule.a": {}})
Rule evaluations (first 100,000 Evaluations)       open Evaluations          $0.001
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "Config rule of an organization"
USAGE = {
    "monthly_rule_evaluations": "evaluations in a month, in all accounts",
}
ARGUMENTS = arguments(
    free="""
        description excluded_accounts input_parameters maximum_execution_frequency name
        resource_id_scope resource_types_scope rule_identifier tag_key_scope tag_value_scope
    """,
)


def charges(rule: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield rule.used("AWSConfig", "rule-evaluation", "Rule evaluations", "monthly_rule_evaluations")

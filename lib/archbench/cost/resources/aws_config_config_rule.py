"""Config rule: by the evaluation.

https://aws.amazon.com/config/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_rule_evaluations": 120000}
>>> print_bill({"aws_config_config_rule.a": {}}, {"aws_config_config_rule.a": use})
Rule evaluations (first 100,000 Evaluations)    100,000 Evaluations          $0.001    $100.00
Rule evaluations (next 400,000 Evaluations)     20,000 Evaluations         $0.0008     $16.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Config rule"
USAGE = {
    "monthly_rule_evaluations": "evaluations in a month",
}
ARGUMENTS = arguments(
    free="""
        description evaluation_mode input_parameters maximum_execution_frequency name scope
        source
    """,
)

QUERIES = queries(
    "AWSConfig",
    "Management Tools - AWS Config Rules",
    ("rule-evaluation", "Evaluations", "ConfigRuleEvaluations"),
)


def charges(rule: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield rule.used("AWSConfig", "rule-evaluation", "Rule evaluations", "monthly_rule_evaluations")

"""Config conformance pack: by the evaluation of its rules.

https://aws.amazon.com/config/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_rule_evaluations": 2000}
>>> print_bill({"aws_config_conformance_pack.a": {}}, {"aws_config_conformance_pack.a": use})
Pack evaluations (first 100,000 Evaluations)      2,000 Evaluations          $0.001      $2.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Config conformance pack"
USAGE = {
    "monthly_rule_evaluations": "evaluations of its rules in a month",
}
ARGUMENTS = arguments(
    free="""
        delivery_s3_bucket delivery_s3_key_prefix input_parameter name template_body
        template_s3_uri
    """,
)

QUERIES = queries(
    "AWSConfig", "", ("conformance-pack-evaluation", "Evaluations", "ConformancePackEvaluations")
)


def charges(pack: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield pack.used(
        "AWSConfig",
        "conformance-pack-evaluation",
        "Pack evaluations",
        "monthly_rule_evaluations",
    )

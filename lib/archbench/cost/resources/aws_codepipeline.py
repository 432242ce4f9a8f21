"""Pipeline: type V1 by the month it is active, type V2 by the minute of an action.

https://aws.amazon.com/codepipeline/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_codepipeline.a": {}, "aws_codepipeline.b": {"pipeline_type": "V2"}},
...     {"aws_codepipeline.b": {"monthly_action_mins": 500}}, region="us-west-2")
Active pipeline                               1 Pipeline-Mo              $1      $1.00
Pipeline actions                            500 Minute               $0.002      $1.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Pipeline"
USAGE = {"monthly_action_mins": "minutes of actions of a V2 pipeline in a month"}
ARGUMENTS = arguments(
    priced="pipeline_type",
    free="artifact_store execution_mode name role_arn stage trigger variable",
)

QUERIES = queries(
    "AWSCodePipeline",
    "",
    ("v1-active-pipeline", "Pipeline-Mo", "activePipeline"),
    ("v2-action-execution-minute", "Minute", "actionExecutionMinute"),
)


def charges(pipeline: Resource) -> Iterator[Charge]:
    """The pipeline, or minutes of its actions."""
    if pipeline.text("pipeline_type", "V1") == "V2":
        item, key = "v2-action-execution-minute", "monthly_action_mins"
        yield pipeline.used("AWSCodePipeline", item, "Pipeline actions", key)
        return
    yield Charge(
        "AWSCodePipeline",
        "v1-active-pipeline",
        "Active pipeline",
        Quantity.of(1),
        formula="1 pipeline",
        frequency="Recurring",
    )

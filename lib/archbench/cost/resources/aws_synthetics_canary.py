"""Canary: by the run; a fixed rate says how many.

https://aws.amazon.com/cloudwatch/pricing/. Its Lambda function, logs and artifacts are billed as
such.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_synthetics_canary.a": {"schedule": ({"expression": "rate(5 minutes)"},)}})
Canary runs                               8,760 Run                 $0.0012     $10.51
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.machines import runs_of_rate
from archbench.cost.selector import queries

NAME = "Canary"
USAGE = {"monthly_runs": "runs in a month, where the schedule is no fixed rate"}
ARGUMENTS = arguments(
    priced="schedule",
    free="""
        artifact_config artifact_s3_location delete_lambda execution_role_arn
        failure_retention_period handler kms_key_arn name run_config runtime_version
        s3_bucket s3_key s3_version start_canary success_retention_period vpc_config
        zip_file
    """,
    costs={"run_config.active_tracing": "X-Ray traces"},
)

QUERIES = queries("AmazonCloudWatch", "", ("canary-run", "Run", "CW:Canary-runs"))


def charges(canary: Resource) -> Iterator[Charge]:
    """Runs."""
    text = known(canary.block("schedule").get("expression"), f"{canary.address} schedule")
    runs = runs_of_rate(str(text))
    if runs is None:
        yield canary.used("AmazonCloudWatch", "canary-run", "Canary runs", "monthly_runs")
    else:
        yield Charge("AmazonCloudWatch", "canary-run", "Canary runs", runs, formula=str(text))

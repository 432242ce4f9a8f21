"""Glue job: by the DPU-hour its runs take.

https://aws.amazon.com/glue/pricing/. Workers of a job take a DPU (G.1X, Standard), two (G.2X, Z.2X)
or a quarter (G.025X) each; a Python shell 0.0625 and an ETL job ten unless set.

>>> from archbench.cost.bill import print_bill
>>> job = {"worker_type": "G.2X", "number_of_workers": 5}
>>> print_bill({"aws_glue_job.a": job}, {"aws_glue_job.a": {"monthly_hours": 30}})
Glue job                                    300 DPU-Hrs               $0.44    $132.00
"""

from collections.abc import Iterator
from decimal import Decimal

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import queries

NAME = "Glue job"
USAGE = {"monthly_hours": "hours its runs take in a month"}
ARGUMENTS = arguments(
    priced="command execution_class max_capacity number_of_workers worker_type",
    free="""
        connections default_arguments description execution_property glue_version job_mode
        job_run_queuing_enabled maintenance_window max_retries name
        non_overridable_arguments notification_property role_arn security_configuration
        source_control_details timeout
    """,
)

_UNITS = {
    "Standard": Decimal(1),
    "G.025X": Decimal("0.25"),
    "G.1X": Decimal(1),
    "G.2X": Decimal(2),
    "G.4X": Decimal(4),
    "G.8X": Decimal(8),
}
_PYTHON_SHELL = Decimal("0.0625")
_ETL = Decimal(10)

QUERIES = queries(
    "AWSGlue",
    "AWS Glue",
    ("etl-job-dpu-hour", "DPU-Hrs", "ETL-DPU-Hour", {"operation": "Jobrun"}),
    ("etl-job-flex-dpu-hour", "DPU-Hrs", "ETL-Flex-DPU-Hour"),
)


def charges(job: Resource) -> Iterator[Charge]:
    """DPU-hours."""
    hours, basis = job.usage_of("monthly_hours")
    flex = job.text("execution_class", "STANDARD") == "FLEX"
    units = _units(job)
    yield Charge(
        "AWSGlue",
        "etl-job-flex-dpu-hour" if flex else "etl-job-dpu-hour",
        "Glue job, flexible execution" if flex else "Glue job",
        hours * units,
        basis,
        "monthly_hours x DPU",
        "monthly_hours",
    )


def _units(job: Resource) -> Amount:
    kind = known(job.instance.get("worker_type"), f"{job.address}.worker_type")
    if kind is not None:
        each = _UNITS.get(str(kind))
        count = job.number("number_of_workers")
        return count * each if each else Open(f"DPU of a {kind} worker are not known")
    if job.instance.get("max_capacity") is not None:
        return job.number("max_capacity")
    name = known(job.block("command").get("name"), f"{job.address} command")
    return Quantity.of(_PYTHON_SHELL if name == "pythonshell" else _ETL)

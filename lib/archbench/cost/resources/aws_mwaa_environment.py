"""MWAA environment: by the hour, with what runs beside its first worker and two schedulers.

https://aws.amazon.com/managed-workflows-for-apache-airflow/pricing/. Workers run between
min_workers and max_workers, 1 and 10 where they are not set
(https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-autoscaling.html).

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_mwaa_environment.a": {"environment_class": "mw1.medium"}},
...     {"aws_mwaa_environment.a": {"additional_workers": 2}})
MWAA environment, medium                    730 Hrs                   $0.74    $540.20
MWAA workers beside the first, medium      1,460 Hrs                   $0.11    $160.60
MWAA schedulers beside the first, medium       open Hrs                   $0.11
MWAA metadata                              open GB-Mo                  $0.1
>>> from archbench.cost import estimate
>>> from archbench.cost.bill import configuration
>>> made = {"aws_mwaa_environment.a": {"min_workers": 3, "max_workers": 5, "schedulers": 4}}
>>> for line in estimate(configuration(made)).line_items[1:3]:
...     print(line.charge_description, line.pricing_quantity_low, line.pricing_quantity_high)
MWAA workers beside the first, small 1460 2920
MWAA schedulers beside the first, small 1460 1460
"""

from collections.abc import Iterator
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open, Quantity
from archbench.cost.selector import queries
from archbench.frozen import replace

NAME = "MWAA environment"
_SCHEDULERS = 2
USAGE = {
    "additional_workers": "workers beside the first on average",
    "additional_schedulers": "schedulers beside the first two on average",
    "meta_database_gb": "GB of the metadata database",
}
ARGUMENTS = arguments(
    priced="environment_class max_workers min_workers schedulers",
    free="""
        airflow_configuration_options airflow_version dag_s3_path endpoint_management
        execution_role_arn kms_key logging_configuration max_webservers name
        network_configuration plugins_s3_object_version plugins_s3_path
        requirements_s3_object_version requirements_s3_path source_bucket_arn
        startup_script_s3_object_version startup_script_s3_path webserver_access_mode
        weekly_maintenance_window_start worker_replacement_strategy
    """,
    costs={"min_webservers!=2": "Web servers beside the first two"},
)

QUERIES = queries(
    "AmazonMWAA",
    "",
    ("{size}:environment", "Hrs", r"Airflow-(?P<size>\w+)Environment"),
    ("{size}:worker", "Hrs", r"Airflow-(?P<size>\w+)Worker"),
    ("{size}:scheduler", "Hrs", r"Airflow-(?P<size>\w+)Scheduler"),
    ("metadata-storage", "GB-Mo", "Airflow-StandardDatabaseStorage"),
)


def charges(environment: Resource) -> Iterator[Charge]:
    """The environment, workers, schedulers, metadata."""
    service = "AmazonMWAA"
    size = environment.text("environment_class", "mw1.small").lower().removeprefix("mw1.")
    yield environment.hours(service, f"{size}:environment", f"MWAA environment, {size}")
    workers = "MWAA workers beside the first"
    beside = environment.used(
        service, f"{size}:worker", f"{workers}, {size}", "additional_workers", HOURS
    )
    if isinstance(beside.quantity, Open):
        fewest, most = environment.number("min_workers", 1), environment.number("max_workers", 10)
        highest = None if most.high is None else most.high - 1
        bounds = Open("additional_workers", max(Decimal(0), fewest.low - 1), highest)
        beside = replace(beside, quantity=bounds * HOURS)
    yield beside
    label, item = f"MWAA schedulers beside the first, {size}", f"{size}:scheduler"
    set_to = environment.number("schedulers")
    if isinstance(set_to, Quantity):
        more = set_to.beyond(_SCHEDULERS)
        yield environment.hours(service, item, label, more, "schedulers")
    else:
        yield environment.used(service, item, label, "additional_schedulers", HOURS)
    yield environment.used(service, "metadata-storage", "MWAA metadata", "meta_database_gb")

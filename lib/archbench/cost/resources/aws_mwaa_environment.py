"""MWAA environment: by the hour, with what runs beside its first worker and two schedulers.

https://aws.amazon.com/managed-workflows-for-apache-airflow/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_mwaa_environment.a": {"environment_class": "mw1.medium"}},
...     {"aws_mwaa_environment.a": {"additional_workers": 2}})
MWAA environment, medium                    730 Hrs                   $0.74    $540.20
MWAA workers beside the first, medium      1,460 Hrs                   $0.11    $160.60
MWAA schedulers beside the first, medium       open Hrs                   $0.11
MWAA metadata                              open GB-Mo                  $0.1
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "MWAA environment"
USAGE = {
    "additional_workers": "workers beside the first on average",
    "additional_schedulers": "schedulers beside the first two on average",
    "meta_database_gb": "GB of the metadata database",
}
ARGUMENTS = arguments(
    priced="environment_class",
    free="""
        airflow_configuration_options airflow_version dag_s3_path endpoint_management
        execution_role_arn kms_key logging_configuration max_webservers max_workers
        min_workers name network_configuration plugins_s3_object_version plugins_s3_path
        requirements_s3_object_version requirements_s3_path schedulers source_bucket_arn
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
    for name in ("worker", "scheduler"):
        key = f"additional_{name}s"
        label = f"MWAA {name}s beside the first, {size}"
        yield environment.used(service, f"{size}:{name}", label, key, HOURS)
    yield environment.used(service, "metadata-storage", "MWAA metadata", "meta_database_gb")

"""Glue crawler: by the DPU-hour its runs take.

https://aws.amazon.com/glue/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_hours": 20}
>>> print_bill({"aws_glue_crawler.a": {}}, {"aws_glue_crawler.a": use})
Glue crawler                                 20 DPU-Hrs               $0.44      $8.80
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Glue crawler"
USAGE = {
    "monthly_hours": "DPU-hours its runs take in a month, at least ten minutes each",
}
ARGUMENTS = arguments(
    free="""
        catalog_target classifiers configuration database_name delta_target description
        dynamodb_target hudi_target iceberg_target jdbc_target lake_formation_configuration
        lineage_configuration mongodb_target name recrawl_policy role s3_target schedule
        schema_change_policy security_configuration table_prefix
    """,
)

QUERIES = queries(
    "AWSGlue",
    "AWS Glue",
    ("crawler-dpu-hour", "DPU-Hrs", "Crawler-DPU-Hour", {"operation": "CrawlerRun"}),
)


def charges(crawler: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield crawler.used("AWSGlue", "crawler-dpu-hour", "Glue crawler", "monthly_hours")

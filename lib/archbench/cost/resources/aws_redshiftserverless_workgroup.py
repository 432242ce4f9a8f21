"""Redshift Serverless workgroup: by the RPU-hour queries take.

https://aws.amazon.com/redshift/pricing/. Billed while queries run, from 60 s on

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_rpu_hours": 320}
>>> print_bill({"aws_redshiftserverless_workgroup.a": {}},
...     {"aws_redshiftserverless_workgroup.a": use})
Redshift Serverless                         320 RPU-Hrs              $0.375    $120.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Redshift Serverless workgroup"
USAGE = {
    "monthly_rpu_hours": "Redshift processing units x hours in a month",
}
ARGUMENTS = arguments(
    free="""
        base_capacity config_parameter enhanced_vpc_routing max_capacity namespace_name port
        price_performance_target security_group_ids subnet_ids track_name workgroup_name
    """,
    costs={
        "publicly_accessible": "Public IPv4 addresses of the workgroup",
    },
)

QUERIES = queries(
    "AmazonRedshift", "Serverless", ("serverless-rpu-hour", "RPU-Hrs", "Redshift:ServerlessUsage")
)


def charges(workgroup: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield workgroup.used(
        "AmazonRedshift", "serverless-rpu-hour", "Redshift Serverless", "monthly_rpu_hours"
    )

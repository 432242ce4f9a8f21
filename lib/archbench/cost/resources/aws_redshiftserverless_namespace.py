"""Redshift Serverless namespace: by the GB kept.

https://aws.amazon.com/redshift/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"managed_storage_gb": 500}
>>> print_bill({"aws_redshiftserverless_namespace.a": {}},
...     {"aws_redshiftserverless_namespace.a": use})
Redshift managed storage                    500 GB-Mo                $0.024     $12.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Redshift Serverless namespace"
USAGE = {
    "managed_storage_gb": "GB kept in managed storage",
}
ARGUMENTS = arguments(
    free="""
        admin_password_secret_kms_key_id admin_user_password admin_user_password_wo
        admin_user_password_wo_version admin_username db_name default_iam_role_arn iam_roles
        kms_key_id log_exports manage_admin_password namespace_name
    """,
)

QUERIES = queries(
    "AmazonRedshift",
    "Redshift Managed Storage",
    ("serverless-rms-storage", "GB-Mo", "RMS:Serverless"),
)


def charges(namespace: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield namespace.used(
        "AmazonRedshift", "serverless-rms-storage", "Redshift managed storage", "managed_storage_gb"
    )

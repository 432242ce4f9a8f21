"""Kendra index: by the hour, by edition.

https://aws.amazon.com/kendra/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_kendra_index.a": {"edition": "DEVELOPER_EDITION"}})
Kendra index, developer                     730 Hrs                  $1.125    $821.25
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Kendra index"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="edition",
    free="""
        description document_metadata_configuration_updates name role_arn
        server_side_encryption_configuration user_context_policy
        user_group_resolution_configuration user_token_configurations
    """,
    costs={"capacity_units": "Capacity beyond the base of the edition"},
)

QUERIES = queries(
    "AmazonKendra",
    "",
    ("index:developer", "Hrs", "KendraDeveloperEdition"),
    ("index:enterprise", "Hrs", "KendraEnterpriseEdition"),
)


def charges(index: Resource) -> Iterator[Charge]:
    """Hours."""
    edition = index.text("edition", "ENTERPRISE_EDITION").removesuffix("_EDITION").lower()
    yield index.hours("AmazonKendra", f"index:{edition}", f"Kendra index, {edition}")

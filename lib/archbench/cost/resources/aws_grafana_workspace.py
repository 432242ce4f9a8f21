"""Grafana workspace: by the active user.

https://aws.amazon.com/grafana/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"editors_administrator_licenses": 2, "viewer_licenses": 3}
>>> print_bill({"aws_grafana_workspace.a": {}}, {"aws_grafana_workspace.a": use})
Grafana editors and administrators            2 User-Mo                  $9     $18.00
Grafana viewers                               3 User-Mo                  $5     $15.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Grafana workspace"
USAGE = {
    "editors_administrator_licenses": "editors and administrators active in the month",
    "viewer_licenses": "viewers active in the month",
}
ARGUMENTS = arguments(
    free="""
        account_access_type authentication_providers configuration data_sources description
        grafana_version kms_key_id name network_access_control notification_destinations
        organization_role_name organizational_units permission_type role_arn stack_set_name
        vpc_configuration
    """,
)

QUERIES = queries(
    "AmazonGrafana",
    "User Fees",
    ("editor-month", "User-Mo", "Grafana:EditorUser"),
    ("viewer-month", "User-Mo", "Grafana:ViewerUser"),
)


def charges(workspace: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield workspace.used(
        "AmazonGrafana",
        "editor-month",
        "Grafana editors and administrators",
        "editors_administrator_licenses",
    )
    yield workspace.used("AmazonGrafana", "viewer-month", "Grafana viewers", "viewer_licenses")

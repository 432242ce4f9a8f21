"""Directory: a Managed Microsoft AD by the hour of each domain controller, and its sharing.

https://aws.amazon.com/directoryservice/pricing/. The price of Simple AD and AD Connector is told
for a controller in one source and for a directory in another: no price.

>>> from archbench.cost.bill import print_bill
>>> directory = {"type": "MicrosoftAD", "edition": "Standard"}
>>> print_bill({"aws_directory_service_directory.a": directory})
Domain controller, Standard               1,460 Hrs                   $0.06     $87.60
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "Directory"
USAGE = {
    "additional_domain_controllers": "domain controllers beyond those the configuration names",
    "shared_accounts": "accounts the directory is shared with",
}
ARGUMENTS = arguments(
    priced="desired_number_of_domain_controllers edition size type",
    free="""
        alias connect_settings description enable_directory_data_access enable_sso name
        password short_name vpc_settings
    """,
)

CONTROLLERS = 2

QUERIES = queries(
    "AWSDirectoryService",
    "",
    ("microsoft-ad-standard-per-dc-hour", "Hrs", "Std-MicrosoftAD-DC-Usage"),
    ("microsoft-ad-enterprise-per-dc-hour", "Hrs", "MicrosoftAD-DC-Usage"),
    (
        "microsoft-ad-standard-sharing-hour",
        "Hrs",
        ".+",
        {"directoryType": "Shared Microsoft AD", "directorySize": "Standard"},
    ),
    (
        "microsoft-ad-enterprise-sharing-hour",
        "Hrs",
        ".+",
        {"directoryType": "Shared Microsoft AD", "directorySize": "Enterprise"},
    ),
)


def charges(directory: Resource) -> Iterator[Charge | Unpriced]:
    """Hours of controllers, and of sharing."""
    kind = directory.text("type", "SimpleAD")
    if kind != "MicrosoftAD":
        yield Unpriced(
            directory.address,
            f"{kind}: no price: sources differ whether $0.05 an hour is for a directory of two "
            "controllers or for each",
        )
        return
    edition = directory.text("edition", "Enterprise")
    count = directory.number("desired_number_of_domain_controllers", CONTROLLERS)
    more = directory.usage_of("additional_domain_controllers")[0]
    item = f"microsoft-ad-{edition.lower()}"
    yield directory.hours(
        "AWSDirectoryService",
        f"{item}-per-dc-hour",
        f"Domain controller, {edition}",
        count if isinstance(more, Open) else count + more,
        "controllers",
    )
    if not isinstance(directory.usage_of("shared_accounts")[0], Open):
        yield directory.used(
            "AWSDirectoryService",
            f"{item}-sharing-hour",
            f"Shared directory, {edition}",
            "shared_accounts",
            HOURS,
        )

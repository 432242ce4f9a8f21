"""An estimate as a FOCUS 1.2 dataset: CSV under the columns' own names.

https://focus.finops.org/focus-specification/v1-2/. A row is a charge of one month at list price, so
that list, contracted, effective and billed cost are one. A charge whose quantity nobody knows has
no cost and is no row: `left_out` counts those. Nobody is billed for what is not built: accounts are
named as not known, and columns of invoices, commitments and capacity are not there.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from archbench.cost.catalogue import unit_scale
from archbench.cost.model import Estimate, LineItem
from archbench.csv_text import csv_text
from archbench.errors import InputError
from archbench.terraform.address import split

PROVIDER = "AWS"
NO_ACCOUNT = "not-applied"
"""What stands for the account: the specification does not allow none."""

COLUMNS = (
    "AvailabilityZone",
    "BilledCost",
    "BillingAccountId",
    "BillingAccountName",
    "BillingAccountType",
    "BillingCurrency",
    "BillingPeriodEnd",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargeClass",
    "ChargeDescription",
    "ChargeFrequency",
    "ChargePeriodEnd",
    "ChargePeriodStart",
    "ConsumedQuantity",
    "ConsumedUnit",
    "ContractedCost",
    "ContractedUnitPrice",
    "EffectiveCost",
    "InvoiceIssuerName",
    "ListCost",
    "ListUnitPrice",
    "PricingCategory",
    "PricingCurrency",
    "PricingCurrencyContractedUnitPrice",
    "PricingCurrencyEffectiveCost",
    "PricingCurrencyListUnitPrice",
    "PricingQuantity",
    "PricingUnit",
    "ProviderName",
    "PublisherName",
    "RegionId",
    "RegionName",
    "ResourceId",
    "ResourceName",
    "ResourceType",
    "ServiceCategory",
    "ServiceName",
    "ServiceSubcategory",
    "SkuId",
    "SkuMeter",
    "SkuPriceDetails",
    "SkuPriceId",
    "SubAccountId",
    "SubAccountName",
    "SubAccountType",
    "Tags",
)
"""Every column of the specification that an estimate can have, sorted; empty where it has none."""

_CATEGORIES: Mapping[str, str] = {
    "AI and Machine Learning": "AmazonKendra AmazonSageMaker",
    "Analytics": """
        AWSGlue AmazonAthena AmazonES AmazonKinesis AmazonKinesisAnalytics AmazonKinesisFirehose
        AmazonMSK
    """,
    "Compute": "AWSLambda AmazonEC2 AmazonECR AmazonECS AmazonEKS AmazonLightsail",
    "Databases": """
        AmazonDAX AmazonDocDB AmazonDynamoDB AmazonElastiCache AmazonMemoryDB AmazonNeptune
        AmazonRDS AmazonRedshift
    """,
    "Developer Tools": "AWSCodePipeline AWSXRay CodeBuild",
    "Identity": "AWSDirectoryService AmazonCognito",
    "Integration": """
        AWSAppSync AWSEvents AWSQueueService AmazonApiGateway AmazonMQ AmazonMWAA AmazonSNS
        AmazonStates
    """,
    "Management and Governance": """
        AWSCloudFormation AWSCloudTrail AWSConfig AWSSystemsManager AmazonCloudWatch AmazonGrafana
        AmazonPrometheus
    """,
    "Migration": "AWSDataSync AWSDatabaseMigrationSvc AWSTransfer",
    "Networking": """
        AWSDataTransfer AWSDirectConnect AWSELB AWSGlobalAccelerator
        AmazonCloudFront AmazonRoute53 AmazonVPC
    """,
    "Security": """
        AWSCertificateManager AWSNetworkFirewall AWSSecretsManager AmazonGuardDuty CloudHSM awskms
        awswaf
    """,
    "Storage": "AWSBackup AmazonEFS AmazonFSx AmazonS3",
}
_SUBCATEGORIES: Mapping[str, str] = {
    "API Management": "AmazonApiGateway AWSAppSync",
    "Application Networking": "AWSELB",
    "Backup Storage": "AWSBackup",
    "Caching": "AmazonDAX AmazonElastiCache AmazonMemoryDB",
    "Compliance": "AWSCloudTrail AWSConfig",
    "Containers": "AmazonECR AmazonECS AmazonEKS",
    "Content Delivery": "AmazonCloudFront",
    "Continuous Integration and Deployment": "AWSCodePipeline CodeBuild",
    "Data Migration": "AWSDataSync AWSDatabaseMigrationSvc AWSTransfer",
    "Data Processing": "AWSGlue AmazonAthena",
    "Data Warehouses": "AmazonRedshift",
    "File Storage": "AmazonEFS AmazonFSx",
    "Identity and Access Management": "AWSDirectoryService AmazonCognito",
    "Machine Learning": "AmazonSageMaker",
    "Messaging": "AWSEvents AWSQueueService AmazonMQ AmazonSNS",
    "Network Connectivity": "AWSDirectConnect",
    "Network Infrastructure": "AWSDataTransfer AmazonVPC",
    "Network Routing": "AWSGlobalAccelerator AmazonRoute53",
    "NoSQL Databases": "AmazonDocDB AmazonDynamoDB AmazonNeptune",
    "Object Storage": "AmazonS3",
    "Observability": "AmazonCloudWatch AmazonGrafana AmazonPrometheus",
    "Relational Databases": "AmazonRDS",
    "Search": "AmazonES",
    "Secret Management": "AWSSecretsManager",
    "Serverless Compute": "AWSLambda",
    "Streaming Analytics": "AmazonKinesis AmazonKinesisAnalytics AmazonKinesisFirehose AmazonMSK",
    "Threat Detection and Response": "AmazonGuardDuty",
    "Virtual Machines": "AmazonEC2 AmazonLightsail",
    "Workflow Orchestration": "AmazonMWAA AmazonStates",
}
_SUBCATEGORY_OF = {code: name for name, codes in _SUBCATEGORIES.items() for code in codes.split()}
_CATEGORY_OF = {code: name for name, codes in _CATEGORIES.items() for code in codes.split()}


def as_focus(made: Estimate) -> str:
    """Every charge with a cost as a row of CSV.

    Raises:
        InputError: the estimate is for no day, and so for no billing period.
    """
    if made.as_of is None:
        raise InputError("FOCUS needs a billing period: say for which day the estimate is.")
    start, end = _month(made.as_of)
    rows = [_row(item, start, end) for item in _rows(made)]
    return csv_text([COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in rows)])


def category(service_code: str) -> str:
    """The ServiceCategory of a service.

    >>> category("awskms"), category("AmazonBraket")
    ('Security', 'Other')
    """
    return _CATEGORY_OF.get(service_code, "Other")


def subcategory(service_code: str) -> str:
    """The ServiceSubcategory of a service, one of those of its category.

    >>> subcategory("AWSLambda"), subcategory("awskms")
    ('Serverless Compute', 'Other (Security)')
    """
    return _SUBCATEGORY_OF.get(service_code, f"Other ({category(service_code)})")


def unit(name: str) -> str:
    """A unit of the price list in the form of the specification's units.

    >>> [unit(name) for name in ("Hrs", "GB-Mo", "1M requests", "100K objects-Mo", "s", "GB in")]
    ['Hours', 'GB-Months', '1000000 requests', '100000 objects Months', 'Seconds', 'GB in']
    """
    rest = name.partition(" ")[2]
    counted = rest if rest and unit_scale(name) > 1 else name
    what, dash, time = counted.rpartition("-")
    words = f"{what}{dash}{_TIMES.get(time, time)}"
    return words if counted == name else f"{unit_scale(name)} {words.replace('-', ' ')}"


_TIMES = {
    "Hr": "Hours",
    "Hrs": "Hours",
    "Mo": "Months",
    "Month": "Months",
    "Day": "Days",
    "day": "Days",
    "s": "Seconds",
}
"""Times as the price list writes them, and as the specification does."""


def left_out(made: Estimate) -> tuple[int, int]:
    """How many charges have no cost as yet, and how many no price."""
    return len(made.line_items) - len(list(_rows(made))), len(made.unpriced)


def _rows(made: Estimate) -> Iterator[LineItem]:
    return (item for item in made.line_items if item.list_cost is not None)


def _month(day: date) -> tuple[str, str]:
    """The first moment of the month of a day, and of the next."""
    first = datetime(day.year, day.month, 1, tzinfo=UTC)
    following = (first + timedelta(days=31)).replace(day=1)
    return first.strftime(_MOMENT), following.strftime(_MOMENT)


_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def _row(item: LineItem, start: str, end: str) -> Mapping[str, str]:
    cost, price = _text(item.list_cost), _text(item.list_unit_price)
    scale = unit_scale(item.pricing_unit)
    consumed = (item.pricing_quantity or Decimal(0)) * scale
    single = item.pricing_unit if scale == 1 else item.pricing_unit.split(" ", 1)[-1]
    place = "" if item.region_id == "global" else item.region_id
    sku = item.sku_id or f"{item.service_code}/{item.item}"
    zone = item.zones[0][0] if len(item.zones) == 1 else ""
    parts = [part for part in split(item.address) if isinstance(part, str)]
    type_ = next((part for part in parts if part.startswith("aws_")), "")
    return {
        "AvailabilityZone": zone,
        "BilledCost": cost,
        "BillingAccountId": NO_ACCOUNT,
        "BillingAccountType": NO_ACCOUNT,
        "BillingCurrency": "USD",
        "BillingPeriodEnd": end,
        "BillingPeriodStart": start,
        "ChargeCategory": item.charge_category,
        "ChargeDescription": item.charge_description,
        "ChargeFrequency": item.charge_frequency,
        "ChargePeriodEnd": end,
        "ChargePeriodStart": start,
        "ConsumedQuantity": _text(consumed),
        "ConsumedUnit": unit(single),
        "ContractedCost": cost,
        "ContractedUnitPrice": price,
        "EffectiveCost": cost,
        "InvoiceIssuerName": PROVIDER,
        "ListCost": cost,
        "ListUnitPrice": price,
        "PricingCategory": _pricing(item.item),
        "PricingCurrency": "USD",
        "PricingCurrencyContractedUnitPrice": price,
        "PricingCurrencyEffectiveCost": cost,
        "PricingCurrencyListUnitPrice": price,
        "PricingQuantity": _text(item.pricing_quantity),
        "PricingUnit": unit(item.pricing_unit),
        "ProviderName": PROVIDER,
        "PublisherName": PROVIDER,
        "RegionId": place,
        "RegionName": place,
        "ResourceId": item.address,
        "ResourceName": item.address.rsplit(f"{type_}.", 1)[-1],
        "ResourceType": type_,
        "ServiceCategory": category(item.service_code),
        "ServiceName": item.service_name,
        "ServiceSubcategory": subcategory(item.service_code),
        "SkuId": sku,
        "SkuMeter": item.item.partition(":")[0],
        "SkuPriceId": f"{sku}/{item.region_id}/{price}",
        "Tags": "{}",
    }


def _pricing(item: str) -> str:
    """The pricing category: by a reserved term, by supply and demand, or standard."""
    name = item.partition(":")[0]
    if "-ri-" in name:
        return "Committed"
    return "Dynamic" if name.endswith("-spot") else "Standard"


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"

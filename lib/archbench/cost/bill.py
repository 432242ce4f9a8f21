"""The bill of a single resource, for the doctests that show what each leaf charges."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from archbench.cost.estimating import estimate
from archbench.cost.model import LineItem
from archbench.cost.money import dollars
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration, Instance


def print_bill(
    resources: Mapping[str, Mapping[str, Plain]],
    usage: Mapping[str, Mapping[str, int | str]] | None = None,
    *,
    region: str = "us-east-1",
    as_of: date | None = None,
) -> None:
    """Print the bill of resources written as {address: values}; see any leaf for an example."""
    entries = tuple(
        Entry(address, key, value if value.isalpha() else Quantity.of(Decimal(value)), 1)
        for address, values in (usage or {}).items()
        for key, value in ((key, str(value)) for key, value in values.items())
    )
    made = estimate(configuration(resources, region), usage=Usage("", entries), as_of=as_of)
    for item in made.line_items:
        print(_row(item))  # noqa: T201
    for missing in made.unpriced:
        print(f"{missing.address}: {missing.reason}")  # noqa: T201
    for address in made.free:
        print(f"{address}: free")  # noqa: T201


def configuration(
    resources: Mapping[str, Mapping[str, Plain]], region: str = "us-east-1"
) -> Configuration:
    """A configuration of resources written as {address: values}, all in one region."""
    instances = []
    for address, values in sorted(resources.items()):
        type_, name = address.split(".", 1)
        name, _, key = name.partition("[")
        instances.append(
            Instance(
                address=address,
                mode="managed",
                type=canonical(type_),
                name=name,
                key=key.strip(']"') or None,
                module="",
                provider="aws",
                region=region,
                values=values,
            )
        )
    return Configuration("example", tuple(instances))


def ref(address: str, attribute: str = "id") -> Unknown:
    """What `aws_x.y.id` is before apply."""
    return Unknown(STRING, (Origin("resource", address, attribute),), exact=True)


def _row(item: LineItem) -> str:
    """One line: what, how much, at which price, for how much.

    A cost is rounded to the cent, an open quantity shows its unit price alone.
    """
    price = f"${item.list_unit_price:f}"
    unit = item.pricing_unit
    if item.list_cost is None or item.pricing_quantity is None:
        return f"{item.charge_description:<36} {'open':>10} {unit:<14} {price:>12}"
    quantity = f"{item.pricing_quantity.normalize():,f}"
    cost = dollars(item.list_cost)
    return f"{item.charge_description:<36} {quantity:>10} {unit:<14} {price:>12} {cost:>10}"

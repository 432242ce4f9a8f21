"""An interface endpoint or the NAT gateway for what a network sends to one AWS service.

The endpoint is paid by the hour in each zone and by the GB; the gateway, which stays, by the GB
alone. https://aws.amazon.com/privatelink/pricing/, https://aws.amazon.com/vpc/pricing/. Endpoints
to S3 and DynamoDB of type Gateway cost nothing, and pay from the first GB.
"""

from collections.abc import Iterator
from decimal import Decimal

from archbench.architecture.model import Architecture, Vpc
from archbench.aws.month import HOURS
from archbench.columns import counted
from archbench.cost.catalogue import Catalogue, NoPrice
from archbench.cost.model import Estimate
from archbench.whatif.break_evens.model import BreakEven, Cost, Rate, lacking, lines, rates, solve


def answers(made: Estimate, architecture: Architecture, prices: Catalogue) -> Iterator[BreakEven]:
    """One for each network with NAT gateways whose zones are known."""
    for region in architecture.regions:
        for vpc in region.vpcs:
            if vpc.nat_gateways:
                yield _of(made, vpc, region.name, prices)


def _of(made: Estimate, vpc: Vpc, region: str, prices: Catalogue) -> BreakEven:
    gateways = {gateway.address for gateway in vpc.nat_gateways}
    carried = [x for x in made.line_items if x.address in gateways and x.item == "nat-gateway-gb"]
    amounts = [x.pricing_quantity for x in carried]
    now = None if None in amounts else sum((x for x in amounts if x is not None), Decimal(0))
    zones = len({subnet.zone for subnet in vpc.subnets if subnet.nat and subnet.zone})
    nat = prices.price(region, "AmazonEC2", "nat-gateway-gb")
    hour = prices.price(region, "AmazonVPC", "vpce-interface-hour")
    each = prices.price(region, "AmazonVPC", "vpce-interface-gb")
    found: tuple[Rate, ...] = ()
    at, reason = None, lacking(nat, hour, each)
    if not (isinstance(nat, NoPrice) or isinstance(hour, NoPrice) or isinstance(each, NoPrice)):
        fixed = zones * HOURS * hour.tiers[0].amount
        at = solve(Cost(parts=(nat,)), Cost(fixed, (each,))) if zones else None
        found = rates(nat, hour, each)
        reason = "" if zones else "in which zones its subnets stand is not known"
    remark = "How much of it goes to which service is not known"
    if now is not None:
        remark += f"; the gateways carry {now:,.0f} GB in all"
        if at is not None and now < at:
            remark += ", so no endpoint pays by its data"
    return BreakEven(
        "Interface endpoint or NAT gateway",
        vpc.address,
        "GB a month to one service",
        "NAT gateway",
        f"interface endpoint in {counted(zones, 'zone')}",
        at,
        None,
        f"{counted(zones, 'zone')} x {HOURS} h x price of an endpoint-hour / (price of a GB "
        "through the gateway - price of a GB through the endpoint)",
        found,
        lines(carried),
        reason,
        remark,
    )

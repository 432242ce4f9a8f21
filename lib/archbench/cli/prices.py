"""Show the price catalogue, or read live prices from AWS into it.

`archbench prices show` lists what the catalogue holds; `archbench prices refresh` asks the Price
List Query API (credentials with pricing:GetProducts; for Savings Plans
savingsplans:DescribeSavingsPlansOfferingRates), or with --bulk the public files, and changes
nothing unless everything could be read.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli import _given
from archbench.cli._terminal import add_all_argument, show, width
from archbench.columns import counted

if TYPE_CHECKING:
    from archbench.cost.catalogue import Price, Tier
    from archbench.cost.refresh import PriceChange

HELP = "show the price catalogue, or refresh it from AWS"
WIDTH = 120


def configure(parser: argparse.ArgumentParser) -> None:
    """Show and refresh."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("show", help="list prices with source, date and confidence")
    listing.add_argument("--region", metavar="R", help="only this region, or global")
    listing.add_argument("--service", metavar="CODE", help="only this service code, as AmazonEC2")
    listing.add_argument("filter", nargs="?", default="", help="only items that contain this text")
    add_all_argument(listing)
    refresh = actions.add_parser("refresh", help="read live prices from AWS, all or nothing")
    refresh.add_argument(
        "--region",
        dest="regions",
        metavar="R",
        action="append",
        type=_given.region,
        help="a region to read; may be repeated; every commercial one when not given",
    )
    refresh.add_argument(
        "--bulk", action="store_true", help="read the public bulk files, without credentials"
    )
    refresh.add_argument(
        "--directory", type=Path, metavar="DIR", help="where the price files are, and go"
    )
    refresh.add_argument(
        "--dry-run", action="store_true", help="say what would change and write nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the prices, or refresh them and print what changed."""
    return _show(arguments) if arguments.action == "show" else _refresh(arguments)


def _show(arguments: argparse.Namespace) -> int:
    from archbench.cost.catalogue import GLOBAL, default_catalogue
    from archbench.errors import InputError
    from archbench.hcl.diagnostics import did_you_mean
    from archbench.sections import section

    catalogue = default_catalogue()
    known = (GLOBAL, *catalogue.regions)
    if arguments.region and arguments.region not in known:
        near = did_you_mean(arguments.region, known)
        raise InputError(
            f"the catalogue has no {arguments.region}.{near} It has {', '.join(known)}."
        )
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for region in (arguments.region,) if arguments.region else known:
        for (service, item), price in sorted(catalogue.prices(region).items()):
            if arguments.service in (None, service) and arguments.filter in item:
                rows = [_row(price, tier) for tier in price.tiers]
                found.setdefault((region, service), []).extend(rows)
    parts = [
        section(f"{region} {service}", table, width(WIDTH), first=3)
        for (region, service), table in found.items()
    ]
    prices = counted(sum(len(part.items) for part in parts), "price")
    if parts:
        show([f"{prices} of {counted(len(parts), 'service')}"], parts, everything=arguments.all)
    else:
        services = {service for region in known for service, _ in catalogue.prices(region)}
        if arguments.service and arguments.service not in services:
            alike = [name for name in services if arguments.service.lower() in name.lower()]
            raise InputError(
                f"--service {arguments.service}: there is no such service; "
                f"there are {', '.join(sorted(alike or services))}."
            )
        sys.stderr.write("no price matches\n")
    return 0 if found else 1


def _row(price: "Price", tier: "Tier") -> tuple[str, ...]:
    from archbench.cost.money import number

    start = f" from {number(tier.start)}" if tier.start else ""
    end = f" to {number(tier.end)}" if tier.end else ""
    return (
        f"{price.item}{start}{end}",
        f"${number(tier.amount)}"
        if price.currency == "USD"
        else f"{tier.amount:f} {price.currency}",
        price.unit,
        tier.effective_date,
        f"{tier.source}, {tier.confidence}",
    )


def _refresh(arguments: argparse.Namespace) -> int:
    from archbench.cost import plan_offers, refresh
    from archbench.cost.catalogue import GLOBAL, REGIONS, Catalogue, partition
    from archbench.cost.price_files import from_bulk, plans_from_bulk
    from archbench.errors import InputError

    catalogue = Catalogue(arguments.directory) if arguments.directory else Catalogue()
    if not arguments.dry_run:
        _given.be_writable(catalogue.directory, is_directory=True)
    regions = arguments.regions or list(REGIONS)
    names = {partition(region) for region in regions}
    if len(names) > 1:
        raise InputError("China has accounts and price lists of its own: refresh it by itself.")
    [name] = names
    if arguments.bulk:
        fetch, plans = from_bulk(), plans_from_bulk()
    else:
        uses: plan_offers.Uses = {}
        fetch = plan_offers.noting(refresh.from_api(refresh.pricing_client(name)), uses)
        today = datetime.now().astimezone().date()
        plans = plan_offers.plans_from_api(plan_offers.savings_plans_client(), uses, today)
    found = refresh.refresh(
        regions if name == "cn" else [*regions, GLOBAL],
        catalogue,
        fetch,
        lambda text: print(text, file=sys.stderr),  # noqa: T201
        plans,
    )
    if not arguments.dry_run:
        refresh.write(found, catalogue.directory)
    for change in sorted(found.changes, key=lambda change: not change.is_large):
        sys.stdout.write(f"{_change(change)}\n")
    for problem in found.kept:
        sys.stdout.write(f"kept as it was: {problem}\n")
    large = sum(change.is_large for change in found.changes)
    sys.stdout.write(
        f"{len(found.changes)} changed or new{f', {large} by more than a tenth' if large else ''}, "
        f"{found.confirmed} confirmed, {len(found.kept)} kept\n"
    )
    if arguments.dry_run:
        sys.stdout.write("nothing written\n")
    return 0


def _change(change: "PriceChange") -> str:
    """An item, what its first tier was and is, and by how much that differs where it is much."""
    after = change.after
    before = f"{change.before.tiers[0].amount:f} ->" if change.before else "new:"
    share = f" ({change.share:+.0%})" if change.share is not None and change.is_large else ""
    return (
        f"{change.region} {change.service} {change.item}: {before} {after.tiers[0].amount:f} "
        f"{after.currency} per {after.unit}{share}"
    )

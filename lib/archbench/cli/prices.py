"""Show the price catalogue, or read live prices from AWS into it.

`archbench prices show` lists what the catalogue holds; `archbench prices refresh --region R` asks
the Price List Query API (credentials with pricing:GetProducts), or with --bulk the public files,
and changes nothing unless everything could be read.
"""

import argparse
import sys
from pathlib import Path

HELP = "show the price catalogue, or refresh it from AWS"


def configure(parser: argparse.ArgumentParser) -> None:
    """Show and refresh."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="list prices with source, date and confidence")
    show.add_argument("--region", metavar="R", help="only this region, or global")
    show.add_argument("--service", metavar="CODE", help="only this service code, as AmazonEC2")
    show.add_argument("filter", nargs="?", default="", help="only items that contain this text")
    refresh = actions.add_parser("refresh", help="read live prices from AWS, all or nothing")
    refresh.add_argument(
        "--region",
        dest="regions",
        metavar="R",
        action="append",
        required=True,
        help="a region to read; may be repeated; global services are always read",
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
    from archbench.cost.money import number
    from archbench.errors import InputError

    catalogue = default_catalogue()
    known = (GLOBAL, *catalogue.regions)
    if arguments.region and arguments.region not in known:
        raise InputError(f"the catalogue has no {arguments.region}; it has {', '.join(known)}.")
    found = [
        (region, price, tier)
        for region in ((arguments.region,) if arguments.region else known)
        for key, price in sorted(catalogue.prices(region).items())
        for tier in price.tiers
        if arguments.service in (None, key[0]) and arguments.filter in key[1]
    ]
    for region, price, tier in found:
        start = f" from {number(tier.start)}" if tier.start else ""
        end = f" to {number(tier.end)}" if tier.end else ""
        sys.stdout.write(
            f"{region:<15} {price.service:<18} {price.item + start + end:<56} "
            f"${number(tier.usd):<13} {price.unit:<20} {tier.effective_date:<11} "
            f"{tier.source:<28} {tier.confidence}\n"
        )
    if not found:
        sys.stderr.write("no price matches\n")
    return 0 if found else 1


def _refresh(arguments: argparse.Namespace) -> int:
    from archbench.cost import refresh
    from archbench.cost.catalogue import GLOBAL, Catalogue

    catalogue = Catalogue(arguments.directory) if arguments.directory else Catalogue()
    fetch = refresh.from_bulk() if arguments.bulk else refresh.from_api(refresh.pricing_client())
    found = refresh.refresh(
        [*arguments.regions, GLOBAL],
        catalogue,
        fetch,
        lambda text: print(text, file=sys.stderr),  # noqa: T201
    )
    for change in found.changes:
        before = change.before.tiers[0].usd if change.before else None
        was = "new" if before is None else f"${before:f} ->"
        sys.stdout.write(
            f"{change.region} {change.service} {change.item}: {was} "
            f"${change.after.tiers[0].usd:f} per {change.after.unit}\n"
        )
    for problem in found.kept:
        sys.stdout.write(f"kept as it was: {problem}\n")
    sys.stdout.write(
        f"{len(found.changes)} changed or new, {found.confirmed} confirmed, "
        f"{len(found.kept)} kept\n"
    )
    if arguments.dry_run:
        sys.stdout.write("nothing written\n")
    else:
        refresh.write(found, catalogue.directory)
    return 0

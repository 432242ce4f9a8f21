"""A price list of a few round numbers, so that a bill can be worked out in the head."""

from pathlib import Path

from archbench.cost.catalogue import Catalogue

_HEAD = "service,item,unit,from,to,usd,effective_date,source,confidence,sku"


def price_list(directory: Path, prices: dict[str, str], region: str = "us-east-1") -> Catalogue:
    """A catalogue in which "SERVICE ITEM" costs so much an hour."""
    rows = [
        f"{name.replace(' ', ',', 1)},Hrs,0,,{usd},2026-11-01,own,single,"
        for name, usd in sorted(prices.items())
    ]
    (directory / f"{region}.csv").write_text("\n".join([_HEAD, *rows, ""]), encoding="utf-8")
    return Catalogue(directory)

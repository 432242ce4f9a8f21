"""An estimate bought otherwise than on demand: a credit beside each line that is committed to.

What always runs of a line is committed (`archbench.cost.commitments`), where the rate is sourced
and below the on-demand one; all else stays on demand, and a note names what has no rate.
"""

from collections.abc import Iterator

from archbench.cost.catalogue import Catalogue
from archbench.cost.commitments import Commitment, commitment_options, commitments, steady
from archbench.cost.model import Estimate, LineItem
from archbench.frozen import replace

ON_DEMAND = "on demand"
_CHEAPEST = ("cheapest, 1 year", "cheapest, 3 years")


def purchase_options() -> tuple[str, ...]:
    """Every way to buy that has a name: "reserved, 1 year", "Compute Savings Plan, 3 years".

    "cheapest, 1 year" takes for each line what costs least of that length.
    """
    return (ON_DEMAND, *_CHEAPEST, *commitment_options())


def with_purchase(made: Estimate, option: str, catalogue: Catalogue | None = None) -> Estimate:
    """The estimate with a credit beside each charge that the option makes cheaper.

    Raises:
        ValueError: there is no such option.
    """
    if option not in purchase_options():
        raise ValueError(f"{option} is no purchase option")
    if option == ON_DEMAND:
        return made
    length = option.partition(", ")[2] if option in _CHEAPEST else ""
    chosen: dict[tuple[str, str], Commitment] = {}
    unsourced: list[str] = []
    for item in commitments(made, catalogue):
        fits = length in item.option if length else item.option == option
        if not fits:
            continue
        if item.committed_monthly is None:
            unsourced.append(f"{item.address}: {item.charge_description}, {item.reason}")
            continue
        key = (item.address, item.charge_description)
        before = chosen.get(key)
        if before is None or item.committed_monthly < (before.committed_monthly or 0):
            chosen[key] = item
    bought = tuple(credit for line in made.line_items for credit in _credit(line, chosen))
    covered = {f"{address}: {charge}" for address, charge in chosen}
    stay = sorted(text for text in unsourced if text.partition(", no price")[0] not in covered)
    notes = [f"{text}; it stays on demand." for text in stay]
    if not bought:
        notes.append(f"No charge here costs less bought as {option}: all stays on demand.")
    return replace(made, line_items=(*made.line_items, *bought), notes=(*made.notes, *notes))


def _credit(line: LineItem, chosen: dict[tuple[str, str], Commitment]) -> Iterator[LineItem]:
    """What is saved on the hours of a line that always run."""
    item = chosen.get((line.address, line.charge_description))
    hours = steady(line)
    if item is None or line.charge_category != "Usage" or not hours or not item.committed_monthly:
        return
    rate = item.committed_monthly / hours
    if rate >= line.list_unit_price:
        return
    yield replace(
        line,
        charge_category="Credit",
        charge_description=f"{item.option}: {line.charge_description}",
        list_unit_price=line.list_unit_price - rate,
        pricing_quantity_low=-hours,
        pricing_quantity=-hours,
        pricing_quantity_high=-hours,
        steady_quantity=None,
        price_source=item.price_source,
        price_date=item.price_date,
        formula=f"{hours.normalize():f} {line.pricing_unit} at {rate.normalize():f} committed",
    )

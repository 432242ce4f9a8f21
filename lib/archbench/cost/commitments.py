"""On demand beside a commitment: reserved instances where a price is sourced, and break-even.

Only what always runs is committed: the least quantity of a line. A reserved instance is paid for
every hour of the month whether it runs or not, so it pays once it runs a larger share of the hours
than its rate is of the on-demand rate. A rate nobody sourced is said to be missing and not guessed.
https://aws.amazon.com/ec2/pricing/reserved-instances/pricing/, https://aws.amazon.com/savingsplans/
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.cost.catalogue import Catalogue, Price, default_catalogue
from archbench.cost.model import Estimate, LineItem
from archbench.frozen import replace

_YEAR, _YEARS = {"1 year": "1yr-noupfront"}, {"1 year": "1yr-noupfront", "3 years": "3yr-noupfront"}
_DATABASE = {**_YEAR, "3 years, partial upfront": "3yr-partialupfront-effective"}
"""Terms in words and in the catalogue: three years of a database are not sold without payment."""

_Way = tuple[str, str, Mapping[str, str]]
_COMPUTE_PLAN: _Way = ("Compute Savings Plan", "compute-sp-{term}:{item}", _YEARS)
_DATABASE_PLAN: _Way = ("Database Savings Plan", "database-sp-{term}:{item}", _YEAR)
_WAYS: Mapping[tuple[str, str], tuple[_Way, ...]] = {
    ("AmazonEC2", "linux-ondemand"): (
        ("reserved, standard", "linux-ri-standard-{term}:{kind}", _YEARS),
        ("reserved, convertible", "linux-ri-convertible-{term}:{kind}", _YEARS),
        _COMPUTE_PLAN,
        ("EC2 Instance Savings Plan", "ec2-instance-sp-{term}:{item}", _YEARS),
    ),
    ("AmazonRDS", "aurora-pg-instance"): (
        ("reserved", "aurora-pg-ri-{term}:{kind}", _DATABASE),
        _DATABASE_PLAN,
    ),
    ("AmazonRDS", "aurora-mysql-instance"): (
        ("reserved", "aurora-mysql-ri-{term}:{kind}", _DATABASE),
        _DATABASE_PLAN,
    ),
    ("AmazonRDS", "rds-instance"): (
        ("reserved", "rds-ri-{term}:{kind}", _DATABASE),
        _DATABASE_PLAN,
    ),
    ("AmazonElastiCache", "node"): (("reserved", "node-ri-{term}:{kind}", _YEARS), _DATABASE_PLAN),
    ("AmazonES", "instance"): (("reserved", "instance-ri-{term}:{kind}", _YEARS),),
    ("AmazonRedshift", "node"): (("reserved", "node-ri-{term}:{kind}", _YEARS),),
    ("AmazonSageMaker", "endpoint"): (
        ("SageMaker Savings Plan", "sagemaker-sp-{term}:{item}", _YEARS),
    ),
    ("AmazonECS", "fargate-vcpu-hour"): (_COMPUTE_PLAN,),
    ("AmazonECS", "fargate-gb-hour"): (_COMPUTE_PLAN,),
}
"""Ways to commit to what a service bills by the hour: in words, in the catalogue, for how long."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """One way to commit to what always runs of a line, without upfront payment."""

    address: str
    charge_description: str
    region_id: str
    option: str
    instances: Decimal
    """How many run all month at the least."""
    on_demand_monthly: Decimal
    """What they cost on demand."""
    committed_monthly: Decimal | None
    """What they cost committed; None when there is no price."""
    break_even: Decimal | None
    """The share of the month's hours from which the commitment is cheaper, 0 to 1."""
    price_source: str = ""
    price_date: str = ""
    reason: str = ""
    """Why there is no price."""

    @property
    def saving_monthly(self) -> Decimal | None:
        """What the commitment saves a month; negative when it costs more."""
        if self.committed_monthly is None:
            return None
        return self.on_demand_monthly - self.committed_monthly


def commitment_options() -> tuple[str, ...]:
    """The names of all ways to commit, as `Commitment.option` has them, in order."""
    return tuple(
        sorted(
            {
                f"{option}, {length}"
                for ways in _WAYS.values()
                for option, _, terms in ways
                for length in terms
            }
        )
    )


def commitments(made: Estimate, catalogue: Catalogue | None = None) -> tuple[Commitment, ...]:
    """Every way to commit for each line of instance hours that always runs, in order of lines."""
    return tuple(item for line, ways in committed(made, catalogue) for item in _of(line, ways))


def committed(
    made: Estimate, catalogue: Catalogue | None = None
) -> Iterator[tuple[LineItem, tuple[Commitment, ...]]]:
    """Each line that can be committed to, with the ways of the first line that buys the same.

    All but address and description is the same then; many instances buy the same.
    """
    prices = catalogue or default_catalogue()
    told: dict[tuple[object, ...], tuple[Commitment, ...]] = {}
    for line in _bought(made):
        start, _, kind = line.item.partition(":")
        ways = _WAYS.get((line.service_code, start), ())
        hours = steady(line) if ways and not line.is_open else None
        if not hours:
            continue
        key = (line.service_code, line.item, line.region_id, str(line.list_unit_price), str(hours))
        if key not in told:
            told[key] = tuple(
                _commitment(
                    line,
                    f"{option}, {length}",
                    template.format(term=term, kind=kind, item=line.item),
                    prices,
                )
                for option, template, terms in ways
                for length, term in terms.items()
            )
        yield line, told[key]


def _of(line: LineItem, ways: tuple[Commitment, ...]) -> Iterator[Commitment]:
    """The ways to commit to a line, from those of a line that buys the same."""
    where, what = line.address, line.charge_description
    return (replace(item, address=where, charge_description=what) for item in ways)


@dataclass(frozen=True, slots=True)
class StackPlan:
    """The cheapest sourced commitment of every line that always runs, of one length, together."""

    length: str
    """"1 year" or "3 years"."""
    lines: int
    """How many lines it covers."""
    on_demand_monthly: Decimal
    """What always runs of them, on demand."""
    committed_monthly: Decimal
    expected_monthly: Decimal
    """What the same lines cost on demand at the load expected."""

    @property
    def saving_monthly(self) -> Decimal:
        """What the plan saves a month."""
        return self.on_demand_monthly - self.committed_monthly

    @property
    def break_even(self) -> Decimal:
        """The share of the committed hours that must run for the plan to pay, 0 to 1."""
        return self.committed_monthly / self.on_demand_monthly

    @property
    def covered(self) -> Decimal:
        """The share of the expected load, by its cost on demand, that always runs, 0 to 1."""
        return self.on_demand_monthly / self.expected_monthly


def stack_plans(made: Estimate, catalogue: Catalogue | None = None) -> tuple[StackPlan, ...]:
    """A plan over the whole stack for each length that saves anything, the shorter first."""
    expected: dict[tuple[str, str], Decimal] = {}
    for line in _bought(made):
        if not line.is_open:
            key = (line.address, line.charge_description)
            expected[key] = expected.get(key, Decimal(0)) + (line.list_cost or Decimal(0))
    best: dict[str, dict[tuple[str, str], Commitment]] = {"1 year": {}, "3 years": {}}
    for line, ways in committed(made, catalogue):
        key = (line.address, line.charge_description)
        for item in ways:
            if item.committed_monthly is not None and (item.saving_monthly or 0) > 0:
                chosen = best["1 year" if "1 year" in item.option else "3 years"]
                before = chosen.get(key)
                if before is None or item.committed_monthly < (before.committed_monthly or 0):
                    chosen[key] = item
    return tuple(
        StackPlan(
            length,
            len(chosen),
            sum((item.on_demand_monthly for item in chosen.values()), Decimal(0)),
            sum((item.committed_monthly or Decimal(0) for item in chosen.values()), Decimal(0)),
            sum((expected[key] for key in chosen), Decimal(0)),
        )
        for length, chosen in best.items()
        if chosen
    )


def _bought(made: Estimate) -> list[LineItem]:
    """The lines of an estimate without its credits."""
    return [line for line in made.line_items if line.charge_category == "Usage"]


def steady(line: LineItem) -> Decimal:
    """How much of a line runs all month without a pause."""
    if line.steady_quantity is not None:
        return line.steady_quantity
    return line.pricing_quantity_low or Decimal(0)


def _commitment(line: LineItem, option: str, item: str, catalogue: Catalogue) -> Commitment:
    hours = steady(line)
    shared = (line.address, line.charge_description, line.region_id, option, hours / HOURS)
    on_demand = hours * line.list_unit_price
    price = catalogue.price(line.region_id, line.service_code, item)
    if not isinstance(price, Price):
        why = f"no price: no sourced rate for {line.item.partition(':')[2]} in {line.region_id}"
        return Commitment(*shared, on_demand, None, None, reason=why)
    tier = price.tiers[0]
    return Commitment(
        *shared,
        on_demand,
        hours * tier.amount,
        tier.amount / line.list_unit_price,
        tier.source,
        tier.effective_date,
    )


@dataclass(frozen=True, slots=True)
class StorageModes:
    """An Aurora cluster in both storage modes: from how many I/O on I/O-Optimized is cheaper."""

    address: str
    standard_monthly: Decimal
    """Instances and storage, without I/O, in US dollars."""
    optimized_monthly: Decimal
    break_even_io: Decimal
    """I/O operations a month from which I/O-Optimized costs less."""


def storage_modes(made: Estimate, catalogue: Catalogue | None = None) -> tuple[StorageModes, ...]:
    """Both modes of each standard Aurora cluster of which all that changes is known and sourced.

    Storage changes with the mode, and the hours and capacity units of the cluster's own instances.
    """
    prices = catalogue or default_catalogue()
    parts: dict[str, list[LineItem]] = {}
    for line in _bought(made):
        if optimized(line.item):
            parts.setdefault(line.part_of, []).append(line)
    found = (
        _modes(line, parts.get(line.address, []), prices)
        for line in _bought(made)
        if line.item == "aurora-storage-standard" and not line.is_open
    )
    return tuple(modes for modes in found if modes)


def _modes(storage: LineItem, own: Iterable[LineItem], prices: Catalogue) -> StorageModes | None:
    io = prices.price(storage.region_id, "AmazonRDS", "aurora-io")
    if not isinstance(io, Price):
        return None
    before = after = Decimal(0)
    for line in (storage, *own):
        price = prices.price(line.region_id, "AmazonRDS", optimized(line.item))
        if line.pricing_quantity is None or not isinstance(price, Price):
            return None
        before += line.pricing_quantity * line.list_unit_price
        after += line.pricing_quantity * price.tiers[0].amount
    each = io.tiers[0].amount / io.scale
    return StorageModes(storage.address, before, after, (after - before) / each)


def optimized(item: str) -> str:
    """What takes an item's place when a cluster is I/O-Optimized, "" for what does not change.

    >>> optimized("aurora-pg-instance:db.r6g.large"), optimized("aurora-backup")
    ('aurora-pg-instance-ioopt:db.r6g.large', '')
    """
    if item == "aurora-storage-standard":
        return "aurora-storage-ioopt"
    if item == "aurora-serverless-v2":
        return "aurora-serverless-v2-ioopt"
    start, mark, kind = item.partition("-instance:")
    return f"{start}-instance-ioopt:{kind}" if mark and start.startswith("aurora-") else ""

"""Break-evens equal what their prices give by hand; without a price there is none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.model import Architecture
from archbench.cost import Estimate, estimate
from archbench.cost.bill import configuration, ref
from archbench.cost.catalogue import Catalogue, NoPrice, Price, Tier
from archbench.cost.usage_file import parse_usage
from archbench.hcl.values import Plain
from archbench.terraform import load
from archbench.whatif.break_evens import (
    BreakEven,
    break_evens,
    endpoints,
    fargate,
    graviton,
    serverless,
)
from archbench.whatif.break_evens.model import Cost, Rate, rates, solve
from tests.whatif.test_demand import STACK

NOTHING = Architecture("example", ())
PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"


def of(
    question: str, resources: Mapping[str, Mapping[str, Plain]], usage: str = "", region: str = ""
) -> list[BreakEven]:
    """The answers to one question for a few resources."""
    stack = configuration(resources, region or "us-east-1")
    made = estimate(stack, usage=parse_usage(usage, "u"), as_of=date(2026, 11, 29))
    return answers(question, made, NOTHING)


def answers(question: str, made: Estimate, architecture: Architecture) -> list[BreakEven]:
    """The answers to one question."""
    return [x for x in break_evens(made, architecture) if x.question == question]


@pytest.fixture(scope="module")
def payments() -> tuple[BreakEven, ...]:
    """All of the payment stack's."""
    stack = load(PAYMENTS)
    architecture = build(stack)
    made = estimate(stack, architecture, usage=PAYMENTS / "usage.yml", as_of=date(2026, 11, 29))
    return break_evens(made, architecture)


def test_io_optimized_pays_from_979_million_io_a_month(payments: tuple[BreakEven, ...]) -> None:
    """Storage 200 x 0.125 and three instances 730 x 0.078, over 0.20 a million: 979.1 million."""
    (found,) = (x for x in payments if x.question.startswith("Aurora"))
    assert found.at == (200 * Decimal("0.125") + 3 * 730 * Decimal("0.078")) / Decimal("0.0000002")
    assert found.now is not None
    assert round(found.now) == 950616429  # two for each of 475 million requests
    assert found.cheaper == "Standard"
    assert {x.item for x in found.rates} >= {"aurora-io", "aurora-storage-ioopt"}
    assert all(x.source and x.date for x in found.rates)
    assert len(found.counted) == 4


def test_an_endpoint_pays_from_626_gigabytes_in_three_zones(
    payments: tuple[BreakEven, ...],
) -> None:
    """3 x 730 x 0.01 an hour, over 0.045 - 0.01 a GB."""
    (found,) = (x for x in payments if x.question.startswith("Interface"))
    assert found.at == Decimal("21.90") / Decimal("0.035")
    assert found.second == "interface endpoint in 3 zones"


@pytest.mark.parametrize(
    ("carried", "says"),
    [
        ((500, 300), "is not known; the gateways carry 800 GB in all"),
        ((100, 100), "carry 200 GB in all, so no endpoint pays by its data"),
        ((500, None), "How much of it goes to which service is not known"),
    ],
)
def test_no_endpoint_pays_for_less_than_its_hours(
    tmp_path: Path, carried: tuple[int | None, ...], says: str
) -> None:
    """Two zones: 2 x 730 x 0.01 over 0.035 are 417 GB; of one nobody knows there is no sum."""
    (tmp_path / "main.tf").write_text(STACK, "utf-8")
    stack = load(tmp_path)
    usage = "resource_usage:\n  aws_eip.none[*]: {}\n" + "".join(
        f"  aws_nat_gateway.out[{at}]: {{ monthly_data_processed_gb: {amount} }}\n"
        for at, amount in enumerate(carried)
        if amount is not None
    )
    architecture = build(stack)
    made = estimate(stack, architecture, usage=parse_usage(usage, "u"), as_of=date(2026, 11, 29))
    (found,) = answers("Interface endpoint or NAT gateway", made, architecture)
    assert found.at == Decimal("14.60") / Decimal("0.035")
    assert found.remark.endswith(says)


class Lacking(Catalogue):
    """The prices without those of some items."""

    def __init__(self, *items: str) -> None:
        super().__init__()
        self.__dict__["items"] = items

    def price(self, region: str, service: str, item: str) -> Price | NoPrice:
        """As it stands, or none."""
        if item in self.__dict__["items"]:
            return NoPrice(region, service, item, f"no price: {item}")
        return super().price(region, service, item)


@pytest.mark.parametrize(
    "items",
    [
        ("nat-gateway-gb",),
        ("vpce-interface-hour",),
        ("vpce-interface-gb",),
        ("nat-gateway-gb", "vpce-interface-hour"),
    ],
)
def test_without_one_of_its_prices_an_endpoint_has_no_break_even(
    tmp_path: Path, items: tuple[str, ...]
) -> None:
    """Each that lacks is named, and nothing is taken for it."""
    (tmp_path / "main.tf").write_text(STACK, "utf-8")
    stack = load(tmp_path)
    architecture = build(stack)
    made = estimate(stack, architecture, as_of=date(2026, 11, 29))
    (found,) = endpoints.answers(made, architecture, Lacking(*items))
    assert (found.at, found.rates) == (None, ())
    assert found.reason == "; ".join(f"no price: {item}" for item in items)


def test_a_commitment_pays_from_the_share_its_rate_is(payments: tuple[BreakEven, ...]) -> None:
    """t3.medium: 0.0261 of 0.0416 an hour for a year, in whatever always runs."""
    found = next(x for x in payments if x.unit.endswith("1 year") and "auto" in x.subject)
    assert found.at == Decimal("0.0261") / Decimal("0.0416")
    assert found.cheaper.startswith("reserved")
    assert found.rates[0].amount == Decimal("0.0261")


def test_serverless_costs_less_below_what_an_hour_of_the_class_buys(
    payments: tuple[BreakEven, ...],
) -> None:
    """0.26 an hour of db.r6g.large, 0.12 a capacity unit: 2.17 units on average."""
    (found,) = (x for x in payments if x.question.startswith("Serverless"))
    assert found.at == Decimal("0.26") / Decimal("0.12")
    assert (found.first, found.second) == ("Serverless v2", "db.r6g.large")


def cluster(*classes: str) -> dict[str, dict[str, Plain]]:
    """A cluster of Aurora with an instance of each of these classes."""
    engine: dict[str, Plain] = {"engine": "aurora-postgresql"}
    members: dict[str, dict[str, Plain]] = {
        f"aws_rds_cluster_instance.i[{at}]": {
            **engine,
            "instance_class": one,
            "cluster_identifier": ref("aws_rds_cluster.c"),
        }
        for at, one in enumerate(classes)
    }
    return {"aws_rds_cluster.c": engine, **members}


def test_each_class_is_asked_of_its_own_instances() -> None:
    """0.26 and 0.519 an hour, over 0.12 a unit; the charges counted are those of the class."""
    found = of("Serverless v2 or provisioned", cluster("db.r6g.large", "db.r6g.xlarge"))
    assert [(x.subject, x.second, x.at) for x in found] == [
        ("aws_rds_cluster_instance.i[0]", "db.r6g.large", Decimal("0.26") / Decimal("0.12")),
        ("aws_rds_cluster_instance.i[1]", "db.r6g.xlarge", Decimal("0.519") / Decimal("0.12")),
    ]
    assert [len(x.counted) for x in found] == [1, 1]


@pytest.mark.parametrize(
    "items",
    [
        ("aurora-serverless-v2",),
        ("aurora-pg-instance:db.r6g.large",),
        ("aurora-pg-instance:db.r6g.large", "aurora-serverless-v2"),
    ],
)
def test_without_one_of_its_prices_serverless_has_no_break_even(items: tuple[str, ...]) -> None:
    """Each that lacks is named, and nothing is taken for it."""
    stack = configuration(cluster("db.r6g.large"), "us-east-1")
    made = estimate(stack, as_of=date(2026, 11, 29))
    (found,) = serverless.answers(made, NOTHING, Lacking(*items))
    assert (found.at, found.rates) == (None, ())
    assert found.reason == "; ".join(f"no price: {item}" for item in items)


def test_graviton_pays_where_it_does_four_fifths_of_the_work(
    payments: tuple[BreakEven, ...],
) -> None:
    """t4g.medium is 0.0336 beside 0.0416; the database is on Graviton already."""
    (found,) = (x for x in payments if x.question.startswith("Graviton"))
    assert found.at == Decimal("0.0336") / Decimal("0.0416")
    assert "rds" not in found.subject


def task(cpu: str, memory: str, **more: Plain) -> dict[str, dict[str, Plain]]:
    """A service of two Fargate tasks."""
    return {
        "aws_ecs_task_definition.t": {"cpu": cpu, "memory": memory, **more},
        "aws_ecs_service.s": {
            "launch_type": "FARGATE",
            "desired_count": 2,
            "task_definition": ref("aws_ecs_task_definition.t", "arn"),
        },
    }


def test_instances_cost_less_than_fargate_when_they_are_full() -> None:
    """1 vCPU and 4 GB: half an m6i.large, 0.048, beside 0.04048 + 4 x 0.004445 = 0.05826."""
    (found,) = of("Fargate or EC2", task("1024", "4096"))
    assert found.at == Decimal("0.048") / Decimal("0.05826")
    assert found.second == "EC2, m6i.large"
    (uneven,) = of("Fargate or EC2", task("1024", "3072"))
    assert uneven.at == Decimal("0.048") / Decimal("0.053815")  # its half of the processors
    (lean,) = of("Fargate or EC2", task("1024", "2048"))
    assert lean.at == Decimal("0.0425") / Decimal("0.04937")  # c6i.large
    (arm,) = of(
        "Fargate or EC2",
        task("1024", "8192", runtime_platform=({"cpu_architecture": "ARM64"},)),
    )
    assert arm.second == "EC2, r6g.large"


@pytest.mark.parametrize(
    "items",
    [
        ("fargate-vcpu-hour:x86_64:linux",),
        ("fargate-gb-hour:x86_64:linux",),
        ("linux-ondemand:m6i.large",),
        ("fargate-vcpu-hour:x86_64:linux", "linux-ondemand:m6i.large"),
    ],
)
def test_without_one_of_its_prices_fargate_has_no_break_even(items: tuple[str, ...]) -> None:
    """Each that lacks is named, and nothing is taken for it."""
    made = estimate(configuration(task("1024", "4096"), "us-east-1"), as_of=date(2026, 11, 29))
    (found,) = fargate.answers(made, NOTHING, Lacking(*items))
    assert (found.at, found.rates) == (None, ())
    assert found.reason == "; ".join(f"no price: {item}" for item in items)


@pytest.mark.parametrize("lacks", ["t3", "t4g", "t3 t4g"])
def test_without_one_of_its_prices_graviton_has_no_break_even(lacks: str) -> None:
    """The price that is there is told, the other named."""
    names = [f"linux-ondemand:{family}.medium" for family in lacks.split()]
    machine: dict[str, dict[str, Plain]] = {"aws_instance.a": {"instance_type": "t3.medium"}}
    made = estimate(configuration(machine, "us-east-1"), as_of=date(2026, 11, 29))
    (found,) = graviton.answers(made, NOTHING, Lacking(*names))
    assert (found.at, len(found.rates)) == (None, 2 - len(names))
    assert found.reason == "; ".join(f"no price: {name}" for name in names)


def test_kubernetes_has_to_save_its_control_plane() -> None:
    """73.00 a month, asked from either side."""
    (cluster,) = of("EKS or ECS", {"aws_eks_cluster.k": {"version": "1.35"}})
    (service,) = of("EKS or ECS", task("256", "512"))
    assert cluster.at == service.at == Decimal("73.00")
    assert (cluster.first, cluster.second) == ("ECS", "EKS")


def test_without_a_price_there_is_no_break_even_but_the_reason() -> None:
    """A service on a chip without a price, a class without one: said, and nothing is guessed."""
    resources: dict[str, dict[str, Plain]] = {
        "aws_rds_cluster.c": {"engine": "aurora-postgresql"},
        "aws_rds_cluster_instance.i": {
            "engine": "aurora-postgresql",
            "instance_class": "db.r5.2xlarge",
            "cluster_identifier": ref("aws_rds_cluster.c"),
        },
    }
    usage = "resource_usage:\n  aws_rds_cluster.c: {storage_gb: 10, monthly_io_requests: 5}\n"
    (found,) = of("Aurora I/O-Optimized or Standard", resources, usage, "af-south-1")
    assert (found.at, found.cheaper) == (None, "")
    assert found.reason.startswith("no price: ")
    (tasks,) = of("Fargate or EC2", task("1024", "4096"), region="cn-north-1")[:1]
    assert (tasks.at, tasks.reason.startswith("no price: ")) == (None, True)
    (unknown,) = of("Graviton or x86", {"aws_instance.a": {"instance_type": "m5a.24xlarge"}})
    assert unknown.at is None
    assert unknown.reason.startswith("no price: m6g.24xlarge is none of the")


def test_storage_that_waits_for_usage_leaves_the_break_even_open() -> None:
    """Both modes bill storage, and nobody said how much there is."""
    (found,) = of(
        "Aurora I/O-Optimized or Standard", {"aws_rds_cluster.c": {"engine": "aurora-postgresql"}}
    )
    assert found.at is None
    assert found.reason == "give storage_gb for aws_rds_cluster.c in a usage file"


def tiers(*rows: tuple[int, int | None, str]) -> Price:
    """A price of one unit in tiers."""
    return Price(
        "r",
        "s",
        "i",
        "GB",
        tuple(
            Tier(Decimal(start), None if end is None else Decimal(end), Decimal(usd), "", "", "")
            for start, end, usd in rows
        ),
    )


def test_a_rate_is_that_of_the_first_tier() -> None:
    """With its source and its date."""
    first = Tier(Decimal(0), Decimal(10), Decimal(3), "2026-01", "one", "single")
    second = replace(first, start=Decimal(10), end=None, amount=Decimal(2), source="two")
    price = Price("r", "s", "i", "GB", (first, replace(second, effective_date="2026-02")))
    assert rates(price) == (Rate("i", Decimal(3), "GB", "r", "one", "2026-01"),)


def test_a_crossing_is_found_in_the_tier_it_lies_in() -> None:
    """1 a unit for ten, then 3, beside 25 and nothing more: 10 + 3 x (q - 10) = 25 at 15."""
    steep = Cost(parts=(tiers((0, 10, "1"), (10, None, "3")),))
    assert solve(steep, Cost(Decimal(25))) == 15
    assert solve(Cost(Decimal(25)), steep) == 0
    assert solve(steep, Cost(Decimal(5))) == 5
    dear = Cost(parts=(tiers((0, None, "4")),))
    assert solve(steep, dear) is None  # nothing costs the same for either
    assert solve(dear, steep) == 0
    flat = Cost(parts=(tiers((0, None, "1")),))
    assert solve(flat, Cost(Decimal(1), (tiers((0, None, "1")),))) is None

"""What each break-even says of several things, of one, and of what it cannot tell."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost import Estimate, estimate
from archbench.cost.bill import configuration, ref
from archbench.cost.catalogue import NoPrice, Price
from archbench.cost.commitments import commitments
from archbench.cost.usage_file import parse_usage
from archbench.hcl.values import Plain
from archbench.terraform import load
from archbench.whatif.break_evens import BreakEven, commitment, kubernetes
from archbench.whatif.break_evens.fargate import _family
from archbench.whatif.break_evens.model import lacking
from tests.whatif.test_break_evens import NOTHING, Lacking, answers, cluster, of, task, tiers
from tests.whatif.test_demand import STACK

DAY = date(2026, 11, 29)
Resources = dict[str, dict[str, Plain]]


def machines(*types: str) -> Resources:
    """Instances of these types."""
    return {f"aws_instance.m[{at}]": {"instance_type": type_} for at, type_ in enumerate(types)}


def made(resources: Resources, region: str = "us-east-1") -> Estimate:
    """What they cost."""
    return estimate(configuration(resources, region), as_of=DAY)


@pytest.mark.parametrize(
    ("at", "now", "says"),
    [
        (10, 9, "one"),
        (10, 11, "other"),
        (10, 10, "neither"),
        (0, 1, "other"),
        (0, 0, "neither"),
        (1, 0, "one"),
        (None, 1, ""),
        (1, None, ""),
    ],
)
def test_below_the_break_even_the_first_costs_less(
    at: int | None, now: int | None, says: str
) -> None:
    """Above it the second; at it neither; nothing where one of the two is not known."""
    even, there = (None if end is None else Decimal(end) for end in (at, now))
    assert BreakEven("q", "s", "u", "one", "other", even, there, "").cheaper == says


def test_each_reason_for_no_answer_is_told_once() -> None:
    """In order; a price that is there has none."""
    none, other = (NoPrice("r", "s", "i", reason) for reason in ("no price: a", "no price: b"))
    assert lacking(none, tiers((0, None, "1")), none, other) == "no price: a; no price: b"
    assert lacking(tiers((0, None, "1"))) == ""


def test_a_type_that_several_buy_is_one_question_with_all_of_them() -> None:
    """Each is named once, and each charge is counted; another type is another question."""
    found = of("Graviton or x86", machines("t3.medium", "t3.medium", "m5.large", "m6g.large"))
    assert [(x.subject, x.first, x.second, len(x.counted)) for x in found] == [
        ("aws_instance.m[0], aws_instance.m[1]", "x86, t3.medium", "Graviton, t4g.medium", 2),
        ("aws_instance.m[2]", "x86, m5.large", "Graviton, m6g.large", 1),
    ]
    assert found[1].at == Decimal("0.077") / Decimal("0.096")
    assert found[1].cheaper == ""  # how much of the work one does is not known
    assert [rate.amount for rate in found[1].rates] == [Decimal("0.096"), Decimal("0.077")]


def test_the_processors_of_tasks_are_asked_about_too() -> None:
    """0.03238 an hour on ARM beside 0.04048."""
    (found,) = of("Graviton or x86", task("1024", "2048"))
    assert (found.first, found.second) == ("x86, Fargate", "Graviton, Fargate")
    assert found.at == Decimal("0.03238") / Decimal("0.04048")
    assert len(found.counted) == 1
    arm: Plain = ({"cpu_architecture": "ARM64"},)
    assert not of("Graviton or x86", task("1024", "2048", runtime_platform=arm))


def test_a_commitment_is_the_cheapest_of_its_length() -> None:
    """m5.large: the rate of the cheapest way for one year, and for three."""
    found = of("On demand or a commitment", machines("m5.large"))
    assert [x.unit for x in found] == [
        "share of the month's hours on, 1 year",
        "share of the month's hours on, 3 years",
    ]
    ways = [commitments_of(length) for length in ("1 year", "3 years")]
    assert [x.at for x in found] == [min(shares.values()) for shares in ways]
    assert [x.second for x in found] == [min(shares, key=shares.__getitem__) for shares in ways]
    for item in found:
        assert item.at is not None
        assert (item.subject, item.now, item.first) == (
            "aws_instance.m[0]",
            Decimal(1),
            "on demand",
        )
        assert item.cheaper == item.second
        (rate,) = item.rates
        assert rate.amount == item.at * Decimal("0.096")
        assert (rate.unit, rate.region) == ("Hrs", "us-east-1")


def commitments_of(length: str) -> dict[str, Decimal]:
    """The share from which each way for a length pays, of an m5.large."""
    ways = commitments(made(machines("m5.large")))
    return {x.option: x.break_even for x in ways if length in x.option and x.break_even is not None}


def test_a_commitment_for_several_is_of_their_pattern() -> None:
    """Three that buy the same are one question with three charges counted; the rate is of one."""
    found = of("On demand or a commitment", machines(*["m5.large"] * 3))
    assert {x.subject for x in found} == {"aws_instance.m[*]"}
    assert {len(x.counted) for x in found} == {3}
    assert found[0].rates[0].amount == found[0].at * Decimal("0.096")  # type: ignore[operator]


class OnDemand(Lacking):
    """The prices without those of any commitment."""

    def price(self, region: str, service: str, item: str) -> Price | NoPrice:
        """As it stands where it is bought by the hour."""
        if "ondemand" in item:
            return super().price(region, service, item)
        return NoPrice(region, service, item, "no price: not sold")


def test_a_commitment_without_a_price_says_why() -> None:
    """Of each length, with no way named."""
    found = list(commitment.answers(made(machines("m5.large")), NOTHING, OnDemand()))
    assert [(x.at, x.second, x.rates) for x in found] == [
        (None, "a commitment of 1 year", ()),
        (None, "a commitment of 3 years", ()),
    ]
    assert all(x.reason.startswith("no price: ") for x in found)


def test_every_cluster_that_pays_for_its_io_is_asked_about_its_own() -> None:
    """Two clusters: each counts its storage and its instances, and the I/O that is given of it."""
    resources: Resources = {}
    for name, classes in (("a", ["db.r6g.large"]), ("b", ["db.r6g.xlarge", "db.r6g.xlarge"])):
        resources[f"aws_rds_cluster.{name}"] = {"engine": "aurora-postgresql"}
        for at, class_ in enumerate(classes):
            resources[f"aws_rds_cluster_instance.{name}[{at}]"] = {
                "engine": "aurora-postgresql",
                "instance_class": class_,
                "cluster_identifier": ref(f"aws_rds_cluster.{name}"),
            }
    usage = (
        "resource_usage:\n  aws_rds_cluster.a: {storage_gb: 100, monthly_io_requests: 5000000}\n"
        "  aws_rds_cluster.b: {storage_gb: 10}\n"
    )
    one, other = of("Aurora I/O-Optimized or Standard", resources, usage)
    assert (one.subject, other.subject) == ("aws_rds_cluster.a", "aws_rds_cluster.b")
    assert (len(one.counted), len(other.counted)) == (2, 3)
    assert (one.now, other.now) == (Decimal(5_000_000), None)
    million = Decimal("0.0000002")
    assert one.at == (100 * Decimal("0.125") + 730 * Decimal("0.078")) / million
    assert other.at == (10 * Decimal("0.125") + 1460 * Decimal("0.156")) / million
    assert (one.cheaper, other.cheaper, one.reason) == ("Standard", "", "")
    assert len(one.rates) == len(set(one.rates)) == 5


def test_classes_of_one_cluster_are_asked_about_apart() -> None:
    """Of instances of one class together; of Serverless v2 itself nothing is asked."""
    found = of(
        "Serverless v2 or provisioned", cluster("db.r6g.large", "db.r6g.large", "db.serverless")
    )
    assert [(x.subject, x.second, len(x.counted)) for x in found] == [
        ("aws_rds_cluster_instance.i[0], aws_rds_cluster_instance.i[1]", "db.r6g.large", 2)
    ]


def test_of_an_optimized_cluster_the_optimized_unit_is_compared() -> None:
    """0.338 an hour beside 0.16 a unit."""
    resources = cluster("db.r6g.large")
    resources["aws_rds_cluster.c"]["storage_type"] = "aurora-iopt1"
    (found,) = of("Serverless v2 or provisioned", resources)
    assert [rate.item for rate in found.rates] == [
        *("aurora-pg-instance-ioopt:db.r6g.large", "aurora-serverless-v2-ioopt"),
    ]
    assert found.at == found.rates[0].amount / found.rates[1].amount


@pytest.mark.parametrize(
    ("ratio", "family"),
    [("0.5", "c"), ("2", "c"), ("2.001", "m"), ("4", "m"), ("4.001", "r"), ("8", "r"), ("9", "r")],
)
def test_tasks_are_beside_the_family_that_holds_their_memory(ratio: str, family: str) -> None:
    """2, 4 and 8 GiB for each processor; what takes more is held by its memory."""
    assert _family(Decimal(ratio)) == family


def test_tasks_that_fill_no_instance_cheaply_say_so() -> None:
    """Half of 16 GiB; with a hundredth of the processor it costs more than the task."""
    (found,) = of("Fargate or EC2", task("1024", "8192"))
    assert found.second == "EC2, r6i.large"
    assert found.at == Decimal("0.063") / (Decimal("0.04048") + 8 * Decimal("0.004445"))
    assert found.remark.endswith("are not counted")
    bill = made(task("1024", "8192"))
    lines = tuple(
        replace(x, pricing_quantity=x.pricing_quantity / 100)
        if x.item.startswith("fargate-vcpu") and x.pricing_quantity
        else x
        for x in bill.line_items
    )
    (dear,) = answers("Fargate or EC2", replace(bill, line_items=lines), NOTHING)
    assert dear.remark.endswith("; r6i.large costs more however full it is")


@pytest.mark.parametrize("lacks", ["fargate-vcpu", "fargate-gb"])
def test_tasks_of_which_a_part_is_not_known_have_no_break_even(lacks: str) -> None:
    """Neither processors alone nor memory alone fill an instance."""
    bill = made(task("1024", "4096"))
    lines = tuple(
        replace(x, pricing_quantity=Decimal(0)) if x.item.startswith(lacks) else x
        for x in bill.line_items
    )
    (found,) = answers("Fargate or EC2", replace(bill, line_items=lines), NOTHING)
    assert (found.at, found.reason) == (None, "no task runs")


@pytest.mark.parametrize(
    ("quantity", "reason"), [(Decimal(0), "no task runs"), (None, "give tasks in a usage file")]
)
def test_where_no_task_runs_there_is_no_break_even(quantity: Decimal | None, reason: str) -> None:
    """Of none there is no share; while nobody says how many, that is the reason."""
    bill = made(task("1024", "2048"))
    lines = tuple(
        replace(x, pricing_quantity=quantity, open_reason="" if quantity == 0 else reason)
        for x in bill.line_items
    )
    (found,) = answers("Fargate or EC2", replace(bill, line_items=lines), NOTHING)
    assert (found.at, found.reason, len(found.rates)) == (None, reason, 3)
    assert found.second == "EC2, m6i.large"


def test_a_control_plane_is_asked_about_for_each_cluster_and_each_region() -> None:
    """Each cluster alone with its charge; services of one region together, each named once."""
    both: Resources = {
        "aws_eks_cluster.k": {"version": "1.35"},
        "aws_eks_cluster.l": {"version": "1.35"},
        **task("256", "512"),
    }
    both["aws_ecs_service.t"] = both["aws_ecs_service.s"]
    found = of("EKS or ECS", both)
    assert [(x.subject, len(x.counted)) for x in found] == [
        ("aws_eks_cluster.k", 1),
        ("aws_eks_cluster.l", 1),
        ("aws_ecs_service.s, aws_ecs_service.t", 0),
    ]
    assert all(rate.amount == Decimal("0.1") for x in found for rate in x.rates)


def test_without_the_price_of_a_cluster_kubernetes_has_no_break_even() -> None:
    """And says why."""
    bill = made({"aws_eks_cluster.k": {"version": "1.35"}})
    (found,) = kubernetes.answers(bill, NOTHING, Lacking("cluster-hour"))
    assert (found.at, found.rates, found.reason) == (None, (), "no price: cluster-hour")


def endpoint(directory: Path, text: str, usage: str = "") -> list[BreakEven]:
    """The answers about endpoints for a stack."""
    (directory / "main.tf").write_text(text, "utf-8")
    stack = load(directory, environ={})
    architecture = build(stack)
    bill = estimate(stack, architecture, usage=parse_usage(usage, "u"), as_of=DAY)
    return answers("Interface endpoint or NAT gateway", bill, architecture)


def test_an_endpoint_in_one_zone_is_in_one(tmp_path: Path) -> None:
    """730 x 0.01 over 0.035 a GB, in the words of one zone."""
    one = STACK.replace('"us-east-1a", "us-east-1b"', '"us-east-1a", "us-east-1a"')
    (found,) = endpoint(tmp_path, one)
    assert found.at == Decimal("7.30") / Decimal("0.035")
    assert found.second == "interface endpoint in 1 zone"
    assert found.formula.startswith("1 zone x 730 h x price of an endpoint-hour / (price of a GB")
    assert [rate.amount for rate in found.rates] == list(map(Decimal, ("0.045", "0.01", "0.01")))
    assert len(found.counted) == 2
    assert (found.now, found.reason, found.subject) == (None, "", "aws_vpc.office")


def test_a_network_without_a_gateway_is_asked_nothing(tmp_path: Path) -> None:
    """There is nothing to compare an endpoint with."""
    assert not endpoint(tmp_path, STACK.replace("default = 2", "default = 0"))


def test_zones_that_are_not_known_leave_an_endpoint_open(tmp_path: Path) -> None:
    """No zone is guessed, and the reason says so."""
    text = STACK.replace('["us-east-1a", "us-east-1b"][count.index]', "null")
    (found,) = endpoint(tmp_path, text)
    assert (found.at, len(found.rates)) == (None, 3)
    assert found.reason == "in which zones its subnets stand is not known"
    assert found.second == "interface endpoint in 0 zones"


def test_gateways_that_carry_just_what_pays_are_not_told_that_none_pays(tmp_path: Path) -> None:
    """At the break-even itself neither is cheaper; 417 GB of two zones are more than 417.1."""
    usage = "resource_usage:\n  aws_nat_gateway.out[*]: { monthly_data_processed_gb: 210 }\n"
    (found,) = endpoint(tmp_path, STACK, usage)
    assert found.remark.endswith("; the gateways carry 420 GB in all")
    less = usage.replace("210", "208")
    (found,) = endpoint(tmp_path, STACK, less)
    assert found.remark.endswith("carry 416 GB in all, so no endpoint pays by its data")


def test_a_rate_is_told_with_its_unit_its_source_and_its_date() -> None:
    """As the price list has it."""
    (found,) = of("EKS or ECS", {"aws_eks_cluster.k": {"version": "1.35"}})
    (rate,) = found.rates
    assert (rate.item, rate.amount, rate.region) == ("cluster-hour", Decimal("0.1"), "us-east-1")
    assert rate.source
    assert re.match(r"20\d\d-", rate.date)

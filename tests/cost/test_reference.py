"""The reference stack costs what its requirements say, to the cent."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost import Estimate, LineItem, estimate, export, statement
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.terraform import load
from archbench.terraform.plan import read_plan

PLANS = Path(__file__).parents[1] / "recorded" / "payments"
DAY = date(2026, 11, 23)
STACK = Path(__file__).parents[2] / "infra" / "payments"
USAGE = Path(__file__).parents[2] / "infra" / "payments" / "usage.yml"


def estimated(name: str) -> Estimate:
    """The estimate of a recorded plan of the payment stack."""
    path = PLANS / f"plan-{name}.json"
    configuration = read_plan(json.loads(path.read_text(encoding="utf-8")), path.name)
    return estimate(configuration, build(configuration), as_of=DAY)


def varied(*variables: str, usage: Path | None = None) -> Estimate:
    """The estimate of the payment stack's directory with some variables changed."""
    configuration = load(STACK, variables=[("var", text) for text in variables])
    return estimate(configuration, build(configuration), usage=usage, as_of=DAY)


def cost(made: Estimate, item: str) -> Decimal:
    """What all lines that buy an item come to."""
    lines = [line for line in made.priced if line.item == item]
    assert lines, f"no line buys {item}"
    return sum((line.list_cost or Decimal(0) for line in lines), Decimal(0))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("linux-ondemand:t3.medium", "182.208"),
        ("nat-gateway-hour", "98.55"),
        ("aurora-pg-instance:db.r6g.large", "569.40"),
        ("alb-hour", "16.425"),
        ("public-ipv4-hour", "21.90"),
        ("cmk-month", "2.00"),
        ("secret-month", "0.40"),
        ("dashboard", "3.00"),
        ("hosted-zone", "0.50"),
        ("health-check-aws", "0.50"),
        ("health-check-option-aws", "3.00"),
        ("alarm-standard", "1.50"),
        ("custom-metric", "12.60"),
        ("ebs-storage:gp3", "9.60"),
    ],
)
def test_each_fixed_charge_of_the_reference_stack(item: str, expected: str) -> None:
    """6 x t3.medium, 3 NATs, 3 x db.r6g.large, the ALB, six addresses, two keys and the rest."""
    assert cost(estimated("default"), item) == Decimal(expected)


def test_the_fixed_cost_is_the_sum_of_those_charges() -> None:
    """Everything a payment stack pays before it carries a request: $921.58 a month."""
    assert estimated("default").total_monthly == Decimal("921.583")


def test_at_most_eighteen_instances_run() -> None:
    """At its maximum the group's 18 x t3.medium cost $546.62 a month."""
    lines = [x for x in estimated("default").priced if x.item == "linux-ondemand:t3.medium"]
    assert sum(line.list_cost_high or 0 for line in lines) == Decimal("546.624")


def test_the_idle_colour_costs_nothing() -> None:
    """The colour with no capacity has one line, of nothing, and cannot grow."""
    address = 'aws_autoscaling_group.payment["green"]'
    lines = [line for line in estimated("default").line_items if line.address == address]
    assert [(line.list_cost, line.list_cost_high) for line in lines] == [(Decimal(0), Decimal(0))]


@pytest.mark.parametrize("name", ["default", "green", "one-nat", "no-certificate", "production"])
def test_every_resource_is_priced_free_or_listed(name: str) -> None:
    """No managed resource is dropped, and none is listed twice as something else."""
    path = PLANS / f"plan-{name}.json"
    configuration = read_plan(json.loads(path.read_text(encoding="utf-8")), path.name)
    made = estimate(configuration, as_of=DAY)
    billed = {line.address for line in made.line_items} | {item.address for item in made.unpriced}
    assert billed.isdisjoint(made.free)
    assert billed | set(made.free) == {item.address for item in configuration.managed()}


def test_zones_and_tiers_add_up_to_the_total() -> None:
    """The parts by zone, tier and service each sum to the total exactly."""
    made = estimated("default")
    for parts in (made.by_zone(), made.by_tier(), made.by_service(), made.by_address()):
        assert sum((part.likely for part in parts.values()), Decimal(0)) == made.total.likely
        assert sum((part.high for part in parts.values()), Decimal(0)) == made.total.high


def test_the_three_zones_cost_the_same() -> None:
    """A stack spread evenly over three zones pays the same in each."""
    zones = {k: v.likely for k, v in estimated("default").by_zone().items() if k != "regional"}
    assert set(zones) == {"us-east-1a", "us-east-1b", "us-east-1c"}
    assert max(zones.values()) - min(zones.values()) < Decimal("0.0001")


def test_quantity_times_price_is_cost_on_every_line() -> None:
    """list_unit_price x pricing_quantity = list_cost, unrounded; an open line has neither."""
    for line in estimated("default").line_items:
        if line.pricing_quantity is None:
            assert line.list_cost is None
            assert line.open_reason
        else:
            assert isinstance(line.list_cost, Decimal)
            assert line.list_cost == line.list_unit_price * line.pricing_quantity


def test_every_price_has_a_source_and_a_date() -> None:
    """A line names where its price was read and when."""
    made = estimated("default")
    for line in made.line_items:
        assert line.price_date >= "2023"
        assert made.sources[line.price_source]


def test_a_directory_costs_what_its_plan_costs() -> None:
    """Reading *.tf files and reading terraform's own plan give the same lines."""
    from_files, from_plan = varied(), estimated("default")
    assert [_fact(line) for line in from_files.line_items] == [
        _fact(line) for line in from_plan.line_items
    ]
    assert from_files.free == from_plan.free


def _fact(line: LineItem) -> tuple[object, ...]:
    return line.address, line.charge_description, line.pricing_quantity, line.list_unit_price


def test_flipping_the_colour_moves_the_cost_and_changes_none() -> None:
    """Green live costs what blue live costs."""
    blue, green = varied(), varied("deployment_color=green")
    assert green.total == blue.total
    assert green.by_address()['aws_autoscaling_group.payment["green"]'].likely > 0
    assert blue.by_address()['aws_autoscaling_group.payment["green"]'].likely == 0


def test_one_nat_gateway_saves_two_gateways_and_two_addresses() -> None:
    """Two gateways less: 2 x 32.85 + 2 x 3.65 = $73.00 a month."""
    saved = varied().total_monthly - varied("nat_gateway_count=1").total_monthly
    assert saved == Decimal("73.00")


def test_one_nat_gateway_makes_traffic_cross_zones() -> None:
    """With one gateway two thirds of what it carries leave a zone and enter another."""
    three, one = varied(usage=USAGE), varied("nat_gateway_count=1", usage=USAGE)
    words = "Data transfer between zones, EC2 and NAT gateway"
    assert not [line for line in three.line_items if line.charge_description == words]
    [line] = [line for line in one.line_items if line.charge_description == words]
    [data] = [line for line in one.line_items if line.item == "nat-gateway-gb"]
    assert line.pricing_quantity is not None
    assert data.pricing_quantity is not None
    expected = data.pricing_quantity * 2 / 3 * 2
    assert abs(line.pricing_quantity - expected) < Decimal("0.001")


def test_io_optimized_has_dearer_instances_and_no_io() -> None:
    """3 x 730 x 0.338 = $740.22, storage at 0.225, and no line for I/O."""
    made = varied("aurora_io_optimized=true")
    assert cost(made, "aurora-pg-instance-ioopt:db.r6g.large") == Decimal("740.22")
    items = {line.item: line.list_unit_price for line in made.line_items}
    assert items["aurora-storage-ioopt"] == Decimal("0.225")
    assert "aurora-io" not in items
    assert "aurora-storage-standard" not in items


def test_two_thirds_of_database_traffic_cross_zones() -> None:
    """Six instances over three zones reach the writer in one: 2/3 x GB x 0.01, one side billed."""
    made = varied(usage=USAGE)
    [edge] = [edge for edge in made.edges if edge.is_billed]
    assert edge.target == "aws_rds_cluster.aurora"
    assert edge.crossing[1] == Decimal(4) / 6
    balancers = [edge for edge in made.edges if edge.source == "aws_lb.main"]
    assert balancers
    assert not any(edge.is_billed for edge in balancers)


def test_the_usage_profile_leaves_nothing_open() -> None:
    """infra/payments/usage.yml answers every question the reference stack asks, and no other."""
    made = varied(usage=USAGE)
    assert made.open == ()
    assert made.unpriced == ()
    assert made.notes == ()
    assert made.total.low < made.total.likely < made.total.high


def test_the_same_input_gives_the_same_bytes() -> None:
    """Two runs print the same JSON, text, Markdown and CSV."""
    first, second = varied(usage=USAGE), varied(usage=USAGE)
    for shape in (export.as_json, statement.as_text, statement.as_markdown, export.as_csv):
        assert shape(first) == shape(second)


def test_database_traffic_across_zones_is_billed_once_for_each_gb() -> None:
    """Of 300 GB both ways 200 cross zones: 200 x 0.01 = $2.00, on EC2's side alone."""
    usage = Usage(
        entries=(Entry("aws_rds_cluster.aurora", "monthly_client_data_gb", Quantity.of(300), 1),)
    )
    configuration = load(STACK)
    made = estimate(configuration, build(configuration), usage=usage, as_of=DAY)
    assert cost(made, "cross-az") == Decimal("2.00")


@pytest.mark.parametrize("nats", ["1", "2", "3"])
def test_cost_is_exact_in_every_digit(nats: str) -> None:
    """Quantity times price is the cost without rounding, also where a third crosses zones."""
    for line in varied(f"nat_gateway_count={nats}", usage=USAGE).priced:
        exact = Fraction(line.pricing_quantity or 0) * Fraction(line.list_unit_price)
        assert Fraction(line.list_cost or 0) == exact, line.charge_description

"""Many usages priced at once cost what each of them costs by itself."""

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

import numpy as np
import pytest

from archbench.architecture import build
from archbench.cost import estimate
from archbench.cost.column import Column, PartedError, greatest, least
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage, read_usage
from archbench.cost.variants import UsageKey, expected, given, price_variants, varied
from archbench.terraform import load
from archbench.terraform.configuration import Configuration

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
DAY = date(2026, 11, 29)
NAT = UsageKey("resource_usage", "aws_nat_gateway.a", "monthly_data_processed_gb")


def stack(tmp_path: Path, text: str) -> Configuration:
    """A configuration in us-east-1."""
    (tmp_path / "main.tf").write_text(f'provider "aws" {{ region = "us-east-1" }}\n{text}', "utf-8")
    return load(tmp_path)


def exactly(configuration: Configuration, usage: Usage, key: UsageKey, number: str) -> Decimal:
    """What one usage costs by the ordinary way."""
    found = estimate(configuration, usage=varied(usage, {key: Decimal(number)}), as_of=DAY)
    return expected(found)


def test_two_hundred_usages_of_the_payment_stack_cost_what_each_costs_alone() -> None:
    """Every range of its usage drawn anew, the load among them; each agrees far below a cent."""
    configuration = load(PAYMENTS)
    architecture = build(configuration)
    usage = read_usage(PAYMENTS / "usage.yml")
    rng = np.random.default_rng(20261129)
    ranges = [(key, value) for key, value in given(usage) if not value.is_exact]
    values = {
        key: rng.uniform(float(value.low) / 2, float(value.high) * 3, 200).round(6)
        for key, value in ranges
    }
    assert len(values) == 10
    found = price_variants(configuration, architecture, usage, values, as_of=DAY)
    assert not found.open
    assert not found.unpriced
    assert found.runs < 20
    for row, total in enumerate(found.totals):
        numbers = {key: Decimal(repr(float(column[row]))) for key, column in values.items()}
        alone = estimate(configuration, architecture, usage=varied(usage, numbers), as_of=DAY)
        assert abs(Decimal(float(total)) - alone.total.likely) < Decimal("1e-6")


def test_tiers_are_counted_for_each_variant(tmp_path: Path) -> None:
    """To the internet: 10,240 GB at 0.09, 40,960 at 0.085, the next 102,400 at 0.07."""
    usage = parse_usage(
        "resource_usage:\n  aws_data_transfer.out: {monthly_outbound_internet_gb: 1}\n", "u"
    )
    key = UsageKey("resource_usage", "aws_data_transfer.out", "monthly_outbound_internet_gb")
    values = {key: np.array([0.0, 100.0, 10_240.0, 20_240.0, 61_200.0])}
    nothing = stack(tmp_path, 'resource "aws_eip" "a" {}')
    found = price_variants(nothing, None, usage, values)
    address = 730 * 0.005
    sums = [0, 9, 921.6, 921.6 + 850, 921.6 + 40_960 * 0.085 + 700]
    assert found.totals == pytest.approx([address + one for one in sums])
    assert found.runs == 1


def test_variants_that_a_rule_treats_differently_are_priced_apart(tmp_path: Path) -> None:
    """A backup smaller than its cluster is free, a larger one is not; zero instances is a line."""
    configuration = stack(
        tmp_path,
        """
resource "aws_launch_template" "a" {
  instance_type = "m5.large"
  image_id      = "ami-1"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 10
      volume_type = "gp3"
    }
  }
}
resource "aws_autoscaling_group" "a" {
  min_size = 0
  max_size = 9
  launch_template { id = aws_launch_template.a.id }
}
""",
    )
    usage = parse_usage("resource_usage:\n  aws_autoscaling_group.a: {instances: 1}\n", "u")
    key = UsageKey("resource_usage", "aws_autoscaling_group.a", "instances")
    numbers = ["0", "2", "0", "3.5"]
    found = price_variants(configuration, None, usage, {key: np.array(list(map(float, numbers)))})
    assert found.runs == 3  # together as far as none and some part, then each side
    assert [round(float(total), 6) for total in found.totals] == [
        round(float(exactly(configuration, usage, key, number)), 6) for number in numbers
    ]
    assert found.totals[0] == 0
    assert found.totals[1] == pytest.approx(2 * (730 * 0.096 + 0.8))


def test_what_a_column_cannot_do_is_done_for_each_variant_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that rounds down knows no column: the ordinary way prices each variant."""
    from archbench.cost.resources import aws_nat_gateway  # noqa: PLC0415

    real = aws_nat_gateway.charges

    def rounding(nat: object):  # type: ignore[no-untyped-def]  # noqa: ANN202
        for charge in real(nat):  # type: ignore[arg-type]
            charge.quantity.map(lambda value: value.to_integral_value(ROUND_FLOOR))
            yield charge

    monkeypatch.setattr(aws_nat_gateway, "charges", rounding)
    configuration = stack(tmp_path, 'resource "aws_nat_gateway" "a" { subnet_id = "subnet-1" }')
    usage = parse_usage(
        "resource_usage:\n  aws_nat_gateway.a: {monthly_data_processed_gb: 5}\n", "u"
    )
    found = price_variants(configuration, None, usage, {NAT: np.array([10.0, 20.0, 30.0])})
    assert found.totals == pytest.approx([730 * 0.045 + 0.045 * gb for gb in (10, 20, 30)])
    assert found.runs > 3


def test_what_no_variant_can_tell_is_named(tmp_path: Path) -> None:
    """A charge that waits for usage stays out of every total, by name."""
    configuration = stack(
        tmp_path,
        'resource "aws_nat_gateway" "a" { subnet_id = "subnet-1" }\n'
        'resource "aws_nat_gateway" "b" { subnet_id = "subnet-1" }\n'
        'resource "aws_emr_cluster" "c" {\n  name = "c"\n  release_label = "emr-7.0.0"\n'
        '  service_role = "r"\n}\n',
    )
    usage = parse_usage(
        "resource_usage:\n  aws_nat_gateway.a: {monthly_data_processed_gb: 5}\n", "u"
    )
    found = price_variants(configuration, None, usage, {NAT: np.array([10.0, 20.0])})
    assert found.open == {"aws_nat_gateway.b: NAT gateway, data processed"}
    assert [text.split(":")[0] for text in found.unpriced] == ["aws_emr_cluster.c"]


def test_a_column_never_answers_for_numbers_that_differ() -> None:
    """All alike are told, others part; what it has no rule for fails."""
    column = Column(np.array([1.0, 2.0]))
    assert column > 0
    assert not column < 1
    with pytest.raises(PartedError):
        bool(column > 1)
    with pytest.raises(ArithmeticError):
        column // 2
    with pytest.raises(TypeError):
        hash(column)
    both = greatest(column, Decimal("1.5")), least(Decimal("1.5"), column)
    assert [list(one.numbers) for one in both if isinstance(one, Column)] == [[1.5, 2], [1, 1.5]]
    assert list((Decimal(3) - column * Decimal(2)).numbers) == [1, -1]


def test_without_numbers_there_is_one_variant(tmp_path: Path) -> None:
    """What costs the same with every usage: 10 GB at 0.08."""
    volume = """
    resource "aws_ebs_volume" "a" {
      availability_zone = "us-east-1a"
      type              = "gp3"
      size              = 10
    }
    """
    assert price_variants(stack(tmp_path, volume), None, Usage(), {}).totals.tolist() == [0.8]

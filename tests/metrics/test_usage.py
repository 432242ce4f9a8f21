"""Measured usage is what CloudWatch says, in the keys the estimate reads."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from archbench.architecture import build
from archbench.cost import estimate
from archbench.cost.usage_file import parse_usage
from archbench.metrics import recorded
from archbench.metrics.usage_from_metrics import measured
from archbench.terraform import load

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"


def test_bytes_become_gigabytes_a_month() -> None:
    """A constant 2 MiB a second in and out of each gateway is 2 x 2 / 1024 x 2,628,000 GB."""
    pull = recorded.load()
    steady = tuple(
        replace(item, values=tuple(2.0 * 1024**2 * item.period for _ in item.values))
        if item.query.metric.namespace == "AWS/NATGateway"
        else item
        for item in pull.series
    )
    usage = measured(replace(pull, series=steady)).usage
    types = usage["resource_type_default_usage"]
    assert isinstance(types, dict)
    assert types["aws_nat_gateway"] == {"monthly_data_processed_gb": 10270.0}


def test_a_gap_leaves_the_figure_out() -> None:
    """One unknown hour of one gateway, and no data figure is given."""
    pull = recorded.load()
    first = next(i for i in pull.series if i.query.metric.name == "BytesInFromSource")
    broken = replace(first, values=(None, *first.values[1:]))
    found = measured(
        replace(pull, series=tuple(broken if item is first else item for item in pull.series))
    )
    assert "aws_nat_gateway" not in str(found.usage)
    assert "NAT data" in [what for what, _ in found.left_out]


def test_a_day_is_no_week() -> None:
    """Without every hour of a weekday and a weekend there is no load profile."""
    pull = recorded.load()
    day = tuple(replace(item, values=item.values[:24]) for item in pull.series)
    found = measured(replace(pull, series=day))
    assert "load_profile" not in found.usage
    assert "Load profile" in [what for what, _ in found.left_out]


def test_the_estimate_reads_it() -> None:
    """The text is a usage file: NAT data and Aurora storage have a cost, and nothing is unknown."""
    text = measured(recorded.load()).text()
    profile = text.partition("load_profile:")[2].partition("resource_type_default_usage:")[0]
    assert "weekday" in profile
    without = text.replace("load_profile:" + profile, "")
    configuration = load(PAYMENTS)
    found = estimate(
        configuration, build(configuration), usage=parse_usage(without, "measured.yml")
    )
    costs = {(item.address, item.usage_key): item.list_cost for item in found.priced}
    storage = costs["aws_rds_cluster.aurora", "storage_gb"]
    assert storage is not None
    assert Decimal(15) < storage < Decimal(25)
    assert costs["aws_nat_gateway.main[0]", "monthly_data_processed_gb"]
    assert not [note for note in found.notes if "measured.yml" in note]

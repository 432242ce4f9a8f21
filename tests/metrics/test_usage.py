"""Measured usage is by address, from days that are known, in the keys the estimate reads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost import estimate
from archbench.cost.registry import leaf, priced_types
from archbench.cost.usage_file import parse_usage
from archbench.metrics import recorded
from archbench.metrics.billed import BILLED
from archbench.metrics.catalogue import catalogue
from archbench.metrics.fake import Observed, Published
from archbench.metrics.queries import Query
from archbench.metrics.usage_from_metrics import Measured, measured
from archbench.terraform import load
from tests.metrics.published import MONDAY, always, every, pull, query

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
GIB = 1024.0**3
DAY = timedelta(days=1)
HOURS = 730
BOTH_WAYS = ("BytesInFromSource", "BytesInFromDestination")
MONTH = HOURS * 3600
FOUR_WEEKS = MONDAY + 28 * DAY


def figure(found: Measured, address: str, key: str) -> tuple[float, float, float]:
    """Low, likely and high of one usage key."""
    (one,) = [item for item in found.figures if (item.address, item.key) == (address, key)]
    return float(one.low), float(one.likely), float(one.high)


def reasons(found: Measured) -> dict[str, str]:
    """What was left out, by what."""
    return dict(found.left_out)


def week(weekday: float, weekend: float) -> Callable[[datetime], Observed]:
    """A value that is another at the weekend."""
    return lambda moment: weekend if moment.weekday() >= 5 else weekday


Made = dict[Query, tuple[int, Callable[[datetime], Observed]]]
GENERATED: dict[tuple[str, str], tuple[float, Made]] = {
    ("aws_nat_gateway.a", "monthly_data_processed_gb"): (
        6 * MONTH / 60 / 1024,
        {
            query("aws_nat_gateway.a", "BytesInFromSource", "Sum"): (60, always(2 * GIB / 1024)),
            query("aws_nat_gateway.a", "BytesInFromDestination", "Sum"): (
                60,
                always(4 * GIB / 1024),
            ),
        },
    ),
    ("aws_lb.a", "new_connections"): (
        (5 * 50 + 2 * 20) / 7,
        {query("aws_lb.a", "NewConnectionCount", "Sum"): (60, week(50 * 60.0, 20 * 60.0))},
    ),
    ("aws_lb.a", "active_connections"): (
        6000,
        {query("aws_lb.a", "ActiveConnectionCount", "Sum"): (60, always(6000.0))},
    ),
    ("aws_lb.a", "processed_bytes_gb"): (
        0.5 * HOURS,
        {query("aws_lb.a", "ProcessedBytes", "Sum"): (60, always(0.5 * GIB / 60))},
    ),
    ("aws_lb.a", "rule_evaluations"): (
        400,
        {query("aws_lb.a", "RuleEvaluations", "Sum"): (60, lambda _: 24_000.0)},
    ),
    ("aws_rds_cluster.a", "storage_gb"): (
        180,
        {query("aws_rds_cluster.a", "VolumeBytesUsed", "Average"): (300, always(180 * GIB))},
    ),
    ("aws_rds_cluster.a", "monthly_io_requests"): (
        (700 + 300) / 300 * MONTH,
        {
            query("aws_rds_cluster.a", "VolumeReadIOPs", "Sum"): (300, always(700.0)),
            query("aws_rds_cluster.a", "VolumeWriteIOPs", "Sum"): (300, always(300.0)),
        },
    ),
    ("aws_dynamodb_table.a", "monthly_read_request_units"): (
        9 / 60 * MONTH,
        {query("aws_dynamodb_table.a", "ConsumedReadCapacityUnits", "Sum"): (60, always(9.0))},
    ),
    ("aws_dynamodb_table.a", "monthly_write_request_units"): (
        3 / 60 * MONTH,
        {query("aws_dynamodb_table.a", "ConsumedWriteCapacityUnits", "Sum"): (60, always(3.0))},
    ),
    ("aws_lambda_function.a", "monthly_requests"): (
        (5 * 120 + 2 * 60) / 7 / 60 * MONTH,
        {query("aws_lambda_function.a", "Invocations", "Sum"): (60, week(120.0, 60.0))},
    ),
    ("aws_lambda_function.a", "request_duration_ms"): (
        250,
        {query("aws_lambda_function.a", "Duration", "Average"): (60, always(250.0))},
    ),
    ("aws_sqs_queue.a", "monthly_requests"): (
        (30 + 30 + 30 + 10) / 300 * MONTH,
        {
            query("aws_sqs_queue.a", name, "Sum"): (300, always(number))
            for name, number in (
                ("NumberOfMessagesSent", 30.0),
                ("NumberOfMessagesReceived", 30.0),
                ("NumberOfMessagesDeleted", 30.0),
                ("NumberOfEmptyReceives", 10.0),
            )
        },
    ),
    ("aws_s3_bucket.a", "standard.storage_gb"): (
        512,
        {
            query("aws_s3_bucket.a", "BucketSizeBytes", "Average", StorageType="StandardStorage"): (
                86_400,
                always(512 * GIB),
            )
        },
    ),
    ("aws_efs_file_system.a", "storage_gb"): (
        64,
        {
            query("aws_efs_file_system.a", "StorageBytes", "Average", StorageClass="Standard"): (
                900,
                always(64 * GIB),
            )
        },
    ),
    ("aws_autoscaling_group.a", "instances"): (
        (5 * 9 + 2 * 4) / 7,
        {
            query("aws_autoscaling_group.a", "GroupInServiceInstances", "Average"): (
                60,
                week(9.0, 4.0),
            )
        },
    ),
}  # fmt: skip
"""By address and usage key: what is used in a month, and what would be published of that use."""


@pytest.fixture(scope="module")
def month() -> Measured:
    """Four weeks of all that is generated, pulled and read back."""
    world = {
        asked: every(seconds, 28, value)
        for _, published in GENERATED.values()
        for asked, (seconds, value) in published.items()
    }
    return measured(pull(world, days=28, now=FOUR_WEEKS))


@pytest.mark.parametrize("key", sorted(GENERATED), ids=" ".join)
def test_a_month_gives_back_the_usage_that_made_it(month: Measured, key: tuple[str, str]) -> None:
    """Within 1 %, by address, from four weeks that CloudWatch keeps in periods of half an hour."""
    low, likely, high = figure(month, *key)
    assert likely == pytest.approx(GENERATED[key][0], rel=0.01)
    assert low <= likely <= high


def test_a_file_of_it_is_read_by_the_estimate(month: Measured) -> None:
    """Every figure is an entry of its own address; nothing is a default of a type."""
    usage = parse_usage(month.text(), "measured.yml")
    assert usage.defaults == ()
    assert {(entry.pattern, entry.key) for entry in usage.entries} >= set(GENERATED)
    value = {entry.pattern: entry.value for entry in usage.entries}["aws_autoscaling_group.a"]
    assert not isinstance(value, str)
    assert [value.low, value.high] == [4, 9]


def test_capacity_units_are_of_the_dimension_that_is_most_in_each_hour(month: Measured) -> None:
    """50 connections a second are two units, 6,000 active ones too: two on each day.

    At the weekend 20 new connections a second are less than the active ones.
    """
    assert figure(month, "aws_lb.a", "monthly_lcu_hours") == (2 * HOURS, 2 * HOURS, 2 * HOURS)


def test_capacity_units_by_the_hour_are_more_than_by_the_mean() -> None:
    """New connections by day, bytes by night: each hour the one that is most, which is billed."""
    day = query("aws_lb.a", "NewConnectionCount", "Sum")
    night = query("aws_lb.a", "ProcessedBytes", "Sum")
    others = [query("aws_lb.a", n, "Sum") for n in ("ActiveConnectionCount", "RuleEvaluations")]
    found = measured(
        pull(
            {
                day: every(60, 7, lambda m: 4 * 25 * 60.0 if m.hour < 12 else 1.0),
                night: every(60, 7, lambda m: 6 * GIB / 60 if m.hour >= 12 else 1.0),
                **{asked: every(60, 7, always(1.0)) for asked in others},
            }
        )
    )
    _, likely, _ = figure(found, "aws_lb.a", "monthly_lcu_hours")
    assert likely == pytest.approx((4 + 6) / 2 * HOURS, rel=0.001)


def test_every_rule_names_a_key_and_a_metric_there_are() -> None:
    """A usage key of the priced resource, and rows of the catalogue in that statistic."""
    rows = {(m.type, m.name, statistic) for m in catalogue() for statistic in m.statistics}
    for rule in BILLED:
        assert rule.type in priced_types()
        assert rule.key in leaf(rule.type).USAGE
        for name, statistic in rule.asked:
            assert (rule.type, name, statistic) in rows


def test_one_weekday_in_five_is_no_average() -> None:
    """100 requests a second on Wednesday alone, absence unknown: left out, never 100."""
    wednesday = MONDAY + 2 * DAY
    requests = query("aws_lb.a", "RequestCount", "Sum")
    nat = [query("aws_nat_gateway.a", name, "Sum") for name in BOTH_WAYS]
    once = every(60, 1, always(6000.0), wednesday)
    found = measured(pull({requests: once, **dict.fromkeys(nat, once)}))
    assert found.profile is None
    assert found.figures == ()
    assert "1 of 7 whole days" in reasons(found)["load profile"]
    assert "1 of 7 whole days" in reasons(found)["aws_nat_gateway.a"]


def test_a_weekday_on_which_nothing_happened_counts_as_nothing() -> None:
    """100 a second on one weekday of five, and zero by absence on the others: 20."""
    wednesday = MONDAY + 2 * DAY
    calls = query("aws_lambda_function.a", "Invocations", "Sum")
    alive = query("aws_lambda_function.a", "ConcurrentExecutions", "Maximum")
    assert calls.metric.absent == "zero"
    world = {
        calls: every(60, 1, always(6000.0), wednesday),
        alive: every(60, 5, always(1.0)),
    }
    found = measured(pull(world, days=5, now=MONDAY + 5 * DAY))
    low, likely, high = figure(found, "aws_lambda_function.a", "monthly_requests")
    assert (low, likely, high) == (0, 20 * MONTH, 100 * MONTH)


def test_two_clusters_have_their_own_storage() -> None:
    """100 GiB each is 100 by address, not 200 of one and not a default."""
    world = {
        query(f"aws_rds_cluster.{name}", "VolumeBytesUsed", "Average"): every(
            300, 7, always(100 * GIB)
        )
        for name in ("a", "b")
    }
    found = measured(pull(world))
    assert found.usage["resource_usage"] == {
        "aws_rds_cluster.a": {"storage_gb": 100.0},
        "aws_rds_cluster.b": {"storage_gb": 100.0},
    }
    assert "resource_type_default_usage" not in found.usage


def test_a_silent_gateway_has_no_figure_and_gives_none_to_others() -> None:
    """One of three NAT gateways says nothing: two figures, and the third is left out by name."""
    world: dict[Query, Published | None] = {
        query(f"aws_nat_gateway.{gateway}", name, "Sum"): (
            None if gateway == "c" else every(60, 7, always(GIB))
        )
        for gateway in "abc"
        for name in BOTH_WAYS
    }
    found = measured(pull(world))
    assert {item.address for item in found.figures} == {"aws_nat_gateway.a", "aws_nat_gateway.b"}
    assert "0 of 7 whole days" in reasons(found)["aws_nat_gateway.c"]


def test_a_day_with_a_gap_is_no_day() -> None:
    """One unknown period of Tuesday, and six days are left; of one metric of two, the same."""
    gap = MONDAY + DAY
    source, back = (query("aws_nat_gateway.a", name, "Sum") for name in BOTH_WAYS)
    world = {
        source: every(900, 7, lambda moment: None if moment == gap else GIB),
        back: every(900, 7, always(GIB)),
    }
    found = measured(pull(world))
    assert [item.told for item in found.figures] == [
        "BytesInFromSource + BytesInFromDestination, 6 of 7 whole days (UTC) from 2026-03-02"
    ]
    assert figure(found, "aws_nat_gateway.a", "monthly_data_processed_gb")[1] == 2 * MONTH / 900


def test_a_stack_a_day_old_has_no_week() -> None:
    """In a window of seven days a flow is left out; in a window of its own day it is told of it."""
    world = {
        query("aws_nat_gateway.a", name, "Sum"): every(60, 1, always(GIB), MONDAY + 6 * DAY)
        for name in BOTH_WAYS
    }
    assert measured(pull(world)).figures == ()
    (one,) = measured(pull(world, days=1)).figures
    assert one.told.endswith("1 of 1 whole days (UTC) from 2026-03-08, no weekday")


def test_what_is_kept_may_be_known_on_one_day() -> None:
    """100 GiB of a cluster a day old are 100 GiB."""
    asked = query("aws_rds_cluster.a", "VolumeBytesUsed", "Average")
    found = measured(pull({asked: every(300, 1, always(100 * GIB), MONDAY + 6 * DAY)}))
    assert figure(found, "aws_rds_cluster.a", "storage_gb") == (100, 100, 100)


def test_durations_are_weighed_by_their_invocations() -> None:
    """A thousand calls of 10 ms and one of 1,000 ms an hour are 11 ms, not 505."""
    calls = query("aws_lambda_function.a", "Invocations", "Sum")
    took = query("aws_lambda_function.a", "Duration", "Average")
    world = {
        calls: every(900, 7, lambda m: 1000.0 if m.minute == 0 else 1.0 if m.minute == 15 else 0.0),
        took: every(
            900, 7, lambda m: 10.0 if m.minute == 0 else 1000.0 if m.minute == 15 else None
        ),
    }
    found = measured(pull(world))
    _, likely, _ = figure(found, "aws_lambda_function.a", "request_duration_ms")
    assert likely == pytest.approx(11_000 / 1001)


def test_two_balancers_have_no_profile_of_one() -> None:
    """Requests by the hour are of one balancer; of two there is no profile, and it says so."""
    world = {
        query(f"aws_lb.{name}", "RequestCount", "Sum"): every(60, 7, always(60.0))
        for name in ("a", "b")
    }
    assert "2 balancers" in reasons(measured(pull(world)))["load profile"]


def test_the_profile_keeps_weekdays_and_weekends_apart() -> None:
    """50 a second on weekdays and 10 at the weekend, hour by hour."""
    asked = query("aws_lb.a", "RequestCount", "Sum")
    found = measured(pull({asked: every(60, 7, week(50 * 60.0, 10 * 60.0))}))
    assert found.profile == {"weekday": [50.0] * 24, "weekend": [10.0] * 24}


def test_a_thing_without_an_address_has_no_usage() -> None:
    """What only an output names cannot stand in a usage file by address."""
    asked = query("aws_dynamodb_table.a", "ConsumedReadCapacityUnits", "Sum")
    nameless = replace(asked, address="")
    found = measured(pull({nameless: every(60, 7, always(1.0))}))
    assert found.figures == ()
    assert reasons(found) == {
        "a": "monthly_read_request_units: no address of the configuration is known to be this"
    }


def test_the_sample_prices_the_payment_stack() -> None:
    """Each gateway and the cluster have a cost of their own, and nothing is unknown."""
    found = measured(recorded.load())
    configuration = load(PAYMENTS, variables=[("var", "environment_suffix=pr128")])
    made = estimate(
        configuration, build(configuration), usage=parse_usage(found.text(), "measured.yml")
    )
    costs = {(item.address, item.usage_key): item.list_cost for item in made.priced}
    storage = costs["aws_rds_cluster.aurora", "storage_gb"]
    assert storage is not None
    assert Decimal(15) < storage < Decimal(25)
    for index in range(3):
        assert costs[f"aws_nat_gateway.main[{index}]", "monthly_data_processed_gb"]
    assert not [note for note in made.notes if "measured.yml" in note]
    assert datetime(2026, 3, 2, tzinfo=UTC) == MONDAY

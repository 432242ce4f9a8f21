"""Known means published; what was not is counted, with its reason."""

from datetime import timedelta

from archbench.metrics.coverage import coverage, gaps
from archbench.metrics.series import seen, with_zeros
from tests.metrics.published import MONDAY, NOW, always, every, pull, query

REQUESTS = query("aws_lb.a", "RequestCount", "Sum")
ERRORS = query("aws_lb.a", "HTTPCode_ELB_5XX_Count", "Sum")
DAY = timedelta(days=1)


def test_a_stack_a_day_old_has_a_day_of_points() -> None:
    """In a window of seven days 96 of 672 periods are known, of what is sparse too."""
    young = MONDAY + 6 * DAY
    found = pull({REQUESTS: every(60, 1, always(5.0), young), ERRORS: None})
    errors, requests = found.get("HTTPCode_ELB_5XX_Count", "Sum") + found.get("RequestCount", "Sum")
    assert (len(requests.known), len(requests.values)) == (96, 672)
    assert set(errors.known) == {0.0}
    assert (len(errors.known), errors.points) == (96, 0)
    assert coverage(found).whole == 0
    assert coverage(found).part == 2
    why = "96 of 672 periods are known, the first at 2026-03-08 00:00 UTC"
    assert gaps(found) == (("aws_lb.a", f"Balancer errors, Requests: {why}"),)


def test_an_absent_count_is_zero_only_while_its_thing_was_there() -> None:
    """Errors of a balancer seen on Tuesday alone are zero on Tuesday and unknown on Wednesday."""
    found = pull({REQUESTS: every(60, 1, always(5.0), MONDAY + DAY), ERRORS: None})
    (errors,) = found.get("HTTPCode_ELB_5XX_Count", "Sum")
    known = [index for index, value in enumerate(errors.values) if value is not None]
    assert known == list(range(96, 192))


def test_an_absent_gauge_is_unknown() -> None:
    """Credits nobody published are no zero credits."""
    cpu = query("aws_autoscaling_group.g", "CPUUtilization", "Average")
    credits_ = query("aws_autoscaling_group.g", "CPUCreditBalance", "Minimum")
    found = pull({cpu: every(300, 7, always(5.0)), credits_: None})
    (gauge,) = found.get("CPUCreditBalance", "Minimum")
    assert gauge.known == ()
    assert gaps(found) == (("aws_autoscaling_group.g", "CPU credits left: no points"),)


def test_what_must_be_switched_on_is_said() -> None:
    """Group metrics of a group that publishes none."""
    cpu = query("aws_autoscaling_group.g", "CPUUtilization", "Average")
    running = query("aws_autoscaling_group.g", "GroupInServiceInstances", "Average")
    found = pull({cpu: every(300, 7, always(5.0)), running: None})
    ((_, why),) = gaps(found)
    assert why.startswith("In service: no points; it needs ")
    assert why.removeprefix("In service: no points; it needs ") == running.metric.needs != ""


def test_silent_things_are_counted_and_named() -> None:
    """All targets silent: nothing is zero, each is named, and what it may be."""
    names = ("RequestCount", "HTTPCode_ELB_5XX_Count")
    found = pull({query(f"aws_lb.b{n}", name, "Sum"): None for n in range(2) for name in names})
    assert not any(item.known for item in found.series)
    assert (coverage(found).things, coverage(found).silent) == (2, 2)
    assert [what for what, _ in gaps(found)] == ["aws_lb.b0", "aws_lb.b1"]
    assert gaps(found)[0][1] == (
        "nothing was published from 2026-03-02 00:00 to 2026-03-09 00:00 UTC:"
        " it was idle, not there, or has another name"
    )


def test_a_cluster_without_a_reader_is_not_silent() -> None:
    """The reader's metrics have no points; the cluster has."""
    writer, reader = (
        query("aws_rds_cluster.c", "CPUUtilization", "Maximum", Role=role)
        for role in ("WRITER", "READER")
    )
    found = pull({writer: every(60, 7, always(9.0)), reader: None})
    assert coverage(found).silent == 0
    assert gaps(found) == (("aws_rds_cluster.c READER", "Database CPU: no points"),)


def test_points_come_as_often_as_they_are_published() -> None:
    """Volume metrics every five minutes, a bucket's size once a day: all of their periods known."""
    volume = query("aws_rds_cluster.c", "VolumeBytesUsed", "Average")
    size = query("aws_s3_bucket.b", "BucketSizeBytes", "Average", StorageType="StandardStorage")
    found = pull(
        {volume: every(300, 7, always(1.0)), size: every(86_400, 7, always(1.0))}, days=0.125
    )
    periods = {item.query.address: (item.period, len(item.known)) for item in found.series}
    assert periods == {"aws_rds_cluster.c": (300, 36), "aws_s3_bucket.b": (86_400, 3)}
    assert gaps(found) == ()


def test_four_hundred_days_come_in_periods_of_six_hours() -> None:
    """Of which an average's highest is a mean of six hours: the period says so."""
    start = NOW - timedelta(days=400)
    found = pull({REQUESTS: every(3600, 400, always(3600.0), start)}, days=400)
    (series,) = found.series
    assert (series.period, len(series.known)) == (21_600, 1600)
    assert set(series.known) == {6 * 3600.0}


def test_what_cloudwatch_did_not_finish_has_no_zeros() -> None:
    """Absence means nothing where the answer is not complete."""
    found = pull({REQUESTS: every(60, 7, always(5.0)), ERRORS: None})
    broken = tuple(
        item if item.query == REQUESTS else type(item)(
            item.query, item.start, item.period, (None,) * len(item.values), 0, complete=False
        )
        for item in found.series
    )  # fmt: skip
    assert with_zeros(broken) == broken
    assert len(seen(broken)) == 1

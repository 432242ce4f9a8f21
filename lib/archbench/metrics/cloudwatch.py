"""Metrics from CloudWatch, within its limits, by the caller's own credentials.

The only module of metrics that imports boto3. Profile, region, SSO, assumed roles and
AWS_ENDPOINT_URL work as in every AWS tool; nothing is stored. The permission it needs is
cloudwatch:GetMetricData (data/metrics/read-only-policy.json).
"""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from archbench.errors import InputError
from archbench.frozen import replace
from archbench.metrics.coverage import Unmeasured
from archbench.metrics.pull import Client, RegionAnswer, fetch
from archbench.metrics.queries import Query
from archbench.metrics.refusals import explain, failures
from archbench.metrics.series import Pull, Series, with_zeros
from archbench.metrics.window import Window, span, window

PRICE_PER_METRIC = Decimal("0.01") / 1000
"""USD; https://aws.amazon.com/cloudwatch/pricing/, GetMetricData, all commercial regions."""


def measure(  # noqa: PLR0913  (what AWS tools take)
    asked: Sequence[Query],
    *,
    days: float = 7,
    end: datetime | None = None,
    region: str = "",
    profile: str = "",
    endpoint: str = "",
    not_measured: Iterable[Unmeasured] = (),
) -> Pull:
    """What CloudWatch knows of these, each asked in its own region.

    Args:
        asked: the queries; one without a region is asked in `region`.
        days: how far back from end.
        end: None for now.
        region: "" for the session's own.
        profile: "" for the session's own.
        endpoint: "" for AWS, or what AWS_ENDPOINT_URL says.
        not_measured: what was not asked, each with its reason; the pull tells it.

    Raises:
        InputError: no region at all answered; the text says why and what to do. A region that
            does not, while others do, is a gap of the pull.
    """
    import boto3  # noqa: PLC0415  (loaded when asked only)

    now = datetime.now(UTC)
    start, stop = span(days, now, end)
    try:
        session = boto3.Session(profile_name=profile or None, region_name=region or None)
    except failures() as error:
        raise InputError(explain(error, profile)) from error
    place = session.region_name
    if place is None and any(not query.region for query in asked):
        raise InputError("No AWS region: give it, or an output aws_region.")

    def client(where: str) -> Client:
        found: Client = session.client(
            "cloudwatch", region_name=where, endpoint_url=endpoint or None, config=_once()
        )
        return found

    where = [(query, query.region or query.metric.region or place or "") for query in asked]
    found = gathered(client, where, (start, stop, now), profile=profile)
    if found.series and all(
        item.remarks and not item.complete and not item.points for item in found.series
    ):
        raise InputError(found.series[0].remarks[-1])
    return replace(found, not_measured=tuple(not_measured))


def gathered(
    client: Callable[[str], Client],
    asked: Sequence[tuple[Query, str]],
    when: tuple[datetime, datetime, datetime],
    *,
    profile: str = "",
    wait: Callable[[float], object] = time.sleep,
) -> Pull:
    """The pull of these queries, region by region; what a region refuses is a gap of its own.

    Args:
        client: makes the client of a region.
        asked: each query with its region.
        when: start, end, and the time it is now.
        profile: named in what is to be done about an expired sign-in.
        wait: takes the seconds to wait before asking again.
    """
    start, end, now = when
    found: list[Series] = []
    answers: list[RegionAnswer] = []
    regions = sorted({where for _, where in asked})
    refused: tuple[type[Exception], ...] = (ValueError, *failures())
    for where in regions:
        wanted = [
            (query, window(query.metric.interval, start, end, now))
            for query, there in asked
            if there == where
        ]
        try:
            made = client(where)
        except refused as error:
            why = f"{explain(error, profile)} Check the region and endpoint."
            found += [unanswered(query, when, why) for query, when in wanted]
            continue
        answers.append(fetch(made, wanted, profile=profile, wait=wait))
        found += answers[-1].series
    return Pull(
        source=f"CloudWatch in {', '.join(regions)}",
        live=True,
        start=start,
        end=end,
        series=tuple(sorted(with_zeros(found), key=lambda item: item.query)),
        price=PRICE_PER_METRIC * sum(answer.requested for answer in answers),
        calls=sum(answer.calls for answer in answers),
    )


def unanswered(query: Query, time: Window, why: str) -> Series:
    """The series of a query that could not be asked."""
    return Series(query, time.start, time.period, (None,) * time.length, 0, False, (why,))  # noqa: FBT003


def _once() -> Any:  # noqa: ANN401  (botocore has no types of its own)
    """Asked once with a bound on its time: pull asks again, and counts."""
    from botocore.config import Config  # noqa: PLC0415

    return Config(
        retries={"mode": "standard", "total_max_attempts": 1},
        connect_timeout=5,
        read_timeout=30,
        max_pool_connections=10,
    )

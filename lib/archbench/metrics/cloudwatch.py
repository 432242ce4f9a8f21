"""Metrics from CloudWatch, within its limits, by the caller's own credentials.

The only module of metrics that imports boto3. Profile, region, SSO, assumed roles and
AWS_ENDPOINT_URL work as in every AWS tool; nothing is stored. The permission it needs is
cloudwatch:GetMetricData (data/metrics/read-only-policy.json).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from archbench.errors import InputError
from archbench.metrics.queries import Query, queries, targets
from archbench.metrics.series import Pull, Series

QUERIES_PER_CALL = 500
POINTS_PER_CALL = 100_800
POINTS_PER_SERIES = 2_000
PRICE_PER_METRIC = Decimal("0.01") / 1000
"""USD; https://aws.amazon.com/cloudwatch/pricing/, GetMetricData, all commercial regions."""

_RETENTION = ((timedelta(days=15), 60), (timedelta(days=63), 300), (timedelta(days=455), 3600))
"""For how long points of a period are kept at least."""

_PERIODS = (60, 300, 900, 1800, 3600, 10_800, 21_600, 86_400)
"""Periods that divide a day, in seconds."""


class Client(Protocol):
    """The one method of a CloudWatch client that is used; boto3's and the fake's."""

    def get_metric_data(self, **request: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """One page of GetMetricData."""


def period_for(start: datetime, end: datetime, now: datetime) -> int:
    """The shortest period, in seconds, that still has points and gives at most 2,000 of them.

    A multiple of 60 s for the last 15 days, of 300 s up to 63 days, of 3,600 s up to 455 days.

    >>> now = datetime(2026, 3, 31)
    >>> period_for(now - timedelta(hours=3), now, now)
    60
    >>> period_for(now - timedelta(days=7), now, now)
    900
    >>> period_for(now - timedelta(days=30), now - timedelta(days=29), now)
    300

    Raises:
        InputError: start is not before end, or older than CloudWatch keeps anything.
    """
    if start >= end:
        raise InputError(f"Metrics from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}: no time.")
    for age, step in _RETENTION:
        if now - start <= age:
            seconds = (end - start).total_seconds()
            return next(
                period
                for period in _PERIODS
                if period >= step and seconds <= period * POINTS_PER_SERIES
            )
    raise InputError(f"CloudWatch keeps metrics for 455 days; {start:%Y-%m-%d} is older.")


def fetch(
    client: Client, wanted: Sequence[Query], start: datetime, end: datetime, period: int
) -> Iterator[Series]:
    """The series of the queries, in order, start inclusive, end exclusive.

    A series CloudWatch answers with anything but Complete is marked so, and what it lacks is
    unknown then, whatever absence means otherwise.
    """
    expected = -(-int((end - start).total_seconds()) // period)
    size = max(1, min(QUERIES_PER_CALL, POINTS_PER_CALL // max(1, expected)))
    for first in range(0, len(wanted), size):
        batch = wanted[first : first + size]
        points, complete = _call(client, batch, start, end, period)
        for index, query in enumerate(batch):
            empty = 0.0 if query.metric.absent == "zero" and complete[index] else None
            yield Series(
                query,
                start,
                period,
                tuple(
                    points[index].get(start + timedelta(seconds=period * step), empty)
                    for step in range(expected)
                ),
                len(points[index]),
                complete[index],
            )


def _call(
    client: Client, batch: Sequence[Query], start: datetime, end: datetime, period: int
) -> tuple[list[dict[datetime, float]], list[bool]]:
    request: dict[str, Any] = {
        "MetricDataQueries": [
            {
                "Id": f"q{index}",
                "MetricStat": {
                    "Metric": {
                        "Namespace": query.metric.namespace,
                        "MetricName": query.metric.name,
                        "Dimensions": [{"Name": n, "Value": v} for n, v in query.dimensions],
                    },
                    "Period": period,
                    "Stat": query.statistic,
                },
                "ReturnData": True,
            }
            for index, query in enumerate(batch)
        ],
        "StartTime": start,
        "EndTime": end,
        "ScanBy": "TimestampAscending",
        "MaxDatapoints": POINTS_PER_CALL,
    }
    points: list[dict[datetime, float]] = [{} for _ in batch]
    complete = [False] * len(batch)
    while True:
        answer = client.get_metric_data(**request)
        for result in answer["MetricDataResults"]:
            index = int(result["Id"][1:])
            points[index] |= dict(zip(result["Timestamps"], result["Values"], strict=True))
            complete[index] = result.get("StatusCode", "Complete") == "Complete"
        if not answer.get("NextToken"):
            return points, complete
        request["NextToken"] = answer["NextToken"]


def aligned(moment: datetime, period: int) -> datetime:
    """The start of the period a moment lies in, as CloudWatch aligns them."""
    seconds = int(moment.timestamp())
    return datetime.fromtimestamp(seconds - seconds % period, UTC)


def live(  # noqa: PLR0913  (what AWS tools take)
    outputs: Mapping[str, object],
    *,
    days: float = 7,
    end: datetime | None = None,
    region: str = "",
    profile: str = "",
    endpoint: str = "",
) -> Pull:
    """Metrics of the stack these outputs name.

    Args:
        outputs: as `terraform output -json` prints them, or name to value.
        days: how far back from end.
        end: None for now.
        region: "" for the output aws_region, else the session's own.
        profile: "" for the session's own.
        endpoint: "" for AWS, or what AWS_ENDPOINT_URL says.

    Raises:
        InputError: no credentials, expired ones, no permission, or no way to reach CloudWatch;
            the text says which and what to do.
    """
    import boto3  # noqa: PLC0415  (loaded when asked only)
    from botocore import exceptions  # noqa: PLC0415

    wanted, missing = targets(outputs)
    now = datetime.now(UTC)
    stop = end or now
    period = period_for(stop - timedelta(days=days), stop, now)
    start, stop = aligned(stop - timedelta(days=days), period), aligned(stop, period)
    try:
        session = boto3.Session(
            profile_name=profile or None, region_name=region or _region(outputs) or None
        )
        place = session.region_name
        if place is None:
            raise InputError("No AWS region: give `region`, or an output aws_region.")
        asked = queries(wanted)
        found: list[Series] = []
        for where in sorted({query.metric.region or place for query in asked}):
            client = session.client(
                "cloudwatch", region_name=where, endpoint_url=endpoint or None, config=_patient()
            )
            there = [query for query in asked if (query.metric.region or place) == where]
            found += fetch(client, there, start, stop, period)
    except (exceptions.BotoCoreError, exceptions.ClientError) as error:
        raise InputError(explain(error, profile)) from error
    found.sort(key=lambda item: item.query)
    silent = _silent(found)
    return Pull(
        source=f"CloudWatch in {place}",
        live=True,
        start=start,
        end=stop,
        period=period,
        series=tuple(item for item in found if item.query.dimensions not in silent),
        price=PRICE_PER_METRIC * len(asked),
        not_measured=missing
        + tuple((subject, "nothing was published in this time") for subject in silent.values()),
    )


def _silent(found: Sequence[Series]) -> dict[tuple[tuple[str, str], ...], str]:
    """Targets no metric of which has a point: idle or not there, which CloudWatch does not tell."""
    heard = {item.query.dimensions for item in found if item.points}
    return {
        item.query.dimensions: item.query.subject
        for item in found
        if item.query.dimensions not in heard
    }


def _region(outputs: Mapping[str, object]) -> str:
    output = outputs.get("aws_region")
    value = output.get("value") if isinstance(output, Mapping) else output
    return value if isinstance(value, str) else ""


def _patient() -> Any:  # noqa: ANN401  (botocore has no types of its own)
    from botocore.config import Config  # noqa: PLC0415

    return Config(
        retries={"mode": "adaptive", "max_attempts": 6}, connect_timeout=5, read_timeout=30
    )


def explain(error: Exception, profile: str = "") -> str:
    """What went wrong between us and AWS, and the one thing to do about it.

    Args:
        error: what botocore raised.
        profile: the profile in use, for the command that renews it.
    """
    from botocore import exceptions  # noqa: PLC0415

    named = f" --profile {profile}" if profile else ""
    code = (
        error.response.get("Error", {}).get("Code", "")
        if isinstance(error, exceptions.ClientError)
        else ""
    )
    if isinstance(error, (exceptions.NoCredentialsError, exceptions.PartialCredentialsError)):
        return "No AWS credentials were found. Set a profile (aws configure sso) or AWS_PROFILE."
    if isinstance(
        error, (exceptions.SSOTokenLoadError, exceptions.UnauthorizedSSOTokenError)
    ) or code in ("ExpiredToken", "ExpiredTokenException", "RequestExpired"):
        return f"The AWS sign-in has expired. Run: aws sso login{named}"
    if code in ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation"):
        return (
            "AWS refuses cloudwatch:GetMetricData. Attach the policy in"
            " data/metrics/read-only-policy.json to the role you use."
        )
    if code in ("InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch"):
        return "AWS does not know these credentials. Check AWS_PROFILE or the access key."
    if code in ("Throttling", "ThrottlingException", "RequestLimitExceeded"):
        return "CloudWatch kept asking to slow down. Wait a minute, or ask for fewer days."
    return f"CloudWatch did not answer: {error}"

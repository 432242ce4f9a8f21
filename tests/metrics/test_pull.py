"""Many series in few calls; what is refused, dropped or unfinished is a gap and no number."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.stub import Stubber

from archbench.metrics.cloudwatch import gathered
from archbench.metrics.coverage import coverage, gaps
from archbench.metrics.fake import FakeCloudWatch, Fault, Observed, Published
from archbench.metrics.pull import fetch
from archbench.metrics.queries import Query
from archbench.metrics.series import Pull
from archbench.metrics.window import Window
from tests.metrics.published import MONDAY, NOW, always, every, identity, pull, query

WEEKS = 14
START = NOW - timedelta(days=WEEKS)


def hours(more: int) -> Callable[[datetime], Observed]:
    """The hour of the day, and so many more."""
    return lambda moment: float(moment.hour + more)


SHARED = [every(300, WEEKS, hours(n), START) for n in range(7)]


def world(count: int) -> dict[Query, Published]:
    """Requests of so many balancers, seven kinds of days among them."""
    names = (query(f"aws_lb.n{n:04}", "RequestCount", "Sum") for n in range(count))
    return {asked: SHARED[n % 7] for n, asked in enumerate(names)}


def ask(
    found: Mapping[Query, Published], fault: Callable[[int], Fault] = lambda _: ""
) -> tuple[Pull, FakeCloudWatch]:
    """A pull of two weeks through a service with these faults."""
    fake = FakeCloudWatch(NOW, {identity(asked): item for asked, item in found.items()}, fault)
    made = gathered(
        lambda _: fake,
        [(asked, asked.region) for asked in found],
        (START, NOW, NOW),
        wait=lambda _: None,
    )
    return made, fake


def faulty(number: int, kinds: tuple[Fault, ...], share: int) -> Fault:
    """A fault in so many of a hundred calls, the same for the same number."""
    roll = int.from_bytes(blake2b(str(number).encode(), digest_size=4).digest(), "big")
    return kinds[roll % len(kinds)] if roll // 7 % 100 < share else ""


def test_as_few_calls_as_the_limits_allow() -> None:
    """Of 200 series of 1,344 points, 100,800 points a call: three calls, and no fourth."""
    found, fake = ask(world(200))
    assert fake.points == 200 * 1344
    assert found.calls == fake.calls == 3
    assert coverage(found).whole == 200
    assert found.price == Decimal("0.002")


def test_five_hundred_queries_fill_a_call() -> None:
    """With few points it is the queries that count: 1,001 take three calls."""
    names = [query(f"aws_lb.n{n:04}", "RequestCount", "Sum") for n in range(1001)]
    window = Window(NOW - timedelta(hours=1), NOW, 60)
    answer = fetch(FakeCloudWatch(NOW), [(asked, window) for asked in names])
    assert answer.calls == 3
    assert answer.requested == 1001


def test_a_bad_network_gives_the_same_series() -> None:
    """30 % throttled, then drops, timeouts and short pages too: equal to the last value."""
    plain, _ = ask(world(160))
    throttled, fake = ask(world(160), lambda n: faulty(n, ("throttled",), 30))
    assert fake.calls > 3
    assert throttled.series == plain.series
    kinds: tuple[Fault, ...] = ("throttled", "dropped", "slow", "partial", "torn")
    mixed, _ = ask(world(160), lambda n: faulty(n, kinds, 45))
    assert mixed.series == plain.series


def test_a_dead_service_is_a_named_gap_after_a_bounded_number_of_calls() -> None:
    """Nothing but throttling: asked eight times for each of two pages at once, then no more."""
    found, fake = ask(world(160), lambda _: "throttled")
    assert fake.calls <= 2 * 8
    assert not any(item.known for item in found.series)
    assert all("slow down" in item.remarks[-1] for item in found.series)
    ((what, why),) = gaps(found)
    assert what.startswith("160 things in us-east-1: aws_lb.n0000, ")
    assert "Wait a minute" in why


def test_what_never_finishes_is_no_number() -> None:
    """A query answered with InternalError each time keeps its name and has no value."""
    found, _ = ask(world(2), lambda _: "torn")
    torn, whole = found.series
    assert not torn.complete
    assert torn.known == ()
    assert len(whole.known) == 1344
    assert gaps(found) == (("aws_lb.n0000", "CloudWatch did not finish its answer."),)


def test_a_refused_query_costs_that_query() -> None:
    """One name CloudWatch takes for invalid among 40: the other 39 are whole."""
    found = world(40)
    bad = query("aws_lb.n\N{LATIN SMALL LETTER E WITH ACUTE}", "RequestCount", "Sum")
    made, _ = ask({**found, bad: SHARED[0]})
    assert coverage(made).whole == 40
    ((what, why),) = gaps(made)
    assert what == bad.address
    assert "refuses the question" in why


def test_a_denied_region_discards_nothing_of_the_others() -> None:
    """Two regions, one without permission: its things are named with what to do, the rest shown."""
    here, there = (
        query(f"aws_nat_gateway.{r}", "BytesInFromSource", "Sum", region=r)
        for r in ("eu-west-1", "us-east-1")
    )
    found = pull(
        {here: every(60, 7, always(5.0)), there: every(60, 7, always(7.0))},
        clients={"eu-west-1": FakeCloudWatch(NOW, denied=True)},
    )
    assert found.get("BytesInFromSource", "Sum", NatGatewayId="nat-us-east-1")[0].points == 672
    ((what, why),) = gaps(found)
    assert what == "aws_nat_gateway.eu-west-1"
    assert "read-only-policy.json" in why


def test_each_query_is_asked_in_its_own_region() -> None:
    """The same name in two regions is two things, with two values."""
    pair = [
        query("aws_sqs_queue.jobs", "NumberOfMessagesSent", "Sum", region=region)
        for region in ("eu-west-1", "us-east-1")
    ]
    fakes = {
        region: FakeCloudWatch(NOW, {identity(pair[0]): every(300, 7, always(value))})
        for region, value in (("eu-west-1", 1.0), ("us-east-1", 2.0))
    }
    found = pull(dict.fromkeys(pair), clients=fakes)
    sums = [(item.query.region, item.known[0]) for item in found.series]
    assert sums == [("eu-west-1", 3.0), ("us-east-1", 6.0)]
    assert found.source == "CloudWatch in eu-west-1, us-east-1"


class Scripted:
    """A client that answers what a test says."""

    def __init__(self, *answers: Mapping[str, Any] | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[Mapping[str, Any]] = []

    def get_metric_data(self, **request: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """The next answer; the last one again when there are no more."""
        self.requests.append(dict(request))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


ASKED = query("aws_lb.a", "RequestCount", "Sum")
HOUR = Window(MONDAY, MONDAY + timedelta(hours=1), 1800)


def page(*points: tuple[float, float], next_: str = "", **more: object) -> dict[str, Any]:
    """One page of one series: minutes after the start, and values."""
    result = {
        "Id": "q0",
        "Timestamps": [MONDAY + timedelta(minutes=minutes) for minutes, _ in points],
        "Values": [value for _, value in points],
        "StatusCode": "PartialData" if next_ else "Complete",
    }
    return {"MetricDataResults": [result | more]} | ({"NextToken": next_} if next_ else {})


def hear(*answers: Mapping[str, Any] | Exception) -> tuple[Any, Scripted]:
    """What becomes of the answers."""
    client = Scripted(*answers)
    answer = fetch(client, [(ASKED, HOUR)], wait=lambda _: None)
    return answer.series[0], client


def test_paging_goes_on_where_it_was_interrupted() -> None:
    """A drop between pages asks for the second page again, not for the first."""
    throttled = ClientError({"Error": {"Code": "Throttling"}}, "GetMetricData")
    series, client = hear(page((0, 1.0), next_="two"), throttled, page((30, 2.0)))
    assert series.values == (1.0, 2.0)
    assert [request.get("NextToken") for request in client.requests] == [None, "two", "two"]


def test_a_token_that_no_longer_holds_starts_anew() -> None:
    """InvalidNextToken: from the first page, and nothing is counted twice."""
    invalid = ClientError({"Error": {"Code": "InvalidNextToken"}}, "GetMetricData")
    series, client = hear(
        page((0, 1.0), next_="two"), invalid, page((0, 1.0), next_="three"), page((30, 2.0))
    )
    assert (series.values, series.points, series.complete) == ((1.0, 2.0), 2, True)
    assert "NextToken" not in client.requests[2]


def test_a_page_that_failed_inside_is_not_made_whole_by_the_next() -> None:
    """InternalError on the first page and Complete on the second: all of it is asked for again."""
    series, client = hear(
        page(next_="two", StatusCode="InternalError"),
        page((30, 2.0)),
        page((0, 1.0), (30, 2.0)),
    )
    assert len(client.requests) == 3
    assert (series.values, series.complete) == ((1.0, 2.0), True)


def test_points_off_the_grid_are_counted_and_left_out() -> None:
    """A point between two periods, one outside the time and one that is no number are no values."""
    series, _ = hear(page((0, 1.0), (7, 9.0), (90, 9.0), (30, float("nan"))))
    assert series.values == (1.0, None)
    assert series.points == 1
    assert series.remarks == ("3 points lay off the grid of its periods and are left out",)


def test_points_before_and_after_the_time_asked_for_are_left_out() -> None:
    """A period too early is not the last one, and its end belongs to the next."""
    series, _ = hear(page((-30, 7.0), (0, 1.0), (30, 2.0), (60, 9.0)))
    assert (series.values, series.points) == ((1.0, 2.0), 2)
    assert series.remarks == ("2 points lay off the grid of its periods and are left out",)


def test_two_values_for_one_time_are_none() -> None:
    """Pages that contradict each other are told, and no value is picked."""
    series, _ = hear(page((0, 1.0), next_="two"), page((0, 4.0), (30, 2.0)))
    assert series.values == (None, None)
    assert not series.complete
    assert "contradicted itself" in series.remarks[0]


def test_messages_are_told() -> None:
    """What CloudWatch says of the call and of the query stands with the series."""
    answer = page((0, 1.0), (30, 2.0), Messages=[{"Code": "Aged", "Value": "old data"}])
    series, _ = hear(answer | {"Messages": [{"Code": "Limit", "Value": "too many"}]})
    assert series.remarks == ("CloudWatch says: Aged: old data", "CloudWatch says: Limit: too many")
    assert series.complete


def test_what_is_left_out_of_an_answer_is_unfinished() -> None:
    """No result for a query is asked for again, and then said."""
    series, client = hear({"MetricDataResults": []})
    assert len(client.requests) == 3
    assert series.remarks == ("CloudWatch left it out of its answer.",)


def test_a_forbidden_metric_is_said() -> None:
    """StatusCode Forbidden is not asked for again."""
    series, client = hear(page(StatusCode="Forbidden"))
    assert len(client.requests) == 1
    assert series.remarks == ("AWS refuses this metric to the role you use.",)


def test_an_address_that_leads_nowhere_is_tried_twice() -> None:
    """A wrong endpoint fails soon, and says what to check."""
    series, client = hear(EndpointConnectionError(endpoint_url="http://nowhere"))
    assert len(client.requests) == 2
    assert "Check region, endpoint and network" in series.remarks[0]


def test_an_endless_paging_ends() -> None:
    """The same token twice is the end, and the series is unfinished."""
    series, client = hear(page((0, 1.0), next_="again"))
    assert len(client.requests) <= 6
    assert not series.complete


@pytest.mark.usefixtures("credentials")
def test_the_request_is_one_boto3_takes() -> None:
    """Its model accepts every part of it, and the answer comes back through it."""
    client = boto3.client("cloudwatch", region_name="us-east-1")
    with Stubber(client) as stub:
        stub.add_response("get_metric_data", page((0, 1.0), (30, 2.0)))
        answer = fetch(client, [(ASKED, HOUR)], wait=lambda _: None)
    assert answer.series[0].values == (1.0, 2.0)

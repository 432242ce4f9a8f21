"""CloudWatch is asked within its limits, and its silences are not taken for answers."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from botocore import exceptions
from botocore.stub import Stubber
from moto.server import ThreadedMotoServer

from archbench.errors import InputError
from archbench.metrics import recorded
from archbench.metrics.catalogue import catalogue
from archbench.metrics.cloudwatch import POINTS_PER_SERIES, explain, fetch, live, period_for
from archbench.metrics.fake import FakeCloudWatch
from archbench.metrics.queries import Query, queries, targets

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
REQUESTS, RESPONSE = catalogue()[:2]
BALANCER = (("LoadBalancer", "app/a/1"),)


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Dummy keys, and no file of this machine's user."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.mark.parametrize(
    ("age", "length", "period"),
    [
        (timedelta(hours=3), timedelta(hours=3), 60),
        (timedelta(days=14), timedelta(days=14), 900),
        (timedelta(days=16), HOUR, 300),
        (timedelta(days=64), HOUR, 3600),
        (timedelta(days=400), timedelta(days=400), 21_600),
    ],
)
def test_the_period_has_points_at_that_age(age: timedelta, length: timedelta, period: int) -> None:
    """The shortest CloudWatch still keeps that gives no more than 2,000 points."""
    start = NOW - age
    assert period_for(start, start + length, NOW) == period
    assert length.total_seconds() / period <= POINTS_PER_SERIES


def test_older_than_anything_kept_is_refused() -> None:
    """455 days is all there is."""
    with pytest.raises(InputError, match="455 days"):
        period_for(NOW - timedelta(days=456), NOW, NOW)


@pytest.mark.parametrize("count", [1, 500, 501, 1200])
def test_a_call_holds_at_most_500_queries(count: int) -> None:
    """The fake refuses more, as CloudWatch does; every query comes back once, in order."""
    fake = FakeCloudWatch(NOW)
    asked = [Query(REQUESTS, "Sum", (("LoadBalancer", f"app/{i}/1"),)) for i in range(count)]
    found = list(fetch(fake, asked, NOW - HOUR, NOW, 300))
    assert [item.query for item in found] == asked
    assert all(item.points == 12 for item in found)
    assert fake.calls == -(-count // 500)


def test_pages_are_put_together() -> None:
    """A series cut by a page has all its points, and is complete only when the last page came."""
    whole = FakeCloudWatch(NOW)
    start = NOW - timedelta(days=1)
    asked = [Query(RESPONSE, name, BALANCER) for name in RESPONSE.statistics]

    class Small(FakeCloudWatch):
        def get_metric_data(self, **request: object) -> object:  # type: ignore[override]
            return super().get_metric_data(**request | {"MaxDatapoints": 500})

    small = Small(NOW)
    assert list(fetch(small, asked, start, NOW, 60)) == list(fetch(whole, asked, start, NOW, 60))  # type: ignore[arg-type]
    assert small.calls > 8


def test_an_absent_count_is_zero_and_an_absent_gauge_is_unknown() -> None:
    """Errors that never happened are zero; credits nobody published are not."""
    errors = next(metric for metric in catalogue() if metric.name == "HTTPCode_ELB_5XX_Count")
    credits_ = next(metric for metric in catalogue() if metric.name == "CPUCreditBalance")
    asked = [
        Query(errors, "Sum", BALANCER),
        Query(credits_, "Minimum", (("AutoScalingGroupName", "green"),)),
    ]
    counted, gauge = fetch(FakeCloudWatch(NOW), asked, NOW - HOUR, NOW, 300)
    assert counted.points < len(counted.values)
    assert None not in counted.values
    assert set(gauge.values) == {None}


@pytest.mark.usefixtures("credentials")
def test_partial_data_is_marked_and_its_gaps_are_unknown() -> None:
    """A series that never becomes Complete says so, and nothing in it is taken for zero."""
    client = boto3.client("cloudwatch", region_name="us-east-1")
    start = NOW - HOUR
    with Stubber(client) as stub:
        for token in ("more", None):
            stub.add_response(
                "get_metric_data",
                {
                    "MetricDataResults": [
                        {
                            "Id": "q0",
                            "Timestamps": [start] if token else [],
                            "Values": [4.0] if token else [],
                            "StatusCode": "PartialData" if token else "InternalError",
                        }
                    ],
                    **({"NextToken": token} if token else {}),
                },
            )
        (series,) = fetch(client, [Query(REQUESTS, "Sum", BALANCER)], start, NOW, 1800)
    assert series.values == (4.0, None)
    assert not series.complete


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (exceptions.NoCredentialsError(), "AWS_PROFILE"),
        (exceptions.UnauthorizedSSOTokenError(), "aws sso login --profile pay"),
        (exceptions.ClientError({"Error": {"Code": "ExpiredToken"}}, "x"), "aws sso login"),
        (exceptions.ClientError({"Error": {"Code": "AccessDenied"}}, "x"), "read-only-policy.json"),
        (exceptions.ClientError({"Error": {"Code": "Throttling"}}, "x"), "Wait a minute"),
        (exceptions.EndpointConnectionError(endpoint_url="http://x"), "did not answer"),
    ],
)
def test_an_error_says_what_to_do(error: Exception, words: str) -> None:
    """Each kind of failure names its one remedy."""
    assert words in explain(error, "pay")


@pytest.fixture
def moto() -> Iterator[str]:
    """The address of a moto server of this test."""
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.mark.usefixtures("credentials")
def test_a_real_endpoint_is_asked_by_its_address(moto: str) -> None:
    """What was put over HTTP comes back; what nothing was published of is said, not shown as 0."""
    client = boto3.client("cloudwatch", region_name="eu-west-1", endpoint_url=moto)
    end = datetime.now(UTC).replace(second=0, microsecond=0)
    client.put_metric_data(
        Namespace="AWS/NATGateway",
        MetricData=[
            {
                "MetricName": "BytesInFromSource",
                "Dimensions": [{"Name": "NatGatewayId", "Value": "nat-1"}],
                "Timestamp": end - timedelta(minutes=30),
                "Value": 7.0,
            }
        ],
    )
    outputs = {
        "aws_region": {"value": "eu-west-1"},
        "nat_gateway_ids": {"value": ["nat-1", "nat-2"]},
    }
    found = live(outputs, days=1 / 24, end=end, endpoint=moto)
    (series,) = found.get("BytesInFromSource", "Sum")
    assert (series.query.subject, series.known) == ("nat-1", (7.0,))
    assert ("nat-2", "nothing was published in this time") in found.not_measured
    assert found.source == "CloudWatch in eu-west-1"


@pytest.mark.usefixtures("credentials")
def test_no_credentials_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked, nothing is shown."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(InputError, match="No AWS credentials were found"):
        live({"nat_gateway_ids": ["nat-1"], "aws_region": "us-east-1"})


def test_flat_and_terraform_outputs_name_the_same() -> None:
    """`terraform output -json` and {"name": value} give the same targets; masked ones give none."""
    flat = {"alb_arn_suffix": "app/a/1", "target_group_arn_suffixes": {"blue": "targetgroup/b/1"}}
    whole = {name: {"value": value, "sensitive": False} for name, value in flat.items()}
    assert targets(flat) == targets(whole)
    hidden = {"alb_arn_suffix": {"value": "app/a/1", "sensitive": True}}
    found, missing = targets(hidden)
    assert found == ()
    assert ("the load balancer", 'no output "alb_arn_suffix" with a value') in missing


def test_every_metric_can_be_asked_of_the_fake() -> None:
    """The stand-in knows each metric of the catalogue and accepts each query."""
    start = datetime(2026, 3, 4, tzinfo=UTC)
    sample = recorded.load()
    named = {item.query.metric for item in sample.series}
    assert named <= set(catalogue())
    again = tuple(
        fetch(
            FakeCloudWatch(start + HOUR), [i.query for i in sample.series], start, start + HOUR, 60
        )
    )
    assert len(again) == len(sample.series) == len(queries(targets(recorded._OUTPUTS)[0]))  # noqa: SLF001


def test_the_recorded_sample_is_made_by_its_code() -> None:
    """The committed file is what the seeded stand-in gives, and says what it is on its face."""
    sample = recorded.load()
    assert not sample.live
    assert "not a running system" in sample.source
    path = Path(__file__).parents[2] / "data" / "metrics" / "sample.json"
    assert path.read_text("utf-8") == recorded.record()
    assert json.loads(path.read_text("utf-8"))["period"] == 3600

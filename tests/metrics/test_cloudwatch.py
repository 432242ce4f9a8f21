"""CloudWatch is asked with the caller's credentials, and what goes wrong is one sentence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import exceptions
from moto.server import ThreadedMotoServer

from archbench.errors import InputError
from archbench.metrics import recorded
from archbench.metrics.cloudwatch import gathered, measure
from archbench.metrics.coverage import gaps
from archbench.metrics.fake import FakeCloudWatch
from archbench.metrics.refusals import explain
from archbench.terraform import load
from tests.metrics.published import NOW, always, every, identity, query

GATEWAY = query("aws_nat_gateway.1", "BytesInFromSource", "Sum")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (exceptions.NoCredentialsError(), "AWS_PROFILE"),
        (exceptions.UnauthorizedSSOTokenError(), "aws sso login --profile pay"),
        (exceptions.ClientError({"Error": {"Code": "ExpiredToken"}}, "x"), "aws sso login"),
        (exceptions.ClientError({"Error": {"Code": "AccessDenied"}}, "x"), "read-only-policy.json"),
        (exceptions.ClientError({"Error": {"Code": "Throttling"}}, "x"), "Wait a minute"),
        (exceptions.EndpointConnectionError(endpoint_url="http://x"), "cannot be reached"),
        (exceptions.ReadTimeoutError(endpoint_url="http://x"), "did not answer"),
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
    asked = [
        query(f"aws_nat_gateway.{name}", "BytesInFromSource", "Sum", region="eu-west-1")
        for name in ("1", "2")
    ]
    found = measure(asked, days=1 / 24, end=end, endpoint=moto)
    (series,) = found.get("BytesInFromSource", "Sum", NatGatewayId="nat-1")
    assert series.known == (7.0,)
    assert dict(gaps(found))["aws_nat_gateway.2"].startswith("nothing was published from ")
    assert found.source == "CloudWatch in eu-west-1"


@pytest.mark.usefixtures("credentials")
def test_a_query_s_own_region_comes_before_the_session_s(moto: str) -> None:
    """Only a query without a region is asked where the session is."""
    elsewhere = replace(GATEWAY, region="eu-west-1")
    found = measure([elsewhere, replace(GATEWAY, region="")], region="us-east-1", endpoint=moto)
    assert found.source == "CloudWatch in eu-west-1, us-east-1"
    assert measure([elsewhere], region="us-east-1", endpoint=moto).source.endswith("in eu-west-1")


@pytest.mark.usefixtures("credentials")
def test_one_series_that_is_refused_does_not_end_the_pull(moto: str) -> None:
    """It is a gap with its reason; the pull fails where every series is."""
    refused = query("aws_nat_gateway.2", "BytesInFromSource", "Sum", region="not a region")
    why = dict(gaps(measure([GATEWAY, refused], endpoint=moto)))
    assert why["aws_nat_gateway.1"].startswith("nothing was published from ")
    assert "Check the region and endpoint" in why["aws_nat_gateway.2"]
    with pytest.raises(InputError, match="Check the region and endpoint"):
        measure([refused], endpoint=moto)


@pytest.mark.usefixtures("credentials")
def test_no_credentials_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked, nothing is shown."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(InputError, match="No AWS credentials were found"):
        measure([GATEWAY])


def test_the_recorded_sample_says_what_it_is() -> None:
    """A week of every kind of thing in infra/payments, which is not a running system."""
    sample = recorded.load()
    assert not sample.live
    assert "not a running system" in sample.source
    assert (sample.end - sample.start).days == 7
    types = {item.query.metric.type for item in sample.series}
    assert {"aws_lb", "aws_rds_cluster", "aws_nat_gateway", "aws_autoscaling_group"} <= types
    configuration = load(
        ROOT / "infra" / "payments", variables=[("var", "environment_suffix=pr128")]
    )
    assert {item.query.address for item in sample.series} <= configuration.by_address.keys()


@pytest.mark.usefixtures("credentials")
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"days": float("nan")}, "more than 0 and at most 455"),
        ({"days": 1e9}, "1e+09 days: give more than 0 and at most 455"),
        ({"days": -3}, "-3 days"),
        ({"days": float("inf")}, "at most 455"),
        ({"endpoint": "nowhere"}, "Check the region and endpoint"),
        ({"endpoint": "http://127.0.0.1:9"}, "cannot be reached"),
        ({"region": "not a region"}, "Check the region and endpoint"),
        ({"profile": "absent"}, "absent"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(given: dict[str, Any], words: str) -> None:
    """Days that are no days, an address that is none or leads nowhere, a profile nobody has."""
    asked = replace(GATEWAY, region="") if "region" in given else GATEWAY
    with pytest.raises(InputError) as raised:
        measure([asked], **given)
    assert words in str(raised.value)


def test_a_region_that_is_none_hides_no_other() -> None:
    """A client that cannot be made is a gap of its own region."""
    fine, odd = (query(f"aws_nat_gateway.{n}", "BytesInFromSource", "Sum") for n in "12")
    there = FakeCloudWatch(NOW, {identity(fine): every(60, 7, always(6))})

    def client(region: str) -> FakeCloudWatch:
        if region != "us-east-1":
            raise exceptions.InvalidRegionError(region_name=region)
        return there

    times = (NOW - timedelta(days=1), NOW, NOW)
    found = gathered(client, [(fine, "us-east-1"), (odd, "not a region")], times)
    assert [set(item.known) for item in found.series] == [{6 * found.series[0].period / 60}, set()]
    ((what, why),) = gaps(found)
    assert what == "aws_nat_gateway.2"
    assert "Check the region and endpoint" in why

"""CloudWatch is asked with the caller's credentials, and what goes wrong is one sentence."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import exceptions
from moto.server import ThreadedMotoServer

from archbench.errors import InputError
from archbench.metrics import recorded
from archbench.metrics.cloudwatch import live
from archbench.metrics.coverage import gaps
from archbench.metrics.queries import targets
from archbench.metrics.refusals import explain
from archbench.terraform import load

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
    outputs = {
        "aws_region": {"value": "eu-west-1"},
        "nat_gateway_ids": {"value": ["nat-1", "nat-2"]},
    }
    found = live(outputs, days=1 / 24, end=end, endpoint=moto)
    (series,) = found.get("BytesInFromSource", "Sum", NatGatewayId="nat-1")
    assert series.known == (7.0,)
    assert dict(gaps(found))["nat-2"].startswith("nothing was published from ")
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
    outputs = {"nat_gateway_ids": ["nat-1"], "aws_region": "us-east-1"}
    with pytest.raises(InputError) as raised:
        live(outputs, **given)
    assert words in str(raised.value)

"""`archbench metrics` and `archbench usage`: the price first, then what runs, kept as it was."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from archbench.cli import main
from archbench.errors import InputError
from archbench.metrics import recorded, saved

pytestmark = pytest.mark.usefixtures("credentials")
STACK = """
provider "aws" {
  region = "eu-west-1"
}
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_sqs_queue" "idle" { name = "idle" }
resource "aws_sqs_queue" "later" { name_prefix = "later-" }
resource "aws_redshift_cluster" "facts" {
  cluster_identifier = "facts"
  node_type          = "ra3.large"
}
resource "aws_cloudwatch_metric_alarm" "late" {
  alarm_name          = "late"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 300
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { QueueName = aws_sqs_queue.jobs.name }
}
"""


@pytest.fixture
def moto() -> Iterator[str]:
    """The address of a moto server where the queue `jobs` was sent 7 messages each hour."""
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client("cloudwatch", region_name="eu-west-1", endpoint_url=endpoint)
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    client.put_metric_data(
        Namespace="AWS/SQS",
        MetricData=[
            {
                "MetricName": "NumberOfMessagesSent",
                "Dimensions": [{"Name": "QueueName", "Value": "jobs"}],
                "Timestamp": now - timedelta(hours=hour),
                "Value": 7.0,
            }
            for hour in range(1, 4)
        ],
    )
    yield endpoint
    server.stop()


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    """A stack of three queues, of which one has no name that is known."""
    directory = tmp_path / "stack"
    directory.mkdir()
    (directory / "main.tf").write_text(STACK, encoding="utf-8")
    return directory


def test_the_price_is_told_and_nothing_is_asked(
    stack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two queues of eight metrics each: 16 of a thousand for a cent."""
    assert main(["metrics", str(stack), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "16 metrics of 2 resources at $0.01 for 1,000: $0.0002; no metric was asked for.\n"
    )
    assert "aws_sqs_queue.later  its name is known only once it stands" in out


def test_what_runs_is_measured_beside_its_design_and_kept(
    stack: Path, moto: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of sixteen series has points; the alarm is not there; the file reads back the same."""
    kept = stack.parent / "kept.csv"
    command = ["metrics", str(stack), "--discover", "--endpoint-url", moto]
    assert main([*command, "--save", str(kept)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1 of 16 series of 2 resources have points, ")
    lacks = "1 resource could not be bound; of 1 resource the catalogue has no metrics; 1 resource"
    assert f"{lacks} published nothing; 1 series known in part only." in " ".join(out.split())
    assert "  aws_redshift_cluster.facts (main.tf:8)" in out
    row = "Sent aws_sqs_queue.jobs Sum of 1 min 7 7 7 messages 3 of 1440"
    assert row in [" ".join(line.split()) for line in out.splitlines()]
    assert "aws_cloudwatch_metric_alarm.late alarm late not there main.tf:12" in " ".join(
        out.split()
    )
    assert "no tags that are known to find it by" in out
    assert err.startswith("16 metrics of 2 resources at $0.01 for 1,000: $0.0002.\n")

    pull = saved.read(kept)
    (sent,) = [item for item in pull.series if item.points]
    assert (sent.query.address, sent.known) == ("aws_sqs_queue.jobs", (7.0, 7.0, 7.0))
    assert pull.price == Decimal("0.00016")
    assert saved.text(pull) == kept.read_text("utf-8")


FAR = """
provider "aws" {
  alias  = "far"
  region = "us-west-2"
}
resource "aws_cloudwatch_metric_alarm" "far" {
  provider            = aws.far
  alarm_name          = "far"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
}
"""


@pytest.fixture
def alarmed(moto: str) -> Iterator[str]:
    """The same server with two alarms, which do not outlive the test."""
    standing = (("far", "us-west-2", "other"), ("extra", "eu-west-1", "jobs"))
    made = {
        name: boto3.client("cloudwatch", region_name=region, endpoint_url=moto)
        for name, region, _ in standing
    }
    for name, _, queue in standing:
        made[name].put_metric_alarm(
            AlarmName=name,
            Namespace="AWS/SQS",
            MetricName="NumberOfMessagesSent",
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
            Dimensions=[{"Name": "QueueName", "Value": queue}],
        )
    yield moto
    for name, client in made.items():
        client.delete_alarms(AlarmNames=[name])


def test_programs_are_told_all_that_people_are(
    stack: Path, alarmed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """How each alarm stands, in a region without queues too; and what is not known, with why."""
    (stack / "far.tf").write_text(FAR, encoding="utf-8")
    command = ["metrics", str(stack), "--discover", "--endpoint-url", alarmed]
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["address"], one["name"], one["state"]) for one in told["alarms"]] == [
        ("aws_cloudwatch_metric_alarm.late", "late", "not there"),
        ("", "extra", "OK"),
        ("aws_cloudwatch_metric_alarm.far", "far", "OK"),
    ]
    assert [one["address"] for one in told["not_in_catalogue"]] == ["aws_redshift_cluster.facts"]
    assert {one["what"] for one in told["not_known"]} >= {
        "aws_sqs_queue.idle",
        "aws_sqs_queue.jobs",
        "history of alarms in eu-west-1",
        "history of alarms in us-west-2",
    }
    assert told["measured"]["price_usd"] == "0.00016"
    assert all(one["complete"] for one in told["series"])

    assert main([*command, "--all"]) == 0
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    (row,) = [row for row in rows if row.startswith("extra in eu-west-1 OK ")]
    assert row.endswith(" no not known")
    assert "(not in the configuration) alarm extra in eu-west-1 it watches" in " ".join(rows)


def test_a_price_is_not_rounded_to_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A topic's metrics cost less than a hundredth of a cent."""
    (tmp_path / "main.tf").write_text('resource "aws_sns_topic" "t" { name = "t" }\n')
    assert main(["metrics", str(tmp_path), "--dry-run"]) == 0
    assert "for 1,000: less than $0.0001; no metric" in capsys.readouterr().out


def test_a_state_of_another_account_is_not_asked_about(
    stack: Path, moto: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The credentials are looked at before anything is paid for."""
    values = {"name": "jobs", "arn": "arn:aws:sqs:eu-west-1:999988887777:jobs"}
    resource = {
        "address": "aws_sqs_queue.jobs",
        "mode": "managed",
        "type": "aws_sqs_queue",
        "name": "jobs",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "values": values,
    }
    document = {
        "terraform_version": "1.11.4",
        "values": {"root_module": {"resources": [resource]}},
    }
    state = stack.parent / "state.json"
    state.write_text(json.dumps(document), encoding="utf-8")
    command = ["metrics", str(stack), "--state", str(state), "--endpoint-url", moto]
    assert main(command) == 2
    assert "account 123456789012, and what runs is in 999988887777" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--since", "0h"], "give more than no time"),
        (["--since", "nan"], "write a number and m, h or d"),
        (["--since", "99999999999d"], "write a number and m, h or d"),
        (["--since", "500d"], "cannot be asked for 500 days"),
        (["--since", "500d", "--dry-run"], "cannot be asked for 500 days"),
        (["--endpoint-url", "http://127.0.0.1:9"], "cannot be reached"),
        (["--save", "HERE/main.tf/kept.csv"], "main.tf"),
        (["--state", "HERE/none.json"], "there is no such file"),
        (["--profile", "nobody"], "aws configure list-profiles"),
        (["--outputs", "HERE/main.tf"], "Make it with `terraform output -json`"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence_and_writes_nothing(
    stack: Path,
    moto: str,
    more: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, what to do, and no file."""
    kept = stack / "kept.csv"
    given = [part.replace("HERE", str(stack)) for part in more]
    command = ["metrics", str(stack), "--save", str(kept), "--endpoint-url", moto, *given]
    assert main(command) == 2
    err = capsys.readouterr().err
    assert words in err
    assert "Traceback" not in err
    assert not kept.exists()


def test_nothing_to_bind_says_what_to_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stack of ids that AWS makes."""
    (tmp_path / "main.tf").write_text(
        'resource "aws_nat_gateway" "n" {\n  subnet_id = "subnet-1"\n}\n', encoding="utf-8"
    )
    assert main(["metrics", str(tmp_path), "--dry-run"]) == 2
    err = capsys.readouterr().err
    assert "aws_nat_gateway.n: its id is known only once it stands" in err
    assert "Give --state, --outputs or --discover" in err


def test_saved_metrics_become_usage_by_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the sample measured is in the file, with what it changes in the estimate."""
    payments = Path(__file__).parents[2] / "infra/payments"
    kept = tmp_path / "kept.csv"
    saved.save(recorded.load(), kept)
    assert saved.read(kept) == recorded.load()
    assert main(["usage", str(payments), "--from-metrics", str(kept)]) == 0
    out, err = capsys.readouterr()
    assert "  aws_nat_gateway.main[0]:" in out
    assert "monthly_data_processed_gb" in out
    told = " ".join(err.split())
    assert "a month is $" in told
    assert "as measured, as assumed where nothing was measured" in told


def test_what_was_not_measured_stays_as_it_was_assumed(
    stack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pull of nothing changes no cent of the estimate as assumed."""
    (stack / "main.tf").write_text('resource "aws_sqs_queue" "jobs" { name = "jobs" }\n')
    kept, usage = tmp_path / "kept.csv", tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage:\n  aws_sqs_queue.jobs: {monthly_requests: 50000000, request_size_kb: 1}\n"
    )
    saved.save(replace(recorded.load(), series=()), kept)
    command = ["usage", str(stack), "--from-metrics", str(kept), "--usage", str(usage)]
    assert main([*command, "--region", "us-east-1"]) == 0
    told = " ".join(capsys.readouterr().err.split())
    figures = re.findall(r"(\$[\d.,]+) (with|as measured)", told)
    assert len(figures) == 2
    assert figures[0][0] == figures[1][0] != "$0.00"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("# archbench metrics 1", "# something else"), "is no saved pull"),
        (("RequestCount", "RequestCounts"), "the catalogue has no AWS/ApplicationELB"),
        (('# end: "', '# end: "x'), "is not as archbench saved it"),
        ((",true,", ",true,extra,"), "is not as archbench saved it"),
    ],
)
def test_a_file_that_was_changed_is_refused(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    """Nothing is read out of what is not understood."""
    kept = tmp_path / "kept.csv"
    kept.write_text(saved.text(recorded.load()).replace(*change, 1), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        saved.read(kept)


@pytest.mark.parametrize(
    ("lost", "words"), [(3, "ends within a line"), (None, "series that were saved: it was cut off")]
)
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, lost: int | None, words: str) -> None:
    """Within a number, which would be another one, and at the end of a line."""
    whole = saved.text(recorded.load())
    kept = tmp_path / "kept.csv"
    kept.write_text(whole[: -lost if lost else whole[:-1].rindex("\n") + 1], encoding="utf-8")
    with pytest.raises(InputError, match=words):
        saved.read(kept)


def test_a_saved_value_that_is_no_number_is_refused(tmp_path: Path) -> None:
    """It would stand in a mean as if it were measured; a reason over several lines reads back."""
    found = recorded.load()
    odd = replace(found, not_measured=(("a", "one\u2028two"),))
    kept = tmp_path / "kept.csv"
    kept.write_text(saved.text(odd), encoding="utf-8")
    assert saved.read(kept) == odd
    first = repr(found.series[0].values[0])
    kept.write_text(saved.text(found).replace(f",{first};", ",nan;", 1), encoding="utf-8")
    with pytest.raises(InputError, match="nan is no measurement"):
        saved.read(kept)

"""The metrics section says what was measured, when, over which period, and what was not."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.errors import InputError, NotGivenError
from archbench.metrics import recorded, saved
from archbench.metrics.fake import FakeCloudWatch, Published
from archbench.metrics.limits import Limit
from archbench.metrics.queries import Query
from archbench.metrics.series import Pull
from archbench.metrics.signals import panels
from archbench.report import calibrated, measured, pulled
from archbench.report.over_time import over_time
from archbench.terraform import load
from tests.metrics.published import MONDAY, NOW, always, every, pull, query

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
PR128 = [["var", "environment_suffix=pr128"]]
NOON = MONDAY + timedelta(hours=12)
REQUESTS = query("aws_lb.a", "RequestCount", "Sum")


def running() -> dict[Query, Published | None]:
    """A small stack: busiest, slowest and fullest on Monday at noon; its queue is silent."""
    return {
        REQUESTS: every(900, 7, lambda m: 90_000.0 if m == NOON else 900.0),
        query("aws_lb.a", "TargetResponseTime", "p99"): every(
            900, 7, lambda m: 0.75 if m == NOON else 0.05
        ),
        query("aws_autoscaling_group.g", "CPUUtilization", "Maximum"): every(
            900, 7, lambda m: 93.0 if m == NOON else 30.0
        ),
        query("aws_sqs_queue.q", "NumberOfMessagesSent", "Sum"): None,
    }


def test_the_answer_names_the_peaks_their_periods_and_what_is_lacking() -> None:
    """What published nothing first; then the most of each with its bucket and time zone."""
    assert measured.summary(pull(running())).answer == (
        "1 of 3 things published nothing."
        " At most 100 requests a second at aws_lb.a, on average over the 15 minutes from"
        " 2026-03-02 12:00 UTC."
        " Response time of 99 in 100 at most 0.75 seconds at aws_lb.a, in the 15 minutes from"
        " 2026-03-02 12:00 UTC."
        " Instance CPU at most 93 % at aws_autoscaling_group.g, in the 15 minutes from"
        " 2026-03-02 12:00 UTC."
    )


def test_the_facts_count_what_is_known_and_what_it_cost() -> None:
    """Four series asked in one call; three in whole, one not at all, one gap."""
    facts = {
        fact.label: (fact.value, fact.note) for fact in measured.summary(pull(running())).facts
    }
    assert facts == {
        "Source": ("CloudWatch", "CloudWatch in us-east-1"),
        "Time": ("2026-03-02 to 2026-03-09", "UTC"),
        "Known": (
            "3 of 4 series in whole",
            "0 in part, 1 not at all; 1 call for at most $0.00004",
        ),
        "Not measured": ("1", "listed below, each with its reason"),
    }


def test_a_mean_of_six_hours_is_not_called_a_maximum() -> None:
    """Over 400 days the busiest is a mean of six hours, and says so; so is a mean of a CPU."""
    start = NOW - timedelta(days=400)
    world = {
        REQUESTS: every(21_600, 400, always(21_600.0), start),
        query("aws_autoscaling_group.g", "CPUUtilization", "Average"): every(
            21_600, 400, always(41.0), start
        ),
    }
    found = pull(world, days=400)
    assert "at most 1 requests a second at aws_lb.a, on average over the 6 hours from" in (
        measured.summary(found).answer.lower()
    )


def test_nothing_measured_is_said_and_nothing_is_drawn() -> None:
    """All targets silent: no zero, no chart, no crash; usage is empty with its reasons."""
    found = pull(dict.fromkeys(running()))
    assert measured.summary(found).answer == (
        "Nothing was measured: 3 of 3 things published nothing."
    )
    assert list(measured.charts(found)) == []
    assert "left out" in measured.usage(found).text


def test_a_denied_region_leads_the_answer_and_the_rest_is_shown() -> None:
    """Its series did not come in full; the other region has its charts."""
    there = query("aws_nat_gateway.n", "BytesInFromSource", "Sum", region="eu-west-1")
    found = pull(
        {REQUESTS: every(60, 7, always(60.0)), there: None},
        clients={"eu-west-1": FakeCloudWatch(NOW, denied=True)},
    )
    assert measured.summary(found).answer.startswith("1 series did not come in full. At most 1 ")
    assert len(list(measured.charts(found))) == 1


def drawn(found: Pull, *limits: Limit) -> str:
    """The SVG of the first panel."""
    return over_time(panels(found)[0], found, limits).svg


def strokes(svg: str) -> int:
    """How many pieces the line of the first series consists of."""
    (path,) = re.findall(r'<g id="line2d_\d+">\s*<path d="([^"]*)" clip-path[^>]*--database', svg)
    return str(path).count("M")


def test_gaps_are_gaps() -> None:
    """A day without points breaks the line in two and draws nothing at zero."""
    tuesday = (MONDAY + timedelta(days=1)).date()
    whole = pull({REQUESTS: every(900, 7, always(900.0))})
    broken = pull({REQUESTS: every(900, 7, lambda m: None if m.date() == tuesday else 900.0)})
    assert strokes(drawn(whole)) == 1
    assert strokes(drawn(broken)) == 2
    assert "96 of 672 points unknown" in over_time(panels(broken)[0], broken).text
    assert "main from 1 to 1" not in over_time(panels(broken)[0], broken).text


def test_a_point_between_two_gaps_is_seen() -> None:
    """As a dot: a line of one point has no length."""
    alone = pull({REQUESTS: every(900, 7, lambda m: 900.0 if m == NOON else None)})
    assert drawn(alone).count("<use ") > drawn(pull({REQUESTS: every(900, 7, always(9.0))})).count(
        "<use "
    )


def test_every_figure_says_its_period_its_age_and_whether_it_is_recorded() -> None:
    """The newest point of a live pull that ended two hours ago; the sample by its name."""
    live = pull({REQUESTS: every(900, 7 - 1 / 12, always(900.0))})
    text = over_time(panels(live)[0], live)
    for shown in (text.text, text.svg):
        assert "a point for 15 minutes; to 2026-03-08 22:00 UTC, 2 h old" in shown
        assert "recorded" not in shown
    sample = recorded.load()
    charts = [*measured.charts(sample), *measured.charts(sample, first=False)]
    assert len(charts) > 15
    for chart in charts:
        assert "recorded sample; a point an hour; to 2026-03-09 00:00 UTC" in chart.text
        assert "recorded sample; a point an hour; to 2026-03-09 00:00 UTC" in chart.svg
    assert measured.summary(sample).tag == "metrics: recorded sample, not live"


def test_bounds_are_drawn_where_they_can_be_seen() -> None:
    """A threshold near the line is a line; one far above is said; least and most always drawn."""
    found = pull({REQUESTS: every(900, 7, always(9000.0))})  # 10 a second

    def limit(value: float, statistic: str, word: str) -> Limit:
        return Limit("aws_lb.a", "RequestCount", statistic, value, 60, word, "aws_x.y")

    near = drawn(found, limit(1200, "Sum", "alarm >"))
    assert "alarm &gt; 20" in near
    assert "is beyond" not in near
    assert "alarm &gt; 200 is beyond" in drawn(found, limit(12_000, "Sum", "alarm >"))
    assert "is beyond" not in drawn(found, limit(12_000, "", "max"))


def test_of_many_lines_the_highest_are_drawn_and_the_others_counted() -> None:
    """Nine balancers: six lines, and three more in the table."""
    found = pull(
        {
            query(f"aws_lb.n{n}", "RequestCount", "Sum"): every(900, 1, always(900.0 * n))
            for n in range(9)
        }
    )
    chart = over_time(panels(found)[0], found)
    assert "3 more in the table" in chart.text
    assert "n8 from" in chart.text
    assert "n2 from" not in chart.text


def test_the_same_samplegives_the_same_bytes() -> None:
    """Twice drawn, byte for byte."""
    found = pull(running())
    assert [chart.svg for chart in measured.charts(found)] == [
        chart.svg for chart in measured.charts(found)
    ]


def test_alarms_of_the_payment_stack_are_drawn_into_its_sample() -> None:
    """80 % of the database's CPU, and 6 to 18 instances of the group that is live."""
    bounds = measured.bounds(str(PAYMENTS), PR128)
    sample = recorded.load()
    texts = [
        chart.text
        for first in (True, False)
        for chart in measured.charts(sample, bounds, first=first)
    ]
    (processor,) = [
        text for text in texts if text.startswith("RDS or Aurora cluster: database CPU")
    ]
    (capacity,) = [text for text in texts if text.startswith("Auto Scaling group: capacity")]
    assert "; alarm > 80." in processor
    assert "; min 6; max 18." in capacity


def test_the_estimate_stands_beside_itself_as_measured() -> None:
    """Of the sample: what was open has a cost, by address, from the least day to the most."""
    table = calibrated.beside(recorded.load(), str(PAYMENTS), PR128)
    assert table.caption.startswith(
        "As assumed at least $921.58 a month, as measured at least $1,081.81 ($1,141.83 expected):"
        " 9 charges"
    )
    assert table.caption.endswith("a week made up as data, not a running system.")
    rows = {(row[0], row[1]): row[2:] for row in table.rows}
    operations = rows["aws_rds_cluster.aurora", "Aurora I/O"]
    assert operations == (None, Decimal("101.080"), Decimal("133.020"), Decimal("147.040"))
    assert len([row for row in table.rows if str(row[0]).startswith("aws_nat_gateway")]) == 3


def test_what_was_not_measured_stays_as_assumed(tmp_path: Path) -> None:
    """An assumed figure gives way to the measured one of its address, and to no other."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\n'
        'resource "aws_sqs_queue" "q" { name = "q" }\n'
        'resource "aws_dynamodb_table" "t" {\n  name = "t"\n  billing_mode = "PAY_PER_REQUEST"\n}\n'
    )
    usage = tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage:\n"
        "  aws_sqs_queue.q: {monthly_requests: 5000000}\n"
        "  aws_dynamodb_table.t: {monthly_read_request_units: 1000000}\n"
    )
    asked = query("aws_dynamodb_table.t", "ConsumedReadCapacityUnits", "Sum")
    found = pull({asked: every(60, 7, always(600.0))})
    configuration = load(tmp_path)
    made = calibrated.calibrated(found, configuration, build(configuration), usage=usage)
    frame = made.frame()
    assert list(frame["address"]) == ["aws_dynamodb_table.t"]
    before, after = frame["assumed"][0], frame["likely"][0]
    assert after == pytest.approx(before * Decimal("26.28"))


def test_a_saved_sampleis_read_as_it_was(tmp_path: Path) -> None:
    """What `archbench metrics --save` wrote is shown without asking again."""
    found = pull(running())
    saved.save(found, tmp_path / "pull.csv")
    assert pulled.pull(str(tmp_path / "pull.csv"), days=7) == found


def test_nothing_given_is_not_given() -> None:
    """Without outputs there is no section, and it says how to make them."""
    with pytest.raises(NotGivenError, match="terraform output -json"):
        pulled.pull("", days=7)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[]", "holds no outputs"),
        ("{", "is not JSON"),
        ('{"colour": {"value": "blue"}}', "names nothing that is measured"),
    ],
)
def test_outputs_that_name_nothing_are_refused(tmp_path: Path, content: str, words: str) -> None:
    """One sentence, with how to make what is needed."""
    place = tmp_path / "outputs.json"
    place.write_text(content)
    with pytest.raises(InputError, match=words) as raised:
        pulled.pull(str(place), days=7)
    assert "terraform output -json" in str(raised.value)


@pytest.mark.parametrize("days", [float("nan"), 1e9, -3.0])
def test_days_that_are_none_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: float
) -> None:
    """Whatever the outputs are called."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    place = tmp_path / "outputs.json"
    place.write_text(json.dumps({"way_out": "nat-0123456789abcdef0"}))
    with pytest.raises(InputError, match="more than 0 and at most 455"):
        pulled.pull(str(place), days=days, region="us-east-1")

"""Every figure a drill shows names the page it was read on, or says that it has none."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.facts import Fact, cited, fact, facts
from archbench.cli import main
from archbench.files import data_directory
from archbench.report import resilience
from tests.architecture.by_hand import aurora, balanced, network, stack
from tests.architecture.hand import ref, resource

LIBRARY = Path(__file__).parents[2] / "lib" / "archbench"
SOURCES = [path for room in ("architecture", "aws") for path in (LIBRARY / room).glob("*.py")]
INFRA = Path(__file__).parents[2] / "infra"


@pytest.mark.parametrize("known", facts().values(), ids=lambda known: known.fact)
def test_a_fact_has_a_page_of_aws_and_the_day_it_was_read(known: Fact) -> None:
    """An https address of AWS without query or fragment, real dates, figures in order."""
    page = urlsplit(known.address)
    assert (page.scheme, page.query, page.fragment) == ("https", "", "")
    assert page.netloc in ("docs.aws.amazon.com", "aws.amazon.com")
    assert page.path.endswith((".html", "/sla/"))
    assert date.fromisoformat(known.seen) >= date.fromisoformat(known.edition or known.seen)
    assert known.how in ("read", "quoted")
    assert known.says
    if known.unit == "s":
        assert 0 <= known.seconds[0] < known.seconds[1]
    elif known.unit == "%":
        assert known.least is None
        assert 0 < known.level <= 1
    else:
        assert (known.unit, known.least, known.most) == ("", None, None)


def test_every_fact_is_used_and_none_twice() -> None:
    """The code names each fact of the file, in the file's sorted order once."""
    code = "\n".join(path.read_text() for path in SOURCES)
    names = [row["fact"] for row in csv.DictReader((data_directory() / "facts.csv").open())]
    assert names == sorted(set(names))
    assert [name for name in names if f'"{name}"' not in code] == []


def test_every_figure_of_the_payment_stack_is_sourced(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In JSON each with its page and dates; in text each with the number of a page listed below."""
    main(["drill", str(INFRA / "payments"), "--json"])
    data = json.loads(capsys.readouterr().out)
    trials = [*data["zones"], *data["points"]]
    sources = [step["source"] for trial in trials for step in trial["steps"]]
    sources += [item["source"] for item in data["recovery_points"]]
    sources += [item["source"] for item in data["availability"]["parts"]]
    assert len(sources) > 20
    assert {source["address"][:8] for source in sources} == {"https://"}
    assert all(source["seen"] for source in sources)

    main(["drill", str(INFRA / "payments")])
    told, _, listed = capsys.readouterr().out.partition("\nSources\n")
    marked = {int(number) for number in re.findall(r"\[(\d+)\]$", told, re.MULTILINE)}
    numbers = [
        int(number) for number in re.findall(r"^  \[(\d+)\] +https://", listed, re.MULTILINE)
    ]
    assert numbers == sorted(marked) == list(range(1, len(marked) + 1))
    assert "read 2026-" in listed


def test_the_report_cites_the_same_pages() -> None:
    """Its tables hold the address and the day of reading behind each step, level and way back."""
    configuration = stack(network(), balanced(), aurora("us-east-1a", "us-east-1b"))
    found = drill(configuration, build(configuration))
    for table in (resilience.recovery, resilience.availability, resilience.backups):
        column = list(table(found)["source"])
        assert column
        assert all(re.match(r"https://\S+ \(.+2026-\d\d-\d\d\)$", cell) for cell in column)


@pytest.mark.parametrize(
    ("kind", "service", "seconds", "level"),
    [("docdb", "DocumentDB", 30, "0.9999"), ("neptune", "Neptune", 120, "0.999")],
)
def test_an_engine_has_its_own_figures_and_pages(
    kind: str, service: str, seconds: int, level: str
) -> None:
    """DocumentDB and Neptune are no Aurora: how far back a restore reaches, they do not say."""
    database = [
        resource(f"aws_{kind}_cluster.x", cluster_identifier="x", engine=kind),
        *(
            resource(
                f"aws_{kind}_cluster_instance.x[{index}]",
                identifier=f"x-{index}",
                cluster_identifier=ref(f"aws_{kind}_cluster.x"),
                instance_class="db.r6g.large",
                availability_zone=zone,
            )
            for index, zone in enumerate(("us-east-1a", "us-east-1b"))
        ),
    ]
    configuration = stack(network(), balanced(), database)
    found = drill(configuration, build(configuration))
    (promoted,) = (step for step in found.zones[0].steps if " promotes " in step.action)
    assert promoted.action.startswith(service)
    assert promoted.seconds == (0, seconds)
    (cluster,) = (part for part in found.availability.parts if part.name == "x")
    assert cluster.level == Decimal(level)
    (point,) = found.recovery_points
    assert point.at_most is None
    for source in (promoted.source, cluster.source, point.source):
        assert source is not None
        assert service.lower() in source.address


def test_what_no_page_says_is_not_sourced() -> None:
    """A step that nothing documents says so, in the text and in the report."""
    broker = resource("aws_mq_broker.x", broker_name="x", subnet_ids=(ref("aws_subnet.app[0]"),))
    configuration = stack(network(), balanced(), [broker])
    found = drill(configuration, build(configuration))
    assert cited(None) == "not sourced"
    assert "not sourced" in set(resilience.recovery(found)["source"])


def test_second_hand_is_said() -> None:
    """What others quote is not passed off as read."""
    assert cited(fact("route53-level")).endswith("(as others quote it, seen 2026-11-23)")

"""One number for one thing, wherever it is met: commands, report, fleet, review, what-if."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from archbench.cli import main
from archbench.cli.report import stack_parameters
from archbench.fleet.examining import examine_member
from archbench.fleet.member import Member
from archbench.fleet.result import MemberResult
from archbench.report.examined import examine
from archbench.report.page_one import PageOne, page_one
from archbench.stack import stack_of

TOP = Path(__file__).parents[1]
STACKS = (
    "infra/payments",
    "tests/diagram/configurations/orders",
    "tests/diagram/configurations/shop",
)
DAY = "2026-11-28"


@dataclass(frozen=True, slots=True)
class Told:
    """What each place says of one stack."""

    cost: Mapping[str, Any]
    cost_text: str
    cost_markdown: str
    check: Mapping[str, Any]
    junit: ET.Element
    drill: Mapping[str, Any]
    resolved: Mapping[str, Any]
    whatif: Mapping[str, Any]
    review: Mapping[str, Any]
    member: MemberResult
    page: PageOne

    @property
    def counts(self) -> Counter[str]:
        """How many controls have each verdict, as `check` has it."""
        return Counter(x["verdict"] for group in self.check["groups"] for x in group["controls"])


def said(*words: str) -> str:
    """What a command prints."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(StringIO()):
        main(list(words))
    return out.getvalue()


@pytest.fixture(scope="module", params=STACKS)
def told(request: pytest.FixtureRequest) -> Told:
    """Everything that is said of a stack on one day."""
    path = str(TOP / request.param)
    day = ("--as-of", DAY)

    def data(*words: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(said(*words), parse_float=Decimal)
        return found

    stack = stack_of(Path(path))
    given = {name: value for name, value in stack_parameters(stack).items() if name != "outputs"}
    given.pop("scenarios", None)
    examined: Callable[..., Any] = examine
    return Told(
        cost=data("cost", path, "--json", *day),
        cost_text=said("cost", path, *day),
        cost_markdown=said("cost", path, "--markdown", *day),
        check=data("check", path, "--format", "json"),
        junit=ET.fromstring(said("check", path, "--format", "junit")),  # noqa: S314 made here
        drill=data("drill", path, "--json"),
        resolved=data("resolve", path, "--json"),
        whatif=data("whatif", path, "--set", "purchase=on demand", "--every-group", "--json", *day),
        review=data("review", path, path, "--format", "json", *day),
        member=examine_member(Member("it", Path(path)), "key", date.fromisoformat(DAY)),
        page=page_one(examined(path, variables=stack.variables, as_of=DAY, **given), as_of=DAY),
    )


def test_the_cost_of_a_month(told: Told) -> None:
    """Exactly in JSON everywhere, and in one set of words wherever it is said."""
    total = Decimal(str(told.cost["total_monthly"]))
    assert Decimal(told.review["cost"]["before"]["total_monthly"]) == total
    assert Decimal(told.review["cost"]["after"]["total_monthly"]) == total
    assert Decimal(told.whatif["baseline"]["expected"]) == total
    assert Decimal(told.member.cost_likely) == total
    words = told.page.cost
    assert told.member.cost == words
    assert told.whatif["baseline"]["cost"] == words
    assert f": {words} a month" in " ".join(told.cost_text.split())
    assert f"{words} a month" in told.cost_markdown.splitlines()[0]


def test_the_range_of_a_month(told: Told) -> None:
    """Least and most, and whether there is a most at all."""
    low, high = (Decimal(str(told.cost[f"total_monthly_{name}"])) for name in ("low", "high"))
    most = told.cost["total_monthly_at_most"]
    assert (Decimal(told.member.cost_low), Decimal(told.member.cost_high)) == (low, high)
    assert Decimal(told.whatif["baseline"]["low"]) == low
    assert told.whatif["baseline"]["high"] == (most if most is None else str(most))
    bar = told.page.bar
    assert bar is not None
    assert (Decimal(bar.low), Decimal(bar.high)) == (low, high)


def test_the_charges_without_a_figure(told: Told) -> None:
    """How many there are, and that a whole with any of them is no whole."""
    waiting = sum(item["list_cost"] is None for item in told.cost["line_items"])
    lacking = len(told.cost["unpriced"])
    assert told.whatif["baseline"]["without_figure"] == waiting + lacking
    assert told.member.cost_whole == (waiting + lacking == 0)
    assert told.page.cost.startswith("at least ") == (waiting + lacking > 0)
    found = re.search(r"(\d+) waits? for usage", told.member.cost_note)
    assert (int(found[1]) if found else 0) == waiting


def test_the_verdicts(told: Told) -> None:
    """How many controls fail, are open and pass: the same of every count."""
    counts = told.counts
    for word in ("fail", "open", "pass", "review"):
        assert told.member.count(word) == counts[word], word
    assert told.whatif["baseline"]["failing"] == counts["fail"]
    assert told.whatif["baseline"]["undecided"] == counts["open"]
    with_case = counts.total() - counts["not_applicable"]
    assert told.page.controls.startswith(f"{counts['fail']} of {with_case} fail")
    lists = Counter[str]()
    for row in told.page.lists:
        lists.update(row.counts)
    assert +lists == +counts
    assert int(told.junit.get("failures", "")) == counts["fail"]
    assert told.member.score == told.check["score"]


def test_the_loss_of_a_zone(told: Told) -> None:
    """What it means, in one word and one sentence."""
    outcome = told.drill["outcome"] or ""
    assert told.whatif["baseline"]["zone_loss"] == outcome
    assert told.member.zone == outcome
    assert told.page.zone_note == told.drill["answer"]
    assert told.member.zone_note == told.drill["answer"]
    assert told.whatif["baseline"]["zone_answer"] == told.drill["answer"]


def test_the_resources(told: Told) -> None:
    """How many instances there are."""
    assert told.member.resources == len(told.resolved["resource_changes"])


def test_a_stack_beside_itself_is_the_same(told: Told) -> None:
    """Nothing that is said of it differs from what is said of it."""
    review = told.review
    assert review["answer"].endswith("no verdict changes; the same cost")
    changes = ("verdicts", "losses", "open_questions")
    assert not any((*(review[name] for name in changes), review["cost"]["changes"]))
    assert told.whatif["scenarios"][0]["change"] == "0"


def test_the_day_of_the_prices(told: Told) -> None:
    """The page says the first and the last day of what the estimate's lines were priced with."""
    days = sorted({item["price_date"] for item in told.cost["line_items"]})
    assert days[0] in told.page.prices
    assert days[-1] in told.page.prices
    assert f"unit prices dated {days[0]} to {days[-1]}" in " ".join(told.cost_text.split())

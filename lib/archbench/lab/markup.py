"""The workbench's figures and lists as HTML, in JupyterLab, VS Code and a kept notebook."""

from base64 import b64encode
from decimal import Decimal
from functools import cache
from html import escape
from importlib.resources import files

from archbench.diagram import draw
from archbench.frozen import replace
from archbench.lab.board import THIS, Board
from archbench.lab.facts import facts
from archbench.report.resilience import overlay
from archbench.report.scenario_charts import against, waterfall
from archbench.report.summary import KeyFigure
from archbench.report.tables import SIGNS, signed
from archbench.rich import plain
from archbench.terraform.gathering import some
from archbench.whatif.bench import AS_IT_STANDS
from archbench.whatif.frontier import Option, option_of
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import Scenario


@cache
def style() -> str:
    """The look of it, from the theme of the page around where that has one."""
    return f"<style>{files('archbench.lab').joinpath('style.css').read_text('utf-8')}</style>"


_NAMED = 5


def headline(bench: Board) -> str:
    """The figures of where the dials stand; why there are none where Terraform refuses it."""
    now = bench.outcome
    if now.problem:
        return _whole(
            f'<p class="refused"><strong>Does not apply.</strong> {escape(now.problem)}</p>'
        )
    figures = "".join(map(_figure, facts(bench.bench.baseline, now, bench.months(now))))
    return _whole(f'<div class="facts">{figures}</div>{_unread(now)}')


def adds(bench: Board) -> dict[str, str]:
    """What each turned dial adds a month on top of those before it, by title."""
    found, before = {}, bench.bench.baseline
    for dial, after in bench.steps():
        amount = after.change(before)
        found[dial.title] = "–" if amount is None else signed(amount)
        before = after
    return found


def drawing(bench: Board) -> str:
    """The architecture as the dials stand, with what the loss of its worst zone takes.

    As a picture of its own, so that no style of it reaches the page around.
    """
    now = bench.outcome
    if now.architecture is None or now.drill is None:
        return ""
    drawn = draw(now.architecture, overlays=(overlay(now.drill),))
    data = b64encode(drawn.svg().encode()).decode()
    said = escape(f"{now.drill.answer} {drawn.coverage.line}", quote=True)
    return _whole(f'<img src="data:image/svg+xml;base64,{data}" alt="{said}">')


def charts(bench: Board) -> str:
    """What makes the change, lever by lever, and every scenario's cost against its availability."""
    if bench.outcome.problem:
        return ""
    steps, before = [], bench.bench.baseline
    start = before.estimate.total_monthly if before.estimate else Decimal(0)
    for dial, after in bench.steps():
        amount = after.change(before)
        if amount is None:
            return ""
        words = f"{dial.words(dial.now)} → {dial.words(bench.position[dial.title])}"
        steps.append((f"{dial.title} {words}", amount))
        before = after
    shown = [waterfall(steps, start, "What makes the change")] if steps else []
    if beside := among(bench):
        title = "Cost against availability, each at the load above"
        shown.append(against(tuple(beside.values()), title))
    return _whole("".join(chart.svg for chart in shown))


def among(bench: Board) -> dict[str, Option]:
    """The scenarios drawn beside each other, by name: those with a cost and an availability.

    Each serves the load that the levers stand at. One that changes the load itself is no choice
    beside them, and is left out.
    """
    here = replace(bench.scenario, name=THIS)
    load = here.of("usage")
    every = [here] if here.changes else []
    every += [
        replace(item, changes=(*item.changes, *load))
        for item in (AS_IT_STANDS, *bench.scenarios)
        if not item.of("usage")
    ]
    before = bench.look(replace(AS_IT_STANDS, changes=load))
    found = (option_of(bench.look(item), before) for item in every)
    return {
        item.name: item
        for item in found
        if item is not None and item.cost is not None and item.availability is not None
    }


def in_terraform(bench: Board) -> str:
    """Where the turned dials are written in the Terraform, and which are not in it."""
    written, outside = [], []
    for dial in bench.turned:
        value = dial.words(bench.position[dial.title])
        if dial.place:
            name = escape(str(dial.levers[0]).removeprefix("var."))
            written.append(f"<code>{name} = {escape(value)}</code> ({escape(dial.place)})")
        else:
            outside.append(dial.title)
    parts = [f"In the Terraform: {', '.join(written)}."] if written else []
    if outside:
        verb = "is" if len(outside) == 1 else "are"
        parts.append(f"{escape(' and '.join(outside))} {verb} not in it.")
    return _whole(f"<p>{' '.join(parts) or 'Every lever stands where the stack does.'}</p>")


def as_text(bench: Board) -> str:
    """The turned dials to copy: variables as a .tfvars file has them, the rest as comments."""
    scenario = bench.scenario
    others = (str(item) for item in scenario.changes if item.lever.kind != "var")
    return "".join((scenario.tfvars, *(f"# {line}\n" for line in others)))


def row(bench: Board, scenario: Scenario) -> tuple[str, ...]:
    """A scenario's cells: cost, change, controls that fail, loss of a zone, availability."""
    found = bench.look(scenario)
    if found.problem:
        return (f'<span class="refused">{escape(found.problem)}</span>',)
    figures = {item.label: item for item in facts(bench.bench.baseline, found)}
    made, verdicts = found.estimate, found.assessment
    cost = figures.get("Cost a month")
    amount = found.change(bench.bench.baseline)
    zone, level = figures.get("If one zone is lost"), figures.get("Availability by published SLAs")
    return (
        escape(cost.value.replace("$", "")) if cost and made else "–",
        "not comparable" if amount is None else signed(amount),
        str(verdicts.count("fail")) if verdicts else "–",
        _signed(zone) if zone else "–",
        escape(level.value) if level else "–",
    )


def page(bench: Board) -> str:
    """All of it without anything to turn, where widgets cannot be shown."""
    dials = "".join(
        f"<tr><th>{escape(dial.title)}</th>"
        f"<td>{escape(dial.words(bench.position.get(dial.title, dial.now)))}</td>"
        f"<td>{escape(adds(bench).get(dial.title, '0.00'))}</td></tr>"
        for dial in bench.dials
    )
    return (
        headline(bench)
        + _whole(f"<table><tr><th>Lever</th><th>Set to</th><th>Adds, USD</th></tr>{dials}</table>")
        + in_terraform(bench)
    )


def subject(bench: Board) -> str:
    """Which stack, and what it was read with."""
    base = bench.bench.base
    made = bench.bench.baseline.estimate
    dates = (
        f"list prices to {max((x.price_date for x in made.line_items), default='')}" if made else ""
    )
    usage = base.usage.as_posix() if base.usage else "no usage given"
    lists = ", ".join(item.title for item in bench.bench.checklists)
    parts = [base.path.as_posix(), dates, usage, f"held against {lists}" if lists else ""]
    return _whole(f'<p class="subject">{escape("; ".join(filter(None, parts)))}</p>')


def _unread(now: ScenarioOutcome) -> str:
    """What was not read and is in no figure."""
    made = now.estimate
    names = [item.address for item in made.uncounted] if made else []
    if not names:
        return ""
    verb = "was" if len(names) == 1 else "were"
    return (
        f'<p class="unread">○ {escape(some(names, _NAMED))} {verb} not read or counted, and '
        "is in no number here.</p>"
    )


def _figure(item: KeyFigure) -> str:
    return (
        f"<div><span>{escape(item.label)}</span><strong>{_signed(item)}</strong>"
        f"<small>{escape(item.note)}</small></div>"
    )


def _signed(item: KeyFigure) -> str:
    if not item.verdict:
        return escape(item.value)
    sign, _ = SIGNS[item.verdict]
    hidden = f'<span aria-hidden="true">{sign}</span>'
    return f'<span class="{item.verdict}">{hidden} {escape(item.value)}</span>'


def _whole(html: str) -> str:
    return plain(f'<div class="archbench-lab">{html}</div>')

"""Verdicts, losses and charges written out, to ask what the report says of just these."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.drill import Drill, Trial, drill
from archbench.architecture.failure import Failure, Outcome
from archbench.architecture.findings import Severity, Weakness
from archbench.architecture.loss import Loss
from archbench.cost import Estimate
from archbench.cost.model import LineItem, Unpriced
from archbench.hcl.parser import parse_body
from archbench.hcl.source import Position, SourceRange
from archbench.report.examined import Examined
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist, Control, Group
from archbench.requirements.verdict import Answer, Evidence, GroupVerdict, Verdict, Word
from archbench.requirements.waiver import Waiver
from archbench.terraform.configuration import Configuration

NOTHING = Configuration("stack", ())


def at(line: int, file: str = "main.tf") -> SourceRange:
    """A place."""
    return SourceRange(file, Position(line, 1), Position(line, 2))


def control(id_: str, severity: Severity = "high", title: str = "", **texts: str) -> Control:
    """A control with these texts: why, impact, fix."""
    texts |= {"title": title or f"Title of {id_}"}
    written, _ = parse_body("".join(f'{k} = "{text}"\n' for k, text in texts.items()), "list.hcl")
    return Control(id_, "g", severity, (), at(1), written.attributes)


def evidence(address: str, attribute: str = "a", found: str = "1", line: int = 3) -> Evidence:
    """A value; line 0 is nowhere."""
    return Evidence(address, attribute, found, at(line) if line else None)


def answer(word: Word, subject: str, message: str = "", *seen: Evidence, waits: str = "") -> Answer:
    """What is said of one thing."""
    return Answer(word, subject, "", message, seen, (waits,) if waits else ())  # type: ignore[arg-type]


def verdict(of: Control | str, word: Word, *answers: Answer, reason: str = "") -> Verdict:
    """A verdict on a control."""
    return Verdict(control(of) if isinstance(of, str) else of, word, answers, reason)


def waiver(of: str) -> Waiver:
    """An acceptance until the end of 2026."""
    return Waiver(of, ("*",), "For now.", "dana", date(2026, 12, 31), at(1))


def assessment(
    *groups: tuple[Verdict, ...], path: str = "stack", lists: tuple[str, ...] = ("house",)
) -> Assessment:
    """Groups one to so many of the first list, each with its verdicts."""
    made = tuple(
        GroupVerdict(Group(f"g{n}", n, f"Group {n}", "high"), lists[min(n, len(lists)) - 1], items)
        for n, items in enumerate(groups, start=1)
    )
    named = tuple(Checklist(name, name.title(), "", (), (), {}) for name in lists)
    return Assessment(path, "", named, made, path)


def trial(zone: str, outcome: Outcome, *reasons: str, lost: tuple[str, ...] = ()) -> Trial:
    """The loss of a zone."""
    failure = Failure("zone", zone, "eu-west-1", frozenset((zone,)))
    return Trial(Loss(failure, lost, (), (), (), (), (), outcome, reasons), ())


def drilled(*trials: Trial, findings: tuple[Weakness, ...] = ()) -> Drill:
    """A drill with these losses."""
    found = drill(NOTHING, build(NOTHING))
    values = {name: getattr(found, name) for name in Drill.__annotations__}
    return Drill(**{**values, "zones": trials, "findings": findings})


def weakness(
    address: str, severity: Severity = "high", line: int = 0, through: str = ""
) -> Weakness:
    """A weakness of an address."""
    place = at(line) if line else None
    return Weakness(
        severity, f"{address} is weak.", "It goes.", "Mend it.", address, place, through
    )


def charge(
    address: str, cost: str | None, most: str | None = None, service: str = "Amazon S3"
) -> LineItem:
    """So many units of a dollar each; None waits for usage."""
    quantity = None if cost is None else Decimal(cost)
    high = quantity if most is None else Decimal(most)
    return LineItem(
        address,
        service,
        "eu-west-1",
        "Requests",
        "Requests",
        quantity,
        quantity,
        high,
        Decimal(1),
        "list",
        "2026-01-01",
        "single",
        "configuration" if cost else "open",
        open_reason="" if cost else "give requests",
    )


def bill(*lines: LineItem, unpriced: tuple[str, ...] = (), free: tuple[str, ...] = ()) -> Estimate:
    """An estimate of these charges."""
    return Estimate(
        "stack", None, lines, free, tuple(Unpriced(name, "no price: none") for name in unpriced)
    )


def examined(
    judged: Assessment | None = None,
    lost: Drill | None = None,
    made: Estimate | None = None,
    configuration: Configuration = NOTHING,
) -> Examined:
    """All of it of one stack."""
    return Examined(
        Path("stack"),
        (),
        None,
        "",
        None,
        configuration,
        build(configuration),
        made or bill(),
        lost or drilled(),
        judged or assessment(),
    )

"""What a notebook answers, in a form the report's cover can use.

A notebook shows a Summary like anything else; the report reads it from the executed notebook, so
that the cover says what the sections computed and nothing more.
"""

from dataclasses import asdict, dataclass
from html import escape
from typing import Literal

from archbench.report.tables import joints
from archbench.report.tables import verdict as verdict_html
from archbench.rich import plain

MIME = "application/vnd.archbench.summary+json"
"""The type under which a Summary lies in an executed notebook."""

Topic = Literal[
    "inventory",
    "architecture",
    "cost",
    "what_if",
    "designs",
    "requirements",
    "zone_loss",
    "metrics",
]
VerdictWord = Literal["pass", "fail", "open", "review", "not_applicable", ""]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure with what it is and what it covers."""

    label: str
    value: str
    note: str = ""
    verdict: VerdictWord = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One requirement group and its verdict."""

    label: str
    verdict: VerdictWord


@dataclass(frozen=True, slots=True)
class Decision:
    """Something a person has to decide, with its price or risk."""

    question: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The answer of one notebook.

    answer      one sentence
    facts       figures for the notebook; the first one goes on the cover
    marks       a strip of verdicts for the cover
    decisions   what is open and needs a person
    tag         where something is not live: "metrics: recorded sample, not live"
    provenance  what the figures rest on, by name: price date, metrics source
    """

    topic: Topic
    answer: str
    facts: tuple[KeyFigure, ...] = ()
    marks: tuple[Mark, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tag: str = ""
    provenance: tuple[tuple[str, str], ...] = ()

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        """What a notebook shows: the sentence and the figures; and the data itself."""
        del include, exclude
        facts = "".join(
            f"<dt>{escape(fact.label)}</dt><dd><strong>{escape(fact.value)}</strong>"
            f"{f' {escape(fact.note)}' if fact.note else ''}</dd>"
            for fact in self.facts
        )
        marks = "".join(
            f"<li>{verdict_html(mark.verdict)} {escape(mark.label)}</li>" for mark in self.marks
        )
        tag = f'<p class="tag">{escape(self.tag)}</p>' if self.tag else ""
        figures = f"{f'<dl>{facts}</dl>' if facts else ''}{f'<ul>{marks}</ul>' if marks else ''}"
        return {
            MIME: asdict(self),
            "text/html": plain(
                '<div class="summary">'
                f'<p class="answer">{joints(self.answer)}</p>{tag}{figures}</div>'
            ),
            "text/plain": self.answer,
        }

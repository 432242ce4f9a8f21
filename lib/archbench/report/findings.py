"""Findings for people: numbered, with severity, evidence at its place, why it matters, the fix."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from archbench.rich import plain


@dataclass(frozen=True, slots=True)
class FindingPoint:
    """One of the things a finding is made of: what it is, what is here, how to mend it.

    place is file:line of this configuration, "" when what is wrong is that something is nowhere;
    wanted is what the reference has, at wanted_place.
    """

    title: str
    found: str
    place: str = ""
    wanted: str = ""
    wanted_place: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, in the words of whoever has to mend it.

    place is file:line, or the configuration when there are points; reference is the configuration
    the points' wanted is of. fix is a sentence or a unified diff.
    """

    severity: str
    title: str
    place: str = ""
    why: str = ""
    fix: str = ""
    points: tuple[FindingPoint, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings in order; displaying them in a notebook shows them."""

    items: tuple[Finding, ...]
    none: str = "Nothing found."

    def _repr_html_(self) -> str:
        return plain(
            "\n".join(_html(number, item) for number, item in enumerate(self.items, start=1))
            or f"<p>{escape(self.none)}</p>"
        )

    def __repr__(self) -> str:
        """For a terminal: one line each."""
        return "\n".join(f"{item.severity}: {item.title}" for item in self.items) or self.none


def findings(items: Sequence[Finding], none: str = "Nothing found.") -> Findings:
    """Findings ready to be shown, and the sentence that stands where there is none."""
    return Findings(tuple(items), none)


def _html(number: int, item: Finding) -> str:
    severity = escape(item.severity, quote=True)
    place = f" in <code>{escape(item.place)}</code>" if item.place else ""
    parts = [
        f'<div class="finding"><h4>{number}. {escape(item.title)}</h4>',
        f'<p class="note"><span class="severity {severity}">{severity}</span>{place}</p>',
    ]
    if item.why:
        parts.append(f"<p><strong>Why it matters.</strong> {escape(item.why)}</p>")
    if item.fix:
        parts.append(_fix(item.fix))
    if item.points:
        parts.append(_points(item))
    return "".join([*parts, "</div>"])


def _points(item: Finding) -> str:
    """The points as a table; the reference has a column where it has something to show."""
    beside = any(point.wanted or point.wanted_place for point in item.points)
    heads = ["What fails", "Here"]
    heads += [f"In {item.reference or 'the reference'}"] if beside else []
    rows = "".join(
        "<tr>"
        f"<td>{escape(point.title)}</td>"
        f"<td>{_at(point.found, point.place)}</td>"
        + (f"<td>{_at(point.wanted, point.wanted_place, code=True)}</td>" if beside else "")
        + f"<td>{escape(point.fix)}</td></tr>"
        for point in item.points
    )
    widths = (20, 26, 24, 30) if beside else (26, 34, 40)
    columns = "".join(f'<col class="w{width}">' for width in widths)
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in [*heads, "Fix"])
    return (
        f'<div class="table"><table class="points"><colgroup>{columns}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _at(text: str, place: str, *, code: bool = False) -> str:
    said = f"<code>{escape(text)}</code>" if code and text else escape(text)
    return said + (f'<br><code class="place">{escape(place)}</code>' if place else "")


def _fix(text: str) -> str:
    if not text.startswith(("---", "@@", "diff")):
        return f"<p><strong>Fix.</strong> {escape(text)}</p>"
    kinds = {"+": "added", "-": "removed"}
    lines = "\n".join(
        f'<span class="{kinds[line[0]]}">{escape(line)}</span>'
        if line[:1] in kinds and not line.startswith(("+++", "---"))
        else escape(line)
        for line in text.splitlines()
    )
    return f'<p><strong>Fix.</strong></p><pre class="diff">{lines}</pre>'

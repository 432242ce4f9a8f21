"""Findings for people: numbered, with severity, evidence at its place, why it matters, the fix."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, in the words of whoever has to mend it.

    found and wanted are excerpts: what this configuration has, at place, and what the reference
    has, at wanted_place. fix is a sentence or a unified diff.
    """

    severity: str
    title: str
    place: str = ""
    found: str = ""
    wanted: str = ""
    wanted_place: str = ""
    why: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings in order; displaying them in a notebook shows them."""

    items: tuple[Finding, ...]
    none: str = "Nothing found."

    def _repr_html_(self) -> str:
        return (
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
    parts = [f'<div class="finding"><h4>{number}. {escape(item.title)}</h4>']
    parts.append(
        f'<p class="note">Severity: <span class="severity {severity}">{severity}</span></p>'
    )
    if item.place or item.found:
        parts.append(_evidence("This configuration", item.place, item.found))
    if item.wanted or item.wanted_place:
        parts.append(_evidence("The reference", item.wanted_place, item.wanted))
    if item.why:
        parts.append(f"<p><strong>Why it matters.</strong> {escape(item.why)}</p>")
    if item.fix:
        parts.append(_fix(item.fix))
    return "".join([*parts, "</div>"])


def _evidence(who: str, place: str, excerpt: str) -> str:
    head = f"{who} <code>{escape(place)}</code>" if place else who
    if "\n" in excerpt:
        return f'<p class="note">{head}:</p><pre>{escape(excerpt)}</pre>'
    return f'<p class="note">{head}{": " if excerpt else ""}{escape(excerpt)}</p>'


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

"""An assessment in the forms people and programs read: text, JSON, Markdown, SARIF, JUnit, CSV."""

from collections.abc import Mapping
from typing import Protocol

from archbench.requirements.output.code_scanning import as_full_sarif, as_sarif
from archbench.requirements.output.data import as_csv, as_json
from archbench.requirements.output.junit import as_junit
from archbench.requirements.output.markdown import as_markdown
from archbench.requirements.output.text import as_text
from archbench.requirements.verdict import Assessment

__all__ = ["FORMATS"]


class Format(Protocol):
    """Writes an assessment; everything: what passes too, where that is optional."""

    def __call__(self, assessment: Assessment, *, everything: bool = False) -> str:
        """The whole text, ending in a line end."""


FORMATS: Mapping[str, Format] = {
    "table": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "sarif": as_sarif,
    "sarif-full": as_full_sarif,
    "junit": as_junit,
    "csv": as_csv,
}

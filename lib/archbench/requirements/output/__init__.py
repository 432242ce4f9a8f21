"""An assessment in the forms people and programs read: text, JSON, Markdown, SARIF, JUnit, CSV."""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol

from archbench.requirements.assessment import Assessment

__all__ = ["FORMATS"]


class Format(Protocol):
    """Writes an assessment; everything: what passes too, where that is optional."""

    def __call__(self, assessment: Assessment, *, everything: bool = False) -> str:
        """The whole text, ending in a line end."""


def _of(module: str, name: str) -> Format:
    """A format whose module is read when something is written in it."""

    def write(assessment: Assessment, *, everything: bool = False) -> str:
        form: Format = getattr(import_module(f"{__name__}.{module}"), name)
        return form(assessment, everything=everything)

    return write


FORMATS: Mapping[str, Format] = {
    "table": _of("text", "as_text"),
    "json": _of("data", "as_json"),
    "markdown": _of("markdown", "as_markdown"),
    "sarif": _of("code_scanning", "as_sarif"),
    "sarif-full": _of("code_scanning", "as_full_sarif"),
    "junit": _of("junit", "as_junit"),
    "csv": _of("data", "as_csv"),
}

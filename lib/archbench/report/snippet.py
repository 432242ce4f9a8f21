"""Text to copy: HCL, YAML, a patch."""

from dataclasses import dataclass
from html import escape

from archbench.rich import plain


@dataclass(frozen=True, slots=True)
class Snippet:
    """A titled text that keeps its lines."""

    title: str
    text: str

    def _repr_html_(self) -> str:
        return plain(f"<h4>{escape(self.title)}</h4><pre>{escape(self.text.strip())}</pre>")

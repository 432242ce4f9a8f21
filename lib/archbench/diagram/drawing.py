"""A drawing a person can look at, keep, or leave in a notebook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path

from archbench.diagram.palette import palette
from archbench.diagram.scene import Coverage, Scene
from archbench.diagram.text import clean
from archbench.diagram.theming import chosen, following, stand_ins
from archbench.errors import InputError
from archbench.files import write_atomic

ENDINGS = ("dot", "drawio", "html", "mmd", "pdf", "png", "svg", "txt")
"""The formats a drawing is written in, as files end."""


def ending_of(target: Path) -> str:
    """The format the ending of a file names.

    Raises:
        InputError: it names none.
    """
    ending = target.suffix.removeprefix(".").lower()
    if ending not in ENDINGS:
        known = ", ".join(f".{name}" for name in ENDINGS)
        raise InputError(f'{target}: no format has the ending "{target.suffix}"; use {known}')
    return ending


def no_excerpt(_place: str) -> str:
    """What is shown of a block where nobody says what may be."""
    return ""


@dataclass(frozen=True)
class Drawing:
    """A scene in a theme; every format is made when asked for.

    excerpt gives the lines of the block at file:line, for the details in the HTML.
    """

    scene: Scene
    theme: str = "light"
    excerpt: Callable[[str], str] = field(default=no_excerpt, repr=False)
    inner: Callable[[], Mapping[str, Scene]] = field(default=dict, repr=False, compare=False)
    """What opens in the HTML page, by the key of the card it opens from."""

    @property
    def coverage(self) -> Coverage:
        """What is drawn, what is listed with it, and what is neither."""
        return self.scene.coverage

    @cached_property
    def _rendered(self) -> str:
        return _rendered(self.scene)

    @cached_property
    def _svg(self) -> str:
        return chosen(self._rendered, self.theme)

    def svg(self) -> str:
        """A self-contained SVG.

        Raises:
            ToolError: no Graphviz renderer is installed, or it failed.
        """
        return self._svg

    def following_svg(self) -> str:
        """The SVG to stand in a page: its colours are those of the page's theme.

        `archbench.diagram.theming.dark_properties` are what a dark page sets; light otherwise.
        """
        return following(self._rendered)

    def png(self, scale: float = 2.0) -> bytes:
        """A PNG, scale pixels for each unit of the scene."""
        from archbench.diagram.raster import png  # noqa: PLC0415

        return png(self._svg, scale)

    def pdf(self) -> bytes:
        """A PDF of one page the size of the drawing."""
        from archbench.diagram.pdf import pdf  # noqa: PLC0415

        return pdf(self._svg)

    def html(self) -> str:
        """A self-contained page with pan, zoom, search and details."""
        from archbench.diagram.html import page  # noqa: PLC0415

        inner = {
            key: (chosen(_rendered(scene), self.theme), scene)
            for key, scene in self.inner().items()
        }
        return page({"": (self._svg, self.scene), **inner}, self.theme, self.excerpt)

    def drawio(self) -> str:
        """A file draw.io opens, with its AWS shapes."""
        from archbench.diagram.drawio import drawio  # noqa: PLC0415

        return drawio(self.scene, palette(self.theme))

    def mermaid(self) -> str:
        """A Mermaid flowchart: same parts and lines, Mermaid's own layout."""
        from archbench.diagram.mermaid import mermaid  # noqa: PLC0415

        return mermaid(self.scene)

    def dot(self) -> str:
        """The Graphviz source, every position in it."""
        from archbench.diagram.diagrams_writer import write  # noqa: PLC0415

        return write(self.scene, palette(self.theme)).text

    def text(self) -> str:
        """The drawing in words: what is in which zone, and what is left out."""
        from archbench.diagram.words_of_scene import summary  # noqa: PLC0415

        return summary(self.scene)

    def save(self, path: str | Path) -> Path:
        """Write the format the file's ending names.

        Raises:
            InputError: the ending names no format.
            ToolError: a renderer is missing or failed.
        """
        target = Path(path)
        ending = ending_of(target)
        makers: dict[str, Callable[[], str | bytes]] = {
            "svg": self.svg,
            "png": self.png,
            "html": self.html,
            "pdf": self.pdf,
            "drawio": self.drawio,
            "mmd": self.mermaid,
            "dot": self.dot,
            "txt": self.text,
        }
        write_atomic(target, makers[ending]())
        return target

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """What a notebook shows: the page in a frame, else the SVG, else words."""
        wide, tall = self.scene.size
        frame = (
            f'<iframe srcdoc="{escape(self.html())}" sandbox="allow-scripts" loading="lazy" '
            f'title="{escape(clean(self.scene.title))}" '
            f'style="width:100%;aspect-ratio:{wide:g}/{tall:g};border:0"></iframe>'
        )
        return {"text/html": frame, "image/svg+xml": self._svg, "text/plain": self.text()}


def _rendered(scene: Scene) -> str:
    """The SVG of a scene with stand-ins for its colours."""
    from archbench.diagram.diagrams_writer import write  # noqa: PLC0415 - loads `diagrams`
    from archbench.diagram.finish import finish  # noqa: PLC0415
    from archbench.diagram.render import render_svg  # noqa: PLC0415

    colors = stand_ins()
    source = write(scene, colors)
    return finish(render_svg(source.text), source, scene, colors)

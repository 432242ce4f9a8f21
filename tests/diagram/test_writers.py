"""SVG, HTML, draw.io, Mermaid, PNG, PDF: complete, self-contained, safe, the same every time."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image

from archbench.diagram import Drawing, draw
from archbench.diagram.diagrams_writer import write
from archbench.diagram.drawio import SHAPES
from archbench.diagram.finish import finish
from archbench.diagram.icons import ICONS, icon_file
from archbench.diagram.palette import DARK, LIGHT, Palette, contrast, palette
from archbench.diagram.render import render_svg
from archbench.diagram.scene import Scene
from archbench.errors import InputError, ToolError
from tests.diagram.stacks import CASES, INFRA, built, resolved

SVG = "{http://www.w3.org/2000/svg}"
PURE = str(Path(sys.executable).parent / "graphviz-pure")
DOT = shutil.which("dot") or ""
DRAWN = ("payments", "payments-one-nat", "migration", "six-zones", "five-hundred", "hostile-names")


def svg_by(program: str, scene: Scene, theme: str = "light") -> str:
    """The finished SVG of a scene, rendered by one program."""
    colors = palette(theme)
    source = write(scene, colors)
    return finish(render_svg(source.text, program), source, scene, colors)


@pytest.fixture(scope="module")
def payments() -> Drawing:
    """The payment stack with its sources."""
    return draw(built("payments"), excerpt=resolved("payments").excerpt)


@pytest.mark.tool("Graphviz")
@pytest.mark.parametrize("case", DRAWN)
def test_every_renderer_gives_the_same_bytes(case: str) -> None:
    """Graphviz on the PATH and graphviz-pure lead to one SVG."""
    scene = draw(CASES[case]).scene
    assert svg_by(DOT, scene) == svg_by(PURE, scene)


@pytest.mark.tool("Pango")
def test_the_same_bytes_in_every_process() -> None:
    """Three processes with their own hash seeds write the same bytes in every format."""
    code = (
        "import hashlib\n"
        "from tests.diagram.stacks import built\n"
        "from archbench.diagram import draw\n"
        "d = draw(built('payments'))\n"
        "parts = [d.svg().encode(), d.png(1), d.html().encode(), d.drawio().encode(),"
        " d.mermaid().encode(), d.text().encode(), d.pdf()]\n"
        "print(*[hashlib.sha256(p).hexdigest() for p in parts])\n"
    )
    root = Path(__file__).parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            text=True,
            cwd=root,
            env={
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": f"{root / 'lib'}:{root}",
                "PATH": "/usr/bin",
            },
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_importing_the_drawing_loads_no_renderer() -> None:
    """Only drawing loads the diagrams library, the font and the rasterizer."""
    code = "import sys, archbench.diagram; print(*sys.modules)"
    root = Path(__file__).parents[2]
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root / "lib")},
    ).stdout.split()
    assert {"diagrams", "graphviz", "fontTools", "resvg_py", "PIL", "matplotlib"} & set(
        loaded
    ) == set()


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_svg_refers_to_nothing_outside(case: str) -> None:
    """Every reference is a fragment or embedded data, whatever the names say."""
    root = ET.fromstring(draw(CASES[case]).svg())  # noqa: S314 - our own output
    for element in root.iter():
        assert element.tag.startswith(SVG)
        assert element.tag not in {f"{SVG}script", f"{SVG}foreignObject", f"{SVG}style"}
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            if name.endswith("href"):
                assert value.startswith(("#", "data:image/png;base64,"))
    names = {element.get("id") for element in root.iter(f"{SVG}symbol")}
    used = {element.get("href", "")[1:] for element in root.iter(f"{SVG}use")}
    assert used == names


@pytest.mark.parametrize("case", DRAWN)
def test_each_card_has_its_icon_and_its_address(case: str) -> None:
    """As many icons as cards and boxes with one; every card is found by its key."""
    scene = draw(CASES[case]).scene
    root = ET.fromstring(svg_by(PURE, scene))  # noqa: S314 - our own output
    icons = len(list(root.iter(f"{SVG}use")))
    assert icons == len(scene.cards) + sum(bool(box.icon) for box in scene.boxes)
    ids = [element.get("id") for element in root.iter(f"{SVG}g") if element.get("id")]
    assert len(ids) == len(set(ids)) == len(list(scene.shapes()))


def test_each_line_is_drawn_once(payments: Drawing) -> None:
    """The SVG has a path for each line of the scene, and its arrow where it has one."""
    root = ET.fromstring(payments.svg())  # noqa: S314 - our own output
    lines = [g for g in root.iter(f"{SVG}g") if g.get("class") == "edgeline"]
    assert len(lines) == len(payments.scene.edges)
    arrows = [g for g in lines if g.find(f"{SVG}polygon") is not None]
    assert len(arrows) == sum(edge.kind != "volume" for edge in payments.scene.edges)


def test_the_svg_scales_to_its_page(payments: Drawing) -> None:
    """It has a view box and no size of its own, and tells a screen reader what it is."""
    root = ET.fromstring(payments.svg())  # noqa: S314 - our own output
    assert root.get("viewBox") == f"0 0 {payments.scene.size[0]:g} {payments.scene.size[1]:g}"
    assert root.get("width") is None
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "payments: 3 Availability Zones in us-east-1"


def test_a_tooltip_gives_the_whole_name_and_its_place(payments: Drawing) -> None:
    """Hovering tells what a shortened card cannot."""
    root = ET.fromstring(payments.svg())  # noqa: S314 - our own output
    card = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "aws_rds_cluster_instance.writer")
    lines = (card.findtext(f"{SVG}title") or "").splitlines()
    assert lines[0].startswith("aurora-writer-pr128, ")
    assert "aws_rds_cluster_instance.writer" in lines
    assert any(re.fullmatch(r"rds\.tf:\d+", line) for line in lines)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_png_is_a_picture(payments: Drawing, theme: str) -> None:
    """It has the scene's size and more than a few colours, among them the theme's page."""
    drawing = Drawing(payments.scene, theme)
    with Image.open(io.BytesIO(drawing.png(1))) as picture:
        assert picture.size == tuple(round(side) for side in payments.scene.size)
        page = palette(theme).page
        color = tuple(int(page[at : at + 2], 16) for at in (1, 3, 5))
        assert picture.convert("RGB").getpixel((2, 2)) == color
        assert len(picture.getcolors(1 << 24) or ()) > 500


@pytest.mark.tool("Pango")
def test_the_pdf_is_one_page(payments: Drawing) -> None:
    """One page of the drawing's size, its words as text, the same bytes twice, and no date."""
    data = payments.pdf()
    assert payments.pdf() == data
    assert b"CreationDate" not in data
    with pypdfium2.PdfDocument(data) as document:
        (page,) = document
        wide, tall = payments.scene.size
        assert page.get_size() == pytest.approx((wide * 0.75, tall * 0.75), abs=1)
        words = page.get_textpage().get_text_range()
        assert "Aurora PostgreSQL" in words
        assert "api.payments-pr128.example.com" in words


@pytest.mark.tool("Pango")
def test_what_is_faded_is_in_the_pdf() -> None:
    """The half transparent icon of an idle group is there: its place is not one colour."""
    drawing = draw(built("payments"))
    idle = next(c for c in drawing.scene.cards if c.look == "idle" and c.icon == "asg").rect
    with pypdfium2.PdfDocument(drawing.pdf()) as document:
        picture = document[0].render(scale=96 / 72).to_pil().convert("RGB")
    icon = picture.crop((int(idle.x + 4), int(idle.y + 6), int(idle.x + 44), int(idle.y + 46)))
    assert len(icon.getcolors(1 << 16) or ()) > 20


def test_a_pdf_without_the_extra_says_what_to_install(
    payments: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the extra and another way."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ToolError, match=r"archbench\[pdf\].*\.svg"):
        payments.pdf()


def test_the_page_asks_for_nothing(payments: Drawing) -> None:
    """The HTML page loads nothing and says so in its policy; names cannot end its script."""
    page = payments.html()
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)
    hostile = draw(CASES["hostile-names"]).html()
    assert "<script>alert" not in hostile
    data = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', hostile, re.DOTALL
    )
    assert data
    assert json.loads(data[1])["shapes"]


def test_the_page_knows_code_and_members(payments: Drawing) -> None:
    """The details of a card have its block's lines and everything it stands for."""
    data = re.search(r'id="data">(.*?)</script>', payments.html(), re.DOTALL)
    assert data
    shape = json.loads(data[1])["shapes"]["aws_lb.main"]
    assert shape["code"].startswith('resource "aws_lb" "main" {')
    assert shape["code"].endswith("}")
    assert "aws_lb_listener.http" in shape["members"]


def test_a_literal_password_is_in_no_format() -> None:
    """What Terraform treats as sensitive appears nowhere, not even in an excerpt."""
    drawing = draw(built("modules"), excerpt=resolved("modules").excerpt)
    for text in (drawing.html(), drawing.svg(), drawing.drawio(), drawing.text()):
        assert "not-to-be-shown" not in text
    assert "(not shown)" in drawing.html()


@pytest.mark.parametrize("case", sorted(CASES))
def test_drawio_has_every_card_and_line(case: str) -> None:
    """The file is XML with a cell for each shape and line, its ends joined to cells that exist."""
    drawing = draw(CASES[case])
    root = ET.fromstring(drawing.drawio())  # noqa: S314 - our own output
    cells = {cell.get("id"): cell for cell in root.iter("mxCell")}
    edges = [cell for cell in cells.values() if cell.get("edge")]
    assert len(edges) >= len(drawing.scene.edges)
    for edge in edges:
        for end in ("source", "target"):
            assert edge.get(end) is None or edge.get(end) in cells
    joined = [edge for edge in edges if edge.get("source") and edge.get("target")]
    assert len(joined) == len(drawing.scene.edges)


def test_every_icon_has_a_file_and_a_drawio_shape() -> None:
    """No kind of card lacks an icon in any writer."""
    for name in ICONS:
        assert icon_file(name).is_file()
    subnets_and_vpc = {"private-subnet", "public-subnet", "vpc"}
    assert set(ICONS) - set(SHAPES) == subnets_and_vpc


@pytest.mark.parametrize("case", sorted(CASES))
def test_mermaid_has_every_card_once(case: str) -> None:
    """Each card is one node; subgraphs are closed; no name breaks out of its quotes."""
    drawing = draw(CASES[case])
    lines = drawing.mermaid().splitlines()
    nodes = [line for line in lines if re.match(r'\s+n\d+\["', line)]
    assert len(nodes) == len(drawing.scene.cards)
    assert sum(line.strip().startswith("subgraph ") for line in lines) == sum(
        line.strip() == "end" for line in lines
    )
    for line in nodes:
        assert line.count('"') == 2
        assert "<script" not in line


def test_text_names_every_card(payments: Drawing) -> None:
    """The words of a drawing have each card's title and the coverage."""
    text = payments.text()
    assert payments.coverage.line in text
    assert all(card.title in text for card in payments.scene.cards)


def test_a_notebook_shows_the_page_and_falls_back() -> None:
    """HTML in a frame that may only run its own script, the SVG, and words."""
    bundle = draw(CASES["migration"])._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/svg+xml", "text/plain"}
    html = str(bundle["text/html"])
    assert 'sandbox="allow-scripts"' in html
    assert "<script" not in html


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(colors: Palette) -> None:
    """Every text has 4.5:1 on what it stands on, every badge too; lines have 3:1 on the page."""
    for frame in colors.boxes.values():
        assert contrast(frame.text, frame.fill or colors.page) >= 4.5
        assert contrast(colors.muted, frame.fill or colors.page) >= 4.5
    for ink, ground in product(
        (colors.ink, colors.muted, colors.idle_text), (colors.card, colors.page)
    ):
        assert contrast(ink, ground) >= 4.5
    assert contrast(colors.lost_zone.text, colors.lost_zone.fill) >= 4.5
    assert contrast(colors.muted, colors.lost_zone.fill) >= 4.5
    for fill, ink in colors.badges.values():
        assert contrast(ink, fill) >= 4.5
    for kind, stroke in colors.edges.items():
        assert contrast(stroke.color, colors.page) >= (3 if kind == "volume" else 4), kind


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_labels_can_be_read(colors: Palette) -> None:
    """A line that may carry a label has 4.5:1 on the page behind the label."""
    for kind in ("request", "data", "health", "failover", "control"):
        assert contrast(colors.edges[kind].color, colors.page) >= 4.5


def test_a_failed_renderer_is_one_sentence() -> None:
    """A program that is missing or fails says what happened, without a traceback of its own."""
    with pytest.raises(ToolError, match="did not render"):
        render_svg("digraph {}", "/nowhere/dot")
    with pytest.raises(ToolError, match="failed"):
        render_svg("digraph {", PURE)


@pytest.mark.tool("Graphviz")
def test_icons_are_drawn_under_a_web_server_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """`dot` refuses every file where SERVER_NAME is set, as Voila sets it for its kernels."""
    monkeypatch.setenv("SERVER_NAME", "localhost")
    scene = draw(built("payments")).scene
    assert svg_by(DOT, scene) == svg_by(PURE, scene)


def test_an_unknown_ending_changes_nothing(tmp_path: Path, payments: Drawing) -> None:
    """A format that does not exist is refused before anything is written."""
    with pytest.raises(InputError, match="no format"):
        payments.save(tmp_path / "x.gif")
    assert list(tmp_path.iterdir()) == []


def test_saving_writes_the_format_of_the_ending(tmp_path: Path, payments: Drawing) -> None:
    """Each ending gives its format."""
    starts = {
        "svg": b"<svg",
        "png": b"\x89PNG",
        "html": b"<!doctype html>",
        "pdf": b"%PDF",
        "drawio": b"<mxfile",
        "mmd": b"---",
        "dot": b"digraph",
        "txt": b"payments: 3 Availability Zones",
    }
    for ending, start in starts.items():
        written = payments.save(tmp_path / "deep" / f"drawing.{ending}")
        assert written.read_bytes().startswith(start), ending
    assert hashlib.sha256((tmp_path / "deep/drawing.svg").read_bytes()).hexdigest() == (
        hashlib.sha256(payments.svg().encode()).hexdigest()
    )


def test_infra_is_where_it_is_read_from() -> None:
    """The stacks drawn here are the ones of this repository."""
    assert (INFRA / "payments" / "vpc.tf").is_file()

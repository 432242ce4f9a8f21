"""A PDF of one page from the finished SVG, by WeasyPrint (the extra `pdf`): lines stay lines."""

from xml.etree import ElementTree as ET

from archbench.diagram.text import font_file
from archbench.drafts import temporary_files
from archbench.errors import ToolError

_SVG = "http://www.w3.org/2000/svg"


def pdf(svg: str) -> bytes:
    """One page the size of the drawing, 96 units to the inch, with the font it was measured with.

    Raises:
        ToolError: WeasyPrint or the libraries it needs (Pango) are not installed.
    """
    try:
        import weasyprint  # noqa: PLC0415  (an extra)
    except (ImportError, OSError) as error:
        raise ToolError(
            "A PDF needs WeasyPrint and Pango: pip install 'archbench[pdf]', or write an .svg"
            f" and print it from a browser ({error})."
        ) from error
    root = ET.fromstring(svg)  # noqa: S314 - our own finished drawing
    _, _, wide, tall = root.attrib["viewBox"].split()
    for group in root.iter(f"{{{_SVG}}}g"):
        group.attrib.pop("id", None)  # an address is no name of a place in a PDF
    root.set("font-family", "Drawing")
    drawing = unclipped(root)
    faces = "".join(
        f"@font-face{{font-family:Drawing;font-weight:{weight};"
        f"src:url({font_file(bold=weight == 'bold').as_uri()})}}"
        for weight in ("normal", "bold")
    )
    style = (
        f"{faces}@page{{size:{wide}px {tall}px;margin:0}}body{{margin:0}}"
        f"svg{{display:block;width:{wide}px;height:{tall}px}}"
    )
    page = f"<!doctype html><style>{style}</style>{drawing}"
    with temporary_files():
        return bytes(weasyprint.HTML(string=page).write_pdf())


def unclipped(root: ET.Element) -> str:
    """The text of a finished drawing in which WeasyPrint shows what is half transparent.

    It clips a transparent group to the page as counted from the group's own origin, and a drawing
    counts from its lower edge: each is given the page's origin.
    """
    tall = root.attrib["viewBox"].split()[3]
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if "opacity" in child.attrib:
                up = ET.Element(f"{{{_SVG}}}g", {"transform": f"translate(0 -{tall})"})
                veil = ET.SubElement(up, f"{{{_SVG}}}g", {"opacity": child.attrib.pop("opacity")})
                down = {"transform": f"translate(0 {tall})"}
                ET.SubElement(veil, f"{{{_SVG}}}g", down).append(child)
                parent[place] = up
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode")

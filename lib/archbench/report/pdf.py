"""The report on paper, by WeasyPrint (the extra `pdf`)."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from archbench.diagram.pdf import unclipped
from archbench.drafts import temporary_files
from archbench.errors import ToolError
from archbench.files import write_atomic
from archbench.patterns import regex

_LONG = regex(r"<code(?=>(?:[^<]|<wbr>){400})")
"""Longer than anybody reads: it is set in lines at once. As a box of its own WeasyPrint would look
for its narrowest width by trying every break, which takes minutes of names of thousands of letters.
"""
_FADING = regex(r'<svg xmlns=[^>]*>(?:(?!</svg>).)*? opacity="(?:(?!</svg>).)*</svg>', re.DOTALL)
"""A drawing of which some is half transparent."""


def write_pdf(page: str, target: Path) -> None:
    """Write the HTML report as tagged PDF, A4; what the page's print rules say.

    Raises:
        ToolError: WeasyPrint or the libraries it needs (Pango) are not installed.
    """
    try:
        import weasyprint  # noqa: PLC0415  (an extra)
    except (ImportError, OSError) as error:
        raise ToolError(
            "A PDF needs WeasyPrint and Pango: pip install 'archbench[pdf]', or print the HTML"
            f" from a browser ({error})."
        ) from error
    # SVG in WeasyPrint knows no custom properties: each takes the fallback that stands beside it.
    plain = re.sub(r"var\(--[\w-]+,\s*(#[0-9a-f]{3,8}|none)\)", r"\1", page)
    plain = _FADING.sub(lambda found: unclipped(ET.fromstring(found[0])), plain)  # noqa: S314 - ours
    plain = _LONG.sub('<code class="long"', plain)
    with temporary_files():
        document = weasyprint.HTML(string=plain).render(pdf_tags=True)
        data = document.write_pdf(pdf_tags=True)
    write_atomic(target, data)

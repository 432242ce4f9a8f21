"""A PDF of one page from the finished SVG."""

import io
import time

from archbench.diagram.raster import png

SCALE = 3.0


def pdf(svg: str) -> bytes:
    """One page, the size of the drawing at 96 units to the inch, 288 pixels to the inch."""
    from PIL import Image  # noqa: PLC0415 - comes with matplotlib; only for a PDF

    out = io.BytesIO()
    with Image.open(io.BytesIO(png(svg, SCALE))) as picture:
        # A fixed date: the same drawing is the same file.
        epoch = time.gmtime(0)
        picture.convert("RGB").save(
            out, "PDF", resolution=96 * SCALE, creationDate=epoch, modDate=epoch
        )
    return out.getvalue()

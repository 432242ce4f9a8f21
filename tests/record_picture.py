"""Take the README's picture anew: the first page of out/report.html, as a small PNG.

Run after `make report` as `python -m tests.record_picture`; needs Chromium.
"""

import io
from pathlib import Path

from PIL import Image

from archbench.files import write_atomic
from tests.browser import chromium

ROOT = Path(__file__).parents[1]
COLORS = 128


def main() -> None:
    """Write docs/images/report.png."""
    with chromium() as browser:
        page = browser.new_page(
            viewport={"width": 1240, "height": 1500}, device_scale_factor=1.5, color_scheme="light"
        )
        page.goto((ROOT / "out" / "report.html").as_uri())
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    file = io.BytesIO()
    small = picture.quantize(COLORS, dither=Image.Dither.NONE)
    small.save(file, format="PNG", optimize=True)
    write_atomic(ROOT / "docs" / "images" / "report.png", file.getvalue())


if __name__ == "__main__":
    main()

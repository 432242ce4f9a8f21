"""PNG from the finished SVG, with the one font every text was measured with."""

from archbench.diagram.text import font_file


def png(svg: str, scale: float = 1.0) -> bytes:
    """The picture at scale pixels per unit of the scene."""
    import resvg_py  # noqa: PLC0415 - a compiled library; only when a PNG is asked for

    fonts = [str(font_file()), str(font_file(bold=True))]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            font_files=fonts,
            skip_system_fonts=True,
            font_family="DejaVu Sans",
            sans_serif_family="DejaVu Sans",
        )
    )

"""How wide the lines of a command are."""

import shutil
import sys

NARROWEST, WIDEST = 60, 140


def width(otherwise: int) -> int:
    """The columns of the terminal, within reason; otherwise where the output goes elsewhere."""
    if not sys.stdout.isatty():
        return otherwise
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((otherwise, 24)).columns))

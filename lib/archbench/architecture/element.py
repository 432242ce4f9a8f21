"""What everything in an architecture has in common."""

from archbench.frozen import frozen
from archbench.hcl.source import SourceRange

Told = bool | None
"""A truth of an architecture; None where it cannot be told."""


@frozen
class Element:
    """What every part of the architecture has: an address, a name for people, a place."""

    address: str
    name: str
    range: SourceRange | None

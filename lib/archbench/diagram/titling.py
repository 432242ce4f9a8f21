"""What a card is called, so that nothing of it is cut."""

from archbench.aws.kind import Kind
from archbench.diagram import words
from archbench.diagram.card_text import DETAIL_SIZE, TITLE_SIZE
from archbench.diagram.text import width


def called(service: str, name: str, several: str, detail: str, room: float) -> tuple[str, str]:
    """Title and detail of a card, so that nothing of the title is cut: all, service, or name."""
    everything = f"{service} {name}".strip() + several
    if width(everything, TITLE_SIZE, bold=True) <= room:
        return everything, detail
    if width(service + several, TITLE_SIZE, bold=True) <= room:
        return service + several, whole(name, detail, room)
    return name + several, whole(service, detail, room)


def whole(first: str, more: str, room: float) -> str:
    """Both, or the first alone where both are too wide: the details say the rest."""
    both = words.joined(first, more)
    return both if width(both, DETAIL_SIZE) <= room else first


def plain_kind(kind: Kind, room: float) -> str:
    """What a card of this kind is, where it has the room to say so."""
    return next((t for t in (kind.title, kind.service) if width(t, DETAIL_SIZE) <= room), "")

"""The lines of text on a card: whole where three lines hold them, in this order what says most."""

from collections.abc import Iterator
from dataclasses import dataclass

from archbench.diagram.text import broken, fit, fit_list, in_two, width, wrap

TITLE_SIZE = 12.0
DETAIL_SIZE = 10.0
_BASELINES = {1: (4.0,), 2: (-4.0, 13.0), 3: (-9.0, 5.0, 18.0)}
"""Baselines of so many lines from the middle of a card."""
MOST = max(_BASELINES)


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of text: of the title, bold, or of the detail; y is its baseline from the middle."""

    text: str
    is_title: bool
    y: float = 0.0

    @property
    def size(self) -> float:
        """The size of its letters."""
        return TITLE_SIZE if self.is_title else DETAIL_SIZE

    @property
    def wide(self) -> float:
        """How wide it is."""
        return width(self.text, self.size, bold=self.is_title)


def lines_of(title: str, brief: str, detail: str, room: float) -> tuple[CardLine, ...]:
    """Title and detail as lines no wider than the room.

    The whole title, else the brief one with the name in the detail, else the title on two lines;
    the detail on as many lines as are left. A name that takes all three stands without its detail,
    if that holds no figure. Only what three lines cannot hold is shortened.
    """
    for names, said in _ways(title, brief, detail, room):
        below = wrap(said, room, DETAIL_SIZE) if said else ()
        if len(names) + len(below) <= MOST:
            return _placed(names, below)
    return _shortened(title, detail, room)


def _ways(
    title: str, brief: str, detail: str, room: float
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each way to say it: the lines of the title, and what stands below them."""
    if _fits(title, room):
        yield (title,), detail
    elif brief and _fits(brief, room):
        if brief in title:
            yield (brief,), detail
        else:  # what the title said must be said below it
            bare = title.removeprefix(f"{brief.partition(' ')[0]} ")
            yield (brief,), f"{bare}, {detail}" if detail else bare
            yield (brief,), bare
    two = in_two(title, room, TITLE_SIZE, bold=True)
    if two:
        yield two, detail
    if not any(map(str.isdigit, detail)):
        yield broken(title, room, TITLE_SIZE, bold=True), ""


def _shortened(title: str, detail: str, room: float) -> tuple[CardLine, ...]:
    """The name in two lines if it can be, what fits of the detail below."""
    two = in_two(title, room, TITLE_SIZE, bold=True)
    names = two or (fit(title, room, TITLE_SIZE, bold=True),)
    below = fit_list(detail, room, DETAIL_SIZE)
    return _placed(names, (below,) if below else ())


def _fits(title: str, room: float) -> bool:
    return width(title, TITLE_SIZE, bold=True) <= room


def _placed(names: tuple[str, ...], below: tuple[str, ...]) -> tuple[CardLine, ...]:
    lines = [(text, True) for text in names] + [(text, False) for text in below]
    heights = _BASELINES[len(lines)]
    return tuple(CardLine(*line, y) for line, y in zip(lines, heights, strict=True))

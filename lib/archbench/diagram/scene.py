"""A drawing as pure geometry: what stands where, in which role, with which words.

Units are CSS pixels, x to the right and y down. Nothing here has a colour: a writer asks the
palette of its theme. Keys are unique in a scene: the address of what is drawn, with "@zone" for the
part of a resource in one zone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from archbench.diagram.card_text import DETAIL_SIZE, CardLine, lines_of
from archbench.diagram.text import clean, fit, fit_list, width
from archbench.frozen import replace
from archbench.terraform.address import is_module, resource_of

BadgeKind = Literal["good", "warn", "bad", "info", "neutral", "live", "idle", "data"]
Look = Literal[
    "plain", "idle", "lost", "warned", "bad", "added", "removed", "changed", "good", "unread"
]
Accent = Literal[
    "",
    "balancer",
    "compute",
    "database",
    "network",
    "security",
    "dns",
    "regional",
    "storage",
    "messages",
]
BoxKind = Literal[
    "region",
    "vpc",
    "zone",
    "public",
    "app",
    "database",
    "other",
    "services",
    "edge",
    "outside",
    "hub",
    "lane",
]
EdgeKind = Literal[
    "request",
    "data",
    "volume",
    "egress",
    "crossing",
    "outside",
    "control",
    "health",
    "idle",
    "failover",
    "event",
    "replica",
    "gives_up",
    "attachment",
    "unread",
]

CARD_HEIGHT = 56.0
MOST_NAMED = 4
TRAY_HEAD = 10.0
TRAY_LINE = 17.0
TRAY_SIZE = 10.0
ICON = 38.0
BADGE_SIZE = 10.0
BADGE_SIDES = 7.0
BADGE_HEIGHT = 15.0
LABEL_SIZE = 10.0
BOX_TITLE_SIZE = 11.0
LEAST_DETAIL = 58.0
"""The least room for a detail beside a box's title."""
SUBNET_KINDS = ("public", "app", "database", "other")
"""Kinds of boxes that stand for subnets."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A short sign on a card; kind gives its colour, the text its meaning."""

    text: str
    kind: BadgeKind = "neutral"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right side."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.w / 2, self.y + self.h / 2

    def overlaps(self, other: "Rect") -> bool:
        """Whether they share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def grown(self, by: float) -> "Rect":
        """The same with this much more room on every side."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def moved(self, dx: float, dy: float) -> "Rect":
        """The same rectangle elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a shape stands for, for tooltips, the details panel, overlays and the coverage line.

    members are all addresses it stands for, its own among them; facts are (label, text) pairs.
    """

    address: str
    kind: str
    members: tuple[str, ...] = ()
    place: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A resource or its part in one zone: icon left, bold title, grey detail, badges on top.

    title and detail are whole; brief is another title, for when the whole one does not fit. tray
    holds lines below them: a heading, then what configures the resource, a line each.
    """

    key: str
    rect: Rect
    icon: str
    title: str
    detail: str
    subject: Subject
    look: Look = "plain"
    accent: Accent = ""
    badges: tuple[Badge, ...] = ()
    brief: str = ""
    faded: bool = False
    tray: tuple[str, ...] = ()
    opens: bool = False
    """Whether it stands for a drawing of its own: a second edge says so."""

    @property
    def head(self) -> Rect:
        """The upper part, with icon, title and detail."""
        return Rect(self.rect.x, self.rect.y, self.rect.w, min(self.rect.h, CARD_HEIGHT))

    def tray_lines(self) -> tuple[tuple[str, float], ...]:
        """The lines of the tray as they fit, each with the height of its middle."""
        top = self.rect.y + CARD_HEIGHT + TRAY_HEAD
        room = self.rect.w - 22
        return tuple(
            (
                fit(text, room, TRAY_SIZE, bold=not number),
                top + TRAY_LINE * number,
            )
            for number, text in enumerate(self.tray)
        )

    def lines(self) -> tuple[CardLine, ...]:
        """Title and detail as they fit the card."""
        return lines_of(clean(self.title), clean(self.brief), clean(self.detail), self.text_room)

    @property
    def text_room(self) -> float:
        """The width a line of text may take."""
        return self.rect.w - ICON - 22

    def badge_rects(self) -> tuple[tuple[Badge, Rect], ...]:
        """Each badge with its place: right to left along the upper edge, then the lower, and so on.

        So that no figure is cut; only what is wider than the card alone is shortened.
        """
        room = self.rect.w - 10
        placed: list[tuple[Badge, Rect]] = []
        row, right = 0, self.rect.right - 5
        for badge in reversed(self.badges):
            wide = min(_badge_width(badge.text), room)
            if right - wide < self.rect.x + 5 and right < self.rect.right - 5:
                row, right = row + 1, self.rect.right - 5
            out = row // 2 * (BADGE_HEIGHT + 2) + 8
            y = self.rect.bottom - BADGE_HEIGHT + out if row % 2 else self.rect.y - out
            shown = fit(badge.text, wide - BADGE_SIDES, BADGE_SIZE, bold=True)
            rect = Rect(right - wide, y, wide, BADGE_HEIGHT)
            placed.append((replace(badge, text=shown), rect))
            right -= wide + 4
        return tuple(reversed(placed))


def _badge_width(text: str) -> float:
    return float(ceil(width(text, BADGE_SIZE, bold=True) + BADGE_SIDES))


@dataclass(frozen=True, slots=True)
class Box:
    """What contains others: region, VPC, zone, subnet, the panel of regional services."""

    key: str
    rect: Rect
    kind: BoxKind
    title: str
    detail: str
    subject: Subject
    icon: str = ""
    indent: float = 8.0
    look: Look = "plain"
    faded: bool = False
    foot: str = ""
    """A line at its lower edge: what its cards come to."""

    def heading(self) -> tuple[str, str]:
        """Title and detail as they fit; of a title that leaves no room for it the first word."""
        room = self.rect.w - self.indent - (20 if self.icon else 0) - 6
        title, detail = clean(self.title), clean(self.detail)
        both = width(title, BOX_TITLE_SIZE, bold=True) + 12 + width(detail, DETAIL_SIZE)
        if self.kind in SUBNET_KINDS and detail and both > room:
            title = title.partition(" ")[0]
        title = fit(title, room, BOX_TITLE_SIZE, bold=True)
        room -= width(title, BOX_TITLE_SIZE, bold=True) + 12
        return title, fit_list(detail, room, DETAIL_SIZE) if room > LEAST_DETAIL else ""


@dataclass(frozen=True, slots=True)
class Band:
    """A resource that spans zones: an outline from its card in the lane across its zones."""

    key: str
    rect: Rect
    accent: Accent
    look: Look = "plain"
    faded: bool = False


DISC = 17.0
"""How wide the disc of a numbered step is."""


def label_width(text: str, step: str = "") -> float:
    """The room a label takes from left to right, in whole pixels: renderers round apart."""
    if not step:
        return float(ceil(width(text, LABEL_SIZE, bold=True) + 6))
    word = text.removeprefix(step).strip()
    return disc_width(step) + (float(ceil(width(word, LABEL_SIZE, bold=True) + 8)) if word else 0)


def disc_width(step: str) -> float:
    """How wide the disc of this step is."""
    return max(DISC, float(ceil(width(step, LABEL_SIZE, bold=True) + 8)))


@dataclass(frozen=True, slots=True)
class Label:
    """Text on a line: its room is centred at x, y; the text begins at its left when from_left.

    step is the number the text begins with where it is one of the numbered way; a disc holds it.
    """

    text: str
    x: float
    y: float
    from_left: bool = False
    step: str = ""
    below: bool = False
    """Whether the step's disc is centred at x, y and the word stands below it."""

    @property
    def word(self) -> str:
        """The text without its step."""
        return self.text.removeprefix(self.step).strip()

    @property
    def rect(self) -> Rect:
        """The room it takes."""
        if self.below:
            wide = max(disc_width(self.step), label_width(self.word))
            return Rect(self.x - wide / 2, self.y - 9, wide, 34)
        wide = label_width(self.text, self.step)
        high = 14 if not self.step else DISC + 1
        return Rect(self.x - wide / 2, self.y - high / 2, wide, high)

    def parts(self) -> tuple[Rect, Rect]:
        """The rooms of the step's disc and of the word."""
        room, wide = self.rect, disc_width(self.step)
        if self.below:
            return Rect(self.x - wide / 2, self.y - 9, wide, 18), Rect(
                room.x, self.y + 11, room.w, 14
            )
        disc = Rect(room.x, room.y, wide, room.h)
        return disc, Rect(disc.right + 1, room.y + 2, room.w - wide - 1, room.h - 4)


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line of straight pieces from one card or box to another, with its arrow at the end."""

    key: str
    kind: EdgeKind
    source: str
    target: str
    points: tuple[tuple[float, float], ...]
    label: Label | None = None
    tooltip: str = ""
    faded: bool = False
    strength: int = 1
    """How many relations it stands for: the more the thicker."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the configuration is on the drawing.

    drawn have a shape of their own; listed are named in the details of one; missing are neither.
    uncounted are blocks and modules of which nobody can tell how many instances there are.
    """

    drawn: tuple[str, ...]
    listed: tuple[str, ...]
    missing: tuple[str, ...]
    uncounted: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """One sentence: blocks, instances, and what is left out, by name."""
        return self._sentence(named)

    @property
    def short(self) -> str:
        """The sentence without names, for where they stand beside it."""
        return self._sentence(lambda _: "")

    def _sentence(self, names: Callable[[Sequence[str]], str]) -> str:
        shown = [*self.drawn, *self.listed]
        everything = [*shown, *self.missing]
        calls = [address for address in self.uncounted if is_module(address)]
        alone = [address for address in self.uncounted if not is_module(address)]
        blocks = {*map(resource_of, (*everything, *alone))}
        more = " or more" if self.uncounted else ""
        text = (
            f"{len(set(map(resource_of, shown)))} of {len(blocks)}{' or more' if calls else ''}"
            f" resource blocks and {len(shown)} of {len(everything)}{more} instances: "
            f"{len(self.drawn)} drawn, {len(self.listed)} listed with them"
        )
        if self.missing:
            text += f", {len(self.missing)} not drawn: {names(self.missing)}".removesuffix(": ")
        unread = "1 module not read" if len(calls) == 1 else f"{len(calls)} modules not read"
        for words, found in (
            (f"{len({*map(resource_of, alone)})} of unknown number", alone),
            (unread, calls),
        ):
            text += f"; {words}: {names(found)}".removesuffix(": ") if found else ""
        return text


def named(addresses: Sequence[str]) -> str:
    """The names of a few, and how many more there are.

    >>> named(["a", "b"]), named(list("abcdefg"))
    ('a, b', 'a, b, c and 4 more')
    """
    if len(addresses) <= MOST_NAMED:
        return ", ".join(addresses)
    few = ", ".join(addresses[: MOST_NAMED - 1])
    return f"{few} and {len(addresses) - MOST_NAMED + 1} more"


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing; boxes stand outermost first, everything else in drawing order."""

    size: tuple[float, float]
    title: str
    subtitle: str
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    cards: tuple[Card, ...]
    edges: tuple[EdgeLine, ...]
    coverage: Coverage
    notes: tuple[str, ...] = ()

    def card(self, key: str) -> Card | None:
        """The card with this key."""
        return next((card for card in self.cards if card.key == key), None)

    def shapes(self) -> Iterator[Card | Box]:
        """Every shape that stands for something."""
        yield from self.boxes
        yield from self.cards

    def with_badges(self, badges: Mapping[str, tuple[Badge, ...]]) -> "Scene":
        """The scene with more badges on the cards of these keys."""
        cards = tuple(
            replace(card, badges=card.badges + badges.get(card.key, ())) for card in self.cards
        )
        return replace(self, cards=cards)


Overlay = Callable[[Scene], Scene]
"""Lays something over a drawing; every shape keeps its place."""

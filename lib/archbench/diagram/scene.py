"""A drawing as pure geometry: what stands where, in which role, with which words.

Units are CSS pixels, x to the right and y down. Nothing here has a colour: a writer asks the
palette of its theme. Keys are unique in a scene: the address of what is drawn, with "@zone" for the
part of a resource in one zone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from archbench.diagram.text import fit, fit_list, width
from archbench.terraform.address import resource_of

BadgeKind = Literal["good", "warn", "bad", "info", "neutral", "live", "idle", "data"]
Look = Literal["plain", "idle", "lost", "warned", "bad", "added", "removed", "changed", "good"]
Accent = Literal["", "balancer", "compute", "database", "network", "security", "dns", "regional"]
BoxKind = Literal["region", "vpc", "zone", "public", "app", "database", "other", "services"]
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
]

CARD_HEIGHT = 56.0
ICON = 38.0
TITLE_SIZE = 12.0
DETAIL_SIZE = 10.0
BADGE_SIZE = 9.0
BADGE_HEIGHT = 15.0
LABEL_SIZE = 10.0
BOX_TITLE_SIZE = 11.0


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

    title and detail are whole; brief is another title, for when the whole one does not fit.
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

    def shown(self) -> tuple[str, str]:
        """Title and detail as they fit the card."""
        room = self.text_room
        title = fit(self.title, room, TITLE_SIZE, bold=True)
        if self.brief and "…" in title:
            title = fit(self.brief, room, TITLE_SIZE, bold=True)
        return title, fit_list(self.detail, room, DETAIL_SIZE)

    @property
    def text_room(self) -> float:
        """The width a line of text may take."""
        return self.rect.w - ICON - 22

    def _shown_badges(self) -> tuple[Badge, ...]:
        """The badges, the long ones shortened when they are too wide for the card together."""
        room = self.rect.w - 10 - 4 * (len(self.badges) - 1)
        widths = [
            float(ceil(width(badge.text, BADGE_SIZE, bold=True) + 12)) for badge in self.badges
        ]
        if sum(widths) <= room:
            return self.badges
        most = room / len(self.badges) - 12
        return tuple(
            Badge(fit(badge.text, most, BADGE_SIZE, bold=True), badge.kind) for badge in self.badges
        )

    def badge_rects(self) -> tuple[tuple[Badge, Rect], ...]:
        """Each badge with its place, right to left along the upper edge, within the card."""
        placed, right = [], self.rect.right - 5
        for badge in reversed(self._shown_badges()):
            wide = float(ceil(width(badge.text, BADGE_SIZE, bold=True) + 12))
            placed.append((badge, Rect(right - wide, self.rect.y - 8, wide, BADGE_HEIGHT)))
            right -= wide + 4
        return tuple(reversed(placed))


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


@dataclass(frozen=True, slots=True)
class Band:
    """A resource that spans zones: an outline from its card in the lane across its zones."""

    key: str
    rect: Rect
    accent: Accent
    look: Look = "plain"
    faded: bool = False


def label_width(text: str) -> float:
    """The room a label takes from left to right, in whole pixels: renderers round apart."""
    return float(ceil(width(text, LABEL_SIZE, bold=True) + 6))


@dataclass(frozen=True, slots=True)
class Label:
    """Text on a line: its room is centred at x, y; the text begins at its left when from_left."""

    text: str
    x: float
    y: float
    from_left: bool = False

    @property
    def rect(self) -> Rect:
        """The room it takes."""
        wide = label_width(self.text)
        return Rect(self.x - wide / 2, self.y - 7, wide, 14)


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


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the configuration is on the drawing.

    drawn have a shape of their own; listed are named in the details of one; missing are neither.
    """

    drawn: tuple[str, ...]
    listed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def line(self) -> str:
        """One sentence: blocks, instances, and what is left out."""
        shown = [*self.drawn, *self.listed]
        everything = [*shown, *self.missing]
        text = (
            f"{len(set(map(resource_of, shown)))} of "
            f"{len(set(map(resource_of, everything)))} resource blocks and "
            f"{len(shown)} of {len(everything)} instances: {len(self.drawn)} drawn, "
            f"{len(self.listed)} listed with them"
        )
        return f"{text}, {len(self.missing)} not drawn" if self.missing else text


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

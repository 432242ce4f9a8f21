"""The colours of both themes, by role.

AWS's own heading colours fail 4.5:1 on white for small text, so headings are darker shades of the
border colours. A test computes every contrast that text depends on.
"""

from dataclasses import dataclass
from typing import Literal

from archbench.diagram.scene import Accent, BadgeKind, BoxKind, EdgeKind, Look
from archbench.errors import InputError

Theme = Literal["light", "dark"]
Head = Literal["full", "open", "dot", "none"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A box: border, fill ("" for none), heading; dashed and how thick."""

    border: str
    fill: str
    text: str
    dashed: bool = False
    thick: float = 1.2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: colour, Graphviz style, thickness, head, and whether it is two lines side by side."""

    color: str
    style: str = "solid"
    thick: float = 1.4
    dashes: str = ""
    """Lengths of dashes and gaps, where the style is not one Graphviz knows."""
    head: Head = "full"
    double: bool = False


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of a theme."""

    page: str
    ink: str
    muted: str
    card: str
    card_border: str
    idle_text: str
    plate: str
    boxes: dict[BoxKind, Frame]
    accents: dict[Accent, str]
    edges: dict[EdgeKind, Stroke]
    badges: dict[BadgeKind, tuple[str, str]]
    looks: dict[Look, Stroke]
    lost_zone: Frame


LIGHT = Palette(
    page="#ffffff",
    ink="#16191f",
    muted="#545b64",
    card="#ffffff",
    card_border="#c6ccd4",
    idle_text="#687078",
    plate="",
    boxes={
        "region": Frame("#00a4a6", "", "#007a7c", dashed=True),
        "vpc": Frame("#8c4fff", "", "#6d33d6", thick=2.0),
        "zone": Frame("#147eba", "#fafcfe", "#0f6496", dashed=True),
        "public": Frame("#7aa116", "#f2f7e6", "#4d6a0a"),
        "app": Frame("#00a4a6", "#e6f6f7", "#006d70"),
        "database": Frame("#4d5fd6", "#eef0fd", "#3b48b8"),
        "other": Frame("#879196", "#f4f5f6", "#4f575d"),
        "services": Frame("#c6ccd4", "#f6f8fa", "#4a525b"),
        "edge": Frame("#d5dae1", "#f9fafc", "#4a525b"),
        "outside": Frame("#879196", "", "#4f575d", dashed=True),
        "hub": Frame("#8c4fff", "#f8f6ff", "#5a3fc0", thick=2.0),
        "lane": Frame("#d5dae1", "#f9fafc", "#4a525b"),
    },
    accents={
        "": "#c6ccd4",
        "balancer": "#8c4fff",
        "compute": "#d86613",
        "database": "#3b48cc",
        "network": "#8c4fff",
        "security": "#dd344c",
        "dns": "#c6ccd4",
        "regional": "#c6ccd4",
        "storage": "#3f8624",
        "messages": "#c7125f",
    },
    edges={
        "request": Stroke("#232f3e", "solid", 2.0),
        "data": Stroke("#3b48cc", "solid", 3.8, double=True),
        "volume": Stroke("#3b48cc", "dashed", head="none"),
        "egress": Stroke("#5b7f0b", "dashed"),
        "crossing": Stroke("#b5460f", "solid", 1.6),
        "outside": Stroke("#5b7f0b", "solid", 1.6),
        "control": Stroke("#b0175f", "solid", 1.2),
        "health": Stroke("#1d7a1d", "dashed"),
        "failover": Stroke("#6d33d6", "dashed"),
        "idle": Stroke("#75808c", "dotted", 1.6),
        "event": Stroke("#ad1457", "dashed", 2.0, "7 4", "open"),
        "replica": Stroke("#3b48cc", "dashed", 1.3, "9 3 2 3"),
        "gives_up": Stroke("#a11c18", "dotted", 1.6, "2 3", "open"),
        "attachment": Stroke("#6d33d6", "solid", 1.8, head="dot"),
        "unread": Stroke("#75808c", "dotted", 1.6),
    },
    badges={
        "good": ("#0b6b3a", "#ffffff"),
        "warn": ("#a3470b", "#ffffff"),
        "bad": ("#b3201b", "#ffffff"),
        "info": ("#5a3fc0", "#ffffff"),
        "neutral": ("#475569", "#ffffff"),
        "live": ("#0a66c2", "#ffffff"),
        "idle": ("#626a73", "#ffffff"),
        "data": ("#3b48cc", "#ffffff"),
    },
    looks={
        "plain": Stroke("#c6ccd4", "solid", 1.0),
        "idle": Stroke("#9aa3ad", "dashed", 1.2),
        "lost": Stroke("#b3201b", "dashed", 2.2),
        "warned": Stroke("#b5460f", "solid", 2.2),
        "bad": Stroke("#b3201b", "solid", 2.2),
        "good": Stroke("#0b6b3a", "solid", 1.6),
        "added": Stroke("#0b6b3a", "solid", 2.4),
        "removed": Stroke("#b3201b", "dashed", 2.4),
        "changed": Stroke("#b5460f", "solid", 2.4),
        "unread": Stroke("#75808c", "dashed", 1.3),
    },
    lost_zone=Frame("#b3201b", "#fdecea", "#a11c18", dashed=True),
)

DARK = Palette(
    page="#0f1720",
    ink="#edf2f7",
    muted="#aab6c3",
    card="#1a2531",
    card_border="#3a4858",
    idle_text="#94a1ae",
    plate="#f3f5f7",
    boxes={
        "region": Frame("#2bb5b8", "", "#4fd0d2", dashed=True),
        "vpc": Frame("#a478ff", "", "#bfa0ff", thick=2.0),
        "zone": Frame("#3f9fd8", "#111c27", "#7cc3ee", dashed=True),
        "public": Frame("#7f9f2e", "#182314", "#b4d368"),
        "app": Frame("#1f9698", "#102427", "#6fd3d5"),
        "database": Frame("#6474e8", "#171d38", "#a7b2ff"),
        "other": Frame("#6b7886", "#18212b", "#b4bfca"),
        "services": Frame("#3a4858", "#141e29", "#b9c5d1"),
        "edge": Frame("#33404e", "#131c26", "#b9c5d1"),
        "outside": Frame("#6b7886", "", "#b4bfca", dashed=True),
        "hub": Frame("#a478ff", "#191730", "#bfa0ff", thick=2.0),
        "lane": Frame("#33404e", "#131c26", "#b9c5d1"),
    },
    accents={
        "": "#3a4858",
        "balancer": "#a478ff",
        "compute": "#ee8a3c",
        "database": "#7c8bff",
        "network": "#a478ff",
        "security": "#ff6b80",
        "dns": "#3a4858",
        "regional": "#3a4858",
        "storage": "#6cae3e",
        "messages": "#ff6fae",
    },
    edges={
        "request": Stroke("#e3eaf1", "solid", 2.0),
        "data": Stroke("#8f9cff", "solid", 3.8, double=True),
        "volume": Stroke("#8f9cff", "dashed", head="none"),
        "egress": Stroke("#a9cc4e", "dashed"),
        "crossing": Stroke("#ff9d5c", "solid", 1.6),
        "outside": Stroke("#a9cc4e", "solid", 1.6),
        "control": Stroke("#ff7fb5", "solid", 1.2),
        "health": Stroke("#62d162", "dashed"),
        "failover": Stroke("#bfa0ff", "dashed"),
        "idle": Stroke("#94a1ae", "dotted", 1.6),
        "event": Stroke("#ff7ab5", "dashed", 2.0, "7 4", "open"),
        "replica": Stroke("#8f9cff", "dashed", 1.3, "9 3 2 3"),
        "gives_up": Stroke("#ff8f86", "dotted", 1.6, "2 3", "open"),
        "attachment": Stroke("#bfa0ff", "solid", 1.8, head="dot"),
        "unread": Stroke("#8b98a5", "dotted", 1.6),
    },
    badges={
        "good": ("#4cc58a", "#062415"),
        "warn": ("#ffab66", "#2c1400"),
        "bad": ("#ff8a80", "#300503"),
        "info": ("#c3b2ff", "#170a40"),
        "neutral": ("#b6c2ce", "#131a21"),
        "live": ("#6fb6ff", "#04203d"),
        "idle": ("#8f9ba7", "#10161c"),
        "data": ("#a7b2ff", "#0c1240"),
    },
    looks={
        "plain": Stroke("#3a4858", "solid", 1.0),
        "idle": Stroke("#6b7886", "dashed", 1.2),
        "lost": Stroke("#ff8a80", "dashed", 2.2),
        "warned": Stroke("#ffab66", "solid", 2.2),
        "bad": Stroke("#ff8a80", "solid", 2.2),
        "good": Stroke("#4cc58a", "solid", 1.6),
        "added": Stroke("#4cc58a", "solid", 2.4),
        "removed": Stroke("#ff8a80", "dashed", 2.4),
        "changed": Stroke("#ffab66", "solid", 2.4),
        "unread": Stroke("#8b98a5", "dashed", 1.3),
    },
    lost_zone=Frame("#ff8a80", "#33191a", "#ffa8a0", dashed=True),
)


def palette(theme: str) -> Palette:
    """The colours of a theme.

    Raises:
        InputError: there is no such theme.
    """
    themes = {"light": LIGHT, "dark": DARK}
    if theme not in themes:
        raise InputError(f'no theme "{theme}": use light or dark')
    return themes[theme]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.2 defines it, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

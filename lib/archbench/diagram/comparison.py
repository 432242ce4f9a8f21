"""Two configurations in one drawing: everything of both has its place, and what changed a sign."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TypeVar

from archbench.architecture.element import Element
from archbench.architecture.model import Architecture, Region, Zone
from archbench.diagram.coverage import instances
from archbench.diagram.drawing import Drawing, no_excerpt
from archbench.diagram.naming import many
from archbench.diagram.overlays import homes
from archbench.diagram.palette import palette
from archbench.diagram.perspectives import parse
from archbench.diagram.scene import Badge, Card, Scene
from archbench.frozen import replace
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Unknown

T = TypeVar("T")
MOST_TEXT = 22
BEFORE = " (before)"
"""Follows the address of what stands in another region after the change."""
DERIVED = ("serves", "way out for")
"""Facts that follow from other resources: what changed is marked there."""


def draw_comparison(  # noqa: PLR0913 - what is compared, and how it is shown
    before: Architecture,
    after: Architecture,
    *,
    changed: Mapping[str, Sequence[str]] | None = None,
    perspective: str = "full",
    theme: str = "light",
    said: str = "",
    excerpt: Callable[[str], str] = no_excerpt,
) -> Drawing:
    """Draw what a change adds, removes and alters, in the layout of both together.

    Args:
        before: what there was.
        after: what there will be.
        changed: by address, the names of the attributes that differ, where the caller knows them.
        perspective: as for `draw`.
        theme: "light" or "dark".
        said: what the subtitle says before the counts; from where to where when empty.
        excerpt: the lines of the block at file:line after the change (Configuration.excerpt).

    Raises:
        InputError: there is no such perspective or theme.
    """
    from archbench.diagram.layout import compose  # noqa: PLC0415 - loads the font's tables
    from archbench.diagram.legend import settled  # noqa: PLC0415

    palette(theme)
    view = parse(perspective)
    old, new = (compose(each, perspective=view) for each in (before, after))
    both = compose(united(_apart(before, after), after), perspective=view)
    signed = _signed(both, old, new, changed or {}, (instances(before), instances(after)))
    said = said or f"changes from {before.path} to {after.path}"
    subtitle = f"{said}: {_counted(signed)}"
    signed = settled(replace(signed, title=new.title, subtitle=subtitle))
    return Drawing(signed, theme, excerpt)


def _apart(before: Architecture, after: Architecture) -> Architecture:
    """Before, with everything that stands in another region after under a name of its own."""
    now = {address: name for name, address in _located(after)}
    moved = {
        address: f"{address}{BEFORE}"
        for name, address in _located(before)
        if now.get(address, name) != name
    }
    regions = tuple(_renamed(region, moved) for region in before.regions)
    return replace(before, regions=regions) if moved else before


def _located(architecture: Architecture) -> Iterator[tuple[str, str]]:
    """Region and address of every element that stands in one."""
    for region in architecture.regions:
        for element in Architecture("", (region,)).elements():
            yield region.name, element.address
        yield from ((region.name, vpc.internet_gateway or "") for vpc in region.vpcs)


def _renamed(value: T, names: Mapping[str, str]) -> T:
    """The value with these strings replaced, however deep they stand."""
    result: object = value
    if isinstance(value, str):
        result = names.get(value, value)
    elif isinstance(value, tuple):
        result = tuple(_renamed(item, names) for item in value)
    elif isinstance(value, Mapping):
        result = {names.get(key, key): _renamed(item, names) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type | Unknown | SourceRange):
        parts = {item.name: _renamed(getattr(value, item.name), names) for item in fields(value)}
        result = replace(value, **parts)
    return result  # type: ignore[return-value] # of the type that came in


def united(before: T, after: T) -> T:
    """Everything of both; where both say something, what holds after."""
    if not is_dataclass(after) or isinstance(after, type):
        return after
    merged: dict[str, object] = {}
    for item in fields(after):
        old, new = getattr(before, item.name), getattr(after, item.name)
        if isinstance(new, tuple) and any(map(_has_key, (*old, *new))):
            merged[item.name] = _united_items(old, new)
        elif item.name == "supporting":
            merged[item.name] = {**old, **new}
    return replace(after, **merged)


def _united_items(old: tuple[object, ...], new: tuple[object, ...]) -> tuple[object, ...]:
    earlier = {_key(item): item for item in old}
    kept = {_key(item) for item in new}
    return (
        *(united(earlier[_key(item)], item) if _key(item) in earlier else item for item in new),
        *(item for item in old if _key(item) not in kept),
    )


def _has_key(item: object) -> bool:
    return isinstance(item, Element | Region | Zone)


def _key(item: object) -> str:
    return str(getattr(item, "address", None) or getattr(item, "name", item))


def _signed(
    both: Scene,
    old: Scene,
    new: Scene,
    changed: Mapping[str, Sequence[str]],
    known: tuple[frozenset[str], frozenset[str]],
) -> Scene:
    was = {card.key: card for card in old.cards}
    is_ = {card.key: card for card in new.cards}
    at = homes(both)
    parts: dict[str, list[str]] = {}
    attributes: dict[str, list[str]] = {}
    for address in sorted(known[0] ^ known[1]):
        sign = "+" if address in known[1] else "-"
        parts.setdefault(at.get(address, ""), []).append(sign)
    for address in sorted(changed):
        attributes.setdefault(at.get(address, ""), []).extend(changed[address])
    cards = tuple(
        _sign(
            card,
            was.get(card.key),
            is_.get(card.key),
            attributes.get(card.key, []),
            parts.get(card.key, []),
        )
        for card in both.cards
    )
    return replace(both, cards=cards)


def _sign(
    card: Card, was: Card | None, now: Card | None, attributes: Sequence[str], parts: Sequence[str]
) -> Card:
    if was is None and BEFORE not in card.key:
        return replace(card, look="added", badges=(*card.badges, Badge("+ ADDED", "good")))
    if was is None or now is None:
        return replace(card, look="removed", badges=(*card.badges, Badge("- REMOVED", "bad")))
    text = _difference(was, now, attributes, parts)
    if not text:
        return card
    before = tuple(
        (f"{label} was", dict(was.subject.facts).get(label, "not set"))
        for label, value in now.subject.facts
        if dict(was.subject.facts).get(label) != value
    )
    subject = replace(card.subject, facts=(*card.subject.facts, *before))
    badge = Badge(f"~ {text}", "warn")
    return replace(card, look="changed", badges=(*card.badges, badge), subject=subject)


def _difference(was: Card, now: Card, attributes: Sequence[str], parts: Sequence[str]) -> str:
    """What differs, in a few words; "" when nothing does."""
    if now.subject.zone and now.key != now.subject.address:
        return "" if (was.title, was.detail) == (now.title, now.detail) else "changed"
    old, new = dict(was.subject.facts), dict(now.subject.facts)
    names = [
        label for label in new | old if old.get(label) != new.get(label) and label not in DERIVED
    ]
    if len(names) == 1:
        name = names[0]
        text = f"{name} {old.get(name, 'none')} to {new.get(name, 'none')}"
        return text if len(text) <= MOST_TEXT else name
    if names:
        return many(len(names), "change")
    if attributes:
        return attributes[0] if len(attributes) == 1 else many(len(attributes), "change")
    if parts:
        return f"{'/'.join(sorted(set(parts)))} {many(len(parts), 'part')}"
    return ""


def _counted(scene: Scene) -> str:
    counts = [
        (sum(card.look == look for card in scene.cards), word)
        for look, word in (("added", "added"), ("removed", "removed"), ("changed", "changed"))
    ]
    told = ", ".join(f"{number} {word}" for number, word in counts if number)
    return told or "nothing on the drawing changes"

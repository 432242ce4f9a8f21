"""What a change touches: the resources that differ, and what stands before and behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from archbench.architecture.part import Graph, Relation
from archbench.files import MOST_BYTES_MADE, read_text
from archbench.json_text import json_data
from archbench.terraform.changes import altered
from archbench.terraform.configuration import Configuration
from archbench.terraform.moves import stands_at

_LEADS = ("request", "data", "event", "grant")
"""The relations along which a fault is felt: who asks, and what is asked or may be."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Addresses that a change adds, removes and alters; replaced: what a plan makes anew.

    stops: of those the ones that are gone before the new one is there.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    """With the names of the attributes that differ."""
    replaced: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every address of them, each once."""
        return tuple(dict.fromkeys((*self.added, *self.removed, *self.changed, *self.replaced)))


@dataclass(frozen=True, slots=True)
class TouchedPart:
    """A part that is touched: who leads to it, what it leads to, and which stores lie behind it."""

    address: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    stores: tuple[str, ...]
    is_store: bool


def resources(before: Configuration, after: Configuration, plan: Path | None) -> Resources:
    """What differs between two configurations, what moved counted where it stands now.

    plan: the file of the second side, where that is a plan: it says what is made anew.
    """
    there = {item.address for item in after.managed()}
    old = {stands_at(item.address, after.moves, there): item for item in before.managed()}
    new = {item.address: item for item in after.managed()}
    replaced, stops = _replaced(plan)
    return Resources(
        added=tuple(address for address in new if address not in old),
        removed=tuple(address for address in old if address not in new),
        changed={
            address: names
            for address, item in new.items()
            if address in old and (names := altered(old[address], item))
        },
        replaced=replaced,
        stops=stops,
    )


def reached(graphs: Iterable[Graph], touched: Resources) -> tuple[TouchedPart, ...]:
    """The parts a change touches, in either graph; of one in both what the second says.

    Touched is what differs, and what a relation joins that a changed resource states.
    """
    found: dict[str, TouchedPart] = {}
    names = frozenset(touched.all)
    for graph in graphs:
        stated = {
            end
            for item in graph.relations
            if item.kind in _LEADS and not names.isdisjoint(item.via)
            for end in (item.source, item.target)
        }
        for address in (*sorted(names & graph.parts.keys()), *sorted(stated - names)):
            if address in graph.parts:
                found[address] = _reached(graph, address)
    return tuple(found.values())


def _reached(graph: Graph, address: str) -> TouchedPart:
    behind = _behind(graph, address)
    return TouchedPart(
        address,
        by=_ends(graph.incoming.get(address, ()), "source"),
        to=_ends(graph.outgoing.get(address, ()), "target"),
        stores=tuple(
            name
            for name in behind
            if name in graph.parts and graph.parts[name].kind.role == "store"
        ),
        is_store=graph.parts[address].kind.role == "store",
    )


def _ends(relations: Iterable[Relation], end: str) -> tuple[str, ...]:
    found = (getattr(item, end) for item in relations if item.kind in _LEADS)
    return tuple(dict.fromkeys(found))


def _behind(graph: Graph, address: str) -> tuple[str, ...]:
    """All that is led to from a part, in order of distance; not the part."""
    seen, queue = {address: None}, [address]
    for here in queue:
        for name in _ends(graph.outgoing.get(here, ()), "target"):
            if name not in seen:
                seen[name] = None
                queue.append(name)
    return tuple(name for name in seen if name != address)


def _replaced(plan: Path | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a plan destroys and makes anew, and what of it is gone meanwhile."""
    if plan is None:
        return (), ()
    document = json_data(read_text(plan, MOST_BYTES_MADE))
    actions = {
        change["address"]: change["change"]["actions"]
        for change in document.get("resource_changes", ())
    }
    anew = {name: found for name, found in actions.items() if {"create", "delete"} == set(found)}
    return tuple(anew), tuple(name for name, found in anew.items() if found[0] == "delete")

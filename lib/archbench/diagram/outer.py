"""Lines that leave a VPC's lane: who asks, what DNS names lead to, and what stands elsewhere."""

from collections.abc import Mapping, Sequence

from archbench.architecture.model import Architecture
from archbench.diagram.flows import CLIENTS, Flow, stepped
from archbench.diagram.grid import FlowNode
from archbench.diagram.nodes import ACTS, lines
from archbench.diagram.regions import VpcWork, entry_of
from archbench.diagram.tiles import Tile
from archbench.frozen import replace


def told(architecture: Architecture, home: Mapping[str, str]) -> tuple[Flow, ...]:
    """The lines the graph tells; what DNS records lead to has its own."""
    names = {record.address for record in architecture.records}
    stated = [item for item in architecture.graph.relations if not names & set(item.via)]
    return lines(stated, architecture.graph.parts, home)


def gates(every: Sequence[VpcWork]) -> dict[str, str]:
    """The internet gateway through which each balancer that faces the world is reached."""
    return {
        balancer.address: item.gateway.key
        for item in every
        for balancer in item.plan.vpc.load_balancers
        if item.gateway and balancer.internal is not True
    }


def flows(
    told: Sequence[Flow],
    every: Sequence[VpcWork],
    edge: Sequence[FlowNode],
    flowing: frozenset[str],
    in_hub: set[str],
) -> list[Flow]:
    """Lines that leave a VPC's lane: to what stands outside, or to another VPC.

    What leads to a balancer that faces the world comes in through its internet gateway. What the
    panel controls has its own lines.
    """
    lane = {band.tile.key: number for number, w in enumerate(every) for band in w.plan.bands()}
    doors = gates(every)
    gate = {
        band.tile.key: doors[band.tile.subject.members[0]]
        for item in every
        for band in item.plan.bands()
        if doors.keys() >= set(band.tile.subject.members)
    }
    edge_keys = {node.key for node in edge}
    return [
        replace(flow, target=gate.get(flow.target, flow.target))
        if flow.source in edge_keys
        else flow
        for flow in told
        if (flow.source not in lane or lane.get(flow.source) != lane.get(flow.target))
        and (flow.kind != "control" or {flow.source, flow.target} & flowing)
        and not {flow.source, flow.target} <= in_hub
    ]


def numbered(doors: Sequence[Flow], lines_: Sequence[Flow], every: Sequence[VpcWork]) -> list[Flow]:
    """The lines from the clients and beyond, numbered where all come in through the edge."""
    gate = {item.gateway.key for item in every if item.gateway and entry_of(item) is None}
    asked_first = {flow.target for flow in doors}
    second = {flow.source for flow in lines_ if flow.target in gate} & asked_first
    return [
        *(stepped(flow, "1") if flow.target in second else flow for flow in doors),
        *(
            stepped(flow, "2") if flow.source in second and flow.target in gate else flow
            for flow in lines_
        ),
    ]


def named(
    architecture: Architecture,
    tiles: Mapping[tuple[int, int], Tile],
    gate: Mapping[str, str],
    home: Mapping[str, str],
) -> list[Flow]:
    """From the card of further DNS records, or a record nobody is seen to ask, to what it names."""
    shown = {tile.key: tile for tile in tiles.values()}
    beside = tiles.get((0, 1))
    asked_for = {beside.key} if beside is not None and CLIENTS in shown else set()
    card = {
        member: key
        for key, tile in shown.items()
        if key not in asked_for
        for member in (key, *tile.subject.members)
    }
    parts = architecture.graph.parts
    found: dict[tuple[str, str], Flow] = {}
    for record in architecture.records:
        for one in record.targets:
            owner = one if one in parts else architecture.supporting.get(one, "")
            target = gate.get(owner, home.get(owner, ""))
            source = card.get(record.address, "")
            acts = owner in parts and parts[owner].kind.role in (*ACTS, "network")
            if source and target and target not in shown and acts:
                found.setdefault(
                    (source, target), Flow("control", source, target, record.leads, "a DNS record")
                )
    return list(found.values())

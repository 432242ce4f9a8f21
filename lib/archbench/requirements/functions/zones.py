"""zones(instances, attributes): in how many Availability Zones the subnets stand that they name.

Known as a number, or by its bounds: subnets of one region's letters are apart whatever the region,
one subnet is one zone wherever it stands, and of a list that is not known there may be any.
"""

from archbench.architecture.joins import leaves, value_at
from archbench.architecture.zones import UNTOLD, ZoneKey, bounds, zone_key
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Origin, Refinement, Unknown, Value, bare
from archbench.requirements.functions._related import instance_of, path_of, read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance, Path

_SUBNETS = ("aws_subnet", "aws_default_subnet")


def call(view: View, instances: Value, attributes: Value) -> Value:
    """A number; unknown between its bounds."""
    items, names = instances.raw, attributes.raw
    if not isinstance(items, tuple) or not isinstance(names, tuple):
        return computed(NUMBER, instances, attributes)
    paths = [path_of(name.raw) for name in names if isinstance(name.raw, str)]
    keys: list[ZoneKey] = []
    whole = True
    untold: list[Origin] = []
    for item in items:
        one = instance_of(view, item)
        if one is None:
            whole, untold = False, [*untold, *_waits(item.raw, None, ())]
            continue
        for path in paths:
            for at, kept in leaves(value_at(one, path), path):
                leaf = bare(kept)
                read(view, one.address, path)
                found = _subnets(view, one, at)
                keys.extend(own := [_key(view, subnet) for subnet in found])
                untold += [
                    Origin("resource", subnet.address, "availability_zone")
                    for subnet, key in zip(found, own, strict=True)
                    if key[0] or key == UNTOLD
                ]
                untold += [] if found else _waits(leaf, one, at)
                if isinstance(leaf, Unknown) and leaf.type != STRING:
                    whole = False
                elif not found:
                    keys.append(UNTOLD)
    low, high = bounds(keys)
    if whole and low == high:
        return construct.number(low)
    known = Refinement(not_null=True, minimum=low, maximum=high if whole else None)
    origins = tuple(sorted(set(untold))) or (Origin("function", "zones()"),)
    return Value(NUMBER, Unknown(NUMBER, origins, refinement=known))


def _subnets(view: View, item: Instance, path: Path) -> list[Instance]:
    reader = view.relations.reader
    if not reader.is_told(item, *path):
        return []
    return [one for one in reader.many(item, *path, types=_SUBNETS) if one.mode == "managed"]


def _key(view: View, subnet: Instance) -> ZoneKey:
    read(view, subnet.address, ("availability_zone",))
    return zone_key(view.relations.reader, subnet)


def _waits(value: object, item: Instance | None, path: Path) -> tuple[Origin, ...]:
    """What a value waits for that names no subnet here; a name waits for where it stands."""
    if isinstance(value, Unknown):
        return value.origins
    if item is None or not isinstance(value, str):
        return ()
    reason = f"{value} is not in this configuration"
    return (Origin("resource", item.address, str(path[0]), reason),)

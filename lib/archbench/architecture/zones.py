"""Availability Zones: known by name, else told apart and ordered by index."""

import re
from collections.abc import Iterable, Sequence

from archbench.architecture.joins import Reader
from archbench.architecture.model import Zone
from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.values import Origin, Unknown
from archbench.terraform.address import natural
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.places import zone_told

ZoneKey = tuple[int, str, int]
"""(0, name, 0) for a known zone; (1, what its name waits for, index) for one told by order."""


UNTOLD: ZoneKey = (1, "", 0)
"""The zone of what nothing in the configuration places."""


def zone_key(reader: Reader, instance: Instance, attribute: str = "availability_zone") -> ZoneKey:
    """Which zone an instance is set in; an empty name when nothing in the configuration says.

    `data.aws_availability_zones.x.names[1]` is the second zone even while its name is not known,
    and all such data sources list the zones of a region in the same order. A computed name is told
    by what it is made of, else by the instance's place among its siblings.
    """
    value = zone_told(instance.get(attribute))
    if value is None and attribute == "availability_zone":
        return zone_key(reader, instance, "availability_zone_id")
    if isinstance(value, str):
        return (0, value, 0)
    if not isinstance(value, Unknown):
        return UNTOLD
    target = reader.configuration.target(value)
    if target is not None and target is not instance and target.type == "aws_subnet":
        return zone_key(reader, target)
    return (1, *_order(reader, instance, value))


def taken_apart(configuration: Configuration) -> tuple[str, ...]:
    """The lists whose elements name zones, are not known, and are taken for different ones.

    A data source of AWS's zones lists each once; what a variable lists may be the same twice.
    """
    found: dict[str, set[str]] = {}
    for item in configuration.managed():
        value = item.values.get("availability_zone")
        origin = value.origins[0] if isinstance(value, Unknown) and value.exact else None
        if origin is not None and not _lists_zones(origin):
            listed = re.fullmatch(r"(.+?)\.?\[\d+\]", str(origin))
            if listed:
                found.setdefault(listed[1], set()).add(str(origin))
    return tuple(sorted(name for name, places in found.items() if len(places) > 1))


def _lists_zones(origin: Origin) -> bool:
    return ".aws_availability_zones." in f".{origin.subject}"


def _order(reader: Reader, instance: Instance, value: Unknown) -> tuple[str, int]:
    """What the name of a zone waits for, and which of its like it is.

    The same thing is the same zone, `var.az` as well as `var.azs[1]`; of `"${var.region}b"` the
    letter tells. Anything else is told by its place among its siblings, where it has some.
    """
    zones = _lists_zones(value.origins[0])
    if value.exact:
        origin = str(value.origins[0])
        index = re.search(r"\.?\[(\d+)\]$", origin)
        listed = "zones" if zones else origin[: index.start()] if index else origin
        if index or not zones:
            return listed, int(index[1]) if index else 0
    lettered = _lettered(value)
    if lettered is not None:
        return lettered
    name = "zones" if zones else ", ".join(str(origin) for origin in value.origins)
    alone = instance.address == instance.resource
    return (f"{name} of {instance.address}" if alone else name), _place(reader, instance)


def _lettered(value: Unknown) -> tuple[str, int] | None:
    """The region and the place in the alphabet of a name that ends in a known letter."""
    try:
        name = partial_text(value)
    except NotReadError:
        return None
    found = re.fullmatch(r"(\$\{[^}]*\})([a-z])", name.shown)
    if found is None or not name.holes[0].exact:
        return None
    return found[1], ord(found[2]) - ord("a")


def _place(reader: Reader, instance: Instance) -> int:
    reader.ask(
        instance,
        "its zone: told by its place among its siblings",
        instance.get("availability_zone"),
    )
    siblings = sorted(
        (
            item.address
            for item in reader.configuration.instances
            if item.resource == instance.resource
        ),
        key=natural,
    )
    return siblings.index(instance.address)


def zones(keys: Iterable[ZoneKey]) -> dict[ZoneKey, Zone]:
    """The distinct zones of a region in order, by their key.

    Known names come as they are. Unknown ones are numbered only where all of them wait for the same
    thing: an unknown zone beside known ones, or two that wait for different things, may be the same
    zone, so they are left out.

    >>> [zone.name for zone in zones([(0, "us-east-1b", 0), (0, "us-east-1a", 0)]).values()]
    ['us-east-1a', 'us-east-1b']
    >>> [(zone.name, zone.letter) for zone in zones([(1, "zones", 1), (1, "zones", 0)]).values()]
    [('zone 1', '1'), ('zone 2', '2')]
    >>> [zone.name for zone in zones([(0, "us-east-1a", 0), (1, "zones", 0)]).values()]
    ['us-east-1a']
    """
    ordered = sorted({key for key in keys if key[1]})
    known = [key for key in ordered if key[0] == 0]
    if not known and len({name for _, name, _ in ordered}) > 1:
        return {}
    return {key: _zone(key, index) for index, key in enumerate(known or ordered)}


def bounds(keys: Sequence[ZoneKey]) -> tuple[int, int]:
    """The fewest and the most zones these may be: those that wait for the same are told apart.

    >>> bounds([(0, "us-east-1a", 0), (0, "us-east-1b", 0), (1, "var.zone", 0), UNTOLD])
    (2, 4)
    """
    told = {key for key in keys if key != UNTOLD}
    groups: dict[tuple[int, str], int] = {}
    for kind, name, _ in told:
        group = (kind, name if kind else "")
        groups[group] = groups.get(group, 0) + 1
    low = max(groups.values(), default=min(1, len(keys)))
    return low, len(told) + keys.count(UNTOLD)


def _zone(key: ZoneKey, index: int) -> Zone:
    kind, name, _ = key
    if kind == 1:
        return Zone(f"zone {index + 1}", str(index + 1), index)
    letter = re.fullmatch(r"[a-z]+-(?:[a-z]+-)*\d+([a-z])", name)
    return Zone(name, letter[1] if letter else name, index)

"""Volumes that are lost with a zone, and how old the data of a restore may be.

EBS keeps the data of a volume within one zone, whatever it is attached to.
"""

from collections.abc import Iterator
from datetime import timedelta

from archbench.architecture.failure import Failure, listed
from archbench.architecture.holders import backup_of_volume
from archbench.architecture.joins import Reader
from archbench.architecture.lifecycle_policies import attached_to, tagged_by_lifecycle
from archbench.architecture.model import Architecture
from archbench.architecture.outlasting import GROUP, MACHINES, outlasting
from archbench.architecture.part import Part, Place
from archbench.architecture.recovery import between_runs
from archbench.frozen import frozen, replace
from archbench.terraform.configuration import Configuration, Instance

_SNAPSHOTS = (("aws_ebs_snapshot", "volume_id"), ("aws_ami_from_instance", "source_instance_id"))


@frozen
class Volume:
    """A volume that is to outlast what it is attached to."""

    address: str
    """Its own, or that of the instance whose block it is."""
    name: str
    place: Place
    doubt: str
    """Why it may not be lost, or not outlast its instance anyway; "" where that is certain."""
    backups: tuple[timedelta | None, ...]
    """The data that a restore from each backup may miss, at most; None where it cannot be told."""


def volumes(configuration: Configuration, architecture: Architecture) -> tuple[Volume, ...]:
    """Volumes that are resources, and those that machines are told not to delete."""
    reader, known = Reader(configuration), configuration.by_address
    found: list[Volume] = []
    for part in architecture.graph.parts.values():
        item = known.get(part.address)
        if item is not None and item.type == "aws_ebs_volume":
            backups = tuple(_backups(reader, item, *attached_to(reader, item)))
            found.append(Volume(part.address, f"volume {part.name}", part.place, "", backups))
        elif item is not None and item.type in (*MACHINES, GROUP):
            found += _kept(reader, part, item)
    return tuple(found)


def lost_volumes(standing: tuple[Volume, ...], failure: Failure) -> tuple[Volume, ...]:
    """Those that a failure takes, or may take."""
    return tuple(
        replace(one, doubt=_spared(one, failure) or one.doubt)
        for one in standing
        if one.place.region == failure.region and failure.zones
        if not one.place.told or not failure.zones.isdisjoint(one.place.zones)
    )


def _spared(volume: Volume, failure: Failure) -> str:
    """Why a failure of its region may spare a volume."""
    place = volume.place
    if place.told and failure.zones.issuperset(place.zones):
        return ""
    zones = f": {listed(list(place.zones), 'or')}" if place.told else ""
    return f"in which zone {volume.name} stands cannot be told{zones}"


def _kept(reader: Reader, part: Part, item: Instance) -> Iterator[Volume]:
    """The volumes that an instance, or those of a group, leave when they are gone."""
    for one in outlasting(reader, item):
        volume = f"volume {one.device} of {part.name}" if one.device else f"a volume of {part.name}"
        doubts = {
            "": "",
            "deleted": f"whether {volume} is deleted with it cannot be told",
            "there": f"whether {part.name} keeps a volume of its own cannot be told",
        }
        backups = tuple(_backups(reader, one.volume, one.holder))
        yield Volume(part.address, volume, part.place, doubts[one.doubt], backups)


def _backups(reader: Reader, volume: Instance, *holders: Instance) -> Iterator[timedelta | None]:
    """What restores of a volume may miss; AWS Backup takes those of an instance with it."""
    known = reader.configuration.by_address
    backup = backup_of_volume(reader, volume, None if volume.address in known else holders)
    for rule in backup.rules:
        yield between_runs(known[rule.plan], rule)
    if backup.maybe_more:
        yield None
    if tagged_by_lifecycle(reader, volume, holders) is not False:
        yield None
    if _may_have_snapshot(reader, {item.address for item in (volume, *holders)}):
        yield None


def _may_have_snapshot(reader: Reader, addresses: set[str]) -> bool:
    """Whether a snapshot that is a resource may be of one of these."""
    return any(
        not reader.is_told(item, path)
        or any(named.address in addresses for named in reader.many(item, path))
        for type_, path in _SNAPSHOTS
        for item in reader.of_type(type_)
    ) or any(
        block.type == type_ for block in reader.configuration.uncounted for type_, _ in _SNAPSHOTS
    )

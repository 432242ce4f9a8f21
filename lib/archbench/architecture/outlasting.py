"""Volumes that a machine leaves when it is gone: of its blocks, and of what it starts from.

A launch template that does not say whether a volume goes with its machine leaves that to EC2: the
root goes, of another it is not told.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/preserving-volumes-on-termination.html
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from archbench.architecture.compute import launch_template
from archbench.architecture.joins import Reader, text
from archbench.aws.ec2 import ROOT_DEVICES
from archbench.aws.values import given, truth
from archbench.frozen import frozen, replace
from archbench.hcl.partly import blocks
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Unknown, bare
from archbench.terraform.configuration import Instance

MACHINES = ("aws_instance", "aws_spot_instance_request")
GROUP = "aws_autoscaling_group"
_BLOCKS = ("root_block_device", "ebs_block_device")


@frozen
class Outlasting:
    """A volume in a block that is to outlast what it is attached to."""

    device: str
    """"/dev/sdf", "root"; "" of one that may be there."""
    doubt: Literal["", "there", "deleted"]
    """Whether it is not known that there is one, or that it is not deleted."""
    volume: Instance
    holder: Instance
    """The volume and the instance that it is attached to, as they will be."""


@frozen
class _Disk:
    device: str
    is_root: bool
    block: Mapping[str, Plain]
    deleted: bool | Unknown
    """Whether it goes with its machine."""
    certain: bool = True


def outlasting(reader: Reader, item: Instance) -> Iterator[Outlasting]:
    """The volumes that an instance, or those that a group starts, leave behind."""
    own = list(_of_blocks(item)) if item.type in MACHINES else []
    for disk in own:
        yield from _kept(disk, _own_volume(item, disk), item)
    template = launch_template(reader, item)
    if template is None or template.mode == "data":
        return
    if template.type == "aws_launch_template":
        disks = _of_mappings(template)
        tags = _tags_of(template, "volume")
    else:
        disks, tags = _of_blocks(template), {}
    holder = item if item.type in MACHINES else _machine(item, template)
    for disk in disks:
        if not any(_replaces(one, disk) for one in own):
            yield from _kept(disk, _volume(item, tags), holder)


def _replaces(own: _Disk, disk: _Disk) -> bool:
    """Whether an instance says of a device itself what its template says."""
    return own.certain and ((own.is_root and disk.is_root) or own.device == disk.device != "")


def _kept(disk: _Disk, volume: Instance, holder: Instance) -> Iterator[Outlasting]:
    if disk.deleted is not True:
        deleted: Literal["", "deleted"] = "deleted" if isinstance(disk.deleted, Unknown) else ""
        doubt = deleted if disk.certain else "there"
        yield Outlasting(disk.device if disk.certain else "", doubt, volume, holder)


def _of_blocks(item: Instance) -> Iterator[_Disk]:
    """The volumes of an instance or a launch configuration, which go with it by default."""
    for name in _BLOCKS:
        for block, certain in _parts(item, name):
            told = block if isinstance(block, Mapping) else {}
            default = truth(told.get("delete_on_termination"), default=told is block)
            deleted = block if isinstance(block, Unknown) else default
            device = text(told.get("device_name")) or name.split("_", maxsplit=1)[0]
            yield _Disk(device, name == _BLOCKS[0], told, deleted, certain)


def _of_mappings(template: Instance) -> Iterator[_Disk]:
    """The volumes of a launch template."""
    for mapping, certain in _parts(template, "block_device_mappings"):
        if not isinstance(mapping, Mapping):
            if isinstance(mapping, Unknown):
                yield _Disk("", False, {}, mapping, certain=False)  # noqa: FBT003
            continue
        device = text(mapping.get("device_name"))
        is_root = device in ROOT_DEVICES
        inner = mapping.get("ebs")
        for disk in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(disk, Unknown):
                yield _Disk(device, is_root, {}, disk, certain=False)
            elif isinstance(disk, Mapping):
                said = given(disk.get("delete_on_termination"))
                by_image = True if is_root else _untold(template, "block_device_mappings")
                deleted = by_image if said is None else truth(said, default=True)
                yield _Disk(device, is_root, disk, deleted, certain)


def _parts(item: Instance, name: str) -> Iterator[tuple[Plain, bool]]:
    """The blocks of a name, and whether each is certain to be there."""
    value = item.values.get(name)
    parts = blocks(value)
    if parts is not None:
        yield from ((block, True) for block in parts[0])
        yield from ((block, False) for block in parts[1])
    elif isinstance(value, tuple):
        yield from ((block, True) for block in value)
    elif isinstance(value, Unknown) and any(one.subject != item.address for one in value.origins):
        yield value, False  # what a plan leaves open names itself, and is AWS's to choose


def _own_volume(item: Instance, disk: _Disk) -> Instance:
    """A volume of an instance; the tags of the provider may be among its own."""
    tags, every = item.get("tags", {}), item.get("tags_all", item.get("tags", {}))
    own = given(disk.block.get("tags"), item.values.get("volume_tags")) or {}
    return _volume(item, own if every == tags else _untold(item, "tags_all"))


def _volume(item: Instance, tags: Plain) -> Instance:
    values = {"tags": tags}
    return replace(item, address=f"{item.address}.volume", type="aws_ebs_volume", values=values)


def _machine(group: Instance, template: Instance) -> Instance:
    """An instance that a group starts, with the tags it gets."""
    tags = _tags_of(template, "instance")
    for block, certain in _parts(group, "tag"):
        told = block if isinstance(block, Mapping) else {}
        passed = truth(told.get("propagate_at_launch"), default=False)
        key = bare(told.get("key"))
        if told is block and passed is False:
            continue
        if passed is not True or not certain or not isinstance(key, str):
            tags = _untold(group, "tag")
        elif isinstance(tags, Mapping):
            tags = {**tags, key: bare(told.get("value"))}
    values = {"tags": tags}
    return replace(group, address=f"{group.address}.instance", type="aws_instance", values=values)


def _tags_of(template: Instance, kind: str) -> Plain:
    """The tags that a launch template gives what it starts, instances or volumes."""
    tags: Plain = {}
    for block, certain in _parts(template, "tag_specifications"):
        told = block if isinstance(block, Mapping) else {}
        about = bare(told.get("resource_type"))
        if isinstance(about, str) and about != kind:
            continue
        own = bare(told.get("tags"))
        known = {} if own is None else own
        tags = known if about == kind and certain else _untold(template, "tag_specifications")
    return tags


def _untold(item: Instance, path: str) -> Unknown:
    return Unknown(DYNAMIC, (Origin("resource", item.address, path),))

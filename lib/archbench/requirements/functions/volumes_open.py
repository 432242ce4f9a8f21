"""volumes_open(instance): the volumes of a launch template or an instance that are not encrypted.

Encryption by default in its region encrypts all of them; a volume of which nothing is said, the
root included, follows its image and so is not encrypted for certain: neither are the others of
which something is said.
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.joins import truth
from archbench.architecture.near import near
from archbench.aws.ec2 import ROOT_DEVICES
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown, Value, bare, unknown
from archbench.requirements.functions._more import origin_of
from archbench.requirements.functions._related import instance_of, read, texts
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_TEMPLATE = "aws_launch_template"
_DEFAULT = "aws_ebs_encryption_by_default"


def call(view: View, instance: Value) -> Value:
    """A tuple of device names, "root" for one that is not described."""
    item = instance_of(view, instance)
    if item is None:
        return computed(DYNAMIC, instance)
    for setting in view.configuration.of_type(_DEFAULT):
        read(view, setting.address, ("enabled",))
        if setting.region == item.region and truth(setting.get("enabled"), default=True) is True:
            return texts(())
    found: list[str] = []
    for name, sealed in _volumes(view, item):
        if isinstance(sealed, Unknown):
            return unknown(DYNAMIC, Origin("resource", item.address, name, str(sealed)))
        if not sealed:
            found.append(name)
    more = [block for block in view.more_of(_DEFAULT) if found and _may_seal(block.like, item)]
    return unknown(DYNAMIC, *map(origin_of, more)) if more else texts(found)


def _may_seal(setting: Instance | None, item: Instance) -> bool:
    """Whether a setting that nobody can count may encrypt the volumes of an instance."""
    if setting is None:
        return True
    return (
        near(setting, item) is not False
        and truth(setting.get("enabled"), default=True) is not False
    )


def _volumes(view: View, item: Instance) -> Iterator[tuple[str, bool | Unknown]]:
    """Each volume and whether it is encrypted; the root is one even where nothing is said of it."""
    own_root = "block_device_mappings" if item.type == _TEMPLATE else "root_block_device"
    rooted = False
    for block in ("block_device_mappings", "root_block_device", "ebs_block_device"):
        value = item.values.get(block)
        if value is not None or block == own_root:
            read(view, item.address, (block,))
        if isinstance(value, Unknown):
            yield block, value  # nothing is asked after that
        for volume in item.blocks(block):
            named = volume.get("device_name")
            device = bare(named)
            disks = volume.get("ebs") if block == "block_device_mappings" else (volume,)
            for disk in disks if isinstance(disks, tuple) else ():
                rooted |= _is_root(device) or (block == own_root and not isinstance(device, str))
                sealed = disk.get("encrypted") if isinstance(disk, Mapping) else disk
                name = str(named) if isinstance(named, Sensitive) else str(device or "root")
                yield name, truth(sealed, default=False)
    if not rooted:
        yield "root", False


def _is_root(device: Plain) -> bool:
    """Whether a device is the one that images start from."""
    return isinstance(device, str) and device in ROOT_DEVICES

"""kept_volumes(): volumes in blocks of instances and launch templates that outlast their machine.

Each has address (of the instance, or of the group that starts machines), device, and backed_up:
whether AWS Backup or a lifecycle policy takes it, by itself or with its machine. What may keep one
is an element not known.
"""

from archbench.architecture.compute import launch_template
from archbench.architecture.holders import backup_of_volume
from archbench.architecture.lifecycle_policies import tagged_by_lifecycle
from archbench.architecture.outlasting import GROUP, MACHINES, Outlasting, outlasting
from archbench.hcl import construct
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Value, unknown
from archbench.requirements.functions._related import related, unsure
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_TYPES = (*MACHINES, GROUP)
_BLOCKS = ("root_block_device", "ebs_block_device", "block_device_mappings")


def call(view: View) -> Value:
    """A tuple of records."""
    reader = view.relations.reader
    found = [
        _told(view, item, one)
        for item in reader.of_type(*_TYPES)
        for one in outlasting(reader, item)
    ]
    more = [
        unsure(block.address, block.reason)
        for block in dict.fromkeys(block for type_ in _TYPES for block in view.more_of(type_))
        if block.like is None or any(True for _ in outlasting(reader, block.like))
    ]
    return construct.tuple_value([*found, *more])


def _told(view: View, item: Instance, kept: Outlasting) -> Value:
    reader = view.relations.reader
    backup = backup_of_volume(reader, kept.volume, (kept.holder,))
    by_policy = tagged_by_lifecycle(reader, kept.volume, (kept.holder,))
    why = backup.maybe_more or ("" if by_policy is False else "what a policy takes is not known")
    if backup.taken or by_policy:
        taken = TRUE
    elif kept.doubt or why:
        reason = "whether it keeps this volume is not known" if kept.doubt else why
        taken = unknown(BOOL, Origin("resource", item.address, reason=reason))
    else:
        taken = FALSE
    if kept.doubt == "there" and taken is not TRUE:
        return unsure(item.address, "whether it keeps a volume is not known")
    template = launch_template(reader, item)
    proof = [
        Read(one.address, (name,))
        for one in (item, template)
        if one is not None
        for name in _BLOCKS
        if name in one.values
    ]
    parts = {"device": construct.string(kept.device), "backed_up": taken}
    return related(view, item.address, parts, proof)

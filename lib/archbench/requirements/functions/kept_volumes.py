"""kept_volumes(): volumes in blocks of instances and launch templates that outlast their machine.

Each has address (of the instance, or of the group that starts machines), device, and backed_up:
whether AWS Backup or a lifecycle policy takes it, by itself or with its machine. What may keep one
is an element not known.
"""

from collections.abc import Iterator

from archbench.architecture.compute import TEMPLATE_TYPES, launch_template, names_template
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
    return construct.tuple_value([*found, *_more(view)])


def _more(view: View) -> Iterator[Value]:
    """What may keep one where more is there: a machine, a group, or what either starts from."""
    kinds = (*_TYPES, *TEMPLATE_TYPES)
    blocks = dict.fromkeys(block for type_ in kinds for block in view.more_of(type_))
    yield from (unsure(one.address, one.reason) for one in blocks if one.like is None)
    reader = view.relations.more
    if reader is None:
        return
    templates = [block for type_ in TEMPLATE_TYPES for block in view.more_of(type_)]
    for item in reader.of_type(*_TYPES):
        certain = view.configuration.by_address.get(item.address)
        before = list(outlasting(view.relations.reader, certain)) if certain else []
        hidden = launch_template(reader, item) is None and names_template(item) is not None
        if len(list(outlasting(reader, item))) > len(before) or (hidden and templates):
            block = view.blocks.get(item.address) or templates[0]
            yield unsure(block.address, block.reason)


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

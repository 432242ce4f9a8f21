"""What takes a volume into a backup: AWS Backup takes those of an instance with the instance.

https://docs.aws.amazon.com/prescriptive-guidance/latest/backup-recovery/new-ebs-volume-backups.html
"""

from collections.abc import Iterator, Sequence

from archbench.architecture.backing_up import Backup, backup_of
from archbench.architecture.joins import Reader
from archbench.architecture.lifecycle_policies import ATTACHMENT, attached_to
from archbench.frozen import replace
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Unknown
from archbench.terraform.configuration import Instance


def backup_of_volume(
    reader: Reader, volume: Instance, holders: Sequence[Instance] | None = None
) -> Backup:
    """What takes a volume, itself or with what it is attached to: holders, if they are given."""
    held_by = attached_to(reader, volume) if holders is None else holders
    found = [backup_of(reader, item) for item in (volume, *held_by)]
    untold = next((one.untold for one in found if one.untold), "")
    if not untold and holders is None and any(_may_be_taken(reader, volume)):
        untold = f"whether {volume.address} is backed up with what holds it cannot be told"
    return Backup(
        tuple(rule for one in found for rule in one.rules),
        untold,
        any(one.taken for one in found),
        tuple(dict.fromkeys(block for one in found for block in one.uncounted)),
    )


def _may_be_taken(reader: Reader, volume: Instance) -> Iterator[bool]:
    """Of each attachment that may be to an instance not known whether that may be taken."""
    counted = reader.of_type(ATTACHMENT)
    likely = [one.like for one in reader.configuration.uncounted if one.type == ATTACHMENT]
    for item in (*counted, *likely):
        if item is None:
            yield _is_maybe_taken(reader, _any_machine(volume))
            continue
        told = reader.is_told(item, "volume_id")
        if told and volume not in reader.many(item, "volume_id"):
            continue
        holder = reader.instance(item, "instance_id")
        if holder is None or not told or item in likely:
            yield _is_maybe_taken(reader, holder or _any_machine(volume))


def _is_maybe_taken(reader: Reader, machine: Instance) -> bool:
    backup = backup_of(reader, machine)
    return backup.taken or backup.maybe_more != ""


def _any_machine(volume: Instance) -> Instance:
    """An instance that a volume may be attached to, of which nothing is known."""
    waits = Unknown(DYNAMIC, (Origin("resource", volume.address, "instance_id"),))
    values = dict.fromkeys(("arn", "tags", "tags_all"), waits)
    return replace(volume, type="aws_instance", address=f"{volume.address}.holder", values=values)

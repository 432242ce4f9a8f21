"""Which volumes the policies of Data Lifecycle Manager take."""

from collections.abc import Mapping, Sequence

from archbench.architecture.backing_up import has_tag, more_of
from archbench.architecture.element import Told
from archbench.architecture.joins import Reader, value_at
from archbench.architecture.near import near
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

LIFECYCLE = "aws_dlm_lifecycle_policy"
ATTACHMENT = "aws_volume_attachment"


def tagged_by_lifecycle(
    reader: Reader, item: Instance, holders: Sequence[Instance] | None = None
) -> Told:
    """Whether a Data Lifecycle Manager policy that is on takes a volume of its region by a tag.

    The tag is the volume's, or that of an instance it is attached to (of holders, if they are
    given), by what the policy is about.
    https://docs.aws.amazon.com/dlm/latest/APIReference/API_PolicyDetails.html
    """
    held_by = attached_to(reader, item) if holders is None else holders

    def takes(policy: Instance) -> Told:
        return _by_lifecycle(reader, policy, item, held_by)

    answers = [takes(policy) for policy in reader.of_type(LIFECYCLE)]
    if True in answers:
        return True
    return None if None in answers or more_of(reader, LIFECYCLE, takes) else False


def _by_lifecycle(
    reader: Reader, policy: Instance, volume: Instance, holders: Sequence[Instance]
) -> Told:
    here, state = near(volume, policy), policy.get("state", "ENABLED")
    tags = value_at(policy, ("policy_details", 0, "target_tags"))
    if here is False or state == "DISABLED":
        return False
    # a default policy takes what has no snapshot of late, by none of its tags
    if isinstance(tags, Unknown) or policy.get("default_policy"):
        return None
    about = value_at(policy, ("policy_details", 0, "resource_types"))
    kinds = about if isinstance(about, tuple) else ("VOLUME",) if about is None else (about,)
    any_kind = any(isinstance(one, Unknown) for one in kinds)
    tagged = [volume] if any_kind or "VOLUME" in kinds else []
    tagged += holders if any_kind or "INSTANCE" in kinds else []
    wanted = tags.items() if isinstance(tags, Mapping) else ()
    answers = [has_tag(one, key, value) for one in tagged for key, value in wanted]
    if (any_kind or "INSTANCE" in kinds) and _may_be_attached(reader, volume):
        answers.append(None)
    if True in answers:
        return True if here and isinstance(state, str) and not any_kind else None
    return None if None in answers else False


def attached_to(reader: Reader, volume: Instance) -> list[Instance]:
    """The instances that a volume is attached to."""
    found = (
        reader.instance(item, "instance_id")
        for item in reader.naming(volume.address, ATTACHMENT, "volume_id")
    )
    return [item for item in found if item is not None]


def _may_be_attached(reader: Reader, volume: Instance) -> bool:
    """Whether an attachment that cannot be counted may be the volume's."""

    def names(item: Instance) -> Told:
        named = reader.many(item, "volume_id")
        return (volume in named) if reader.is_told(item, "volume_id") else None

    return bool(more_of(reader, ATTACHMENT, names))

"""What scales what: the policies and schedules of a group, the targets of a table or service.

Application Auto Scaling names a table, a service or an alias by a target's resource id.

The id ends in a name ("table/orders", "service/shop/api", "function:pay:live"); a reference in it
says whose name that is.
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

from archbench.architecture.joins import Reader, whole
from archbench.architecture.near import near
from archbench.frozen import frozen
from archbench.hcl.partly import same_text, symbol
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Instance, Unexpanded

GROUP = "aws_autoscaling_group"
TARGET = "aws_appautoscaling_target"
STEPS = ("aws_appautoscaling_policy", "aws_appautoscaling_scheduled_action")
_TASKS = "ecs:service:DesiredCount"
_KINDS: Mapping[str, tuple[str, ...]] = {
    "dynamodb": ("aws_dynamodb_table",),
    "ecs": ("aws_ecs_service",),
    "elasticache": ("aws_elasticache_replication_group",),
    "kafka": ("aws_msk_cluster",),
    "lambda": ("aws_lambda_alias", "aws_lambda_function"),
    "neptune": ("aws_neptune_cluster",),
    "rds": ("aws_rds_cluster",),
    "sagemaker": ("aws_sagemaker_endpoint",),
}
_NAMES = (
    "name",
    "function_name",
    "cluster_identifier",
    "replication_group_id",
    "cluster_name",
    "arn",
)


@frozen
class AboutGroups:
    """Policies or schedules by the group that each names."""

    _named: Mapping[str, tuple[Instance, ...]]
    """By the address of the group."""
    _by_text: tuple[Instance, ...]
    """Those that name none of these groups by a text: a group of unknown name may be meant."""
    _untold: tuple[Instance, ...]
    """Those of which the group, or whether it stands in their region, is not known."""

    def of(self, group: Instance) -> tuple[Instance, ...]:
        """Those of a group."""
        return self._named.get(group.address, ())

    def unclear(self, group: Instance) -> tuple[Instance, ...]:
        """Those that may be a group's, or another's."""
        unknown = isinstance(group.values.get("name"), Unknown)
        return (*self._untold, *(self._by_text if unknown else ()))


def more_about(reader: Reader, type_: str) -> Callable[[Instance], Sequence[Unexpanded]]:
    """The policies, schedules or attachments that nobody can count and may be about a group."""
    configuration = reader.configuration
    blocks = [block for block in configuration.uncounted if block.type in (type_, "module")]
    about = about_groups(Reader(configuration.with_more), type_) if blocks else None

    def may_be(group: Instance) -> Sequence[Unexpanded]:
        found = (*about.of(group), *about.unclear(group)) if about else ()
        names = {item.address for item in found}
        return [block for block in blocks if block.like is None or block.address in names]

    return may_be


def about_groups(reader: Reader, type_: str) -> AboutGroups:
    """All policies, or all schedules, of the Auto Scaling groups of a configuration."""
    called: dict[str, list[Instance]] = {}
    for group in reader.of_type(GROUP):
        if _is_text(group, "name"):
            called.setdefault(str(group.values["name"]), []).append(group)
    found: dict[str, list[Instance]] = {}
    by_text: list[Instance] = []
    untold: list[Instance] = []
    for item in reader.of_type(type_):
        named = item.values.get("autoscaling_group_name")
        groups: Sequence[Instance] = ()
        if isinstance(named, str):
            alike = [(group, near(group, item)) for group in called.get(named, ())]
            groups = [group for group, here in alike if here]
            if not groups:
                (untold if any(here is None for _, here in alike) else by_text).append(item)
        elif reader.is_told(item, "autoscaling_group_name"):
            groups = reader.many(item, "autoscaling_group_name", types=(GROUP,))
        else:
            untold.append(item)
        for group in groups:
            found.setdefault(group.address, []).append(item)
    return AboutGroups(
        {address: tuple(items) for address, items in found.items()}, tuple(by_text), tuple(untold)
    )


_Found = tuple[Mapping[str, tuple[Instance, ...]], tuple[Instance, ...]]


def scaling_targets(reader: Reader) -> _Found:
    """The targets by the address of what they scale, and those of which that is not known."""
    return _by_scaled(reader, (TARGET,), _scaled)


def scaling_steps(reader: Reader) -> _Found:
    """Policies and scheduled actions by what they change, and those of which it is not known."""
    return _by_scaled(reader, STEPS, scaled)


def _by_scaled(
    reader: Reader, types: Sequence[str], of: Callable[[Reader, Instance], Iterator[Instance]]
) -> _Found:
    found: dict[str, list[Instance]] = {}
    untold = []
    for item in reader.of_type(*types):
        changed = list(of(reader, item))
        for one in changed:
            found.setdefault(one.address, []).append(item)
        if not changed and not isinstance(item.get("resource_id"), str):
            untold.append(item)
    return {address: tuple(items) for address, items in found.items()}, tuple(untold)


def least_tasks(reader: Reader) -> Mapping[str, int]:
    """How many tasks each ECS service runs at first that leaves its count to scaling, by address.

    Where it is known, and not none: then something else sets it.
    """
    known = reader.configuration.by_address
    found: dict[str, int] = {}
    for address, targets in scaling_targets(reader)[0].items():
        for target in targets:
            tasks = least(target)
            left_out = known[address].get("desired_count") is None
            if isinstance(tasks, int) and tasks and left_out:
                found[address] = tasks
    return found


def least(target: Instance) -> int | Unknown | None:
    """How many tasks a target leaves at least; None where it scales something else."""
    tasks = target.get("scalable_dimension") == _TASKS
    return whole(target.get("min_capacity")) if tasks else None


def scaled(reader: Reader, target: Instance) -> Iterator[Instance]:
    """What a target scales, or a scheduled action: by its own words, else by its target's."""
    found = list(_scaled(reader, target))
    yield from found
    if not found:
        for one in reader.referenced(target, ("resource_id",)):
            if one.type == TARGET:
                yield from _scaled(reader, one)


def _scaled(reader: Reader, target: Instance) -> Iterator[Instance]:
    service = str(target.get("service_namespace"))
    kinds = _KINDS.get(service, ())
    referred = [item for item in reader.referenced(target, ("resource_id",)) if item.type in kinds]
    text = target.get("resource_id")
    parts = _parts(text)
    names = {*_naming(service, parts), text if isinstance(text, str) else None}
    known = referred or [one for one in reader.of_type(*kinds) if near(one, target) is not False]
    named = [item for item in known if _is_called(item, names)]
    if service == "ecs" and len(parts) > 1:
        named = [item for item in named if _may_stand_in(reader, item, parts[0])]
    if named or isinstance(text, str):
        yield from named or referred
    elif len(referred) == 1:
        yield referred[0]


def may_name(target: Instance, item: Instance) -> bool:
    """Whether a target that scales nothing known may scale this: an id, kind or name is unknown."""
    text = target.get("resource_id")
    if not isinstance(text, str):
        return True
    kind_told = isinstance(target.get("service_namespace"), str)
    parts = [part for part in _parts(text) if isinstance(part, str)]
    names = [item.values.get(name) for name in _NAMES if name != "arn"]
    return any(
        same_text(name, part) is not False
        for name in names
        for part in parts
        if isinstance(name, Unknown) or (isinstance(name, str) and not kind_told)
    )


def scales_index(target: Instance, name: Plain) -> bool | None:
    """Whether a target of a table's index is of the one with this name; None if it cannot be told.

    Its id ends in it, "table/orders/index/by-day":
    https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html, read
    2026-12-01.
    """
    parts = _parts(target.get("resource_id"))
    said = parts[-1] if "index" in parts[1:-1] else None
    wanted = name if isinstance(name, str) else symbol(name)
    if said == wanted:
        return None if said is None else True
    return False if isinstance(said, str) and isinstance(wanted, str) else None


def _parts(text: Plain) -> list[Hashable]:
    """The names in a resource id; of one that is not known as a text as far as they are told."""
    if isinstance(text, str):
        return [*re.split("[/:]", text)[1:]]
    found: list[list[Hashable]] = [[]]
    for sign in symbol(text) or ():
        if sign in ("/", ":"):
            found.append([])
        else:
            found[-1].append(sign)
    return [_word(part) for part in found[1:]]


def _naming(service: str, parts: Sequence[Hashable]) -> Sequence[Hashable]:
    """Those that name what is scaled: of a service the last, else the first.

    "service/shop/api" stands in the cluster shop, "table/orders/index/by-day" is of the table.
    """
    if service == "lambda":
        return parts
    return parts[-1:] if service == "ecs" else parts[:1]


def _may_stand_in(reader: Reader, item: Instance, cluster: Hashable) -> bool:
    """Whether a service may be of a cluster of this name: not where it names another."""
    owners = [one for one in reader.referenced(item, ("cluster",)) if one.type == "aws_ecs_cluster"]
    name = owners[0].get("name") if len(owners) == 1 else item.get("cluster")
    told = isinstance(name, str) and isinstance(cluster, str)
    return not told or str(name).rpartition("/")[2] == cluster


def _word(signs: Sequence[Hashable]) -> Hashable:
    """A name as a text where every letter of it is known."""
    letters = [sign for sign in signs if isinstance(sign, str)]
    return "".join(letters) if len(letters) == len(signs) else tuple(signs)


def _is_called(item: Instance, names: Collection[Hashable]) -> bool:
    values = (item.values.get(name) for name in _NAMES)
    called = (value if isinstance(value, str) else symbol(value) for value in values)
    return any(name in names for name in called if name is not None)


def _is_text(item: Instance, name: str) -> bool:
    return isinstance(item.values.get(name), str)

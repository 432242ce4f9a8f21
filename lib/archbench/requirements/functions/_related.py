"""What functions about relations give: records that note what they rest on when they are read."""

from collections.abc import Iterable, Mapping, Sequence

from archbench.architecture.permission import Permission
from archbench.architecture.relations import Naming
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC, ObjectOf
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.elements import PERMISSION
from archbench.requirements.functions.refers_to import address_of
from archbench.requirements.record import Read, Record
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance, Path


class _Noting(list[Read]):
    """Takes the place of the list of reads: whatever is read, the proof is what was looked at."""

    def __init__(self, reads: list[Read], proof: tuple[Read, ...]) -> None:
        super().__init__()
        self._reads = reads
        self._proof = proof

    def append(self, _: Read, /) -> None:
        """Note the proof."""
        self._reads.extend(self._proof)


def related(
    view: View, address: str, fields: Mapping[str, Value], proof: Iterable[Read] = ()
) -> Value:
    """A relation as a record of the instance it belongs to."""
    found = {"address": construct.string(address), **fields}
    names = tuple(sorted(found))
    type_ = ObjectOf(dict.fromkeys(names, DYNAMIC))
    noting = _Noting(view.reads, tuple(proof))
    return Value(type_, Record(address, names, found.__getitem__, noting))


def unsure(address: str, reason: str) -> Value:
    """An element that may be there: what it would say is not known."""
    return unknown(DYNAMIC, Origin("resource", address, reason=reason))


def uncounted_origin(view: View, *types: str) -> Origin | None:
    """What may hold more of these types than can be counted; None where nothing does."""
    found = (view.uncounted(type_) for type_ in types)
    return next((Origin("resource", one[0], reason=one[1]) for one in found if one), None)


def uncounted(view: View, *types: str) -> list[Value]:
    """An unsure element for each of what may hold more of these types than can be counted."""
    found = ((item.address, item.reason) for type_ in types for item in view.more_of(type_))
    return [unsure(*item) for item in dict.fromkeys(found)]


def instance_of(view: View, value: Value) -> Instance | None:
    """The instance a record, identity or address stands for."""
    return view.configuration.by_address.get(address_of(view, value) or "")


def texts(items: Iterable[str]) -> Value:
    """Texts as a tuple."""
    return construct.tuple_value(construct.string(item) for item in items)


def read(view: View, address: str, *paths: Path) -> None:
    """Note what was looked at."""
    view.reads.extend(Read(address, path) for path in paths)


def read_rule(view: View, permission: Permission) -> tuple[Read, ...]:
    """The reads that lead to a permission of a security group."""
    number = view.seen.number_of(permission)
    return tuple(
        Read(permission.rule, (PERMISSION, number, name))
        for name in ("from_port", "to_port", "source")
    )


def listed(view: View, *types: str) -> None:
    """Note that all of these types were looked through: evidence where nothing is found."""
    view.reads.extend(Read(f"resources.{name}", ()) for name in types if view.countable(name))


def path_of(text: str) -> Path:
    """A path as checklists write it: "alias.0.name"."""
    return tuple(int(step) if step.isdigit() else step for step in text.split("."))


def records(view: View, items: Iterable[Instance]) -> list[Value]:
    """Instances as conditions see them."""
    found = (view.instance(item.address) for item in items)
    return [item for item in found if item is not None]


def belonging(view: View, found: Iterable[Instance], maybe: Iterable[Value]) -> Value:
    """What belongs to something: a tuple, not known as a whole where nothing is certain.

    It waits then for what may belong to it, and not for that to which it belongs.
    """
    certain, unclear = records(view, found), list(maybe)
    if unclear and not certain and not any(map(view.would_be, unclear)):
        return computed(DYNAMIC, *unclear)
    return construct.tuple_value([*certain, *unclear])


def about_scaled(view: View, instance: Value, found: Naming, types: Sequence[str]) -> Value:
    """Of what belongs to Application Auto Scaling: what is about one thing that is scaled."""
    item = instance_of(view, instance)
    if item is None:
        return computed(DYNAMIC, instance)
    named, untold = found
    certain = named.get(item.address, ())
    for one in certain:
        read(view, one.address, ("resource_id",))
    maybe = [unsure(one.address, "what it scales is not known") for one in untold]
    return belonging(view, certain, [*maybe, *uncounted(view, *types)])

"""Elements of the architecture as conditions see them; what could not be told is unknown."""

from collections.abc import Callable, Mapping

from archbench.architecture.element import Element
from archbench.architecture.model import Architecture
from archbench.architecture.permission import Permission
from archbench.architecture.question import OpenQuestion
from archbench.architecture.zones import ZoneKey, bounds
from archbench.frozen import field_names
from archbench.hcl import construct
from archbench.hcl.refine import refined
from archbench.hcl.source import SourceRange
from archbench.hcl.types import DYNAMIC, STRING, ListOf
from archbench.hcl.values import Origin, Plain, Refinement, Sensitive, Unknown, Value, unknown
from archbench.requirements.record import Read, Record

PERMISSION = "permission"
"""The first step of a path that leads into a permission of the architecture."""
_UNSURE = ("from_port", "to_port", "source")
"""What is not known of a rule that may not be there."""

_ABOUT: Mapping[str, frozenset[str]] = {
    "its tier": frozenset({"leaves_by", "nat", "role", "tier"}),
    "how many egress rules": frozenset(),
    "how many ingress rules": frozenset(),
    "what egress": frozenset(),
    "what ingress": frozenset(),
    "what load_balancers": frozenset(),
    "what leaves by it": frozenset({"serves"}),
    "what records": frozenset({"target", "targets"}),
    "what security_groups": frozenset({"security_groups"}),
    "what target_group_arns": frozenset({"target_groups"}),
    "what vpc_id": frozenset({"vpc"}),
    "what vpc_security_group_ids": frozenset({"security_groups"}),
    "its zone": frozenset({"per_zone", "zone", "zones"}),
    "which instance is the writer": frozenset({"instances"}),
}
"""What some open questions of the architecture are about; others may be about any part.

What a rule of a security group names is told by its permission, whose source is not known then.
"""


class Elements:
    """Makes the values of elements when they are asked for, and notes what is taken of them."""

    def __init__(
        self,
        architecture: Architecture,
        value: Callable[[Plain], Value],
        reads: list[Read],
        zone_of: Callable[[str], ZoneKey],
        alike: "Elements | None" = None,
    ) -> None:
        """Nothing is made yet; rules have the numbers that they have for what is alike."""
        self._architecture = architecture
        self._value = value
        self._reads = reads
        self._zone_of = zone_of
        self._kinds: dict[str, Value] = {}
        self.numbers: dict[Permission, int] = {} if alike is None else alike.numbers
        self.permissions: dict[int, Permission] = {} if alike is None else alike.permissions
        """Permissions that were looked at, by the number their reads carry."""
        self._questions: dict[str, list[OpenQuestion]] = {}
        for item in architecture.open_questions:
            self._questions.setdefault(item.address, []).append(item)

    def of_class(self, name: str) -> Value:
        """Every element of a class, each once."""
        if name not in self._kinds:
            items = self._architecture.of_class(name)
            self._kinds[name] = construct.tuple_value(map(self.element, items))
        return self._kinds[name]

    def number_of(self, data: Permission) -> int:
        """The number by which reads lead to a permission."""
        number = self.numbers.setdefault(data, len(self.numbers))
        self.permissions[number] = data
        return number

    def element(self, item: Element) -> Value:
        """One element."""

        def make(name: str) -> Value:
            return self._part(item, name)

        return Record(item.address, names_of(item), make, self._reads).whole()

    def _unclear(self, address: str, name: str) -> str | None:
        """Why a part of an element cannot be told whole; None when no question is about it."""
        for item in self._questions.get(address, ()):
            about = next((a for q, a in _ABOUT.items() if item.question.startswith(q)), None)
            if about is None or name in about:
                return item.reason
        return None

    def _part(self, item: Element, name: str) -> Value:
        data = getattr(item, name)
        reason = self._unclear(item.address, name)
        unclear = data is None or data == "" or isinstance(data, tuple)
        if name == "zones" and data == ():
            reason = reason or "in which zones it stands cannot be told"
        if data == "unknown" or (reason is not None and unclear):
            origin = Origin("resource", item.address, reason=reason or "")
            if name == "zones":
                known = Refinement(not_null=True, minimum=self._fewest_zones(item))
                return refined(Unknown(ListOf(STRING), (origin,)), known)
            return unknown(DYNAMIC, origin)
        return self._derived(data)

    def zones_in_words(self, item: Element) -> str:
        """What is known of zones that are not told as a whole."""
        fewest = self._fewest_zones(item)
        return f"at least {fewest}, of {', '.join(_subnets(item))}" if fewest else "not known"

    def _fewest_zones(self, item: Element) -> int:
        """In how many zones something is at least, by those of its subnets that are told."""
        return bounds([self._zone_of(one) for one in _subnets(item)])[0]

    def _derived(self, data: object) -> Value:  # noqa: PLR0911
        if isinstance(data, Element):
            return self.element(data)
        if isinstance(data, tuple):
            return construct.tuple_value(self._derived(item) for item in data)
        if isinstance(data, Mapping):
            return construct.object_value({k: self._derived(v) for k, v in data.items()})
        if isinstance(data, Permission):
            return self._permission(data)
        if isinstance(data, SourceRange):
            return construct.string(str(data))
        names = field_names(data)
        if names and not isinstance(data, Unknown | Sensitive):
            parts = {name: getattr(data, name) for name in names if name != "range"}
            return construct.object_value({k: self._derived(v) for k, v in parts.items()})
        return self._value(data)  # type: ignore[arg-type]

    def _permission(self, data: Permission) -> Value:
        """A permission as a record of its rule; a source that cannot be told is unknown.

        Of a rule that may not be there, ports are both ends of what it would open.
        """

        def make(name: str) -> Value:
            value = getattr(data, name)
            if not data.certain and name in _UNSURE:
                reason = "how many such rules there are is not known"
                return unknown(DYNAMIC, Origin("resource", data.rule, reason=reason))
            if value == "" and name == "source":
                return unknown(DYNAMIC, Origin("resource", data.rule, "source"))
            return self._value(value)

        path = (PERMISSION, self.number_of(data))
        names = names_of(data) if data.certain else (*names_of(data), "ports")
        return Record(data.rule, names, make, self._reads, path).whole()


def _subnets(item: Element) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(item, "subnets", ())
    return found


def names_of(data: Element | Permission | type[Element]) -> tuple[str, ...]:
    """The names of its parts."""
    return tuple(sorted(name for name in field_names(data) if name != "range"))

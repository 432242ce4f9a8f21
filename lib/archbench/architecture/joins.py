"""Which instance a value names: joins by reference, never by the text of a value.

A join that cannot be told leaves an open question instead of a guess.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property

from archbench.architecture.question import OpenQuestion
from archbench.aws.values import text, truth, value_at, whole
from archbench.frozen import field, frozen
from archbench.hcl.partly import NotReadError, partial_text, symbol
from archbench.hcl.types import STRING, ListOf, MapOf, SetOf, TupleOf
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown, bare
from archbench.terraform.address import Key, natural, resource_of, split
from archbench.terraform.configuration import Configuration, Instance, Path
from archbench.terraform.identity import is_of_aws, named_types

__all__ = [
    "IDENTITIES",
    "Reader",
    "is_identity",
    "items",
    "leaves",
    "name_of",
    "short_name",
    "text",
    "truth",
    "value_at",
    "whole",
]

IDENTITIES = (
    "id",
    "arn",
    "name",
    "key_id",
    "bucket",
    "identifier",
    "cluster_identifier",
    "function_name",
    "dns_name",
    "endpoint",
    "fqdn",
)
"""Attributes that name their own resource."""
_NAMING = (
    "name",
    "identifier",
    "cluster_identifier",
    "alarm_name",
    "function_name",
    "domain_name",
)
"""Arguments that hold a name for people, the first that is set counts."""
_FACTS = ("aws_caller_identity", "aws_partition", "aws_region")
"""Data sources about where a configuration is applied: they name nothing that stands there."""


def name_of(instance: Instance) -> str:
    """A name for people: the resource's own name, its Name tag, or its name in the code."""
    values = instance.values
    for name in _NAMING:
        if name in values:  # most are not
            value = values[name]
            if isinstance(value, str) and value:
                return value
    tags = values.get("tags")
    tag = tags.get("Name") if isinstance(tags, Mapping) else None
    if isinstance(tag, str) and tag:
        return tag
    if instance.module and instance.name in _SAYS_NOTHING:
        return short_name(instance.address)
    return instance.name if instance.key is None else f"{instance.name}[{instance.key}]"


_SAYS_NOTHING = ("this", "main", "default")


def short_name(address: str) -> str:
    """The part of an address that tells it from its like: an instance key, else the block's name.

    A block that says nothing ("this") in a module has the module's name.

    >>> short_name('aws_autoscaling_group.payment["blue"]'), short_name("module.a.aws_lb.main")
    ('blue', 'a')
    >>> short_name("aws_nat_gateway.main[0]"), short_name('aws_rds_cluster_instance.this["3"]')
    ('main 0', 'this 3')
    >>> short_name("module.vpc.aws_internet_gateway.this[0]")
    'vpc'
    """
    parts = split(address)
    if not parts:
        return address
    last, key = parts[-1], None
    if isinstance(last, Key):
        key, last = last.value, parts[-2]
        if isinstance(key, str) and not key.isdigit():
            return key
    modules = [parts[place + 1] for place, part in enumerate(parts[:-1]) if part == "module"]
    if modules and last in _SAYS_NOTHING:
        return f"{modules[-1]}" if key in (None, 0) else f"{modules[-1]} {key}"
    return f"{last}" if key is None else f"{last} {key}"


def items(instance: Instance, name: str) -> tuple[Plain, ...]:
    """The nested blocks of one type, those that are unknown included."""
    value = instance.values.get(name)
    return value if isinstance(value, tuple) else ()


@frozen
class Reader:
    """Follows references in one configuration and collects what cannot be told."""

    configuration: Configuration
    questions: list[OpenQuestion] = field(default_factory=list)
    _naming: dict[tuple[str | int, ...], dict[str, list[Instance]]] = field(default_factory=dict)
    _named_at: dict[tuple[str, Path], tuple[Instance, ...] | None] = field(default_factory=dict)
    _symbols: dict[str, dict[Hashable, Instance | None]] = field(default_factory=dict)

    def of_type(self, *types: str, data: bool = False) -> tuple[Instance, ...]:
        """Managed instances of these types, and looked-up ones when data, in natural order."""
        found = self.configuration.of_type(*types)
        if data:
            found += tuple(
                item
                for item in self.configuration.instances
                if item.mode == "data" and item.type in types
            )
        return tuple(sorted(found, key=lambda item: natural(item.address)))

    def naming(self, address: str, type_: str, *path: str | int) -> Sequence[Instance]:
        """The instances of a type that name this one instance at a path, in natural order."""
        key = (type_, *path)
        if key not in self._naming:
            found: dict[str, list[Instance]] = {}
            for item in self.of_type(type_):
                found.setdefault(self.one(item, *path), []).append(item)
            self._naming[key] = found
        return self._naming[key].get(address, ())

    def ask(self, instance: Instance, question: str, value: Plain) -> None:
        """Record that something about an instance cannot be told from a value."""
        if isinstance(value, Unknown):
            reason = str(value)
        else:
            reason = (
                f"{value} is not in this configuration" if value is not None else "nothing says"
            )
        self.questions.append(OpenQuestion(instance.address, question, reason))

    def one(self, instance: Instance, *path: str | int, types: Sequence[str] = ()) -> str:
        """The address of the single instance named at a path, "" for none or many."""
        found = self.many(instance, *path, types=types)
        return found[0].address if len(found) == 1 else ""

    def instance(
        self, instance: Instance, *path: str | int, types: Sequence[str] = ()
    ) -> Instance | None:
        """The single instance named at a path, None for none or many."""
        found = self.many(instance, *path, types=types)
        return found[0] if len(found) == 1 else None

    def many(
        self, instance: Instance, *path: str | int, types: Sequence[str] = ()
    ) -> tuple[Instance, ...]:
        """Every instance named at a path, in natural order; asks when that cannot be told."""
        whole_value = value_at(instance, path)
        if whole_value is None:
            return ()
        found: dict[str, Instance] = {}
        for item_path, value in leaves(whole_value, path):
            named = self._named(instance, item_path, value)
            if named is None:
                self.ask(instance, f"what {_dotted(item_path)} names", value)
                continue
            if len(named) > 1 and isinstance(value, Unknown) and not value.origins[0].path:
                self.ask(instance, f"which of them {_dotted(item_path)} names: all assumed", value)
            kept = [item for item in named if not types or item.type in types]
            if named and not kept and all(item.mode == "data" for item in named):
                self.ask(instance, f"what {_dotted(item_path)} names: AWS is asked for it", value)
            for item in kept:
                found[item.address] = item
        if len(found) < 2:
            return tuple(found.values())
        return tuple(sorted(found.values(), key=lambda item: natural(item.address)))

    def is_told(self, instance: Instance, *path: str | int, types: Sequence[str] = ()) -> bool:
        """False when what a path names cannot be told, or is none of these types, without asking.

        Of what AWS is asked for by a data source of another type, nobody here knows which it is.
        """
        found = (
            self._named(instance, item_path, value)
            for item_path, value in leaves(value_at(instance, path), path)
        )
        return all(
            named is not None and (not types or all(item.type in types for item in named))
            for named in found
        )

    def _named(self, instance: Instance, path: Path, value: Plain) -> tuple[Instance, ...] | None:
        """What the value at a path of an instance names, looked for once; None for not told."""
        place = (instance.address, path)
        if place not in self._named_at:
            self._named_at[place] = self._looked_for(instance, path, value)
        return self._named_at[place]

    def _looked_for(
        self, instance: Instance, path: Path, value: Plain
    ) -> tuple[Instance, ...] | None:
        value = bare(value)
        if isinstance(value, str):
            return self._written(instance, path, value)
        target = self.configuration.target(value, instance.type, *path, region=instance.region)
        if target is None and isinstance(value, Unknown):
            target = self.configuration.target(_shown(value))
        if target is not None and target is not instance:  # what a plan leaves open names itself
            return (target,)
        if not isinstance(value, Unknown):
            return ()
        return self._waited_for(instance, path, value)

    def _waited_for(
        self, instance: Instance, path: Path, value: Unknown
    ) -> tuple[Instance, ...] | None:
        """What an unknown value names; None when that cannot be told."""
        candidates = self.referenced(instance, path)
        alike = [item for item in candidates if _has_identity(item, value)]
        if len(alike) == 1:  # a name that waits for a random part is the name of what has it
            return tuple(alike)
        if any(resource_of(origin.subject) in self._uncounted for origin in value.origins):
            return None  # and not what the expression refers to besides
        named = [
            item
            for origin in value.origins
            if _is_named(origin)
            for item in self._expand(origin.subject)
            if item is not instance
        ]
        collection = isinstance(value.type, ListOf | SetOf | TupleOf | MapOf)
        if named and len(named) >= len(value.origins) and (collection or len(named) == 1):
            return tuple(named)
        if named and collection and any(one.kind == "variable" for one in value.origins):
            return None  # beside what is here it may hold what a variable names
        of_variables = all(one.kind == "variable" for one in value.origins)
        if of_variables and isinstance(path[-1], int) and path not in instance.references:
            candidates = []  # the list refers to them for its other members
        types = named_types(instance.type, path)
        fitting = [item for item in candidates if item.type in types]
        if len(fitting) == 1:  # what its name is made from is referred to as well
            candidates = fitting
        if len(candidates) == 1 or (not value.exact and self._is_one_resource(candidates, value)):
            return tuple(candidates)
        called = self._called(instance, path, value)
        return None if called is None else (called,)

    @cached_property
    def _uncounted(self) -> frozenset[str]:
        """The blocks that nobody can count, and the modules that such a block stands in."""
        blocks = self.configuration.uncounted
        names = {name for block in blocks for name in (block.address, block.within) if name}
        return frozenset(names - self.configuration.by_address.keys())

    def _called(self, instance: Instance, path: Path, value: Unknown) -> Instance | None:
        """The one thing whose name is made of the same variables as a text that names it."""
        found = self.made_of(value, *named_types(instance.type, path))
        return found if found is not None and found.region == instance.region else None

    def made_of(self, value: Plain, *types: str) -> Instance | None:
        """The one instance of these types whose name is made of what a text is made of."""
        made_of = symbol(value) if types else None
        if made_of is None:
            return None
        found = [one for type_ in types if (one := self._by_symbol(type_).get(made_of))]
        return found[0] if len(found) == 1 else None

    def _by_symbol(self, type_: str) -> dict[Hashable, Instance | None]:
        """The instances of a type by what their names are made of; None where several share it."""
        if type_ not in self._symbols:
            found: dict[Hashable, Instance | None] = {}
            for item in self.of_type(type_):
                names = {symbol(item.values.get(name)) for name in IDENTITIES} - {None}
                for name in names:
                    if name is not None:
                        found[name] = None if name in found else item
            self._symbols[type_] = found
        return self._symbols[type_]

    def _written(self, instance: Instance, path: Path, value: str) -> tuple[Instance, ...] | None:
        """What a known text names: of what its expression refers to, else by its name alone.

        A name is one region's, so that of another region is not meant.
        """
        by_id = self.configuration.target(value)
        if by_id is not None:
            return (by_id,)
        candidates = self.referenced(instance, path)
        alike = [item for item in candidates if value in map(item.values.get, IDENTITIES)]
        if alike:
            return tuple(alike[:1])
        if len(candidates) == 1 and any(
            isinstance(candidates[0].values.get(name), Unknown) for name in IDENTITIES
        ):
            return tuple(candidates)
        if is_of_aws(value):
            return ()
        called = self.configuration.target(value, instance.type, *path, region=instance.region)
        return (called,) if called is not None and called.region == instance.region else None

    def _is_one_resource(self, candidates: Sequence[Instance], value: Unknown) -> bool:
        """Whether a value waits for a whole resource: what a plan says of `aws_subnet.app[*].id`.

        A plan does not say which instances of the resource an expression takes; all are assumed.
        """
        waits_for = {origin.subject for origin in value.origins if not origin.path}
        return bool(candidates) and (
            len({item.resource for item in candidates}) == 1
            and waits_for == {item.address for item in candidates}
        )

    def referenced(self, instance: Instance, path: Path) -> list[Instance]:
        """The instances the expression at a path, or nearest above it, refers to."""
        for end in range(len(path), 0, -1):
            if path[:end] in instance.references:
                return [
                    item
                    for address in instance.references[path[:end]]
                    for item in self._expand(address)
                ]
        return []

    def _expand(self, address: str) -> list[Instance]:
        """An instance by its address, or every instance of a resource."""
        exact = self.configuration.by_address.get(address)
        if exact is not None:
            return [exact]
        return list(self.configuration.by_resource.get(address, ()))


def leaves(value: Plain, path: Path) -> Iterator[tuple[Path, Plain]]:
    """The single values in a value and their paths; null and empty texts are left out."""
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    elif isinstance(value, Sensitive):
        yield from ((at, Sensitive(bare(item))) for at, item in leaves(value.value, path))
    elif isinstance(value, Unknown):  # before Mapping, which takes long to tell
        yield path, value
    elif isinstance(value, Mapping):
        for key in sorted(value):
            yield from leaves(value[key], (*path, key))
    elif value is not None:
        yield path, value


def _has_identity(item: Instance, value: Unknown) -> bool:
    """Whether an attribute that names an instance waits for the same."""
    given = map(item.values.get, IDENTITIES)
    return any(one == value for one in given if isinstance(one, Unknown))


def _shown(value: Unknown) -> str:
    """What is known of a text that is not known as a whole; "" for anything else."""
    if value.made is None or value.type != STRING or value.exact:
        return ""
    try:
        return partial_text(value).shown
    except NotReadError:
        return ""


def _is_named(origin: Origin) -> bool:
    """Whether an unknown waits for what names its own resource; a fact of the account is none."""
    if origin.kind == "data" and any(f".{fact}." in f".{origin.subject}" for fact in _FACTS):
        return False
    return origin.kind in ("resource", "data") and is_identity(origin.path)


def is_identity(path: str) -> bool:
    """Whether an origin's path ends in an attribute that names its resource."""
    last = path.rsplit(".", 1)[-1]
    if last.endswith("]"):
        last = re.sub(r"\[[^]]*\]$", "", path).rsplit(".", 1)[-1]
    return last in IDENTITIES or last.endswith(("_id", "_ids", "_arn", "_name", "arn_suffix"))


def _dotted(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]

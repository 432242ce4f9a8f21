"""A configuration as Terraform would plan it: resource instances with values, lines, references.

Made by `resolve` from a directory or by `plan` from `terraform show -json`; the same type either
way. Everything after this package works on a Configuration only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from archbench.frozen import field, frozen, replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.rich import shown, so_many
from archbench.terraform.address import key_text, split
from archbench.terraform.arns import id_of, may_name, named_in
from archbench.terraform.canonical import canonical
from archbench.terraform.identity import NAMES, named_types
from archbench.terraform.moves import Move
from archbench.terraform.provider_choice import Choice
from archbench.terraform.schema import schema_of

Mode = Literal["managed", "data"]
Path = tuple[str | int, ...]
"""The way to a value inside an instance: ("ingress", 0, "from_port")."""


MADE = ("arn", "arn_suffix", "dns_name", "domain_name", "endpoint", "reader_endpoint")
"""Attributes that name one resource of all, where AWS makes them: no two have the same."""
_IDENTIFYING = ("id", *MADE)
_IDENTIFYING_SET = frozenset(_IDENTIFYING)


@frozen
class Instance:
    """One instance of a resource or data source.

    address     as Terraform writes it: 'module.net["a"].aws_subnet.private[0]'
    type        its canonical name: "aws_lb" for 'aws_alb.web' as well
    values      what the configuration sets, after conversion to the provider's types where its
                schema is known; nested blocks are tuples of mappings under their block type;
                `tags_all` is there with default tags merged; an attribute not set is absent
    provider    the provider configuration's local name ("aws", "aws.west")
    region      the region of that configuration: known, Unknown, or None when nothing says
    range       the block's header; ranges has each attribute and nested block that is set
    references  for each path, the addresses its expression refers to, after resolution of
                instance keys where they are known ("aws_subnet.private[0]"), sorted
    deferred    a data source that Terraform reads only during apply
    """

    address: str
    mode: Mode
    type: str
    name: str
    key: int | str | None
    module: str
    provider: str
    region: str | Unknown | None
    values: Mapping[str, Plain]
    range: SourceRange | None = None
    ranges: Mapping[Path, SourceRange] = field(default_factory=dict)
    references: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    deferred: bool = False

    @property
    def resource(self) -> str:
        """The address without the instance key: the block this instance comes from."""
        return self.address.removesuffix(key_text(self.key))

    @property
    def written_type(self) -> str:
        """The type as the address has it: "aws_alb" where type is "aws_lb"."""
        return self.resource.removesuffix(f".{self.name}").rpartition(".")[2]

    def get(self, name: str, default: Plain = None) -> Plain:
        """The value set for an attribute, or default (the provider's) when absent or null."""
        value = self.values.get(name)
        return default if value is None else value

    def blocks(self, name: str) -> tuple[Mapping[str, Plain], ...]:
        """The nested blocks of one type that are known to exist; empty when there are none."""
        value = self.values.get(name)
        if not isinstance(value, tuple):
            return ()
        return tuple(item for item in value if isinstance(item, Mapping))

    def at(self, *path: str | int) -> SourceRange | None:
        """Where a value is set: the nearest range at or above the path, else the block."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.ranges:
                return self.ranges[path[:end]]
        return self.range


@frozen
class Unexpanded:
    """A resource or module whose instances cannot be counted, and why."""

    address: str
    reason: str
    range: SourceRange | None = None
    to_fetch: str = ""
    """Source and versions of a module that `archbench get` would fetch."""
    like: "Instance | None" = field(default=None, compare=False, repr=False)
    """What each instance of a managed resource would be, however many there are: what differs from
    one to another is not known, its own address is the block's."""
    within: str = ""
    """The module of unknown number it is in, the innermost of them."""
    is_one: bool = False
    """Whether each instance of that module has exactly one of it."""

    @cached_property
    def type(self) -> str:
        """The canonical type of its instances, or "module"."""
        names = [part for part in split(self.address) if isinstance(part, str)]
        return canonical(names[-2])

    @cached_property
    def is_read(self) -> bool:
        """Whether it is a data source: however many there are, they make nothing.

        >>> names = ("data.aws_vpc.x", "aws_vpc.x")
        >>> [Unexpanded(f"module.data.{name}", "").is_read for name in names]
        [True, False]
        """
        names = sum(isinstance(part, str) for part in split(self.address))
        return names % 2 == 1  # data.TYPE.NAME; modules and resources have pairs of names


@frozen
class UnreadFile:
    """A file that lies in a module and is not read, and why."""

    name: str
    reason: str


@frozen
class NotRead:
    """Something of the configuration that no answer knows.

    what   "resource": a block of unknown number; "data": a data source of unknown number, which
           makes nothing; "module": a call whose inside is not known; "file": a file that may hold
           anything
    name   its address, or the name of the file
    to_fetch  source and versions of a module that `archbench get` would fetch
    """

    what: Literal["resource", "data", "module", "file"]
    name: str
    reason: str
    range: SourceRange | None = None
    to_fetch: str = ""


@frozen
class Action:
    """An action block (Terraform 1.14): listed, as it makes nothing that stands anywhere."""

    address: str
    type: str
    range: SourceRange


@frozen
class Variable:
    """A root input variable with the value used, masked when sensitive."""

    name: str
    value: Plain
    description: str = ""
    type: str = "any"
    sensitive: bool = False
    default: Plain = None
    """The default it declares, open even when sensitive; None for none."""
    range: SourceRange | None = None
    validations: tuple[str, ...] = ()
    """The condition of each validation block, as written."""


@frozen
class Output:
    """A root output value."""

    name: str
    value: Plain
    description: str = ""
    sensitive: bool = False
    range: SourceRange | None = None
    references: tuple[str, ...] = ()
    withheld: bool = False
    """Whether its expression takes what is not shown of a resource."""


@frozen
class Configuration:
    """A whole configuration, resolved. Every tuple is sorted by address or name."""

    path: str
    instances: tuple[Instance, ...]
    variables: tuple[Variable, ...] = ()
    declares: bool = True
    """Whether the input says what its root module declares: a state keeps no variables."""
    outputs: tuple[Output, ...] = ()
    unexpanded: tuple[Unexpanded, ...] = ()
    unread_files: tuple[UnreadFile, ...] = ()
    actions: tuple[Action, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    provider: Choice = field(default_factory=Choice)
    """The release of the AWS provider whose schema it was read with, and why."""
    rules: str = "Terraform"
    """Whose rules it was read by: "Terraform", or "OpenTofu" with what is read in place of what."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Text of each file read, by filename relative to path, for excerpts."""
    directory: str = ""
    """What names of files are relative to, where that is not path: what a plan was made from."""
    moves: tuple[Move, ...] = ()
    """What stood at another address before, as moved blocks or a plan say."""

    def _repr_html_(self) -> str:
        """How many instances of which types, what was not read, what Terraform refuses."""
        counts = Counter(item.type for item in self.managed())
        rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        instances = so_many(counts.total(), "resource instance")
        answer = f"{self.path}: {instances} of {so_many(len(counts), 'type')}"
        notes = [f"not read: {item.name} ({item.reason})" for item in self.not_read]
        notes += [str(item) for item in self.diagnostics if item.severity == "error"]
        return shown(answer, ("type", "instances"), rows, notes)

    def excerpt(self, place: str) -> str:
        """The lines of the block at file:line, without what is withheld; "" for none."""
        from archbench.terraform.excerpts import excerpt  # noqa: PLC0415 - few who read ask for it

        return excerpt(self.sources, place, self._secrets)

    def open(self, declared: "Variable | Output") -> Plain:
        """The value of a variable or output as it may be shown."""
        from archbench.terraform.secret_shapes import NOT_SHOWN  # noqa: PLC0415
        from archbench.terraform.withheld import without, without_taken  # noqa: PLC0415

        if isinstance(declared, Variable):
            return without(declared.value, self._secrets)
        if declared.name not in self._opened:
            found = (self.by_address.get(address) for address in declared.references)
            resources = [(item.type, item.values) for item in found if item]
            known = declared.value is not None and not isinstance(declared.value, Unknown)
            hidden = declared.withheld and known
            told = NOT_SHOWN if hidden else without_taken(declared.value, resources)
            self._opened[declared.name] = without(told, self._secrets)
        return self._opened[declared.name]

    @cached_property
    def _opened(self) -> dict[str, Plain]:
        """What may be shown of outputs, by name, as far as somebody has asked."""
        return {}

    @cached_property
    def _secrets(self) -> frozenset[str]:
        """Every text that is marked sensitive in it."""
        from archbench.terraform.withheld import secrets_in, with_secrets  # noqa: PLC0415

        values = [with_secrets(item.type, item.values) for item in self.instances]
        given = [Sensitive(item.default) for item in self.variables if item.sensitive]
        return secrets_in([*values, *given])

    @property
    def read_as(self) -> str:
        """With which provider it was read and, where they are not Terraform's, by whose rules."""
        rules = "" if self.rules == "Terraform" else f", by the rules of {self.rules}"
        return f"{self.provider}{rules}"

    @property
    def not_read(self) -> tuple[NotRead, ...]:
        """All that was not read, with its reason: what any total or verdict stands without."""
        blocks = (
            NotRead(
                "data" if item.is_read else "module" if item.type == "module" else "resource",
                item.address,
                item.reason,
                item.range,
                item.to_fetch,
            )
            for item in self.unexpanded
        )
        files = (NotRead("file", item.name, item.reason) for item in self.unread_files)
        return (*blocks, *files)

    @cached_property
    def uncounted(self) -> tuple[Unexpanded, ...]:
        """What may hold more managed instances than those that are known."""
        return tuple(item for item in self.unexpanded if not item.is_read)

    @cached_property
    def with_more(self) -> "Configuration":
        """The same with one of each block that nobody can count beside what is certain."""
        found = (item.like for item in self.uncounted if item.like is not None)
        return self.beside(like for like in found if like.address not in self.by_address)

    def beside(self, more: Iterable[Instance]) -> "Configuration":
        """The same with more instances beside those that are certain; itself where none are."""
        added = tuple(more)
        return replace(self, instances=(*self.instances, *added)) if added else self

    def around(self, block: Unexpanded) -> "Configuration":
        """The same with what is there for certain where a block of unknown number is.

        Of the module that it is in, and of those above, one instance is.
        """
        return self.beside(
            item.like
            for item in self.uncounted
            if item.is_one
            and item.like is not None
            and f"{block.within}.".startswith(f"{item.within}.")
        )

    @cached_property
    def by_address(self) -> Mapping[str, Instance]:
        """Every instance by its address."""
        return {instance.address: instance for instance in self.instances}

    @cached_property
    def by_resource(self) -> Mapping[str, tuple[Instance, ...]]:
        """The instances of every resource and data block, by its address."""
        found: dict[str, list[Instance]] = {}
        for instance in self.instances:
            found.setdefault(instance.resource, []).append(instance)
        return {resource: tuple(items) for resource, items in found.items()}

    @cached_property
    def _by_type(self) -> Mapping[str, tuple[Instance, ...]]:
        found: dict[str, list[Instance]] = {}
        for instance in self.instances:
            if instance.mode == "managed":
                found.setdefault(instance.type, []).append(instance)
        return {type_: tuple(items) for type_, items in found.items()}

    @cached_property
    def _by_known_identity(self) -> Mapping[str, Instance]:
        """Instances by id, ARN and host name, where a state or plan knows them.

        What belongs to a resource often has its id too, as the policy of a topic or bucket: the
        one meant is that whose type begins the types of all others; where none does, no instance.
        """
        made: dict[str, list[Instance]] = {}
        ids: dict[str, list[Instance]] = {}
        for instance in self.instances:
            for name in _IDENTIFYING if not _IDENTIFYING_SET.isdisjoint(instance.values) else ():
                value = instance.values.get(name)
                if isinstance(value, str) and name == "id":
                    ids.setdefault(value, []).append(instance)
                elif isinstance(value, str) and not _is_given(instance, name):
                    made.setdefault(value, []).append(instance)
        found = {value: owner for value, alike in ids.items() if (owner := _owner(alike))}
        return found | {value: alike[0] for value, alike in made.items() if len(alike) == 1}

    def of_type(self, *types: str) -> tuple[Instance, ...]:
        """All managed instances of these types, by either name, sorted by address within each."""
        wanted = dict.fromkeys(map(canonical, types))
        return tuple(item for type_ in wanted for item in self._by_type.get(type_, ()))

    def managed(self) -> Iterator[Instance]:
        """Every managed resource instance, in order of address."""
        return (item for item in self.instances if item.mode == "managed")

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], tuple[Instance, ...]]:
        """Managed instances by type and known name."""
        found: dict[tuple[str, str], list[Instance]] = {}
        for type_, argument in NAMES.items():
            for instance in self.of_type(type_):
                name = instance.values.get(argument)
                if isinstance(name, str):
                    found.setdefault((type_, name), []).append(instance)
        return {key: tuple(items) for key, items in found.items()}

    def target(
        self,
        value: Plain,
        source: str = "",
        *path: str | int,
        region: str | Unknown | None = None,
    ) -> Instance | None:
        """The instance a value names: by the origin of an exact unknown, or by a known id or ARN.

        Where the value stands at a path of an instance of a source type, a known name counts as
        well; of several that have it, that of the region. None when it names nothing in this
        configuration, or cannot be told.
        """
        if value is None:
            return None
        if isinstance(value, Sensitive):
            return self.target(value.value, source, *path, region=region)
        if isinstance(value, Unknown):
            if not value.exact or value.origins[0].kind not in ("resource", "data"):
                return None
            return self.by_address.get(value.origins[0].subject)
        if not isinstance(value, str):
            return None
        return (
            self._by_known_identity.get(id_of(value))
            or next(self.written(value), None)
            or self.called(value, named_types(source, path), region)
        )

    def written(self, text: str) -> Iterator[Instance]:
        """The instances that a text names by ARN, address or URL: each the only one of its name.

        One of another region than the text says is not meant; the account is not compared.
        """
        for one in named_in(text) if may_name(text) else ():
            here = [
                item
                for item in self._by_name.get((one.type, one.name), ())
                if not (one.region and isinstance(item.region, str)) or item.region == one.region
            ]
            if len(here) == 1:
                yield here[0]

    def called(
        self, name: str, types: Sequence[str], region: str | Unknown | None = None
    ) -> Instance | None:
        """The one instance of these types that has a name; of a task definition, any revision.

        Of several in as many regions it is that of the region asked for.
        """
        family = name.partition(":")[0] if "aws_ecs_task_definition" in types else name
        found = [item for type_ in types for item in self._by_name.get((type_, family), ())]
        if region is not None and len(found) > 1:
            found = [item for item in found if item.region == region]
        return found[0] if len(found) == 1 else None

    def variable(self, name: str) -> Variable | None:
        """The root variable with this name."""
        return next((item for item in self.variables if item.name == name), None)

    def output(self, name: str) -> Output | None:
        """The root output with this name."""
        return next((item for item in self.outputs if item.name == name), None)


def _is_given(instance: Instance, name: str) -> bool:
    """Whether an attribute is an argument: the ARN it holds is that of something else."""
    schema = schema_of("data" if instance.mode == "data" else "resource", instance.type)
    attribute = schema.attributes.get(name) if schema else None
    return attribute is not None and attribute.settable


def _owner(alike: Sequence[Instance]) -> Instance | None:
    """Of instances with one id, that of the type to which the others belong."""
    first = min(alike, key=lambda item: len(item.type))
    others = [item for item in alike if item is not first]
    belong = all(item.type.startswith(f"{first.type}_") for item in others)
    return first if belong else None

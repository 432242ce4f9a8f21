"""What leads from one part to another, with the instance that states it.

Three sources, in this order: the links of each Kind, through target groups and the like; security
groups that let one part's wearers in to another's; and what a part, or what configures it, names
besides. What several of them state is one relation, of the first that tells how.
"""

from binascii import a2b_base64
from collections.abc import Iterable, Iterator, Mapping

from archbench.architecture.anchors import Anchors
from archbench.architecture.database import GLOBAL_TYPES
from archbench.architecture.granting import granted
from archbench.architecture.joins import IDENTITIES
from archbench.architecture.letting_in import ACTS, BY_ROLE, let_in
from archbench.architecture.named_in_text import by_event
from archbench.architecture.part import Part, Relation
from archbench.architecture.permission import SecurityGroup
from archbench.architecture.standing import kind_for, named
from archbench.aws.catalogue import kind_of
from archbench.aws.kind import Kind, Link, RelationKind
from archbench.aws.places import PathMeaning, paths
from archbench.aws.values import first_at, found_at, text, value_at
from archbench.frozen import frozen, replace
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.patterns import regex
from archbench.terraform.address import natural
from archbench.terraform.configuration import Instance, Path

_PLACING: tuple[PathMeaning, ...] = ("subnet", "group", "zone", "vpc", "worn", "role")
_ARGUMENT = regex(r"\{([^}]+)\}")
"""What stands in a label for an argument: "{protocol} {port}"."""
_POLICIES = ("policy", "access_policy", "access_policies")
"""Arguments that say who may use what they belong to: what they name is the one who does."""


@frozen
class StatedRelation:
    """A relation between two instances, before passages and helpers are parts."""

    kind: RelationKind
    source: str
    target: str
    label: str
    via: str
    range: SourceRange | None


def relations(anchors: Anchors, groups: Iterable[SecurityGroup]) -> tuple[Relation, ...]:
    """Every relation between two parts, in order of source and target."""
    parts = anchors.parts
    found: dict[tuple[str, str], Relation] = {}
    for relation in (
        *_global_databases(anchors),
        *_linked(anchors),
        *let_in(anchors, parts, groups),
        *granted(anchors, BY_ROLE),
        *_mentioned(anchors),
    ):
        key = (relation.source, relation.target)
        if _within(parts, relation) or (relation.kind == "uses" and key[::-1] in found):
            continue
        had = found.get(key)
        found[key] = relation if had is None else _joined(had, relation)
    ordered = sorted(found.values(), key=lambda item: (natural(item.source), natural(item.target)))
    return tuple(ordered)


def _within(parts: Mapping[str, Part], relation: Relation) -> bool:
    """Whether both ends are one part, or a part and a member of it."""
    source, target = parts[relation.source], parts[relation.target]
    return (
        source is target
        or target.address == source.member_of
        or (source.address == target.member_of)
    )


def _joined(first: Relation, second: Relation) -> Relation:
    """Two statements of one relation: the first tells how, a label of the second may add to it."""
    labels = dict.fromkeys(label for label in (first.label, second.label) if label)
    same = first.kind == second.kind
    return replace(
        first,
        label=", ".join(labels) if same else first.label or second.label,
        via=tuple(dict.fromkeys((*first.via, *second.via))),
        actions=tuple(sorted({*first.actions, *second.actions})),
    )


def _linked(anchors: Anchors) -> Iterator[Relation]:
    """What the links of each Kind state, from part to part through the passages between them."""
    known = anchors.reader.configuration.by_address
    stated = [
        statement
        for item in anchors.reader.configuration.managed()
        for statement in statements(anchors, item, kind_of(item.type))
    ]
    onwards: dict[str, list[StatedRelation]] = {}
    for statement in stated:
        onwards.setdefault(statement.source, []).append(statement)

    def is_passage(address: str) -> bool:
        kind = kind_of(known[address].type)
        return kind is not None and kind.role == "passage"

    for statement in stated:
        if is_passage(statement.source):
            continue
        stack: list[tuple[StatedRelation, tuple[str, ...], str]]
        stack = [(statement, (statement.via,), statement.label)]
        seen: set[str] = set()
        while stack:
            at, via, label = stack.pop()
            if at.target in seen:
                continue
            seen.add(at.target)
            if is_passage(at.target):
                stack += [
                    (after, (*via, at.target, after.via), label or after.label)
                    for after in onwards.get(at.target, ())
                ]
                continue
            for source in anchors.of(statement.source):
                for target in anchors.of(at.target):
                    yield Relation(
                        statement.kind,
                        source,
                        target,
                        label,
                        tuple(dict.fromkeys(via)),
                        statement.range,
                    )


def statements(anchors: Anchors, item: Instance, kind: Kind | None) -> Iterator[StatedRelation]:
    """What the links of an instance's Kind state, between instances as they are written."""
    for link in kind.links if kind else ():
        for source, at in ends(anchors, item, link.source):
            for target, to in ends(anchors, item, link.target):
                label = anchors.routes.get(item.address) or _label(item, link, to)
                yield StatedRelation(
                    link.kind, source, target, label, item.address, item.at(*at, *to)
                )


def ends(anchors: Anchors, item: Instance, dotted: str) -> Iterator[tuple[str, Path]]:
    """The instances at one end of a link, and where they are named.

    Of JSON text, what it names; of a data source, what it was looked up by.
    """
    if not dotted:
        yield item.address, ()
        return
    reader = anchors.reader
    for path, value in found_at(item, dotted):
        told = reader.many(item, *path)
        if not told and value is not None:
            told = (
                *reader.referenced(item, path),
                *anchors.records.get(text(value), ()),
                *by_event(reader.configuration, value),
            )
        for one in told:
            looked_up = (one,) if one.mode == "managed" else anchors.resolved(one.address)
            yield from ((each.address, path) for each in looked_up)


def _label(item: Instance, link: Link, to: Path) -> str:
    """The label with the arguments it names put in; none where one of them is not known."""
    if not isinstance(link.label, str):
        return link.label(item, to)
    given = {name: text(first_at(item, name)) for name in _ARGUMENT.findall(link.label)}
    return _ARGUMENT.sub(lambda name: given[name[1]], link.label) if all(given.values()) else ""


def _global_databases(anchors: Anchors) -> Iterator[Relation]:
    """From the cluster that writes a global database to those that only read it.

    The first one brings its master user; a later one has none of its own.
    """
    for database in anchors.reader.of_type(*GLOBAL_TYPES):
        members = [
            item
            for item in anchors.reader.of_type("aws_rds_cluster", "aws_docdb_cluster")
            if database in named(anchors.reader, item, "global_cluster_identifier")
        ]
        writers = [item for item in members if item.get("master_username") is not None]
        if len(writers) == 1:
            for item in members:
                if item is not writers[0]:
                    at = item.at("global_cluster_identifier")
                    via = (item.address, database.address)
                    yield Relation(
                        "replica", writers[0].address, item.address, database.name, via, at
                    )


_FOR_PEOPLE = frozenset(("tags", "tags_all", "description", "comment"))
"""Arguments that people read: what they mention is asked by nobody."""


def _mentioned(anchors: Anchors) -> Iterator[Relation]:
    """What a part names that no link covers: by the role of what is named, else it uses it."""
    for item, here in anchors.stating():
        kind = kind_for(item.type)
        skipped = {_last(path) for what in _PLACING for path in paths(item.type, what)}
        skipped |= {_last(path) for path in _stated(kind)}
        keys = {_last(path) for path in paths(item.type, "key")}
        for path, target in anchors.behind(item):
            names = [step for step in path if isinstance(step, str)]
            if not _may_name(anchors, value_at(item, path), target):
                continue
            if names[-1] in skipped or _FOR_PEOPLE.intersection(names):
                continue
            label = _key(value_at(item, path), target.address)
            said = StatedRelation("uses", "", "", label, item.address, item.at(*path))
            for other in anchors.of(target.address):
                for source in here:
                    ends = anchors.parts[source], anchors.parts[other]
                    if names[0] in _POLICIES and all(end.kind.role in ACTS for end in ends):
                        via, at = (said.via,), said.range
                        yield Relation("grant", other, source, "", via, at)
                    else:
                        yield _mention(*ends, said, protects=names[-1] in keys)


def _may_name(anchors: Anchors, value: Plain, target: Instance) -> bool:
    """Whether a value can name what its expression refers to: no number and no other's name does.

    One that is what certain resources will have names no other: each element of a map has its own.
    A text that is told names what it holds the name of, in base64 as well.
    """
    if isinstance(value, Unknown):
        waits = {at.subject for at in value.origins if at.kind in ("resource", "data")}
        others = value.exact and waits
        return not others or any(target in anchors.resolved(one) for one in waits)
    if isinstance(value, Sensitive):
        return _may_name(anchors, value.value, target)
    if isinstance(value, Mapping):
        return any(_may_name(anchors, inner, target) for inner in value.values())
    if isinstance(value, tuple):
        return any(_may_name(anchors, inner, target) for inner in value)
    if not isinstance(value, str):
        return False
    told = (value, _decoded(value))
    names = (target.values.get(name) for name in IDENTITIES)
    return any(name in text_ for name in names if isinstance(name, str) and name for text_ in told)


def _decoded(written: str) -> str:
    """What a text says in base64, "" for one that is none."""
    try:
        return a2b_base64(written, strict_mode=True).decode()
    except (ValueError, UnicodeDecodeError):
        return ""


def _stated(kind: Kind | None) -> Iterator[str]:
    """The paths that its Kind already says the meaning of."""
    if kind is not None:
        yield from (*kind.belongs_to, *kind.made_of, *kind.beside)
        yield from (end for link in kind.links for end in (link.source, link.target) if end)


def _key(value: Plain, address: str) -> str:
    """The key of a map under which an instance is named: of an environment, the variable."""
    for key, inner in value.items() if isinstance(value, Mapping) else ():
        if isinstance(inner, Unknown) and any(at.subject == address for at in inner.origins):
            return key
    return ""


def _last(dotted: str) -> str:
    return dotted.rsplit(".", 1)[-1]


def _mention(source: Part, target: Part, said: StatedRelation, *, protects: bool) -> Relation:
    if protects and target.kind.role == "guard":
        return Relation("encrypts", target.address, source.address, "", (said.via,), said.range)
    if source.kind.role == "support":
        kind: RelationKind = "watches" if target.kind.role in ACTS else "uses"
    elif source.kind.role == "guard" or (
        source.kind.role == "store" and target.kind.role in ("entry", "workload")
    ):
        kind = "uses"  # neither asks anybody by itself
    else:
        kind = BY_ROLE.get(target.kind.role, "uses")
    return Relation(kind, source.address, target.address, said.label, (said.via,), said.range)

"""What the real provider refuses of arguments beside each other, asked set by set."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from archbench.terraform.rule_table import ArgumentRule
from archbench.terraform.schema import FIVE, BlockSchema
from tests.rules_probing import DEEPEST, LARGE, Heard, Path_, Probe, ask

Found = Sequence[tuple[str, ArgumentRule]]
_NAME = r"[\w.]+"
_ABLE = re.compile(rf'"({_NAME})": conflicts with ({_NAME})')
_ONLY = re.compile(rf'"({_NAME})": (?:only )?one of `([\w.,]+)`')
_ALL = re.compile(rf'"({_NAME})": all of `([\w.,]+)` must be specified')
_LISTED = re.compile(r"^(.*?) attributes (must|cannot) be configured(?: together)?: \[(.*)\]$")
_BESIDE = re.compile(r'Attribute "(\S+)" (cannot|must) be specified when "(\S+)" is specified$')


def record(directory: Path, types: Sequence[str]) -> Found:
    """The rules between arguments of types, as terraform tells them."""
    rules: dict[tuple[str, ArgumentRule], None] = {}
    _keep(rules, ask(directory, [Probe(type_) for type_ in types]))
    _keep(rules, ask(directory, [Probe(type_, only=frozenset()) for type_ in types]))
    while True:  # a message names the first conflict alone, so what was named is left out
        before = len(rules)
        _keep(rules, ask(directory, list(_further(rules))))
        if len(rules) == before:
            break
    alone = [
        Probe(type_, only=frozenset({path}))
        for type_ in types
        for path in _arguments(FIVE.schema_of("resource", type_), ())
    ]
    _keep(rules, ask(directory, alone))
    return _merged(rules)


def parts(type_: str, found: Found) -> list[frozenset[Path_]]:
    """What to leave out so that the rest may stand together: sets that leave out none for ever."""
    apart: dict[Path_, set[Path_]] = {}
    for of, rule in found:
        if of == type_ and rule.name in ("conflicts", "exactly_one"):
            names = [_plain(rule.path), *map(_plain, map(_steps, rule.operands))]
            own = names[:1] if rule.name == "conflicts" else names
            for one in own:
                for other in names:
                    if one != other:
                        apart.setdefault(one, set()).add(other)
                        apart.setdefault(other, set()).add(one)
    left, without = sorted(apart), []
    while left:
        together: list[Path_] = []
        for name in (*left, *sorted(apart)):
            if name not in together and not any(name in apart[one] for one in together):
                together.append(name)
        left = [name for name in left if name not in together]
        without.append(frozenset(apart) - frozenset(together))
    return without or [frozenset()]


def rules_in(words: str) -> Iterator[ArgumentRule]:
    """The rules a message tells.

    >>> list(rules_in('Conflicting configuration arguments "name": conflicts with name_prefix'))
    [ArgumentRule(path=('name',), name='conflicts', operands=('name_prefix',), later=())]
    """
    for own, other in _ABLE.findall(words):
        yield ArgumentRule(_steps(own), "conflicts", (other,))
    for own, listed in _ONLY.findall(words):
        kind = "exactly_one" if words.startswith("Invalid combination") else "at_least_one"
        yield ArgumentRule(_steps(own), kind, tuple(sorted(set(listed.split(",")))))
    for own, listed in _ALL.findall(words):
        others = tuple(sorted(name for name in set(listed.split(",")) if name != own))
        yield ArgumentRule(_steps(own), "with", others)
    yield from _of_framework(words)


def _of_framework(words: str) -> Iterator[ArgumentRule]:
    detail = re.sub(r"\[(\d+)\]", r".\1", re.sub(r"^(?:Invalid|Missing) Attribute \w+ ", "", words))
    listed = _LISTED.search(detail)
    if listed is not None and re.fullmatch(r"[\w.,]+", listed[3]):
        names = tuple(sorted(listed[3].split(",")))
        kinds = {"Exactly one of these": "exactly_one", "At least one of these": "at_least_one"}
        kind = kinds.get(listed[1])
        if kind is not None:
            yield ArgumentRule(_steps(names[0]), kind, names)
        elif listed[2] == "cannot" and len(names) == len("ab"):
            yield ArgumentRule(_steps(names[0]), "conflicts", names[1:])
    beside = _BESIDE.search(detail)
    if beside is not None and re.fullmatch(r"[\w.]+ [\w.]+", f"{beside[1]} {beside[3]}"):
        one, verb, other = beside.groups()
        yield (
            ArgumentRule(_steps(other), "conflicts", (one,))
            if verb == "cannot"
            else ArgumentRule(_steps(other), "with", (one,))
        )


def _keep(rules: dict[tuple[str, ArgumentRule], None], answers: Iterable[Heard]) -> None:
    for heard in answers:
        for (type_, _), messages in heard.items():
            for words in messages:
                for rule in rules_in(words):
                    rules.setdefault((type_, rule))


def _further(rules: Mapping[tuple[str, ArgumentRule], None]) -> Iterator[Probe]:
    """Everything set but what an argument is known to conflict with, or what is to stand alone."""
    found = _merged(rules)
    for type_ in sorted({type_ for type_, rule in found if rule.name == "exactly_one"}):
        yield from (Probe(type_, without=without) for without in parts(type_, found))
    partners: dict[tuple[str, Path_], set[Path_]] = {}
    for type_, rule in rules:
        if rule.name == "conflicts":
            beside = partners.setdefault((type_, _plain(rule.path)), set())
            beside.update(_plain(_steps(name)) for name in rule.operands)
    for (type_, _), without in sorted(partners.items()):
        yield Probe(type_, without=frozenset(without))


def _merged(rules: Mapping[tuple[str, ArgumentRule], None]) -> Found:
    """One rule for all conflicts of an argument."""
    apart: dict[tuple[str, Path_], list[str]] = {}
    found: list[tuple[str, ArgumentRule]] = []
    for type_, rule in rules:
        if rule.name == "conflicts":
            apart.setdefault((type_, rule.path), []).extend(rule.operands)
        else:
            found.append((type_, rule))
    found += [
        (type_, ArgumentRule(path, "conflicts", tuple(sorted(set(names)))))
        for (type_, path), names in apart.items()
    ]
    return sorted(found, key=lambda item: (item[0], item[1].path, item[1].name))


def _arguments(schema: BlockSchema | None, path: Path_) -> Iterator[Path_]:
    """Every argument and block that may be set, as deep as probes go."""
    if schema is None:
        return
    for name, item in sorted(schema.attributes.items()):
        if item.settable:
            yield (*path, name)
    for name, nested in sorted(schema.blocks.items()):
        if len(path) < DEEPEST and name not in LARGE and nested.nesting != "map":
            yield (*path, name)
            yield from _arguments(nested.block, (*path, name))


def _steps(name: str) -> Path_:
    return tuple(name.split("."))


def _plain(path: Path_) -> Path_:
    """A path without the places of blocks."""
    return tuple(step for step in path if not step.isdigit())

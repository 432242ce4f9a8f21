"""Record what the real provider refuses: python -m tests.record_rules PLUGINS TYPES.txt.

Arguments of the named resource types are set to what cannot be right, alone and together, and what
`terraform validate` of hashicorp/aws 5.100.0 says against them is kept as a line of the table
archbench/terraform/aws-5.100.0.rules.txt: type, path, rule and its operands. Only what Terraform
itself was heard to refuse becomes a rule; values it takes are tried as well, so that a rule is no
wider than heard. The enumerations of botocore are there to widen lists for provider 6.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from archbench.files import write_atomic
from archbench.hcl.types import NUMBER, STRING, ListOf, SetOf
from archbench.terraform.rule_table import TABLE, ArgumentRule
from archbench.terraform.schema import FIVE, BlockSchema
from tests import rules_between, rules_heard
from tests.record_schema import CONFIGURATION
from tests.rules_probing import DEEPEST, LARGE, Path_, Probe, ask, environment

SOME = 4
AT_ONCE = 40
"""Types that are recorded together."""
FIRST_TRIES = (
    ("no-such-value", 987654321),
    ("_A b:c.", -987654321),
    ("a" * 2100, 70000),
    ("{no json", 1),
)
OF_PLANS = (
    (
        "aws_sqs_queue",
        "name",
        "pattern",
        [[r"^(?:[0-9A-Za-z_-]{1,80}|[0-9A-Za-z_-]{1,75}\.fifo)$"]],
    ),
)
"""What only a plan refuses: "invalid queue name"; the pattern is that of the SQS API reference."""

Place = tuple[str, Path_]
Said = dict[Place, dict[str, tuple[str, ...]]]


def listen(directory: Path, probes: Sequence[Probe]) -> tuple[Said, Said]:
    """What is said of each argument's value, by the text and by the number it was set to."""
    texts: Said = {}
    numbers: Said = {}
    for probe, heard in zip(probes, ask(directory, probes), strict=True):
        for (type_, at), messages in heard.items():
            for words in messages:
                if words.startswith(rules_heard.OF_OTHERS):
                    continue
                path = _argument(probe, at, words)
                for said, key in ((texts, probe.text), (numbers, str(probe.number))):
                    kept = said.setdefault((type_, path), {}).setdefault(key, ())
                    said[type_, path][key] = kept if words in kept else (*kept, words)
    return texts, numbers


def _argument(probe: Probe, at: Path_, words: str) -> Path_:
    """Which argument a message is about: what it names, else the one that is set, else its line.

    What stands in a set has no line of its own, and may be named by its last name alone.
    """
    named = rules_heard.named(words)
    candidates = [named] if named else []
    if named and not at:
        inside = [path for path in _set_by(probe) if path[-1] == named[-1] and len(path) > 1]
        candidates += inside if len(inside) == 1 else []
    elif not named and not at and probe.only is not None and len(probe.only) == 1:
        candidates += probe.only
    for path in candidates:
        for way in ((*path, "*"), path):
            if kind_of(probe.type, way) is not None:
                return way
    return at


def _set_by(probe: Probe) -> list[Path_]:
    """The arguments a probe sets."""
    found = (path[:-1] if path[-1:] == ("*",) else path for path, _ in probe.lines())
    return list(dict.fromkeys(path for path in found if path))


def _in_sets(
    schema: BlockSchema | None, path: Path_ = (), *, inside: bool = False
) -> Iterator[Path_]:
    """The arguments in sets beside which nothing has to stand that a message could be about."""
    needed = (
        {name for name, item in schema.attributes.items() if item.required} if schema else set()
    )
    needed |= (
        {name for name, nested in schema.blocks.items() if nested.minimum} if schema else set()
    )
    for name, item in schema.attributes.items() if schema and inside else ():
        if item.settable and needed <= {name}:
            yield (*path, name)
    for name, nested in schema.nested.items() if schema else ():
        if len(path) < DEEPEST and name not in LARGE and nested.nesting != "map":
            within = inside or nested.nesting == "set"
            yield from _in_sets(nested.block, (*path, name), inside=within)


@cache
def kind_of(type_: str, path: Path_) -> Any:  # noqa: ANN401 STRING, NUMBER or None
    """What an argument holds, text or numbers; None for others and for none."""
    schema = FIVE.schema_of("resource", type_)
    *way, last = path[:-1] if path and path[-1] == "*" else path or ("",)
    for step in way:
        if schema is None or step not in schema.nested:
            return None
        schema = schema.nested[step].block
    found = schema.attributes.get(last) if schema else None
    if found is None or not found.settable:
        return None
    if path[-1] == "*":
        inner = found.type.element if isinstance(found.type, ListOf | SetOf) else None
        return inner if inner == STRING else None
    return found.type if found.type in (STRING, NUMBER) else None


def values(
    directory: Path, parted: Mapping[str, Sequence[frozenset[Path_]]]
) -> Iterator[tuple[Place, ArgumentRule]]:
    """The rules of single arguments; parted are the sets that may not stand together, by type."""
    first = [
        Probe(type_, text, number, without=without)
        for type_, parts in parted.items()
        for without in parts
        for text, number in FIRST_TRIES
    ]
    places = {place for said in listen(directory, first) for place in said}
    heard = {(type_, path) for type_, path in places if kind_of(type_, path) is not None}
    nameless = {type_ for type_, path in places if not path}
    alone = [
        Probe(type_, text, number, frozenset([path]))
        for type_ in sorted(nameless)
        for path in _in_sets(FIVE.schema_of("resource", type_))
        for text, number in FIRST_TRIES
    ]
    hidden = {place for said in listen(directory, alone) for place in said} - heard
    hidden = {(type_, path) for type_, path in hidden if kind_of(type_, path) is not None}
    pairs = list(zip(rules_heard.TEXTS, cycle(rules_heard.NUMBERS), strict=False))
    further = [
        Probe(type_, text, number, frozenset([path[:-1] if path[-1] == "*" else path]))
        for type_, path in sorted(hidden)
        for text, number in pairs
    ]
    texts, numbers = listen(directory, [*_probes(parted, heard, pairs), *further])
    heard |= hidden
    for place in sorted(heard):
        kind = kind_of(*place)
        if kind == NUMBER:
            yield from ((place, rule) for rule in rules_heard.of_numbers(numbers.get(place, {})))
        else:
            yield from ((place, rule) for rule in rules_heard.of_texts(texts.get(place, {})))
    plain = {
        place for place in heard - hidden if rules_heard.tells_characters(texts.get(place, {}))
    }
    marks = [(text, 1) for text in rules_heard.marked()]
    of_marks, _ = listen(directory, _probes(parted, plain, marks))
    for place in sorted(plain):
        both = {**texts[place], **of_marks.get(place, {})}
        yield from ((place, rule) for rule in rules_heard.of_characters(both))


def _probes(
    parted: Mapping[str, Sequence[frozenset[Path_]]],
    places: Iterable[Place],
    pairs: Sequence[tuple[str, int]],
) -> list[Probe]:
    wanted: dict[str, set[Path_]] = {}
    for type_, path in places:
        wanted.setdefault(type_, set()).add(path[:-1] if path[-1] == "*" else path)
    return [
        Probe(type_, text, number, frozenset(paths), without)
        for type_, paths in sorted(wanted.items())
        for without in parted[type_]
        if any(not _covered(path, without) for path in paths)
        for text, number in pairs
    ]


def _covered(path: Path_, without: frozenset[Path_]) -> bool:
    return any(path[:end] in without for end in range(1, len(path) + 1))


@cache
def enumerations() -> tuple[frozenset[str], ...]:
    """Every enumeration of the services botocore knows."""
    from botocore.loaders import Loader  # noqa: PLC0415 only to record

    loader = Loader()
    found: set[frozenset[str]] = set()
    for service in loader.list_available_services("service-2"):
        model: Any = loader.load_service_model(service, "service-2")
        for shape in model["shapes"].values():
            if "enum" in shape:
                found.add(frozenset(shape["enum"]))
    return tuple(found)


def widened(names: Sequence[str]) -> list[str]:
    """What a list may have grown by: members of the enumerations that hold all of it.

    Where there are none, those that hold at least half of a list of some length; where there are
    none of these either, * stands for anything: nothing says how far it may have grown.
    """
    own = frozenset(names)
    near = [found for found in enumerations() if own <= found]
    if not near and len(own) >= SOME:
        near = [found for found in enumerations() if 2 * len(own & found) >= len(own)]
    return sorted({item for found in near for item in found} - own) if near else ["*"]


def line(type_: str, path: Iterable[str], rule: ArgumentRule) -> str:
    """A rule as a line of the table."""
    more = widened(rule.operands) if rule.name == "one_of" else []
    operands = [list(rule.operands), more] if more else [list(rule.operands)]
    return f"{type_} {'.'.join(path)} {rule.name} {json.dumps(operands)}"


def record(directory: Path, types: Sequence[str]) -> Iterator[str]:
    """The lines of some types."""
    between = rules_between.record(directory, types)
    parted = {type_: rules_between.parts(type_, between) for type_ in types}
    for (type_, path), rule in values(directory, parted):
        yield line(type_, path, rule)
    for type_, rule in between:
        yield line(type_, rule.path, rule)


def main() -> None:
    """Write the table; types that are not named keep the lines they have."""
    asked = Path(sys.argv[2]).read_text(encoding="utf-8").split()
    types = [name for name in dict.fromkeys(asked) if FIVE.schema_of("resource", name)]
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        (directory / "empty.rc").touch()
        (directory / "main.tf").write_text(CONFIGURATION, encoding="utf-8")
        subprocess.run(
            ["terraform", "init", f"-plugin-dir={sys.argv[1]}"],
            cwd=directory,
            env=environment(directory),
            check=True,
            capture_output=True,
        )
        for start in range(0, len(types), AT_ONCE):
            some = types[start : start + AT_ONCE]
            kept = TABLE.read_text(encoding="utf-8").splitlines()
            table = [text for text in kept if text.split(" ", 1)[0] not in some]
            table += record(directory, some)
            of_plans = [f"{name} {at} {rule} {json.dumps(x)}" for name, at, rule, x in OF_PLANS]
            table = sorted(dict.fromkeys([*table, *of_plans]), key=lambda text: text.split(" ")[0])
            write_atomic(TABLE, ("\n".join(table) + "\n").encode())
            sys.stdout.write(f"{start + len(some)} types, {len(table)} rules in all\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

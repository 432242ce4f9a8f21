"""Record what the real provider refuses: python -m tests.record_rules PLUGINS TYPES.txt.

Every argument of the named resource types is set to values that cannot be right, and what
`terraform validate` of hashicorp/aws 5.100.0 says against them is kept as a line of the table
archbench/terraform/aws-5.100.0.rules.txt: type, path, rule and its operands. Only what Terraform
itself was seen to refuse becomes a rule; values it takes are probed as well, so that a rule is no
wider than seen. The enumerations of botocore are there to widen lists for provider 6.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from archbench.files import write_atomic
from archbench.hcl.types import BOOL, NUMBER, STRING, ListOf, SetOf
from archbench.terraform.argument_rules import TABLE
from archbench.terraform.schema import FIVE, BlockSchema
from tests.record_schema import CONFIGURATION

DEEPEST = 3
SOME = 4
AT_ONCE = 47
MOST_LINES = 220
"""Lines of one type; terraform takes minutes over those with more, which are left out."""
LARGE = frozenset({"statement", "definition", "rule_group"})
PROBES: Mapping[str, tuple[str, int]] = {
    "word": ("no-such-value", 987654321),
    "low": ("sg-no-such-value", -987654321),
    "long": ("a" * 2100, 70000),
    "json": ("{no json", 1),
    "broken": ("10.0.0/16", 2),
    "host": ("10.0.0.1/16", 3),
    "network": ("10.0.0.0/16", 4),
    "six": ("2001:db8::/32", 5),
    "object": ("{}", 60),
}
OF_OTHERS = ("Conflicting configuration", "Invalid combination", "Invalid Attribute Combination")
"""How terraform begins where an argument may not stand beside others, whatever its value."""
OF_PLANS = (
    ("aws_sqs_queue", "name", "pattern", [[r"[0-9A-Za-z_-]{1,80}|[0-9A-Za-z_-]{1,75}\.fifo"]]),
)
"""What only a plan refuses: "invalid queue name"; the pattern is that of the SQS API reference."""
_ONE_OF = re.compile(r"(?:one of:? |one of )\[(.*?)\]")
_RANGE = re.compile(r"in the range \((-?\d+) - (-?\d+)\)")
_LENGTH = re.compile(r"length of \S+ to be in the range \((\d+) - (\d+)\)")
_BEGINS = re.compile(r"(?:cannot|must not|can't) (?:begin|start) with (\S+?)[\])\"]?$")

Path_ = tuple[str, ...]
Said = dict[tuple[str, Path_], list[str]]


def lines(  # noqa: C901 one case per type
    schema: BlockSchema, probe: tuple[str, int], path: Path_, only: Path_ = ()
) -> Iterator[tuple[Path_, str]]:
    """Every argument of a body, or one, as a line of HCL with its path; () for lines of none."""
    text, number = probe
    for name, item in sorted(schema.attributes.items()):
        if not item.settable or name.endswith("_prefix"):  # which keeps a name beside it unjudged
            continue
        way = (*path, name)
        if only and way != only[: len(way)]:
            continue
        if item.type == STRING:
            yield way, f"{name} = {json.dumps(text)}"
        elif item.type == NUMBER:
            yield way, f"{name} = {number}"
        elif item.type == BOOL:
            yield way, f"{name} = true"
        elif isinstance(item.type, ListOf | SetOf) and item.type.element == STRING:
            yield (*way, "*"), f"{name} = [{json.dumps(text)}]"
    for name, nested in sorted(schema.blocks.items()):
        way = (*path, name)
        if only and way != only[: len(way)]:
            continue
        if len(path) < DEEPEST and name not in LARGE and nested.nesting != "map":
            yield (), f"{name} {{"
            yield from lines(nested.block, probe, way, only)
            yield (), "}"


def size_of(type_: str) -> int:
    """How many lines a type is written in."""
    schema = FIVE.schema_of("resource", type_)
    return sum(1 for _ in lines(schema, PROBES["word"], ())) if schema else MOST_LINES + 1


def validate(directory: Path, wanted: Sequence[tuple[str, Path_]]) -> Mapping[str, Said]:
    """What terraform says about arguments, by the probe they are set to.

    wanted are types, each with the one argument to set, or () for all of them.
    """
    places: dict[tuple[str, int], tuple[str, str, Path_]] = {}
    for old in directory.glob("probe_*.tf"):
        old.unlink()
    for place, (type_, only) in enumerate(wanted):
        schema = FIVE.schema_of("resource", type_)
        assert schema is not None, type_
        for name, probe in PROBES.items():
            # a file each, for terraform parses the file again for every mistake it shows
            file = f"probe_{place}_{name}.tf"
            head = f'resource "{type_}" "{name}_{place}" {{'
            written = [((), head), *lines(schema, probe, (), only), ((), "}")]
            text = "\n".join(line for _, line in written)
            (directory / file).write_text(f"{text}\n", encoding="utf-8")
            places |= {(file, n): (name, type_, path) for n, (path, _) in enumerate(written, 1)}
    done = subprocess.run(
        ["terraform", "validate", "-json"],
        cwd=directory,
        env=environment(directory),
        check=False,
        capture_output=True,
        text=True,
    )
    said: dict[str, Said] = {name: {} for name in PROBES}
    for item in json.loads(done.stdout)["diagnostics"]:
        if item["severity"] == "error" and "range" in item:
            at = item["range"]["filename"], item["range"]["start"]["line"]
            name, type_, path = places[at]
            words = " ".join(f"{item['summary']}\n{item['detail']}".split())
            said[name].setdefault((type_, path), []).append(words)
    return said


def hidden(said: Mapping[str, Said]) -> list[tuple[str, Path_]]:
    """The arguments whose values nobody looked at, because of others beside them."""
    return sorted(
        {
            place
            for found in said.values()
            for place, words in found.items()
            if place[1] and any(item.startswith(OF_OTHERS) for item in words)
        }
    )


def environment(directory: Path) -> dict[str, str]:
    """The environment without settings of the user."""
    return {**os.environ, "TF_CLI_CONFIG_FILE": f"{directory}/empty.rc"}


def rules(said: Mapping[str, Said]) -> Iterator[tuple[str, Path_, str, list[str]]]:
    """The rules that what was said of every probe amounts to."""
    places = sorted({place for found in said.values() for place in found})
    for type_, path in places:
        if path:
            words = {
                name: [x for x in said[name].get((type_, path), ()) if not x.startswith(OF_OTHERS)]
                for name in said
            }
            if any(len(items) > 1 for items in words.values()):
                continue  # where one of several rules is enough, each is told
            heard = {name: " ".join(items) for name, items in words.items()}
            for rule, operands in of_argument(heard):
                yield type_, path, rule, operands


def of_argument(heard: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """The rules of one argument, by what was said of each probe."""
    listed = _ONE_OF.search(heard["word"])
    if listed is not None:
        names = re.findall(r'"((?:[^"\\]|\\.)*)"', listed[1])
        numbers = listed[1].split() if not names else []
        if names and all(heard[name] for name in PROBES):
            yield "one_of", names
        elif numbers and all(re.fullmatch(r"-?\d+", item) for item in numbers):
            yield "number_of", numbers
        return
    between = _RANGE.search(heard["word"]) or _RANGE.search(heard["low"])
    if between is not None and "length" not in heard["word"] + heard["low"]:
        yield "range", [between[1], between[2]]
    length = _LENGTH.search(heard["long"])
    if length is not None:
        yield "length", [length[1], length[2]]
    if "CIDR" in heard["broken"] and not heard["network"]:
        kind = "network" if heard["host"] else "any"
        yield "cidr", [kind, "4" if heard["six"] else "46"]
    if "JSON" in heard["json"] and "JSON" not in heard["object"]:
        yield "json", []
    begins = re.search(
        r"(?:cannot|must not|can't) (?:begin|start) with (\S+?)[\])\"]?$", heard["low"]
    )
    if begins is not None and not heard["word"]:
        yield "not_prefix", [begins[1].strip('"()')]


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


def widened(names: list[str]) -> list[str]:
    """What a list may have grown by: members of the enumerations that hold all of it.

    Where there are none, those that hold at least half of a list of some length; where there are
    none of these either, * stands for anything: nothing says how far it may have grown.
    """
    own = frozenset(names)
    near = [found for found in enumerations() if own <= found]
    if not near and len(own) >= SOME:
        near = [found for found in enumerations() if 2 * len(own & found) >= len(own)]
    return sorted({item for found in near for item in found} - own) if near else ["*"]


def main() -> None:
    """Write the table."""
    types = Path(sys.argv[2]).read_text(encoding="utf-8").split()
    types = sorted({name if name.startswith("aws_") else f"aws_{name}" for name in types})
    types = [name for name in types if size_of(name) <= MOST_LINES]
    said: dict[str, Said] = {name: {} for name in PROBES}
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
        whole: list[tuple[str, Path_]] = [(name, ()) for name in types]
        for start in range(0, len(types), AT_ONCE):
            for name, found in validate(directory, whole[start : start + AT_ONCE]).items():
                said[name] |= found
            sys.stdout.write(f"{start}: {sum(map(len, said.values()))} refusals\n")
            sys.stdout.flush()
        alone = hidden(said)
        sys.stdout.write(f"{len(alone)} arguments alone\n")
        for start in range(0, len(alone), AT_ONCE):
            for place in alone[start : start + AT_ONCE]:
                for found in said.values():
                    found.pop(place, None)
            for name, found in validate(directory, alone[start : start + AT_ONCE]).items():
                said[name] |= found
    table = []
    for type_, path, rule, operands in rules(said):
        more = widened(operands) if rule == "one_of" else []
        parts = [type_, ".".join(path), rule, json.dumps([operands, more] if more else [operands])]
        table.append(" ".join(parts))
    table.extend(f"{type_} {name} {rule} {json.dumps(x)}" for type_, name, rule, x in OF_PLANS)
    write_atomic(TABLE, ("\n".join(table) + "\n").encode())
    sys.stdout.write(f"{len(table)} rules of {len(types)} types\n")


if __name__ == "__main__":
    main()

"""Resources with chosen values in all arguments, and what `terraform validate` says of them."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archbench.hcl.types import BOOL, NUMBER, STRING, ListOf, MapOf, SetOf, Type
from archbench.terraform.schema import FIVE, AttributeSchema, BlockSchema, NestedBlock

DEEPEST = 3
LARGE = frozenset({"statement", "definition", "rule_group"})
AT_ONCE = 4000
"""Resources in one call of terraform."""

Path_ = tuple[str, ...]
Heard = Mapping[tuple[str, Path_], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Probe:
    """A resource to be asked about: every text and every number in it is the same.

    only are the paths of the arguments to set beside those that are required, None for all;
    without are paths left out.
    """

    type: str
    text: str = "no-such-value"
    number: int = 1
    only: frozenset[Path_] | None = None
    without: frozenset[Path_] = frozenset()

    def lines(self) -> Iterator[tuple[Path_, str]]:
        """The body, a line each with the path of what it sets."""
        schema = FIVE.schema_of("resource", self.type)
        assert schema is not None, self.type
        yield from self._body(schema, ())

    def _body(self, schema: BlockSchema, path: Path_) -> Iterator[tuple[Path_, str]]:
        for name, item in sorted(schema.attributes.items()):
            way = (*path, name)
            if self._takes(way, item) and name not in schema.written_as_blocks:
                star = isinstance(item.type, ListOf | SetOf) and item.type.element == STRING
                value = self._value(item.type)
                if value is not None:
                    yield (*way, "*") if star else way, f"{name} = {value}"
        for name, nested in sorted(schema.nested.items()):
            way = (*path, name)
            if self._opens(way, nested):
                for _ in range(max(nested.minimum, 1)):
                    yield way, f"{name} {{"
                    yield from self._body(nested.block, way)
                    yield way, "}"

    def _takes(self, way: Path_, item: AttributeSchema) -> bool:
        if not item.settable or way in self.without:
            return False
        return item.required or self.only is None or way in self.only

    def _opens(self, way: Path_, nested: NestedBlock) -> bool:
        if nested.nesting == "map" or way in self.without:
            return False
        if nested.minimum:
            return True
        if self.only is not None:
            return any(path[: len(way)] == way for path in self.only)
        return len(way) <= DEEPEST and way[-1] not in LARGE

    def _value(self, type_: Type) -> str | None:
        """The value as HCL; None for types no probe is made of."""
        if type_ == STRING:
            return quoted(self.text)
        if type_ == NUMBER:
            return str(self.number)
        if type_ == BOOL:
            return "true"
        if isinstance(type_, ListOf | SetOf):
            inner = self._value(type_.element)
            return None if inner is None else f"[{inner}]"
        if isinstance(type_, MapOf):
            inner = self._value(type_.element)
            return None if inner is None else f"{{ a = {inner} }}"
        return None


def quoted(text: str) -> str:
    """A text as HCL writes it."""
    return json.dumps(text, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")


def ask(directory: Path, probes: Sequence[Probe]) -> Iterator[Heard]:
    """What terraform says of each probe: the messages by type and path of the line they stand at.

    A message of the resource as a whole has the path ().
    """
    for start in range(0, len(probes), AT_ONCE):
        yield from _asked(directory, probes[start : start + AT_ONCE])


def _asked(directory: Path, probes: Sequence[Probe]) -> list[Heard]:
    places: dict[tuple[str, int], tuple[int, Path_]] = {}
    for old in directory.glob("probe_*.tf"):
        old.unlink()
    for number, probe in enumerate(probes):
        # a file each, for terraform parses the file again for every mistake it shows
        head = ((), f'resource "{probe.type}" "r{number}" {{')
        written = [head, *probe.lines(), ((), "}")]
        text = "\n".join(line for _, line in written)
        file = f"probe_{number}.tf"
        (directory / file).write_text(f"{text}\n", encoding="utf-8")
        places |= {(file, at): (number, path) for at, (path, _) in enumerate(written, 1)}
    found: list[dict[tuple[str, Path_], tuple[str, ...]]] = [{} for _ in probes]
    for item in _validate(directory):
        if item["severity"] == "error" and "range" in item:
            at = item["range"]["filename"], item["range"]["start"]["line"]
            number, path = places[at]
            words = " ".join(f"{item['summary']}\n{item['detail']}".split())
            place = probes[number].type, path
            found[number][place] = (*found[number].get(place, ()), words)
    return list(found)


def _validate(directory: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["terraform", "validate", "-json"],
        cwd=directory,
        env=environment(directory),
        check=False,
        capture_output=True,
        text=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
    return found


def environment(directory: Path) -> dict[str, str]:
    """The environment without settings of the user."""
    return {**os.environ, "TF_CLI_CONFIG_FILE": f"{directory}/empty.rc"}

"""Configurations at random: a root module, a child, and the files that change them."""

import json
import random
from collections.abc import Mapping
from typing import Final

from tests.fuzz import words
from tests.fuzz.expressions import Generator

TYPES: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    # a type, values for it, and values that may not convert
    "string": (('"x"', "5", "true", "null", '"é"'), ("[]",)),
    "number": (("1", '"2.50"', "null", "1e3", "-0.5"), ('"x"',)),
    "bool": (("true", '"false"', "null"), ("1", '"yes"')),
    "list(string)": (('["a", "b", "a"]', "[1, true]", "[]", "null", "[null]"), ('"a"', "{}")),
    "set(string)": (('["b", "a", "b"]', "[2, 10]", "[]", "null"), ("[[]]",)),
    "map(string)": (('{ a = 1, b = "x" }', "{}", "null", "{ a = null }"), ("[]",)),
    "map(list(number))": (('{ a = ["1"], b = [] }', "{ a = [null] }"), ("{ a = {} }",)),
    "list(any)": (
        ('["1", 2, true]', "[[1], []]", "[null, 1]"),
        ("[{ a = 1 }, { b = 2 }]", "[1, []]"),
    ),
    "map(any)": (('{ a = 1, b = "x" }', "{ a = [], b = [1] }"), ("{ a = 1, b = [] }",)),
    "set(any)": (('[1, "1", 2]', "[[1], [2]]"), ("[1, []]",)),
    "any": (('{ a = [1, "2"], b = null }', "null", '"x"', "[1]"), ("[]",)),
    "tuple([string, number, bool])": (('[1, "2", "true"]',), ("[1]", '["a", "b", true]')),
    "object({ a = string, b = optional(number) })": (
        ("{ a = 1 }", '{ a = "x", b = "2", c = 3 }', "{ a = null, b = null }", "null"),
        ("{ b = 1 }", "{}"),
    ),
    "object({ n = optional(object({ on = optional(bool, true), l = optional(list(string), "
    '["d"]) }), {}) })': (
        (
            "{}",
            "{ n = null }",
            "{ n = { on = null } }",
            '{ n = { on = "false", l = [1] } }',
            "null",
        ),
        ("{ n = 1 }",),
    ),
    "list(object({ id = string, w = optional(number, 1), t = optional(map(string), "
    '{ k = "v" }) }))': (
        (
            '[{ id = "a" }, { id = "b", w = "7", t = {} }]',
            "[]",
            '[{ id = "a", t = { x = 1 } }, { id = 2, w = null }]',
            "[null]",
        ),
        ("[{}]",),
    ),
    'map(object({ x = optional(any), y = optional(set(string), ["q"]) }))': (
        ("{ a = { x = 1 } }", "{ a = {}, b = { y = null } }", '{ a = { y = ["b", "a", "b"] } }'),
        ("{ a = 1 }", "{ a = { x = 1 }, b = { x = [] } }"),
    ),
    'map(object({ on = optional(bool, false), name = optional(string, "none") }))': (
        ("{ a = {}, b = { on = true } }", "{ a = { name = null } }", "{}"),
        ("{ a = { on = [] } }",),
    ),
}


def _standing_alone(atoms: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The atoms that name nothing."""
    return {
        kind: tuple(text for text in texts if not any(name in text for name in _NAMES))
        for kind, texts in atoms.items()
    }


_LOOPS: Final = ('{ for i, v in [3, 4] : "k${i}" => v }', 'toset([for v in ["q"] : upper(v)])')
_NAMES: Final = ("local.", "var.", "terraform_data.", "sensitive(")
_ATOMS: Final = _standing_alone(words.ATOMS)


def block(header: str, *lines: str) -> str:
    """A block of lines, not indented: a heredoc in them would be another."""
    return "\n".join([f"{header} {{", *lines, "}"])


def _rule(kind: str, condition: str) -> str:
    return block(kind, f"condition = {condition}", 'error_message = "no"')


class Maker:
    """Draws configurations from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - examples, not secrets
        self.expressions = Generator(seed)
        self.expressions.domains = _standing_alone(self.expressions.domains)
        self.expressions.unknown = False
        self.expressions.pieces = words.PLAIN

    def configuration(self) -> dict[str, str]:
        """The files of one configuration by name."""
        files: dict[str, list[str]] = {"main.tf": [], "child/main.tf": []}
        called = self.chance.random() < 0.6
        outputs = self.module(files["child/main.tf"], "child", ()) if called else ()
        self.module(files["main.tf"], "root", outputs)
        if self.chance.random() < 0.25:
            self.overrides(files)
        texts = {name: "\n".join(blocks) + "\n" for name, blocks in files.items() if blocks}
        if self.chance.random() < 0.3:
            texts["terraform.tfvars"] = self.values
        if self.chance.random() < 0.15:
            texts["more.tf.json"] = self.as_json()
        return texts

    def module(self, blocks: list[str], where: str, child: tuple[str, ...]) -> tuple[str, ...]:
        """Fill in one module; the names of its variables and outputs."""
        chance = self.chance
        self.names: dict[str, list[str]] = {}
        self.wild = chance.choice((0.0, 0.0, 0.05, 0.3))
        variables = [self.variable(blocks, f"v{i}") for i in range(chance.randint(0, 4))]
        given = [f"{name} = {self.value(type_)}" for name, type_ in variables]
        self.values = "\n".join(given) + "\n"
        pieces = [*["local"] * chance.randint(1, 4), *["resource"] * chance.randint(1, 3)]
        pieces += ["call"] * (chance.randint(1, 2) if where == "root" and child else 0)
        chance.shuffle(pieces)
        for number, piece in enumerate(pieces):
            if piece == "local":
                blocks.append(f"locals {{\n  l{number} = {self.of('any')}\n}}")
                self.name("any", f"local.l{number}")
            elif piece == "resource":
                self.resource(blocks, f"r{number}")
            else:
                self.call(blocks, f"m{number}", child)
        if where == "root":
            self.root_only(blocks)
        outputs = [self.output(blocks, f"o{i}", where) for i in range(chance.randint(1, 3))]
        return (*given, "|", *outputs)

    def name(self, kind: str, text: str) -> None:
        """Let expressions from here on use a name."""
        self.names.setdefault(kind, []).append(text)

    def of(self, kind: str, depth: int | None = None) -> str:
        """An expression over what there is so far."""
        generator = self.expressions
        generator.chance, generator.wild = self.chance, self.wild
        everywhere = self.names.get("any", [])
        generator.atoms = {
            group: (*atoms, *self.names.get(group, []) * 4, *everywhere)
            for group, atoms in _ATOMS.items()
        }
        depth = self.chance.choice((0, 0, 1, 1, 2)) if depth is None else depth
        text = str(generator.of(kind, depth))
        return (
            text if depth == 0 or self.chance.random() < self.wild * 2 else f'try({text}, "none")'
        )

    def condition(self) -> str:
        """What a precondition, a postcondition or an assertion may ask."""
        name = self.chance.choice(self.names.get("any") or ["terraform.workspace"])
        return self.chance.choice((f"can({name})", f"{name} != [1, 2, 3]", f"try({name}, 1) != 7"))

    def value(self, type_: str) -> str:
        """A value for a variable of the type."""
        good, odd = TYPES[type_]
        return self.chance.choice(odd if self.chance.random() < self.wild / 2 else good)

    def variable(self, blocks: list[str], name: str) -> tuple[str, str]:
        """A variable block."""
        chance = self.chance
        type_ = chance.choice(tuple(TYPES))
        lines = [""]
        lines += [f"  type = {type_}"] if type_ != "any" or chance.random() < 0.5 else []
        if chance.random() < 0.97:
            lines.append(f"  default = {self.value(type_)}")
        if chance.random() < 0.15 and "= null" not in lines[-1] + " ":
            lines.append("  nullable = false")
        if chance.random() < 0.15:
            lines.append("  sensitive = true")
        if chance.random() < 0.2:
            condition = chance.choice(
                (f"can(var.{name})", f"can(length(var.{name})) || true || var.{name} == 1")
            )
            lines.append(_rule("validation", condition))
        blocks.append(block(f'variable "{name}"', *lines))
        kind = type_.split("(")[0]
        self.name(kind if kind in words.KINDS else "any", f"var.{name}")
        return name, type_

    def resource(self, blocks: list[str], name: str) -> None:
        """A terraform_data block, repeated or not."""
        chance = self.chance
        lines, ways = self.repetition()
        here = list(self.names.get("any", []))
        for way in ways:
            self.name("any", way)
        lines.append(f"  input = {self.of('any')}")
        if chance.random() < 0.2:
            lines.append(f"  triggers_replace = {self.of('any')}")
        if chance.random() < 0.2:
            condition = self.condition()
            kind = chance.choice(("precondition", "postcondition"))
            lines.append(block("lifecycle", _rule(kind, condition)))
        self.names["any"] = here
        address = f"terraform_data.{name}"
        if chance.random() < 0.1 and self.names.get("resource"):
            lines.append(f"  depends_on = [{chance.choice(self.names['resource'])}]")
        blocks.append(block(f'resource "terraform_data" "{name}"', *lines))
        self.name("resource", address)
        if "count.index" in ways:
            self.name("tuple", address)
            self.name("any", f"{address}[*].input")
            self.name("any", f"{address}[0].output")
        elif ways:
            self.name("object", address)
            self.name("any", f"[for k, r in {address} : r.input]")
        else:
            self.name("string", f"{address}.id")
            self.name("any", f"{address}.input")
            self.name("any", f"{address}.output")

    def repetition(self) -> tuple[list[str], list[str]]:
        """A count, a for_each or neither; what may be named inside."""
        roll = self.chance.random()
        if roll < 0.2:
            counts = ["0", "1", "2", "2", '"2"', "true ? 1 : 0", "length([1])"]
            if self.chance.random() < self.wild:
                counts = ["null", "1.5", "-1", "sensitive(1)", self.of("number")]
            return [f"  count = {self.chance.choice(counts)}"], ["count.index"]
        if roll < 0.45:
            each = ['toset(["a", "b"])', "{ x = 1, y = [2] }", "{}", "toset([])", *_LOOPS]
            if self.chance.random() < self.wild:
                each = ["[]", 'toset(["a", null])', "toset([1])", "null", "{ a = 1 }..."]
                each += ['sensitive(toset(["a"]))', *map(self.of, ("map", "object", "set"))]
            return [f"  for_each = {self.chance.choice(each)}"], ["each.key", "each.value"]
        return [], []

    def call(self, blocks: list[str], name: str, child: tuple[str, ...]) -> None:
        """A module block for the child."""
        cut = child.index("|")
        given, outputs = child[:cut], child[cut + 1 :]
        lines, ways = self.repetition()
        if lines and lines[0].endswith(("{}", "([])", " 0")):
            lines, ways = [], []  # validation looks at the arguments of no instance all the same
        here = list(self.names.get("any", []))
        for way in ways:
            self.name("any", way)
        for argument in given:
            if self.chance.random() < 0.7:
                variable = argument.split(" ")[0]
                lines.append(
                    f"  {argument}"
                    if self.chance.random() < 0.85
                    else f"  {variable} = {self.of('any')}"
                )
        self.names["any"] = here
        blocks.append(block(f'module "{name}"', 'source = "./child"', *lines))
        if "count.index" in ways:
            self.name("tuple", f"module.{name}")
            for output in outputs:
                self.name("any", f"module.{name}[*].{output}")
        elif ways:
            self.name("object", f"module.{name}")
            for output in outputs:
                self.name("any", f"values(module.{name})[*].{output}")
        else:
            self.name("object", f"module.{name}")
            for output in outputs:
                self.name("any", f"module.{name}.{output}")

    def output(self, blocks: list[str], name: str, where: str) -> str:
        """An output block."""
        chance = self.chance
        names = self.names.get("any", [])
        value = chance.choice(names) if names and chance.random() < 0.5 else self.of("any")
        lines = [f"  value = {value}"]
        # outside of a module Terraform 1.11 forgets that an output was marked
        if where == "root" and chance.random() < 0.6:
            lines.append("  sensitive = true")
        if chance.random() < 0.15:
            lines.append(_rule("precondition", self.condition()))
        blocks.append(block(f'output "{name}"', *lines))
        return name

    def root_only(self, blocks: list[str]) -> None:
        """moved, removed and check blocks."""
        chance = self.chance
        resources = self.names.get("resource", [])
        if chance.random() < 0.1:
            target = chance.choice([*resources, "terraform_data.nowhere"])
            blocks.append(block("moved", "from = terraform_data.before", f"to = {target}"))
        if chance.random() < 0.1:
            kept = block("lifecycle", "destroy = false")
            blocks.append(block("removed", "from = terraform_data.gone", kept))
        if chance.random() < 0.15:
            blocks.append(block('check "c"', _rule("assert", self.condition())))

    def overrides(self, files: dict[str, list[str]]) -> None:
        """A file that changes some blocks of the root module."""
        found: list[str] = []
        self.names = {}
        for block in files["main.tf"]:
            head = block.partition("{")[0]
            if self.chance.random() < 0.4 and head.startswith(
                ("locals", "output", "resource", "variable")
            ):
                if "nullable = false" in block:
                    continue
                body = {
                    "locals": f"  {block.split()[2]} = {self.of('any', 1)}",
                    "output": f"  value = {self.of('any', 1)}",
                    "resource": f"  input = {self.of('any', 1)}",
                    "variable": '  description = "other"\n  default = null',
                }[head.split()[0]]
                found.append(f"{head}{{\n{body}\n}}")
        files[self.chance.choice(("override.tf", "x_override.tf"))] = found

    def as_json(self) -> str:
        """Blocks in the JSON syntax."""
        texts = ("x", "${1 + 1}", "${local.j}", "a-${local.j}", "%{ if true }y%{ endif }", "$${z}")
        choice = self.chance.choice
        body = {
            "locals": {"j": choice((1, "t", [1, "${2}"], None, {"a": 1.5}))},
            "output": {
                "j": {
                    "value": choice((*texts, [choice(texts)], {"k${1}": choice(texts)})),
                    "sensitive": True,
                }
            },
            "resource": {
                "terraform_data": {
                    "j": [{"input": choice(texts), "count": choice((1, "${2}", "2"))}]
                }
            },
        }
        return json.dumps(body)

"""Expressions at random, of every construct and function: well-typed mostly, and not always."""

import random
from collections.abc import Callable, Mapping
from typing import Final

from tests.fuzz import words
from tests.fuzz.calls import SIGNATURES
from tests.fuzz.tree import Part, Tree

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "any": (*words.KINDS, "string", "number", "list", "tuple", "object"),
    "sequence": ("list", "tuple", "set", "list", "tuple"),
    "mapping": ("map", "object"),
    "collection": ("list", "tuple", "set", "map", "object"),
    "strings": ("strings",),
    "bools": ("bools",),
}
_KEYS: Final = ('"a"', '"b"', "0", "1", "2", "-1", "1.5", '"1"', '"http"', "null", '"name"')
_NAMES: Final = ("a", "b", "name", "tags", "c", "id", "x", "http", "output", "0")
_UNKNOWN: Final = tuple(kind for kind in words.KINDS if kind not in ("null", "unknown"))
_MANY_ARGUMENTS: Final = 3


class Generator:
    """Draws expressions from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - examples, not secrets
        self.names: list[str] = []
        self.wild = 1.0
        self.atoms: Mapping[str, tuple[str, ...]] = words.ATOMS
        self.pieces: tuple[str, ...] = words.PIECES
        self.domains: Mapping[str, tuple[str, ...]] = words.DOMAINS
        self.unknown = True
        self.by_result: dict[str, list[str]] = {}
        for name, signature in SIGNATURES.items():
            self.by_result.setdefault(signature.split()[0], []).append(name)
        self.functions = sorted(SIGNATURES)

    def expression(self) -> Tree:
        """One expression of any kind."""
        self.names = []
        self.wild = self.chance.choice((0.0, 0.1, 0.4, 1.0))
        if self.chance.random() < 0.3:  # each function gets its share
            return self.call(self.chance.choice(self.functions), self.chance.choice((1, 1, 2)))
        return self.of("any", self.chance.choice((1, 2, 2, 3, 3, 4)))

    def of(self, kind: str, depth: int) -> Tree:
        """An expression that is of this kind, as a rule."""
        chance = self.chance
        if chance.random() < 0.02 * self.wild:
            return Tree((chance.choice(words.ATOMS["null"]),))
        if chance.random() < 0.04 and depth > 0:
            return Tree(("sensitive(", self.of(kind, depth - 1), ")"))
        if kind in words.DOMAINS:
            if chance.random() > 0.15 * self.wild:
                return Tree((chance.choice(self.domains[kind]),))
            kind = "string" if chance.random() < 0.7 else "any"
        elif chance.random() < 0.04 * self.wild:
            kind = "any"
        kind = chance.choice(GROUPS.get(kind, (kind,)))
        if kind in ("strings", "bools"):
            return self.elements(kind.removesuffix("s"), depth)
        return self.leaf(kind, depth) or chance.choice(self.shapes(kind))(kind, depth - 1)

    def leaf(self, kind: str, depth: int) -> Tree | None:
        """Something unknown, a name of a `for` around, or an atom; None to go on."""
        chance = self.chance
        if self.unknown and kind in _UNKNOWN and chance.random() < 0.04:
            return Tree((f"terraform_data.{kind}.output",))
        if self.names and chance.random() < 0.2:
            return Tree((chance.choice(self.names),))
        if depth <= 0 or kind in ("null", "unknown") or chance.random() < 0.15:
            return self.atom(kind)
        return None

    def atom(self, kind: str) -> Tree:
        """A literal or a name."""
        if kind == "string" and self.chance.random() < 0.5:
            return Tree((f'"{self.text()}"',))
        return Tree((self.chance.choice(self.atoms[kind]),))

    def text(self) -> str:
        """Some characters as a quoted string has them."""
        return "".join(self.chance.choice(self.pieces) for _ in range(self.chance.randint(0, 4)))

    def shapes(self, kind: str) -> list[Callable[[str, int], Tree]]:
        """The constructs that may give a value of this kind."""
        common = [self.conditional, self.conditional, self.function, self.function, self.tried]
        if self.chance.random() < self.wild:
            common.append(self.taken)
        own: dict[str, list[Callable[[str, int], Tree]]] = {
            "number": [self.arithmetic, self.arithmetic, self.negated],
            "string": [self.template, self.template, self.heredoc],
            "bool": [self.comparison, self.comparison, self.logic],
            "list": [self.converted],
            "set": [self.converted],
            "map": [self.converted],
            "tuple": [self.braces, self.comprehension, self.comprehension, self.splat, self.splat],
            "object": [self.braces, self.comprehension],
        }
        return common + own[kind]

    def conditional(self, kind: str, depth: int) -> Tree:
        """One of two."""
        other = kind if self.chance.random() < 0.75 else "any"
        arms = [self.of(kind, depth), self.of(other, depth)]
        self.chance.shuffle(arms)
        return Tree(("(", self.of("bool", depth), "?", arms[0], ":", arms[1], ")"))

    def function(self, kind: str, depth: int) -> Tree:
        """A call that gives the kind, or one that may."""
        names = self.by_result.get(kind, []) + self.by_result["any"]
        return self.call(self.chance.choice(names), depth)

    def call(self, name: str, depth: int) -> Tree:
        """A call of one function."""
        chance = self.chance
        wanted = list(SIGNATURES[name].split()[1:])
        if wanted and wanted[-1].endswith("*"):
            last = wanted.pop().removesuffix("*")
            wanted += [last] * chance.randint(0 if wanted else 1, _MANY_ARGUMENTS)
        if chance.random() < 0.02 * self.wild:
            wanted = wanted[:-1] if chance.random() < 0.5 else [*wanted, "any"]
        parts: list[Part] = [name if chance.random() < 0.98 else f"core::{name}", "("]
        for index, kind in enumerate(wanted):
            parts += [", "] * bool(index) + [self.of(kind, depth)]
        if wanted and chance.random() < 0.05:
            parts[-1] = self.of("sequence", depth)
            parts.append("...")
        return Tree((*parts, ")"))

    def tried(self, kind: str, depth: int) -> Tree:
        """try() around something that may well fail."""
        return Tree(("try(", self.taken(kind, depth), ", ", self.of(kind, depth), ")"))

    def taken(self, kind: str, depth: int) -> Tree:
        """A part of a collection."""
        del kind
        chance = self.chance
        collection = self.of("collection", depth)
        steps: list[Part] = []
        for _ in range(chance.choice((1, 1, 1, 2))):
            form = chance.random()
            if form < 0.45:
                steps.append(f"[{chance.choice(_KEYS)}]")
            elif form < 0.7:
                steps.append(f".{chance.choice(_NAMES)}")
            elif form < 0.78:
                steps.append(f".{chance.choice((0, 1))}")
            else:
                steps += ["[", self.of(chance.choice(("string", "number", "any")), 0), "]"]
        return Tree(("(", collection, ")", *steps))

    def arithmetic(self, kind: str, depth: int) -> Tree:
        """Numbers and an operator."""
        operator = self.chance.choice(("+", "-", "*", "/", "%"))
        right = self.of(kind, depth)
        if operator in "/%" and str(right) in ("0", "local.empty"):
            operator = "+"
        return Tree(("(", self.of(kind, depth), f" {operator} ", right, ")"))

    def negated(self, kind: str, depth: int) -> Tree:
        """Minus something."""
        return Tree(("(-", self.of(kind, depth), ")"))

    def comparison(self, kind: str, depth: int) -> Tree:
        """Equal, different, less, more."""
        del kind
        if self.chance.random() < 0.5:
            operator = self.chance.choice(("==", "!="))
            same = self.chance.choice(("number", "string", "collection", "any"))
        else:
            operator = self.chance.choice(("<", ">", "<=", ">="))
            same = "number"
        left = self.of(same, depth)
        right = left if self.chance.random() < 0.1 else self.of(same, depth)
        return Tree(("(", left, f" {operator} ", right, ")"))

    def logic(self, kind: str, depth: int) -> Tree:
        """And, or, not."""
        if self.chance.random() < 0.3:
            return Tree(("(!", self.of(kind, depth), ")"))
        operator = self.chance.choice((" && ", " || "))
        return Tree(("(", self.of(kind, depth), operator, self.of(kind, depth), ")"))

    def converted(self, kind: str, depth: int) -> Tree:
        """tolist(...) and its kin."""
        source = "mapping" if kind == "map" else "sequence"
        return Tree((f"to{kind}(", self.of(source, depth), ")"))

    def elements(self, kind: str, depth: int) -> Tree:
        """A tuple of one kind."""
        if self.chance.random() < 0.3:
            return self.of("sequence", depth)
        return self._tuple([kind] * self.chance.randint(0, 4), depth - 1)

    def braces(self, kind: str, depth: int) -> Tree:
        """[...] or {...}."""
        count = self.chance.randint(0, 3)
        if kind == "tuple":
            return self._tuple(["any"] * count, depth)
        parts: list[Part] = []
        for _ in range(count):
            key: Part = self.chance.choice(
                ("a", "b", "c", '"a b"', "é", '"d"', "1", "null", "true")
            )
            if self.chance.random() < 0.1:
                key = Tree(("(", self.of("string", depth), ")"))
            parts += [key, self.chance.choice((" = ", ": ")), self.of("any", depth)]
            parts.append(self.chance.choice((", ", "\n")))
        return Tree(("{", *parts, "}"))

    def _tuple(self, kinds: list[str], depth: int) -> Tree:
        parts: list[Part] = []
        for index, kind in enumerate(kinds):
            parts += [", "] * bool(index) + [self.of(kind, depth)]
        return Tree(("[", *parts, "]"))

    def comprehension(self, kind: str, depth: int) -> Tree:
        """[for ...] or {for ...}, with and without a condition and grouping."""
        chance = self.chance
        both = chance.random() < 0.5
        fresh = [f"k{len(self.names)}", f"v{len(self.names)}"] if both else [f"v{len(self.names)}"]
        source = self.of("collection", depth)
        before = list(self.names)
        self.names += fresh * 2
        head = Tree((f"for {', '.join(fresh)} in ", source)).parts
        result: list[Part] = [self.of("any", depth)]
        grouped = ""
        if kind == "object":
            result = [self.of("string", depth), " => ", *result]
            grouped = "..." if chance.random() < 0.4 else ""
        condition: list[Part] = []
        if chance.random() < 0.4:
            condition = [" if ", self.of("bool", depth)]
        self.names = before
        opened, closed = "[]" if kind == "tuple" else "{}"
        return Tree((opened, *head, " : ", *result, grouped, *condition, closed))

    def splat(self, kind: str, depth: int) -> Tree:
        """Both kinds, and what may follow."""
        del kind
        chance = self.chance
        source = self.of(chance.choice(("collection", "any")), depth)
        steps = chance.choice(("[*]", "[*]", ".*"))
        for _ in range(chance.choice((0, 1, 1, 2))):
            legacy = steps.startswith(".")
            steps += f".{chance.choice(_NAMES)}" if legacy or chance.random() < 0.7 else "[0]"
        return Tree(("(", source, ")", steps, chance.choice(("", "", "", "[0]", "[*]"))))

    def template(self, kind: str, depth: int) -> Tree:
        """A quoted string with interpolations and directives."""
        del kind
        parts: list[Part] = ['"']
        for _ in range(self.chance.randint(1, 3)):
            parts += [self.text(), *self.sequence(depth, "")]
        return Tree((*parts, self.text(), '"'))

    def sequence(self, depth: int, line: str) -> list[Part]:
        """One interpolation, %{ if } or %{ for }, with strip markers here and there."""
        chance = self.chance

        def marker() -> str:
            return "~" if chance.random() < 0.15 else ""

        form = chance.random()
        if form < 0.6:
            kind = "string" if chance.random() < 0.7 else "any"
            return ["${", marker(), " ", self.of(kind, depth), " ", marker(), "}"]
        if form < 0.8:
            found: list[Part] = ["%{", marker(), " if ", self.of("bool", depth), marker(), " }"]
            found += [line, self.text_or(depth, line)]
            if chance.random() < 0.5:
                found += ["%{", marker(), " else ", marker(), "}", line, self.text_or(depth, line)]
            return [*found, "%{", marker(), " endif ", marker(), "}", line]
        source = self.of("collection", depth)
        name = f"t{len(self.names)}"
        self.names.append(name)
        inner = self.text_or(depth, line)
        self.names.remove(name)
        return [
            *("%{", marker(), f" for {name} in ", source, marker(), " }", line),
            *(inner, "%{", marker(), " endfor ", marker(), "}", line),
        ]

    def text_or(self, depth: int, line: str) -> Part:
        """What stands inside a directive."""
        if line:
            return f"  {self.chance.choice(('x', 'é', '  y', ''))}\n"
        if depth > 0 and self.chance.random() < 0.5:
            return Tree(('"', "${", self.of("string", depth - 1), "}", '"')).parts[2]
        return self.text()

    def heredoc(self, kind: str, depth: int) -> Tree:
        """Lines of text; in parentheses, because the end marker needs a line of its own."""
        del kind
        chance = self.chance
        flush = chance.choice(("", "-"))
        parts: list[Part] = [f"(<<{flush}EOT\n"]
        for _ in range(chance.randint(0, 4)):
            parts.append(chance.choice(("", "  ", "    ", "\t", " ")))
            if chance.random() < 0.5:
                parts += self.sequence(min(depth, 1), "\n" if chance.random() < 0.4 else "")
            parts.append(
                chance.choice(("x", "é y", "\\n", "$${a}", "%%{b}", '"', "", "  ", "$", "\\"))
            )
            parts.append("\n")
        return Tree((*parts, chance.choice(("", "  ")) if flush else "", "EOT\n)"))

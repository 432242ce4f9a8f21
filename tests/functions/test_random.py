"""Any call with any arguments ends well, and what is unknown is never guessed."""

import random
from collections.abc import Sequence

import pytest

from archbench.errors import EvaluationLimitError
from archbench.hcl.construct import list_value, map_value, object_value, set_value, tuple_value
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.json_text import json_text
from archbench.hcl.functions.table import Context, Function, FunctionError, call
from archbench.hcl.functions.values import null, string, wholly_known
from archbench.hcl.types import DYNAMIC, NUMBER, STRING
from archbench.hcl.values import FALSE, TRUE, Origin, Value, unknown
from tests.functions.workspace import WORKSPACE

CALLS = 250
NAMES = sorted(
    name for name, function in FUNCTIONS.items() if "::" not in name and not function.lazy
)
TEXTS = (
    "",
    "a",
    "b,c",
    "éß☃",
    "👩‍🚀",
    "1",
    "-2.5",
    "true",
    "10.0.0.0/8",
    "fd00::/48",
    "2026-01-31T23:59:59Z",
    "1h30m",
    "YYYY-MM-DD",
    "%s-%05.2f",
    "[a-z]+",
    "(",
    "/a|(b)/",
    '{"a": [1, null]}',
    "a: [1, yes, ~]\nb: |\n  x",
    "a,b\n1,2\n",
    "aGVsbG8=",
    "UTF-16LE",
    "hello.txt",
    "../x",
    "docs",
    "**",
    "greeting.tftpl",
    "\x00\x7f\u2028\ufeff",
    "x" * 200,
)
NUMBERS = (0, 1, -1, 2, 3, 8, 16, 62, 255, 2**40, 10**30)


def any_value(dice: random.Random, depth: int = 0) -> Value:
    """A value of any type, nested up to three levels."""
    simple = (
        string(dice.choice(TEXTS)),
        string(dice.choice(TEXTS)),
        Value(NUMBER, dice.choice(NUMBERS)),
        dice.choice((TRUE, FALSE)),
        null(dice.choice((DYNAMIC, STRING, NUMBER))),
    )
    if depth > 2 or dice.random() < 0.5:
        return dice.choice(simple)
    items = [any_value(dice, depth + 1) for _ in range(dice.randrange(4))]
    texts = [string(dice.choice(TEXTS)) for _ in items]
    return dice.choice(
        (
            tuple_value(items),
            object_value(dict(zip("abc", items, strict=False))),
            list_value(texts, STRING),
            set_value(texts, STRING),
            map_value(dict(zip("abc", texts, strict=False)), STRING),
        )
    )


def any_arguments(dice: random.Random, function: Function) -> list[Value]:
    """About as many arguments as the function takes, mostly of the types it takes."""
    count = len(function.parameters) + (dice.randrange(4) if function.variadic else 0)
    args = []
    for index in range(count):
        wanted = function.parameter(index).type
        value = any_value(dice)
        if wanted == STRING and dice.random() < 0.7:
            value = string(dice.choice(TEXTS))
        if wanted == NUMBER and dice.random() < 0.7:
            value = Value(NUMBER, dice.choice(NUMBERS))
        args.append(value)
    return args


def outcome(function: Function, args: Sequence[Value]) -> Value | None:
    """The value of the call, or None when it is refused."""
    try:
        return call(function, args, Context(root=WORKSPACE, directory=WORKSPACE))
    except (FunctionError, EvaluationLimitError):
        return None


@pytest.mark.parametrize("name", NAMES)
def test_any_arguments_give_a_value_or_a_reason(name: str) -> None:
    """No exception but the two that explain themselves; the seed is the name."""
    dice = random.Random(name)  # noqa: S311
    for _ in range(CALLS):
        outcome(FUNCTIONS[name], any_arguments(dice, FUNCTIONS[name]))


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"issensitive", "matchkeys"}))
def test_an_unknown_argument_never_decides_wrongly(name: str) -> None:
    """With one argument unknown the call gives the same answer, or one that is open.

    matchkeys is the exception: Terraform 1.11 answers an empty list for an unknown in its search
    set, and so do we.
    """
    dice = random.Random(name)  # noqa: S311
    function = FUNCTIONS[name]
    for _ in range(CALLS):
        args = any_arguments(dice, function)
        if not args:
            return
        place = dice.randrange(len(args))
        pending = unknown(args[place].type, Origin("variable", "var.pending"))
        early = outcome(function, [*args[:place], pending, *args[place + 1 :]])
        late = outcome(function, args)
        if early is None:
            assert late is None, (name, args, place)
        elif wholly_known(early) and late is not None:
            assert json_text(early) == json_text(late), (name, args, place)

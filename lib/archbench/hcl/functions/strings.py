"""Functions of strings. Characters are grapheme clusters where Terraform counts them so."""

from collections.abc import Callable

from archbench.hcl.construct import list_value
from archbench.hcl.functions.numeric import integer
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import elements, string, strings, text_of, wholly_known
from archbench.hcl.graphemes import clusters
from archbench.hcl.refine import computed, length_bounds, origins
from archbench.hcl.types import BOOL, NUMBER, STRING, ListOf, Type
from archbench.hcl.values import FALSE, TRUE, Refinement, Unknown, Value, unknown

_STRINGS = ListOf(STRING)
_SPACE = (
    "\t\n\v\f\r \u0085\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def _upper(text: str) -> str:
    return text.upper() if text.isascii() else "".join(map(_upper_character, text))


def _upper_character(character: str) -> str:
    """One character to one: Terraform leaves what has no single upper-case character (ß)."""
    for changed in (character.upper(), character.title()):
        if len(changed) == 1:
            return changed
    return character


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(map(_lower_character, text))


def _lower_character(character: str) -> str:
    return character.lower()[:1]


def _title(text: str) -> str:
    result = []
    previous = " "
    for character in text:
        starts = _separates(previous)
        title = character.title()
        result.append(title if starts and len(title) == 1 else character)
        previous = character
    return "".join(result)


def _separates(character: str) -> bool:
    """Whether a word may start after this character, as in Terraform's title()."""
    if character.isascii():
        return not (character.isalnum() or character == "_")
    if character.isalpha() or character.isdecimal():
        return False
    return character in _SPACE


def _chomp(text: str) -> str:
    return text.rstrip("\r\n")


def _trim(text: str, cutset: str) -> str:
    return text.strip(cutset) if cutset else text


def _reverse(text: str) -> str:
    return "".join(reversed(clusters(text)))


def _strings(name: str, compute: Callable[..., str], *parameters: str) -> Function:
    """A function from strings to a string."""

    def implementation(args: Arguments, _: Type, __: Context) -> Value:
        return string(compute(*map(text_of, args)))

    rows = tuple(Parameter(parameter, STRING) for parameter in parameters)
    return Function(name, rows, None, STRING, implementation)


def _test(name: str, compute: Callable[[str, str], bool], part: str) -> Function:
    """A function that asks something about a string and a part of it."""

    def implementation(args: Arguments, type_: Type, _: Context) -> Value:
        return Value(type_, compute(text_of(args[0]), text_of(args[1])))

    return Function(
        name,
        (Parameter("str", STRING), Parameter(part, STRING)),
        None,
        BOOL,
        implementation,
        may_be_null=name == "strcontains",
    )


def _startswith(args: Arguments, type_: Type, _: Context) -> Value:
    text, prefix = args[0], text_of(args[1])
    if not isinstance(text.raw, Unknown):
        return Value(type_, text_of(text).startswith(prefix))
    known = text.raw.refinement.prefix
    if known.startswith(prefix):
        return TRUE
    # Terraform compares only when the known part is as long, in bytes.
    return FALSE if len(known.encode()) >= len(prefix.encode()) else computed(type_, text)


def _substr(args: Arguments, _: Type, __: Context) -> Value:
    characters = clusters(text_of(args[0]))
    offset, length = integer(args[1]), integer(args[2])
    if offset < 0:
        offset += len(characters)
    elif length == 0:
        return string("")
    rest = characters[max(offset, 0) :]
    # Counted from the end, Terraform takes a length of zero for "all the rest".
    return string("".join(rest[:length] if length > 0 else rest))


def _indent(args: Arguments, _: Type, context: Context) -> Value:
    spaces, text = integer(args[0]), text_of(args[1])
    if spaces < 0:
        raise FunctionError("the number of spaces must not be negative", 0)
    context.bound(len(text) + spaces * (text.count("\n") + 1), "The indented text")
    return string(text.replace("\n", "\n" + " " * spaces))


def _join(args: Arguments, type_: Type, context: Context) -> Value:
    separator, *lists = args
    if not lists:
        raise FunctionError("at least one list is needed")
    if not all(map(wholly_known, lists)):
        return unknown(type_, *origins(*args))
    parts = []
    for index, items in enumerate(lists, 1):
        for place, item in enumerate(elements(items)):
            if item.is_null:
                raise FunctionError(f"element {place} is null and cannot be joined", index)
            parts.append(text_of(item))
    size = sum(map(len, parts)) + len(text_of(separator)) * len(parts)
    context.bound(size, "The joined text")
    return string(text_of(separator).join(parts))


def _split(args: Arguments, _: Type, __: Context) -> Value:
    separator, text = text_of(args[0]), text_of(args[1])
    parts = text.split(separator) if separator else list(text)
    return strings(parts)


def _sort(args: Arguments, type_: Type, _: Context) -> Value:
    (items,) = args
    if not wholly_known(items):
        low, high = length_bounds(items)
        return computed(type_, items, refinement=Refinement(minimum=low, maximum=high))
    for place, item in enumerate(elements(items)):
        if item.is_null:
            raise FunctionError(f"element {place} is null and cannot be sorted")
    return list_value(sorted(elements(items), key=text_of), STRING)


STRINGS = table(
    _strings("chomp", _chomp, "str"),
    _strings("lower", _lower, "str"),
    _strings("strrev", _reverse, "str"),
    _strings("title", _title, "str"),
    _strings("trim", _trim, "str", "cutset"),
    _strings("trimprefix", str.removeprefix, "str", "prefix"),
    _strings("trimspace", lambda text: text.strip(_SPACE), "str"),
    _strings("trimsuffix", str.removesuffix, "str", "suffix"),
    _strings("upper", _upper, "str"),
    _test("endswith", str.endswith, "suffix"),
    _test("strcontains", str.__contains__, "substr"),
    Function(
        "startswith",
        (Parameter("str", STRING, unknown=True), Parameter("prefix", STRING)),
        None,
        BOOL,
        _startswith,
    ),
    Function(
        "substr",
        (
            Parameter("str", STRING, dynamic=True),
            Parameter("offset", NUMBER, dynamic=True),
            Parameter("length", NUMBER, dynamic=True),
        ),
        None,
        STRING,
        _substr,
    ),
    Function(
        "indent", (Parameter("spaces", NUMBER), Parameter("str", STRING)), None, STRING, _indent
    ),
    Function(
        "join",
        (Parameter("separator", STRING),),
        Parameter("lists", _STRINGS),
        STRING,
        _join,
    ),
    Function(
        "split", (Parameter("separator", STRING), Parameter("str", STRING)), None, _STRINGS, _split
    ),
    Function("sort", (Parameter("list", _STRINGS, unknown=True),), None, _STRINGS, _sort),
)

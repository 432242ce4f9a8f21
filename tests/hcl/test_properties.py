"""What holds for every number, value, type and text."""

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from archbench.hcl import numbers
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.evaluate import evaluate, scope_of
from archbench.hcl.parser import parse_expression, parse_template
from archbench.hcl.plain import from_plain, plain
from archbench.hcl.text import nfc
from archbench.hcl.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.unify import convertible, unify

NUMBERS = st.one_of(
    st.integers(-(10**40), 10**40),
    st.fractions(),
    st.floats(allow_nan=False, allow_infinity=False).map(Fraction),
).map(numbers.settle)
TEXT = st.text(st.characters(exclude_categories=["Cs"])).map(nfc)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | TEXT,
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)
TYPES: st.SearchStrategy[Type] = st.recursive(
    st.sampled_from([STRING, NUMBER, BOOL, DYNAMIC]),
    lambda inner: st.one_of(
        inner.map(ListOf),
        inner.map(SetOf),
        inner.map(MapOf),
        st.lists(inner, max_size=3).map(lambda items: TupleOf(tuple(items))),
        st.dictionaries(st.sampled_from("abc"), inner, max_size=3).map(ObjectOf),
    ),
    max_leaves=6,
)


@given(NUMBERS)
def test_a_number_reads_back_as_itself(number: numbers.Number) -> None:
    """Its text is exact at its precision, and has no exponent."""
    text = numbers.number_text(number)
    assert numbers.parse_number(text) == number
    assert "e" not in text.lower()


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_a_double_has_the_shortest_text(number: float) -> None:
    """At 53 bits the text is Python's repr, the shortest there is.

    Powers of two are left out: Go takes both their neighbours to be equally far.
    """
    assume(math.frexp(number)[0] not in (0.5, -0.5))
    text = numbers.number_text(numbers.Rounded.of(number))
    assert Decimal(text) == Decimal(repr(number))


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_exact_to_512_bits(left: numbers.Number, right: numbers.Number) -> None:
    """The results differ from exact ones by less than one part in 2**511, and mostly not at all."""
    a, b = Fraction(left), Fraction(right)
    pairs = [
        (numbers.add(left, right), a + b),
        (numbers.subtract(left, right), a - b),
        (numbers.multiply(left, right), a * b),
    ]
    if b:
        pairs.append((numbers.divide(left, right), a / b))
    for found, exact in pairs:
        assert abs(Fraction(found) - exact) * 2**512 <= abs(exact)


@given(NUMBERS, NUMBERS.filter(bool))
def test_the_remainder_has_the_sign_of_the_left(
    left: numbers.Number, right: numbers.Number
) -> None:
    """It is smaller than the divisor wherever 512 bits can tell.

    A quotient rounded up to a whole number leaves a rest below zero, in Terraform as here: the
    last case of tests/conformance/language/arithmetic.json.
    """
    rest = numbers.modulo(left, right)
    if abs(Fraction(left) / Fraction(right)) < 2**200:
        assert abs(Fraction(rest)) <= abs(Fraction(right))
        rounding = abs(Fraction(left)) / 2**500
        assert abs(Fraction(rest)) <= rounding or math.copysign(1, rest) == math.copysign(1, left)


@given(DATA)
def test_plain_data_goes_round(data: Any) -> None:  # noqa: ANN401 - any data
    """Plain data to a value and back is the same data, with keys in order."""
    back = plain(from_plain(data))
    assert back == data
    if isinstance(back, dict):
        assert list(back) == sorted(back)


@given(DATA, TYPES)
def test_a_converted_value_has_the_type(data: Any, type_: Type) -> None:  # noqa: ANN401 - any data
    """What convertible() rules out never converts; what converts, converts once and for all."""
    value = from_plain(data)
    try:
        converted = convert(value, type_)
    except ConversionError:
        return
    assert convertible(value.type, type_)
    assert convert(converted, type_) == converted


@given(st.lists(TYPES, min_size=1, max_size=3))
def test_all_convert_to_their_common_type(types: list[Type]) -> None:
    """When there is a common type, each of the types converts to it."""
    common = unify(types)
    if common is not None:
        assert all(convertible(type_, common) for type_ in types)


@given(TEXT)
def test_any_text_can_be_quoted(text: str) -> None:
    """A text with its marks escaped is a template of itself, in quotes or alone."""
    literal = text.replace("${", "$${").replace("%{", "%%{")
    quoted = literal.replace("\\", "\\\\").replace('"', '\\"')
    quoted = quoted.replace("\n", "\\n").replace("\r", "\\r")
    heard: list[Diagnostic] = []
    for expression, problems in (
        parse_expression(f'"{quoted}"', "f.tf"),
        parse_template(literal, "f.tf"),
    ):
        assert expression is not None, problems
        found = evaluate(expression, scope_of({}, report=heard.append)).raw
        assert found == text
    assert heard == []

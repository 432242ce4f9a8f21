"""A frozen value answers as a dataclass with the same fields would."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from math import nan
from pickle import dumps, loads
from threading import Barrier
from time import sleep

import pytest

from archbench.frozen import frozen


@frozen
class Shape:
    """What others are kinds of."""

    name: str


@frozen
class Square(Shape):
    """With what is not compared and what is not shown."""

    side: float
    note: str = field(default="", compare=False)
    inner: object = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.name} of {self.side}"


@dataclass(frozen=True, slots=True)
class Known:
    """The same fields, by the standard library."""

    name: str
    side: float
    note: str = field(default="", compare=False)
    inner: object = field(default=None, repr=False)


@frozen
class Nothing:
    """Without a field."""


@frozen
class Remembering:
    """What works something out once."""

    number: int

    @cached_property
    def square(self) -> int:
        """The number times itself."""
        return self.number**2


@frozen
class Holder:
    """What may hold anything, itself too."""

    item: object


@frozen
class Alike:
    """What says itself when it is equal and how it is written."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike) and self.name.lower() == other.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())

    def __repr__(self) -> str:
        return self.name


ARGUMENTS = (
    ("a", 1.0),
    ("a", 1.0, "told"),
    ("a", 2.0),
    ("a", nan),
    ("b", 1.0, "", "x"),
    ("b", 1.0),
)


@pytest.mark.parametrize("one", ARGUMENTS)
@pytest.mark.parametrize("other", ARGUMENTS)
def test_values_are_equal_where_those_of_a_dataclass_are(
    one: tuple[str, float], other: tuple[str, float]
) -> None:
    """By the fields that are compared; a number that is none is equal to itself alone."""
    assert (Square(*one) == Square(*other)) is (Known(*one) == Known(*other))
    if Square(*one) == Square(*other):
        assert hash(Square(*one)) == hash(Square(*other))


def test_a_value_is_written_as_a_dataclass_is() -> None:
    """Name and fields, what is not to be shown left out; __str__ stays its own."""
    shown = repr(Known("a", 1.0, "told", "x")).replace("Known", "Square")
    assert repr(Square("a", 1.0, "told", "x")) == shown
    assert str(Square("a", 1.0)) == "a of 1.0"
    assert repr(Nothing()) == "Nothing()"


def test_a_value_that_holds_itself_is_written_with_dots() -> None:
    """Else its text would have no end."""
    holder = Holder(None)
    object.__setattr__(holder, "item", holder)
    assert repr(holder) == "Holder(item=...)"


def test_a_kind_is_not_equal_to_another() -> None:
    """A class and what it is made from, with the same fields as far as they go."""
    assert Shape("a") != Square("a", 1.0)
    assert Nothing() == Nothing()
    assert {Nothing(), Nothing()} == {Nothing()}


def test_what_a_class_says_itself_stays() -> None:
    """Its own equality, hash and text."""
    assert Alike("A") == Alike("a")
    assert len({Alike("A"), Alike("a")}) == 1
    assert repr(Alike("A")) == "A"


def test_it_has_slots_where_it_remembers_nothing() -> None:
    """A name that is no field cannot be set; what is worked out once needs a place."""
    with pytest.raises(AttributeError):
        object.__setattr__(Square("a", 1.0), "color", "red")
    assert Remembering(3).square == 9
    assert [item.name for item in fields(Square)] == ["name", "side", "note", "inner"]


def test_it_is_replaced_matched_and_carried_like_a_dataclass() -> None:
    """Field by field, by position, and to another process."""
    square = replace(Square("a", 1.0), side=2.0)
    match square:
        case Square(name, side):
            assert (name, side) == ("a", 2.0)
    assert loads(dumps(square)) == square  # noqa: S301 of our own making


def test_many_threads_make_the_first_value_of_a_class(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each gets one, while another makes the class what it is: that takes a while here."""

    def slowly(**given: bool) -> Callable[[type], type]:
        sleep(0.02)
        return dataclass(**given)

    monkeypatch.setattr("archbench.frozen.dataclass", slowly)
    for _ in range(5):

        @frozen
        class Fresh:
            number: int
            note: str = field(default="", compare=False)

        start = Barrier(8)

        def make(number: int, kind: type = Fresh, start: Barrier = start) -> object:
            start.wait()
            sleep(number / 400)
            return kind(number % 2)

        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(make, range(8)))
        assert found == {Fresh(0), Fresh(1)}

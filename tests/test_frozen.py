"""A frozen value answers as a dataclass with the same fields would."""

import dataclasses
import re
from dataclasses import asdict, dataclass, fields, is_dataclass
from dataclasses import field as standard
from functools import cached_property
from math import nan
from pickle import dumps, loads

import pytest

from archbench.frozen import field, field_names, frozen, record, replace


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
    note: str = standard(default="", compare=False)
    inner: object = standard(default=None, repr=False)


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


def test_the_standard_library_takes_it_for_its_own() -> None:
    """Fields with what is said of them, copies, and what a value is as a mapping."""
    told = {item.name: (item.default, item.compare, item.repr) for item in fields(Square)}
    assert told["note"] == ("", False, True)
    assert told["inner"] == (None, True, False)
    assert dataclasses.replace(Square("a", 1.0), side=2.0) == Square("a", 2.0)
    assert asdict(Shape("a")) == {"name": "a"}
    assert is_dataclass(Shape)


@record
class Tally:
    """What counts, and makes what it is not given."""

    name: str
    seen: list[str] = field(default_factory=list)
    number: int = field(default=0, repr=False)

    def __post_init__(self) -> None:
        self.number += len(self.seen)


def test_a_record_may_be_assigned_and_is_equal_to_itself_alone() -> None:
    """What one makes for itself is not another's; what is left to do is done with all fields."""
    one, other = Tally("a"), Tally("a")
    one.seen.append("x")
    one.name = "b"
    assert (one.name, one.seen, other.seen) == ("b", ["x"], [])
    assert one == one  # noqa: PLR0124 what is meant
    assert other != Tally("a")
    assert Tally("c", ["x", "y"], 1).number == 3
    assert replace(Tally("c", ["x"]), name="d").number == 2
    assert repr(Tally("c", seen=["x"])) == "Tally(name='c', seen=['x'])"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((), "missing 1 required positional argument: 'name'"),
        (("a", [], 1, 2), "takes from 2 to 4 positional arguments but 5 were given"),
    ],
)
def test_what_is_given_wrongly_is_told_by_its_name(given: tuple[object, ...], told: str) -> None:
    """As of a function that somebody wrote."""
    with pytest.raises(TypeError, match=re.escape(f"Tally.__init__() {told}")):
        Tally(*given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unexpected keyword argument 'seeen'"):
        Tally("a", seeen=[])  # type: ignore[call-arg]


def test_fields_are_named_of_a_value_of_a_class_and_of_a_dataclass() -> None:
    """Those it inherits first; nothing else has any."""
    assert field_names(Square) == field_names(Square("a", 1.0)) == field_names(Known("a", 1.0))
    assert field_names(Known) == ("name", "side", "note", "inner")
    assert field_names("text") == field_names(3) == field_names(Nothing()) == ()

"""Values as Terraform has them: typed, maybe null, maybe unknown, maybe sensitive.

Inside the evaluator every value is a `Value`. The rest of archbench sees `Plain` values: ordinary
Python data with two extra leaves, `Unknown` and `Sensitive`, neither of which can be used in a
condition by accident.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NoReturn

from archbench.frozen import field, frozen
from archbench.hcl.types import BOOL, DYNAMIC, STRING, Type

OriginKind = Literal[
    "resource", "data", "variable", "module", "function", "output", "local", "error"
]
"""error: the expression at this place (the subject) is wrong, and a diagnostic says how."""


@frozen
class Origin:
    """What an unknown value waits for.

    subject is an address as Terraform writes it ("aws_subnet.private[0]", "data.aws_ami.al2023",
    "var.token", "timestamp()"); path is the attribute of it in Terraform's form ("id",
    "master_user_secret[0].secret_arn"), "" for the whole thing; reason, when not empty, says in a
    sentence why it is not known.
    """

    kind: OriginKind
    subject: str
    path: str = ""
    reason: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.subject}.{self.path}" if self.path else self.subject

    def __lt__(self, other: "Origin") -> bool:
        return (self.kind, self.subject, self.path) < (other.kind, other.subject, other.path)


@frozen
class Refinement:
    """What Terraform knows about a value it does not know: it may decide a comparison.

    minimum and maximum bound a number, or the length of a list, set or map; None is no bound.
    """

    not_null: bool = False
    prefix: str = ""
    minimum: "int | Fraction | None" = None
    maximum: "int | Fraction | None" = None


UNREFINED = Refinement()


@frozen
class Made:
    """How an unknown was worked out, so that the known parts of it can still be read.

    function is the name of the function, "template" for a text from parts, or "object" for one that
    is written with keys that are not known; args are the values it was given, known and unknown, of
    an object each key and its value. What an argument holds may be sensitive, as its mark says.
    """

    function: str
    args: "tuple[Value, ...]"


@frozen
class Unknown:
    """A value Terraform knows only after apply, or that archbench cannot know.

    exact means the value is its single origin unchanged (`aws_subnet.a.id`), so that two exact
    unknowns with the same origin are the same thing; otherwise it was computed from its origins,
    and made says how where the known parts of a text can be told from it (see `partly`).
    """

    type: Type
    origins: tuple[Origin, ...]
    exact: bool = False
    refinement: Refinement = field(default=UNREFINED, compare=False)
    made: Made | None = field(default=None, compare=False, repr=False)

    def __bool__(self) -> NoReturn:
        raise TypeError(f"unknown value ({self}) used as a condition")

    def __str__(self) -> str:
        """For people: "known after apply (aws_lb.main.arn)"."""
        names = ", ".join(str(origin) for origin in self.origins)
        return f"known after apply ({names})" if names else "known after apply"


@frozen
class Sensitive:
    """A value that must never be shown; it prints as Terraform prints it."""

    value: "Plain" = field(repr=False)

    def __bool__(self) -> NoReturn:
        raise TypeError("sensitive value used as a condition")

    def __str__(self) -> str:
        return "(sensitive value)"

    def __repr__(self) -> str:
        return "Sensitive()"


Plain = (
    None
    | bool
    | int
    | Decimal
    | str
    | tuple["Plain", ...]
    | Mapping[str, "Plain"]
    | Unknown
    | Sensitive
)
"""A value for the rest of archbench: null is None, lists, sets and tuples are tuples (sets in
Terraform's order), maps and objects are mappings, whole numbers are int and others Decimal."""


def bare(value: Plain) -> Plain:
    """What a sensitive value holds, any other as it is: to reason about, never to show."""
    return value.value if isinstance(value, Sensitive) else value


Raw = (
    None
    | bool
    | int
    | Fraction
    | float
    | str
    | tuple["Value", ...]
    | Mapping[str, "Value"]
    | Unknown
)


@frozen
class Value:
    """A typed value of the expression language, as in cty.

    raw is None for null; bool; int or Fraction for numbers (rounded to 512 bits, a Fraction never
    whole; infinity is a float, the only one); str in NFC; a tuple of Values for lists, tuples and
    sets (sets sorted and distinct); a mapping of Values in key order for maps and objects; or
    Unknown.
    """

    type: Type
    raw: Raw
    sensitive: bool = False

    @property
    def is_null(self) -> bool:
        """True for null of any type."""
        return self.raw is None

    @property
    def is_known(self) -> bool:
        """False when the value itself is unknown; its elements may still be."""
        return not isinstance(self.raw, Unknown)


NULL = Value(DYNAMIC, None)
TRUE = Value(BOOL, True)  # noqa: FBT003
FALSE = Value(BOOL, False)  # noqa: FBT003
EMPTY_STRING = Value(STRING, "")


def unknown(type_: Type, *origins: Origin, exact: bool = False) -> Value:
    """An unknown Value that waits for these origins."""
    named = origins if len(origins) == 1 else tuple(sorted(set(origins)))
    return Value(type_, Unknown(type_, named, exact))

"""Scenarios: named changes of what a stack is made from, each with where it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from archbench.cost.distribution import is_range
from archbench.hcl.writer import Json, tfvars

LeverKind = Literal["var", "attribute", "usage", "region", "purchase", "price_book", "patch"]


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that can be turned.

    path says which: of a variable its name; of an attribute the pattern of addresses with the way
    to it, ("aws_rds_cluster_instance.*.instance_class",); of usage the keys of a usage file,
    ("load_profile", "scale") or ("resource_usage", "aws_nat_gateway.main[*]", "storage_gb"). There
    is one region, purchase option, price book and patch, so their path is empty.
    """

    kind: LeverKind
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The lever as --set takes it.

        >>> print(Lever("var", ("nat_gateway_count",)), Lever("usage", ("load_profile", "scale")))
        var.nat_gateway_count usage.load_profile.scale
        >>> print(Lever("attribute", ("aws_instance.*.instance_type",)), Lever("region"))
        aws_instance.*.instance_type region
        """
        if self.kind == "attribute":
            return self.path[0]
        hidden = ("resource_usage", "resource_type_default_usage")
        named = self.path[1:] if self.kind == "usage" and self.path[0] in hidden else self.path
        return ".".join((self.kind, *named))


@dataclass(frozen=True, slots=True)
class Change:
    """A lever and what it is set to; place is where somebody wrote it, "file:line" or "--set ...".

    value is plain data: of a region its name, of a purchase option its words, of a price book a
    path, of a patch the text of an override file.
    """

    lever: Lever
    value: Json
    place: str = ""

    def __str__(self) -> str:
        """The change as --set takes it, text as it is.

        >>> print(Change(Lever("var", ("multi_az",)), True))
        var.multi_az=true
        """
        return f"{self.lever}={shown(self.value)}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes that are looked at together; where two turn one lever, the later one holds."""

    name: str
    why: str = ""
    changes: tuple[Change, ...] = ()
    place: str = ""
    """"file:line" of where it is written, for messages."""

    @property
    def variables(self) -> Mapping[str, Json]:
        """The variables it sets, by name."""
        return {item.lever.path[0]: item.value for item in self.of("var")}

    @property
    def usage(self) -> Mapping[str, Json]:
        """What it says of usage, in the layout of a usage file."""
        return nested({item.lever.path: item.value for item in self.of("usage")})

    @property
    def tfvars(self) -> str:
        """The variables as HCL text, ready for a .tfvars file."""
        return tfvars(self.variables)

    def of(self, kind: LeverKind) -> tuple[Change, ...]:
        """Its changes of one kind."""
        return tuple(item for item in self.changes if item.lever.kind == kind)

    def value(self, kind: LeverKind) -> Json:
        """What the last change of a kind of which there is one lever sets; None without any."""
        return next((item.value for item in reversed(self.of(kind))), None)


def scenario(  # noqa: PLR0913 one argument for each kind of lever
    name: str,
    why: str = "",
    *,
    variables: Mapping[str, Json] | None = None,
    attributes: Mapping[str, Json] | None = None,
    usage: Mapping[str, Json] | None = None,
    region: str = "",
    purchase: str = "",
    price_book: str = "",
    patch: str = "",
    place: str = "",
) -> Scenario:
    """A scenario as its file writes it; attributes by "aws_instance.*.instance_type".

    Where no place is given, a mistake in a change names the scenario.

    >>> scenario("Two", variables={"n": 2}, usage={"load_profile": {"scale": 2}}).usage
    {'load_profile': {'scale': 2}}
    """
    where = place or f"“{name}”"
    changes = [
        Change(Lever("var", (key,)), value, where) for key, value in (variables or {}).items()
    ]
    changes += [
        Change(Lever("attribute", (key,)), value, where)
        for key, value in (attributes or {}).items()
    ]
    changes += [Change(Lever("usage", path), value, where) for path, value in leaves(usage or {})]
    single: Mapping[LeverKind, str] = {
        "region": region,
        "purchase": purchase,
        "price_book": price_book,
        "patch": patch,
    }
    changes += [Change(Lever(kind), value, where) for kind, value in single.items() if value]
    return Scenario(name, why, tuple(changes), place)


def leaves(
    data: Mapping[str, Json], before: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Json]]:
    """The values of nested mappings with the keys that lead to them; a range is one value."""
    for key, value in data.items():
        if isinstance(value, Mapping) and not is_range(value):
            yield from leaves(value, (*before, str(key)))
        else:
            yield (*before, str(key)), value


def nested(values: Mapping[tuple[str, ...], Json]) -> dict[str, Json]:
    """Values under the keys that lead to each: the inverse of `leaves`."""
    found: dict[str, Json] = {}
    for path, value in values.items():
        if len(path) == 1:
            found[path[0]] = value
        else:
            inner = found.get(path[0])
            below = dict(leaves(inner)) if isinstance(inner, Mapping) else {}
            found[path[0]] = nested({**below, path[1:]: value})
    return found


def shown(value: Json) -> str:
    """A value in one line, text as it is and everything else as JSON."""
    if isinstance(value, str):
        return value
    import json  # noqa: PLC0415 few values are no text

    return json.dumps(value, default=str)

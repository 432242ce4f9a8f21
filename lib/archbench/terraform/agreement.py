"""How far a Configuration agrees with what the real terraform says, value by value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform.address import natural, path_text
from archbench.terraform.configuration import Configuration

UNKNOWN = {"__unknown__": True}
"""How an unknown value stands in recorded answers, which are JSON."""

Kind = Literal["wrong", "invented", "missing"]
"""wrong: both know the value and it differs; invented: we state what terraform does not;
missing: terraform knows it and we do not."""

Step = str | int


@dataclass(frozen=True, slots=True)
class Difference:
    """One value (or whole instance, when the path is empty) that is not the same."""

    address: str
    path: str
    kind: Kind
    ours: str
    terraform: str

    def __str__(self) -> str:
        """The form people read: what, where, both sides."""
        where = f"{self.address}.{self.path}" if self.path else self.address
        return f"{self.kind}: {where}: archbench {self.ours}, terraform {self.terraform}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of equal leaf values (unknown in both is equal), addresses, and all differences."""

    addresses: int
    values: int
    differences: tuple[Difference, ...]

    def count(self, kind: Kind) -> int:
        """How many differences are of a kind."""
        return sum(1 for item in self.differences if item.kind == kind)


def compare(configuration: Configuration, truth: Mapping[str, Any]) -> Agreement:
    """Compare the managed instances with terraform's, given as address -> value of the block.

    truth is JSON with UNKNOWN in it. Null, absent and empty are one and the same; `tags_all` is
    the provider's and left aside.
    """
    ours = {
        item.address: {name: _plain(value) for name, value in item.values.items()}
        for item in configuration.managed()
    }
    equal, found = 0, []
    for address in sorted(ours.keys() | truth.keys(), key=natural):
        if address not in truth:
            found.append(Difference(address, "", "invented", "has this instance", "has not"))
        elif address not in ours:
            found.append(Difference(address, "", "missing", "has not", "has this instance"))
        else:
            mine = {k: v for k, v in ours[address].items() if k != "tags_all"}
            for path, left, right in _leaves(_pruned(mine), _pruned(truth[address]), ()):
                if left == right:
                    equal += 1
                else:
                    found.append(_difference(address, path, left, right))
    return Agreement(len(ours.keys() & truth.keys()), equal, tuple(found))


def _difference(address: str, path: tuple[Step, ...], left: Any, right: Any) -> Difference:  # noqa: ANN401
    kind: Kind = "wrong"
    if right in (None, UNKNOWN):
        kind = "invented"
    elif left in (None, UNKNOWN):
        kind = "missing"
    return Difference(address, path_text(path), kind, _text(left), _text(right))


def _text(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return "has none"
    return "is unknown" if value == UNKNOWN else f"has {value!r}"


def _leaves(left: Any, right: Any, at: tuple[Step, ...]) -> Iterator[tuple[Any, Any, Any]]:  # noqa: ANN401
    """Pairs of leaf values at every path of either side."""
    objects = isinstance(left, dict) and isinstance(right, dict)
    if objects and UNKNOWN not in (left, right):
        for name in sorted(left.keys() | right.keys()):
            yield from _leaves(left.get(name), right.get(name), (*at, name))
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, (one, other) in enumerate(zip(left, right, strict=True)):
            yield from _leaves(one, other, (*at, index))
    else:
        yield at, left, right


def _pruned(value: Any) -> Any:  # noqa: ANN401
    """Without what is null or empty."""
    if isinstance(value, dict):
        kept = {name: _pruned(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in (None, [], {})}
    return [_pruned(item) for item in value] if isinstance(value, list) else value


def _plain(value: Plain) -> Any:  # noqa: ANN401
    """A plain value as JSON, unknown parts as UNKNOWN, sensitive ones open."""
    if isinstance(value, Sensitive):
        return _plain(value.value)
    if isinstance(value, Unknown):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value

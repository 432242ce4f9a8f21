"""How far a Configuration agrees with what the real terraform says, value by value."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

from archbench.frozen import frozen
from archbench.hcl.types import STRING, ListOf, SetOf
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform.address import natural, path_text
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.instances import PathStep
from archbench.terraform.schema import schema_of

UNKNOWN = {"__unknown__": True}
"""How an unknown value stands in recorded answers, which are JSON."""

_PROTOCOLS = {"all": "-1", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}
"""How the provider writes what a rule of a security group may have by another name."""

DisagreementKind = Literal["wrong", "invented", "missing"]
"""wrong: both know the value and it differs; invented: we state what terraform does not;
missing: terraform knows it and we do not."""


@frozen
class Disagreement:
    """One value (or whole instance, when the path is empty) that is not the same."""

    address: str
    path: str
    kind: DisagreementKind
    ours: str
    terraform: str

    def __str__(self) -> str:
        """The form people read: what, where, both sides."""
        where = f"{self.address}.{self.path}" if self.path else self.address
        return f"{self.kind}: {where}: archbench {self.ours}, terraform {self.terraform}"


@frozen
class Agreement:
    """Counts of equal leaf values (unknown in both is equal), addresses, and all differences."""

    addresses: int
    values: int
    differences: tuple[Disagreement, ...]

    def count(self, kind: DisagreementKind) -> int:
        """How many differences are of a kind."""
        return sum(1 for item in self.differences if item.kind == kind)


def compare(
    configuration: Configuration, truth: Mapping[str, Any], *, planned: bool = False
) -> Agreement:
    """Compare the managed instances with terraform's, given as address -> value of the block.

    truth is JSON with UNKNOWN in it. Null, absent and empty are one and the same; `tags_all` is
    the provider's and left aside. With planned, truth is what a provider made of the blocks; then
    it does not count that it fills in arguments that are not set, writes JSON anew, puts blocks in
    another order, forgets the known parts of a value or keeps nothing of what is write-only.
    """
    ours = {
        item.address: {name: _plain(value) for name, value in item.values.items()}
        for item in configuration.managed()
    }
    equal, found = 0, []
    for address in sorted(ours.keys() | truth.keys(), key=natural):
        if address not in truth:
            found.append(Disagreement(address, "", "invented", "has this instance", "has not"))
        elif address not in ours:
            found.append(Disagreement(address, "", "missing", "has not", "has this instance"))
        else:
            instance = configuration.by_address[address]
            left_out = {"tags_all"} | (_write_only(instance.type) if planned else set())
            mine = {k: v for k, v in ours[address].items() if k not in left_out}
            pair = (_pruned(mine), _pruned(truth[address]))
            if planned:
                pair = _aligned(*pair)
            for path, left, right in _leaves(*pair, ()):
                if left == right or (planned and _is_planned(instance, path, left, right)):
                    equal += 1
                elif not (planned and left is None):
                    found.append(_difference(address, path, left, right))
    return Agreement(len(ours.keys() & truth.keys()), equal, tuple(found))


def _aligned(left: Any, right: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Both sides, with the left one's blocks in the right one's order where they are the same."""
    if isinstance(left, dict) and isinstance(right, dict):
        pairs = {name: _aligned(left[name], right.get(name)) for name in left}
        return {name: pair[0] for name, pair in pairs.items()}, right
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        free, ordered = list(left), []
        for item in right:
            same = next((other for other in free if _within(other, item)), None)
            if same is None:
                return left, right
            free.remove(same)
            ordered.append(same)
        return ordered, right
    return left, right


def _within(left: Any, right: Any) -> bool:  # noqa: ANN401
    """Whether all that is set in a block is so in the provider's form of it."""
    if isinstance(left, dict) and isinstance(right, dict) and UNKNOWN not in (left, right):
        return all(_within(item, right.get(name)) for name, item in left.items())
    return bool(left == right) or _same_in_a_plan(left, right)


def _is_planned(instance: Instance, path: tuple[PathStep, ...], left: Any, right: Any) -> bool:  # noqa: ANN401
    """Whether a provider may have made right of left, in this place."""
    return _same_in_a_plan(left, right) or (
        len(path) == 1
        and isinstance(left, list)
        and isinstance(right, list)
        and _may_fill_in(instance.type, str(path[0]))
        and all(item in right for item in left)
    )


def _write_only(type_: str) -> set[str]:
    """The arguments that a provider is given and no plan keeps."""
    schema = schema_of("resource", type_)
    attributes = schema.attributes if schema else {}
    return {name for name, item in attributes.items() if item.write_only}


def _may_fill_in(type_: str, name: str) -> bool:
    """Whether a provider may put in more texts than are given, as the domain among its names."""
    schema = schema_of("resource", type_)
    found = schema.attributes.get(name) if schema else None
    texts = (ListOf(STRING), SetOf(STRING))
    return found is not None and found.optional and found.computed and found.type in texts


def _same_in_a_plan(left: Any, right: Any) -> bool:  # noqa: ANN401
    """Whether a provider may have made right of left: JSON in another form, a hash, less known."""
    if right == UNKNOWN:
        return _holds_unknown(left)
    return isinstance(left, str) and isinstance(right, str) and _same_text(left, right)


def _same_text(left: str, right: str) -> bool:
    hashed = hashlib.sha1(left.encode(), usedforsecurity=False).hexdigest()
    if right in (hashed, left.removesuffix("."), _PROTOCOLS.get(left.lower())):
        return True
    if left.lstrip()[:1] not in ("{", "["):
        return False
    try:
        return bool(json.loads(left) == json.loads(right))
    except ValueError:
        return False


def _holds_unknown(value: Any) -> bool:  # noqa: ANN401
    if isinstance(value, dict):
        return value == UNKNOWN or any(_holds_unknown(item) for item in value.values())
    return isinstance(value, list) and any(_holds_unknown(item) for item in value)


def _difference(address: str, path: tuple[PathStep, ...], left: Any, right: Any) -> Disagreement:  # noqa: ANN401
    kind: DisagreementKind = "wrong"
    if left == UNKNOWN or (left is None and right != UNKNOWN):
        kind = "missing"
    elif right in (None, UNKNOWN):
        kind = "invented"
    return Disagreement(address, path_text(path), kind, _text(left), _text(right))


def _text(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return "has none"
    return "is unknown" if value == UNKNOWN else f"has {value!r}"


def _leaves(left: Any, right: Any, at: tuple[PathStep, ...]) -> Iterator[tuple[Any, Any, Any]]:  # noqa: ANN401
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

"""How every JSON text is read: ValueError says what is wrong with it, whatever it is."""

import json
from decimal import Decimal
from typing import Any


def json_data(text: str, *, once: bool = False) -> Any:  # noqa: ANN401 whatever the text holds
    """The objects, lists and scalars of a text, fractions exactly; ValueError when it is none.

    once refuses an object that has a name twice: of what people write, one would be lost.
    """
    pairs = _once if once else None
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=pairs
        )
    except RecursionError:
        raise ValueError("it nests deeper than can be followed") from None


def _refuse(word: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(f"it says {word}, which is no value of JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f'it has "{name}" twice in one object')
        found[name] = value
    return found

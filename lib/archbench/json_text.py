"""How every JSON text is read: ValueError says what is wrong with it, whatever it is."""

import json
from decimal import Decimal
from typing import Any


def json_data(text: str) -> Any:  # noqa: ANN401 whatever the text holds
    """The objects, lists and scalars of a text, fractions exactly; ValueError when it is none."""
    try:
        return json.loads(text, parse_float=Decimal)
    except RecursionError:
        raise ValueError("it nests deeper than can be followed") from None

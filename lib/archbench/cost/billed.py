"""Resource types AWS bills that no rule prices: "no price" for a reason, never silence.

The list stands in data/prices/billed-types.txt, each type with what is billed. With the rules and
the free types it covers every type of the provider's schema.
"""

from collections.abc import Mapping
from functools import cache

from archbench.files import data_directory


@cache
def billed_types() -> Mapping[str, str]:
    """What is billed of each type that has no rule."""
    text = (data_directory() / "prices" / "billed-types.txt").read_text(encoding="utf-8")
    rows = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {type_: what for type_, _, what in rows}


def no_rule(type_: str) -> str:
    """Why a type without a rule has no price.

    >>> no_rule("aws_emr_cluster")
    'Instances, and EMR on top of them: no price: no rule prices aws_emr_cluster'
    >>> no_rule("aws_quantum_ring")
    'no price: aws_quantum_ring has no pricing rule yet'
    """
    what = billed_types().get(type_)
    if what is None:
        return f"no price: {type_} has no pricing rule yet"
    return f"{what}: no price: no rule prices {type_}"

"""The order in which a provider made with Terraform's plugin SDK reads the blocks of a set.

The SDK keys every element by the CRC-32 of its arguments written one after the other, and reads
a set in the order of these keys as text. Seen in plans of the AWS provider 5.100.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SetValue = Any
"""Known values only: strings, tuples of strings and mappings of these."""


def code(text: str) -> str:
    """The key of a text."""
    return str(zlib.crc32(text.encode("utf-8", "surrogatepass")))


def ordered(
    blocks: Iterable[Mapping[str, SetValue]],
    *,
    sets: Sequence[str] = (),
    lists: Sequence[str] = (),
) -> list[Mapping[str, SetValue]]:
    """Blocks whose other arguments are strings, in the provider's order, equal ones once.

    Args:
        blocks: the blocks of one set.
        sets: the arguments that are sets of strings.
        lists: the arguments that are lists of strings.
    """
    keyed = {code(_written(block, sets, lists)): block for block in blocks}
    return [keyed[key] for key in sorted(keyed)]


def _written(block: Mapping[str, SetValue], sets: Sequence[str], lists: Sequence[str]) -> str:
    parts = []
    for name in sorted(block):
        value = block[name]
        if name in sets:
            keyed = {code(f"{item};"): item for item in value or ()}
            inner = "".join(f"{keyed[key]};" for key in sorted(keyed))
            written = f"{{{inner}}}"
        elif name in lists:
            written = "(" + "".join(f"{item};" for item in value or ()) + ")"
        else:
            written = "" if value is None else value
        parts.append(f"{name}:{written};")
    return "".join(parts)

"""A file of texts by name, unpacked in parts: who asks for one reads the few that stand beside it.

It is several zlib streams after one another. The first lists the parts, a line each: how many bytes
it has, and the names in it. Then the parts follow, a line for each name.
"""

import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

_TOGETHER = 32
"""Texts of one part: more pack a little better, and are all unpacked for one."""


def packed(texts: Mapping[str, str]) -> bytes:
    """The file; names hold neither tabs nor line ends, texts no line ends."""
    rows = list(texts.items())
    listed, parts = [], []
    for start in range(0, len(rows), _TOGETHER):
        part = rows[start : start + _TOGETHER]
        parts.append(zlib.compress("\n".join(text for _, text in part).encode(), 9))
        listed.append("\t".join([str(len(parts[-1])), *(name for name, _ in part)]))
    return zlib.compress("\n".join(listed).encode(), 9) + b"".join(parts)


class SchemaTable(Mapping[str, str]):
    """The texts of a file by their names."""

    def __init__(self, path: Path) -> None:
        """Read the file, and unpack which names are in which part of it."""
        head = zlib.decompressobj()
        lines = head.decompress(path.read_bytes()).decode().split("\n")
        self._packed = head.unused_data
        self._parts: dict[int, list[str]] = {}
        self._places: dict[str, tuple[int, int, int]] = {}
        start = 0
        for line in lines:
            size, *names = line.split("\t")
            end = start + int(size)
            self._places.update((name, (start, end, row)) for row, name in enumerate(names))
            start = end

    def __getitem__(self, name: str) -> str:
        """The text of a name; its part is unpacked once."""
        start, end, row = self._places[name]
        part = self._parts.get(start)
        if part is None:
            part = zlib.decompress(self._packed[start:end]).decode().split("\n")
            self._parts[start] = part
        return part[row]

    def __iter__(self) -> Iterator[str]:
        """The names, in their order."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._places)

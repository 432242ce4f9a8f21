"""A generated text that remembers how it was put together, so that it can be made smaller."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Union

Part = Union[str, "Tree"]


@dataclass(frozen=True, slots=True)
class Tree:
    """Text and the trees in it; every tree is an expression by itself."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        """The text."""
        return "".join(map(str, self.parts))

    def smaller(self) -> Iterator["Tree"]:
        """The same with one tree in it replaced by a part of that, or by something short."""
        yield from (part for part in self.parts if isinstance(part, Tree))
        for index, part in enumerate(self.parts):
            if isinstance(part, Tree):
                for other in (*part.smaller(), *_SHORT):
                    if len(str(other)) < len(str(part)):
                        yield Tree((*self.parts[:index], other, *self.parts[index + 1 :]))


_SHORT = tuple(Tree((text,)) for text in ("1", '"a"', "null", "[]", "{}", "true"))

"""What is wrong in what the user wrote, said so that they can mend it."""

from collections.abc import Callable, Collection
from typing import Literal

from archbench.frozen import frozen
from archbench.hcl.source import SourceRange

DiagnosticSeverity = Literal["error", "warning"]


@frozen
class Diagnostic:
    """One problem: a short summary, a detail of whole sentences, and where it stands.

    Summaries use Terraform's own words where Terraform has them ("Unsupported attribute").
    """

    severity: DiagnosticSeverity
    summary: str
    detail: str
    range: SourceRange | None = None

    def __str__(self) -> str:
        """One paragraph: place, summary, detail.

        >>> print(Diagnostic("error", "No such variable", "Declare it or remove it."))
        No such variable: Declare it or remove it.
        """
        place = f"{self.range}: " if self.range else ""
        return f"{place}{self.summary}: {self.detail}"


Reporting = Callable[[Diagnostic], None]
"""What hears of each mistake."""


_NEAR = 0.7
"""How alike two words are of which one may be meant by the other: 1 is the same."""


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A closing sentence naming the nearest known word, or nothing.

    >>> did_you_mean("regoin", ["region", "zone"])
    ' Did you mean "region"?'
    >>> did_you_mean("x", ["region"])
    ''
    """
    near = nearest(word, known)
    return f' Did you mean "{near}"?' if near else ""


def nearest(word: str, known: Collection[str]) -> str:
    """The known word that another is nearly; "" where none is near."""
    near = sorted(other for other in known if _may_be_near(word, other))
    if not near:
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 only where something is misspelt

    return next(iter(get_close_matches(word, near, n=1, cutoff=_NEAR)), "")


def _may_be_near(word: str, other: str) -> bool:
    """Whether they have letters enough in common, in whatever order: most words have not."""
    common = sum(min(word.count(letter), other.count(letter)) for letter in set(word))
    length = len(word) + len(other)
    return not length or 2 * common / length >= _NEAR

"""What one evaluation may cost, so that no configuration can hang or exhaust the machine."""

from collections.abc import Callable, Collection

from archbench.errors import EvaluationLimitError
from archbench.frozen import field, record
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Value

CHECK_EVERY = 2048
"""Steps between two looks at the budget and the clock."""

STEPS_PER_INSTANCE = 500
SECONDS_PER_INSTANCE = 0.01
"""About ten times what an instance of a large hand-written resource takes."""

_HOLDERS = frozenset({tuple, dict})


@record
class Limits:
    """A budget that evaluation draws on.

    steps     expressions that may still be evaluated
    length    characters in one string
    size      values in one collection, counted with repeats
    clock     seconds from any origin; read now and then when a deadline is set
    deadline  the reading of the clock after which evaluation stops
    hinted    places where a "did you mean" has been looked for
    hints     whether one is looked for: what is only tried is told to nobody
    """

    steps: int = 1_000_000
    length: int = 10_000_000
    size: int = 1_000_000
    clock: Callable[[], float] | None = None
    deadline: float = 0.0
    hinted: set[SourceRange] = field(default_factory=set, repr=False)
    hints: bool = True
    _weights: dict[int, tuple[object, int]] = field(default_factory=dict, repr=False)

    def grant(self, instances: int) -> None:
        """Add what evaluating this many resource or module instances may take."""
        self.steps += STEPS_PER_INSTANCE * instances
        self.deadline += SECONDS_PER_INSTANCE * instances

    def check(self) -> None:
        """Raise EvaluationLimitError when the steps are used up or the deadline is past."""
        if self.steps <= 0:
            raise EvaluationLimitError(
                "Evaluating this configuration takes more steps than are allowed. Look for a "
                "collection that grows far beyond what was meant."
            )
        if self.clock is not None and self.clock() > self.deadline:
            raise EvaluationLimitError(
                "Evaluating this configuration takes more time than is allowed. Look for a "
                "collection that grows far beyond what was meant."
            )

    def long(self, characters: int) -> None:
        """Refuse a string of this length before it is made; raises EvaluationLimitError."""
        if characters > self.length:
            raise EvaluationLimitError(
                f"A string would have {characters} characters; at most {self.length} are "
                "evaluated. Look for a value that doubles itself."
            )

    def weighed(self, value: Value) -> Value:
        """The collection, when it holds no more values than allowed, counted with repeats."""
        weight = self._weight(value)
        if weight > self.size:
            raise EvaluationLimitError(
                f"A collection would hold {weight} values; at most {self.size} are evaluated. "
                "Look for a value that doubles itself."
            )
        return value

    def _weight(self, value: Value) -> int:
        raw = value.raw
        items: Collection[Value]
        if isinstance(raw, tuple):
            items = raw
        elif isinstance(raw, dict):
            items = raw.values()
        else:  # a mapping of another kind makes its values when they are asked for
            return 1
        total = 1 + len(items)
        nested = [item for item in items if item.raw.__class__ in _HOLDERS]
        if not nested:
            return total
        known = self._weights.get(id(raw))
        if known is not None:
            return known[1]
        total += sum(self._weight(item) - 1 for item in nested)
        self._weights[id(raw)] = (raw, total)
        return total

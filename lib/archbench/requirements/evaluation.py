"""One evaluation for a control: its value, what went wrong, and what it read as evidence."""

from collections.abc import Callable, Sequence

from archbench.errors import EvaluationLimitError
from archbench.frozen import replace
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.evaluate import evaluate
from archbench.hcl.refine import origins
from archbench.hcl.syntax import Expression
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Value
from archbench.requirements.checklist import Assert
from archbench.requirements.evidence import MOST, evidence, withheld_texts
from archbench.requirements.functions.every import every
from archbench.requirements.misspelt import MISSPELT, NO_NAME
from archbench.requirements.record import Record, holds_secret
from archbench.requirements.scope import AbsentError, Names, NoAnswerError
from archbench.requirements.verdict import Answer, Evidence, Word
from archbench.requirements.view import truth

_UNFIT = "A value that is not shown does not fit."
_TYPOS = MISSPELT | frozenset(
    {
        "Unsupported attribute",
        "Call to unknown function",
        "Not enough function arguments",
        "Too many function arguments",
        "Invalid reference",
        "Unknown resource",
    }
)
"""Errors of the checklist itself; all others come of what the configuration lacks."""


class Evaluation:
    """One evaluation: its value, what went wrong, what it read."""

    def __init__(
        self,
        names: Names,
        mistakes: list[Diagnostic],
        each: Value | None = None,
        told: Callable[[], Value | None] = lambda: None,
    ) -> None:
        self.names = names
        self.mistakes = mistakes
        self.each = each
        self._each_told = told
        """The same as messages may tell of it; None where nothing may be told."""
        self.value: Value | None = None
        self.absent: str | None = None
        self.not_given = ""
        self.wrong = ""
        self.start = len(names.view.reads)
        self._read: tuple[Evidence, ...] | None = None

    def evaluate(self, expression: Expression) -> Value | None:
        """The value; None when the configuration lacks what it needs."""
        heard: list[Diagnostic] = []
        scope = self.names.scope(heard.append).inner(_given(self.each))
        try:
            self.value = evaluate(expression, scope)
        except AbsentError as error:
            self.absent = error.name
            self.wrong = f"{error}."
        except NoAnswerError as error:
            self.not_given = str(error)
        except EvaluationLimitError:
            self.not_given = "It takes more steps than a configuration of this size is allowed."
        errors = [item for item in heard if item.severity == "error"]
        hides = bool(errors) and self._hides()
        self.mistakes.extend(
            replace(item, detail=NO_NAME) if hides and item.summary in MISSPELT else item
            for item in errors
            if item.summary in _TYPOS
        )
        if errors and not self.wrong:
            self.wrong = _UNFIT if hides else errors[0].detail
        return self.value

    def over(self, item: Assert) -> Value | None:
        """What an assert is about: what its for_each gives."""
        if item.types is None:
            return None if item.for_each is None else self.evaluate(item.for_each)
        self.value = every(self.names.view, item.types)
        return self.value

    def decide(self, expression: Expression) -> bool | None:
        """Whether a condition holds; None while that is not known."""
        value = self.evaluate(expression)
        if self.wrong:
            return False
        if value is None or self.not_given:
            return None
        try:
            return False if value.is_null else truth(value)
        except ConversionError as error:
            detail = f"A condition is true or false: {error}."
            self.mistakes.append(Diagnostic("error", "No condition", detail, expression.range))
            return None

    def text(self, expression: Expression) -> str:
        """A message; "" when it cannot be made, or is made of what is not shown."""
        self._read = self._evidence()
        told = self._each_told() if self.each is not None else None
        if self.each is not None and told is None:
            return ""
        scope = self.names.telling.scope(lambda _: None).inner(_given(told))
        try:
            value = convert(evaluate(expression, scope), STRING)
        except (AbsentError, NoAnswerError, ConversionError, EvaluationLimitError):
            return ""
        if value.sensitive or not isinstance(value.raw, str):
            return ""
        return " ".join(self.names.view.readable(value.raw).split())

    def _hides(self) -> bool:
        """Whether what was read, or what is given, is made of what is not shown."""
        if withheld_texts(self.names.view.reads[self.start :], self.names.view):
            return True
        if self.each is None or isinstance(self.each.raw, Record):
            return False
        told = self._each_told()
        return told is None or holds_secret(told)

    def _evidence(self) -> tuple[Evidence, ...]:
        return evidence(self.names, self.start, None if self.each is None else MOST)

    def answer(
        self,
        verdict: Word,
        subject: str,
        expected: str,
        message: str,
        waiting: Value | None = None,
    ) -> Answer:
        """The answer, with all that was read as evidence."""
        waits: tuple[str, ...] = ()
        if verdict == "open":
            told = origins(waiting) if waiting is not None else ()
            quotes = any("[" in origin.path or origin.kind == "function" for origin in told)
            if quotes and self._hides():
                told = tuple(map(_without_values, told))
            waits = tuple(sorted({str(origin) for origin in told}))
            reasons = sorted({origin.reason for origin in told if origin.reason})
            message = message or self.not_given or _waiting(waits, reasons)
        read = self._read if self._read is not None else self._evidence()
        return Answer(verdict, subject, expected, message, read, waits)  # type: ignore[arg-type]


def _given(each: Value | None) -> dict[str, Value]:
    return {} if each is None else {"each": each}


def _without_values(origin: Origin) -> Origin:
    """What is waited for, without a key or argument that may be made of what is not shown."""
    if origin.kind == "function":
        return Origin("function", "what is made of what is not shown")
    return replace(origin, path=origin.path.partition("[")[0])


def _waiting(waits: Sequence[str], reasons: Sequence[str]) -> str:
    if not waits:
        return "Cannot be told before apply."
    shown = ", ".join(waits[:3]) + (f" and {len(waits) - 3} more" if len(waits) > 3 else "")
    return f"Waits for {shown}." + (f" ({reasons[0]})" if reasons else "")

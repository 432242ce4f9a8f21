"""One evaluation for a control: its value, what went wrong, and what it read as evidence."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, cast

from archbench.errors import EvaluationLimitError
from archbench.hcl.construct import marked
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.evaluate import evaluate
from archbench.hcl.refine import origins
from archbench.hcl.syntax import Expression
from archbench.hcl.types import STRING
from archbench.hcl.values import Value
from archbench.requirements.checklist import Assert
from archbench.requirements.evidence import MOST, evidence, withheld_texts
from archbench.requirements.functions.every import every
from archbench.requirements.record import Record
from archbench.requirements.scope import AbsentError, Names, NoAnswerError
from archbench.requirements.verdict import Answer, Evidence, Word
from archbench.requirements.view import truth

_UNFIT = "A value that is not shown does not fit."
_TELLING = 8
"""Characters from which on a text tells where it comes from."""
_TYPOS = frozenset(
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
        given: dict[str, Value] | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.names = names
        self.mistakes = mistakes
        self.given = dict(given or {})
        self.value: Value | None = None
        self.absent: str | None = None
        self.not_given = ""
        self.wrong = ""
        self.start = len(names.view.reads)
        self.hidden = hidden
        """Texts that are not shown, which what is given may be made of."""
        self._read: tuple[Evidence, ...] | None = None

    def evaluate(self, expression: Expression) -> Value | None:
        """The value; None when the configuration lacks what it needs."""
        heard: list[Diagnostic] = []
        scope = self.names.scope(heard.append).inner(self.given)
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
        self.mistakes.extend(item for item in errors if item.summary in _TYPOS)
        if errors and not self.wrong:
            reads = self.names.view.reads[self.start :]
            hidden = self.hidden | withheld_texts(reads, self.names.view)
            self.wrong = _UNFIT if hidden else errors[0].detail
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
        before = len(self.names.view.reads)
        self._read = self._evidence()
        with ExitStack() as stack:
            for names in filter(None, (self.names, self.names.baseline)):
                stack.enter_context(names.view.telling())
            given = {name: self._told(value) for name, value in self.given.items()}
            scope = self.names.scope(lambda _: None).inner(given)
            try:
                value = convert(evaluate(expression, scope), STRING)
            except (AbsentError, NoAnswerError, ConversionError):
                value = None
        del self.names.view.reads[before:]
        if value is None or value.sensitive or not isinstance(value.raw, str):
            return ""
        return " ".join(self.names.view.readable(value.raw).split())

    def _told(self, value: Value) -> Value:
        """What a message may tell of a value that is given: of an instance, or made of some."""
        record = value.raw
        if not isinstance(record, Record):
            return _closed(value, self.hidden)
        part: Any = self.names.view.instance(record.address)
        for step in record.path:
            if part is None or not _leads(part.raw, step):
                return value
            part = part.raw[step]
        same = part is not None and isinstance(part.raw, Record) and [*part.raw] == [*record]
        return cast("Value", part) if same else value  # or a rule of it, or a permission

    def _evidence(self) -> tuple[Evidence, ...]:
        return evidence(self.names, self.start, MOST if self.given else None)

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
            waits = tuple(sorted({str(origin) for origin in told}))
            reasons = sorted({origin.reason for origin in told if origin.reason})
            message = message or self.not_given or _waiting(waits, reasons)
        read = self._read if self._read is not None else self._evidence()
        return Answer(verdict, subject, expected, message, read, waits)  # type: ignore[arg-type]


def _closed(value: Value, texts: frozenset[str]) -> Value:
    """A value with each text that is one of these, or holds a longer one, marked sensitive."""
    raw = value.raw
    if not texts or isinstance(raw, Record):
        return value
    if isinstance(raw, str):
        held = raw in texts or any(len(one) >= _TELLING and one in raw for one in texts)
        return marked(value, held)
    if isinstance(raw, tuple):
        return replace(value, raw=tuple(_closed(item, texts) for item in raw))
    if isinstance(raw, Mapping):
        return replace(value, raw={name: _closed(item, texts) for name, item in raw.items()})
    return value


def _leads(raw: object, step: str | int) -> bool:
    if isinstance(raw, tuple):
        return isinstance(step, int) and step < len(raw)
    return isinstance(raw, Mapping) and step in raw


def _waiting(waits: Sequence[str], reasons: Sequence[str]) -> str:
    if not waits:
        return "Cannot be told before apply."
    shown = ", ".join(waits[:3]) + (f" and {len(waits) - 3} more" if len(waits) > 3 else "")
    return f"Waits for {shown}." + (f" ({reasons[0]})" if reasons else "")

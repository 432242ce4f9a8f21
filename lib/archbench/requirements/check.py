"""A configuration against checklists: every control gets a verdict with its evidence."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archbench.architecture.model import Architecture
from archbench.errors import EvaluationLimitError, InputError
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.evaluate import evaluate
from archbench.hcl.plain import plain
from archbench.hcl.refine import origins
from archbench.hcl.syntax import Expression, Traversal
from archbench.hcl.types import STRING
from archbench.hcl.values import Plain, Unknown, Value
from archbench.hcl.walk import traversals
from archbench.requirements.checklist import Assert, Checklist, Control
from archbench.requirements.evidence import evidence
from archbench.requirements.figures import figures
from archbench.requirements.names import resource_type
from archbench.requirements.reading import refuse
from archbench.requirements.scope import AbsentError, Names, NoAnswerError
from archbench.requirements.verdict import (
    Answer,
    Assessment,
    Evidence,
    GroupVerdict,
    Verdict,
    Word,
    grouped,
)
from archbench.requirements.view import Record, View, truth
from archbench.terraform import Again
from archbench.terraform.caveats import reasons
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from archbench.cost import Estimate

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


def check(  # noqa: PLR0913
    configuration: Configuration,
    architecture: Architecture | None,
    checklists: Sequence[Checklist],
    *,
    profile: str | None = None,
    estimate: "Estimate | Callable[[], Estimate] | None" = None,
    metrics: Mapping[str, Plain] | None = None,
    resolve: Again | None = None,
) -> Assessment:
    """The verdict on every control.

    Args:
        configuration: what is checked.
        architecture: what its resources mean; worked out here when None.
        checklists: as `read_checklist` gives them.
        profile: which controls with profiles apply; a checklist's default when None.
        estimate: for conditions on cost, or what makes one when a condition asks; without it they
            are open.
        metrics: plain data for conditions on measurements; likewise.
        resolve: gives scenarios; without it controls with a scenario are open.

    Raises:
        InputError: a checklist has a mistake, or knows no such profile.
    """
    known = sorted({name for item in checklists for name in item.profiles})
    if profile is not None and profile not in known:
        hint = did_you_mean(profile, tuple(known))
        raise InputError(
            f'No control has the profile "{profile}".{hint} Profiles: {", ".join(known) or "none"}.'
        )
    money = None if estimate is None else figures(estimate)
    views = _Views(configuration, architecture, resolve)
    groups: list[GroupVerdict] = []
    for checklist in checklists:
        names = Names(views.base, checklist.locals, estimate=money, metrics=metrics)
        chosen = profile or checklist.default_profile
        judge = _Judge(names, views, chosen)
        verdicts = [judge.verdict(control) for control in checklist.controls]
        refuse(judge.mistakes)
        groups.extend(grouped(checklist, verdicts))
    return Assessment(
        path=configuration.path,
        directory=configuration.directory or configuration.path,
        profile=profile or next((c.default_profile for c in checklists if c.default_profile), ""),
        checklists=tuple(checklists),
        groups=tuple(groups),
        sources=configuration.sources,
        moves=configuration.moves,
        unread=tuple(_to_know(configuration, groups)),
        present=Counter(item.type for item in configuration.managed()),
        types={item.address: item.type for item in configuration.managed()},
    )


def _to_know(configuration: Configuration, groups: Sequence[GroupVerdict]) -> Iterator[str]:
    """What was not read, and what Terraform refuses of the rest."""
    waits = any(item.verdict == "open" for group in groups for item in group.verdicts)
    if waits and not configuration.sources:
        yield (
            f"{configuration.path}: of expressions it tells only the names. Where it is a plan, "
            "--source DIR names the directory it was made from, and what is open for that is told."
        )
    yield from reasons(configuration)
    yield from (
        f"{item.range or configuration.path}: Terraform refuses it: {item.summary}: {item.detail}"
        for item in configuration.diagnostics
        if item.severity == "error"
    )


def fits(
    checklist: Checklist,
    configuration: Configuration,
    architecture: Architecture | None = None,
) -> bool:
    """Whether a checklist says that it is for a configuration; one that says nothing is for any."""
    if checklist.fits is None:
        return True
    view = View(configuration, architecture)
    return _Trial(Names(view, checklist.locals), []).decide(checklist.fits) is True


class _Views:
    """The configuration as given and under scenarios, each resolved once."""

    def __init__(
        self,
        configuration: Configuration,
        architecture: Architecture | None,
        resolve: Again | None,
    ) -> None:
        self.base = View(configuration, architecture)
        self.resolve = resolve
        self._made: dict[tuple[tuple[str, str], ...], View | str] = {}

    def under(self, variables: Mapping[str, str]) -> View | str:
        """The view under a scenario, or why the configuration refuses it."""
        key = tuple(sorted(variables.items()))
        if key not in self._made and self.resolve is not None:
            try:
                self._made[key] = View(self.resolve(variables))
            except InputError as error:
                self._made[key] = str(error)
        return self._made[key]


@dataclass
class _Judge:
    """Judges the controls of one checklist."""

    names: Names
    views: _Views
    profile: str

    def __post_init__(self) -> None:
        self.mistakes: list[Diagnostic] = []

    def verdict(self, control: Control) -> Verdict:
        """The verdict on one control."""
        if control.profiles and self.profile not in control.profiles:
            reason = f"Only under the profile {' or '.join(control.profiles)}."
            return Verdict(control, "not_applicable", reason=reason)
        if control.applies is not None:
            trial = _Trial(self.names, self.mistakes)
            applies = trial.decide(control.applies)
            if applies is False:
                unmet = trial.answer("pass", "", "", "")
                return Verdict(control, "not_applicable", (unmet,), "It does not apply here.")
            if applies is None:
                waiting = trial.answer("open", "", "", "", trial.value)
                return Verdict(control, "open", (waiting,))
        if control.review:
            return Verdict(control, "review", reason=control.review)
        names = self._under_scenario(control) if control.scenario is not None else self.names
        if isinstance(names, Verdict):
            return names
        answers = tuple(answer for item in control.asserts for answer in self._answers(item, names))
        words = {answer.verdict for answer in answers}
        worst: tuple[Word, ...] = ("fail", "open", "pass", "not_applicable")
        return Verdict(control, next(word for word in worst if word in words), answers)

    def _under_scenario(self, control: Control) -> "Names | Verdict":  # noqa: PLR0911
        """The names under the control's scenario, or the verdict that there is none."""
        assert control.scenario is not None  # noqa: S101 the caller has looked
        trial = _Trial(self.names, self.mistakes)
        value = trial.evaluate(control.scenario)
        if trial.not_given:
            return Verdict(control, "open", (trial.answer("open", "", control.title, ""),))
        if value is None or trial.absent:
            reason = f"{trial.absent} does not exist." if trial.absent else "The scenario is wrong."
            return Verdict(control, "fail", (trial.answer("fail", "", control.title, reason),))
        wanted = plain(value)
        if not isinstance(wanted, Mapping):
            reason = "The variables of its scenario are known after apply."
            return Verdict(control, "open", (trial.answer("open", "", control.title, reason),))
        missing = [n for n in wanted if self.names.view.configuration.variable(n) is None]
        if missing and self.names.view.has_no_variables:
            reason = "A state holds no variables, so that none can be set."
            return Verdict(control, "open", reason=reason)
        if missing:
            reason = f"There is no variable {missing[0]} to set."
            return Verdict(control, "fail", (trial.answer("fail", "", control.title, reason),))
        if any(isinstance(item, Unknown) for item in wanted.values()):
            return Verdict(control, "open", (trial.answer("open", "", control.title, ""),))
        if self.views.resolve is None:
            reason = (
                "It asks what other variables would give, which a plan does not say; give the "
                "directory it was made from with --source."
            )
            return Verdict(control, "open", reason=reason)
        view = self.views.under({name: _as_variable(item) for name, item in wanted.items()})
        if isinstance(view, str):
            if not _asks_for_refusal(control):
                return Verdict(control, "fail", (trial.answer("fail", "", control.title, view),))
            return self.names.under(self.names.view, refused=view)
        return self.names.under(view)

    def _answers(self, item: Assert, names: Names) -> Iterator[Answer]:
        if item.for_each is None:
            yield self._answer(item, names, None)
            return
        trial = _Trial(names, self.mistakes)
        found = trial.evaluate(item.for_each)
        elements = _elements(found)
        if found is not None and elements is None and found.is_known and not trial.wrong:
            detail = "for_each takes a list or an object, and goes through its elements."
            self.mistakes.append(Diagnostic("error", "No collection", detail, item.for_each.range))
        if elements is None and isinstance(item.for_each, Traversal):
            elements = _certain(names, item.for_each)
            if elements is not None and found is not None:
                certain = self._each(item, names, elements, ())
                yield from (answer for answer in certain if answer.verdict == "fail")
                elements = None
        if trial.absent is not None:
            yield trial.answer("fail", "", item.expected, f"{trial.absent} does not exist.")
        elif trial.wrong:
            yield trial.answer("fail", "", item.expected, trial.wrong)
        elif elements is None:
            yield trial.answer("open", "", item.expected, "", found)
        elif not elements and not item.optional:
            yield self._nothing(item, names, trial)
        elif not elements:
            yield trial.answer("pass", "", item.expected, "")
        else:
            yield from self._each(item, names, elements, evidence(names, trial.start))

    def _nothing(self, item: Assert, names: Names, trial: "_Trial") -> Answer:
        """The answer where there is nothing to look at: a resource is missing, or no case is."""
        kind = _wanted(item, names)
        unread = names.view.configuration.unexpanded
        if kind:
            return trial.answer("fail", "", item.expected, f"There is no {kind}")
        if unread:
            waits = f"{unread[0].address} was not read: {unread[0].reason}"
            return trial.answer("open", "", item.expected, waits)
        said = f"There is no case to look at: expected {item.expected}."
        return trial.answer("not_applicable", "", item.expected, said)

    def _each(
        self, item: Assert, names: Names, elements: Sequence[Value], read: Sequence[Evidence]
    ) -> Iterator[Answer]:
        """An answer for each element; where it alone says nothing, what led to it does."""
        led: dict[str, list[Evidence]] = {}
        for found in read:
            led.setdefault(found.address, []).append(found)
        for element in elements:
            answer = self._answer(item, names, element)
            about = {found.address for found in answer.evidence if found.range}
            if not about or (answer.subject and answer.subject not in about):
                own = tuple(led.get(answer.subject, ()))
                more = own or (() if about else tuple(read)) or _existence(names, answer.subject)
                answer = replace(answer, evidence=tuple(dict.fromkeys((*more, *answer.evidence))))
            yield answer

    def _answer(self, item: Assert, names: Names, each: Value | None) -> Answer:
        trial = _Trial(names, self.mistakes, {} if each is None else {"each": each})
        holds = trial.decide(item.condition)
        subject = _subject(each, names) if each is not None else ""
        if holds:
            return trial.answer("pass", subject, item.expected, "")
        if holds is False and each is not None and not each.is_known:
            return trial.answer("open", subject, item.expected, "", each)  # it may not be there
        if holds is None:
            return trial.answer("open", subject, item.expected, "", trial.value)
        if trial.absent is not None:
            return trial.answer("fail", subject, item.expected, f"{trial.absent} does not exist.")
        if names.refused is not None:
            return trial.answer("fail", subject, item.expected, names.refused)
        said = trial.text(item.message) if item.message is not None else ""
        where = f"{subject}: " if subject and subject not in said else ""
        default = trial.wrong or f"expected {item.expected}."
        return trial.answer("fail", subject, item.expected, said or f"{where}{default}")


class _Trial:
    """One evaluation: its value, what went wrong, what it read."""

    def __init__(
        self,
        names: Names,
        mistakes: list[Diagnostic],
        given: dict[str, Value] | None = None,
    ) -> None:
        self.names = names
        self.mistakes = mistakes
        self.given = dict(given or {})
        self.value: Value | None = None
        self.absent: str | None = None
        self.not_given = ""
        self.wrong = ""
        self.start = len(names.view.reads)
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
            self.wrong = errors[0].detail
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
        """A message; "" when it cannot be made."""
        before = len(self.names.view.reads)
        self._read = evidence(self.names, self.start)
        scope = self.names.scope(lambda _: None).inner(self.given)
        try:
            value = convert(evaluate(expression, scope), STRING)
        except (AbsentError, NoAnswerError, ConversionError):
            value = None
        del self.names.view.reads[before:]
        if value is None or value.sensitive or not isinstance(value.raw, str):
            return ""
        return " ".join(self._readable(value.raw).split())

    def _readable(self, text: str) -> str:
        """Identities as the references people write."""
        for token in self.names.view.tokens:
            text = text.replace(token, token[2:-1])
        return text

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
        read = self._read if self._read is not None else evidence(self.names, self.start)
        return Answer(verdict, subject, expected, message, read, waits)  # type: ignore[arg-type]


def _waiting(waits: Sequence[str], reasons: Sequence[str]) -> str:
    if not waits:
        return "Cannot be told before apply."
    shown = ", ".join(waits[:3]) + (f" and {len(waits) - 3} more" if len(waits) > 3 else "")
    return f"Waits for {shown}." + (f" ({reasons[0]})" if reasons else "")


def _existence(names: Names, address: str) -> tuple[Evidence, ...]:
    """That an instance is there, and where: what is missing beside it has no line of its own."""
    instance = names.view.configuration.by_address.get(address)
    return (Evidence(address, "", "exists", instance.range),) if instance else ()


def _asks_for_refusal(control: Control) -> bool:
    """Whether a condition is about the refusal itself."""
    return any(
        name.root == "scenario" for item in control.asserts for name in traversals(item.condition)
    )


def _elements(value: Value | None) -> list[Value] | None:
    """The elements of a known collection; None for what is not known, or no collection."""
    if value is None or not value.is_known:
        return None
    if isinstance(value.raw, tuple):
        return list(value.raw)
    return list(value.raw.values()) if isinstance(value.raw, Mapping) else None


def _certain(names: Names, node: Traversal) -> list[Value] | None:
    """The instances of resources.<type> that are certain, where there may be more."""
    if node.root != "resources" or len(node.steps) != 1:
        return None
    return names.view.countable(node.steps[0].name)  # type: ignore[union-attr]


def _wanted(item: Assert, names: Names) -> str:
    """What a for_each looks for, in words: the resource type it starts from; "" for none."""
    node = item.for_each
    if isinstance(node, Traversal) and node.root == "resources":
        return f"{node.steps[0].name}."  # type: ignore[union-attr]
    kind = resource_type(node, names.locals) if node is not None else None
    return f"{kind} to look at: expected {item.expected}." if kind else ""


def _subject(each: Value, names: Names) -> str:
    """The address of what an assert is about."""
    raw = each.raw
    if isinstance(raw, Record):
        return raw.address
    if isinstance(raw, Mapping) and "address" in raw:
        return str(raw["address"].raw)
    return names.view.named_by(raw) or ""


def _as_variable(value: Plain) -> str:
    """A value as -var takes it."""
    if isinstance(value, str):
        return value
    return json.dumps(value, default=str)

"""What becomes of a control: its asserts tried on a configuration, and under its scenario."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from archbench.architecture.model import Architecture
from archbench.errors import InputError
from archbench.frozen import field, record, replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.plain import plain
from archbench.hcl.syntax import Attr, Expression, Traversal
from archbench.hcl.values import Plain, Unknown, Value
from archbench.hcl.walk import traversals
from archbench.requirements.checklist import Assert, Control
from archbench.requirements.evaluation import Evaluation
from archbench.requirements.evidence import cut, evidence
from archbench.requirements.names import resource_type
from archbench.requirements.record import Read, Record, holds_secret
from archbench.requirements.retelling import Retelling, certain, elements_of
from archbench.requirements.scope import Names
from archbench.requirements.unseen import unseen
from archbench.requirements.verdict import Answer, Evidence, Verdict, Word
from archbench.requirements.view import View
from archbench.terraform import Again
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from archbench.requirements.kept import Judged, Keeper


class Views:
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


@record
class Judge:
    """Judges the controls of one checklist.

    settled holds what an assert says of an instance, by their numbers and addresses, where that is
    decided; None for an instance that is no case. It is decided whatever is not known, so that it
    is the same where less may be there.
    """

    names: Names
    views: Views
    profile: str
    kept: "Keeper | None" = None
    settled: dict[tuple[int, str], Answer | None] | None = None
    mistakes: list[Diagnostic] = field(default_factory=list)

    def verdicts(self, controls: Sequence[Control]) -> list[Verdict]:
        """The verdict on each; scenarios on the same variables follow one another.

        A configuration is evaluated anew where other variables reach: to and fro would be twice.
        """
        judge = self._kept if self.kept else self.verdict
        found = {item.id: judge(item) for item in sorted(controls, key=_sets)}
        return [found[item.id] for item in controls]

    def _kept(self, control: Control) -> Verdict:
        """The verdict on one control, found before where nothing it looks at has changed."""
        assert self.kept is not None  # noqa: S101 the caller has looked

        def judged(names: Names) -> "Judged":
            judge = replace(self, names=names)
            return judge.verdict(control), judge.mistakes

        verdict, mistakes = self.kept.verdict(control, self.names, judged)
        self.mistakes.extend(mistakes)
        return verdict

    def verdict(self, control: Control) -> Verdict:
        """The verdict on one control."""
        self.names.view.reads.clear()  # what earlier ones read is in their answers
        if control.profiles and self.profile not in control.profiles:
            reason = f"Only under the profile {' or '.join(control.profiles)}."
            return Verdict(control, "not_applicable", reason=reason)
        elsewhere = None if control.applies is None else self._not_here(control, control.applies)
        if elsewhere is not None:
            return elsewhere
        if control.review:
            return Verdict(control, "review", reason=control.review)
        names = self._under_scenario(control) if control.scenario is not None else self.names
        if isinstance(names, Verdict):
            return names
        for item in control.asserts:
            for expression in item.read:
                names.tell_misspelt(expression, self.mistakes.append)
        answers = tuple(answer for item in control.asserts for answer in self._answers(item, names))
        words = {answer.verdict for answer in answers}
        worst: tuple[Word, ...] = ("fail", "open", "pass", "not_applicable")
        return Verdict(control, next(word for word in worst if word in words), answers)

    def _not_here(self, control: Control, applies: Expression) -> Verdict | None:
        """The verdict on a control that does not apply, or of which that cannot be told."""
        trial = Evaluation(self.names, self.mistakes)
        found = trial.decide(applies)
        more = unseen(self.names, applies) if found is False else trial.value
        if found is None or (found is False and more is not None):
            return Verdict(control, "open", (trial.answer("open", "", "", "", more),))
        if found is False:
            unmet = trial.answer("pass", "", "", "")
            return Verdict(control, "not_applicable", (unmet,), "It does not apply here.")
        return None

    def _under_scenario(  # noqa: C901, PLR0911
        self, control: Control
    ) -> "Names | Verdict":
        """The names under the control's scenario, or the verdict that there is none."""
        assert control.scenario is not None  # noqa: S101 the caller has looked
        trial = Evaluation(self.names, self.mistakes)
        value = trial.evaluate(control.scenario)
        if trial.not_given:
            return Verdict(control, "open", (trial.answer("open", "", control.title, ""),))
        if value is None or trial.absent:
            reason = f"{trial.absent} does not exist." if trial.absent else "The scenario is wrong."
            return Verdict(control, "fail", (trial.answer("fail", "", control.title, reason),))
        if _is_secret(Evaluation(self.names.telling, []).evaluate(control.scenario)):
            reason = "Its scenario is made of what is not shown, and is not tried."
            return Verdict(control, "open", reason=reason)
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
            return Verdict(control, "open", (trial.answer("open", "", control.title, "", value),))
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
            return self.names.under(self.names.view, tuple(wanted), refused=view)
        return self.names.under(view, tuple(wanted))

    def _answers(self, item: Assert, names: Names) -> Iterator[Answer]:
        """What an assert comes to; it waits too where there may be more of what it lists."""
        is_whole = not names.view.configuration.uncounted  # and nothing is read to find out more
        if is_whole and names.baseline is None and _has_none(item, names.view.configuration):
            yield _none(item)
            return
        more = None if is_whole else unseen(names, *item.listing)
        start = Evaluation(names, self.mistakes)
        found = [*self._found(item, names, more is not None)]
        yield from found
        if more is not None and all(one.verdict != "open" for one in found):
            yield start.answer("open", "", item.expected, "", more)

    def _found(self, item: Assert, names: Names, may_be_more: bool) -> Iterator[Answer]:  # noqa: FBT001
        if item.types is None and item.for_each is None:
            alone = self._answer(item, names, None)
            yield from () if alone is None else (alone,)
            return
        trial = Evaluation(names, self.mistakes)
        found = trial.over(item)
        elements = elements_of(found)
        is_odd = found is not None and elements is None and found.is_known and not trial.wrong
        if is_odd and item.for_each is not None:
            detail = "for_each takes a list or an object, and goes through its elements."
            self.mistakes.append(Diagnostic("error", "No collection", detail, item.for_each.range))
        if elements is None and isinstance(item.for_each, Traversal):
            elements = certain(names, item.for_each)
            if elements is not None and found is not None:
                sure = self._each(item, names, elements, ())
                yield from (answer for answer in sure if answer.verdict == "fail")
                elements = None
        if trial.absent is not None:
            yield trial.answer("fail", "", item.expected, f"{trial.absent} does not exist.")
        elif trial.wrong:
            yield trial.answer("fail", "", item.expected, trial.wrong)
        elif elements is None:
            yield trial.answer("open", "", item.expected, "", found)
        elif not elements and not item.optional:
            yield self._nothing(item, names, trial, "" if may_be_more else _wanted(item, names))
        elif not elements:
            yield trial.answer("pass", "", item.expected, "")
        else:
            answers = list(self._each(item, names, elements, evidence(names, trial.start)))
            yield from answers or [self._nothing(item, names, trial, "")]

    def _nothing(self, item: Assert, names: Names, trial: Evaluation, kind: str) -> Answer:
        """The answer where there is nothing to look at: a kind is missing, or no case is."""
        looked = _types(names.view.reads[trial.start :])
        waits = next(
            (
                f"{one.address} was not read: {one.reason}"
                for one in names.view.configuration.uncounted
                if (not looked or one.type in ("module", *looked))
                and (item.types is None or one.like is None)  # else it was looked at
            ),
            "",
        )
        if kind:
            return trial.answer("fail", "", item.expected, f"There is no {kind}")
        if waits:
            return trial.answer("open", "", item.expected, waits)
        return trial.answer("not_applicable", "", item.expected, _no_case(item))

    def _each(
        self, item: Assert, names: Names, elements: Sequence[Value], read: Sequence[Evidence]
    ) -> Iterator[Answer]:
        """An answer for each element; where it alone says nothing, what led to it does."""
        told = Retelling(item, names, elements)
        led: dict[str, list[Evidence]] = {}
        for found in read:
            led.setdefault(found.address, []).append(found)
        shared = cut(tuple(read))
        for number, element in enumerate(elements):
            answer: Answer | None
            if item.types is not None and not element.is_known:
                answer = self._may_be(item, names, element)
            else:
                answer = self._settled(item, names, element, partial(told.element, number))
            if answer is None:
                continue
            about = {found.address for found in answer.evidence if found.range}
            if not about or (answer.subject and answer.subject not in about):
                own = tuple(led.get(answer.subject, ()))
                more = own or (() if about else shared) or _existence(names, answer.subject)
                answer = replace(answer, evidence=tuple(dict.fromkeys((*more, *answer.evidence))))
            yield answer

    def _may_be(self, item: Assert, names: Names, element: Value) -> Answer | None:
        """The answer for what may be there: what is met however many there are is met."""
        block = names.view.would_be(element)
        around = names if block is None else names.around(block.address)
        would_be = None if block is None else around.view.possible(block.address)
        found = None if would_be is None else self._answer(item, around, would_be)
        if would_be is not None and (found is None or found.verdict == "pass"):
            return found
        return Evaluation(names, self.mistakes).answer("open", "", item.expected, "", element)

    def _settled(
        self, item: Assert, names: Names, each: Value, told: Callable[[], Value | None]
    ) -> Answer | None:
        """The answer for an element, that which was found before where it was decided then."""
        address = each.raw.address if isinstance(each.raw, Record) else ""
        if self.settled is None or names.view.instance(address) is not each:
            return self._answer(item, names, each, told)
        key = id(item), address
        if key in self.settled:
            return self.settled[key]
        answer = self._answer(item, names, each, told)
        if answer is None or answer.verdict != "open":
            self.settled[key] = answer
        return answer

    def _answer(
        self,
        item: Assert,
        names: Names,
        each: Value | None,
        told: Callable[[], Value | None] = lambda: None,
    ) -> Answer | None:
        """The answer for an element, told as messages may tell of it; None where it is no case."""
        trial = Evaluation(names, self.mistakes, each, told)
        subject = _subject(each, names, told) if each is not None else ""
        case, asked = (True, None) if item.when is None else (trial.decide(item.when), trial.value)
        if case is False:
            wrong = trial.wrong
            return trial.answer("fail", subject, item.expected, wrong) if wrong else None
        holds = trial.decide(item.condition)
        if holds:
            return trial.answer("pass", subject, item.expected, "")
        waiting = None if holds is False else trial.value
        if holds is False and each is not None and not each.is_known:
            waiting = each  # it may not be there
        elif holds is False and case is None:
            waiting = asked  # it may be no case
        if holds is None or waiting is not None:
            return trial.answer("open", subject, item.expected, "", waiting)
        if trial.absent is not None:
            return trial.answer("fail", subject, item.expected, f"{trial.absent} does not exist.")
        if names.refused is not None:
            return trial.answer("fail", subject, item.expected, names.refused)
        said = trial.text(item.message) if item.message is not None else ""
        where = f"{subject}: " if subject else ""
        default = trial.wrong or f"expected {item.expected}."
        return trial.answer("fail", subject, item.expected, said or f"{where}{default}")


def _has_none(item: Assert, configuration: Configuration) -> bool:
    """Whether an assert is about types of which there is none, as most that ship are."""
    return item.types is not None and not configuration.of_type(*item.types)


def _none(item: Assert) -> Answer:
    """What such an assert says, which nothing has to be evaluated for."""
    looked = tuple(Evidence(f"resources.{name}", "", "none") for name in item.types or ())
    if item.optional:
        return Answer("pass", "", item.expected, "", looked)
    return Answer("not_applicable", "", item.expected, _no_case(item), looked)


def _no_case(item: Assert) -> str:
    return f"There is no case to look at: expected {item.expected}."


def _sets(control: Control) -> list[str]:
    """The variables that the scenario of a control sets, as far as its text names them."""
    keys = [item.key for item in getattr(control.scenario, "items", ())]
    return [str(getattr(key, "value", "")) for key in keys]


def _types(reads: Sequence[Read]) -> set[str]:
    """The resource types that were looked through."""
    found = (read.address.partition("resources.") for read in reads)
    return {name for before, kind, name in found if kind and not before}


def _existence(names: Names, address: str) -> tuple[Evidence, ...]:
    """That an instance is there, and where: what is missing beside it has no line of its own."""
    instance = names.view.configuration.by_address.get(address)
    return (Evidence(address, "", "exists", instance.range),) if instance else ()


def _asks_for_refusal(control: Control) -> bool:
    """Whether a condition is about the refusal itself."""
    return any(
        name.root == "scenario" for item in control.asserts for name in traversals(item.condition)
    )


def _wanted(item: Assert, names: Names) -> str:
    """What a for_each looks for, in words: the resource type it starts from; "" for none.

    Of what stands in an instance ("resources.aws_lb[0].access_logs") the instance is there.
    """
    if item.types is not None:
        return ""
    node = item.for_each
    if isinstance(node, Traversal) and node.root == "resources":
        type_, *inner = [step.name for step in node.steps if isinstance(step, Attr)]
        return f"{inner[-1]} in {type_}: expected {item.expected}." if inner else f"{type_}."
    kind = resource_type(node, names.locals) if node is not None else None
    return f"{kind} to look at: expected {item.expected}." if kind else ""


def _subject(each: Value, names: Names, told: Callable[[], Value | None]) -> str:
    """The address of what an assert is about."""
    raw = each.raw
    if isinstance(raw, Record):
        return raw.address
    if isinstance(raw, Mapping) and "address" in raw:
        address = str(raw["address"].raw)
        return address if names.view.is_address(address) or not _is_secret(told()) else ""
    return names.view.named_by(raw) or ""


def _is_secret(told: Value | None) -> bool:
    return told is None or holds_secret(told)


def _as_variable(value: Plain) -> str:
    """A value as -var takes it."""
    if isinstance(value, str):
        return value
    return json.dumps(value, default=str)

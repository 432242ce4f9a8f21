"""The verdicts of an assessment as a text, for a process that checks the same by the same lists.

JSON in which each text and each piece of evidence stands once: they are few, named over and over.
Lists and controls are not in it, who reads it has them; nor are waivers, which come after.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from archbench.hcl.source import Position, SourceRange
from archbench.json_text import json_data
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist, Control
from archbench.requirements.verdict import Answer, Evidence, SoFar, Verdict, Word

if TYPE_CHECKING:
    from archbench.requirements.kept import Judged
    from archbench.requirements.scope import Names


def passed_on(found: Assessment) -> str:
    """The text of its verdicts, in the order of its lists and their controls."""
    texts, evidence = _Numbers(), _Numbers()

    def answer(item: Answer) -> list[object]:
        words = (item.verdict, item.subject, item.expected, item.message, *item.waits_for)
        return [list(map(texts.of, words)), list(map(evidence.of, item.evidence))]

    by_control = {id(item.control): item for item in found.verdicts}
    verdicts = []
    for checklist in found.checklists:
        for control in checklist.controls:
            item = by_control[id(control)]
            answers = list(map(answer, item.answers))
            known = [item.so_far.verdict, item.so_far.reason] if item.so_far else []
            words = [list(map(texts.of, told)) for told in ([item.verdict, item.reason], known)]
            verdicts.append([*words, answers])
    rows = []
    for item in evidence:
        row = list(map(texts.of, (item.address, item.attribute, item.found)))
        if item.range:
            row += [texts.of(item.range.filename), *item.range.start, *item.range.end]
        rows.append(row)
    return json.dumps([list(texts), rows, verdicts], separators=(",", ":"))


class PassedOn:
    """Verdicts on the controls of some lists that another process has found.

    Raises:
        ValueError: a text is none that `passed_on` made of these lists.
    """

    def __init__(self, text: str, checklists: Sequence[Checklist]) -> None:
        controls = [control for checklist in checklists for control in checklist.controls]
        try:
            self._verdicts = _verdicts(json_data(text), controls)
        except (TypeError, IndexError, AttributeError) as error:
            raise ValueError(f"no verdicts on these lists: {error}") from error

    def verdict(
        self,
        control: Control,
        names: "Names",  # noqa: ARG002 what has been found needs nothing
        judge: "Callable[[Names], Judged]",  # noqa: ARG002
    ) -> "Judged":
        """The verdict on a control of the lists."""
        return self._verdicts[id(control)], ()


class _Numbers(dict[Any, int]):
    """Each thing in the order in which it was first asked for, with its number."""

    def of(self, thing: object) -> int:
        return self.setdefault(thing, len(self))


def _verdicts(data: Any, controls: Sequence[Control]) -> Mapping[int, Verdict]:  # noqa: ANN401 JSON
    texts, rows, found = data
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a text is none")
    evidence = [_evidence(texts, *row) for row in rows]

    def answer(words: Sequence[int], seen: Sequence[int]) -> Answer:
        verdict, subject, expected, message, *waits_for = (texts[number] for number in words)
        shown = tuple(evidence[number] for number in seen)
        return Answer(verdict, subject, expected, message, shown, tuple(waits_for))

    verdicts = {}
    for control, (said, known, answers) in zip(controls, found, strict=True):
        word, reason = (texts[number] for number in said)
        so_far = SoFar(*(texts[number] for number in known)) if known else None
        for one in (word, so_far.verdict if so_far else word):
            if one not in get_args(Word):
                raise ValueError(f"{one} is no verdict")
        told = tuple(answer(*item) for item in answers)
        verdicts[id(control)] = Verdict(control, word, told, reason, so_far=so_far)
    return verdicts


def _evidence(
    texts: Sequence[str], address: int, attribute: int, found: int, *place: int
) -> Evidence:
    if not place:
        return Evidence(texts[address], texts[attribute], texts[found])
    file, line, column, last, end = place
    span = SourceRange(texts[file], Position(line, column), Position(last, end))
    return Evidence(texts[address], texts[attribute], texts[found], span)

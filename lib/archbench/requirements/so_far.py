"""What open verdicts say of what is known to be there, where nobody can tell what else there is.

A module that was not read may hold a case of any control, so that most of them are open. What was
read has been understood all the same: each of them is judged again as if nothing else were there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archbench.frozen import replace
from archbench.requirements.judging import Judge, Views
from archbench.requirements.verdict import SoFar, Verdict, Word
from archbench.terraform.configuration import Configuration

_MEETS: Mapping[Word, str] = {
    "pass": "meets",
    "fail": "does not meet",
    "not_applicable": "has no case of",
}


def known_to_be_there(configuration: Configuration) -> Configuration:
    """The configuration without the modules of which nobody can tell what they hold.

    A block of unknown number is written: it is not told as if it were nowhere.
    """
    blocks = tuple(item for item in configuration.unexpanded if item.type != "module")
    return replace(configuration, unexpanded=blocks)


def so_far(verdicts: Sequence[Verdict], judge: Judge, views: Views) -> list[Verdict]:
    """The verdicts, open ones with what they come to on a configuration of what is known.

    judge is that of the verdicts, views are of what is known to be there. A scenario reads the
    whole configuration anew, so that its controls are not judged again.
    """
    again = replace(judge, names=replace(judge.names, view=views.base, _locals={}), views=views)
    return [
        replace(item, so_far=_come_to(again.verdict(item.control)))
        if item.verdict == "open" and item.control.scenario is None
        else item
        for item in verdicts
    ]


def _come_to(found: Verdict) -> SoFar:
    """What a verdict on what is known comes to; why it fails in a sentence or two."""
    return SoFar(found.verdict, found.in_words if found.verdict == "fail" else "")


def in_words(verdict: Verdict) -> str:
    """What is known to be there says of one control; "" where that is nothing."""
    known = verdict.so_far
    if known is None or known.verdict not in _MEETS:
        return ""
    reason = f": {known.reason}" if known.reason else "."
    return f"What is known to be there {_MEETS[known.verdict]} it{reason}"


def counts(verdicts: Sequence[Verdict]) -> str:
    """How many open controls what is known to be there meets, does not meet, has no case of."""
    found = Counter(item.so_far.verdict for item in verdicts if item.so_far)
    told = [f"{meets} {found[word]}" for word, meets in _MEETS.items() if found[word]]
    return f"what is known to be there {', '.join(told)}" if told else ""


def parted(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    """Open verdicts by what they come to so far: words for each part, and those that are named.

    What finds no case is counted: it is named where every control is shown.
    """
    for word, meets in _MEETS.items():
        items = [item for item in verdicts if item.so_far and item.so_far.verdict == word]
        if items and word == "not_applicable":
            yield f"What is known to be there {meets} {len(items)}, which --all names", []
        elif items:
            yield f"What is known to be there {meets} {len(items)}: ", items
    rest = [item for item in verdicts if not (item.so_far and item.so_far.verdict in _MEETS)]
    if rest:
        yield "", rest

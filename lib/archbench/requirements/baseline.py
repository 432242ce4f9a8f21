"""Against an earlier result: which failures are new, which are fixed, which still stand."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archbench.errors import InputError, reason_of
from archbench.files import MOST_BYTES_MADE, read_text
from archbench.frozen import frozen
from archbench.json_text import json_data
from archbench.terraform.moves import Move, moved

FailureKey = tuple[str, str]
"""A control, and the address it fails at; "" when it fails as a whole."""


@frozen
class ResultChange:
    """What became of failures since an earlier result; each sorted by control and address.

    new        fail now and did not
    fixed      failed and are judged not to any more
    remaining  failed and still do
    undecided  failed, and cannot be told now: open, or not checked this time
    """

    new: tuple[FailureKey, ...]
    fixed: tuple[FailureKey, ...]
    remaining: tuple[FailureKey, ...]
    undecided: tuple[FailureKey, ...]

    @property
    def answer(self) -> str:
        """The first sentence a person reads."""
        parts = [
            f"{len(self.new)} new",
            f"{len(self.fixed)} fixed",
            f"{len(self.remaining)} remain",
        ]
        if self.undecided:
            parts.append(f"{len(self.undecided)} cannot be told now")
        return f"Since the baseline: {', '.join(parts)}."

    def __str__(self) -> str:
        """The sentence, and a line for each failure."""
        return "\n".join([self.answer, *self._lines()])

    def _lines(self) -> Iterator[str]:
        for word in ("new", "fixed", "undecided", "remaining"):
            for control, address in getattr(self, word):
                yield f"  {word:<10} {control}{f' at {address}' if address else ''}"


def read_baseline(path: Path) -> Mapping[str, Any]:
    """An earlier result, as `archbench check --format json` wrote it.

    Raises:
        InputError: it cannot be read, or is something else.
    """
    how = "Make it with `archbench check PATH --format json`."
    try:
        document = json_data(read_text(path, MOST_BYTES_MADE))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as an earlier result: {reason_of(error)}. {how}"
        ) from error
    if not isinstance(document, dict) or document.get("format") != 1:
        raise InputError(f"{path} is no result of archbench check. {how}")
    try:
        list(_failing(document))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} lacks {error} of a result of archbench check. {how}") from error
    return document


def compare(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> ResultChange:
    """What changed between two results, matched by control and address.

    What stood at another address then is the same thing, where a moved block says so.
    """
    moves = [Move(tuple(m["module"]), m["before"], m["after"]) for m in now.get("moves", ())]
    before = {(control, moved(address, moves)) for control, address in _failing(earlier)}
    after = set(_failing(now))
    words = {control["id"]: control for control in _controls(now)}

    def decided(key: FailureKey) -> bool:
        control = words.get(key[0])
        if control is None:
            return False
        waiting = {a["subject"] for a in control["answers"] if a["verdict"] == "open"}
        return control["verdict"] != "review" and not waiting & {key[1], ""}

    gone = before - after
    return ResultChange(
        new=tuple(sorted(after - before)),
        fixed=tuple(sorted(key for key in gone if decided(key))),
        remaining=tuple(sorted(before & after)),
        undecided=tuple(sorted(key for key in gone if not decided(key))),
    )


def _controls(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for group in document["groups"]:
        yield from group["controls"]


def _failing(document: Mapping[str, Any]) -> Iterator[FailureKey]:
    for control in _controls(document):
        if control["verdict"] != "fail":
            continue
        subjects = {a["subject"] for a in control["answers"] if a["verdict"] == "fail"}
        yield from ((control["id"], subject) for subject in subjects or {""})

"""What is known of one configuration of a fleet once it was examined, or why it was not."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from archbench.hcl.text import visible
from archbench.json_text import json_data

FORMAT = 1


@dataclass(frozen=True, slots=True)
class RiskFound:
    """Something that is wrong, in a line: how bad, what, where, by which control."""

    severity: str
    title: str
    place: str
    control: str


@dataclass(frozen=True, slots=True)
class ControlFound:
    """A control and its word; accepted where somebody waived its failure."""

    checklist: str
    control: str
    severity: str
    verdict: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class MemberResult:
    """One configuration: what it is made from, and what is said of it.

    key          stands for all the answer rests on; the same key, the same answer
    subject      its repository and its path there
    commit       of the files, "" outside of a repository; dirty where they differ from it
    digest       SHA-256 over every file that was read
    error        why nothing can be said of it; all that follows is empty then
    standing     apply, hold, undecided or refused, and the sentence that says why
    score        out of ten, as text; "" where nothing counts
    cost         in words; low, likely and high are dollars a month, "" where there is no figure
    cost_whole   whether every charge has its amount
    zone         what the loss of a zone means: survives, degraded, down, unknown or ""
    caveats      what must be known before any of it is believed
    """

    name: str
    key: str
    subject: str = ""
    revision: str = ""
    as_of: str = ""
    commit: str = ""
    dirty: bool = False
    digest: str = ""
    versions: Mapping[str, str] | None = None
    error: str = ""
    standing: str = ""
    sentence: str = ""
    score: str = ""
    cost: str = ""
    cost_note: str = ""
    cost_low: str = ""
    cost_likely: str = ""
    cost_high: str = ""
    cost_whole: bool = False
    zone: str = ""
    zone_note: str = ""
    resources: int = 0
    caveats: tuple[str, ...] = ()
    risks: tuple[RiskFound, ...] = ()
    controls: tuple[ControlFound, ...] = ()

    def count(self, verdict: str, severity: str = "") -> int:
        """How many controls have this verdict that nobody accepted, of a severity or of all."""
        return sum(
            item.verdict == verdict and not item.accepted and severity in ("", item.severity)
            for item in self.controls
        )

    def as_json(self) -> str:
        """All of it; `from_json` gives it back."""
        data = {"format": FORMAT, **asdict(self)}
        text = json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True)
        return visible(text) + "\n"


def from_json(text: str) -> MemberResult:
    """What `as_json` wrote; ValueError where it is something else, or of another release."""
    data: Any = json_data(text)
    if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
        raise ValueError("it is no result of this release")
    if data.keys() != {item.name for item in fields(MemberResult)}:
        raise ValueError("it lacks something")
    try:
        lists = {
            "caveats": tuple(data["caveats"]),
            "risks": tuple(RiskFound(**item) for item in data["risks"]),
            "controls": tuple(ControlFound(**item) for item in data["controls"]),
        }
    except TypeError as error:
        raise ValueError(str(error)) from error
    return MemberResult(**{**data, **lists})

"""Verdicts found before: a control's is the same while all that it looks at is the same.

A control is judged on a configuration and an architecture that note what of them it looks at. On
others in which all of that is the same it comes out the same, and is not judged again.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple, Protocol

from archbench.architecture.model import Architecture
from archbench.architecture.watched import Way, at
from archbench.architecture.watched import watched as watched_architecture
from archbench.frozen import field, record, replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.values import Plain
from archbench.requirements.checklist import Control
from archbench.requirements.scope import Names
from archbench.requirements.verdict import Verdict
from archbench.requirements.view import View
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.same import Numbers
from archbench.terraform.watched import attribute, frame, head, part, watched

MOST = 256
"""Verdicts that are kept of one control for one way it looks at things."""
_WAYS = 16
"""Ways of looking at things that are kept of one control."""
_INSTANCES = 50_000
"""Numbers of instances that are kept; all is forgotten beyond."""

Judged = tuple[Verdict, Sequence[Diagnostic]]
"""A verdict, and what is wrong with the control itself."""


class Keeper(Protocol):
    """What may know a verdict before it is judged."""

    def verdict(self, control: Control, names: Names, judge: Callable[[Names], Judged]) -> Judged:
        """The verdict on a control, known or judged now."""
        ...


class _Looks(NamedTuple):
    """What a verdict looked at: attributes by address, parts of the configuration, places."""

    attributes: tuple[tuple[str, tuple[str, ...]], ...]
    parts: tuple[str, ...]
    places: tuple[Way, ...]


@record
class _Kept:
    control: Control
    found: dict[_Looks, dict[Hashable, Verdict]] = field(default_factory=dict)
    alone: bool = False
    """Whether it rests on what is not watched, or has to do with other controls."""


class KeptVerdicts:
    """Verdicts on the controls of the same checklists, under one profile and without metrics."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._kept: dict[int, _Kept] = {}
        self._instances: dict[tuple[int, tuple[str, ...]], tuple[Instance, int]] = {}
        self._now: tuple[Configuration, Architecture, Hashable, dict[Way, int]] | None = None

    def verdict(self, control: Control, names: Names, judge: Callable[[Names], Judged]) -> Judged:
        """The verdict on a control, kept or judged now.

        Not kept are verdicts that look at the cost or at another configuration, and what stands
        beside a secret: which values it hides depends on the other controls.
        """
        kept = self._kept.setdefault(id(control), _Kept(control))
        if control.scenario is not None or kept.alone or names.view.masked:
            return judge(names)
        configuration, architecture = names.view.configuration, names.view.architecture
        for looks, found in kept.found.items():
            known = found.get(self._key(configuration, architecture, looks))
            if known is not None:
                return known, ()
        watch = _Watch(names)
        judged = judge(watch.names)
        if watch.asked_cost or watch.names.view.masked:
            kept.alone = True
            return judge(names)
        if not judged[1]:
            looks = watch.looks
            found = kept.found.setdefault(looks, {})
            if len(found) >= MOST:
                found.clear()
            found[self._key(configuration, architecture, looks)] = judged[0]
            if len(kept.found) > _WAYS:
                del kept.found[next(iter(kept.found))]
        return judged

    def _key(
        self, configuration: Configuration, architecture: Architecture, looks: _Looks
    ) -> Hashable:
        """What stands where a verdict looked, in numbers."""
        whole, places = self._whole(configuration, architecture)
        by_address = configuration.by_address
        for place in looks.places:
            if place not in places:
                places[place] = self._numbers.of(place, at(architecture, place))
        return (
            whole,
            tuple(
                self._instance(by_address[address], attributes) if address in by_address else 0
                for address, attributes in looks.attributes
            ),
            tuple(self._numbers.of(name, part(configuration, name)) for name in looks.parts),
            tuple(places[place] for place in looks.places),
        )

    def _whole(
        self, configuration: Configuration, architecture: Architecture
    ) -> tuple[Hashable, dict[Way, int]]:
        """What every verdict looks at, and the numbers of places in this architecture so far."""
        now = self._now
        if now is None or now[0] is not configuration or now[1] is not architecture:
            if len(self._instances) > _INSTANCES:
                self._instances.clear()
            heads = tuple(self._instance(item, ()) for item in configuration.instances)
            whole = self._numbers.of("frame", frame(configuration)), heads
            now = self._now = configuration, architecture, whole, {}
        return now[2], now[3]

    def _instance(self, item: Instance, attributes: tuple[str, ...]) -> int:
        """The number of what an instance has under these names, of its head without any."""
        found = self._instances.get((id(item), attributes))
        if found is None:
            held = tuple(attribute(item, name) for name in attributes) or head(item)
            number = self._numbers.of((item.address, attributes), held)
            found = self._instances[id(item), attributes] = item, number
        return found[1]


class _Watch:
    """Names that note what is looked at."""

    def __init__(self, names: Names) -> None:
        self._attributes: dict[str, set[str]] = {}
        self._parts: set[str] = set()
        self._places: set[Way] = set()
        self._estimate = names.estimate
        self.asked_cost = False
        view = View(
            watched(names.view.configuration, self._attributes, self._parts),
            watched_architecture(names.view.architecture, self._places),
        )
        self.names = replace(names, view=view, estimate=names.estimate and self._cost, _locals={})

    def _cost(self) -> Mapping[str, Plain]:
        self.asked_cost = True
        return self._estimate() if self._estimate else {}

    @property
    def looks(self) -> _Looks:
        """What was looked at so far."""
        return _Looks(
            tuple(
                (at, tuple(sorted(all_))) for at, all_ in sorted(self._attributes.items()) if all_
            ),
            tuple(sorted(self._parts)),
            tuple(sorted(self._places, key=str)),
        )

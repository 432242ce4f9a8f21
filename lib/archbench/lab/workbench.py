"""A stack under somebody's hands: levers turned, scenarios saved, shown as a notebook can."""

import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.lab.board import Board
from archbench.lab.facts import facts
from archbench.lab.markup import page, style
from archbench.lab.proposing import proposed
from archbench.lab.reading import dials_of
from archbench.lab.saving import save
from archbench.lab.table import frame
from archbench.report import inputs
from archbench.report.summary import MIME, Summary
from archbench.stack import stack_of
from archbench.whatif.base import Base
from archbench.whatif.bench import AS_IT_STANDS, Bench
from archbench.whatif.reading import read_scenarios

if TYPE_CHECKING:
    from pandas import DataFrame

_VIEW = "application/vnd.jupyter.widget-view+json"


def workbench(  # noqa: PLR0913 what a notebook gives
    path: str | Path,
    *,
    usage: str | Path | None = None,
    variables: Sequence[Sequence[str]] = (),
    data: str | Path | None = None,
    scenarios: str | Path | None = None,
    as_of: date | None = None,
) -> "Workbench":
    """The workbench of a stack; what is not given here stands in the stack's own file.

    Args:
        path: directory of *.tf files, or JSON of a plan, of which only money can be turned.
        usage: what Terraform cannot know.
        variables: as `archbench.load` takes them.
        data: answers for data sources.
        scenarios: a YAML file of scenarios to begin with; new ones are saved there.
        as_of: the date of rates that change with time; today when not given, as for the commands.

    Raises:
        InputError: the stack, or something that is given beside it, cannot be used.
    """
    found = inputs.subject(str(path))
    stack = stack_of(found)
    base = Base(
        found,
        (*stack.variables, *inputs.pairs(variables)),
        _path(data) or stack.data,
        _path(usage) or stack.usage,
        as_of or date.today(),  # noqa: DTZ011  (the reader's day)
        os.environ,
        stack.checklists or None,
        stack.profile or None,
    )
    bench = Bench(base)
    dials = dials_of(stack.levers, bench) or proposed(bench)
    file = _path(scenarios) or stack.scenarios
    return Workbench(bench, dials, read_scenarios(file) if file else (), file)


def _path(given: str | Path | None) -> Path | None:
    return inputs.find(str(given)) if given else None


class Workbench(Board):
    """One stack with its dials, where they stand, and the scenarios of it."""

    @property
    def summary(self) -> Summary:
        """Where the dials stand and what that means, in a sentence and its figures."""
        now = self.outcome
        found = facts(self.bench.baseline, now, self.months(now))
        stands = ", ".join(
            f"{dial.title} {dial.words(self.position[dial.title])}" for dial in self.turned
        )
        figures = "; ".join(f"{item.label.lower()}: {item.value}" for item in found)
        answer = f"{stands or AS_IT_STANDS.name}: {now.problem or figures}."
        return Summary("what_if", answer, found)

    @property
    def saved(self) -> "DataFrame":
        """Every scenario with its cost, change, failing controls, loss of a zone, availability."""
        return frame(self)

    def save(self, name: str) -> str:
        """Keep where the dials stand as a scenario of the stack's own file; says where.

        Raises:
            InputError: it cannot be kept.
        """
        return save(self, name)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        """Widgets where they can be shown, else the figures as they stand."""
        del include, exclude
        shown: dict[str, object] = {
            MIME: asdict(self.summary),
            "text/html": style() + page(self),
            "text/plain": self.summary.answer,
        }
        try:
            from archbench.lab.widgets import Desk  # noqa: PLC0415 only where they are installed
        except ImportError:
            return shown
        bundle = Desk(self).whole._repr_mimebundle_()
        return {**shown, _VIEW: bundle[_VIEW]}

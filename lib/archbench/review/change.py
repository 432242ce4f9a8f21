"""The review: two readings, and what differs between them."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from archbench.architecture.findings import Severity
from archbench.architecture.question import OpenQuestion
from archbench.cost.difference import Difference, difference
from archbench.hcl.diagnostics import Diagnostic
from archbench.requirements.checklist import SEVERITIES
from archbench.review.losses import LossChange, loss_changes
from archbench.review.reading import Reading
from archbench.review.touched import Resources, TouchedPart, reached, resources
from archbench.review.verdicts import VerdictChange, verdict_changes
from archbench.terraform.address import may_be_of
from archbench.terraform.caveats import problems
from archbench.terraform.configuration import NotRead


@dataclass(frozen=True)
class Review:
    """A change from one reading to another; each part is worked out when it is asked for."""

    before: Reading
    after: Reading

    @cached_property
    def verdicts(self) -> tuple[VerdictChange, ...]:
        """The controls whose verdict changes, what fails newly first."""
        return verdict_changes(self.before.assessment, self.after.assessment)

    @cached_property
    def cost(self) -> Difference:
        """What changes in the bill."""
        return difference(self.before.estimate, self.after.estimate)

    @cached_property
    def losses(self) -> tuple[LossChange, ...]:
        """The zones, single points and regions whose loss means something else."""
        return loss_changes(self.before.drill, self.after.drill)

    @cached_property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """What cannot be told after the change and was no question before."""
        known = set(self.before.drill.open_questions)
        return tuple(item for item in self.after.drill.open_questions if item not in known)

    @cached_property
    def not_read(self) -> tuple[tuple[NotRead, bool], ...]:
        """What no answer about the second side knows; with whether it was unread before, too.

        A data source of unknown number holds nothing that an answer could lack.
        """
        known = {item.name for item in self.before.configuration.not_read}
        lacks = (x for x in self.after.configuration.not_read if x.what != "data")
        return tuple((item, item.name in known) for item in lacks)

    @cached_property
    def refused(self) -> tuple[tuple[Diagnostic, bool], ...]:
        """What Terraform refuses in the second side; with whether it refused that before, too."""
        known = {_alike(item) for item in problems(self.before.configuration, "error")}
        now = problems(self.after.configuration, "error")
        return tuple((item, _alike(item) in known) for item in now)

    def without_reasons(self, text: str) -> str:
        """A text that names what is not read, without why: that is told once."""
        for item, _ in self.not_read:
            text = text.replace(f": {item.reason}", "").replace(f" ({item.reason})", "")
        return text

    @cached_property
    def resources(self) -> Resources:
        """The resources that differ."""
        place = self.after.place
        plan = place if place.is_file() else None
        return resources(self.before.configuration, self.after.configuration, plan)

    @cached_property
    def reached(self) -> tuple[TouchedPart, ...]:
        """The parts that are touched, and what stands before and behind each."""
        graphs = (self.before.architecture.graph, self.after.architecture.graph)
        return reached(graphs, self.resources)

    @property
    def stores_gone(self) -> tuple[str, ...]:
        """What holds data and is not in the configuration any more, for certain."""
        maybe = {block.address for block in self.after.configuration.uncounted}
        return tuple(x for x in self._stores(self.resources.removed) if not may_be_of(x, maybe))

    @property
    def stores_anew(self) -> tuple[str, ...]:
        """What holds data and is made anew, as a plan says."""
        return self._stores(self.resources.replaced)

    def _stores(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(x.address for x in self.reached if x.is_store and x.address in addresses)

    @property
    def is_bill_untold(self) -> bool:
        """Whether something differs whose cost is not known on both sides."""
        return not self.cost.is_whole and bool(self.cost.changes or self.resources.all)

    @property
    def new_failures(self) -> tuple[VerdictChange, ...]:
        """What fails newly and nobody has accepted."""
        return tuple(x for x in self.verdicts if x.turn == "fails" and not x.accepted)

    def fails(self, at_least: Severity, most: Decimal | None) -> bool:
        """Whether the change breaks the policy.

        It does when a control of this severity or worse fails newly, when a lost zone takes more
        than before, or when the bill grows by more than most dollars a month, or by what cannot be
        told while there is a limit.
        """
        limit = SEVERITIES.index(at_least)
        grows = most is not None and (self.cost.comparable > most or self.is_bill_untold)
        return (
            any(SEVERITIES.index(item.control.severity) <= limit for item in self.new_failures)
            or any(item.worse for item in self.losses if item.kind == "zone")
            or grows
        )

    def is_worth_telling(self, least: Decimal) -> bool:
        """Whether anything changed that a comment should say.

        A verdict, what a loss takes, an open question, what is not read or refused, what held data
        and is gone or made anew, or the bill by at least so many dollars a month, or by what cannot
        be told.
        """
        new = any(not before for _, before in (*self.not_read, *self.refused))
        data = self.stores_gone or self.stores_anew
        bill = abs(self.cost.comparable) >= least or self.is_bill_untold
        return bool(self.verdicts or self.losses or self.questions or data or new or bill)


def _alike(item: Diagnostic) -> tuple[str, str, str]:
    """A problem wherever in its file it stands: a change moves lines."""
    return (item.range.filename if item.range else "", item.summary, item.detail)


def review(before: Reading, after: Reading) -> Review:
    """What a change from one reading to the other changes."""
    return Review(before, after)

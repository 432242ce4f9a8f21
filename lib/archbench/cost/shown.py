"""An estimate where people look at it."""

from archbench.cost.model import Estimate
from archbench.cost.money import to_the_cent
from archbench.cost.statement import as_markdown, headline
from archbench.rich import shown


class ShownEstimate(Estimate):
    """An estimate that a notebook shows as its headline, and where Markdown is asked, in full."""

    def _repr_html_(self) -> str:
        """The total in its words, what it covers, and what each service costs."""
        answer, *notes = headline(self)
        rows = [
            (name, *(f"{to_the_cent(x):,f}" for x in (total.likely, total.low, total.high)))
            for name, total in self.by_service().items()
        ]
        heads = ("service", "expected, USD a month", "at least", "at most")
        return shown(answer, heads, rows, notes)

    def _repr_markdown_(self) -> str:
        return as_markdown(self)

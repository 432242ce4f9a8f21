"""An estimate where people look at it."""

from archbench.cost.model import Estimate
from archbench.cost.statement import as_markdown


class ShownEstimate(Estimate):
    """An estimate that a notebook shows as its statement."""

    def _repr_markdown_(self) -> str:
        return as_markdown(self)

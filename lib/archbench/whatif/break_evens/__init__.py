"""Where one way of buying begins to cost less than another, solved from the prices of both.

Each question is a module of its own, and answers for every resource of a stack it concerns.
"""

from archbench.architecture.model import Architecture
from archbench.cost.catalogue import Catalogue, default_catalogue
from archbench.cost.model import Estimate
from archbench.whatif.break_evens import (
    aurora_io,
    commitment,
    endpoints,
    fargate,
    graviton,
    kubernetes,
    serverless,
)
from archbench.whatif.break_evens.model import BreakEven, Rate

__all__ = ["BreakEven", "Rate", "break_evens"]

_QUESTIONS = (aurora_io, endpoints, commitment, serverless, graviton, fargate, kubernetes)


def break_evens(
    made: Estimate, architecture: Architecture, catalogue: Catalogue | None = None
) -> tuple[BreakEven, ...]:
    """Every break-even that concerns a stack, question by question, those without a price too."""
    prices = catalogue or default_catalogue()
    return tuple(
        found for question in _QUESTIONS for found in question.answers(made, architecture, prices)
    )

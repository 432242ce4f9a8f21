"""The scenarios of a workbench as a table that a notebook can keep."""

from typing import TYPE_CHECKING

from archbench.lab.board import Board
from archbench.whatif.bench import AS_IT_STANDS

if TYPE_CHECKING:
    from pandas import DataFrame


def frame(bench: Board) -> "DataFrame":
    """One row per scenario, the stack as it stands first; money is exact, None what is not known.

    Columns: scenario, one for each dial (None where the scenario turns what no dial does),
    expected, change, failing (controls), zone_loss, availability, problem.
    """
    from pandas import DataFrame  # noqa: PLC0415

    rows = []
    for scenario in (AS_IT_STANDS, *bench.scenarios):
        found, position = bench.look(scenario), bench.position_of(scenario)
        made, drilled, verdicts = found.estimate, found.drill, found.assessment
        rows.append(
            {
                "scenario": scenario.name,
                **{
                    dial.title: None if position is None else position.get(dial.title, dial.now)
                    for dial in bench.dials
                },
                "expected": made.total_monthly if made and made.has_figure else None,
                "change": found.change(bench.bench.baseline),
                "failing": verdicts.count("fail") if verdicts else None,
                "zone_loss": drilled.outcome if drilled else None,
                "availability": drilled.availability.total if drilled else None,
                "problem": found.problem,
            }
        )
    return DataFrame(rows, dtype=object)

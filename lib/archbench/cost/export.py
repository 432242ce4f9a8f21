"""An estimate as a program reads it: CSV and JSON with exact decimals. Sorted and stable."""

import json
from collections.abc import Mapping
from decimal import Decimal

from archbench.cost.commitments import commitments, stack_plans
from archbench.cost.model import COLUMNS, Estimate, Total, record
from archbench.csv_text import csv_text


def as_csv(made: Estimate) -> str:
    """Every line item as a row of CSV, open ones with an empty quantity and cost."""
    return csv_text([COLUMNS, *(record(item).values() for item in made.line_items)])


def as_json(made: Estimate) -> str:
    """The whole estimate as JSON; numbers are exact decimals."""
    return json_text(document(made)) + "\n"


def document(made: Estimate) -> dict[str, object]:
    """The estimate as plain mappings and lists, numbers as Decimal."""
    total = made.total
    return {
        "path": made.path,
        "as_of": made.as_of.isoformat() if made.as_of else None,
        "currency": "USD",
        "total_monthly": total.likely,
        "total_monthly_low": total.low,
        "total_monthly_high": None if made.uncounted else total.high,
        "total_monthly_at_most": made.at_most,
        "totals": {
            "service": _likely(made.by_service()),
            "tier": _likely(made.by_tier()),
            "zone": _likely(made.by_zone()),
        },
        "line_items": [record(item) for item in made.line_items],
        "free": list(made.free),
        "unpriced": [
            {"address": x.address, "reason": x.reason, "uncounted": x.uncounted}
            for x in made.unpriced
        ],
        "traffic": [
            {
                "source": edge.source,
                "target": edge.target,
                "description": edge.description,
                "is_billed": edge.is_billed,
                "crossing_share": edge.crossing[1],
                "crossing_share_low": edge.crossing[0],
                "crossing_share_high": edge.crossing[2],
                "reason": edge.reason,
            }
            for edge in made.edges
        ],
        "commitments": [
            {
                "address": item.address,
                "charge_description": item.charge_description,
                "option": item.option,
                "instances": item.instances,
                "on_demand_monthly": item.on_demand_monthly,
                "committed_monthly": item.committed_monthly,
                "saving_monthly": item.saving_monthly,
                "break_even": item.break_even,
                "price_source": item.price_source,
                "price_date": item.price_date,
                "reason": item.reason,
            }
            for item in commitments(made)
        ],
        "stack_plans": [
            {
                "length": plan.length,
                "lines": plan.lines,
                "on_demand_monthly": plan.on_demand_monthly,
                "committed_monthly": plan.committed_monthly,
                "saving_monthly": plan.saving_monthly,
                "break_even": plan.break_even,
                "expected_monthly": plan.expected_monthly,
            }
            for plan in stack_plans(made)
        ],
        "notes": list(made.notes),
        "sources": dict(made.sources),
    }


def json_text(value: object, indent: int = 0) -> str:
    """JSON with every Decimal written as the exact number it is.

    >>> print(json_text({"cost": Decimal("182.2080"), "of": {"open": [None, [1]], "none": []}}))
    {
      "cost": 182.2080,
      "of": {
        "open": [
          null,
          [
            1
          ]
        ],
        "none": []
      }
    }
    """
    inner = " " * (indent + 2)
    match value:
        case Decimal():
            return f"{value:f}"
        case Mapping() if value:
            parts = [
                f"{inner}{json.dumps(str(key))}: {json_text(item, indent + 2)}"
                for key, item in value.items()
            ]
            return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
        case list() if value:
            parts = [f"{inner}{json_text(item, indent + 2)}" for item in value]
            return "[\n" + ",\n".join(parts) + "\n" + " " * indent + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _likely(totals: Mapping[str, Total]) -> dict[str, Decimal]:
    return {name: total.likely for name, total in totals.items()}

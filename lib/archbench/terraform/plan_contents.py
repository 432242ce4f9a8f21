"""What `terraform show -json` of a plan holds, in the forms that a directory is held against."""

import json
from collections.abc import Mapping
from typing import Any

from archbench.terraform.agreement import UNKNOWN
from archbench.terraform.data_sources import Answers
from archbench.terraform.planned_values import number


def variables(plan: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The values of the root variables, as `archbench.terraform.load` takes them: null is null."""
    values = {name: item.get("value") for name, item in plan.get("variables", {}).items()}
    return [
        ("json", f"{name}={json.dumps(value, default=number)}") for name, value in values.items()
    ]


def blocks(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The values of every managed instance that the plan leaves, UNKNOWN where one waits."""
    return {
        change["address"]: _with_unknowns(change["change"])
        for change in plan.get("resource_changes", ())
        if change["mode"] == "managed"
        and change["change"]["actions"] not in (["delete"], ["forget"])
    }


def data_answers(plan: Mapping[str, Any]) -> Answers:
    """What data sources answered in the plan, each for its address."""
    found: dict[str, list[dict[str, Any]]] = {}
    stack = [plan.get("prior_state", {}).get("values", {}).get("root_module", {})]
    while stack:
        module = stack.pop()
        stack.extend(module.get("child_modules", ()))
        for resource in module.get("resources", ()):
            if resource["mode"] == "data":
                values = {k: v for k, v in resource["values"].items() if v is not None}
                case = {"address": resource["address"], "values": values}
                found.setdefault(resource["type"], []).append(case)
    return found


def _with_unknowns(change: Mapping[str, Any]) -> Any:  # noqa: ANN401 JSON
    """`after` with UNKNOWN wherever `after_unknown` says so."""

    def join(known: Any, unknown: Any) -> Any:  # noqa: ANN401
        if unknown is True:
            return UNKNOWN
        if isinstance(unknown, dict):
            given = known or {}
            names = given.keys() | unknown.keys()
            return {name: join(given.get(name), unknown.get(name)) for name in names}
        if isinstance(unknown, list):
            given = known or []
            size = max(len(given), len(unknown))
            pad = (
                [*given, *[None] * (size - len(given))],
                [*unknown, *[None] * (size - len(unknown))],
            )
            return [join(*pair) for pair in zip(*pad, strict=True)]
        return known

    return join(change.get("after"), change.get("after_unknown"))

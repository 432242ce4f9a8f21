"""Configurations the evaluator was never tuned for resolve to what terraform planned.

tests/conformance/kept_aside/<case>/ holds a configuration and recorded.json, what Terraform 1.11
and the AWS provider made of it: `python -m tests.record_configurations`.
"""

from decimal import Decimal
from typing import Any

import pytest

from archbench.terraform.agreement import UNKNOWN, compare
from archbench.terraform.schema import FIVE
from archbench.terraform.session import Session
from tests.terraform.test_agreement import TESTS, outputs, recorded
from tests.terraform_cli import RECORDED_WITH

CASES = TESTS / "conformance" / "kept_aside"
NAMES = sorted(path.name for path in CASES.iterdir())

# What Terraform knows and archbench does not: computed by a provider, or a default of one.
MISSING: dict[str, frozenset[str]] = {
    "aws-unknown-blocks": frozenset({"known.5", "aws_security_group.conditional.egress"}),
    "provider-functions": frozenset(
        {"provider_functions.0", "provider_functions.1", "unpredictable.2"}
    ),
}


@pytest.mark.parametrize("case", NAMES)
def test_what_was_never_seen_resolves_as_planned(case: str) -> None:
    """Every address; no wrong or invented value, and none missing but those listed above."""
    answer = recorded(CASES / case / "recorded.json")
    configuration = Session(CASES / case, locked=FIVE.version, terraform=RECORDED_WITH).resolve()
    found = compare(configuration, answer["resources"]).differences
    missing = {f"{item.address}.{item.path}" for item in found if item.kind == "missing"}
    assert [str(item) for item in found if item.kind != "missing"] == []
    different = set()
    ours = outputs(configuration)
    assert ours.keys() == answer["outputs"].keys()
    for name, value in answer["outputs"].items():
        for path, mine, theirs in leaves(ours[name], value, name):
            if mine == UNKNOWN and theirs != UNKNOWN:
                missing.add(path)
            elif mine != theirs:
                different.add(path)
    assert different == set()
    assert missing == MISSING.get(case, frozenset())
    deferred = [item.address for item in configuration.instances if item.deferred]
    assert deferred == answer["deferred"]
    assert [item for item in configuration.diagnostics if item.severity == "error"] == []


def test_less_than_one_in_a_hundred_is_missing() -> None:
    """Of the values Terraform knows in all cases, at most 1 % are missing."""
    recordings = [recorded(CASES / case / "recorded.json") for case in NAMES]
    parts = [answer[part] for answer in recordings for part in ("resources", "outputs")]
    values = [value for part in parts for _, value, _ in leaves(part, part, "")]
    known = sum(value not in (None, UNKNOWN) for value in values)
    assert sum(map(len, MISSING.values())) * 100 <= known > 1_500


def leaves(ours: Any, theirs: Any, path: str) -> list[tuple[str, Any, Any]]:  # noqa: ANN401 JSON
    """Both sides of every leaf; numbers as the JSON of a plan holds them."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and UNKNOWN not in (ours, theirs):
        pairs = [(name, ours.get(name), theirs.get(name)) for name in ours.keys() | theirs.keys()]
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = [(str(i), *both) for i, both in enumerate(zip(ours, theirs, strict=True))]
    else:
        return [(path, _number(ours), _number(theirs))]
    return [leaf for name, mine, other in pairs for leaf in leaves(mine, other, f"{path}.{name}")]


def _number(value: Any) -> Any:  # noqa: ANN401 JSON
    return float(value) if isinstance(value, Decimal) else value

"""The bills a well-known peer prints: the same where it is right, explained where it is not."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from archbench.cost import estimate
from archbench.cost.money import dollars
from archbench.cost.usage_file import parse_usage
from archbench.terraform import load

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "cost.md"
KINDS = yaml.safe_load((Path(__file__).parent / "peer_kinds.yaml").read_text(encoding="utf-8"))
CASES = yaml.safe_load((Path(__file__).parent / "peer.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_peers_bill(case: Mapping[str, Any], tmp_path: Path) -> None:
    """To the cent what the peer prints, or the other figure the guide gives a reason for."""
    text = 'provider "aws" {\n  region = "us-east-1"\n}\n' + case["terraform"] + "\n"
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    usage = yaml.safe_dump({"resource_usage": case.get("usage", {})})
    made = estimate(load(tmp_path), usage=parse_usage(usage, "usage.yml"))
    peer = dollars(Decimal(str(case["peer"])))
    ours = dollars(Decimal(str(case.get("ours", case["peer"]))))
    assert dollars(made.total_monthly) == ours
    if "ours" in case:
        assert ours != peer
        [row] = [
            line
            for line in GUIDE.read_text(encoding="utf-8").splitlines()
            if line.startswith(f"| {case['name']} ")
        ]
        assert peer in row
        assert ours in row


def test_every_component_is_equal_or_explained() -> None:
    """1,409 by kind: of those the peer has right and a source prices nine of ten are equal."""
    counted = Counter[str]()
    for kind in KINDS:
        counted[kind["verdict"]] += kind["components"]
        assert sum(kind.get("bills", {}).values()) in (0, kind["components"]), kind["kind"]
    assert sum(counted.values()) == 1_409
    assert set(counted) == {"equal", "not said", "wrong", "no source", "not read"}
    assert counted["equal"] / (counted["equal"] + counted["not read"]) >= 0.9


def test_the_guide_tells_each_kind_with_its_count() -> None:
    """A row for each kind of difference, in the words of the data."""
    guide = GUIDE.read_text(encoding="utf-8")
    for kind in KINDS:
        if kind["verdict"] != "equal":
            assert f"| {kind['components']} | {kind['verdict']} | {kind['why'].strip()}" in guide

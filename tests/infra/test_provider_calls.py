"""A provider call is joined to an address only when the match is certain."""

from pathlib import Path
from typing import Any

import msgpack
import pytest

from tests.provider_calls import UNKNOWN, Unmatched, blocks_before_provider

SCHEMA = {
    "provider_schemas": {
        "aws": {
            "resource_schemas": {
                "aws_thing": {
                    "block": {
                        "attributes": {
                            "id": {"type": "string"},
                            "ratio": {"type": "number"},
                            "size": {"type": "number"},
                        },
                        "block_types": {
                            "rule": {
                                "nesting_mode": "set",
                                "block": {"attributes": {"tags": {"type": ["map", "string"]}}},
                            }
                        },
                    }
                }
            },
            "data_source_schemas": {},
        }
    }
}
UNSET: dict[str, Any] = {"id": None, "ratio": None, "size": None, "rule": []}


def call(directory: Path, time: int, config: dict[str, Any], planned: dict[str, Any]) -> None:
    """Write the two files the provider leaves for a plan of one instance."""
    request = directory / f"{time}_PlanResourceChange_Request_Config.msgpack"
    response = directory / f"{time + 1}_PlanResourceChange_Response_PlannedState.msgpack"
    request.write_bytes(msgpack.packb(UNSET | config))
    response.write_bytes(msgpack.packb(UNSET | planned))


def plan(**sizes: int) -> dict[str, Any]:
    """A plan of things: address -> size after the provider, with the id unknown."""
    return {
        "resource_changes": [
            {
                "address": f"aws_thing.{name}",
                "mode": "managed",
                "type": "aws_thing",
                "change": {
                    "after": {"ratio": 0.1, "size": size, "rule": []},
                    "after_unknown": {"id": True},
                },
            }
            for name, size in sizes.items()
        ]
    }


PLANNED = {"id": msgpack.ExtType(0, b"\0"), "ratio": "0.1"}


def test_calls_are_told_apart_by_what_the_provider_planned(tmp_path: Path) -> None:
    """The address comes from the planned state; the value is what the block evaluated to."""
    call(tmp_path, 1, {"size": 20}, PLANNED | {"size": 2})
    call(tmp_path, 3, {"size": 10}, PLANNED | {"size": 1})
    blocks = blocks_before_provider(tmp_path, plan(one=1, two=2), SCHEMA)
    assert blocks == {
        "aws_thing.one": UNSET | {"size": 10},
        "aws_thing.two": UNSET | {"size": 20},
    }


def test_unknown_values_and_decimal_numbers_are_kept(tmp_path: Path) -> None:
    """Both forms of an unknown are marked, and a number written as text is a number again."""
    refined = msgpack.ExtType(12, b"\x81\x01\xc2")
    rule = {"tags": {"Name": msgpack.ExtType(0, b"\0")}}
    call(tmp_path, 1, {"id": refined, "ratio": "0.1", "rule": [rule]}, PLANNED | {"size": 1})
    blocks = blocks_before_provider(tmp_path, plan(one=1), SCHEMA)
    assert blocks["aws_thing.one"] == {
        "id": UNKNOWN,
        "ratio": 0.1,
        "size": None,
        "rule": [{"tags": {"Name": UNKNOWN}}],
    }


def test_equal_plans_of_equal_blocks_need_not_be_told_apart(tmp_path: Path) -> None:
    """Two instances alike in block and plan both get the value."""
    call(tmp_path, 1, {"size": 10}, PLANNED | {"size": 1})
    call(tmp_path, 3, {"size": 10}, PLANNED | {"size": 1})
    blocks = blocks_before_provider(tmp_path, plan(one=1, two=1), SCHEMA)
    assert blocks["aws_thing.one"] == blocks["aws_thing.two"] == UNSET | {"size": 10}


def test_equal_plans_of_different_blocks_are_refused(tmp_path: Path) -> None:
    """Where the planned states are alike and the blocks are not, nothing is recorded."""
    call(tmp_path, 1, {"size": 10}, PLANNED | {"size": 1})
    call(tmp_path, 3, {"size": 20}, PLANNED | {"size": 1})
    with pytest.raises(Unmatched, match=r"cannot tell apart: aws_thing\.one, aws_thing\.two"):
        blocks_before_provider(tmp_path, plan(one=1, two=1), SCHEMA)


def test_an_address_without_a_call_is_refused(tmp_path: Path) -> None:
    """An instance the provider was never asked about is not passed over."""
    call(tmp_path, 1, {"size": 10}, PLANNED | {"size": 1})
    with pytest.raises(Unmatched, match=r"aws_thing\.two \(0 calls\)"):
        blocks_before_provider(tmp_path, plan(one=1, two=2), SCHEMA)


def test_a_call_without_an_address_is_refused(tmp_path: Path) -> None:
    """A call for something the plan does not name is not passed over."""
    call(tmp_path, 1, {"size": 10}, PLANNED | {"size": 3})
    with pytest.raises(Unmatched, match="0 types fit"):
        blocks_before_provider(tmp_path, plan(one=1), SCHEMA)


def test_overlapping_calls_are_refused(tmp_path: Path) -> None:
    """Without -parallelism=1 the order of the files pairs nothing."""
    call(tmp_path, 1, {"size": 10}, PLANNED | {"size": 1})
    (tmp_path / "2_PlanResourceChange_Response_PlannedState.msgpack").rename(
        tmp_path / "9_PlanResourceChange_Response_PlannedState.msgpack"
    )
    call(tmp_path, 3, {"size": 20}, PLANNED | {"size": 2})
    with pytest.raises(Unmatched, match="overlap"):
        blocks_before_provider(tmp_path, plan(one=1, two=2), SCHEMA)

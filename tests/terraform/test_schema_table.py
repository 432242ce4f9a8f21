"""The tables of the provider's schemas, read a part at a time."""

from pathlib import Path

import pytest

from archbench.terraform.schema import FIVE, RELEASES, Release, table_of
from archbench.terraform.schema_table import SchemaTable, packed


def test_every_text_is_found_by_its_name(tmp_path: Path) -> None:
    """In whichever part it stands, first and last of it too, in the order that was given."""
    texts = {f"resource type_{number}": f'{{"ü": {number}}}' for number in range(100)}
    (tmp_path / "t.zz").write_bytes(packed(texts))
    table = SchemaTable(tmp_path / "t.zz")
    assert {name: table[name] for name in reversed(texts)} == texts
    assert list(table) == list(texts)
    assert len(table) == 100
    assert table.get("resource type_100") is None
    with pytest.raises(KeyError):
        table["type_1"]


def test_a_text_is_unpacked_without_the_parts_that_hold_others(tmp_path: Path) -> None:
    """What is broken further on does not matter to it, and does to its own."""
    texts = {str(number): f"{number}" for number in range(100)}
    (tmp_path / "t.zz").write_bytes(packed(texts)[:-4])
    table = SchemaTable(tmp_path / "t.zz")
    assert table["0"] == "0"
    with pytest.raises(Exception, match="incomplete"):
        table["99"]


@pytest.mark.parametrize("release", RELEASES, ids=str)
def test_a_release_has_the_provider_its_resources_and_its_data_sources(release: Release) -> None:
    """The tables that ship can be read from their first name to their last."""
    names = list(table_of(release))
    assert {name.partition(" ")[0] for name in names} == {"data", "provider", "resource"}
    assert all(table_of(release)[name].startswith("{") for name in names)
    assert len(FIVE.type_names("resource")) + len(FIVE.type_names("data")) == 2134

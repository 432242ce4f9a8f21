"""Make the table of provider 6 anew: python -m tests.record_schema_6 SCHEMA.json.gz.

The provider itself could not be had for this; the file was extracted from its generated bindings,
as docs/provider-schemas.md says, in the shape of `terraform providers schema -json` with additions.
What real plans showed of arguments left out (flags n and x, defaults, blocks that stay empty) is
taken over from the table of 5.100.0 where both versions describe an argument alike.
"""

import gzip
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archbench.files import write_atomic
from archbench.terraform.schema import FIVE, SIX, table_of
from archbench.terraform.schema_table import packed
from tests.record_schema import FLAGS

CHANGED = {
    ("aws_elasticache_replication_group", "auth_token_update_strategy"),
    ("aws_instance", "user_data"),
    ("aws_redshift_cluster", "encrypted"),
    ("aws_redshift_cluster", "publicly_accessible"),
    ("aws_spot_instance_request", "user_data"),
}
"""Arguments whose default or plan is another in 6, by the provider's guide for the upgrade."""

OPEN = {"*": ["o", "dynamic"]}
"""Stands in a body that may hold more than is listed."""


def attribute(schema: Mapping[str, Any], name: str, region: str) -> list[Any]:
    """One attribute as [flags, type]; flag g says that it puts its resource into a region."""
    flags = "".join(letter for key, letter in FLAGS.items() if schema.get(key))
    if name == "region" and region == "override":
        flags += "g"
    return [flags, "dynamic" if schema.get("opaque") else schema["type"]]


def block(schema: Mapping[str, Any], *, region: str = "", open_: bool = False) -> dict[str, Any]:
    """A body, as in the table of 5.100.0; limits above 1 are those of 5.100.0.

    Limits that only validators of the provider keep are left out: not all are confirmed.
    """
    table: dict[str, Any] = dict(OPEN) if open_ else {}
    for name, item in schema.get("attributes", {}).items():
        table[name] = attribute(item, name, region)
    for name, item in schema.get("block_types", {}).items():
        least = item.get("min_items_5", item.get("min_items", 0))
        most = item.get("max_items_5", item.get("max_items", 0))
        wide = open_ or bool(item.get("opaque"))
        inner = OPEN if "recursive" in item else block(item["block"], open_=wide)
        table[name] = [item["nesting_mode"], least, most, inner]
    return dict(sorted(table.items()))


def learn(table: dict[str, Any], known: Mapping[str, Any], type_: str) -> None:
    """Take over what plans of 5.100.0 showed."""
    for name, entry in table.items():
        before = known.get(name)
        if before is None or (type_, name) in CHANGED:
            continue
        if isinstance(entry[1], int):
            if isinstance(before[1], int) and before[:3] == entry[:3]:
                entry[4:] = before[4:]
                learn(entry[3], before[3], type_)
        elif not isinstance(before[1], int):
            shown = "".join(letter for letter in before[0] if letter in "nx")
            flags = before[0].translate({ord(letter): None for letter in "nx"})
            if flags == entry[0].replace("g", "") and before[1] == entry[1]:
                entry[0] += shown
                entry[2:] = before[2:]


def main() -> None:
    """Write the table."""
    found = json.loads(gzip.decompress(Path(sys.argv[1]).read_bytes()))
    five = table_of(FIVE)
    tables = {("provider", "aws"): block(found["provider_schema"]["block"])}
    for kind, key in (("resource", "resource_schemas"), ("data", "data_source_schemas")):
        for type_, item in found[key].items():
            table = block(item["block"], region=item["region"])
            known = five.get(f"{kind} {type_}")
            if known is not None:
                learn(table, json.loads(known), type_)
            tables[kind, type_] = table
    texts = {
        f"{kind} {name}": json.dumps(table, separators=(",", ":"))
        for (kind, name), table in sorted(tables.items())
    }
    write_atomic(SIX.table, packed(texts))
    size = SIX.table.stat().st_size // 1024
    sys.stdout.write(f"{len(texts)} types, {size} KiB: {SIX.table.name}\n")


if __name__ == "__main__":
    main()

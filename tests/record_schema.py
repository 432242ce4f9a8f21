"""Make the provider schema table anew: python -m tests.record_schema PLUGINS [PLAN.json ...].

Asks the real terraform for the schema of hashicorp/aws and keeps, per resource type and data
source, each attribute's type and flags and each nested block's nesting. Flags: r required,
o optional, c computed, s sensitive, w write-only, n a real plan showed null when left out.

An optional argument that the provider does not compute is, when left out, null or one fixed
default; the schema does not say which. Plans do: those recorded in tests/ and any others given
(`terraform show -json` of plans that create resources). Beside a plan-NAME.json, config-NAME.json
with what each block evaluated to shows the arguments (x) that the provider plans otherwise.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archbench.files import write_atomic
from archbench.terraform.schema import FIVE, PROVIDER
from archbench.terraform.schema_table import packed

RECORDED = Path(__file__).parent / "recorded"
FLAGS = {
    "required": "r",
    "optional": "o",
    "computed": "c",
    "sensitive": "s",
    "write_only": "w",
}
CONFIGURATION = f"""
terraform {{
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "{FIVE.version}"
    }}
  }}
}}
"""


def attribute(schema: dict[str, Any]) -> list[Any]:
    """One attribute as [flags, type]; nested attributes become the object type they stand for."""
    flags = "".join(letter for name, letter in FLAGS.items() if schema.get(name))
    if "nested_type" not in schema:
        return [flags, schema["type"]]
    inner = schema["nested_type"]["attributes"]
    optional = sorted(name for name, item in inner.items() if not item.get("required"))
    types = {name: attribute(item)[1] for name, item in sorted(inner.items())}
    whole = ["object", types, optional]
    nesting = schema["nested_type"]["nesting_mode"]
    return [flags, whole if nesting == "single" else [nesting, whole]]


def block(schema: dict[str, Any]) -> dict[str, Any]:
    """A body: attributes as [flags, type], nested blocks as [nesting, minimum, maximum, body]."""
    table = {name: attribute(item) for name, item in schema.get("attributes", {}).items()}
    for name, item in schema.get("block_types", {}).items():
        limits = (item.get("min_items", 0), item.get("max_items", 0))
        table[name] = [item["nesting_mode"], *limits, block(item["block"])]
    return dict(sorted(table.items()))


def provider_schema(plugins: str) -> dict[str, Any]:
    """The provider's schema as the real terraform prints it."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "main.tf").write_text(CONFIGURATION, encoding="utf-8")
        Path(directory, "empty.rc").touch()
        environment = {**os.environ, "TF_CLI_CONFIG_FILE": f"{directory}/empty.rc"}
        for arguments in (["init", f"-plugin-dir={plugins}"], ["providers", "schema", "-json"]):
            done = subprocess.run(
                ["terraform", *arguments],
                cwd=directory,
                env=environment,
                check=True,
                capture_output=True,
            )
    schemas: dict[str, Any] = json.loads(done.stdout)["provider_schemas"][PROVIDER]
    return schemas


def learn(table: dict[str, dict[str, Any]], plan: dict[str, Any]) -> None:
    """Note what a plan shows of arguments that are left out."""
    written = dict(_expressions(plan.get("configuration", {}).get("root_module", {}), ()))
    for change in plan.get("resource_changes", []):
        known = table.get(change["type"])
        if known is not None and change["change"]["actions"] == ["create"]:
            path = tuple(re.findall(r"module\.([\w-]+)", change.get("module_address", "")))
            expressions = written.get((path, change["type"], change["name"]))
            after, unknown = change["change"]["after"], change["change"]["after_unknown"]
            _learn_block(known, after or {}, unknown or {}, expressions)


def _expressions(
    module: dict[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[tuple[str, ...], str, str], dict[str, Any]]]:
    for resource in module.get("resources", []):
        if resource["mode"] == "managed":
            yield (path, resource["type"], resource["name"]), resource.get("expressions", {})
    for name, call in module.get("module_calls", {}).items():
        yield from _expressions(call.get("module", {}), (*path, name))


def _learn_block(
    table: dict[str, Any],
    after: dict[str, Any],
    unknown: dict[str, Any],
    expressions: dict[str, Any] | None,
) -> None:
    for name, entry in table.items():
        value, mask = after.get(name), unknown.get(name)
        if isinstance(entry[1], int):
            if mask is True:
                entry[4:] = ["computed"]
            elif value == [] and entry[4:] == []:
                entry[4:] = ["empty"]
            masks = mask if isinstance(mask, list) else []
            for index, item in enumerate(value if isinstance(value, list) else []):
                inner = masks[index] if index < len(masks) else {}
                _learn_block(entry[3], item or {}, inner or {}, None)
        elif "o" in entry[0] and "c" not in entry[0] and name in after and not unknown.get(name):
            if value is None and "n" not in entry[0]:
                entry[0] += "n"
            elif name not in (expressions or after) and isinstance(value, bool | int | str):
                entry[2:] = [value] if entry[2:] in ([], [value]) else [None]


def learn_rewriting(
    table: dict[str, dict[str, Any]], plan: dict[str, Any], blocks: dict[str, Any]
) -> None:
    """Note the arguments a provider plans otherwise than they are configured."""
    for change in plan.get("resource_changes", []):
        known, given = table.get(change["type"]), blocks.get(change["address"])
        if known is not None and given is not None:
            _learn_rewritten(known, given, change["change"]["after"] or {})


def _learn_rewritten(table: dict[str, Any], given: dict[str, Any], after: dict[str, Any]) -> None:
    for name, entry in table.items():
        value, planned = given.get(name), after.get(name)
        if isinstance(entry[1], int):
            blocks = (value or [], planned or []) if entry[0] == "list" else ([], [])
            for one, other in zip(*blocks, strict=False):
                _learn_rewritten(entry[3], one, other or {})
        elif isinstance(value, str | int) and planned not in (None, value):
            entry[0] = entry[0].replace("x", "") + "x"


def settle(table: dict[str, Any]) -> None:
    """Drop what plans showed in two ways: it depends on something else."""
    for entry in table.values():
        if isinstance(entry[1], int):
            settle(entry[3])
            if entry[4:] == ["computed"]:
                del entry[4:]
        elif len(entry) > 2 and ("n" in entry[0] or entry[2] is None):
            entry[0] = entry[0].replace("n", "")
            del entry[2:]


def main() -> None:
    """Write the table."""
    schemas = provider_schema(sys.argv[1])
    found = {
        ("provider", "aws"): schemas["provider"],
        **{("resource", name): item for name, item in schemas["resource_schemas"].items()},
        **{("data", name): item for name, item in schemas["data_source_schemas"].items()},
    }
    tables = {key: block(item["block"]) for key, item in sorted(found.items())}
    resources = {name: table for (kind, name), table in tables.items() if kind == "resource"}
    for path in [*sorted(RECORDED.glob("*/plan-default.json")), *map(Path, sys.argv[2:])]:
        plan = json.loads(path.read_text(encoding="utf-8"))
        learn(resources, plan)
        blocks = path.with_name(path.name.replace("plan", "config"))
        if blocks.is_file():
            learn_rewriting(resources, plan, json.loads(blocks.read_text(encoding="utf-8")))
    for table in resources.values():
        settle(table)
    texts = {
        f"{kind} {name}": json.dumps(table, separators=(",", ":"))
        for (kind, name), table in tables.items()
    }
    write_atomic(FIVE.table, packed(texts))
    sys.stdout.write(
        f"{len(texts)} types, {FIVE.table.stat().st_size // 1024} KiB: {FIVE.table.name}\n"
    )


if __name__ == "__main__":
    main()

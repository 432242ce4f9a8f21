"""Make the provider schema table anew: python tests/record_schema.py PLUGIN_DIRECTORY.

Asks the real terraform for the schema of hashicorp/aws and keeps, per resource type and data
source, each attribute's type and flags and each nested block's nesting. Flags: r required,
o optional, c computed, s sensitive, w write-only, n a real plan showed null when left out.
"""

import json
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

from archbench.files import write_atomic
from archbench.terraform.schema import PROVIDER, TABLE, VERSION

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
      version = "{VERSION}"
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


def main() -> None:
    """Write the table."""
    schemas = provider_schema(sys.argv[1])
    found = {
        ("provider", "aws"): schemas["provider"],
        **{("resource", name): item for name, item in schemas["resource_schemas"].items()},
        **{("data", name): item for name, item in schemas["data_source_schemas"].items()},
    }
    lines = [
        f"{kind} {name} {json.dumps(block(item['block']), separators=(',', ':'))}"
        for (kind, name), item in sorted(found.items())
    ]
    text = "\n" + "\n".join(lines) + "\n"
    write_atomic(TABLE, zlib.compress(text.encode(), 9))
    sys.stdout.write(f"{len(lines)} types, {TABLE.stat().st_size // 1024} KiB: {TABLE.name}\n")


if __name__ == "__main__":
    main()

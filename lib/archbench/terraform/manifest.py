"""The list of installed modules, `.terraform/modules/modules.json`, in Terraform's own form."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archbench.errors import InputError
from archbench.files import read_text
from archbench.frozen import frozen
from archbench.json_text import json_data

MODULES = Path(".terraform", "modules")
_NAME = "modules.json"


@frozen
class InstalledModule:
    """A module in the list, or a local one that Terraform lists beside those it fetched.

    key        the names of the calls that lead to it, "net.subnets"; "" is the root
    source     its address as Terraform writes it
    version    of a module of a registry, else ""
    directory  from the root, with forward slashes
    """

    key: str
    source: str
    version: str
    directory: str


def installed_modules(root: Path) -> dict[str, InstalledModule]:
    """What is installed for a root module, by key.

    Raises:
        InputError: the list is there and cannot be read.
    """
    return read_manifest(root / MODULES)


def read_manifest(modules: Path) -> dict[str, InstalledModule]:
    """The list in a directory of installed modules, by key; none where there is none.

    Raises:
        InputError: the list is there and cannot be read.
    """
    manifest = modules / _NAME
    if not manifest.is_file():
        return {}
    try:
        found = map(_read, json_data(read_text(manifest))["Modules"])
        return {item.key: item for item in found if item.key}
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise InputError(
            f"{manifest} cannot be read ({error}). Remove it and run `archbench get` anew."
        ) from error


def _read(entry: Mapping[str, Any]) -> InstalledModule:
    source, version = entry.get("Source") or "", entry.get("Version") or ""
    return InstalledModule(entry["Key"], str(source), str(version), os.fspath(entry["Dir"]))


def write_manifest(modules: Path, installed: Mapping[str, InstalledModule]) -> None:
    """Write the list, byte for byte as Terraform does: sorted by key, the root first."""
    root = InstalledModule("", "", "", ".")
    entries = [_entry(item) for item in (root, *(installed[key] for key in sorted(installed)))]
    text = json.dumps({"Modules": entries}, ensure_ascii=False, separators=(",", ":"))
    for mark in "&<>\u2028\u2029":  # as Go writes JSON
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    (modules / _NAME).write_text(text, encoding="utf-8")


def _entry(item: InstalledModule) -> dict[str, str]:
    version = {"Version": item.version} if item.version else {}
    return {"Key": item.key, "Source": item.source, **version, "Dir": item.directory}

"""Resolve a configuration as `terraform plan` would, and show every resource instance.

Prints a table, or with --json the planned values in the shape of `terraform show -json`. Exit
code 0; 1 when something in the configuration is wrong but the rest could be resolved; 2 when the
input cannot be used.
"""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from archbench.cli._configuration import add_configuration_arguments, load
from archbench.cli._terminal import width

if TYPE_CHECKING:
    from archbench.terraform.configuration import Configuration, Instance

HELP = "show every resource instance with the values Terraform would plan"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_configuration_arguments(parser)
    parser.add_argument(
        "--json", action="store_true", help="print JSON in the shape of `terraform show -json`"
    )


def run(arguments: argparse.Namespace) -> int:
    """Resolve and print."""
    configuration = load(arguments)
    if arguments.json:
        from archbench.terraform.planned_values import document

        json.dump(document(configuration), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(table(configuration, width(160))) + "\n")
    return int(any(item.severity == "error" for item in configuration.diagnostics))


def table(configuration: "Configuration", columns: int) -> list[str]:
    """The configuration as lines of at most this width: counts, instances, what is open."""
    from archbench.columns import folded
    from archbench.terraform.gathering import listing

    managed = list(configuration.managed())
    unread = configuration.unread_files
    data = [item for item in configuration.instances if item.mode == "data"]
    counts = (
        _count(len(managed), "resource instance"),
        _count(len(data), "data source"),
        _count(len(configuration.outputs), "output"),
        _count(len(configuration.unexpanded), "block") + " not expanded",
        *([_count(len(unread), "file") + " not read"] if unread else ()),
        *([_count(len(configuration.actions), "action")] if configuration.actions else ()),
        _count(len(configuration.diagnostics), "problem"),
    )
    lines = folded(f"{configuration.path}: {', '.join(counts)}", columns, "", "  ")
    lines += folded(f"Read as {configuration.read_as}", columns, "", "  ")
    lines += ["", *_rows(configuration.instances, columns)] if configuration.instances else []
    if configuration.unexpanded:
        lines += ["", "Not expanded (--json lists each):"]
        others = [item for item in configuration.unexpanded if not item.to_fetch]
        lines += _to_fetch(configuration, columns)
        told = ((item.address, f"{_place(item.range)}{item.reason}") for item in others)
        lines += listing(told, columns)
    if unread:
        lines += ["", "Files not read:"]
        lines += listing(((item.name, item.reason) for item in unread), columns)
    if configuration.actions:
        lines += ["", "Actions (nothing of them is planned):"]
        lines += [f"  {item.range}: {item.address}" for item in configuration.actions]
    if configuration.diagnostics:
        lines += ["", "Problems:", *(f"  {item}" for item in configuration.diagnostics)]
    return lines


def _to_fetch(configuration: "Configuration", columns: int) -> list[str]:
    """The modules that were not fetched, under the reasons they share."""
    from archbench.columns import fitted, folded

    by_reason: dict[str, list[tuple[str, ...]]] = {}
    for item in configuration.unexpanded:
        if item.to_fetch:
            row = (item.address, str(item.range or ""), item.to_fetch)
            by_reason.setdefault(item.reason, []).append(row)
    lines: list[str] = []
    for reason, rows in by_reason.items():
        lines += folded(f"{_count(len(rows), 'module')}: {reason}", columns, "  ", "    ")
        lines += [f"    {line}" for wrapped in fitted(rows, columns - 4) for line in wrapped]
    return lines


def _rows(instances: "tuple[Instance, ...]", width: int) -> list[str]:
    from archbench.columns import ROOM, fitted

    cells: list[tuple[str, ...]] = [
        (item.address, item.type, str(item.range or ""), "; ".join(_unknown(item)) or "-")
        for item in instances
    ]
    table: list[tuple[str, ...]] = [("ADDRESS", "TYPE", "AT", "NOT KNOWN"), *cells]
    fixed = sum(max(map(len, column)) + 2 for column in list(zip(*table, strict=True))[:3])
    if fixed + ROOM > width:
        table = [(row[0], row[2], row[3]) for row in table]
    return [line for lines in fitted(table, width, headed=True) for line in lines]


def _unknown(instance: "Instance") -> list[str]:
    """The attributes that are unknown, or hold something that is, each with why."""
    from archbench.terraform.unknowns import reasons

    found: dict[str, list[str]] = {}
    for name, value in instance.values.items():
        for reason in reasons(value):
            found.setdefault(reason, []).append(name)
    return [f"{', '.join(names)} ({reason})" for reason, names in found.items()]


def _place(range_: object) -> str:
    return f"{range_}: " if range_ else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")

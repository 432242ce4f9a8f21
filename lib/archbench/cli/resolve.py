"""Resolve a configuration as `terraform plan` would, and show every resource instance.

Prints a table, or with --json the planned values in the shape of `terraform show -json`. Exit
code 0; 1 when something in the configuration is wrong but the rest could be resolved; 2 when the
input cannot be used.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archbench.cli._configuration import add_configuration_arguments, load
from archbench.cli._terminal import add_all_argument, show, width
from archbench.columns import counted

if TYPE_CHECKING:
    from archbench.sections import TextSection
    from archbench.terraform.configuration import Configuration, Instance

HELP = "show every resource instance with the values Terraform would plan"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_configuration_arguments(parser)
    parser.add_argument(
        "--json", action="store_true", help="print JSON in the shape of `terraform show -json`"
    )
    add_all_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Resolve and print."""
    configuration = load(arguments)
    if arguments.json:
        from archbench.terraform.planned_values import document

        json.dump(document(configuration), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        show(*table(configuration, width(160)), everything=arguments.all)
    return int(any(item.severity == "error" for item in configuration.diagnostics))


def table(configuration: "Configuration", columns: int) -> "tuple[list[str], list[TextSection]]":
    """The configuration in lines of at most this width: counts, what is open, instances."""
    from archbench.columns import folded
    from archbench.sections import TextSection, section, sentences
    from archbench.terraform.address import block_of
    from archbench.terraform.caveats import problems
    from archbench.terraform.gathering import listed

    managed = list(configuration.managed())
    unread = configuration.unread_files
    data = [item for item in configuration.instances if item.mode == "data"]
    blocks = len({block_of(item.address) for item in configuration.unexpanded})
    counts = (
        counted(len(managed), "resource instance"),
        *(
            words
            for number, words in (
                (len(data), counted(len(data), "data source")),
                (len(configuration.outputs), counted(len(configuration.outputs), "output")),
                (blocks, f"{counted(blocks, 'block')} not expanded"),
                (len(unread), f"{counted(len(unread), 'file')} not read"),
                (len(configuration.actions), counted(len(configuration.actions), "action")),
            )
            if number
        ),
        counted(len(configuration.diagnostics), "problem"),
    )
    answer = [
        *folded(f"{configuration.path}: {', '.join(counts)}", columns, "", "  "),
        *folded(f"Read as {configuration.read_as}", columns, "", "  "),
    ]
    others = [item for item in configuration.unexpanded if not item.to_fetch]
    told = ((item.address, f"{_place(item.range)}{item.reason}") for item in others)
    files = ((item.name, item.reason) for item in unread)
    actions = [(str(item.range), item.address) for item in configuration.actions]
    return answer, [
        sentences("Problems", map(str, problems(configuration)), columns, first=12),
        *_to_fetch(configuration, columns),
        TextSection("Not expanded (--json lists each)", tuple(listed(told, columns)), (), 6),
        TextSection("Files not read", tuple(listed(files, columns)), (), 4),
        section("Actions (nothing of them is planned)", actions, columns, first=4),
        _rows(configuration.instances, columns),
    ]


def _to_fetch(configuration: "Configuration", columns: int) -> "Iterator[TextSection]":
    """The modules that were not fetched, under the reasons they share."""
    from archbench.sections import section

    by_reason: dict[str, list[tuple[str, ...]]] = {}
    for item in configuration.unexpanded:
        if item.to_fetch:
            row = (item.address, str(item.range or ""), item.to_fetch)
            by_reason.setdefault(item.reason, []).append(row)
    for reason, rows in by_reason.items():
        yield section(f"Modules: {reason}", rows, columns, first=6)


def _rows(instances: "tuple[Instance, ...]", width: int) -> "TextSection":
    from archbench.columns import ROOM
    from archbench.sections import section

    table: list[tuple[str, ...]] = [
        (item.address, item.type, str(item.range or ""), "; ".join(_unknown(item)) or "-")
        for item in instances
    ]
    heads: tuple[str, ...] = ("address", "type", "at", "not known")
    fixed = sum(max(map(len, column)) + 2 for column in list(zip(heads, *table, strict=True))[:3])
    if fixed + ROOM > width:
        table = [(row[0], row[2], row[3]) for row in table]
        heads = (heads[0], heads[2], heads[3])
    return section("Instances", table, width, heads, first=20)


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

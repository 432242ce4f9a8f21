"""Compare what archbench resolves with what the installed terraform says, value by value.

Needs terraform and the providers of the configuration, but no credentials: providers are mocked,
or asked at --endpoint. Works on a copy. Exit code 0 when both agree, 1 when they differ, 2 when
the comparison cannot be made.
"""

import argparse
import os
import sys
from pathlib import Path

from archbench.cli._configuration import add_configuration_arguments
from archbench.columns import counted

HELP = "compare with the installed terraform, value by value"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_configuration_arguments(parser)
    parser.add_argument(
        "--endpoint", metavar="URL", help="plan against this AWS endpoint instead of mocks"
    )
    parser.add_argument(
        "--plugin-dir",
        type=Path,
        metavar="DIR",
        default=os.environ.get("TF_PLUGIN_DIR"),
        help="directory with provider plugins, as for `terraform init -plugin-dir`",
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify and print."""
    from archbench.errors import InputError
    from archbench.terraform.verify import verify

    if not arguments.path.is_dir():
        raise InputError(f"{arguments.path} is no directory: only a directory can be verified.")
    found = verify(
        arguments.path,
        variables=tuple(arguments.variables),
        data=arguments.data,
        environ=os.environ,
        root=arguments.root,
        endpoint=arguments.endpoint,
        plugins=arguments.plugin_dir and Path(arguments.plugin_dir).resolve(),
    )
    agreement = found.agreement
    counts = ", ".join(
        f"{agreement.count(kind)} {kind}" for kind in ("wrong", "invented", "missing")
    )
    instances = counted(agreement.addresses, "instance")
    same = f"{instances}, {counted(agreement.values, 'equal value')}"
    lines = [f"{arguments.path}: {same}, {counts} (terraform {found.version})"]
    lines += [f"  {item}" for item in agreement.differences]
    if found.stand_ins:
        lines.append("Both sides were given the same answers for what archbench cannot know:")
        lines += [f"  {address}" for address in found.stand_ins]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(agreement.differences))

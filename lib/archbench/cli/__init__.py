"""The command `archbench`: one module of this package is one subcommand.

A command module has HELP (one line), configure(parser) and run(arguments) -> exit code, and imports
what it needs inside run, so that `--help` stays instant. Exit codes: 0 done, 1 the answer is no
(requirements not met, figures differ), 2 the input cannot be used; a report whose notebook fails
ends with 3 (a cell failed), 4 (its kernel died) or 5 (it ran out of time).
"""

import argparse
import sys
from importlib import import_module
from pkgutil import iter_modules

from archbench.errors import ArchbenchError


def _commands() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__) if module.name[0] != "_")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, every subcommand included."""
    parser = argparse.ArgumentParser(
        prog="archbench", description=import_module("archbench").__doc__
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in _commands():
        module = import_module(f"{__name__}.{name}")
        sub = subparsers.add_parser(name, help=module.HELP, description=module.__doc__)
        module.configure(sub)
        sub.set_defaults(run=module.run)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; an error is one paragraph on standard error."""
    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except ArchbenchError as error:
        sys.stderr.write(f"archbench {arguments.command}: {error}\n")
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("archbench: stopped\n")
        return 130
    return code

"""The command `archbench`: one module of this package is one subcommand.

A command module has HELP (one line), configure(parser) and run(arguments) -> exit code, and imports
what it needs inside run, so that `--help` stays instant. Exit codes: 0 done, 1 the answer is no
(requirements not met, figures differ), 2 the input cannot be used; a report one of whose sections
fails is written and ends with 3 (a cell failed), 4 (its kernel died) or 5 (it ran out of time).
"""

import argparse
import atexit
import gc
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from io import StringIO
from pathlib import Path, PurePath
from typing import Any, NoReturn

from archbench.cli._configuration import settled, write_notes
from archbench.cli._given import look_at, put_away
from archbench.cli._terminal import Visible, width
from archbench.errors import ArchbenchError, in_words
from archbench.hcl.diagnostics import did_you_mean
from archbench.patterns import regex

_LAST_STREAM = 2
"""The number of standard error."""
_COLLECT = (1_000_000, 20, 20)
"""When to look for garbage: a command builds trees it keeps, and looking at them takes long."""


def _commands() -> list[str]:
    return sorted(file.stem for file in Path(__file__).parent.glob("[!_]*.py"))


_CHOICE = regex(r"invalid choice: '(.*)' \(choose from (.*)\)")
_PAPER = 80
"""Columns where no terminal says how many."""
_STRANGE = "unrecognized arguments: "


class _Help(argparse.HelpFormatter):
    """As wide as the terminal; it is made for every argument that is added, and seldom asked."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=width(_PAPER) - 2)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in a line, and where the rest stands."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 as argparse takes it
        super().__init__(formatter_class=_Help, **given)

    def error(self, message: str) -> NoReturn:
        """The sentence alone: forty lines of options would hide it."""
        near = ""
        if chosen := _CHOICE.search(message):
            near = did_you_mean(chosen[1], re.findall(r"'([^']+)'", chosen[2]))
        if message.startswith(f"{_STRANGE}--"):
            option = message.removeprefix(_STRANGE).partition(" ")[0].partition("=")[0]
            near = did_you_mean(option, re.findall(r"--[a-z-]+", self.format_help()))
        told = f"{message}.{near} `{self.prog} --help` says how it is called."
        self.exit(2, f"{self.prog}: {told}\n")


def build_parser(asked: str = "") -> argparse.ArgumentParser:
    """The command line: of the subcommand that is asked for, of all where it is none of them."""
    what_it_is = (import_module("archbench").__doc__ or "").partition("\n\n")[0]
    parser = _Parser(prog="archbench", description=what_it_is)
    subparsers = parser.add_subparsers(
        prog=parser.prog, dest="command", metavar="COMMAND", required=True
    )
    known = _commands()
    for name in [asked] if asked in known else known:
        module = import_module(f"{__name__}.{name}")
        sub = subparsers.add_parser(name, help=module.HELP, description=module.__doc__)
        module.configure(sub)
        sub.set_defaults(run=module.run, wrong=sub.error)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; an error is one paragraph on standard error."""
    gc.set_threshold(*_COLLECT)
    atexit.register(gc.freeze)  # what is left is not looked through once more: the process ends
    _open_what_is_closed()
    given = sys.argv[1:] if argv is None else argv
    arguments, strange = build_parser(*given[:1]).parse_known_args(given)
    if strange:
        arguments.wrong(f"{_STRANGE}{' '.join(strange)}")
    arguments.notes = []
    if sys.stdout is None:
        _tell(arguments, "standard output is closed. Lead it to a file, or to /dev/null.")
        return 2
    out, err = Visible(sys.stdout), Visible(sys.stderr, "standard error")
    with redirect_stdout(out), redirect_stderr(err), _ended_alike():
        return _run(arguments)


def _open_what_is_closed() -> None:
    """Lead closed streams nowhere: a file that is opened would take the number of one."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        pass
    os.close(number)
    sys.stderr = sys.stderr or StringIO()


@contextmanager
def _ended_alike() -> Iterator[None]:
    """To be asked to end, or to lose the terminal, is Ctrl-C: what was begun is put away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    numbers = [getattr(signal, name) for name in names]
    numbers = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in numbers:  # a signal that is ignored, as under nohup, stays so
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


_MEANING: Mapping[type[Exception], str] = {
    MemoryError: "this needs more memory than there is. Look for a collection that grows far "
    "beyond what was meant.",
    RecursionError: "something in the input nests deeper than can be followed. Look for a value "
    "inside of a value inside of a value.",
}


def _run(arguments: argparse.Namespace) -> int:
    try:
        look_at(arguments)
        put_away(arguments)
        with settled(arguments):
            code: int = arguments.run(arguments)
        write_notes(arguments)
    except (ArchbenchError, MemoryError, RecursionError) as error:
        _tell(arguments, str(_MEANING.get(type(error), error)))
        return getattr(error, "exit_code", 2)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        with suppress(OSError):
            sys.stderr.write("archbench: stopped\n")
        return 130
    except OSError as error:
        _tell(arguments, in_words(error))
        _let_go()
        return 2
    except Exception as error:
        if os.environ.get(_WHOLE):
            raise
        _tell(arguments, _own_mistake(error))
        return _OURS
    return code


def _tell(arguments: argparse.Namespace, text: str) -> None:
    """Say why there is no answer; where even that cannot be written, the exit code says so."""
    try:
        sys.stderr.write(f"archbench {arguments.command}: {text}\n")
        sys.stderr.flush()
    except OSError:
        _let_go()


_OURS = 70
"""The exit code of what is our mistake, as sysexits.h has it."""
_WHOLE = "ARCHBENCH_TRACEBACK"


def _own_mistake(error: Exception) -> str:
    """What nobody thought of: where in archbench, and how to tell us; no answer was given."""
    from traceback import extract_tb

    places = extract_tb(error.__traceback__)
    own = [item for item in places if "archbench" in item.filename] or places
    place = f"{PurePath(own[-1].filename).name}:{own[-1].lineno}" if own else "somewhere"
    return (
        f"this is a mistake of archbench, not of what it reads: {type(error).__name__} at {place}: "
        f"{error}. Run it again with {_WHOLE}=1 and report what that says."
    )


def _let_go() -> None:
    """Lead what cannot be written nowhere: the interpreter would try once more as it ends."""
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

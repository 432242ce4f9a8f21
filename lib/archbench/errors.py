"""Errors archbench raises; what a user wrote wrong is a diagnostic first, an error at the edge.

ArchbenchError            anything below; the command prints it as one paragraph and exits with its
│                         exit_code, 2 unless it says otherwise
├── InputError            a file, directory, variable or parameter the user gave cannot be used
│   └── NotGivenError     what a section of the report needs was not given
├── EvaluationLimitError  a configuration asks for more depth, size or time than is allowed
├── FetchError            a module cannot be fetched, or is not what it was
└── ToolError             an outside program (Graphviz, terraform) is missing or failed
"""

import errno

_TO_DO = {
    errno.ENOENT: "Check how it is written.",
    errno.ENOSPC: "Make room, or write to another disk.",
    errno.EDQUOT: "Make room, or write to another disk.",
    errno.EROFS: "Write to a directory that may be written.",
    errno.EACCES: "Ask for the right to, or name another place.",
    errno.EPERM: "Ask for the right to, or name another place.",
    errno.ENAMETOOLONG: "Give it a shorter name.",
    errno.ENOTDIR: "A part of its path is a file: name a directory.",
    errno.EEXIST: "A file stands where a directory is needed: name another place.",
    errno.EISDIR: "Name a file in it.",
    errno.EFBIG: "Raise what is allowed to one (ulimit -f), or write to another disk.",
    errno.EMFILE: "Too many files are open: close some programs.",
}


def in_words(error: OSError) -> str:
    """What the system refused, of which file, and what to do.

    >>> in_words(OSError(errno.ENOSPC, "No space left on device", "out/report.html"))
    'out/report.html: no space left on device. Make room, or write to another disk.'
    """
    place = f"{error.filename}: " if error.filename else ""
    text = f"{place}{reason_of(error)}. {_TO_DO.get(error.errno or 0, '')}"
    return text.rstrip()


def reason_of(error: Exception) -> str:
    """Why a file cannot be read, to stand after a colon.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory", "usage.yml"))
    'no such file or directory'
    """
    if isinstance(error, UnicodeDecodeError):
        return f"it is not UTF-8 text (byte {error.start})"
    text = error.strerror if isinstance(error, OSError) else None
    text = (text or str(error)).rstrip(".")
    return f"{text[:1].lower()}{text[1:]}"


class ArchbenchError(Exception):
    """The root: its text is a whole sentence a user can act on."""

    exit_code = 2

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentence, where Python would show how it came about."""
        return [str(self)]


class InputError(ArchbenchError):
    """Something the user gave cannot be used; says what, where and what to do."""


class NotGivenError(InputError):
    """What a section of the report needs was not given; says how to give it."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentence, as nothing went wrong."""
        return [f"Not given. {self}"]


class EvaluationLimitError(ArchbenchError):
    """Evaluation was stopped by a limit on depth, size or time."""


class ToolError(ArchbenchError):
    """A program archbench calls is missing or failed."""


class FetchError(ArchbenchError):
    """A module cannot be fetched, or is not what it was; nothing was changed."""

"""Errors archbench raises; what a user wrote wrong is a diagnostic first, an error at the edge.

ArchbenchError            anything below; the command prints it as one paragraph and exits with its
│                         exit_code, 2 unless it says otherwise
├── InputError            a file, directory, variable or parameter the user gave cannot be used
├── EvaluationLimitError  a configuration asks for more depth, size or time than is allowed
├── NotebookError         a cell of a notebook failed, or its kernel died or ran out of time
└── ToolError             an outside program (Graphviz, terraform) is missing or failed
"""


class ArchbenchError(Exception):
    """The root: its text is a whole sentence a user can act on."""

    exit_code = 2


class InputError(ArchbenchError):
    """Something the user gave cannot be used; says what, where and what to do."""


class EvaluationLimitError(ArchbenchError):
    """Evaluation was stopped by a limit on depth, size or time."""


class NotebookError(ArchbenchError):
    """A notebook did not run to its end."""


class ToolError(ArchbenchError):
    """A program archbench calls is missing or failed."""

"""Errors archbench raises; what a user wrote wrong is a diagnostic first, an error at the edge.

ArchbenchError            anything below; the command prints it as one paragraph and exits with its
│                         exit_code, 2 unless it says otherwise
├── InputError            a file, directory, variable or parameter the user gave cannot be used
│   └── NotGivenError     what a section of the report needs was not given
├── EvaluationLimitError  a configuration asks for more depth, size or time than is allowed
└── ToolError             an outside program (Graphviz, terraform) is missing or failed
"""


class ArchbenchError(Exception):
    """The root: its text is a whole sentence a user can act on."""

    exit_code = 2


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

"""What is asked of a report, and whether the answer lies there already.

Nothing of the notebooks is loaded for it, so that a document that is kept is told at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.report.documents import REVIEW, Document
from archbench.report.inputs import find
from archbench.report.kept import Kept, remembered, written
from archbench.report.kept import key as key_of
from archbench.repository import commit

if TYPE_CHECKING:
    from archbench.report.parameters import ParameterValue

RECORDED = "recorded"
"""In place of outputs: the sample that ships, of infra/payments as if it ran."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to report on: the first path is the subject, the others stand beside it."""

    paths: tuple[Path, ...]
    variables: tuple[tuple[str, str], ...] = ()
    data: Path | None = None
    parameters: "Mapping[str, ParameterValue] | None" = None
    date: str = ""
    pdf: bool = False
    document: Document = REVIEW
    anew: bool = False
    """Whether to write it even where what lies there is the same."""


def named(path: Path) -> str:
    """A path as a document says it; where one stands, by the name of that directory.

    >>> named(Path("infra/payments")), named(Path(".")) == Path.cwd().name
    ('infra/payments', True)
    """
    return str(path) if path.name else path.resolve().name or str(path)


def notebooks_directory() -> Path:
    """Where the notebooks lie: inside an installed package, else at the top of the source tree."""
    packaged = Path(__file__).parents[1] / "_notebooks"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "notebooks"


def parameters_of_request(request: Request) -> "dict[str, ParameterValue]":
    """What is set in the notebooks, by name."""
    given: dict[str, ParameterValue] = {
        "path": str(request.paths[0]),
        "others": [str(path) for path in request.paths[1:]],
        "variables": [list(pair) for pair in request.variables],
        "as_of": request.date,
        "usage": "",
    }
    if request.data:
        given["data"] = str(request.data)
    return given | dict(request.parameters or {})


def already(request: Request, target: Path) -> Kept | None:
    """What lies in target, where it is what would be written now."""
    return None if request.anew else remembered(target, request.document.stem, key(request, target))


def key(request: Request, target: Path) -> str | None:
    """Under which key the document is kept; None where it rests on more than files."""
    given = parameters_of_request(request)
    revision = commit(request.paths[0])
    if given.get("outputs", RECORDED) not in ("", RECORDED):
        return None  # a running stack is asked
    question = [request.document.name, request.pdf, dict(given), request.date, revision]
    named = sorted({find(text) for text in _texts(dict(given)) if _is_file(text)})
    return key_of(question, request.paths, named, written(target), notebooks_directory())


def _is_file(text: str) -> bool:
    try:
        return find(text).is_file()
    except OSError:  # too long for a name
        return False


def _texts(value: "ParameterValue") -> Iterator[str]:
    """Every text in a parameter, which may name a file."""
    if isinstance(value, str) and value and "\0" not in value:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)

"""How an object shows itself in a notebook: its answer in a sentence, a table, everything escaped.

JupyterLab and nbconvert read what stands between two dollar signs as mathematics, but not in an
element of these classes: https://docs.mathjax.org/en/latest/options/document.html and, for
MathJax 2, https://docs.mathjax.org/en/v2.7-latest/options/preprocessors/tex2jax.html
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

MOST = 20
"""So many rows of a table are shown; how many more there are is said."""

_CELL = "text-align:left;vertical-align:top"


def plain(html: str) -> str:
    """The HTML in an element whose text is not searched for mathematics."""
    return f'<div class="mathjax_ignore tex2jax_ignore">{html}</div>'


def so_many(count: int, word: str) -> str:
    """A count with its word.

    >>> so_many(1, "part"), so_many(2, "part")
    ('1 part', '2 parts')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def shown(
    answer: str, heads: Sequence[str], rows: Iterable[Sequence[object]], notes: Sequence[str] = ()
) -> str:
    """HTML of an answer with its table, in the colours of whatever page shows it.

    Args:
        answer: what the object says, in a sentence.
        heads: a word for each column.
        rows: what stands in them; None is shown as nothing.
        notes: what must be read with it, a line each.

    >>> "1 of 2 is &lt;b&gt;" in shown("1 of 2 is <b>", ["a"], [["$1"]])
    True
    """
    from html import escape  # noqa: PLC0415 loads every entity, and only notebooks show it

    kept = iter(rows)
    first = list(islice(kept, MOST))
    more = sum(1 for _ in kept)
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in heads)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{_CELL}">{"" if cell is None else escape(str(cell))}</td>' for cell in row
        )
        + "</tr>"
        for row in first
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if first else ""
    told = [*notes, *([f"and {so_many(more, 'more row')}"] if more else [])]
    lines = "".join(f"<p>{escape(line)}</p>" for line in told)
    return plain(f"<p><strong>{escape(answer)}</strong></p>{table}{lines}")


def shown_frame(answer: str, frame: "DataFrame", notes: Sequence[str] = ()) -> str:
    """HTML of an answer with a DataFrame; a value that is missing is shown as nothing."""
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False)
    return shown(answer, [str(name) for name in frame.columns], rows, notes)

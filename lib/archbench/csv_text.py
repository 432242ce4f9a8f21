"""How every CSV text is written: a cell that a spreadsheet would take for a formula is text.

Names come from strangers, and spreadsheets run what begins like a formula; see
https://owasp.org/www-community/attacks/CSV_Injection.
"""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from archbench.hcl.text import visible
from archbench.patterns import regex

_FORMULA = regex(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = regex(r"[-+]?\d[\d,]*(\.\d+)?")


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    r"""The rows, the first with the names of the columns; what begins like a formula gets a quote.

    Numbers stay numbers, exactly; control characters are visible.

    >>> csv_text([("=1+1", "-2.50", Decimal("1E+1"), None)])
    "'=1+1,-2.50,10,\n"
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows(map(_cell, row) for row in rows)
    return file.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, str):
        return value
    is_formula = _FORMULA.match(value) and not _NUMBER.fullmatch(value)
    return f"'{visible(value)}" if is_formula else visible(value)

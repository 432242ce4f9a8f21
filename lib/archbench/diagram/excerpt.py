"""The lines of a resource block, for the details panel, with what may be secret masked."""

import re
from collections.abc import Mapping

MOST_LINES = 40
_SECRET = re.compile(
    r'^(\s*"?[\w-]*(?:password|passwd|secret_string|secret_key|token|private_key|credential)[\w-]*"?'
    r"\s*[=:]\s*)(?=[\"<])(.*)$",
    re.IGNORECASE,
)


def excerpt(sources: Mapping[str, str], place: str) -> str:
    """The block that begins at file:line, "" when the file is not among the sources.

    A literal given to an attribute whose name speaks of a secret is masked; references are shown.
    """
    filename, _, number = place.rpartition(":")
    if filename not in sources or not number.isdigit():
        return ""
    lines = sources[filename].splitlines()[int(number) - 1 :]
    block: list[str] = []
    heredoc = ""
    for line in lines[:MOST_LINES]:
        if heredoc:
            heredoc = "" if line.strip() == heredoc else heredoc
            continue
        found = _SECRET.match(line)
        if found:
            opened = re.match(r"<<-?(\w+)", found[2])
            heredoc = opened[1] if opened else ""
        block.append(f"{found[1]}(masked)" if found else line)
        if line.startswith("}"):
            return "\n".join(block)
    return "\n".join([*block, "…"]) if block else ""

"""What is wrong with a configuration, without the values that it quotes and that are not shown."""

import re
from collections.abc import Sequence

from archbench.frozen import replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.terraform.configuration import Instance

_NO_SUCH_KEY = "Invalid index"


def keys_shown(
    diagnostics: tuple[Diagnostic, ...], instances: Sequence[Instance]
) -> tuple[Diagnostic, ...]:
    """What is wrong; a key that is not there is not quoted where it is withheld of a resource."""
    quoted = {
        text
        for item in diagnostics
        if item.summary == _NO_SUCH_KEY
        for text in re.findall('"([^"]+)"', item.detail)
    }
    if not quoted:
        return diagnostics
    from archbench.terraform.withheld import without_taken  # noqa: PLC0415 few are wrong

    values = [(item.type, item.values) for item in instances]
    told = {text: str(without_taken(text, values)) for text in quoted}

    def shown(found: re.Match[str]) -> str:
        return f'"{told[found[1]]}"'

    return tuple(
        replace(item, detail=re.sub('"([^"]+)"', shown, item.detail))
        if item.summary == _NO_SUCH_KEY
        else item
        for item in diagnostics
    )

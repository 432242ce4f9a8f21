"""Regular expressions that are compiled when they are first asked.

A command loads a hundred of them and asks half; to compile one takes as long as to load a module.
"""

import re
from typing import cast


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, of which a mistake is told by the first question.

    >>> regex("a+").findall("banana"), regex("A", re.IGNORECASE).pattern
    (['a', 'a', 'a'], 'A')
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))


class _Uncompiled:
    """Asks the compiled one, and keeps what answers."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> object:
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found

"""What some tests need and no Python package brings: looked for, and told where it is missing.

A test says so with `@pytest.mark.tool(NAME)`, or by using the tool's fixture.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from tests.browser import executable
from tests.terraform_cli import NotInstalled, locate


@dataclass(frozen=True)
class Tool:
    """A program or library: how to bring it, how to see that it is there, the fixture giving it."""

    name: str
    bring: str
    is_there: Callable[[], bool]
    fixture: str = ""


@cache
def terraform() -> bool:
    """Whether terraform is on the PATH and the AWS provider in a plugin directory."""
    try:
        locate()
    except NotInstalled:
        return False
    return True


@cache
def pango() -> bool:
    """Whether WeasyPrint finds the libraries it sets type with."""
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        return False
    return True


TOOLS = (
    Tool(
        "terraform",
        "install terraform 1.11 or newer, and the AWS provider 5.x in a directory named in"
        " TF_PLUGIN_DIR",
        terraform,
        "terraform",
    ),
    Tool("a browser", "install chromium", lambda: executable() is not None, "browser"),
    Tool("bash", "install bash", lambda: shutil.which("bash") is not None),
    Tool("Graphviz", "install graphviz", lambda: shutil.which("dot") is not None),
    Tool("Pango", "install libpango-1.0", pango),
)


def told(counts: dict[str, int]) -> str:
    """One line on the tests that were not run, by the tool they need.

    >>> told({"Graphviz": 6, "Pango": 1})
    'Not run: 6 tests need Graphviz (install graphviz), 1 test needs Pango (install libpango-1.0).'
    """
    bring = {tool.name: tool.bring for tool in TOOLS}
    parts = [
        f"{count} test{' needs' if count == 1 else 's need'} {name} ({bring[name]})"
        for name, count in counts.items()
    ]
    return f"Not run: {', '.join(parts)}."

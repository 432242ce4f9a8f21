"""Headless Chromium, for tests that look at what a person sees."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)


def executable() -> str | None:
    """The Chromium of this machine, None where there is none."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium.

    Raises:
        RuntimeError: none is installed.
    """
    found = executable()
    if found is None:
        raise RuntimeError("Install chromium: the tests look at the report in a browser.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET.split())
        yield browser
        browser.close()

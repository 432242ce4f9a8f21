"""Fixtures that several rooms share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.terraform_cli import NotInstalled, Terraform, running

# The same examples in every run of CI; at a desk, new ones each time.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def terraform() -> Iterator[Terraform]:
    """The real terraform and AWS provider, talking to a moto server of this session.

    Skips where they are not installed, and fails there when CI=true: CI must run these tests.
    """
    try:
        with running() as installed:
            yield installed
    except NotInstalled as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))

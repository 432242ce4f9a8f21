"""Fixtures that several rooms share."""

import os
from collections.abc import Iterator

import pytest

from tests.terraform_cli import NotInstalled, Terraform, running


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

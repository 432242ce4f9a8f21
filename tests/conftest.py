"""Fixtures that several rooms share, and which tests can run on this machine."""

import os
from collections import Counter
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser
from xdist.workermanage import WorkerController

from tests.browser import chromium
from tests.terraform_cli import Terraform, running
from tests.tools import TOOLS, told

CI = os.environ.get("CI") == "true"
os.environ["ARCHBENCH_TRACEBACK"] = "1"  # a mistake of ours fails a test as it is, not in words
NOT_RUN = pytest.StashKey[dict[str, int]]()

# The same examples in every run of CI; at a desk, new ones each time.
settings.register_profile("ci", derandomize=True)
if CI:
    settings.load_profile("ci")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Leave out, of the tests asked for, those whose tool is missing."""
    for item in items:
        for tool in TOOLS:
            if tool.fixture and tool.fixture in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.tool(tool.name))
    yield
    missing = {item: name for item in items if (name := _missing(item))}
    config.stash[NOT_RUN] = dict(Counter(missing.values()))
    items[:] = [item for item in items if item not in missing]
    config.hook.pytest_deselected(items=list(missing))


def _missing(item: pytest.Item) -> str:
    """The first tool this test needs that is not there, "" where all are."""
    named = {mark.args[0] for mark in item.iter_markers("tool")}
    assert named <= {tool.name for tool in TOOLS}, f"{item.nodeid} names no tool of tests/tools.py"
    return next((tool.name for tool in TOOLS if tool.name in named and not tool.is_there()), "")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Each worker collects all tests: what one left out is what all did."""
    node.config.stash[NOT_RUN] = getattr(node, "workeroutput", {}).get("not_run", {})


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """The last line tells what was not run, and how to bring what it needs; in CI that fails."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["not_run"] = _not_run(session.config)
    yield
    counts = _not_run(session.config)
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if counts and reporter:
        reporter.write_line(told(counts))
        if CI:
            reporter.write_line("CI runs every test.", red=True)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _not_run(config: pytest.Config) -> dict[str, int]:
    """How many tests each missing tool kept from running."""
    nothing: dict[str, int] = {}
    return config.stash.get(NOT_RUN, nothing)


@pytest.fixture(scope="session", autouse=True)
def no_settings_of_this_user() -> Iterator[None]:
    """Terraform reads no command line configuration, such as one that is named and not there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TF_CLI_CONFIG_FILE", os.devnull)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def terraform() -> Iterator[Terraform]:
    """The real terraform and AWS provider, talking to a moto server of this session."""
    with running() as installed:
        yield installed

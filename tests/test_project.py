"""The outer shell: one list of dependencies, one lock, commands that start at once."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
HEAVY = ("pandas", "boto3", "papermill", "diagrams", "matplotlib", "nbformat", "jinja2")


def names(requirements: list[str]) -> list[str]:
    """The packages requirements name, as indexes spell them."""
    found = [re.match(r"[A-Za-z0-9._-]+", item) for item in requirements]
    return [match.group().lower().replace("_", "-") for match in found if match]


def everything() -> list[str]:
    """Every package pyproject.toml asks for."""
    extras = PROJECT["optional-dependencies"]
    return names([*PROJECT["dependencies"], *(item for extra in extras.values() for item in extra)])


def test_a_package_is_named_once() -> None:
    """Nothing is listed twice, and environment.yml names only what pip cannot install."""
    assert sorted(set(everything())) == sorted(everything())
    conda = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    named = names([item for item in conda if isinstance(item, str)])
    assert set(named) & set(everything()) == set()


def test_the_lock_pins_everything_with_hashes_and_no_address() -> None:
    """Every line is name==version with hashes; no index is named."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)
    assert set(pinned) >= set(everything())
    assert not re.findall(r"https?://|--(extra-)?index|--find-links", text)
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_users_install_what_tests_run_with_and_no_test_tools() -> None:
    """The second lock is a part of the first: the same versions and hashes, what users need."""
    both = [
        {
            found[0]: set(re.findall(r"sha256:\w+", block))
            for block in re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
            if (found := re.match(r"[a-z0-9._-]+==[^ ;\\]+", block))
        }
        for name in ("requirements.lock", "requirements-use.lock")
    ]
    assert {name: both[0].get(name) for name in both[1]} == both[1]
    used = {name.partition("==")[0] for name in both[1]}
    extras = PROJECT["optional-dependencies"]
    users = [*PROJECT["dependencies"], *extras["lab"], *extras["pdf"], *extras["setup"]]
    assert used >= set(names(users))
    assert not used & {"pytest", "mypy", "ruff", "moto", "playwright", "hypothesis"}


@pytest.mark.parametrize("arguments", [["--help"], ["report", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Asking what a command does costs no imports of what it uses."""
    assert loaded(arguments, HEAVY) == "[]"


def test_resolving_loads_no_room_above() -> None:
    """A command waits for the imports of what it does, not of prices or drawings."""
    arguments = ["resolve", str(ROOT / "infra" / "migration")]
    above = ["architecture", "cost", "diagram", "metrics", "report", "requirements", "whatif"]
    assert loaded(arguments, [f"archbench.{room}" for room in above]) == "[]"


def test_a_check_loads_what_its_configuration_needs(tmp_path: Path) -> None:
    """No service that it has none of, no reader of YAML where nothing is written in it.

    Nor what takes as long to load as a tenth of the check.
    """
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "orders" {}\n')
    services = [f"archbench.aws.{name}" for name in ("elb", "lambda_", "rds", "sqs", "workspaces")]
    slow = ["dataclasses", "difflib", "inspect", "shutil", "tempfile", "traceback", "uuid", "yaml"]
    found = loaded(["check", str(tmp_path)], [*services, *slow])
    assert found == "['archbench.aws.sqs']"


def loaded(arguments: list[str], names: Sequence[str]) -> str:
    """Which of these modules a command imports, as Python writes a list."""
    code = (
        "import sys\nfrom archbench.cli import main\n"
        f"try:\n    main({arguments})\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {names} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "lib"), "PATH": ""},
    )
    return done.stderr.strip()


def test_make_names_its_targets() -> None:
    """`make` alone says what can be made."""
    done = subprocess.run(
        ["make", "--silent"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for target in ("setup", "report", "test", "lint", "lab", "e2e", "record", "bench", "clean"):
        assert re.search(rf"make {target} +\S", done.stdout)

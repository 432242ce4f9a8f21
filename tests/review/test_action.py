"""The action of this repository: its own steps, run by a shell as the runner runs them.

`gh` is a recorder: what it is asked is what is judged.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.review.repository import Repository
from tests.review.test_review import NETWORK, ONE_GATEWAY

pytestmark = pytest.mark.tool("bash")
TOP = Path(__file__).parents[2]
ACTION = yaml.safe_load((TOP / "action.yml").read_text("utf-8"))
STEPS = {step["id"]: step["run"] for step in ACTION["runs"]["steps"]}
RECORDER = """#!{python}
import json, pathlib, sys
asked = pathlib.Path({file!r})
asked.write_text(asked.read_text() + json.dumps(sys.argv[1:]) + "\\n")
if "--jq" in sys.argv:
    print({known!r})
"""


class Runner:
    """A runner with a clone in which a branch is checked out."""

    def __init__(self, directory: Path) -> None:
        self.temporary = directory / "temporary"
        self.bin = directory / "bin"
        for place in (self.temporary, self.bin):
            place.mkdir(parents=True)
        self.asked = directory / "asked"
        self.asked.touch()
        self.clone = directory / "clone"

    def step(self, name: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one step of the action, as `shell: bash` does."""
        command = self.bin / "archbench"
        command.write_text(
            f"#!{sys.executable}\nimport sys\nfrom archbench.cli import main\nsys.exit(main())\n"
        )
        command.chmod(0o755)
        return subprocess.run(
            [_bash(), "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS[name]],
            cwd=self.clone,
            env={
                "PATH": f"{self.bin}:{os.environ['PATH']}",
                "ARCHBENCH": str(command),
                "PYTHONPATH": str(TOP / "lib"),
                "RUNNER_TEMP": str(self.temporary),
                "GITHUB_OUTPUT": str(self.temporary / "output"),
                "GITHUB_STEP_SUMMARY": str(self.temporary / "summary"),
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_REPOSITORY": "shop/orders",
                "GITHUB_SHA": "e02b5d1",
                "GITHUB_BASE_REF": "main",
                **more,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def review(self, options: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """The step that reviews, on infra."""
        given = {"STACK": "infra", "BASE": "", "OPTIONS": options, "LEAST": "1", **more}
        return self.step("review", **given)

    def comment(self, known: str) -> list[list[str]]:
        """What the step that comments asks of gh, where a comment with this number is there."""
        recorder = self.bin / "gh"
        recorder.write_text(
            RECORDER.format(python=sys.executable, file=str(self.asked), known=known)
        )
        recorder.chmod(0o755)
        place = str(self.temporary / "archbench-review.md")
        done = self.step("comment", GH_TOKEN="x", NUMBER="128", COMMENT=place)  # noqa: S106
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in self.asked.read_text().splitlines()][1:]


def _bash() -> str:
    found = shutil.which("bash")
    assert found
    return found


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """With the clone of a repository whose branch takes a gateway away."""
    made = Repository(tmp_path / "origin")
    made.commit({"infra/main.tf": NETWORK})
    made.git("checkout", "--quiet", "-b", "feature")
    made.commit({"infra/main.tf": ONE_GATEWAY["main.tf"]})
    found = Runner(tmp_path)
    made.git("clone", "--quiet", str(made.top), str(found.clone))
    return found


def test_a_review_on_a_pull_request(runner: Runner) -> None:
    """The comment, in the summary too, with links; the exit code waits for the last step."""
    done = runner.review()
    assert done.returncode == 0, done.stderr
    assert "code=1" in (runner.temporary / "output").read_text()
    said = (runner.temporary / "archbench-review.md").read_text()
    assert "the loss of us-east-1a takes more than before" in said
    assert (runner.temporary / "summary").read_text() == said
    assert runner.step("decide", CODE="1").returncode == 1
    assert runner.step("decide", CODE="0").returncode == 0


def test_a_mistake_fails_at_once(runner: Runner) -> None:
    """With its sentence."""
    done = runner.review(STACK="nosuch")
    assert done.returncode == 1
    assert "nosuch is on neither side" in done.stderr


def test_the_first_comment_is_written(runner: Runner) -> None:
    """And the next one takes its place."""
    runner.review()
    (asked,) = runner.comment(known="")
    assert asked[:4] == ["api", "--method", "POST", "repos/shop/orders/issues/128/comments"]
    runner.asked.write_text("")
    (asked,) = runner.comment(known="77")
    assert asked[:4] == ["api", "--method", "PATCH", "repos/shop/orders/issues/comments/77"]


def test_a_comment_with_nothing_left_to_tell_goes(runner: Runner) -> None:
    """And where there is none, none is made."""
    runner.review(BASE="HEAD..HEAD")
    (asked,) = runner.comment(known="77")
    assert asked == ["api", "--method", "DELETE", "repos/shop/orders/issues/comments/77"]
    runner.asked.write_text("")
    assert runner.comment(known="") == []

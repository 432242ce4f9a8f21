"""`archbench review` as people and jobs call it."""

import re
import shutil
from pathlib import Path

import pytest

from archbench.cli import main
from tests.review.repository import Repository
from tests.review.test_review import NETWORK, ONE_GATEWAY, OPEN_TO_ALL, usage

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
DAY = ("--as-of", "2026-11-28")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A stack whose branch takes a gateway away; the current directory is its top."""
    made = Repository(tmp_path / "shop")
    made.commit({"infra/main.tf": NETWORK})
    made.git("checkout", "--quiet", "-b", "feature")
    made.commit({"infra/main.tf": ONE_GATEWAY["main.tf"]})
    monkeypatch.chdir(made.top)
    return made


def test_two_revisions(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """No word of where they were written out; names as the person gave them."""
    assert main(["review", "main..feature", "infra", *DAY]) == 1
    said = capsys.readouterr().out
    assert said.startswith("<!-- archbench review -->\n### archbench: the loss of us-east-1a")
    base, head = (repository.git("rev-parse", "--short=7", name) for name in ("main", "feature"))
    assert f"`infra`, `main {base}` → `feature {head}`, reviewed 28 November 2026" in said
    assert "archbench-" not in said.replace("archbench-review", "")


def test_since_a_revision(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """With the files as they are, committed or not."""
    (repository.top / "infra" / "main.tf").write_text(NETWORK)
    assert main(["review", "main", "infra", *DAY]) == 0
    assert "no verdict changes; the same cost" in capsys.readouterr().out


def test_since_histories_parted(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """What came to main since is not of this change."""
    repository.git("checkout", "--quiet", "main")
    repository.commit({"infra/main.tf": OPEN_TO_ALL["main.tf"]})
    main(["review", "main..feature", "infra", "--format", "json", *DAY])
    both = capsys.readouterr().out
    main(["review", "main...feature", "infra", "--format", "json", *DAY])
    own = capsys.readouterr().out
    assert '"turn": "mended"' in both
    assert '"turn": "mended"' not in own


def test_a_variable_of_one_side(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A change may add a variable that has no value: --var gives it, to the side that has it."""
    more = 'variable "size" {}\noutput "size" {\n  value = var.size\n}\n'
    repository.commit({"infra/main.tf": NETWORK + more})
    assert main(["review", "main..feature", "infra", *DAY]) == 2
    assert '"size" is not set' in capsys.readouterr().err
    assert main(["review", "main..feature", "infra", "--var", "size=3", *DAY]) == 0
    assert main(["review", "main..feature", "infra", "--var", "seize=3", *DAY]) == 2
    assert "seize" in capsys.readouterr().err


@pytest.mark.usefixtures("repository")
def test_each_side_with_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """One commit, two values."""
    given = usage(Path())
    words = ["review", "main..main", "infra", "--var", "gateways=2", "--before-var", "gateways=1"]
    assert main([*words, "--usage", str(given), "--fail-on", "critical", *DAY]) == 0
    assert "| **+36.50** |" in capsys.readouterr().out


@pytest.mark.usefixtures("repository")
def test_nothing_worth_a_comment(capsys: pytest.CaptureFixture[str]) -> None:
    """No word, so that a job writes none."""
    assert main(["review", "main..main", "infra", "--least", "1", *DAY]) == 0
    assert capsys.readouterr().out == ""


def test_a_drawing_and_a_file(repository: Repository) -> None:
    """Both sides in one picture; the comment where it is asked for."""
    words = ["--drawing", "both.svg", "-o", "out/comment.md"]
    assert main(["review", "main..feature", "infra", *words, *DAY]) == 1
    assert "changes from infra at main" in (repository.top / "both.svg").read_text()
    assert "$3" in (repository.top / "out" / "comment.md").read_text()


def test_an_added_stack(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Is reviewed against nothing; one that is on no side is a mistake."""
    repository.commit({"infra/main.tf": NETWORK, "more/main.tf": NETWORK})
    assert main(["review", "main..feature", "more", *DAY]) == 1
    assert "more a month" in capsys.readouterr().out
    assert main(["review", "main..feature", "moer", *DAY]) == 2
    assert "moer is on neither side" in capsys.readouterr().err


def test_two_directories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without any repository."""
    for name, text in (("a", NETWORK), ("b", ONE_GATEWAY["main.tf"])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(text)
    assert main(["review", str(tmp_path / "a"), str(tmp_path / "b"), *DAY]) == 1
    assert "us-east-1a" in capsys.readouterr().out


def test_the_totals_are_those_of_cost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """infra/payments with the usage its own file names, on both sides."""
    other = tmp_path / "payments"
    shutil.copytree(PAYMENTS, other)
    tfvars = other / "terraform.tfvars"
    tfvars.write_text(tfvars.read_text().replace("nat_gateway_count = 3", "nat_gateway_count = 1"))
    totals = []
    for path in (PAYMENTS, other):
        main(["cost", str(path), *DAY])
        found = re.search(r"\$([\d,]+\.\d\d) a month", capsys.readouterr().out)
        assert found
        totals.append(found[1])
    assert main(["review", str(PAYMENTS), str(other), *DAY]) == 1
    said = capsys.readouterr().out
    assert f"| **Total** | **{totals[0]}** | **{totals[1]}** |" in said
    assert "| `aws_nat_gateway.main` NAT gateway, 3 → 1 | 98.55 | 32.85 | −65.70 |" in said
    assert "Exactly three NAT gateways" in said


@pytest.mark.parametrize("words", [["--most", "x"], ["--least", "-1"], ["--most", "nan"]])
def test_an_amount_is_one(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is read."""
    with pytest.raises(SystemExit) as stopped:
        main(["review", "main", *words])
    assert stopped.value.code == 2
    assert "is no amount of dollars" in capsys.readouterr().err

"""Mistakes a person makes: one sentence that says what and where, the right code, nothing written.

Each is told before long work: before anything is read where the command line alone shows it.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from archbench.cli import main

STACK = """
provider "aws" {
  region = "us-east-1"
}

variable "n" {
  type    = number
  default = 1
}

resource "aws_sqs_queue" "a" {
  count = var.n
}
"""
REQUIRED = 'variable "n" {\n  type = number\n}\n'
FILES = {
    "s/main.tf": STACK,
    "required/main.tf": REQUIRED,
    "broken/main.tf": 'resource "aws_sqs_queue" "a" {\n',
    "lost/main.tf": 'module "m" {\n  source = "./nowhere"\n}\n',
    "keyed/main.tf": STACK,
    "keyed/archbench.yml": "usag: usage.yml\n",
    "named/main.tf": STACK,
    "named/archbench.yml": "usage: none.yml\n",
    "notes.txt": "hello\n",
    "cut.json": "{",
    "other.json": '{"a": 1}',
    "cut.yml": "a: [\n",
    "text.yml": "resource_usage:\n  aws_sqs_queue.a[0]:\n    monthly_requests: many\n",
    "below.yml": "resource_usage:\n  aws_sqs_queue.a[0]:\n    monthly_requests: -5\n",
    "key.yml": "resource_uses: {}\n",
    "cut.tfvars": "n = \n",
    "book.csv": "a,b\n1,2\n",
    "list.hcl": "control {\n",
    "huge.yml": "resource_usage:\n  aws_sqs_queue.a[0]:\n    monthly_requests: 1e999\n",
    "dated.yml": "resource_usage:\n  aws_sqs_queue.a[0]:\n    monthly_requests: 2026-01-01\n",
    "listed.yml": "resource_usage: [1]\n",
    "members.yml": "configurations: 5\n",
    "key_of.yml": "configurations:\n  - pth: s\n",
    "counted.yml": "scenarios: 5\n",
    "misspelt.yml": "scenarios:\n  - name: a\n    variabels: {n: 1}\n",
    "moved.yml": "scenarios:\n  - name: a\n    region: eu-wset-1\n",
    "bare.json": '{"planned_values": {"root_module": {}}}',
    "listed/main.tf": STACK,
    "listed/archbench.yml": "checklists: [relyability]\n",
    "typed/main.tf": STACK,
    "typed/archbench.yml": "usage: [1]\n",
    "counted/main.tf": STACK,
    "counted/archbench.yml": "variables: 5\n",
    "worded/main.tf": STACK,
    "worded/archbench.yml": "checklists: reliability\n",
    "halved/main.tf": STACK,
    "halved/archbench.yml": "variables:\n  n: [1\n",
    "scenes.yml": "scenarios:\n  - name: a\n    variables:\n      m: 1\n",
}

# name: (words, what is said); everything ends with 2
MISTAKES: dict[str, tuple[str, str]] = {
    "no such path": ("cost nowhere", "nowhere does not exist. Give a directory"),
    "a text for a plan": ("cost notes.txt", "notes.txt cannot be read as JSON"),
    "half a plan": ("drill cut.json", "cut.json cannot be read as JSON"),
    "another JSON": ("check other.json", "other.json is not the JSON of a plan or state"),
    "a plan of no version": (
        "check bare.json",
        "bare.json is not the JSON of a plan or state: it has no terraform_version. Make it with",
    ),
    "one of the files": ("resolve s/main.tf", "Give a directory of .tf files"),
    "a directory without files": ("cost empty", "empty holds no .tf files"),
    "no value for a variable": ("cost required", "main.tf:1: No value for required variable: "),
    "half a variable": ("cost s --var n", '--var "n" must have the form NAME=VALUE.'),
    "a variable nobody has": ("cost s --var m=1", 'a variable named "m" is not declared in s'),
    "a value of another type": ("cost s --var n=abc", "The value given for var.n is not suitable"),
    "no such values": (
        "cost s --var-file no.tfvars",
        "--var-file no.tfvars: there is no such file",
    ),
    "half a value": ("cost s --var-file cut.tfvars", "cut.tfvars:1: Invalid expression"),
    "unknown what": ("cost s --unknown m", 'a variable named "m" is not declared in s'),
    "no such month": ("cost s --as-of 2026-13-01", '"2026-13-01" is no date; write it as'),
    "a date in words": ("report s --as-of soon", '"soon" is no date; write it as 2026-11-23'),
    "a place for a region": ("cost s --region Ireland", '"Ireland" is no region; write it as'),
    "no such usage": ("cost s --usage no.yml", "--usage no.yml: there is no such file."),
    "a directory for usage": ("cost s --usage s", "--usage s: that is a directory"),
    "half of a usage": ("cost s --usage cut.yml", "cut.yml:2: not YAML"),
    "usage in words": ("cost s --usage text.yml", "must be a number or a mapping of low, likely"),
    "usage below zero": ("cost s --usage below.yml", "below.yml:3: monthly_requests must be zero"),
    "usage under another key": (
        "cost s --usage key.yml",
        'key.yml:1: unknown section "resource_uses"',
    ),
    "no such answers": ("resolve s --data no.yml", "--data no.yml: there is no such file."),
    "another price book": ("cost s --price-book book.csv", "book.csv:1: a price book begins with"),
    "one side of two": ("cost diff s", "diff compares two paths, and 1 are given."),
    "two for one": ("cost s required", "archbench cost diff s required"),
    "a shape of the other": ("cost diff s s --csv", "not --csv"),
    "no such ending": ("draw s -o x.bmp", 'no format has the ending ".bmp"; use .dot, .drawio'),
    "no ending": ("draw s -o x", 'x: no format has the ending ""'),
    "no target": ("draw s", "the following arguments are required: -o/--output"),
    "a target below a file": ("draw s -o notes.txt/x.svg", "A file stands where a directory"),
    "no such perspective": ("draw s -o x.svg --perspective ful", 'no perspective "ful": use one'),
    "no such overlay": ("draw s -o x.svg --overlay costs", 'no overlay "costs": use cost'),
    "no such zone": ("draw s -o x.svg --overlay zone-loss=q", "zone-loss=q: there is no such zone"),
    "no such theme": ("draw s -o x.svg --theme blue", 'no theme "blue": use light or dark'),
    "no time": ("drill s --rto fast", "'fast' is no time: write a number and s, m, h or d"),
    "above a hundred": ("drill s --availability 120", "'120' is no percentage"),
    "a list misspelt": ("check s --requirements paymets", 'Did you mean "payments"?'),
    "half a list": ("check s --requirements list.hcl", "list.hcl:1: Unclosed configuration block"),
    "no such profile": ("check s --profile prod", 'No control has the profile "prod".'),
    "no such waivers": ("check s --waivers no.hcl", "--waivers no.hcl: there is no such file."),
    "no earlier result": ("check s --baseline other.json", "is no result of archbench check"),
    "no such format": ("check s --format xml", "invalid choice: 'xml' (choose from"),
    "one to compare": ("compare s", "compare needs two paths at least: s and another one."),
    "a third of two": ("compare s s --var 3:n=1", "--var 3:n=1 is for path 3: there are 2."),
    "no such control": ("fix s --control nothing", "No control has the id nothing."),
    "no prices there": ("prices show --region eu-west-9", "the catalogue has no eu-west-9"),
    "new beside a file": ("new notes.txt", "notes.txt is no directory"),
    "get nowhere": ("get nowhere", "nowhere: no such file or directory. Check how it is written."),
    "verify a plan": ("verify other.json", "only a directory can be verified"),
    "how many": ("cost s --most-instances many", '"many" is no whole number above 0'),
    "no such root": ("cost s --root nowhere", "--root nowhere: there is no such directory."),
    "no such source": ("cost s --source nowhere", "--source nowhere: there is no such directory."),
    "no revisions": ("review main s", "s lies in no git repository"),
    "nothing to try": ("whatif s", "There is nothing to try on s: give --set LEVER=VALUE"),
    "no lever": ("whatif s --set n=2", '"n" is no lever. A variable is var.n.'),
    "a lever nobody has": ("whatif s --set var.m=2", "--set var.m=2: a variable named"),
    "a pattern of nothing": (
        "whatif s --set aws_sqs_queue.b.name=x",
        'fits no block here. Did you mean "aws_sqs_queue.a"?',
    ),
    "an argument nobody has": (
        "whatif s --set aws_sqs_queue.a.nam=x",
        'aws_sqs_queue.a has no argument "nam". Did you mean "name"?',
    ),
    "a sample of nothing": ("whatif s --sample 5 --set var.n=2", "--sample draws from a sweep"),
    "no such scenarios": ("whatif s --scenarios no.yml", "--scenarios no.yml: there is no such"),
    "a scenario of nothing": (
        "whatif s --scenarios scenes.yml",
        'scenes.yml:4: a variable named "m" is not declared in s',
    ),
    "a place for rows": ("whatif s --set var.n=2 --keep notes.txt", "holds no kept scenarios"),
    "no dollars": ("review s s --most lots", '"lots" is no amount of dollars'),
    "more than there is": ("cost s --usage huge.yml", "huge.yml:3: monthly_requests is more than"),
    "a date for usage": (
        "cost s --usage dated.yml",
        "must be a number or a mapping of low, likely",
    ),
    "a list for usage": ("cost s --usage listed.yml", "listed.yml:1: resource_usage must be a map"),
    "a time beyond all": ("drill s --rto 99999999999999999999d", "is no time: write a number and"),
    "a format misspelt": (
        "check s --format sarf",
        'Did you mean "sarif"? `archbench check --help`',
    ),
    "a severity misspelt": ("review s s --fail-on hihg", 'Did you mean "high"?'),
    "a format of a review": ("review s s --format markdwon", 'Did you mean "markdown"?'),
    "a drawing of no format": ("review s s --drawing x.bmp", 'no format has the ending ".bmp"'),
    "a comment below a file": ("review s s -o notes.txt/x", "A file stands where a directory"),
    "a side that is empty": ("review s empty", "archbench review: empty holds no .tf files."),
    "a side that is nowhere": ("review s nowhere", "archbench review: nowhere does not exist."),
    "no such day": ("review s s --as-of 2026-02-30", '"2026-02-30" is no date; write it as'),
    "no address": ("metrics s --endpoint-url hello", '"hello" is no address; write it as http'),
    "a time in words": ("metrics s --since soon", "--since soon: write a number and m, h or d"),
    "further back than kept": ("metrics s --since 99999d", "CloudWatch cannot be asked for 99999"),
    "no such state": ("metrics s --state no.json", "--state no.json: there is no such file."),
    "no such pull": ("usage s --from-metrics no.json", "--from-metrics no.json: there is no such"),
    "another JSON for a pull": ("usage s --from-metrics other.json", "other.json is no saved pull"),
    "a region misspelt": ("prices show --region eu-wset-1", 'Did you mean "eu-west-1"?'),
    "a place to refresh": ("prices refresh --region Ireland", '"Ireland" is no region; write it'),
    "a fleet of nothing": ("fleet nowhere -o f", "nowhere leads to nothing. Check how it is"),
    "a fleet in a file": ("fleet s -o notes.txt", "A file stands where a directory is needed"),
    "a fleet of a number": (
        "fleet members.yml -o f",
        "write `configurations:` and a list of paths",
    ),
    "a fleet's key": ("fleet key_of.yml -o f", 'nothing knows "pth". Did you mean "path"?'),
    "no such history": ("history s --history no.db", "no.db: there is no such history."),
    "another history": ("history s --history notes.txt", "notes.txt is no history of archbench"),
    "a list of the report": (
        'report s -p checklists=["relyability"]',
        'There is no checklist relyability. Did you mean "reliability"?',
    ),
    "a list its file names": (
        "report listed",
        'There is no checklist relyability. Did you mean "reliability"?',
    ),
    "a day of the report": ("report s -p as_of=soon", '"soon" is not a date: write it as'),
    "days without end": ("report s -p days=1e999", "Parameter days is float; "),
    "a list for a text": ("cost typed", "archbench.yml:1: usage is a text."),
    "a number for a map": ("cost counted", "archbench.yml:1: variables is a map of names to"),
    "a text for a list": ("check worded", "archbench.yml:1: checklists is a list of texts"),
    "half of its file": ("cost halved", "archbench.yml:3: not YAML"),
    "scenarios by number": ("whatif s --scenarios counted.yml", "write a list of scenarios under"),
    "a scenario's key": (
        "whatif s --scenarios misspelt.yml",
        'misspelt.yml:3: a scenario has no "variabels". Did you mean "variables"?',
    ),
    "a scenario's region": (
        "whatif s --scenarios moved.yml",
        'moved.yml:3: "eu-wset-1" is no region of AWS. Did you mean "eu-west-1"?',
    ),
    "a usage key misspelt": (
        "whatif s --set usage.aws_sqs_queue.monthly_requets=5",
        'Did you mean "monthly_requests"?',
    ),
    "no way to buy": ("whatif s --set purchase=reserve", '"reserve" is no way to buy.'),
    "too many values": ("whatif s --sweep var.n=1..99999999", "more than 10,000 values."),
    "no jobs": ("whatif s --sweep var.n=1,2 --jobs 0", '"0" is no whole number above 0'),
    "an option misspelt": (
        "report s --pdff",
        'archbench report: unrecognized arguments: --pdff. Did you mean "--pdf"? `archbench report',
    ),
    "an option of another": ("drill s --zone=a", "archbench drill: unrecognized arguments: --zone"),
    "no such command": ("reprot s", "invalid choice: 'reprot' (choose from 'check'"),
    "no such parameter": ("report s -p dats=5", 'No notebook has a parameter "dats". Did you mean'),
    "days that are none": ("report s -p days=many", 'Parameter days is float; "many" is not.'),
    "days to come": ("report s -p days=-5", "-p days=-5: days count back from now"),
    "no such outputs": ("report s -p outputs=no.json", "-p outputs=no.json: there is no such file"),
    "a report into a file": ("report s -o notes.txt", "A file stands where a directory is needed"),
    "no parameter": ("report s -p days", '"days" is not NAME=VALUE.'),
    "half a configuration": ("cost broken", "main.tf:1: Unclosed configuration block"),
    "a module that is not there": ("cost lost", "main.tf:1: Unreadable module directory"),
    "a key misspelt": (
        "cost keyed",
        'archbench.yml:1: nothing knows "usag". Did you mean "usage"?',
    ),
    "a file it names": ("cost named", "archbench.yml:1: usage names none.yml, and there is none."),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with what the mistakes are made with, which is where one stands."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def ended(words: Sequence[str]) -> int:
    """The code a command ends with."""
    try:
        return main(list(words))
    except SystemExit as stop:
        return int(stop.code or 0)


def written(place: Path) -> set[str]:
    """What stands in a directory."""
    return {path.relative_to(place).as_posix() for path in place.rglob("*")}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_sentence(
    name: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What, where and what to do, on standard error alone; no code but 2, and no file."""
    words, said = MISTAKES[name]
    before = written(place)
    assert ended(words.split()) == 2
    out, err = capsys.readouterr()
    told = " ".join(err.split())
    assert said in told
    assert told.startswith("archbench")
    assert out == ""
    assert not any(sign in err for sign in ("Traceback", "Errno", "usage: archbench"))
    assert len(err.splitlines()) <= 6
    assert written(place) == before


def test_what_is_not_refused_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A value for a variable nobody has, usage of nothing, no region."""
    (place / "more.tfvars").write_text("m = 1\n", encoding="utf-8")
    (place / "of.yml").write_text("resource_usage:\n  aws_sqs_queue.b: {monthly_requests: 1}\n")
    (place / "nowhere.tf").write_text('resource "aws_sqs_queue" "a" {}\n', encoding="utf-8")
    for words, said in (
        ("cost s --var-file more.tfvars", 'more.tfvars sets "m", but no variable has this name'),
        ("cost s --usage of.yml", "of.yml:2: aws_sqs_queue.b matches nothing in s. Did you mean"),
        ("cost .", "nothing says which region this is in; set region in the provider block"),
    ):
        assert ended(words.split()) == 0
        out, err = capsys.readouterr()
        assert said in " ".join(f"{out} {err}".split())


WRITES = {
    "draw": "draw s -o sealed/x.svg",
    "report": "report s -o sealed/out",
    "fleet": "fleet s -o sealed/out",
    "review": "review s s -o sealed/x.md",
    "its drawing": "review s s --drawing sealed/x.svg",
    "usage": "usage s --from-metrics other.json -o sealed/x.yml",
    "metrics": "metrics s --save sealed/x.csv",
    "whatif": "whatif s --set var.n=2 --keep sealed/x.json",
}


@pytest.mark.parametrize("name", WRITES)
def test_a_target_that_is_sealed(
    name: str, place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command that writes is told before it begins that it may not, and by which place."""
    sealed = place / "sealed"
    sealed.mkdir()
    real = os.access

    def access(path: str | Path, mode: int) -> bool:
        """As a user without rights has it, whoever runs the test."""
        return not (mode & os.W_OK and Path(path).resolve() == sealed) and real(path, mode)

    monkeypatch.setattr(os, "access", access)
    before = written(place)
    assert ended(WRITES[name].split()) == 2
    out, err = capsys.readouterr()
    assert "is not open to writing. Name another." in err
    assert out == ""
    assert written(place) == before


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk(unbuffered: str, place: Path) -> None:
    """What cannot be printed ends with a sentence and 2, at once or when all of it is written."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "archbench", "cost", "s"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": unbuffered},
            cwd=place,
        )
    assert done.returncode == 2
    assert "no space left on device. Make room, or write to another disk." in done.stderr
    assert "Traceback" not in done.stderr


def test_nobody_reads_on(place: Path) -> None:
    """`archbench ... | head -1` ends in silence."""
    with subprocess.Popen(
        [sys.executable, "-m", "archbench", "prices", "show", "--region", "us-east-1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=place,
    ) as shown:
        assert shown.stdout is not None
        assert shown.stderr is not None
        shown.stdout.readline()
        shown.stdout.close()
        assert shown.stderr.read() == b""
        assert shown.wait(60) == 0


def test_prices_without_credentials(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks AWS without an account hears of the way that needs none."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(place / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(place / "none"))
    words = "prices refresh --region us-east-1 --directory prices"
    assert ended(words.split()) == 2
    assert "--bulk reads the public files without credentials" in capsys.readouterr().err
    assert not (place / "prices").exists()

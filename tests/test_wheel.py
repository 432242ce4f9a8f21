"""The wheel, unpacked alone: a report on five unlike stacks, from an empty directory."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROVIDER = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
STACKS = {
    "queue": """
resource "aws_sqs_queue" "jobs" {}
resource "aws_iam_role" "work" {
  name               = "work"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
resource "aws_lambda_function" "work" {
  function_name = "work"
  role          = aws_iam_role.work.arn
  runtime       = "python3.12"
  handler       = "main.run"
  filename      = "work.zip"
}
resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.work.arn
}
""",
    "machine": """
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "s" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_instance" "web" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.s.id
}
""",
    "bucket": """
resource "aws_s3_bucket" "pages" {
  bucket = "pages"
}
""",
    "database": """
resource "aws_db_instance" "shop" {
  identifier          = "shop"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  allocated_storage   = 50
  multi_az            = true
  username            = "shop"
  skip_final_snapshot = true
}
""",
    "unread": """
variable "size" {
  type = string
}
module "far" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.0.0"
}
resource "aws_instance" "one" {
  ami           = "ami-1"
  instance_type = var.size
}
""",
}
NOT_GIVEN = ["04_what_if.ipynb", "07_live_metrics.ipynb"]
"""Sections that need a file of scenarios and the outputs of what runs."""
FOREIGN = ("infra/payments", "aurora-pr128", "1,827.62", "webshop")
"""What is the demonstration's, and nobody else's."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the wheel, and nothing of this tree."""
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(target / "site")
    return target / "site"


def run(site: Path, place: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """What the archbench of the wheel says, from a place of its own, with a home of its own."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), "PYTHONPATH": str(site)}
    return subprocess.run(
        [sys.executable, "-m", "archbench", *words],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_holds_all_it_needs(site: Path, tmp_path: Path) -> None:
    """Prices, checklists, notebooks, the start notebook among them, and the marker of types."""
    program = "import archbench; print(archbench.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(site))
    package = site / "archbench"
    assert (package / "py.typed").is_file()
    assert (package / "_notebooks" / "start.ipynb").is_file()
    assert {path.name for path in (package / "_data").iterdir()} >= {"prices", "requirements"}


@pytest.mark.parametrize("name", STACKS)
def test_a_report_on_another_stack(name: str, site: Path, tmp_path: Path) -> None:
    """Seven sections, every gap named as not given, and no figure of the demonstration."""
    place, stack = tmp_path / "empty", tmp_path / name
    place.mkdir()
    stack.mkdir()
    (stack / "main.tf").write_text(PROVIDER + STACKS[name], encoding="utf-8")
    done = run(site, place, "report", str(stack), "--unknown", "*", "-o", "out")
    assert done.returncode == 0, done.stderr
    record = json.loads((place / "out" / "report.json").read_text("utf-8"))
    assert [gap["notebook"] for gap in record["gaps"]] == NOT_GIVEN
    page = (place / "out" / "report.html").read_text("utf-8")
    assert [word for word in FOREIGN if word in page] == []
    assert [path.name for path in stack.iterdir()] == ["main.tf"]

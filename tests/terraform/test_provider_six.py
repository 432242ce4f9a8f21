"""Provider 6: chosen as `terraform init` would, and its region argument places a resource."""

from pathlib import Path

import pytest

from archbench.hcl.values import Unknown
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from archbench.terraform.plan import read_plan
from archbench.terraform.schema import FIVE, SIX, Release

SIX_ASKED = 'terraform {\n  required_providers {\n    aws = { version = "~> 6.2" }\n  }\n}\n'
HOME = 'provider "aws" {\n  region = "eu-west-3"\n}\n'


def read(directory: Path, text: str, lock: str = "") -> Configuration:
    """A configuration with this text, and this version in its lock file."""
    (directory / "main.tf").write_text(text, encoding="utf-8")
    if lock:
        block = f'provider "registry.terraform.io/hashicorp/aws" {{\n  version = "{lock}"\n}}\n'
        (directory / ".terraform.lock.hcl").write_text(block, encoding="utf-8")
    return load(directory)


def asked(constraint: str) -> str:
    """A constraint on the AWS provider."""
    inner = f'aws = {{\n      source  = "hashicorp/aws"\n      version = "{constraint}"\n    }}'
    return f"terraform {{\n  required_providers {{\n    {inner}\n  }}\n}}\n"


@pytest.mark.parametrize(
    ("constraint", "lock", "version", "exact"),
    [
        ("", "", SIX.version, True),
        ("~> 5.30", "", FIVE.version, True),
        (">= 5.30", "", SIX.version, True),
        (">= 5.30", "5.31.0", FIVE.version, True),
        ("", "6.1.0", SIX.version, True),
        ("~> 5.40.0", "", FIVE.version, False),
        ("= 6.4.0", "", SIX.version, False),
        (">= 3.0, < 4.0", "", FIVE.version, False),
        (">= 7.0", "", SIX.version, False),
    ],
)
def test_the_release_is_the_one_init_would_take(
    constraint: str,
    lock: str,
    version: str,
    exact: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """The lock file, then the constraints, then the newest; strict only where it is the one."""
    found = read(tmp_path, asked(constraint) if constraint else HOME, lock).provider
    assert (found.release.version, found.exact) == (version, exact)


@pytest.mark.parametrize(
    ("files", "version"),
    [
        ({"main.tf": 'terraform {\n  required_providers {\n    aws = "~> 5.0"\n  }\n}\n'}, FIVE),
        ({"main.tf": 'provider "aws" {\n  version = "~> 5.0"\n}\n'}, FIVE),
        ({"main.tf": asked(">= 5.0") + 'provider "aws" {\n  version = "< 6.0"\n}\n'}, FIVE),
        ({"main.tf": asked("~> 5.0"), "override.tf": asked("~> 6.0")}, SIX),
    ],
)
def test_a_constraint_counts_wherever_it_stands(
    files: dict[str, str], version: Release, tmp_path: Path
) -> None:
    """As a text alone, in a provider block, in an override file: as `terraform init` was heard."""
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert load(tmp_path).provider.release == version


def test_a_plan_that_either_release_may_have_made_is_told_by_what_it_holds() -> None:
    """Provider 6 plans a region for each resource that stands in one, provider 5 for none."""
    held = {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v"}
    document = {
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [{**held, "values": {}}]}},
        "configuration": {"provider_config": {"aws": {"version_constraint": ">= 5.30"}}},
    }
    assert read_plan(document, "p.json").provider.release == FIVE
    change = {"address": "aws_vpc.v", "change": {"after_unknown": {"region": True}}}
    made_by_six = {**document, "resource_changes": [change]}
    assert read_plan(made_by_six, "p.json").provider.release == SIX


def test_an_argument_places_a_resource(tmp_path: Path) -> None:
    """The region named wins over the provider's, which is what a reference sees else."""
    text = (
        SIX_ASKED + HOME + 'resource "aws_vpc" "far" {\n  region = "sa-east-1"\n}\n'
        'resource "aws_vpc" "near" {}\n'
        'resource "aws_sqs_queue" "q" {\n  region = aws_vpc.near.region\n}\n'
        'resource "aws_s3_bucket" "b" {\n  region = aws_vpc.far.arn\n}\n'
        'data "aws_region" "there" {\n  region = "sa-east-1"\n}\n'
        'data "aws_region" "here" {}\n'
        'data "aws_caller_identity" "me" {}\n'
        'output "all" {\n  value = [data.aws_region.there.region, data.aws_region.here.region]\n}\n'
    )
    found = read(tmp_path, text)
    at = found.by_address
    assert not found.diagnostics
    assert at["aws_vpc.far"].region == "sa-east-1"
    assert at["aws_vpc.near"].region == at["aws_sqs_queue.q"].region == "eu-west-3"
    assert isinstance(at["aws_s3_bucket.b"].region, Unknown)
    assert at["data.aws_region.there"].region == "sa-east-1"
    assert at["data.aws_caller_identity.me"].region == "eu-west-3"
    output = found.output("all")
    assert output is not None
    assert output.value == ("sa-east-1", "eu-west-3")


def test_a_region_of_another_meaning_places_nothing(tmp_path: Path) -> None:
    """Where `region` says what a stack set deploys to, the provider's region counts."""
    text = (
        SIX_ASKED + HOME + 'resource "aws_cloudformation_stack_set_instance" "s" {\n'
        '  stack_set_name = "x"\n  region         = "us-east-2"\n}\n'
    )
    assert read(tmp_path, text).instances[0].region == "eu-west-3"


def test_provider_five_has_no_region_argument(tmp_path: Path) -> None:
    """With a lock on 5 the argument is refused, and a data source has no such result."""
    text = HOME + 'resource "aws_vpc" "v" {\n  region = "us-east-1"\n}\n'
    said = read(tmp_path, text, "5.90.0").diagnostics
    assert [(item.summary, item.range and item.range.start.line) for item in said] == [
        ("Unsupported argument", 5)
    ]


def test_a_plan_places_by_what_it_holds() -> None:
    """In a plan of provider 6 every resource holds its region."""
    vpc = {"mode": "managed", "type": "aws_vpc", "name": "v", "address": "aws_vpc.v"}
    document = {
        "terraform_version": "1.13.0",
        "planned_values": {
            "root_module": {"resources": [{**vpc, "values": {"region": "ap-south-1"}}]}
        },
    }
    found = read_plan(document, "plan.json")
    assert (found.instances[0].region, found.provider.release) == ("ap-south-1", SIX)


def test_what_nests_in_itself_is_taken_as_written(tmp_path: Path) -> None:
    """The table ends at the second statement; a rule does not."""
    text = (
        'resource "aws_wafv2_web_acl_rule" "r" {\n  name        = "r"\n  priority    = 1\n'
        '  web_acl_arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/1"\n'
        "  statement {\n    not_statement {\n      statement {\n        geo_match_statement {\n"
        '          country_codes = ["DE"]\n        }\n      }\n    }\n  }\n'
        '  visibility_config {\n    cloudwatch_metrics_enabled = true\n    metric_name = "r"\n'
        "    sampled_requests_enabled = true\n  }\n}\n"
    )
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    assert load(tmp_path).diagnostics == ()

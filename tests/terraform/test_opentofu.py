"""OpenTofu's own files and language, as its documentation has them."""

from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.terraform import load, load_again
from tests.terraform.test_not_read import write

HOME = 'provider "aws" {\n  region = "eu-west-3"\n}\n'
QUEUE = 'resource "aws_sqs_queue" "q" {}\n'
TOPIC = 'resource "aws_sns_topic" "t" {}\n'
EARLY = (
    'variable "flavour" {\n  default    = "queue"\n  deprecated = "no more"\n}\n'
    'locals {\n  place = "./${var.flavour}"\n}\n'
    'module "m" {\n  source = local.place\n  inner  = var.flavour\n}\n'
)


def addresses(directory: Path, *variables: str) -> list[str]:
    """The instances of a configuration."""
    found = load(directory, variables=[("var", text) for text in variables])
    assert not found.diagnostics
    return [item.address for item in found.instances]


def test_its_files_stand_for_those_of_the_same_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Others are read beside them, in modules as well; overrides and JSON likewise."""
    files = {
        "main.tf": HOME + QUEUE,
        "main.tofu": HOME + TOPIC + 'module "m" {\n  source = "./m"\n}\n',
        "more.tf": 'resource "aws_vpc" "v" {}\n',
        "x.tf.json": '{"resource": {"aws_eip": {"old": {}}}}',
        "x.tofu.json": '{"resource": {"aws_eip": {"new": {}}}}',
        "x_override.tofu": 'resource "aws_sns_topic" "t" {\n  name = "over"\n}\n',
        "m/a.tf": QUEUE,
        "m/a.tofu": TOPIC,
    }
    directory = write(tmp_path, files)
    assert addresses(directory) == [
        "aws_eip.new",
        "aws_sns_topic.t",
        "aws_vpc.v",
        "module.m.aws_sns_topic.t",
    ]
    assert load(directory).by_address["aws_sns_topic.t"].values["name"] == "over"
    main(["resolve", str(directory)])
    assert "OpenTofu, with a.tofu in place of m/a.tf, main.tofu" in capsys.readouterr().out


def test_a_root_of_terraform_reads_none_of_them(tmp_path: Path) -> None:
    """A module that serves both is read as the root is."""
    text = 'module "m" {\n  source = "./m"\n}\n'
    directory = write(tmp_path, {"main.tf": text, "m/a.tf": QUEUE, "m/a.tofu": TOPIC})
    assert addresses(directory) == ["module.m.aws_sqs_queue.q"]
    assert [item.name for item in load(directory).not_read] == ["m/a.tofu"]


def test_sources_of_modules_are_evaluated_early(tmp_path: Path) -> None:
    """From variables and locals, in modules from what they are given."""
    nested = 'variable "inner" {}\nmodule "n" {\n  source = "../${var.inner}-in"\n}\n' + QUEUE
    files = {
        "main.tofu": EARLY,
        "queue/a.tf": nested,
        "queue-in/a.tf": TOPIC,
        "topic/a.tf": 'variable "inner" {}\n' + TOPIC,
    }
    directory = write(tmp_path, files)
    queue = ["module.m.aws_sqs_queue.q", "module.m.module.n.aws_sns_topic.t"]
    assert addresses(directory) == queue
    assert addresses(directory, "flavour=topic") == ["module.m.aws_sns_topic.t"]
    _, again = load_again(directory)
    assert again is not None
    assert [item.address for item in again({"flavour": "topic"}).instances] == [
        "module.m.aws_sns_topic.t"
    ]
    unknown = load(directory, variables=[("unknown", "flavour")])
    assert [item.name for item in unknown.not_read] == ["module.m"]
    assert "its source is not known before a plan" in unknown.not_read[0].reason


def test_a_source_that_only_a_plan_knows_is_refused(tmp_path: Path) -> None:
    """As OpenTofu refuses it."""
    text = QUEUE + 'module "m" {\n  source = "./${aws_sqs_queue.q.id}"\n}\n'
    with pytest.raises(InputError, match=r"main.tofu:3: Value not known early"):
        load(write(tmp_path, {"main.tofu": text}))


PROVIDERS = (
    'variable "regions" {\n  default = ["eu-west-3", "us-east-2"]\n}\n'
    'provider "aws" {\n  alias    = "by"\n  for_each = toset(var.regions)\n'
    "  region   = each.value\n  default_tags {\n    tags = { at = each.key }\n  }\n}\n"
)


def test_a_provider_for_each_places_what_names_its_instances(tmp_path: Path) -> None:
    """By a key of its own, or by that of the call that passes it, through two modules."""
    text = PROVIDERS + (
        'resource "aws_sqs_queue" "q" {\n  for_each = toset(var.regions)\n'
        "  provider = aws.by[each.key]\n}\n"
        'resource "aws_sqs_queue" "one" {\n  provider = aws.by["us-east-2"]\n}\n'
        'module "m" {\n  source    = "./m"\n  for_each  = toset(var.regions)\n'
        "  providers = { aws = aws.by[each.key] }\n}\n"
    )
    files = {"main.tofu": text, "m/a.tf": 'module "n" {\n  source = "../n"\n}\n', "n/a.tf": TOPIC}
    found = load(write(tmp_path, files)).by_address
    assert {address: item.region for address, item in found.items()} == {
        'aws_sqs_queue.q["eu-west-3"]': "eu-west-3",
        'aws_sqs_queue.q["us-east-2"]': "us-east-2",
        "aws_sqs_queue.one": "us-east-2",
        'module.m["eu-west-3"].module.n.aws_sns_topic.t': "eu-west-3",
        'module.m["us-east-2"].module.n.aws_sns_topic.t': "us-east-2",
    }
    assert found["aws_sqs_queue.one"].values["tags_all"] == {"at": "us-east-2"}


def test_an_instance_of_a_provider_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With the place that names it."""
    text = PROVIDERS + 'resource "aws_sqs_queue" "q" {\n  provider = aws.by["eu-west-1"]\n}\n'
    found = load(write(tmp_path, {"main.tofu": text})).diagnostics
    assert [(item.summary, item.range and item.range.start.line) for item in found] == [
        ("Provider instance not present", 13)
    ]


def test_encryption_is_taken_and_shows_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It makes nothing, and its keys are in no answer; Terraform refuses it."""
    text = (
        'terraform {\n  backend "s3" {\n    bucket = var.b\n  }\n  encryption {\n'
        '    key_provider "pbkdf2" "k" {\n      passphrase = "a-secret-phrase"\n    }\n  }\n}\n'
        'variable "b" {\n  default = "b"\n}\n' + QUEUE
    )
    assert main(["resolve", str(write(tmp_path / "tofu", {"main.tofu": text})), "--json"]) == 0
    assert "a-secret-phrase" not in "".join(capsys.readouterr())
    with pytest.raises(InputError, match=r"main.tf:5: Unsupported block type"):
        load(write(tmp_path / "terraform", {"main.tf": text}))


def test_logic_is_short_from_its_own_version_on(tmp_path: Path) -> None:
    """OpenTofu has it from 1.10 on."""
    text = 'terraform {\n  required_version = "VERSION"\n}\nvariable "x" {\n  default = null\n}\n'
    text += 'output "o" {\n  value = var.x == null || var.x.y\n}\n'
    write(tmp_path, {"main.tofu": text.replace("VERSION", "~> 1.10.0")})
    output = load(tmp_path).output("o")
    assert output is not None
    assert output.value is True
    write(tmp_path, {"main.tofu": text.replace("VERSION", "~> 1.9.0")})
    assert len(load(tmp_path).diagnostics) == 1


SWITCHED = (
    'variable "on" {\n  default = true\n}\n'
    'resource "aws_sqs_queue" "q" {\n  name = "q"\n  lifecycle {\n    enabled = var.on\n  }\n}\n'
    'module "m" {\n  source = "./m"\n  lifecycle {\n    enabled = aws_sqs_queue.q != null\n  }\n}\n'
    'output "name" {\n  value = try(aws_sqs_queue.q.name, "none")\n}\n'
    'output "of_module" {\n  value = module.m == null ? "none" : module.m.name\n}\n'
)
INNER = TOPIC + 'output "name" {\n  value = "t"\n}\n'


def test_enabled_makes_one_or_none(tmp_path: Path) -> None:
    """The one has no key; a resource or module that is not there is null."""
    directory = write(tmp_path, {"main.tofu": SWITCHED, "m/a.tf": INNER})
    assert addresses(directory) == ["aws_sqs_queue.q", "module.m.aws_sns_topic.t"]
    for given, says in (("true", ("q", "t")), ("false", ("none", "none"))):
        found = load(directory, variables=[("var", f"on={given}")])
        assert [item.value for item in found.outputs] == list(says)
    assert addresses(directory, "on=false") == []


def test_what_is_disabled_has_no_attributes(tmp_path: Path) -> None:
    """OpenTofu refuses one of null."""
    text = SWITCHED + 'output "bare" {\n  value = aws_sqs_queue.q.name\n}\n'
    directory = write(tmp_path, {"main.tofu": text, "m/a.tf": INNER})
    (said,) = load(directory, variables=[("var", "on=false")]).diagnostics
    assert str(said).startswith("main.tofu:23: Attempt to get attribute from null value")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("null", "it is null"),
        ('"perhaps"', "a bool is required"),
        ("sensitive(true)", "A sensitive value"),
        ('terraform_data.t.id == "t"', "which no plan can know"),
    ],
)
def test_enabled_is_a_truth_value_that_a_plan_knows(value: str, says: str, tmp_path: Path) -> None:
    """Anything else is refused, and the resource is one whose number is not known."""
    text = SWITCHED.replace("= var.on", f"= {value}") + 'resource "terraform_data" "t" {}\n'
    found = load(write(tmp_path, {"main.tofu": text, "m/a.tf": INNER}))
    assert [(x.summary, x.range and x.range.start.line) for x in found.diagnostics] == [
        ("Invalid enabled argument", 7)
    ]
    assert says in str(found.diagnostics[0])
    assert "aws_sqs_queue.q" in {item.address for item in found.unexpanded}


def test_enabled_stands_alone_and_in_opentofu(tmp_path: Path) -> None:
    """Neither beside count, nor in Terraform."""
    counted = SWITCHED.replace('  name = "q"\n', "  count = 1\n")
    with pytest.raises(InputError, match=r'main.tofu:7: Invalid combination of "count" and "ena'):
        load(write(tmp_path / "a", {"main.tofu": counted, "m/a.tf": INNER}))
    with pytest.raises(InputError, match=r'main.tf:7: Unsupported argument: .* "enabled"'):
        load(write(tmp_path / "b", {"main.tf": SWITCHED, "m/a.tf": INNER}))

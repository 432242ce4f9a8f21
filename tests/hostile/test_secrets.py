"""Secrets in every spelling are in no drawing, table, write-up, finding, diff or excerpt."""

import json
import re
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.report.examined import examine
from archbench.report.remedies import remedies
from archbench.report.risks import risks
from archbench.terraform.configuration import Configuration
from archbench.terraform.excerpts import excerpt
from archbench.terraform.session import Session
from tests.hostile.spellings import IN_JSON, MARK, OTHERS, PASSWORDS, write

LISTS = ("security", "reliability", "operations", "cost", "payments", "pci-dss")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stack on disk."""
    root = tmp_path_factory.mktemp("secrets") / "stack"
    write(root)
    return root


@pytest.fixture(scope="module")
def configuration(stack: Path) -> Configuration:
    """The stack, resolved."""
    return Session(stack).resolve()


def leaked(text: str) -> list[str]:
    """The secrets a text holds."""
    return re.findall(rf"{MARK}[A-Z]\d\d", text, re.IGNORECASE)


def test_the_stack_writes_them() -> None:
    """What is looked for is there to be found: each once."""
    written = leaked(OTHERS + "".join(PASSWORDS) + IN_JSON)
    assert len(written) == len(set(written)) == 73


@pytest.mark.parametrize("ending", ["svg", "html", "drawio", "mmd", "txt"])
def test_no_drawing_shows_one(ending: str, stack: Path, tmp_path: Path) -> None:
    """Neither its cards nor its panels."""
    picture = tmp_path / f"x.{ending}"
    main(["draw", str(stack), "-o", str(picture)])
    assert leaked(picture.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["resolve"],
        ["resolve", "--json"],
        ["cost"],
        ["cost", "--json"],
        ["drill"],
        ["drill", "--json"],
        *(
            ["check", "--requirements", *LISTS, "--format", kind]
            for kind in ("table", "json", "sarif", "sarif-full", "junit", "markdown", "csv")
        ),
        ["fix", "--requirements", "pci-dss", "--control", "2.2.6-metadata-tokens"],
        ["fix", "--requirements", "cost", "--control", "COST05-databases"],
    ],
    ids=" ".join,
)
def test_no_command_says_one(
    arguments: list[str], stack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words or in data."""
    main([arguments[0], str(stack), *arguments[1:]])
    said = capsys.readouterr()
    assert len(said.out) > 200
    assert leaked(said.out + said.err) == []


@pytest.mark.parametrize("kind", ["table", "markdown", "json"])
def test_no_comparison_says_one(
    kind: str, stack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the secrets of the reference nor those that are others there."""
    other = tmp_path / "other"
    for file in stack.rglob("*"):
        if file.is_file():
            place = other / file.relative_to(stack)
            place.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8")
            place.write_text(re.sub(rf"({MARK}[A-Z]\d\d)", r"\1z", text), encoding="utf-8")
    main(["compare", str(stack), str(other), "--format", kind, "--requirements", "cost", "--all"])
    said = capsys.readouterr()
    assert len(said.out) > 200
    assert leaked(said.out + said.err) == []


def test_what_tells_of_a_secret_and_is_none_is_shown(
    stack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a secret is kept, and the names of those that are not shown."""
    main(["resolve", str(stack), "--json"])
    said = json.loads(capsys.readouterr().out)
    [queue] = [
        item
        for item in said["planned_values"]["root_module"]["resources"]
        if item["address"] == "aws_sqs_queue.named"
    ]
    assert queue["values"]["tags"] == {
        "Secret": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app"
    }
    assert queue["sensitive_values"]["tags"] == {"api_token": True, "db_password": True}


def test_a_diff_for_a_patch_file_is_whole(stack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What --diff prints can be applied, so it has the lines as they are."""
    asked = ["fix", str(stack), "--requirements", "cost", "--control", "COST05-databases"]
    main(asked)
    shown = capsys.readouterr().out
    main([*asked, "--diff"])
    whole = capsys.readouterr().out
    assert "(not shown)" in shown
    assert "(not shown)" not in whole
    assert '"MarkA01"' in whole


def test_no_change_that_a_document_proposes_shows_one(stack: Path) -> None:
    """What mends a risk of page one is quoted as people may see it."""
    examined = examine(str(stack), checklists=["cost"])
    found = remedies(examined, risks(examined.assessment, examined.drill), None)
    diffs = "".join(item.diff for item in found)
    assert "password          = (not shown)" in diffs
    assert leaked(diffs) == []


def test_excerpts_keep_names_and_references(configuration: Configuration) -> None:
    """The keys of an environment, the calls and what is referred to stay."""
    function = configuration.by_address["aws_lambda_function.f"]
    assert configuration.excerpt(str(function.range)).splitlines()[6:10] == [
        "  environment {",
        "    variables = {",
        "      API_KEY = (not shown)",
        "      DSN     = (not shown)",
    ]
    joined = configuration.by_address["aws_db_instance.d1"]
    assert 'join("", [(not shown), (not shown)])' in configuration.excerpt(str(joined.range))
    through = configuration.by_address["aws_db_instance.d10"]
    assert "var.written" in configuration.excerpt(str(through.range))
    project = configuration.by_address["aws_codebuild_project.p"]
    shown = configuration.excerpt(str(project.range))
    assert 'image        = "aws/codebuild/standard:7.0"' in shown
    assert 'name  = "WORD"' in shown
    assert shown.endswith("}\n}")


def test_an_excerpt_has_no_comments(configuration: Configuration) -> None:
    """Code that was taken out stands there; what is beside one stays."""
    function = configuration.by_address['aws_lambda_function.g["one"]']
    shown = configuration.excerpt(str(function.range)).splitlines()
    assert shown[1] == "  for_each      = { one = (not shown) }"
    assert shown[-2:] == ['  tags = { Name = "g" }', "}"]


ANSWERS = {
    "aws_ssm_parameter": [{"values": {"value": "MarkG01"}}],
    "aws_secretsmanager_secret_version": [{"values": {"secret_string": "MarkG02"}}],
}
ASKED = """
data "aws_ssm_parameter" "p" {
  name = "/p"
}
data "aws_secretsmanager_secret_version" "v" {
  secret_id = "v"
}
resource "aws_sqs_queue" "q" {
  name = "q-${data.aws_ssm_parameter.p.value}"
  tags = { Copy = upper(data.aws_secretsmanager_secret_version.v.secret_string) }
}
output "said" {
  value = data.aws_ssm_parameter.p.value
}
"""


def test_an_answer_for_what_a_data_source_keeps_secret_stays_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it goes from there; an output that is not marked is refused, as by Terraform."""
    (tmp_path / "main.tf").write_text(ASKED)
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS))
    main(["resolve", str(tmp_path), "--data", str(tmp_path / "answers.json"), "--json"])
    said = capsys.readouterr()
    assert leaked(said.out + said.err) == []
    assert "Output refers to sensitive values" in said.out


MESSAGES = (
    ("aws_instance", "each.user_data"),
    ("aws_instance", "substr(each.user_data, 0, 200)"),
    ("aws_instance", "each.user_data_base64"),
    ("aws_lambda_function", "upper(each.environment[0].variables.API_KEY)"),
    ("aws_lambda_function", "jsonencode(each.environment)"),
    ("aws_lambda_function", "jsonencode(each)"),
    ("aws_ecs_task_definition", "jsondecode(each.container_definitions)[0].environment[0].value"),
    ("aws_glue_job", 'each.default_arguments["--db-password"]'),
    ("aws_elastic_beanstalk_environment", "each.setting[0].value"),
)
GROUP = """
checklist "mine" {
  title = "Mine"
}
group "g" {
  number   = 1
  title    = "Group"
  severity = "high"
}
"""
CONTROL = """
control "{name}" {{
  group = "g"
  title = "A control"
  fix   = "Mend it."
  assert {{
    for_each      = {each}
    condition     = {condition}
    error_message = "said: {message}"
  }}
}}
"""


def test_no_message_of_a_checklist_of_your_own_tells_one(
    stack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """However it was changed on the way; the names beside it are told."""
    rows = [
        (f"resources.{type_}", "false", f"${{each.address}} ${{{expression}}}")
        for type_, expression in MESSAGES
    ]
    settings = "flatten([for item in resources.aws_elastic_beanstalk_environment : item.setting])"
    rows += [
        (f"[for item in {settings} : item.value]", "false", "${each}"),
        (settings, "false", "${each.value}"),
        (
            "resources.aws_instance",
            "false",
            "${local.scripts[0]} ${resources.aws_instance[1].user_data}",
        ),
        ("resources.aws_instance", "tonumber(each.user_data) > 1", "no number"),
        (settings, "false", "it is ${each.name} of ${each.namespace}"),
    ]
    text = "".join(
        CONTROL.format(name=f"c{number}", each=each, condition=condition, message=message)
        for number, (each, condition, message) in enumerate(rows)
    )
    scripts = "locals {\n  scripts = resources.aws_instance[*].user_data\n}\n"
    (tmp_path / "list.hcl").write_text(GROUP + scripts + text)
    main(["check", str(stack), "--requirements", str(tmp_path / "list.hcl"), "--format", "json"])
    said = capsys.readouterr()
    assert leaked(said.out + said.err) == []
    controls = [item for group in json.loads(said.out)["groups"] for item in group["controls"]]
    assert len(controls) == len(rows)
    assert {item["verdict"] for item in controls} == {"fail"}
    assert "said: it is DB of aws:elasticbeanstalk:application:environment" in said.out


def test_every_block_has_its_excerpt(configuration: Configuration) -> None:
    """None shows a secret, and none is empty."""
    ranges = [item.range for item in configuration.instances]
    for place in (*ranges, *(item.range for item in configuration.variables)):
        shown = configuration.excerpt(str(place))
        assert shown
        assert leaked(shown) == []


def test_what_steers_is_made_visible() -> None:
    """An excerpt cannot turn the direction of the text around it."""
    text = 'resource "aws_vpc" "v" {\n  tags = { Name = "a\u202eb" }\n}\n'
    assert "a\\u202eb" in excerpt({"x.tf": text}, "x.tf:1")


def test_a_file_that_cannot_be_read_whole_has_none() -> None:
    """Where a mistake may hide an argument nothing is quoted."""
    text = 'resource "aws_vpc" "v" {\n  tags = { \n'
    assert excerpt({"x.tf": text}, "x.tf:1") == ""
    assert excerpt({"x.tf": text}, "y.tf:1") == ""

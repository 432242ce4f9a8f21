"""A checklist of somebody's own takes scripts and environments apart: no message tells them."""

import json
from pathlib import Path

import pytest

from archbench.cli import main
from tests.hostile.test_secrets import CONTROL, GROUP

SECRETS = ("Hush1Alpha", "Hush2Bravo", "Hush3Delta", "Hush4Gamma")
STACK = f"""
provider "aws" {{ region = "eu-west-1" }}
resource "aws_instance" "a" {{
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  user_data     = "#!/bin/sh\\nexport PW={SECRETS[0]}\\ncurl -u admin:{SECRETS[1]} localhost"
}}
resource "aws_ecs_task_definition" "t" {{
  family                = "t"
  container_definitions = jsonencode([
    {{ name = "app", image = "app:1", environment = [{{ name = "PW", value = "{SECRETS[2]}" }}] }},
  ])
}}
resource "aws_lambda_function" "f" {{
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/x"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x@sha256:00"
  package_type  = "Image"
  environment {{ variables = {{ PW = "{SECRETS[3]}" }} }}
}}
variable "secret" {{
  default   = "{SECRETS[3]}"
  sensitive = true
}}
variable "free" {{ default = "free" }}
data "aws_ssm_parameters_by_path" "all" {{ path = "/" }}
output "script" {{ value = aws_instance.a.user_data }}
output "word" {{ value = split("=", split("\\n", aws_instance.a.user_data)[1])[1] }}
output "given" {{ value = aws_lambda_function.f.environment[0].variables }}
output "turned" {{ value = local.turned }}
output "inside" {{ value = {{ x = [upper(local.turned)] }} }}
output "every" {{ value = aws_lambda_function.f[*].environment }}
locals {{ turned = strrev(aws_lambda_function.f.environment[0].variables.PW) }}
output "name" {{ value = aws_lambda_function.f.function_name }}
output "size" {{ value = aws_instance.a.instance_type }}
"""
SCRIPT = "aws_instance.a.user_data"
TASK = "jsondecode(aws_ecs_task_definition.t.container_definitions)"
GIVEN = "aws_lambda_function.f.environment[0].variables"
OUTPUTS = "[outputs.script.value, outputs.word.value, outputs.given.value.PW]"
ASKED = "[for x in resources.aws_instance : issensitive(x.user_data) ? x.ami : x.user_data]"
TAKEN = (
    (f'split(" ", {SCRIPT})', "false", "${each}"),
    (f'split("=", {SCRIPT})', "false", "${substr(each, 0, 6)} and ${each}"),
    (f'regexall("PW=(.*)", {SCRIPT})[0]', "false", "${each}"),
    ("[for x in resources.aws_instance : nonsensitive(x.user_data)]", "false", "${each}"),
    (ASKED, "false", "${each}"),
    ("commands(aws_instance.a)", "false", "${each}"),
    ("flatten([for x in resources.aws_instance : commands(x)])", "false", "${each}"),
    (f"flatten({TASK}[*].environment)", "false", "${each.value}"),
    (f"[for x in {TASK} : x]", "false", "${jsonencode(each.environment)}"),
    (f"values({GIVEN})", "false", "${each}"),
    (f"{{ for name, value in {GIVEN} : value => name }}", "false", "${each}"),
    (f"[{{ address = {SCRIPT} }}]", "false", "${each.address}"),
    (f"[{{ address = values({GIVEN})[0] }}]", "false", ""),
    (OUTPUTS, "false", "${each}"),
    (f'split("=", {SCRIPT})', "each + 1 > 0", "no number"),
    (f'split("=", {SCRIPT})', "tonumber(each) > 0", "no number"),
    (f'split("=", {SCRIPT})', "{ a = 1 }[each] == 1", "no key"),
    (
        f"values({GIVEN})",
        "data.aws_ssm_parameters_by_path.all.values[each] == 1",
        "it waits",
    ),
    (
        "resources.aws_lambda_function",
        "architecture.zone_loss == each.environment[0].variables.PW",
        "${each.environment[0].variables.PW}",
    ),
    ("resources.aws_instance", "false", "${outputs.script.value} ${outputs.word.value}"),
    ("resources.aws_instance", "outputs.script.value == outputs.word.value", "they differ"),
    ("[outputs.turned.value]", "false", "${strrev(each)}"),
)


def _checked(tmp_path: Path, rows: tuple[tuple[str, str, str], ...], *words: str) -> None:
    (tmp_path / "main.tf").write_text(STACK)
    controls = (
        CONTROL.format(name=f"c{number}", each=each, condition=condition, message=message)
        for number, (each, condition, message) in enumerate(rows)
    )
    (tmp_path / "list.hcl").write_text(GROUP + "".join(controls))
    main(["check", str(tmp_path), "--requirements", str(tmp_path / "list.hcl"), *words])


@pytest.mark.parametrize("row", TAKEN, ids=lambda row: f"{row[0]}: {row[1]}: {row[2]}")
@pytest.mark.parametrize("words", [("--format", "json"), ("--all",)], ids=["json", "text"])
def test_what_a_for_each_takes_apart_is_not_told(
    row: tuple[str, str, str],
    words: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither in the message of a failure nor in what an open one waits for."""
    _checked(tmp_path, (row,), *words)
    said = "".join(capsys.readouterr())
    assert "A control" in said
    assert [secret for secret in SECRETS if secret.lower() in said.lower()] == []


MISTAKEN = (
    ("resources.aws_instance", 'length(called(each.user_data, "a", "b")) > 0'),
    (f'split("=", {SCRIPT})', 'length(called(each, "a", "b")) > 0'),
    ("resources.aws_instance", f'length(every(["aws_${{split("=", {SCRIPT})[1]}}"])) > 0'),
    ("resources.aws_instance", 'each.meta.type == "aws_${each.user_data}"'),
    ("resources.aws_lambda_function", "each.environment[0].variables.PW"),
    ("resources.aws_instance", "length(every([strrev(var.secret)])) > 0"),
    ("resources.aws_instance", 'length(every(["x-${var.secret}"])) > 0'),
    ("resources.aws_instance", 'length(called(outputs.given.value.PW, "a", "b")) > 0'),
    ("resources.aws_instance", f"max_connections({GIVEN}.PW) > 5"),
    ("resources.aws_instance", "max_connections(var.secret) > 5"),
    ("resources.aws_instance", f'support_of({GIVEN}.PW, "1").supported'),
    ("resources.aws_instance", "cidrhost(outputs.given.value.PW, 1) == each.id"),
    (f"values({GIVEN})", "each"),
    ("resources.aws_instance", "is_set(each, strrev(each.user_data))"),
)


@pytest.mark.parametrize("row", MISTAKEN, ids=": ".join)
def test_a_mistake_of_a_checklist_does_not_tell_one(
    row: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A type that there is not, or what is no true or false."""
    _checked(tmp_path, ((*row, "no"),))
    said = "".join(capsys.readouterr())
    assert "list.hcl:" in said or "A control" in said
    assert [secret for secret in SECRETS if secret.lower() in said.lower()] == []


SCENARIOS = (
    f"{{ free = {GIVEN}.PW }}",
    "{ free = nonsensitive(var.secret) }",
    "{ free = var.secret }",
    f"{{ (nonsensitive(var.secret)) = {GIVEN}.PW }}",
    "{ free = commands(aws_instance.a)[0] }",
)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_that_is_made_of_one_is_not_tried(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under it the secret would stand wherever the variable does."""
    (tmp_path / "main.tf").write_text(STACK)
    control = CONTROL.format(
        name="c", each='["x"]', condition='var.free == "q"', message="${var.free}"
    )
    written = control.replace("  assert", f"  scenario = {scenario}\n  assert")
    (tmp_path / "list.hcl").write_text(GROUP + written)
    lists = ["--requirements", str(tmp_path / "list.hcl")]
    main(["check", str(tmp_path), *lists, "--format", "json"])
    said = capsys.readouterr().out
    assert [secret for secret in SECRETS if secret.lower() in said.lower()] == []
    [found] = [c for group in json.loads(said)["groups"] for c in group["controls"]]
    assert found["verdict"] == "open"
    assert "made of what is not shown" in said


TOLD = (
    (
        "flatten([for x in resources.aws_ecs_task_definition : containers(x)])",
        "false",
        "it is ${each.name} of ${each.image}",
    ),
    (
        "[for x in resources.aws_instance : { address = x.address, type = x.instance_type }]",
        "false",
        "it is a ${each.type}",
    ),
    ("[outputs.name.value]", "false", "it is called ${each}"),
    ("[outputs.size.value]", "false", "it is of ${each}"),
)
WORDS = ("it is app of app:1", "it is a t3.micro", "it is called f", "it is of t3.micro")


def test_what_stands_beside_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names and types, of what holds a secret and of what is made of it."""
    _checked(tmp_path, TOLD, "--format", "json")
    read = json.loads(capsys.readouterr().out)
    answers = [c["answers"][0] for group in read["groups"] for c in group["controls"]]
    assert [word in item["message"] for word, item in zip(WORDS, answers, strict=True)] == [
        True
    ] * len(WORDS)
    assert answers[1]["subject"] == "aws_instance.a"


def test_an_output_made_of_a_script_is_sensitive_in_a_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole, a word of it and the values of an environment; a name beside them is shown."""
    (tmp_path / "main.tf").write_text(STACK)
    main(["resolve", str(tmp_path), "--json"])
    read = json.loads(capsys.readouterr().out)["planned_values"]["outputs"]
    hidden = {"every", "given", "inside", "script", "turned", "word"}
    assert {name for name, one in read.items() if one["sensitive"]} == hidden
    assert read["name"]["value"] == "f"
    assert read["size"]["value"] == "t3.micro"


def test_a_key_that_is_not_there_is_quoted_unless_it_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake of the configuration says which key, and not what an environment holds."""
    asked = [f"{GIVEN}.PW", '"other"', f"upper({GIVEN}.PW)"]
    outputs = "".join(
        f'output "k{number}" {{ value = {{ a = "b" }}[{key}] }}\n'
        for number, key in enumerate(asked)
    )
    (tmp_path / "main.tf").write_text(STACK + outputs)
    main(["resolve", str(tmp_path)])
    said = "".join(capsys.readouterr())
    assert 'collection value: "other"' in said
    assert 'collection value: "(not shown)"' in said
    assert SECRETS[3] not in said

"""A directory as a stranger may hand it over: hostile names, secrets, and files that belong to it.

It holds a stack with secrets in every spelling and names that are markup, commands, formulas and
control characters, a plan and a state of such, every file a command takes, and a git repository.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.hostile import spellings
from tests.hostile.spellings import MARK

EXECUTED = "executed"
"""No file of this name may ever be made."""
NAMES = (
    "<script>alert(1)</script>\"><img src=x onerror='alert(1)'>]]></style><svg onload=alert(1)>",
    f"'; touch {EXECUTED}; '$(touch {EXECUTED})`touch {EXECUTED}`",
    f'""" + __import__(\'os\').system(\'touch {EXECUTED}\') + """',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1|x",
    "@SUM(1)",
    "\tTAB",
    "{{ 7*7 }}{% for x in y %}{0.__class__}{} %s %(x)s $\\frac{$x^{",
    '"]; click A call alert(1); %%{init: {}}%%-->\n---\n<<TABLE><TR>',
    "# [a](javascript:alert(1)) ![b](http://127.0.0.1:9/b.png)\n\n| a | b |\n```",
    "../../../etc/passwd%00%0a&lt;b&gt;",
    "\x1b[31mred\x07\x9b2J\x1b]0;title\x07\u202eright to left\u2066",
    "x" * 5_000,
)
"""What an instance, a tag, a table or a description may be called."""
STEERING_NAME = "\x1b[31mred\u202e"
PLAN_SECRETS = tuple(f"{MARK}P{number:02}" for number in range(1, 10))


def write(place: Path) -> None:
    """All of it, in a directory that is there."""
    stack = place / "stack"
    spellings.write(stack)
    (stack / f"evil<img src=x>{STEERING_NAME}'.tf").write_text(_named(), encoding="utf-8")
    for name, text in _beside().items():
        (stack / name).write_text(text, encoding="utf-8")
    (place / "plan.json").write_text(json.dumps(_plan()), encoding="utf-8")
    (place / "state.json").write_text(json.dumps(_state()), encoding="utf-8")
    (place / "outputs.json").write_text(json.dumps(_outputs()), encoding="utf-8")
    _repository(place)


def _string(text: str) -> str:
    """A string of HCL that stands for this text."""
    return json.dumps(text).replace("${", "$${").replace("%{", "%%{")


def _named() -> str:
    """Every name as an instance key, a Name tag, a name of its own and a description."""
    keys = ", ".join(map(_string, NAMES))
    return f"""
variable "said" {{
  description = {_string(" ".join(NAMES[:-1]))}
  default     = {_string(NAMES[0])}
}}
locals {{
  names = [{keys}]
}}
resource "aws_vpc" "v" {{
  cidr_block = "10.0.0.0/16"
  tags       = {{ Name = local.names[0] }}
}}
resource "aws_subnet" "s" {{
  for_each          = toset(local.names)
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1a"
  tags              = {{ Name = each.key, (each.key) = each.key }}
}}
resource "aws_instance" "n" {{
  for_each      = toset(local.names)
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.s[each.key].id
  tags          = {{ Name = each.key }}
}}
resource "aws_sqs_queue" "n" {{
  count = length(local.names)
  name  = local.names[count.index]
}}
resource "aws_lb" "n" {{
  name    = local.names[1]
  subnets = [for s in aws_subnet.s : s.id]
}}
resource "aws_security_group" "n" {{
  vpc_id      = aws_vpc.v.id
  name        = local.names[2]
  description = local.names[3]
  ingress {{
    description = local.names[1]
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }}
}}
resource "made_up" "n" {{
  for_each = toset(local.names)
}}
resource "aws_wholly_unknown" "n" {{
  for_each = toset(local.names)
}}
output "said" {{
  description = {_string(NAMES[1])}
  value       = local.names
}}
output "secret" {{
  value     = var.marked
  sensitive = true
}}
"""


def _beside() -> Mapping[str, str]:
    """The files that belong to the stack, each with names of that kind."""
    word = json.dumps(NAMES[1])
    return {
        "usage.yml": "version: 0.1\nresource_usage:\n"
        f"  aws_sqs_queue.n: {{monthly_requests: 5000000}}\n  {json.dumps(NAMES[1])}: {{a: 1}}\n",
        "waivers.hcl": 'waiver "2.2.6-metadata-tokens" {\n'
        f'  addresses = [{_string(NAMES[1])}, "aws_instance.i"]\n'
        f"  justification = {_string(NAMES[0])}\n  approver = {_string(NAMES[3])}\n"
        '  expiration_date = "2099-01-01"\n}\n',
        "scenarios.yml": "scenarios:\n"
        + "".join(
            f"  - name: {json.dumps(name)}\n    why: {json.dumps(name)}\n"
            "    variables: {said: other}\n"
            for name in NAMES[:-1]
        ),
        "archbench.yml": "usage: usage.yml\nwaivers: waivers.hcl\nscenarios: scenarios.yml\n"
        f"owner: {word}\n",
        "list.hcl": _checklist(),
        "rates.csv": "service,item,region,discount,usd,effective_date\n"
        f'"{NAMES[3]}",x,*,5,,2026-01-01\n',
    }


def _checklist() -> str:
    """Controls of such names, whose messages ask for what is secret."""
    return f"""
checklist "mine" {{
  title = {_string(NAMES[1])}
}}
group "g" {{
  number   = 1
  title    = {_string(NAMES[2])}
  severity = "high"
}}
control "said" {{
  group = "g"
  title = {_string(NAMES[3])}
  fix   = {_string(NAMES[10])}
  assert {{
    for_each      = resources.aws_db_instance
    condition     = each.password == "another"
    error_message = "${{each.address}} has ${{each.password}} \\u001b[31mred."
  }}
}}
control "named" {{
  group = "g"
  title = {_string(NAMES[12])}
  assert {{
    for_each      = resources.aws_sqs_queue
    condition     = each.name == "another"
    error_message = "${{each.name}}"
  }}
}}
"""


def _values(number: int) -> object:
    """What holds secrets, as a plan has them: in clear."""
    return [
        {
            "engine": "postgres",
            "instance_class": "db.t3.micro",
            "allocated_storage": 20,
            "password": PLAN_SECRETS[0],
            "identifier": NAMES[0],
        },
        {
            "instance_type": "t3.micro",
            "ami": "ami-12345678",
            "user_data": f"#!/bin/sh\nexport PW={PLAN_SECRETS[1]}\n",
            "tags": {"Name": NAMES[1]},
        },
        {
            "function_name": "f",
            "runtime": "python3.12",
            "handler": "a.b",
            "environment": [{"variables": {"API_KEY": PLAN_SECRETS[2]}}],
        },
        {"name": "/a", "type": "SecureString", "value": PLAN_SECRETS[3]},
        {"secret_string": PLAN_SECRETS[4]},
        {
            "family": "t",
            "container_definitions": json.dumps(
                [
                    {
                        "name": "a",
                        "image": "x",
                        "environment": [{"name": "P", "value": PLAN_SECRETS[5]}],
                    }
                ]
            ),
        },
    ][number]


_TYPES = (
    "aws_db_instance",
    "aws_instance",
    "aws_lambda_function",
    "aws_ssm_parameter",
    "aws_secretsmanager_secret_version",
    "aws_ecs_task_definition",
)


def _resources() -> list[dict[str, object]]:
    found: list[dict[str, object]] = [
        {
            "address": f"{type_}.x",
            "mode": "managed",
            "type": type_,
            "name": "x",
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "values": _values(number),
        }
        for number, type_ in enumerate(_TYPES)
    ]
    found += [
        {
            "address": f"aws_sqs_queue.n[{json.dumps(name)}]",
            "mode": "managed",
            "type": "aws_sqs_queue",
            "name": "n",
            "index": name,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "values": {"name": name},
        }
        for name in NAMES
    ]
    return found


def _outputs() -> Mapping[str, object]:
    return {
        "secret": {"sensitive": True, "value": PLAN_SECRETS[6], "type": "string"},
        "said": {"sensitive": False, "value": NAMES[0], "type": "string"},
    }


def _plan() -> object:
    changes = [
        {
            **{k: v for k, v in item.items() if k != "values"},
            "change": {
                "actions": ["create"],
                "before": None,
                "after": item["values"],
                "after_unknown": {},
                "before_sensitive": False,
                "after_sensitive": {},
            },
        }
        for item in _resources()
    ]
    expressions = {"password": {"constant_value": PLAN_SECRETS[7]}}
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "variables": {"password": {"value": PLAN_SECRETS[8]}},
        "planned_values": {"root_module": {"resources": _resources()}, "outputs": _outputs()},
        "resource_changes": changes,
        "configuration": {
            "provider_config": {
                "aws": {
                    "name": "aws",
                    "full_name": "registry.terraform.io/hashicorp/aws",
                    "expressions": {"region": {"constant_value": "us-east-1"}},
                }
            },
            "root_module": {
                "variables": {"password": {"sensitive": True}},
                "resources": [
                    {
                        "address": f"{type_}.x",
                        "mode": "managed",
                        "type": type_,
                        "name": "x",
                        "provider_config_key": "aws",
                        "expressions": expressions,
                    }
                    for type_ in _TYPES
                ],
            },
        },
    }


def _state() -> object:
    return {
        "format_version": "1.0",
        "terraform_version": "1.11.4",
        "values": {"root_module": {"resources": _resources()}, "outputs": _outputs()},
    }


def _repository(place: Path) -> None:
    named = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    main = place / "stack" / "main.tf"
    whole = main.read_text("utf-8")
    main.write_text(whole.replace("MarkA01", "other").replace("t3.micro", "t3.large"), "utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", NAMES[0]]):
        subprocess.run(["git", *named, *words], cwd=place, check=True, capture_output=True)
    main.write_text(whole, "utf-8")

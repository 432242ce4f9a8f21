# ruff: noqa: E501 text as it stands in a checklist
"""What a checklist may not say, each mistake in full with its line, and what it may."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.requirements.assessment import Assessment
from archbench.requirements.check import check
from archbench.requirements.reading import parse_checklist
from archbench.terraform.session import Session

HEAD = 'checklist "x" {}\ngroup "g" {\n  number = 1\n}\n'
_ONE = 'control "c" {\n  group = "g"\n  assert {\n    condition = true\n  }\n'


def _control(inside: str) -> str:
    """A control whose lines begin with the fifth."""
    return f'{HEAD}control "c" {{\n  group = "g"\n{inside}\n}}\n'


def _assert(inside: str) -> str:
    """An assert whose lines begin with the eighth."""
    return _control(f"  assert {{\n{inside}\n  }}")


BLOCKS = {
    'title = "x"\n' + HEAD + _ONE + "}\n": (
        'x.hcl:1: Unexpected attribute: "title" stands outside of any block.'
    ),
    HEAD + _ONE + "}\ncontrols {}\n": (
        'x.hcl:11: Unknown block: A checklist has no block "controls". Did you mean "control"?'
    ),
    HEAD + _ONE + '}\ngroup "h" {\n  number = 2\n}\n': (
        'x.hcl:11: Empty group: No control is in the group "h".'
    ),
    HEAD + 'checklist "y" {}\n' + _ONE + "}\n": (
        "x.hcl:5: Second checklist: A checklist has one checklist block."
    ),
    'group "g" {\n  number = 1\n}\n' + _ONE + "}\n": (
        'x.hcl has no checklist block: begin with checklist "name" { title = "..." }.'
    ),
    HEAD + _ONE + "}\n" + _ONE + "}\n": (
        'x.hcl:11: Name used twice: There is another control "c". Give it a name of its own.'
    ),
    HEAD.replace("number = 1", 'title = "g"') + _ONE + "}\n": (
        "x.hcl:2: Group without number: Give it a whole one: number = 1."
    ),
    HEAD.replace("number = 1", "number = true") + _ONE + "}\n": (
        "x.hcl:2: Group without number: Give it a whole one: number = 1."
    ),
    HEAD.replace("number = 1", 'number = 1\n  severity = "hihg"') + _ONE + "}\n": (
        'x.hcl:4: Unknown severity: "hihg" is none of critical, high, medium, low.'
        ' Did you mean "high"?'
    ),
    HEAD.replace("number = 1", "number = 1\n  titel = 1") + _ONE + "}\n": (
        'x.hcl:4: Unknown attribute: A group has no "titel". Did you mean "title"?'
    ),
    HEAD.replace("{}", "{ titel = 1 }") + _ONE + "}\n": (
        'x.hcl:1: Unknown attribute: A checklist has no "titel". Did you mean "title"?'
    ),
    HEAD.replace('"x"', "") + _ONE + "}\n": (
        'x.hcl:1: Missing name: Write checklist "name" { ... }.'
    ),
    HEAD + _ONE.replace('"g"', '"gg"') + "}\n" + _ONE.replace('"c"', '"d"') + "}\n": (
        'x.hcl:6: Unknown group: There is no group "gg".'
    ),
    HEAD + _ONE.replace('  group = "g"\n', "") + "}\n" + _ONE.replace('"c"', '"d"') + "}\n": (
        'x.hcl:5: Unknown group: There is no group "".'
    ),
    _control('  review = "Look."\n  assert {\n    condition = true\n  }'): (
        "x.hcl:5: Control without statement: Give it an assert block, or say in review what a"
        " person must look at."
    ),
    _control(""): (
        "x.hcl:5: Control without statement: Give it an assert block, or say in review what a"
        " person must look at."
    ),
    _control('  review = "Look."\n  asert {}'): (
        'x.hcl:8: Unknown block: A control has no block "asert". Did you mean "assert"?'
    ),
    _assert("    condition = true\n    expected = 3"): (
        "x.hcl:9: Not a text: expected is a text in quotes."
    ),
    _control('  review = "Look."\n  frameworks = "S3.8"'): (
        'x.hcl:8: Not an object of texts: frameworks is an object of texts: { fsbp = "S3.8" }.'
    ),
    _control('  review = "Look."\n  frameworks = { fsbp = 3 }'): (
        'x.hcl:8: Not an object of texts: frameworks is an object of texts: { fsbp = "S3.8" }.'
    ),
    _control('  review = "Look."\n  frameworks = { fsbp = "S3.8", soc2 = 3 }'): (
        'x.hcl:8: Not an object of texts: frameworks is an object of texts: { fsbp = "S3.8" }.'
    ),
    _assert('    expected = "x"'): ("x.hcl:7: Assert without condition: Give it: condition = ...."),
    _assert("    condition = true\n    when = true"): (
        "x.hcl:9: A when without for_each: It says which elements of for_each are cases; for a"
        " control, use applies."
    ),
    _control(
        '  review = "Look."\n  patch {\n    resource = "aws_lb"\n    attribute = "name"\n  }'
    ): ("x.hcl:8: Patch without value: Say the right value: value = ...."),
    _control(
        '  review = "Look."\n  patch {\n    resource = "aws_lb"\n'
        '    attribute = "access_logs.buckt"\n    value = 1\n  }'
    ): ('x.hcl:8: Unsupported attribute: aws_lb has no attribute "buckt". Did you mean "bucket"?'),
}
NAMES = {
    "local.a": 'x.hcl:8: Unknown local: There is no local "a".',
    "local": 'x.hcl:8: Incomplete name: "local" must be followed by a dot and a name.',
    "resources[0]": 'x.hcl:8: Incomplete name: "resources" must be followed by a dot and a name.',
    "each.x": "x.hcl:8: No for_each: each stands only in an assert that has for_each.",
    "nothing.x": 'x.hcl:8: Unknown name: Nothing is named "nothing" here.',
    "aws_subnt.a.x": (
        'x.hcl:8: Unknown name: Nothing is named "aws_subnt" here. Did you mean "aws_subnet"?'
    ),
    "estimate.total": ('x.hcl:8: Unknown figure: The estimate has no "total".'),
    "architecture.servs": ('x.hcl:8: Unknown part: The architecture has no "servs".'),
    "resources.aws_subnt": (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'every(["aws_subnet", "aws_subnt"])': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'named(aws_lb.a, "subnets", "aws_subnt")': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'called("aws_subnt", "id", "x")': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'may_name(aws_lb.a, "aws_subnt", "id")': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'every(["aws_subnt", aws_lb.a.meta.type])': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    "every(local.types)": (
        'x.hcl:25: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'every(concat(["aws_vpc"], [for name in ["subnt"] : "aws_${name}"]))': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    "every([local.kinds.part])": (
        'x.hcl:29: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    "every(flatten([[local.types]]))": (
        'x.hcl:25: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'every([for type in local.types : type if type != "aws_vpc"])': (
        'x.hcl:25: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    '[for type in ["aws_subnet", "aws_subnt"] : called(type, "id", aws_lb.a.name)]': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    '[for type, at in { aws_subnt = "id" } : attached(aws_lb.a, type, at)]': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'false && try(called("aws_subnt", "id", "x"), [])': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    '[for i in instances : i if i.meta.type == "aws_subnt"]': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    '"aws_subnt" != instances[0].meta.type': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    "[for i in instances : i if contains(local.types, i.meta.type)]": (
        'x.hcl:25: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'contains(named_by(aws_lb.a, "subnets"), "module.net.aws_subnt.a[0]")': (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    'attached(aws_vpc.a, "aws_subnet", "vpc_ids")': (
        'x.hcl:8: Unknown attribute: aws_subnet has no attribute "vpc_ids". Did you mean "vpc_id"?'
    ),
    'attached(aws_vpc.a, "aws_lb", "access_logs.buckt")': (
        'x.hcl:8: Unknown attribute: aws_lb.access_logs has no attribute "buckt".'
        ' Did you mean "bucket"?'
    ),
    'called("aws_lb", "nam", "x")': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    'open_ports("ingres")': (
        'x.hcl:8: Unknown word: direction of open_ports() is ingress or egress, and not "ingres".'
        ' Did you mean "ingress"?'
    ),
    'opened(aws_security_group.a, "out")': (
        'x.hcl:8: Unknown word: direction of opened() is ingress or egress, and not "out".'
    ),
    'security_groups_of("database")': (
        "x.hcl:8: Unknown word: kind of security_groups_of() is balancers or compute or databases,"
        ' and not "database". Did you mean "databases"?'
    ),
    'named(aws_lb.a, "subnet_mapping.0.anything", "aws_subnet")': (
        'x.hcl:8: Unknown attribute: aws_lb.subnet_mapping has no attribute "anything".'
    ),
    'is_set(aws_lb.a, "nam")': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    '[for b in every(["aws_lb", "aws_vpc"]) : b if is_set(b, "access_logs.buckt")]': (
        'x.hcl:8: Unknown attribute: aws_lb.access_logs has no attribute "buckt".'
        ' Did you mean "bucket"?'
    ),
    '[for b in concat(resources.aws_lb, every(["aws_vpc"])) : written((b), "nam")]': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    'key_of(aws_lb.a[0], "nam")': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    'key_of(resources.aws_lb[length([])], "nam")': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    'zones(local.balancers, ["subnets", "subnet_maping.0.subnet_id"])': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "subnet_maping".'
        ' Did you mean "subnet_mapping"?'
    ),
    'is_attribute("x", aws_lb.a, "nam")': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    'is_set(aws_lambda_function.a, "environment.variables")': (
        'x.hcl:8: Wrong path: "environment.variables" leads nowhere in aws_lambda_function.'
        ' Write "environment.0.variables".'
    ),
    '[for b in every(["aws_lb", "aws_s3_bucket"]) : b if is_set(b, "versioning.enabled")]': (
        'x.hcl:8: Wrong path: "versioning.enabled" leads nowhere in aws_s3_bucket.'
        ' Write "versioning.0.enabled".'
    ),
    'written(aws_lambda_function.a, "timeouts.0.create")': (
        'x.hcl:8: Wrong path: "timeouts.0.create" leads nowhere in aws_lambda_function.'
        ' Write "timeouts.create".'
    ),
    'is_set(aws_sqs_queue.a, "redrive_policy.maxReceiveCount")': (
        'x.hcl:8: Wrong path: "redrive_policy.maxReceiveCount" leads nowhere in aws_sqs_queue:'
        " nothing is named so there."
    ),
    'zones([aws_lb.a], ["subnetz"])': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "subnetz". Did you mean "subnets"?'
    ),
    '[for b in resources.aws_lb : zones([(b)], ["subnetz"])]': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "subnetz". Did you mean "subnets"?'
    ),
    '[for i in instances : is_set(i, "nam") if true && (i.meta.type == "aws_lb")]': (
        'x.hcl:8: Unknown attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    '[for b in [for i in instances : i if "aws_lb" == i.meta.type && true] : b.nam]': (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    '[for i in instances : written(i, "nam") if contains(local.fine, i.meta.type)]': (
        'x.hcl:8: Unknown attribute: aws_subnet has no attribute "nam".'
    ),
    "[for s in architecture.subnets : s if s.pubic]": (
        "x.hcl:8: Unsupported attribute: An element of architecture.subnets has no attribute"
        ' "pubic".'
    ),
    "[for s in [for t in (baseline.architecture.vpcs) : t] : s.nam]": (
        'x.hcl:8: Unsupported attribute: An element of architecture.vpcs has no attribute "nam".'
        ' Did you mean "name"?'
    ),
    "architecture.subnets[0].teir": (
        "x.hcl:8: Unsupported attribute: An element of architecture.subnets has no attribute"
        ' "teir". Did you mean "tier"?'
    ),
    "architecture.subnets[length([])].teir": (
        "x.hcl:8: Unsupported attribute: An element of architecture.subnets has no attribute"
        ' "teir". Did you mean "tier"?'
    ),
    "architecture.subnets[*].teir": (
        "x.hcl:8: Unsupported attribute: An element of architecture.subnets has no attribute"
        ' "teir". Did you mean "tier"?'
    ),
    "[for b in every([local.balancer_type]) : b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "lenght([])": (
        'x.hcl:8: Call to unknown function: There is no function "lenght". Did you mean "length"?'
    ),
    "core::lenght([])": (
        'x.hcl:8: Call to unknown function: There is no function "core::lenght". Did you mean "core::length"?'
    ),
    "aws_subnet.a.cidr": 'x.hcl:8: Unsupported attribute: aws_subnet has no attribute "cidr".',
    "aws_subnet.a.cidr_blok": (
        'x.hcl:8: Unsupported attribute: aws_subnet has no attribute "cidr_blok".'
        ' Did you mean "cidr_block"?'
    ),
    "aws_subnet.a[0].cidr_blok": (
        'x.hcl:8: Unsupported attribute: aws_subnet has no attribute "cidr_blok".'
        ' Did you mean "cidr_block"?'
    ),
    "aws_subnet.a.configured.cidr_blok": (
        'x.hcl:8: Unsupported attribute: aws_subnet has no attribute "cidr_blok".'
        ' Did you mean "cidr_block"?'
    ),
    "aws_subnet.a.configured.meta": (
        'x.hcl:8: Unsupported attribute: aws_subnet has no attribute "meta".'
    ),
    "aws_subnet.a.meta.regin": (
        'x.hcl:8: Unsupported attribute: meta of aws_subnet has no attribute "regin".'
        ' Did you mean "region"?'
    ),
    "aws_lb.a.access_logs[0].buckt": (
        'x.hcl:8: Unsupported attribute: aws_lb.access_logs has no attribute "buckt".'
        ' Did you mean "bucket"?'
    ),
    "aws_lb.a.access_logs[0].address": (
        'x.hcl:8: Unsupported attribute: aws_lb.access_logs has no attribute "address".'
    ),
    "baseline.aws_lb.a.nam": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "baseline.resources.aws_subnt": (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    "resources.aws_lb[0].nam": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "resources.aws_lb[length([])].nam": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "resources.aws_lb[*].nam": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "(resources.aws_lb)[*].nam": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in resources.aws_lb : b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "{ for k, b in resources.aws_lb : b.nam => k }": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in resources.aws_lb : b.name if b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in [for c in resources.aws_lb : c if true] : b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in concat(resources.aws_lb, resources.aws_lb) : b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    '[for b in every(["aws_lb"]) : b.nam]': (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in local.balancers : b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    '[for b in attached(aws_vpc.a, "aws_lb", "subnets") : b.nam]': (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "aws_lb.a.nam[0]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    'aws_lb.a["x"].nam': (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    'attached(aws_vpc.a, "aws_lb", "subnets")[length([])].nam': (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in local.ninth : b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in (local.balancers) : b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "baseline.aws_lb.a[0].nam": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in baseline.resources.aws_lb : b.nam]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "[for b in resources.aws_lb : [for c in [1] : b.nam]]": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "nam". Did you mean "name"?'
    ),
    "baseline[0].x": ('x.hcl:8: Incomplete name: "baseline" must be followed by a dot and a name.'),
    "baseline.resources.aws_subnt[0]": (
        'x.hcl:8: Unknown resource type: The AWS provider has no resource type "aws_subnt".'
        ' Did you mean "aws_subnet"?'
    ),
    "architecture[0].x": (
        'x.hcl:8: Incomplete name: "architecture" must be followed by a dot and a name.'
    ),
    "aws_lb.a.meta.regin[0]": (
        'x.hcl:8: Unsupported attribute: meta of aws_lb has no attribute "regin".'
        ' Did you mean "region"?'
    ),
    "aws_lb.a.access_logs.meta": (
        'x.hcl:8: Unsupported attribute: aws_lb.access_logs has no attribute "meta".'
    ),
    "aws_lb.a.adress": (
        'x.hcl:8: Unsupported attribute: aws_lb has no attribute "adress". Did you mean "address"?'
    ),
    "aws_lb.a.configured.access_logs[0].buckt": (
        'x.hcl:8: Unsupported attribute: aws_lb.access_logs has no attribute "buckt".'
        ' Did you mean "bucket"?'
    ),
    "resources.aws_lb[0].access_logs[0].buckt": (
        'x.hcl:8: Unsupported attribute: aws_lb.access_logs has no attribute "buckt".'
        ' Did you mean "bucket"?'
    ),
    "resourcs.aws_lb": (
        'x.hcl:8: Unknown name: Nothing is named "resourcs" here. Did you mean "resources"?'
    ),
    "[for queue in [1] : quee.x]": (
        'x.hcl:8: Unknown name: Nothing is named "quee" here. Did you mean "queue"?'
    ),
    "local.balancer": (
        'x.hcl:8: Unknown local: There is no local "balancer". Did you mean "balancers"?'
    ),
    "estimate.total_montly": (
        'x.hcl:8: Unknown figure: The estimate has no "total_montly". Did you mean "total_monthly"?'
    ),
    "architecture.subnts": (
        'x.hcl:8: Unknown part: The architecture has no "subnts". Did you mean "subnets"?'
    ),
    "atached(1, 2, 3)": (
        'x.hcl:8: Call to unknown function: There is no function "atached". Did you mean "attached"?'
    ),
}
FINE = (
    "length(resources.aws_lb) == 0",
    "aws_lb.a.name == aws_lb.a[0].name",
    'aws_lb.a["x"].address != ""',
    "aws_lb.a.configured.name == null",
    "aws_lb.a.meta.region == aws_lb.a.meta.key",
    "aws_lb.a.access_logs[0].bucket == aws_lb.a.access_logs.bucket",
    "aws_lb.a.tags.Anything == 1",
    "data.anything.at.all == 1",
    "var.anything == variables.anything.value",
    "outputs.anything.value == 1",
    "instances[0].anything == 1",
    "metrics.anything == 1",
    "scenario.refused",
    "estimate.total_monthly < 3",
    "architecture.serves && architecture.survives_zone_loss",
    "architecture.subnets == []",
    "baseline.var.anything == 1",
    "core::length([]) == 0",
    "[for a in [1] : a.anything] == []",
    "[for k, b in resources.aws_lb : k.anything] == []",
    "[for b in concat(resources.aws_lb, resources.aws_vpc) : b.anything] == []",
    '[for b in every(["aws_lb", "aws_vpc"]) : b.anything] == []',
    "[for b in [for c in resources.aws_lb : c.name] : b.anything] == []",
    "[for b in { for c in resources.aws_lb : c.name => c } : b.anything] == []",
    "local.balancers[0].name == 1",
    "local.third == 1",
    "[for b in local.tenth : b.nam] == []",
    'named(aws_lb.a, "subnets", "aws_subnet") == []',
    'attached(aws_vpc.a, "aws_lb", "access_logs.0.bucket") == []',
    'called("aws_lb", "tags.anything", "x") == []',
    "every([for i in instances : i.meta.type]) == []",
    "every(local.fine) == []",
    "every([local.kinds.network]) == []",
    'every(["aws_alb", "terraform_data"]) == []',
    'every(["aws_ecs_express_gateway_service", "aws_opsworks_stack"]) == []',
    "[for type in every(local.fine)[*].meta.type : called(type, 'x', 1)] == []".replace("'", '"'),
    'instances[0].meta.type != "random_password"',
    'aws_lb.a.name == "aws_subnt"',
    '[for b in every(["aws_lb", "aws_s3_bucket"]) : b if is_set(b, "bucket")] == []',
    '[for b in every(["aws_lb", aws_lb.a.name]) : b if is_set(b, "bucket")] == []',
    '[for b in concat(resources.aws_lb, instances) : b if is_set(b, "bucket")] == []',
    '[for s in aws_lb.a.subnet_mapping : s if is_set(s, "subnet_id")] == []',
    "is_set(aws_lb.a, aws_lb.a.name)",
    'is_set(aws_lambda_function.a, "environment.0.variables.DB") && is_set(aws_lb.a, "tags.x")',
    'zones([aws_lb.a, instances[0]], ["subnet_id"]) == 1',
    '[for i in instances : i if i.bucket == 1 && i.meta.type == "aws_lb"] == []',
    '[for i in instances : i if is_set(i, "nam") || i.meta.type == "aws_lb"] == []',
    '[for i in instances : i if contains(["aws_lb", aws_lb.a.name], i.meta.type)] == []',
    "[for s in architecture.subnets : s if s.tier == s.address] == []",
    'instances[0].address == "data.aws_iam_policy_document.a"',
    'called(aws_lb.a.name, aws_lb.a.name, "x") == []',
    "open_ports(aws_lb.a.name) == []",
    "instances.anything == 1",
    "metrics[0] == 1",
    "aws_lb.a[0] == 1",
)
_DEPTHS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_LOCALS = (
    "locals {\n  balancers = resources.aws_lb\n  first = local.balancers\n"
    + "".join(f"  {name} = local.{before}\n" for before, name in pairwise(_DEPTHS))
    + '  types = [\n    "aws_vpc",\n    "aws_subnt",\n  ]\n'
    + '  fine          = concat(["aws_vpc"], local.more)\n  more = ["aws_subnet"]\n'
    + '  kinds         = { network = "aws_vpc", part = "aws_subnt" }\n'
    + '  balancer_type = "aws_lb"\n'
    + "}\n"
)
"""Names for names: of the ninth it is still told what it is, of the tenth no more."""


def _said(text: str) -> str:
    with pytest.raises(InputError) as error:
        parse_checklist(text, "x.hcl")
    return str(error.value)


@pytest.mark.parametrize(("text", "said"), BLOCKS.items())
def test_a_block_that_is_wrong_is_told(text: str, said: str) -> None:
    """Where, what, and what to write instead."""
    assert _said(text) == said


@pytest.mark.parametrize(("condition", "said"), NAMES.items())
def test_a_name_that_means_nothing_is_told(condition: str, said: str) -> None:
    """Before any configuration is read, with the nearest name there is."""
    assert _said(_assert(f"    condition = {condition}") + _LOCALS) == said


@pytest.mark.parametrize("condition", FINE)
def test_what_a_condition_may_name_is_no_mistake(condition: str) -> None:
    """What only a configuration can tell waits for one."""
    parse_checklist(_assert(f"    condition = {condition}") + _LOCALS, "x.hcl")


@pytest.mark.parametrize(
    "part",
    [
        "scenario = { a = local.no }",
        "applies = local.no",
        "  assert {\n    for_each = local.no\n    condition = true\n  }",
    ],
)
def test_every_expression_of_a_control_is_read(part: str) -> None:
    """A scenario, a question whether it applies, what it goes through."""
    more = "" if "assert" in part else "  assert {\n    condition = true\n  }\n"
    assert 'There is no local "no".' in _said(_control(f"{more}  {part}"))


@pytest.mark.parametrize("part", ["when", "error_message", "condition"])
def test_each_is_known_in_every_part_of_an_assert(part: str) -> None:
    """It stands for an element of for_each, whose type has its attributes."""
    parts = {"condition": "true"} | {part: '"${each.nam}"'}
    inside = "\n".join(f"    {name} = {text}" for name, text in parts.items())
    said = _said(_assert(f"    for_each = resources.aws_lb\n{inside}"))
    assert said.endswith('aws_lb has no attribute "nam". Did you mean "name"?')


def test_locals_and_fit_are_read_too() -> None:
    """A name in them is held against the schema as one in a condition is."""
    local = _assert("    condition = true") + "locals {\n  a = local.no\n}\n"
    assert _said(local) == 'x.hcl:12: Unknown local: There is no local "no".'
    fit = _assert("    condition = true").replace("{}", "{\n  fits = local.no\n}")
    assert _said(fit) == 'x.hcl:2: Unknown local: There is no local "no".'


@pytest.mark.parametrize(
    ("locals_", "said"),
    [
        ("a = local.a", ["a"]),
        ("a = local.b\n  b = [local.a]", ["a", "b"]),
        ("a = local.b\n  b = local.c\n  c = local.b", ["b", "c"]),
        ("a = local.b\n  b = 1\n  c = [local.a, local.b]", []),
        ("a = { b = 1 }\n  b = local.a.b\n  c = local.a.c", []),
    ],
)
def test_locals_that_lead_back_to_themselves(locals_: str, said: list[str]) -> None:
    """Each of them is named, and none that only leads to them."""
    text = f"{_assert('    condition = true')}locals {{\n  {locals_}\n}}\n"
    if not said:
        assert len(parse_checklist(text, "x.hcl").locals) == 3
        return
    told = _said(text)
    assert [name for name in "abc" if f"local.{name} depends on itself." in told] == said


def test_five_mistakes_are_told_and_the_others_counted() -> None:
    """Each on a line of its own, the same one once."""
    calls = "".join(f'control "{name}" {{\n  group = "h"\n}}\n' for name in "abcd")
    said = _said(HEAD + _ONE + "}\n" + calls).splitlines()
    assert said[0] == "The checklist has 10 problems:"
    assert said[1] == '  x.hcl:12: Unknown group: There is no group "h".'
    assert len(said) == 7
    assert said[6] == "  and 5 more"
    two = _said(HEAD + _ONE + '}\ncontrol "a" {\n  group = "h"\n}\n').splitlines()
    assert (two[0], len(two)) == ("The checklist has 2 problems:", 3)


def test_what_is_not_said_has_its_default() -> None:
    """Names stand for titles, a group is medium, a control is as its group."""
    text = (
        'checklist "x" {\n  default_profile = "ci"\n}\n'
        'group "b" {\n  number = 2\n  severity = "low"\n}\ngroup "a" {\n  number = 1\n}\n'
        'control "c" {\n  group = "b"\n  why = "two\\n words"\n  assert {\n'
        "    condition = (\n      true\n    )\n  }\n}\n"
        'control "d" {\n  group = "a"\n  severity = "critical"\n  profiles = ["ci", "production"]\n'
        '  frameworks = { fsbp = "S3.8" }\n'
        "  assert {\n    for_each = []\n    condition = true\n    optional = true\n"
        '    expected = "all"\n  }\n}\n'
    )
    found = parse_checklist(text, "x.hcl")
    assert (found.id, found.title, found.path, found.default_profile) == ("x", "x", "x.hcl", "ci")
    assert found.profiles == ("ci", "production")
    assert [(g.id, g.number, g.title, g.severity) for g in found.groups] == [
        ("a", 1, "a", "medium"),
        ("b", 2, "b", "low"),
    ]
    one, two = found.controls
    assert (one.title, one.severity, one.why, one.profiles) == ("c", "low", "two words", ())
    assert (one.asserts[0].expected, one.asserts[0].optional) == ("( true )", False)
    assert (two.severity, two.profiles) == ("critical", ("ci", "production"))
    assert dict(two.frameworks) == {"fsbp": "S3.8"}
    assert dict(one.frameworks) == {}
    assert (two.asserts[0].expected, two.asserts[0].optional) == ("all", True)
    assert (str(one.range), str(two.asserts[0].range)) == ("x.hcl:11", "x.hcl:25")


@pytest.mark.parametrize(
    "condition", ["condition=true", "condition   =   true", "condition = true"]
)
def test_what_is_expected_is_what_is_written(condition: str) -> None:
    """Without what stands before it."""
    [control] = parse_checklist(_assert(f"    {condition}"), "x.hcl").controls
    assert control.asserts[0].expected == "true"


ASKED = """
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/x"
  environment {
    variables = { DB_PASSWORD = "hunter2" }
  }
}
resource "aws_lb" "l" {
  subnets = ["subnet-12345678"]
}
"""
OTHER = 'resource "random_password" "p" {\n  length  = 9\n  keepers = { a = 1 }\n}\n'


def _judged(tmp_path: Path, each: str, condition: str, configuration: str = ASKED) -> Assessment:
    (tmp_path / "main.tf").write_text(configuration)
    inside = f"    for_each = {each}\n    condition = {condition}"
    checklist = parse_checklist(_assert(inside), "x.hcl")
    return check(Session(tmp_path).resolve(), None, [checklist])


@pytest.mark.parametrize(
    ("each", "condition", "said"),
    [
        (
            "instances",
            '!is_set(each, "subnetz")',
            'Unknown attribute: No resource type has an attribute "subnetz". Did you mean "subnets"?',
        ),
        (
            "[1]",
            'alltrue([for i in instances : !written(i, "qqqq")])',
            'Unknown attribute: No resource type has an attribute "qqqq".',
        ),
        (
            "instances",
            'zones([each], ["subnetz"]) == 0',
            'Unknown attribute: No resource type has an attribute "subnetz". Did you mean "subnets"?',
        ),
        (
            "instances",
            '!try(written(each, "environment.variables"), false)',
            (
                'Wrong path: "environment.variables" leads nowhere in aws_lambda_function.'
                ' Write "environment.0.variables".'
            ),
        ),
        (
            "instances",
            '!is_set(each, "environment.0.variabels")',
            (
                'Unknown attribute: aws_lambda_function.environment has no attribute "variabels".'
                ' Did you mean "variables"?'
            ),
        ),
    ],
)
def test_what_no_instance_can_have_is_no_verdict(
    each: str, condition: str, said: str, tmp_path: Path
) -> None:
    """Where only the configuration tells of which types they are."""
    with pytest.raises(InputError, match=re.escape(f"x.hcl:9: {said}")):
        _judged(tmp_path, each, condition)


@pytest.mark.parametrize(
    ("each", "condition", "answers"),
    [
        ("instances", 'is_set(each, "subnets")', ["fail", "pass", "fail"]),
        ("instances", 'is_set(each, "keepers")', ["fail", "fail", "pass"]),
        ("instances", 'is_set(each, "access_logs.0.bucket")', ["fail"] * 3),
        ("resources.aws_lambda_function", 'written(each, "environment.0.variables")', ["pass"]),
        ("resources.aws_lambda_function", 'same(each, each, "environment.0.variables")', ["pass"]),
    ],
)
def test_what_some_of_a_list_have_is_none_of_the_others(
    each: str, condition: str, answers: list[str], tmp_path: Path
) -> None:
    """Another type has it, or one of another provider; a path with its index leads there."""
    [control] = [
        item
        for group in _judged(tmp_path, each, condition, ASKED + OTHER).groups
        for item in group.verdicts
    ]
    assert [answer.verdict for answer in control.answers] == answers

# ruff: noqa: E501 text as it stands in a configuration
"""What names stand for: resources by type and address, variables, outputs, the architecture."""

from tests.requirements.calls import UNTOLD, Stack

_NETWORK = """
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "each" {
  for_each          = toset(["a", "b"])
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.key == "a" ? "10.0.0.0/24" : "10.0.1.0/24"
  availability_zone = "eu-west-1${each.key}"
}
resource "aws_eip" "two" { count = 2 }
data "aws_ami" "web" { owners = ["amazon"] }
resource "aws_s3_bucket" "b" {
  bucket = "b"
  tags   = { Name = "b" }
}
output "main" {
  value       = aws_vpc.main.cidr_block
  description = "the range"
}
output "secret" {
  value     = "hunter2secret"
  sensitive = true
}
variable "mode" {
  type        = string
  default     = "fast"
  description = "how"
  validation {
    condition     = length(var.mode) > 1
    error_message = "Too short."
  }
}
"""

STACKS: dict[str, Stack] = {
    "resources": (
        _NETWORK,
        {
            "resources.aws_subnet.cidr_block": "This value does not have any attributes.",
            "length(resources.aws_subnet)": 2,
            "length(resources.aws_nat_gateway)": 0,
            "resources.aws_subnet[*].address": ['aws_subnet.each["a"]', 'aws_subnet.each["b"]'],
            "length(instances)": 6,
            "sort(distinct(instances[*].meta.type))": [
                *("aws_eip", "aws_s3_bucket", "aws_subnet", "aws_vpc"),
            ],
            "aws_vpc.main.cidr_block": "10.0.0.0/16",
            "aws_vpc.main.enable_dns_support": True,
            "aws_vpc.main.configured.enable_dns_support": None,
            "aws_vpc.main.configured.enable_dns_hostnames": True,
            "aws_vpc.main.address": "aws_vpc.main",
            "aws_vpc.main.owner_id": UNTOLD,
            'aws_subnet.each["a"].cidr_block': "10.0.0.0/24",
            'aws_subnet.each["b"].meta.key': "b",
            "aws_subnet.each.b.availability_zone": "eu-west-1b",
            "sort(keys(aws_subnet.each))": ["a", "b"],
            "aws_eip.two[1].meta.key": 1,
            "aws_eip.two[*].address": ["aws_eip.two[0]", "aws_eip.two[1]"],
            "aws_vpc.other.cidr_block": "aws_vpc.other does not exist.",
            'aws_subnet.each["c"].cidr_block': 'aws_subnet.each["c"] does not exist.',
            "data.aws_ami.web.owners": ["amazon"],
            "data.aws_ami.web.image_id": UNTOLD,
            "data.aws_ami.none.image_id": "data.aws_ami.none does not exist.",
            "aws_subnet.each.a.vpc_id == aws_vpc.main.id": True,
            "aws_vpc.main.id == aws_s3_bucket.b.id": False,
            "length(aws_vpc.main.id)": UNTOLD,
            'aws_vpc.main.id == "vpc-1"': False,
            "[aws_vpc.main.meta.name, aws_vpc.main.meta.module, aws_vpc.main.meta.region, aws_vpc.main.meta.resource]": [
                *("main", "", "eu-west-1", "aws_vpc.main"),
            ],
            "aws_subnet.each.a.meta.resource": "aws_subnet.each",
            "aws_subnet.each.a.meta.references": ["aws_vpc.main"],
            "aws_s3_bucket.b.tags": {"Name": "b"},
            "length(toset([aws_vpc.main.id, aws_s3_bucket.b.id, aws_vpc.main.id]))": 2,
            "length([aws_vpc.main.id, aws_s3_bucket.b.id])": 2,
            "upper(aws_vpc.main.id)": UNTOLD,
            "contains([aws_vpc.main.id], aws_s3_bucket.b.id)": False,
            "contains([aws_vpc.main.id], aws_vpc.main.id)": True,
            'join(",", [aws_vpc.main.id])': UNTOLD,
            "jsonencode({ a = aws_vpc.main.id })": UNTOLD,
            'upper("a")': "A",
        },
    ),
    "variables and outputs": (
        _NETWORK,
        {
            "var.mode": "fast",
            "var.name": UNTOLD,
            "variables.mode.value": "fast",
            "variables.mode.description": "how",
            "variables.mode.type": "string",
            "variables.mode.sensitive": False,
            "variables.mode.validations": ["length(var.mode) > 1"],
            "variables.name.validations": [],
            "var.gone": "var.gone does not exist.",
            "variables.gone.type": "var.gone does not exist.",
            "outputs.main.value": "10.0.0.0/16",
            "outputs.main.description": "the range",
            "outputs.main.sensitive": False,
            "outputs.secret.sensitive": True,
            "outputs.main.references": ["aws_vpc.main"],
            "outputs.gone.value": "output.gone does not exist.",
            "scenario.refused": False,
            "scenario.reason": "",
            "baseline.var.mode": "fast",
            "baseline.aws_vpc.main.cidr_block": "10.0.0.0/16",
            "length(baseline.resources.aws_subnet)": 2,
        },
    ),
    "architecture": (
        _NETWORK,
        {
            "length(architecture.subnets)": 2,
            "architecture.subnets[*].zone": ["eu-west-1a", "eu-west-1b"],
            "architecture.vpcs[*].address": ["aws_vpc.main"],
            "length(architecture.nat_gateways)": 0,
            "length(architecture.alarms)": 0,
            "architecture.subnets[*].tier": ["isolated", "isolated"],
        },
    ),
    "resources that cannot be counted": (
        """
resource "aws_sqs_queue" "some" { count = var.many }
resource "aws_sqs_queue" "one" { name = "one" }
resource "aws_sns_topic" "t" { name = "t" }
""",
        {
            "length(resources.aws_sqs_queue)": UNTOLD,
            "length(resources.aws_sns_topic)": 1,
            "length(instances)": UNTOLD,
            "aws_sqs_queue.some[0].name": UNTOLD,
            "aws_sqs_queue.some[*].name": UNTOLD,
            "aws_sqs_queue.one.name": "one",
            'every(["aws_sqs_queue"])[*].name': ["one", UNTOLD],
        },
    ),
    "a misspelt address": (
        'resource "aws_sqs_queue" "orders" { name = "orders" }\n',
        {
            "aws_sqs_queue.order.name": "aws_sqs_queue.order does not exist.",
            "aws_sns_topic.orders.name": "aws_sns_topic.orders does not exist.",
        },
    ),
}

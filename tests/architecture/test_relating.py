"""What leads to what: only what a configuration says, through whatever it says it with."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.model import Architecture
from archbench.terraform import load

PROVIDER = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
LAMBDA = """
resource "aws_lambda_function" "NAME" {
  function_name = "NAME"
  role          = aws_iam_role.NAME.arn
  handler       = "main.run"
  runtime       = "python3.13"
  filename      = "NAME.zip"
}

resource "aws_iam_role" "NAME" {
  name               = "NAME"
  assume_role_policy = "{}"
}
"""


def architecture(folder: Path, text: str, *, provider: str = PROVIDER) -> Architecture:
    """The architecture of one file; variables without a value are unknown."""
    (folder / "main.tf").write_text(provider + text)
    return build(load(folder, variables=[("unknown", "*")]))


def related(found: Architecture) -> set[tuple[str, str, str]]:
    """Every relation without its proof: (kind, source, target)."""
    return {(item.kind, item.source, item.target) for item in found.graph.relations}


def function(name: str) -> str:
    """A function with a role of its own."""
    return LAMBDA.replace("NAME", name)


def test_what_two_share_does_not_join_them(tmp_path: Path) -> None:
    """A layer, an account number and a file that both name: neither calls the other."""
    text = """
data "aws_caller_identity" "me" {}

resource "aws_lambda_layer_version" "tools" {
  layer_name = "tools"
  filename   = "tools.zip"
}

resource "aws_sqs_queue" "in" {
  name = "in-${data.aws_caller_identity.me.account_id}"
}

resource "aws_sns_topic" "out" {
  name = "out-${data.aws_caller_identity.me.account_id}"
}

resource "local_file" "notes" {
  filename = "notes"
  content  = "${aws_lambda_function.a.arn} ${aws_lambda_function.b.arn} ${aws_sqs_queue.in.url}"
}
"""
    both = (function("a") + function("b")).replace(
        "  handler ", "  layers        = [aws_lambda_layer_version.tools.arn]\n  handler "
    )
    assert {kind for kind, *_ in related(architecture(tmp_path, text + both))} <= {"uses"}


def test_bucket_of_a_name_with_the_account_in_it(tmp_path: Path) -> None:
    """The script of a job lies in the bucket that is named, not in what else names the account."""
    found = architecture(
        tmp_path,
        """
data "aws_caller_identity" "me" {}

resource "aws_s3_bucket" "code" {
  bucket = "code-${data.aws_caller_identity.me.account_id}"
}

resource "aws_glue_crawler" "first" {
  name          = "first-${data.aws_caller_identity.me.account_id}"
  database_name = "lake"
  role          = "crawler"
}

resource "aws_glue_job" "load" {
  name     = "load"
  role_arn = "arn:aws:iam::123456789012:role/load"

  command {
    script_location = "s3://${aws_s3_bucket.code.bucket}/load.py"
  }
}

resource "aws_glue_trigger" "nightly" {
  name     = "nightly"
  type     = "SCHEDULED"
  schedule = "cron(0 3 * * ? *)"

  actions {
    job_name = "load"
  }
}
""",
    )
    assert related(found) == {
        ("data", "aws_glue_job.load", "aws_s3_bucket.code"),
        ("event", "aws_glue_trigger.nightly", "aws_glue_job.load"),
    }


NETWORK = """
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "app" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}

resource "aws_lb" "inner" {
  name               = "inner"
  internal           = true
  load_balancer_type = "network"
  subnets            = aws_subnet.app[*].id
}
"""


def test_target_that_was_looked_up(tmp_path: Path) -> None:
    """The addresses of a balancer's interfaces, as targets of another one, lead to it."""
    found = architecture(
        tmp_path,
        NETWORK
        + """
data "aws_network_interface" "inner" {
  count = 2

  filter {
    name   = "description"
    values = ["ELB ${aws_lb.inner.arn_suffix}"]
  }

  filter {
    name   = "subnet-id"
    values = [aws_subnet.app[count.index].id]
  }
}

resource "aws_lb" "outer" {
  name    = "outer"
  subnets = aws_subnet.app[*].id
}

resource "aws_lb_target_group" "inner" {
  name        = "inner"
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
}

resource "aws_lb_target_group_attachment" "inner" {
  count            = 2
  target_group_arn = aws_lb_target_group.inner.arn
  target_id        = data.aws_network_interface.inner[count.index].private_ip
}

resource "aws_lb_listener" "outer" {
  load_balancer_arn = aws_lb.outer.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.inner.arn
  }
}
""",
    )
    assert related(found) == {("request", "aws_lb.outer", "aws_lb.inner")}


@pytest.mark.parametrize("origin", ["aws_route53_record.api.fqdn", '"api.example.org"'])
def test_name_leads_to_what_its_record_names(tmp_path: Path, origin: str) -> None:
    """An origin given by a name, also as a text, is what the record of that name leads to."""
    found = architecture(
        tmp_path,
        NETWORK
        + f"""
data "aws_route53_zone" "org" {{
  name = "example.org"
}}

resource "aws_route53_record" "api" {{
  zone_id = data.aws_route53_zone.org.zone_id
  name    = "api.example.org"
  type    = "CNAME"
  ttl     = 60
  records = [aws_lb.inner.dns_name]
}}

resource "aws_cloudfront_distribution" "site" {{
  enabled = true

  origin {{
    origin_id   = "api"
    domain_name = {origin}
  }}
}}
""",
    )
    (relation,) = found.graph.relations
    assert (relation.kind, relation.target) == ("request", "aws_lb.inner")
    assert "aws_route53_record.api" in relation.via


def test_who_wears_a_role_is_who_reaches(tmp_path: Path) -> None:
    """A policy of a role is told of the function that wears it, one of a user of the user."""
    found = architecture(
        tmp_path,
        function("a")
        + """
resource "aws_s3_bucket" "data" {
  bucket = "data-of-the-team"
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.data.arn}/*"]
  }
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.a.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_user" "auditor" {
  name = "auditor"
}

resource "aws_iam_user_policy" "auditor" {
  user   = aws_iam_user.auditor.name
  policy = data.aws_iam_policy_document.read.json
}
""",
    )
    assert {item for item in related(found) if item[0] == "grant"} == {
        ("grant", "aws_lambda_function.a", "aws_s3_bucket.data"),
        ("grant", "aws_iam_user.auditor", "aws_s3_bucket.data"),
    }


@pytest.mark.parametrize(
    ("said", "actions"),
    [
        (
            'Effect = "Allow", Action = ["s3:PutObject", "s3:GetObject"]',
            "s3:GetObject s3:PutObject",
        ),
        ('Effect = "Allow", Action = "s3:GetObject"', "s3:GetObject"),
        ('Effect = "Allow", Action = [var.name, "s3:GetObject"]', "s3:GetObject"),
        ('Effect = "Allow", Action = var.names', ""),
        ('Effect = "Allow", NotAction = "s3:DeleteObject"', "*"),
        ('Effect = "Allow", NotAction = var.names', "*"),
    ],
)
def test_a_grant_says_what_is_allowed(tmp_path: Path, said: str, actions: str) -> None:
    """The actions that are known, in order; of all but some, everything."""
    found = architecture(
        tmp_path,
        function("a")
        + f"""
variable "name" {{ type = string }}
variable "names" {{ type = list(string) }}
resource "aws_s3_bucket" "data" {{ bucket = "data-of-the-team" }}
resource "aws_iam_role_policy" "a" {{
  role   = aws_iam_role.a.id
  policy = jsonencode({{ Statement = [
    {{ {said}, Resource = "${{aws_s3_bucket.data.arn}}/*" }},
    {{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }},
  ] }})
}}
""",
    )
    (grant,) = (one for one in found.graph.relations if one.kind == "grant")
    assert (grant.source, grant.target) == ("aws_lambda_function.a", "aws_s3_bucket.data")
    assert (grant.via, grant.actions) == (("aws_iam_role_policy.a",), tuple(actions.split()))


BUCKET = """
resource "aws_s3_bucket" "data" { bucket = "data-of-the-team" }
resource "aws_iam_role_policy" "a" {
  role   = aws_iam_role.a.id
  policy = data.aws_iam_policy_document.a.json
}
data "aws_iam_policy_document" "a" {
  BLOCKS
}
"""
ONLY = 'statement {\n actions = ["s3:GetObject"]\n resources = [NAMED]\n}'
DENIED = ONLY.replace("actions", 'effect = "Deny"\n actions')
BUT = ONLY.replace("resources", "not_resources")
REST = 'statement {\n actions = ["s3:PutObject"]\n resources = ["*"]\n}'


@pytest.mark.parametrize(
    "name",
    [
        "aws_s3_bucket.data.arn",
        '"${aws_s3_bucket.data.arn}/*"',
        '"arn:aws:s3:::data-of-the-team"',
        '"arn:aws:s3:::data-of-the-team/*"',
    ],
)
@pytest.mark.parametrize(
    ("blocks", "actions"),
    [
        (ONLY, ("s3:GetObject",)),
        (DENIED, None),
        (BUT, None),
        (f"{DENIED}\n{REST}", None),
        (f"{DENIED}\n{ONLY}", ("s3:GetObject",)),
        (ONLY.replace("statement {", "statement {\n effect = var.effect"), ()),
    ],
    ids=["allowed", "denied", "left out", "denied of all", "both", "not known"],
)
def test_what_a_policy_denies_it_grants_to_nobody(
    tmp_path: Path, name: str, blocks: str, actions: tuple[str, ...] | None
) -> None:
    """Named by reference or written out; what one statement denies another may allow in part."""
    text = BUCKET.replace("BLOCKS", blocks).replace("NAMED", name)
    found = architecture(tmp_path, function("a") + text + 'variable "effect" {}\n')
    grants = [one.actions for one in found.graph.relations if one.kind == "grant"]
    assert grants == ([] if actions is None else [actions])


def test_policy_of_a_bucket_says_who_comes_in(tmp_path: Path) -> None:
    """What a bucket's policy names reaches the bucket; what its CORS rules name it merely uses."""
    found = architecture(
        tmp_path,
        NETWORK
        + """
resource "aws_s3_bucket" "pages" {
  bucket = "pages-of-the-team"
}

resource "aws_s3_bucket_policy" "pages" {
  bucket = aws_s3_bucket.pages.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.pages.arn}/*"
      Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.site.arn } }
    }]
  })
}

resource "aws_s3_bucket_cors_configuration" "pages" {
  bucket = aws_s3_bucket.pages.id

  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["https://${aws_lb.inner.dns_name}"]
  }
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true
}
""",
    )
    assert related(found) == {
        ("grant", "aws_cloudfront_distribution.site", "aws_s3_bucket.pages"),
        ("uses", "aws_s3_bucket.pages", "aws_lb.inner"),
    }


@pytest.mark.parametrize(("effect", "let_in"), [("Allow", True), ("Deny", False)])
def test_a_document_that_denies_lets_nobody_in(
    tmp_path: Path, effect: str, *, let_in: bool
) -> None:
    """The topic that the policy of a queue writes out sends to it, or may not."""
    text = f"""
resource "aws_sns_topic" "news" {{ name = "news" }}
resource "aws_sqs_queue" "jobs" {{ name = "jobs" }}
resource "aws_sqs_queue_policy" "jobs" {{
  queue_url = aws_sqs_queue.jobs.url
  policy    = data.aws_iam_policy_document.jobs.json
}}
data "aws_iam_policy_document" "jobs" {{
  statement {{
    effect    = "{effect}"
    actions   = ["sqs:SendMessage"]
    resources = ["*"]
    principals {{
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }}
    condition {{
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:aws:sns:eu-west-1:123456789012:news"]
    }}
  }}
}}
"""
    grant = ("grant", "aws_sns_topic.news", "aws_sqs_queue.jobs")
    assert (grant in related(architecture(tmp_path, text))) is let_in


def test_api_acts_with_the_role_of_its_integration(tmp_path: Path) -> None:
    """Written as a resource or in an OpenAPI body, the API reaches what the role may."""
    found = architecture(
        tmp_path,
        """
resource "aws_dynamodb_table" "orders" {
  name = "orders"
}

resource "aws_iam_role" "api" {
  name               = "api"
  assume_role_policy = "{}"

  inline_policy {
    name   = "put"
    policy = jsonencode({ Statement = [{ Resource = aws_dynamodb_table.orders.arn }] })
  }
}

resource "aws_api_gateway_rest_api" "written" {
  name = "written"
  body = jsonencode({ "x-amazon-apigateway-integration" = { credentials = aws_iam_role.api.arn } })
}

resource "aws_api_gateway_rest_api" "built" {
  name = "built"
}

resource "aws_api_gateway_integration" "built" {
  rest_api_id             = aws_api_gateway_rest_api.built.id
  resource_id             = aws_api_gateway_rest_api.built.root_resource_id
  http_method             = "POST"
  integration_http_method = "POST"
  type                    = "AWS"
  uri                     = "arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem"
  credentials             = aws_iam_role.api.arn
}
""",
    )
    table = "aws_dynamodb_table.orders"
    assert {
        source for kind, source, target in related(found) if (kind, target) == ("grant", table)
    } == {
        "aws_api_gateway_rest_api.written",
        "aws_api_gateway_rest_api.built",
    }


def test_a_bus_leads_to_its_rules_and_never_back(tmp_path: Path) -> None:
    """The target of a rule names the bus as well: events still go from the bus to the rule."""
    found = architecture(
        tmp_path,
        """
resource "aws_cloudwatch_event_bus" "orders" {
  name = "orders"
}

resource "aws_cloudwatch_event_rule" "paid" {
  name           = "paid"
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  event_pattern  = jsonencode({ "detail-type" = ["paid"] })
}

resource "aws_cloudwatch_event_target" "paid" {
  rule           = aws_cloudwatch_event_rule.paid.name
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  arn            = aws_sqs_queue.paid.arn
}

resource "aws_sqs_queue" "paid" {
  name = "paid"
}
""",
    )
    assert related(found) == {
        ("event", "aws_cloudwatch_event_bus.orders", "aws_cloudwatch_event_rule.paid"),
        ("event", "aws_cloudwatch_event_rule.paid", "aws_sqs_queue.paid"),
    }


def test_a_single_point_is_lost_in_its_own_vpc(tmp_path: Path) -> None:
    """The loss of one database says nothing of the balancer in another VPC."""
    database = """
resource "aws_vpc" "data" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_subnet" "data" {
  count             = 2
  vpc_id            = aws_vpc.data.id
  cidr_block        = "10.1.${count.index}.0/24"
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}

resource "aws_db_subnet_group" "data" {
  name       = "data"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_db_instance" "data" {
  identifier           = "data"
  engine               = "postgres"
  instance_class       = "db.t3.micro"
  availability_zone    = "eu-west-1a"
  db_subnet_group_name = aws_db_subnet_group.data.name
}
"""
    (tmp_path / "main.tf").write_text(PROVIDER + NETWORK + database)
    loaded = load(tmp_path)
    trials = {trial.loss.failure.kind: trial.loss for trial in drill(loaded, build(loaded)).points}
    assert [item.name for item in trials["writer"].databases] == ["data"]
    assert (trials["writer"].outcome, trials["writer"].balancers) == ("down", ())
    assert [item.name for item in trials["region"].balancers] == ["inner"]


def test_machine_in_one_of_several_subnets_of_a_plan_is_in_no_told_zone(tmp_path: Path) -> None:
    """Which subnet of several it is cannot be told: no zone is picked, and none said to take it."""
    found = architecture(
        tmp_path,
        NETWORK
        + """
variable "which" {}

resource "aws_instance" "one" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.app[var.which].id
}
""",
    )
    (machine,) = (item for region in found.regions for vpc in region.vpcs for item in vpc.compute)
    assert machine.zone is None


SUBNETS = """
variable "region" {}
variable "az" {}

provider "aws" {
  region = var.region
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "one" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = ONE
}

resource "aws_subnet" "two" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = TWO
}

resource "aws_efs_file_system" "shared" {
  availability_zone_name = ONE
}

resource "aws_mq_broker" "work" {
  broker_name        = "work"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  deployment_mode    = "CLUSTER_MULTI_AZ"
  subnet_ids         = [aws_subnet.one.id, aws_subnet.two.id]
}
"""


@pytest.mark.parametrize(
    ("one", "two", "zones"),
    [
        ('"${var.region}a"', '"${var.region}c"', 2),
        ('"${var.region}a"', '"${var.region}a"', 1),
        ("var.az", "var.az", 1),
        ("var.az[0]", "var.az[1]", 2),
        ("lookup(var.az, 1)", "lookup(var.az, 2)", 0),
        ('"${var.region}${var.az}"', '"${var.region}a"', 0),
    ],
)
def test_zone_of_an_unknown_name(tmp_path: Path, one: str, two: str, zones: int) -> None:
    """The same unknown is the same zone, another letter another zone, anything else untold."""
    text = SUBNETS.replace("ONE", one).replace("TWO", two)
    found = architecture(tmp_path, text, provider="")
    assert len(found.graph.parts["aws_mq_broker.work"].place.zones) == zones


def test_two_subnets_in_the_zone_of_one_variable(tmp_path: Path) -> None:
    """Counted subnets that all name the same unknown zone are one zone, and go down with it."""
    text = SUBNETS.replace("  vpc_id ", "  count = 1\n  vpc_id ").replace(".id,", "[0].id,")
    text = text.replace(".id]", "[0].id]").replace("ONE", "var.az").replace("TWO", "var.az")
    configuration = tmp_path / "main.tf"
    configuration.write_text(text)
    loaded = load(tmp_path, variables=[("unknown", "*")])
    assert drill(loaded, build(loaded)).survives is not True


WATCHED = """
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sns_topic" "ops" {
  name = "ops"
}

resource "aws_cloudwatch_metric_alarm" "old" {
  alarm_name          = "old"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 1
  period              = 60
  statistic           = "Maximum"
  dimensions          = { QueueName = aws_sqs_queue.jobs.name }
  alarm_actions       = [aws_sns_topic.ops.arn]
}
"""


def test_an_alarm_watches_a_queue_and_tells_a_topic(tmp_path: Path) -> None:
    """What it measures gets no event of it; what it notifies does, and stands in the flow."""
    found = architecture(tmp_path, WATCHED)
    alarm, queue, topic = (
        "aws_cloudwatch_metric_alarm.old",
        "aws_sqs_queue.jobs",
        "aws_sns_topic.ops",
    )
    assert ("watches", alarm, queue) in related(found)
    assert ("event", alarm, topic) in related(found)
    assert ("event", alarm, queue) not in related(found)


NAMED = """
resource "aws_s3_bucket" "in" { bucket = "acme-inbox" }
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_sns_topic" "news" { name = "news" }
data "aws_caller_identity" "me" {}

resource "aws_iam_role_policy" "work" {
  role = aws_iam_role.work.name
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.in.arn}/*" },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = [aws_sqs_queue.jobs.arn] },
    ]
  })
}
resource "aws_cloudwatch_event_rule" "up" {
  name          = "up"
  event_pattern = jsonencode({
    source = ["aws.s3"]
    detail = { bucket = { name = [aws_s3_bucket.in.bucket] } }
  })
}
resource "aws_cloudwatch_event_target" "up" {
  rule = aws_cloudwatch_event_rule.up.name
  arn  = aws_lambda_function.work.arn
}
resource "aws_s3_bucket_notification" "in" {
  bucket = aws_s3_bucket.in.bucket
  queue {
    queue_arn = aws_sqs_queue.jobs.arn
    events    = ["s3:ObjectCreated:*"]
  }
}
resource "aws_sns_topic_subscription" "news" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.jobs.arn
}
resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.work.function_name
}
""" + function("work")
ACCOUNTS = ("123456789012", "${data.aws_caller_identity.me.account_id}", "")
LITERAL = {
    "${aws_s3_bucket.in.arn}": "arn:aws:s3:::acme-inbox",
    "aws_s3_bucket.in.bucket": '"acme-inbox"',
    "aws_sqs_queue.jobs.arn": '"arn:aws:sqs:eu-west-1:ACCOUNT:jobs"',
    "aws_sns_topic.news.arn": '"arn:aws:sns:eu-west-1:ACCOUNT:news"',
    "aws_lambda_function.work.arn": '"arn:aws:lambda:eu-west-1:ACCOUNT:function:work"',
    "aws_lambda_function.work.function_name": '"work"',
    "aws_cloudwatch_event_rule.up.name": '"up"',
    "aws_iam_role.work.name": '"work"',
    "aws_iam_role.work.arn": '"arn:aws:iam::ACCOUNT:role/service/work"',
}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_what_is_written_out_names_the_same(account: str, tmp_path: Path) -> None:
    """Names and ARNs as text, the account known or not, lead where references lead."""
    (tmp_path / "by_reference").mkdir()
    expected = related(architecture(tmp_path / "by_reference", NAMED))
    assert ("event", "aws_cloudwatch_event_rule.up", "aws_lambda_function.work") in expected
    text = NAMED
    for reference, written in LITERAL.items():
        assert reference in text
        text = text.replace(reference, written.replace("ACCOUNT", account))
    assert related(architecture(tmp_path, text)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("arn:aws:sqs:eu-west-1", "arn:aws:sqs:us-east-1"),
        (":jobs", ":jobs-*"),
        (":jobs", ":jobs-${data.aws_caller_identity.me.account_id}"),
        ('Effect = "Allow", Action = "sqs', 'Effect = "Deny", Action = "sqs'),
    ],
    ids=["another region", "a wildcard", "more of a name", "denied"],
)
def test_what_another_arn_says_leads_nowhere(old: str, new: str, tmp_path: Path) -> None:
    """No queue of this configuration is meant, or none is let in."""
    text = NAMED.split('resource "aws_cloudwatch_event_rule"', maxsplit=1)[0] + function("work")
    queue = LITERAL["aws_sqs_queue.jobs.arn"].replace("ACCOUNT", ACCOUNTS[0])
    text = text.replace("aws_sqs_queue.jobs.arn", queue)
    granted = ("grant", "aws_lambda_function.work", "aws_sqs_queue.jobs")
    assert granted in related(architecture(tmp_path, text))
    assert old in text
    assert granted not in related(architecture(tmp_path, text.replace(old, new)))


def test_each_of_a_map_names_its_own(tmp_path: Path) -> None:
    """A mapping made for each of two queues starts the function by that queue, and no other."""
    text = (
        function("work")
        + """
resource "aws_sqs_queue" "one" { name = "one" }
resource "aws_sqs_queue" "two" { name = "two" }

locals {
  sources = {
    one = { arn = aws_sqs_queue.one.arn, kinds = ["ReportBatchItemFailures"], size = 5 }
    two = { arn = aws_sqs_queue.two.arn, kinds = [], size = 7 }
  }
}

resource "aws_lambda_event_source_mapping" "work" {
  for_each                = local.sources
  function_name           = aws_lambda_function.work.arn
  event_source_arn        = each.value.arn
  batch_size              = each.value.size
  function_response_types = each.value.kinds
}
"""
    )
    found = {item for item in related(architecture(tmp_path, text)) if "sqs" in str(item)}
    assert found == {
        ("event", "aws_sqs_queue.one", "aws_lambda_function.work"),
        ("event", "aws_sqs_queue.two", "aws_lambda_function.work"),
    }


def test_a_name_with_a_random_part_is_the_name_of_what_has_it(tmp_path: Path) -> None:
    """The firewall logs to the bucket, though its name waits for a random text."""
    text = """
resource "random_string" "end" { length = 6 }

resource "aws_s3_bucket" "logs" { bucket = "logs-${random_string.end.id}" }

resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

resource "aws_networkfirewall_firewall_policy" "p" {
  name = "p"
  firewall_policy {
    stateless_default_actions          = ["aws:pass"]
    stateless_fragment_default_actions = ["aws:pass"]
  }
}

resource "aws_networkfirewall_firewall" "f" {
  name                = "f"
  firewall_policy_arn = aws_networkfirewall_firewall_policy.p.arn
  vpc_id              = aws_vpc.a.id
  subnet_mapping { subnet_id = aws_subnet.a.id }
}

resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_networkfirewall_logging_configuration" "f" {
  firewall_arn = aws_networkfirewall_firewall.f.arn
  logging_configuration {
    log_destination_config {
      log_destination      = { bucketName = aws_s3_bucket.logs.bucket, prefix = "/flow" }
      log_destination_type = "S3"
      log_type             = "FLOW"
    }
  }
}
"""
    found = related(architecture(tmp_path, text))
    assert ("event", "aws_networkfirewall_firewall.f", "aws_s3_bucket.logs") in found


def test_flow_logs_of_a_vpc_lead_to_their_bucket(tmp_path: Path) -> None:
    """A whole VPC has no part; the line runs from its frame."""
    text = """
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_s3_bucket" "flows" { bucket = "flows" }

resource "aws_flow_log" "a" {
  vpc_id               = aws_vpc.a.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = aws_s3_bucket.flows.arn
}
"""
    found = architecture(tmp_path, text).graph.attachments
    assert [(one.kind, one.source, one.target) for one in found] == [
        ("event", "aws_vpc.a", "aws_s3_bucket.flows")
    ]


def test_an_address_belongs_to_its_machine_whatever_its_subnet_was_read_from(
    tmp_path: Path,
) -> None:
    """The subnet comes from another configuration's outputs, which a role uses as well."""
    text = """
data "terraform_remote_state" "net" {
  backend = "s3"
  config  = { bucket = "b", key = "k", region = "eu-west-1" }
}

resource "aws_iam_role" "other" {
  name               = "other"
  assume_role_policy = data.terraform_remote_state.net.outputs.policy
}

resource "aws_network_interface" "n" { subnet_id = data.terraform_remote_state.net.outputs.subnet }

resource "aws_eip" "n" { domain = "vpc" }

resource "aws_eip_association" "n" {
  network_interface_id = aws_network_interface.n.id
  allocation_id        = aws_eip.n.id
}

resource "aws_instance" "z" {
  ami           = "ami-12345678"
  instance_type = "t3.small"
  network_interface {
    network_interface_id = aws_network_interface.n.id
    device_index         = 0
  }
}
"""
    assert architecture(tmp_path, text).supporting["aws_eip.n"] == "aws_instance.z"


def test_what_people_read_asks_nobody(tmp_path: Path) -> None:
    """A rule whose description tells of a bucket does not read it; one whose pattern does hears."""
    text = """
resource "aws_s3_bucket" "intake" {
  bucket = "intake"
}

resource "aws_cloudwatch_event_rule" "arrived" {
  name          = "arrived"
  description   = "Whatever arrives in s3://${aws_s3_bucket.intake.id}/"
  event_pattern = jsonencode({ source = ["aws.ecs"] })
}
"""
    assert related(architecture(tmp_path, text)) == set()


def test_a_configuration_speaks_for_what_uses_it(tmp_path: Path) -> None:
    """A distribution logs to the stream its log configuration names, with the role that has."""
    text = """
resource "aws_kinesis_stream" "seen" { name = "seen" }

resource "aws_iam_role" "log" {
  name               = "log"
  assume_role_policy = "{}"
}

resource "aws_cloudfront_realtime_log_config" "seen" {
  name          = "seen"
  sampling_rate = 100
  fields        = ["timestamp"]
  endpoint {
    stream_type = "Kinesis"
    kinesis_stream_config {
      role_arn   = aws_iam_role.log.arn
      stream_arn = aws_kinesis_stream.seen.arn
    }
  }
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true
  default_cache_behavior { realtime_log_config_arn = aws_cloudfront_realtime_log_config.seen.arn }
}
"""
    found = related(architecture(tmp_path, text))
    assert found == {("event", "aws_cloudfront_distribution.site", "aws_kinesis_stream.seen")}


def test_a_key_encrypts_what_names_it_as_its_key(tmp_path: Path) -> None:
    """A queue with a key is encrypted by it; a function that is told of a key uses it."""
    text = """
resource "aws_kms_key" "k" {}
resource "aws_sqs_queue" "jobs" {
  name              = "jobs"
  kms_master_key_id = aws_kms_key.k.id
}
"""
    told = "environment {\n variables = { KEY = aws_kms_key.k.arn }\n }\n  handler "
    found = related(architecture(tmp_path, text + function("a").replace("  handler ", told)))
    assert found == {
        ("encrypts", "aws_kms_key.k", "aws_sqs_queue.jobs"),
        ("uses", "aws_lambda_function.a", "aws_kms_key.k"),
    }


LABELS = """
resource "aws_sqs_queue" "q" { name = "q" }

resource "aws_sns_topic" "t" { name = "t" }

resource "aws_sns_topic_subscription" "q" {
  topic_arn = aws_sns_topic.t.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.q.arn
}

resource "aws_lambda_event_source_mapping" "f" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = aws_lambda_function.ask.arn
  batch_size       = SIZE
}

resource "aws_appsync_graphql_api" "a" {
  name                = "a"
  authentication_type = "API_KEY"
}

resource "aws_appsync_datasource" "f" {
  api_id = aws_appsync_graphql_api.a.id
  name   = "f"
  type   = "AWS_LAMBDA"
  lambda_config { function_arn = aws_lambda_function.ask.arn }
}

resource "aws_appsync_resolver" "orders" {
  api_id      = aws_appsync_graphql_api.a.id
  type        = "Query"
  field       = "orders"
  data_source = aws_appsync_datasource.f.name
}
"""


@pytest.mark.parametrize(("size", "by"), [("10", "by 10"), ("var.size", "")])
def test_a_relation_is_called_by_the_arguments_of_what_states_it(
    tmp_path: Path, size: str, by: str
) -> None:
    """One argument, one in a word, or two in one; none where one of them is not known."""
    text = 'variable "size" {}\n' + LABELS.replace("SIZE", size) + function("ask")
    found = {
        (item.source, item.target): item.label
        for item in architecture(tmp_path, text).graph.relations
    }
    assert found["aws_sns_topic.t", "aws_sqs_queue.q"] == "sqs"
    assert found["aws_sqs_queue.q", "aws_lambda_function.ask"] == by
    assert found["aws_appsync_graphql_api.a", "aws_lambda_function.ask"] == "Query.orders"


CLUSTER = """
resource "aws_rds_cluster" "c" {
  cluster_identifier = "orders"
  engine             = "aurora-postgresql"
}
resource "aws_rds_cluster_instance" "one" {
  cluster_identifier   = aws_rds_cluster.c.id
  identifier           = "one"
  engine               = "aurora-postgresql"
  instance_class       = "db.r6g.large"
  monitoring_role_arn  = "arn:aws:iam::111122223333:role/watch"
  preferred_backup_window = aws_rds_cluster.c.preferred_backup_window
}
resource "aws_rds_cluster_endpoint" "e" {
  cluster_identifier          = aws_rds_cluster.c.id
  cluster_endpoint_identifier = "reads"
  custom_endpoint_type        = "READER"
  static_members              = [aws_rds_cluster_instance.one.id]
}
"""


def test_a_cluster_and_its_members_lead_nowhere_within(tmp_path: Path) -> None:
    """Whatever either names of the other."""
    assert related(architecture(tmp_path, CLUSTER)) == set()

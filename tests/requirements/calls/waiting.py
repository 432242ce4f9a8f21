# ruff: noqa: E501 text as it stands in a configuration
"""What waits, what stands deep in blocks, and what cannot be read."""

from tests.requirements.calls import UNTOLD, Stack

STACKS: dict[str, Stack] = {
    "an address that begins like another": (
        """
resource "aws_sqs_queue" "some" { count = var.many }
resource "aws_sqs_queue" "other" { name = "other" }
""",
        {
            "aws_sqs_queue.some.name": UNTOLD,
            'aws_sqs_queue.some["a"].name': UNTOLD,
            "aws_sqs_queue.some_more.name": "aws_sqs_queue.some_more does not exist.",
        },
    ),
    "one that is false decides alltrue": (
        "",
        {
            "alltrue([var.many > 1, false])": False,
            "alltrue([false, var.many > 1])": False,
            "alltrue([var.many > 1, true])": UNTOLD,
            "alltrue([for n in [var.many, 2] : n > 3])": False,
            "alltrue(var.list)": UNTOLD,
            "alltrue([])": True,
        },
    ),
    "what lies in a list is not what the list waits for": (
        """
resource "aws_lb_listener" "l" {
  load_balancer_arn = var.name
  port              = 80
  default_action { type = "redirect" }
}
""",
        {
            "concat(aws_lb_listener.l.default_action, var.list)": UNTOLD,
            "length(flatten([aws_lb_listener.l.default_action, [var.list]]))": UNTOLD,
        },
    ),
    "leads_to where a name waits": (
        """
resource "aws_route53_record" "alias" {
  zone_id = "Z1"
  name    = "www"
  type    = "A"
  alias {
    name                   = var.name
    zone_id                = "Z2"
    evaluate_target_health = true
  }
}
resource "aws_route53_health_check" "probe" {
  fqdn = var.name
  type = "HTTPS"
}
""",
        {
            "leads_to(aws_route53_record.alias)": UNTOLD,
            "leads_to(aws_route53_health_check.probe)": UNTOLD,
        },
    ),
    "written_secrets of what is given as a whole": (
        """
resource "aws_lambda_function" "f" {
  for_each      = toset(["given", "after", "before", "beside", "clean", "dynamic"])
  function_name = each.key
  role          = "arn:aws:iam::111122223333:role/f"
  dynamic "environment" {
    for_each = each.key == "dynamic" ? { for one in var.list : one => {} } : { it = {
      given  = var.map
      after  = merge(var.map, { DB_PASSWORD = "hunter2secret" })
      before = merge({ DB_PASSWORD = "hunter2secret" }, var.map)
      beside = merge(var.map, { MODE = "fast" })
      clean  = merge({ MODE = "fast" }, { PORT = var.name })
    }[each.key] }
    content { variables = environment.value }
  }
}
variable "map" { type = map(string) }
variable "open" {
  type    = map(string)
  default = { MODE = "fast" }
}
resource "aws_lambda_function" "open" {
  function_name = "open"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = var.open }
}
resource "aws_codebuild_project" "p" {
  for_each     = { list = var.list, none = [] }
  name         = each.key
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    dynamic "environment_variable" {
      for_each = each.value
      content {
        name  = environment_variable.value
        value = "x"
      }
    }
  }
  source { type = "GITHUB" }
}
resource "aws_codebuild_project" "q" {
  for_each     = { name = [var.name, "fast", null], kind = ["DB_PASSWORD", "shop/secret", var.name], mode = ["MODE", "fast", var.name] }
  name         = each.key
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = each.value[0]
      value = each.value[1]
      type  = each.value[2]
    }
  }
  source { type = "GITHUB" }
}
resource "aws_ecs_task_definition" "t" {
  for_each = {
    all    = var.list
    one    = [{ name = "MODE", value = "fast" }, var.list]
    name   = [{ name = var.name, value = "hunter2secret" }]
    beside = [{ name = "DB_PASSWORD", value = "hunter2secret" }, { name = var.name, value = "x" }]
    mode   = [{ name = "MODE", value = var.name }]
  }
  family                = each.key
  container_definitions = jsonencode([{ name = "web", environment = each.value }])
}
resource "aws_ecs_task_definition" "given" {
  family                = "given"
  container_definitions = var.name
}
""",
        {
            "{ for f in resources.aws_lambda_function : f.function_name => written_secrets(f) }": {
                "after": ["DB_PASSWORD"],
                "before": UNTOLD,
                "beside": UNTOLD,
                "clean": [],
                "dynamic": UNTOLD,
                "given": UNTOLD,
                "open": [],
            },
            "{ for p in resources.aws_codebuild_project : p.name => written_secrets(p) }": {
                "kind": UNTOLD,
                "list": UNTOLD,
                "mode": [],
                "name": UNTOLD,
                "none": [],
            },
            '{ for t in resources.aws_ecs_task_definition : t.family => [for c in containers(t) : c.written_secrets] if t.family != "given" }': {
                "all": [UNTOLD],
                "beside": [["DB_PASSWORD"]],
                "mode": [[]],
                "name": [UNTOLD],
                "one": [UNTOLD],
            },
            "containers(aws_ecs_task_definition.given)": UNTOLD,
        },
    ),
    "written_secrets of every kind": (
        """
resource "aws_amplify_app" "app" {
  name                  = "app"
  environment_variables = { API_TOKEN = "hunter2secret", MODE = "fast" }
}
resource "aws_glue_job" "job" {
  name     = "job"
  role_arn = "arn:aws:iam::111122223333:role/f"
  command { script_location = "s3://scripts/job.py" }
  default_arguments = { "--DB_PASSWORD" = "hunter2secret", "--mode" = "fast" }
}
resource "aws_apprunner_service" "image" {
  service_name = "image"
  source_configuration {
    image_repository {
      image_identifier      = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1"
      image_repository_type = "ECR"
      image_configuration {
        runtime_environment_variables = { DB_PASSWORD = "hunter2secret", MODE = "fast" }
      }
    }
  }
}
resource "aws_apprunner_service" "code" {
  service_name = "code"
  source_configuration {
    code_repository {
      repository_url = "https://example.com/web"
      source_code_version {
        type  = "BRANCH"
        value = "main"
      }
      code_configuration {
        configuration_source = "API"
        code_configuration_values {
          runtime                       = "PYTHON_3"
          runtime_environment_variables = { DB_PASSWORD = "hunter2secret", MODE = "fast" }
        }
      }
    }
  }
}
resource "aws_instance" "broken" {
  ami       = "ami-1"
  user_data = join(",", var.list)
}
resource "aws_instance" "both" {
  ami       = "ami-1"
  user_data = var.name
  tags      = { DB_PASSWORD = "hunter2secret" }
}
""",
        {
            "written_secrets(aws_amplify_app.app)": ["API_TOKEN"],
            "written_secrets(aws_glue_job.job)": ["--DB_PASSWORD"],
            "written_secrets(aws_apprunner_service.image)": ["DB_PASSWORD"],
            "written_secrets(aws_apprunner_service.code)": ["DB_PASSWORD"],
            "written_secrets(aws_instance.broken)": UNTOLD,
            "written_secrets(aws_instance.both)": UNTOLD,
        },
    ),
    "sensitive_arguments in blocks of unknown number and by name": (
        """
resource "aws_mq_broker" "many" {
  broker_name        = "many"
  engine_type        = "ActiveMQ"
  engine_version     = "5.18"
  host_instance_type = "mq.t3.micro"
  dynamic "user" {
    for_each = ["shop", "ops"]
    content {
      username = user.value
      password = "hunter2secret"
    }
  }
}
resource "aws_opensearch_domain_saml_options" "o" {
  domain_name = "o"
  saml_options { master_user_name = "hunter2secret" }
}
resource "aws_quicksight_data_source" "q" {
  data_source_id = "q"
  name           = "q"
  type           = "MYSQL"
  parameters {
    s3 {
      manifest_file_location {
        bucket = "b"
        key    = "k"
      }
    }
  }
  credentials {
    credential_pair {
      username = "hunter2secret"
      password = "hunter3secret"
    }
  }
}
""",
        {
            "[for a in sensitive_arguments() : [a.address, a.argument, a.written]]": [
                ["aws_mq_broker.many", "user.0.password", True],
                ["aws_mq_broker.many", "user.1.password", True],
                ["aws_opensearch_domain_saml_options.o", "saml_options.0.master_user_name", False],
                ["aws_quicksight_data_source.q", "credentials.0.credential_pair.0.password", True],
                ["aws_quicksight_data_source.q", "credentials.0.credential_pair.0.username", False],
            ],
        },
    ),
    "what cannot be read": (
        """
resource "aws_ssm_document" "d" { content = join(",", var.list) }
resource "aws_ssm_parameter" "p" {
  name  = join(",", var.list)
  type  = "SecureString"
  value = "fast"
}
resource "aws_secretsmanager_secret_version" "v" {
  secret_id     = "shop"
  secret_string = join(",", [for item in var.list : "${item}x"])
}
resource "aws_codebuild_project" "p" {
  name         = "p"
  service_role = "arn:aws:iam::111122223333:role/f"
  source {
    type      = "GITHUB"
    buildspec = join(",", var.list)
  }
}
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = join(",", var.list)
}
resource "aws_instance" "i" { user_data = join(",", var.list) }
resource "aws_iam_role" "r" { assume_role_policy = jsonencode({ Statement = [] }) }
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = [join(",", var.list), "arn:aws:sqs:eu-west-1:111122223333:a"] }] })
}
""",
        {
            'says_secret(aws_ssm_document.d, "content")': UNTOLD,
            'written(aws_ssm_parameter.p, "value")': UNTOLD,
            'written(aws_secretsmanager_secret_version.v, "secret_string")': False,
            "makes_images(aws_codebuild_project.p)": False,
            "containers(aws_ecs_task_definition.t)": UNTOLD,
            "commands(aws_instance.i)": UNTOLD,
            "written_secrets(aws_instance.i)": UNTOLD,
            '[for g in may(aws_iam_role.r, "sqs:SendMessage") : g.resources]': [
                [UNTOLD, "arn:aws:sqs:eu-west-1:111122223333:a"]
            ],
        },
    ),
    "attached by one of a list": (
        """
resource "aws_security_group" "a" { name = "a" }
resource "aws_lb" "some" { security_groups = ["sg-1", var.name] }
resource "aws_lb" "none" { security_groups = ["sg-1", "sg-2"] }
""",
        {'attached(aws_security_group.a, "aws_lb", "security_groups")': UNTOLD},
    ),
    "rings_at what is written out": (
        "",
        {
            f"rings_at({{ threshold = {limit}, transformed = {made}, direction = {way}, inclusive = false }}, {at})": told
            for limit, made, way, at, told in (
                ("1", "false", '"above"', "2", True),
                ("1", "false", '"above"', "1", False),
                ("1", "true", '"above"', "2", UNTOLD),
                ("var.many", "false", '"above"', "2", UNTOLD),
                ("1", "false", '"above"', "var.many", UNTOLD),
                ("1", "false", '""', "2", False),
                ("1", "false", '""', "1", False),
                ("null", "false", '"above"', "2", False),
                ("1", "false", '"above"', "null", False),
                ("1.5", "false", '"below"', "1", True),
            )
        },
    ),
    "refers_to what somebody may have set": (
        """
resource "aws_sqs_queue" "orders" { name = "orders" }
resource "aws_sqs_queue" "stock" { name = "stock" }
resource "aws_sns_topic" "policy" { display_name = aws_sqs_queue.stock.policy }
resource "aws_sns_topic" "url" { display_name = aws_sqs_queue.stock.url }
resource "aws_sns_topic" "id" { display_name = aws_sqs_queue.stock.id }
""",
        {
            "refers_to(aws_sns_topic.policy.display_name, aws_sqs_queue.orders)": UNTOLD,
            "refers_to(aws_sns_topic.url.display_name, aws_sqs_queue.orders)": False,
            "refers_to(aws_sns_topic.id.display_name, aws_sqs_queue.orders)": False,
            "instances[0].address": "aws_sns_topic.id",
            "instances[4].meta.name": "stock",
        },
    ),
    "may on what is known in part": (
        """
resource "aws_iam_role" "r" { assume_role_policy = jsonencode({ Statement = [] }) }
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "kms:Decrypt", Resource = var.list },
    { Effect = "Allow", Action = "sqs:SendMessage", Resource = ["arn:aws:sqs:eu-west-1:111122223333:${var.name}", var.name] }
  ] })
}
""",
        {
            '[for g in may(aws_iam_role.r, "kms:Decrypt") : g.resources]': [UNTOLD],
            '[for g in may(aws_iam_role.r, "sqs:SendMessage") : g.resources]': [
                ["arn:aws:sqs:eu-west-1:111122223333:${var.name}", UNTOLD]
            ],
        },
    ),
    "written_in_blocks beside others": (
        """
provider "postgresql" {
  host     = "db"
  password = var.name
  connection { password = "hunter2secret" }
}
resource "aws_instance" "web" {
  ami = "ami-1"
  root_block_device { encrypted = true }
  provisioner "local-exec" { command = "ls" }
}
""",
        {
            "[for b in written_in_blocks() : [b.address, b.block, b.secrets]]": [
                ["provider.postgresql", "provider postgresql", ["password"]],
                ["aws_instance.web", "provisioner local-exec", []],
            ],
        },
    ),
    "named by what is looked up of another kind": (
        """
data "aws_vpc" "asked" { default = true }
resource "aws_lb" "id" { security_groups = [data.aws_vpc.asked.id] }
resource "aws_lb" "kept" { security_groups = [data.aws_vpc.asked.tags["group"]] }
""",
        {
            'named(aws_lb.id, "security_groups", "aws_security_group")': [],
            'named(aws_lb.kept, "security_groups", "aws_security_group")': UNTOLD,
        },
    ),
    "alarms_on a metric in a query": (
        """
resource "aws_sqs_queue" "orders" { name = "orders" }
resource "aws_cloudwatch_metric_alarm" "query" {
  alarm_name          = "query"
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  metric_query {
    id          = "m"
    return_data = true
    metric {
      namespace   = "AWS/SQS"
      metric_name = "NumberOfMessagesSent"
      period      = 60
      stat        = "Sum"
      dimensions  = { QueueName = aws_sqs_queue.orders.name }
    }
  }
}
""",
        {
            'alarms_on(aws_sqs_queue.orders, "AWS/SQS", "NumberOfMessagesSent")[*].address': [
                "aws_cloudwatch_metric_alarm.query"
            ],
        },
    ),
    "policies in blocks of a role": (
        """
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [] })
  inline_policy {
    name   = "dark"
    policy = var.name
  }
}
resource "aws_s3_bucket" "b" { bucket = "b" }
""",
        {
            "[for g in grants() : [g.address, g.wide]]": [["aws_iam_role.r", UNTOLD]],
            "managed_policies(aws_iam_role.r)": [],
            'may(aws_iam_role.r, "sqs:SendMessage")': [UNTOLD],
        },
    ),
}

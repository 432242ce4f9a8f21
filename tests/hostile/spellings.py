"""A stack that writes secrets in every way people do, each with a mark of its own."""

from pathlib import Path

MARK = "Mark"
"""Every secret begins so, with a number behind it: MarkA01."""

_DATABASE = """
resource "aws_db_instance" "d{number}" {{
  allocated_storage = 20
  engine            = "postgres"
  instance_class    = "db.t3.micro"
  username          = "app"
  storage_type      = "gp2"
  password          = {password}
}}
"""

PASSWORDS = (
    '"MarkA01"',
    'join("", ["MarkA02", "rest"])',
    '(\n    "MarkA03"\n  )',
    'lower("MarkA04")',
    'format("%s", "MarkA05")',
    'true ? "MarkA06" : ""',
    '"${"MarkA07"}x"',
    '["MarkA08"][0]',
    '{ password = "MarkA09" }.password',
    "<<-EOT\n    MarkA10\n  EOT",
    "var.written",
    "local.written",
)
"""Spellings of an argument the schema calls sensitive."""

OTHERS = """
variable "written" {
  default = "MarkB01"
}

variable "marked" {
  sensitive = true
  default   = "MarkB02"
}

locals {
  written = "MarkB03"
}

resource "aws_ssm_parameter" "a" {
  name  = "/a"
  type  = "SecureString"
  value = "MarkC01"
}

resource "aws_ssm_parameter" "b" {
  name           = "/b"
  type           = "String"
  insecure_value = "MarkC02"
}

resource "aws_secretsmanager_secret" "s" {
  name = "s"
}

resource "aws_secretsmanager_secret_version" "v" {
  secret_id     = aws_secretsmanager_secret.s.id
  secret_string = jsonencode({ user = "app", word = "MarkC03" })
}

resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = "MarkC04" } }
    }]
  })
}

resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  handler       = "x.y"
  runtime       = "python3.12"
  filename      = "x.zip"
  environment {
    variables = {
      API_KEY = "MarkC05"
      DSN     = "postgres://app:MarkC06@db/orders"
    }
  }
}

resource "aws_instance" "i" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  # password = "MarkC07"
  user_data = <<-EOT
    #!/bin/bash
    export DB_PASSWORD=MarkC08
    mysql -pMarkC09
  EOT
  connection {
    type     = "ssh"
    password = "MarkC10"
  }
  provisioner "remote-exec" {
    inline = ["echo MarkC11"]
  }
}

resource "aws_instance" "j" {
  ami              = "ami-12345678"
  instance_type    = "t3.micro"
  user_data_base64 = base64encode("export X=MarkC12")
}

resource "aws_launch_template" "t" {
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
  user_data     = base64encode("#!/bin/sh\\nexport PW=MarkC13\\n")
}

resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{
    name        = "a"
    image       = "nginx"
    memory      = 128
    command     = ["run", "--word=MarkC14"]
    environment = [{ name = "DB_PASSWORD", value = "MarkC15" }]
  }])
}

resource "aws_ecs_task_definition" "u" {
  family                = "u"
  container_definitions = <<EOF
[{"name": "a", "image": "nginx", "memory": 128,
  "environment": [{"name": "P", "value": "MarkC16"}]}]
EOF
}

resource "aws_s3_bucket" "b" {
  bucket = "b-of-marks"
}

resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "*"
      Condition = { StringEquals = { "aws:Referer" = "MarkC17" } }
    }]
  })
}

data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:Referer"
      values   = ["MarkC18"]
    }
  }
}

resource "aws_elasticache_replication_group" "e" {
  replication_group_id       = "e"
  description                = "e"
  node_type                  = "cache.t3.micro"
  auth_token                 = "MarkC19aaaaaaaaaaaa"
  transit_encryption_enabled = true
}

resource "aws_codebuild_project" "p" {
  name         = "p"
  service_role = aws_iam_role.r.arn
  artifacts {
    type = "NO_ARTIFACTS"
  }
  source {
    type      = "NO_SOURCE"
    buildspec = "env:\\n  variables:\\n    PW: MarkC20\\n"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "WORD"
      value = "MarkC21"
    }
  }
}

resource "aws_sns_topic" "t" {
  name = "t"
}

resource "aws_sns_topic_subscription" "s" {
  topic_arn = aws_sns_topic.t.arn
  protocol  = "https"
  endpoint  = "https://app:MarkC22@example.com/hook"
}

resource "aws_glue_connection" "g" {
  name = "g"
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:mysql://h/db"
    PASSWORD            = "MarkC23"
    USERNAME            = "app"
  }
}

resource "aws_lambda_function" "g" {
  for_each      = { one = "MarkF01" }
  function_name = each.key
  role          = aws_iam_role.r.arn
  handler       = "x.y"
  runtime       = "python3.12"
  filename      = "x.zip"
  dynamic "environment" {
    for_each = [{ A = "MarkF02", B = jsonencode({ deep = "MarkF03" }) }]
    content {
      variables = merge(environment.value, { C = each.value })
    }
  }
  /* taken out:
  word = "MarkF04"
  */
  // the key MarkF05
  tags = { Name = "g" } # MarkF06 before
}

resource "aws_elastic_beanstalk_environment" "e" {
  name        = "e"
  application = "app"
  dynamic "setting" {
    for_each = { DB = "MarkF07" }
    iterator = item
    content {
      namespace = "aws:elasticbeanstalk:application:environment"
      name      = item.key
      value     = item.value
    }
  }
}

resource "aws_mq_broker" "q" {
  broker_name        = "q"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.t3.micro"
  dynamic "user" {
    for_each = { app = "MarkF08aaaaaaa" }
    content {
      username = user.key
      password = user.value
    }
  }
}

resource "aws_cloudformation_stack" "c" {
  name       = "c"
  parameters = { DbPassword = "MarkF09" }
}

resource "aws_codepipeline" "p" {
  name     = "p"
  role_arn = aws_iam_role.r.arn
  artifact_store {
    location = "b"
    type     = "S3"
  }
  stage {
    name = "Source"
    action {
      name          = "Source"
      category      = "Source"
      owner         = "ThirdParty"
      provider      = "GitHub"
      version       = "1"
      configuration = { Repo = "r", OAuthToken = "MarkF10" }
    }
  }
}

resource "aws_cloudwatch_event_target" "e" {
  rule  = "r"
  arn   = aws_lambda_function.f.arn
  input = jsonencode({ apiKey = "MarkF11" })
}

resource "aws_cognito_identity_provider" "g" {
  user_pool_id     = "x"
  provider_name    = "Google"
  provider_type    = "Google"
  provider_details = { client_id = "id", client_secret = "MarkF12", authorize_scopes = "email" }
}

resource "aws_lb_listener_rule" "r" {
  listener_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/x/1/2"
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
    }
  }
  condition {
    http_header {
      http_header_name = "X-Origin-Verify"
      values           = ["MarkF13"]
    }
  }
}

resource "aws_api_gateway_integration" "i" {
  rest_api_id        = "x"
  resource_id        = "y"
  http_method        = "GET"
  type               = "HTTP"
  request_parameters = { "integration.request.header.X-Key" = "'MarkF14'" }
  request_templates  = { "application/json" = "{\\"key\\": \\"MarkF15\\"}" }
}

resource "aws_glue_job" "g" {
  name     = "g"
  role_arn = aws_iam_role.r.arn
  command {
    script_location = "s3://b/x.py"
  }
  default_arguments = merge({ "--job-language" = "python" }, { "--db-password" = "MarkF16" })
}

resource "aws_imagebuilder_component" "c" {
  name     = "c"
  platform = "Linux"
  version  = "1.0.0"
  data     = yamlencode({ phases = [{ steps = [{ inputs = ["export P=MarkF17"] }] }] })
}

resource "aws_ecs_task_definition" "v" {
  family = "v"
  container_definitions = jsonencode([{
    name             = "a"
    image            = "nginx"
    memory           = 128
    dockerLabels     = { auth = "MarkF18" }
    logConfiguration = { logDriver = "splunk", options = { "splunk-token" = "MarkF19" } }
  }])
}

resource "kubernetes_secret" "k" {
  data = { p = "MarkF20" }
}

resource "aws_sqs_queue" "addresses" {
  name = "addresses"
  tags = {
    Slash  = "postgres://app:pa/ssMarkF21@db/orders"
    At     = "postgres://app:pa@ssMarkF22@db/orders"
    Oracle = "jdbc:oracle:thin:scott/MarkF23@//db:1521/x"
    Words  = "host=db user=app password=MarkF24 dbname=x"
    Token  = "https://MarkF25@github.com/o/r.git"
    Hook   = "https://hooks.slack.com/services/T0/B0/MarkF26"
  }
}

resource "aws_sqs_queue" "named" {
  name = "named"
  tags = {
    db_password = "MarkG01"
    api_token   = lower("MarkG02")
    Secret      = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app"
  }
}

resource "aws_autoscaling_group" "g" {
  max_size = 1
  min_size = 1
  tag {
    key                 = "db_password"
    value               = "MarkG03"
    propagate_at_launch = true
  }
}

resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
  description   = "db password: MarkG04"
  body          = jsonencode({ openapi = "3.0.1", "x-note" = "MarkG05" })
}

resource "aws_api_gateway_rest_api" "a" {
  name = "a"
  body = <<-EOT
    openapi: 3.0.1
    x-note: MarkG06
  EOT
}

resource "aws_cloudwatch_dashboard" "d" {
  dashboard_name = "d"
  dashboard_body = jsonencode({ widgets = [{ properties = { api_key = "MarkG07" } }] })
}

locals {
  client_secret = "MarkG08"
}

module "m" {
  source = "./m"
  word   = "MarkD01"
}
"""

MODULE = """
variable "word" {
  sensitive = true
}

resource "aws_db_instance" "m" {
  allocated_storage = 20
  engine            = "mysql"
  instance_class    = "db.t3.micro"
  username          = "app"
  storage_type      = "gp2"
  password          = var.word
}
"""

IN_JSON = """{"resource": {"aws_db_instance": {"k": {
  "instance_class": "db.t3.micro", "engine": "mysql", "storage_type": "gp3", "password": "MarkE01"
 }, "l": {"password": "MarkE02${aws_s3_bucket.b.id}", "storage_type": "gp3",
  "instance_class": "db.t3.micro"}}
}}
"""


def write(root: Path) -> None:
    """The stack, in HCL and in JSON, with a module."""
    databases = "".join(
        _DATABASE.format(number=number, password=text) for number, text in enumerate(PASSWORDS)
    )
    (root / "m").mkdir(parents=True)
    (root / "main.tf").write_text(
        'provider "aws" {\n  region = "us-east-1"\n}\n' + OTHERS + databases, encoding="utf-8"
    )
    (root / "m" / "main.tf").write_text(MODULE, encoding="utf-8")
    (root / "more.tf.json").write_text(IN_JSON, encoding="utf-8")

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

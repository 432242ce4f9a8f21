# ruff: noqa: E501 text as it stands in a configuration
"""Secrets in plain sight: data/requirements/security/secrets.hcl."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "security"

STACK = (
    HEAD
    + """
variable "region_name" { default = "eu-west-1" }
variable "db_password" {
  default   = null
  sensitive = true
}
resource "random_password" "store" { length = 32 }
resource "aws_secretsmanager_secret" "store" { name = "store" }
resource "aws_secretsmanager_secret_rotation" "store" {
  secret_id           = aws_secretsmanager_secret.store.id
  rotation_lambda_arn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate"
  rotation_rules { automatically_after_days = 30 }
}
resource "aws_secretsmanager_secret_version" "store" {
  secret_id     = aws_secretsmanager_secret.store.id
  secret_string = jsonencode({ username = "app", password = random_password.store.result })
}
resource "aws_ssm_parameter" "token" {
  name  = "/shop/token"
  type  = "SecureString"
  value = random_password.store.result
}
resource "aws_lambda_function" "pay" {
  function_name = "pay"
  role          = "arn:aws:iam::111122223333:role/pay"
  environment { variables = { LEVEL = "info", STORE_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:store" } }
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([{
    name        = "web"
    image       = "web:1.2"
    environment = [{ name = "LEVEL", value = "info" }]
    secrets     = [{ name = "DB_PASSWORD", valueFrom = aws_ssm_parameter.token.arn }]
  }])
}
resource "aws_db_instance" "one" {
  instance_class              = "db.t4g.micro"
  engine                      = "postgres"
  manage_master_user_password = true
}
resource "aws_rds_cluster" "many" {
  engine          = "aurora-mysql"
  master_password = random_password.store.result
}
resource "aws_docdb_cluster" "papers" { master_password = random_password.store.result }
resource "aws_redshift_cluster" "reports" {
  cluster_identifier     = "reports"
  node_type              = "ra3.large"
  manage_master_password = true
}
resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "sessions"
  description          = "sessions"
  auth_token           = random_password.store.result
}
resource "aws_glue_connection" "store" {
  name = "store"
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://store.example.com:5432/shop"
    USERNAME            = "reader"
    PASSWORD            = random_password.store.result
  }
}
resource "aws_mq_broker" "orders" {
  broker_name        = "orders"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  user {
    username = "orders"
    password = random_password.store.result
  }
}
resource "aws_s3_object" "settings" {
  bucket  = "settings"
  key     = "settings.yml"
  content = "region: eu-west-1\\npassword: ${random_password.store.result}\\n"
}
resource "aws_instance" "worker" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  connection {
    host     = self.private_ip
    user     = "deploy"
    password = var.db_password
  }
  provisioner "remote-exec" {
    inline = ["systemctl restart worker"]
  }
}
resource "aws_codebuild_project" "release" {
  name         = "release"
  service_role = "arn:aws:iam::111122223333:role/build"
  artifacts { type = "NO_ARTIFACTS" }
  source {
    type     = "GITHUB"
    location = "https://github.com/example/orders.git"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
}
"""
)

CHANGES: Mapping[str, Changes] = {
    "function-secrets": changes(
        ('LEVEL = "info", STORE', 'STORE_PASSWORD = "hunter2-hunter2", STORE'),
        ('LEVEL = "info", STORE', "STORE_PASSWORD = aws_ssm_parameter.token.arn, STORE"),
        ('LEVEL = "info", STORE', "LEVEL = random_password.store.result, STORE"),
        [
            ('LEVEL = "info", STORE', "KEY_ID = aws_iam_access_key.bot.secret, STORE"),
            ("", 'resource "aws_iam_access_key" "bot" { user = "bot" }\n'),
        ],
        (
            "",
            'resource "aws_instance" "box" {\n  ami           = "ami-1"\n  instance_type = "t3.micro"\n  user_data     = "#!/bin/sh\\nexport DB_PASSWORD=hunter2-hunter2\\n"\n}\n',
        ),
    ),
    "task-secrets": changes(
        (
            '{ name = "LEVEL", value = "info" }',
            '{ name = "DB_PASSWORD", value = "hunter2-hunter2" }',
        ),
        ('{ name = "LEVEL", value = "info" }', '{ name = "DB_PASSWORD_LENGTH", value = "32" }'),
        (
            '{ name = "LEVEL", value = "info" }',
            '{ name = "DB_PASSWORD", value = random_password.store.result }',
        ),
        also=[
            (
                '{ name = "LEVEL", value = "info" }',
                '{ name = "TOKEN_NAME", value = aws_ssm_parameter.token.name }',
            )
        ],
    ),
    "password-of-instances": changes(
        ("manage_master_user_password = true", 'password = "hunter2-hunter2"'),
        ("manage_master_user_password = true", "password = random_password.store.result"),
        also=[
            (
                "manage_master_user_password = true",
                "password = random_password.store.result\n  lifecycle {\n    ignore_changes = [password]\n  }",
            )
        ],
    ),
    "password-of-clusters": changes(
        (
            "  master_password = random_password.store.result\n",
            '  master_password = "hunter2-hunter2"\n',
        ),
        (
            "  master_password = random_password.store.result\n",
            "  manage_master_user_password = true\n",
        ),
    ),
    "parameters-secure": changes(
        (
            'name  = "/shop/token"\n  type  = "SecureString"',
            'name = "/shop/token"\n  type = "String"',
        ),
        (
            'name  = "/shop/token"\n  type  = "SecureString"\n  value = random_password.store.result',
            'name = "/shop/colour"\n  type = "String"\n  value = "blue"',
        ),
        (
            'name  = "/shop/token"\n  type  = "SecureString"',
            'name = "/shop/colour"\n  type = "String"',
        ),
    ),
    "secrets-rotate": changes(
        ("secret_id           = aws_secretsmanager_secret.store.id", 'secret_id = "others"'),
        (
            "secret_id           = aws_secretsmanager_secret.store.id",
            "secret_id = aws_secretsmanager_secret.store.arn",
        ),
    ),
    "secret-values": changes(
        ("password = random_password.store.result })", 'password = "hunter2-hunter2" })'),
        (
            'secret_string = jsonencode({ username = "app", password = random_password.store.result })',
            'secret_string = "changed by hand"\n  lifecycle {\n    ignore_changes = [secret_string]\n  }',
        ),
        (
            '  value = random_password.store.result\n}\nresource "aws_lambda',
            '  value = "hunter2-hunter2"\n}\nresource "aws_lambda',
        ),
    ),
    "default-secrets": changes(
        ("  default   = null\n", '  default   = "hunter2-hunter2"\n'),
        ("  default   = null\n", '  default   = ""\n'),
        also=[
            ("  default   = null\n", '  default   = "<your password>"\n'),
            ("  default   = null\n", '  default   = "../secrets/store"\n'),
        ],
    ),
    "password-of-stores": changes(
        (
            "{ master_password = random_password.store.result }",
            '{ master_password = "hunter2-hunter2" }',
        ),
        ("manage_master_password = true", "master_password = random_password.store.result"),
        (
            "  auth_token           = random_password.store.result\n",
            '  auth_token = "hunter2-hunter2-hunter2"\n',
        ),
    ),
    "source-credentials": changes(
        (
            "https://github.com/example/orders.git",
            "https://robot:hunter2@bitbucket.org/example/orders.git",
        ),
        ("https://github.com/example/orders.git", "https://github.com/example/orders@main.git"),
        (
            "  source {\n",
            '  secondary_sources {\n    source_identifier = "tools"\n    type              = "BITBUCKET"\n    location          = "https://robot:hunter2@bitbucket.org/example/tools.git"\n  }\n  source {\n',
        ),
    ),
    "sensitive-arguments": changes(
        (
            "PASSWORD            = random_password.store.result",
            'PASSWORD = "hunter2-hunter2"',
        ),
        (
            "    PASSWORD            = random_password.store.result\n",
            '    SECRET_ID = "store"\n',
        ),
        (
            '    username = "orders"\n    password = random_password.store.result\n',
            '    username = "orders"\n    password = "hunter2-hunter2"\n',
        ),
        (
            "jdbc:postgresql://store.example.com:5432/shop",
            "jdbc:postgresql://store.example.com:5432/shop?user=reader&password=hunter2-hunter2",
        ),
        [
            ("PASSWORD            = random_password.store.result", "PASSWORD = var.glue_password"),
            ("", 'variable "glue_password" { default = "hunter2-hunter2" }\n'),
        ],
        also=[("PASSWORD            = random_password.store.result", "PASSWORD = var.db_password")],
    ),
    "object-secrets": changes(
        ("password: ${random_password.store.result}", "password: hunter2-hunter2"),
        (
            "password: ${random_password.store.result}",
            "password: ${DB_PASSWORD}".replace("$", "$$"),
        ),
        (
            'content = "region: eu-west-1\\npassword: ${random_password.store.result}\\n"',
            'content = jsonencode({ store = { name = aws_s3_object.settings.id, db_password = "hunter2-hunter2" } })'.replace(
                "aws_s3_object.settings.id", "aws_secretsmanager_secret.store.arn"
            ),
        ),
        (
            'content = "region: eu-west-1\\npassword: ${random_password.store.result}\\n"',
            'content_base64 = base64encode("API_TOKEN=hunter2-hunter2\\n")',
        ),
        also=[
            (
                'content = "region: eu-west-1\\npassword: ${random_password.store.result}\\n"',
                "content = jsonencode({ password_arn = aws_secretsmanager_secret.store.arn })",
            )
        ],
    ),
    "block-secrets": changes(
        ("    password = var.db_password\n", '    password = "hunter2-hunter2"\n'),
        ("    password = var.db_password\n", '    private_key = file("keys/deploy.pem")\n'),
        (
            'inline = ["systemctl restart worker"]',
            'inline = ["export DB_PASSWORD=hunter2-hunter2", "systemctl restart worker"]',
        ),
        (
            'provider "aws" { region = "eu-west-1" }',
            'provider "aws" {\n  region     = "eu-west-1"\n  access_key = "AKIAABCDEFGHIJKLMNOP"\n  secret_key = "hunter2-hunter2-hunter2"\n}',
        ),
        (
            'provider "aws" { region = "eu-west-1" }',
            'terraform {\n  backend "s3" {\n    bucket     = "state"\n    key        = "shop"\n    region     = "eu-west-1"\n    secret_key = "hunter2-hunter2"\n  }\n}\nprovider "aws" { region = "eu-west-1" }',
        ),
        also=[
            (
                'provider "aws" { region = "eu-west-1" }',
                'provider "aws" {\n  region                      = "eu-west-1"\n  access_key                  = "test"\n  secret_key                  = "test"\n  skip_credentials_validation = true\n}',
            ),
            (
                'inline = ["systemctl restart worker"]',
                'inline = ["DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id store)", "systemctl restart worker"]',
            ),
        ],
    ),
}

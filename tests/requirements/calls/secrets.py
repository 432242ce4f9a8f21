# ruff: noqa: E501 text as it stands in a configuration
"""Where secrets stand."""

from tests.requirements.calls import UNTOLD, Stack

SECRETS = """
resource "random_password" "made" { length = 20 }
resource "aws_db_instance" "text" { password = "hunter2secret" }
resource "aws_db_instance" "given" { password = var.name }
resource "aws_db_instance" "default" { password = var.known }
resource "aws_db_instance" "made" { password = random_password.made.result }
resource "aws_db_instance" "local" { password = local.word }
resource "aws_db_instance" "empty" { password = "" }
resource "aws_db_instance" "none" { username = "shop" }
resource "aws_mq_broker" "jobs" {
  broker_name    = "jobs"
  engine_type    = "ActiveMQ"
  engine_version = "5.18"
  host_instance_type = "mq.t3.micro"
  user {
    username = "shop"
    password = random_password.made.result
  }
  user {
    username = "ops"
    password = "hunter4secret"
  }
}
resource "aws_ssm_parameter" "plain" {
  name  = "mode"
  type  = "String"
  value = "fast"
}
resource "aws_ssm_parameter" "shape" {
  name  = "url"
  type  = "String"
  value = "postgres://shop:hunter2secret@db:5432/shop"
}
resource "aws_cognito_user" "first" {
  user_pool_id       = "eu-west-1_a"
  username           = "first"
  temporary_password = "hunter2secret"
}
resource "aws_elasticache_user" "cache" {
  user_id       = "cache"
  user_name     = "cache"
  engine        = "redis"
  access_string = "on ~* +@all"
  passwords     = [random_password.made.result, "hunter2secret"]
}
resource "aws_glue_connection" "lake" {
  name                  = "lake"
  connection_properties = { USERNAME = "shop", PASSWORD = "hunter2secret", KEEP = local.word }
}
locals { word = "${"hunter"}3secret" }
"""

STACKS: dict[str, Stack] = {
    "what a variable that is declared sensitive gives": (
        """
variable "pw" {
  sensitive = true
  default   = "Zx81pqTTfG9sup3r"
}
variable "hint" {
  sensitive = true
  default   = "<your password>"
}
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = jsonencode([
    { name = "told", command = ["run", "--config", var.pw] },
    { name = "quiet", command = ["run", "--config", "fast"] },
  ])
}
resource "aws_ssm_parameter" "given" {
  name  = "/app/setting"
  type  = "String"
  value = var.pw
}
resource "aws_ssm_parameter" "colour" {
  name  = "/app/colour"
  type  = "String"
  value = "blue"
}
resource "aws_ssm_parameter" "named" {
  name           = "/app/db_password"
  type           = "String"
  insecure_value = "hunter2-hunter2"
}
""",
        {
            "containers(aws_ecs_task_definition.t)[*].written_secrets": [["command"], []],
            'puts_secret(aws_ssm_parameter.given, "value", "/app/setting")': True,
            'puts_secret(aws_ssm_parameter.colour, "value", "/app/colour")': False,
            'puts_secret(aws_ssm_parameter.colour, "insecure_value", "/app/colour")': False,
            'puts_secret(aws_ssm_parameter.named, "insecure_value", "/app/db_password")': True,
            '[for v in written_defaults() : v.secret if v.name == "pw"][0]': UNTOLD,
            '[for v in written_defaults() : v.secret if v.name == "hint"][0]': False,
        },
    ),
    "what is sensitive, known and placed": (
        """
variable "pw" {
  sensitive = true
  default   = "correct-horse"
}
variable "env" {
  sensitive = true
  default   = { A = "battery-staple", MODE = "true" }
}
variable "untold" {
  type      = string
  sensitive = true
}
variable "at" {
  sensitive = true
  default   = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:pw"
}
resource "random_password" "made" { length = 20 }
locals {
  environments = {
    a = { CONFIG = var.pw }
    b = { CONFIG = base64encode("x ${var.pw}") }
    c = { CONFIG = sha256(var.pw) }
    d = var.env
    e = merge({ MODE = "fast" }, var.env)
    f = { AT = var.at, SET = tostring(var.pw != "") }
    g = { CONFIG = base64encode(random_password.made.result) }
    h = { CONFIG = base64encode(jsonencode({ password = "hunter2secret" })) }
    i = { DB_PASSWORD = base64encode("arn:aws:secretsmanager:eu-west-1:111122223333:secret:pw") }
    j = { CONFIG = base64encode(var.untold) }
    k = { DB_PASSWORD = base64encode(var.name) }
    l = { CONFIG = base64encode("a plain text") }
  }
}
resource "aws_lambda_function" "f" {
  for_each = local.environments
  environment { variables = each.value }
}
resource "aws_ecs_task_definition" "pw" {
  container_definitions = jsonencode([{ environment = [{ name = "CONFIG", value = var.pw }] }])
}
resource "aws_ecs_task_definition" "hash" {
  container_definitions = jsonencode([{ environment = [{ name = "CONFIG", value = sha256(var.pw) }] }])
}
resource "aws_ecs_task_definition" "at" {
  container_definitions = jsonencode([{ environment = [{ name = "MODE", value = "x" }], image = var.pw }])
}
resource "aws_codebuild_project" "p" {
  environment {
    environment_variable {
      name  = "CONFIG"
      value = var.pw
    }
  }
}
resource "aws_codebuild_project" "spec" {
  source { buildspec = "version: 0.2\\n${var.pw}" }
}
resource "aws_codebuild_project" "counted" {
  source { buildspec = "version: 0.2\\n${length(var.pw)}" }
}
resource "aws_instance" "pw" { user_data = "login ${var.pw}" }
resource "aws_instance" "packed" { user_data_base64 = base64encode("login ${var.pw}") }
resource "aws_instance" "counted" { user_data = "login ${length(var.pw)}" }
""",
        {
            "[for f in resources.aws_lambda_function : written_secrets(f)]": [
                *(["CONFIG"], ["CONFIG"], UNTOLD, ["environment"], ["environment"], []),
                *(["CONFIG"], ["CONFIG"], [], UNTOLD, UNTOLD, []),
            ],
            "containers(aws_ecs_task_definition.pw)[0].written_secrets": ["CONFIG"],
            "containers(aws_ecs_task_definition.hash)[0].written_secrets": UNTOLD,
            "containers(aws_ecs_task_definition.at)[0].written_secrets": [],
            "written_secrets(aws_codebuild_project.p)": ["CONFIG"],
            "written_secrets(aws_codebuild_project.spec)": ["build specification"],
            "written_secrets(aws_codebuild_project.counted)": UNTOLD,
            "written_secrets(aws_instance.pw)": ["user data"],
            "written_secrets(aws_instance.packed)": ["user data"],
            "written_secrets(aws_instance.counted)": UNTOLD,
        },
    ),
    "sensitive_arguments": (
        SECRETS,
        {
            "[for a in sensitive_arguments() : [a.address, a.argument, a.written]]": [
                ["aws_cognito_user.first", "temporary_password", False],
                ["aws_db_instance.default", "password", True],
                ["aws_db_instance.given", "password", False],
                ["aws_db_instance.local", "password", UNTOLD],
                ["aws_db_instance.made", "password", False],
                ["aws_db_instance.text", "password", True],
                ["aws_elasticache_user.cache", "passwords.0", True],
                ["aws_elasticache_user.cache", "passwords.1", False],
                ["aws_glue_connection.lake", "connection_properties.KEEP", False],
                ["aws_glue_connection.lake", "connection_properties.PASSWORD", True],
                ["aws_glue_connection.lake", "connection_properties.USERNAME", False],
                ["aws_mq_broker.jobs", "user.0.password", True],
                ["aws_mq_broker.jobs", "user.1.password", False],
                ["aws_ssm_parameter.plain", "value", False],
                ["aws_ssm_parameter.shape", "value", True],
            ],
            "distinct([for a in sensitive_arguments() : a.type if a.written])": UNTOLD,
        },
    ),
    "sensitive_arguments of what cannot be counted": (
        'resource "aws_db_instance" "many" {\n  count = var.many\n}\n',
        {"[for a in sensitive_arguments() : a.argument]": [UNTOLD]},
    ),
    "sensitive_arguments where none of a type that cannot be counted has any": (
        'resource "aws_sqs_queue" "many" {\n  count = var.many\n}\n',
        {"sensitive_arguments()": []},
    ),
    "sensitive_arguments deep in a type that cannot be counted": (
        'resource "aws_mq_broker" "many" {\n  count = var.many\n}\n',
        {"[for a in sensitive_arguments() : a.argument]": [UNTOLD]},
    ),
    "is_generated": (
        """
resource "random_password" "made" { length = 20 }
data "aws_secretsmanager_secret_version" "kept" { secret_id = "shop" }
data "aws_ssm_parameter" "kept" { name = "shop" }
data "aws_caller_identity" "me" {}
data "aws_secretsmanager_random_password" "made" {}
resource "aws_sqs_queue" "orders" { name = "orders" }
resource "aws_db_instance" "made" { password = random_password.made.result }
resource "aws_db_instance" "uuid" { password = uuid() }
resource "aws_db_instance" "time" { password = timestamp() }
resource "aws_db_instance" "given" { password = var.name }
resource "aws_db_instance" "kept" { password = data.aws_secretsmanager_secret_version.kept.secret_string }
resource "aws_db_instance" "parameter" { password = data.aws_ssm_parameter.kept.value }
resource "aws_db_instance" "asked" { password = data.aws_secretsmanager_random_password.made.random_password }
resource "aws_db_instance" "account" { password = data.aws_caller_identity.me.account_id }
resource "aws_db_instance" "queue" { password = aws_sqs_queue.orders.url }
resource "aws_db_instance" "both" { password = "${random_password.made.result}${aws_sqs_queue.orders.url}" }
resource "aws_db_instance" "text" { password = "hunter2secret" }
resource "aws_db_instance" "default" { password = var.known }
resource "aws_db_instance" "local" { password = local.word }
resource "aws_db_instance" "none" { username = "shop" }
resource "random_password" "each" {
  for_each = toset(["a.b"])
  length   = 20
}
resource "aws_db_instance" "each" { password = random_password.each["a.b"].result }
locals { word = "${"hunter"}3secret" }
""",
        {
            '[for d in resources.aws_db_instance : [d.meta.name, is_generated(d, "password")]]': [
                ["account", UNTOLD],
                ["asked", True],
                ["both", UNTOLD],
                ["default", False],
                ["each", True],
                ["given", True],
                ["kept", True],
                ["local", UNTOLD],
                ["made", True],
                ["none", False],
                ["parameter", True],
                ["queue", UNTOLD],
                ["text", False],
                ["time", UNTOLD],
                ["uuid", True],
            ],
            'is_generated("elsewhere", "password")': UNTOLD,
            "is_generated(aws_db_instance.text, var.name)": UNTOLD,
        },
    ),
    "written": (
        """
resource "random_password" "made" { length = 20 }
resource "aws_db_instance" "text" { password = "hunter2secret" }
resource "aws_db_instance" "call" { password = upper("hunter2secret") }
resource "aws_db_instance" "given" { password = var.name }
resource "aws_db_instance" "default" { password = var.known }
resource "aws_db_instance" "made" { password = random_password.made.result }
resource "aws_db_instance" "local" { password = local.word }
resource "aws_db_instance" "none" { username = "shop" }
resource "aws_db_instance" "empty" { password = "" }
resource "aws_db_instance" "stays" {
  password = "hunter2secret"
  lifecycle { prevent_destroy = true }
}
resource "aws_db_instance" "ignored" {
  password = "hunter2secret"
  lifecycle { ignore_changes = [password] }
}
resource "aws_secretsmanager_secret_version" "ignored" {
  secret_id     = "shop"
  secret_string = "hunter2secret"
  lifecycle { ignore_changes = [secret_string] }
}
resource "aws_secretsmanager_secret_version" "all" {
  secret_id     = "shop"
  secret_string = "hunter2secret"
  lifecycle { ignore_changes = all }
}
resource "aws_secretsmanager_secret_version" "others" {
  secret_id     = "shop"
  secret_string = "hunter2secret"
  lifecycle { ignore_changes = [version_stages] }
}
resource "aws_secretsmanager_secret_version" "json" {
  secret_id     = "shop"
  secret_string = jsonencode({ user = var.name, password = "hunter2secret" })
}
resource "aws_secretsmanager_secret_version" "from" {
  secret_id     = "shop"
  secret_string = jsonencode({ user = var.name, password = random_password.made.result })
}
resource "aws_ssm_parameter" "mode" {
  name  = "/shop/mode"
  type  = "SecureString"
  value = "fast"
}
resource "aws_ssm_parameter" "secret" {
  name  = "/shop/db.password"
  type  = "SecureString"
  value = "hunter2secret"
}
resource "aws_ssm_parameter" "prefix" {
  name  = "/password/mode"
  type  = "SecureString"
  value = "fast"
}
resource "aws_ssm_parameter" "unnamed" {
  name  = var.name
  type  = "SecureString"
  value = "fast"
}
locals { word = "${"hunter"}3secret" }
""",
        {
            '[for d in resources.aws_db_instance : [d.meta.name, written(d, "password")]]': [
                ["call", True],
                ["default", True],
                ["empty", False],
                ["given", False],
                ["ignored", UNTOLD],
                ["local", UNTOLD],
                ["made", False],
                ["none", False],
                ["stays", True],
                ["text", True],
            ],
            '[for d in resources.aws_secretsmanager_secret_version : [d.meta.name, written(d, "secret_string")]]': [
                ["all", False],
                ["from", False],
                ["ignored", False],
                ["json", True],
                ["others", True],
            ],
            '[for d in resources.aws_ssm_parameter : [d.meta.name, written(d, "value")]]': [
                ["mode", UNTOLD],
                ["prefix", UNTOLD],
                ["secret", True],
                ["unnamed", UNTOLD],
            ],
            'written("elsewhere", "password")': UNTOLD,
            "written(aws_db_instance.text, var.name)": UNTOLD,
            "[for v in written_defaults() : [v.address, v.name, v.secret]]": [
                ["var.known", "known", False]
            ],
        },
    ),
    "written where a variable is set": (
        """
variable "db_password" { default = "hunter2secret" }
variable "mode" { default = "" }
variable "size" { default = 3 }
resource "aws_db_instance" "a" { password = var.db_password }
""",
        {
            "[for v in written_defaults() : [v.name, v.secret]]": [
                ["db_password", True],
                ["known", False],
            ],
        },
    ),
    "written_in_blocks": (
        """
terraform {
  backend "s3" {
    bucket     = "states"
    secret_key = "hunter2secret"
    access_key = var.name
  }
}
provider "postgresql" {
  host     = "db"
  password = "hunter2secret"
}
provider "postgresql" {
  alias    = "second"
  password = var.known
}
provider "mysql" { endpoint = "db" }
provider "random" {
  token                       = "hunter2secret"
  skip_credentials_validation = true
}
provider "aws" {
  alias                       = "fake"
  secret_key                  = "AKIAIOSFODNN7EXAMPLX"
  skip_credentials_validation = true
}
resource "aws_instance" "web" {
  ami = "ami-1"
  connection {
    password = "hunter2secret"
    user     = "ops"
  }
  provisioner "remote-exec" {
    connection {
      password = var.name == "a" ? "hunter2secret" : ("hunter3secret")
    }
    inline = ["export DB_PASSWORD=hunter2secret", "ls"]
  }
  provisioner "local-exec" {
    command     = "echo ${var.name}"
    environment = { TOKEN = "hunter2secret", MODE = "fast" }
  }
  provisioner "file" {
    content     = "mysql://shop:hunter2secret@${var.name}/shop"
    destination = "/etc/x"
  }
}
""",
        {
            "[for b in written_in_blocks() : [b.address, b.block, b.secrets]]": [
                ["terraform", "backend s3", ["secret_key"]],
                ["provider.postgresql", "provider postgresql", ["password"]],
                ["provider.postgresql.second", "provider postgresql", []],
                ["provider.random", "provider random", []],
                ["provider.aws.fake", "provider aws", ["secret_key"]],
                ["aws_instance.web", "connection", ["password"]],
                ["aws_instance.web", "provisioner remote-exec", ["inline", "password"]],
                ["aws_instance.web", "provisioner local-exec", ["environment"]],
                ["aws_instance.web", "provisioner file", ["content"]],
            ],
        },
    ),
    "containers": (
        """
resource "random_password" "made" { length = 20 }
resource "aws_ecr_repository" "web" { name = "web" }
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = jsonencode([
    {
      name                   = "web"
      image                  = "${aws_ecr_repository.web.repository_url}:1"
      privileged             = true
      user                   = "1000"
      readonlyRootFilesystem = true
      logConfiguration       = { logDriver = "awslogs" }
      environment            = [{ name = "DB_PASSWORD", value = "hunter2secret" }, { name = "API_TOKEN", value = random_password.made.result }, { name = "MODE", value = "fast" }]
    },
    { name = "side", image = var.name, environment = [{ name = "DB_PASSWORD", value = var.name }] }
  ])
}
resource "aws_ecs_task_definition" "commands" {
  family                = "c"
  container_definitions = jsonencode([
    { name = "written", image = "x", command = ["serve", "--db-password", "hunter2", "--port", "80"] },
    { name = "equals", image = "x", entryPoint = ["serve", "--api-token=hunter2"] },
    { name = "made", image = "x", command = ["serve", "--db-password=${random_password.made.result}"] },
    { name = "placed", image = "x", environment = [{ name = "URL", value = "db://app:${random_password.made.result}@x" }] },
    { name = "script", image = "x", command = ["sh", "-c", "export DB_PASSWORD=hunter2; serve"] },
    { name = "health", image = "x", healthCheck = { command = ["CMD", "ask", "--password", "hunter2"] } },
    { name = "given", image = "x", command = ["serve", "--db-password", var.name] },
    { name = "inside", image = "x", command = ["serve", "--db-password=${var.name}"] },
    { name = "label", image = "x", environment = [{ name = "API_TOKEN", value = "hunter2secret" }], dockerLabels = { API_TOKEN = "arn:aws:x" } },
    { name = "log", image = "x", logConfiguration = { logDriver = "splunk", options = { splunk-token = "hunter2secret" } } },
    { name = "options", image = "x", logConfiguration = { logDriver = "splunk", options = var.name } },
    { name = "fine", image = "x", command = ["serve", "--db-password", "$DB_PASSWORD", "--no-password", "--token-file", "/run/token", "--host", var.name] },
  ])
}
resource "aws_ecs_task_definition" "object" {
  family                = "o"
  container_definitions = jsonencode({ name = "web" })
}
resource "aws_ecs_task_definition" "texts" {
  family                = "s"
  container_definitions = jsonencode(["web"])
}
resource "aws_ecs_task_definition" "given" {
  family                = "g"
  container_definitions = var.name
}
""",
        {
            "[for c in containers(aws_ecs_task_definition.t) : [c.address, c.name, c.privileged, c.user, c.readonly_root, c.log_driver, c.written_secrets]]": [
                [
                    *("aws_ecs_task_definition.t", "web", True, "1000", True, "awslogs"),
                    ["API_TOKEN", "DB_PASSWORD"],
                ],
                ["aws_ecs_task_definition.t", "side", False, None, False, None, UNTOLD],
            ],
            "{ for c in containers(aws_ecs_task_definition.commands) : c.name => c.written_secrets }": {
                "written": ["--db-password"],
                "equals": ["--api-token"],
                "made": ["command"],
                "placed": ["URL"],
                "script": ["command"],
                "health": ["--password"],
                "given": UNTOLD,
                "inside": UNTOLD,
                "label": ["API_TOKEN"],
                "log": ["splunk-token"],
                "options": UNTOLD,
                "fine": [],
            },
            "[for c in containers(aws_ecs_task_definition.t) : c.image]": [
                *("${aws_ecr_repository.web.repository_url}:1", UNTOLD),
            ],
            "containers(aws_ecs_task_definition.object)": UNTOLD,
            "containers(aws_ecs_task_definition.texts)": UNTOLD,
            "containers(aws_ecs_task_definition.given)": UNTOLD,
            'containers("elsewhere")': UNTOLD,
        },
    ),
    "says_secret": (
        """
resource "random_password" "made" { length = 20 }
resource "aws_launch_template" "shell" { user_data = base64encode("export DB_PASSWORD=hunter2secret") }
resource "aws_appautoscaling_target" "none" {}
resource "aws_ssm_document" "json" {
  name          = "json"
  document_type = "Command"
  content       = jsonencode({ db = { user = "shop", password = "hunter2secret" } })
}
resource "aws_ssm_document" "list" {
  name          = "list"
  document_type = "Command"
  content       = jsonencode([{ a = [{ token = "hunter2secret" }] }])
}
resource "aws_ssm_document" "plain" {
  name          = "plain"
  document_type = "Command"
  content       = jsonencode({ db = { user = "shop" } })
}
resource "aws_ssm_document" "setting" {
  name          = "setting"
  document_type = "Command"
  content       = "mode: fast\\nspring.datasource.password: hunter2secret\\n"
}
resource "aws_ssm_document" "short" {
  name          = "short"
  document_type = "Command"
  content       = "password: abc"
}
resource "aws_ssm_document" "given" {
  name          = "given"
  document_type = "Command"
  content       = var.name
}
resource "aws_ssm_document" "partly" {
  name          = "partly"
  document_type = "Command"
  content       = "user=${var.name}\\npassword = hunter2secret"
}
resource "aws_ssm_document" "hole" {
  name          = "hole"
  document_type = "Command"
  content       = "password = ${var.name}"
}
resource "aws_ssm_document" "url" {
  name          = "url"
  document_type = "Command"
  content       = "postgres://shop:hunter2secret@db/shop"
}
resource "aws_ssm_document" "empty" {
  name          = "empty"
  document_type = "Command"
  content       = ""
}
""",
        {
            '[for d in resources.aws_ssm_document : [d.meta.name, says_secret(d, "content")]]': [
                ["empty", False],
                ["given", UNTOLD],
                ["hole", False],
                ["json", True],
                ["list", True],
                ["partly", True],
                ["plain", False],
                ["setting", True],
                ["short", False],
                ["url", True],
            ],
            'says_secret(aws_ssm_document.json, "target_type")': False,
            'says_secret("elsewhere", "content")': UNTOLD,
            "says_secret(aws_ssm_document.json, var.name)": UNTOLD,
        },
    ),
    "of_database": (
        """
resource "aws_secretsmanager_secret" "db" { name = "shop-db" }
resource "aws_secretsmanager_secret" "said" {
  name        = "shop"
  description = "what Aurora is opened with"
}
resource "aws_secretsmanager_secret" "api" { name = "shop-api" }
resource "aws_secretsmanager_secret" "word" { name = "feedbacks" }
resource "aws_secretsmanager_secret" "put" { name = "shop-put" }
resource "aws_secretsmanager_secret_version" "put" {
  secret_id     = aws_secretsmanager_secret.put.id
  secret_string = jsonencode({ host = aws_db_instance.a.address })
}
resource "aws_secretsmanager_secret" "read" { name = "shop-read" }
resource "aws_secretsmanager_secret_version" "read" {
  secret_id     = aws_secretsmanager_secret.read.id
  secret_string = "x"
}
resource "aws_db_instance" "a" { password = aws_secretsmanager_secret_version.read.secret_string }
resource "aws_db_instance" "b" { password = aws_secretsmanager_secret.held.name }
resource "aws_db_instance" "c" { tags = { used = aws_secretsmanager_secret.tagged.name } }
resource "aws_secretsmanager_secret" "held" { name = "shop-held" }
resource "aws_secretsmanager_secret" "tagged" { name = "shop-tagged" }
""",
        {
            "[for s in resources.aws_secretsmanager_secret : [s.meta.name, of_database(s)]]": [
                ["api", False],
                ["db", True],
                ["held", True],
                ["put", True],
                ["read", False],
                ["said", True],
                ["tagged", False],
                ["word", False],
            ],
            'of_database("elsewhere")': UNTOLD,
        },
    ),
    "written_secrets": (
        """
resource "random_password" "made" { length = 20 }
resource "aws_lambda_function" "held" {
  function_name = "held"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { DB_PASSWORD = "hunter2secret", MODE = "fast" } }
}
resource "aws_lambda_function" "passed" {
  function_name = "passed"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { DB_PASSWORD = random_password.made.result } }
}
resource "aws_lambda_function" "both" {
  function_name = "both"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { B_PASSWORD = "hunter2secret", A_PASSWORD = random_password.made.result, C_PASSWORD = var.name } }
}
resource "aws_lambda_function" "waits" {
  function_name = "waits"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { DB_PASSWORD = var.name } }
}
resource "aws_lambda_function" "mode" {
  function_name = "mode"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { MODE = var.name } }
}
resource "aws_lambda_function" "reference" {
  function_name = "reference"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { DB_PASSWORD_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x" } }
}
resource "aws_lambda_function" "none" {
  function_name = "none"
  role          = "arn:aws:iam::111122223333:role/f"
}
resource "aws_codebuild_project" "p" {
  name         = "p"
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "DB_PASSWORD"
      value = "hunter2secret"
    }
    environment_variable {
      name  = "API_TOKEN"
      value = "hunter2secret"
      type  = "PLAINTEXT"
    }
    environment_variable {
      name  = "KEPT_SECRET"
      value = "shop/secret"
      type  = "SECRETS_MANAGER"
    }
  }
  source {
    type      = "GITHUB"
    buildspec = "phases:\\n  build:\\n    commands:\\n      - docker build ."
  }
}
resource "aws_instance" "script" {
  ami       = "ami-1"
  user_data = "#!/bin/sh\\nexport DB_PASSWORD=hunter2secret\\n"
}
resource "aws_instance" "clean" {
  ami       = "ami-1"
  user_data = "#!/bin/sh\\nsystemctl start docker\\necho hello\\n"
}
resource "aws_instance" "given" {
  ami       = "ami-1"
  user_data = var.name
}
resource "aws_launch_template" "encoded" { user_data = base64encode("#!/bin/sh\\nexport DB_PASSWORD=hunter2secret\\n") }
resource "aws_elastic_beanstalk_application" "none" { name = "none" }
resource "aws_lambda_function" "partly" {
  function_name = "partly"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { DSN = "postgres://app:hunter2secret@${aws_instance.clean.private_dns}/x" } }
}
resource "aws_instance" "assigned" {
  ami       = "ami-1"
  user_data = "#!/bin/sh\\nexport DB_PASSWORD=${var.name}\\n"
}
resource "aws_instance" "made" {
  ami       = "ami-1"
  user_data = "#!/bin/sh\\nexport DB_PASSWORD=x-${random_password.made.result}\\n"
}
resource "aws_instance" "referred" {
  ami       = "ami-1"
  user_data = "#!/bin/sh\\nexport DB_HOST=${aws_instance.clean.private_dns}\\nexport DB_PASSWORD=$(get ${var.name})\\n"
}
resource "aws_codebuild_project" "spec" {
  name         = "spec"
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2\\nenv:\\n  variables:\\n    DB_PASSWORD: hunter2secret\\n  secrets-manager:\\n    API_TOKEN: shop/token\\n"
  }
}
resource "aws_codebuild_project" "kept" {
  name         = "kept"
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2\\nenv:\\n  secrets-manager:\\n    API_TOKEN: shop/token\\n"
  }
}
resource "aws_codebuild_project" "later" {
  name         = "later"
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2\\nenv:\\n  variables:\\n    DB_PASSWORD: ${var.name}\\n"
  }
}
resource "aws_codebuild_project" "whole" {
  name         = "whole"
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  source {
    type      = "NO_SOURCE"
    buildspec = var.name
  }
}
resource "aws_lambda_function" "placed" {
  function_name = "placed"
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = {
    A_URL = "postgres://app:${random_password.made.result}@db/x"
    B     = join(":", ["app", random_password.made.result])
    C     = sha256(random_password.made.result)
    D     = "https://${aws_instance.clean.private_dns}:${length(random_password.made.result)}"
  } }
}
data "aws_secretsmanager_secret_version" "v" { secret_id = "x" }
data "aws_ssm_parameter" "p" { name = "/p" }
variable "declared" {
  default   = "x"
  sensitive = true
}
resource "random_string" "s" { length = 20 }
resource "aws_lambda_function" "worked_out" {
  for_each = {
    encoded  = urlencode(random_password.made.result)
    address  = "postgres://u:${urlencode(random_password.made.result)}@h/d"
    part     = jsondecode(data.aws_secretsmanager_secret_version.v.secret_string)["host"]
    given    = "postgres://u:${var.name}@h/d"
    json     = jsonencode({ db = { password = "hunter2secret", host = var.name } })
    waits    = jsonencode({ password = var.name })
    first    = jsonencode({ a = { password = "hunter2secret" }, b = { password = "arn:aws:x" } })
    last     = jsonencode({ a = { password = "arn:aws:x" }, b = { password = "hunter2secret" } })
    list     = jsonencode([{ password = "hunter2secret" }])
    fine     = jsonencode({ password_arn = "arn:aws:x", host = var.name })
    token    = "ghp_${join("", [for n in range(36) : "a"])}"
    hook     = "https://hooks.slack.com/services/T00/B00/abcdef"
    public   = "https://example.com/services/T00"
    string   = random_string.s.result
  }
  function_name = each.key
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { CONFIG = each.value } }
}
resource "aws_lambda_function" "by_name" {
  for_each = {
    DB_PASS     = "hunter2secret"
    DB_PWD      = "hunter2secret"
    PWD         = "/var/task"
    BYPASS      = "true1"
    DB_PASSWORD = data.aws_ssm_parameter.p.value
    API_TOKEN   = random_string.s.result
    AMI         = data.aws_ssm_parameter.p.value
    GIVEN       = sensitive(var.name)
  }
  function_name = each.key
  role          = "arn:aws:iam::111122223333:role/f"
  environment { variables = { (each.key) = each.value } }
}
resource "aws_codebuild_project" "commands" {
  for_each = {
    export = "phases:\\n  build:\\n    commands:\\n      - export DB_PASSWORD=hunter2secret\\n"
    login  = "phases:\\n  build:\\n    commands:\\n      - docker login -u me --password hunter2secret\\n"
    stdin  = "phases:\\n  build:\\n    commands:\\n      - echo $P | docker login -u me --password-stdin\\n"
    placed = "phases:\\n  build:\\n    commands:\\n      - curl -H 'X: ${random_password.made.result}' x\\n"
  }
  name         = each.key
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  source {
    type      = "NO_SOURCE"
    buildspec = each.value
  }
}
resource "aws_codebuild_project" "second" {
  name         = "second"
  service_role = "arn:aws:iam::111122223333:role/f"
  artifacts { type = "NO_ARTIFACTS" }
  source { type = "CODEPIPELINE" }
  secondary_sources {
    source_identifier = "s"
    type              = "NO_SOURCE"
    buildspec         = "version: 0.2\\nenv:\\n  variables:\\n    DB_PASSWORD: hunter2secret\\n"
  }
}
resource "aws_glue_job" "fixed" {
  name                      = "fixed"
  role_arn                  = "arn:aws:iam::111122223333:role/f"
  non_overridable_arguments = { "--DB_PASSWORD" = "hunter2secret" }
  command { script_location = "s3://x/y.py" }
}
resource "aws_launch_template" "scripts" {
  for_each = {
    cloud    = "#cloud-config\\npassword: hunter2secret\\n"
    list     = "#cloud-config\\nchpasswd:\\n  list: |\\n    ops:RANDOM\\n    root:hunter2secret\\n"
    random   = "#cloud-config\\nchpasswd:\\n  list:\\n    - ops:RANDOM\\n    - root:R\\n"
    mysql    = "mysql -u root -phunter2secret -e 'select 1'\\n"
    port     = "mysql -u root -P 3306 -h h\\n"
    user     = "curl -u admin:hunter2secret https://x\\n"
    asked    = "curl -u admin:$PASSWORD https://x\\n"
    encoded  = "curl -u admin:${urlencode(random_password.made.result)} https://x\\n"
    declared = "echo ${sensitive(var.name)} > /etc/x\\n"
  }
  name      = each.key
  user_data = base64encode(each.value)
}
resource "aws_instance" "placed" {
  ami       = "ami-1"
  user_data = "#!/bin/sh\\ncurl -u app:${random_password.made.result} https://x\\n"
}
resource "aws_elastic_beanstalk_environment" "e" {
  name        = "e"
  application = "none"
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "DB_PASSWORD"
    value     = "hunter2secret"
  }
}
""",
        {
            "[for p in [aws_codebuild_project.spec, aws_codebuild_project.kept] : written_secrets(p)]": [
                ["DB_PASSWORD"],
                [],
            ],
            "written_secrets(aws_codebuild_project.later)": UNTOLD,
            "{ for n, f in aws_lambda_function.worked_out : n => written_secrets(f) }": {
                "encoded": UNTOLD,
                "address": UNTOLD,
                "part": UNTOLD,
                "given": UNTOLD,
                "json": ["CONFIG"],
                "waits": UNTOLD,
                "first": ["CONFIG"],
                "last": ["CONFIG"],
                "list": ["CONFIG"],
                "fine": [],
                "token": ["CONFIG"],
                "hook": ["CONFIG"],
                "public": [],
                "string": [],
            },
            "{ for n, f in aws_lambda_function.by_name : n => written_secrets(f) }": {
                "DB_PASS": ["DB_PASS"],
                "DB_PWD": ["DB_PWD"],
                "PWD": [],
                "BYPASS": [],
                "DB_PASSWORD": ["DB_PASSWORD"],
                "API_TOKEN": ["API_TOKEN"],
                "AMI": UNTOLD,
                "GIVEN": UNTOLD,
            },
            "{ for n, p in aws_codebuild_project.commands : n => written_secrets(p) }": {
                "export": ["build specification"],
                "login": ["build specification"],
                "stdin": [],
                "placed": ["build specification"],
            },
            "written_secrets(aws_codebuild_project.second)": ["DB_PASSWORD"],
            "written_secrets(aws_glue_job.fixed)": ["--DB_PASSWORD"],
            "{ for n, t in aws_launch_template.scripts : n => written_secrets(t) }": {
                "cloud": ["user data"],
                "list": ["user data"],
                "random": [],
                "mysql": ["user data"],
                "port": [],
                "user": ["user data"],
                "asked": [],
                "encoded": UNTOLD,
                "declared": UNTOLD,
            },
            "written_secrets(aws_codebuild_project.whole)": UNTOLD,
            "written_secrets(aws_elastic_beanstalk_environment.e)": UNTOLD,
            "[for f in resources.aws_lambda_function : [f.meta.name, written_secrets(f)] if f.meta.key == null]": [
                ["both", ["B_PASSWORD", "A_PASSWORD"]],
                ["held", ["DB_PASSWORD"]],
                ["mode", []],
                ["none", []],
                ["partly", ["DSN"]],
                ["passed", ["DB_PASSWORD"]],
                ["placed", ["A_URL", "B"]],
                ["reference", []],
                ["waits", UNTOLD],
            ],
            "[for f in resources.aws_instance : [f.meta.name, written_secrets(f)]]": [
                ["assigned", UNTOLD],
                ["clean", []],
                ["given", UNTOLD],
                ["made", ["user data"]],
                ["placed", ["user data"]],
                ["referred", []],
                ["script", ["user data"]],
            ],
            "written_secrets(aws_codebuild_project.p)": ["API_TOKEN", "DB_PASSWORD"],
            "written_secrets(aws_launch_template.encoded)": ["user data"],
            'written_secrets("elsewhere")': UNTOLD,
            "commands(aws_instance.clean)": ["systemctl start docker"],
            "commands(aws_instance.given)": UNTOLD,
            'commands("elsewhere")': UNTOLD,
            "makes_images(aws_codebuild_project.p)": True,
            'makes_images("elsewhere")': UNTOLD,
        },
    ),
}

# ruff: noqa: E501 text as it stands in a configuration
"""What names what."""

from tests.requirements.calls import UNTOLD, Stack

STACKS: dict[str, Stack] = {
    "refers_to": (
        """
resource "aws_sqs_queue" "orders" { name = "orders" }
resource "aws_sqs_queue" "stock" { name = "stock" }
resource "aws_sns_topic" "known" {
  name            = "known"
  delivery_policy = "see arn:aws:sqs:eu-west-1:111122223333:orders-old"
  display_name    = "to ${aws_sqs_queue.orders.arn}"
}
resource "aws_sns_topic" "given" {
  display_name    = var.name
  delivery_policy = aws_sqs_queue.stock.url
}
""",
        {
            "refers_to(aws_sns_topic.known.display_name, aws_sqs_queue.orders)": True,
            "refers_to(aws_sns_topic.known.display_name, aws_sqs_queue.stock)": False,
            'refers_to(aws_sns_topic.known.display_name, "aws_sqs_queue.orders")': True,
            "refers_to(aws_sns_topic.given.display_name, aws_sqs_queue.orders)": UNTOLD,
            "refers_to(aws_sns_topic.given.delivery_policy, aws_sqs_queue.orders)": False,
            "refers_to(aws_sns_topic.given.delivery_policy, aws_sqs_queue.stock)": True,
            'refers_to("orders", aws_sqs_queue.orders)': True,
            'refers_to("order", aws_sqs_queue.orders)': False,
            'refers_to(["none", "orders"], aws_sqs_queue.orders)': True,
            'refers_to({ a = "none", b = ["orders"] }, aws_sqs_queue.orders)': True,
            'refers_to(["none", var.name], aws_sqs_queue.orders)': UNTOLD,
            'refers_to(["orders", var.name], aws_sqs_queue.orders)': True,
            "refers_to(3, aws_sqs_queue.orders)": False,
            'refers_to("orders", 3)': False,
            'refers_to("orders", var.name)': UNTOLD,
            'refers_to("orders", "aws_sqs_queue.gone")': False,
            "refers_to(aws_sqs_queue.orders.id, aws_sqs_queue.orders)": True,
            "refers_to(aws_sqs_queue.orders.arn, aws_sqs_queue.stock)": False,
            "names_one_of([aws_sqs_queue.orders, aws_sqs_queue.stock], aws_sqs_queue.orders.arn)": True,
            "names_one_of([aws_sqs_queue.stock], aws_sqs_queue.orders.arn)": False,
            'names_one_of([aws_sqs_queue.orders, aws_sqs_queue.stock], "stock")': True,
            'names_one_of([aws_sqs_queue.orders, aws_sqs_queue.stock], "other")': False,
            'names_one_of([aws_sqs_queue.orders, var.name], "other")': UNTOLD,
            'names_one_of([aws_sqs_queue.orders, var.name], "orders")': True,
            "names_one_of([aws_sqs_queue.orders], var.name)": UNTOLD,
            "names_one_of([aws_sqs_queue.orders, aws_sqs_queue.stock], aws_sns_topic.known.display_name)": True,
            "names_one_of([aws_sqs_queue.stock], aws_sqs_queue.orders.url)": False,
            "names_one_of([], var.name)": False,
            "names_one_of(var.list, aws_sqs_queue.orders.arn)": UNTOLD,
            "origins([aws_sqs_queue.stock.url, aws_sqs_queue.orders.id, var.name])": [
                *("aws_sqs_queue.orders", "aws_sqs_queue.stock", "var.name"),
            ],
            'origins(["a", 3])': [],
        },
    ),
    "refers_to a text with an ARN": (
        """
resource "aws_sns_topic" "here" { name = "ops" }
resource "aws_sns_topic" "there" {
  name   = "ops"
  region = "us-east-1"
}
resource "aws_sns_topic" "somewhere" {
  name   = "ops"
  region = var.name
}
resource "aws_sqs_queue" "ops" { name = "ops" }
resource "aws_sqs_queue" "orders" { name = "orders" }
data "aws_sqs_queue" "stock" { name = "stock" }
""",
        {
            'refers_to("arn:aws:sns:eu-west-1:111122223333:ops", aws_sns_topic.here)': True,
            'refers_to("to arn:aws:sns:eu-west-1:111122223333:ops", aws_sns_topic.there)': False,
            'refers_to(["arn:aws:sns:us-east-1:111122223333:ops"], aws_sns_topic.there)': True,
            'refers_to("arn:aws:sns:us-east-1:111122223333:ops", aws_sns_topic.somewhere)': UNTOLD,
            'refers_to("arn:aws:sns:eu-west-1:111122223333:ops-old", aws_sns_topic.here)': False,
            'refers_to("arn:aws:sns:eu-west-1:111122223333:ops", aws_sqs_queue.ops)': False,
            'refers_to("https://sqs.eu-west-1.amazonaws.com/111122223333/ops", aws_sqs_queue.ops)': True,
            'refers_to("x", data.aws_sqs_queue.stock)': False,
            'refers_to("stock", data.aws_sqs_queue.stock)': True,
        },
    ),
    "key_of by an alias of each region": (
        """
resource "aws_kms_key" "here" { description = "here" }
resource "aws_kms_key" "there" { region = "us-east-1" }
resource "aws_kms_alias" "here" {
  name          = "alias/app"
  target_key_id = aws_kms_key.here.id
}
resource "aws_kms_alias" "there" {
  region        = "us-east-1"
  name          = "alias/app"
  target_key_id = aws_kms_key.there.id
}
resource "aws_kms_alias" "there_alone" {
  region        = "us-east-1"
  name          = "alias/alone"
  target_key_id = aws_kms_key.there.id
}
resource "aws_sqs_queue" "here" { kms_master_key_id = "alias/app" }
resource "aws_sqs_queue" "there" {
  region            = "us-east-1"
  kms_master_key_id = "alias/app"
}
resource "aws_sqs_queue" "somewhere" {
  region            = var.name
  kms_master_key_id = "alias/app"
}
resource "aws_sqs_queue" "arn" { kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:alias/app" }
resource "aws_sqs_queue" "alone" { kms_master_key_id = "alias/alone" }
resource "aws_sqs_queue" "referring" { kms_master_key_id = aws_kms_alias.there_alone.name }
""",
        {
            '[for q in resources.aws_sqs_queue : [q.meta.name, key_of(q, "kms_master_key_id")]]': [
                ["alone", UNTOLD],
                ["arn", "aws_kms_key.there"],
                ["here", "aws_kms_key.here"],
                ["referring", UNTOLD],
                ["somewhere", UNTOLD],
                ["there", "aws_kms_key.there"],
            ],
        },
    ),
    "key_of": (
        """
resource "aws_kms_key" "own" { description = "own" }
resource "aws_kms_alias" "own" {
  name          = "alias/own"
  target_key_id = aws_kms_key.own.key_id
}
resource "aws_kms_alias" "far" {
  name          = "alias/far"
  target_key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
}
data "aws_kms_alias" "managed" { name = "alias/aws/sqs" }
data "aws_kms_alias" "asked" { name = "alias/asked" }
data "aws_kms_alias" "unnamed" { name = var.name }
data "aws_kms_key" "asked" { key_id = "alias/asked" }
resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_sqs_queue" "a_key" { kms_master_key_id = aws_kms_key.own.arn }
resource "aws_sqs_queue" "b_alias" { kms_master_key_id = aws_kms_alias.own.name }
resource "aws_sqs_queue" "c_text" { kms_master_key_id = "alias/own" }
resource "aws_sqs_queue" "d_arn" { kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:alias/own" }
resource "aws_sqs_queue" "e_aws" { kms_master_key_id = "alias/aws/sqs" }
resource "aws_sqs_queue" "f_none" { name = "none" }
resource "aws_sqs_queue" "g_empty" { kms_master_key_id = "" }
resource "aws_sqs_queue" "h_far" { kms_master_key_id = aws_kms_alias.far.arn }
resource "aws_sqs_queue" "i_variable" { kms_master_key_id = var.name }
resource "aws_sqs_queue" "j_managed" { kms_master_key_id = data.aws_kms_alias.managed.target_key_arn }
resource "aws_sqs_queue" "k_asked" { kms_master_key_id = data.aws_kms_alias.asked.target_key_arn }
resource "aws_sqs_queue" "l_unnamed" { kms_master_key_id = data.aws_kms_alias.unnamed.target_key_arn }
resource "aws_sqs_queue" "m_data" { kms_master_key_id = data.aws_kms_key.asked.arn }
resource "aws_sqs_queue" "n_role" { kms_master_key_id = aws_iam_role.r.arn }
resource "aws_backup_vault" "v" {
  name        = "v"
  kms_key_arn = aws_kms_key.own.arn
}
""",
        {
            '[for q in resources.aws_sqs_queue : [q.meta.name, key_of(q, "kms_master_key_id")]]': [
                ["a_key", "aws_kms_key.own"],
                ["b_alias", "aws_kms_key.own"],
                ["c_text", "aws_kms_key.own"],
                ["d_arn", "aws_kms_key.own"],
                ["e_aws", None],
                ["f_none", None],
                ["g_empty", None],
                ["h_far", UNTOLD],
                ["i_variable", UNTOLD],
                ["j_managed", None],
                ["k_asked", UNTOLD],
                ["l_unnamed", None],
                ["m_data", None],
                ["n_role", None],
            ],
            'is_set(aws_sqs_queue.k_asked, "kms_master_key_id")': True,
            'is_set(aws_sqs_queue.i_variable, "kms_master_key_id")': UNTOLD,
            'key_of("elsewhere", "kms_master_key_id")': UNTOLD,
            "key_of(aws_sqs_queue.a_key, var.name)": UNTOLD,
        },
    ),
    "leads_to": (
        """
resource "aws_route53_zone" "z" { name = "example.com" }
resource "aws_lb" "web" { name = "web" }
resource "aws_lb" "other" { name = "other" }
resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.z.id
  name    = "www"
  type    = "A"
  alias {
    name                   = aws_lb.web.dns_name
    zone_id                = aws_lb.web.zone_id
    evaluate_target_health = true
  }
}
resource "aws_route53_record" "cname" {
  zone_id = aws_route53_zone.z.id
  name    = "shop.example.com"
  type    = "CNAME"
  ttl     = 60
  records = ["www.example.com."]
}
resource "aws_route53_record" "direct" {
  zone_id = aws_route53_zone.z.id
  name    = "direct"
  type    = "CNAME"
  ttl     = 60
  records = [aws_lb.other.dns_name]
}
resource "aws_route53_record" "checked" {
  zone_id         = aws_route53_zone.z.id
  name            = "checked"
  type            = "CNAME"
  ttl             = 60
  records         = [aws_lb.other.dns_name]
  health_check_id = aws_route53_health_check.www.id
  set_identifier  = "a"
  failover_routing_policy { type = "PRIMARY" }
}
resource "aws_route53_record" "waits" {
  zone_id = aws_route53_zone.z.id
  name    = "waits"
  type    = "TXT"
  ttl     = 60
  records = var.list
}
resource "aws_route53_health_check" "www" {
  fqdn = "www.example.com"
  type = "HTTPS"
}
resource "aws_route53_health_check" "dotted" {
  fqdn = "direct.example.com."
  type = "HTTPS"
}
resource "aws_route53_health_check" "checked" {
  fqdn = "checked.example.com"
  type = "HTTPS"
}
resource "aws_route53_health_check" "lb" {
  fqdn = aws_lb.web.dns_name
  type = "HTTPS"
}
resource "aws_route53_health_check" "nowhere" {
  fqdn = "example.org"
  type = "HTTPS"
}
resource "aws_route53_health_check" "name" {
  fqdn = var.name
  type = "HTTPS"
}
resource "aws_route53_health_check" "address" {
  ip_address = "198.51.100.7"
  type       = "TCP"
}
""",
        {
            "[for r in resources.aws_route53_record : [r.meta.name, leads_to(r)]]": [
                ["alias", ["aws_lb.web"]],
                ["checked", ["aws_lb.other"]],
                ["cname", []],
                ["direct", ["aws_lb.other"]],
                ["waits", UNTOLD],
            ],
            "[for r in resources.aws_route53_health_check : [r.meta.name, leads_to(r)]]": [
                ["address", []],
                ["checked", ["aws_route53_record.checked"]],
                ["dotted", ["aws_lb.other"]],
                ["lb", ["aws_lb.web"]],
                ["name", UNTOLD],
                ["nowhere", []],
                ["www", ["aws_lb.web"]],
            ],
            'leads_to("elsewhere")': UNTOLD,
        },
    ),
    "named": (
        """
data "aws_security_group" "asked" { name = "asked" }
data "aws_subnets" "asked" {}
resource "aws_security_group" "own" { name = "own" }
resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_lb" "own" { security_groups = [aws_security_group.own.id] }
resource "aws_lb" "both" { security_groups = [aws_security_group.own.id, data.aws_security_group.asked.id] }
resource "aws_lb" "asked" { security_groups = [data.aws_security_group.asked.id] }
resource "aws_lb" "vpc" { security_groups = [data.aws_security_group.asked.vpc_id] }
resource "aws_lb" "role" { security_groups = [aws_iam_role.r.id] }
resource "aws_lb" "far" { security_groups = ["sg-1"] }
resource "aws_lb" "none" { name = "none" }
resource "aws_lb" "waits" { security_groups = var.list }
resource "aws_lb" "many" { subnets = data.aws_subnets.asked.ids }
""",
        {
            '[for b in resources.aws_lb : [b.meta.name, named(b, "security_groups", "aws_security_group")[*].address]]': [
                ["asked", UNTOLD],
                ["both", ["aws_security_group.own", UNTOLD]],
                ["far", UNTOLD],
                ["many", []],
                ["none", []],
                ["own", ["aws_security_group.own"]],
                ["role", []],
                ["vpc", UNTOLD],
                ["waits", UNTOLD],
            ],
            'named(aws_lb.many, "subnets", "aws_subnet")': UNTOLD,
            'named_by(aws_lb.own, "security_groups")': ["aws_security_group.own"],
            'named_by(aws_lb.both, "security_groups")': [
                *("aws_security_group.own", "data.aws_security_group.asked"),
            ],
            'named_by(aws_lb.none, "security_groups")': [],
            'named_by(aws_lb.far, "security_groups")': UNTOLD,
            'named_by(aws_lb.waits, "security_groups")': UNTOLD,
            'named_by("elsewhere", "security_groups")': UNTOLD,
            "named_by(aws_lb.own, var.name)": UNTOLD,
            'named("elsewhere", "security_groups", "aws_security_group")': UNTOLD,
            'named(aws_lb.own, var.name, "aws_security_group")': UNTOLD,
            'named(aws_lb.own, "security_groups", var.name)': UNTOLD,
            'is_set(aws_lb.own, "security_groups")': True,
            'is_set(aws_lb.none, "security_groups")': False,
            'is_set(aws_lb.waits, "security_groups")': UNTOLD,
            'is_set(aws_lb.none, "name")': True,
            "is_set(aws_lb.own, var.name)": UNTOLD,
            'is_set("elsewhere", "name")': UNTOLD,
            'same(aws_lb.own, aws_lb.own, "security_groups")': True,
            'same(aws_lb.own, aws_lb.both, "security_groups")': False,
            'same(aws_lb.own, aws_lb.waits, "security_groups")': UNTOLD,
            'same(aws_lb.none, aws_lb.role, "name")': False,
            'same(aws_lb.own, aws_lb.role, "name")': True,
            'same("elsewhere", aws_lb.own, "name")': UNTOLD,
            'same(aws_lb.own, "elsewhere", "name")': UNTOLD,
            "same(aws_lb.own, aws_lb.own, var.name)": UNTOLD,
        },
    ),
    "same by what is named": (
        """
resource "aws_sqs_queue" "a" { name = "a" }
resource "aws_sqs_queue" "b" { name = "b" }
resource "aws_sns_topic_subscription" "one" {
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:t"
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.a.arn
}
resource "aws_sns_topic_subscription" "two" {
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:t"
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.a.arn
}
resource "aws_sns_topic_subscription" "three" {
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:u"
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.b.arn
}
resource "aws_sns_topic_subscription" "given" {
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:u"
  protocol  = "sqs"
  endpoint  = var.name
}
""",
        {
            f'same(aws_sns_topic_subscription.{one}, aws_sns_topic_subscription.{two}, "{name}")': told
            for one, two, name, told in (
                ("one", "two", "endpoint", True),
                ("one", "three", "endpoint", False),
                ("one", "given", "endpoint", UNTOLD),
                ("given", "one", "endpoint", UNTOLD),
                ("one", "two", "topic_arn", True),
                ("two", "three", "topic_arn", False),
            )
        },
    ),
    "is_attribute": (
        """
resource "aws_rds_cluster" "a" {
  cluster_identifier = "shop"
  engine             = "aurora-mysql"
  master_password    = "hunter2secret"
  database_name      = var.name
}
resource "aws_rds_cluster" "b" { engine = "aurora-mysql" }
resource "aws_kms_key" "k" { description = "k" }
output "key" { value = aws_kms_key.k.id }
output "arn" { value = aws_kms_key.k.arn }
""",
        dict[str, object](
            (f"is_attribute({value}, aws_rds_cluster.a, {name})", told)
            for value, name, told in (
                ("aws_rds_cluster.a.endpoint", '"endpoint"', True),
                ("aws_rds_cluster.a.reader_endpoint", '"endpoint"', False),
                ("aws_rds_cluster.b.endpoint", '"endpoint"', False),
                ("aws_rds_cluster.a.id", '"id"', True),
                ("aws_rds_cluster.a.arn", '"id"', False),
                ("aws_rds_cluster.b.id", '"id"', False),
                ("aws_rds_cluster.a.id", '"endpoint"', False),
                ('"shop"', '"cluster_identifier"', True),
                ('"stock"', '"cluster_identifier"', False),
                ('"hunter2secret"', '"master_password"', True),
                ('"shop"', '"database_name"', UNTOLD),
                ("var.name", '"cluster_identifier"', UNTOLD),
                ('"x${aws_rds_cluster.a.endpoint}"', '"endpoint"', UNTOLD),
                ("null", '"cluster_identifier"', False),
                ("null", '"port"', False),
                ('"shop"', "var.name", UNTOLD),
            )
        )
        | {
            'is_attribute("shop", "elsewhere", "id")': UNTOLD,
            'is_attribute(outputs.key.value, aws_kms_key.k, "arn")': UNTOLD,
            'is_attribute(outputs.arn.value, aws_kms_key.k, "arn")': True,
            'is_attribute(outputs.key.value, aws_kms_key.k, "key_id")': UNTOLD,
            'is_attribute(aws_kms_key.k.arn, aws_kms_key.k, "arn")': True,
            'is_attribute(aws_kms_key.k.id, aws_kms_key.k, "id")': True,
        },
    ),
    "called": (
        """
resource "aws_cloudwatch_log_group" "a" { name = "/aws/lambda/a" }
resource "aws_cloudwatch_log_group" "b" { name = "/aws/lambda/${var.name}" }
""",
        {
            'called("aws_cloudwatch_log_group", "name", "/aws/lambda/a")[*].meta.name': [
                "a",
                UNTOLD,
            ],
            'called("aws_cloudwatch_log_group", "name", "/aws/lambda/${var.name}")[*].meta.name': [
                "b",
                UNTOLD,
            ],
            'called("aws_cloudwatch_log_group", "name", "/aws/lambda/c")': UNTOLD,
            'called("aws_cloudwatch_log_group", "name", "/aws/eks/c")': [],
            'called("aws_sqs_queue", "name", "a")': [],
            'called("aws_sqs_queue", "name", var.name)': [],
            'called(var.name, "name", "a")': UNTOLD,
            'called("aws_cloudwatch_log_group", var.name, "a")': UNTOLD,
            'called("aws_cloudwatch_log_group", "name", 3)': UNTOLD,
        },
    ),
    "called_near": (
        """
variable "given" { type = string }
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
provider "aws" {
  alias  = "given"
  region = var.given
}
resource "aws_lambda_function" "a" { function_name = "a" }
resource "aws_lambda_function" "us" {
  provider      = aws.us
  function_name = "a"
}
resource "aws_cloudwatch_log_group" "a" { name = "/aws/lambda/a" }
resource "aws_cloudwatch_log_group" "us" {
  provider = aws.us
  name     = "/aws/lambda/us"
}
resource "aws_cloudwatch_log_group" "untold" {
  provider = aws.us
  name     = "/aws/lambda/${var.name}"
}
resource "aws_cloudwatch_log_group" "some" {
  provider = aws.us
  count    = var.many
  name     = "/aws/lambda/a"
}
resource "aws_cloudwatch_log_group" "given" {
  provider = aws.given
  name     = "/aws/lambda/given"
}
""",
        {
            'called_near(aws_lambda_function.a, "aws_cloudwatch_log_group", "name", "/aws/lambda/a")[*].meta.name': [
                "a",
            ],
            'called_near(aws_lambda_function.us, "aws_cloudwatch_log_group", "name", "/aws/lambda/a")[*].meta.name': [
                UNTOLD,
                UNTOLD,
            ],
            'called_near(aws_lambda_function.a, "aws_cloudwatch_log_group", "name", "/aws/lambda/us")': [],
            'called_near(aws_lambda_function.us, "aws_cloudwatch_log_group", "name", "/aws/lambda/us")[*].meta.name': [
                "us",
                UNTOLD,
            ],
            'called_near(aws_lambda_function.a, "aws_cloudwatch_log_group", "name", "/aws/lambda/given")': UNTOLD,
            'called_near("elsewhere", "aws_cloudwatch_log_group", "name", "/aws/lambda/a")': UNTOLD,
        },
    ),
    "attached": (
        """
resource "aws_s3_bucket" "a" { bucket = "a" }
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket" "c" { bucket = "c" }
resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = "b"
  versioning_configuration { status = "Enabled" }
}
""",
        {
            'attached(aws_s3_bucket.a, "aws_s3_bucket_versioning", "bucket")[*].address': [
                "aws_s3_bucket_versioning.a"
            ],
            'attached(aws_s3_bucket.b, "aws_s3_bucket_versioning", "bucket")[*].address': [
                "aws_s3_bucket_versioning.b"
            ],
            'attached(aws_s3_bucket.c, "aws_s3_bucket_versioning", "bucket")': [],
            'attached("elsewhere", "aws_s3_bucket_versioning", "bucket")': UNTOLD,
            'attached(aws_s3_bucket.a, var.name, "bucket")': UNTOLD,
            'attached(aws_s3_bucket.a, "aws_s3_bucket_versioning", var.name)': UNTOLD,
        },
    ),
    "attached by a name with parts": (
        """
resource "aws_secretsmanager_secret" "db" { name = "app/db" }
resource "aws_secretsmanager_secret" "more" { name = "app/db/more" }
resource "aws_secretsmanager_secret_rotation" "db" { secret_id = "app/db" }
resource "aws_redshift_cluster" "c" { cluster_identifier = "sales" }
resource "aws_redshift_logging" "c" { cluster_identifier = "sales" }
resource "aws_elb" "web" { name = "web" }
resource "aws_load_balancer_policy" "web" { load_balancer_name = "web" }
resource "aws_cloudwatch_log_group" "api" { name = "/app/api" }
resource "aws_cloudwatch_log_group" "app" { name = "/app" }
resource "aws_sns_topic" "t" { display_name = "/app/api:x" }
""",
        {
            'attached(aws_secretsmanager_secret.db, "aws_secretsmanager_secret_rotation", "secret_id")[*].address': [
                "aws_secretsmanager_secret_rotation.db"
            ],
            'attached(aws_secretsmanager_secret.more, "aws_secretsmanager_secret_rotation", "secret_id")': [],
            'attached(aws_redshift_cluster.c, "aws_redshift_logging", "cluster_identifier")[*].address': [
                "aws_redshift_logging.c"
            ],
            'attached(aws_elb.web, "aws_load_balancer_policy", "load_balancer_name")[*].address': [
                "aws_load_balancer_policy.web"
            ],
            'attached(aws_cloudwatch_log_group.api, "aws_sns_topic", "display_name")': UNTOLD,
        },
    ),
    "attached in blocks that are not counted": (
        """
resource "aws_s3_bucket" "a" { bucket = "a" }
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket" "c" { bucket = "c" }
resource "aws_s3_bucket_versioning" "some" {
  count  = var.many
  bucket = aws_s3_bucket.a.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "named" {
  count  = var.many
  bucket = "b"
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_logging" "each" {
  for_each      = toset(var.list)
  bucket        = each.key
  target_bucket = aws_s3_bucket.a.id
  target_prefix = ""
}
resource "aws_s3_bucket_policy" "one_of" {
  count  = var.many
  bucket = [aws_s3_bucket.a.id, aws_s3_bucket.b.id][count.index]
  policy = "{}"
}
resource "aws_s3_bucket_policy" "far" {
  count  = var.many
  bucket = "others"
  policy = "{}"
}
""",
        {
            'attached(aws_s3_bucket.a, "aws_s3_bucket_versioning", "bucket")': [UNTOLD],
            'attached(aws_s3_bucket.b, "aws_s3_bucket_versioning", "bucket")': [UNTOLD],
            'attached(aws_s3_bucket.c, "aws_s3_bucket_versioning", "bucket")': [],
            'attached(aws_s3_bucket.c, "aws_s3_bucket_logging", "bucket")': [UNTOLD],
            'attached(aws_s3_bucket.a, "aws_s3_bucket_logging", "target_bucket")': [UNTOLD],
            'attached(aws_s3_bucket.c, "aws_s3_bucket_logging", "target_bucket")': [],
            'attached(aws_s3_bucket.a, "aws_s3_bucket_policy", "bucket")': [UNTOLD],
            'attached(aws_s3_bucket.b, "aws_s3_bucket_policy", "bucket")': [UNTOLD],
            'may_name(aws_s3_bucket.c, "aws_s3_bucket_versioning", "bucket")': [],
            'may_name(aws_s3_bucket.a, "aws_s3_bucket_versioning", "bucket")': UNTOLD,
            'may_name(aws_s3_bucket.c, "aws_s3_bucket_logging", "bucket")': UNTOLD,
        },
    ),
    "attached where what is named waits": (
        """
resource "aws_s3_bucket" "a" { bucket = "a" }
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "some" {
  bucket = var.name
  versioning_configuration { status = "Enabled" }
}
""",
        {
            'attached(aws_s3_bucket.a, "aws_s3_bucket_versioning", "bucket")[*].address': [
                "aws_s3_bucket_versioning.a",
                UNTOLD,
            ],
            'attached(aws_s3_bucket.b, "aws_s3_bucket_versioning", "bucket")': UNTOLD,
        },
    ),
    "may_name": (
        """
resource "aws_s3_bucket" "a" { bucket = "a" }
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket" "given" { bucket = var.name }
resource "aws_s3_bucket_policy" "a" {
  bucket = aws_s3_bucket.a.id
  policy = "{}"
}
resource "aws_s3_bucket_policy" "b" {
  bucket = "b"
  policy = "{}"
}
resource "aws_s3_bucket_policy" "in_an_arn" {
  bucket = "arn:aws:s3:::b"
  policy = "{}"
}
resource "aws_s3_bucket_policy" "some" {
  bucket = var.name
  policy = "{}"
}
""",
        {
            'may_name(aws_s3_bucket.a, "aws_s3_bucket_policy", "bucket")[*].address': [
                "aws_s3_bucket_policy.a",
                "aws_s3_bucket_policy.in_an_arn",
                "aws_s3_bucket_policy.some",
            ],
            'may_name(aws_s3_bucket.b, "aws_s3_bucket_policy", "bucket")[*].address': [
                "aws_s3_bucket_policy.b",
                "aws_s3_bucket_policy.in_an_arn",
                "aws_s3_bucket_policy.some",
            ],
            'length(may_name(aws_s3_bucket.given, "aws_s3_bucket_policy", "bucket"))': 4,
            'may_name(aws_s3_bucket.a, "aws_s3_bucket_logging", "bucket")': [],
            'may_name("elsewhere", "aws_s3_bucket_policy", "bucket")': UNTOLD,
            'may_name(aws_s3_bucket.a, var.name, "bucket")': UNTOLD,
        },
    ),
    "speaks_of": (
        """
resource "aws_sqs_queue" "orders" { name = "orders" }
resource "aws_sqs_queue" "given" { name = var.name }
resource "aws_sns_topic" "orders" {}
resource "aws_sns_topic" "orders_2" {}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "${aws_sqs_queue.given.arn}*" }] })
}
""",
        {
            'speaks_of("to orders, now", aws_sqs_queue.orders)': True,
            'speaks_of("to orders-old", aws_sqs_queue.orders)': False,
            'speaks_of("to old-orders", aws_sqs_queue.orders)': False,
            'speaks_of("to a/orders", aws_sqs_queue.orders)': False,
            'speaks_of("to ${aws_sqs_queue.orders.name}", aws_sqs_queue.orders)': True,
            'speaks_of("to orders", aws_sqs_queue.given)': UNTOLD,
            "speaks_of(var.name, aws_sqs_queue.orders)": UNTOLD,
            'speaks_of("orders", "elsewhere")': UNTOLD,
            'speaks_of("to ${aws_sqs_queue.given.arn}", aws_sqs_queue.given)': True,
            'speaks_of("to ${aws_sns_topic.orders.arn}", aws_sns_topic.orders)': True,
            'speaks_of("to ${aws_sns_topic.orders.arn}", aws_sqs_queue.orders)': False,
            'speaks_of("to ${aws_sns_topic.orders.arn} of orders", aws_sqs_queue.orders)': True,
            'speaks_of("to ${aws_sns_topic.orders_2.arn}", aws_sns_topic.orders)': False,
            'speaks_of("to ${aws_sns_topic.orders_2.arn}", aws_sqs_queue.orders)': False,
            "[for s in policy_statements(aws_iam_policy.p.policy) : [for r in s.resources : [speaks_of(r, aws_sqs_queue.given), speaks_of(r, aws_sqs_queue.orders)]]]": [
                [[True, False]],
            ],
        },
    ),
    "tag_names": (
        """
variable "tags" { type = map(string) }
resource "aws_sqs_queue" "a" { tags = { Owner = "shop", Name = var.name } }
resource "aws_sqs_queue" "b" { tags = merge({ Owner = "shop" }, var.tags) }
resource "aws_sqs_queue" "c" { name = "c" }
resource "aws_sqs_queue" "d" { tags = var.tags }
""",
        {
            "[for q in resources.aws_sqs_queue : [q.meta.name, tag_names(q)]]": [
                ["a", ["Name", "Owner"]],
                ["b", ["Owner", UNTOLD]],
                ["c", []],
                ["d", [UNTOLD]],
            ],
            'tag_names("elsewhere")': UNTOLD,
            "[for q in resources.aws_sqs_queue : names(q)]": [
                [UNTOLD],
                [UNTOLD],
                ["c"],
                [UNTOLD],
            ],
        },
    ),
    "tag_names of the provider": (
        """
variable "tags" { type = map(string) }
provider "aws" {
  alias  = "tagged"
  region = "eu-west-1"
  default_tags { tags = { Team = "shop" } }
}
resource "aws_sqs_queue" "a" {
  provider = aws.tagged
  tags     = { Owner = "shop" }
}
resource "aws_sqs_queue" "b" {
  provider = aws.tagged
  tags     = var.tags
}
""",
        {
            "tag_names(aws_sqs_queue.a)": ["Owner", "Team"],
            "tag_names(aws_sqs_queue.b)": ["Team", UNTOLD],
        },
    ),
    "says_whose": (
        """
variable "tags" { type = map(string) }
provider "aws" {
  alias  = "tagged"
  region = "eu-west-1"
  default_tags { tags = { "acme:cost-center" = "4711" } }
}
resource "aws_sqs_queue" "a" { tags = { Owner = "shop" } }
resource "aws_sqs_queue" "b" { tags = { Name = "b", Environment = "prod", ManagedBy = "terraform" } }
resource "aws_sqs_queue" "c" {}
resource "aws_sqs_queue" "d" { tags = { Quelle = "shop", Name = "d" } }
resource "aws_sqs_queue" "e" { tags = { Owner = " " } }
resource "aws_sqs_queue" "f" { tags = { Owner = var.name } }
resource "aws_sqs_queue" "g" { tags = { Owner = "shop-${var.name}" } }
resource "aws_sqs_queue" "h" { tags = { app = aws_sqs_queue.a.id } }
resource "aws_sqs_queue" "i" { tags = var.tags }
resource "aws_sqs_queue" "j" { provider = aws.tagged }
resource "aws_sqs_queue" "k" {
  provider = aws.tagged
  tags     = { "acme:cost-center" = "" }
}
resource "aws_sqs_queue" "l" { tags = { AppVersion = "", "aws:cloudformation:stack-name" = "shop" } }
""",
        {
            "[for q in resources.aws_sqs_queue : says_whose(q)]": [
                *(True, False, False, UNTOLD, False, UNTOLD, True, True, UNTOLD),
                *(True, False, False),
            ],
            'says_whose("elsewhere")': UNTOLD,
        },
    ),
    "says_whose of groups": (
        """
variable "tags" { type = map(string) }
variable "propagate" { type = bool }
provider "aws" {
  alias  = "tagged"
  region = "eu-west-1"
  default_tags { tags = { Team = "shop" } }
}
resource "aws_launch_template" "told" {
  tag_specifications {
    resource_type = "instance"
    tags          = { Team = "shop" }
  }
}
resource "aws_launch_template" "volumes" {
  tag_specifications {
    resource_type = "volume"
    tags          = { Team = "shop" }
  }
}
resource "aws_autoscaling_group" "a" {
  tag {
    key                 = "Team"
    value               = "shop"
    propagate_at_launch = true
  }
}
resource "aws_autoscaling_group" "b" {
  provider = aws.tagged
  tag {
    key                 = "Team"
    value               = "shop"
    propagate_at_launch = false
  }
  launch_template { id = aws_launch_template.volumes.id }
}
resource "aws_autoscaling_group" "c" {
  launch_template { id = aws_launch_template.told.id }
}
resource "aws_autoscaling_group" "d" {
  launch_template { id = "lt-1" }
}
resource "aws_autoscaling_group" "e" {
  dynamic "tag" {
    for_each = var.tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
resource "aws_autoscaling_group" "f" {
  tag {
    key                 = "Team"
    value               = "shop"
    propagate_at_launch = var.propagate
  }
}
resource "aws_autoscaling_group" "g" {
  tag {
    key                 = "Team"
    value               = "shop"
    propagate_at_launch = true
  }
  dynamic "tag" {
    for_each = var.tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
""",
        {
            "[for g in resources.aws_autoscaling_group : says_whose(g)]": [
                *(True, False, True, UNTOLD, UNTOLD, UNTOLD, True),
            ],
        },
    ),
    "names": (
        """
resource "aws_rds_cluster" "a" {
  engine             = "aurora-mysql"
  cluster_identifier = "a"
  tags               = { Name = "shop" }
}
resource "aws_s3_bucket" "b" { bucket = "b" }
""",
        {
            "names(aws_rds_cluster.a)": ["a", "shop"],
            "names(aws_s3_bucket.b)": ["b"],
            'names("elsewhere")': UNTOLD,
        },
    ),
    "prevents_destroy": (
        """
variable "keep" { default = true }
resource "aws_sqs_queue" "a" {
  name = "a"
  lifecycle { prevent_destroy = true }
}
resource "aws_sqs_queue" "b" {
  name = "b"
  lifecycle { prevent_destroy = false }
}
resource "aws_sqs_queue" "c" {
  name = "c"
  lifecycle { create_before_destroy = true }
}
resource "aws_sqs_queue" "d" { name = "d" }
""",
        {
            "[for q in resources.aws_sqs_queue : [q.meta.name, prevents_destroy(q)]]": [
                ["a", True],
                ["b", False],
                ["c", False],
                ["d", False],
            ],
            'prevents_destroy("elsewhere")': UNTOLD,
        },
    ),
}

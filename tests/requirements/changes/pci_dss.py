# ruff: noqa: E501 text as it stands in a configuration
"""What Terraform can answer of PCI DSS: data/requirements/pci-dss.hcl."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "pci-dss"

STACK = (
    HEAD
    + """
variable "password" {
  default   = null
  sensitive = true
}
resource "random_password" "cards" { length = 32 }
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::flow-logs"
}
resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}
resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index + 10)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.main.id
  egress {
    description = "to the application"
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "HTTPS from customers"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_security_group" "app" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id            = aws_security_group.app.id
  description                  = "from the balancer"
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
  referenced_security_group_id = aws_security_group.web.id
}
resource "aws_vpc_security_group_egress_rule" "app" {
  security_group_id = aws_security_group.app.id
  description       = "HTTPS"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_security_group" "cards" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_security_group_ingress_rule" "cards" {
  security_group_id            = aws_security_group.cards.id
  description                  = "PostgreSQL from the application"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.app.id
}
resource "aws_lb" "web" {
  name            = "web"
  security_groups = [aws_security_group.web.id]
  subnets         = aws_subnet.public[*].id
  access_logs {
    bucket  = "logs"
    enabled = true
  }
}
resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 8443
  protocol = "HTTPS"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-west-1:111122223333:certificate/1"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_wafv2_web_acl" "web" {
  name  = "web"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "common"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "common"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "web"
    sampled_requests_enabled   = true
  }
}
resource "aws_wafv2_web_acl_association" "web" {
  resource_arn = aws_lb.web.arn
  web_acl_arn  = aws_wafv2_web_acl.web.arn
}
resource "aws_instance" "app" {
  ami                    = "ami-1"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.app.id]
  metadata_options { http_tokens = "required" }
  root_block_device { encrypted = true }
}
resource "aws_kms_key" "cards" { enable_key_rotation = true }
resource "aws_db_subnet_group" "cards" { subnet_ids = aws_subnet.private[*].id }
resource "aws_db_instance" "cards" {
  instance_class                  = "db.m6g.large"
  engine                          = "postgres"
  username                        = "ledger"
  password                        = random_password.cards.result
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.cards.arn
  db_subnet_group_name            = aws_db_subnet_group.cards.name
  vpc_security_group_ids          = [aws_security_group.cards.id]
  enabled_cloudwatch_logs_exports = ["postgresql"]
}
resource "aws_secretsmanager_secret" "cards" {
  name       = "cards"
  kms_key_id = aws_kms_key.cards.id
}
resource "aws_secretsmanager_secret_version" "cards" {
  secret_id     = aws_secretsmanager_secret.cards.id
  secret_string = jsonencode({ username = "ledger", password = random_password.cards.result, host = aws_db_instance.cards.address })
}
resource "aws_secretsmanager_secret_rotation" "cards" {
  secret_id           = aws_secretsmanager_secret.cards.id
  rotation_lambda_arn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate"
  rotation_rules { automatically_after_days = 30 }
}
resource "aws_s3_bucket" "files" { bucket = "files" }
resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["cloudwatch:PutMetricData"], Resource = "*" }] })
}
resource "aws_cloudwatch_log_group" "app" {
  name              = "app"
  retention_in_days = 365
}
resource "aws_sns_topic" "alarms" { name = "alarms" }
resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "oncall@example.com"
}
resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 60
  evaluation_periods  = 5
  dimensions          = { DBInstanceIdentifier = aws_db_instance.cards.identifier }
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
"""
)

_CLEAR = """
resource "aws_lb_listener" "clear" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
"""
_SSH = """
resource "aws_security_group_rule" "ssh" {
  security_group_id = aws_security_group.app.id
  type              = "ingress"
  description       = "maintenance"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}
"""
_FROM_WEB = '  description                  = "from the balancer"\n  ip_protocol                  = "tcp"\n  from_port                    = 8443\n  to_port                      = 8443\n'
_FROM_APP = "  referenced_security_group_id = aws_security_group.app.id\n"
_WEB_RULE = "  from_port         = 443\n  to_port           = 443\n"
_APP_OUT = '  description       = "HTTPS"\n  ip_protocol       = "tcp"\n  from_port         = 443\n  to_port           = 443\n'
_PLACED = "  subnet_id              = aws_subnet.private[0].id\n"

CHANGES: Mapping[str, Changes] = {
    "1.2.5-rules-explained": changes(
        ('  description                  = "from the balancer"\n', ""),
        ("", _SSH.replace("0.0.0.0/0", "10.9.0.0/24")),
        ("", _SSH.replace('  description       = "maintenance"\n', "")),
    ),
    "1.2.6-insecure-services": changes(
        (_FROM_WEB, _FROM_WEB.replace("8443\n  to_port", "20\n  to_port")),
        (_FROM_WEB, _FROM_WEB.replace("8443", "22")),
        (_FROM_WEB, _FROM_WEB.replace("8443", "23")),
    ),
    "1.3.1-inbound-databases": changes(
        (_FROM_APP, '  cidr_ipv4                    = "10.0.0.0/16"\n'),
        (
            _FROM_APP,
            '  referenced_security_group_id = "${aws_security_group.app.id}"\n',
        ),
        ("  vpc_security_group_ids          = [aws_security_group.cards.id]\n", ""),
    ),
    "1.3.1-admin-access": changes(
        ("", _SSH),
        ("", _SSH.replace("0.0.0.0/0", "10.9.0.0/24")),
        ("", _SSH.replace('["0.0.0.0/0"]', '["0.0.0.0/1", "128.0.0.0/1"]')),
        ("", _SSH.replace('cidr_blocks       = ["0.0.0.0/0"]', 'ipv6_cidr_blocks = ["::/0"]')),
    ),
    "1.3.2-outbound": changes(
        (_APP_OUT, '  description       = "HTTPS"\n  ip_protocol       = "-1"\n'),
        (
            '  cidr_ipv4         = "0.0.0.0/0"\n}\nresource "aws_security_group" "cards"',
            '  cidr_ipv6         = "::/0"\n}\nresource "aws_security_group" "cards"',
        ),
        (
            _APP_OUT,
            _APP_OUT.replace("443\n  to_port           = 443", "0\n  to_port           = 65535"),
        ),
    ),
    "1.4.2-inbound-untrusted": changes(
        (_WEB_RULE, _WEB_RULE.replace("443", "8443")),
        (
            'ip_protocol       = "tcp"\n  from_port         = 443',
            'ip_protocol       = "6"\n  from_port         = 443',
        ),
        (
            "security_groups = [aws_security_group.web.id]",
            "security_groups = [aws_security_group.app.id]",
        ),
    ),
    "1.4.4-data-not-public": changes(
        (
            'username                        = "ledger"',
            'username = "ledger"\n  publicly_accessible = true',
        ),
        (
            'username                        = "ledger"',
            'username = "ledger"\n  publicly_accessible = false',
        ),
        (
            'resource "aws_db_subnet_group" "cards" { subnet_ids = aws_subnet.private[*].id }',
            'resource "aws_db_subnet_group" "cards" { subnet_ids = aws_subnet.public[*].id }',
        ),
    ),
    "1.4.4-buckets-not-public": changes(
        ("  restrict_public_buckets = true\n", ""),
        ("bucket                  = aws_s3_bucket.files.id", 'bucket = "files"'),
        ("bucket                  = aws_s3_bucket.files.id", 'bucket = "others"'),
    ),
    "1.4.5-no-public-addresses": changes(
        (_PLACED, "  subnet_id              = aws_subnet.public[0].id\n"),
        (_PLACED, f"{_PLACED}  associate_public_ip_address = false\n"),
        (_PLACED, f"{_PLACED}  associate_public_ip_address = true\n"),
        ("", 'resource "aws_eip" "app" { instance = aws_instance.app.id }\n'),
    ),
    "2.2.2-default-accounts": changes(
        ('username                        = "ledger"', 'username = "postgres"'),
        ('username                        = "ledger"', 'username = join("_", ["card", "ledger"])'),
        ('username                        = "ledger"', 'username = "Admin"'),
    ),
    "2.2.3-functions-apart": changes(
        (
            "[aws_security_group.cards.id]",
            "[aws_security_group.cards.id, aws_security_group.app.id]",
        ),
        ("[aws_security_group.cards.id]", "aws_security_group.cards[*].id"),
        ("[aws_security_group.cards.id]", "[aws_security_group.web.id]"),
    ),
    "2.2.6-metadata-tokens": changes(
        (
            'metadata_options { http_tokens = "required" }',
            'metadata_options { http_tokens = "optional" }',
        ),
        (
            'metadata_options { http_tokens = "required" }',
            'metadata_options { http_endpoint = "disabled" }',
        ),
        ('  metadata_options { http_tokens = "required" }\n', ""),
    ),
    "3.5.1-encrypted-at-rest": changes(
        ("  storage_encrypted               = true\n", ""),
        (
            "  root_block_device { encrypted = true }\n",
            '  root_block_device { encrypted = "true" }\n',
        ),
        ("  root_block_device { encrypted = true }\n", ""),
        also=[
            [
                ("  root_block_device { encrypted = true }\n", ""),
                ("", 'resource "aws_ebs_encryption_by_default" "all" { enabled = true }\n'),
            ]
        ],
    ),
    "3.6.1-own-keys": changes(
        ("  kms_key_id                      = aws_kms_key.cards.arn\n", ""),
        [
            (
                "kms_key_id                      = aws_kms_key.cards.arn",
                "kms_key_id = aws_kms_alias.cards.target_key_arn",
            ),
            (
                "",
                'resource "aws_kms_alias" "cards" {\n  name          = "alias/cards"\n  target_key_id = aws_kms_key.cards.id\n}\n',
            ),
        ],
    ),
    "3.7.4-key-rotation": changes(
        ("{ enable_key_rotation = true }", "{ enable_key_rotation = false }"),
        (
            "{ enable_key_rotation = true }",
            "{\n  enable_key_rotation     = true\n  rotation_period_in_days = 180\n}",
        ),
        ("{ enable_key_rotation = true }", "{}"),
    ),
    "4.2.1-tls-listeners": changes(
        ("", _CLEAR.replace('protocol    = "HTTPS"', 'protocol    = "HTTP"')),
        ("", _CLEAR),
        (
            "",
            _CLEAR.replace(
                'type = "redirect"\n    redirect {\n      port        = "443"\n      protocol    = "HTTPS"\n      status_code = "HTTP_301"\n    }',
                'type             = "forward"\n    target_group_arn = aws_lb_target_group.web.arn',
            ),
        ),
    ),
    "4.2.1-tls-policy": changes(
        ("ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-1-2021-06"),
        ("ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-FS-1-2-Res-2020-10"),
        ('  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"\n', ""),
    ),
    "6.3.3-patches": changes(
        (
            'username                        = "ledger"',
            'username = "ledger"\n  auto_minor_version_upgrade = false',
        ),
        (
            'username                        = "ledger"',
            'username = "ledger"\n  auto_minor_version_upgrade = true',
        ),
    ),
    "6.4.2-web-application-firewall": changes(
        (
            "resource_arn = aws_lb.web.arn",
            'resource_arn = "arn:aws:apigateway:eu-west-1::/restapis/1/stages/prod"',
        ),
        ("      none {}\n", "      none {\n      }\n"),
        ("      none {}\n", "      count {}\n"),
    ),
    "7.2.5-no-wildcards": changes(
        ('["cloudwatch:PutMetricData"]', '["cloudwatch:*"]'),
        ('["cloudwatch:PutMetricData"]', '"cloudwatch:PutMetricData"'),
        (
            "",
            'resource "aws_iam_role_policy_attachment" "app" {\n  role       = aws_iam_role.app.name\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n',
        ),
        (
            "",
            'resource "aws_sqs_queue" "in" { name = "in" }\nresource "aws_sqs_queue_policy" "in" {\n  queue_url = aws_sqs_queue.in.id\n  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = aws_sqs_queue.in.arn }] })\n}\n',
        ),
    ),
    "8.3.2-secrets-encrypted": changes(
        ("  kms_key_id = aws_kms_key.cards.id\n", ""),
        ("kms_key_id = aws_kms_key.cards.id", "kms_key_id = aws_kms_key.cards.arn"),
    ),
    "8.6.2-no-written-passwords": changes(
        (
            "password                        = random_password.cards.result",
            'password = "hunter2-hunter2"',
        ),
        (
            "password                        = random_password.cards.result",
            "manage_master_user_password = true",
        ),
    ),
    "8.6.3-secret-rotation": changes(
        (
            "  secret_id           = aws_secretsmanager_secret.cards.id\n",
            '  secret_id           = "others"\n',
        ),
        (
            "  secret_id           = aws_secretsmanager_secret.cards.id\n",
            "  secret_id           = aws_secretsmanager_secret.cards.arn\n",
        ),
    ),
    "10.2.1-flow-logs": changes(
        ('traffic_type         = "ALL"', 'traffic_type = "REJECT"'),
        ('traffic_type         = "ALL"', 'traffic_type = upper("all")'),
        ("vpc_id               = aws_vpc.main.id", "subnet_id = aws_subnet.public[0].id"),
    ),
    "10.2.1-access-logs": changes(
        ("    enabled = true\n", "    enabled = false\n"),
        ("    enabled = true\n", '    enabled = true\n    prefix  = "web"\n'),
        ("    enabled = true\n", ""),
    ),
    "10.2.1-database-logs": changes(
        ('["postgresql"]', "[]"),
        ('["postgresql"]', '["postgresql", "upgrade"]'),
    ),
    "10.5.1-retention": changes(
        ("retention_in_days = 365", "retention_in_days = 90"),
        ("  retention_in_days = 365\n", ""),
        also=[("retention_in_days = 365", "retention_in_days = 0")],
    ),
    "12.10.5-alerts": changes(
        ("alarm_actions       = [aws_sns_topic.alarms.arn]", "alarm_actions = []"),
        (
            "alarm_actions       = [aws_sns_topic.alarms.arn]",
            "alarm_actions = toset([aws_sns_topic.alarms.id])",
        ),
        (
            "alarm_actions       = [aws_sns_topic.alarms.arn]",
            "alarm_actions = [aws_sns_topic.alarms.arn]\n  actions_enabled = false",
        ),
        ('protocol  = "email"', 'protocol  = "sqs"'),
    ),
}

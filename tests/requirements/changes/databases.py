# ruff: noqa: E501 text as it stands in a configuration
"""Databases, caches, brokers and search: data/requirements/security/databases.hcl."""

from collections.abc import Mapping, Sequence

from tests.requirements.changes import HEAD, Changes, Edit, changes

LIST = "security"

STACK = (
    HEAD
    + """
resource "random_password" "store" { length = 32 }
resource "aws_db_instance" "one" {
  identifier                          = "one"
  instance_class                      = "db.t4g.micro"
  engine                              = "postgres"
  engine_version                      = "16.4"
  username                            = "shop"
  manage_master_user_password         = true
  publicly_accessible                 = false
  storage_encrypted                   = true
  iam_database_authentication_enabled = true
  enabled_cloudwatch_logs_exports     = ["postgresql"]
}
resource "aws_rds_cluster" "many" {
  cluster_identifier                  = "many"
  engine                              = "aurora-mysql"
  engine_version                      = "8.0.mysql_aurora.3.10.0"
  master_username                     = "shop"
  manage_master_user_password         = true
  storage_encrypted                   = true
  iam_database_authentication_enabled = true
  enabled_cloudwatch_logs_exports     = ["audit"]
}
resource "aws_rds_cluster_instance" "many" {
  cluster_identifier = aws_rds_cluster.many.id
  engine             = "aurora-mysql"
  instance_class     = "db.r8g.large"
}
resource "aws_db_snapshot" "before" {
  db_instance_identifier = aws_db_instance.one.identifier
  db_snapshot_identifier = "before"
  shared_accounts        = ["444455556666"]
}
resource "aws_docdb_cluster" "papers" {
  storage_encrypted               = true
  enabled_cloudwatch_logs_exports = ["audit", "profiler"]
}
resource "aws_neptune_cluster" "friends" {
  storage_encrypted                   = true
  iam_database_authentication_enabled = true
  enable_cloudwatch_logs_exports      = ["audit"]
}
resource "aws_redshift_parameter_group" "strict" {
  name   = "strict"
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "true"
  }
}
resource "aws_redshift_cluster" "reports" {
  cluster_identifier           = "reports"
  node_type                    = "ra3.large"
  master_username              = "analyst"
  manage_master_password       = true
  encrypted                    = true
  publicly_accessible          = false
  enhanced_vpc_routing         = true
  cluster_parameter_group_name = aws_redshift_parameter_group.strict.name
}
resource "aws_redshift_logging" "reports" {
  cluster_identifier   = aws_redshift_cluster.reports.id
  log_destination_type = "cloudwatch"
  log_exports          = ["connectionlog"]
}
resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "sessions"
  description                = "sessions"
  engine_version             = "7.1"
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token                 = random_password.store.result
}
resource "aws_memorydb_cluster" "scores" {
  name      = "scores"
  acl_name  = "players"
  node_type = "db.t4g.small"
}
resource "aws_dax_cluster" "near" {
  cluster_name                     = "near"
  iam_role_arn                     = "arn:aws:iam::111122223333:role/dax"
  node_type                        = "dax.t3.small"
  replication_factor               = 3
  cluster_endpoint_encryption_type = "TLS"
  server_side_encryption { enabled = true }
}
resource "aws_opensearch_domain" "goods" {
  domain_name    = "goods"
  engine_version = "OpenSearch_2.19"
  vpc_options { subnet_ids = ["subnet-1"] }
  encrypt_at_rest { enabled = true }
  node_to_node_encryption { enabled = true }
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }
  advanced_security_options { enabled = true }
  log_publishing_options {
    log_type                 = "AUDIT_LOGS"
    cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:goods"
  }
}
resource "aws_kinesis_stream" "clicks" {
  name            = "clicks"
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}
resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.9.x"
  number_of_broker_nodes = 3
  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = ["subnet-1", "subnet-2", "subnet-3"]
    security_groups = ["sg-1"]
  }
  client_authentication {
    sasl { iam = true }
  }
  encryption_info {
    encryption_in_transit { client_broker = "TLS" }
  }
}
resource "aws_mq_broker" "jobs" {
  broker_name                = "jobs"
  engine_type                = "ActiveMQ"
  engine_version             = "5.18"
  host_instance_type         = "mq.t3.micro"
  auto_minor_version_upgrade = true
  logs { audit = true }
  user {
    username = "shop"
    password = random_password.store.result
  }
}
resource "aws_dms_endpoint" "source" {
  endpoint_id   = "source"
  endpoint_type = "source"
  engine_name   = "postgres"
  ssl_mode      = "verify-full"
}
resource "aws_dms_replication_instance" "mover" {
  replication_instance_id    = "mover"
  replication_instance_class = "dms.t3.micro"
  publicly_accessible        = false
  auto_minor_version_upgrade = true
}
"""
)


def _flag(
    line: str, weaker: str, same: str, *more: Edit | list[Edit], also: Sequence[Edit] = ()
) -> Changes:
    """A line that is changed, or left out where weaker is empty."""
    return changes((line, weaker), (line, same), *more, also=also)


_RDS_ENCRYPTED = (
    "  publicly_accessible                 = false\n  storage_encrypted                   = true\n"
)
_FIVE = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}
"""
_NEPTUNE = """
resource "aws_neptune_cluster_instance" "friends" {
  cluster_identifier  = aws_neptune_cluster.friends.id
  instance_class      = "db.r6g.large"
  publicly_accessible = true
}
"""
_SERVERLESS = """
resource "aws_rds_cluster" "small" {
  engine      = "aurora-mysql"
  engine_mode = "MODE"
}
"""
_OFF = "coalesce(null, false)"

CHANGES: Mapping[str, Changes] = {
    "public-databases": _flag(
        "  publicly_accessible                 = false\n",
        "  publicly_accessible = true\n",
        f"  publicly_accessible = {_OFF}\n",
        ("  publicly_accessible        = false\n", "  publicly_accessible        = true\n"),
        [("", _FIVE), ("  publicly_accessible          = false\n", "")],
        ("", _NEPTUNE),
        also=[
            ("", _NEPTUNE.replace("true", "false")),
            ("  publicly_accessible        = false\n", ""),
            ("  publicly_accessible          = false\n", ""),
        ],
    ),
    "rds-instances-encrypted": _flag(
        _RDS_ENCRYPTED, "", "  publicly_accessible = false\n  storage_encrypted   = !false\n"
    ),
    "rds-clusters-encrypted": _flag(
        '  manage_master_user_password         = true\n  storage_encrypted                   = true\n  iam_database_authentication_enabled = true\n  enabled_cloudwatch_logs_exports     = ["audit"]',
        '  iam_database_authentication_enabled = true\n  enabled_cloudwatch_logs_exports     = ["audit"]',
        '  storage_encrypted = tobool("true")\n  iam_database_authentication_enabled = true\n  enabled_cloudwatch_logs_exports     = ["audit"]',
        ("", _SERVERLESS.replace("MODE", "provisioned")),
        also=[("", _SERVERLESS.replace("MODE", "serverless"))],
    ),
    "documents-encrypted": _flag(
        "  storage_encrypted               = true\n",
        "  storage_encrypted = false\n",
        "  storage_encrypted = true || false\n",
        (
            "  storage_encrypted                   = true\n  iam_database_authentication_enabled = true\n  enable_",
            "  iam_database_authentication_enabled = true\n  enable_",
        ),
    ),
    "redshift-encrypted": _flag(
        "  encrypted                    = true\n",
        "  encrypted = false\n",
        "  encrypted = !false\n",
        [("", _FIVE), ("  encrypted                    = true\n", "")],
        also=[("  encrypted                    = true\n", "")],
    ),
    "caches-encrypted": _flag(
        "  at_rest_encryption_enabled = true\n",
        "",
        "  at_rest_encryption_enabled = !false\n",
        also=[("  at_rest_encryption_enabled = true\n", '  engine = "valkey"\n')],
    ),
    "search-encrypted": _flag(
        "  encrypt_at_rest { enabled = true }\n",
        "  encrypt_at_rest { enabled = false }\n",
        '  dynamic "encrypt_at_rest" {\n    for_each = [true]\n    content { enabled = encrypt_at_rest.value }\n  }\n',
    ),
    "streams-encrypted": _flag(
        '  encryption_type = "KMS"\n', "", '  encryption_type = upper("kms")\n'
    ),
    "caches-tls": _flag(
        "  transit_encryption_enabled = true\n", "", "  transit_encryption_enabled = !false\n"
    ),
    "search-tls": _flag(
        "  node_to_node_encryption { enabled = true }\n",
        "",
        "  node_to_node_encryption { enabled = !false }\n",
        ("enforce_https       = true", "enforce_https       = false"),
    ),
    "database-logs": _flag(
        '  enabled_cloudwatch_logs_exports     = ["postgresql"]\n',
        "",
        '  enabled_cloudwatch_logs_exports = toset(["upgrade", "postgresql"])\n',
    ),
    "minor-upgrades": _flag(
        '  instance_class     = "db.r8g.large"\n',
        '  instance_class             = "db.r8g.large"\n  auto_minor_version_upgrade = false\n',
        '  instance_class             = "db.r8g.large"\n  auto_minor_version_upgrade = true\n',
    ),
    "database-sign-in": changes(
        (
            '  iam_database_authentication_enabled = true\n  enabled_cloudwatch_logs_exports     = ["postgresql"]',
            '  enabled_cloudwatch_logs_exports = ["postgresql"]',
        ),
        (
            '  iam_database_authentication_enabled = true\n  enabled_cloudwatch_logs_exports     = ["postgresql"]',
            '  iam_database_authentication_enabled = "true"\n  enabled_cloudwatch_logs_exports     = ["postgresql"]',
        ),
        (
            '  iam_database_authentication_enabled = true\n  enabled_cloudwatch_logs_exports     = ["audit"]',
            '  enabled_cloudwatch_logs_exports = ["audit"]',
        ),
    ),
    "graph-sign-in": _flag(
        "  iam_database_authentication_enabled = true\n  enable_",
        "  enable_",
        '  iam_database_authentication_enabled = "true"\n  enable_',
    ),
    "cache-sign-in": _flag(
        "  auth_token                 = random_password.store.result\n",
        "",
        '  user_group_ids = ["players"]\n',
    ),
    "database-admin-names": changes(
        ('username                            = "shop"', 'username = "Postgres"'),
        ('username                            = "shop"', 'username = join("_", ["shop", "owner"])'),
        ('master_username                     = "shop"', 'master_username = "admin"'),
    ),
    "warehouse-admin-name": _flag(
        'master_username              = "analyst"',
        'master_username = "awsuser"',
        'master_username = lower("ANALYST")',
    ),
    "snapshots-public": _flag(
        'shared_accounts        = ["444455556666"]',
        'shared_accounts = ["all"]',
        'shared_accounts = toset(["444455556666", "777788889999"])',
    ),
    "brokers-public": _flag(
        "  logs { audit = true }\n",
        "  publicly_accessible = true\n  logs { audit = true }\n",
        f"  publicly_accessible = {_OFF}\n  logs {{ audit = true }}\n",
    ),
    "kafka-public": _flag(
        '    security_groups = ["sg-1"]\n',
        '    security_groups = ["sg-1"]\n    connectivity_info {\n      public_access { type = "SERVICE_PROVIDED_EIPS" }\n    }\n',
        '    security_groups = ["sg-1"]\n    connectivity_info {\n      public_access { type = "DISABLED" }\n    }\n',
    ),
    "kafka-sign-in": _flag(
        "    sasl { iam = true }\n",
        "    sasl { iam = true }\n    unauthenticated = true\n",
        "    sasl { scram = true }\n    unauthenticated = false\n",
        ("  client_authentication {\n    sasl { iam = true }\n  }\n", ""),
    ),
    "kafka-tls": _flag(
        '  encryption_info {\n    encryption_in_transit { client_broker = "TLS" }\n  }\n',
        '  encryption_info {\n    encryption_in_transit { client_broker = "TLS_PLAINTEXT" }\n  }\n',
        "",
    ),
    "warehouse-tls": changes(
        ('    value = "true"\n', '    value = "false"\n'),
        (
            "cluster_parameter_group_name = aws_redshift_parameter_group.strict.name",
            "cluster_parameter_group_name = aws_redshift_parameter_group.strict.id",
        ),
        ("  cluster_parameter_group_name = aws_redshift_parameter_group.strict.name\n", ""),
    ),
    "warehouse-routing": _flag(
        "  enhanced_vpc_routing         = true\n", "", "  enhanced_vpc_routing = !false\n"
    ),
    "warehouse-audit": changes(
        (
            'resource "aws_redshift_logging" "reports" {\n  cluster_identifier   = aws_redshift_cluster.reports.id',
            'resource "aws_redshift_logging" "reports" {\n  cluster_identifier   = "another"',
        ),
        (
            'resource "aws_redshift_logging" "reports" {\n  cluster_identifier   = aws_redshift_cluster.reports.id',
            'resource "aws_redshift_logging" "reports" {\n  cluster_identifier   = aws_redshift_cluster.reports.cluster_identifier',
        ),
    ),
    "document-audit": _flag(
        '["audit", "profiler"]', '["profiler"]', 'concat(["profiler"], ["audit"])'
    ),
    "graph-audit": _flag(
        '  enable_cloudwatch_logs_exports      = ["audit"]\n',
        "",
        '  enable_cloudwatch_logs_exports = ["slowquery", "audit"]\n',
    ),
    "search-in-vpc": _flag(
        '  vpc_options { subnet_ids = ["subnet-1"] }\n',
        "",
        '  dynamic "vpc_options" {\n    for_each = [["subnet-1"]]\n    content { subnet_ids = vpc_options.value }\n  }\n',
    ),
    "search-access": _flag(
        "  advanced_security_options { enabled = true }\n",
        "",
        "  advanced_security_options { enabled = !false }\n",
    ),
    "search-tls-policy": _flag(
        '"Policy-Min-TLS-1-2-PFS-2023-10"',
        '"Policy-Min-TLS-1-0-2019-07"',
        '"Policy-Min-TLS-1-2-2019-07"',
    ),
    "search-audit": _flag(
        '"AUDIT_LOGS"\n',
        '"AUDIT_LOGS"\n    enabled                  = false\n',
        'upper("audit_logs")\n',
        ('"AUDIT_LOGS"', '"INDEX_SLOW_LOGS"'),
    ),
    "accelerators-encrypted": _flag(
        "  server_side_encryption { enabled = true }\n",
        "",
        "  server_side_encryption { enabled = !false }\n",
    ),
    "accelerators-tls": _flag(
        '  cluster_endpoint_encryption_type = "TLS"\n',
        "",
        '  cluster_endpoint_encryption_type = upper("tls")\n',
    ),
    "memory-tls": _flag(
        '  acl_name  = "players"\n',
        '  acl_name    = "players"\n  tls_enabled = false\n',
        '  acl_name    = "players"\n  tls_enabled = true\n',
    ),
    "migration-tls": _flag(
        'ssl_mode      = "verify-full"', 'ssl_mode      = "none"', 'ssl_mode      = "require"'
    ),
    "broker-audit": _flag(
        "logs { audit = true }", "logs { general = true }", 'logs { audit = "true" }'
    ),
    "store-upgrades": changes(
        ("  auto_minor_version_upgrade = true\n  logs", "  logs"),
        (
            "  auto_minor_version_upgrade = true\n  logs",
            "  auto_minor_version_upgrade = !false\n  logs",
        ),
        (
            '  engine_version             = "7.1"\n',
            '  engine_version             = "7.1"\n  auto_minor_version_upgrade = false\n',
        ),
        ("  auto_minor_version_upgrade = true\n}", "}"),
    ),
    "database-versions": changes(
        ('engine_version                      = "16.4"', 'engine_version = "10.21"'),
        ('engine_version                      = "16.4"', 'engine_version = "17"'),
        ('"8.0.mysql_aurora.3.10.0"', '"5.6.mysql_aurora.1.22.0"'),
    ),
    "store-versions": changes(
        ('kafka_version          = "3.9.x"', 'kafka_version = "2.8.1"'),
        ('kafka_version          = "3.9.x"', 'kafka_version = "3.8.0"'),
        ('engine_version             = "5.18"', 'engine_version = "5.15.16"'),
    ),
}

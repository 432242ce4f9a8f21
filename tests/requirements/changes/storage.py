# ruff: noqa: E501 text as it stands in a configuration
"""Buckets, queues, topics, volumes and keys: data/requirements/security/storage.hcl."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "security"

STACK = (
    HEAD
    + """
resource "aws_kms_key" "main" { enable_key_rotation = true }
resource "aws_s3_bucket" "logs" { bucket = "shop-logs" }
resource "aws_s3_bucket" "orders" { bucket = "shop-orders" }
resource "aws_s3_bucket_public_access_block" "all" {
  for_each                = { logs = aws_s3_bucket.logs.id, orders = aws_s3_bucket.orders.id }
  bucket                  = each.value
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_logging" "orders" {
  bucket        = aws_s3_bucket.orders.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "orders/"
}
resource "aws_s3_bucket_ownership_controls" "orders" {
  bucket = aws_s3_bucket.orders.id
  rule { object_ownership = "BucketOwnerEnforced" }
}
resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket.logs.id
  acl    = "log-delivery-write"
}
resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id
  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.orders.arn}/*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = "shop-logs"
  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.logs.arn}/*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
}
resource "aws_s3_account_public_access_block" "account" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_access_point" "reports" {
  bucket = aws_s3_bucket.orders.id
  name   = "reports"
}
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_sns_topic" "news" {
  name              = "news"
  kms_master_key_id = aws_kms_key.main.arn
}
resource "aws_sns_topic_subscription" "partner" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "https"
  endpoint  = "https://partner.example.com/hook"
}
resource "aws_transfer_server" "files" { protocols = ["SFTP"] }
resource "aws_kinesis_firehose_delivery_stream" "clicks" {
  name        = "clicks"
  destination = "extended_s3"
  server_side_encryption { enabled = true }
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::111122223333:role/firehose"
    bucket_arn = aws_s3_bucket.logs.arn
  }
}
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 8
  encrypted         = true
}
resource "aws_launch_template" "web" {
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs { encrypted = true }
  }
}
resource "aws_efs_file_system" "shared" { encrypted = true }
resource "aws_efs_access_point" "shared" {
  file_system_id = aws_efs_file_system.shared.id
  posix_user {
    uid = 1000
    gid = 1000
  }
  root_directory { path = "/shop" }
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "web:1" }])
  volume {
    name = "shared"
    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.shared.id
      transit_encryption = "ENABLED"
    }
  }
}
"""
)

_ACCOUNT_OFF = (
    '  restrict_public_buckets = true\n}\nresource "aws_s3_access_point"',
    '  restrict_public_buckets = false\n}\nresource "aws_s3_access_point"',
)

_ACCOUNT_LOOKS = (
    '"account" {\n  block_public_acls       = true\n  block_public_policy     = true\n  ignore_public_acls      = true\n',
    '"account" {\n  block_public_acls       = true\n  block_public_policy     = true\n',
)
_BUCKETS_LOOK = ("  ignore_public_acls      = true\n", "")

_REFUSES = 'jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "TRUTH" } } }] })'
_ELSEWHERE = f"""
resource "aws_s3_bucket_policy" "elsewhere" {{
  bucket = "of-another-stack"
  policy = {_REFUSES}
}}
"""
_INLINE = f"""
resource "aws_s3_bucket" "old" {{
  bucket = "shop-old"
  policy = {_REFUSES.replace("TRUTH", "false")}
}}
"""
_GRANT = """
resource "aws_s3_bucket" "site" {
  grant {
    type        = "Group"
    permissions = ["READ"]
    uri         = "http://acs.amazonaws.com/groups/WHO"
  }
}
"""

CHANGES: Mapping[str, Changes] = {
    "buckets-private": changes(
        [_ACCOUNT_OFF, ("{ logs = aws_s3_bucket.logs.id, orders", "{ orders")],
        [
            _ACCOUNT_OFF,
            (
                "{ logs = aws_s3_bucket.logs.id, orders = aws_s3_bucket.orders.id }",
                '{ logs = "shop-logs", orders = aws_s3_bucket.orders.bucket }',
            ),
        ],
        [_ACCOUNT_OFF, ("  ignore_public_acls      = true\n", "  ignore_public_acls = false\n")],
    ),
    "buckets-acl": changes(
        [
            _ACCOUNT_LOOKS,
            _BUCKETS_LOOK,
            ('acl    = "log-delivery-write"', 'acl = "public-read"'),
        ],
        ('acl    = "log-delivery-write"', 'acl = "private"'),
        [
            _ACCOUNT_LOOKS,
            _BUCKETS_LOOK,
            (
                '  acl    = "log-delivery-write"\n',
                '  access_control_policy {\n    grant {\n      grantee {\n        type = "Group"\n        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"\n      }\n      permission = "READ"\n    }\n    owner { id = "abc" }\n  }\n',
            ),
        ],
        [_ACCOUNT_LOOKS, ("", 'resource "aws_s3_bucket" "site" { acl = "public-read" }\n')],
        [_ACCOUNT_LOOKS, ("", _GRANT.replace("WHO", "global/AllUsers"))],
        also=[
            [_BUCKETS_LOOK, ('acl    = "log-delivery-write"', 'acl = "public-read"')],
            [_ACCOUNT_LOOKS, ('acl    = "log-delivery-write"', 'acl = "public-read"')],
            ("", 'resource "aws_s3_bucket" "site" { acl = "private" }\n'),
            ("", _GRANT.replace("WHO", "s3/LogDelivery")),
        ],
    ),
    "account-private": changes(
        _ACCOUNT_OFF,
        (
            '  restrict_public_buckets = true\n}\nresource "aws_s3_access_point"',
            '  restrict_public_buckets = !false\n}\nresource "aws_s3_access_point"',
        ),
    ),
    "access-points-private": changes(
        (
            '  name   = "reports"\n',
            '  name = "reports"\n  public_access_block_configuration { block_public_policy = false }\n',
        ),
        (
            '  name   = "reports"\n',
            '  name = "reports"\n  public_access_block_configuration { block_public_policy = true }\n',
        ),
    ),
    "bucket-logs": changes(
        ("  bucket        = aws_s3_bucket.orders.id\n", '  bucket = "others"\n'),
        ("  bucket        = aws_s3_bucket.orders.id\n", "  bucket = aws_s3_bucket.orders.bucket\n"),
        ("  target_bucket = aws_s3_bucket.logs.id\n", '  target_bucket = "central-logs"\n'),
        also=[
            (
                "",
                'resource "aws_s3_bucket" "old" {\n  bucket = "old"\n  logging { target_bucket = aws_s3_bucket.older.id }\n}\nresource "aws_s3_bucket" "older" { bucket = "older" }\n',
            )
        ],
    ),
    "bucket-owner": changes(
        ('"BucketOwnerEnforced"', '"ObjectWriter"'),
        ('"BucketOwnerEnforced"', 'join("", ["BucketOwner", "Enforced"])'),
    ),
    "bucket-tls": changes(
        ('"aws:SecureTransport" = "false"', '"aws:SecureTransport" = "true"'),
        (
            'Condition = { Bool = { "aws:SecureTransport" = "false" } }',
            'Condition = { Bool = { "aws:SecureTransport" = [false] } }',
        ),
        ('bucket = "shop-logs"\n  policy', 'bucket = "old-logs"\n  policy'),
        ("", 'resource "aws_s3_bucket" "open" { bucket = "shop-open" }\n'),
        ("", _ELSEWHERE.replace("TRUTH", "true")),
        also=[("", _INLINE), ("", _ELSEWHERE.replace("TRUTH", "false"))],
    ),
    "subscriptions-tls": changes(
        ('protocol  = "https"', 'protocol  = "http"'),
        ('protocol  = "https"', 'protocol  = "email"'),
    ),
    "transfers-tls": changes(
        ('["SFTP"]', '["SFTP", "FTP"]'), ('{ protocols = ["SFTP"] }', '{ domain = "S3" }')
    ),
    "deliveries-encrypted": changes(
        ("  server_side_encryption { enabled = true }\n", ""),
        (
            "server_side_encryption { enabled = true }",
            'server_side_encryption {\n    enabled  = true\n    key_type = "AWS_OWNED_CMK"\n  }',
        ),
    ),
    "queues-encrypted": changes(
        ('{ name = "jobs" }', "{ sqs_managed_sse_enabled = false }"),
        ('{ name = "jobs" }', "{ kms_master_key_id = aws_kms_key.main.key_id }"),
    ),
    "topics-encrypted": changes(
        ("  kms_master_key_id = aws_kms_key.main.arn\n", ""),
        ("kms_master_key_id = aws_kms_key.main.arn", 'kms_master_key_id = "alias/shop"'),
    ),
    "key-rotation": changes(
        ("{ enable_key_rotation = true }", '{ description = "main" }'),
        (
            "{ enable_key_rotation = true }",
            "{\n  enable_key_rotation     = true\n  rotation_period_in_days = 180\n}",
        ),
        also=[
            (
                "",
                'resource "aws_kms_key" "sign" {\n  key_usage                = "SIGN_VERIFY"\n  customer_master_key_spec = "ECC_NIST_P256"\n}\n',
            )
        ],
    ),
    "volumes-encrypted": changes(
        ("  encrypted         = true\n", ""),
        [
            ("  encrypted         = true\n", ""),
            ("", 'resource "aws_ebs_encryption_by_default" "all" {}\n'),
        ],
    ),
    "machines-encrypted": changes(
        ("    ebs { encrypted = true }\n", "    ebs { volume_size = 20 }\n"),
        [
            ("    ebs { encrypted = true }\n", "    ebs { volume_size = 20 }\n"),
            ("", 'resource "aws_ebs_encryption_by_default" "all" { enabled = true }\n'),
        ],
        ('device_name = "/dev/xvda"', 'device_name = "/dev/xvdb"'),
        (
            "",
            'resource "aws_instance" "disk" {\n  ami           = "ami-0abc"\n  instance_type = "t3.small"\n  ebs_block_device {\n    device_name = "/dev/xvdf"\n    encrypted   = true\n  }\n}\n',
        ),
        also=[
            (
                "",
                'resource "aws_instance" "disk" {\n  ami           = "ami-0abc"\n  instance_type = "t3.small"\n  root_block_device { encrypted = true }\n  ebs_block_device {\n    device_name = "/dev/xvdf"\n    encrypted   = true\n  }\n}\n',
            )
        ],
    ),
    "efs-encrypted": changes(
        (
            '{ encrypted = true }\nresource "aws_efs_access',
            '{ creation_token = "s" }\nresource "aws_efs_access',
        ),
        (
            '{ encrypted = true }\nresource "aws_efs_access',
            '{ encrypted = !false }\nresource "aws_efs_access',
        ),
    ),
    "files-identity": changes(
        ("  posix_user {\n    uid = 1000\n    gid = 1000\n  }\n", ""),
        ("    uid = 1000\n", "    uid = 500 * 2\n"),
    ),
    "files-root": changes(
        ('  root_directory { path = "/shop" }\n', ""),
        ('{ path = "/shop" }', '{ path = "/${"shop"}" }'),
        ('{ path = "/shop" }', '{ path = "/" }'),
    ),
    "files-tls": changes(
        ('      transit_encryption = "ENABLED"\n', ""), ('"ENABLED"', 'upper("enabled")')
    ),
}

# ruff: noqa: E501 text as it stands in a configuration
"""Trails, recorders and detectors: data/requirements/security/detection.hcl."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "security"

STACK = (
    HEAD
    + """
resource "aws_s3_bucket" "trail" { bucket = "shop-trail" }
resource "aws_s3_bucket_public_access_block" "trail" {
  bucket                  = aws_s3_bucket.trail.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_logging" "trail" {
  bucket        = aws_s3_bucket.trail.id
  target_bucket = "shop-logs"
  target_prefix = "trail/"
}
resource "aws_cloudtrail" "all" {
  name                       = "all"
  s3_bucket_name             = aws_s3_bucket.trail.id
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = "arn:aws:kms:eu-west-1:111122223333:key/1"
  cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"
  cloud_watch_logs_role_arn  = "arn:aws:iam::111122223333:role/trail"
}
resource "aws_guardduty_detector" "all" { enable = true }
resource "aws_guardduty_detector_feature" "buckets" {
  detector_id = aws_guardduty_detector.all.id
  name        = "S3_DATA_EVENTS"
  status      = "ENABLED"
}
resource "aws_config_configuration_recorder" "all" {
  name     = "all"
  role_arn = "arn:aws:iam::111122223333:role/config"
}
resource "aws_config_configuration_recorder_status" "all" {
  name       = aws_config_configuration_recorder.all.name
  is_enabled = true
}
resource "aws_securityhub_account" "all" { auto_enable_controls = true }
resource "aws_accessanalyzer_analyzer" "all" { analyzer_name = "all" }
resource "aws_inspector2_enabler" "all" {
  account_ids    = ["111122223333"]
  resource_types = ["EC2", "ECR", "LAMBDA"]
}
"""
)

CHANGES: Mapping[str, Changes] = {
    "trail": changes(
        ("  enable_log_file_validation = true\n", ""),
        ("enable_log_file_validation = true", "enable_log_file_validation = !false"),
        ("  is_multi_region_trail      = true\n", ""),
        (
            "  is_multi_region_trail      = true\n",
            "  is_multi_region_trail = true\n  enable_logging = false\n",
        ),
    ),
    "detector": changes(
        ("{ enable = true }", "{ enable = false }"),
        ("{ enable = true }", '{ finding_publishing_frequency = "ONE_HOUR" }'),
    ),
    "recorder": changes(
        (
            '  name     = "all"\n  role',
            '  name = "all"\n  recording_group {\n    all_supported  = false\n    resource_types = ["AWS::EC2::Instance"]\n  }\n  role',
        ),
        (
            '  name     = "all"\n  role',
            '  name = "all"\n  recording_group {\n    include_global_resource_types = true\n  }\n  role',
        ),
    ),
    "trail-group": changes(
        (
            '  cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"\n',
            "",
        ),
        [
            (
                '"arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"',
                '"${aws_cloudwatch_log_group.trail.arn}:*"',
            ),
            ("", 'resource "aws_cloudwatch_log_group" "trail" { name = "trail" }\n'),
        ],
    ),
    "trail-bucket-private": changes(
        ("  restrict_public_buckets = true\n", ""),
        (
            "  s3_bucket_name             = aws_s3_bucket.trail.id\n",
            "  s3_bucket_name = aws_s3_bucket.trail.bucket\n",
        ),
        ("  bucket                  = aws_s3_bucket.trail.id\n", '  bucket = "others"\n'),
    ),
    "trail-bucket-logs": changes(
        ("  bucket        = aws_s3_bucket.trail.id\n", '  bucket = "others"\n'),
        ("  bucket        = aws_s3_bucket.trail.id\n", '  bucket = "shop-trail"\n'),
        also=[
            [
                ("  bucket        = aws_s3_bucket.trail.id\n", '  bucket = "others"\n'),
                (
                    '"trail" { bucket = "shop-trail" }',
                    '"trail" {\n  bucket = "shop-trail"\n  logging { target_bucket = "central" }\n}',
                ),
            ]
        ],
    ),
    "trail-events": changes(
        (
            '  name                       = "all"\n',
            '  name = "all"\n  event_selector { read_write_type = "WriteOnly" }\n',
        ),
        (
            '  name                       = "all"\n',
            '  name = "all"\n  event_selector {\n    read_write_type = "All"\n    data_resource {\n      type   = "AWS::S3::Object"\n      values = ["arn:aws:s3"]\n    }\n  }\n',
        ),
        (
            '  name                       = "all"\n',
            '  name = "all"\n  event_selector { include_management_events = false }\n',
        ),
    ),
    "recorder-on": changes(
        ("  is_enabled = true\n", "  is_enabled = false\n"),
        (
            "  name       = aws_config_configuration_recorder.all.name\n",
            "  name       = aws_config_configuration_recorder.all.id\n",
        ),
    ),
    "detector-buckets": changes(
        ('status      = "ENABLED"', 'status      = "DISABLED"'),
        [
            ('name        = "S3_DATA_EVENTS"', 'name        = "EKS_AUDIT_LOGS"'),
            ("{ enable = true }", "{\n  datasources {\n    s3_logs { enable = true }\n  }\n}"),
        ],
        ('name        = "S3_DATA_EVENTS"', 'name        = "EKS_AUDIT_LOGS"'),
    ),
    "hub-standards": changes(
        ("{ auto_enable_controls = true }", "{ enable_default_standards = false }"),
        [
            ("{ auto_enable_controls = true }", "{ enable_default_standards = false }"),
            (
                "",
                'resource "aws_securityhub_standards_subscription" "fsbp" { standards_arn = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0" }\n',
            ),
        ],
    ),
    "analyzer": changes(
        ('resource "aws_accessanalyzer_analyzer" "all" { analyzer_name = "all" }\n', ""),
        (
            '{ analyzer_name = "all" }',
            '{\n  analyzer_name = "all"\n  type          = "ORGANIZATION"\n}',
        ),
    ),
    "inspector": changes(
        ('["EC2", "ECR", "LAMBDA"]', '["EC2"]'),
        ('["EC2", "ECR", "LAMBDA"]', 'toset(["LAMBDA", "LAMBDA_CODE", "ECR", "EC2"])'),
    ),
}

# ruff: noqa: E501 text as it stands in a configuration
"""Who may do what: data/requirements/security/identity.hcl."""

import re
from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "security"

_POLICY = 'policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage"], Resource = "arn:aws:sqs:eu-west-1:111122223333:orders" }] })'

STACK = (
    HEAD
    + """
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "worker" {
  role   = aws_iam_role.worker.id
  POLICY
}
resource "aws_iam_role" "release" {
  name = "release"
  assume_role_policy = jsonencode({ Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
    Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:shop/orders:ref:refs/heads/main" } }
  }] })
}
resource "aws_iam_user" "robot" { name = "robot" }
resource "aws_iam_group" "robots" { name = "robots" }
resource "aws_iam_group_membership" "robots" {
  name  = "robots"
  group = aws_iam_group.robots.name
  users = [aws_iam_user.robot.name]
}
resource "aws_iam_access_key" "robot" {
  user    = aws_iam_user.robot.name
  pgp_key = "keybase:robot"
}
resource "aws_iam_user_login_profile" "robot" {
  user    = aws_iam_user.robot.name
  pgp_key = "keybase:robot"
}
resource "aws_iam_account_password_policy" "all" {
  minimum_password_length   = 16
  password_reuse_prevention = 24
}
resource "aws_kms_key" "orders" {
  description = "orders"
  policy      = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }] })
}
""".replace("POLICY", _POLICY)
)

_GRANT = """
resource "aws_iam_role_policy" "more" {
  role   = aws_iam_role.worker.name
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "ACTION", Resource = "RESOURCE" } })
}
"""
_DOCUMENT = """
data "aws_iam_policy_document" "more" {
  statement {
    actions   = ["ACTION"]
    resources = ["RESOURCE"]
  }
}
resource "aws_iam_policy" "more" { policy = data.aws_iam_policy_document.more.json }
resource "aws_iam_role_policy_attachment" "more" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.more.arn
}
"""
_ATTACHED = """
resource "aws_iam_role_policy_attachment" "aws" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/NAME"
}
"""


def _granted(action: str, resource: str) -> Changes:
    """A right on everything, in two spellings, and on all of an account; and on what is named."""

    def grant(text: str, on: str) -> tuple[str, str]:
        return ("", text.replace("ACTION", action).replace("RESOURCE", on))

    of_account = re.sub(r"[^:/]+$", "*", resource)
    return changes(
        grant(_GRANT, "*"),
        grant(_DOCUMENT, resource),
        grant(_DOCUMENT, "*"),
        grant(_GRANT, of_account),
    )


_OPEN_BUCKET = """
resource "aws_s3_bucket" "site" { bucket = "shop-site" }
resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
}
"""
_BLOCK = """
resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  restrict_public_buckets = true
}
"""

CHANGES: Mapping[str, Changes] = {
    "no-administrators": changes(
        ("", _ATTACHED.replace("NAME", "AdministratorAccess")),
        ("", _DOCUMENT.replace("ACTION", "s3:GetObject").replace("RESOURCE", "*")),
        (
            _POLICY,
            'policy = jsonencode({ Statement = [{ Effect = "Allow", NotAction = "s3:*", Resource = "*" }] })',
        ),
    ),
    "no-service-wildcards": changes(
        ("", _ATTACHED.replace("NAME", "AmazonS3FullAccess")),
        ("sqs:SendMessage", "sqs:Send*"),
        ("", _GRANT.replace("ACTION", "dynamodb:*").replace("RESOURCE", "*")),
    ),
    "no-public-policies": changes(
        ('Principal = { AWS = "arn:aws:iam::111122223333:root" }', 'Principal = "*"'),
        (
            '{ AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*"',
            '"*", Action = "kms:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-123" } }',
        ),
        ("", _OPEN_BUCKET),
        ("", _OPEN_BUCKET + _BLOCK.replace("restrict_public_buckets", "block_public_acls")),
        also=[("", _OPEN_BUCKET + _BLOCK)],
    ),
    "no-user-policies": changes(
        (
            "",
            'resource "aws_iam_user_policy_attachment" "robot" {\n  user       = aws_iam_user.robot.name\n  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}\n',
        ),
        (
            "",
            'resource "aws_iam_group_policy_attachment" "robots" {\n  group      = aws_iam_group.robots.name\n  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}\n',
        ),
    ),
    "no-access-keys": changes(
        (
            '  user    = aws_iam_user.robot.name\n  pgp_key = "keybase:robot"\n}\nresource "aws_iam_user_login',
            '  user = aws_iam_user.robot.name\n}\nresource "aws_iam_user_login',
        ),
        (
            "",
            'resource "aws_iam_access_key" "second" {\n  user    = "robot"\n  pgp_key = "keybase:second"\n}\n',
        ),
    ),
    "password-policy": changes(
        ("minimum_password_length   = 16", "minimum_password_length = 8"),
        ("minimum_password_length   = 16", "minimum_password_length = 7 * 2"),
    ),
    "passwords-reuse": changes(
        ("  password_reuse_prevention = 24\n", ""),
        ("password_reuse_prevention = 24", 'password_reuse_prevention = "24"'),
        ("password_reuse_prevention = 24", "password_reuse_prevention = 3"),
    ),
    "login-profiles": changes(
        (
            '"aws_iam_user_login_profile" "robot" {\n  user    = aws_iam_user.robot.name\n  pgp_key = "keybase:robot"',
            '"aws_iam_user_login_profile" "robot" {\n  user = aws_iam_user.robot.name',
        ),
        (
            '"aws_iam_user_login_profile" "robot" {\n  user    = aws_iam_user.robot.name\n  pgp_key = "keybase:robot"',
            '"aws_iam_user_login_profile" "robot" {\n  user    = "robot"\n  pgp_key = join(":", ["keybase", "robot"])',
        ),
    ),
    "pass-any-role": _granted("iam:PassRole", "arn:aws:iam::111122223333:role/task"),
    "raise-own-rights": _granted(
        "iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/orders"
    ),
    "assume-any-role": _granted("sts:AssumeRole", "arn:aws:iam::444455556666:role/reader"),
    "read-any-secret": _granted(
        "secretsmanager:GetSecretValue",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-*",
    ),
    "read-any-parameter": _granted(
        "ssm:GetParametersByPath", "arn:aws:ssm:eu-west-1:111122223333:parameter/mail"
    ),
    "decrypt-any-key": _granted("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1"),
    "federated-subject": changes(
        ("token.actions.githubusercontent.com:sub", "token.actions.githubusercontent.com:aud"),
        (
            'Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:shop/orders:ref:refs/heads/main" } }',
            'Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = ["repo:shop/*"] } }',
        ),
        (
            '    Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:shop/orders:ref:refs/heads/main" } }\n',
            "",
        ),
        (
            'Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:shop/orders:ref:refs/heads/main" } }',
            'Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = ["repo:*"] } }',
        ),
    ),
    "key-lockout": changes(
        ('  description = "orders"\n', "  bypass_policy_lockout_safety_check = true\n"),
        ('  description = "orders"\n', "  bypass_policy_lockout_safety_check = false\n"),
    ),
}

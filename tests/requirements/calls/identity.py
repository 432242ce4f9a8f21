# ruff: noqa: E501 text as it stands in a configuration
"""Who may do what."""

from tests.requirements.calls import UNTOLD, Stack

KEYS = ["aws:PrincipalArn", "aws:PrincipalTag/all", "aws:SourceAccount"]
"""What not everything meets: a star that is compared as text, and a pattern of some."""

STACKS: dict[str, Stack] = {
    "may": (
        """
resource "aws_iam_role" "r" { assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["ec2.amazonaws.com", "ecs.amazonaws.com"] } }] }) }
resource "aws_sqs_queue" "orders" { name = "orders" }
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "sqs:Send*", Resource = aws_sqs_queue.orders.arn },
    { Effect = "Allow", Action = "sqs:ReceiveMessage", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } },
    { Effect = "Allow", Action = "s3:GetObject", NotResource = "arn:aws:s3:::secret/*" },
    { Effect = "Allow", Action = "kms:Decrypt", Resource = var.name },
    { Effect = "Allow", Action = "ses:SendEmail", Resource = "*" },
    { Effect = "Deny", Action = "ses:*", Resource = "*" }
  ] })
}
resource "aws_iam_role" "bound" {
  assume_role_policy   = jsonencode({ Statement = [] })
  permissions_boundary = var.name
}
resource "aws_iam_role_policy" "bound" {
  role   = aws_iam_role.bound.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_iam_role" "dark" { assume_role_policy = var.name }
resource "aws_iam_role_policy" "dark" {
  role   = aws_iam_role.dark.id
  policy = var.name
}
""",
        {
            '[for g in may(aws_iam_role.r, "sqs:SendMessage") : [g.address, refers_to(g.resources, aws_sqs_queue.orders), g.everywhere, g.conditions]]': [
                ["aws_iam_role_policy.p", True, False, 0]
            ],
            '[for g in may(aws_iam_role.r, "sqs:ReceiveMessage") : [g.resources, g.everywhere, g.conditions]]': [
                [["*"], True, 1]
            ],
            '[for g in may(aws_iam_role.r, "s3:GetObject") : g.resources]': [["*"]],
            '[for g in may(aws_iam_role.r, "kms:Decrypt") : g.everywhere]': [UNTOLD],
            'may(aws_iam_role.r, "ses:SendEmail")': [],
            'may(aws_iam_role.r, "sqs:DeleteQueue")': [],
            'may(aws_iam_role.bound, "sqs:SendMessage")': [UNTOLD],
            'may(aws_iam_role.bound, "sqs:DeleteQueue")': [],
            'may(aws_iam_role.dark, "sqs:SendMessage")': [UNTOLD],
            'may("elsewhere", "sqs:SendMessage")': UNTOLD,
            "may(aws_iam_role.r, var.name)": UNTOLD,
            "trusts(aws_iam_role.r)": ["Service ec2.amazonaws.com", "Service ecs.amazonaws.com"],
            "trusts(aws_iam_role.dark)": UNTOLD,
            'trusts("elsewhere")': UNTOLD,
        },
    ),
    "managed_policies": (
        """
resource "aws_iam_role" "r" {
  assume_role_policy  = jsonencode({ Statement = [] })
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  inline_policy {
    name   = "own"
    policy = jsonencode({ Statement = [] })
  }
}
resource "aws_iam_policy" "own" { policy = jsonencode({ Statement = [] }) }
resource "aws_iam_role_policy_attachment" "own" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.own.arn
}
resource "aws_iam_role_policy" "inline" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [] })
}
resource "aws_iam_role" "none" { assume_role_policy = jsonencode({ Statement = [] }) }
""",
        {
            "sort(managed_policies(aws_iam_role.r))": [
                *("arn:aws:iam::aws:policy/ReadOnlyAccess", "aws_iam_policy.own"),
            ],
            "managed_policies(aws_iam_role.none)": [],
            'managed_policies("elsewhere")': UNTOLD,
        },
    ),
    "managed_policies of whom nobody knows": (
        """
resource "aws_iam_role" "r" { assume_role_policy = jsonencode({ Statement = [] }) }
resource "aws_iam_role_policy_attachment" "some" {
  role       = var.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_role_policy" "some" {
  role   = var.name
  policy = jsonencode({ Statement = [] })
}
""",
        {"managed_policies(aws_iam_role.r)": [UNTOLD]},
    ),
    "managed_policies where nobody knows whose text is inline": (
        """
resource "aws_iam_role" "r" { assume_role_policy = jsonencode({ Statement = [] }) }
resource "aws_iam_role_policy" "some" {
  role   = var.name
  policy = jsonencode({ Statement = [] })
}
""",
        {"managed_policies(aws_iam_role.r)": []},
    ),
    "access_policies": (
        """
resource "aws_s3_bucket" "open" { bucket = "open" }
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }] })
}
resource "aws_s3_bucket" "shut" { bucket = "shut" }
resource "aws_s3_bucket_policy" "shut" {
  bucket = aws_s3_bucket.shut.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }] })
}
resource "aws_s3_bucket_public_access_block" "shut" {
  bucket                  = aws_s3_bucket.shut.id
  restrict_public_buckets = true
}
resource "aws_s3_bucket" "half" { bucket = "half" }
resource "aws_s3_bucket_policy" "half" {
  bucket = aws_s3_bucket.half.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }] })
}
resource "aws_s3_bucket_public_access_block" "half" {
  bucket            = aws_s3_bucket.half.id
  block_public_acls = true
}
resource "aws_s3_bucket" "dark" { bucket = "dark" }
resource "aws_s3_bucket_policy" "dark" {
  bucket = aws_s3_bucket.dark.id
  policy = var.name
}
resource "aws_sqs_queue" "open" {
  name   = "open"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage", "sqs:*"], Resource = "*", Principal = { AWS = "*" } }] })
}
resource "aws_sqs_queue" "own" {
  name   = "own"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = { AWS = "arn:aws:iam::111122223333:root" } }] })
}
""",
        {
            "[for p in access_policies() : [p.address, p.type, p.public]]": [
                ["aws_s3_bucket_policy.dark", "aws_s3_bucket_policy", UNTOLD],
                ["aws_s3_bucket_policy.half", "aws_s3_bucket_policy", ["s3:GetObject"]],
                ["aws_s3_bucket_policy.open", "aws_s3_bucket_policy", ["s3:GetObject"]],
                ["aws_s3_bucket_policy.shut", "aws_s3_bucket_policy", []],
                ["aws_sqs_queue.open", "aws_sqs_queue", ["sqs:SendMessage", "sqs:*"]],
                ["aws_sqs_queue.own", "aws_sqs_queue", []],
            ],
        },
    ),
    "access_policies of an account": (
        """
resource "aws_s3_bucket" "open" { bucket = "open" }
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }] })
}
resource "aws_s3_account_public_access_block" "all" { restrict_public_buckets = true }
resource "aws_sqs_queue" "open" {
  name   = "open"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = "*" }] })
}
""",
        {"[for p in access_policies() : p.public]": [[], ["sqs:SendMessage"]]},
    ),
    "access_policies where nobody can count the blocks": (
        """
resource "aws_s3_bucket" "all" {
  for_each = toset(["a_open", "b_may", "c_no", "d_given"])
  bucket   = each.key
}
resource "aws_s3_bucket_policy" "all" {
  for_each = aws_s3_bucket.all
  bucket   = each.value.id
  policy   = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }] })
}
resource "aws_s3_bucket_public_access_block" "may" {
  count                   = var.many
  bucket                  = aws_s3_bucket.all["b_may"].id
  restrict_public_buckets = true
}
resource "aws_s3_bucket_public_access_block" "no" {
  count                   = var.many
  bucket                  = aws_s3_bucket.all["c_no"].id
  restrict_public_buckets = false
}
""",
        {
            "[for p in access_policies() : p.public]": [
                ["s3:GetObject"],
                UNTOLD,
                ["s3:GetObject"],
                ["s3:GetObject"],
            ],
        },
    ),
    "access_policies where nobody knows whose a block is": (
        """
resource "aws_s3_bucket" "open" { bucket = "open" }
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }] })
}
resource "aws_s3_bucket_public_access_block" "given" {
  bucket                  = var.name
  restrict_public_buckets = true
}
""",
        {"[for p in access_policies() : p.public]": [UNTOLD]},
    ),
    "access_policies where the block waits": (
        """
variable "shut" { type = bool }
resource "aws_s3_bucket" "open" { bucket = "open" }
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }] })
}
resource "aws_s3_account_public_access_block" "all" { restrict_public_buckets = var.shut }
""",
        {"[for p in access_policies() : p.public]": [UNTOLD]},
    ),
    "policy_statements": (
        """
resource "aws_sqs_queue" "q" {
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = { Service = "sns.amazonaws.com" }, Condition = { StringLike = { "aws:SourceArn" = "*" }, StringEquals = { "aws:SourceAccount" = "111122223333", "aws:PrincipalTag/all" = "*" }, ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/x" } } },
    { Effect = "Deny", NotAction = ["sqs:*"], NotResource = ["a"], NotPrincipal = "*" }
  ] })
}
resource "aws_sqs_queue" "partly" { policy = "{\\"Statement\\": [${var.name}]}" }
resource "aws_sqs_queue" "given" { policy = var.name }
""",
        {
            "[for s in policy_statements(aws_sqs_queue.q.policy) : [s.effect, s.actions, s.not_actions, s.resources, s.not_resources, s.conditions, s.condition_keys]]": [
                ["Allow", ["sqs:SendMessage"], [], ["*"], [], 4, KEYS],
                ["Deny", [], ["sqs:*"], [], ["a"], 0, []],
            ],
            "policy_statements(aws_sqs_queue.given.policy)": UNTOLD,
            "policy_statements(3)": [],
            "policy_statements(null)": [],
        },
    ),
    "redrives": (
        """
resource "aws_sqs_queue" "dead" { name = "dead" }
resource "aws_sqs_queue" "live" {
  name           = "live"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
}
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
}
resource "aws_s3_bucket_policy" "clear" {
  bucket = "clear"
  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] })
}
resource "aws_s3_bucket_policy" "given" {
  bucket = "given"
  policy = var.name
}
""",
        {
            "redrives(aws_sqs_queue.dead)[*].address": ["aws_sqs_queue.live"],
            "redrives(aws_sqs_queue.live)": [],
            'redrives("elsewhere")': UNTOLD,
            "[for p in resources.aws_s3_bucket_policy : [p.meta.name, refuses_clear(p)]]": [
                ["b", True],
                ["clear", False],
                ["given", UNTOLD],
            ],
            'refuses_clear("elsewhere")': UNTOLD,
        },
    ),
    "grants under conditions": (
        """
resource "aws_iam_role" "r" { assume_role_policy = jsonencode({ Statement = [] }) }
resource "aws_iam_role_policy" "asked" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*", Condition = { Bool = { "aws:ViaAWSService" = "true" }, StringEquals = { "aws:SourceVpc" = "vpc-1" } } }] })
}
resource "aws_iam_role_policy" "both" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = ["sqs:*", "sns:*"], Resource = "*", Condition = { Bool = { "aws:ViaAWSService" = "true" } } },
    { Effect = "Allow", Action = "s3:*", Resource = "*" },
  ] })
}
resource "aws_iam_role_policy" "untold" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*", Condition = { Bool = { "aws:ViaAWSService" = "true" }, StringEquals = { (var.name) = "vpc-1" } } }] })
}
""",
        {
            "{ for g in grants() : g.address => g.asked }": {
                "aws_iam_role_policy.asked": "under a condition on aws:ViaAWSService and aws:SourceVpc",
                "aws_iam_role_policy.both": "sqs:*, sns:* under a condition on aws:ViaAWSService",
                "aws_iam_role_policy.untold": "",
            },
        },
    ),
    "grants": (
        """
resource "aws_iam_role" "r" { assume_role_policy = jsonencode({ Statement = [] }) }
resource "aws_iam_role_policy" "wide" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}
resource "aws_iam_role_policy" "narrow" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_iam_role_policy" "dark" {
  role   = aws_iam_role.r.id
  policy = var.name
}
""",
        {
            "[for g in grants() : [g.address, g.principals, g.wide]]": [
                ["aws_iam_role_policy.dark", ["aws_iam_role.r"], UNTOLD],
                ["aws_iam_role_policy.narrow", ["aws_iam_role.r"], []],
                ["aws_iam_role_policy.wide", ["aws_iam_role.r"], ["sqs:*"]],
            ],
            'every(["aws_iam_role_policy", "aws_iam_role"])[*].meta.name': [
                *("dark", "narrow", "wide", "r"),
            ],
            'every("aws_iam_role")': UNTOLD,
            "every([var.name])": UNTOLD,
        },
    ),
}

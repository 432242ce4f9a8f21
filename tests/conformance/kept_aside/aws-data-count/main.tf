provider "aws" { region = "us-west-2" }
variable "n" { default = 2 }
data "aws_availability_zones" "z" {
  state = "available"
}
data "aws_partition" "p" {}
data "aws_caller_identity" "me" {}
data "aws_iam_policy_document" "many" {
  count   = var.n
  version = "2012-10-17"
  statement {
    sid       = "S${count.index}"
    actions   = ["s3:Get*", "s3:List*", "s3:Get*"]
    resources = ["arn:${data.aws_partition.p.partition}:s3:::b${count.index}/*"]
    dynamic "condition" {
      for_each = count.index == 0 ? [] : ["x", "y"]
      content {
        test     = "StringEquals"
        variable = "aws:PrincipalTag/${condition.value}"
        values   = [condition.value, "z"]
      }
    }
  }
}
data "aws_iam_policy_document" "joined" {
  source_policy_documents   = data.aws_iam_policy_document.many[*].json
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "S1", Effect = "Deny", Action = "*", Resource = "*" }] })]
  statement {
    effect      = "Deny"
    not_actions = ["iam:*"]
    resources   = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "*"]
    }
    not_principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
data "aws_iam_policy_document" "assume" {
  for_each = { lambda = "lambda", ecs = "ecs-tasks" }
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["${each.value}.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "r" {
  for_each           = data.aws_iam_policy_document.assume
  name               = "r-${each.key}"
  assume_role_policy = each.value.json
}
resource "aws_iam_policy" "p" {
  name   = "p"
  path   = "/x/"
  policy = data.aws_iam_policy_document.joined.json
}
resource "aws_iam_role_policy_attachment" "a" {
  for_each   = aws_iam_role.r
  role       = each.value.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_role_policy" "i" {
  count  = length(data.aws_iam_policy_document.many)
  name   = "i${count.index}"
  role   = aws_iam_role.r["ecs"].id
  policy = data.aws_iam_policy_document.many[count.index].minified_json
}
resource "aws_iam_instance_profile" "ip" {
  name = format("%.8s", "profile-long")
  role = values(aws_iam_role.r)[0].name
}
resource "aws_ebs_volume" "v" {
  count             = 3
  availability_zone = element(data.aws_availability_zones.z.names, count.index)
  size              = 10 * pow(2, count.index)
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = data.aws_iam_policy_document.unknown.json
}
resource "aws_s3_bucket" "b" { bucket = "b-us-west-2" }
data "aws_iam_policy_document" "unknown" {
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
  }
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_sns_topic" "inside" {
  name = "inside"
}

output "json" {
  value = data.aws_iam_policy_document.assume.json
}

variable "name" {
  type = string
}

data "aws_iam_policy_document" "this" {
  statement {
    actions   = ["sqs:*"]
    resources = [var.name]
  }
}

output "json" {
  value = data.aws_iam_policy_document.this.json
}

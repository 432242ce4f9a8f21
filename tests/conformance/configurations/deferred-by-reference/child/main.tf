variable "number" {
  type = number
}

resource "aws_sqs_queue" "this" {
  count = var.number
  name  = "child"
}

data "aws_iam_policy_document" "this" {
  statement {
    actions   = ["sqs:*"]
    resources = concat(["*"], aws_sqs_queue.this[*].name)
  }
}

output "json" {
  value = data.aws_iam_policy_document.this.json
}

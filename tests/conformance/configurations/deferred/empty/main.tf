resource "aws_sqs_queue" "none" {
  count = 0
  name  = "none"
}

resource "terraform_data" "none" {
  for_each = {}
}

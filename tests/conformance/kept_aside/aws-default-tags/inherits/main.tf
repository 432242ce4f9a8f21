variable "name" {}
data "aws_region" "current" {}
resource "aws_sqs_queue" "q" {
  name                       = "${var.name}-${data.aws_region.current.name}"
  visibility_timeout_seconds = "30"
  tags                       = { Name = var.name }
  redrive_policy             = jsonencode({ maxReceiveCount = 3, deadLetterTargetArn = aws_sqs_queue.dead.arn })
}
resource "aws_sqs_queue" "dead" { name = "${var.name}-dead" }
output "region" { value = data.aws_region.current.name }

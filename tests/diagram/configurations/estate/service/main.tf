variable "name" {}
variable "table" {}
variable "next" {}
resource "aws_apigatewayv2_api" "a" {
  name          = var.name
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "i" {
  api_id           = aws_apigatewayv2_api.a.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.take.invoke_arn
}
resource "aws_apigatewayv2_route" "r" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "POST /${var.name}"
  target    = "integrations/${aws_apigatewayv2_integration.i.id}"
}
resource "aws_lambda_function" "take" {
  function_name = "${var.name}-take"
  role          = "arn:aws:iam::123456789012:role/r"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "x.zip"
  environment { variables = { QUEUE = aws_sqs_queue.q.url } }
}
resource "aws_lambda_function" "work" {
  function_name = "${var.name}-work"
  role          = "arn:aws:iam::123456789012:role/r"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "x.zip"
  environment { variables = { TABLE = var.table, NEXT = var.next } }
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = aws_lambda_function.work.arn
}
resource "aws_sqs_queue" "q" {
  name = var.name
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 4 })
}
resource "aws_sqs_queue" "dead" { name = "${var.name}-dead" }
resource "aws_s3_bucket" "b" { bucket = "${var.name}-files" }
resource "aws_sns_topic" "t" { name = var.name }
resource "aws_sns_topic" "u" { name = "${var.name}-u" }
resource "aws_kms_key" "k" {}
resource "aws_cloudwatch_log_group" "l" { name = "/aws/lambda/${var.name}-take" }
output "queue" { value = aws_sqs_queue.q.url }
output "api" { value = aws_apigatewayv2_api.a.api_endpoint }

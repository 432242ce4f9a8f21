provider "aws" { region = "us-east-1" }
variable "functions" {
  type = map(object({
    memory   = optional(number, 128)
    env      = optional(map(any))
    schedule = optional(string)
    layers   = optional(list(string), [])
  }))
  default = {
    api  = { memory = "512", env = { TABLE = "t", DEBUG = false } }
    cron = { schedule = "rate(5 minutes)", layers = ["arn:aws:lambda:us-east-1:123456789012:layer:l:1"] }
  }
}
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version = "2012-10-17", Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" } }]
  })
  managed_policy_arns = ["arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/A"]
}
resource "aws_lambda_function" "f" {
  for_each      = var.functions
  function_name = "fn-${each.key}"
  role          = aws_iam_role.r.arn
  runtime       = "python3.12"
  handler       = "index.handler"
  s3_bucket     = "code"
  s3_key        = "${each.key}.zip"
  memory_size   = each.value.memory
  layers        = each.value.layers
  architectures = ["arm64"]
  dynamic "environment" {
    for_each = each.value.env == null ? [] : [each.value.env]
    content {
      variables = merge({ NAME = each.key }, environment.value)
    }
  }
  ephemeral_storage {
    size = 1024
  }
  timeouts {
    create = "5m"
  }
}
locals {
  scheduled = { for k, f in var.functions : k => f.schedule if f.schedule != null }
}
resource "aws_cloudwatch_event_rule" "e" {
  for_each            = local.scheduled
  name                = each.key
  schedule_expression = each.value
}
resource "aws_cloudwatch_event_target" "t" {
  for_each = aws_cloudwatch_event_rule.e
  rule     = each.value.name
  arn      = aws_lambda_function.f[each.key].arn
  input_transformer {
    input_paths    = { source = "$.source" }
    input_template = "\"from <source>\""
  }
}
resource "aws_lambda_permission" "p" {
  for_each      = aws_cloudwatch_event_rule.e
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.f[each.key].function_name
  principal     = "events.amazonaws.com"
  source_arn    = each.value.arn
}
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
  cors_configuration {
    allow_origins = toset(["https://b", "https://a"])
    max_age       = "300"
  }
}
resource "aws_apigatewayv2_integration" "i" {
  api_id                 = aws_apigatewayv2_api.a.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.f["api"].invoke_arn
  payload_format_version = "2.0"
}
resource "aws_apigatewayv2_route" "r" {
  for_each  = { for p in setproduct(["GET", "POST"], ["/a", "/b/{id}"]) : join(" ", p) => p }
  api_id    = aws_apigatewayv2_api.a.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.i.id}"
}
resource "aws_apigatewayv2_stage" "s" {
  api_id      = aws_apigatewayv2_api.a.id
  name        = "$default"
  auto_deploy = true
  access_log_settings {
    destination_arn = "arn:aws:logs:us-east-1:123456789012:log-group:x"
    format          = jsonencode({ requestId = "$context.requestId", ip = "$context.identity.sourceIp" })
  }
}
resource "aws_api_gateway_rest_api" "old" {
  name = "old"
  body = templatefile("${path.module}/openapi.json.tftpl", { title = "Old & <new>", arn = aws_lambda_function.f["api"].invoke_arn })
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
resource "aws_api_gateway_deployment" "d" {
  rest_api_id = aws_api_gateway_rest_api.old.id
  triggers    = { redeploy = sha1(jsonencode(["a", 1])) }
  lifecycle { create_before_destroy = true }
}
resource "aws_sfn_state_machine" "m" {
  name     = "m"
  role_arn = aws_iam_role.r.arn
  definition = jsonencode({
    StartAt = "One"
    States = merge({ One = { Type = "Pass", Next = "Two" } }, {
      for n in ["Two"] : n => { Type = "Task", Resource = aws_lambda_function.f["cron"].arn, End = true }
    })
  })
}
resource "aws_sns_topic" "t" {
  name         = "t.fifo"
  fifo_topic   = true
  display_name = "💥"
}
resource "aws_sns_topic_subscription" "s" {
  for_each      = toset(["a@x", "b@x"])
  topic_arn     = aws_sns_topic.t.arn
  protocol      = "email"
  endpoint      = each.value
  filter_policy = jsonencode({ k = [{ prefix = each.key }] })
}
resource "aws_kinesis_stream" "k" {
  name             = "k"
  shard_count      = 2
  retention_period = 48
  stream_mode_details {
    stream_mode = "PROVISIONED"
  }
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn  = aws_kinesis_stream.k.arn
  function_name     = aws_lambda_function.f["api"].arn
  starting_position = "LATEST"
  batch_size        = "10"
  filter_criteria {
    dynamic "filter" {
      for_each = [{ data = { a = [1] } }]
      content {
        pattern = jsonencode(filter.value)
      }
    }
  }
}

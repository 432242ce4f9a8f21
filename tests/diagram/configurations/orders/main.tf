provider "aws" { region = "us-west-2" }

provider "aws" {
  alias  = "far"
  region = "ap-south-1"
}

resource "aws_wafv2_web_acl" "shield" {
  name  = "shield"
  scope = "CLOUDFRONT"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "shield"
    sampled_requests_enabled   = false
  }
}

resource "aws_cloudfront_distribution" "door" {
  enabled    = true
  web_acl_id = aws_wafv2_web_acl.shield.arn
  origin {
    domain_name = replace(aws_apigatewayv2_api.desk.api_endpoint, "https://", "")
    origin_id   = "desk"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  origin {
    domain_name = aws_s3_bucket.pages.bucket_regional_domain_name
    origin_id   = "pages"
  }
  default_cache_behavior {
    target_origin_id       = "pages"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  ordered_cache_behavior {
    path_pattern           = "/api/*"
    target_origin_id       = "desk"
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods         = ["GET", "HEAD"]
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/c"
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}

resource "aws_s3_bucket" "pages" { bucket = "pages-of-the-shop" }

resource "aws_apigatewayv2_api" "desk" {
  name          = "desk"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "take" {
  api_id           = aws_apigatewayv2_api.desk.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.take.invoke_arn
}

resource "aws_apigatewayv2_route" "take" {
  api_id    = aws_apigatewayv2_api.desk.id
  route_key = "PUT /baskets"
  target    = "integrations/${aws_apigatewayv2_integration.take.id}"
}

resource "aws_apigatewayv2_route" "look" {
  api_id             = aws_apigatewayv2_api.desk.id
  route_key          = "GET /baskets/{id}"
  target             = "integrations/${aws_apigatewayv2_integration.take.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.desk.id
}

resource "aws_cognito_user_pool" "shoppers" { name = "shoppers" }

resource "aws_apigatewayv2_authorizer" "desk" {
  api_id           = aws_apigatewayv2_api.desk.id
  name             = "shoppers"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]
  jwt_configuration {
    audience = ["desk"]
    issuer   = "https://${aws_cognito_user_pool.shoppers.endpoint}"
  }
}

resource "aws_lambda_function" "take" {
  function_name = "take"
  role          = aws_iam_role.take.arn
  handler       = "main.take"
  runtime       = "python3.12"
  filename      = "take.zip"
  environment { variables = { BASKETS = aws_sqs_queue.baskets.url } }
}

resource "aws_sqs_queue" "baskets" {
  name           = "baskets"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.broken.arn, maxReceiveCount = 3 })
}

resource "aws_sqs_queue" "broken" { name = "broken" }

resource "aws_lambda_function" "pack" {
  function_name = "pack"
  role          = aws_iam_role.pack.arn
  handler       = "main.pack"
  runtime       = "python3.12"
  filename      = "pack.zip"
  environment { variables = { SHELF = aws_dynamodb_table.shelf.name } }
}

resource "aws_lambda_event_source_mapping" "pack" {
  event_source_arn = aws_sqs_queue.baskets.arn
  function_name    = aws_lambda_function.pack.arn
}

resource "aws_dynamodb_table" "shelf" {
  name         = "shelf"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "sku"
  point_in_time_recovery { enabled = true }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.seal.arn
  }
  attribute {
    name = "sku"
    type = "S"
  }
}

resource "aws_dynamodb_table_replica" "shelf" {
  provider         = aws.far
  global_table_arn = aws_dynamodb_table.shelf.arn
}

resource "aws_cloudwatch_event_rule" "night" {
  name                = "night"
  schedule_expression = "cron(0 3 * * ? *)"
}

resource "aws_cloudwatch_event_target" "night" {
  rule = aws_cloudwatch_event_rule.night.name
  arn  = aws_lambda_function.count.arn
}

resource "aws_lambda_function" "count" {
  function_name = "count"
  role          = aws_iam_role.count.arn
  handler       = "main.count"
  runtime       = "python3.12"
  filename      = "count.zip"
  environment { variables = { SHELF = aws_dynamodb_table.shelf.name } }
}

resource "aws_cloudwatch_metric_alarm" "late" {
  alarm_name          = "late"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "ApproximateAgeOfOldestMessage"
  namespace           = "AWS/SQS"
  period              = 60
  statistic           = "Maximum"
  threshold           = 300
  dimensions          = { QueueName = aws_sqs_queue.baskets.name }
}

data "aws_iam_policy_document" "functions" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "take" {
  name               = "take"
  assume_role_policy = data.aws_iam_policy_document.functions.json
}

resource "aws_iam_role_policy" "take" {
  role = aws_iam_role.take.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["sqs:SendMessage"], Resource = aws_sqs_queue.baskets.arn },
      { Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = [aws_dynamodb_table.shelf.arn] },
      { Effect = "Deny", Action = ["dynamodb:DeleteItem"], Resource = [aws_dynamodb_table.shelf.arn] },
    ]
  })
}

resource "aws_iam_role" "pack" {
  name               = "pack"
  assume_role_policy = data.aws_iam_policy_document.functions.json
}

data "aws_iam_policy_document" "pack" {
  statement {
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = [aws_sqs_queue.baskets.arn]
  }
  statement {
    actions   = ["dynamodb:PutItem"]
    resources = ["${aws_dynamodb_table.shelf.arn}/index/*", aws_dynamodb_table.shelf.arn]
  }
}

resource "aws_iam_role_policy" "pack" {
  role   = aws_iam_role.pack.id
  policy = data.aws_iam_policy_document.pack.json
}

resource "aws_iam_role" "count" {
  name               = "count"
  assume_role_policy = data.aws_iam_policy_document.functions.json
}

resource "aws_iam_policy" "count" {
  name = "count"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "dynamodb:Query", Resource = aws_dynamodb_table.shelf.arn },
      { Effect = "Allow", Action = "s3:PutObject", Resource = "${aws_s3_bucket.reports.arn}/*" },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "count" {
  role       = aws_iam_role.count.name
  policy_arn = aws_iam_policy.count.arn
}

resource "aws_s3_bucket" "reports" { bucket = "reports-of-the-shop" }

resource "aws_kms_key" "seal" {}

resource "aws_sns_topic" "nobody" {
  count = 2
  name  = "nobody-${count.index}"
}

resource "aws_s3_bucket" "afar" {
  provider = aws.far
  bucket   = "afar"
}

# Its name is that of another service.
resource "aws_cognito_user_pool" "people" { name = "lambda-s3-people" }

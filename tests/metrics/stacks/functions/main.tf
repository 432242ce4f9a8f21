# A function behind two APIs, and a topic it publishes to.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { Stack = "functions" }
  }
}

resource "aws_iam_role" "run" {
  name = "run"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_lambda_function" "quote" {
  function_name = "quote"
  role          = aws_iam_role.run.arn
  handler       = "index.handler"
  runtime       = "python3.12"
  filename      = "${path.module}/code.zip"
}

resource "aws_api_gateway_rest_api" "partners" {
  name = "partners"
}

resource "aws_apigatewayv2_api" "public" {
  name          = "public"
  protocol_type = "HTTP"
  tags          = { Face = "public" }
}

resource "aws_sns_topic" "quoted" {
  name = "quoted"
}

output "url_parts" {
  value = [aws_apigatewayv2_api.public.id, aws_lambda_function.quote.arn]
}

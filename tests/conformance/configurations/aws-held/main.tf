# Types of the plugin framework: Terraform holds their plans to what is configured.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

resource "aws_s3control_access_grants_instance" "a" {}
resource "aws_vpc_security_group_ingress_rule" "b" {
  security_group_id = "sg-1"
  ip_protocol       = "-1"
  cidr_ipv4         = "10.0.0.0/8"
}

resource "aws_bedrock_guardrail" "g" {
  name                      = "x"
  blocked_input_messaging   = "a"
  blocked_outputs_messaging = "b"
  word_policy_config {
    words_config { text = "w" }
  }
}

resource "aws_dynamodb_resource_policy" "p" {
  resource_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/t"
  policy       = "{ \"Version\" : \"2012-10-17\",  \"Statement\" : [] }"
}

resource "aws_lexv2models_bot" "l" {
  name                        = "b"
  role_arn                    = "arn:aws:iam::123456789012:role/x"
  idle_session_ttl_in_seconds = 60
  data_privacy { child_directed = false }
}

resource "aws_opensearchserverless_collection" "c" { name = "col" }
resource "aws_verifiedpermissions_policy_store" "v" {
  validation_settings {
    mode = "OFF"
  }
}

resource "aws_appfabric_app_bundle" "ab" {}
resource "aws_cloudwatch_log_index_policy" "lip" {
  log_group_name  = "/x"
  policy_document = "{ \"Fields\": [ \"a\" ] }"
}

output "all" {
  value = {
    a   = aws_s3control_access_grants_instance.a
    b   = aws_vpc_security_group_ingress_rule.b
    g   = aws_bedrock_guardrail.g
    p   = aws_dynamodb_resource_policy.p.policy
    l   = aws_lexv2models_bot.l
    c   = aws_opensearchserverless_collection.c
    v   = aws_verifiedpermissions_policy_store.v
    ab  = aws_appfabric_app_bundle.ab
    lip = aws_cloudwatch_log_index_policy.lip
  }
}

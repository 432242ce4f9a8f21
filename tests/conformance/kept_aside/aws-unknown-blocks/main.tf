provider "aws" { region = "us-east-1" }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_security_group" "by_unknown" {
  name   = "x"
  vpc_id = aws_vpc.v.id
  dynamic "ingress" {
    for_each = toset([aws_vpc.v.id, "k"])
    content {
      description = ingress.value
      from_port   = 1
      to_port     = 2
      protocol    = "tcp"
    }
  }
}
resource "aws_security_group" "conditional" {
  name        = "y"
  description = "in ${aws_vpc.v.id}"
  dynamic "egress" {
    for_each = aws_vpc.v.arn == "x" ? [1] : [2, 3]
    content {
      from_port = egress.value
      to_port   = egress.value
      protocol  = "tcp"
    }
  }
}
resource "aws_route_table" "t" {
  vpc_id = aws_vpc.v.id
  route = [{
    cidr_block                 = "0.0.0.0/0", gateway_id = aws_internet_gateway.g.id, carrier_gateway_id = null, core_network_arn = null
    destination_prefix_list_id = null, egress_only_gateway_id = null, ipv6_cidr_block = null, local_gateway_id = null
    nat_gateway_id             = null, network_interface_id = null, transit_gateway_id = null, vpc_endpoint_id = null, vpc_peering_connection_id = null
  }]
  tags = { Name = "t", Vpc = aws_vpc.v.id }
}
resource "aws_internet_gateway" "g" {
  vpc_id = aws_vpc.v.id
  tags   = { (aws_vpc.v.cidr_block) = "key from known" }
}
resource "aws_iam_role" "r" {
  name_prefix          = "r"
  max_session_duration = try(tonumber("x"), 7200)
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_user.u.arn }, Action = "sts:AssumeRole" }] })
  dynamic "inline_policy" {
    for_each = { a = "x" }
    content {
      name   = inline_policy.key
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["${aws_s3_bucket.b.arn}/*", inline_policy.value] }] })
    }
  }
}
resource "aws_iam_user" "u" { name = lower("USER") }
resource "aws_s3_bucket" "b" { bucket_prefix = "b-" }
resource "aws_sqs_queue" "q" {
  count                     = length(aws_vpc.v.cidr_block) > 3 ? 2 : 0
  name                      = coalesce(null, "", "q-${count.index}")
  delay_seconds             = aws_vpc.v.instance_tenancy == "default" ? 5 : 5
  message_retention_seconds = 60 * 60 * 24
  policy                    = try(aws_vpc.v.tags.nothing, jsonencode({ Version = "2012-10-17", Statement = [] }))
}
output "known" { value = [aws_vpc.v.cidr_block, aws_sqs_queue.q[*].name, aws_vpc.v.enable_dns_support, aws_vpc.v.tags, aws_vpc.v.instance_tenancy, aws_iam_user.u.path, aws_sqs_queue.q[0].fifo_queue] }
output "unknown" { value = [aws_vpc.v.id, aws_vpc.v.main_route_table_id, aws_iam_role.r.name, aws_s3_bucket.b.bucket, aws_iam_user.u.arn] }
output "whole_vpc" { value = aws_vpc.v }

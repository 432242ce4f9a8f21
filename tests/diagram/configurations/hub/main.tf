provider "aws" { region = "eu-central-1" }
locals { nets = { alpha = 1, beta = 2, gamma = 3 } }
resource "aws_vpc" "n" {
  for_each   = local.nets
  cidr_block = "10.${each.value}.0.0/16"
  tags       = { Name = each.key }
}
resource "aws_subnet" "n" {
  for_each          = local.nets
  vpc_id            = aws_vpc.n[each.key].id
  cidr_block        = "10.${each.value}.1.0/24"
  availability_zone = "eu-central-1a"
}
resource "aws_subnet" "m" {
  for_each          = local.nets
  vpc_id            = aws_vpc.n[each.key].id
  cidr_block        = "10.${each.value}.2.0/24"
  availability_zone = "eu-central-1b"
}
resource "aws_ec2_transit_gateway" "core" { tags = { Name = "core" } }
resource "aws_ec2_transit_gateway_vpc_attachment" "n" {
  for_each           = local.nets
  vpc_id             = aws_vpc.n[each.key].id
  subnet_ids         = [aws_subnet.n[each.key].id, aws_subnet.m[each.key].id]
  transit_gateway_id = aws_ec2_transit_gateway.core.id
}
resource "aws_customer_gateway" "office" {
  bgp_asn    = 65010
  ip_address = "203.0.113.7"
  type       = "ipsec.1"
}
resource "aws_vpn_connection" "office" {
  customer_gateway_id = aws_customer_gateway.office.id
  transit_gateway_id  = aws_ec2_transit_gateway.core.id
  type                = "ipsec.1"
}
resource "aws_networkfirewall_firewall" "f" {
  name                = "edge"
  firewall_policy_arn = aws_networkfirewall_firewall_policy.p.arn
  vpc_id              = aws_vpc.n["alpha"].id
  subnet_mapping { subnet_id = aws_subnet.n["alpha"].id }
  subnet_mapping { subnet_id = aws_subnet.m["alpha"].id }
}
resource "aws_networkfirewall_firewall_policy" "p" {
  name = "p"
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
  }
}
resource "aws_vpc_peering_connection" "bg" {
  vpc_id      = aws_vpc.n["beta"].id
  peer_vpc_id = aws_vpc.n["gamma"].id
  auto_accept = true
}
resource "aws_instance" "w" {
  ami           = "ami-12345678"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.m["beta"].id
}
resource "aws_kms_key" "k" {}

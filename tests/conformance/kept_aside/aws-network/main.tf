variable "vpc" {
  type = object({
    cidr  = string
    azs   = list(string)
    nat   = optional(string, "per_az")
    extra = optional(set(string), ["10.9.0.0/16"])
  })
  default = { cidr = "10.1.0.0/16", azs = ["a", "b", "c"] }
}
provider "aws" { region = "eu-west-1" }
locals {
  az_names = formatlist("eu-west-1%s", var.vpc.azs)
  tiers    = { public = 0, private = 1 }
  subnets = merge([for tier, n in local.tiers : {
    for i, az in local.az_names : "${tier}-${substr(az, -1, 1)}" => {
      tier = tier, az = az, cidr = cidrsubnet(var.vpc.cidr, 8, n * 10 + i)
    }
  }]...)
  nat_azs = { per_az = local.az_names, one = slice(local.az_names, 0, 1), none = [] }[var.vpc.nat]
}
resource "aws_vpc" "v" {
  cidr_block           = var.vpc.cidr
  enable_dns_hostnames = true
}
resource "aws_vpc_ipv4_cidr_block_association" "x" {
  for_each   = var.vpc.extra
  vpc_id     = aws_vpc.v.id
  cidr_block = each.value
}
resource "aws_subnet" "s" {
  for_each                = local.subnets
  vpc_id                  = aws_vpc.v.id
  cidr_block              = each.value.cidr
  availability_zone       = each.value.az
  map_public_ip_on_launch = each.value.tier == "public"
  tags                    = { Name = each.key, Tier = title(each.value.tier) }
}
resource "aws_eip" "nat" {
  for_each = toset(local.nat_azs)
  domain   = "vpc"
}
resource "aws_nat_gateway" "n" {
  for_each      = { for az in local.nat_azs : az => one([for k, s in local.subnets : k if s.az == az && s.tier == "public"]) }
  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = aws_subnet.s[each.value].id
}
resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.v.id }
resource "aws_route_table" "t" {
  for_each = toset(concat(["public"], [for az in local.az_names : "private-${az}"]))
  vpc_id   = aws_vpc.v.id
  dynamic "route" {
    for_each = each.key == "public" ? [aws_internet_gateway.i.id] : []
    content {
      cidr_block = "0.0.0.0/0"
      gateway_id = route.value
    }
  }
  dynamic "route" {
    for_each = { for az, n in aws_nat_gateway.n : az => n if endswith(each.key, az) }
    content {
      cidr_block     = "0.0.0.0/0"
      nat_gateway_id = route.value.id
    }
  }
}
resource "aws_route_table_association" "a" {
  for_each       = aws_subnet.s
  subnet_id      = each.value.id
  route_table_id = aws_route_table.t[each.value.map_public_ip_on_launch ? "public" : "private-${each.value.availability_zone}"].id
}
resource "aws_network_acl" "acl" {
  vpc_id     = aws_vpc.v.id
  subnet_ids = [for k, s in aws_subnet.s : s.id if startswith(k, "private")]
  dynamic "ingress" {
    for_each = [for i, p in [80, 443] : { no = (i + 1) * 100, port = p }]
    content {
      rule_no    = ingress.value.no
      from_port  = ingress.value.port
      to_port    = ingress.value.port
      action     = "allow"
      protocol   = "tcp"
      cidr_block = aws_vpc.v.cidr_block
    }
  }
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.v.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for t in aws_route_table.t : t.id]
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }]
  })
}
resource "aws_flow_log" "f" {
  vpc_id               = aws_vpc.v.id
  traffic_type         = "ALL"
  log_destination      = "arn:aws:s3:::logs/x"
  log_destination_type = "s3"
}
output "by_tier" { value = { for k, s in aws_subnet.s : s.tags.Tier => s.cidr_block... } }
output "nat" { value = keys(aws_nat_gateway.n) }

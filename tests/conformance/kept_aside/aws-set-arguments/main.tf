provider "aws" { region = "us-east-1" }
variable "grants" {
  type = set(object({ cidr = string, ports = set(number), note = optional(string) }))
  default = [
    { cidr = "10.2.0.0/16", ports = ["443", 80, 80], note = "two" },
    { cidr = "10.1.0.0/16", ports = [22] },
  ]
}
resource "aws_security_group" "s" {
  name   = "s"
  vpc_id = "vpc-1"
}
resource "aws_security_group_rule" "r" {
  for_each = merge([for g in var.grants : { for p in g.ports : "${g.cidr}:${p}" => { cidr = g.cidr, port = p, note = g.note } }]...)

  security_group_id = aws_security_group.s.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_blocks       = toset([each.value.cidr])
  description       = coalesce(each.value.note, "none")
}
resource "aws_elasticache_subnet_group" "e" {
  name       = "e"
  subnet_ids = setunion(["subnet-b"], ["subnet-a", "subnet-b"])
}
resource "aws_cloudwatch_dashboard" "d" {
  dashboard_name = "d"
  dashboard_body = jsonencode({
    widgets = [for i, g in tolist(var.grants) : {
      type       = "text", x = i * 6, y = 0, width = 6, height = 3
      properties = { markdown = "# ${g.cidr}\n%{for p in g.ports}- ${p}\n%{endfor}" }
    }]
  })
}
resource "aws_vpc_dhcp_options" "o" {
  domain_name         = "x.internal"
  domain_name_servers = tolist(toset(["10.0.0.3", "10.0.0.2"]))
}
resource "aws_customer_gateway" "c" {
  bgp_asn    = 65000
  ip_address = cidrhost("192.0.2.0/24", 7)
  type       = "ipsec.1"
}
resource "aws_ec2_transit_gateway" "t" {
  amazon_side_asn = "64512"
  description     = <<-E
    two
      lines
  E
}
resource "aws_ec2_managed_prefix_list" "p" {
  name           = "p"
  address_family = "IPv4"
  max_entries    = length(var.grants)
  dynamic "entry" {
    for_each = var.grants
    content {
      cidr        = entry.value.cidr
      description = entry.key == entry.value ? "same" : "different"
    }
  }
}
resource "aws_budgets_budget" "b" {
  name         = "b"
  budget_type  = "COST"
  limit_amount = 1200 / 7
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  cost_filter {
    name   = "TagKeyValue"
    values = [format("%s%s%s", "user:Team", "$", "core")]
  }
  dynamic "notification" {
    for_each = [50, 100.5]
    content {
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      notification_type          = "ACTUAL"
      subscriber_email_addresses = ["b@x.y", "a@x.y"]
    }
  }
}
output "rules" { value = keys(aws_security_group_rule.r) }

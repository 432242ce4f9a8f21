provider "aws" { region = "us-east-1" }
variable "listeners" {
  type = map(object({
    port    = number
    actions = optional(list(object({ type = string, groups = optional(map(number), {}), stick = optional(number) })), [])
  }))
  default = {
    plain = { port = "80", actions = [{ type = "redirect" }] }
    split = { port = 443, actions = [{ type = "forward", groups = { blue = 90, green = "10" }, stick = 60 }] }
  }
}
locals {
  rules = [
    { from = 22, to = 22, cidrs = ["10.0.0.0/8"], self = null },
    { from = "80", to = "443", cidrs = [], self = true },
  ]
}
resource "aws_lb" "this" {
  name               = "dyn"
  load_balancer_type = "application"
  subnets            = aws_subnet.this[*].id
  internal           = "true"
  dynamic "access_logs" {
    for_each = [1][*]
    content {
      bucket  = "logs"
      enabled = access_logs.value == 1
      prefix  = access_logs.key
    }
  }
}
resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "this" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  availability_zone = "us-east-1${["a", "b"][count.index]}"
}
resource "aws_lb_target_group" "group" {
  for_each = toset(["blue", "green"])
  name     = each.key
  port     = 8080
  protocol = "HTTP"
  vpc_id   = aws_vpc.this.id
  health_check {
    path    = "/${each.value}"
    matcher = 200
  }
}
resource "aws_lb_listener" "this" {
  for_each          = var.listeners
  load_balancer_arn = aws_lb.this.arn
  port              = each.value.port
  protocol          = each.value.port == 443 ? "HTTPS" : "HTTP"
  certificate_arn   = each.value.port == 443 ? "arn:aws:acm:us-east-1:123456789012:certificate/x" : null
  dynamic "default_action" {
    for_each = each.value.actions
    iterator = act
    content {
      type  = act.value.type
      order = act.key + 1
      dynamic "redirect" {
        for_each = act.value.type == "redirect" ? [each.key] : []
        content {
          status_code = "HTTP_301"
          host        = redirect.value
          protocol    = "HTTPS"
        }
      }
      dynamic "forward" {
        for_each = length(act.value.groups) > 0 ? { all = act.value.groups } : {}
        iterator = fwd
        content {
          dynamic "target_group" {
            for_each = fwd.value
            iterator = tg
            content {
              arn    = aws_lb_target_group.group[tg.key].arn
              weight = tg.value
            }
          }
          dynamic "stickiness" {
            for_each = act.value.stick[*]
            content {
              enabled  = true
              duration = stickiness.value
            }
          }
        }
      }
    }
  }
}
resource "aws_security_group" "this" {
  name_prefix = "web-"
  vpc_id      = aws_vpc.this.id
  dynamic "ingress" {
    for_each = { for r in local.rules : "${r.from}-${r.to}" => r }
    content {
      description = ingress.key
      from_port   = ingress.value.from
      to_port     = ingress.value.to
      protocol    = "tcp"
      cidr_blocks = ingress.value.cidrs
      self        = ingress.value.self
    }
  }
  egress {
    from_port        = 0
    to_port          = 0
    protocol         = -1
    ipv6_cidr_blocks = ["::/0"]
  }
}

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "rules" {
  default = [
    { port = 443, cidrs = ["10.0.0.0/8", "10.1.0.0/16"] },
    { port = "80", cidrs = ["0.0.0.0/0"], note = "web" },
  ]
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "dynamic" {
  name   = "dynamic"
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = var.rules
    iterator = rule

    content {
      description = try(rule.value.note, "rule ${rule.key}")
      from_port   = rule.value.port
      to_port     = rule.value.port
      protocol    = "tcp"
      cidr_blocks = rule.value.cidrs
    }
  }

  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
    self      = true
  }

  egress = []
}

resource "aws_lb_listener_rule" "nested" {
  listener_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/x/50dc6c495c0c9188/f2f7dc8efc522ab2"

  action {
    type = "forward"

    forward {
      dynamic "target_group" {
        for_each = { b = 20, a = 80 }

        content {
          arn    = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${target_group.key}/0123456789abcdef"
          weight = target_group.value
        }
      }
    }
  }

  dynamic "condition" {
    for_each = [["/a/*", "/b/*"], []]

    content {
      dynamic "path_pattern" {
        for_each = length(condition.value) > 0 ? [condition.value] : []

        content {
          values = path_pattern.value
        }
      }

      dynamic "host_header" {
        for_each = length(condition.value) > 0 ? [] : ["example.com"]
        iterator = host

        content {
          values = [host.value]
        }
      }
    }
  }
}

resource "aws_autoscaling_group" "tags" {
  name               = "tags"
  min_size           = "1"
  max_size           = 1 + 1
  availability_zones = ["us-east-1b", "us-east-1a", "us-east-1b"]

  launch_template {
    id = "lt-0123456789abcdef0"
  }

  dynamic "tag" {
    for_each = { z = true, a = 5 }

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}

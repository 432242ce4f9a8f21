provider "aws" {
  region = "us-east-1"
}

locals {
  zones = toset(["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"])
}

module "network" {
  source = "./network"
  zones  = local.zones
}

resource "aws_lb" "api" {
  name            = "api"
  subnets         = values(module.network.public)
  security_groups = [aws_security_group.api.id]
}

resource "aws_security_group" "api" {
  name   = "api"
  vpc_id = module.network.vpc_id
}

resource "aws_lb_target_group" "api" {
  name   = "api"
  vpc_id = module.network.vpc_id
  port   = 8080

  health_check {
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener" "api" {
  load_balancer_arn = aws_lb.api.arn
  port              = 443
  protocol          = "HTTPS"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api.arn
  }
}

resource "aws_launch_template" "api" {
  name          = "api"
  instance_type = "m6g.large"
  image_id      = "ami-0123456789abcdef0"
}

resource "aws_autoscaling_group" "api" {
  name                = "api"
  min_size            = 8
  max_size            = 16
  vpc_zone_identifier = values(module.network.private)
  target_group_arns   = [aws_lb_target_group.api.arn]
  health_check_type   = "ELB"

  launch_template {
    id = aws_launch_template.api.id
  }
}

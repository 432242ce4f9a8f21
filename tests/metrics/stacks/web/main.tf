# A balancer, two groups of instances and a database cluster with a reader.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Stack = "web" }
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "application"
  subnets            = [for subnet in aws_subnet.public : subnet.id]
}

resource "aws_lb_target_group" "app" {
  name     = "app"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.front.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}

resource "aws_launch_template" "app" {
  image_id      = "ami-12c6146b"
  instance_type = "t3.small"
}

resource "aws_autoscaling_group" "app" {
  for_each            = toset(["day", "night"])
  name_prefix         = "app-${each.key}-"
  min_size            = 0
  desired_capacity    = 0
  max_size            = 4
  vpc_zone_identifier = [for subnet in aws_subnet.public : subnet.id]
  target_group_arns   = [aws_lb_target_group.app.arn]
  enabled_metrics     = ["GroupInServiceInstances", "GroupDesiredCapacity"]
  launch_template {
    id = aws_launch_template.app.id
  }
  tag {
    key                 = "Half"
    value               = each.key
    propagate_at_launch = true
  }
}

resource "aws_db_subnet_group" "data" {
  name       = "data"
  subnet_ids = [for subnet in aws_subnet.public : subnet.id]
}

resource "aws_rds_cluster" "data" {
  cluster_identifier   = "data"
  engine               = "aurora-postgresql"
  master_username      = "app"
  master_password      = "not-a-real-one"
  db_subnet_group_name = aws_db_subnet_group.data.name
  skip_final_snapshot  = true
}

resource "aws_cloudwatch_metric_alarm" "slow" {
  alarm_name          = "front-slow"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { LoadBalancer = aws_lb.front.arn_suffix }
}

output "entry" {
  value = aws_lb.front.arn_suffix
}

output "groups" {
  value = { for half, group in aws_autoscaling_group.app : half => group.name }
}

output "everything" {
  value = [aws_lb_target_group.app.arn, "https://${aws_lb.front.dns_name}"]
}

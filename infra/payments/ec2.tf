locals {
  colors            = toset(["blue", "green"])
  app_port          = 8080
  metrics_namespace = "Payments/${var.environment_suffix}"

  # <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>
  image                = regex("^(?P<account>[0-9]+)\\.dkr\\.ecr\\.(?P<region>[a-z0-9-]+)\\.amazonaws\\.com/(?P<repository>[^:@]+)", var.container_image)
  image_repository_arn = "arn:${local.partition}:ecr:${local.image.region}:${local.image.account}:repository/${local.image.repository}"

  capacity = {
    for color in local.colors : color => color == var.deployment_color || var.keep_idle_color_warm ? {
      min     = var.asg_min_size
      max     = var.asg_max_size
      desired = var.asg_desired_capacity
      } : {
      min     = 0
      max     = 0
      desired = 0
    }
  }
}

data "aws_ami" "amazon_linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }

  filter {
    name   = "state"
    values = ["available"]
  }
}

resource "aws_launch_template" "payment" {
  for_each = local.colors

  name                   = "payment-${each.key}-${var.environment_suffix}"
  description            = "Payment API, ${each.key}"
  image_id               = data.aws_ami.amazon_linux.id
  instance_type          = var.instance_type
  update_default_version = true
  vpc_security_group_ids = [aws_security_group.ec2.id]

  user_data = base64encode(templatefile("${path.module}/user_data.sh.tftpl", {
    app_port              = local.app_port
    application_log_group = aws_cloudwatch_log_group.main["application"].name
    color                 = each.key
    container_image       = var.container_image
    image_region          = local.image.region
    metrics_namespace     = local.metrics_namespace
    region                = var.aws_region
    secret_name           = aws_secretsmanager_secret.database.name
    system_log_group      = aws_cloudwatch_log_group.main["system"].name
  }))

  iam_instance_profile {
    arn = aws_iam_instance_profile.ec2.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1 # the container cannot reach the instance's role
  }

  monitoring {
    enabled = true
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = var.root_volume_size_gb
      encrypted             = true
      delete_on_termination = true
    }
  }

  # Default tags do not reach what an Auto Scaling group starts.
  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])

    content {
      resource_type = tag_specifications.value
      tags = merge(local.tags, {
        Name  = "payment-${each.key}-${var.environment_suffix}"
        Color = each.key
      })
    }
  }

  tags = {
    Name  = "payment-${each.key}-${var.environment_suffix}"
    Color = each.key
  }
}

resource "aws_autoscaling_group" "payment" {
  for_each = local.colors

  name                      = "payment-${each.key}-${var.environment_suffix}"
  min_size                  = local.capacity[each.key].min
  max_size                  = local.capacity[each.key].max
  desired_capacity          = local.capacity[each.key].desired
  min_elb_capacity          = local.capacity[each.key].min
  vpc_zone_identifier       = aws_subnet.private[*].id
  target_group_arns         = [aws_lb_target_group.payment[each.key].arn]
  health_check_type         = "ELB"
  health_check_grace_period = 300
  default_instance_warmup   = 180

  enabled_metrics = [
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupMaxSize",
    "GroupMinSize",
    "GroupPendingInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
  ]

  launch_template {
    id      = aws_launch_template.payment[each.key].id
    version = aws_launch_template.payment[each.key].latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      auto_rollback          = true
      min_healthy_percentage = 100
      max_healthy_percentage = 150
    }
  }

  dynamic "tag" {
    for_each = merge(local.tags, {
      Name  = "payment-${each.key}-${var.environment_suffix}"
      Color = each.key
    })

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  lifecycle {
    # The scaling policy owns the number; a change of min and max still moves it into their range.
    ignore_changes = [desired_capacity]

    precondition {
      condition     = var.asg_min_size <= var.asg_desired_capacity && var.asg_desired_capacity <= var.asg_max_size
      error_message = "asg_desired_capacity (${var.asg_desired_capacity}) must lie between asg_min_size (${var.asg_min_size}) and asg_max_size (${var.asg_max_size})."
    }
  }

  # Instances are healthy only once they can sign in to the database and write their logs.
  depends_on = [
    aws_iam_role_policy.ec2,
    aws_rds_cluster_instance.writer,
    aws_route.private_nat,
    aws_secretsmanager_secret_version.database,
  ]
}

resource "aws_autoscaling_policy" "cpu" {
  for_each = local.colors

  name                   = "cpu-target-${each.key}-${var.environment_suffix}"
  autoscaling_group_name = aws_autoscaling_group.payment[each.key].name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = var.cpu_target_percent

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

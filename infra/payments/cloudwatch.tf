locals {
  log_groups = {
    application = "/payments/application-${var.environment_suffix}"
    system      = "/payments/system-${var.environment_suffix}"
    flow_logs   = "/aws/vpc/flow-logs-${var.environment_suffix}"
    aurora      = "/aws/rds/cluster/${local.aurora_cluster_identifier}/postgresql" # the name Aurora writes to
  }
}

resource "aws_cloudwatch_log_group" "main" {
  for_each = local.log_groups

  name              = each.value
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.cloudwatch.arn

  tags = {
    Name = "${replace(each.key, "_", "-")}-${var.environment_suffix}"
  }
}

# Topic of all alarms

resource "aws_sns_topic" "alarms" {
  name              = "payment-alarms-${var.environment_suffix}"
  display_name      = "Payment alarms ${var.environment_suffix}"
  kms_master_key_id = aws_kms_key.cloudwatch.arn

  tags = {
    Name = "payment-alarms-${var.environment_suffix}"
  }
}

data "aws_iam_policy_document" "alarm_topic" {
  statement {
    sid       = "AlarmsPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.alarm_topic.json
}

resource "aws_sns_topic_subscription" "email" {
  count = var.alarm_email == null ? 0 : 1

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

# Aurora: a statistic over the cluster's dimension covers the writer and both readers

resource "aws_cloudwatch_metric_alarm" "aurora_connections" {
  alarm_name          = "aurora-connections-${var.environment_suffix}"
  alarm_description   = "An Aurora instance uses more than 80 % of the ${local.aurora_max_connections} connections of a ${var.aurora_instance_class}."
  namespace           = "AWS/RDS"
  metric_name         = "DatabaseConnections"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = floor(local.aurora_max_connections * 0.8)
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "breaching"

  dimensions = {
    DBClusterIdentifier = aws_rds_cluster.aurora.cluster_identifier
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "aurora-connections-${var.environment_suffix}"
  }
}

resource "aws_cloudwatch_metric_alarm" "aurora_cpu" {
  alarm_name          = "aurora-cpu-${var.environment_suffix}"
  alarm_description   = "An Aurora instance is above 80 % CPU."
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "breaching"

  dimensions = {
    DBClusterIdentifier = aws_rds_cluster.aurora.cluster_identifier
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "aurora-cpu-${var.environment_suffix}"
  }
}

resource "aws_cloudwatch_metric_alarm" "aurora_free_local_storage" {
  alarm_name          = "aurora-free-local-storage-${var.environment_suffix}"
  alarm_description   = "An Aurora instance has less than 5 GB of local storage left for sorts and temporary tables."
  namespace           = "AWS/RDS"
  metric_name         = "FreeLocalStorage"
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 5 * 1024 * 1024 * 1024
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "breaching"

  dimensions = {
    DBClusterIdentifier = aws_rds_cluster.aurora.cluster_identifier
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "aurora-free-local-storage-${var.environment_suffix}"
  }
}

# Load balancer: a count that is absent is zero

resource "aws_cloudwatch_metric_alarm" "alb_unhealthy_targets" {
  for_each = local.colors

  alarm_name          = "alb-unhealthy-targets-${each.key}-${var.environment_suffix}"
  alarm_description   = "The load balancer finds ${each.key} targets unhealthy."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"

  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.payment[each.key].arn_suffix
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "alb-unhealthy-targets-${each.key}-${var.environment_suffix}"
  }
}

resource "aws_cloudwatch_metric_alarm" "alb_5xx" {
  for_each = {
    elb    = "HTTPCode_ELB_5XX_Count"
    target = "HTTPCode_Target_5XX_Count"
  }

  alarm_name          = "alb-5xx-${each.key}-${var.environment_suffix}"
  alarm_description   = "More than 10 answers a minute are server errors (${each.value})."
  namespace           = "AWS/ApplicationELB"
  metric_name         = each.value
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"

  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "alb-5xx-${each.key}-${var.environment_suffix}"
  }
}

resource "aws_cloudwatch_metric_alarm" "alb_response_time" {
  alarm_name          = "alb-response-time-${var.environment_suffix}"
  alarm_description   = "One request in twenty takes more than 1 second."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  extended_statistic  = "p95"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"

  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "alb-response-time-${var.environment_suffix}"
  }
}

# Auto Scaling: the active color

resource "aws_cloudwatch_metric_alarm" "asg_capacity_low" {
  alarm_name          = "asg-capacity-low-${var.environment_suffix}"
  alarm_description   = "Fewer than ${var.asg_min_size} ${var.deployment_color} instances are in service."
  namespace           = "AWS/AutoScaling"
  metric_name         = "GroupInServiceInstances"
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = var.asg_min_size
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "breaching"

  dimensions = {
    AutoScalingGroupName = aws_autoscaling_group.payment[var.deployment_color].name
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "asg-capacity-low-${var.environment_suffix}"
  }
}

resource "aws_cloudwatch_metric_alarm" "asg_capacity_high" {
  alarm_name          = "asg-capacity-high-${var.environment_suffix}"
  alarm_description   = "${var.deployment_color} runs at its maximum of ${var.asg_max_size} instances: it cannot grow any further."
  namespace           = "AWS/AutoScaling"
  metric_name         = "GroupInServiceInstances"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.asg_max_size
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "breaching"

  dimensions = {
    AutoScalingGroupName = aws_autoscaling_group.payment[var.deployment_color].name
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "asg-capacity-high-${var.environment_suffix}"
  }
}

# Dashboard

locals {
  alarms = concat(
    [
      aws_cloudwatch_metric_alarm.aurora_connections,
      aws_cloudwatch_metric_alarm.aurora_cpu,
      aws_cloudwatch_metric_alarm.aurora_free_local_storage,
      aws_cloudwatch_metric_alarm.alb_response_time,
      aws_cloudwatch_metric_alarm.asg_capacity_low,
      aws_cloudwatch_metric_alarm.asg_capacity_high,
      aws_cloudwatch_metric_alarm.health_check,
    ],
    values(aws_cloudwatch_metric_alarm.alb_unhealthy_targets),
    values(aws_cloudwatch_metric_alarm.alb_5xx),
  )

  # Title, alarm and unit of the axis, in reading order
  dashboard_graphs = [
    { title = "Health check", alarms = [aws_cloudwatch_metric_alarm.health_check], unit = "1 = healthy" },
    { title = "Response time p95", alarms = [aws_cloudwatch_metric_alarm.alb_response_time], unit = "seconds" },
    { title = "Server errors", alarms = values(aws_cloudwatch_metric_alarm.alb_5xx), unit = "a minute" },
    { title = "Unhealthy targets", alarms = values(aws_cloudwatch_metric_alarm.alb_unhealthy_targets), unit = "targets" },
    { title = "Instances in service", alarms = [aws_cloudwatch_metric_alarm.asg_capacity_low, aws_cloudwatch_metric_alarm.asg_capacity_high], unit = "instances" },
    { title = "Aurora connections", alarms = [aws_cloudwatch_metric_alarm.aurora_connections], unit = "connections" },
    { title = "Aurora CPU", alarms = [aws_cloudwatch_metric_alarm.aurora_cpu], unit = "percent" },
    { title = "Aurora free local storage", alarms = [aws_cloudwatch_metric_alarm.aurora_free_local_storage], unit = "bytes" },
  ]
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "payments-${var.environment_suffix}"

  dashboard_body = jsonencode({
    widgets = concat(
      [{
        type   = "alarm"
        x      = 0
        y      = 0
        width  = 24
        height = 4
        properties = {
          title  = "Alarms, ${var.environment_suffix}"
          alarms = local.alarms[*].arn
        }
      }],
      [for i, graph in local.dashboard_graphs : {
        type   = "metric"
        x      = i % 3 * 8
        y      = 4 + floor(i / 3) * 6
        width  = 8
        height = 6
        properties = {
          title  = graph.title
          region = var.aws_region
          view   = "timeSeries"
          period = graph.alarms[0].period
          yAxis  = { left = { label = graph.unit, showUnits = false, min = 0 } }
          metrics = [for alarm in graph.alarms : concat(
            [alarm.namespace, alarm.metric_name],
            flatten([for name, value in alarm.dimensions : [name, value]]),
            [{ stat = coalesce(alarm.statistic, alarm.extended_statistic) }],
          )]
          annotations = {
            horizontal = [for threshold in distinct(graph.alarms[*].threshold) : { label = "alarm", value = threshold }]
          }
        }
      }],
    )
  })
}

provider "aws" { region = "us-east-1" }
variable "rules" {
  default = [
    { name = "rate", limit = 2000 },
    { name = "geo", countries = ["RU", "KP"] },
    { name = "managed", group = "AWSManagedRulesCommonRuleSet", excluded = ["SizeRestrictions_BODY"] },
  ]
}
resource "aws_wafv2_ip_set" "i" {
  name               = "i"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["10.0.0.0/8", "192.0.2.0/24"]
}
resource "aws_wafv2_web_acl" "w" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  dynamic "rule" {
    for_each = { for i, r in var.rules : r.name => merge(r, { priority = i }) }
    content {
      name     = rule.key
      priority = rule.value.priority
      dynamic "action" {
        for_each = contains(keys(rule.value), "group") ? [] : [1]
        content {
          block {}
        }
      }
      dynamic "override_action" {
        for_each = contains(keys(rule.value), "group") ? [1] : []
        content {
          count {}
        }
      }
      statement {
        dynamic "rate_based_statement" {
          for_each = try([rule.value.limit], [])
          content {
            limit              = rate_based_statement.value
            aggregate_key_type = "IP"
          }
        }
        dynamic "geo_match_statement" {
          for_each = try(rule.value.countries, null) != null ? [rule.value.countries] : []
          content {
            country_codes = geo_match_statement.value
          }
        }
        dynamic "managed_rule_group_statement" {
          for_each = can(rule.value.group) ? [rule.value] : []
          content {
            name        = managed_rule_group_statement.value.group
            vendor_name = "AWS"
            dynamic "rule_action_override" {
              for_each = toset(managed_rule_group_statement.value.excluded)
              content {
                name = rule_action_override.key
                action_to_use {
                  count {}
                }
              }
            }
          }
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.key
        sampled_requests_enabled   = false
      }
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "w"
    sampled_requests_enabled   = false
  }
}
resource "aws_cloudwatch_metric_alarm" "a" {
  for_each            = { high = ["GreaterThanThreshold", 80], low = ["LessThanThreshold", 10.5] }
  alarm_name          = each.key
  comparison_operator = each.value[0]
  threshold           = each.value[1]
  evaluation_periods  = "2"
  metric_query {
    id          = "m1"
    return_data = true
    metric {
      metric_name = "CPUUtilization"
      namespace   = "AWS/EC2"
      period      = 60
      stat        = "Average"
      dimensions  = { AutoScalingGroupName = aws_autoscaling_group.g.name }
    }
  }
}
resource "aws_launch_template" "l" {
  name_prefix   = "lt-"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
  user_data = base64encode(<<-EOF
    #!/bin/bash
    echo ${jsonencode({ a = 1 })} > /x
    %{for p in ["a", "b"]}install ${p}
    %{endfor}
  EOF
  )
  dynamic "block_device_mappings" {
    for_each = [{ dev = "/dev/xvda", size = 20 }, { dev = "/dev/xvdb", size = 5, type = "gp3" }]
    iterator = disk
    content {
      device_name = disk.value.dev
      ebs {
        volume_size = disk.value.size
        volume_type = lookup(disk.value, "type", "gp2")
        encrypted   = true
      }
    }
  }
  metadata_options {
    http_tokens = "required"
  }
  dynamic "tag_specifications" {
    for_each = ["instance", "volume"]
    content {
      resource_type = tag_specifications.value
      tags          = { Kind = tag_specifications.value }
    }
  }
}
resource "aws_autoscaling_group" "g" {
  name                = "g"
  min_size            = 1
  max_size            = "3"
  vpc_zone_identifier = ["subnet-a"]
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.l.id
        version            = aws_launch_template.l.latest_version
      }
      dynamic "override" {
        for_each = { "t3.large" = 1, "m5.large" = 2 }
        content {
          instance_type     = override.key
          weighted_capacity = override.value
        }
      }
    }
  }
  dynamic "tag" {
    for_each = { Name = "g", N = 5 }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
resource "aws_ssm_parameter" "p" {
  for_each = {
    plain  = { type = "String", value = "v" }
    list   = { type = "StringList", value = join(",", range(3)) }
    secret = { type = "SecureString", value = "hush" }
  }
  name  = "/app/${each.key}"
  type  = each.value.type
  value = each.value.value
}
resource "aws_backup_plan" "b" {
  name = "b"
  dynamic "rule" {
    for_each = { daily = "cron(0 5 * * ? *)", weekly = "cron(0 5 ? * 1 *)" }
    content {
      rule_name         = rule.key
      target_vault_name = aws_backup_vault.v.name
      schedule          = rule.value
      lifecycle {
        delete_after = { daily = 35, weekly = 90 }[rule.key]
      }
    }
  }
}
resource "aws_backup_vault" "v" { name = "vault" }

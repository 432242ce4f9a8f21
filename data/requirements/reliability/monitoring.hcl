control "REL06-BP01-load-balancers" {
  group   = "REL06"
  title   = "An alarm watches every load balancer"
  applies = length(architecture.load_balancers) > 0
  why     = "Errors, latency and unhealthy targets show at the load balancer first."
  impact  = "Users report the outage before you see it."
  fix     = "Add an aws_cloudwatch_metric_alarm with the load balancer in its dimensions."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_monitor_resources.html"

  assert {
    for_each      = architecture.load_balancers
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "REL06-BP01-databases" {
  group   = "REL06"
  title   = "An alarm watches every database"
  applies = length(resources.aws_rds_cluster) + length(local.lone_databases) > 0
  why     = "Connections, CPU and storage of a database run out gradually, with time to act for those who look."
  impact  = "A full disk or no free connection stops every request that needs data."
  fix     = "Add an aws_cloudwatch_metric_alarm with DBClusterIdentifier or DBInstanceIdentifier in its dimensions."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_monitor_resources.html"

  assert {
    for_each      = concat(resources.aws_rds_cluster, local.lone_databases)
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "REL06-BP01-scaling-groups" {
  group   = "REL06"
  title   = "An alarm watches every scaling group that runs instances"
  applies = length(local.working_groups) > 0
  why     = "A group that cannot launch stays short of instances without any error a user would see at first."
  impact  = "Capacity is missing when it is needed."
  fix     = "Add an alarm on GroupInServiceInstances below the group's minimum."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_monitor_resources.html"

  assert {
    for_each      = local.working_groups
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "REL06-BP03-notifications" {
  group   = "REL06"
  title   = "Every alarm tells someone or starts something"
  applies = length(resources.aws_cloudwatch_metric_alarm) > 0
  why     = "An alarm without an action changes colour on a page nobody looks at."
  impact  = "The time to react grows from minutes to whenever someone looks."
  fix     = "Set alarm_actions to the ARN of an SNS topic."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_notification_monitor.html"

  assert {
    for_each      = resources.aws_cloudwatch_metric_alarm
    condition     = length(reached_by(each).actions) > 0
    expected      = "at least one enabled action"
    error_message = "${each.address} tells nobody."
  }
}

control "REL06-review" {
  group  = "REL06"
  title  = "Metrics are defined, logs analysed, scope reviewed, requests traced (REL06-BP02, BP04 to BP07)"
  why    = "Which measures matter to the business, no configuration says."
  impact = "The dashboard is green while requests fail."
  review = "Look at the dashboard and the log queries with the people on call; ask what the last incident would have shown."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel-06.html"
}

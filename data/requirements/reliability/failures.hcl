control "REL11-BP01-health-checks" {
  group   = "REL11"
  title   = "A failed target leaves rotation within two minutes"
  why     = "A target gets requests until interval x unhealthy threshold have passed."
  impact  = "That share of all requests fails for that long."
  fix     = "Lower health_check.interval or health_check.unhealthy_threshold."
  link    = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"

  assert {
    for_each      = every(["aws_lb_target_group"])
    when          = coalesce(each.configured.target_type, "instance") != "lambda"
    condition     = coalesce(try(each.configured.health_check[0].enabled, null), true) && coalesce(try(each.configured.health_check[0].interval, null), 30) * coalesce(try(each.configured.health_check[0].unhealthy_threshold, null), 3) <= 120
    expected      = "interval x unhealthy threshold at most 120 s"
    error_message = "${each.address} takes ${coalesce(try(each.configured.health_check[0].interval, null), 30) * coalesce(try(each.configured.health_check[0].unhealthy_threshold, null), 3)} s to notice a failed target, or is not checked at all."
  }
}

control "REL11-BP02-dns-failover" {
  group   = "REL11"
  title   = "Primary records of DNS failover are health checked"
  applies = length([for r in architecture.records : r if r.failover == "PRIMARY"]) > 0
  why     = "Route 53 leaves a primary record only when a check tells it that the record is unhealthy."
  impact  = "Clients are sent to a dead endpoint although a secondary is ready."
  fix     = "Set health_check_id, or evaluate_target_health = true in the alias."
  link    = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html"

  assert {
    for_each      = [for r in architecture.records : r if r.failover == "PRIMARY"]
    condition     = each.health_check != null || each.evaluates_target_health == true
    expected      = "a health check"
    error_message = "${each.address} never fails over: nothing checks it."
  }
}

control "REL11-BP03-healing" {
  group   = "REL11"
  title   = "Scaling groups behind a load balancer replace what the load balancer finds unhealthy"
  applies = length(local.balanced_groups) > 0
  why     = "With EC2 checks a group sees a running machine, not an application that no longer answers."
  impact  = "A hung instance stays, out of rotation, and capacity shrinks one by one."
  fix     = "Set health_check_type = \"ELB\"."
  link    = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html"

  assert {
    for_each      = local.balanced_groups
    condition     = coalesce(each.configured.health_check_type, "EC2") == "ELB"
    expected      = "health_check_type = \"ELB\""
    error_message = "${each.address} uses ${coalesce(each.configured.health_check_type, "EC2")} health checks."
  }

  patch {
    resource  = "aws_autoscaling_group"
    attribute = "health_check_type"
    value     = "ELB"
  }
}

control "REL11-BP06-subscribers" {
  group   = "REL11"
  title   = "Someone is subscribed to every topic that alarms tell"
  applies = length(local.alarm_topics) > 0
  why     = "A topic without a subscriber drops what it is told."
  impact  = "The alarm fires and nobody knows."
  fix     = "Add an aws_sns_topic_subscription."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_withstand_component_failures_notifications_sent_system.html"

  assert {
    for_each      = local.alarm_topics
    condition     = anytrue([for s in may_name(each, "aws_sns_topic_subscription", "topic_arn") : refers_to(s.topic_arn, each)])
    expected      = "a subscription"
    error_message = "Nobody is subscribed to ${each.address}."
  }
}

control "REL11-review" {
  group  = "REL11"
  title  = "Recovery rests on the data plane and on static stability; targets are met by design (REL11-BP04, BP05, BP07)"
  why    = "Whether what is left after a loss carries the peak depends on the peak."
  impact = "Recovery waits for new instances at the moment everyone asks for them."
  review = "Compare the capacity that `archbench drill` leaves after the loss of a zone with the measured peak, and the availability it expects with the agreed one."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_withstand_component_failures_static_stability.html"
}

control "REL12-testing" {
  group  = "REL12"
  title  = "Failures are rehearsed and analysed (REL12-BP01 to BP05)"
  why    = "Playbooks, game days and fault injection are what people do."
  impact = "The first real failure is the rehearsal."
  review = "Ask for the playbooks, the last game day and what it changed."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_testing_resiliency_failure_injection_resiliency.html"
}

control "REL13-BP01-objectives" {
  group  = "REL13"
  title  = "Recovery objectives are defined (REL13-BP01)"
  why    = "How much time and data may be lost is a decision of the business."
  impact = "Recovery is too slow, or costs more than the loss."
  review = "Ask for the agreed recovery time and recovery point, and compare them with what `archbench drill` reports."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_objective_defined_recovery.html"
}

control "REL13-BP02-other-region" {
  group    = "REL13"
  title    = "Data is copied to another region"
  profiles = ["region-loss"]
  applies  = length(resources.aws_rds_cluster) + length(local.lone_databases) > 0
  why      = "Where the business must survive the loss of a region, backups in that region are lost with it."
  impact   = "No data to start again from."
  fix      = "Add a copy_action to the backup rule, an Aurora global database, or a read replica in another region."
  link     = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html"

  assert {
    condition = length(resources.aws_rds_global_cluster) > 0 || length(resources.aws_db_instance_automated_backups_replication) > 0 || anytrue(flatten([
      for p in resources.aws_backup_plan : [for r in p.rule : length(r.copy_action) > 0]
    ]))
    expected      = "a copy in another region"
    error_message = "No copy of the data leaves its region."
  }
}

control "REL13-recovery" {
  group  = "REL13"
  title  = "The recovery site is tested, kept alike and recovered to automatically (REL13-BP03 to BP05)"
  why    = "A plan on paper ages with every change."
  impact = "The recovery site differs from what it should replace."
  review = "Ask when the recovery was last carried out from end to end, and how drift between the sites is found."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html"
}

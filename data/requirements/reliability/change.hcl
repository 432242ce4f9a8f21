control "REL07-BP01-scaling-policy" {
  group   = "REL07"
  title   = "Every scaling group that runs instances has a scaling policy or schedule"
  applies = length(local.working_groups) > 0
  why     = "Without a policy the number of instances changes only by hand."
  impact  = "Overload at peak, paid idle capacity at night."
  fix     = "Add an aws_autoscaling_policy of type TargetTrackingScaling."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_adapt_to_changes_autoscale_adapt.html"

  assert {
    for_each      = local.fleets
    condition     = each.adapts
    expected      = "a policy that is enabled, or a schedule"
    error_message = "${each.address} never changes its size by itself."
  }
}

control "REL07-BP03-headroom" {
  group   = "REL07"
  title   = "Every scaling group that runs instances may grow"
  applies = length(local.working_groups) > 0
  why     = "A maximum equal to the minimum leaves a policy nothing to do."
  impact  = "Load above the usual is refused."
  fix     = "Raise max_size above min_size."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_adapt_to_changes_proactive_adapt_auto.html"

  assert {
    for_each      = local.working_groups
    condition     = each.max_size > each.min_size && (each.max_size > coalesce(each.configured.desired_capacity, each.min_size) || local.fleet_at[each.address].adapts)
    expected      = "a maximum above the minimum"
    error_message = "${each.address} starts at ${coalesce(each.configured.desired_capacity, each.min_size)} and may have no more than ${each.max_size}."
  }
}

control "REL07-BP04-load-test" {
  group  = "REL07"
  title  = "The workload is load tested (REL07-BP04)"
  why    = "Whether the sizes here are enough, only a test tells."
  impact = "The first real peak is the test."
  review = "Ask for the latest load test: its peak, and what limited it."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_adapt_to_changes_load_tested_adapt.html"
}

control "REL08-BP04-immutable" {
  group   = "REL08"
  title   = "A changed launch template replaces instances by itself"
  applies = length(local.working_groups) > 0
  why     = "Without an instance refresh, instances of the old template go on running beside new ones."
  impact  = "Versions drift apart; a fix reaches an instance only when that instance dies."
  fix     = "Add an instance_refresh block to the aws_autoscaling_group, and set version = aws_launch_template.NAME.latest_version: of $Latest, or of no version, Terraform sees no change."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_tracking_change_management_immutable_infrastructure.html"

  assert {
    for_each      = local.working_groups
    condition     = length(each.instance_refresh) > 0 || anytrue([for from in origins(each.name) : can(regex("(^|[.])aws_launch_(configuration|template)[.]", from))])
    expected      = "an instance_refresh block"
    error_message = "${each.address} has no instance refresh."
  }

  # A refresh starts when Terraform changes the group: the version must change with the template.
  # https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group
  assert {
    for_each = [for g in local.working_groups : g if length(g.instance_refresh) > 0 && !is_set(g, "launch_configuration")]
    optional = true
    condition = alltrue([
      for version in concat(
        [for template in coalesce(each.configured.launch_template, []) : template.version],
        flatten([for policy in coalesce(each.configured.mixed_instances_policy, []) : [for template in policy.launch_template : template.launch_template_specification[*].version]]),
      ) : length(origins(version)) > 0 ? anytrue(concat([for origin in origins(version) : strcontains(origin, "aws_launch_template.")], [!startswith(version, "$")])) : version == null ? false : !startswith(version, "$")
    ])
    expected      = "a version that changes with the launch template"
    error_message = "${each.address} names no version of its launch template that changes with it, so that no refresh starts."
  }
}

control "REL08-review" {
  group  = "REL08"
  title  = "Changes follow runbooks, are tested for function and resilience, and deploy automatically (REL08-BP01 to BP03, BP05)"
  why    = "How changes are made stands in a pipeline, not in what it makes."
  impact = "Most outages begin with a change."
  review = "Look at the pipeline that applies this configuration: its tests, its approval, how it rolls back."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel-08.html"
}

control "REL07-BP01-services" {
  group  = "REL07"
  title  = "Services change their number of tasks by themselves"
  why    = "A service with a fixed number of tasks is too small at peak and too large at night."
  impact = "Requests wait or are refused at peak."
  fix    = "Add an aws_appautoscaling_target and a policy for the service."
  link   = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html"

  assert {
    for_each      = every(["aws_ecs_service"])
    when          = coalesce(each.configured.scheduling_strategy, "REPLICA") == "REPLICA"
    condition     = anytrue([for target in scaled(each) : target.max_capacity > target.min_capacity]) && length(scaling_policies(each)) > 0
    expected      = "an Application Auto Scaling target that may grow"
    error_message = "${each.address} never changes its size by itself."
  }
}

control "REL07-BP01-tables" {
  group  = "REL07"
  title  = "Tables of provisioned capacity change it by themselves"
  why    = "What is above the capacity of a table is refused."
  impact = "Requests fail at peak."
  fix    = "Set billing_mode = \"PAY_PER_REQUEST\", or add aws_appautoscaling_target and aws_appautoscaling_policy for reads and writes."
  link   = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html"

  assert {
    for_each      = every(["aws_dynamodb_table"])
    condition     = coalesce(each.configured.billing_mode, "PROVISIONED") == "PAY_PER_REQUEST" ? true : alltrue([for dimension in ["dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits"] : anytrue([for target in scaled(each) : target.scalable_dimension == dimension]) && anytrue([for policy in scaling_policies(each) : policy.scalable_dimension == dimension])])
    expected      = "on-demand, or targets for reads and writes"
    error_message = "${each.address} keeps its capacity however many ask."
  }
}

control "REL07-BP01-storage" {
  group  = "REL07"
  title  = "Storage of database instances grows by itself"
  why    = "A full disk stops a database."
  impact = "Every write fails until somebody makes room."
  fix    = "Set max_allocated_storage above allocated_storage."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html"

  assert {
    for_each      = every(["aws_db_instance"])
    when          = each.configured.allocated_storage != null
    condition     = coalesce(each.configured.max_allocated_storage, 0) > each.allocated_storage
    expected      = "max_allocated_storage above allocated_storage"
    error_message = "${each.address} stops when its ${each.allocated_storage} GB are full."
  }
}

control "REL08-BP05-rollback" {
  group  = "REL08"
  title  = "A deployment of a service that fails is taken back"
  why    = "Without the circuit breaker a service starts tasks that fail, for ever."
  impact = "A bad release stays half deployed until somebody looks."
  fix    = "Add deployment_circuit_breaker { enable = true, rollback = true }."
  link   = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html"

  assert {
    for_each      = every(["aws_ecs_service"])
    when          = alltrue([for controller in coalesce(each.configured.deployment_controller, []) : coalesce(controller.type, "ECS") == "ECS"])
    condition     = anytrue([for breaker in coalesce(each.configured.deployment_circuit_breaker, []) : breaker.enable && breaker.rollback]) || anytrue([for alarms in coalesce(each.configured.alarms, []) : alarms.enable && alarms.rollback])
    expected      = "a circuit breaker or alarms with rollback"
    error_message = "${each.address} takes no failed deployment back."
  }
}

control "COST09-tables" {
  group  = "COST09"
  title  = "Tables pay for what is asked, or scale"
  why    = "Provisioned capacity is paid for whether it is asked for or not."
  impact = "A table sized for the peak costs the peak all night."
  fix    = "Set billing_mode = \"PAY_PER_REQUEST\", or add aws_appautoscaling_target and aws_appautoscaling_policy for it."
  link   = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html"

  assert {
    for_each      = every(["aws_dynamodb_table"])
    condition     = anytrue([coalesce(each.configured.billing_mode, "PROVISIONED") == "PAY_PER_REQUEST", length(scaling_policies(each)) > 0, coalesce(each.configured.read_capacity, 1) + coalesce(each.configured.write_capacity, 1) <= 10])
    expected      = "on-demand, scaling, or at most 10 units"
    error_message = "${each.address} pays for its capacity whether it is used or not."
  }
}

control "COST09-concurrency" {
  group  = "COST09"
  title  = "Provisioned concurrency follows the hours"
  why    = "Provisioned concurrency is paid for by the second, called or not."
  impact = "Functions kept warm all night cost as much as by day."
  fix    = "Add an aws_appautoscaling_target and an aws_appautoscaling_scheduled_action for the alias."
  link   = "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html"

  assert {
    for_each      = every(["aws_lambda_provisioned_concurrency_config"])
    condition     = anytrue(flatten([for function in named(each, "function_name", "aws_lambda_function") : [for policy in scaling_policies(function) : policy.scalable_dimension == "lambda:function:ProvisionedConcurrency"]]))
    expected      = "a scaling target"
    error_message = "${each.address} is paid for all day."
  }
}

control "COST09-groups" {
  group   = "COST09"
  title   = "Groups of machines follow the load"
  applies = length(local.fleets) > 0
  why     = "A group of a fixed size is sized for the peak."
  impact  = "Machines for the peak are paid for all night."
  fix     = "Add an aws_autoscaling_policy or a schedule."
  link    = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/scale-your-group.html"

  assert {
    for_each      = local.fleets
    condition     = each.adapts
    expected      = "a policy or a schedule"
    error_message = "${each.address} never changes its size by itself."
  }
}

control "COST06-generation" {
  group  = "COST06"
  title  = "Machines are of a current generation"
  why    = "AWS keeps previous generations for those who cannot move; newer ones do more for the same money."
  impact = "More machines are paid for than the work needs."
  fix    = "Move to a current type of the same family."
  link   = "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html"

  assert {
    for_each      = every(["aws_instance", "aws_launch_template", "aws_launch_configuration"])
    when          = is_set(each, "instance_type")
    condition     = !can(regex(local.previous_generation, each.configured.instance_type))
    expected      = "a current generation"
    error_message = "${each.address} is ${each.configured.instance_type}, of a previous generation."
  }

  assert {
    for_each      = every(["aws_eks_node_group"])
    condition     = alltrue([for type in coalesce(each.configured.instance_types, []) : !can(regex(local.previous_generation, type))])
    expected      = "a current generation"
    error_message = "${each.address} has types of a previous generation."
  }

  assert {
    for_each      = every(["aws_autoscaling_group"])
    when          = length(coalesce(each.configured.mixed_instances_policy, [])) > 0
    condition     = alltrue(flatten([for policy in each.configured.mixed_instances_policy : [for template in policy.launch_template : [for override in template.override : !can(regex(local.previous_generation, coalesce(override.instance_type, "-")))]]]))
    expected      = "a current generation"
    error_message = "${each.address} has types of a previous generation."
  }
}

control "COST06-kubernetes" {
  group  = "COST06"
  title  = "Clusters run a version in standard support"
  why    = "Extended support costs six times the standard price of the control plane."
  impact = "Five times 73 dollars a month more for each cluster."
  fix    = "Upgrade one minor version after the other, or set upgrade_policy { support_type = \"STANDARD\" }."
  link   = "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"

  assert {
    for_each      = every(["aws_eks_cluster"])
    when          = each.configured.version != null
    condition     = anytrue([support_of("eks", each.version).standard, anytrue([for policy in coalesce(each.configured.upgrade_policy, []) : policy.support_type == "STANDARD"])])
    expected      = "a version in standard support"
    error_message = "${each.address} runs Kubernetes ${each.version}, whose standard support ended on ${support_of("eks", each.version).standard_until}."
  }
}

control "COST06-databases" {
  group  = "COST06"
  title  = "Databases run a version in standard support"
  why    = "Extended support of RDS costs by the hour and vCPU, more each year."
  impact = "A database of a few vCPUs costs as much again."
  fix    = "Upgrade the major version, or set engine_lifecycle_support = \"open-source-rds-extended-support-disabled\"."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html"

  assert {
    for_each      = every(["aws_db_instance"])
    when          = each.configured.engine_version != null && contains(["postgres", "mysql"], coalesce(each.configured.engine, "-"))
    condition     = anytrue([support_of(each.engine, each.engine_version).standard, coalesce(each.configured.engine_lifecycle_support, "-") == "open-source-rds-extended-support-disabled"])
    expected      = "a version in standard support"
    error_message = "${each.address} runs ${each.engine} ${each.engine_version}, whose standard support ended on ${support_of(each.engine, each.engine_version).standard_until}."
  }

  assert {
    for_each      = every(["aws_rds_cluster"])
    when          = each.configured.engine_version != null && startswith(coalesce(each.configured.engine, "-"), "aurora-")
    condition     = anytrue([support_of(each.engine, each.engine_version).standard, coalesce(each.configured.engine_lifecycle_support, "-") == "open-source-rds-extended-support-disabled"])
    expected      = "a version in standard support"
    error_message = "${each.address} runs ${each.engine} ${each.engine_version}, whose standard support ended on ${support_of(each.engine, each.engine_version).standard_until}."
  }
}

control "COST06-trails" {
  group  = "COST06"
  title  = "Management events are recorded once"
  why    = "The first copy of management events in a region is free; each further trail is paid by the event."
  impact = "Every API call is paid for twice."
  fix    = "Leave one trail with management events, and others for data events only."
  link   = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-costs.html"

  assert {
    for_each      = every(["aws_cloudtrail"])
    condition     = length([for t in every(["aws_cloudtrail"]) : t if length(coalesce(t.configured.advanced_event_selector, [])) == 0 && (length(coalesce(t.configured.event_selector, [])) == 0 || anytrue([for s in t.event_selector : coalesce(s.include_management_events, true)]))]) <= 1
    expected      = "one trail with management events"
    error_message = "${each.address} is one of several trails with management events."
  }
}

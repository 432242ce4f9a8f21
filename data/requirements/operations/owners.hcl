control "OPS07-rules" {
  group  = "OPS07"
  title  = "Rules of security groups say what they are for"
  why    = "A rule nobody can explain is a rule nobody dares to remove."
  impact = "Openings for what is long gone stay open."
  fix    = "Add a description to each rule."
  link   = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"

  assert {
    for_each      = every(["aws_vpc_security_group_ingress_rule", "aws_security_group_rule"])
    condition     = is_set(each, "description")
    expected      = "a description"
    error_message = "${each.address} does not say what it is for."
  }

  assert {
    for_each      = every(["aws_security_group", "aws_default_security_group"])
    when          = length(coalesce(each.configured.ingress, [])) > 0
    condition     = alltrue([for rule in coalesce(each.configured.ingress, []) : rule.description == null ? false : rule.description != ""])
    expected      = "a description for each rule"
    error_message = "A rule of ${each.address} does not say what it is for."
  }
}

control "OPS07-alarms" {
  group  = "OPS07"
  title  = "Alarms say what they mean"
  why    = "Whoever is woken by an alarm reads its description first."
  impact = "The first half hour of an outage goes by with finding out what rings."
  fix    = "Set alarm_description to what is wrong and what to do."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarms-in-CloudWatch.html"

  assert {
    for_each      = every(["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"])
    condition     = is_set(each, "alarm_description")
    expected      = "an alarm_description"
    error_message = "${each.address} does not say what it means."
  }
}

control "OPS07-keys" {
  group  = "OPS07"
  title  = "Keys say what they are for"
  why    = "A key nobody can place is a key nobody dares to delete, or deletes too soon."
  impact = "What it encrypts is lost when the wrong key goes."
  fix    = "Set description."
  link   = "https://docs.aws.amazon.com/kms/latest/developerguide/create-keys.html"

  assert {
    for_each      = every(["aws_kms_key"])
    condition     = is_set(each, "description")
    expected      = "a description"
    error_message = "${each.address} does not say what it is for."
  }
}

control "OPS07-snapshots" {
  group      = "OPS07"
  title      = "Snapshots carry the tags of what they are of"
  why        = "A snapshot without tags belongs to nobody."
  impact     = "Nobody dares to delete it, and policies by tag do not find it."
  fix        = "Set copy_tags_to_snapshot = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html"
  frameworks = { fsbp = "RDS.17", "nist-800-53" = "CM-2" }

  assert {
    for_each      = every(["aws_db_instance", "aws_rds_cluster", "aws_neptune_cluster"])
    condition     = coalesce(each.configured.copy_tags_to_snapshot, false)
    expected      = "copy_tags_to_snapshot = true"
    error_message = "Snapshots of ${each.address} carry no tags."
  }
}

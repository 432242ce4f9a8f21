control "OPS10-alarms" {
  group  = "OPS10"
  title  = "Alarms reach people, or act"
  why    = "An alarm that reaches a topic without subscribers, or no topic, rings in an empty room."
  impact = "The time to react grows from minutes to whenever somebody looks."
  fix    = "Set alarm_actions to a topic to which somebody is subscribed."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html"

  assert {
    for_each      = every(["aws_cloudwatch_metric_alarm"])
    condition     = anytrue([length(reached_by(each).people) > 0, length(reached_by(each).actions) > length(reached_by(each).topics)])
    expected      = "somebody subscribed to a topic it tells, or an action of its own"
    error_message = "${each.address} reaches nobody."
  }
}

control "OPS10-backups" {
  group    = "OPS10"
  title    = "Vaults tell when a backup fails"
  severity = "low"
  why      = "A backup that fails each night is found on the day it is needed."
  impact   = "There is nothing to restore."
  fix      = "Add an aws_backup_vault_notifications with BACKUP_JOB_FAILED or BACKUP_JOB_COMPLETED."
  link     = "https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html"

  assert {
    for_each      = every(["aws_backup_vault"])
    condition     = anytrue(flatten([for told in attached(each, "aws_backup_vault_notifications", "backup_vault_name") : [for event in told.backup_vault_events : contains(["BACKUP_JOB_FAILED", "BACKUP_JOB_COMPLETED", "BACKUP_JOB_EXPIRED"], event)]]))
    expected      = "a notification of failed jobs"
    error_message = "${each.address} tells nobody when a backup fails."
  }
}

control "OPS10-databases" {
  group      = "OPS10"
  title      = "Subscriptions to events of databases are on, and of what matters"
  severity   = "low"
  why        = "A failover, a full disk and a maintenance are told as events."
  impact     = "A failover is noticed by its errors."
  fix        = "Remove enabled = false, and name failure, failover, maintenance and low storage where categories are given."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.html"
  frameworks = { fsbp = "RDS.20", "nist-800-53" = "CA-7" }

  assert {
    for_each      = every(["aws_db_event_subscription"])
    condition     = coalesce(each.configured.enabled, true) && (length(coalesce(each.configured.event_categories, [])) == 0 || contains(coalesce(each.configured.event_categories, []), "failure"))
    expected      = "enabled, with failures"
    error_message = "${each.address} tells no failure."
  }
}

control "OPS10-access" {
  group      = "OPS10"
  title      = "Machines are reached through Systems Manager"
  why        = "Session Manager needs no port, no key and writes down who did what."
  impact     = "Machines are reached by keys that are shared, or not at all when they must be."
  fix        = "Give the machine a profile whose role has AmazonSSMManagedInstanceCore, or what that policy allows."
  link       = "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html"
  frameworks = { fsbp = "SSM.1", "nist-800-53" = "CM-8" }

  assert {
    for_each      = every(["aws_instance"])
    when          = try(length(each.launch_template), 0) == 0
    condition     = !is_set(each, "iam_instance_profile") ? false : anytrue(flatten([for profile in named(each, "iam_instance_profile", "aws_iam_instance_profile") : [for role in named(profile, "role", "aws_iam_role") : concat([length(may(role, "ssm:UpdateInstanceInformation")) > 0 && length(may(role, "ssmmessages:OpenDataChannel")) > 0], [for policy in managed_policies(role) : contains(local.agents, element(split("/", policy), length(split("/", policy)) - 1))])]]))
    expected      = "a role with AmazonSSMManagedInstanceCore"
    error_message = "Systems Manager does not reach ${each.address}."
  }
}

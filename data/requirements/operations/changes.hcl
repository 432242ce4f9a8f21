control "OPS05-windows" {
  group  = "OPS05"
  title  = "Changes of databases wait for their window"
  why    = "A change that is applied at once restarts the database when somebody merges."
  impact = "Users are cut off at noon."
  fix    = "Remove apply_immediately = true."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.ApplyImmediately.html"

  assert {
    for_each      = every(["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_docdb_cluster", "aws_neptune_cluster", "aws_elasticache_replication_group", "aws_mq_broker"])
    condition     = !coalesce(each.configured.apply_immediately, false)
    expected      = "apply_immediately not set"
    error_message = "${each.address} is restarted when somebody applies."
  }
}

control "OPS05-deployments" {
  group  = "OPS05"
  title  = "Deployments that fail are rolled back"
  why    = "CodeDeploy leaves a failed deployment as it is unless told otherwise."
  impact = "Half of the fleet runs a broken version."
  fix    = "Add auto_rollback_configuration { enabled = true, events = [\"DEPLOYMENT_FAILURE\"] }."
  link   = "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html"

  assert {
    for_each      = every(["aws_codedeploy_deployment_group"])
    condition     = anytrue([for config in coalesce(each.configured.auto_rollback_configuration, []) : coalesce(config.enabled, false) && contains(coalesce(config.events, []), "DEPLOYMENT_FAILURE")])
    expected      = "a rollback on DEPLOYMENT_FAILURE"
    error_message = "${each.address} leaves failed deployments as they are."
  }
}

control "OPS05-majors" {
  group    = "OPS05"
  title    = "Major versions of databases change on purpose"
  severity = "low"
  why      = "With allow_major_version_upgrade left on, a changed variable is a migration."
  impact   = "An upgrade that cannot be taken back begins with a plan nobody read closely."
  fix      = "Remove allow_major_version_upgrade once the upgrade is done."
  link     = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html"

  assert {
    for_each      = every(["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"])
    condition     = !coalesce(each.configured.allow_major_version_upgrade, false)
    expected      = "allow_major_version_upgrade not set"
    error_message = "${each.address} may change its major version with any plan."
  }
}

control "OPS05-templates" {
  group      = "OPS05"
  title      = "Groups of machines start from launch templates"
  why        = "Launch configurations take no new types or options any more and cannot be versioned."
  impact     = "A change cannot be taken back to the version before."
  fix        = "Replace the aws_launch_configuration by an aws_launch_template."
  link       = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html"
  frameworks = { fsbp = "AutoScaling.9", "nist-800-53" = "CM-2" }

  assert {
    for_each      = every(["aws_autoscaling_group"])
    condition     = !is_set(each, "launch_configuration")
    expected      = "a launch template"
    error_message = "${each.address} starts from a launch configuration."
  }
}

control "OPS05-beanstalk" {
  group      = "OPS05"
  title      = "Beanstalk takes platform updates by itself"
  severity   = "low"
  why        = "A platform version without updates is a system without fixes."
  impact     = "A known hole stays open until someone remembers."
  fix        = "Add setting aws:elasticbeanstalk:managedactions ManagedActionsEnabled = true."
  link       = "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html"
  frameworks = { fsbp = "ElasticBeanstalk.2", "nist-800-53" = "SI-2" }

  assert {
    for_each      = every(["aws_elastic_beanstalk_environment"])
    condition     = anytrue([for setting in coalesce(each.configured.setting, []) : setting.namespace == "aws:elasticbeanstalk:managedactions" && setting.name == "ManagedActionsEnabled" && lower(setting.value) == "true"])
    expected      = "ManagedActionsEnabled"
    error_message = "${each.address} takes no update by itself."
  }
}

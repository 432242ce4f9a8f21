control "COST05-volumes" {
  group  = "COST05"
  title  = "Volumes are gp3 in place of gp2"
  why    = "A GB of gp3 costs less than one of gp2 and has 3,000 operations a second whatever its size."
  impact = "A fifth of the price of the storage."
  fix    = "Set type or volume_type to \"gp3\"."
  link   = "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html"

  assert {
    for_each      = every(["aws_ebs_volume"])
    condition     = !contains(["gp2", "standard"], coalesce(each.configured.type, "gp2"))
    expected      = "gp3"
    error_message = "${each.address} is ${coalesce(each.configured.type, "gp2, the default")}."
  }

  assert {
    for_each      = every(["aws_instance"])
    when          = length([for disk in flatten([each.configured.root_block_device, each.configured.ebs_block_device]) : disk if disk.volume_type != null]) > 0
    condition     = alltrue([for disk in flatten([each.configured.root_block_device, each.configured.ebs_block_device]) : !contains(["gp2", "standard"], coalesce(disk.volume_type, "-"))])
    expected      = "gp3"
    error_message = "A volume of ${each.address} is gp2 or standard."
  }

  assert {
    for_each      = every(["aws_launch_template"])
    when          = length(flatten([for mapping in coalesce(each.configured.block_device_mappings, []) : [for disk in mapping.ebs : disk.volume_type if disk.volume_type != null]])) > 0
    condition     = alltrue(flatten([for mapping in each.configured.block_device_mappings : [for disk in mapping.ebs : !contains(["gp2", "standard"], coalesce(disk.volume_type, "-"))]]))
    expected      = "gp3"
    error_message = "A volume of ${each.address} is gp2 or standard."
  }

  patch {
    resource  = "aws_ebs_volume"
    attribute = "type"
    value     = "gp3"
  }
}

control "COST05-databases" {
  group  = "COST05"
  title  = "Storage of databases is gp3 in place of gp2"
  why    = "A GB of gp3 costs the same or less and has its operations whatever its size."
  impact = "Storage is made larger than its data only to be fast enough."
  fix    = "Set storage_type = \"gp3\"."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html"

  assert {
    for_each      = every(["aws_db_instance"])
    when          = each.configured.allocated_storage != null
    condition     = !contains(["gp2", "standard"], each.configured.iops == null ? each.storage_type : coalesce(each.configured.storage_type, "io1"))
    expected      = "gp3, io1 or io2"
    error_message = "${each.address} is ${each.storage_type}."
  }

  patch {
    resource  = "aws_db_instance"
    attribute = "storage_type"
    value     = "gp3"
  }
}

control "COST05-search" {
  group    = "COST05"
  title    = "Storage of search domains is gp3 in place of gp2"
  severity = "low"
  why      = "A GB of gp3 costs less than one of gp2."
  impact   = "Part of the price of the storage."
  fix      = "Set ebs_options { volume_type = \"gp3\" ... }."
  link     = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html"

  assert {
    for_each      = every(["aws_opensearch_domain"])
    condition     = alltrue([for options in coalesce(each.configured.ebs_options, []) : !contains(["gp2", "standard"], coalesce(options.volume_type, "-"))])
    expected      = "gp3"
    error_message = "${each.address} is gp2 or standard."
  }
}

control "COST05-buckets" {
  group      = "COST05"
  title      = "Buckets forget or move what is old"
  why        = "Objects are kept in the dearest class for ever unless a rule says otherwise."
  impact     = "The bill of a bucket only grows."
  fix        = "Add an aws_s3_bucket_lifecycle_configuration that expires objects or moves them to a cheaper class."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html"
  frameworks = { fsbp = "S3.13" }

  assert {
    for_each      = every(["aws_s3_bucket"])
    condition     = anytrue(concat([for rule in coalesce(each.configured.lifecycle_rule, []) : coalesce(rule.enabled, false) && length([for end in rule.expiration : end if !coalesce(end.expired_object_delete_marker, false)]) + length(rule.transition) + length(rule.noncurrent_version_expiration) + length(rule.noncurrent_version_transition) > 0], flatten([for config in attached(each, "aws_s3_bucket_lifecycle_configuration", "bucket") : [for rule in config.configured.rule : rule.status == "Enabled" && length([for end in rule.expiration : end if !coalesce(end.expired_object_delete_marker, false)]) + length(rule.transition) + length(rule.noncurrent_version_expiration) + length(rule.noncurrent_version_transition) > 0]]), [length(attached(each, "aws_s3_bucket_intelligent_tiering_configuration", "bucket")) > 0]))
    expected      = "a lifecycle rule that is enabled and expires or moves objects"
    error_message = "${each.address} keeps everything for ever."
  }
}

control "COST05-versions" {
  group      = "COST05"
  title      = "Buckets with versions forget old ones"
  why        = "Every overwritten or deleted object stays as a version, unseen and paid for."
  impact     = "A bucket of changing files costs many times what is in it."
  fix        = "Add noncurrent_version_expiration to its lifecycle rules."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html"
  frameworks = { fsbp = "S3.10" }

  assert {
    for_each      = every(["aws_s3_bucket"])
    when          = anytrue(flatten([coalesce(each.configured.object_lock_enabled, false), [for lock in coalesce(each.configured.object_lock_configuration, []) : lock.object_lock_enabled == "Enabled"], [for lock in attached(each, "aws_s3_bucket_object_lock_configuration", "bucket") : coalesce(lock.configured.object_lock_enabled, "Enabled") == "Enabled"], [for own in coalesce(each.configured.versioning, []) : coalesce(own.enabled, false)], [for v in attached(each, "aws_s3_bucket_versioning", "bucket") : [for c in v.versioning_configuration : c.status == "Enabled"]]]))
    condition     = anytrue(concat(flatten([for config in attached(each, "aws_s3_bucket_lifecycle_configuration", "bucket") : [for rule in config.rule : rule.status == "Enabled" && length(rule.noncurrent_version_expiration) > 0]]), [for rule in coalesce(each.configured.lifecycle_rule, []) : coalesce(rule.enabled, false) && length(rule.noncurrent_version_expiration) > 0]))
    expected      = "noncurrent_version_expiration"
    error_message = "${each.address} keeps every version for ever."
  }
}

control "COST05-uploads" {
  group    = "COST05"
  title    = "Lifecycle rules clean up uploads that were not finished"
  severity = "low"
  why      = "The parts of an upload that broke off are not listed, and paid for."
  impact   = "Storage is paid for that nobody can see."
  fix      = "Add abort_incomplete_multipart_upload { days_after_initiation = 7 }."
  link     = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html"

  assert {
    for_each      = every(["aws_s3_bucket_lifecycle_configuration"])
    condition     = anytrue([for rule in each.rule : rule.status == "Enabled" && length(rule.abort_incomplete_multipart_upload) > 0])
    expected      = "abort_incomplete_multipart_upload"
    error_message = "${each.address} leaves unfinished uploads."
  }
}

control "COST05-logs" {
  group  = "COST05"
  title  = "Log groups forget"
  why    = "A log group keeps what it takes for ever unless told otherwise."
  impact = "The logs of years cost more than the service that wrote them."
  fix    = "Set retention_in_days."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"

  assert {
    for_each      = every(["aws_cloudwatch_log_group"])
    condition     = coalesce(each.configured.retention_in_days, 0) > 0
    expected      = "retention_in_days"
    error_message = "${each.address} keeps everything for ever."
  }

  patch {
    resource  = "aws_cloudwatch_log_group"
    attribute = "retention_in_days"
    value     = 90
  }
}

control "COST05-images" {
  group      = "COST05"
  title      = "Repositories forget old images"
  severity   = "low"
  why        = "Every build leaves an image."
  impact     = "Storage is paid for that no deployment will ever use."
  fix        = "Add an aws_ecr_lifecycle_policy."
  link       = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html"
  frameworks = { fsbp = "ECR.3" }

  assert {
    for_each      = every(["aws_ecr_repository"])
    condition     = length(attached(each, "aws_ecr_lifecycle_policy", "repository")) > 0
    expected      = "a lifecycle policy"
    error_message = "${each.address} keeps every image."
  }
}

control "COST05-backups" {
  group    = "COST05"
  title    = "Recovery points expire"
  severity = "low"
  why      = "AWS Backup keeps recovery points for ever unless the rule says how long."
  impact   = "The bill of backups only grows."
  fix      = "Add lifecycle { delete_after = 35 } to each rule."
  link     = "https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html"

  assert {
    for_each      = every(["aws_backup_plan"])
    condition     = alltrue([for rule in each.rule : anytrue([for lifecycle in rule.lifecycle : coalesce(lifecycle.delete_after, 0) > 0])])
    expected      = "delete_after in each rule"
    error_message = "A rule of ${each.address} keeps its recovery points for ever."
  }
}

control "COST05-files" {
  group    = "COST05"
  title    = "File systems move what nobody reads"
  severity = "low"
  why      = "A file that was not read for a month costs a fraction in the infrequent class."
  impact   = "Old files cost as much as new ones."
  fix      = "Add lifecycle_policy { transition_to_ia = \"AFTER_30_DAYS\" }."
  link     = "https://docs.aws.amazon.com/efs/latest/ug/lifecycle-management-efs.html"

  assert {
    for_each      = every(["aws_efs_file_system"])
    condition     = anytrue([for policy in coalesce(each.configured.lifecycle_policy, []) : coalesce(policy.transition_to_ia, policy.transition_to_archive, "-") != "-"])
    expected      = "transition_to_ia or transition_to_archive"
    error_message = "${each.address} keeps every file in its dearest class."
  }
}

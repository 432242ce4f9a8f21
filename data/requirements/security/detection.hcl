control "trail" {
  group      = "logging"
  title      = "Trails cover every region, and are validated and encrypted"
  severity   = "high"
  why        = "An intruder works in the region nobody looks at, and changes the log."
  impact     = "What happened cannot be told, or not proven."
  fix        = "Set is_multi_region_trail = true, enable_log_file_validation = true and kms_key_id."
  link       = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html"
  frameworks = { cis = "3.1", fsbp = "CloudTrail.1", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_cloudtrail"])
    condition     = coalesce(each.configured.is_multi_region_trail, false) && coalesce(each.configured.enable_log_file_validation, false) && is_set(each, "kms_key_id") && coalesce(each.configured.enable_logging, true)
    expected      = "is_multi_region_trail, enable_log_file_validation, kms_key_id"
    error_message = "${each.address} ${join(", ", compact([coalesce(each.configured.is_multi_region_trail, false) ? "" : "covers one region only", coalesce(each.configured.enable_log_file_validation, false) ? "" : "is not validated", is_set(each, "kms_key_id") ? "" : "has no key of its own", coalesce(each.configured.enable_logging, true) ? "" : "is switched off"]))}."
  }
}

control "detector" {
  group      = "logging"
  title      = "GuardDuty is on where it is configured"
  severity   = "high"
  why        = "A detector that is off detects nothing."
  impact     = "An intruder stays unseen."
  fix        = "Remove enable = false."
  link       = "https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html"
  frameworks = { fsbp = "GuardDuty.1", "nist-800-53" = "SI-4", soc2 = "CC7.2", "pci-dss" = "11.5.1" }

  assert {
    for_each      = every(["aws_guardduty_detector"])
    condition     = coalesce(each.configured.enable, true)
    expected      = "enable = true"
    error_message = "${each.address} is off."
  }
}

control "recorder" {
  group      = "logging"
  title      = "Config records every type where it is configured"
  severity   = "medium"
  why        = "What is not recorded has no history."
  impact     = "When something was changed cannot be told."
  fix        = "Set recording_group { all_supported = true, include_global_resource_types = true }."
  link       = "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html"
  frameworks = { cis = "3.3", fsbp = "Config.1", "nist-800-53" = "CM-8", soc2 = "CC7.2", "pci-dss" = "11.5.2" }

  assert {
    for_each      = every(["aws_config_configuration_recorder"])
    condition     = alltrue([for group in each.recording_group : coalesce(group.all_supported, true)])
    expected      = "all_supported = true"
    error_message = "${each.address} leaves types out."
  }
}

control "trail-group" {
  group      = "logging"
  title      = "Trails write to a log group as well"
  severity   = "medium"
  why        = "A file in a bucket is read after the fact; a log group can ring."
  impact     = "The sign-in of the root user is noticed weeks later."
  fix        = "Set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn."
  link       = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html"
  frameworks = { fsbp = "CloudTrail.5", "nist-800-53" = "AU-2", soc2 = "CC7.2" }

  assert {
    for_each      = every(["aws_cloudtrail"])
    condition     = is_set(each, "cloud_watch_logs_group_arn")
    expected      = "cloud_watch_logs_group_arn"
    error_message = "${each.address} writes to no log group."
  }
}

control "trail-bucket-private" {
  group      = "storage"
  title      = "The bucket of a trail blocks public access"
  severity   = "critical"
  why        = "A trail names every resource, user and address of the account."
  impact     = "Strangers know where to look."
  fix        = "Add an aws_s3_bucket_public_access_block with all four settings true to the bucket."
  link       = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html"
  frameworks = { fsbp = "CloudTrail.6", "nist-800-53" = "AU-9", soc2 = "CC6.1", "pci-dss" = "10.3.1" }

  assert {
    for_each      = every(["aws_cloudtrail"])
    when          = length(named_by(each, "s3_bucket_name")) > 0
    condition     = alltrue([for bucket in named(each, "s3_bucket_name", "aws_s3_bucket") : anytrue(concat([for block in attached(bucket, "aws_s3_bucket_public_access_block", "bucket") : coalesce(block.configured.block_public_acls, false) && coalesce(block.configured.block_public_policy, false) && coalesce(block.configured.ignore_public_acls, false) && coalesce(block.configured.restrict_public_buckets, false)], local.account_blocks))])
    expected      = "all four settings on its bucket"
    error_message = "Nothing here says in all four settings that the bucket of ${each.address} blocks public access: S3 does so by itself only for buckets made since April 2023."
  }
}

control "trail-bucket-logs" {
  group      = "logging"
  title      = "The bucket of a trail logs who asks for it"
  severity   = "low"
  why        = "Who covers traces reads the trail first, and then changes it."
  impact     = "That the trail was read or deleted cannot be told."
  fix        = "Add an aws_s3_bucket_logging to the bucket."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"
  frameworks = { cis = "3.4", fsbp = "CloudTrail.7", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_cloudtrail"])
    when          = length(named_by(each, "s3_bucket_name")) > 0
    condition     = alltrue([for bucket in named(each, "s3_bucket_name", "aws_s3_bucket") : anytrue([length(coalesce(bucket.configured.logging, [])) > 0, length(attached(bucket, "aws_s3_bucket_logging", "bucket")) > 0])])
    expected      = "server access logging on its bucket"
    error_message = "The bucket of ${each.address} logs no request."
  }
}

control "trail-events" {
  group      = "logging"
  title      = "Trails record every management event"
  severity   = "high"
  why        = "An intruder's first steps are reads, and their last are writes; a trail of one kind tells half."
  impact     = "What happened cannot be told."
  fix        = "Set read_write_type = \"All\" and include_management_events = true, or leave selectors out."
  link       = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html"
  frameworks = { cis = "3.1", fsbp = "CloudTrail.1", "nist-800-53" = "AU-12", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_cloudtrail"])
    when          = length(coalesce(each.configured.advanced_event_selector, [])) == 0
    condition     = length(coalesce(each.configured.event_selector, [])) == 0 ? true : anytrue([for selector in each.configured.event_selector : coalesce(selector.include_management_events, true) && coalesce(selector.read_write_type, "All") == "All"])
    expected      = "management events of both kinds"
    error_message = "${each.address} leaves management events out."
  }
}

control "recorder-on" {
  group      = "logging"
  title      = "Config records where it is set up"
  severity   = "medium"
  why        = "A recorder is off until its status says otherwise."
  impact     = "The rules judge nothing, and when something was changed cannot be told."
  fix        = "Add an aws_config_configuration_recorder_status with is_enabled = true."
  link       = "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html"
  frameworks = { cis = "3.3", fsbp = "Config.1", "nist-800-53" = "CM-8", soc2 = "CC7.2", "pci-dss" = "11.5.2" }

  assert {
    for_each      = every(["aws_config_configuration_recorder"])
    condition     = anytrue([for status in attached(each, "aws_config_configuration_recorder_status", "name") : status.is_enabled])
    expected      = "a status with is_enabled = true"
    error_message = "${each.address} is never started."
  }
}

control "detector-buckets" {
  group      = "logging"
  title      = "GuardDuty looks at requests for objects"
  severity   = "medium"
  why        = "Most leaks are of buckets, and CloudTrail's management events do not show who reads them."
  impact     = "A download of everything stays unseen."
  fix        = "Add an aws_guardduty_detector_feature S3_DATA_EVENTS with status ENABLED."
  link       = "https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html"
  frameworks = { fsbp = "GuardDuty.10", "nist-800-53" = "SI-4", soc2 = "CC7.2", "pci-dss" = "11.5.1" }

  assert {
    for_each      = every(["aws_guardduty_detector"])
    condition     = anytrue(concat(flatten([for sources in coalesce(each.configured.datasources, []) : [for logs in sources.s3_logs : coalesce(logs.enable, false)]]), [for feature in attached(each, "aws_guardduty_detector_feature", "detector_id") : feature.name == "S3_DATA_EVENTS" && feature.status == "ENABLED"]))
    expected      = "S3_DATA_EVENTS enabled"
    error_message = "${each.address} does not look at buckets."
  }
}

control "hub-standards" {
  group      = "logging"
  title      = "Security Hub checks a standard where it is on"
  severity   = "medium"
  why        = "Without a standard it gathers findings and checks nothing."
  impact     = "A hole everyone checks for is not found."
  fix        = "Remove enable_default_standards = false, or add an aws_securityhub_standards_subscription."
  link       = "https://docs.aws.amazon.com/securityhub/latest/userguide/enable-standards.html"
  frameworks = { "nist-800-53" = "CA-7", soc2 = "CC7.1", "pci-dss" = "11.3.1" }

  assert {
    for_each      = every(["aws_securityhub_account"])
    condition     = anytrue([coalesce(each.configured.enable_default_standards, true), length([for s in every(["aws_securityhub_standards_subscription"]) : s if s.standards_arn != ""]) > 0])
    expected      = "the default standards, or a subscription"
    error_message = "${each.address} checks no standard."
  }
}

control "analyzer" {
  group      = "logging"
  title      = "An account that watches itself also looks for what is shared"
  severity   = "low"
  why        = "Access Analyzer finds what is open to others by any policy, the one nobody thought of included."
  impact     = "A role that another account may assume stays unseen."
  fix        = "Add an aws_accessanalyzer_analyzer."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html"
  frameworks = { cis = "1.20", fsbp = "IAM.28", "nist-800-53" = "CA-7", soc2 = "CC7.1" }

  assert {
    for_each      = every(["aws_guardduty_detector", "aws_securityhub_account"])
    condition     = length([for a in every(["aws_accessanalyzer_analyzer"]) : a if a.analyzer_name != ""]) > 0
    expected      = "an aws_accessanalyzer_analyzer beside it"
    error_message = "${each.address} watches an account in which nothing looks for what is shared."
  }
}

control "inspector" {
  group      = "logging"
  title      = "Inspector looks at machines, images and functions"
  severity   = "low"
  why        = "What it does not scan has known holes nobody is told of."
  impact     = "A hole stays until someone uses it."
  fix        = "Name EC2, ECR and LAMBDA in resource_types."
  link       = "https://docs.aws.amazon.com/inspector/latest/user/what-is-inspector.html"
  frameworks = { "nist-800-53" = "RA-5", soc2 = "CC7.1", "pci-dss" = "11.3.1" }

  assert {
    for_each      = every(["aws_inspector2_enabler"])
    condition     = alltrue([for kind in ["EC2", "ECR", "LAMBDA"] : contains(each.resource_types, kind)])
    expected      = "EC2, ECR and LAMBDA"
    error_message = "${each.address} scans ${join(" and ", each.resource_types)} only."
  }
}

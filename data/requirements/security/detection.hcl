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
    error_message = "${each.address} misses regions, validation or a key."
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

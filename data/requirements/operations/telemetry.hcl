locals {
  # Functions that CloudFront runs, which take part in no trace:
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
  at_the_edge = flatten([
    for distribution in resources.aws_cloudfront_distribution : [
      for behavior in concat(distribution.default_cache_behavior, distribution.ordered_cache_behavior) : behavior.lambda_function_association
    ]
  ])
}

control "OPS04-function-tracing" {
  group    = "OPS04"
  title    = "Functions take part in traces"
  severity = "low"
  why      = "A trace shows which call of a chain was slow, or failed."
  impact   = "Who is to blame for a slow answer is a guess."
  fix      = "Set tracing_config { mode = \"Active\" }."
  link     = "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html"

  assert {
    for_each      = every(["aws_lambda_function"])
    when          = !anytrue([for item in local.at_the_edge : refers_to(item.lambda_arn, each)])
    condition     = anytrue([for config in coalesce(each.configured.tracing_config, []) : config.mode == "Active"])
    expected      = "tracing_config { mode = \"Active\" }"
    error_message = "${each.address} takes part in no trace."
  }
}

control "OPS04-api-tracing" {
  group      = "OPS04"
  title      = "REST APIs take part in traces"
  severity   = "low"
  why        = "A trace begins where the request comes in."
  impact     = "Who is to blame for a slow answer is a guess."
  fix        = "Set xray_tracing_enabled = true."
  link       = "https://docs.aws.amazon.com/xray/latest/devguide/xray-services-apigateway.html"
  frameworks = { fsbp = "APIGateway.3", "nist-800-53" = "CA-7" }

  assert {
    for_each      = every(["aws_api_gateway_stage"])
    condition     = coalesce(each.configured.xray_tracing_enabled, false)
    expected      = "xray_tracing_enabled = true"
    error_message = "${each.address} takes part in no trace."
  }
}

control "OPS04-machine-tracing" {
  group    = "OPS04"
  title    = "State machines take part in traces"
  severity = "low"
  why      = "A trace shows which step of a workflow was slow, or failed."
  impact   = "What makes a request slow is a guess."
  fix      = "Set tracing_configuration { enabled = true }."
  link     = "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html"

  assert {
    for_each      = every(["aws_sfn_state_machine"])
    condition     = anytrue([for config in coalesce(each.configured.tracing_configuration, []) : coalesce(config.enabled, false)])
    expected      = "tracing_configuration { enabled = true }"
    error_message = "${each.address} takes part in no trace."
  }
}

control "OPS04-container-insights" {
  group      = "OPS04"
  title      = "Clusters of containers measure tasks and services"
  severity   = "low"
  why        = "Without Container Insights there is CPU and memory of a service, and nothing of its tasks."
  impact     = "Which task runs out of memory cannot be seen."
  fix        = "Add setting { name = \"containerInsights\", value = \"enhanced\" }."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html"
  frameworks = { fsbp = "ECS.12", "nist-800-53" = "CA-7" }

  assert {
    for_each      = every(["aws_ecs_cluster"])
    condition     = anytrue([for setting in concat(coalesce(each.configured.setting, []), [for default in every(["aws_ecs_account_setting_default"]) : default if length(coalesce(each.configured.setting, [])) == 0]) : lower(setting.name) == "containerinsights" && contains(["enabled", "enhanced"], setting.value)])
    expected      = "containerInsights enabled or enhanced"
    error_message = "${each.address} measures no task."
  }
}

control "OPS04-database-monitoring" {
  group      = "OPS04"
  title      = "Databases measure their machine"
  severity   = "low"
  why        = "CloudWatch sees a database each minute from outside; enhanced monitoring sees its processes each second."
  impact     = "Why a database was slow cannot be told afterwards."
  fix        = "Set monitoring_interval to 60 or less, with monitoring_role_arn."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html"
  frameworks = { fsbp = "RDS.6", "nist-800-53" = "CA-7" }

  assert {
    for_each      = every(["aws_db_instance", "aws_rds_cluster_instance"])
    condition     = coalesce(each.configured.monitoring_interval, 0) > 0
    expected      = "a monitoring_interval"
    error_message = "${each.address} measures nothing of its machine."
  }
}

control "OPS04-database-queries" {
  group    = "OPS04"
  title    = "Databases tell which queries cost the most"
  severity = "low"
  why      = "Performance Insights keeps which query waited for what, a week of it for nothing."
  impact   = "The query that slows all others is looked for by guessing."
  fix      = "Set performance_insights_enabled = true."
  link     = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.html"

  assert {
    for_each      = every(["aws_db_instance", "aws_rds_cluster_instance"])
    condition     = coalesce(each.configured.performance_insights_enabled, false)
    expected      = "performance_insights_enabled = true"
    error_message = "${each.address} does not tell its queries."
  }
}

control "OPS04-kafka-monitoring" {
  group      = "OPS04"
  title      = "Kafka measures brokers and topics"
  severity   = "low"
  why        = "The free metrics are of the cluster; which broker or topic lags is in the next levels."
  impact     = "A hot partition is found by trying."
  fix        = "Set enhanced_monitoring = \"PER_BROKER\" or a finer one."
  link       = "https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html"
  frameworks = { fsbp = "MSK.2", "nist-800-53" = "CA-7" }

  assert {
    for_each      = every(["aws_msk_cluster"])
    condition     = coalesce(each.configured.enhanced_monitoring, "DEFAULT") != "DEFAULT"
    expected      = "PER_BROKER or finer"
    error_message = "${each.address} measures the cluster only."
  }
}

control "OPS04-group-metrics" {
  group    = "OPS04"
  title    = "Groups of machines tell their size"
  severity = "low"
  why      = "Without group metrics nobody sees when a group could not grow."
  impact   = "Capacity that is missing is found by its errors."
  fix      = "Set enabled_metrics."
  link     = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-cloudwatch-monitoring.html"

  assert {
    for_each      = every(["aws_autoscaling_group"])
    condition     = length(coalesce(each.configured.enabled_metrics, [])) > 0
    expected      = "enabled_metrics"
    error_message = "${each.address} tells nothing of its size."
  }
}

control "OPS04-function-logs" {
  group    = "OPS04"
  title    = "The log group of a function is part of the configuration"
  severity = "low"
  why      = "A group that Lambda makes itself is kept for ever, unencrypted by a key and left behind."
  impact   = "Nobody decides how long logs are kept."
  fix      = "Add an aws_cloudwatch_log_group \"/aws/lambda/NAME\", or name one in logging_config."
  link     = "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html"

  assert {
    for_each      = every(["aws_lambda_function"])
    condition     = anytrue([length(called_near(each, "aws_cloudwatch_log_group", "name", "/aws/lambda/${each.function_name}")) > 0, anytrue([for config in coalesce(each.configured.logging_config, []) : length(called_near(each, "aws_cloudwatch_log_group", "name", coalesce(config.log_group, "-"))) > 0])])
    expected      = "a log group of its name, or the one that it names, in its region"
    error_message = "The log group of ${each.address} is not written here: the one that Lambda makes keeps everything for ever."
  }
}

control "OPS04-log-retention" {
  group    = "OPS04"
  title    = "Logs are kept for ninety days or longer"
  severity = "low"
  why      = "What went wrong is often asked for weeks later."
  impact   = "When the question comes, the answer is gone."
  fix      = "Set retention_in_days to 90 or more."
  link     = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"

  assert {
    for_each      = every(["aws_cloudwatch_log_group"])
    condition     = coalesce(each.configured.retention_in_days, 0) == 0 || coalesce(each.configured.retention_in_days, 0) >= 90
    expected      = "90 days or more"
    error_message = "${each.address} forgets after ${each.configured.retention_in_days} ${each.configured.retention_in_days == 1 ? "day" : "days"}."
  }
}

control "OPS04-search-errors" {
  group      = "OPS04"
  title      = "Search domains log their errors"
  severity   = "low"
  why        = "Why a query failed is in the error log or nowhere."
  impact     = "A broken index is searched for by guessing."
  fix        = "Add log_publishing_options { log_type = \"ES_APPLICATION_LOGS\" ... }."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html"
  frameworks = { fsbp = "Opensearch.4", "nist-800-53" = "AU-2" }

  assert {
    for_each      = every(["aws_opensearch_domain", "aws_elasticsearch_domain"])
    condition     = anytrue([for logs in coalesce(each.configured.log_publishing_options, []) : logs.log_type == "ES_APPLICATION_LOGS" && coalesce(logs.enabled, true)])
    expected      = "log_publishing_options for ES_APPLICATION_LOGS"
    error_message = "${each.address} logs no error."
  }
}

control "OPS04-firewall-metrics" {
  group      = "OPS04"
  title      = "Rules of firewalls are counted"
  severity   = "low"
  why        = "What a rule stopped is seen in its metric."
  impact     = "A rule that locks users out is found by their complaints."
  fix        = "Set cloudwatch_metrics_enabled = true."
  link       = "https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html"
  frameworks = { fsbp = "WAF.12", "nist-800-53" = "CA-7" }

  assert {
    for_each      = every(["aws_wafv2_web_acl"])
    condition     = alltrue(concat([for config in each.visibility_config : config.cloudwatch_metrics_enabled], flatten([for rule in coalesce(each.configured.rule, []) : [for config in rule.visibility_config : config.cloudwatch_metrics_enabled]])))
    expected      = "cloudwatch_metrics_enabled = true"
    error_message = "${each.address} does not count a rule."
  }
}

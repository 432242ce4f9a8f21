control "COST03-tags" {
  group  = "COST03"
  title  = "What is paid for says whose it is"
  why    = "Without tags a bill is one sum, and nobody can say whose."
  impact = "Nobody looks at a cost that nobody owns."
  fix    = "Add default_tags with a Team, Owner or CostCenter to the provider, propagate such a tag from each Auto Scaling group, and activate it as a cost allocation tag."
  link   = "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html"

  assert {
    for_each      = every(["aws_instance", "aws_db_instance", "aws_rds_cluster", "aws_lb", "aws_nat_gateway", "aws_eks_cluster", "aws_ecs_service", "aws_elasticache_replication_group", "aws_opensearch_domain", "aws_redshift_cluster", "aws_dynamodb_table", "aws_s3_bucket", "aws_lambda_function", "aws_efs_file_system", "aws_msk_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_autoscaling_group"])
    condition     = says_whose(each)
    expected      = "a tag of an owner, a team, a cost center or an application"
    error_message = "${each.address} has no tag that says whose it is."
  }
}

control "COST03-budgets" {
  group  = "COST03"
  title  = "Budgets tell somebody"
  why    = "A budget without a notification is read when the bill is there."
  impact = "A loop that starts machines runs until the end of the month."
  fix    = "Add a notification with subscribers."
  link   = "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html"

  assert {
    for_each      = every(["aws_budgets_budget"])
    condition     = anytrue([for told in coalesce(each.configured.notification, []) : length(coalesce(told.subscriber_email_addresses, [])) + length(coalesce(told.subscriber_sns_topic_arns, [])) > 0])
    expected      = "a notification with subscribers"
    error_message = "${each.address} tells nobody."
  }
}

control "COST03-anomalies" {
  group  = "COST03"
  title  = "Monitors of anomalies tell somebody"
  why    = "An anomaly that is found and told to nobody is found by the bill."
  impact = "A leaked key mines coins for a month."
  fix    = "Add an aws_ce_anomaly_subscription that names the monitor."
  link   = "https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html"

  assert {
    for_each      = every(["aws_ce_anomaly_monitor"])
    condition     = length(attached(each, "aws_ce_anomaly_subscription", "monitor_arn_list")) > 0
    expected      = "a subscription"
    error_message = "What ${each.address} finds is told to nobody."
  }
}

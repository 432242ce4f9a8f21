# What a cloud security review finds in Terraform, over the services most stacks are made of. Each
# control carries the numbers of frameworks it belongs to, mapped by meaning: CIS AWS Foundations
# 3.0.0, AWS Foundational Security Best Practices, NIST 800-53 Rev. 5, SOC 2 and PCI DSS 4.0.1. The
# text that counts is theirs; what is not present is not applicable.
#
# Copies of Security Hub's pages of controls were read on 2026-11-29: those of API Gateway, CloudFront,
# DocumentDB, ECS, ElastiCache, Elastic Load Balancing, MQ, OpenSearch and S3 in large part, single
# controls of others, and its list of controls for PCI DSS 4.0.1. AppSync.5 and IAM.28 were read where
# other tools explain them. SOC 2 has no mapping of AWS. A number that could not be seen to apply is
# left out.

checklist "security" {
  title = "Security of AWS resources"
  link  = "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html"
}

group "identity" {
  number   = 1
  title    = "identity and access"
  severity = "critical"
}

group "exposure" {
  number   = 2
  title    = "what the internet reaches"
  severity = "critical"
}

group "secrets" {
  number   = 3
  title    = "secrets in plain sight"
  severity = "critical"
}

group "encryption" {
  number   = 4
  title    = "data at rest"
  severity = "high"
}

group "transit" {
  number   = 5
  title    = "data in transit"
  severity = "high"
}

group "containers" {
  number   = 6
  title    = "containers and functions"
  severity = "high"
}

group "storage" {
  number   = 7
  title    = "buckets, queues and topics"
  severity = "high"
}

group "logging" {
  number   = 8
  title    = "logs and detection"
  severity = "medium"
}

group "resilience" {
  number   = 9
  title    = "updates and protection"
  severity = "medium"
}

locals {
  # Whether the account as a whole blocks public access: what is left out there is not blocked.
  account_blocks = [
    for block in every(["aws_s3_account_public_access_block"]) :
    coalesce(block.configured.block_public_acls, false) && coalesce(block.configured.block_public_policy, false) && coalesce(block.configured.ignore_public_acls, false) && coalesce(block.configured.restrict_public_buckets, false)
  ]

  # Whether the account as a whole ignores public ACLs.
  account_ignores = [for block in every(["aws_s3_account_public_access_block"]) : coalesce(block.configured.ignore_public_acls, false)]

  # What lets its bearer write, attach or take over rights.
  raises = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:AddUserToGroup", "iam:UpdateAssumeRolePolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"]

  # What gives its bearer the values of parameters.
  reads_parameters = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"]

  # What a listener of a classic balancer takes TLS 1.2 alone by, and what a policy of its own names the others.
  classic_policy = "ELBSecurityPolicy-TLS-1-2-2017-01"
  old_protocols  = ["Protocol-SSLv2", "Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"]

  # Deployments of REST APIs that make a stage of their own, which nothing else configures.
  own_stages = [for d in every(["aws_api_gateway_deployment"]) : d if try(is_set(d, "stage_name"), false)]

  # Types whose password, token or value a control of its own is about.
  passwords_of_their_own = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_redshift_cluster", "aws_elasticache_replication_group", "aws_secretsmanager_secret_version", "aws_ssm_parameter"]

  # Where a group of machines names its launch template.
  templates_of = ["launch_template.0.id", "launch_template.0.name", "mixed_instances_policy.0.launch_template.0.launch_template_specification.0.launch_template_id", "mixed_instances_policy.0.launch_template.0.launch_template_specification.0.launch_template_name"]

  # Elastic IPs, and associations of others, by which a machine is reached.
  held = { for address in distinct(flatten(architecture.compute[*].addresses)) : address => true }
}

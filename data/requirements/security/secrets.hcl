control "function-secrets" {
  group      = "secrets"
  title      = "Functions, projects and machines hold no secret in plain text"
  severity   = "critical"
  applies    = length(resources.aws_lambda_function) + length(resources.aws_instance) + length(resources.aws_launch_template) + length(resources.aws_launch_configuration) + length(resources.aws_codebuild_project) > 0
  why        = "Environment variables and user data can be read by everyone who may describe the resource."
  impact     = "The secret stands in the console, in the state and in every plan."
  fix        = "Put it into Secrets Manager or Parameter Store and read it at start."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html"
  frameworks = { fsbp = "ECS.8", "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = concat(resources.aws_lambda_function, resources.aws_instance, resources.aws_launch_template, resources.aws_launch_configuration, resources.aws_codebuild_project)
    optional      = true
    condition     = length(written_secrets(each)) == 0
    expected      = "no secret in environment or user data"
    error_message = "${each.address} holds secrets in plain text: ${join(", ", written_secrets(each))}."
  }
}

control "task-secrets" {
  group      = "secrets"
  title      = "Containers get secrets by reference"
  severity   = "critical"
  applies    = length(resources.aws_ecs_task_definition) > 0
  why        = "A task definition is readable by everyone who may describe it, and keeps its old revisions."
  impact     = "The secret stands in the console and in every revision."
  fix        = "Move the variable from environment to secrets with valueFrom."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html"
  frameworks = { fsbp = "ECS.8", "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = resources.aws_ecs_task_definition
    optional      = true
    condition     = length(flatten([for container in containers(each) : container.written_secrets])) == 0
    expected      = "secrets by valueFrom"
    error_message = "${each.address} holds secrets in plain text: ${join(", ", flatten([for container in containers(each) : container.written_secrets]))}."
  }
}

control "password-of-instances" {
  group      = "secrets"
  title      = "No password of a database instance is written down"
  severity   = "critical"
  applies    = length(resources.aws_db_instance) > 0
  why        = "Everyone who reads the repository, its history or the state can sign in."
  impact     = "The password is in every clone."
  fix        = "Set manage_master_user_password = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = resources.aws_db_instance
    optional      = true
    condition     = each.configured.password == null ? true : is_generated(each, "password")
    expected      = "a password made by AWS or on apply"
    error_message = "The password of ${each.address} is written in the configuration."
  }
}

control "password-of-clusters" {
  group      = "secrets"
  title      = "No password of a database cluster is written down"
  severity   = "critical"
  applies    = length(resources.aws_rds_cluster) > 0
  why        = "Everyone who reads the repository, its history or the state can sign in."
  impact     = "The password is in every clone."
  fix        = "Set manage_master_user_password = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = resources.aws_rds_cluster
    optional      = true
    condition     = each.configured.master_password == null ? true : is_generated(each, "master_password")
    expected      = "a password made by AWS or on apply"
    error_message = "The password of ${each.address} is written in the configuration."
  }
}

control "parameters-secure" {
  group      = "secrets"
  title      = "Parameters with secrets are SecureString"
  severity   = "high"
  applies    = length(resources.aws_ssm_parameter) > 0
  why        = "A String is readable by everyone who may read parameters."
  impact     = "The secret is in clear in the console."
  fix        = "Set type = \"SecureString\"."
  link       = "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html"
  frameworks = { "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "8.3.2" }

  assert {
    for_each      = resources.aws_ssm_parameter
    optional      = true
    condition     = each.type == "SecureString" || !can(regex("(?i)(password|secret|token|api[_-]?key|private[_-]?key)$", each.name))
    expected      = "type SecureString"
    error_message = "${each.address} keeps a secret as ${each.type}."
  }
}

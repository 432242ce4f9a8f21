control "function-secrets" {
  group      = "secrets"
  title      = "Functions, projects, jobs and machines hold no secret in plain text"
  severity   = "critical"
  why        = "Environment variables and user data can be read by everyone who may describe the resource."
  impact     = "The secret stands in the console, in the state and in every plan."
  fix        = "Put it into Secrets Manager or Parameter Store and read it at start."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html"
  frameworks = { fsbp = "ECS.8", "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = every(["aws_lambda_function", "aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_codebuild_project", "aws_glue_job", "aws_apprunner_service", "aws_amplify_app", "aws_amplify_branch"])
    condition     = length(written_secrets(each)) == 0
    expected      = "no secret in environment or user data"
    error_message = "${each.address} holds secrets in plain text: ${join(", ", written_secrets(each))}."
  }
}

control "task-secrets" {
  group      = "secrets"
  title      = "Containers get secrets by reference"
  severity   = "critical"
  why        = "A task definition is readable by everyone who may describe it, and keeps its old revisions."
  impact     = "The secret stands in the console and in every revision."
  fix        = "Move the variable from environment to secrets with valueFrom."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html"
  frameworks = { fsbp = "ECS.8", "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = length(flatten([for container in containers(each) : container.written_secrets])) == 0
    expected      = "secrets by valueFrom"
    error_message = "${each.address} holds secrets in plain text: ${join(", ", flatten([for container in containers(each) : container.written_secrets]))}."
  }
}

control "password-of-instances" {
  group      = "secrets"
  title      = "No password of a database instance is written down"
  severity   = "critical"
  why        = "Everyone who reads the repository, its history or the state can sign in."
  impact     = "The password is in every clone."
  fix        = "Set manage_master_user_password = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = every(["aws_db_instance"])
    condition     = !written(each, "password")
    expected      = "a password made by AWS, on apply or given to it"
    error_message = "The password of ${each.address} is written in the configuration."
  }
}

control "password-of-clusters" {
  group      = "secrets"
  title      = "No password of a database cluster is written down"
  severity   = "critical"
  why        = "Everyone who reads the repository, its history or the state can sign in."
  impact     = "The password is in every clone."
  fix        = "Set manage_master_user_password = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = every(["aws_rds_cluster"])
    condition     = !written(each, "master_password")
    expected      = "a password made by AWS, on apply or given to it"
    error_message = "The password of ${each.address} is written in the configuration."
  }
}

control "parameters-secure" {
  group      = "secrets"
  title      = "Parameters with secrets are SecureString"
  severity   = "high"
  why        = "A String is readable by everyone who may read parameters."
  impact     = "The secret is in clear in the console."
  fix        = "Set type = \"SecureString\"."
  link       = "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html"
  frameworks = { "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "8.3.2" }

  assert {
    for_each      = every(["aws_ssm_parameter"])
    condition     = each.type == "SecureString" || !(can(regex("(?i)(password|secret|token|api[_-]?key|private[_-]?key)$", each.name)) || puts_secret(each, "value", each.name) || puts_secret(each, "insecure_value", each.name))
    expected      = "type SecureString"
    error_message = "${each.address} keeps a secret as ${each.type}."
  }
}

control "secrets-rotate" {
  group      = "secrets"
  title      = "Secrets are changed by themselves"
  severity   = "medium"
  why        = "A secret that is never changed is known to all who ever worked with it."
  impact     = "A leak of years ago still opens the door."
  fix        = "Add an aws_secretsmanager_secret_rotation for it."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html"
  frameworks = { fsbp = "SecretsManager.1", "nist-800-53" = "IA-5(1)", soc2 = "CC6.1", "pci-dss" = "8.6.3" }

  assert {
    for_each      = every(["aws_secretsmanager_secret"])
    condition     = length(attached(each, "aws_secretsmanager_secret_rotation", "secret_id")) > 0
    expected      = "a rotation"
    error_message = "${each.address} is never changed by itself."
  }
}

control "secret-values" {
  group      = "secrets"
  title      = "No secret is written into the configuration"
  severity   = "critical"
  why        = "What stands in the configuration is in the repository, its history and every clone."
  impact     = "Everyone who reads the code has the secret."
  fix        = "Let Secrets Manager or random_password make it, or write it by hand after apply."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = every(["aws_secretsmanager_secret_version"])
    condition     = !written(each, "secret_string")
    expected      = "a value that is not written down"
    error_message = "The value of ${each.address} is written in the configuration."
  }

  assert {
    for_each      = every(["aws_ssm_parameter"])
    when          = each.configured.type == "SecureString"
    condition     = !written(each, "value")
    expected      = "a value that is not written down"
    error_message = "The value of ${each.address} is written in the configuration."
  }
}

control "default-secrets" {
  group      = "secrets"
  title      = "No variable has a secret for its default"
  applies    = length(written_defaults()) > 0
  severity   = "critical"
  why        = "A default is what runs when nobody says otherwise, and everyone can read it."
  impact     = "Production runs with the password of the example."
  fix        = "Remove the default and mark the variable as sensitive."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = written_defaults()
    condition     = !each.secret
    expected      = "no default that is a secret"
    error_message = "The default of ${each.address} is a secret in plain text."
  }
}

control "password-of-stores" {
  group      = "secrets"
  title      = "No password of another data store is written down"
  severity   = "critical"
  why        = "Everyone who reads the repository, its history or the state can sign in."
  impact     = "The password is in every clone."
  fix        = "Let AWS keep the password, or make it with random_password."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = every(["aws_docdb_cluster", "aws_redshift_cluster"])
    condition     = !written(each, "master_password")
    expected      = "a password that is not written down"
    error_message = "The password of ${each.address} is written in the configuration."
  }

  assert {
    for_each      = every(["aws_elasticache_replication_group"])
    condition     = !written(each, "auth_token")
    expected      = "a token that is not written down"
    error_message = "The token of ${each.address} is written in the configuration."
  }
}

control "source-credentials" {
  group      = "secrets"
  title      = "No source of a build carries its credentials"
  severity   = "critical"
  why        = "An address with a password in it is shown to everyone who may see the project."
  impact     = "Strangers read and change the code."
  fix        = "Use a connection or aws_codebuild_source_credential."
  link       = "https://docs.aws.amazon.com/codebuild/latest/userguide/access-tokens.html"
  frameworks = { fsbp = "CodeBuild.1", "nist-800-53" = "IA-5", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_codebuild_project"])
    condition     = alltrue([for source in flatten([each.configured.source, each.configured.secondary_sources]) : source.location == null || contains(["CODEPIPELINE", "NO_SOURCE", "S3"], source.type) ? true : !can(regex("://[^/@]+@", source.location))])
    expected      = "an address without credentials"
    error_message = "${each.address} has credentials in the address of its source."
  }
}

control "sensitive-arguments" {
  group      = "secrets"
  title      = "No other password, token or key of a service is written down"
  applies    = length(sensitive_arguments()) > 0
  severity   = "critical"
  why        = "What the provider itself marks as sensitive opens a database, a directory, a broker or another system."
  impact     = "Everyone who reads the repository, its history or the state can sign in there."
  fix        = "Refer to a secret of Secrets Manager, as SECRET_ID of a Glue connection does, or give the value by a variable without a default."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/hardcoded.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = sensitive_arguments()
    when          = !contains(local.passwords_of_their_own, each.type)
    condition     = !each.written
    expected      = "a value that is not written down"
    error_message = "${each.argument} of ${each.address} is written in the configuration."
  }
}

control "object-secrets" {
  group      = "secrets"
  title      = "No object or hosted configuration is written with a secret in it"
  severity   = "critical"
  why        = "What the configuration writes into a bucket or AppConfig is in the repository, the state and every plan."
  impact     = "Whoever may read the object, or the code, has the secret."
  fix        = "Let the program read the secret from Secrets Manager or Parameter Store."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/hardcoded.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = every(["aws_s3_object", "aws_s3_bucket_object", "aws_appconfig_hosted_configuration_version"])
    when          = is_set(each, "content")
    condition     = !says_secret(each, "content")
    expected      = "no secret in its content"
    error_message = "The content of ${each.address} holds a secret in plain text."
  }

  assert {
    for_each      = every(["aws_s3_object", "aws_s3_bucket_object"])
    when          = is_set(each, "content_base64")
    condition     = !says_secret(each, "content_base64")
    expected      = "no secret in its content"
    error_message = "The content of ${each.address} holds a secret in plain text."
  }
}

control "block-secrets" {
  group      = "secrets"
  title      = "No provider, backend, connection or provisioner carries a secret"
  applies    = length(written_in_blocks()) > 0
  severity   = "critical"
  why        = "These blocks sign in to AWS, to machines and to others with whatever they hold."
  impact     = "Everyone who reads the repository or its history can do what Terraform may do."
  fix        = "Take credentials from the environment, a profile or a role; give a connection its password by a variable without a default."
  link       = "https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/security.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.6.2" }

  assert {
    for_each      = written_in_blocks()
    condition     = length(each.secrets) == 0
    expected      = "no secret as text"
    error_message = "${join(", ", each.secrets)} of ${each.block} in ${each.address} is written in the configuration."
  }
}

# What a cloud security review finds in Terraform, over the services most stacks are made of. Each
# control carries the numbers of frameworks it belongs to, mapped by meaning: CIS AWS Foundations
# 3.0.0, AWS Foundational Security Best Practices, NIST 800-53 Rev. 5, SOC 2 and PCI DSS 4.0.1. The
# text that counts is theirs; what is not present is not applicable.

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

control "no-administrators" {
  group      = "identity"
  title      = "No policy allows everything on everything"
  severity   = "critical"
  applies    = length(grants()) > 0
  why        = "Whoever takes over a principal gets all it may do; a policy that may change policies may do everything."
  impact     = "One stolen session is the whole account."
  fix        = "Name the actions and resources that are needed; detach AdministratorAccess, PowerUserAccess and IAMFullAccess."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  frameworks = { cis = "1.16", fsbp = "IAM.1", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.5" }

  assert {
    for_each      = grants()
    optional      = true
    condition     = length([for action in each.wide : action if can(regex("^([*]|iam:|sts:|organizations:|all but )", action))]) == 0
    expected      = "no administrator"
    error_message = "${each.address} allows ${join(", ", each.wide)} on every resource (${each.name})."
  }
}

control "no-service-wildcards" {
  group      = "identity"
  title      = "Policies name the actions of a service"
  severity   = "medium"
  applies    = length(grants()) > 0
  why        = "s3:* on everything deletes as well as it reads."
  impact     = "A fault in one function reaches every resource of the service."
  fix        = "List the actions the workload calls, and the resources it calls them on."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  frameworks = { fsbp = "IAM.21", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.5" }

  assert {
    for_each      = grants()
    optional      = true
    condition     = length(each.wide) == 0
    expected      = "no action with a wildcard for a whole service on every resource"
    error_message = "${each.address} allows ${join(", ", each.wide)} on every resource (${each.name})."
  }
}

control "no-public-policies" {
  group      = "identity"
  title      = "No policy of a resource lets everyone in"
  severity   = "critical"
  applies    = length(access_policies()) > 0
  why        = "A principal of * is every AWS account, and for most services everyone."
  impact     = "Data is read, messages are sent and keys are used by strangers."
  fix        = "Name the accounts, roles or services; or add a condition such as aws:SourceArn or aws:PrincipalOrgID."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"
  frameworks = { fsbp = "S3.2", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = access_policies()
    optional      = true
    condition     = length(each.public) == 0
    expected      = "no statement for everyone without a condition that says who or from where"
    error_message = "${each.address} allows ${join(", ", each.public)} to everyone."
  }
}

control "no-user-policies" {
  group      = "identity"
  title      = "People get rights through groups or roles"
  severity   = "low"
  applies    = length(resources.aws_iam_user_policy) + length(resources.aws_iam_user_policy_attachment) > 0
  why        = "Rights on a user are forgotten when a job changes."
  impact     = "A leaver's key keeps working with everything it ever could do."
  fix        = "Attach the policy to a group or, better, use roles through IAM Identity Center."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  frameworks = { cis = "1.15", fsbp = "IAM.2", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.2" }

  assert {
    for_each      = concat(resources.aws_iam_user_policy, resources.aws_iam_user_policy_attachment)
    optional      = true
    condition     = false
    expected      = "no policy on a user"
    error_message = "${each.address} gives a user rights of its own."
  }
}

control "no-access-keys" {
  group      = "identity"
  title      = "No access key is made by Terraform"
  severity   = "high"
  applies    = length(resources.aws_iam_access_key) > 0
  why        = "A long-lived key in the state can be read by whoever may plan."
  impact     = "Everyone who reads the state is this user."
  fix        = "Use roles; where a key must be, encrypt it with pgp_key."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.3.2" }

  assert {
    for_each      = resources.aws_iam_access_key
    optional      = true
    condition     = coalesce(each.configured.pgp_key, "-") != "-"
    expected      = "no key whose secret lies in the state"
    error_message = "The secret of ${each.address} lies in the state in clear."
  }
}

control "password-policy" {
  group      = "identity"
  title      = "Passwords of users have fourteen characters"
  severity   = "medium"
  applies    = length(resources.aws_iam_account_password_policy) > 0
  why        = "Short passwords are tried out."
  impact     = "A guessed password opens the console."
  fix        = "Set minimum_password_length = 14."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"
  frameworks = { cis = "1.8", fsbp = "IAM.15", "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.3.6" }

  assert {
    for_each      = resources.aws_iam_account_password_policy
    optional      = true
    condition     = coalesce(each.configured.minimum_password_length, 6) >= 14
    expected      = "at least 14 characters"
    error_message = "${each.address} allows passwords of ${coalesce(each.configured.minimum_password_length, 6)} characters."
  }
}

control "admin-ports" {
  group      = "exposure"
  title      = "No administration port is open to the internet"
  severity   = "critical"
  applies    = length(architecture.security_groups) > 0
  why        = "SSH and RDP that are open to the world are tried all the time."
  impact     = "A guessed or leaked key gives a shell."
  fix        = "Remove the rule and use Session Manager."
  link       = "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html"
  frameworks = { cis = "5.2", fsbp = "EC2.19", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.3.1" }

  assert {
    for_each      = open_ports("ingress")
    optional      = true
    condition     = !anytrue([for port in [22, 3389, 5985, 5986] : covers(each, port)])
    expected      = "22, 3389, 5985 and 5986 closed to the internet"
    error_message = "${each.group} opens ${join(", ", [for port in [22, 3389, 5985, 5986] : port if covers(each, port)])} to the internet by ${join(" and ", each.rules)}."
  }
}

control "data-ports" {
  group      = "exposure"
  title      = "No port of a database or cache is open to the internet"
  severity   = "critical"
  applies    = length(architecture.security_groups) > 0
  why        = "A data store trusts whoever signs in, and some of them ask for nothing."
  impact     = "One weak password is all data."
  fix        = "Name the application's security group as the source."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
  frameworks = { fsbp = "EC2.19", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.3.1" }

  assert {
    for_each      = open_ports("ingress")
    optional      = true
    condition     = !anytrue([for port in [1433, 1521, 2379, 3306, 5432, 5439, 5601, 6379, 9042, 9092, 9200, 11211, 27017] : covers(each, port)])
    expected      = "ports of data stores closed to the internet"
    error_message = "${each.group} opens ports of data stores to the internet by ${join(" and ", each.rules)}."
  }
}

control "all-ports" {
  group      = "exposure"
  title      = "Security groups open named ports to the internet"
  severity   = "high"
  applies    = length(architecture.security_groups) > 0
  why        = "A range holds services nobody thought of."
  impact     = "Whatever listens there tomorrow is public."
  fix        = "Replace the range by the ports that are needed."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
  frameworks = { fsbp = "EC2.18", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.3.1" }

  assert {
    for_each      = open_ports("ingress")
    optional      = true
    condition     = each.from_port == null ? each.protocol != "-1" : each.to_port - each.from_port < 1024
    expected      = "fewer than 1024 ports in a row"
    error_message = "${each.group} opens ${each.from_port} to ${each.to_port} to the internet."
  }
}

control "default-group" {
  group      = "exposure"
  title      = "The default security group lets nothing through"
  severity   = "medium"
  applies    = length(resources.aws_default_security_group) > 0
  why        = "What names no group wears the default one."
  impact     = "A machine that was made in a hurry is open to all others."
  fix        = "Leave the aws_default_security_group without rules."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"
  frameworks = { cis = "5.4", fsbp = "EC2.2", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.2.1" }

  assert {
    for_each      = resources.aws_default_security_group
    optional      = true
    condition     = length(coalesce(each.configured.ingress, [])) == 0 && length(coalesce(each.configured.egress, [])) == 0
    expected      = "no rule"
    error_message = "${each.address} has rules."
  }
}

control "public-databases" {
  group      = "exposure"
  title      = "Databases have no public address"
  severity   = "critical"
  applies    = length(resources.aws_db_instance) + length(resources.aws_rds_cluster_instance) + length(resources.aws_redshift_cluster) + length(resources.aws_dms_replication_instance) > 0
  why        = "A database with a public address is one rule away from the internet."
  impact     = "Passwords are tried from everywhere."
  fix        = "Set publicly_accessible = false."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"
  frameworks = { cis = "2.3.3", fsbp = "RDS.2", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = concat(resources.aws_db_instance, resources.aws_rds_cluster_instance, resources.aws_redshift_cluster, resources.aws_dms_replication_instance)
    optional      = true
    condition     = coalesce(each.configured.publicly_accessible, each.meta.type == "aws_dms_replication_instance" ? true : false) == false
    expected      = "publicly_accessible = false"
    error_message = "${each.address} has a public address."
  }
}

control "metadata-tokens" {
  group      = "exposure"
  title      = "Instances answer metadata requests with a token only (IMDSv2)"
  severity   = "high"
  applies    = length(resources.aws_launch_template) + length(resources.aws_launch_configuration) + length(resources.aws_instance) > 0
  why        = "Without tokens a forged request from the application reads the credentials of the instance."
  impact     = "One server-side request forgery gives away the role."
  fix        = "Add metadata_options { http_tokens = \"required\" }."
  link       = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"
  frameworks = { cis = "5.6", fsbp = "EC2.8", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "2.2.6" }

  assert {
    for_each      = [for machine in concat(resources.aws_launch_template, resources.aws_launch_configuration, resources.aws_instance) : machine if try(length(machine.launch_template), 0) == 0]
    optional      = true
    condition     = anytrue([for options in coalesce(each.configured.metadata_options, []) : coalesce(options.http_tokens, "optional") == "required" || coalesce(options.http_endpoint, "enabled") == "disabled"])
    expected      = "http_tokens = \"required\""
    error_message = "${each.address} allows metadata requests without a token."
  }
}

control "snapshots-shared" {
  group      = "exposure"
  title      = "Snapshots and images are not public"
  severity   = "critical"
  applies    = length(resources.aws_ami_launch_permission) > 0
  why        = "An image holds whatever was on the disk."
  impact     = "Keys and code are copied by strangers."
  fix        = "Name the accounts."
  link       = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html"
  frameworks = { fsbp = "EC2.1", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = resources.aws_ami_launch_permission
    optional      = true
    condition     = coalesce(each.configured.group, "-") != "all"
    expected      = "no permission for all"
    error_message = "${each.address} lets every account start the image."
  }
}

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

control "rds-instances-encrypted" {
  group      = "encryption"
  title      = "Database instances are encrypted"
  severity   = "high"
  applies    = length(resources.aws_db_instance) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set storage_encrypted = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"
  frameworks = { cis = "2.3.1", fsbp = "RDS.3", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_db_instance
    optional      = true
    condition     = coalesce(each.configured.storage_encrypted, false) || each.configured.replicate_source_db != null
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "rds-clusters-encrypted" {
  group      = "encryption"
  title      = "Database clusters are encrypted"
  severity   = "high"
  applies    = length(resources.aws_rds_cluster) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set storage_encrypted = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"
  frameworks = { cis = "2.3.1", fsbp = "RDS.27", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_rds_cluster
    optional      = true
    condition     = coalesce(each.configured.storage_encrypted, false)
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "documents-encrypted" {
  group      = "encryption"
  title      = "DocumentDB and Neptune clusters are encrypted"
  severity   = "high"
  applies    = length(resources.aws_docdb_cluster) + length(resources.aws_neptune_cluster) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set storage_encrypted = true."
  link       = "https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html"
  frameworks = { fsbp = "DocumentDB.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = concat(resources.aws_docdb_cluster, resources.aws_neptune_cluster)
    optional      = true
    condition     = coalesce(each.configured.storage_encrypted, false)
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "redshift-encrypted" {
  group      = "encryption"
  title      = "Redshift clusters are encrypted"
  severity   = "high"
  applies    = length(resources.aws_redshift_cluster) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypted = true."
  link       = "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html"
  frameworks = { fsbp = "Redshift.10", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_redshift_cluster
    optional      = true
    condition     = tostring(coalesce(each.configured.encrypted, false)) == "true"
    expected      = "encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "volumes-encrypted" {
  group      = "encryption"
  title      = "Volumes are encrypted"
  severity   = "high"
  applies    = length(resources.aws_ebs_volume) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypted = true."
  link       = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"
  frameworks = { cis = "2.2.1", fsbp = "EC2.3", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_ebs_volume
    optional      = true
    condition     = coalesce(each.configured.encrypted, false) || anytrue([for setting in resources.aws_ebs_encryption_by_default : coalesce(setting.configured.enabled, true)])
    expected      = "encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "machines-encrypted" {
  group      = "encryption"
  title      = "Volumes of machines are encrypted"
  severity   = "high"
  applies    = length(resources.aws_instance) + length(resources.aws_launch_template) + length(resources.aws_launch_configuration) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypted = true on each volume, or encryption by default."
  link       = "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html"
  frameworks = { cis = "2.2.1", fsbp = "EC2.7", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = [for machine in concat(resources.aws_launch_template, resources.aws_launch_configuration, resources.aws_instance) : machine if try(length(machine.launch_template), 0) == 0]
    optional      = true
    condition     = length(volumes_open(each)) == 0
    expected      = "encrypted = true on each volume, or encryption by default"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "efs-encrypted" {
  group      = "encryption"
  title      = "File systems are encrypted"
  severity   = "high"
  applies    = length(resources.aws_efs_file_system) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypted = true."
  link       = "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html"
  frameworks = { cis = "2.4.1", fsbp = "EFS.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_efs_file_system
    optional      = true
    condition     = coalesce(each.configured.encrypted, false)
    expected      = "encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "caches-encrypted" {
  group      = "encryption"
  title      = "Caches are encrypted at rest"
  severity   = "medium"
  applies    = length(resources.aws_elasticache_replication_group) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set at_rest_encryption_enabled = true."
  link       = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html"
  frameworks = { fsbp = "ElastiCache.4", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_elasticache_replication_group
    optional      = true
    condition     = tostring(coalesce(each.configured.at_rest_encryption_enabled, false)) == "true"
    expected      = "at_rest_encryption_enabled = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "search-encrypted" {
  group      = "encryption"
  title      = "Search domains are encrypted at rest"
  severity   = "high"
  applies    = length(resources.aws_opensearch_domain) + length(resources.aws_elasticsearch_domain) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypt_at_rest { enabled = true }."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html"
  frameworks = { fsbp = "Opensearch.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = concat(resources.aws_opensearch_domain, resources.aws_elasticsearch_domain)
    optional      = true
    condition     = anytrue([for rest in each.encrypt_at_rest : rest.enabled])
    expected      = "encrypt_at_rest { enabled = true }"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "streams-encrypted" {
  group      = "encryption"
  title      = "Streams are encrypted"
  severity   = "medium"
  applies    = length(resources.aws_kinesis_stream) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encryption_type = \"KMS\"."
  link       = "https://docs.aws.amazon.com/streams/latest/dg/server-side-encryption.html"
  frameworks = { fsbp = "Kinesis.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_kinesis_stream
    optional      = true
    condition     = coalesce(each.configured.encryption_type, "NONE") == "KMS"
    expected      = "encryption_type = \"KMS\""
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "queues-encrypted" {
  group      = "encryption"
  title      = "Queues are encrypted"
  severity   = "medium"
  applies    = length(resources.aws_sqs_queue) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its messages can be read wherever it lies."
  fix        = "Set sqs_managed_sse_enabled = true, or a key."
  link       = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html"
  frameworks = { fsbp = "SQS.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_sqs_queue
    optional      = true
    condition     = is_set(each, "kms_master_key_id") || coalesce(each.configured.sqs_managed_sse_enabled, true)
    expected      = "sqs_managed_sse_enabled = true, or a key"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "topics-encrypted" {
  group      = "encryption"
  title      = "Topics are encrypted"
  severity   = "low"
  applies    = length(resources.aws_sns_topic) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its messages can be read wherever it lies."
  fix        = "Set kms_master_key_id."
  link       = "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html"
  frameworks = { fsbp = "SNS.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_sns_topic
    optional      = true
    condition     = is_set(each, "kms_master_key_id")
    expected      = "kms_master_key_id"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "key-rotation" {
  group      = "encryption"
  title      = "Keys rotate"
  severity   = "medium"
  applies    = length(resources.aws_kms_key) > 0
  why        = "Keys are changed before they wear out; KMS keeps old material for old data."
  impact     = "A key that leaked once opens everything ever written with it."
  fix        = "Set enable_key_rotation = true."
  link       = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html"
  frameworks = { cis = "3.6", fsbp = "KMS.4", "nist-800-53" = "SC-12", soc2 = "CC6.1", "pci-dss" = "3.7.4" }

  assert {
    for_each      = [for key in resources.aws_kms_key : key if coalesce(key.configured.customer_master_key_spec, "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"]
    optional      = true
    condition     = coalesce(each.configured.enable_key_rotation, false)
    expected      = "enable_key_rotation = true"
    error_message = "${each.address} never rotates."
  }
}

control "tls-listeners" {
  group      = "transit"
  title      = "Public web listeners use TLS, or lead to one that does"
  severity   = "high"
  applies    = length(resources.aws_lb_listener) > 0
  why        = "What travels in clear is read and changed on the way."
  impact     = "Passwords and sessions are taken over."
  fix        = "Make an HTTPS listener and let the HTTP listener redirect to it."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"
  frameworks = { fsbp = "ELB.1", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = resources.aws_lb_listener
    optional      = true
    condition     = contains(["HTTPS", "TLS", "TCP", "UDP", "TCP_UDP", "GENEVE"], coalesce(each.configured.protocol, "HTTP")) ? true : alltrue([for action in each.default_action : action.type == "fixed-response" ? true : anytrue([for redirect in action.redirect : coalesce(redirect.protocol, "HTTP") == "HTTPS"])])
    expected      = "HTTPS, or a redirect to it"
    error_message = "${each.address} answers in clear."
  }
}

control "tls-policy" {
  group      = "transit"
  title      = "Listeners accept TLS 1.2 and newer only"
  severity   = "high"
  applies    = length(resources.aws_lb_listener) > 0
  why        = "TLS 1.0 and 1.1 can be broken; Terraform's default policy accepts them."
  impact     = "A client is talked down to a version that can be broken."
  fix        = "Set ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"
  frameworks = { fsbp = "ELB.17", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = resources.aws_lb_listener
    optional      = true
    condition     = contains(["HTTPS", "TLS"], coalesce(each.configured.protocol, "HTTP")) ? can(regex("TLS13-1-[23]|TLS-1-2|FS-1-2|1-2-Res", coalesce(each.configured.ssl_policy, "ELBSecurityPolicy-2016-08"))) : true
    expected      = "a policy of TLS 1.2 or newer"
    error_message = "${each.address} uses ${coalesce(each.configured.ssl_policy, "the default policy ELBSecurityPolicy-2016-08")}."
  }
}

control "drop-headers" {
  group      = "transit"
  title      = "Load balancers drop headers that are no headers"
  severity   = "low"
  applies    = length(resources.aws_lb) > 0
  why        = "Headers that two programs read differently smuggle a request past the first."
  impact     = "Requests of one user answer another."
  fix        = "Set drop_invalid_header_fields = true."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"
  frameworks = { fsbp = "ELB.4", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "6.2.4" }

  assert {
    for_each      = resources.aws_lb
    optional      = true
    condition     = coalesce(each.configured.load_balancer_type, "application") == "application" ? coalesce(each.configured.drop_invalid_header_fields, false) : true
    expected      = "drop_invalid_header_fields = true"
    error_message = "${each.address} passes invalid headers on."
  }
}

control "distribution-tls" {
  group      = "transit"
  title      = "Distributions answer over HTTPS only"
  severity   = "high"
  applies    = length(resources.aws_cloudfront_distribution) > 0
  why        = "What travels in clear is read and changed on the way."
  impact     = "Sessions are taken over."
  fix        = "Set viewer_protocol_policy = \"redirect-to-https\"."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https.html"
  frameworks = { fsbp = "CloudFront.3", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = resources.aws_cloudfront_distribution
    optional      = true
    condition     = alltrue([for behavior in concat(each.default_cache_behavior, each.ordered_cache_behavior) : contains(["https-only", "redirect-to-https"], behavior.viewer_protocol_policy)])
    expected      = "https-only or redirect-to-https"
    error_message = "${each.address} answers in clear."
  }
}

control "distribution-policy" {
  group      = "transit"
  title      = "Distributions accept TLS 1.2 and newer only"
  severity   = "medium"
  applies    = length(resources.aws_cloudfront_distribution) > 0
  why        = "TLS 1.0 and 1.1 can be broken."
  impact     = "A client is talked down."
  fix        = "Give it a certificate of its own (with that of cloudfront.net it accepts TLS 1.0, whatever is set), and set minimum_protocol_version = \"TLSv1.2_2021\"."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html"
  frameworks = { fsbp = "CloudFront.15", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = resources.aws_cloudfront_distribution
    optional      = true
    condition     = alltrue([for certificate in each.viewer_certificate : coalesce(certificate.cloudfront_default_certificate, false) ? false : can(regex("TLSv1[.][23]", coalesce(certificate.minimum_protocol_version, "TLSv1")))])
    expected      = "minimum_protocol_version TLSv1.2_2021"
    error_message = "${each.address} accepts old versions of TLS."
  }
}

control "caches-tls" {
  group      = "transit"
  title      = "Caches speak TLS"
  severity   = "medium"
  applies    = length(resources.aws_elasticache_replication_group) > 0
  why        = "Whoever listens in the network reads sessions."
  impact     = "A neighbour reads what is cached."
  fix        = "Set transit_encryption_enabled = true."
  link       = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html"
  frameworks = { fsbp = "ElastiCache.5", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = resources.aws_elasticache_replication_group
    optional      = true
    condition     = coalesce(each.configured.transit_encryption_enabled, false)
    expected      = "transit_encryption_enabled = true"
    error_message = "${each.address} speaks in clear."
  }
}

control "search-tls" {
  group      = "transit"
  title      = "Search domains enforce HTTPS and encrypt between nodes"
  severity   = "medium"
  applies    = length(resources.aws_opensearch_domain) + length(resources.aws_elasticsearch_domain) > 0
  why        = "Whoever listens in the network reads documents."
  impact     = "A neighbour reads the index."
  fix        = "Set enforce_https = true and node_to_node_encryption { enabled = true }."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html"
  frameworks = { fsbp = "Opensearch.3", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = concat(resources.aws_opensearch_domain, resources.aws_elasticsearch_domain)
    optional      = true
    condition     = anytrue([for options in each.domain_endpoint_options : coalesce(options.enforce_https, true)]) && anytrue([for options in each.node_to_node_encryption : options.enabled])
    expected      = "enforce_https and node_to_node_encryption"
    error_message = "${each.address} speaks in clear."
  }
}

control "bucket-tls" {
  group      = "transit"
  title      = "Buckets refuse requests in clear"
  severity   = "medium"
  applies    = length(resources.aws_s3_bucket_policy) > 0
  why        = "Without a denial S3 answers over HTTP too."
  impact     = "Objects are read on the way."
  fix        = "Deny s3:* where aws:SecureTransport is false."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"
  frameworks = { cis = "2.1.1", fsbp = "S3.5", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = resources.aws_s3_bucket_policy
    optional      = true
    condition     = refuses_clear(each)
    expected      = "a denial where aws:SecureTransport is false"
    error_message = "${each.address} allows requests in clear."
  }
}

control "no-privileged" {
  group      = "containers"
  title      = "No container is privileged"
  severity   = "critical"
  applies    = length(resources.aws_ecs_task_definition) > 0
  why        = "A privileged container is root on its host."
  impact     = "A fault in the application takes the host and all its containers."
  fix        = "Remove privileged, or name the capabilities that are needed."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { fsbp = "ECS.4", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "2.2.6" }

  assert {
    for_each      = resources.aws_ecs_task_definition
    optional      = true
    condition     = alltrue([for container in containers(each) : container.privileged == false])
    expected      = "privileged = false"
    error_message = "${each.address} runs a privileged container."
  }
}

control "no-root" {
  group      = "containers"
  title      = "Containers do not run as root"
  severity   = "medium"
  applies    = length(resources.aws_ecs_task_definition) > 0
  why        = "Root in a container is one fault of the kernel away from the host."
  impact     = "A fault reaches further than it must."
  fix        = "Set user to one without rights."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { fsbp = "ECS.20", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "2.2.6" }

  assert {
    for_each      = resources.aws_ecs_task_definition
    optional      = true
    condition     = alltrue([for container in containers(each) : container.user == null ? true : !contains(["root", "0", "0:0", "root:root"], container.user)])
    expected      = "a user that is not root"
    error_message = "${each.address} runs a container as root."
  }
}

control "images-pinned" {
  group      = "containers"
  title      = "Images are named by a version"
  severity   = "medium"
  applies    = length(resources.aws_ecs_task_definition) > 0
  why        = "latest is whatever was pushed last."
  impact     = "A restart brings code nobody reviewed."
  fix        = "Name a tag that is never moved, or a digest."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { "nist-800-53" = "CM-2", soc2 = "CC8.1", "pci-dss" = "6.3.2" }

  assert {
    for_each      = resources.aws_ecs_task_definition
    optional      = true
    condition     = alltrue([for container in containers(each) : can(regex("@sha256:|:[^/:]+$", container.image)) && !endswith(container.image, ":latest")])
    expected      = "a tag that is not latest, or a digest"
    error_message = "${each.address} runs an image without a version."
  }
}

control "repository-immutable" {
  group      = "containers"
  title      = "Tags of images are never moved"
  severity   = "low"
  applies    = length(resources.aws_ecr_repository) > 0
  why        = "A tag that can be moved names no version."
  impact     = "What was tested is not what runs."
  fix        = "Set image_tag_mutability = \"IMMUTABLE\"."
  link       = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"
  frameworks = { fsbp = "ECR.2", "nist-800-53" = "CM-2", soc2 = "CC8.1", "pci-dss" = "6.3.2" }

  assert {
    for_each      = resources.aws_ecr_repository
    optional      = true
    condition     = coalesce(each.configured.image_tag_mutability, "MUTABLE") != "MUTABLE"
    expected      = "image_tag_mutability = \"IMMUTABLE\""
    error_message = "${each.address} lets a tag be moved."
  }
}

control "repository-scan" {
  group      = "containers"
  title      = "Images are scanned when they are pushed"
  severity   = "medium"
  applies    = length(resources.aws_ecr_repository) > 0
  why        = "Known holes are in most images."
  impact     = "A hole stays until someone uses it."
  fix        = "Add image_scanning_configuration { scan_on_push = true }."
  link       = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"
  frameworks = { fsbp = "ECR.1", "nist-800-53" = "RA-5", soc2 = "CC7.1", "pci-dss" = "6.3.1" }

  assert {
    for_each      = resources.aws_ecr_repository
    optional      = true
    condition     = anytrue(concat([for scan in each.image_scanning_configuration : scan.scan_on_push], [for registry in resources.aws_ecr_registry_scanning_configuration : length(registry.rule) > 0]))
    expected      = "scan_on_push = true"
    error_message = "${each.address} is not scanned."
  }
}

control "eks-endpoint" {
  group      = "containers"
  title      = "The endpoint of a cluster is not open to the internet"
  severity   = "high"
  applies    = length(resources.aws_eks_cluster) > 0
  why        = "Whoever finds a token or a hole in the API is in."
  impact     = "A leaked kubeconfig works from everywhere."
  fix        = "Set endpoint_public_access = false, or public_access_cidrs."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"
  frameworks = { fsbp = "EKS.1", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.3.1" }

  assert {
    for_each      = resources.aws_eks_cluster
    optional      = true
    condition     = alltrue([for config in each.configured.vpc_config : coalesce(config.endpoint_public_access, true) == false || (config.public_access_cidrs == null ? false : !is_internet(config.public_access_cidrs))])
    expected      = "a private endpoint, or ranges of your own"
    error_message = "${each.address} is open to the internet."
  }
}

control "eks-secrets" {
  group      = "containers"
  title      = "Secrets of Kubernetes are encrypted with a key"
  severity   = "medium"
  applies    = length(resources.aws_eks_cluster) > 0
  why        = "Secrets in etcd are encoded, not encrypted, but for AWS's own layer."
  impact     = "A copy of etcd is every password."
  fix        = "Add encryption_config { resources = [\"secrets\"] ... }."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html"
  frameworks = { fsbp = "EKS.3", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = resources.aws_eks_cluster
    optional      = true
    condition     = anytrue([for config in each.encryption_config : contains(config.resources, "secrets")])
    expected      = "encryption_config for secrets"
    error_message = "${each.address} keeps secrets without a key of your own."
  }
}

control "eks-logs" {
  group      = "containers"
  title      = "Clusters write audit logs"
  severity   = "medium"
  applies    = length(resources.aws_eks_cluster) > 0
  why        = "The audit log says who asked the API for what."
  impact     = "After a break-in nobody can say what was done."
  fix        = "Set enabled_cluster_log_types = [\"api\", \"audit\", \"authenticator\"]."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"
  frameworks = { fsbp = "EKS.8", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = resources.aws_eks_cluster
    optional      = true
    condition     = contains(coalesce(each.configured.enabled_cluster_log_types, []), "audit")
    expected      = "enabled_cluster_log_types with audit"
    error_message = "${each.address} writes no audit log."
  }
}

control "eks-version" {
  group      = "containers"
  title      = "Clusters run a version that is supported"
  severity   = "high"
  applies    = length(resources.aws_eks_cluster) > 0
  why        = "A version without support gets no fixes and is upgraded by AWS when its time is over."
  impact     = "A known hole stays open; the upgrade comes unplanned."
  fix        = "Upgrade one minor version after the other."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"
  frameworks = { fsbp = "EKS.2", "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = resources.aws_eks_cluster
    optional      = true
    condition     = each.configured.version == null ? true : tonumber(split(".", each.configured.version)[1]) >= 32
    expected      = "1.32 or newer (end of extended support of 1.31: 26 November 2026)"
    error_message = "${each.address} runs Kubernetes ${coalesce(each.configured.version, "-")}."
  }
}

control "lambda-principals" {
  group      = "containers"
  title      = "Functions are not invoked by everyone"
  severity   = "critical"
  applies    = length(resources.aws_lambda_permission) > 0
  why        = "A principal of * is every AWS account."
  impact     = "Strangers run the code and run up the bill."
  fix        = "Name the service and its source_arn."
  link       = "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"
  frameworks = { fsbp = "Lambda.1", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = resources.aws_lambda_permission
    optional      = true
    condition     = each.principal != "*" || each.configured.source_account != null || each.configured.source_arn != null || each.configured.principal_org_id != null
    expected      = "a principal, or a source"
    error_message = "${each.address} lets everyone invoke the function."
  }
}

control "lambda-urls" {
  group      = "containers"
  title      = "URLs of functions ask who calls"
  severity   = "medium"
  applies    = length(resources.aws_lambda_function_url) > 0
  why        = "A URL without authorization is public."
  impact     = "Strangers run the code and run up the bill."
  fix        = "Set authorization_type = \"AWS_IAM\", or put an API with an authorizer before it."
  link       = "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
  frameworks = { fsbp = "Lambda.1", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = resources.aws_lambda_function_url
    optional      = true
    condition     = each.authorization_type == "AWS_IAM"
    expected      = "authorization_type = \"AWS_IAM\""
    error_message = "${each.address} answers everyone."
  }
}

control "lambda-runtimes" {
  group      = "containers"
  title      = "Functions use a runtime that is supported"
  severity   = "high"
  applies    = length(resources.aws_lambda_function) > 0
  why        = "A deprecated runtime gets no fixes."
  impact     = "A known hole stays open, and one day the function cannot be changed any more."
  fix        = "Move to a current runtime."
  link       = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"
  frameworks = { fsbp = "Lambda.2", "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = resources.aws_lambda_function
    optional      = true
    condition     = each.configured.runtime == null ? true : !can(regex("^(nodejs([0-9]|1[0-8])?([.][0-9x]+)?(-edge)?|python2[.]7|python3[.][6-9]|ruby2[.][0-9]|java8|dotnetcore.*|dotnet[567]|dotnet5[.]0|go1[.]x|provided)$", each.configured.runtime))
    expected      = "a runtime with support (deprecated by the end of 2025: Node.js 18, Python 3.9 and older ones)"
    error_message = "${each.address} uses ${each.configured.runtime}."
  }
}

control "buckets-private" {
  group      = "storage"
  title      = "Buckets block public access"
  severity   = "high"
  applies    = length(resources.aws_s3_bucket) > 0
  why        = "A policy or ACL written later can open a bucket unless public access is blocked."
  impact     = "Its objects are on the internet."
  fix        = "Add an aws_s3_bucket_public_access_block with all four settings true."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"
  frameworks = { cis = "2.1.4", fsbp = "S3.8", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = resources.aws_s3_bucket
    optional      = true
    condition     = anytrue(concat([for block in resources.aws_s3_bucket_public_access_block : coalesce(block.configured.block_public_acls, false) && coalesce(block.configured.block_public_policy, false) && coalesce(block.configured.ignore_public_acls, false) && coalesce(block.configured.restrict_public_buckets, false) if refers_to(block.bucket, each)], [for block in resources.aws_s3_account_public_access_block : coalesce(block.configured.block_public_acls, true) && coalesce(block.configured.block_public_policy, true) && coalesce(block.configured.ignore_public_acls, true) && coalesce(block.configured.restrict_public_buckets, true)]))
    expected      = "all four settings"
    error_message = "${each.address} does not block public access."
  }
}

control "buckets-acl" {
  group      = "storage"
  title      = "No bucket has a public ACL"
  severity   = "critical"
  applies    = length(resources.aws_s3_bucket_acl) > 0
  why        = "A public ACL is the whole internet, an authenticated one every AWS account."
  impact     = "Its objects are read by strangers."
  fix        = "Remove the ACL."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html"
  frameworks = { fsbp = "S3.2", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = resources.aws_s3_bucket_acl
    optional      = true
    condition     = !contains(["public-read", "public-read-write", "authenticated-read"], coalesce(each.configured.acl, "private"))
    expected      = "a private ACL"
    error_message = "${each.address} is ${each.configured.acl}."
  }
}

control "trail" {
  group      = "logging"
  title      = "Trails cover every region, and are validated and encrypted"
  severity   = "high"
  applies    = length(resources.aws_cloudtrail) > 0
  why        = "An intruder works in the region nobody looks at, and changes the log."
  impact     = "What happened cannot be told, or not proven."
  fix        = "Set is_multi_region_trail = true, enable_log_file_validation = true and kms_key_id."
  link       = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html"
  frameworks = { cis = "3.1", fsbp = "CloudTrail.1", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = resources.aws_cloudtrail
    optional      = true
    condition     = coalesce(each.configured.is_multi_region_trail, false) && coalesce(each.configured.enable_log_file_validation, false) && is_set(each, "kms_key_id") && coalesce(each.configured.enable_logging, true)
    expected      = "is_multi_region_trail, enable_log_file_validation, kms_key_id"
    error_message = "${each.address} misses regions, validation or a key."
  }
}

control "detector" {
  group      = "logging"
  title      = "GuardDuty is on where it is configured"
  severity   = "high"
  applies    = length(resources.aws_guardduty_detector) > 0
  why        = "A detector that is off detects nothing."
  impact     = "An intruder stays unseen."
  fix        = "Remove enable = false."
  link       = "https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html"
  frameworks = { fsbp = "GuardDuty.1", "nist-800-53" = "SI-4", soc2 = "CC7.2", "pci-dss" = "11.5.1" }

  assert {
    for_each      = resources.aws_guardduty_detector
    optional      = true
    condition     = coalesce(each.configured.enable, true)
    expected      = "enable = true"
    error_message = "${each.address} is off."
  }
}

control "recorder" {
  group      = "logging"
  title      = "Config records every type where it is configured"
  severity   = "medium"
  applies    = length(resources.aws_config_configuration_recorder) > 0
  why        = "What is not recorded has no history."
  impact     = "When something was changed cannot be told."
  fix        = "Set recording_group { all_supported = true, include_global_resource_types = true }."
  link       = "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html"
  frameworks = { cis = "3.3", fsbp = "Config.1", "nist-800-53" = "CM-8", soc2 = "CC7.2", "pci-dss" = "11.5.2" }

  assert {
    for_each      = resources.aws_config_configuration_recorder
    optional      = true
    condition     = alltrue([for group in each.recording_group : coalesce(group.all_supported, true)])
    expected      = "all_supported = true"
    error_message = "${each.address} leaves types out."
  }
}

control "flow-logs" {
  group      = "logging"
  title      = "Every VPC logs its traffic"
  severity   = "medium"
  applies    = length(resources.aws_vpc) > 0
  why        = "Flow logs say who spoke with whom."
  impact     = "After a break-in nobody can tell what left."
  fix        = "Add an aws_flow_log for the VPC."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"
  frameworks = { cis = "3.7", fsbp = "EC2.6", "nist-800-53" = "AU-12", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = resources.aws_vpc
    optional      = true
    condition     = anytrue([for log in resources.aws_flow_log : refers_to(log.vpc_id, each)])
    expected      = "a flow log"
    error_message = "${each.address} has no flow log."
  }
}

control "balancer-logs" {
  group      = "logging"
  title      = "Load balancers log requests"
  severity   = "low"
  applies    = length(resources.aws_lb) > 0
  why        = "The access log holds who asked for what, when and from where."
  impact     = "After an attack nobody can tell which requests succeeded."
  fix        = "Add access_logs { bucket = ..., enabled = true }."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"
  frameworks = { fsbp = "ELB.5", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = resources.aws_lb
    optional      = true
    condition     = anytrue([for log in coalesce(each.configured.access_logs, []) : coalesce(log.enabled, false)])
    expected      = "access_logs enabled"
    error_message = "${each.address} writes no access log."
  }
}

control "database-logs" {
  group      = "logging"
  title      = "Databases export their logs"
  severity   = "low"
  applies    = length(resources.aws_rds_cluster) + length(resources.aws_db_instance) > 0
  why        = "Logs on the instance go with it."
  impact     = "Who read what cannot be told."
  fix        = "Set enabled_cloudwatch_logs_exports."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html"
  frameworks = { fsbp = "RDS.9", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = concat(resources.aws_rds_cluster, resources.aws_db_instance)
    optional      = true
    condition     = length(coalesce(each.configured.enabled_cloudwatch_logs_exports, [])) > 0
    expected      = "enabled_cloudwatch_logs_exports"
    error_message = "${each.address} exports no log."
  }
}

control "minor-upgrades" {
  group      = "resilience"
  title      = "Databases take minor versions by themselves"
  severity   = "medium"
  applies    = length(resources.aws_db_instance) + length(resources.aws_rds_cluster_instance) > 0
  why        = "Minor versions close holes."
  impact     = "A known hole stays open until someone remembers."
  fix        = "Remove auto_minor_version_upgrade = false."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html"
  frameworks = { cis = "2.3.2", fsbp = "RDS.13", "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = concat(resources.aws_db_instance, resources.aws_rds_cluster_instance)
    optional      = true
    condition     = coalesce(each.configured.auto_minor_version_upgrade, true)
    expected      = "auto_minor_version_upgrade = true"
    error_message = "${each.address} takes no patches by itself."
  }
}

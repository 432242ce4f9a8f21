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
    error_message = "${each.address} allows ${join(", ", each.wide)} on every resource${each.name == "a policy" ? "" : " (${each.name})"}${each.asked == "" ? "" : ", ${each.asked}"}."
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
    error_message = "${each.address} allows ${join(", ", each.wide)} on every resource${each.name == "a policy" ? "" : " (${each.name})"}${each.asked == "" ? "" : ", ${each.asked}"}."
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
  why        = "Rights on a user are forgotten when a job changes."
  impact     = "A leaver's key keeps working with everything it ever could do."
  fix        = "Attach the policy to a group or, better, use roles through IAM Identity Center."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  frameworks = { cis = "1.15", fsbp = "IAM.2", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.2" }

  assert {
    for_each      = every(["aws_iam_user_policy", "aws_iam_user_policy_attachment"])
    condition     = each.address == ""
    expected      = "no policy on a user"
    error_message = "${each.address} gives a user rights of its own."
  }

  assert {
    for_each      = every(["aws_iam_policy_attachment"])
    condition     = length(coalesce(each.configured.users, [])) == 0
    expected      = "no policy on a user"
    error_message = "${each.address} gives users rights of their own."
  }

  assert {
    for_each      = every(["aws_iam_user"])
    condition     = length(attached(each, "aws_iam_user_policy", "user")) == 0 && alltrue([for policy in managed_policies(each) : policy == ""])
    expected      = "no policy on a user"
    error_message = "${each.address} has rights of its own."
  }
}

control "no-access-keys" {
  group      = "identity"
  title      = "No access key is made by Terraform"
  severity   = "high"
  why        = "A long-lived key in the state can be read by whoever may plan."
  impact     = "Everyone who reads the state is this user."
  fix        = "Use roles; where a key must be, encrypt it with pgp_key."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.3.2" }

  assert {
    for_each      = every(["aws_iam_access_key"])
    condition     = coalesce(each.configured.pgp_key, "-") != "-"
    expected      = "no key whose secret lies in the state"
    error_message = "The secret of ${each.address} lies in the state in clear."
  }
}

control "password-policy" {
  group      = "identity"
  title      = "Passwords of users have fourteen characters"
  severity   = "medium"
  why        = "Short passwords are tried out."
  impact     = "A guessed password opens the console."
  fix        = "Set minimum_password_length = 14."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"
  frameworks = { cis = "1.8", fsbp = "IAM.15", "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.3.6" }

  assert {
    for_each      = every(["aws_iam_account_password_policy"])
    condition     = coalesce(each.configured.minimum_password_length, 6) >= 14
    expected      = "at least 14 characters"
    error_message = "${each.address} allows passwords of ${coalesce(each.configured.minimum_password_length, 6)} characters."
  }
}

control "passwords-reuse" {
  group      = "identity"
  title      = "Passwords of users are not used again"
  severity   = "low"
  why        = "A password that leaked once works again when it comes back."
  impact     = "An old leak opens the console."
  fix        = "Set password_reuse_prevention = 24."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"
  frameworks = { cis = "1.9", fsbp = "IAM.16", "nist-800-53" = "IA-5(1)", soc2 = "CC6.1", "pci-dss" = "8.3.7" }

  assert {
    for_each      = every(["aws_iam_account_password_policy"])
    condition     = coalesce(each.configured.password_reuse_prevention, 0) >= 24
    expected      = "password_reuse_prevention of 24"
    error_message = "${each.address} lets a password come back after ${coalesce(each.configured.password_reuse_prevention, 0)} others."
  }
}

control "login-profiles" {
  group      = "identity"
  title      = "No password of a user lies in the state"
  severity   = "medium"
  why        = "Without a key the first password is kept in the state as it is."
  impact     = "Whoever reads the state signs in as the user."
  fix        = "Set pgp_key, or leave the password to IAM Identity Center."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  frameworks = { "nist-800-53" = "IA-5", soc2 = "CC6.1", "pci-dss" = "8.3.2" }

  assert {
    for_each      = every(["aws_iam_user_login_profile"])
    condition     = is_set(each, "pgp_key")
    expected      = "a pgp_key"
    error_message = "The password that ${each.address} makes lies in the state in clear."
  }
}

control "pass-any-role" {
  group      = "identity"
  title      = "Nobody may hand any role to a service"
  severity   = "high"
  why        = "Who may pass every role starts a machine or function with the rights of an administrator."
  impact     = "A build job becomes administrator."
  fix        = "Name the roles in Resource, or the service in a condition on iam:PassedToService."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"
  frameworks = { "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.5" }

  assert {
    for_each      = every(["aws_iam_role", "aws_iam_user", "aws_iam_group"])
    condition     = length([for s in may(each, "iam:PassRole") : s if s.conditions > 0 ? false : s.everywhere]) == 0
    expected      = "iam:PassRole on named roles"
    error_message = "${each.address} may pass any role."
  }
}

control "raise-own-rights" {
  group      = "identity"
  title      = "Nobody may give themselves more rights"
  severity   = "critical"
  why        = "Who may write a policy, attach one, or make a key for anyone is an administrator in two steps."
  impact     = "A small role that is taken over becomes the whole account."
  fix        = "Name the policies, roles and users in Resource, or bound what is made by a condition on iam:PermissionsBoundary."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"
  frameworks = { "nist-800-53" = "AC-6", soc2 = "CC6.3" }

  assert {
    for_each      = every(["aws_iam_role", "aws_iam_user", "aws_iam_group"])
    condition     = length(flatten([for action in local.raises : [for s in may(each, action) : action if s.conditions > 0 ? false : s.everywhere]])) == 0
    expected      = "named resources, or a condition"
    error_message = "${each.address} may do ${join(", ", [for action in local.raises : action if length([for s in may(each, action) : s if s.conditions > 0 ? false : s.everywhere]) > 0])} on everything."
  }
}

control "assume-any-role" {
  group      = "identity"
  title      = "Nobody may assume any role"
  severity   = "high"
  why        = "A role trusts an account, and it is the policy of the caller that says which roles are meant."
  impact     = "One taken-over function wears every role that trusts its account."
  fix        = "Name the roles in Resource."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html"
  frameworks = { "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.5" }

  assert {
    for_each      = every(["aws_iam_role", "aws_iam_user", "aws_iam_group"])
    condition     = length([for s in may(each, "sts:AssumeRole") : s if s.conditions > 0 ? false : s.everywhere]) == 0
    expected      = "sts:AssumeRole on named roles"
    error_message = "${each.address} may assume any role."
  }
}

control "read-any-secret" {
  group      = "identity"
  title      = "Nobody may read every secret"
  severity   = "high"
  why        = "Secrets are kept apart so that each is read by who needs it."
  impact     = "One taken-over function knows every password."
  fix        = "Name the secrets in Resource."
  link       = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html"
  frameworks = { "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.5" }

  assert {
    for_each      = every(["aws_iam_role", "aws_iam_user", "aws_iam_group"])
    condition     = length([for s in may(each, "secretsmanager:GetSecretValue") : s if s.conditions > 0 ? false : s.everywhere]) == 0
    expected      = "secretsmanager:GetSecretValue on named secrets"
    error_message = "${each.address} may read every secret."
  }
}

control "read-any-parameter" {
  group      = "identity"
  title      = "Nobody may read every parameter"
  severity   = "low"
  why        = "A SecureString under the account's own key for Systems Manager is read by whoever may read the parameter."
  impact     = "One taken-over machine knows every password that is kept as a parameter."
  fix        = "Name the parameters in Resource. AmazonSSMManagedInstanceCore allows it on all of them: give a policy with its other actions in its place."
  link       = "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html"
  frameworks = { "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.5" }

  assert {
    for_each      = every(["aws_iam_role", "aws_iam_user", "aws_iam_group"])
    condition     = length(flatten([for action in local.reads_parameters : [for s in may(each, action) : action if s.conditions > 0 ? false : s.everywhere]])) == 0
    expected      = "ssm:GetParameter on named parameters"
    error_message = "${each.address} may do ${join(", ", [for action in local.reads_parameters : action if length([for s in may(each, action) : s if s.conditions > 0 ? false : s.everywhere]) > 0])} on every parameter."
  }
}

control "decrypt-any-key" {
  group      = "identity"
  title      = "Nobody may decrypt with every key"
  severity   = "high"
  why        = "Who may use every key reads whatever it gets hold of."
  impact     = "Encryption protects from strangers only, not from a taken-over function."
  fix        = "Name the keys in Resource, or the service in a condition on kms:ViaService."
  link       = "https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"
  frameworks = { fsbp = "KMS.2", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.5" }

  assert {
    for_each      = every(["aws_iam_role", "aws_iam_user", "aws_iam_group"])
    condition     = length([for s in may(each, "kms:Decrypt") : s if s.conditions > 0 ? false : s.everywhere]) == 0
    expected      = "kms:Decrypt on named keys"
    error_message = "${each.address} may decrypt with every key."
  }
}

control "federated-subject" {
  group      = "identity"
  title      = "Roles for web identities say whose token is meant"
  severity   = "critical"
  why        = "A provider such as GitHub signs tokens for everyone who uses it; only the subject says for whom."
  impact     = "A stranger's pipeline assumes the role."
  fix        = "Add a condition on the subject of the token, such as token.actions.githubusercontent.com:sub."
  link       = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html"
  frameworks = { "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_iam_role"])
    when          = anytrue([for s in policy_statements(each.assume_role_policy) : s.effect == "Allow" && contains(s.actions, "sts:AssumeRoleWithWebIdentity")])
    condition     = alltrue([for s in policy_statements(each.assume_role_policy) : s.effect == "Deny" || !contains(s.actions, "sts:AssumeRoleWithWebIdentity") ? true : anytrue([for key in s.condition_keys : endswith(key, ":sub") || endswith(key, ":repository") || endswith(key, ":amr") || endswith(key, ":job_workflow_ref")])])
    expected      = "a condition on the subject of the token"
    error_message = "${each.address} may be assumed with any token of its provider."
  }
}

control "key-lockout" {
  group      = "identity"
  title      = "No key skips the check against locking its owners out"
  severity   = "medium"
  why        = "KMS checks that whoever writes the policy of a key may still change it."
  impact     = "A key nobody may manage is lost, and with it all that it encrypts."
  fix        = "Remove bypass_policy_lockout_safety_check."
  link       = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html"
  frameworks = { "nist-800-53" = "SC-12", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"])
    condition     = !coalesce(each.configured.bypass_policy_lockout_safety_check, false)
    expected      = "bypass_policy_lockout_safety_check not set"
    error_message = "${each.address} may lock its owners out."
  }
}

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

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

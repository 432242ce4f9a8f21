control "admin-ports" {
  group      = "exposure"
  title      = "No administration port is open to the internet"
  severity   = "critical"
  applies    = length(every(["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"])) > 0
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
    error_message = "${each.address} opens ${join(", ", [for port in [22, 3389, 5985, 5986] : port if covers(each, port)])} to the internet${join(" and ", each.rules) == each.address ? "" : " by ${join(" and ", each.rules)}"}."
  }
}

control "data-ports" {
  group      = "exposure"
  title      = "No port of a database or cache is open to the internet"
  severity   = "critical"
  applies    = length(every(["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"])) > 0
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
    error_message = "${each.address} opens ports of data stores to the internet${join(" and ", each.rules) == each.address ? "" : " by ${join(" and ", each.rules)}"}."
  }
}

control "all-ports" {
  group      = "exposure"
  title      = "Security groups open named ports to the internet"
  severity   = "high"
  applies    = length(every(["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"])) > 0
  why        = "A range holds services nobody thought of."
  impact     = "Whatever listens there tomorrow is public."
  fix        = "Replace the range by the ports that are needed."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
  frameworks = { fsbp = "EC2.18", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.3.1" }

  assert {
    for_each      = open_ports("ingress")
    optional      = true
    condition     = length(each.ports) == 0 || try(each.ports[1] - each.ports[0], 65536) < 1024 ? true : each.to_port - each.from_port < 1024
    expected      = "fewer than 1024 ports in a row"
    error_message = "${each.address} opens ${each.from_port} to ${each.to_port} to the internet."
  }
}

control "default-group" {
  group      = "exposure"
  title      = "The default security group lets nothing through"
  severity   = "medium"
  why        = "What names no group wears the default one."
  impact     = "A machine that was made in a hurry is open to all others."
  fix        = "Leave the aws_default_security_group without rules."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"
  frameworks = { cis = "5.4", fsbp = "EC2.2", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.2.1" }

  assert {
    for_each      = every(["aws_default_security_group"])
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
    condition     = anytrue([for options in coalesce(each.configured.metadata_options, []) : coalesce(options.http_tokens, "optional") == "required" || coalesce(options.http_endpoint, "enabled") == "disabled"]) || (alltrue([for options in coalesce(each.configured.metadata_options, []) : options.http_tokens == null]) && anytrue([for default in resources.aws_ec2_instance_metadata_defaults : default.http_tokens == "required"]))
    expected      = "http_tokens = \"required\""
    error_message = "${each.address} allows metadata requests without a token."
  }
}

control "snapshots-shared" {
  group      = "exposure"
  title      = "Snapshots and images are not public"
  severity   = "critical"
  why        = "An image holds whatever was on the disk."
  impact     = "Keys and code are copied by strangers."
  fix        = "Name the accounts."
  link       = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html"
  frameworks = { fsbp = "EC2.1", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_ami_launch_permission"])
    condition     = coalesce(each.configured.group, "-") != "all"
    expected      = "no permission for all"
    error_message = "${each.address} lets every account start the image."
  }
}

control "subnets-public-addresses" {
  group      = "exposure"
  title      = "Subnets give no public address by themselves"
  severity   = "low"
  why        = "Whatever is started there in a hurry is on the internet."
  impact     = "A test machine is found within minutes."
  fix        = "Remove map_public_ip_on_launch, and ask for an address where one is needed."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/modify-subnets.html"
  frameworks = { fsbp = "EC2.15", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_subnet"])
    condition     = !coalesce(each.configured.map_public_ip_on_launch, false)
    expected      = "map_public_ip_on_launch = false"
    error_message = "${each.address} gives a public address to whatever starts in it."
  }
}

control "machines-public" {
  group      = "exposure"
  title      = "Machines have no public address"
  severity   = "high"
  why        = "A machine with a public address is one rule away from the internet."
  impact     = "It is scanned all the time, and reached when a rule is too wide for an hour."
  fix        = "Put it into a private subnet, behind a load balancer or Session Manager."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html"
  frameworks = { fsbp = "EC2.9", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_instance"])
    condition = each.configured.associate_public_ip_address != null ? !each.configured.associate_public_ip_address : length(coalesce(each.configured.network_interface, [])) > 0 ? true : is_set(each, "subnet_id") ? alltrue(concat(
      [for subnet in named(each, "subnet_id", "aws_subnet") : !coalesce(subnet.configured.map_public_ip_on_launch, false)],
      [for subnet in named(each, "subnet_id", "aws_default_subnet") : !coalesce(subnet.configured.map_public_ip_on_launch, true)],
      )) : anytrue(flatten([for template in concat(named(each, "launch_template.0.id", "aws_launch_template"), named(each, "launch_template.0.name", "aws_launch_template")) : [
        for card in coalesce(template.configured.network_interfaces, []) : card.network_interface_id != null || !tobool(coalesce(card.associate_public_ip_address, card.subnet_id == null || anytrue([for subnet in named(template, "network_interfaces.0.subnet_id", "aws_subnet") : coalesce(subnet.configured.map_public_ip_on_launch, false)])))
    ]]))
    expected      = "no public address, given or by its subnet; a default subnet gives one"
    error_message = "${each.address} gets a public address."
  }

  assert {
    for_each      = every(["aws_eip", "aws_eip_association"])
    when          = can(local.held[each.address])
    condition     = false
    expected      = "no Elastic IP of an instance, or of an interface of one"
    error_message = "${each.address} gives a machine a public address."
  }
}

control "templates-public" {
  group      = "exposure"
  title      = "Groups of machines give no public address"
  severity   = "high"
  why        = "Every machine of a group that starts from it is on the internet."
  impact     = "The load balancer, its firewall and its log can be gone around."
  fix        = "Remove associate_public_ip_address = true, and place the group in subnets that give no address."
  link       = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-template.html"
  frameworks = { fsbp = "EC2.25", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_launch_template"])
    when          = anytrue([for card in coalesce(each.configured.network_interfaces, []) : card.associate_public_ip_address != null])
    condition     = alltrue([for card in coalesce(each.configured.network_interfaces, []) : !coalesce(tobool(card.associate_public_ip_address), false)])
    expected      = "no public address"
    error_message = "Machines of ${each.address} get a public address."
  }

  assert {
    for_each      = every(["aws_launch_configuration"])
    condition     = !coalesce(each.configured.associate_public_ip_address, false)
    expected      = "no public address"
    error_message = "Machines of ${each.address} get a public address."
  }

  assert {
    for_each = every(["aws_autoscaling_group"])
    when = !anytrue(flatten([
      [for template in flatten([for way in local.templates_of : named(each, way, "aws_launch_template")]) : [for card in coalesce(template.configured.network_interfaces, []) : !tobool(coalesce(card.associate_public_ip_address, true))]],
      [for start in named(each, "launch_configuration", "aws_launch_configuration") : !coalesce(start.configured.associate_public_ip_address, true)],
    ]))
    condition = is_set(each, "vpc_zone_identifier") && alltrue(concat(
      [for subnet in named(each, "vpc_zone_identifier", "aws_subnet") : !coalesce(subnet.configured.map_public_ip_on_launch, false)],
      [for subnet in named(each, "vpc_zone_identifier", "aws_default_subnet") : !coalesce(subnet.configured.map_public_ip_on_launch, true)],
    ))
    expected      = "subnets that give no address, or a template that says there is none"
    error_message = "Subnets of ${each.address} give its machines a public address."
  }
}

control "transit-gateway-accepts" {
  group      = "exposure"
  title      = "Transit gateways accept no attachment by themselves"
  severity   = "medium"
  why        = "Another account that the gateway is shared with joins its network to yours."
  impact     = "Traffic from a network nobody looked at."
  fix        = "Remove auto_accept_shared_attachments = \"enable\"."
  link       = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html"
  frameworks = { fsbp = "EC2.23", "nist-800-53" = "AC-4(21)", soc2 = "CC6.6" }

  assert {
    for_each      = every(["aws_ec2_transit_gateway"])
    condition     = coalesce(each.configured.auto_accept_shared_attachments, "disable") != "enable"
    expected      = "auto_accept_shared_attachments = \"disable\""
    error_message = "${each.address} accepts attachments of other accounts."
  }
}

control "client-vpn-logs" {
  group      = "logging"
  title      = "Client VPN endpoints log connections"
  severity   = "low"
  why        = "The log says who was in the network, from where and when."
  impact     = "A stolen certificate is used without a trace."
  fix        = "Add connection_log_options { enabled = true ... }."
  link       = "https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-with-connection-logs.html"
  frameworks = { fsbp = "EC2.51", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_ec2_client_vpn_endpoint"])
    condition     = anytrue([for options in each.connection_log_options : options.enabled])
    expected      = "connection_log_options enabled"
    error_message = "${each.address} logs no connection."
  }
}

control "vpn-logs" {
  group      = "logging"
  title      = "VPN connections log their tunnels"
  severity   = "low"
  why        = "The log says when a tunnel went down and what the other side offered."
  impact     = "An outage of the line cannot be explained."
  fix        = "Add cloudwatch_log_options { log_enabled = true ... } to both tunnels."
  link       = "https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html"
  frameworks = { fsbp = "EC2.171", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.4.2" }

  assert {
    for_each      = every(["aws_vpn_connection"])
    condition     = anytrue(flatten([for options in coalesce(each.configured.tunnel1_log_options, []) : [for logs in options.cloudwatch_log_options : coalesce(logs.log_enabled, false)]])) && anytrue(flatten([for options in coalesce(each.configured.tunnel2_log_options, []) : [for logs in options.cloudwatch_log_options : coalesce(logs.log_enabled, false)]]))
    expected      = "logs of both tunnels"
    error_message = "${each.address} does not log both of its tunnels."
  }
}

control "notebooks-direct" {
  group      = "exposure"
  title      = "Notebooks have no way to the internet of their own"
  severity   = "high"
  why        = "A notebook runs whatever its user pastes, and reads the data it is for."
  impact     = "Data leaves past every firewall."
  fix        = "Set direct_internet_access = \"Disabled\" and give it a subnet."
  link       = "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html"
  frameworks = { fsbp = "SageMaker.1", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_sagemaker_notebook_instance"])
    condition     = coalesce(each.configured.direct_internet_access, "Enabled") == "Disabled"
    expected      = "direct_internet_access = \"Disabled\""
    error_message = "${each.address} reaches the internet directly."
  }
}

control "notebooks-root" {
  group      = "exposure"
  title      = "Users of notebooks are not root"
  severity   = "medium"
  why        = "Root installs what it likes and reads what others left."
  impact     = "One careless package has the role of the notebook."
  fix        = "Set root_access = \"Disabled\"."
  link       = "https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html"
  frameworks = { fsbp = "SageMaker.3", "nist-800-53" = "AC-6", soc2 = "CC6.3" }

  assert {
    for_each      = every(["aws_sagemaker_notebook_instance"])
    condition     = coalesce(each.configured.root_access, "Enabled") == "Disabled"
    expected      = "root_access = \"Disabled\""
    error_message = "${each.address} makes its users root."
  }
}

control "acl-admin-ports" {
  group      = "exposure"
  title      = "Network ACLs let no administration port in from everywhere"
  severity   = "medium"
  why        = "The ACL is what is left when a security group is opened by mistake."
  impact     = "SSH and RDP are tried from everywhere as soon as a group allows it."
  fix        = "Deny ports 22 and 3389 below the rule that allows the rest, or name the ports that are needed."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"
  frameworks = { cis = "5.1", fsbp = "EC2.21", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.3.1" }

  assert {
    for_each      = every(["aws_network_acl", "aws_default_network_acl"])
    condition     = !acl_admits(each, 22) && !acl_admits(each, 3389)
    expected      = "22 and 3389 closed to the internet"
    error_message = "${each.address} lets the internet in on ${join(" and ", [for port in [22, 3389] : port if acl_admits(each, port)])}."
  }
}

control "flow-logs" {
  group      = "logging"
  title      = "Every VPC logs its traffic"
  severity   = "medium"
  why        = "Flow logs say who spoke with whom."
  impact     = "After a break-in nobody can tell what left."
  fix        = "Add an aws_flow_log for the VPC."
  link       = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"
  frameworks = { cis = "3.7", fsbp = "EC2.6", "nist-800-53" = "AU-12", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_vpc", "aws_default_vpc"])
    condition     = length(attached(each, "aws_flow_log", "vpc_id")) > 0
    expected      = "a flow log"
    error_message = "${each.address} has no flow log."
  }
}

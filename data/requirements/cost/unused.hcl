control "COST04-addresses" {
  group  = "COST04"
  title  = "Addresses are in use"
  why    = "A public address costs the same by the hour whether it is used or not."
  impact = "A few dollars a month each, for nothing."
  fix    = "Remove the address, or associate it."
  link   = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html"

  assert {
    for_each      = every(["aws_eip"])
    condition     = anytrue([is_set(each, "instance"), is_set(each, "network_interface"), length(attached(each, "aws_eip_association", "allocation_id")) > 0, length(attached(each, "aws_eip_association", "public_ip")) > 0, length(attached(each, "aws_nat_gateway", "allocation_id")) > 0, length(attached(each, "aws_nat_gateway", "secondary_allocation_ids")) > 0, length(attached(each, "aws_lb", "subnet_mapping.allocation_id")) > 0, length(attached(each, "aws_transfer_server", "endpoint_details.address_allocation_ids")) > 0])
    expected      = "an instance, interface, NAT gateway or load balancer that uses it"
    error_message = "Nothing uses ${each.address}."
  }
}

control "COST04-volumes" {
  group  = "COST04"
  title  = "Volumes are attached"
  why    = "A volume costs the same whether a machine uses it or not."
  impact = "Storage is paid for that nobody reads."
  fix    = "Remove the volume, after a snapshot where its data may be needed, or attach it."
  link   = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html"

  assert {
    for_each      = every(["aws_ebs_volume"])
    condition     = length(attached(each, "aws_volume_attachment", "volume_id")) > 0
    expected      = "an aws_volume_attachment"
    error_message = "Nothing here attaches ${each.address}."
  }
}

control "COST04-balancers" {
  group  = "COST04"
  title  = "Load balancers have a listener"
  why    = "A load balancer costs by the hour, and one without a listener takes no request."
  impact = "Some twenty dollars a month, for nothing."
  fix    = "Remove the load balancer, or add a listener."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html"

  assert {
    for_each      = every(["aws_lb", "aws_alb"])
    when          = coalesce(each.configured.load_balancer_type, "application") != "gateway"
    condition     = anytrue([length(attached(each, "aws_lb_listener", "load_balancer_arn")) > 0, length(attached(each, "aws_alb_listener", "load_balancer_arn")) > 0])
    expected      = "a listener"
    error_message = "${each.address} has no listener."
  }
}

control "COST04-target-groups" {
  group    = "COST04"
  title    = "Target groups are behind a load balancer"
  severity = "low"
  why      = "A group that no listener leads to is health checked by nobody and serves nobody."
  impact   = "What is registered there is paid for and gets no request."
  fix      = "Remove the group, or lead a listener or rule to it."
  link     = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"

  assert {
    for_each      = every(["aws_lb_target_group"])
    condition     = anytrue([length(attached(each, "aws_lb_listener", "default_action.target_group_arn")) > 0, length(attached(each, "aws_lb_listener", "default_action.forward.target_group.arn")) > 0, length(attached(each, "aws_lb_listener_rule", "action.target_group_arn")) > 0, length(attached(each, "aws_lb_listener_rule", "action.forward.target_group.arn")) > 0, length(attached(each, "aws_codedeploy_deployment_group", "load_balancer_info.target_group_pair_info.target_group.name")) > 0, length(attached(each, "aws_codedeploy_deployment_group", "load_balancer_info.target_group_info.name")) > 0, length(attached(each, "aws_ecs_service", "load_balancer.advanced_configuration.alternate_target_group_arn")) > 0])
    expected      = "a listener, rule or service that leads to it"
    error_message = "Nothing leads to ${each.address}."
  }
}

control "COST04-nat-gateways" {
  group  = "COST04"
  title  = "NAT gateways are in use"
  why    = "A NAT gateway costs by the hour, and one that no route leads to carries nothing."
  impact = "Some thirty dollars a month and more, for nothing."
  fix    = "Remove the gateway, or route a private subnet to it."
  link   = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"

  assert {
    for_each      = every(["aws_nat_gateway"])
    condition     = anytrue([for way in ["nat_gateway_id", "gateway_id"] : anytrue([length(attached(each, "aws_route", way)) > 0, length(attached(each, "aws_route_table", "route.${way}")) > 0, length(attached(each, "aws_default_route_table", "route.${way}")) > 0])])
    expected      = "a route"
    error_message = "No route leads to ${each.address}."
  }
}

control "COST04-files" {
  group    = "COST04"
  title    = "File systems can be mounted"
  severity = "low"
  why      = "A file system without a mount target is reached by nobody."
  impact   = "Storage is paid for that nobody reads."
  fix      = "Remove the file system, or add an aws_efs_mount_target."
  link     = "https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html"

  assert {
    for_each      = every(["aws_efs_file_system"])
    condition     = length(attached(each, "aws_efs_mount_target", "file_system_id")) > 0
    expected      = "a mount target"
    error_message = "${each.address} has no mount target."
  }
}

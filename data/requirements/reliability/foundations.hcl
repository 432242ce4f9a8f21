control "REL01-quotas" {
  group  = "REL01"
  title  = "Service quotas leave room for failover and growth (REL01-BP01 to BP06)"
  why    = "A quota reached during a failover stops the recovery it was meant to allow."
  impact = "AWS refuses the launch; capacity stays short until a quota increase is granted, hours or days later."
  review = "Compare the account's quotas in each region with what this configuration may grow to: vCPUs of the scaling groups at their maximum, elastic IPs, NAT gateways, database instances. Quotas belong to the account, no configuration tells them."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel-01.html"
}

control "REL02-BP01-public-endpoints" {
  group   = "REL02"
  title   = "Internet-facing load balancers stand in two zones or more"
  applies = length([for b in architecture.load_balancers : b if b.internal == false]) > 0
  why     = "An endpoint in one zone is gone with that zone, whatever stands behind it."
  impact  = "No request is answered while the zone is out: every public user is affected at once."
  fix     = "Give the load balancer subnets in at least two Availability Zones."
  link    = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

  assert {
    for_each      = [for b in architecture.load_balancers : b if b.internal == false]
    condition     = length(each.zones) >= 2
    expected      = "at least 2 zones"
    error_message = "${each.address} stands in ${length(each.zones)} ${length(each.zones) == 1 ? "zone" : "zones"}: ${join(", ", each.zones)}."
  }
}

control "REL02-BP02-private-connections" {
  group   = "REL02"
  title   = "Private connections to other networks are redundant"
  applies = length(resources.aws_dx_connection) + length(resources.aws_vpn_connection) > 0
  why     = "One line or one customer device between AWS and another network is a single point of failure."
  impact  = "Its maintenance or failure cuts off every system that talks over it."
  fix     = "Add a second Direct Connect connection at another location, or a VPN connection to a second customer gateway."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_ha_conn_private_networks.html"

  assert {
    condition     = length(distinct(resources.aws_dx_connection[*].location)) + length(distinct(resources.aws_vpn_connection[*].customer_gateway_id)) >= 2
    expected      = "two locations or customer gateways"
    error_message = "The only private connection ends at one location and one customer gateway."
  }
}

control "REL02-BP03-room-to-grow" {
  group   = "REL02"
  title   = "Subnets have addresses for every instance a scaling group may start"
  applies = length(local.working_groups) > 0
  why     = "A launch fails when its subnet has no free address; AWS keeps five addresses of each subnet."
  impact  = "The group cannot reach its maximum when load or the loss of a zone demands it."
  fix     = "Give the group larger subnets, or more of them; a subnet's range cannot be changed later."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_ip_subnet_allocation.html"

  assert {
    for_each = [for g in architecture.scaling_groups : g if g.maximum > 0]
    condition = length(each.subnets) == 0 ? false : sum(concat([0], [
      for address in each.subnets : pow(2, 32 - tonumber(split("/", local.subnet_at[address].cidr)[1])) - 5
      if contains(local.known_subnets, address)
    ])) >= each.maximum
    expected      = "at least as many free addresses as the group's maximum"
    error_message = "The subnets of ${each.address} cannot hold its maximum of ${each.maximum} instances."
  }
}

control "REL02-BP05-ranges-apart" {
  group   = "REL02"
  title   = "The address ranges of VPCs do not overlap"
  applies = length(resources.aws_vpc) > 1
  why     = "Networks whose ranges overlap cannot be peered or joined by a transit gateway."
  impact  = "Joining them later means renumbering one of them: new subnets, new instances, downtime."
  fix     = "Give each VPC a range of its own, best from one plan such as Amazon VPC IPAM."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html"

  assert {
    # What one pool gives to two, it gives apart.
    condition     = length(distinct([for vpc in resources.aws_vpc : coalesce(vpc.configured.ipv4_ipam_pool_id, vpc.address)])) == 1 || disjoint(resources.aws_vpc[*].cidr_block)
    expected      = "no two ranges overlap, by what they are or by the one IPAM pool that gives them"
    error_message = "Ranges of VPCs overlap: ${join(", ", resources.aws_vpc[*].cidr_block)}."
  }
}

control "REL03-service-architecture" {
  group  = "REL03"
  title  = "The workload is cut into services by business domain, with contracts (REL03-BP01 to BP03)"
  why    = "How code is cut into services decides how far a fault spreads and how fast a part can change."
  impact = "A fault in one function takes unrelated functions down with it."
  review = "Look at the services behind the endpoints of this configuration: what each is for, what it promises, how its API is versioned."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel-03.html"
}

control "REL02-BP01-endpoints" {
  group  = "REL02"
  title  = "Interface endpoints stand in two zones or more"
  why    = "An endpoint in one zone is gone with it, for the callers in all others."
  impact = "Healthy machines lose the AWS API behind it."
  fix    = "Give the endpoint a subnet in each zone that uses it."
  link   = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"

  assert {
    for_each      = every(["aws_vpc_endpoint"])
    when          = coalesce(each.configured.vpc_endpoint_type, "Gateway") == "Interface"
    condition     = zones(concat([each], attached(each, "aws_vpc_endpoint_subnet_association", "vpc_endpoint_id")), ["subnet_ids", "subnet_id"]) > 1
    expected      = "subnets in two zones"
    error_message = "${each.address} stands in fewer than two zones."
  }
}

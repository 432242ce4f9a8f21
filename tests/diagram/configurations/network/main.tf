provider "aws" { region = "eu-north-1" }
provider "aws" {
  alias  = "far"
  region = "eu-south-1"
}

locals {
  zones = ["eu-north-1a", "eu-north-1b", "eu-north-1c"]
  nets = {
    screen = { number = 0, zones = 3 }
    lab    = { number = 1, zones = 2 }
    names  = { number = 2, zones = 2 }
    live   = { number = 3, zones = 3 }
  }
  subnets = merge([for net, it in local.nets : { for n in range(it.zones) : "${net}-${n}" => { net = net, n = n, number = it.number } }]...)
  spokes  = ["lab", "names", "live"]
}

resource "aws_vpc" "net" {
  for_each   = local.nets
  cidr_block = "10.${each.value.number}.0.0/16"
  tags       = { Name = each.key }
}

resource "aws_subnet" "net" {
  for_each          = local.subnets
  vpc_id            = aws_vpc.net[each.value.net].id
  cidr_block        = "10.${each.value.number}.${each.value.n}.0/24"
  availability_zone = local.zones[each.value.n]
}

resource "aws_ec2_transit_gateway" "core" { tags = { Name = "core" } }

resource "aws_ec2_transit_gateway_vpc_attachment" "net" {
  for_each           = local.nets
  vpc_id             = aws_vpc.net[each.key].id
  subnet_ids         = [for key, it in local.subnets : aws_subnet.net[key].id if it.net == each.key]
  transit_gateway_id = aws_ec2_transit_gateway.core.id
}

resource "aws_ec2_transit_gateway_route_table" "spokes" {
  transit_gateway_id = aws_ec2_transit_gateway.core.id
  tags               = { Name = "spokes" }
}

resource "aws_ec2_transit_gateway_route_table" "screened" {
  transit_gateway_id = aws_ec2_transit_gateway.core.id
  tags               = { Name = "screened" }
}

resource "aws_ec2_transit_gateway_route_table_association" "spokes" {
  for_each                       = toset(local.spokes)
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.net[each.key].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route_table_association" "office" {
  transit_gateway_attachment_id  = aws_vpn_connection.office.transit_gateway_attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route_table_association" "screened" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.net["screen"].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.screened.id
}

resource "aws_ec2_transit_gateway_route" "screened" {
  destination_cidr_block         = "0.0.0.0/0"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.net["screen"].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route" "test_nets" {
  destination_cidr_block         = "10.99.0.0/16"
  blackhole                      = true
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "back" {
  for_each                       = toset(local.spokes)
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.net[each.key].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.screened.id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "office" {
  transit_gateway_attachment_id  = aws_vpn_connection.office.transit_gateway_attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.screened.id
}

resource "aws_customer_gateway" "office" {
  bgp_asn    = 65020
  ip_address = "198.51.100.9"
  type       = "ipsec.1"
}

resource "aws_vpn_connection" "office" {
  customer_gateway_id = aws_customer_gateway.office.id
  transit_gateway_id  = aws_ec2_transit_gateway.core.id
  type                = "ipsec.1"
}

resource "aws_dx_gateway" "line" {
  name            = "line"
  amazon_side_asn = "64551"
}

resource "aws_dx_gateway_association" "line" {
  dx_gateway_id         = aws_dx_gateway.line.id
  associated_gateway_id = aws_ec2_transit_gateway.core.id
  allowed_prefixes      = ["10.0.0.0/8"]
}

resource "aws_dx_connection" "line" {
  name      = "line-1"
  bandwidth = "1Gbps"
  location  = "EqDC2"
}

resource "aws_dx_transit_virtual_interface" "line" {
  connection_id  = aws_dx_connection.line.id
  dx_gateway_id  = aws_dx_gateway.line.id
  name           = "line-1"
  vlan           = 42
  address_family = "ipv4"
  bgp_asn        = 65020
}

resource "aws_networkfirewall_firewall" "screen" {
  name                = "screen"
  firewall_policy_arn = aws_networkfirewall_firewall_policy.screen.arn
  vpc_id              = aws_vpc.net["screen"].id
  dynamic "subnet_mapping" {
    for_each = range(3)
    content { subnet_id = aws_subnet.net["screen-${subnet_mapping.value}"].id }
  }
}

resource "aws_networkfirewall_firewall_policy" "screen" {
  name = "screen"
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
  }
}

resource "aws_launch_template" "lab" {
  image_id      = "ami-12345678"
  instance_type = "t3.small"
}

resource "aws_autoscaling_group" "lab" {
  name                = "lab"
  min_size            = 1
  max_size            = 3
  desired_capacity    = 2
  vpc_zone_identifier = [aws_subnet.net["lab-0"].id, aws_subnet.net["lab-1"].id]
  launch_template { id = aws_launch_template.lab.id }
}

resource "aws_security_group" "names" { vpc_id = aws_vpc.net["names"].id }

resource "aws_route53_resolver_endpoint" "in" {
  name               = "in"
  direction          = "INBOUND"
  security_group_ids = [aws_security_group.names.id]
  ip_address { subnet_id = aws_subnet.net["names-0"].id }
  ip_address { subnet_id = aws_subnet.net["names-1"].id }
}

resource "aws_iam_role" "live" {
  name               = "live"
  assume_role_policy = "{}"
}

resource "aws_eks_cluster" "live" {
  name     = "live"
  role_arn = aws_iam_role.live.arn
  vpc_config {
    subnet_ids = [for n in range(3) : aws_subnet.net["live-${n}"].id]
  }
}

resource "aws_eks_node_group" "live" {
  cluster_name    = aws_eks_cluster.live.name
  node_group_name = "live"
  node_role_arn   = aws_iam_role.live.arn
  subnet_ids      = [for n in range(3) : aws_subnet.net["live-${n}"].id]
  instance_types  = ["m6i.large"]
  scaling_config {
    desired_size = 6
    min_size     = 3
    max_size     = 12
  }
}

resource "aws_security_group" "stream" {
  vpc_id = aws_vpc.net["live"].id
  ingress {
    from_port       = 9098
    to_port         = 9098
    protocol        = "tcp"
    security_groups = [aws_eks_cluster.live.vpc_config[0].cluster_security_group_id]
  }
}

resource "aws_msk_cluster" "stream" {
  cluster_name           = "stream"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3
  broker_node_group_info {
    client_subnets  = [for n in range(3) : aws_subnet.net["live-${n}"].id]
    instance_type   = "kafka.m5.large"
    security_groups = [aws_security_group.stream.id]
  }
}

resource "aws_vpc" "far" {
  provider   = aws.far
  cidr_block = "10.9.0.0/16"
  tags       = { Name = "far" }
}

resource "aws_vpc_peering_connection" "far" {
  vpc_id      = aws_vpc.net["live"].id
  peer_vpc_id = aws_vpc.far.id
  peer_region = "eu-south-1"
}

resource "aws_ram_resource_share" "core" { name = "core" }

resource "aws_kms_key" "logs" {}

# ruff: noqa: E501 text as it stands in a configuration
"""What the internet reaches: data/requirements/security/network.hcl."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "security"

STACK = (
    HEAD
    + """
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_flow_log" "main" {
  vpc_id          = aws_vpc.main.id
  traffic_type    = "ALL"
  log_destination = "arn:aws:logs:eu-west-1:111122223333:log-group:flows"
}
resource "aws_default_security_group" "none" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_network_acl" "a" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id]
  ingress {
    rule_no    = 90
    action     = "deny"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"
  }
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 0
    to_port    = 1024
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_instance" "worker" {
  ami           = "ami-0abc"
  instance_type = "t4g.small"
  subnet_id     = aws_subnet.a.id
  metadata_options { http_tokens = "required" }
}
resource "aws_launch_template" "web" {
  metadata_options { http_tokens = "required" }
  network_interfaces { security_groups = [aws_security_group.web.id] }
}
resource "aws_launch_configuration" "old" {
  image_id      = "ami-0abc"
  instance_type = "t3.small"
  metadata_options { http_tokens = "required" }
}
resource "aws_ami_launch_permission" "partner" {
  image_id   = "ami-0abc"
  account_id = "444455556666"
}
resource "aws_ec2_transit_gateway" "hub" { description = "hub" }
resource "aws_ec2_client_vpn_endpoint" "staff" {
  server_certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1"
  client_cidr_block      = "10.9.0.0/22"
  authentication_options {
    type                       = "certificate-authentication"
    root_certificate_chain_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/2"
  }
  connection_log_options {
    enabled              = true
    cloudwatch_log_group = "staff"
  }
}
resource "aws_vpn_connection" "office" {
  customer_gateway_id = "cgw-1"
  type                = "ipsec.1"
  tunnel1_log_options {
    cloudwatch_log_options { log_enabled = true }
  }
  tunnel2_log_options {
    cloudwatch_log_options { log_enabled = true }
  }
}
resource "aws_sagemaker_notebook_instance" "lab" {
  name                   = "lab"
  role_arn               = "arn:aws:iam::111122223333:role/lab"
  instance_type          = "ml.t3.medium"
  subnet_id              = aws_subnet.a.id
  direct_internet_access = "Disabled"
  root_access            = "Disabled"
}
"""
)

_RULE = """
resource "aws_vpc_security_group_ingress_rule" "more" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "PROTOCOL"
  from_port         = FROM
  to_port           = TO
  CIDR
}
"""
_HALVES = """
resource "aws_vpc_security_group_ingress_rule" "halves" {
  for_each          = toset(["0.0.0.0/1", "128.0.0.0/1"])
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = PORT
  to_port           = PORT
  cidr_ipv4         = each.key
}
"""


def _rule(low: int, high: int, cidr: str = 'cidr_ipv4 = "0.0.0.0/0"') -> tuple[str, str]:
    text = _RULE.replace("PROTOCOL", "tcp").replace("FROM", str(low)).replace("TO", str(high))
    return ("", text.replace("CIDR", cidr))


_CARD = """  network_interface {
    network_interface_id = aws_network_interface.worker.id
    device_index         = 0
  }
"""
_BY_CARD = """
resource "aws_network_interface" "worker" { subnet_id = aws_subnet.a.id }
resource "aws_eip" "worker" { domain = "vpc" }
resource "aws_eip_association" "worker" {
  allocation_id        = aws_eip.worker.id
  network_interface_id = aws_network_interface.worker.id
}
"""

_DEFAULT_SUBNET = 'resource "aws_default_subnet" "a" {\n  availability_zone = "eu-west-1a"\n}\n'
_GROUP = """
resource "aws_autoscaling_group" "web" {
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.a.id]
  launch_template { id = aws_launch_template.web.id }
}
"""

CHANGES: Mapping[str, Changes] = {
    "admin-ports": changes(
        _rule(20, 30),
        _rule(22, 22, 'cidr_ipv4 = "203.0.113.0/24"'),
        ("", _HALVES.replace("PORT", "3389")),
    ),
    "data-ports": changes(
        _rule(5432, 5432, 'cidr_ipv6 = "::/0"'),
        _rule(5432, 5432, "referenced_security_group_id = aws_security_group.web.id"),
        ("", _HALVES.replace("PORT", "6379")),
    ),
    "all-ports": changes(_rule(8000, 9999), _rule(8080, 8081)),
    "default-group": changes(
        (
            '{ vpc_id = aws_vpc.main.id }\nresource "aws_subnet',
            '{\n  vpc_id = aws_vpc.main.id\n  egress {\n    from_port   = 0\n    to_port     = 0\n    protocol    = "-1"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\nresource "aws_subnet',
        ),
        (
            '{ vpc_id = aws_vpc.main.id }\nresource "aws_subnet',
            '{\n  vpc_id  = aws_vpc.main.id\n  ingress = []\n  egress  = []\n}\nresource "aws_subnet',
        ),
    ),
    "metadata-tokens": changes(
        ('  metadata_options { http_tokens = "required" }\n  network', "  network"),
        ('http_tokens = "required" }\n  network', 'http_endpoint = "disabled" }\n  network'),
        (
            'subnet_id     = aws_subnet.a.id\n  metadata_options { http_tokens = "required" }',
            'subnet_id = aws_subnet.a.id\n  metadata_options { http_tokens = "optional" }',
        ),
    ),
    "snapshots-shared": changes(
        ('account_id = "444455556666"', 'group = "all"'),
        (
            'account_id = "444455556666"',
            'organization_arn = "arn:aws:organizations::111122223333:organization/o-1"',
        ),
    ),
    "flow-logs": changes(
        ("vpc_id          = aws_vpc.main.id", 'vpc_id = "vpc-0123"'),
        (
            'resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }',
            'locals {\n  range = "10.0.0.0/16"\n}\nresource "aws_vpc" "main" { cidr_block = local.range }',
        ),
        ("", 'resource "aws_default_vpc" "main" {}\n'),
        also=[
            (
                "",
                'resource "aws_default_vpc" "main" {}\nresource "aws_flow_log" "default" {\n  vpc_id          = aws_default_vpc.main.id\n  traffic_type    = "ALL"\n  log_destination = "arn:aws:s3:::flows"\n}\n',
            ),
        ],
    ),
    "subnets-public-addresses": changes(
        (
            '  cidr_block = "10.0.1.0/24"\n',
            '  cidr_block              = "10.0.1.0/24"\n  map_public_ip_on_launch = true\n',
        ),
        (
            '  cidr_block = "10.0.1.0/24"\n',
            '  cidr_block              = "10.0.1.0/24"\n  map_public_ip_on_launch = 1 > 2\n',
        ),
    ),
    "machines-public": changes(
        (
            "  subnet_id     = aws_subnet.a.id\n",
            "  subnet_id                   = aws_subnet.a.id\n  associate_public_ip_address = true\n",
        ),
        [
            (
                '  cidr_block = "10.0.1.0/24"\n',
                '  cidr_block              = "10.0.1.0/24"\n  map_public_ip_on_launch = true\n',
            ),
            (
                "  subnet_id     = aws_subnet.a.id\n",
                "  subnet_id                   = aws_subnet.a.id\n  associate_public_ip_address = false\n",
            ),
        ],
        (
            '  cidr_block = "10.0.1.0/24"\n',
            '  cidr_block              = "10.0.1.0/24"\n  map_public_ip_on_launch = true\n',
        ),
        ("  subnet_id     = aws_subnet.a.id\n", ""),
        (
            "  subnet_id     = aws_subnet.a.id\n",
            "  launch_template { id = aws_launch_template.web.id }\n",
        ),
        [
            ("  subnet_id     = aws_subnet.a.id\n", "  subnet_id = aws_default_subnet.a.id\n"),
            ("", _DEFAULT_SUBNET),
        ],
        ("", 'resource "aws_eip" "worker" { instance = aws_instance.worker.id }\n'),
        [("  subnet_id     = aws_subnet.a.id\n", _CARD), ("", _BY_CARD)],
        also=[
            [
                ("  subnet_id     = aws_subnet.a.id\n", "  subnet_id = aws_default_subnet.a.id\n"),
                ("", _DEFAULT_SUBNET.replace("}", "  map_public_ip_on_launch = false\n}")),
            ],
            [
                (
                    "  subnet_id     = aws_subnet.a.id\n",
                    "  launch_template { id = aws_launch_template.web.id }\n",
                ),
                (
                    "network_interfaces { security",
                    "network_interfaces {\n    subnet_id = aws_subnet.a.id\n    security",
                ),
                ("[aws_security_group.web.id] }", "[aws_security_group.web.id]\n  }"),
            ],
            ("", 'resource "aws_eip" "spare" { domain = "vpc" }\n'),
            [
                ("  subnet_id     = aws_subnet.a.id\n", _CARD),
                ("", _BY_CARD.partition('resource "aws_eip" ')[0]),
            ],
        ],
    ),
    "templates-public": changes(
        (
            "network_interfaces { security_groups",
            "network_interfaces {\n    associate_public_ip_address = true\n    security_groups"[
                :-15
            ]
            + "}\n  network_interfaces { security_groups",
        ),
        (
            "network_interfaces { security_groups = [aws_security_group.web.id] }",
            "network_interfaces {\n    associate_public_ip_address = false\n    security_groups             = aws_security_group.web[*].id\n  }",
        ),
        (
            '  instance_type = "t3.small"\n',
            '  instance_type               = "t3.small"\n  associate_public_ip_address = true\n',
        ),
        [
            ("", _GROUP),
            (
                '  cidr_block = "10.0.1.0/24"\n',
                '  cidr_block              = "10.0.1.0/24"\n  map_public_ip_on_launch = true\n',
            ),
        ],
        (
            "",
            _GROUP.replace(
                "vpc_zone_identifier = [aws_subnet.a.id]", 'availability_zones = ["eu-west-1a"]'
            ),
        ),
        also=[
            ("", _GROUP),
            [
                ("", _GROUP),
                (
                    '  cidr_block = "10.0.1.0/24"\n',
                    '  cidr_block              = "10.0.1.0/24"\n  map_public_ip_on_launch = true\n',
                ),
                (
                    "network_interfaces { security_groups = [aws_security_group.web.id] }",
                    "network_interfaces {\n    associate_public_ip_address = false\n  }",
                ),
            ],
        ],
    ),
    "transit-gateway-accepts": changes(
        ('{ description = "hub" }', '{ auto_accept_shared_attachments = "enable" }'),
        ('{ description = "hub" }', '{ auto_accept_shared_attachments = "disable" }'),
    ),
    "client-vpn-logs": changes(
        ("    enabled              = true\n", "    enabled = false\n"),
        ("    enabled              = true\n", '    enabled = "true"\n'),
    ),
    "vpn-logs": changes(
        ("  tunnel2_log_options {\n    cloudwatch_log_options { log_enabled = true }\n  }\n", ""),
        (
            "  tunnel2_log_options {\n    cloudwatch_log_options { log_enabled = true }\n  }\n",
            '  dynamic "tunnel2_log_options" {\n    for_each = ["on"]\n    content {\n      cloudwatch_log_options { log_enabled = true }\n    }\n  }\n',
        ),
    ),
    "notebooks-direct": changes(
        ('  direct_internet_access = "Disabled"\n', ""),
        ('direct_internet_access = "Disabled"', 'direct_internet_access = title("disabled")'),
    ),
    "notebooks-root": changes(
        ('root_access            = "Disabled"', 'root_access = "Enabled"'),
        ('root_access            = "Disabled"', 'root_access = title("disabled")'),
    ),
    "acl-admin-ports": changes(
        ('action     = "deny"', 'action     = "allow"'),
        (
            '    action     = "deny"\n    protocol   = "tcp"\n    from_port  = 22\n    to_port    = 22\n',
            '    action     = "deny"\n    protocol   = "-1"\n    from_port  = 0\n    to_port    = 0\n',
        ),
        ("rule_no    = 90", "rule_no    = 110"),
        (
            "",
            'resource "aws_network_acl_rule" "rdp" {\n  network_acl_id = aws_network_acl.a.id\n  rule_number    = 50\n  rule_action    = "allow"\n  protocol       = "6"\n  from_port      = 3389\n  to_port        = 3389\n  cidr_block     = "0.0.0.0/0"\n}\n',
        ),
    ),
}

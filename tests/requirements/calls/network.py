# ruff: noqa: E501 text as it stands in a configuration
"""What is open, to whom, and what gets requests."""

from tests.requirements.calls import UNTOLD, Stack

_SUBNETS = """
resource "aws_subnet" "each" {
  for_each          = { a = "eu-west-1a", b = "eu-west-1b", c = var.name, d = null }
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.0.0/24"
  availability_zone = each.value
}
locals { by = { for key, subnet in aws_subnet.each : key => subnet.id } }
resource "aws_lb" "abc" { subnets = [local.by.a, local.by.b, local.by.c] }
resource "aws_lb" "abd" { subnets = [local.by.a, local.by.b, local.by.d] }
resource "aws_lb" "ac" { subnets = [local.by.a, local.by.c] }
resource "aws_lb" "abo" { subnets = [local.by.a, local.by.b, var.name] }
resource "aws_lb" "list" { subnets = var.list }
resource "aws_autoscaling_group" "abo" {
  min_size            = 2
  max_size            = 3
  vpc_zone_identifier = [local.by.a, local.by.b, var.name]
}
"""

STACKS: dict[str, Stack] = {
    "zones of the architecture": (
        _SUBNETS,
        {
            "{ for b in architecture.load_balancers : b.name => [for n in [1, 2, 3] : length(b.zones) >= n] }": {
                "abc": [True, True, UNTOLD],
                "abd": [True, True, UNTOLD],
                "abo": [True, True, UNTOLD],
                "ac": [True, UNTOLD, UNTOLD],
                "list": [UNTOLD, UNTOLD, UNTOLD],
            },
            "[for g in architecture.scaling_groups : [length(g.zones) >= 2, length(g.zones) == 1, length(g.zones) == 2]]": [
                [True, False, UNTOLD]
            ],
            "{ for b in architecture.load_balancers : b.name => b.zones }": dict.fromkeys(
                ("abc", "abd", "abo", "ac", "list"), UNTOLD
            ),
        },
    ),
    "what is there more than once": (
        _SUBNETS,
        {
            "length(distinct(values(aws_subnet.each)[*].availability_zone)) >= 2": True,
            "length(distinct(values(aws_subnet.each)[*].availability_zone)) >= 3": UNTOLD,
            "length(distinct(values(aws_subnet.each)[*].availability_zone)) <= 4": True,
            "length(distinct(values(aws_subnet.each)[*].availability_zone)) < 4": UNTOLD,
            'length(distinct([var.name, "x", "x"])) == 3': False,
            "length(distinct([var.name, var.name])) >= 1": True,
            "length(distinct(var.list)) >= 1": UNTOLD,
            'length(toset([var.name, "x", "y"])) >= 2': True,
            'length(toset([var.name, "x", "y"])) >= 3': UNTOLD,
            'length(toset([var.name, "x", "x"])) > 2': False,
            'length(toset(["x", "y"])) == 2': True,
            "length(distinct([aws_lb.ac.id, aws_lb.abc.id, var.name])) >= 2": True,
        },
    ),
    "zones": (
        """
resource "aws_subnet" "a" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1b"
}
resource "aws_subnet" "also_a" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "any" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.3.0/24"
}
resource "aws_lb" "two" { subnets = [aws_subnet.a.id, aws_subnet.b.id, aws_subnet.also_a.id] }
resource "aws_lb" "one" { subnets = [aws_subnet.a.id, aws_subnet.also_a.id] }
resource "aws_lb" "mapped" {
  subnet_mapping { subnet_id = aws_subnet.a.id }
  subnet_mapping { subnet_id = aws_subnet.b.id }
}
resource "aws_lb" "may" { subnets = [aws_subnet.a.id, aws_subnet.any.id] }
resource "aws_lb" "far" { subnets = [aws_subnet.a.id, "subnet-1"] }
resource "aws_lb" "list" { subnets = var.list }
resource "aws_lb" "none" { name = "none" }
""",
        {
            'zones([aws_lb.two], ["subnets"])': 2,
            'zones([aws_lb.one], ["subnets"])': 1,
            'zones([aws_lb.one, aws_lb.two], ["subnets"])': 2,
            'zones([aws_lb.mapped], ["subnet_mapping.0.subnet_id", "subnets"])': 1,
            'zones([aws_lb.none], ["subnets"])': 0,
            'zones([], ["subnets"])': 0,
            'zones([aws_lb.may], ["subnets"])': UNTOLD,
            'zones([aws_lb.may], ["subnets"]) > 0': True,
            'zones([aws_lb.may], ["subnets"]) > 1': UNTOLD,
            'zones([aws_lb.may], ["subnets"]) < 3': True,
            'zones([aws_lb.far], ["subnets"]) > 0': True,
            'zones([aws_lb.far], ["subnets"]) > 1': UNTOLD,
            'zones([aws_lb.far], ["subnets"]) < 3': True,
            'zones([aws_lb.list], ["subnets"]) > 0': UNTOLD,
            'zones([aws_lb.list], ["subnets"]) < 9': UNTOLD,
            'zones([aws_lb.list], ["subnets"]) >= 1': UNTOLD,
            'zones([aws_lb.may], ["subnets"]) >= 1': True,
            'zones([aws_lb.may], ["subnets"]) <= 2': True,
            'zones([aws_lb.may], ["subnets"]) >= 2': UNTOLD,
            '2 >= zones([aws_lb.may], ["subnets"])': True,
            'zones([aws_lb.may], ["subnets"]) > 2': False,
            'zones([aws_lb.may], ["subnets"]) < 1': False,
            '1 > zones([aws_lb.may], ["subnets"])': False,
            'zones([aws_lb.two, "elsewhere"], ["subnets"]) >= 2': True,
            'zones([aws_lb.two, "elsewhere"], ["subnets"]) < 2': False,
            'zones([aws_lb.two, "elsewhere"], ["subnets"]) >= 3': UNTOLD,
            'zones([aws_lb.two, "elsewhere"], ["subnets"]) == 1': False,
            'zones([aws_lb.two, "elsewhere"], ["subnets"]) != 1': True,
            'zones([aws_lb.two, "elsewhere"], ["subnets"]) > 1': True,
            'zones([aws_lb.two, "elsewhere"], ["subnets"]) > 2': UNTOLD,
            'zones([aws_lb.two, "elsewhere"], ["subnets"]) < 9': UNTOLD,
            'zones([aws_lb.one], ["subnets", 3])': 1,
            'zones(aws_lb.one, ["subnets"])': UNTOLD,
            'zones([aws_lb.one], "subnets")': UNTOLD,
        },
    ),
    "filters": (
        """
resource "aws_wafv2_web_acl" "blocks" {
  scope = "REGIONAL"
  default_action {
    block {}
  }
}
resource "aws_wafv2_web_acl" "open" {
  scope = "REGIONAL"
  default_action {
    allow {}
  }
}
resource "aws_wafv2_web_acl" "rule" {
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "a"
    priority = 1
    action {
      captcha {}
    }
  }
}
resource "aws_wafv2_web_acl" "counts" {
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "a"
    priority = 1
    action {
      count {}
    }
  }
  rule {
    name     = "b"
    priority = 2
    override_action {
      count {}
    }
  }
}
resource "aws_wafv2_web_acl" "group" {
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "a"
    priority = 1
    override_action {
      none {}
    }
  }
}
resource "aws_wafv2_web_acl" "bare" {
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "a"
    priority = 1
  }
}
data "aws_wafv2_web_acl" "asked" {
  name  = "asked"
  scope = "REGIONAL"
}
resource "aws_wafv2_web_acl_association" "bare" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/bare/1"
  web_acl_arn  = aws_wafv2_web_acl.bare.arn
}
resource "aws_wafv2_web_acl_association" "blocks" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/blocks/1"
  web_acl_arn  = aws_wafv2_web_acl.blocks.arn
}
resource "aws_wafv2_web_acl_association" "counts" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/counts/1"
  web_acl_arn  = aws_wafv2_web_acl.counts.arn
}
resource "aws_wafv2_web_acl_association" "group" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/group/1"
  web_acl_arn  = aws_wafv2_web_acl.group.arn
}
resource "aws_wafv2_web_acl_association" "open" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/open/1"
  web_acl_arn  = aws_wafv2_web_acl.open.arn
}
resource "aws_wafv2_web_acl_association" "rule" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/rule/1"
  web_acl_arn  = aws_wafv2_web_acl.rule.arn
}
resource "aws_wafv2_web_acl_association" "asked" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/asked/1"
  web_acl_arn  = data.aws_wafv2_web_acl.asked.arn
}
resource "aws_wafv2_web_acl" "waits" {
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  dynamic "rule" {
    for_each = var.list
    content {
      name     = rule.value
      priority = rule.key
      action {
        block {}
      }
    }
  }
}
resource "aws_wafv2_web_acl_association" "waits" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/waits/1"
  web_acl_arn  = aws_wafv2_web_acl.waits.arn
}
resource "aws_wafv2_web_acl_association" "text" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/text/1"
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/x/1"
}
""",
        {
            "[for a in resources.aws_wafv2_web_acl_association : [a.meta.name, filters(a)]]": [
                ["asked", UNTOLD],
                ["bare", False],
                ["blocks", True],
                ["counts", False],
                ["group", True],
                ["open", False],
                ["rule", True],
                ["text", UNTOLD],
                ["waits", UNTOLD],
            ],
            'filters("elsewhere")': UNTOLD,
        },
    ),
    "security_groups_of": (
        """
resource "aws_security_group" "lb" { name = "lb" }
resource "aws_security_group" "web" { name = "web" }
resource "aws_security_group" "db" { name = "db" }
resource "aws_lb" "a" { security_groups = [aws_security_group.lb.id] }
resource "aws_instance" "a" { vpc_security_group_ids = [aws_security_group.web.id] }
resource "aws_launch_template" "t" { vpc_security_group_ids = [aws_security_group.db.id] }
resource "aws_autoscaling_group" "g" {
  min_size           = 1
  max_size           = 1
  availability_zones = ["eu-west-1a"]
  launch_template { id = aws_launch_template.t.id }
}
resource "aws_db_instance" "d" { vpc_security_group_ids = [aws_security_group.db.id] }
resource "aws_rds_cluster" "c" { vpc_security_group_ids = [var.name] }
""",
        {
            'security_groups_of("balancers")': ["aws_security_group.lb"],
            'security_groups_of("compute")': ["aws_security_group.db", "aws_security_group.web"],
            'security_groups_of("databases")': UNTOLD,
            'security_groups_of("others")': 'kind of security_groups_of() is balancers or compute or databases, and not "others".',
            "security_groups_of(var.name)": UNTOLD,
        },
    ),
    "security_groups_of databases": (
        """
resource "aws_security_group" "db" { name = "db" }
resource "aws_db_instance" "d" { vpc_security_group_ids = [aws_security_group.db.id] }
resource "aws_rds_cluster" "c" { engine = "aurora-mysql" }
resource "aws_lb" "far" { security_groups = ["sg-1"] }
""",
        {
            'security_groups_of("databases")': ["aws_security_group.db"],
            'security_groups_of("compute")': [],
            'security_groups_of("balancers")': UNTOLD,
        },
    ),
    "disjoint": (
        "",
        {
            'disjoint(["10.0.0.0/24", "10.0.1.0/24"])': True,
            'disjoint(["10.0.0.0/24", "10.0.0.128/25"])': False,
            'disjoint(["10.0.0.128/25", "10.0.0.0/24"])': False,
            'disjoint(["10.0.0.0/24", "10.0.0.0/24"])': False,
            'disjoint(["10.0.0.0/24", "10.0.0.255/32"])': False,
            'disjoint(["10.0.0.0/24", "fd00::/8"])': True,
            'disjoint(["::a00:0/120", "10.0.0.0/24"])': True,
            'disjoint(["10.0.0.0/24"])': True,
            "disjoint([])": True,
            'disjoint(["10.0.0.0/24", var.name])': UNTOLD,
            'disjoint(["10.0.0.0/24", var.name, "10.0.0.0/8"])': False,
            "disjoint(var.list)": UNTOLD,
        },
    ),
    "is_internet": (
        "",
        {
            'is_internet(["0.0.0.0/0"])': True,
            'is_internet(["10.0.0.0/8"])': False,
            'is_internet(["0.0.0.0/1", "128.0.0.0/1"])': True,
            "is_internet([])": False,
            'is_internet(["10.0.0.0/8", var.name])': UNTOLD,
            'is_internet("0.0.0.0/0")': UNTOLD,
        },
    ),
    "covers": (
        """
resource "aws_security_group" "g" { name = "g" }
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.g.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "maybe" {
  security_group_id = aws_security_group.g.id
  ip_protocol       = "tcp"
  from_port         = 8000
  to_port           = 9000
  cidr_ipv4         = var.name
}
resource "aws_security_group" "ping" { name = "ping" }
resource "aws_vpc_security_group_ingress_rule" "ping" {
  security_group_id = aws_security_group.ping.id
  ip_protocol       = "icmp"
  from_port         = 0
  to_port           = 65535
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_security_group" "all" { name = "all" }
resource "aws_vpc_security_group_ingress_rule" "all" {
  security_group_id = aws_security_group.all.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.all.id
  ip_protocol       = "udp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_security_group" "shut" { name = "shut" }
""",
        {
            '[for o in open_ports("ingress") : [o.group, o.protocol, o.from_port, o.to_port, o.ports, o.rules]]': [
                [
                    *("aws_security_group.all", "-1", 0, 65535),
                    [0, 65535],
                    ["aws_vpc_security_group_ingress_rule.all"],
                ],
                [
                    *("aws_security_group.g", "tcp", 80, 443),
                    [80, 443],
                    ["aws_vpc_security_group_ingress_rule.web"],
                ],
                [
                    *("aws_security_group.g", UNTOLD, UNTOLD, UNTOLD),
                    [8000, 9000],
                    ["aws_vpc_security_group_ingress_rule.maybe"],
                ],
                [
                    *("aws_security_group.ping", "icmp", None, None),
                    [],
                    ["aws_vpc_security_group_ingress_rule.ping"],
                ],
            ],
            '[for o in opened(aws_security_group.g, "ingress") : [for p in [79, 80, 443, 444, 7999, 8000, 9000, 9001] : covers(o, p)]]': [
                [False, True, True, False, False, False, False, False],
                [False, False, False, False, False, UNTOLD, UNTOLD, False],
            ],
            '[for o in opened(aws_security_group.ping, "ingress") : covers(o, 22)]': [False],
            '[for o in opened(aws_security_group.all, "ingress") : covers(o, 22)]': [True],
            '[for o in opened(aws_security_group.all, "egress") : [covers(o, 53), covers(o, 54)]]': [
                [True, False]
            ],
            'opened(aws_security_group.shut, "ingress")': [],
            'opened(aws_security_group.g, "egress")': [],
            "opened(aws_security_group.g, var.name)": UNTOLD,
            'opened(3, "ingress")': UNTOLD,
            "open_ports(var.name)": UNTOLD,
            "covers(3, 22)": UNTOLD,
            'covers({ protocol = "tcp", from_port = 20, to_port = 30 }, 25)': True,
            'covers({ protocol = "tcp", from_port = 20, to_port = 30 }, "ssh")': UNTOLD,
            'covers({ protocol = "50", from_port = 20, to_port = 30 }, 25)': False,
            "covers({ protocol = var.name, from_port = 20, to_port = 30, ports = [20, 30] }, 99)": False,
            'covers({ protocol = "udp", from_port = var.many, to_port = 30, ports = [var.many, 30] }, 99)': UNTOLD,
            'covers({ protocol = "udp", from_port = 20, to_port = var.many }, 25)': UNTOLD,
            'covers({ protocol = "udp", from_port = var.many, to_port = 30 }, 25)': UNTOLD,
            "covers({ protocol = var.name, from_port = 20, to_port = 30 }, 25)": UNTOLD,
            'covers({ protocol = "-1", from_port = null, to_port = 30 }, 99)': True,
            'covers({ protocol = "-1", from_port = 20, to_port = null }, 99)': True,
            'covers({ protocol = "tcp", from_port = "20", to_port = 30 }, 25)': UNTOLD,
        },
    ),
    "opened beside what is not counted": (
        """
variable "cidrs" { type = list(string) }
variable "way" { type = string }
resource "aws_security_group" "a" { name = "a" }
resource "aws_security_group" "b" { name = "b" }
resource "aws_security_group" "c" { name = "c" }
resource "aws_security_group" "some" {
  count = var.many
  name  = "some"
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "dynamic" {
  name = "dynamic"
  dynamic "ingress" {
    for_each = var.cidrs
    content {
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      cidr_blocks = [ingress.value]
    }
  }
}
resource "aws_vpc_security_group_ingress_rule" "internet" {
  count             = var.many
  security_group_id = aws_security_group.a.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "private" {
  count             = var.many
  security_group_id = aws_security_group.b.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "10.0.0.0/8"
}
resource "aws_vpc_security_group_ingress_rule" "group" {
  count             = var.many
  security_group_id = aws_security_group.b.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  referenced_security_group_id = aws_security_group.a.id
}
resource "aws_security_group_rule" "way" {
  security_group_id = aws_security_group.c.id
  type              = var.way
  protocol          = "tcp"
  from_port         = 8080
  to_port           = 8080
  cidr_blocks       = ["0.0.0.0/0"]
}
""",
        {
            '[for o in opened(aws_security_group.a, "ingress") : [covers(o, 22), covers(o, 80)]]': [
                [UNTOLD, False],
            ],
            '[for o in opened(aws_security_group.a, "ingress") : [o.group, o.rules]]': [
                ["aws_security_group.a", ["aws_vpc_security_group_ingress_rule.internet"]],
            ],
            'opened(aws_security_group.a, "egress")': [],
            'opened(aws_security_group.b, "ingress")': [],
            '[for o in opened(aws_security_group.c, "ingress") : [covers(o, 8080), covers(o, 80)]]': [
                [UNTOLD, False],
            ],
            '[for o in opened(aws_security_group.c, "egress") : [covers(o, 8080), covers(o, 80)]]': [
                [UNTOLD, False],
            ],
            '[for o in opened(aws_security_group.dynamic, "ingress") : [covers(o, 22), covers(o, 80)]]': [
                [UNTOLD, False],
            ],
            '[for o in open_ports("ingress") : o.group]': [
                *("aws_security_group.c", "aws_security_group.dynamic", UNTOLD),
                "aws_security_group.a",
            ],
            '[for o in open_ports("ingress") : o.ports]': [
                [8080, 8080],
                [22, 22],
                [443, 443],
                [22, 22],
            ],
            'anytrue([for o in open_ports("ingress") : covers(o, 3389)])': False,
            'anytrue([for o in open_ports("ingress") : covers(o, 443)])': UNTOLD,
        },
    ),
    "opened to a list whose entries are not counted": (
        """
resource "aws_ec2_managed_prefix_list" "a" {
  name           = "a"
  address_family = "IPv4"
  max_entries    = 9
  entry { cidr = "10.0.0.0/8" }
}
resource "aws_security_group" "a" {
  name = "a"
  ingress {
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    prefix_list_ids = [aws_ec2_managed_prefix_list.a.id]
  }
}

resource "aws_ec2_managed_prefix_list" "b" {
  name           = "b"
  address_family = "IPv4"
  max_entries    = 9
  entry { cidr = "10.0.0.0/8" }
}
resource "aws_security_group" "b" {
  name = "b"
  ingress {
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    prefix_list_ids = [aws_ec2_managed_prefix_list.b.id]
  }
}

resource "aws_ec2_managed_prefix_list" "c" {
  name           = "c"
  address_family = "IPv4"
  max_entries    = 9
  entry { cidr = "10.0.0.0/8" }
}
resource "aws_security_group" "c" {
  name = "c"
  ingress {
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    prefix_list_ids = [aws_ec2_managed_prefix_list.c.id]
  }
}
resource "aws_ec2_managed_prefix_list_entry" "a" {
  count          = var.many
  prefix_list_id = aws_ec2_managed_prefix_list.a.id
  cidr           = "0.0.0.0/0"
}
resource "aws_ec2_managed_prefix_list_entry" "b" {
  count          = var.many
  prefix_list_id = aws_ec2_managed_prefix_list.b.id
  cidr           = "192.0.2.0/24"
}
resource "aws_ec2_managed_prefix_list_entry" "c" {
  prefix_list_id = aws_ec2_managed_prefix_list.c.id
  cidr           = "0.0.0.0/0"
}
""",
        {
            '[for o in opened(aws_security_group.a, "ingress") : [covers(o, 22), covers(o, 80)]]': [
                [UNTOLD, False],
            ],
            'opened(aws_security_group.b, "ingress")': [],
            '[for o in opened(aws_security_group.c, "ingress") : covers(o, 22)]': [True],
        },
    ),
    "reachable": (
        """
resource "aws_security_group" "lb" { name = "lb" }
resource "aws_security_group" "web" { name = "web" }
resource "aws_security_group" "db" { name = "db" }
resource "aws_vpc_security_group_egress_rule" "lb" {
  security_group_id = aws_security_group.lb.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id            = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.lb.id
}
resource "aws_vpc_security_group_ingress_rule" "db" {
  security_group_id = aws_security_group.db.id
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = var.name
}
""",
        {
            "reachable(aws_security_group.lb, aws_security_group.web, 8080)": True,
            "reachable(aws_security_group.lb, aws_security_group.web, 8081)": False,
            "reachable(aws_security_group.db, aws_security_group.web, 8080)": False,
            "reachable([aws_security_group.lb, aws_security_group.db], aws_security_group.web, 8080)": False,
            "reachable([aws_security_group.lb], aws_security_group.web, 8080)": True,
            "reachable([aws_security_group.lb, var.name], aws_security_group.web, 8080)": UNTOLD,
            "reachable([aws_security_group.db, var.name], aws_security_group.web, 8080)": False,
            'reachable("0.0.0.0/0", aws_security_group.web, 8080)': False,
            'reachable("0.0.0.0/0", aws_security_group.db, 5432)': UNTOLD,
            "reachable(var.name, aws_security_group.web, 8080)": UNTOLD,
            "reachable(aws_security_group.lb, var.name, 8080)": UNTOLD,
            "reachable(aws_security_group.lb, aws_security_group.web, var.many)": UNTOLD,
        },
    ),
    "serving": (
        """
resource "aws_lb" "web" { name = "web" }
resource "aws_lb_target_group" "main" { name = "main" }
resource "aws_lb_target_group" "ruled" { name = "ruled" }
resource "aws_lb_target_group" "spare" { name = "spare" }
resource "aws_lb_target_group" "unused" { name = "unused" }
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  default_action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.main.arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.spare.arn
        weight = 0
      }
    }
  }
}
resource "aws_lb_listener_rule" "ruled" {
  listener_arn = aws_lb_listener.https.arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.ruled.arn
  }
  condition {
    path_pattern { values = ["/x"] }
  }
}
""",
        {"serving()": ["aws_lb_target_group.main", "aws_lb_target_group.ruled"]},
    ),
    "serving where a weight waits": (
        """
resource "aws_lb" "web" { name = "web" }
resource "aws_lb_target_group" "main" { name = "main" }
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  default_action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.main.arn
        weight = var.many
      }
    }
  }
}
""",
        {"serving()": UNTOLD},
    ),
    "serving where rules are not counted": (
        """
resource "aws_lb_listener_rule" "ruled" {
  count        = var.many
  listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/a/1/2"
  action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/a/1"
  }
}
""",
        {"serving()": UNTOLD},
    ),
    "acl_admits": (
        """
resource "aws_network_acl" "web" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 100
    action     = "deny"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"
  }
  ingress {
    rule_no    = 200
    action     = "allow"
    protocol   = "tcp"
    from_port  = 20
    to_port    = 80
    cidr_block = "0.0.0.0/0"
  }
}
""",
        {
            "[for port in [19, 20, 22, 80, 81] : acl_admits(aws_network_acl.web, port)]": [
                *(False, True, False, True, False),
            ],
            'acl_admits("elsewhere", 22)': UNTOLD,
            "acl_admits(aws_network_acl.web, var.many)": UNTOLD,
        },
    ),
    "acl_admits where rules are not counted": (
        """
resource "aws_network_acl" "web" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_network_acl_rule" "more" {
  count          = var.many
  network_acl_id = aws_network_acl.web.id
  rule_number    = 200
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 20
  to_port        = 30
  cidr_block     = "0.0.0.0/0"
}
resource "aws_network_acl" "denied" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 20
    to_port    = 80
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_network_acl_rule" "denied" {
  for_each       = toset(var.list)
  network_acl_id = aws_network_acl.denied.id
  rule_number    = each.key
  rule_action    = "deny"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}
resource "aws_network_acl" "late" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 20
    to_port    = 80
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_network_acl_rule" "late" {
  count          = var.many
  network_acl_id = aws_network_acl.late.id
  rule_number    = 200
  rule_action    = "deny"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}
resource "aws_network_acl_rule" "leaving" {
  count          = var.many
  egress         = true
  network_acl_id = aws_network_acl.other.id
  rule_number    = 1
  rule_action    = "deny"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}
resource "aws_network_acl" "other" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"
  }
}
""",
        {
            "acl_admits(aws_network_acl.web, 443)": True,
            "acl_admits(aws_network_acl.web, 22)": UNTOLD,
            "acl_admits(aws_network_acl.web, 80)": False,
            "acl_admits(aws_network_acl.denied, 22)": UNTOLD,
            "acl_admits(aws_network_acl.denied, 19)": False,
            "acl_admits(aws_network_acl.late, 22)": True,
            "acl_admits(aws_network_acl.other, 22)": True,
            "acl_admits(aws_network_acl.other, 23)": False,
        },
    ),
    "acl_admits where which way a rule is for is not known": (
        """
resource "aws_network_acl" "web" { vpc_id = "vpc-1" }
resource "aws_network_acl_rule" "web" {
  egress         = var.name == "out"
  network_acl_id = aws_network_acl.web.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}
""",
        {"acl_admits(aws_network_acl.web, 22)": UNTOLD},
    ),
}

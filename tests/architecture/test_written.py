"""Small stacks as people write them: what the loss of each zone and region means for each."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import Drill, drill, row
from archbench.architecture.model import Architecture
from archbench.diagram import draw
from archbench.requirements import assess
from archbench.terraform import load

NETWORK = """
provider "aws" { region = "eu-central-1" }
resource "aws_vpc" "net" { cidr_block = "10.8.0.0/16" }
resource "aws_subnet" "s" {
  for_each          = { a = 0, b = 1, c = 2 }
  vpc_id            = aws_vpc.net.id
  availability_zone = "eu-central-1${each.key}"
  cidr_block        = cidrsubnet("10.8.0.0/16", 8, each.value)
}
"""
WEB = """
resource "aws_lb" "front" {
  name    = "front"
  subnets = [for s in aws_subnet.s : s.id]
}
resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.net.id
}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.front.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_launch_template" "web" { instance_type = "m6i.large" }
resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 3
  max_size            = 6
  vpc_zone_identifier = [for s in aws_subnet.s : s.id]
  target_group_arns   = [aws_lb_target_group.web.arn]
  launch_template { id = aws_launch_template.web.id }
}
"""
REGIONS = """
provider "aws" { region = "us-east-1" }
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
}
"""
ALL = "[for s in aws_subnet.s : s.id]"
ONE = '[aws_subnet.s["a"].id]'
TWO = '[aws_subnet.s["a"].id, aws_subnet.s["b"].id]'


def tasks(name: str, count: int, subnets: str, more: str = "") -> str:
    """A service on Fargate."""
    return f"""
resource "aws_ecs_service" "{name}" {{
  name          = "{name}"
  cluster       = aws_ecs_cluster.c.id
  desired_count = {count}
  launch_type   = "FARGATE"
  network_configuration {{ subnets = {subnets} }}
  {more}
}}
"""


def function(name: str, subnets: str = "", more: str = "") -> str:
    """A function, in a VPC where it has subnets."""
    inside = f"vpc_config {{\n subnet_ids = {subnets}\n security_group_ids = []\n }}"
    return f"""
resource "aws_lambda_function" "{name}" {{
  function_name = "{name}"
  role          = "arn:aws:iam::123456789012:role/f"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "x.zip"
  {inside if subnets else ""}
  {more}
}}
"""


CLUSTER = 'resource "aws_ecs_cluster" "c" { name = "c" }\n'
NODES = """
resource "aws_launch_template" "n" { instance_type = "m6i.large" }
resource "aws_autoscaling_group" "n" {
  name                = "nodes"
  min_size            = 3
  max_size            = 6
  vpc_zone_identifier = SUBNETS
  launch_template { id = aws_launch_template.n.id }
}
resource "aws_ecs_capacity_provider" "p" {
  name = "p"
  auto_scaling_group_provider { auto_scaling_group_arn = aws_autoscaling_group.n.arn }
}
"""
DEFAULT_PROVIDER = """
resource "aws_ecs_cluster_capacity_providers" "c" {
  cluster_name       = aws_ecs_cluster.c.name
  capacity_providers = [aws_ecs_capacity_provider.p.name]
}
resource "aws_ecs_service" "api" {
  name          = "api"
  cluster       = aws_ecs_cluster.c.id
  desired_count = 3
  launch_type   = "EC2"
}
"""
OWN_PROVIDER = """
resource "aws_ecs_service" "api" {
  name          = "api"
  cluster       = aws_ecs_cluster.c.id
  desired_count = 3
  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.p.name
    weight            = 1
  }
}
"""


def group(type_: str, subnets: str) -> str:
    """A subnet group called g."""
    return f'resource "{type_}" "g" {{\n name = "g"\n subnet_ids = {subnets}\n}}\n'


def broker(mode: str, subnets: str) -> str:
    """A message broker."""
    return f"""
resource "aws_mq_broker" "b" {{
  broker_name        = "orders"
  engine_type        = "ActiveMQ"
  engine_version     = "5.18"
  host_instance_type = "mq.m5.large"
  deployment_mode    = "{mode}"
  subnet_ids         = {subnets}
  user {{
    username = "u"
    password = "abcdefgh12345678"
  }}
}}
"""


def domain(cluster: str, subnets: str) -> str:
    """A search domain."""
    return f"""
resource "aws_opensearch_domain" "d" {{
  domain_name = "find"
  cluster_config {{
    {cluster}
  }}
  vpc_options {{ subnet_ids = {subnets} }}
}}
"""


def nodes(subnets: str, count: int = 3) -> str:
    """A Kubernetes cluster and its nodes."""
    return f"""
resource "aws_eks_cluster" "k" {{
  name     = "k"
  role_arn = "arn:aws:iam::123456789012:role/k"
  vpc_config {{ subnet_ids = {ALL} }}
}}
resource "aws_eks_node_group" "n" {{
  cluster_name  = aws_eks_cluster.k.name
  node_role_arn = "arn:aws:iam::123456789012:role/n"
  subnet_ids    = {subnets}
  scaling_config {{
    desired_size = {count}
    max_size     = 6
    min_size     = 1
  }}
}}
"""


def member(kind: str, zones: str) -> str:
    """A cluster of a database with one instance in each of these zones of the region."""
    places = ", ".join(f'"eu-central-1{zone}"' for zone in zones)
    return f"""
resource "aws_{kind}_cluster" "d" {{
  cluster_identifier = "d"
  {"" if kind == "neptune" else 'master_username = "u"'}
}}
resource "aws_{kind}_cluster_instance" "i" {{
  count              = {len(zones)}
  identifier         = "d-${{count.index}}"
  cluster_identifier = aws_{kind}_cluster.d.id
  instance_class     = "db.r6g.large"
  availability_zone  = [{places}][count.index]
}}
"""


def mounted(*zones: str, more: str = "") -> str:
    """A file system with a mount target in each of these zones."""
    return f"""
resource "aws_efs_file_system" "f" {{
  creation_token = "files"
  {more}
}}
""" + "".join(
        f"""
resource "aws_efs_mount_target" "{zone}" {{
  file_system_id = aws_efs_file_system.f.id
  subnet_id      = aws_subnet.s["{zone}"].id
}}
"""
        for zone in zones
    )


def second(subnets: str) -> str:
    """Two services behind one balancer, the second in these subnets."""
    balanced = """load_balancer {
    target_group_arn = aws_lb_target_group.NAME.arn
    container_name   = "x"
    container_port   = 80
  }"""
    front = WEB.partition('resource "aws_launch_template"')[0]
    return (
        front
        + CLUSTER
        + """
resource "aws_lb_target_group" "admin" {
  name        = "admin"
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.net.id
}
resource "aws_lb_listener_rule" "admin" {
  listener_arn = aws_lb_listener.web.arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.admin.arn
  }
  condition {
    path_pattern { values = ["/admin/*"] }
  }
}
"""
        + tasks("shop", 3, ALL, balanced.replace("NAME", "web"))
        + tasks("admin", 2, subnets, balanced.replace("NAME", "admin"))
    )


QUICK_API = """
resource "aws_apigatewayv2_api" "x" {
  name          = "x"
  protocol_type = "HTTP"
  target        = aws_lambda_function.f.arn
}
"""
REGIONAL_WAY_OUT = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
resource "aws_nat_gateway" "out" {
  vpc_id            = aws_vpc.net.id
  availability_mode = "regional"
}
resource "aws_route_table" "out" {
  vpc_id = aws_vpc.net.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.out.id
  }
}
resource "aws_route_table_association" "out" {
  for_each       = aws_subnet.s
  subnet_id      = each.value.id
  route_table_id = aws_route_table.out.id
}
"""
FEW = '[aws_subnet.s["a"].id, aws_subnet.s["b"].id]'
OTHERS = '[aws_subnet.s["b"].id, aws_subnet.s["c"].id]'
EACH = "[for s in aws_subnet.s : s.id]"
APART = WEB.replace(EACH, FEW, 1).replace(EACH, OTHERS, 1)
"""A balancer over two zones, its group over two: they share one."""
TASKS_APART = (
    APART.split('resource "aws_launch_template"', maxsplit=1)[0]
    + f"""
resource "aws_ecs_service" "jobs" {{
  name          = "jobs"
  desired_count = 4
  network_configuration {{ subnets = {OTHERS} }}
  load_balancer {{
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "jobs"
    container_port   = 80
  }}
}}
"""
)
LINKED = (
    WEB
    + """
resource "aws_apigatewayv2_api" "door" {
  name          = "door"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_vpc_link" "in" {
  name               = "in"
  security_group_ids = []
  subnet_ids         = [aws_subnet.s["a"].id]
}
resource "aws_apigatewayv2_integration" "in" {
  api_id             = aws_apigatewayv2_api.door.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = aws_lb_listener.web.arn
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.in.id
}
resource "aws_apigatewayv2_route" "in" {
  api_id    = aws_apigatewayv2_api.door.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.in.id}"
}
"""
)
STACKED = (
    WEB
    + """
resource "aws_lb" "fixed" {
  name               = "fixed"
  load_balancer_type = "network"
  subnets            = [aws_subnet.s["a"].id]
}
resource "aws_lb_target_group" "fixed" {
  name        = "fixed"
  port        = 80
  protocol    = "TCP"
  target_type = "alb"
  vpc_id      = aws_vpc.net.id
}
resource "aws_lb_target_group_attachment" "fixed" {
  target_group_arn = aws_lb_target_group.fixed.arn
  target_id        = aws_lb.front.arn
}
resource "aws_lb_listener" "fixed" {
  load_balancer_arn = aws_lb.fixed.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.fixed.arn
  }
}
"""
)
ZONES: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "a balancer before another": (STACKED, {"a": "down"}, "fixed has no subnet left"),
    "a group where its balancer has no subnet": (
        APART,
        {"b": "down"},
        "web is left where its load balancer has no subnet",
    ),
    "tasks where their balancer has no subnet": (
        TASKS_APART,
        {"b": "down"},
        "left in eu-central-1c alone, where its load balancer has no subnet: ECS service jobs",
    ),
    "the only link of an API": (LINKED, {"a": "down"}, "VPC link in"),
    "a broker alone": (WEB + broker("SINGLE_INSTANCE", ONE), {"a": "down"}, "Message broker b"),
    "a broker with a standby": (WEB + broker("ACTIVE_STANDBY_MULTI_AZ", TWO), {}, ""),
    "a domain of one node": (WEB + domain("instance_count = 1", ONE), {"a": "down"}, "find"),
    "a domain over two zones": (
        WEB + domain("instance_count = 2\n zone_awareness_enabled = true\n", TWO),
        {"a": "unknown", "b": "unknown"},
        "over two zones, of which one may hold most of the votes: OpenSearch domain",
    ),
    "a file system of one zone": (
        WEB + mounted("b", more='availability_zone_name = "eu-central-1b"'),
        {"b": "down"},
        "EFS file system f",
    ),
    "a file system reached in one zone": (WEB + mounted("c"), {"c": "down"}, "EFS file system f"),
    "a file system reached in each zone": (WEB + mounted("a", "b", "c"), {}, ""),
    "Lustre": (
        WEB
        + f'resource "aws_fsx_lustre_file_system" "f" {{\n subnet_ids = {ONE}\n'
        + " storage_capacity = 1200\n}\n",
        {"a": "down"},
        "FSx",
    ),
    "ONTAP over two zones": (
        WEB
        + f'resource "aws_fsx_ontap_file_system" "f" {{\n subnet_ids = {TWO}\n'
        + ' preferred_subnet_id = aws_subnet.s["a"].id\n deployment_type = "MULTI_AZ_1"\n}\n',
        {},
        "",
    ),
    "a cache of one node": (
        WEB
        + group("aws_elasticache_subnet_group", ONE)
        + 'resource "aws_elasticache_cluster" "r" {\n cluster_id = "r"\n engine = "redis"\n'
        + " subnet_group_name = aws_elasticache_subnet_group.g.name\n}\n",
        {"a": "down"},
        "ElastiCache cluster r",
    ),
    "a cache of one node somewhere": (
        WEB
        + group("aws_elasticache_subnet_group", ALL)
        + 'resource "aws_elasticache_cluster" "r" {\n cluster_id = "r"\n engine = "redis"\n'
        + " subnet_group_name = aws_elasticache_subnet_group.g.name\n}\n",
        {"a": "unknown", "b": "unknown", "c": "unknown"},
        "one zone that AWS picks",
    ),
    "a cache of one node in a zone it names": (
        WEB
        + group("aws_elasticache_subnet_group", ALL)
        + 'resource "aws_elasticache_cluster" "r" {\n cluster_id = "r"\n engine = "memcached"\n'
        + ' availability_zone = "eu-central-1b"\n'
        + " subnet_group_name = aws_elasticache_subnet_group.g.name\n}\n",
        {"b": "down"},
        "ElastiCache cluster r",
    ),
    "an accelerator all in one zone": (
        WEB
        + group("aws_dax_subnet_group", ALL)
        + 'resource "aws_dax_cluster" "d" {\n cluster_name = "d"\n replication_factor = 2\n'
        + ' availability_zones = ["eu-central-1c"]\n'
        + " subnet_group_name = aws_dax_subnet_group.g.name\n}\n",
        {"c": "down"},
        "DAX cluster d",
    ),
    "nodes of Memcached apart": (
        WEB
        + group("aws_elasticache_subnet_group", ALL)
        + 'resource "aws_elasticache_cluster" "r" {\n cluster_id = "r"\n engine = "memcached"\n'
        + ' num_cache_nodes = 3\n az_mode = "cross-az"\n'
        + " subnet_group_name = aws_elasticache_subnet_group.g.name\n}\n",
        {},
        "",
    ),
    "a warehouse": (
        WEB
        + group("aws_redshift_subnet_group", ONE)
        + 'resource "aws_redshift_cluster" "w" {\n cluster_identifier = "w"\n'
        + " cluster_subnet_group_name = aws_redshift_subnet_group.g.name\n}\n",
        {"a": "down"},
        "Redshift cluster w",
    ),
    "MemoryDB with replicas": (
        WEB
        + group("aws_memorydb_subnet_group", ALL)
        + 'resource "aws_memorydb_cluster" "m" {\n name = "m"\n acl_name = "open-access"\n'
        + " num_replicas_per_shard = 1\n"
        + " subnet_group_name = aws_memorydb_subnet_group.g.name\n}\n",
        {},
        "",
    ),
    "a function of one subnet": (function("f", ONE) + QUICK_API, {"a": "down"}, "function f"),
    "a function of two subnets": (function("f", TWO) + QUICK_API, {}, ""),
    "a consumer of a queue": (
        'resource "aws_sqs_queue" "q" { name = "q" }\n'
        + function("f", ONE)
        + 'resource "aws_lambda_event_source_mapping" "m" {\n'
        + " event_source_arn = aws_sqs_queue.q.arn\n"
        + " function_name = aws_lambda_function.f.arn\n}\n",
        {"a": "down"},
        "function f",
    ),
    "nodes in one zone": (nodes(ONE), {"a": "down"}, "node group n"),
    "nodes in each zone": (nodes(ALL), {}, ""),
    "a single node": (nodes(ALL, 1), dict.fromkeys("abc", "down"), "until it is started again"),
    "a batch environment": (
        f"""
resource "aws_batch_compute_environment" "b" {{
  type = "MANAGED"
  compute_resources {{
    type               = "FARGATE"
    max_vcpus          = 16
    security_group_ids = []
    subnets            = {ONE}
  }}
}}
""",
        {"a": "down"},
        "Compute environment b",
    ),
    "an instance by its attachment": (
        """
resource "aws_network_interface" "e" { subnet_id = aws_subnet.s["b"].id }
resource "aws_instance" "i" { instance_type = "t3.micro" }
resource "aws_network_interface_attachment" "a" {
  instance_id          = aws_instance.i.id
  network_interface_id = aws_network_interface.e.id
  device_index         = 1
}
""",
        {"b": "down"},
        "no instance is left of i",
    ),
    "one task in one zone": (CLUSTER + tasks("s", 1, ONE), {"a": "down"}, "ECS service s"),
    "one task over two zones": (
        CLUSTER + tasks("s", 1, TWO),
        {"a": "down", "b": "down"},
        "until it is started again",
    ),
    "three tasks over three zones": (CLUSTER + tasks("s", 3, ALL), {}, ""),
    "no task": (WEB + CLUSTER + tasks("s", 0, ONE), {}, ""),
    "a worker in one zone beside the site": (
        WEB + CLUSTER + tasks("s", 2, ONE),
        {"a": "degraded"},
        "ECS service s",
    ),
    "two services, one in one zone": (second(ONE), {"a": "degraded"}, "ECS service admin"),
    "two services over all zones": (second(ALL), {}, ""),
    "tasks on the nodes of the cluster": (
        CLUSTER + NODES.replace("SUBNETS", ONE) + DEFAULT_PROVIDER,
        {"a": "down"},
        "no instance is left of nodes",
    ),
    "tasks on nodes in each zone": (
        CLUSTER + NODES.replace("SUBNETS", ALL) + DEFAULT_PROVIDER,
        {},
        "",
    ),
    "tasks on nodes of their own": (CLUSTER + NODES.replace("SUBNETS", ALL) + OWN_PROVIDER, {}, ""),
    "tasks on no nodes known": (
        CLUSTER + DEFAULT_PROVIDER.replace("[aws_ecs_capacity_provider.p.name]", "[]"),
        dict.fromkeys("abc", "unknown"),
        "zones that cannot be told: ECS service api",
    ),
    "DocumentDB in two zones": (member("docdb", "ab"), {}, ""),
    "DocumentDB in one zone": (member("docdb", "aa"), {"a": "down"}, "no instance left to promote"),
    "Neptune with one instance": (member("neptune", "b"), {"b": "down"}, "no instance left"),
    "a proxy in one zone": (
        function("f", ALL, "environment {\n variables = { HOST = aws_db_proxy.p.endpoint }\n }")
        + QUICK_API
        + f"""
resource "aws_db_proxy" "p" {{
  name           = "p"
  engine_family  = "POSTGRESQL"
  role_arn       = "arn:aws:iam::123456789012:role/p"
  vpc_subnet_ids = {ONE}
  auth {{}}
}}
""",
        {"a": "down"},
        "RDS proxy p",
    ),
    "an endpoint in one zone": (
        WEB
        + f"""
resource "aws_vpc_endpoint" "e" {{
  vpc_id            = aws_vpc.net.id
  service_name      = "com.amazonaws.eu-central-1.secretsmanager"
  vpc_endpoint_type = "Interface"
  subnet_ids        = {ONE}
}}
""",
        {"a": "degraded"},
        "VPC endpoint e",
    ),
    "a gateway endpoint": (
        WEB
        + """
resource "aws_vpc_endpoint" "e" {
  vpc_id       = aws_vpc.net.id
  service_name = "com.amazonaws.eu-central-1.s3"
}
""",
        {},
        "",
    ),
    "an attachment in one zone": (
        WEB
        + f"""
resource "aws_ec2_transit_gateway" "hub" {{ description = "hub" }}
resource "aws_ec2_transit_gateway_vpc_attachment" "a" {{
  vpc_id             = aws_vpc.net.id
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  subnet_ids         = {ONE}
}}
""",
        {"a": "degraded"},
        "Transit gateway hub",
    ),
    "a way out in every zone": (WEB + REGIONAL_WAY_OUT, {}, ""),
    "targets by address": (
        WEB.partition('resource "aws_launch_template"')[0]
        + """
resource "aws_lb_target_group_attachment" "a" {
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = "10.8.0.20"
}
""",
        dict.fromkeys("abc", "unknown"),
        "what stands behind target group web",
    ),
    "a hub whose way out is lost": (
        """
resource "aws_nat_gateway" "out" {
  subnet_id     = aws_subnet.s["a"].id
  allocation_id = "eipalloc-1"
}
resource "aws_route_table" "out" {
  vpc_id = aws_vpc.net.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.out.id
  }
}
resource "aws_route_table_association" "out" {
  for_each       = toset(["b", "c"])
  subnet_id      = aws_subnet.s[each.key].id
  route_table_id = aws_route_table.out.id
}
resource "aws_ec2_transit_gateway" "hub" {}
resource "aws_ec2_transit_gateway_vpc_attachment" "hub" {
  vpc_id             = aws_vpc.net.id
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  subnet_ids         = [aws_subnet.s["b"].id, aws_subnet.s["c"].id]
}
""",
        {"a": "degraded"},
        "no way out",
    ),
    "two machines in one subnet": (
        """
resource "aws_instance" "i" {
  count         = 2
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.s["a"].id
}
""",
        {"a": "down"},
        "no instance is left",
    ),
}


def drilled(directory: Path, text: str, *unknown: str) -> tuple[Architecture, Drill]:
    """A configuration with this text, these variables left unknown, and its drill."""
    (directory / "main.tf").write_text(text)
    configuration = load(directory, variables=tuple(("unknown", name) for name in unknown))
    architecture = build(configuration)
    return architecture, drill(configuration, architecture)


@pytest.mark.parametrize("name", ZONES)
def test_the_loss_of_each_zone(name: str, tmp_path: Path) -> None:
    """The zones that matter have their outcome, all others are survived; the reason names it."""
    text, expected, words = ZONES[name]
    _, found = drilled(tmp_path, NETWORK + text)
    outcomes = {trial.loss.failure.name[-1]: trial.loss.outcome for trial in found.zones}
    assert {zone: word for zone, word in outcomes.items() if word != "survives"} == expected
    assert words in found.answer
    assert found.survives is {"": True}.get("".join(set(expected.values())), found.survives)
    if "unknown" in expected.values():  # that one of them is the one is known
        assert found.survives is (False if "one zone that AWS picks" in words else None)


COPY = """
resource "aws_db_instance" "main" {
  identifier              = "main"
  engine                  = "postgres"
  multi_az                = true
  backup_retention_period = 7
}
resource "aws_db_instance" "copy" {
  provider            = aws.eu
  identifier          = "copy"
  replicate_source_db = aws_db_instance.main.arn
}
"""
GLOBAL = """
resource "aws_KIND_global_cluster" "g" { global_cluster_identifier = "g" }
resource "aws_KIND_cluster" "us" {
  cluster_identifier        = "us"
  global_cluster_identifier = aws_KIND_global_cluster.g.id
  ENGINE
  master_username           = "u"
}
resource "aws_KIND_cluster_instance" "us" {
  count              = 2
  cluster_identifier = aws_KIND_cluster.us.id
  availability_zone  = ["us-east-1a", "us-east-1b"][count.index]
  instance_class     = "db.r6g.large"
}
resource "aws_KIND_cluster" "eu" {
  provider                  = aws.eu
  cluster_identifier        = "eu"
  global_cluster_identifier = aws_KIND_global_cluster.g.id
  ENGINE
}
resource "aws_KIND_cluster_instance" "eu" {
  provider           = aws.eu
  count              = 2
  cluster_identifier = aws_KIND_cluster.eu.id
  availability_zone  = ["eu-west-1a", "eu-west-1b"][count.index]
  instance_class     = "db.r6g.large"
}
"""
AURORA = GLOBAL.replace("KIND", "rds").replace("ENGINE", 'engine = "aurora-postgresql"')
DOCUMENTS = GLOBAL.replace("KIND", "docdb").replace("ENGINE", "")
BALANCERS = """
resource "aws_vpc" "us" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "us" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.us.id
  availability_zone = "us-east-1${each.key}"
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
}
resource "aws_lb" "us" { subnets = [for s in aws_subnet.us : s.id] }
resource "aws_vpc" "eu" {
  provider   = aws.eu
  cidr_block = "10.1.0.0/16"
}
resource "aws_subnet" "eu" {
  provider          = aws.eu
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.eu.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = cidrsubnet("10.1.0.0/16", 8, each.value)
}
resource "aws_lb" "eu" {
  provider = aws.eu
  subnets  = [for s in aws_subnet.eu : s.id]
}
resource "aws_route53_health_check" "us" {
  type              = "HTTPS"
  fqdn              = aws_lb.us.dns_name
  request_interval  = 30
  failure_threshold = 3
}
resource "aws_route53_record" "app" {
  for_each        = { PRIMARY = aws_lb.us, SECONDARY = aws_lb.eu }
  zone_id         = "Z1"
  name            = "app.example.com"
  type            = "A"
  set_identifier  = each.key
  health_check_id = each.key == "PRIMARY" ? aws_route53_health_check.us.id : null
  failover_routing_policy { type = each.key }
  alias {
    name                   = each.value.dns_name
    zone_id                = each.value.zone_id
    evaluate_target_health = true
  }
}
"""
QUEUES = """
resource "aws_sqs_queue" "a" { name = "a" }
resource "aws_sqs_queue" "b" {
  provider = aws.eu
  name     = "b"
}
"""
NAME = """
resource "aws_route53_record" "app" {
  zone_id = "Z1"
  name    = "app.example.com"
  type    = "A"
  alias {
    name                   = aws_lb.us.dns_name
    zone_id                = aws_lb.us.zone_id
    evaluate_target_health = true
  }
}
"""
TABLE = """
resource "aws_dynamodb_table" "t" {
  name     = "t"
  hash_key = "id"
  replica { region_name = "eu-west-1" }
}
"""
REGION_LOSSES = {
    "a replica elsewhere": (COPY, "eu-west-1", "degraded", "only copies stand in eu-west-1"),
    "the source of a replica": (COPY, "us-east-1", "down", "copy must be promoted by somebody"),
    "the readers of Aurora": (AURORA, "eu-west-1", "degraded", "only copies stand in eu-west-1"),
    "the writer of Aurora": (AURORA, "us-east-1", "down", "eu must be promoted by somebody"),
    "the readers of documents": (DOCUMENTS, "eu-west-1", "degraded", "only copies"),
    "the primary of a name": (BALANCERS, "us-east-1", "degraded", "app.example.com leads to"),
    "the secondary of a name": (BALANCERS, "eu-west-1", "degraded", "us-east-1 goes on"),
    "one of two that know nothing of each other": (
        QUEUES,
        "eu-west-1",
        "degraded",
        "lost in eu-west-1: SQS queue b; us-east-1 goes on",
    ),
    "all that serves, with a bucket elsewhere": (
        BALANCERS.split('resource "aws_vpc" "eu"', maxsplit=1)[0] + QUEUES,
        "us-east-1",
        "down",
        "what stands in eu-west-1 serves nobody by itself: SQS queue b",
    ),
    "where the only name leads": (
        BALANCERS.split('resource "aws_route53_health_check"', maxsplit=1)[0] + NAME,
        "us-east-1",
        "down",
        "app.example.com leads to us-east-1 alone",
    ),
    "a table with a copy": (
        TABLE,
        "us-east-1",
        "down",
        "copies of DynamoDB table t stand in eu-west-1",
    ),
}


@pytest.mark.parametrize("name", REGION_LOSSES)
def test_the_loss_of_a_region(name: str, tmp_path: Path) -> None:
    """By what really stands there, and what copies it or takes over elsewhere."""
    text, region, outcome, words = REGION_LOSSES[name]
    _, found = drilled(tmp_path, REGIONS + text)
    (trial,) = (item for item in found.points if item.loss.failure.name == f"region {region}")
    assert trial.loss.outcome == outcome
    assert words in trial.loss.reasons[0]
    follows = any(step.action.startswith("Route 53") for step in trial.steps)
    assert follows == (name == "the primary of a name")


LONE = """
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
}
resource "aws_security_group" "m" {
  vpc_id = aws_vpc.v.id
  ingress {
    protocol    = "tcp"
    from_port   = PORT
    to_port     = PORT
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_instance" "try" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.s[0].id
  vpc_security_group_ids = [aws_security_group.m.id]
  tags                   = { Name = "try" }
}
"""
DATABASE = """
resource "aws_db_subnet_group" "d" {
  name       = "d"
  subnet_ids = aws_subnet.s[*].id
}
resource "aws_db_instance" "d" {
  identifier              = "d"
  engine                  = "postgres"
  instance_class          = "db.t3.micro"
  multi_az                = true
  backup_retention_period = 7
  db_subnet_group_name    = aws_db_subnet_group.d.name
}
"""
LED_TO = """
resource "aws_route53_record" "try" {
  zone_id = "Z1"
  name    = "try.example.com"
  type    = "A"
  ttl     = 60
  records = [aws_instance.try.private_ip]
}
"""
SERVES_NOBODY = "no instance is left of try, which no request in the code leads to"


@pytest.mark.parametrize(
    ("text", "outcome", "why"),
    [
        (LONE.replace("PORT", "22") + DATABASE, "degraded", SERVES_NOBODY),
        (LONE.replace("PORT", "443") + DATABASE, "down", "no instance is left of try"),
        (LONE.replace("PORT", "22") + DATABASE + LED_TO, "down", "no instance is left of try"),
        (LONE.replace("PORT", "22"), "down", "no instance is left of try"),
    ],
    ids=["a client beside a database", "it lets requests in", "a name leads to it", "all there is"],
)
def test_a_machine_that_serves_nobody_is_a_part(
    text: str, outcome: str, why: str, tmp_path: Path
) -> None:
    """A test machine is lost, not the stack, where something else acts and nothing leads to it."""
    _, found = drilled(tmp_path, text)
    assert found.outcome == outcome
    assert f"if us-east-1a is lost: {why}." in found.answer


LET_OUT = (
    LONE.replace("PORT", "22")
    + """
resource "aws_security_group" "jobs" {
  vpc_id = aws_subnet.s[0].vpc_id
}
resource "aws_security_group_rule" "out" {
  type                     = "ingress"
  security_group_id        = aws_security_group.m.id
  source_security_group_id = aws_security_group.jobs.id
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
}
resource "aws_lambda_function" "jobs" {
  function_name = "jobs"
  role          = "arn:aws:iam::123456789012:role/f"
  filename      = "x.zip"
  vpc_config {
    subnet_ids         = aws_subnet.s[*].id
    security_group_ids = [aws_security_group.jobs.id]
  }
}
"""
)
THROUGH = """
resource "aws_route_table" "s" {
  vpc_id = aws_subnet.s[0].vpc_id
  route {
    cidr_block           = "0.0.0.0/0"
    network_interface_id = aws_instance.try.primary_network_interface_id
  }
}
resource "aws_route_table_association" "s" {
  subnet_id      = aws_subnet.s[1].id
  route_table_id = aws_route_table.s.id
}
"""


@pytest.mark.parametrize(("more", "asked"), [("", True), (THROUGH, False)])
def test_who_is_let_in_to_a_way_out_asks_it_for_nothing(
    more: str, tmp_path: Path, *, asked: bool
) -> None:
    """A rule for a group says that its members ask a machine, but not where they pass through."""
    found, _ = drilled(tmp_path, LET_OUT + more)
    assert ("aws_instance.try" not in found.unasked) is asked


def test_what_aws_keeps_is_counted(tmp_path: Path) -> None:
    """One part or several: no zone holds anything that a request needs."""
    text = """
provider "aws" { region = "eu-west-1" }
resource "aws_dynamodb_table" "NAME" {
  name     = "NAME"
  hash_key = "id"
}
"""
    said = "Survives the loss of any one zone: AWS keeps {} over the zones of a region."
    one = text.replace("NAME", "a")
    assert drilled(tmp_path, one)[1].answer == said.format("the only part")
    both = one + text.replace("NAME", "b").replace('provider "aws" { region = "eu-west-1" }', "")
    assert drilled(tmp_path, both)[1].answer == said.format("the 2 parts")


def test_what_may_be_left_does_the_work_of_nothing_that_is_lost(tmp_path: Path) -> None:
    """A function asks two clusters: one in zone a, and one in the zone of two that AWS picks."""
    told = "environment {\n variables = { A = aws_emr_cluster.a.id, B = aws_emr_cluster.b.id }\n }"
    clusters = (
        f"""
resource "aws_emr_cluster" "{name}" {{
  name          = "{name}"
  release_label = "emr-7.5.0"
  service_role  = "arn:aws:iam::123456789012:role/emr"
  ec2_attributes {{
    instance_profile = "emr"
    {subnets}
  }}
}}
"""
        for name, subnets in (("a", f"subnet_id = {ONE[1:-1]}"), ("b", f"subnet_ids = {TWO}"))
    )
    text = NETWORK + function("f", ALL, told) + QUICK_API + "".join(clusters)
    _, found = drilled(tmp_path, text)
    outcomes = {trial.loss.failure.name[-1]: trial.loss.outcome for trial in found.zones}
    assert outcomes == {"a": "down", "b": "unknown", "c": "survives"}


def test_a_lone_member_is_in_no_zone_that_aws_picks(tmp_path: Path) -> None:
    """Of a subnet group over two zones: each of them may take it, and a third takes nothing."""
    third = LONE.replace("count             = 2", "count             = 3").replace(
        '["us-east-1a", "us-east-1b"]', '["us-east-1a", "us-east-1b", "us-east-1c"]'
    )
    text = (
        third.split('resource "aws_security_group"')[0]
        + """
resource "aws_db_subnet_group" "d" {
  name       = "d"
  subnet_ids = [aws_subnet.s[0].id, aws_subnet.s[1].id]
}
resource "aws_rds_cluster" "d" {
  cluster_identifier   = "d"
  engine               = "aurora-mysql"
  db_subnet_group_name = aws_db_subnet_group.d.name
}
resource "aws_rds_cluster_instance" "d" {
  cluster_identifier   = aws_rds_cluster.d.id
  engine               = "aurora-mysql"
  instance_class       = "db.r6g.large"
  db_subnet_group_name = aws_db_subnet_group.d.name
}
"""
    )
    _, found = drilled(tmp_path, text)
    assert found.answer == (
        "Does not survive the loss of one zone, whichever it is: d has one instance, and AWS picks "
        "the zone it stands in."
    )
    assert found.survives is False
    assert [trial.loss.outcome for trial in found.zones] == ["unknown", "unknown", "survives"]


OUTLET = """
resource "aws_route_table" "work" { vpc_id = aws_vpc.net.id }
resource "aws_route" "out" {
  route_table_id         = aws_route_table.work.id
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = WAY
}
resource "aws_route_table_association" "work" {
  for_each       = { b = 0, c = 0 }
  subnet_id      = aws_subnet.s[each.key].id
  route_table_id = aws_route_table.work.id
}
resource "aws_network_interface" "out" { subnet_id = aws_subnet.s["a"].id }
resource "aws_instance" "out" {
  ami               = "ami-0abcdef1234567890"
  instance_type     = "t3.nano"
  source_dest_check = false
  PLACE
}
resource "aws_ecs_service" "jobs" {
  name          = "jobs"
  desired_count = 4
  network_configuration { subnets = [aws_subnet.s["b"].id, aws_subnet.s["c"].id] }
}
"""
FACE = "network_interface {\n    device_index = 0\n    network_interface_id = WAY\n  }"


@pytest.mark.parametrize(
    ("way", "place"),
    [
        ("aws_instance.out.primary_network_interface_id", 'subnet_id = aws_subnet.s["a"].id'),
        ("aws_network_interface.out.id", FACE.replace("WAY", "aws_network_interface.out.id")),
    ],
    ids=["its own interface", "an interface put on it"],
)
def test_an_instance_that_subnets_leave_through(way: str, place: str, tmp_path: Path) -> None:
    """It is a way out and a point of its own: what it leaves without one is named, no more."""
    _, found = drilled(tmp_path, NETWORK + OUTLET.replace("WAY", way).replace("PLACE", place))
    assert [trial.loss.outcome for trial in found.zones] == ["degraded", "survives", "survives"]
    (point,) = (trial for trial in found.points if trial.loss.failure.kind == "nat")
    for trial in (found.zones[0], point):
        assert [item.subnet for item in trial.loss.cut_off] == [
            'aws_subnet.s["b"]',
            'aws_subnet.s["c"]',
        ]
        assert trial.loss.reasons[0] == "no instance is left of out"
        assert "s[b] and s[c] have no way out" in trial.loss.reasons[1]


TIERS = """
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.net.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "db" {
  vpc_id = aws_vpc.net.id
  ingress {
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.web.id]
  }
}
resource "aws_instance" "web" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.s["a"].id
  vpc_security_group_ids = [aws_security_group.web.id]
}
resource "aws_instance" "db" {
  count                  = COUNT
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.s[["b", "c"][count.index]].id
  vpc_security_group_ids = [aws_security_group.db.id]
}
"""


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, ["down", "down", "survives"]), (2, ["down", "degraded", "degraded"])],
)
def test_a_machine_in_front_and_one_behind_do_not_stand_in_for_each_other(
    count: int, expected: list[str], tmp_path: Path
) -> None:
    """What answers from outside, and what it asks: each is needed; two behind are alike."""
    _, found = drilled(tmp_path, NETWORK + TIERS.replace("COUNT", str(count)))
    assert [trial.loss.outcome for trial in found.zones] == expected


def test_what_shares_a_reason_is_said_once(tmp_path: Path) -> None:
    """A store that stops the stack and an endpoint that does not, lost with the same zone."""
    text = (
        NETWORK
        + """
resource "aws_mq_broker" "m" {
  broker_name     = "m"
  engine_type     = "RabbitMQ"
  deployment_mode = "SINGLE_INSTANCE"
  subnet_ids      = [aws_subnet.s["a"].id]
}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.net.id
  service_name      = "com.amazonaws.eu-central-1.ssm"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.s["a"].id]
}
"""
    )
    _, found = drilled(tmp_path, text)
    assert found.zones[0].loss.reasons == (
        "standing in eu-central-1a alone: Message broker m and VPC endpoint e",
    )
    assert found.zones[0].loss.outcome == "down"


def test_a_number_that_is_not_known_is_no_nought(tmp_path: Path) -> None:
    """A balancer of unknown zones, a cluster that names no instance, a database in any zone."""
    text = (
        LONE.split('resource "aws_security_group"', maxsplit=1)[0]
        + """
variable "subnets" { type = list(string) }
resource "aws_lb" "front" { subnets = var.subnets }
resource "aws_rds_cluster" "none" { engine = "aurora-mysql" }
resource "aws_db_subnet_group" "d" { subnet_ids = aws_subnet.s[*].id }
resource "aws_db_instance" "d" {
  engine               = "postgres"
  instance_class       = "db.t3.micro"
  db_subnet_group_name = aws_db_subnet_group.d.name
}
"""
    )
    _, found = drilled(tmp_path, text, "subnets")
    cells = row(found.zones[0])
    assert (cells["balancer"], cells["database"]) == ("?", "? of 1, ?")


def test_a_balancer_of_unknown_subnets_serves(tmp_path: Path) -> None:
    """What serves requests somewhere is never nothing: it cannot be told."""
    text = """
variable "where" { type = list(string) }
resource "aws_lb" "web" {
  name    = "web"
  subnets = var.where
}
"""
    _, found = drilled(tmp_path, text, "where")
    assert found.survives is None
    assert found.answer.startswith("Cannot tell what the loss of a zone of ")
    assert "load balancer web" in found.answer


@pytest.mark.parametrize(
    "block",
    [
        'resource "aws_alb" "more" {\n count = var.n\n subnets = []\n}',
        'resource "aws_elb" "more" {\n count = var.n\n}',
        'resource "aws_docdb_cluster" "more" {\n count = var.n\n}',
        'resource "aws_spot_instance_request" "more" {\n count = var.n\n}',
        'resource "aws_cloudformation_stack" "more" {\n count = var.n\n name = "x"\n}',
        'module "more" {\n source = "./more"\n count = var.n\n}',
        'module "more" {\n source = "git::https://example.com/more.git"\n}',
    ],
)
def test_what_cannot_be_counted_leaves_every_zone_untold(block: str, tmp_path: Path) -> None:
    """Of any alias, in a module, and a module that nobody read."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "main.tf").write_text('resource "aws_elb" "b" {}\n')
    _, found = drilled(tmp_path, NETWORK + WEB + block + '\nvariable "n" { type = number }\n', "n")
    assert found.survives is None
    assert {trial.loss.outcome for trial in found.zones} == {"unknown"}
    assert "more" in found.answer


def test_what_no_zone_takes_leaves_every_zone_told(tmp_path: Path) -> None:
    """However many instances of a module there are, each holds a queue alone."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "main.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    call = 'module "more" {\n source = "./more"\n count = var.n\n}\nvariable "n" {}\n'
    _, alone = drilled(tmp_path, NETWORK + WEB)
    _, found = drilled(tmp_path, NETWORK + WEB + call, "n")
    assert alone.survives is True
    assert found.survives is True
    assert [item.address for item in found.open_questions if item.question == "how many there are"]


def test_a_replica_has_no_standby(tmp_path: Path) -> None:
    """A lost replica is made anew by somebody; nothing takes over from it."""
    text = (
        group("aws_db_subnet_group", ALL)
        + """
resource "aws_db_instance" "main" {
  identifier           = "main"
  engine               = "postgres"
  multi_az             = true
  db_subnet_group_name = aws_db_subnet_group.g.name
}
resource "aws_db_instance" "copy" {
  identifier          = "copy"
  replicate_source_db = aws_db_instance.main.identifier
  availability_zone   = "eu-central-1b"
}
"""
    )
    architecture, found = drilled(tmp_path, NETWORK + text)
    (lost,) = (trial for trial in found.zones if trial.loss.failure.name == "eu-central-1b")
    assert lost.loss.outcome == "degraded"
    assert not any("copy over to its standby" in step.action for step in lost.steps)
    assert {part.place.vpc for part in architecture.graph.parts.values()} == {"aws_vpc.net"}


def test_an_address_on_an_interface_makes_its_instance_public(tmp_path: Path) -> None:
    """It stands in the subnet of its interface, wears its groups, and has its address."""
    text = """
resource "aws_security_group" "edge" { vpc_id = aws_vpc.net.id }
resource "aws_network_interface" "outer" {
  subnet_id       = aws_subnet.s["c"].id
  security_groups = [aws_security_group.edge.id]
}
resource "aws_eip" "outer" { domain = "vpc" }
resource "aws_eip_association" "outer" {
  network_interface_id = aws_network_interface.outer.id
  allocation_id        = aws_eip.outer.id
}
resource "aws_instance" "wall" {
  instance_type = "c6i.large"
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.outer.id
  }
}
"""
    architecture, _ = drilled(tmp_path, NETWORK + text)
    (machine,) = architecture.regions[0].vpcs[0].compute
    assert (machine.subnet, machine.zone) == ('aws_subnet.s["c"]', "eu-central-1c")
    assert machine.security_groups == ("aws_security_group.edge",)
    assert machine.addresses == ("aws_eip.outer",)
    verdicts = {item.control.id: item for item in assess(tmp_path, ("pci-dss",)).verdicts}
    assert verdicts["1.4.5-no-public-addresses"].verdict == "fail"


def test_a_way_of_requests_through_services_without_zones(tmp_path: Path) -> None:
    """From the edge through an API and functions to what they keep, each step stated."""
    text = """
resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "shop" {
  api_id           = aws_apigatewayv2_api.shop.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.take.invoke_arn
}
resource "aws_apigatewayv2_route" "shop" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "POST /"
  target    = "integrations/${aws_apigatewayv2_integration.shop.id}"
}
resource "aws_sqs_queue" "later" { name = "later" }
resource "aws_lambda_event_source_mapping" "later" {
  event_source_arn = aws_sqs_queue.later.arn
  function_name    = aws_lambda_function.do.arn
}
resource "aws_dynamodb_table" "done" {
  name     = "done"
  hash_key = "id"
}
"""
    text += function("take", more="environment { variables = { Q = aws_sqs_queue.later.url } }")
    text += function("do", more="environment { variables = { T = aws_dynamodb_table.done.name } }")
    architecture, found = drilled(tmp_path, 'provider "aws" { region = "us-east-1" }' + text)
    steps = {(item.source, item.target): item.kind for item in architecture.graph.relations}
    assert steps == {
        ("aws_apigatewayv2_api.shop", "aws_lambda_function.take"): "request",
        ("aws_lambda_function.take", "aws_sqs_queue.later"): "event",
        ("aws_sqs_queue.later", "aws_lambda_function.do"): "event",
        ("aws_lambda_function.do", "aws_dynamodb_table.done"): "data",
    }
    assert found.survives is True
    assert found.zones == ()


def test_icons_follow_the_type_whatever_the_name(tmp_path: Path) -> None:
    """A user pool called after another service is a user pool."""
    text = """
provider "aws" { region = "us-east-1" }
resource "aws_cognito_user_pool" "p" { name = "ec2-users" }
resource "aws_sns_topic" "t" { name = "rds-lambda-events" }
"""
    architecture, _ = drilled(tmp_path, text)
    icons = {card.subject.address: card.icon for card in draw(architecture).scene.cards}
    other, _ = drilled(tmp_path, text.replace("ec2-users", "x").replace("rds-lambda-events", "y"))
    assert icons == {card.subject.address: card.icon for card in draw(other).scene.cards}
    assert len(set(icons.values())) == 2


def test_a_gateway_balancer_has_no_clients(tmp_path: Path) -> None:
    """What inspects packets behind an endpoint is no way in from the internet."""
    text = """
resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.net.id }
resource "aws_lb" "inspect" {
  name               = "inspect"
  load_balancer_type = "gateway"
  subnets            = [for s in aws_subnet.s : s.id]
}
resource "aws_lb_target_group" "walls" {
  port        = 6081
  protocol    = "GENEVE"
  target_type = "ip"
  vpc_id      = aws_vpc.net.id
}
resource "aws_lb_listener" "all" {
  load_balancer_arn = aws_lb.inspect.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.walls.arn
  }
}
"""
    architecture, found = drilled(tmp_path, NETWORK + text)
    assert "Clients" not in {card.title for card in draw(architecture).scene.cards}
    assert found.survives is None


def test_volumes_stand_with_their_instance(tmp_path: Path) -> None:
    """In its zone, lost with it, and no finding of their own."""
    text = """
resource "aws_instance" "db" {
  instance_type = "m6i.large"
  subnet_id     = aws_subnet.s["b"].id
}
resource "aws_ebs_volume" "d" {
  count             = 5
  availability_zone = "eu-central-1b"
  size              = 10
}
resource "aws_volume_attachment" "d" {
  count       = 5
  device_name = "/dev/sd${count.index}"
  volume_id   = aws_ebs_volume.d[count.index].id
  instance_id = aws_instance.db.id
}
"""
    architecture, found = drilled(tmp_path, NETWORK + text)
    places = {part.place.zones for part in architecture.graph.parts.values()}
    assert places == {("eu-central-1b",)}
    assert [item.address for item in found.findings] == ["aws_instance.db"]
    assert found.outcome == "down"

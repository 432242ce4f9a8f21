"""What leaves a verdict open, or leaves too few at times: the faulty spelling and the sound one.

Each pair differs in what a reviewer would name; the sound one survives the loss of any zone.
"""

from pathlib import Path

import pytest

from archbench.architecture.drill import Drill
from tests.architecture.test_written import (
    ALL,
    CLUSTER,
    NETWORK,
    NODES,
    ONE,
    TWO,
    WEB,
    drilled,
    tasks,
)

BEHIND = WEB.partition('resource "aws_launch_template"')[0]
FORWARDED = """load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "api"
    container_port   = 80
  }
"""
BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n'
PLACEMENT = 'resource "aws_placement_group" "p" {\n  name     = "p"\n  strategy = "STRATEGY"\n}\n'
IN_GROUP = "placement { group_name = aws_placement_group.p.name }"


def web(more: str = "", template: str = "") -> str:
    """The balancer and its group of three, with more arguments of the group or its template."""
    plain = 'resource "aws_launch_template" "web" { instance_type = "m6i.large" }'
    started = (
        f'resource "aws_launch_template" "web" {{\ninstance_type = "m6i.large"\n{template}\n}}'
    )
    least = "  min_size            = 3\n"
    assert plain in WEB
    assert least in WEB
    return WEB.replace(plain, started).replace(least, f"{least}{more}\n")


def scaled(minimum: int, policy: str) -> str:
    """The group of three with this minimum and a policy."""
    group = WEB.replace("min_size            = 3", f"min_size = {minimum}\n  desired_capacity = 3")
    return f"""{group}
resource "aws_autoscaling_policy" "cpu" {{
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.web.name
  {policy}
}}
"""


TRACKING = """policy_type = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value     = 60
    disable_scale_in = DISABLED
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
"""


def at_night(sizes: str) -> str:
    """A schedule of the group."""
    return f"""
resource "aws_autoscaling_schedule" "night" {{
  scheduled_action_name  = "night"
  autoscaling_group_name = aws_autoscaling_group.web.name
  recurrence             = "0 20 * * *"
  {sizes}
}}
"""


def service(count: int, more: str = "") -> str:
    """A service on Fargate behind the balancer."""
    return BEHIND + CLUSTER + tasks("api", count, ALL, FORWARDED + more)


def on_nodes(more: str = "", subnets: str = ALL, network: str = "") -> str:
    """Three tasks behind the balancer, on the instances of a group in these subnets."""
    return f"""{BEHIND}{CLUSTER}{NODES.replace("SUBNETS", subnets)}
resource "aws_ecs_service" "api" {{
  name          = "api"
  cluster       = aws_ecs_cluster.c.id
  desired_count = 3
  capacity_provider_strategy {{
    capacity_provider = aws_ecs_capacity_provider.p.name
    weight            = 1
  }}
  {network}
  {FORWARDED}
  {more}
}}
"""


def constraint(expression: str) -> str:
    """A placement constraint of a service."""
    return f'placement_constraints {{\n type = "memberOf"\n expression = "{expression}"\n}}'


def target(least: int, night: str = "") -> str:
    """A scaling target of the service, and what is done to it at night."""
    found = f"""
resource "aws_appautoscaling_target" "t" {{
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${{aws_ecs_cluster.c.name}}/${{aws_ecs_service.api.name}}"
  min_capacity       = {least}
  max_capacity       = 9
}}
"""
    if night:
        found += f"""
resource "aws_appautoscaling_scheduled_action" "night" {{
  name               = "night"
  service_namespace  = aws_appautoscaling_target.t.service_namespace
  scalable_dimension = aws_appautoscaling_target.t.scalable_dimension
  resource_id        = aws_appautoscaling_target.t.resource_id
  schedule           = "cron(0 20 * * ? *)"
  scalable_target_action {{
    {night}
  }}
}}
"""
    return found


def moved(class_: str, block: str = "transition") -> str:
    """A bucket whose own lifecycle rule moves objects into a class."""
    rule = f'{block} {{\n days = 30\n storage_class = "{class_}"\n }}'
    return f"{BUCKET}  lifecycle_rule {{\n enabled = true\n {rule}\n }}\n}}\n"


def brokers(subnets: str, count: int, properties: str) -> str:
    """Brokers with a configuration."""
    return f"""
resource "aws_msk_configuration" "m" {{
  name              = "m"
  server_properties = "{properties}"
}}
resource "aws_msk_cluster" "m" {{
  cluster_name           = "m"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = {count}
  broker_node_group_info {{
    client_subnets  = {subnets}
    instance_type   = "kafka.m5.large"
    security_groups = []
  }}
  configuration_info {{
    arn      = aws_msk_configuration.m.arn
    revision = 1
  }}
}}
"""


def by_firewall(zones: str, target: str) -> str:
    """Functions whose way out leads through a firewall in these subnets of their own zones."""
    return f"""
resource "aws_subnet" "w" {{
  for_each          = {{ a = 10, b = 11, c = 12 }}
  vpc_id            = aws_vpc.net.id
  availability_zone = "eu-central-1${{each.key}}"
  cidr_block        = cidrsubnet("10.8.0.0/16", 8, each.value)
}}
resource "aws_networkfirewall_firewall" "f" {{
  name                = "f"
  firewall_policy_arn = "arn:aws:network-firewall:eu-central-1:123456789012:firewall-policy/p"
  vpc_id              = aws_vpc.net.id
  dynamic "subnet_mapping" {{
    for_each = toset({zones})
    content {{ subnet_id = aws_subnet.s[subnet_mapping.value].id }}
  }}
}}
resource "aws_vpc_endpoint" "g" {{
  vpc_id            = aws_vpc.net.id
  service_name      = "com.amazonaws.vpce.eu-central-1.vpce-svc-1"
  vpc_endpoint_type = "GatewayLoadBalancer"
  subnet_ids        = [aws_subnet.s["a"].id]
}}
resource "aws_route_table" "w" {{
  vpc_id = aws_vpc.net.id
  route {{
    cidr_block      = "0.0.0.0/0"
    vpc_endpoint_id = {target}
  }}
}}
resource "aws_route_table_association" "w" {{
  for_each       = aws_subnet.w
  subnet_id      = each.value.id
  route_table_id = aws_route_table.w.id
}}
resource "aws_lambda_function" "f" {{
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/f"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "x.zip"
  vpc_config {{
    subnet_ids         = [for s in aws_subnet.w : s.id]
    security_group_ids = []
  }}
}}
"""


SYNCED = (
    "tolist(aws_networkfirewall_firewall.f.firewall_status[0].sync_states)[0]"
    ".attachment[0].endpoint_id"
)
NAT_AS_GATEWAY = "gateway_id = aws_nat_gateway.n.id"
CONNECTED = """
resource "aws_apprunner_vpc_connector" "c" {
  vpc_connector_name = "c"
  security_groups    = ["sg-0a1b2c3d"]
  subnets            = SUBNETS
}
resource "aws_apprunner_service" "s" {
  service_name = "s"
  source_configuration {
    image_repository {
      image_identifier      = "public.ecr.aws/x/y:1"
      image_repository_type = "ECR_PUBLIC"
    }
  }
  network_configuration {
    egress_configuration {
      egress_type       = "VPC"
      vpc_connector_arn = aws_apprunner_vpc_connector.c.arn
    }
  }
}
"""
BESIDE_A_MACHINE = """
resource "aws_security_group" "m" {
  name   = "m"
  vpc_id = aws_vpc.net.id
}
resource "aws_instance" "m" {
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.s["a"].id
  vpc_security_group_ids = [aws_security_group.m.id]
}
resource "aws_ebs_volume" "m" {
  availability_zone = "eu-central-1a"
  size              = 40
}
"""
ATTACHED = """
resource "aws_volume_attachment" "m" {
  device_name = "/dev/xvdp"
  volume_id   = aws_ebs_volume.m.id
  instance_id = aws_instance.m.id
}
"""
DISTRIBUTION = """
resource "aws_cloudfront_distribution" "d" {
  enabled = true
  origin {
    domain_name = ORIGIN
    origin_id   = "o"
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "o"
    viewer_protocol_policy = "https-only"
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
"""
NAMES = """
resource "aws_route53_zone" "z" { name = "example.org" }
resource "aws_route53_record" "w" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "www.example.org"
  type    = "CNAME"
  ttl     = 300
  records = RECORDS
}
"""
PROXY = """
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "a" {
  api_id             = aws_apigatewayv2_api.a.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = URI
}
resource "aws_apigatewayv2_route" "a" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.a.id}"
}
"""
SUSPENDED = 'suspended_processes = ["{}"]'
BALANCED = """availability_zone_distribution {{
    capacity_distribution_strategy = "{}"
  }}
"""
SURVIVING = {
    "nothing but scaling in is suspended": web(SUSPENDED.format("AlarmNotification")),
    "balanced where it can be": web(BALANCED.format("balanced-best-effort")),
    "a schedule to six": WEB + at_night("min_size = 6\n max_size = 9\n desired_capacity = 6"),
    "a schedule that leaves what there is": WEB
    + at_night("min_size = -1\n max_size = 9\n desired_capacity = -1"),
    "a policy with a minimum of two": scaled(2, TRACKING.replace("DISABLED", "false")),
    "a policy that never takes away": scaled(1, TRACKING.replace("DISABLED", "true")),
    "steps up alone": scaled(1, 'adjustment_type = "ChangeInCapacity"\n scaling_adjustment = 2'),
    "spread out of a partition group": PLACEMENT.replace("STRATEGY", "spread")
    + web(template=IN_GROUP),
    "two tasks at least": service(2) + target(2),
    "four tasks at night": service(2) + target(2, "min_capacity = 4\n max_capacity = 8"),
    "tasks kept to two zones": on_nodes(
        constraint("attribute:ecs.availability-zone in [eu-central-1a, eu-central-1b]")
    ),
    "tasks kept out of one zone": on_nodes(
        constraint("attribute:ecs.availability-zone != eu-central-1a")
    ),
    "tasks kept to a type": on_nodes(constraint("attribute:ecs.instance-type =~ t3.*")),
    "tasks over the zones first": on_nodes(
        'ordered_placement_strategy {\n type = "spread"\n'
        ' field = "attribute:ecs.availability-zone"\n}\n'
        'ordered_placement_strategy {\n type = "binpack"\n field = "memory"\n}'
    ),
    "objects in a class over zones": moved("STANDARD_IA"),
    "brokers that write to two of three": brokers(ALL, 3, "min.insync.replicas = 2"),
    "an origin in the stack": WEB + DISTRIBUTION.replace("ORIGIN", "aws_lb.front.dns_name"),
    "an origin that is a bucket": DISTRIBUTION.replace(
        "ORIGIN", '"assets.s3.eu-central-1.amazonaws.com"'
    ),
    "names of what AWS keeps": NAMES.replace("RECORDS", '["d111111abcdef8.cloudfront.net"]'),
    "names that prove": NAMES.replace('"www', '"_proof.www').replace("RECORDS", '["x.example"]'),
    "a name beside the stack": WEB + NAMES.replace("RECORDS", '["blog.example.net"]'),
    "an API before the balancer": WEB + PROXY.replace("URI", '"http://${aws_lb.front.dns_name}/"'),
    "an endpoint of a service in every zone": CONNECTED.replace("SUBNETS", ALL),
}
DISPUTED = {
    # what starts nothing, or not everywhere
    **{
        f"{process} is suspended": (web(SUSPENDED.format(process)), "degraded", "nothing replaces")
        for process in ("Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy")
    },
    "nothing is started but in every zone": (
        web(BALANCED.format("balanced-only")),
        "degraded",
        "nothing replaces the lost 1 of 3: web",
    ),
    "zones are not kept even": (web(SUSPENDED.format("AZRebalance")), "unknown", "AZRebalance"),
    "a template for one zone": (
        web(template='placement { availability_zone = "eu-central-1a" }'),
        "unknown",
        "placement.availability_zone",
    ),
    "a template for one subnet": (
        web(template='network_interfaces { subnet_id = aws_subnet.s["a"].id }'),
        "unknown",
        "network_interfaces.subnet_id",
    ),
    "a template for one reservation": (
        web(
            template="capacity_reservation_specification {\n capacity_reservation_target {\n"
            ' capacity_reservation_id = "cr-0a1b2c3d4e5f60718"\n }\n }'
        ),
        "unknown",
        "capacity_reservation_id",
    ),
    "packed by its template": (
        PLACEMENT.replace("STRATEGY", "cluster") + web(template=IN_GROUP),
        "unknown",
        "cluster placement group",
    ),
    "packed by itself": (
        PLACEMENT.replace("STRATEGY", "cluster")
        + web("placement_group = aws_placement_group.p.id"),
        "unknown",
        "cluster placement group",
    ),
    # too few at times
    "one at night": (
        WEB + at_night("min_size = 1\n max_size = 1\n desired_capacity = 1"),
        "down",
        "no instance is left of web while night holds it at 1",
    ),
    "one at night, by its maximum": (WEB + at_night("max_size = 1"), "down", "holds it at 1"),
    "none at night": (
        WEB + at_night("min_size = 0\n max_size = 0\n desired_capacity = 0"),
        "unknown",
        "no instance of web runs while night holds it at 0",
    ),
    "a policy down to one": (
        scaled(1, TRACKING.replace("DISABLED", "false")),
        "down",
        "while scaling leaves its minimum of 1",
    ),
    "steps down to one": (
        scaled(1, 'adjustment_type = "ChangeInCapacity"\n scaling_adjustment = -1'),
        "down",
        "while scaling leaves its minimum of 1",
    ),
    "one task at least": (service(2) + target(1), "down", "while scaling leaves its minimum of 1"),
    "one task at night": (
        service(2) + target(2, "min_capacity = 1\n max_capacity = 1"),
        "down",
        "gone while night holds it at 1",
    ),
    "no task at night": (
        service(2) + target(2, "min_capacity = 0\n max_capacity = 0"),
        "unknown",
        "running nothing while night holds it at 0",
    ),
    "a number that is not known, and a minimum of none": (
        service(2).replace("desired_count = 2", "desired_count = var.tasks")
        + target(0)
        + 'variable "tasks" {}\n',
        "unknown",
        "running nothing while scaling leaves its minimum of 0",
    ),
    "a number that is not known, and a minimum of two": (
        service(2).replace("desired_count = 2", "desired_count = var.tasks")
        + target(2)
        + 'variable "tasks" {}\n',
        "unknown",
        "running in a number that cannot be told",
    ),
    # tasks kept together
    "tasks kept to one zone": (
        on_nodes(constraint("attribute:ecs.availability-zone == eu-central-1a")),
        "down",
        "standing in eu-central-1a alone: ECS service api",
    ),
    "tasks kept by a pattern": (
        on_nodes(constraint("attribute:ecs.availability-zone =~ .*a")),
        "unknown",
        "standing in zones that cannot be told: ECS service api",
    ),
    "tasks packed": (
        on_nodes('ordered_placement_strategy {\n type = "binpack"\n field = "memory"\n}'),
        "unknown",
        "placed by a strategy that does not begin with zones",
    ),
    "tasks over hosts": (
        on_nodes('ordered_placement_strategy {\n type = "spread"\n field = "instanceId"\n}'),
        "unknown",
        "placed by a strategy that does not begin with zones",
    ),
    "tasks of three subnets on hosts of one": (
        on_nodes(subnets=ONE, network=f"network_configuration {{ subnets = {ALL} }}"),
        "down",
        "standing in eu-central-1a alone: ECS service api",
    ),
    # what is kept
    "objects moved to one zone": (moved("ONEZONE_IA"), "unknown", "in one zone, of class ONEZONE"),
    "versions moved to one zone": (
        moved("ONEZONE_IA", "noncurrent_version_transition"),
        "unknown",
        "in one zone, of class ONEZONE",
    ),
    "brokers that write to all of two": (
        brokers(TWO, 2, "min.insync.replicas = 2"),
        "unknown",
        "writing only while 2 of 2 copies are in step",
    ),
    "a topic of one copy": (
        brokers(ALL, 3, "")
        + """
resource "aws_msk_topic" "t" {
  cluster_arn        = aws_msk_cluster.m.arn
  name               = "t"
  partition_count    = 3
  replication_factor = 1
}
""",
        "unknown",
        "keeping one copy of a topic",
    ),
    # ways
    "a NAT gateway that is called a gateway": (
        by_firewall('["a", "b"]', "x").replace("vpc_endpoint_id = x", NAT_AS_GATEWAY)
        + 'resource "aws_nat_gateway" "n" { subnet_id = aws_subnet.s["a"].id }\n',
        "degraded",
        "no way out",
    ),
    "a firewall of several endpoints": (
        by_firewall('["a", "b"]', SYNCED),
        "unknown",
        "the endpoint of f that is on the way of",
    ),
    "a firewall in one zone": (by_firewall('["a"]', SYNCED), "degraded", "no way out"),
    "an endpoint in one zone": (
        by_firewall('["a", "b"]', "aws_vpc_endpoint.g.id"),
        "degraded",
        "no way out",
    ),
    "an endpoint of nowhere": (
        by_firewall('["a", "b"]', "var.endpoint") + 'variable "endpoint" {}\n',
        "unknown",
        "the way out of",
    ),
    "a way into the network in one zone": (
        CONNECTED.replace("SUBNETS", ONE),
        "degraded",
        "standing in eu-central-1a alone: VPC connector c",
    ),
    # what stands elsewhere
    "an origin of another stack": (
        DISTRIBUTION.replace("ORIGIN", '"origin.example.com"'),
        "unknown",
        "origin.example.com is not in this configuration",
    ),
    "an origin that is not known": (
        DISTRIBUTION.replace("ORIGIN", "var.origin") + 'variable "origin" {}\n',
        "unknown",
        "what stands behind aws_cloudfront_distribution.d cannot be told",
    ),
    "names of another stack": (
        NAMES.replace("RECORDS", '["www.example.net"]'),
        "unknown",
        "www.example.net is not in this configuration",
    ),
    "an API before another stack": (
        PROXY.replace("URI", '"https://backend.example.com/api"'),
        "unknown",
        "https://backend.example.com/api is not in this configuration",
    ),
    # what is not AWS's own
    "pods of another provider": (
        WEB + 'resource "helm_release" "x" {\n name = "x"\n chart = "x"\n}\n',
        "unknown",
        "helm_release.x",
    ),
    "a volume of nobody": (WEB + BESIDE_A_MACHINE, "down", "Volume m"),
    "a volume of a spare machine": (
        WEB + BESIDE_A_MACHINE + ATTACHED,
        "degraded",
        "no instance is left of m, which no request in the code leads to",
    ),
}


def answered(directory: Path, text: str) -> Drill:
    """The drill of a stack, its variables left unknown."""
    _, found = drilled(directory, NETWORK + text, "*")
    return found


@pytest.mark.parametrize("name", SURVIVING)
def test_the_sound_spelling_survives(name: str, tmp_path: Path) -> None:
    """Nothing that a zone takes is missed, and the answer says so."""
    found = answered(tmp_path, SURVIVING[name])
    assert found.answer.startswith("Survives the loss of any one zone"), found.answer


@pytest.mark.parametrize("name", DISPUTED)
def test_the_faulty_spelling_does_not(name: str, tmp_path: Path) -> None:
    """The outcome at worst, with what a reviewer would name."""
    text, outcome, words = DISPUTED[name]
    found = answered(tmp_path, text)
    assert found.outcome == outcome, found.answer
    worst = [trial.loss.reasons for trial in found.zones if trial.loss.outcome == outcome]
    said = [found.answer, *(worst[0] if worst else ())]
    assert words in "; ".join(said)


def test_what_leaves_it_open_is_a_finding_with_its_place(tmp_path: Path) -> None:
    """The schedule, the template, the suspended process: each where it is written."""
    text = web(
        SUSPENDED.format("Launch"), 'placement { availability_zone = "eu-central-1a" }'
    ) + at_night("desired_capacity = 1")
    found = answered(tmp_path, text)
    said = {item.title: str(item.range) for item in found.findings}
    lines = (NETWORK + text).splitlines()
    for words, line in (
        ("is started from a template", 'resource "aws_launch_template" "web" {'),
        (
            "runs one unit while night holds it at 1",
            'resource "aws_autoscaling_schedule" "night" {',
        ),
        ("replaces no instance of a lost zone", '  suspended_processes = ["Launch"]'),
    ):
        (place,) = [place for title, place in said.items() if words in title]
        number = next(n for n, one in enumerate(lines, 1) if one.strip() == line.strip())
        assert f"main.tf:{number}" in place


def test_other_clouds_are_listed_and_decide_nothing(tmp_path: Path) -> None:
    """A bucket of another cloud stands in no zone of AWS: it is not drilled, and named."""
    text = WEB + 'resource "google_storage_bucket" "b" {\n name = "b"\n location = "EU"\n}\n'
    found = answered(tmp_path, text)
    assert found.survives is True
    assert found.not_drilled == ("google_storage_bucket.b",)


def test_of_two_doubts_about_a_group_its_own_is_told(tmp_path: Path) -> None:
    """What it sets itself, before what it starts from; both are found."""
    template = 'placement { availability_zone = "eu-west-1a" }'
    architecture, found = drilled(
        tmp_path, NETWORK + web('suspended_processes = ["AZRebalance"]', template)
    )
    own, other = architecture.graph.parts["aws_autoscaling_group.web"].doubts
    assert own.why != other.why
    for trial in found.zones:
        (group,) = trial.loss.capacities
        assert group.doubt == own.why

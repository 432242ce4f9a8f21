"""Lines say what the configuration says: who forwards, reaches, leaves through, probes whom."""

from dataclasses import replace

import pytest

from archbench.architecture.model import Architecture
from archbench.diagram import draw
from archbench.diagram.scene import EdgeLine
from tests.diagram.stacks import CASES, built, made

BLUE = 'aws_autoscaling_group.payment["blue"]'
GREEN = 'aws_autoscaling_group.payment["green"]'


def lines(architecture: Architecture) -> dict[tuple[str, str], EdgeLine]:
    """The lines of a drawing by source and target."""
    return {(edge.source, edge.target): edge for edge in draw(architecture).scene.edges}


def label(edge: EdgeLine) -> str:
    """What stands on a line."""
    return edge.label.text if edge.label else ""


def test_the_request_path_is_numbered_from_client_to_database() -> None:
    """DNS, gateway, live group, database, in this order."""
    found = lines(built("payments"))
    assert label(found["clients", "aws_route53_record.primary"]) == "1 DNS"
    assert label(found["clients", "aws_internet_gateway.main"]) == "2 HTTPS 443"
    assert label(found["aws_lb.main", BLUE]) == "3 blue 100%, 8080"
    assert label(found[BLUE, "aws_rds_cluster.aurora"]) == "4 SQL 5432"


def test_the_idle_color_gets_no_traffic() -> None:
    """Green is joined by an idle line, and nothing leads from it to the database."""
    found = lines(built("payments"))
    assert found["aws_lb.main", GREEN].kind == "idle"
    assert label(found["aws_lb.main", GREEN]) == "0%"
    assert (GREEN, "aws_rds_cluster.aurora") not in found


def test_flipping_the_color_flips_the_lines() -> None:
    """With green live the request goes to green."""
    found = lines(built("payments", "deployment_color=green"))
    assert found["aws_lb.main", GREEN].kind == "request"
    assert found["aws_lb.main", BLUE].kind == "idle"


def test_without_a_certificate_clients_come_by_http() -> None:
    """The listener that serves gives the label, not one that redirects."""
    found = lines(built("payments", "certificate_arn="))
    assert label(found["clients", "aws_internet_gateway.main"]) == "2 HTTP 80"


def test_subnets_leave_through_their_own_nat() -> None:
    """Each app subnet has a line to the NAT gateway of its zone."""
    found = lines(built("payments"))
    for number in range(3):
        edge = found[f"aws_subnet.private[{number}]", f"aws_nat_gateway.main[{number}]"]
        assert edge.kind == "egress"


def test_a_way_out_through_another_zone_is_another_line() -> None:
    """With one NAT gateway two subnets cross zones."""
    found = lines(built("payments", "nat_gateway_count=1"))
    kinds = [found[f"aws_subnet.private[{n}]", "aws_nat_gateway.main[0]"].kind for n in range(3)]
    assert kinds == ["egress", "crossing", "crossing"]


def test_the_health_check_probes_and_gates() -> None:
    """It asks through the gateway and gates the primary; on failure the secondary answers."""
    found = lines(built("payments"))
    check = "aws_route53_health_check.api"
    assert label(found[check, "aws_internet_gateway.main"]) == "probes /health"
    assert label(found[check, "aws_route53_record.primary"]) == "gates"
    between = found["aws_route53_record.primary", "aws_route53_record.secondary"]
    assert between.kind == "failover"


def test_no_rule_no_line() -> None:
    """Without a security group that lets it, no line leads to the database."""
    stack = made()
    closed = tuple(replace(group, permissions=()) for group in stack.security_groups)
    found = lines(replace(stack, security_groups=closed))
    assert not any(edge.kind == "data" for edge in found.values())
    assert any(edge.kind == "data" for edge in lines(stack).values())


def test_a_rule_by_network_counts_down_the_tiers() -> None:
    """The counter-example's app tier is open to its VPC: the web tier above it may call it."""
    found = lines(built("migration"))
    edge = found["block:aws_instance.web", "block:aws_instance.app"]
    assert label(edge) == "2 TCP 8080"
    assert ("block:aws_instance.app", "block:aws_instance.web") not in found


def test_an_internal_balancer_is_not_entered_from_outside() -> None:
    """Clients have no way to an internal load balancer."""
    stack = made()
    region, vpc = stack.regions[0], stack.regions[0].vpcs[0]
    inside = tuple(replace(item, internal=True) for item in vpc.load_balancers)
    hidden = replace(region, vpcs=(replace(vpc, load_balancers=inside),))
    found = lines(replace(stack, regions=(hidden,)))
    assert not any(target == "aws_lb.r0v0_0" for _, target in found)
    assert any(target == "aws_lb.r0v0_0" for _, target in lines(stack))


def test_lines_of_services_beyond_the_readable_are_counted() -> None:
    """Fifteen services that serve one group: twelve lines, and a note for the other three."""
    stack = made(services=15)
    region = stack.regions[0]
    group = region.vpcs[0].scaling_groups[0].address
    serving = tuple(replace(item, attaches_to=(group,)) for item in region.services)
    scene = draw(replace(stack, regions=(replace(region, services=serving),))).scene
    assert sum(edge.kind == "control" for edge in scene.edges) == 12
    assert any(note.startswith("3 lines not drawn") for note in scene.notes)


def test_a_line_says_what_proves_it() -> None:
    """The tooltip of a line to the database names the rule and where it is written."""
    edge = lines(built("payments"))[BLUE, "aws_rds_cluster.aurora"]
    assert "security_groups.tf:" in edge.tooltip


@pytest.mark.parametrize("case", sorted(CASES))
def test_steps_never_go_back(case: str) -> None:
    """A step's number is greater than that of every step before it."""
    numbers: dict[str, int] = {}
    steps = []
    for edge in draw(CASES[case]).scene.edges:
        step = edge.label.step if edge.label else ""
        if step.isdigit():
            numbers[edge.target] = min(int(step), numbers.get(edge.target, 99))
            steps.append((edge.source, int(step)))
    assert all(number > numbers.get(source, 0) for source, number in steps)

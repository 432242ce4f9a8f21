"""Listeners, rules, weights and the colour of what stands behind them."""

from decimal import Decimal

import pytest

from archbench.architecture import build
from archbench.architecture.model import Color, TargetGroup, Vpc
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.by_hand import VPC, network, refs_arn, stack, subnets, vpc_of
from tests.architecture.hand import ref, resource

UNKNOWN = Unknown(NUMBER, (Origin("variable", "var.weight"),))


def pair(action: dict[str, Plain], *more: Instance) -> Vpc:
    """A blue and a green target group and group behind one listener with this action."""
    colors = [
        part
        for color in ("blue", "green")
        for part in (
            resource(f"aws_lb_target_group.{color}", name=color, vpc_id=ref(VPC)),
            resource(
                f"aws_autoscaling_group.{color}",
                name=color,
                min_size=1,
                max_size=2,
                vpc_zone_identifier=subnets("app"),
                target_group_arns=refs_arn(f"aws_lb_target_group.{color}"),
            ),
        )
    ]
    balancer = resource("aws_lb.main", name="alb", subnets=subnets("public"))
    listener = resource(
        "aws_lb_listener.http",
        load_balancer_arn=ref("aws_lb.main", "arn"),
        port=80,
        protocol="HTTP",
        default_action=(action,),
    )
    return vpc_of(network(), colors, [balancer, listener, *more])


def weighted(blue: Plain, green: Plain) -> dict[str, Plain]:
    """A forward action with these weights."""
    groups = (("blue", blue), ("green", green))
    return {
        "type": "forward",
        "forward": (
            {
                "target_group": tuple(
                    {"arn": ref(f"aws_lb_target_group.{color}", "arn"), "weight": weight}
                    for color, weight in groups
                )
            },
        ),
    }


def colors(vpc: Vpc) -> dict[str, Color]:
    """The colour of each Auto Scaling group."""
    return {group.name: group.color for group in vpc.scaling_groups}


@pytest.mark.parametrize(
    ("blue", "green", "expected"),
    [
        (100, 0, {"blue": "live", "green": "idle"}),
        (0, 999, {"blue": "idle", "green": "live"}),
        (90, 10, {"blue": "split", "green": "split"}),
        (UNKNOWN, 0, {"blue": "unknown", "green": "unknown"}),
    ],
)
def test_color_follows_weights(blue: Plain, green: Plain, expected: dict[str, Color]) -> None:
    """All the weight is live, none is idle, a part is split, an unknown weight tells neither."""
    assert colors(pair(weighted(blue, green))) == expected


def test_weights_are_shares_of_their_action() -> None:
    """90 and 10 are 0.9 and 0.1 of the listener's traffic."""
    (balancer,) = pair(weighted(90, 10)).load_balancers
    (listener,) = balancer.listeners
    assert listener.forwards == {
        "aws_lb_target_group.blue": Decimal("0.9"),
        "aws_lb_target_group.green": Decimal("0.1"),
    }
    assert [group.weight for group in balancer.target_groups] == [Decimal("0.9"), Decimal("0.1")]


def test_target_without_a_weight_has_the_weight_one() -> None:
    """The provider's default is 1, so two groups without weights share evenly."""
    action = weighted(None, None)
    for item in pair(action).load_balancers[0].target_groups:
        assert item.weight == Decimal("0.5")


def test_target_group_no_listener_names_is_idle_and_spare() -> None:
    """The colour without traffic still has its place."""
    action: dict[str, Plain] = {
        "type": "forward",
        "target_group_arn": ref("aws_lb_target_group.blue", "arn"),
    }
    vpc = pair(action)
    assert colors(vpc) == {"blue": "live", "green": "idle"}
    assert [group.name for group in vpc.spare_target_groups] == ["green"]


def test_rule_of_a_listener_makes_its_target_live() -> None:
    """A path rule to green sends it traffic although the default action does not."""
    rule = resource(
        "aws_lb_listener_rule.path",
        listener_arn=ref("aws_lb_listener.http", "arn"),
        action=({"type": "forward", "target_group_arn": ref("aws_lb_target_group.green", "arn")},),
    )
    action: dict[str, Plain] = {
        "type": "forward",
        "target_group_arn": ref("aws_lb_target_group.blue", "arn"),
    }
    assert colors(pair(action, rule)) == {"blue": "live", "green": "live"}


def test_target_that_cannot_be_told_makes_no_color() -> None:
    """A listener that forwards to a computed target group tells neither colour."""
    arn = Unknown(STRING, (Origin("variable", "var.arn"),))
    assert colors(pair({"type": "forward", "target_group_arn": arn})) == {
        "blue": "unknown",
        "green": "unknown",
    }


def test_redirect_is_no_forward() -> None:
    """A redirect to HTTPS sends nothing to a target group."""
    redirect: dict[str, Plain] = {
        "type": "redirect",
        "redirect": ({"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"},),
    }
    vpc = pair(redirect)
    (listener,) = vpc.load_balancers[0].listeners
    assert (listener.redirects_to, dict(listener.forwards)) == ("HTTPS 443", {})
    assert colors(vpc) == {"blue": "idle", "green": "idle"}


def test_target_group_says_its_health_check_and_draining() -> None:
    """Interval, path and delay as set; port and protocol too."""
    group = resource(
        "aws_lb_target_group.x",
        name="x",
        vpc_id=ref(VPC),
        protocol="HTTP",
        port="8080",
        deregistration_delay="45",
        health_check=({"path": "/health", "interval": 30},),
    )
    (found,) = vpc_of(network(), [group]).spare_target_groups
    assert isinstance(found, TargetGroup)
    assert (found.port, found.deregistration_delay) == (8080, 45)
    assert (found.health_check_path, found.health_check_interval) == ("/health", 30)


def test_balancer_stands_in_the_zones_of_its_subnets() -> None:
    """Over two of three zones it names two."""
    balancer = resource(
        "aws_lb.main",
        name="nlb",
        load_balancer_type="network",
        subnet_mapping=(
            {"subnet_id": ref("aws_subnet.public[0]")},
            {"subnet_id": ref("aws_subnet.public[2]")},
        ),
    )
    (found,) = vpc_of(network(), [balancer]).load_balancers
    assert found.zones == ("us-east-1a", "us-east-1c")
    assert (found.kind, found.cross_zone) == ("network", False)


def test_classic_balancer_makes_its_instances_live() -> None:
    """Plain instances registered with a classic load balancer take its traffic."""
    machine = resource(
        "aws_instance.web", instance_type="t3.micro", subnet_id=ref("aws_subnet.app[0]")
    )
    classic = resource(
        "aws_elb.main",
        name="elb",
        subnets=(ref("aws_subnet.public[0]"),),
        instances=(ref("aws_instance.web"),),
        listener=({"lb_port": 80, "lb_protocol": "http", "instance_port": 8080},),
    )
    vpc = vpc_of(network(), [machine, classic])
    assert vpc.compute[0].color == "live"
    assert vpc.load_balancers[0].listeners[0].name == "HTTP 80"


@pytest.mark.parametrize(
    "attachment",
    [
        resource(
            "aws_autoscaling_attachment.x",
            autoscaling_group_name=ref("aws_autoscaling_group.x"),
            lb_target_group_arn=ref("aws_lb_target_group.x", "arn"),
        ),
        resource(
            "aws_autoscaling_traffic_source_attachment.x",
            autoscaling_group_name=ref("aws_autoscaling_group.x"),
            traffic_source=({"identifier": ref("aws_lb_target_group.x", "arn"), "type": "elbv2"},),
        ),
    ],
    ids=lambda item: item.type,
)
def test_separate_attachment_ties_group_to_target(attachment: Instance) -> None:
    """Attachments count like target_group_arns."""
    group = resource(
        "aws_autoscaling_group.x", min_size=1, max_size=1, vpc_zone_identifier=subnets("app")
    )
    target = resource("aws_lb_target_group.x", name="x", vpc_id=ref(VPC))
    (found,) = vpc_of(network(), [group, target, attachment]).scaling_groups
    assert found.target_groups == ("aws_lb_target_group.x",)


MANY = Unknown(STRING, (Origin("variable", "var.actions"),))
BLUE, GREEN = "aws_lb_target_group.blue", "aws_lb_target_group.green"


def to(address: str) -> dict[str, Plain]:
    """An action that forwards all of it."""
    return {"type": "forward", "target_group_arn": ref(address, "arn")}


def ruled(*actions: Plain) -> Instance:
    """A rule of the listener."""
    listener = ref("aws_lb_listener.http", "arn")
    return resource("aws_lb_listener_rule.r", listener_arn=listener, action=actions)


@pytest.mark.parametrize(
    ("action", "rule", "blue", "green"),
    [
        (to(BLUE), ruled(), ("live", 1), ("idle", 0)),
        (to(BLUE), ruled({"type": "fixed-response"}), ("live", 1), ("idle", 0)),
        (to(BLUE), ruled(MANY), ("live", 1), ("unknown", None)),
        (to(BLUE), ruled({"type": MANY}), ("live", 1), ("unknown", None)),
        (to(BLUE), ruled({"type": "forward"}), ("live", 1), ("unknown", None)),
        (weighted(0, 0), ruled(), ("idle", 0), ("idle", 0)),
        (weighted(0, 0), ruled(MANY), ("unknown", 0), ("unknown", 0)),
        (weighted(1, 0), ruled(weighted(0, 1)), ("split", 1), ("split", 1)),
        (weighted(1, 3), ruled(to(BLUE)), ("split", 1), ("split", Decimal("0.75"))),
        (weighted(UNKNOWN, 1), ruled(to(BLUE)), ("split", 1), ("unknown", None)),
        (weighted("2", "2"), ruled(), ("split", Decimal("0.5")), ("split", Decimal("0.5"))),
    ],
)
def test_the_greatest_share_of_any_action_is_the_weight(
    action: dict[str, Plain], rule: Instance, blue: tuple[str, object], green: tuple[str, object]
) -> None:
    """A share that is not known may be all of it; all of one action is all there is."""
    vpc = pair(action, rule)
    balancer = vpc.load_balancers[0]
    found = {
        group.name: (group.color, group.weight)
        for group in (*balancer.target_groups, *vpc.spare_target_groups)
    }
    assert found == {"blue": blue, "green": green}


def test_a_list_of_rules_that_is_not_known_tells_no_colour() -> None:
    """Nor do target groups that are not: they may be any."""
    vpc = pair({"type": "forward", "forward": ({"target_group": MANY},)})
    assert colors(vpc) == {"blue": "unknown", "green": "unknown"}
    assert vpc.load_balancers[0].target_groups == ()
    untold: Plain = ({"arn": ref(BLUE, "arn"), "weight": 1}, {"arn": MANY, "weight": 1})
    mixed: dict[str, Plain] = {"type": "forward", "forward": ({"target_group": untold},)}
    assert colors(pair(mixed)) == {"blue": "unknown", "green": "unknown"}


def alone(**values: Plain) -> TargetGroup:
    """A target group by itself."""
    group = resource("aws_lb_target_group.x", **{"name": "x", "vpc_id": ref(VPC), **values})
    (found,) = vpc_of(network(), [group]).spare_target_groups
    return found


def test_what_a_target_group_does_not_say_is_the_default_of_the_provider() -> None:
    """A check each 30 s, 300 s to drain; no port, no path."""
    found = alone()
    assert (found.deregistration_delay, found.health_check_interval) == (300, 30)
    assert (found.port, found.protocol, found.health_check_path) == (None, "", "")
    checked = alone(health_check=({"path": "/up"},), deregistration_delay=0)
    assert (checked.deregistration_delay, checked.health_check_interval) == (0, 30)
    assert (found.vpc, found.weight, found.color) == (VPC, Decimal(0), "idle")


def balancer(**values: Plain) -> Vpc:
    """A load balancer in two zones."""
    return vpc_of(
        network(),
        [resource("aws_lb.main", **{"name": "x", "subnets": subnets("public", 2), **values})],
    )


@pytest.mark.parametrize(
    ("values", "kind", "cross_zone"),
    [
        ({}, "application", True),
        ({"load_balancer_type": "application"}, "application", True),
        ({"load_balancer_type": "network"}, "network", False),
        (
            {"load_balancer_type": "network", "enable_cross_zone_load_balancing": True},
            "network",
            True,
        ),
        ({"load_balancer_type": "gateway"}, "gateway", False),
    ],
)
def test_an_application_balancer_crosses_zones(
    values: dict[str, Plain],
    kind: str,
    cross_zone: bool,  # noqa: FBT001
) -> None:
    """The others only where they say so."""
    (found,) = balancer(**values).load_balancers
    assert (found.kind, found.cross_zone, found.internal) == (kind, cross_zone, False)


def test_a_balancer_says_whether_it_is_internal() -> None:
    """Or that this is not known."""
    assert balancer(internal=True).load_balancers[0].internal is True
    assert balancer(internal="true").load_balancers[0].internal is True
    assert balancer(internal=UNKNOWN).load_balancers[0].internal == UNKNOWN


@pytest.mark.parametrize(
    ("values", "name", "port", "protocol"),
    [
        ({}, "HTTP", None, "HTTP"),
        ({"port": "443", "protocol": "HTTPS"}, "HTTPS 443", 443, "HTTPS"),
        ({"port": 80}, "HTTP 80", 80, "HTTP"),
        ({"protocol": "TCP"}, "TCP", None, "TCP"),
    ],
)
def test_a_listener_is_called_by_protocol_and_port(
    values: dict[str, Plain], name: str, port: int | None, protocol: str
) -> None:
    """HTTP where it says none."""
    listener = resource(
        "aws_lb_listener.x",
        load_balancer_arn=ref("aws_lb.main", "arn"),
        default_action=({"type": "fixed-response"},),
        **values,
    )
    balancer_ = resource("aws_lb.main", name="x", subnets=subnets("public", 2))
    (found,) = vpc_of(network(), [balancer_, listener]).load_balancers[0].listeners
    assert (found.name, found.port, found.protocol) == (name, port, protocol)
    assert (found.redirects_to, dict(found.forwards)) == ("", {})


def classic(**values: Plain) -> Vpc:
    """A classic balancer."""
    return vpc_of(
        network(),
        [resource("aws_elb.main", **{"name": "elb", "subnets": subnets("public", 2), **values})],
    )


def test_a_classic_balancer_crosses_zones_unless_it_says_otherwise() -> None:
    """As the provider has it; each listener by its own protocol and port."""
    (found,) = classic(
        listener=(
            {"lb_port": "443", "lb_protocol": "https"},
            {"lb_port": 25, "lb_protocol": "tcp"},
        )
    ).load_balancers
    assert (found.kind, found.cross_zone, found.internal) == ("classic", True, False)
    assert [(item.name, item.port, item.protocol) for item in found.listeners] == [
        ("HTTPS 443", 443, "HTTPS"),
        ("TCP 25", 25, "TCP"),
    ]
    assert found.zones == ("us-east-1a", "us-east-1b")
    (other,) = classic(cross_zone_load_balancing=False, internal=True).load_balancers
    assert (other.cross_zone, other.internal, other.listeners) == (False, True, ())


def test_no_balancer_gives_no_colour() -> None:
    """A group behind nothing is not live, not idle: it has none."""
    group = resource(
        "aws_autoscaling_group.x", min_size=1, max_size=1, vpc_zone_identifier=subnets("app")
    )
    (found,) = vpc_of(network(), [group]).scaling_groups
    assert found.color == "none"
    untold = resource(
        "aws_autoscaling_group.x",
        min_size=1,
        max_size=1,
        vpc_zone_identifier=subnets("app"),
        target_group_arns=MANY,
    )
    (found,) = vpc_of(network(), [untold]).scaling_groups
    assert found.color == "unknown"


def test_of_several_target_groups_the_busiest_gives_the_colour() -> None:
    """Live before unknown, unknown before split, split before idle."""

    def behind(*addresses: str, action: dict[str, Plain]) -> Color:
        both = resource(
            "aws_autoscaling_group.both",
            name="both",
            min_size=1,
            max_size=1,
            vpc_zone_identifier=subnets("app"),
            target_group_arns=refs_arn(*addresses),
        )
        return colors(pair(action, both))["both"]

    assert behind(BLUE, GREEN, action=weighted(1, 0)) == "live"
    assert behind(GREEN, action=weighted(1, 0)) == "idle"
    assert behind(BLUE, GREEN, action=weighted(1, 1)) == "split"
    assert behind(BLUE, GREEN, action=weighted(UNKNOWN, 1)) == "unknown"


@pytest.mark.parametrize(("attached", "twice"), [("one", "two"), ("two", "one")])
def test_each_group_behind_a_target_group_is_asked(attached: str, twice: str) -> None:
    """Also where one of them says twice that it is: by itself, and by an attachment."""
    parts = [
        resource("aws_lb.b", name="b", subnets=subnets("public")),
        resource("aws_lb_target_group.t", name="t", vpc_id=ref(VPC)),
        resource(
            "aws_lb_listener.l",
            load_balancer_arn=ref("aws_lb.b", "arn"),
            port=80,
            default_action=(to("aws_lb_target_group.t"),),
        ),
        *(
            resource(
                f"aws_autoscaling_group.{name}",
                name=name,
                min_size=2,
                vpc_zone_identifier=subnets("app"),
                target_group_arns=refs_arn("aws_lb_target_group.t") if name == twice else (),
            )
            for name in ("one", "two")
        ),
        *(
            resource(
                f"aws_autoscaling_attachment.a[{index}]",
                autoscaling_group_name=ref(f"aws_autoscaling_group.{name}", "name"),
                lb_target_group_arn=ref("aws_lb_target_group.t", "arn"),
            )
            for index, name in enumerate((attached, twice))
        ),
    ]
    asked = {
        item.target
        for item in build(stack(network(), parts)).graph.outgoing["aws_lb.b"]
        if item.kind == "request"
    }
    assert asked == {"aws_autoscaling_group.one", "aws_autoscaling_group.two"}

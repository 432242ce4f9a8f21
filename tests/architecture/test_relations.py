"""What the configuration says of its parts, asked one by one."""

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.relations import Relations
from archbench.architecture.written import carried
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Unknown
from tests.architecture.by_hand import aurora, balanced, network, stack
from tests.architecture.hand import configuration, ref, resource


def untold(name: str) -> Plain:
    """A text that a variable of the configuration gives."""
    return Unknown(STRING, (Origin("variable", f"var.{name}"),))


def test_variables_that_may_carry_a_secret_are_found_behind_those_that_do_not() -> None:
    """What is known is no secret of that kind; the next ones are looked at all the same."""
    made = ref("random_password.db", "result")
    variables: dict[str, Plain] = {
        "PORT": "80",
        "DB_PASSWORD": made,
        "API_TOKEN": untold("token"),
        "ZONE": untold("z"),
    }
    assert carried(variables) == (("DB_PASSWORD",), (untold("token"),))


def test_what_names_a_thing_is_found_by_its_address() -> None:
    """Two listeners name one balancer; of a third it is not known which."""
    listeners = [
        resource(f"aws_lb_listener.{name}", load_balancer_arn=value)
        for name, value in (
            ("a", ref("aws_lb.main", "arn")),
            ("b", ref("aws_lb.main", "arn")),
            ("c", untold("balancer")),
        )
    ]
    found = configuration(resource("aws_lb.main", name="main"), *listeners)
    named, open_ = Relations(found, build(found)).naming("aws_lb_listener", "load_balancer_arn")
    assert {key: [item.address for item in items] for key, items in named.items()} == {
        "aws_lb.main": ["aws_lb_listener.a", "aws_lb_listener.b"]
    }
    assert [item.address for item in open_] == ["aws_lb_listener.c"]


def test_why_a_cluster_is_down_says_whether_it_has_a_reader() -> None:
    """A single instance has nobody to promote; of two in one zone none is left."""

    def why(kind: str, *zones: str) -> str:
        found = stack(network(), balanced(), aurora(*zones))
        made = drill(found, build(found))
        trials = (*made.zones, *made.points)
        down = (x for x in trials if x.loss.failure.kind == kind and x.loss.outcome == "down")
        return next(down).loss.databases[0].why

    assert "has one instance and no reader to promote" in why("writer", "us-east-1a")
    lost = why("zone", "us-east-1a", "us-east-1a")
    assert "has no instance left to promote; its data is kept in other zones" in lost

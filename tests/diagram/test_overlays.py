"""Overlays put each thing on its card, lose nothing, and move nothing."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from archbench.architecture.loss import Failure, lose
from archbench.architecture.model import Architecture
from archbench.diagram import draw, overlays
from archbench.diagram.comparison import draw_comparison, united
from archbench.diagram.scene import Badge, Scene
from tests.diagram.stacks import built, made

BLUE = 'aws_autoscaling_group.payment["blue"]'


def badges(scene: Scene, key: str) -> list[str]:
    """The badges of one card."""
    card = scene.card(key)
    assert card is not None
    return [badge.text for badge in card.badges]


def places(scene: Scene) -> dict[str, object]:
    """Where everything stands."""
    return {shape.key: shape.rect for shape in scene.shapes()}


def lost(architecture: Architecture, zone: str) -> Scene:
    """The drawing with one zone lost."""
    region = architecture.regions[0].name
    loss = lose(architecture, Failure("zone", zone, region, zones=frozenset({zone})))
    return draw(architecture, overlays=[overlays.zone_loss(loss)]).scene


def test_costs_of_what_a_card_lists_are_summed_on_it() -> None:
    """An elastic IP's cost stands on the card of its NAT gateway."""
    amounts = {"aws_nat_gateway.main[0]": Decimal("32.85"), "aws_eip.nat[0]": Decimal("3.65")}
    scene = draw(built("payments"), overlays=[overlays.cost(amounts)]).scene
    assert badges(scene, "aws_nat_gateway.main[0]") == ["$36.50"]
    assert scene.subtitle == "monthly cost at list price: $36.50"


def test_costs_without_a_card_stand_in_a_note() -> None:
    """What no card carries is told, so that the parts add up."""
    amounts = {"aws_nothing.here": Decimal("1.25"), BLUE: Decimal(2)}
    scene = draw(built("payments"), overlays=[overlays.cost(amounts)]).scene
    assert "Not on a card: $1.25 a month." in scene.notes[-1]
    assert scene.subtitle.endswith("$3.25")


def test_an_amount_that_grows_with_usage_says_so() -> None:
    """Zero, no price, and by usage are three different things."""
    overlay = overlays.cost(
        {"aws_lb.main": Decimal("27.375"), BLUE: Decimal(0)},
        by_usage=["aws_lb.main", "aws_sns_topic.alarms"],
        unpriced=["aws_backup_plan.aurora"],
    )
    scene = draw(built("payments"), overlays=[overlay]).scene
    assert badges(scene, "aws_lb.main") == ["$27.38+"]
    assert badges(scene, BLUE) == ["LIVE 100%", "$0.00"]
    assert badges(scene, "aws_sns_topic.alarms") == ["by usage"]
    assert badges(scene, "aws_backup_plan.aurora") == ["no price"]


def test_amounts_are_never_shortened() -> None:
    """A badge shows its whole amount beside the live badge."""
    scene = draw(
        built("payments"), overlays=[overlays.cost({BLUE: Decimal("1204.41")}, by_usage=[BLUE])]
    ).scene
    card = scene.card(BLUE)
    assert card is not None
    assert [badge.text for badge, _ in card.badge_rects()] == ["LIVE 100%", "$1,204.41+"]


def test_verdicts_count_per_card_and_mark_failures() -> None:
    """A failed control gives its card a heavy border; an open one is never a pass."""
    overlay = overlays.verdicts(
        {
            "aws_lb.main": ["pass", "fail"],
            "aws_lb_listener.http": ["pass"],
            "aws_rds_cluster.aurora": ["pass", "pass"],
            "aws_kms_key.aurora": ["open"],
            "aws_sns_topic.alarms": ["not_applicable"],
            "aws_gone.a": ["fail"],
        }
    )
    scene = draw(built("payments"), overlays=[overlay]).scene
    assert badges(scene, "aws_lb.main") == ["1 of 3 fail"]
    assert badges(scene, "aws_rds_cluster.aurora") == ["2/2 pass"]
    assert badges(scene, "aws_kms_key.aurora") == ["1 open"]
    assert badges(scene, "aws_sns_topic.alarms") == []
    looks = {card.key: card.look for card in scene.cards}
    assert looks["aws_lb.main"] == "bad"
    assert looks["aws_rds_cluster.aurora"] == "plain"
    assert scene.notes[-1] == "Also failed, on no card: aws_gone.a"
    assert scene.subtitle == "checks: 4 pass, 2 fail, 1 open"


def test_readings_stand_on_the_card_of_their_address() -> None:
    """A metric's badge is shown where it was measured."""
    scene = draw(
        built("payments"), overlays=[overlays.badges({BLUE: Badge("CPU 43%")}, subtitle="live")]
    ).scene
    assert badges(scene, BLUE) == ["LIVE 100%", "CPU 43%"]
    assert scene.subtitle == "live"


def test_what_a_card_stands_for_has_the_same_badge_once() -> None:
    """A risk of a gateway and of its address has one number on their card."""
    risk = Badge("risk 1", "bad")
    marks = {"aws_nat_gateway.main[0]": risk, "aws_eip.nat[0]": risk}
    scene = draw(built("payments"), overlays=[overlays.badges(marks)]).scene
    assert badges(scene, "aws_nat_gateway.main[0]") == ["risk 1"]


def test_a_lost_zone_takes_everything_in_it_and_nothing_else() -> None:
    """All cards of zone b are lost; those of a and c are not."""
    scene = lost(built("payments"), "us-east-1b")
    by_zone = {card.key: card.subject.zone for card in scene.cards}
    gone = {card.key for card in scene.cards if card.look == "lost"}
    assert gone == {key for key, zone in by_zone.items() if zone == "us-east-1b"}
    assert len(gone) == 5


def test_survivors_say_what_they_carry() -> None:
    """With one of three zones lost, four of six instances are left and each carries half more."""
    scene = lost(built("payments"), "us-east-1b")
    assert badges(scene, BLUE) == ["LIVE 100%", "4 of 6"]
    assert badges(scene, f"{BLUE}@us-east-1a") == ["carries 1.5 x"]
    assert badges(scene, "aws_lb.main") == ["2 of 3 zones"]


def test_losing_the_zone_of_the_only_nat_cuts_off_the_others() -> None:
    """With one NAT gateway the app subnets of b and c have no way out when a is lost."""
    scene = lost(built("payments", "nat_gateway_count=1"), "us-east-1a")
    titles = {box.key: box.title for box in scene.boxes}
    assert titles["aws_subnet.private[1]"] == "App subnet NO WAY OUT"
    assert titles["aws_subnet.private[2]"] == "App subnet NO WAY OUT"
    assert "loses a part" in scene.subtitle


def test_overlays_move_nothing() -> None:
    """Every shape keeps its place under every overlay."""
    architecture = built("payments")
    plain = places(draw(architecture).scene)
    assert places(lost(architecture, "us-east-1a")) == plain
    several = [overlays.cost({BLUE: Decimal(1)}), overlays.verdicts({BLUE: ["pass"]})]
    assert places(draw(architecture, overlays=several).scene) == plain


def test_perspectives_move_nothing() -> None:
    """Only the perspective of one zone has another layout."""
    plain = places(draw(built("payments")).scene)
    for name in ("request", "egress", "security"):
        assert places(draw(built("payments"), perspective=name).scene) == plain


def test_the_request_perspective_keeps_the_request_path() -> None:
    """Clients, balancer, groups and database stay; NAT gateways and services fade."""
    scene = draw(built("payments"), perspective="request").scene
    faded = {card.key: card.faded for card in scene.cards}
    assert not any(faded[key] for key in ("clients", "aws_lb.main", BLUE, "aws_rds_cluster.aurora"))
    assert faded["aws_nat_gateway.main[0]"]
    assert faded["aws_sns_topic.alarms"]


def test_the_security_perspective_tells_who_is_open() -> None:
    """The balancer is open to all, the instances and the database to groups only."""
    scene = draw(built("payments"), perspective="security").scene
    assert "OPEN TO ALL" in badges(scene, "aws_lb.main")
    assert "GROUPS ONLY" in badges(scene, BLUE)
    assert "GROUPS ONLY" in badges(scene, "aws_rds_cluster.aurora")


def test_one_zone_shows_one_column() -> None:
    """The perspective of zone b has the column of b only."""
    scene = draw(built("payments"), perspective="zone:b").scene
    assert [box.subject.zone for box in scene.boxes if box.kind == "zone"] == ["us-east-1b"]


def test_a_comparison_has_a_place_for_what_is_gone() -> None:
    """From three NAT gateways to one: two are drawn as removed."""
    before, after = built("payments"), built("payments", "nat_gateway_count=1")
    scene = draw_comparison(before, after).scene
    looks = {card.key: card.look for card in scene.cards}
    assert looks["aws_nat_gateway.main[0]"] == "plain"
    assert looks["aws_nat_gateway.main[1]"] == looks["aws_nat_gateway.main[2]"] == "removed"
    assert "2 removed" in scene.subtitle


def test_a_comparison_names_what_changed() -> None:
    """One fact: its old and new value; several: how many; attributes where the caller knows."""
    before = built("payments")
    after = built("payments", "asg_max_size=24")
    scene = draw_comparison(before, after, changed={"aws_lb.main": ["ssl_policy"]}).scene
    assert badges(scene, BLUE) == ["LIVE 100%", "~ maximum 18 to 24"]
    assert badges(scene, "aws_lb.main") == ["~ ssl_policy"]
    card = scene.card(BLUE)
    assert card is not None
    assert ("maximum was", "18") in card.subject.facts


def test_comparing_a_configuration_with_itself_shows_no_change() -> None:
    """No sign without a difference."""
    scene = draw_comparison(built("payments"), built("payments")).scene
    assert {card.look for card in scene.cards} == {"plain", "idle"}
    assert "nothing on the drawing changes" in scene.subtitle


def test_both_sides_of_a_comparison_share_their_layout() -> None:
    """A to B and B to A have every card in the same place."""
    one, two = built("payments"), built("payments", "nat_gateway_count=1")
    there, back = draw_comparison(one, two).scene, draw_comparison(two, one).scene
    assert {c.key: c.rect for c in there.cards} == {c.key: c.rect for c in back.cards}


def test_the_same_address_in_another_region_is_another_thing() -> None:
    """Both stacks have aws_vpc.main, in different regions: each has its place, one is removed."""
    scene = draw_comparison(built("migration"), built("payments")).scene
    titles = {box.key: box.title for box in scene.boxes if box.kind == "vpc"}
    assert set(titles) == {"aws_vpc.main", "aws_vpc.main (before)"}
    keys = [shape.key for shape in scene.shapes()]
    assert len(keys) == len(set(keys))
    gone = scene.card("aws_internet_gateway.main (before)")
    assert gone is not None
    assert gone.look == "removed"
    probe = next(edge for edge in scene.edges if edge.label and "probes" in edge.label.text)
    assert probe.target == "aws_internet_gateway.main"


def test_a_union_keeps_everything_of_both() -> None:
    """Elements of either side are in the union once, the later side's words winning."""
    before, after = made(groups=2), made(groups=1)
    later = replace(after, path="later")
    both = united(before, later)
    groups = both.regions[0].vpcs[0].scaling_groups
    assert [item.address for item in groups] == [
        "aws_autoscaling_group.r0v0_0",
        "aws_autoscaling_group.r0v0_1",
    ]
    assert both.path == "later"


def test_no_figure_of_stacked_badges_is_cut() -> None:
    """Badges that one edge cannot hold go to the other, each whole."""
    texts = ["$1,234.56+", "11 of 12 fail, 3 open", "p99 1,181 ms", "carries 1.5 x", "SHARED FATE"]
    card = next(c for c in draw(built("payments")).scene.cards if c.key == "aws_lb.main")
    placed = replace(card, badges=tuple(Badge(text) for text in texts)).badge_rects()
    assert sorted(badge.text for badge, _ in placed) == sorted(texts)
    rects = [rect for _, rect in placed]
    assert not any(one.overlaps(two) for one, two in combinations(rects, 2))
    assert all(card.rect.x <= rect.x and rect.right <= card.rect.right for rect in rects)

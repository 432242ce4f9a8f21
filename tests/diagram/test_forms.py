"""Every stack has the form it needs: zones, flow, hub, systems; lines go around cards."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.model import Architecture
from archbench.architecture.question import HOW_MANY, OpenQuestion
from archbench.diagram import draw
from archbench.diagram.icons import ICONS
from archbench.diagram.overlays import cost
from archbench.diagram.scene import Card, EdgeLine, Rect, Scene
from archbench.diagram.tiles import TIMES
from archbench.errors import InputError
from archbench.terraform import load
from tests.diagram.stacks import CASES, built, untold

FORMS = ("orders", "shop", "containers", "hub", "network", "estate")
"""A stack of each form, and those of the goal pictures."""
NEAR = 5.0
"""How near a line may come to a card that it does not join, in pixels."""


@pytest.fixture(scope="module")
def orders() -> Scene:
    """A stack without a VPC."""
    return draw(built("orders")).scene


@pytest.fixture(scope="module")
def shop() -> Scene:
    """Containers, a replica and volumes over two zones, and functions outside of them."""
    return draw(built("shop")).scene


@pytest.fixture(scope="module")
def hub() -> Scene:
    """Three VPCs at one transit gateway."""
    return draw(built("hub")).scene


@pytest.fixture(scope="module")
def estate() -> Scene:
    """More cards than one drawing holds."""
    return draw(built("estate")).scene


def pieces(edge: EdgeLine) -> list[Rect]:
    """The straight pieces of a line."""
    return [
        Rect(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
        for (x1, y1), (x2, y2) in pairwise(edge.points)
    ]


def card(scene: Scene, title: str) -> Card:
    """The card with this title."""
    return next(item for item in scene.cards if item.title == title)


def line(scene: Scene, source: str, target: str) -> EdgeLine:
    """The line between two cards, by their titles."""
    ends = card(scene, source).key, card(scene, target).key
    return next(edge for edge in scene.edges if (edge.source, edge.target) == ends)


@pytest.mark.parametrize(
    "case", ["orders", "shop", "containers", "hub", "network", "estate", "untold"]
)
def test_no_line_comes_near_a_foreign_card(case: str) -> None:
    """Within five pixels of a card there are only its own lines."""
    scene = draw(CASES[case]).scene
    near = [
        (edge.key, item.key)
        for edge in scene.edges
        for piece in pieces(edge)
        for item in scene.cards
        if item.key not in (edge.source, edge.target) and piece.grown(NEAR).overlaps(item.rect)
    ]
    assert near == []


@pytest.mark.parametrize("case", sorted(CASES))
def test_no_label_lies_on_a_foreign_line(case: str) -> None:
    """The plate of a label covers its own line alone."""
    scene = draw(CASES[case]).scene
    covered = [
        (edge.key, other.key)
        for edge in scene.edges
        if edge.label
        for other in scene.edges
        if other is not edge and other.target != edge.target
        for piece in pieces(other)
        if piece.overlaps(edge.label.rect)
    ]
    assert covered == []


@pytest.mark.parametrize("case", FORMS)
def test_no_two_lines_run_into_each_other(case: str) -> None:
    """Lines cross; they do not share a stretch unless they lead to one card."""
    edges = draw(CASES[case]).scene.edges
    shared = [
        (one.key, two.key)
        for one, two in combinations(edges, 2)
        if one.target != two.target and one.source != two.source
        for a in pieces(one)
        for b in pieces(two)
        if a.grown(0.5).overlaps(b.grown(0.5)) and (a.w > a.h) == (b.w > b.h)
    ]
    assert shared == []


def test_a_flow_is_one_numbered_way_from_left_to_right(orders: Scene) -> None:
    """From the clients to the table each step stands right of the last, or below the edge."""
    way = ["Clients", "CloudFront door", "API Gateway desk", "Lambda take", "SQS baskets"]
    way += ["Lambda pack", "DynamoDB shelf"]
    for number, (source, target) in enumerate(pairwise(way), start=1):
        found = line(orders, source, target)
        assert found.label is not None
        assert found.label.step == str(number)
        assert card(orders, source).rect.x <= card(orders, target).rect.x
    row = {card(orders, title).rect.y for title in way[2:]}
    assert len(row) == 1


def test_a_second_way_is_numbered_apart(orders: Scene) -> None:
    """The nightly count is a way of its own."""
    found = line(orders, "Lambda count", "DynamoDB shelf").label
    assert found is not None
    assert found.step == "S2"


def test_an_api_says_its_routes_and_a_function_what_it_may(orders: Scene) -> None:
    """Methods and paths below the API; below a function what its policies allow, none denied."""
    routes = ("2 routes", "GET /baskets/{id}", "PUT /baskets")
    assert card(orders, "API Gateway desk").tray == routes
    assert card(orders, "Lambda take").tray == (
        "IAM: it may",
        "dynamodb GetItem",
        "sqs SendMessage",
    )
    pack = card(orders, "Lambda pack")
    assert pack.tray[-1] == "sqs DeleteMessage, ReceiveMessage"
    assert "dynamodb:PutItem on DynamoDB shelf" in dict(pack.subject.facts)["it may"]


def test_a_line_says_which_requests_go_this_way_or_what_is_done(orders: Scene) -> None:
    """Path patterns of a distribution, and the action where a policy alone leads there."""
    said = {
        (source, target): line(orders, source, target).label
        for source, target in (
            ("CloudFront door", "API Gateway desk"),
            ("CloudFront door", "S3 pages"),
            ("Lambda take", "SQS baskets"),
            ("Lambda count", "S3 reports"),
            ("SQS baskets", "SQS broken"),
        )
    }
    words = [label.word for label in said.values() if label]
    assert words == ["/api/*", "/*", "SendMessage", "PutObject", "after 3 tries"]


def test_what_was_given_up_stands_below_its_queue(orders: Scene) -> None:
    """The dead-letter queue, by a line of its own kind."""
    queue, dead = card(orders, "SQS baskets").rect, card(orders, "SQS broken").rect
    assert line(orders, "SQS baskets", "SQS broken").kind == "gives_up"
    assert queue.x == dead.x
    assert queue.bottom < dead.y


def test_the_edge_stands_outside_of_the_region(orders: Scene) -> None:
    """Clients, the distribution and what guards it; the rest within."""
    region = next(box.rect for box in orders.boxes if box.title == "Region us-west-2")
    outside = {item.title for item in orders.cards if not region.overlaps(item.rect)}
    edge = {"Clients", "CloudFront door", "WAF shield"}
    assert outside == {*edge, "S3 afar", "DynamoDB shelf"}  # the bucket afar and the replica


def test_support_and_what_nothing_leads_to_stand_below_the_flow(orders: Scene) -> None:
    """Keys and roles have no line each; what is joined to nobody is said to be."""
    region = next(box.rect for box in orders.boxes if box.title == "Region us-west-2")
    boxes = {b.title: b.rect for b in orders.boxes if b.rect.overlaps(region)}
    touched = {key for edge in orders.edges for key in (edge.source, edge.target)}
    for title, held in (
        ("Supporting services", "KMS seal"),
        ("By themselves", f"SNS nobody {TIMES} 2"),
    ):
        assert boxes[title].overlaps(card(orders, held).rect)
        assert card(orders, held).key not in touched


def test_alarms_are_counted_on_what_they_watch(orders: Scene) -> None:
    """One alarm watches the queue."""
    assert [badge.text for badge in card(orders, "SQS baskets").badges] == ["1 ALARM"]


def test_the_icon_follows_the_type_and_never_the_name(orders: Scene) -> None:
    """A user pool whose name speaks of two other services is drawn as Cognito."""
    assert card(orders, "Cognito lambda-s3-people").icon == "security.Cognito"
    assert not {item.icon for item in orders.cards} & {"lambda", "s3"} & set(ICONS)


def test_a_service_of_containers_is_a_band_with_its_tasks_by_zone(shop: Scene) -> None:
    """Three tasks over two zones, reached by the balancer and reaching the database."""
    cells = {item.subject.zone: item.title for item in shop.cards if item.title[:4] == "till"}
    assert cells == {"us-west-2a": f"till {TIMES} 2", "us-west-2b": f"till {TIMES} 1"}
    assert line(shop, "Load balancer", "ECS till").kind == "request"
    assert line(shop, "ECS till", "MySQL").kind == "data"


def test_a_row_where_something_works_is_no_database_row(shop: Scene) -> None:
    """The subnets of the service also hold the database."""
    titles = {box.title for box in shop.boxes if "subnet" in box.title}
    assert titles == {"Public subnet", "App subnet"}


def test_a_replica_stands_in_its_sources_vpc_and_subnets(shop: Scene) -> None:
    """It names none itself: it stands under its source, in its own zone, as a database."""
    copy = card(shop, "books-copy")
    home = next(box for box in shop.boxes if box.kind == "app" and box.rect.overlaps(copy.rect))
    assert copy.subject.zone == home.subject.zone == "us-west-2b"
    assert copy.icon.startswith("database.RDS")
    assert [edge.kind for edge in shop.edges if edge.target == "aws_db_instance.copy"] == [
        "replica"
    ]


def test_volumes_stand_as_one_card_below_their_instance(shop: Scene) -> None:
    """Five volumes in the zone of the instance they are attached to."""
    volume, machine = card(shop, f"EBS disks {TIMES} 5"), card(shop, "EC2 disks")
    assert sum("aws_ebs_volume" in member for member in volume.subject.members) == 5
    assert 0 < volume.rect.y - machine.rect.bottom < 60
    assert card(shop, f"disks {TIMES} 5").subject.zone == "us-west-2b"


def test_functions_beside_zones_flow_below_the_vpc(shop: Scene) -> None:
    """API, function and table in a row; clients reach the API."""
    vpc = next(box.rect for box in shop.boxes if box.kind == "vpc")
    row = [card(shop, title) for title in ("API Gateway hooks", "Lambda hooks", "DynamoDB seen")]
    assert len({item.rect.y for item in row}) == 1
    assert row[0].rect.y > vpc.bottom
    assert line(shop, "Clients", "API Gateway hooks").kind == "request"


def test_attachments_stand_at_the_height_of_their_vpc(hub: Scene) -> None:
    """Each by a straight line into its frame."""
    frames = {box.key: box.rect for box in hub.boxes if box.kind == "vpc"}
    attached = [edge for edge in hub.edges if edge.source.count("vpc_attachment")]
    assert len(attached) == 3
    for edge in attached:
        (x1, y1), (x2, y2) = edge.points
        assert y1 == y2
        assert x2 == frames[edge.target].x > x1
        assert frames[edge.target].y < y2 < frames[edge.target].bottom


def test_a_peering_and_a_vpn_have_lines(hub: Scene) -> None:
    """The peering ties two VPCs, the connection leads to what stands outside the region."""
    ends = {frozenset((edge.source, edge.target)): edge for edge in hub.edges}
    peering = ends[frozenset(('aws_vpc.n["beta"]', 'aws_vpc.n["gamma"]'))]
    assert peering.kind == "attachment"
    assert peering.tooltip == "bg"
    assert "aws_vpc_peering_connection.bg" in hub.coverage.listed
    region = next(box.rect for box in hub.boxes if box.kind == "region")
    office = next(item for item in hub.cards if item.key == "aws_customer_gateway.office")
    assert office.rect.right < region.x
    assert any(edge.source == office.key for edge in hub.edges)


def test_a_region_with_a_bare_vpc_stands_left_of_the_others() -> None:
    """The peered VPC of another region stands under what is outside, beside the hub's region."""
    boxes = {box.key: box.rect for box in draw(built("network")).scene.boxes}
    far, main = boxes["region:eu-south-1"], boxes["region:eu-north-1"]
    assert far.right < main.x
    assert far.bottom == main.bottom
    assert boxes["outside"].bottom < far.y
    assert far.overlaps(boxes["aws_vpc.far"])


def test_what_tasks_reach_through_endpoints_is_a_panel_of_its_own() -> None:
    """Services behind interface endpoints, also one that nothing configures, with one line."""
    scene = draw(built("containers")).scene
    panel = next(box for box in scene.boxes if box.title == "Through interface endpoints")
    inside = {item.title for item in scene.cards if panel.rect.overlaps(item.rect)}
    assert inside == {"CloudWatch Logs", "ECR", "Secrets Manager"}
    leading = [edge for edge in scene.edges if edge.target == panel.key]
    assert [(edge.kind, edge.source) for edge in leading] == [
        ("egress", 'aws_vpc_endpoint.to["ecr.api"]')
    ]


def test_many_vpcs_in_which_nothing_stands_are_one_box(tmp_path: Path) -> None:
    """Five of them: one line that says so, each of them listed with it."""
    text = 'provider "aws" { region = "eu-west-1" }\n' + "".join(
        f'resource "aws_vpc" "v{n}" {{ cidr_block = "10.{n}.0.0/16" }}\n' for n in range(5)
    )
    (tmp_path / "main.tf").write_text(text)
    scene = draw(build(load(tmp_path))).scene
    boxes = [box for box in scene.boxes if box.kind == "vpc"]
    assert [box.title for box in boxes] == ["5 VPCs"]
    assert len(boxes[0].subject.members) == 5
    assert scene.coverage.missing == ()


def test_a_dashed_card_is_called_by_its_own_address(tmp_path: Path) -> None:
    """The block with its type, and the module it is in; the reason is whole."""
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text(
        'variable "n" {}\n'
        'resource "aws_ec2_transit_gateway_route_table_propagation" "org" {\n'
        "  for_each                       = var.n\n"
        "  transit_gateway_attachment_id  = each.key\n"
        "  transit_gateway_route_table_id = each.value\n}\n"
    )
    call = 'module "spokes" {\n  source = "./m"\n  n      = var.n\n}\nvariable "n" {}\n'
    (tmp_path / "main.tf").write_text(call)
    scene = draw(build(load(tmp_path, variables=[("unknown", "*")]))).scene
    dashed = next(item for item in scene.cards if item.look == "unread")
    assert dashed.title == "aws_ec2_transit_gateway_route_table_propagation.org"
    assert dashed.tray[1].startswith("in module.spokes: ")
    text = " ".join(line.text for line in dashed.lines())
    assert "…" not in text


def test_a_large_configuration_is_drawn_by_module(estate: Scene) -> None:
    """A card for each module, with what it holds; lines say how many relations they stand for."""
    titles = {item.title for item in estate.cards}
    assert titles == {
        *("root module", "front", "billing", "mailer", "audit", "ledger", "archive"),
        "module.lost",
    }
    assert card(estate, "front").detail == "13 instances, 13 blocks"
    events = line(estate, "front", "billing")
    assert (events.kind, events.label.text if events.label else "") == ("event", "1 event")


def test_one_module_opens() -> None:
    """In the form it needs, with its own instances only."""
    scene = draw(built("estate"), perspective="module:billing").scene
    assert card(scene, "Lambda billing-take")
    assert all("billing" in member for member in scene.coverage.drawn)
    with pytest.raises(InputError, match='no module "bill" here: root, archive, audit'):
        draw(built("estate"), perspective="module:bill")


def test_what_is_not_counted_or_read_is_drawn_dashed_and_named() -> None:
    """It leads the coverage, in every format, and nothing is said to be empty."""
    drawing = draw(untold("untold"))
    dashed = {item.title for item in drawing.scene.cards if item.look == "unread"}
    assert dashed == {"aws_neptune_cluster.web", "module.elsewhere"}
    told = "1 of unknown number: aws_neptune_cluster.web; 1 module not read: module.elsewhere"
    assert drawing.coverage.line.startswith("1 of 2 or more resource blocks and 1 of 1 or")
    for text in (drawing.svg(), drawing.html(), drawing.text(), drawing.mermaid()):
        assert told in text
    assert "aws_neptune_cluster.web" in drawing.drawio()
    assert not any("nothing of this" in box.detail for box in drawing.scene.boxes)


def test_many_that_were_not_read_are_few_cards_and_all_named() -> None:
    """Twenty modules take eight cards; the note below the drawing names each."""
    lost = tuple(OpenQuestion(f"module.m{n}", HOW_MANY, "not read") for n in range(20))
    scene = draw(replace(built("orders"), open_questions=lost)).scene
    dashed = [item.title for item in scene.cards if item.look == "unread"]
    assert len(dashed) == 8
    assert dashed[-1] == "13 more"
    assert all(any(f"module.m{n}" in note for note in scene.notes) for n in range(20))


def test_a_gateway_balancer_has_no_clients() -> None:
    """It stands behind its endpoints, not before the internet."""
    assert not any(edge.source == "clients" for edge in draw(_gateway()).scene.edges)


def _gateway() -> Architecture:
    shop = built("shop")
    vpc = shop.regions[0].vpcs[0]
    inner = replace(
        vpc, load_balancers=tuple(replace(item, kind="gateway") for item in vpc.load_balancers)
    )
    region = replace(shop.regions[0], vpcs=(inner,), services=())
    return replace(shop, regions=(region,))


LOGS = """
provider "aws" {
  region = "eu-north-1"
}

resource "aws_cloudwatch_log_group" "trail" {
  name = "trail"
}

resource "aws_cloudwatch_log_subscription_filter" "trail" {
  name            = "trail"
  log_group_name  = aws_cloudwatch_log_group.trail.name
  filter_pattern  = "ERROR"
  destination_arn = aws_lambda_function.tell.arn
}

resource "aws_lambda_function" "tell" {
  function_name = "tell"
  role          = "arn:aws:iam::123456789012:role/tell"
  handler       = "main.run"
  runtime       = "python3.13"
  filename      = "tell.zip"
}
"""


def test_what_supports_stands_in_the_flow_where_it_starts_something(tmp_path: Path) -> None:
    """A log that calls a function is its trigger: nothing says that nothing leads there."""
    (tmp_path / "main.tf").write_text(LOGS)
    scene = draw(build(load(tmp_path))).scene
    event = line(scene, "CloudWatch Logs", "Lambda tell")
    assert event.kind == "event"
    assert "By themselves" not in {box.title for box in scene.boxes}


def test_systems_stand_in_lanes(estate: Scene) -> None:
    """What stands in no region, what works, what keeps data; each lane says how much it holds."""
    lanes = {box.title: box for box in estate.boxes if box.kind == "lane"}
    assert {title: box.foot for title, box in lanes.items()} == {
        "Edge": "1 instance",
        "Services": "52 instances",
        "Data": "6 instances",
    }
    homes = {"root module": "Edge", "front": "Services", "mailer": "Services", "ledger": "Data"}
    for title, lane in homes.items():
        assert lanes[lane].rect.overlaps(card(estate, title).rect)
        assert card(estate, title).opens
    assert card(estate, "ledger").rect.y == card(estate, "front").rect.y


def test_a_line_between_systems_is_as_thick_as_it_is_strong() -> None:
    """Three relations more of one kind: the line says four and stands for four."""
    stack = built("estate")
    queue = "module.billing.aws_sqs_queue.in"
    events = [r for r in stack.graph.relations if r.kind == "event" and "front" in r.source]
    event = next(r for r in events if r.target.startswith("module.billing."))
    more = tuple(replace(event, target=event.target, label=f"{queue} {n}") for n in range(3))
    graph = replace(stack.graph, relations=(*stack.graph.relations, *more))
    edge = line(draw(replace(stack, graph=graph)).scene, "front", "billing")
    assert (edge.strength, edge.label.text if edge.label else "") == (4, "4 events")


def test_a_lane_sums_what_its_cards_cost(estate: Scene) -> None:
    """At least, where one of them may cost more; what is not read costs what nobody knows."""
    front, billing = card(estate, "front"), card(estate, "billing")
    bill = {front.subject.members[0]: Decimal(20), billing.subject.members[0]: Decimal("1.50")}
    laid = cost(bill, by_usage={front.subject.members[1]})(estate)
    feet = {box.title: box.foot for box in laid.boxes if box.kind == "lane"}
    assert feet["Services"] == "52 instances, ≥ $21.50/mo"
    assert feet["Data"] == "6 instances"
    assert [badge.text for badge in card(laid, "module.lost").badges] == ["cost unknown"]


def test_containers_are_one_numbered_way_from_the_edge_to_the_stores() -> None:
    """Only CloudFront is let in; services stand in the order they are asked."""
    scene = draw(built("containers")).scene
    way = ["Clients", "CloudFront edge", "Internet gateway", "Load balancer", "ECS web", "ECS api"]
    steps = [
        found.label.step if (found := line(scene, *pair)).label else "" for pair in pairwise(way)
    ]
    assert steps == ["1", "2", "", "3", "4"]
    stores = ["EFS uploads", "PostgreSQL", "ElastiCache quick"]
    assert {line(scene, "ECS api", title).kind for title in stores} == {"data"}
    heights = [
        card(scene, title).rect.y for title in [*way[2:], f"VPC endpoint {TIMES} 4", *stores]
    ]
    assert heights == sorted(heights)
    assert {line(scene, title, f"VPC endpoint {TIMES} 4").kind for title in way[4:]} == {"egress"}


def test_a_standby_of_no_told_zone_is_a_question_in_each() -> None:
    """The database is in one of two zones, its standby in the other: AWS picks."""
    scene = draw(built("containers")).scene
    cells = [item for item in scene.cards if item.title == "Primary or standby"]
    assert [item.subject.zone for item in cells] == ["eu-west-1a", "eu-west-1b"]
    assert {item.look for item in cells} == {"idle"}


def test_no_number_of_a_way_is_left_out(tmp_path: Path) -> None:
    """Where a title leaves no room beside the first line, its number stands on a border."""
    (tmp_path / "main.tf").write_text("""
variable "region" {}

provider "aws" {
  region = var.region
}

resource "aws_api_gateway_rest_api" "desk" {
  name = "desk_of_the_brokers"
}

resource "aws_api_gateway_resource" "bids" {
  rest_api_id = aws_api_gateway_rest_api.desk.id
  parent_id   = aws_api_gateway_rest_api.desk.root_resource_id
  path_part   = "bids"
}

resource "aws_api_gateway_method" "bids" {
  rest_api_id   = aws_api_gateway_rest_api.desk.id
  resource_id   = aws_api_gateway_resource.bids.id
  http_method   = "POST"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "bids" {
  rest_api_id             = aws_api_gateway_rest_api.desk.id
  resource_id             = aws_api_gateway_resource.bids.id
  http_method             = "POST"
  integration_http_method = "POST"
  type                    = "AWS_PROXY"
  uri                     = aws_lambda_function.bids.invoke_arn
}

resource "aws_lambda_function" "bids" {
  function_name = "BrokerTakesTheBids"
  role          = "arn:aws:iam::123456789012:role/bids"
  handler       = "main.run"
  runtime       = "python3.13"
  filename      = "bids.zip"
}
""")
    scene = draw(build(load(tmp_path, variables=[("unknown", "*")]))).scene
    steps = {edge.label.step for edge in scene.edges if edge.label and edge.label.step}
    assert steps == {"1", "2"}

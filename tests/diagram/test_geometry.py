"""Cards do not overlap, lines do not cross cards, texts fit, zones stand equal and in order."""

from itertools import combinations

import pytest

from archbench.diagram import draw
from archbench.diagram.legend import SIZES, heading, legend
from archbench.diagram.scene import Box, Rect, Scene
from archbench.diagram.text import width
from tests.diagram.stacks import CASES

SCENES = {name: draw(architecture).scene for name, architecture in CASES.items()}


@pytest.fixture(params=sorted(SCENES))
def scene(request: pytest.FixtureRequest) -> Scene:
    """Each case's scene."""
    return SCENES[request.param]


def inner(rect: Rect) -> Rect:
    """A card without its border, which a line may touch."""
    return Rect(rect.x + 0.5, rect.y + 0.5, rect.w - 1, rect.h - 1)


def pieces(scene: Scene) -> list[tuple[str, Rect]]:
    """Every straight piece of every line as a thin rectangle."""
    return [
        (edge.key, Rect(min(x1, x2), min(y1, y2), abs(x1 - x2) or 0.01, abs(y1 - y2) or 0.01))
        for edge in scene.edges
        for (x1, y1), (x2, y2) in zip(edge.points, edge.points[1:], strict=False)
    ]


def test_no_two_cards_overlap(scene: Scene) -> None:
    """Each card has its place to itself."""
    clashes = [
        (one.key, two.key)
        for one, two in combinations(scene.cards, 2)
        if one.rect.overlaps(two.rect)
    ]
    assert clashes == []


def test_no_line_crosses_a_card(scene: Scene) -> None:
    """A line ends at a card's border and passes through none."""
    crossings = [
        (key, card.key)
        for key, piece in pieces(scene)
        for card in scene.cards
        if piece.overlaps(inner(card.rect))
    ]
    assert crossings == []


def test_lines_run_straight(scene: Scene) -> None:
    """Every piece of a line is horizontal or vertical."""
    slanted = [key for key, piece in pieces(scene) if min(piece.w, piece.h) > 0.01]
    assert slanted == []


def test_labels_lie_on_no_card_and_no_other_label(scene: Scene) -> None:
    """A label can be read."""
    labels = [(edge.key, edge.label.rect) for edge in scene.edges if edge.label]
    on_cards = [
        (key, card.key) for key, rect in labels for card in scene.cards if rect.overlaps(card.rect)
    ]
    on_labels = [(one, two) for (one, a), (two, b) in combinations(labels, 2) if a.overlaps(b)]
    assert on_cards + on_labels == []


def test_boxes_contain_or_avoid_each_other(scene: Scene) -> None:
    """Two boxes are apart, or one holds the other: none cuts into another."""
    cuts = [
        (one.key, two.key)
        for one, two in combinations(scene.boxes, 2)
        if one.rect.overlaps(two.rect) and not (_holds(one, two) or _holds(two, one))
    ]
    assert cuts == []


def _holds(outer: Box, inner: Box) -> bool:
    a, b = outer.rect, inner.rect
    return a.x <= b.x and b.right <= a.right and a.y <= b.y and b.bottom <= a.bottom


def test_texts_fit_their_cards(scene: Scene) -> None:
    """Title and detail are no wider than the room beside the icon."""
    for card in scene.cards:
        assert all(line.wide <= card.text_room for line in card.lines())


def test_badges_stay_on_their_card(scene: Scene) -> None:
    """Badges stand side by side along the upper edge of their card."""
    for card in scene.cards:
        for _, rect in card.badge_rects():
            assert card.rect.x <= rect.x
            assert rect.right <= card.rect.right


def test_everything_lies_on_the_page(scene: Scene) -> None:
    """Nothing is cut off."""
    wide, tall = scene.size
    for shape in scene.shapes():
        assert shape.rect.x >= 0
        assert shape.rect.right <= wide
        assert shape.rect.bottom <= tall
    _, texts, _ = legend(scene)
    for text in (*heading(scene), *texts):
        size, bold = SIZES[text.role]
        assert text.x + width(text.text, size, bold=bold) <= wide
        assert text.y + size <= tall


def test_zones_are_equal_and_in_order(scene: Scene) -> None:
    """Within a VPC the zone columns have one width, top and height, and stand in order."""
    by_vpc: dict[str, list[tuple[str, Rect]]] = {}
    for box in scene.boxes:
        if box.kind == "zone":
            by_vpc.setdefault(box.key.split("@")[0], []).append((box.subject.zone, box.rect))
    for zones in by_vpc.values():
        assert len({(rect.y, rect.w, rect.h) for _, rect in zones}) == 1
        named = [name for name, rect in sorted(zones, key=lambda z: z[1].x) if name]
        assert named == sorted(named)


def test_tiers_are_aligned(scene: Scene) -> None:
    """Subnets of one row have the same top and bottom in every zone."""
    zones = [box for box in scene.boxes if box.kind == "zone"]
    for kind in ("public", "app", "database"):
        per_zone: dict[str, list[tuple[float, float]]] = {}
        for box in scene.boxes:
            if box.kind == kind:
                home = next(z.key for z in zones if z.rect.overlaps(box.rect))
                per_zone.setdefault(home, []).append((box.rect.y, box.rect.bottom))
        vpcs: dict[str, list[list[tuple[float, float]]]] = {}
        for home, spans in per_zone.items():
            vpcs.setdefault(home.split("@")[0], []).append(sorted(spans))
        for spans_of_zones in vpcs.values():
            longest = max(spans_of_zones, key=len)
            assert all(span in longest for spans in spans_of_zones for span in spans)


def test_keys_are_unique(scene: Scene) -> None:
    """A key names one shape, so an overlay cannot hit two."""
    keys = [shape.key for shape in scene.shapes()]
    assert len(keys) == len(set(keys))


def test_lines_end_at_what_they_join(scene: Scene) -> None:
    """Each line starts and ends on the border of a card, box or band of its own."""
    rects: dict[str, list[Rect]] = {}
    for shape in (*scene.shapes(), *scene.bands):
        rects.setdefault(shape.key, []).append(shape.rect)
    for edge in scene.edges:
        for key, (x, y) in ((edge.source, edge.points[0]), (edge.target, edge.points[-1])):
            assert any(_on_border(rect, x, y) for rect in rects[key]), (edge.key, key)


def _on_border(rect: Rect, x: float, y: float) -> bool:
    inside = rect.x - 0.01 <= x <= rect.right + 0.01 and rect.y - 0.01 <= y <= rect.bottom + 0.01
    edge = min(abs(x - rect.x), abs(x - rect.right), abs(y - rect.y), abs(y - rect.bottom))
    return inside and edge < 0.01


def test_a_single_zone_stack_looks_single_zone() -> None:
    """One column, and a title that says so."""
    scene = SCENES["one-zone"]
    assert [box.title for box in scene.boxes if box.kind == "zone"] == [
        "Availability Zone eu-west-1a"
    ]
    assert "1 Availability Zone in" in scene.title


def test_five_hundred_instances_stay_readable() -> None:
    """500 instances over 25 blocks take few cards, and none is lost."""
    scene = SCENES["five-hundred"]
    assert len(scene.cards) < 120
    assert scene.coverage.missing == ()
    listed = {member for card in scene.cards for member in card.subject.members}
    assert sum("aws_instance." in member for member in listed) == 500


def test_one_block_in_many_subnets_stands_in_all_of_them() -> None:
    """500 instances over 60 subnets: one box for the twenty of a zone."""
    scene = SCENES["fleet"]
    boxes = [box for box in scene.boxes if box.kind == "app"]
    assert [len(box.subject.members) for box in boxes] == [20, 20, 20]
    titles = [card.title for card in scene.cards if card.subject.zone]
    assert [title[-3:] for title in titles] == ["167", "167", "166"]


def test_modules_make_vpcs_of_their_own() -> None:
    """A module used twice gives two VPCs, stacked, their zones in the same columns."""
    scene = SCENES["modules"]
    vpcs = [box for box in scene.boxes if box.kind == "vpc"]
    assert [box.title for box in vpcs] == ["VPC admin", "VPC shop"]
    assert vpcs[0].rect.bottom < vpcs[1].rect.y
    columns = {
        box.rect.x
        for box in scene.boxes
        if box.subject.zone == "eu-central-1a" and box.kind == "zone"
    }
    assert len(columns) == 1

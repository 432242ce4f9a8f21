"""The scene as a draw.io file: its AWS shapes, our geometry, every part editable."""

from xml.etree import ElementTree as ET

from archbench.diagram.diagrams_writer import ROUNDED
from archbench.diagram.icons import ICONS
from archbench.diagram.legend import SIZES, heading, legend
from archbench.diagram.palette import Frame, Palette, Stroke
from archbench.diagram.scene import (
    BADGE_SIZE,
    ICON,
    LABEL_SIZE,
    TRAY_SIZE,
    Band,
    Box,
    Card,
    EdgeKind,
    EdgeLine,
    Rect,
    Scene,
)
from archbench.diagram.text import clean

SERVICE, RESOURCE = "service", "resource"
SHAPES: dict[str, tuple[str, str, str]] = {
    "alb": (RESOURCE, "application_load_balancer", "#8C4FFF"),
    "api": (SERVICE, "api_gateway", "#E7157B"),
    "asg": (SERVICE, "auto_scaling2", "#ED7100"),
    "aurora": (SERVICE, "aurora", "#C925D1"),
    "backup": (SERVICE, "backup", "#7AA116"),
    "certificate": (SERVICE, "certificate_manager_3", "#DD344C"),
    "clients": (RESOURCE, "users", "#232F3E"),
    "cloudfront": (SERVICE, "cloudfront", "#8C4FFF"),
    "cloudtrail": (SERVICE, "cloudtrail", "#E7157B"),
    "cloudwatch": (SERVICE, "cloudwatch_2", "#E7157B"),
    "config": (SERVICE, "config", "#E7157B"),
    "database": (RESOURCE, "aurora_instance", "#C925D1"),
    "dynamodb": (SERVICE, "dynamodb", "#C925D1"),
    "ec2": (RESOURCE, "instances", "#ED7100"),
    "ecr": (SERVICE, "ecr", "#ED7100"),
    "ecs": (SERVICE, "ecs", "#ED7100"),
    "efs": (SERVICE, "elastic_file_system", "#7AA116"),
    "eip": (RESOURCE, "elastic_ip_address", "#ED7100"),
    "eks": (SERVICE, "eks", "#ED7100"),
    "elasticache": (SERVICE, "elasticache", "#C925D1"),
    "elb": (SERVICE, "elastic_load_balancing", "#8C4FFF"),
    "endpoint": (RESOURCE, "endpoint", "#8C4FFF"),
    "eventbridge": (SERVICE, "eventbridge", "#E7157B"),
    "flow-logs": (RESOURCE, "flow_logs", "#8C4FFF"),
    "general": (SERVICE, "general", "#232F3E"),
    "guardduty": (SERVICE, "guardduty", "#DD344C"),
    "health": (SERVICE, "route_53", "#8C4FFF"),
    "iam": (RESOURCE, "role", "#DD344C"),
    "igw": (RESOURCE, "internet_gateway", "#8C4FFF"),
    "kms": (SERVICE, "key_management_service", "#DD344C"),
    "lambda": (SERVICE, "lambda", "#ED7100"),
    "logs": (RESOURCE, "cloudwatch_logs", "#E7157B"),
    "nat": (RESOURCE, "nat_gateway", "#8C4FFF"),
    "nlb": (RESOURCE, "network_load_balancer", "#8C4FFF"),
    "peering": (RESOURCE, "peering", "#8C4FFF"),
    "rds": (SERVICE, "rds", "#C925D1"),
    "route53": (SERVICE, "route_53", "#8C4FFF"),
    "s3": (RESOURCE, "bucket", "#7AA116"),
    "secret": (SERVICE, "secrets_manager", "#DD344C"),
    "sns": (SERVICE, "sns", "#E7157B"),
    "sqs": (SERVICE, "sqs", "#E7157B"),
    "ssm": (RESOURCE, "parameter_store", "#E7157B"),
    "transit": (SERVICE, "transit_gateway", "#8C4FFF"),
    "volume": (RESOURCE, "volume", "#7AA116"),
    "waf": (SERVICE, "waf", "#DD344C"),
    "zone": (RESOURCE, "hosted_zone", "#8C4FFF"),
}
GROUPS: dict[str, tuple[str, str, str]] = {
    "analytics": (SERVICE, "analytics", "#8C4FFF"),
    "compute": (SERVICE, "compute", "#ED7100"),
    "database": (SERVICE, "database", "#C925D1"),
    "integration": (SERVICE, "application_integration", "#E7157B"),
    "management": (SERVICE, "management_and_governance", "#E7157B"),
    "network": (SERVICE, "networking_and_content_delivery", "#8C4FFF"),
    "security": (SERVICE, "security_identity_and_compliance", "#DD344C"),
    "storage": (SERVICE, "storage", "#7AA116"),
}
"""The shape of a whole group of services, for a class that has none of its own here."""
HEADS = {"full": "block", "open": "open", "dot": "oval", "none": "none"}
TEXT = (
    "text;html=0;strokeColor=none;fillColor=none;align=left;verticalAlign=middle;spacing=0;"
    "whiteSpace=nowrap;overflow=visible"
)


def shape_of(icon: str) -> tuple[str, str, str]:
    """Form, shape and colour of an icon: its own, else that of its group of services."""
    name = next((short for short, full in ICONS.items() if icon in (short, full)), "")
    return SHAPES.get(name) or GROUPS.get(icon.partition(".")[0], SHAPES["general"])


def drawio(scene: Scene, colors: Palette) -> str:
    """An uncompressed draw.io file with one page."""
    file = ET.Element("mxfile", {"host": "archbench"})
    page = ET.SubElement(file, "diagram", {"id": "drawing", "name": clean(scene.title)})
    wide, tall = (_n(side) for side in scene.size)
    model = ET.SubElement(
        page,
        "mxGraphModel",
        {
            "page": "1",
            "pageWidth": wide,
            "pageHeight": tall,
            "background": colors.page,
            "grid": "0",
        },
    )
    root = ET.SubElement(model, "root")
    ET.SubElement(root, "mxCell", {"id": "0"})
    ET.SubElement(root, "mxCell", {"id": "1", "parent": "0"})
    writer = _Writer(root, scene, colors)
    writer.everything()
    ET.indent(file, " ")
    return ET.tostring(file, encoding="unicode") + "\n"


class _Writer:
    """Puts one scene under a root element."""

    def __init__(self, root: ET.Element, scene: Scene, colors: Palette) -> None:
        self.root = root
        self.scene = scene
        self.colors = colors
        self.count = 1
        self.ids: dict[str, str] = {}

    def everything(self) -> None:
        for box in self.scene.boxes:
            self._box(box)
        for band in self.scene.bands:
            self._band(band)
        for card in self.scene.cards:
            self._card(card)
        for edge in self.scene.edges:
            self._edge(edge)
        samples, texts, _ = legend(self.scene)
        for sample in samples:
            if sample.kind == "step":
                self._disc("1", Rect(sample.x + 26, sample.y - 9, 18, 18), "request")
                continue
            points = ((sample.x, sample.y), (sample.x + 44, sample.y))
            self._line(points, self.colors.edges[sample.kind], "", "")
        for text in (*heading(self.scene), *texts):
            size, bold = SIZES[text.role]
            ink = self.colors.ink if text.role in ("title", "legend") else self.colors.muted
            style = f"{TEXT};fontSize={_n(size)};fontColor={ink};fontStyle={int(bold)}"
            self._cell(text.text, style, Rect(text.x, text.y - size, 10, size * 2))

    def _cell(self, value: str, style: str, rect: Rect, key: str = "") -> str:
        self.count += 1
        name = f"c{self.count}"
        cell = ET.SubElement(
            self.root,
            "mxCell",
            {"id": name, "value": clean(value), "style": style, "vertex": "1", "parent": "1"},
        )
        place = {
            "x": _n(rect.x),
            "y": _n(rect.y),
            "width": _n(rect.w),
            "height": _n(rect.h),
            "as": "geometry",
        }
        ET.SubElement(cell, "mxGeometry", place)
        if key:
            self.ids.setdefault(key, name)
        return name

    def _box(self, box: Box) -> None:
        frame: Frame = self.colors.boxes[box.kind]
        if box.look == "lost":
            frame = self.colors.lost_zone
        style = (
            f"rounded={int(box.kind in ROUNDED)};arcSize=3;html=0;whiteSpace=nowrap;"
            f"strokeColor={frame.border};fillColor={frame.fill or 'none'};"
            f"strokeWidth={_n(frame.thick)};dashed={int(frame.dashed)};fontColor={frame.text};"
            f"fontStyle=1;fontSize=11;align=left;verticalAlign=top;"
            f"spacingLeft={_n(box.indent - 2)};spacingTop=3"
        )
        title = "  ".join(part for part in (box.title, box.detail, box.foot) if part)
        self._cell(title, style, box.rect, box.key)

    def _band(self, band: Band) -> None:
        idle = band.look == "idle"
        color = self.colors.looks["idle"].color if idle else self.colors.accents[band.accent]
        style = f"rounded=1;arcSize=16;fillColor=none;strokeColor={color};dashed={int(idle)}"
        self._cell("", f"{style};strokeWidth=1.6", band.rect)

    def _card(self, card: Card) -> None:
        look: Stroke = self.colors.looks[card.look]
        border = self.colors.accents[card.accent] if card.look == "plain" else look.color
        fade = ";opacity=30;textOpacity=30" if card.faded else ""
        style = (
            f"rounded=1;arcSize=20;fillColor={self.colors.card};strokeColor={border};"
            f"strokeWidth={_n(look.thick)};dashed={int(look.style == 'dashed')}{fade}"
        )
        rect = card.rect
        self._cell("", style, rect, card.key)
        form, shape, color = shape_of(card.icon)
        drawn = (
            f"shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.{shape};fillColor={color};"
            "strokeColor=#ffffff"
            if form == SERVICE
            else f"shape=mxgraph.aws4.{shape};fillColor={color};strokeColor=none"
        )
        icon = Rect(rect.x + 6, rect.y + (card.head.h - ICON) / 2, ICON, ICON)
        self._cell("", f"{drawn};aspect=fixed{fade}", icon)
        x, middle = rect.x + ICON + 15, card.head.middle[1]
        for line in card.lines():
            ink = self.colors.ink if line.is_title else self.colors.muted
            bold = int(line.is_title)
            style = f"{TEXT};fontSize={_n(line.size)};fontColor={ink};fontStyle={bold}{fade}"
            top = middle + line.y - (14 if line.is_title else 12)
            self._cell(line.text, style, Rect(x, top, card.text_room, 18))
        for number, (text, y) in enumerate(card.tray_lines()):
            ink = self.colors.muted if number else self.colors.ink
            style = f"{TEXT};fontSize={_n(TRAY_SIZE)};fontColor={ink};fontStyle={int(not number)}"
            self._cell(text, f"{style}{fade}", Rect(rect.x + 11, y - 9, rect.w - 22, 18))
        for badge, place in card.badge_rects():
            fill, ink = self.colors.badges[badge.kind]
            style = (
                f"rounded=1;arcSize=40;html=0;fillColor={fill};strokeColor=none;fontColor={ink};"
                f"fontSize={_n(BADGE_SIZE)};fontStyle=1;whiteSpace=nowrap"
            )
            self._cell(badge.text, style, place)

    def _disc(self, step: str, rect: Rect, kind: EdgeKind) -> None:
        style = (
            f"ellipse;html=0;fillColor={self.colors.edges[kind].color};strokeColor=none;"
            f"fontColor={self.colors.page};fontSize={_n(LABEL_SIZE)};fontStyle=1"
        )
        self._cell(step, style, rect)

    def _edge(self, edge: EdgeLine) -> None:
        label = edge.label.text if edge.label else ""
        self._line(
            edge.points,
            self.colors.edges[edge.kind],
            edge.source,
            edge.target,
            label=label,
        )

    def _line(
        self,
        points: tuple[tuple[float, float], ...],
        stroke: Stroke,
        source: str,
        target: str,
        *,
        label: str = "",
    ) -> None:
        self.count += 1
        dashed = {"dashed": "dashed=1;", "dotted": "dashed=1;dashPattern=1 3;"}.get(
            stroke.style, ""
        )
        dashed = f"dashed=1;dashPattern={stroke.dashes};" if stroke.dashes else dashed
        style = (
            f"edgeStyle=none;rounded=0;html=0;endArrow={HEADS[stroke.head]};endSize=5;"
            f"{dashed}strokeColor={stroke.color};strokeWidth={_n(stroke.thick)};"
            f"fontColor={stroke.color};fontSize={_n(LABEL_SIZE)};fontStyle=1;"
            f"labelBackgroundColor={self.colors.page}"
        )
        attributes = {
            "id": f"c{self.count}",
            "value": clean(label),
            "style": style,
            "edge": "1",
            "parent": "1",
        }
        rects = {shape.key: shape.rect for shape in self.scene.shapes()}
        ends = (("source", "exit", source, points[0]), ("target", "entry", target, points[-1]))
        for end, word, key, (x, y) in ends:
            if key in self.ids:
                rect = rects[key]
                attributes[end] = self.ids[key]
                dx, dy = (x - rect.x) / rect.w, (y - rect.y) / rect.h
                attributes["style"] += f";{word}X={_n(dx, 4)};{word}Y={_n(dy, 4)};{word}Perimeter=0"
        cell = ET.SubElement(self.root, "mxCell", attributes)
        way = ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
        for end, (x, y) in (("sourcePoint", points[0]), ("targetPoint", points[-1])):
            ET.SubElement(way, "mxPoint", {"x": _n(x), "y": _n(y), "as": end})
        bends = ET.SubElement(way, "Array", {"as": "points"})
        for x, y in points[1:-1]:
            ET.SubElement(bends, "mxPoint", {"x": _n(x), "y": _n(y)})


def _n(number: float, digits: int = 2) -> str:
    return f"{number:.{digits}f}".rstrip("0").rstrip(".") or "0"

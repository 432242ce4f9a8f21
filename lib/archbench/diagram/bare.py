"""VPCs in which nothing stands: several as one box, those of a bare region beside the others."""

from collections.abc import Sequence

from archbench.architecture.model import Region, Vpc
from archbench.diagram import words
from archbench.diagram.canvas import Canvas
from archbench.diagram.columns import LEFT, PAD
from archbench.diagram.naming import many
from archbench.diagram.scene import Box, Rect, Subject

VPC_HIGH = 64.0
"""How high the box of a bare VPC is, or of several."""
HEAD, GAP, LEAST = 36.0, 34.0, 208.0
"""Of a bare region: its heading, the gap to the regions beside it, its least width."""


def together(vpcs: Sequence[Vpc], rect: Rect, *, unread: bool) -> Box:
    """One box for several VPCs; unread says that something could not be counted or read."""
    members = tuple(sorted(vpc.address for vpc in vpcs))
    facts = tuple((vpc.address, words.joined(vpc.name, words.say(vpc.cidr))) for vpc in vpcs)
    subject = Subject("", "VPCs", members, words.place(vpcs[0]), facts)
    unseen = "hold nothing that was counted"
    nothing = unseen if unread else "nothing of this configuration stands in them"
    title = many(len(vpcs), "VPC")
    return Box(f"bare:{members[0]}", rect, "vpc", title, nothing, subject, "vpc", 12.0)


def place_aside(canvas: Canvas, region: Region, room: float, bottom: float) -> float:
    """A region with nothing but bare VPCs: left of the others, at their lower left corner.

    room is what the others leave at their left, bottom where the next region may begin; returns the
    same after it. Below them where the room is taken.
    """
    wide = max(room - GAP, LEAST)
    high = HEAD + len(region.vpcs) * (VPC_HIGH + PAD)
    top = bottom - 20 - high
    taken = [box.rect.bottom for box in canvas.boxes if box.rect.x < LEFT + wide]
    fits = wide <= room and max(taken, default=0.0) + PAD <= top
    if not fits:
        top = bottom
    named = words.say(region.name)
    title = f"Region {named}"
    frame = Rect(LEFT, top, wide, high)
    canvas.boxes.append(
        Box(f"region:{region.name}", frame, "region", title, "", Subject("", "region"), indent=12)
    )
    y = top + HEAD
    for vpc in region.vpcs:
        cidr = words.say(vpc.cidr)
        facts = (("CIDR", cidr), ("region", words.say(vpc.region)))
        subject = words.subject(vpc, "VPC", facts)
        rect = Rect(LEFT + PAD, y, wide - 2 * PAD, VPC_HIGH)
        title = f"VPC {vpc.name}"
        canvas.boxes.append(
            Box(vpc.address, rect, "vpc", title, "", subject, "vpc", 12.0, foot=cidr)
        )
        y += VPC_HIGH + PAD
    return bottom if fits else top + high + 20

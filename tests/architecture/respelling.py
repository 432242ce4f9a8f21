"""What a person sees of a stack, without the addresses: to compare two spellings of one stack."""

from dataclasses import dataclass
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.drill import drill, row
from archbench.cost import estimate
from archbench.diagram import draw
from archbench.requirements import assess
from archbench.terraform import load


@dataclass(frozen=True)
class Seen:
    """Every answer about a stack that a spelling of it must not change."""

    cards: tuple[tuple[str, ...], ...]
    lines: tuple[tuple[str, ...], ...]
    boxes: tuple[tuple[str, ...], ...]
    missing: int
    """How many instances are neither drawn nor listed."""
    answer: str
    losses: tuple[str, ...]
    findings: tuple[str, ...]
    availability: str
    cost: str
    verdicts: dict[str, str]


def seen(path: Path) -> Seen:
    """What the drawing, the drill, the estimate and the checklist say of a configuration."""
    configuration = load(path)
    architecture = build(configuration)
    scene = draw(architecture).scene
    titles = {card.key: card.title for card in scene.cards}
    drilled = drill(configuration, architecture)
    return Seen(
        cards=tuple(
            sorted((card.title, card.subject.zone, card.icon, card.look) for card in scene.cards)
        ),
        lines=tuple(
            sorted(
                (titles.get(edge.source, ""), titles.get(edge.target, ""), edge.kind)
                for edge in scene.edges
            )
        ),
        boxes=tuple(sorted((box.kind, box.title) for box in scene.boxes)),
        missing=len(scene.coverage.missing),
        answer=drilled.answer,
        losses=tuple(str(row(trial)) for trial in (*drilled.zones, *drilled.points)),
        findings=tuple(sorted(f"{item.severity}: {item.title}" for item in drilled.findings)),
        availability=str(drilled.availability.total),
        cost=str(estimate(configuration, architecture).total),
        verdicts={
            item.control.id: item.verdict for item in assess(path, ("reliability",)).verdicts
        },
    )

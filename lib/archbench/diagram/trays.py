"""What stands below the title of a card: the routes of an API, what a policy lets a caller do."""

from collections.abc import Collection, Iterable, Sequence

from archbench.architecture.part import Graph
from archbench.diagram.naming import many
from archbench.diagram.scene import TRAY_SIZE
from archbench.diagram.text import wrap
from archbench.diagram.words import Facts

MAY = "IAM: it may"
MOST_LINES = 4
"""How many lines a tray has under its heading."""
MOST_LABEL = 24
"""How many characters a label on a line has."""
ROOM = 220.0
"""How wide a line of a tray gets before it goes on in the next."""
MOST_LINE = 36
"""How many characters a line of a tray has."""


def brief(labels: Sequence[str], most: int = MOST_LABEL) -> str:
    """The first of several labels, whole, and how many more; none that is too long for a line.

    >>> brief(["GET /orders, POST /orders"]), brief(["HTTP 80"]), brief(["x" * 80])
    ('GET /orders +1', 'HTTP 80', '')
    """
    parts = list(dict.fromkeys(part for label in labels for part in label.split(", ") if part))
    if len(", ".join(parts)) <= most:
        return ", ".join(parts)
    fitting = [part for part in parts if len(part) <= most]
    if not fitting:
        return ""
    rest = len(parts) - 1
    return f"{fitting[0]} +{rest}" if rest else fitting[0]


def doing(actions: Iterable[str]) -> dict[str, str]:
    """The actions of policies by the service they begin with, in the case AWS gives that.

    >>> doing(["dynamodb:GetItem", "dynamodb:PutItem", "SQS:SendMessage", "s3:*"])
    {'dynamodb': 'GetItem, PutItem', 'sqs': 'SendMessage', 's3': 'anything'}
    >>> doing(["*"])
    {'': 'anything'}
    """
    found: dict[str, dict[str, None]] = {}
    for action in actions:
        service, _, name = action.rpartition(":")
        told = "anything" if name == "*" else name
        found.setdefault(service.lower(), {})[told] = None
    return {
        service: "anything" if "anything" in names else ", ".join(names)
        for service, names in found.items()
    }


def tray(mine: Collection[str], graph: Graph) -> tuple[tuple[str, ...], Facts]:
    """The lines of a card that stands for these addresses, and for its details all of them.

    What an API may do stands in its details, where its card says its routes.
    """
    routes = [route for one in sorted(mine) for route in graph.api_routes.get(one, ())]
    allowed, facts = _allowed(mine, graph)
    told = (("routes", ", ".join(routes)), ("it may", "; ".join(facts)))
    lines = _under(many(len(routes), "route"), routes) or _under(MAY, allowed)
    return lines, tuple(fact for fact in told if fact[1])


def _allowed(mine: Collection[str], graph: Graph) -> tuple[list[str], list[str]]:
    """What policies let these do: a line for each service, and a fact for each part reached."""
    grants = [
        relation
        for one in mine
        for relation in graph.outgoing.get(one, ())
        if relation.kind == "grant" or relation.actions
    ]
    grants.sort(key=lambda item: (item.kind != "grant", item.target))
    actions = dict.fromkeys(action for relation in grants for action in relation.actions)
    lines = [
        f"{service} {brief([names], MOST_LINE - len(service))}".strip()
        for service, names in doing(actions).items()
    ]
    facts = []
    for relation in grants:
        part = graph.parts[relation.target]
        reached = f"{part.kind.service} {part.name}"
        facts.append(f"{', '.join(relation.actions) or 'reach'} on {reached}")
        if not relation.actions:
            lines.append(f"reach {reached}")
    return list(dict.fromkeys(lines)), list(dict.fromkeys(facts))


def _under(heading: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Lines under their heading, the last for those beyond the most."""
    if not lines:
        return ()
    rest = len(lines) - MOST_LINES
    shown = lines if rest <= 0 else [*lines[: MOST_LINES - 1], f"{rest + 1} more"]
    return (heading, *(part for line in shown for part in wrap(line, ROOM, TRAY_SIZE)))

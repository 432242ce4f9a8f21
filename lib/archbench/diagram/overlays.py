"""What can be laid over a drawing: costs, verdicts, readings, a lost zone.

Each function takes plain data by address and returns an overlay, a function from scene to scene;
shapes keep their places. An address belongs to the card of its own, else to the card that lists it,
so that the badges of a drawing add up to the whole; what has no card is said in a note.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from archbench.architecture.failure import WORDS
from archbench.architecture.loss import Loss
from archbench.diagram.naming import many
from archbench.diagram.scene import Badge, BadgeKind, Box, Card, Overlay, Scene
from archbench.frozen import replace

HEAVY, NOTABLE = Decimal("0.25"), Decimal("0.08")
"""Shares of the whole bill from which a cost stands out."""


def homes(scene: Scene) -> dict[str, str]:
    """The key of the card each address belongs to."""
    found: dict[str, str] = {}
    for card in scene.cards:
        if card.key == card.subject.address:
            found[card.key] = card.key
    for card in scene.cards:
        for member in card.subject.members:
            found.setdefault(member, card.key)
    return found


def badges(marks: Mapping[str, Badge], *, subtitle: str = "") -> Overlay:
    """Any badge by address: readings of metrics, findings, owners.

    What a card stands for has the same badge once.
    """

    def lay(scene: Scene) -> Scene:
        at = homes(scene)
        placed: dict[str, tuple[Badge, ...]] = {}
        for address in sorted(marks):
            if address in at:
                known = placed.get(at[address], ())
                placed[at[address]] = tuple(dict.fromkeys((*known, marks[address])))
        lost = sorted(address for address in marks if address not in at)
        return _told(scene.with_badges(placed), subtitle, _elsewhere("Also read", lost))

    return lay


def cost(
    monthly: Mapping[str, Decimal],
    *,
    by_usage: Collection[str] = (),
    unpriced: Collection[str] = (),
    currency: str = "$",
    subtitle: str = "",
) -> Overlay:
    """Monthly cost by address, exact to the cent.

    Args:
        monthly: what is known, by address; zero is an amount.
        by_usage: addresses with charges that wait for usage; their amounts carry a plus sign.
        unpriced: addresses of what has no price.
        currency: put before each amount.
        subtitle: another one than the total.

    The badges of all cards and the amount in the note add up to the total in the subtitle, but for
    rounding.
    """

    def lay(scene: Scene) -> Scene:
        at = homes(scene)
        amounts: dict[str, Decimal] = {}
        for address in sorted(monthly):
            key = at.get(address, "")
            amounts[key] = amounts.get(key, Decimal(0)) + monthly[address]
        waiting = {at.get(address, "") for address in by_usage}
        lacking = {at.get(address, "") for address in unpriced}
        whole = sum(monthly.values(), Decimal(0))
        placed = {
            key: (_price(amounts.get(key), bool({key} & waiting), whole, currency),)
            for key in sorted({*amounts, *waiting} - {""})
        }
        for key in sorted(lacking - {""}):
            placed[key] = (*placed.get(key, ()), Badge("no price", "idle"))
        unread = [card.key for card in scene.cards if card.look == "unread"]
        placed |= {key: (Badge("cost unknown", "idle"),) for key in unread}
        notes = [
            "An amount with + grows with usage that nobody has given." if by_usage else "",
            f"Not on a card: {money(amounts[''], currency)} a month." if "" in amounts else "",
        ]
        text = subtitle or _bill(
            whole, len(set(by_usage)), len(set(unpriced)), currency, known=bool(monthly)
        )
        least = waiting | lacking
        summed = [_summed(box, amounts, least, currency) for box in scene.boxes]
        scene = replace(scene, boxes=tuple(summed))
        return _told(scene.with_badges(placed), text, " ".join(filter(None, notes)))

    return lay


def _summed(box: Box, amounts: Mapping[str, Decimal], least: Collection[str], currency: str) -> Box:
    """A lane with what its cards cost together, at least where one of them may cost more."""
    keys = box.subject.members
    if box.kind != "lane" or not any(key in amounts for key in keys):
        return box
    whole = money(sum((amounts.get(key, Decimal(0)) for key in keys), Decimal(0)), currency)
    sign = "\N{GREATER-THAN OR EQUAL TO} " if any(key in least for key in keys) else ""
    return replace(box, foot=f"{box.foot}, {sign}{whole}/mo")


def _bill(whole: Decimal, waiting: int, lacking: int, currency: str, *, known: bool) -> str:
    text = f"monthly cost at list price: {money(whole, currency)}"
    if not known and (waiting or lacking):
        text = "monthly cost at list price: no amount"
    if waiting:
        text += f", and charges by usage of {many(waiting, 'resource')}"
    return f"{text}; {many(lacking, 'resource')} without a price" if lacking else text


def _price(amount: Decimal | None, grows: bool, whole: Decimal, currency: str) -> Badge:  # noqa: FBT001 - private
    if amount is None:
        return Badge("by usage", "idle")
    share = amount / whole if whole else Decimal(0)
    kind: BadgeKind = "bad" if share >= HEAVY else "warn" if share >= NOTABLE else "neutral"
    return Badge(f"{money(amount, currency)}{'+' if grows else ''}", kind)


def money(amount: Decimal, currency: str = "$") -> str:
    """An amount to the cent, half up, as an invoice rounds.

    >>> money(Decimal("1234.5")), money(Decimal("16.425"))
    ('$1,234.50', '$16.43')
    """
    return f"{currency}{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):,.2f}"


def verdicts(results: Mapping[str, Sequence[str]], *, subtitle: str = "") -> Overlay:
    """Verdicts by address ("pass", "fail", "open", "review", "not_applicable"), counted per card.

    A card with a failed control has a heavy border; one with none that could be decided says so.
    """

    def lay(scene: Scene) -> Scene:
        at = homes(scene)
        counts: dict[str, Counter[str]] = {}
        for address, kinds in results.items():
            if address in at:
                counts.setdefault(at[address], Counter()).update(kinds)
        placed = {key: (_count(found),) for key, found in counts.items() if _decided(found)}
        scene = scene.with_badges(placed)
        cards = tuple(
            replace(card, look="bad") if counts.get(card.key, Counter())["fail"] else card
            for card in scene.cards
        )
        lost = sorted(
            address for address in results if address not in at and "fail" in results[address]
        )
        total = Counter(kind for kinds in results.values() for kind in kinds)
        text = subtitle or f"checks: {total['pass']} pass, {total['fail']} fail" + (
            f", {total['open'] + total['review']} open" if total["open"] + total["review"] else ""
        )
        counted = "A badge counts each control once for each resource its card stands for."
        scene = _told(replace(scene, cards=cards), text, counted)
        return _told(scene, "", _elsewhere("Also failed", lost))

    return lay


def _decided(found: Counter[str]) -> bool:
    return any(found[kind] for kind in ("pass", "fail", "open", "review"))


def _count(found: Counter[str]) -> Badge:
    passed, failed = found["pass"], found["fail"]
    waiting = found["open"] + found["review"]
    later = f", {waiting} open" if waiting else ""
    if failed:
        return Badge(f"{failed} of {passed + failed} fail{later}", "bad")
    if passed:
        return Badge(f"{passed}/{passed} pass{later}", "good" if not waiting else "neutral")
    return Badge(f"{waiting} open", "neutral")


def zone_loss(loss: Loss) -> Overlay:
    """One failure of the drill: what is lost, what is weakened, what the survivors carry."""
    zones = loss.failure.zones
    marks = loss.marks

    def lay(scene: Scene) -> Scene:
        gone = {card.key for card in scene.cards if _is_lost(card, zones, marks)}
        boxes = tuple(_lost_box(box, zones, marks) for box in scene.boxes)
        factors = {
            item.address: f"carries {item.factor.quantize(Decimal('0.01')).normalize():f} x"
            for item in loss.capacities
            if item.serves and item.factor is not None and item.factor != 1
        }
        cards = tuple(_marked(card, gone, marks, factors) for card in scene.cards)
        edges = tuple(
            replace(edge, faded=True) if {edge.source, edge.target} & gone else edge
            for edge in scene.edges
        )
        reason = f": {loss.reasons[0]}" if loss.reasons else ""
        text = f"{loss.failure.name} is lost, the stack {WORDS[loss.outcome]}{reason}"
        return _told(replace(scene, boxes=boxes, cards=cards, edges=edges), text, "")

    return lay


def _is_lost(card: Card, zones: Iterable[str], marks: Mapping[str, str]) -> bool:
    if card.subject.zone:
        return card.subject.zone in zones or marks.get(card.subject.address) == "LOST"
    return bool(card.subject.address) and marks.get(card.subject.address) == "LOST"


def _lost_box(box: Box, zones: Iterable[str], marks: Mapping[str, str]) -> Box:
    if box.subject.zone and box.subject.zone in zones:
        title = f"Zone {box.subject.zone} LOST" if box.kind == "zone" else box.title
        return replace(box, look="lost", title=title)
    if any(marks.get(member) == "no way out" for member in box.subject.members):
        return replace(box, look="lost", title=f"{box.title} NO WAY OUT")
    return box


def _marked(
    card: Card, gone: set[str], marks: Mapping[str, str], factors: Mapping[str, str]
) -> Card:
    address = card.subject.address
    if card.key in gone:
        return replace(card, look="lost", badges=(*card.badges, Badge("LOST", "bad")))
    if card.key == address and address in marks:
        kind: BadgeKind = "good" if marks[address] == "PROMOTED" else "warn"
        badge = Badge(marks[address], kind)
        return replace(card, look="warned", badges=(*card.badges, badge))
    if card.subject.zone and address in factors and card.look != "idle":
        return replace(card, badges=(*card.badges, Badge(factors[address], "warn")))
    return card


def _elsewhere(word: str, addresses: Sequence[str]) -> str:
    return f"{word}, on no card: {', '.join(addresses)}" if addresses else ""


def _told(scene: Scene, subtitle: str, note: str) -> Scene:
    notes = (*scene.notes, note) if note else scene.notes
    return replace(scene, subtitle=subtitle or scene.subtitle, notes=notes)

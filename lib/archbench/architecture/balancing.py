"""Load balancers: listeners, rules, target groups, and which of them receive the traffic."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from archbench.architecture.joins import Reader, items, name_of, text, truth, value_at, whole
from archbench.architecture.model import Color, Listener, LoadBalancer, TargetGroup
from archbench.architecture.network import SUBNET_TYPES, vpc_of
from archbench.aws.values import said, set_in
from archbench.frozen import frozen
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

BALANCER_TYPES = ("aws_lb",)
GROUP_TYPES = ("aws_lb_target_group",)
_LISTENER_TYPES = ("aws_lb_listener",)
RULE_TYPES = ("aws_lb_listener_rule",)
_KINDS = ("application", "network", "gateway")

_PRECEDENCE: tuple[Color, ...] = ("live", "unknown", "split", "idle")

Shares = Mapping[str, Decimal | None]
"""Share of an action's traffic, 0 to 1, by address of target group; None when it cannot be told."""


@frozen
class Balancing:
    """Balancers by address, and target groups no listener forwards to."""

    balancers: tuple[LoadBalancer, ...]
    spare: tuple[TargetGroup, ...]
    colors: Mapping[str, Color]
    """By address of target group; a classic balancer is its own live target group."""

    def color(self, groups: Iterable[str], *, told: bool) -> Color:
        """The colour of what stands behind these target groups, and maybe others when not told."""
        found = {self.colors.get(group, "unknown") for group in groups}
        if not told:
            found.add("unknown")
        for color in _PRECEDENCE:
            if color in found:
                return color
        return "none"


def balancing(reader: Reader) -> Balancing:
    """Join balancers, listeners, rules and target groups."""
    actions = [
        (listener, list(_listener_actions(reader, listener)))
        for listener in reader.of_type(*_LISTENER_TYPES)
    ]
    told = all(shares is not None for _, found in actions for shares in found)
    shares_of: dict[str, list[Decimal | None]] = {}
    for _, found in actions:
        for shares in found:
            for target, share in (shares or {}).items():
                shares_of.setdefault(target, []).append(share)
    groups = {
        item.address: _target_group(reader, item, shares_of.get(item.address, []), told=told)
        for item in reader.of_type(*GROUP_TYPES)
    }
    listening: dict[str, list[tuple[Instance, list[Shares | None]]]] = {}
    for listener, found in actions:
        listening.setdefault(reader.one(listener, "load_balancer_arn"), []).append(
            (listener, found)
        )
    balancers = []
    used: set[str] = set()
    for item in reader.of_type(*BALANCER_TYPES):
        own = listening.get(item.address, [])
        forwards = sorted({tg for _, found in own for shares in found for tg in shares or {}})
        used |= set(forwards)
        listeners = tuple(_listener(listener, found) for listener, found in own)
        balancers.append(
            _balancer(reader, item, listeners, tuple(groups[tg] for tg in forwards if tg in groups))
        )
    balancers += [_classic(reader, item) for item in reader.of_type("aws_elb")]
    spare = tuple(group for address, group in groups.items() if address not in used)
    colors: dict[str, Color] = {address: group.color for address, group in groups.items()}
    colors |= {item.address: "live" for item in reader.of_type("aws_elb")}
    return Balancing(tuple(balancers), spare, colors)


def _listener_actions(reader: Reader, listener: Instance) -> Iterator[Shares | None]:
    """Where each action of a listener and of its rules sends traffic; None when not told."""
    yield from _actions(reader, listener, "default_action")
    for type_ in RULE_TYPES:
        for rule in reader.naming(listener.address, type_, "listener_arn"):
            yield from _actions(reader, rule, "action")


def _actions(reader: Reader, item: Instance, block: str) -> Iterator[Shares | None]:
    """One entry per forward action; other actions send nothing to a target group.

    Weights run from 0 to 999 and default to 1, see the provider's aws_lb_listener.
    """
    if isinstance(item.values.get(block), Unknown):
        reader.ask(item, "where it forwards", item.values[block])
        yield None
    for index, action in enumerate(items(item, block)):
        if not isinstance(action, Mapping):
            reader.ask(item, "where it forwards", action)
            yield None
            continue
        kind = action.get("type")
        if isinstance(kind, Unknown):
            reader.ask(item, "what its action does", kind)
            yield None
        if kind != "forward":
            continue
        path = (block, index)
        if action.get("target_group_arn") is not None:
            target = reader.one(item, *path, "target_group_arn", types=GROUP_TYPES)
            yield {target: Decimal(1)} if target else None
            continue
        yield _weighted(reader, item, (*path, "forward", 0, "target_group"))


def _weighted(reader: Reader, item: Instance, path: tuple[str | int, ...]) -> Shares | None:
    groups = value_at(item, path)
    if not isinstance(groups, tuple):
        reader.ask(item, "where it forwards", groups)
        return None
    weights: dict[str, int | Unknown | None] = {}
    for place, group in enumerate(groups):
        target = reader.one(item, *path, place, "arn", types=GROUP_TYPES)
        if not target or not isinstance(group, Mapping):
            return None
        weights[target] = whole(group.get("weight"))
    known = {
        target: 1 if weight is None else weight
        for target, weight in weights.items()
        if not isinstance(weight, Unknown)
    }
    if len(known) < len(weights):
        return dict.fromkeys(weights, None)
    total = sum(known.values())
    return {
        target: Decimal(weight) / Decimal(total) if total else Decimal(0)
        for target, weight in known.items()
    }


def _greatest(found: Iterable[Decimal | None]) -> Decimal | None:
    shares = list(found)
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        return Decimal(1) if Decimal(1) in known else None
    return max(known, default=Decimal(0))


def _target_group(
    reader: Reader, item: Instance, shares: list[Decimal | None], *, told: bool
) -> TargetGroup:
    weight = _greatest(shares) if shares or told else None
    if weight is None:
        color: Color = "unknown"
    elif weight == 0:
        color = "idle" if told else "unknown"
    else:
        color = "live" if all(share == 1 for share in shares) else "split"
    check = next(iter(item.blocks("health_check")), {})
    return TargetGroup(
        address=item.address,
        name=name_of(item),
        range=item.range,
        vpc=vpc_of(reader, item),
        protocol=text(item.get("protocol")),
        port=whole(item.get("port")),
        health_check_path=text(check.get("path")),
        health_check_interval=whole(set_in(check, "interval", 30)),
        deregistration_delay=whole(item.get("deregistration_delay", 300)),
        weight=weight,
        color=color,
    )


def _listener(item: Instance, actions: list[Shares | None]) -> Listener:
    merged: dict[str, list[Decimal | None]] = {}
    for shares in actions:
        for target, share in (shares or {}).items():
            merged.setdefault(target, []).append(share)
    protocol = said(item.get("protocol"), "HTTP", "unknown")
    return Listener(
        address=item.address,
        name=f"{protocol} {text(item.get('port'))}".strip(),
        range=item.range,
        port=whole(item.get("port")),
        protocol=protocol,
        forwards={target: _greatest(shares) for target, shares in sorted(merged.items())},
        redirects_to=_redirect(item),
    )


def _redirect(item: Instance) -> str:
    for index in range(len(items(item, "default_action"))):
        to = value_at(item, ("default_action", index, "redirect", 0))
        if isinstance(to, Mapping):
            return f"{text(to.get('protocol'))} {text(to.get('port'))}".strip()
    return ""


def _balancer(
    reader: Reader,
    item: Instance,
    listeners: tuple[Listener, ...],
    groups: tuple[TargetGroup, ...],
) -> LoadBalancer:
    kind = text(item.get("load_balancer_type", "application"))
    mapped = tuple(
        subnet
        for index in range(len(items(item, "subnet_mapping")))
        for subnet in reader.many(item, "subnet_mapping", index, "subnet_id", types=SUBNET_TYPES)
    )
    subnets = reader.many(item, "subnets", types=SUBNET_TYPES) or mapped
    return LoadBalancer(
        address=item.address,
        name=name_of(item),
        range=item.range,
        kind=kind if kind in _KINDS else "application",  # type: ignore[arg-type]  # narrowed by in
        internal=truth(item.get("internal"), default=False),
        subnets=tuple(subnet.address for subnet in subnets),
        zones=(),
        security_groups=_security_groups(reader, item),
        listeners=listeners,
        target_groups=groups,
        cross_zone=kind == "application"
        or truth(item.get("enable_cross_zone_load_balancing"), default=False),
    )


def _classic(reader: Reader, item: Instance) -> LoadBalancer:
    listeners = tuple(
        Listener(
            item.address,
            f"{text(block.get('lb_protocol')).upper()} {text(block.get('lb_port'))}",
            item.at("listener", index),
            whole(block.get("lb_port")),
            text(block.get("lb_protocol")).upper(),
            {},
            "",
        )
        for index, block in enumerate(items(item, "listener"))
        if isinstance(block, Mapping)
    )
    return LoadBalancer(
        address=item.address,
        name=name_of(item),
        range=item.range,
        kind="classic",
        internal=truth(item.get("internal"), default=False),
        subnets=tuple(s.address for s in reader.many(item, "subnets", types=SUBNET_TYPES)),
        zones=(),
        security_groups=_security_groups(reader, item),
        listeners=listeners,
        target_groups=(),
        cross_zone=truth(item.get("cross_zone_load_balancing"), default=True),
    )


def _security_groups(reader: Reader, item: Instance) -> tuple[str, ...]:
    return tuple(group.address for group in reader.many(item, "security_groups"))

"""What is known of what runs: attributes by address, from a state, outputs, or AWS itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archbench.frozen import replace
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.metrics.forms import Form, alike, from_arn, recognised
from archbench.terraform.configuration import Configuration, Instance, Output
from archbench.terraform.identity import NAMES


@dataclass(frozen=True, slots=True)
class Alive:
    """What is known of what runs.

    values   attributes by address
    sources  by address, where that was read, for people: "state", 'output "balancer"'
    strays   what runs and is not in the configuration: of a state under its own address, else
             under none and without a name
    account  the twelve digits; "" where nothing says
    whole    whether what is missing in values does not run: true of a state
    doubts   by address, why what was looked for was not found
    unused   what was given and names nothing that is measured, and why
    """

    values: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    strays: tuple[Instance, ...] = ()
    account: str = ""
    whole: bool = False
    doubts: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[tuple[str, str], ...] = ()


NOTHING = Alive()
"""Nothing is known but what the configuration says itself."""


def from_state(configuration: Configuration, state: Configuration) -> Alive:
    """What a state holds, as `load` reads it, for the configuration it is of."""
    values = {item.address: item.values for item in state.managed()}
    strays = [item for item in state.managed() if item.address not in configuration.by_address]
    return Alive(values, dict.fromkeys(values, "state"), tuple(strays), whole=True)


def from_outputs(configuration: Configuration, outputs: Mapping[str, object]) -> Alive:
    """What the outputs of a stack say, whatever their names.

    Where the configuration says of which attribute of which resource an output is made, its value
    is that attribute. Any other value is told by its form: an ARN, nat-…, the suffix of a balancer;
    it belongs to the only resource of its type and name, or to none in the configuration. One that
    the configuration writes itself belongs to what it knows under that name, and of two values for
    one resource neither is taken.

    Args:
        configuration: whose outputs they are; one without any will do.
        outputs: name to value, or to {"value": ..} as `terraform output -json` prints.
    """
    values: dict[str, dict[str, Plain]] = {}
    sources: dict[str, str] = {}
    claims: list[tuple[str, Form, str]] = []
    unused: list[tuple[str, str]] = []
    for name in sorted(outputs):
        source, value = f'output "{name}"', outputs[name]
        if isinstance(value, Mapping) and "value" in value:
            if value.get("sensitive"):
                unused.append((source, "it is sensitive"))
                continue
            value = value["value"]
        output = configuration.output(name)
        told = dict(_pairs(output, value))
        written = set(_texts(output.value)) if output else set()
        used = False
        for address, attribute, text in told.values():
            values.setdefault(address, {})[attribute] = text
            sources.setdefault(address, source)
            used = True
        for text in _texts(value):
            form = None if text in told else _form(name, text)
            if form is None:
                continue
            used = True
            owner = _owner(configuration, form, output, written=text in written)
            claims.append((owner.address if owner else "", form, source))
        if not used:
            unused.append((source, "nothing that is measured is told by its value"))
    strays = _claimed(claims, values, sources)
    return Alive(values, sources, tuple(strays), unused=tuple(unused))


def _claimed(
    claims: Iterable[tuple[str, Form, str]],
    values: dict[str, dict[str, Plain]],
    sources: dict[str, str],
) -> list[Instance]:
    """Gives each resource what is said of it in one voice; the rest runs and has no address."""
    said: dict[str, list[Mapping[str, Plain]]] = {}
    for address, known in values.items():
        said.setdefault(address, []).append(dict(known))
    for address, form, _ in claims:
        said.setdefault(address, []).append(form.values)
    strays: list[Instance] = []
    for address, form, source in claims:
        if address and all(_agree(form.values, other) for other in said[address]):
            values.setdefault(address, {}).update(form.values)
            sources.setdefault(address, source)
        else:
            strays.append(_stray(form, len(strays)))
            sources[strays[-1].address] = source
    return strays


def _agree(one: Mapping[str, Plain], other: Mapping[str, Plain]) -> bool:
    """Whether both can be of one thing: one resource is not two gateways."""
    return all(one[name] == other[name] for name in one.keys() & other.keys())


_CALLED = {
    "alb_arn_suffix": ("aws_lb", "arn_suffix"),
    "target_group_arn_suffixes": ("aws_lb_target_group", "arn_suffix"),
    "blue_asg_name": ("aws_autoscaling_group", "name"),
    "green_asg_name": ("aws_autoscaling_group", "name"),
    "aurora_cluster_identifier": ("aws_rds_cluster", "cluster_identifier"),
    "nat_gateway_ids": ("aws_nat_gateway", "id"),
    "health_check_id": ("aws_route53_health_check", "id"),
}
"""Outputs whose names say what their values are, where no configuration says it."""


def _form(output: str, text: str) -> Form | None:
    called = _CALLED.get(output)
    return Form(called[0], {called[1]: text}) if called else recognised(text)


def _stray(form: Form, number: int) -> Instance:
    """What runs and has no address."""
    place = f"{form.type}.[{number}]"
    return Instance(place, "managed", form.type, "", None, "", "aws", None, dict(form.values))


def _pairs(output: Output | None, value: object) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Of each text in a value the attribute that the output says it is."""
    if output is not None and not output.sensitive:
        for said, given in _beside(output.value, value):
            origin = said.origins[0]
            if origin.kind == "resource":
                yield given, (origin.subject, origin.path, given)


def _beside(said: Plain, given: object) -> Iterator[tuple[Unknown, str]]:
    """Pairs of an exact unknown and the text that stands in its place."""
    if isinstance(said, Unknown) and said.exact and isinstance(given, str):
        yield said, given
    elif isinstance(said, Mapping) and isinstance(given, Mapping):
        for name, inner in said.items():
            yield from _beside(inner, given.get(name))
    elif isinstance(said, tuple) and isinstance(given, list) and len(said) == len(given):
        for inner, text in zip(said, given, strict=True):
            yield from _beside(inner, text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name in sorted(value):
            yield from _texts(value[name])
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _owner(
    configuration: Configuration, form: Form, output: Output | None, *, written: bool
) -> Instance | None:
    """The one resource a value belongs to: of its type, of its name where both are known."""
    fitting = [item for item in configuration.of_type(*alike(form.type)) if _may_be(item, form)]
    if written:
        pairs = form.values.items()
        fitting = [item for item in fitting if any(item.values.get(n) == v for n, v in pairs)]
    named = set(output.references) if output else set()
    meant = [item for item in fitting if item.address in named or item.resource in named] or fitting
    return meant[0] if len(meant) == 1 else None


def _may_be(item: Instance, form: Form) -> bool:
    name = NAMES.get(item.type, "")
    known, given = item.values.get(name), form.values.get(name)
    return not (isinstance(known, str) and isinstance(given, str) and known != given)


def overlaid(configuration: Configuration, alive: Alive) -> Configuration:
    """The configuration with what is known of what runs in the place of what was not known.

    What a state has beside it stands there as well, under its address in the state.
    """
    everything = (*configuration.instances, *alive.strays)
    instances = tuple(_with(item, alive.values.get(item.address)) for item in everything)
    return replace(configuration, instances=instances)


def _with(item: Instance, known: Mapping[str, Plain] | None) -> Instance:
    values: dict[str, Plain] = {**item.values, **(known or {})}
    arn = values.get("arn")
    if isinstance(arn, str):
        for name, value in from_arn(item.type, arn).items():
            if not isinstance(values.get(name), (str, Sensitive)):
                values[name] = value
    url = values.get("url")
    if item.type == "aws_sqs_queue" and isinstance(url, str):
        values["name"] = url.rpartition("/")[2]
    return item if values == item.values else replace(item, values=values)

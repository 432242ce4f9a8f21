"""A kind of AWS resource: what it is called, where it stands, what it leads to, how it fails.

Paths are dotted names of arguments, "network_configuration.subnets", and go through every block of
a repeated one. Subnets, zones, security groups, keys and roles are found by the provider's schema
(see places.py); a Kind names only what the schema does not tell.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from archbench.frozen import frozen
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance, Path

Role = Literal[
    "entry", "workload", "store", "channel", "network", "guard", "support", "passage", "helper"
]
"""What it does for a request.

entry: where requests come in (balancer, API, distribution, name); workload: what works on them;
store: what keeps data; channel: what carries events or messages; network: ways between networks;
guard: what lets in, checks or encrypts; support: what watches, keeps or deploys the others.
passage: no part of its own, requests pass through it (target group, integration); helper: no part
of its own, it configures the part it belongs to.
"""

LossBehavior = Literal["global", "regional", "spread", "standby", "single", "none", "untold"]
"""What the loss of a zone does to it.

global: stands in no region; regional: AWS keeps it over the zones of its region; spread: units in
all its zones, those left go on; standby: one unit works, another zone's takes over by itself;
single: one unit, lost with its zone; none: takes part in nothing that a zone carries; untold: it
is not simulated, or its arguments do not say.
"""

RelationKind = Literal[
    "request",
    "event",
    "data",
    "replica",
    "gives_up",
    "egress",
    "attachment",
    "control",
    "grant",
    "encrypts",
    "watches",
    "uses",
]
"""How two parts are related; the source calls, sends to, reads, or acts on the target.

request: waits for the answer; event: nobody waits; data: reads or writes; replica: copies to;
gives_up: a queue of what failed; egress: the way out; attachment: a network tied to another;
control: guards, filters, scales or deploys; grant: a policy lets it; encrypts: a key protects it;
watches: an alarm or log; uses: it names it, and nothing tells how.
"""

Units = int | Unknown | None
"""How many of it run; None where that is no question."""


@frozen
class Link:
    """A relation that an instance states: from what one path names to what another names.

    "" is the instance itself, or the part it belongs to. label is a format over top-level arguments
    ("{protocol} {port}"), of which what is not known is left out; or a function that says which
    requests go this way, of the instance and the path where it names the target. open: the target
    is a host name or an address, which may be that of anything anywhere.
    """

    kind: RelationKind
    source: str
    target: str
    label: str | Callable[[Instance, Path], str] = ""
    open: bool = False


def _nothing(_: Sequence[Instance]) -> str:
    return ""


def _one(_: Instance) -> Units:
    return None


def _nowhere(_: Instance) -> str:
    return ""


def _never(_: Instance) -> bool:
    return False


def sure(_: Instance, __: int) -> str:
    """That arguments leave nothing open."""
    return ""


def _all(_: Instance, zones: tuple[str, ...]) -> tuple[str, ...]:
    return zones


def always(_: Instance) -> bool:
    """That something holds of every instance."""
    return True


@frozen
class Kind:
    """What one or several resource types are.

    types        canonical first
    title        a singular noun for people: "Lambda function"
    service      as AWS calls it: "Lambda"
    icon         "compute.Lambda": a class of diagrams.aws
    belongs_to   of a helper or passage: arguments that name what it belongs to, the first that
                 names something; none: to what refers to it
    made_of      arguments that name what it starts from, whose arguments count as its own: launch
                 template, task definition
    beside       arguments that name the part in whose network it stands, when its own say nothing
    places       of a helper: the part it belongs to stands where the helper does
    foot         of a helper: what AWS keeps over a region is reached from a VPC only through the
                 subnets the helper names (mount target, attachment)
    links        the relations its arguments state
    copies       arguments that name the regions in which it keeps copies of itself
    loss         what the loss of a zone does to it, or a function that tells from its arguments
    doubt        why that cannot be told by its arguments, in words that follow a part's name, by
                 the number of zones it stands in (0: not told); "" where it can; of a helper and of
                 what a part is made of, about that part
    within       of the zones it may stand in by name, those that other arguments keep it to
    hosted       whether it stands where its hosts do, even where it names subnets of its own
    units        how many of it run, where that is a question
    recovers     name of the fact (data/facts.csv) that says how long recovery takes; "" for none
    restores     name of the fact that says what a point-in-time restore may miss; "" for none
    levels       names of the facts with its published service level: over several zones, or of a
                 whole region; in one zone
    detail       some words about the instances on one card
    together     one card for all of a region
    private      of an entry: whether only callers in networks tied to it reach it
    stands_for   what stands in its subnets, where that is not itself: "tasks it starts"
    reaches      of an endpoint: the AWS service it leads to, "" where it is none of these
    """

    types: tuple[str, ...]
    title: str
    service: str
    icon: str
    role: Role
    belongs_to: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    places: bool = False
    foot: bool = False
    links: tuple[Link, ...] = ()
    copies: tuple[str, ...] = ()
    loss: LossBehavior | Callable[[Instance], LossBehavior] = "untold"
    doubt: Callable[[Instance, int], str] = sure
    within: Callable[[Instance, tuple[str, ...]], tuple[str, ...]] = _all
    hosted: Callable[[Instance], bool] = _never
    units: Callable[[Instance], Units] = _one
    recovers: str = ""
    restores: str = ""
    levels: tuple[str, str] = ("", "")
    detail: Callable[[Sequence[Instance]], str] = _nothing
    together: bool = False
    private: Callable[[Instance], bool] = _never
    stands_for: str = ""
    reaches: Callable[[Instance], str] = _nowhere

    def loss_of(self, instance: Instance) -> LossBehavior:
        """What the loss of a zone does to an instance of this kind."""
        return self.loss if isinstance(self.loss, str) else self.loss(instance)

    @property
    def is_part(self) -> bool:
        """Whether it is a part of the architecture, with a place and a card of its own."""
        return self.role not in ("passage", "helper")


def helper(  # noqa: PLR0913 - each by its name
    types: str,
    *belongs_to: str,
    links: tuple[Link, ...] = (),
    made_of: tuple[str, ...] = (),
    beside: tuple[str, ...] = (),
    places: bool = False,
    foot: bool = False,
    doubt: Callable[[Instance, int], str] = sure,
    within: Callable[[Instance, tuple[str, ...]], tuple[str, ...]] = _all,
) -> Kind:
    """A type, or several by spaces, that configures what these arguments name.

    >>> helper("aws_sqs_queue_policy", "queue_url").belongs_to
    ('queue_url',)
    """
    return Kind(
        types=tuple(types.split()),
        title="",
        service="",
        icon="",
        role="helper",
        belongs_to=belongs_to,
        made_of=made_of,
        beside=beside,
        places=places,
        foot=foot,
        links=links,
        loss="none",
        doubt=doubt,
        within=within,
    )


def passage(types: str, *belongs_to: str, links: tuple[Link, ...] = ()) -> Kind:
    """A type, or several by spaces, that requests pass through: it is no part of its own."""
    return Kind(
        tuple(types.split()), "", "", "", "passage", belongs_to=belongs_to, links=links, loss="none"
    )


def support(
    types: str,
    title: str,
    service: str,
    icon: str,
    links: tuple[Link, ...] = (),
) -> Kind:
    """A type, or several by spaces, that watches, keeps, deploys or governs, with its own card.

    A zone carries none of it that serves a request.
    """
    return Kind(tuple(types.split()), title, service, icon, "support", links=links, loss="none")


def ways(kind: RelationKind, source: str, targets: str, label: str = "") -> tuple[Link, ...]:
    """The links of one kind from one source to each of several targets, by spaces.

    >>> [link.target for link in ways("event", "bucket", "queue.queue_arn topic.topic_arn")]
    ['queue.queue_arn', 'topic.topic_arn']
    """
    return tuple(Link(kind, source, target, label) for target in targets.split())

"""says_whose(instance): whether a tag says whose it is: of an owner, a cost center, an application.

As its name is understood: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html.
Name, Environment or ManagedBy say nothing of it, nor does a tag without a value; what a name of
somebody's own means is not known. The provider's default_tags are tags too, but of an Auto Scaling
group, whose machines wear what it propagates and what its launch template gives them.
"""

import re
from collections.abc import Iterator, Mapping

from archbench.architecture.compute import launch_template, names_template
from archbench.architecture.joins import truth
from archbench.architecture.written import told, told_of_pairs
from archbench.hcl.partly import NotReadError, blocks, is_of_resource, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Plain, Unknown, Value, bare
from archbench.patterns import regex
from archbench.requirements.functions._related import instance_of, read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_GROUP = "aws_autoscaling_group"

_WHOSE = regex(
    r"\b(owners?|owned by|teams?|squads?|tribes?|crews?|departments?|dept|divisions?"
    r"|(?:business|org|organi[sz]ational) ?units?|bu|cost ?(?:cent(?:er|re)|code|group|owner)s?"
    r"|charge ?(?:back|code)|show ?back|billing|billed to|bill to|budgets?|payers?|projects?"
    r"|products?|portfolios?|applications?|apps?|services?|workloads?|systems?|customers?|clients?"
    r"|tenants?|organi[sz]ations?|org|company|contacts?|responsible|maintainers?|stakeholders?"
    r"|sponsors?)(?: ?(?:name|id|code|key|number|e ?mail|group|lead|owner))*$"
)
_NOTHING = regex(
    r"^(?:aws|kubernetes io|k8s io|karpenter|alpha eksctl io) "
    r"|^(?:name|(?:display|full) name|env|environment|environment (?:name|type)|stage|tier|region"
    r"|zone|az|availability zone|location|version|release|revision|commit|branch|(?:is )?terraform"
    r"|terraform (?:managed|module|version|workspace)|opentofu|iac|module|managed|managed ?by"
    r"|provisioned by|provisioner|deployed by|created|(?:created|updated) (?:at|on)|created with"
    r"|creation date|date|timestamp|expires?|ttl|description|desc|comment|notes?"
    r"|backups?(?: (?:plan|policy|schedule|retention|enabled|window))?|snapshots?|schedules?"
    r"|patch(?: group)?|monitoring|os|operating system|role|type|kind|encrypted|public|private"
    r"|network|visibility)$"
)
"""Words of names that say whose something is, and names that say something else."""


def call(view: View, instance: Value) -> Value:
    """True or false; unknown while tags are, or where what their names mean is."""
    item = instance_of(view, instance)
    if item is None:
        return computed(BOOL, instance)
    read(view, item.address, *((("tag",),) if item.type == _GROUP else (("tags",), ("tags_all",))))
    answers = [*_answers(view, item)]
    if True in answers:
        return TRUE
    waiting = [one for one in answers if isinstance(one, Unknown)]
    return computed(BOOL, *map(view.value, waiting)) if waiting else FALSE


def _answers(view: View, item: Instance) -> Iterator[bool | Unknown]:
    """Of each tag whether it says whose it is, and what may be another."""
    if item.type != _GROUP:
        yield from _of(item, *told(item.values.get("tags_all", item.values.get("tags"))))
        return
    yield from _of(item, *told_of_pairs(_propagated(item)))
    template = launch_template(view.relations.reader, item)
    if template is None or template.mode == "data":
        if names_template(item) is not None:
            yield _untold(item, "launch_template", "what it starts from is not in this code")
        return
    read(view, template.address, ("tag_specifications",))
    for block in _blocks(template, "tag_specifications"):
        if isinstance(block, Unknown):
            yield block
        elif isinstance(kind := bare(block.get("resource_type")), Unknown):
            yield kind
        elif kind == "instance":
            yield from _of(template, *told(block.get("tags")))


def _propagated(group: Instance) -> Iterator[tuple[Plain, Plain]]:
    """The tags that a group gives its machines, by name."""
    for block in _blocks(group, "tag"):
        if isinstance(block, Unknown):
            yield block, None
            continue
        passed = truth(block.get("propagate_at_launch"), default=False)
        if passed is not False:
            yield block.get("key"), block.get("value") if passed is True else passed


def _blocks(item: Instance, name: str) -> Iterator[Mapping[str, Plain] | Unknown]:
    """Blocks of one type, and an unknown for those that there may be."""
    value = item.values.get(name)
    known = blocks(value)
    for block in (*known[0], value) if known else value if isinstance(value, tuple) else (value,):
        if isinstance(block, Mapping | Unknown):
            yield block


def _of(
    item: Instance, tags: Mapping[str, Plain], more: tuple[Unknown, ...]
) -> Iterator[bool | Unknown]:
    yield from more
    for name, value in tags.items():
        words = _words(name)
        if _NOTHING.search(words):
            continue
        filled = _is_filled(value)
        if filled is False or _WHOSE.search(words):
            yield filled
        else:
            yield _untold(item, "tags", "what a tag says by its name is not known")


def _words(name: str) -> str:
    """The words of a name, however they are joined.

    >>> _words("acme:CostCenter"), _words("managed-by"), _words("AppID")
    ('acme cost center', 'managed by', 'app id')
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", apart.lower()))


def _is_filled(value: Plain) -> bool | Unknown:
    """Whether a tag says anything at all."""
    opened = bare(value)
    if not isinstance(opened, Unknown):
        return opened is not None and str(opened).strip() != ""
    try:
        found = partial_text(opened)
    except NotReadError:
        return opened
    return bool(found.filled("").strip()) or any(map(is_of_resource, found.holes)) or opened


def _untold(item: Instance, path: str, reason: str = "") -> Unknown:
    return Unknown(BOOL, (Origin("resource", item.address, path, reason),))

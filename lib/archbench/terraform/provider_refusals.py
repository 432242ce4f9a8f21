"""What is reported because the provider would refuse it: unknown types, arguments by its rules."""

from collections.abc import Mapping
from typing import Literal

from archbench.frozen import replace
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.values import Value
from archbench.terraform.argument_rules import broken
from archbench.terraform.body import Evaluated
from archbench.terraform.canonical import canonical
from archbench.terraform.combination_rules import asked_together, at_odds
from archbench.terraform.module import ResourceBlock
from archbench.terraform.provider_choice import Choice
from archbench.terraform.rule_table import single_rules_by_argument


def report_refused(
    body: Evaluated,
    resource: ResourceBlock,
    choice: Choice,
    diagnostics: list[Diagnostic],
    before: Mapping[str, Value],
) -> Mapping[str, Value]:
    """Add what the provider refuses of the arguments of an instance, each once.

    before is what this gave of the instance before it in its block: the values that rules ask
    about. Where they are the very same, nothing else is refused.
    """
    if not choice.exact:
        return before
    type_ = canonical(resource.type)
    rules, together = single_rules_by_argument(type_), asked_together(type_)
    asked = {
        name: value for name, value in body.values.items() if name in rules or name in together
    }
    if asked and asked.keys() == before.keys() and all(asked[x] is before[x] for x in asked):
        return before
    single = broken(type_, body.values, choice.release, asked=choice != Choice())
    for path, said in (*single, *at_odds(type_, body.values)):
        ends = range(len(path), 0, -1)
        places = (body.ranges[path[:end]] for end in ends if path[:end] in body.ranges)
        found = replace(said, range=next(places, resource.range))
        if found not in diagnostics:
            diagnostics.append(found)
    return asked


def report_type(
    resource: ResourceBlock,
    kind: Literal["resource", "data"],
    choice: Choice,
    diagnostics: list[Diagnostic],
) -> None:
    """Refuse a type the AWS provider does not have; of other providers nothing is known here."""
    if resource.mode == "ephemeral" or not resource.type.startswith("aws_"):
        return
    what = "resource type" if kind == "resource" else "data source"
    release = choice.release
    detail = f'Provider hashicorp/aws {release.version} has no {what} "{resource.type}".'
    detail += did_you_mean(resource.type, set(release.type_names(kind)))
    diagnostics.append(Diagnostic("error", f"Invalid {what}", detail, resource.range))

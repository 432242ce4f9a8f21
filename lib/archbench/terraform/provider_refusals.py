"""What is reported because the provider would refuse it: unknown types, arguments by its rules."""

from dataclasses import replace
from typing import Literal

from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.terraform.argument_rules import broken
from archbench.terraform.body import Evaluated
from archbench.terraform.combination_rules import at_odds
from archbench.terraform.module import ResourceBlock
from archbench.terraform.provider_choice import Choice


def report_refused(
    type_: str,
    body: Evaluated,
    resource: ResourceBlock,
    choice: Choice,
    diagnostics: list[Diagnostic],
) -> None:
    """Add what the provider refuses of the arguments of an instance, each once."""
    if not choice.exact:
        return
    single = broken(type_, body.values, choice.release, asked=choice != Choice())
    for path, said in (*single, *at_odds(type_, body.values)):
        ends = range(len(path), 0, -1)
        places = (body.ranges[path[:end]] for end in ends if path[:end] in body.ranges)
        found = replace(said, range=next(places, resource.range))
        if found not in diagnostics:
            diagnostics.append(found)


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

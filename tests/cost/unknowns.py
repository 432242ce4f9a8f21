"""What an estimate guesses, or drops, when a value is not known yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from archbench.cost import Estimate, LineItem, estimate
from archbench.cost.usage import Usage
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Unknown
from archbench.terraform.configuration import Configuration


def figures(made: Estimate) -> set[LineItem]:
    """The priced lines without the zones they are spread over, which are no figures."""
    return {replace(line, zones=()) for line in made.priced}


def mistakes(configuration: Configuration, usage: Usage | None, day: date | None) -> Iterator[str]:
    """Each value that, once unknown, changes a priced line, or takes one away untold."""
    before = estimate(configuration, usage=usage, as_of=day)
    had = figures(before)
    unknown = Unknown(STRING, (Origin("variable", "var.later"),))
    for number, instance in enumerate(configuration.instances):
        for name in instance.values:
            instances = list(configuration.instances)
            instances[number] = replace(instance, values={**instance.values, name: unknown})
            changed = replace(configuration, instances=tuple(instances))
            after = estimate(changed, usage=usage, as_of=day)
            have = figures(after)
            if not have <= had:
                yield f"{instance.address}.{name} was guessed"
            elif have < had and not {*after.open, *after.unpriced} - {
                *before.open,
                *before.unpriced,
            }:
                yield f"{instance.address}.{name} dropped a line"

"""The changes of a scenario as what is evaluated: values, edits, usage; wrong ones told first."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archbench.cost.catalogue import REGIONS, default_catalogue
from archbench.cost.price_book import AgreedRate, read_price_book
from archbench.cost.purchased import ON_DEMAND, purchase_options
from archbench.cost.usage import Usage
from archbench.errors import InputError
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.plain import from_plain
from archbench.hcl.syntax import Attr, Traversal
from archbench.hcl.writer import Json
from archbench.terraform.configuration import Configuration
from archbench.terraform.edits import ArgumentEdit, expression_of
from archbench.terraform.session import Session
from archbench.whatif.attributes import edit_of
from archbench.whatif.scenario import Change, Lever, Scenario
from archbench.whatif.usage_changes import check_usage, over_the_file, with_usage


@dataclass(frozen=True, slots=True)
class Structure:
    """What decides which resources there are, and what they are like."""

    variables: Mapping[str, Json] = field(default_factory=dict)
    edits: tuple[ArgumentEdit, ...] = ()
    ambient_region: str = ""
    """The region of the environment, where no provider block names one; "" leaves it."""
    patch: str = ""
    key: str = ""
    """Equal for two that are the same."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A scenario ready to be tried."""

    structure: Structure
    usage: Usage
    purchase: str = ON_DEMAND
    price_book: str = ""
    agreements: tuple[AgreedRate, ...] = ()


def settle(
    scenario: Scenario, session: Session | None, configuration: Configuration, usage: Usage
) -> Settled:
    """What a scenario sets, each change held against the stack as it stands.

    session is None where the stack is a plan or state, of which only money can be changed.

    Raises:
        InputError: a change cannot be made here, at its place.
    """
    changes = {item.lever: item for item in scenario.changes}
    if session is None:
        _must_be_money(changes.values())
    variables: dict[str, Json] = {}
    edits: list[ArgumentEdit] = []
    structural = [c for c in changes.values() if c.lever.kind in ("var", "attribute", "patch")]
    ambient = patch = ""
    for change in changes.values():
        match change.lever.kind:
            case "var" if session:
                _check_variable(change, session)
                variables[change.lever.path[0]] = change.value
            case "attribute" if session:
                alone = len(structural) == 1
                edits.append(edit_of(change, session.world, configuration, alone=alone))
            case "region" if session:
                region = _region(change)
                name = _region_variable(session)
                if name:
                    variables[name] = region
                elif _names_region(session):
                    edits.append(ArgumentEdit("provider.aws", ("region",), expression_of(region)))
                else:
                    ambient = region
            case "patch":
                patch = str(change.value)
    said = [change for change in changes.values() if change.lever.kind == "usage"]
    check_usage(usage, said, configuration)
    purchase, book = _purchase(changes), str(scenario.value("price_book") or "")
    variables = {k: v for k, v in variables.items() if not _is_so(k, v, configuration)}
    key = json.dumps(
        [
            sorted(variables.items()),
            [(edit.pattern, edit.path, repr(edit.expression)) for edit in edits],
            ambient,
            patch,
        ],
        default=str,
        sort_keys=True,
    )
    return Settled(
        Structure(variables, tuple(edits), ambient, patch, key),
        with_usage(usage, over_the_file(said, configuration)),
        purchase,
        book,
        _agreements(changes, book, purchase),
    )


def _must_be_money(changes: Iterable[Change]) -> None:
    for change in changes:
        if change.lever.kind in ("var", "attribute", "region", "patch"):
            raise InputError(
                f"{change.place}: {change.lever} is settled in a plan or state: give the "
                "directory it was made from."
            )


def _check_variable(change: Change, session: Session) -> None:
    name = change.lever.path[0]
    declared = session.declarations.get(name)
    if declared is None:
        near = did_you_mean(name, set(session.declarations))
        raise InputError(
            f'{change.place}: a variable named "{name}" is not declared in '
            f"{session.path.as_posix()}.{near}"
        )
    heard: list[Diagnostic] = []
    if change.value is None and not declared.nullable and declared.default is None:
        raise InputError(f"{change.place}: var.{name} must not be null.")
    if change.value is not None:
        declared.converted(from_plain(change.value), None, heard.append)
    if heard:
        raise InputError(f"{change.place}: {heard[0].detail}")


def _is_so(name: str, value: Json, configuration: Configuration) -> bool:
    """Whether a variable has a value already, told for the plain ones."""
    known = configuration.variable(name)
    if known is None or isinstance(value, Mapping | list):
        return False
    return type(known.value) is type(value) and known.value == value


def _region(change: Change) -> str:
    region = str(change.value)
    known = {*REGIONS, *default_catalogue().regions}
    if region not in known:
        hint = did_you_mean(region, known)
        raise InputError(
            f'{change.place}: "{region}" is no region of AWS.{hint} Write one as eu-west-1.'
        )
    return region


def _region_variable(session: Session) -> str:
    """The variable that is the region of the AWS provider, where it is one and nothing else."""
    block = session.world.tree.modules[()].providers.get("aws")
    given = block.body.attributes.get("region") if block else None
    node = given.expression if given else None
    if isinstance(node, Traversal) and node.root == "var" and len(node.steps) == 1:
        step = node.steps[0]
        return step.name if isinstance(step, Attr) else ""
    return ""


def _names_region(session: Session) -> bool:
    return "aws" in session.world.tree.modules[()].providers


def _purchase(changes: Mapping[Lever, Change]) -> str:
    change = changes.get(Lever("purchase"))
    if change is None:
        return ON_DEMAND
    option = str(change.value)
    if option not in purchase_options():
        hint = did_you_mean(option, purchase_options())
        raise InputError(
            f'{change.place}: "{option}" is no way to buy.{hint} There are: '
            f"{'; '.join(purchase_options())}."
        )
    return option


def _agreements(
    changes: Mapping[Lever, Change], book: str, purchase: str
) -> tuple[AgreedRate, ...]:
    change = changes.get(Lever("price_book"))
    if change is None:
        return ()
    if purchase != ON_DEMAND:
        raise InputError(
            f"{change.place}: with a purchase option no price book counts: which agreed rate "
            "holds for committed hours, neither says."
        )
    try:
        return read_price_book(Path(book))
    except InputError as error:
        raise InputError(f"{change.place}: {error}") from None

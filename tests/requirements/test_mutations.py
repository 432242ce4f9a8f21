"""Every control of payments.hcl fails alone when its own cause is broken, and guesses nothing."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.requirements import check, read_checklist
from archbench.requirements.assess import assess
from archbench.requirements.assessment import Assessment
from archbench.terraform import load
from archbench.terraform.configuration import Configuration, Instance
from tests.requirements.mutations import MUTATIONS, PRODUCTION, Mutation, change
from tests.requirements.spellings import SPELLINGS
from tests.requirements.test_stacks import PAYMENTS

ROOT = PAYMENTS.parents[1]
CHECKLIST = read_checklist("payments")


def test_every_control_has_a_mutation_and_a_spelling() -> None:
    """No control is without a change that breaks it, and one that only says it otherwise."""
    controls = {control.id for control in CHECKLIST.controls}
    assert controls == {*MUTATIONS, *PRODUCTION} == set(SPELLINGS)


@pytest.mark.parametrize("control", SPELLINGS)
def test_other_words_change_no_verdict(control: str, tmp_path: Path) -> None:
    """The stack is met as before; what is spelt otherwise is what this control looks at."""
    profile = "production" if control in PRODUCTION else "ci"
    variables = "production.tfvars" if control in PRODUCTION else "terraform.tfvars"
    found = _mutated(SPELLINGS[control], tmp_path, variables, profile)
    assert [item.in_words for item in found.verdicts if item.verdict in ("fail", "open")] == []
    assert {item.control.id: item.verdict for item in found.verdicts}[control] == "pass"


@pytest.mark.parametrize("control", MUTATIONS)
def test_control_fails_alone(control: str, tmp_path: Path) -> None:
    """The change fails this control, and no other group than its own changes verdict."""
    _fails_alone(_mutated(MUTATIONS[control], tmp_path), control)


@pytest.mark.parametrize("control", PRODUCTION)
def test_production_control_fails_alone(control: str, tmp_path: Path) -> None:
    """Likewise under the profile production."""
    found = _mutated(PRODUCTION[control], tmp_path, "production.tfvars", "production")
    _fails_alone(found, control)


@pytest.mark.parametrize(
    ("parameter", "verdict"),
    [("max_connections", "fail"), ("max_locks_per_transaction", "pass")],
)
def test_the_limit_is_what_is_set_else_the_documented_default(
    parameter: str, verdict: str, tmp_path: Path
) -> None:
    """1377 is not 80 % of a limit set to 1000; with none set it is 80 % of AWS's 1722."""
    setting = 'name         = "max_connections"\n    value        = '
    old = f"{setting}tostring(local.aurora_max_connections)"
    new = setting.replace("max_connections", parameter) + '"1000"'
    found = _mutated(change("rds.tf", old, new), tmp_path)
    result = next(item for item in found.verdicts if item.control.id == "connections_alarm")
    assert result.verdict == verdict
    if verdict == "fail":
        assert "80 % of the maximum is 800." in result.in_words


ALSO = {"alarm_connections": {"mandatory"}}
"""Groups that must fail as well: an alarm that watches another cluster is not at 80 % of ours."""


def _mutated(
    mutation: Mutation, directory: Path, variables: str = "terraform.tfvars", profile: str = "ci"
) -> Assessment:
    shutil.copytree(PAYMENTS, directory / "payments")
    shutil.copy(ROOT / "data/requirements/payments.hcl", directory)
    for name, old, new in mutation.changes:
        path = directory / "payments" / name
        text = path.read_text()
        assert old in text, f"{name} no longer holds {old!r}"
        path.write_text(text.replace(old, new) if old else text + new)
    return assess(
        directory / "payments",
        [directory / "payments.hcl"],
        variables=(("file", variables),),
        profile=profile,
    )


def _fails_alone(found: Assessment, control: str) -> None:
    verdicts = {item.control.id: item for item in found.verdicts}
    assert verdicts[control].verdict == "fail"
    assert verdicts[control].in_words
    not_met = {group.group.id for group in found.groups if group.verdict != "pass"}
    assert not_met == {verdicts[control].control.group} | ALSO.get(control, set())


def test_an_unknown_is_never_guessed() -> None:
    """Any value a verdict rests on, made unknown, opens verdicts or leaves them; nothing else."""
    configuration = load(PAYMENTS)
    before = _words(_check(configuration))
    checked = 0
    opened = 0
    for instance, path in _leaves_that_are_read(configuration):
        unknown = _unknown(instance, path, exact=checked % 2 == 0)
        changed = replace(instance, values=_with(instance.values, path, unknown))
        after = _words(_check(_replaced(configuration, changed)))
        wrong = {
            control: (before[control], word)
            for control, word in after.items()
            if word not in ("open", before[control])
        }
        assert not wrong, (instance.address, path, unknown)
        checked += 1
        opened += after != before
    assert opened > checked * 0.8 > 80


def _check(configuration: Configuration) -> Assessment:
    return check(configuration, build(configuration), [CHECKLIST])


def _words(found: Assessment) -> Mapping[str, str]:
    return {item.control.id: item.verdict for item in found.verdicts}


def _unknown(instance: Instance, path: tuple[str | int, ...], *, exact: bool) -> Unknown:
    """What the value itself waits for, or something made from another unknown."""
    own = Origin("resource", instance.address, str(path[0]))
    return Unknown(DYNAMIC, (own if exact else Origin("function", "timestamp()"),), exact=exact)


def _leaves_that_are_read(
    configuration: Configuration,
) -> Iterator[tuple[Instance, tuple[str | int, ...]]]:
    """One instance and path for each attribute of a type that evidence names."""
    seen: set[tuple[str, str]] = set()
    for item in _check(configuration).verdicts:
        for answer in item.answers:
            for found in answer.evidence:
                instance = configuration.by_address.get(found.address)
                path = _path(found.attribute)
                if instance is None or not path or path[0] not in instance.values:
                    continue
                if (instance.type, found.attribute) in seen or _at(instance.values, path) is None:
                    continue
                seen.add((instance.type, found.attribute))
                yield instance, path


def _path(text: str) -> tuple[str | int, ...]:
    found = re.findall(r"([\w-]+)|\[(\d+)\]", text)
    return tuple(int(index) if index else name for name, index in found) if text else ()


def _at(value: Plain, path: tuple[str | int, ...]) -> Plain:
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return None if isinstance(value, Sensitive) else value


def _with(value: Plain, path: tuple[str | int, ...], new: Plain) -> Mapping[str, Plain]:
    """The values with another one at a path."""

    def put(inner: Plain, rest: tuple[str | int, ...]) -> Plain:
        if not rest:
            return new
        step = rest[0]
        if isinstance(inner, tuple):
            items = enumerate(inner)
            return tuple(put(item, rest[1:]) if at == step else item for at, item in items)
        assert isinstance(inner, Mapping)
        return {k: put(v, rest[1:]) if k == step else v for k, v in inner.items()}

    changed = put(value, path)
    assert isinstance(changed, Mapping)
    return changed


def _replaced(configuration: Configuration, changed: Instance) -> Configuration:
    return replace(
        configuration,
        instances=tuple(
            changed if item.address == changed.address else item for item in configuration.instances
        ),
    )

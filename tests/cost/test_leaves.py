"""Every priced type, by walking the leaves: a new one is tested before anyone writes a test."""

import inspect
from dataclasses import replace
from datetime import date
from decimal import Decimal
from doctest import DocTestFinder, DocTestRunner
from importlib import import_module
from itertools import product
from types import ModuleType

import pytest

from archbench.cost import Estimate, bill, estimate
from archbench.cost.bill import configuration
from archbench.cost.billed import billed_types
from archbench.cost.catalogue import default_catalogue
from archbench.cost.free import free_types, is_free
from archbench.cost.registry import leaf, priced_types
from archbench.cost.usage import Usage
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration
from archbench.terraform.schema import type_names
from tests.cost.unknowns import mistakes

TYPES = sorted(priced_types())
UNTOLD: tuple[Plain, ...] = (
    Unknown(STRING, (Origin("variable", "var.x"),)),
    Sensitive("secret-value"),
)

ATTRIBUTES = (
    "instance_type",
    "instance_class",
    "engine",
    "storage_type",
    "load_balancer_type",
    "internal",
    "subnets",
    "type",
    "size",
    "min_size",
    "max_size",
    "desired_capacity",
    "vpc_endpoint_type",
    "subnet_ids",
    "billing_mode",
    "node_type",
    "multi_az",
    "allocated_storage",
    "iops",
    "request_interval",
    "customer_master_key_spec",
    "replica",
    "rule",
    "log_group_class",
    "fifo_topic",
    "fifo_queue",
    "memory_size",
    "throughput_mode",
    "public_ipv4_pool",
    "period",
    "metric_query",
    "launch_template",
    "launch_configuration",
    "backup_retention_period",
    "alias",
)
"""Attributes whose value may decide what is bought, of any type."""


def _module(type_: str) -> ModuleType:
    return import_module(f"archbench.cost.resources.{type_}")


@pytest.mark.parametrize("type_", TYPES)
def test_a_leaf_says_what_it_is(type_: str) -> None:
    """A leaf has a name, usage keys with meanings, an AWS page and a bill as a doctest."""
    module = _module(type_)
    document = inspect.getdoc(module) or ""
    assert leaf(type_).NAME
    assert all(meaning for meaning in leaf(type_).USAGE.values())
    assert "print_bill(" in document
    is_alias = len(inspect.getsource(module)) < 800
    assert is_alias or "https://aws.amazon.com/" in document


@pytest.mark.parametrize("type_", TYPES)
def test_an_unknown_value_is_never_guessed(type_: str) -> None:
    """With an attribute unknown or sensitive a resource is priced, open or listed."""
    for attribute, value in product(ATTRIBUTES, UNTOLD):
        made = estimate(configuration({f"{type_}.a": {attribute: value}}))
        seen = {item.address for item in made.line_items} | set(made.free)
        assert f"{type_}.a" in seen | {item.address for item in made.unpriced}
        assert "secret-value" not in repr(made)


Example = tuple[Configuration, Usage, date | None]


def _examples(type_: str, monkeypatch: pytest.MonkeyPatch) -> list[Example]:
    """What a leaf's own examples print the bill of."""
    examples: list[Example] = []

    def priced(configuration: Configuration, *, usage: Usage, as_of: date | None) -> Estimate:
        examples.append((configuration, usage, as_of))
        return estimate(configuration, usage=usage, as_of=as_of)

    monkeypatch.setattr(bill, "estimate", priced)
    runner = DocTestRunner(verbose=False)
    for test in DocTestFinder(recurse=False).find(_module(type_)):
        runner.run(test)
    assert examples
    assert runner.summarize(verbose=False).failed == 0
    return examples


@pytest.mark.parametrize("type_", TYPES)
def test_an_unknown_value_of_an_example_is_never_guessed(
    type_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each value a leaf's own examples set, known later: a line may open, never change."""
    examples = _examples(type_, monkeypatch)
    assert [told for example in examples for told in mistakes(*example)] == []


@pytest.mark.parametrize("type_", TYPES)
def test_an_argument_of_which_nothing_is_known_ends_no_bill(
    type_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each argument a type has, unknown or sensitive beside what an example sets."""
    names = {path.partition(".")[0] for path in leaf(type_).ARGUMENTS.declared}
    for found, usage, day in _examples(type_, monkeypatch):
        for number, one in enumerate(found.instances):
            for name, value in product(sorted(names), UNTOLD):
                instances = list(found.instances)
                instances[number] = replace(one, values={**one.values, name: value})
                made = estimate(replace(found, instances=tuple(instances)), usage=usage, as_of=day)
                assert "secret-value" not in repr(made)


@pytest.mark.parametrize("type_", TYPES)
def test_a_leaf_buys_only_what_the_catalogue_can_name(type_: str) -> None:
    """Whatever a bare resource buys in us-east-1 has a price, or an explained reason."""
    made = estimate(configuration({f"{type_}.a": {}}))
    for line in made.line_items:
        assert line.list_unit_price > 0
        assert line.list_cost is None or line.list_cost >= Decimal(0)
    assert all(item.reason for item in made.unpriced)


def test_no_type_is_both_priced_and_free() -> None:
    """The two lists do not meet."""
    assert not [type_ for type_ in TYPES if is_free(type_)]


def test_free_types_are_listed_once_and_in_order() -> None:
    """The list of free types is sorted, so that a change to it reads well."""
    path = default_catalogue().directory / "free-types.txt"
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    assert lines == sorted(set(lines))
    assert len(free_types()) == len({line.split()[0] for line in lines})


def test_every_type_of_the_provider_is_priced_free_or_told() -> None:
    """A rule, the free list or the billed list has each type of the schema, only one of them."""
    known = {canonical(type_) for type_ in type_names("resource")}
    priced, free, billed = set(TYPES), set(free_types()), set(billed_types())
    told = priced | free | billed | {type_ for type_ in known if is_free(type_)}
    assert sorted(known - told) == []
    assert sorted(billed & (priced | free)) == []
    assert sorted(billed - set(type_names("resource"))) == []


def test_billed_types_are_listed_in_order() -> None:
    """Sorted, each with what is billed."""
    path = default_catalogue().directory / "billed-types.txt"
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(lines)
    assert all(billed_types().values())

"""Usage files: what they may say, what wins, and how a mistake in one is told."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.cost import Estimate, estimate
from archbench.cost.bill import configuration
from archbench.cost.quantity import Quantity
from archbench.cost.statement_rows import rows
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage, read_usage
from archbench.errors import InputError
from archbench.hcl.values import Plain
from archbench.terraform import load

NAT = "aws_nat_gateway"
KEY = "monthly_data_processed_gb"


def parsed(text: str) -> Usage:
    """The usage of a file of resource_usage alone, lines counted from its first entry."""
    return parse_usage(text, "usage.yml")


def carried(usage: Usage, address: str = f"{NAT}.a") -> Quantity | None:
    """What a gateway carries."""
    found = usage.number(address, NAT, KEY)
    return found[0] if found else None


def test_a_range_gives_low_likely_and_high() -> None:
    """A mapping of the three is a number; one of them may stand alone with likely."""
    usage = parsed(
        f"""
version: 0.1
resource_usage:
  {NAT}.a: {{ {KEY}: {{ low: 10, likely: 20, high: 40 }} }}
  {NAT}.b: {{ {KEY}: {{ likely: 20, high: 40 }} }}
  {NAT}.c: {{ {KEY}: {{ low: 10, high: 40 }} }}
"""
    )
    assert carried(usage) == Quantity(Decimal(10), Decimal(20), Decimal(40))
    assert carried(usage, f"{NAT}.b") == Quantity(Decimal(20), Decimal(20), Decimal(40))
    assert carried(usage, f"{NAT}.c") == Quantity(Decimal(10), Decimal(25), Decimal(40))


def test_numbers_are_exact() -> None:
    """0.1 is a tenth, not the nearest binary fraction; 1_000 and 1e6 are numbers."""
    usage = parsed(f"resource_usage: {{ {NAT}.a: {{ {KEY}: 0.1 }}, {NAT}.b: {{ {KEY}: 1e6 }} }}")
    assert carried(usage) == Quantity.of(Decimal("0.1"))
    assert carried(usage, f"{NAT}.b") == Quantity.of(1_000_000)


def test_the_nearest_word_wins() -> None:
    """Exact address over wildcard, wildcard over default by type."""
    usage = parsed(
        f"""
resource_type_default_usage:
  {NAT}: {{ {KEY}: 1 }}
resource_usage:
  {NAT}.a[*]: {{ {KEY}: 2 }}
  {NAT}.a[0]: {{ {KEY}: 3 }}
"""
    )
    assert usage.number(f"{NAT}.a[0]", NAT, KEY) == (Quantity.of(3), "usage")
    assert usage.number(f"{NAT}.a[1]", NAT, KEY) == (Quantity.of(2), "usage")
    assert usage.number(f"{NAT}.z", NAT, KEY) == (Quantity.of(1), "usage default")
    assert usage.number("aws_eip.z", "aws_eip", KEY) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("resource_usage: [1]", "usage.yml:1: resource_usage must be a mapping"),
        (f"resource_usage:\n  {NAT}.a: 5", "usage.yml:2: usage must be a mapping"),
        ("load_profile: 5", "usage.yml:1: usage must be a mapping"),
        ("resource_usages: {}", 'usage.yml:1: unknown section "resource_usages"'),
        (f"resource_usage:\n  {NAT}.a:\n    {KEY}: -5", f"usage.yml:3: {KEY} must be zero or more"),
        (f"resource_usage:\n  {NAT}.a:\n    {KEY}: .nan", "must be"),
        (
            f"resource_usage:\n  {NAT}.a: {{ {KEY}: {{ low: 9, likely: 2 }} }}",
            "usage.yml:2: monthly_data_processed_gb must have low <= likely <= high",
        ),
        (
            f"resource_usage:\n  {NAT}.a: {{ {KEY}: {{ low: few, likely: 2 }} }}",
            'usage.yml:2: low of monthly_data_processed_gb must be a number, not "few"',
        ),
        (
            f"resource_usage:\n  {NAT}.a: {{ {KEY}: 1 }}\n  {NAT}.a: {{ {KEY}: 2 }}",
            'usage.yml:3: "aws_nat_gateway.a" stands twice',
        ),
        ("resource_usage:\n\t- x", "usage.yml:2: not YAML"),
        ("load_profile: { requests: 5 }", "load_profile has no key requests"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, message: str) -> None:
    """Each mistake is one sentence that starts with the file and the line."""
    with pytest.raises(InputError) as error:
        _made(text)
    assert message in str(error.value)


def test_a_word_where_a_number_belongs_is_told() -> None:
    """The message names the key, the address and the word."""
    with pytest.raises(InputError, match=rf'usage.yml:1: {KEY} of {NAT}.a must be .* not "much"'):
        _made(f"resource_usage: {{ {NAT}.a: {{ {KEY}: much }} }}")


def _made(text: str) -> Estimate:
    return estimate(configuration({f"{NAT}.a": {}, f"{NAT}.b[0]": {}}), usage=parsed(text))


def test_what_matches_nothing_is_noted() -> None:
    """A wrong address, a missing [*] and a wrong key are notes; the rest of the file counts."""
    made = _made(
        f"""
resource_usage:
  {NAT}.x: {{ {KEY}: 1 }}
  {NAT}.b: {{ {KEY}: 1 }}
  {NAT}.a: {{ monthly_data_procesed_gb: 1 }}
"""
    )
    first, second, third = made.notes
    assert first == (
        "usage.yml:3: aws_nat_gateway.x matches nothing in example."
        ' Did you mean "aws_nat_gateway.a"?'
    )
    assert second == (
        "usage.yml:4: aws_nat_gateway.b matches nothing in example."
        " Write aws_nat_gateway.b[*] for every instance of it."
    )
    assert third == (
        "usage.yml:5: aws_nat_gateway.a has no usage key monthly_data_procesed_gb; it is not used."
        ' Did you mean "monthly_data_processed_gb"?'
    )


def test_an_empty_file_says_nothing() -> None:
    """A file with no more than a version changes no line."""
    assert parsed("").entries == ()
    assert parsed("version: 0.1\nresource_usage:\n").entries == ()


def test_no_yaml_tag_makes_an_object(tmp_path: Path) -> None:
    """A usage file is data: a tag that asks for a call makes none."""
    made = tmp_path / "made"
    text = f"!!python/object/apply:os.mkdir [{made}]"
    with pytest.raises(InputError):
        _made(f"resource_usage: {{ {NAT}.a: {{ {KEY}: {{ low: {text} }} }} }}")
    assert not made.exists()


def test_a_default_under_a_wrong_key_is_noted() -> None:
    """A default that no resource of its type can use is told, like any other entry."""
    made = _made(f"resource_type_default_usage:\n  {NAT}:\n    monthly_data_gb: 5")
    [note] = made.notes
    assert note.startswith(f"usage.yml:3: {NAT} has no usage key monthly_data_gb")


def test_data_transfer_leaves_the_only_region_there_is() -> None:
    """Without a region of its own it takes the one the whole configuration stands in."""
    made = _made("resource_usage: { aws_data_transfer.out: { monthly_outbound_internet_gb: 100 } }")
    [line] = [x for x in made.priced if x.item == "internet-egress"]
    assert (line.region_id, line.list_cost) == ("us-east-1", Decimal("9.00"))


def test_what_waits_is_told_once_with_the_pattern_for_all(tmp_path: Path) -> None:
    """Written into a usage file as it stands, the pattern of a row settles every instance of it."""
    module = 'resource "aws_cloudwatch_log_group" "g" {\n  count = 2\n}\n'
    call = 'module "m" {\n  source   = "./m"\n  for_each = toset(["a", "b"])\n}\n'
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text(module, "utf-8")
    (tmp_path / "main.tf").write_text(f'provider "aws" {{ region = "us-east-1" }}\n{call}', "utf-8")
    configuration = load(tmp_path)
    found = rows(estimate(configuration).open)
    assert {row.name for row in found} == {"module.m[*].aws_cloudwatch_log_group.g[*] x 4"}
    assert all(row.reason.endswith(f" for {row.pattern} in a usage file") for row in found)
    keys = ", ".join(f"{row.first.usage_key}: 1" for row in found)
    usage = parsed(f"resource_usage: {{ '{found[0].pattern}': {{ {keys} }} }}")
    assert estimate(configuration, usage=usage).open == ()


@pytest.mark.parametrize("text", [None, b"\xff\xfe"])
def test_what_is_no_text_is_told(text: bytes | None, tmp_path: Path) -> None:
    """A file that is not there, and one of other bytes than UTF-8."""
    path = tmp_path / "file"
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(InputError, match="file cannot be read as usage: "):
        read_usage(path)


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ({}, True),
        ({"aws_instance.a": {"monthly_hrs": 1}}, True),
        ({"aws_instance.a": {"monthly_hrs": 0}}, False),
        ({"aws_data_transfer.out": {"monthly_outbound_internet_gb": 0}}, False),
        ({"aws_data_transfer.out": {"monthly_outbound_us_east_to_us_east_gb": 1}}, True),
    ],
)
def test_what_leaves_by_a_public_address_is_noted_until_it_is_told(
    said: Mapping[str, Mapping[str, int]], *, is_told: bool
) -> None:
    """No resource stands for it; of an address that nothing has, nothing leaves."""
    values: dict[str, Plain] = {"instance_type": "m5.large", "associate_public_ip_address": True}
    usage = parsed(f"resource_usage: {json.dumps(said)}")
    made = estimate(configuration({"aws_instance.a": values}), usage=usage)
    told = [note for note in made.notes if note.startswith("data transfer to the internet")]
    assert len(told) == is_told

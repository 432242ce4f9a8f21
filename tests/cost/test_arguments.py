"""The guard: every argument of a priced type is priced, free, or told to be without a price."""

from collections.abc import Iterator, Mapping

import pytest

from archbench.cost import estimate
from archbench.cost.arguments import ALL, EVERYWHERE, ArgumentCover
from archbench.cost.bill import configuration
from archbench.cost.free import free_types
from archbench.cost.machines import TEMPLATE_ARGUMENTS
from archbench.cost.registry import leaf, priced_types
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.schema import BlockSchema, schema_of

OUTSIDE_TERRAFORM = {"aws_data_transfer"}
"""Priced types no provider has."""

DECLARED = {type_: leaf(type_).ARGUMENTS for type_ in priced_types()} | TEMPLATE_ARGUMENTS
TYPES = sorted(DECLARED.keys() - OUTSIDE_TERRAFORM)


def schema(type_: str) -> BlockSchema:
    """The provider's schema of a type."""
    found = schema_of("resource", type_)
    assert found is not None, f"the provider has no {type_}"
    return found


def paths(block: BlockSchema, prefix: str = "") -> Iterator[str]:
    """Every argument and nested block a configuration may set, by path."""
    for name, attribute in block.attributes.items():
        if attribute.settable:
            yield f"{prefix}{name}"
    for name, nested in block.nested.items():
        yield f"{prefix}{name}"
        yield from paths(nested.block, f"{prefix}{name}.")


def is_there(block: BlockSchema, path: str) -> bool:
    """Whether a schema has what a path names."""
    name, _, rest = path.partition(".")
    if rest:
        return name in block.nested and is_there(block.nested[name].block, rest)
    return name in block.nested or name in block.attributes


def covers(declared: ArgumentCover, path: str) -> bool:
    """Whether a path, or something it lies in, was declared."""
    names = path.split(".")
    return any(".".join(names[:end]) in declared.declared for end in range(1, len(names) + 1))


@pytest.mark.parametrize("type_", TYPES)
def test_no_argument_of_a_priced_type_is_undeclared(type_: str) -> None:
    """Walks the provider's whole schema: what its rule does not price is free, or is told."""
    top = {path.split(".")[0] for path in paths(schema(type_))}
    assert [name for name in sorted(top) if not covers(DECLARED[type_], name)] == []


@pytest.mark.parametrize("type_", TYPES)
def test_a_declaration_names_arguments_that_exist_once(type_: str) -> None:
    """No misspelt path, and no path both priced and free."""
    made = DECLARED[type_]
    for path in made.declared - EVERYWHERE:
        assert is_there(schema(type_), path), path
    assert not made.priced & made.free
    assert not (made.priced | made.free) & made.costs.keys()


@pytest.mark.parametrize("type_", sorted(x for x, y in free_types().items() if y.costs))
def test_what_a_free_type_charges_for_exists(type_: str) -> None:
    """The arguments named beside a free type are in the provider's schema."""
    for path in free_types()[type_].costs:
        assert is_there(schema(type_), path), path
    assert free_types()[type_].free == {ALL}


def bill(address: str, values: Mapping[str, Plain]) -> tuple[list[str], bool]:
    """What has no price of a resource by itself, and whether it is free."""
    made = estimate(configuration({address: values}))
    return [item.reason for item in made.unpriced], bool(made.free)


def test_an_argument_that_costs_is_told_and_one_that_does_not_is_not() -> None:
    """A tunnel whose keys lie in Secrets Manager has a line for them; one without has none."""
    kept: dict[str, Plain] = {"preshared_key_storage": "SecretsManager", "static_routes_only": True}
    assert bill("aws_vpn_connection.branch", kept)[0] == [
        "Secrets that hold its keys: no price: preshared_key_storage is set, and no rule prices it"
    ]
    assert bill("aws_vpn_connection.branch", {"preshared_key_storage": "Standard"})[0] == []


def test_a_list_costs_where_one_of_its_values_does() -> None:
    """Tokens for machines are billed, those of people who log in are not."""
    people: dict[str, Plain] = {"allowed_oauth_flows": ("code", "implicit")}
    both: dict[str, Plain] = {"allowed_oauth_flows": ("code", "client_credentials")}
    assert bill("aws_cognito_user_pool_client.app", people) == ([], True)
    assert bill("aws_cognito_user_pool_client.app", both)[0] == [
        "Tokens for machines: no price: allowed_oauth_flows is set, and no rule prices it"
    ]


def test_an_argument_nobody_declared_is_told() -> None:
    """What a newer provider adds may cost."""
    reasons, _ = bill("aws_nat_gateway.out", {"turbo_mode": "on"})
    assert reasons == ["turbo_mode: no price: whether this argument costs is not known"]


@pytest.mark.parametrize("value", [None, False, "", 0, ()])
def test_what_is_not_given_is_not_told(value: Plain) -> None:
    """A provider writes out what nobody set: null, false, nothing."""
    assert (
        bill("aws_vpn_connection.office", {"enable_acceleration": value, "turbo": value})[0] == []
    )


def test_a_value_that_is_unknown_or_secret_may_cost() -> None:
    """Known after apply is told as such, and a secret is not read."""
    later = Unknown(STRING, (Origin("variable", "var.place"),))
    for value in (later, Sensitive("vault")):
        [reason], _ = bill("aws_vpn_connection.a", {"preshared_key_storage": value})
        assert "Secrets that hold its keys: no price" in reason
        assert "vault" not in reason


def test_a_free_type_is_free_only_without_what_it_charges_for() -> None:
    """A cluster with Container Insights is billed; one without them is not."""
    watched: dict[str, Plain] = {
        "name": "ledger",
        "setting": ({"name": "containerInsights", "value": "enabled"},),
    }
    reasons, free = bill("aws_ecs_cluster.ledger", watched)
    assert not free
    assert reasons[0].startswith("Container Insights: no price")
    assert bill("aws_ecs_cluster.shop", {"name": "shop"}) == ([], True)


def test_results_a_state_shows_are_no_arguments() -> None:
    """An ARN among the values of a state costs nothing."""
    assert bill("aws_nat_gateway.out", {"public_ip": "198.51.100.7"})[0] == []


def test_the_region_a_resource_stands_in_is_no_other() -> None:
    """A state writes out the region of a peer or service where nobody set one."""
    for address, name in (
        ("aws_vpc_peering_connection.hub", "peer_region"),
        ("aws_vpc_endpoint.vault", "service_region"),
    ):
        values: dict[str, Plain] = {"vpc_endpoint_type": "Interface", "subnet_ids": ("subnet-1",)}
        told = [bill(address, values | {name: region})[0] for region in ("us-east-1", "eu-west-1")]
        assert [any("region" in reason for reason in reasons) for reasons in told] == [False, True]

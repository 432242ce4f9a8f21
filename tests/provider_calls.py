"""What Terraform asked the AWS provider during a plan, joined to the addresses of the plan.

With TF_LOG_SDK_PROTO_DATA_DIR set, the provider leaves the arguments and results of its calls as
files: `<milliseconds>_<call>_<Request or Response>_<field>.msgpack`, in cty's MessagePack form.
The configuration in a request is what Terraform evaluated the block to; no address stands beside
it. With -parallelism=1 the calls come one after the other, so the n-th request and the n-th
response are one call; and the response is the planned state, which the plan gives with its
address. Two instances with equal planned states are told apart by nothing, and need not be: they
are accepted only when their configurations are equal too.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgpack

UNKNOWN: Final = {"__unknown__": True}

# cty writes an unknown value as extension 0, and one with refinements as extension 12.
UNKNOWN_EXTENSIONS: Final = frozenset({0, 12})


class Unmatched(Exception):  # noqa: N818
    """A provider call fits no address of the plan, or more than one: nothing may be recorded."""


def blocks_before_provider(
    calls: Path, plan: Mapping[str, Any], schema: Mapping[str, Any]
) -> dict[str, Any]:
    """Return address -> value of the block as Terraform evaluated it, for one plan.

    Holds every resource instance that is to be created and every data source read during the plan;
    a data source left until apply is never sent to the provider. An unknown value is UNKNOWN; what
    the block does not set is None.

    Args:
        calls: the directory TF_LOG_SDK_PROTO_DATA_DIR named.
        plan: `terraform show -json` of the same plan, made with -parallelism=1.
        schema: `terraform providers schema -json` of the same directory.

    Raises:
        Unmatched: a call and an address are left without partner, or the match is not certain.
    """
    (provider,) = schema["provider_schemas"].values()
    planned = {
        change["address"]: (change["type"], _with_unknowns(change["change"]))
        for change in plan["resource_changes"]
        if change["mode"] == "managed"
    }
    read = {
        resource["address"]: (resource["type"], resource["values"])
        for resource in plan.get("prior_state", {})
        .get("values", {})
        .get("root_module", {})
        .get("resources", [])
        if resource["mode"] == "data"
    }
    resources = _match(
        _calls(calls, "PlanResourceChange", "PlannedState"), planned, provider["resource_schemas"]
    )
    data = _match(_calls(calls, "ReadDataSource", "State"), read, provider["data_source_schemas"])
    return resources | data


def _calls(directory: Path, call: str, result: str) -> list[tuple[Any, Any]]:
    """Return (configuration, result) of each call in order, undecoded by type.

    Raises:
        Unmatched: the calls overlap, so that their order does not pair them.
    """
    requests = _in_order(directory, f"{call}_Request_Config.msgpack")
    responses = _in_order(directory, f"{call}_Response_{result}.msgpack")
    times = [
        time for pair in zip(requests, responses, strict=True) for time in (pair[0][0], pair[1][0])
    ]
    if times != sorted(times):
        raise Unmatched(f"{call} calls overlap: was the plan made with -parallelism=1?")
    return [
        (request, response) for (_, request), (_, response) in zip(requests, responses, strict=True)
    ]


def _in_order(directory: Path, suffix: str) -> list[tuple[int, Any]]:
    files = [(int(path.name.split("_")[0]), path) for path in directory.glob(f"*_{suffix}")]
    return [
        (time, msgpack.unpackb(path.read_bytes(), strict_map_key=False))
        for time, path in sorted(files)
    ]


def _match(
    calls: list[tuple[Any, Any]],
    instances: Mapping[str, tuple[str, Any]],
    schemas: Mapping[str, Any],
) -> dict[str, Any]:
    types = {kind: _block_type(schemas[kind]["block"]) for kind, _ in instances.values()}
    addresses: dict[str, list[str]] = defaultdict(list)
    for address, (kind, value) in sorted(instances.items()):
        addresses[_key(kind, value)].append(address)

    configurations: dict[str, list[Any]] = defaultdict(list)
    for configuration, result in calls:
        fitting = [
            (key, kind)
            for kind, shape in types.items()
            if set(shape[1]) == set(result)
            and (key := _key(kind, _decode(result, shape))) in addresses
        ]
        if len(fitting) != 1:
            raise Unmatched(f"{len(fitting)} types fit the call with {sorted(result)}")
        key, kind = fitting[0]
        configurations[key].append(_decode(configuration, types[kind]))

    matched: dict[str, Any] = {}
    for key, group in addresses.items():
        values = configurations[key]
        if len(values) != len(group) or any(value != values[0] for value in values):
            raise Unmatched(f"cannot tell apart: {', '.join(group)} ({len(values)} calls)")
        matched |= dict.fromkeys(group, values[0])
    return matched


def _key(kind: str, value: object) -> str:
    return f"{kind} {json.dumps(value, sort_keys=True)}"


def _with_unknowns(change: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Put UNKNOWN into `after` wherever `after_unknown` says so."""

    def join(known: Any, unknown: Any) -> Any:  # noqa: ANN401
        if unknown is True:
            return UNKNOWN
        if isinstance(unknown, dict):
            known = known or {}
            return {
                key: join(known.get(key), unknown.get(key)) for key in known.keys() | unknown.keys()
            }
        if isinstance(unknown, list):
            known = known or []
            return [
                join(
                    known[index] if index < len(known) else None,
                    unknown[index] if index < len(unknown) else None,
                )
                for index in range(max(len(known), len(unknown)))
            ]
        return known

    return join(change["after"], change["after_unknown"])


def _block_type(block: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Return the type of a schema block, in the JSON form of Terraform's types."""
    fields = {name: attribute["type"] for name, attribute in block.get("attributes", {}).items()}
    for name, nested in block.get("block_types", {}).items():
        inner = _block_type(nested["block"])
        mode = nested["nesting_mode"]
        fields[name] = inner if mode in {"single", "group"} else [mode, inner]
    return ["object", fields]


def _decode(value: Any, kind: Any) -> Any:  # noqa: ANN401
    """Turn an unpacked value into JSON values by its type.

    A number that has no exact float comes as decimal text; the plan's JSON has it as a number.
    """
    if isinstance(value, msgpack.ExtType):
        if value.code not in UNKNOWN_EXTENSIONS:
            raise Unmatched(f"unknown MessagePack extension {value.code}")
        return UNKNOWN
    match kind:
        case _ if value is None:
            decoded = None
        case "number":
            decoded = json.loads(value) if isinstance(value, str) else value
        case "string" | "bool":
            decoded = value
        case [("list" | "set"), inner]:
            decoded = [_decode(item, inner) for item in value]
        case ["map", inner]:
            decoded = {key: _decode(item, inner) for key, item in value.items()}
        case ["object", fields]:
            decoded = {name: _decode(value[name], inner) for name, inner in fields.items()}
        case _:
            raise Unmatched(f"no rule for values of type {kind}")
    return decoded

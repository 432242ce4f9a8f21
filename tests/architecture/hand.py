"""Small configurations written by hand, as the resolver would give them."""

from collections.abc import Iterator, Mapping

from archbench.hcl.source import Position, SourceRange
from archbench.hcl.types import STRING, SetOf, Type
from archbench.hcl.values import Origin, OriginKind, Plain, Unknown
from archbench.terraform.address import Key, natural, split
from archbench.terraform.configuration import Configuration, Instance, Mode, Path

REGION = "us-east-1"


def ref(address: str, path: str = "id") -> Unknown:
    """The value of an attribute of an instance, known after apply."""
    kind: OriginKind = "data" if "data." in address else "resource"
    return Unknown(STRING, (Origin(kind, address, path),), exact=True)


def refs(*addresses: str, type_: Type | None = None) -> Unknown:
    """A set of ids: unknown as a whole, as Terraform has it."""
    origins = tuple(Origin("resource", address, "id") for address in addresses)
    return Unknown(type_ or SetOf(STRING), origins)


def resource(address: str, **values: Plain) -> Instance:
    """One instance; its references follow from its values. `region` is its provider's."""
    region = str(values.pop("region", REGION))
    parts = split(address)
    key = parts[-1].value if isinstance(parts[-1], Key) else None
    names = [part for part in parts if isinstance(part, str)]
    mode: Mode = "data" if "data" in names else "managed"
    module = address[: address.rindex(f"{names[-2]}.{names[-1]}")].removesuffix("data.")
    return Instance(
        address=address,
        mode=mode,
        type=names[-2],
        name=names[-1],
        key=key,
        module=module.removesuffix("."),
        provider="aws",
        region=region,
        values=values,
        range=SourceRange("main.tf", Position(1, 1), Position(1, 2)),
        references=dict(_references(values)),
    )


def configuration(*instances: Instance) -> Configuration:
    """A configuration of these instances."""
    return Configuration("hand", tuple(sorted(instances, key=lambda item: natural(item.address))))


def _references(value: Plain, path: Path = ()) -> Iterator[tuple[Path, tuple[str, ...]]]:
    if isinstance(value, Unknown):
        yield path, tuple(sorted({origin.subject for origin in value.origins}))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _references(item, (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _references(item, (*path, index))

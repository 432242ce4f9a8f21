"""KMS keys, and what each of them protects."""

from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader, name_of, text, truth
from archbench.architecture.model import EncryptionKey
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance, Path

KEY_TYPES = ("aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key")


def keys(reader: Reader) -> tuple[EncryptionKey, ...]:
    """Every KMS key; a resource is protected by the key any of its kms attributes names."""
    protects: dict[str, dict[str, None]] = {}
    for item in reader.configuration.managed():
        if item.type.startswith("aws_kms_"):
            continue
        for path in _kms_paths(item.values):
            for named in reader.many(item, *path):
                protects.setdefault(_key(reader, named), {})[item.address] = None
    return tuple(
        EncryptionKey(
            address=item.address,
            name=text(item.get("description")) or name_of(item),
            range=item.range,
            rotation=truth(item.get("enable_key_rotation"), default=False),
            protects=tuple(protects.get(item.address, ())),
        )
        for item in reader.of_type(*KEY_TYPES)
    )


def _kms_paths(values: Mapping[str, Plain], at: Path = ()) -> Iterator[Path]:
    """Where a resource names a key: attributes with kms in their name, at any depth."""
    for name, value in sorted(values.items()):
        path = (*at, name)
        if isinstance(value, Mapping):
            yield from _kms_paths(value, path)
        elif isinstance(value, tuple) and any(isinstance(item, Mapping) for item in value):
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from _kms_paths(item, (*path, index))
        elif "kms" in name and not isinstance(value, bool):
            yield path


def _key(reader: Reader, named: Instance) -> str:
    """The key itself, also when an alias names it."""
    if named.type == "aws_kms_alias":
        return reader.one(named, "target_key_id") or named.address
    return named.address

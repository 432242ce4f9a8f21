"""The attributes of one instance as conditions see them, by the provider's schema."""

from collections.abc import Callable, Mapping

from archbench.frozen import frozen
from archbench.hcl import construct
from archbench.hcl.types import DYNAMIC, STRING, Type
from archbench.hcl.values import NULL, Origin, OriginKind, Plain, Sensitive, Unknown, Value
from archbench.requirements.record import META, Read, Record
from archbench.terraform.address import path_text
from archbench.terraform.configuration import Instance, Path
from archbench.terraform.schema import AttributeSchema, BlockSchema, schema_of
from archbench.terraform.withheld import marked

_LEFT_OUT = "it is left out, and what the provider puts there is known after apply"
_ASKED = "Terraform asks AWS for it; give an answer with --data to have it known"

_ITS_OWN = ("address", "arn", "id")
"""What no two instances have alike."""


@frozen
class InstanceView:
    """Makes the values of one instance when they are asked for.

    value   plain data as a value of a type, references by identity
    reads   where every value that is taken is noted
    release the version of the AWS provider whose defaults hold: "6.66.0"
    told    whether they are for a message: what is withheld is marked sensitive
    any_of  of what stands for several that may be there, what tells one from another
    """

    instance: Instance
    value: Callable[[Plain, Type], Value]
    reads: list[Read]
    release: str = ""
    told: bool = False
    any_of: Value | None = None

    def whole(self) -> Value:
        """The instance: its attributes, and address, configured and meta beside them."""
        instance = self.instance
        schema = schema_of("data" if instance.mode == "data" else "resource", instance.type)

        def make(name: str) -> Value:
            if self.any_of is not None and name in _ITS_OWN:
                return self.any_of
            if name == "address":
                return construct.string(instance.address)
            if name == "meta":
                return self._meta()
            if name == "configured":
                return self._body(schema, instance.values, (), asked=True)
            return self._attribute(schema, instance.values, (name,), asked=False)

        names = tuple(sorted({*_names(schema, instance.values), *META}))
        return Record(instance.address, names, make, self.reads).whole()

    def _meta(self) -> Value:
        instance = self.instance
        region: Plain = instance.region
        if region is None and instance.type.startswith("aws_"):
            reason = "neither a provider block nor AWS_REGION says which"
            region = Unknown(STRING, (Origin("resource", instance.address, "region", reason),))
        parts: dict[str, Plain] = {
            "type": instance.type,
            "name": instance.name,
            "key": instance.key,
            "module": instance.module,
            "resource": instance.resource,
            "provider": instance.provider,
            "provider_version": self.release,
            "region": region,
            "references": tuple(sorted({a for r in instance.references.values() for a in r})),
        }

        def make(name: str) -> Value:
            if self.any_of is not None and name == "key":
                return self.any_of
            return self.value(parts[name], DYNAMIC)

        return Record(instance.address, tuple(sorted(parts)), make, self.reads, ("meta",)).whole()

    def _body(
        self, schema: BlockSchema | None, values: Mapping[str, Plain], path: Path, *, asked: bool
    ) -> Value:
        """A body; asked: as the configuration has it, null where it leaves something out."""

        def make(name: str) -> Value:
            return self._attribute(schema, values, (*path, name), asked=asked)

        names = tuple(sorted(_names(schema, values)))
        return Record(self.instance.address, names, make, self.reads, path).whole()

    def _attribute(
        self, schema: BlockSchema | None, values: Mapping[str, Plain], path: Path, *, asked: bool
    ) -> Value:
        name = str(path[-1])
        given = values.get(name)
        if isinstance(given, Sensitive):
            return self.value(given, DYNAMIC)
        nested = schema.blocks.get(name) if schema else None
        if schema is not None and nested is None:
            nested = schema.written_as_blocks.get(name)
        if nested is not None:
            return self._blocks(nested.block, given, path, asked=asked)
        known = schema.attributes.get(name) if schema else None
        if given is not None or known is None:
            if self.told:
                names = tuple(step for step in path if isinstance(step, str))
                given = marked(self.instance.type, names, given)
            return self.value(given, known.type if known else DYNAMIC)
        return NULL if asked else self._absent(known, path)

    def _absent(self, schema: AttributeSchema, path: Path) -> Value:
        if schema.default is not None:
            return self.value(schema.default, schema.type)
        if not schema.computed:
            return Value(schema.type, None)
        kind: OriginKind = "data" if self.instance.mode == "data" else "resource"
        reason = _LEFT_OUT if schema.settable else ""
        reason = _ASKED if kind == "data" else reason
        origin = Origin(kind, self.instance.address, path_text(path), reason)
        return self.value(Unknown(schema.type, (origin,), exact=True), DYNAMIC)

    def _blocks(self, schema: BlockSchema, given: Plain, path: Path, *, asked: bool) -> Value:
        if given is None:
            return construct.tuple_value(())
        if isinstance(given, Unknown):
            return self.value(given, DYNAMIC)
        items = given if isinstance(given, tuple) else (given,)
        return construct.tuple_value(
            self._body(schema, item, (*path, index), asked=asked)
            if isinstance(item, Mapping)
            else self.value(item, DYNAMIC)
            for index, item in enumerate(items)
        )


def _names(schema: BlockSchema | None, values: Mapping[str, Plain]) -> set[str]:
    return {*(schema.names if schema else ()), *values}

"""sensitive_arguments(): the arguments that hold a secret by the provider's own schema, where set.

Each has address, type, argument ("user.0.password") and written: whether the secret stands in the
configuration, as a text or as the default of a variable; false for what is made on apply or given
by a variable without a default, not known where another source gives a known text. Names of users,
certificates and documents are marked there too and are no secret: an argument counts by its name,
or by the shape of what it holds.
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.written import holds_secret, written
from archbench.hcl import construct
from archbench.hcl.syntax import Expression, Object
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Plain, Unknown, Value, bare, unknown
from archbench.hcl.walk import blocks, literal_text, traversals
from archbench.patterns import regex
from archbench.requirements.functions._related import related, uncounted
from archbench.requirements.functions._source import block_at
from archbench.requirements.functions.is_generated import is_default, is_given
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance, Path
from archbench.terraform.schema import BlockSchema, schema_of

_SECRET = regex(
    r"passw|passphrase|secret|credential|private_key|key_material|plaintext|(^|[._])token$"
    r"|(preshared|api|access|host|ssh|customer)_key"
)
_NO_SECRET = regex(r"(user_?name|temporary_password|_wo_version|_id)$")


def call(view: View) -> Value:
    """A tuple of records; an element not known for what is not read and may hold one."""
    found = [
        _argument(view, item, path, value)
        for item in view.configuration.managed()
        if (schema := schema_of("resource", item.type)) is not None
        for path, value in _set(item.values, schema, ())
    ]
    unread = {item.type for item in view.configuration.uncounted}
    types = [name for name in sorted(unread) if name == "module" or _may_hold(name)]
    return construct.tuple_value([*found, *uncounted(view, *types)])


def _may_hold(type_: str) -> bool:
    """Whether a resource of which it is not known how many there are may have such an argument."""
    schema = schema_of("resource", type_)
    return schema is not None and _has_sensitive(schema)


def _has_sensitive(schema: BlockSchema) -> bool:
    """Whether a block has a sensitive argument, itself or in a block inside of it."""
    return any(item.sensitive and item.settable for item in schema.attributes.values()) or any(
        _has_sensitive(inner.block) for inner in schema.nested.values()
    )


def _set(
    values: Mapping[str, Plain], schema: BlockSchema, above: Path
) -> Iterator[tuple[Path, Plain]]:
    """What is set of sensitive arguments, in nested blocks and of maps each key."""
    for name, value in values.items():
        argument = schema.attributes.get(name)
        path = (*above, name)
        if argument is not None:
            if argument.sensitive and argument.settable:
                yield from _texts(value, path)
        elif isinstance(value, tuple) and (nested := schema.nested.get(name)) is not None:
            for number, inner in enumerate(value):
                if isinstance(inner, Mapping):
                    yield from _set(inner, nested.block, (*path, number))


def _texts(value: Plain, path: Path) -> Iterator[tuple[Path, Plain]]:
    opened = bare(value)
    if isinstance(opened, Mapping):
        for key, item in opened.items():
            yield from _texts(item, (*path, key))
    elif isinstance(opened, tuple):
        for number, item in enumerate(opened):
            yield from _texts(item, (*path, number))
    elif isinstance(opened, Unknown) or (isinstance(opened, str) and opened):
        yield path, opened


def _argument(view: View, item: Instance, path: Path, value: Plain) -> Value:
    name = ".".join(map(str, path))
    found = _is_written(view, item, path, value)
    proof = Read(item.address, path)
    if found is TRUE:
        view.masked.add(proof)
    parts = {
        "type": construct.string(item.type),
        "argument": construct.string(name),
        "written": found,
    }
    return related(view, item.address, parts, [proof])


def _is_written(view: View, item: Instance, path: Path, value: Plain) -> Value:
    names = [step for step in path if isinstance(step, str)]
    told = _SECRET.search(f"{item.type}.{'.'.join(names)}".lower().removeprefix("aws_"))
    named = told is not None and _NO_SECRET.search(names[-1].lower()) is None
    if isinstance(value, Unknown):
        maybe = [
            origin
            for origin in value.origins
            if origin.kind == "variable" and not is_given(view, origin)
        ]
        return unknown(BOOL, *maybe) if named and maybe else FALSE
    if not (written({"password": value}) if named else holds_secret(str(value))):
        return FALSE
    expression = _expression(view, item, path)
    refers = (
        any(True for _ in traversals(expression))
        if expression is not None
        else any(path[:end] in item.references for end in range(1, len(path) + 1))
    )
    if not refers or is_default(view, value):
        return TRUE
    reason = "where its value comes from, no configuration tells"
    return unknown(BOOL, Origin("resource", item.address, ".".join(names), reason))


def _expression(view: View, item: Instance, path: Path) -> Expression | None:
    """What is written at a path; None where no block is, such as in a plan or a dynamic block."""
    block = block_at(view, item.range)
    end = next((end for end in range(len(path), 0, -1) if path[:end] in item.ranges), 0)
    if block is None or not end:
        return None
    place = item.ranges[path[:end]]  # a block's number is that of its value: a set sorts them
    within = (attr for one in (block, *blocks(block.body)) for attr in one.body.attributes.values())
    attribute = next((one for one in within if one.range == place), None)
    if attribute is None:
        return None
    expression = attribute.expression
    if end < len(path) and isinstance(expression, Object):
        inside = [entry.value for entry in expression.items if literal_text(entry.key) == path[end]]
        return inside[-1] if inside else expression
    return expression

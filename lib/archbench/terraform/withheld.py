"""What of a resource is not shown: credentials, scripts, commands, the values of environments.

Which arguments are credentials the provider's schema says. Beside them stand here the arguments
that hand a program what it runs and works with, where people write what should be secret: the names
of the variables stay, their values go. Text is looked into where it is JSON, a password inside
an address, a private key or a key of AWS goes wherever it stands, and so does what stands under a
name that somebody chose and that tells of a secret: a tag, a key of a document.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from archbench.hcl.values import Plain, Sensitive
from archbench.terraform.schema import BlockSchema, SchemaKind, schema_of
from archbench.terraform.secret_shapes import NOT_SHOWN, is_told_by, scrubbed

Keys = tuple[str, ...]
"""The names on the way to a value, without the places in lists."""

TEXTS = frozenset(
    {
        *("user_data", "user_data_base64", "buildspec", "build_spec", "insecure_value", "command"),
        *("commands", "start_command", "build_command", "entrypoint", "container_arguments"),
        *("command_line_arguments", "entry_point_arguments", "content", "content_base64", "inline"),
        *("text_content", "properties_file_content", "studio_lifecycle_config_content"),
        *("on_create", "on_start", "template_body", "raw_secret_access_key", "api_secret_key"),
        *("trust_password", "static_key_value", "authorization_code", "hec_token"),
        *("configurations_json", "plaintext_value", "request_templates"),
    }
)
"""Arguments that are a script, a command, a document or a credential: the whole text goes."""
MAPS = frozenset(
    {
        *("environment", "environment_variables", "runtime_environment_variables", "variables"),
        *("container_environment_variables", "default_arguments", "non_overridable_arguments"),
        *("connection_properties", "custom_connection_properties", "stage_variables"),
        *("stage_variable_overrides", "profile_properties", "property_map", "headers", "options"),
        *("connector_configuration", "provider_details", "request_parameters"),
        *("authentication_request_extra_params", "parameter_overrides", "dockerlabels"),
    }
)
"""Arguments whose keys are names and whose values a program is given."""
PAIRS = frozenset(
    {
        *("environment", "environment_variable", "custom_header", "header", "setting"),
        *("common_attributes", "http_header", "set_sensitive"),
    }
)
"""Lists of a name and a value."""
OF_TYPES: Mapping[str, frozenset[str]] = {
    "aws_api_gateway_rest_api": frozenset({"body"}),
    "aws_api_gateway_rest_api_put": frozenset({"body"}),
    "aws_apigatewayv2_api": frozenset({"body"}),
    "aws_cloudformation_stack": frozenset({"parameters"}),
    "aws_cloudformation_stack_set": frozenset({"parameters"}),
    "aws_cloudfront_function": frozenset({"code"}),
    "aws_cloudwatch_event_target": frozenset({"input", "input_template"}),
    "aws_codepipeline": frozenset({"configuration"}),
    "aws_dynamodb_table_item": frozenset({"item"}),
    "aws_emr_cluster": frozenset({"args"}),
    "aws_imagebuilder_component": frozenset({"data"}),
    "aws_scheduler_schedule": frozenset({"input"}),
    "aws_wafv2_rule_group": frozenset({"search_string"}),
    "aws_wafv2_web_acl": frozenset({"search_string"}),
    "helm_release": frozenset({"values"}),
    "kubernetes_secret": frozenset({"data", "binary_data"}),
    "kubernetes_secret_v1": frozenset({"data", "binary_data"}),
}
"""The same of one type, where the name says less; all texts below go."""
CONDITIONS = frozenset({"aws:referer", "aws:useragent", "sts:externalid"})
"""Keys of a policy's condition that are used as a shared secret."""
TAGS = ("tag", "tags")
"""Blocks that are a key and a value."""
_VALUES = ("value", "header_value", "values")
_NOTHING: frozenset[str] = frozenset()
SHORTEST = 4
"""Characters from which on a text is told to be a secret that stands elsewhere."""


def is_withheld(kind: SchemaKind, type_: str, path: Keys) -> bool:
    """Whether the value at a path of a resource, data source or provider is not shown.

    >>> is_withheld("resource", "aws_db_instance", ("password",))
    True
    >>> is_withheld("resource", "aws_lambda_function", ("environment", "variables", "DSN"))
    True
    """
    names = tuple(name.lower() for name in path)
    if not names:
        return False
    if not OF_TYPES.get(type_, _NOTHING).isdisjoint(names):
        return True
    if any(name in TEXTS for name in names) or any(
        name in MAPS and not _is_block(kind, type_, path[: place + 1])
        for place, name in enumerate(names[:-1])
    ):
        return True
    pair = len(names) > 1 and names[-2] in PAIRS and names[-1] in _VALUES
    return pair or names[-1] in CONDITIONS or _is_sensitive(kind, type_, path)


@cache
def _is_sensitive(kind: SchemaKind, type_: str, path: Keys) -> bool:
    for end, name in enumerate(path):
        schema = _block(kind, type_, path[:end])
        if schema is not None and name in schema.attributes:
            attribute = schema.attributes[name]
            return attribute.sensitive or attribute.write_only
    return False


def _is_block(kind: SchemaKind, type_: str, path: Keys) -> bool:
    """Whether the provider has settings of its own there, not names somebody chose."""
    return _block(kind, type_, path) is not None


@cache
def _block(kind: SchemaKind, type_: str, path: Keys) -> BlockSchema | None:
    if not path:
        return schema_of(kind, type_)
    above = _block(kind, type_, path[:-1])
    nested = above.nested.get(path[-1]) if above else None
    return nested.block if nested else None


def _is_told(type_: str, path: Keys, text: str) -> bool:
    """Whether a text is a secret by the name it has where people choose names."""
    if not path or not is_told_by(path[-1], text):
        return False
    return not type_ or (len(path) > 1 and not _is_block("resource", type_, path[:-1]))


def is_pair(names: frozenset[str]) -> bool:
    """Whether an object is a name and its value, as containers list their environment."""
    return {name.lower() for name in names} in ({"name", "value"}, {"key", "value"})


def veiled(type_: str, path: Keys, value: Plain) -> Plain:
    """A value at a path of a resource as it may be shown: what is withheld is `NOT_SHOWN`.

    >>> veiled("aws_lambda_function", ("environment",), ({"variables": {"DSN": "x"}},))
    ({'variables': {'DSN': '(not shown)'}},)
    """
    if isinstance(value, Mapping):
        if path and _is_tag(path, value):
            return {**value, "value": NOT_SHOWN}
        if is_pair(frozenset(value)):
            return {name: _shown_of_pair(type_, path, name, item) for name, item in value.items()}
        return {name: veiled(type_, (*path, name), item) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(veiled(type_, path, item) for item in value)
    return _text(type_, path, value) if isinstance(value, str) and value else value


def _is_tag(path: Keys, value: Mapping[str, Plain]) -> bool:
    """Whether a block is a tag whose key tells of a secret."""
    key, text = value.get("key"), value.get("value")
    texts = isinstance(key, str) and isinstance(text, str)
    return texts and path[-1] in TAGS and is_told_by(str(key), str(text))


def marked(type_: str, path: Keys, value: Plain) -> Plain:
    """A value at a path of a resource, with what is not shown of it marked sensitive.

    A text of JSON is marked whole.

    >>> marked("aws_lambda_function", ("environment",), ({"variables": {"DSN": "x"}},))
    ({'variables': {'DSN': Sensitive()}},)
    """
    return marked_where_other(value, veiled(type_, path, value))


def marked_where_other(value: Plain, seen: Plain) -> Plain:
    """A value, with what is something else in what may be seen of it marked sensitive."""
    if value == seen:
        return value
    if isinstance(value, Mapping) and isinstance(seen, Mapping):
        return {name: marked_where_other(item, seen[name]) for name, item in value.items()}
    if isinstance(value, tuple) and isinstance(seen, tuple):
        pairs = zip(value, seen, strict=True)
        return tuple(marked_where_other(item, part) for item, part in pairs)
    return Sensitive(value)


def not_shown(value: Plain, seen: Plain) -> Iterator[str]:
    """The texts of a value that are other texts in what may be seen of it; of JSON those in it."""
    if isinstance(value, str) and value != seen:
        inner, outer = _of_json(value), _of_json(seen) if isinstance(seen, str) else None
        yield from (value,) if inner is None or outer is None else not_shown(inner, outer)
    elif isinstance(value, Mapping) and isinstance(seen, Mapping):
        for name, item in value.items():
            yield from not_shown(item, seen[name])
    elif isinstance(value, tuple) and isinstance(seen, tuple):
        for item, part in zip(value, seen, strict=True):
            yield from not_shown(item, part)


def _shown_of_pair(type_: str, path: Keys, name: str, value: Plain) -> Plain:
    if path[-1].lower() in PAIRS:
        return value if name.lower() in ("name", "key") else veiled(type_, (*path, name), value)
    return veiled(type_, (*path, name), value)


def _text(type_: str, path: Keys, text: str) -> str:
    if is_withheld("resource", type_, path) or _is_told(type_, path, text):
        return NOT_SHOWN
    data = _of_json(text)
    if data is None:
        return scrubbed(text)
    hidden = veiled(type_, path, data)
    return text if hidden == data else json.dumps(hidden, ensure_ascii=False)


def _of_json(text: str) -> Plain:
    """The object or list that a text of JSON holds; None for any other text."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return _tupled(json.loads(text))
    except (ValueError, RecursionError):
        return None


def _tupled(data: object) -> Plain:
    if isinstance(data, dict):
        return {name: _tupled(item) for name, item in data.items()}
    return tuple(map(_tupled, data)) if isinstance(data, list) else data  # type: ignore[return-value]


def is_told_elsewhere(text: str, secrets: frozenset[str]) -> bool:
    """Whether a text is, or holds, one that is marked sensitive somewhere."""
    return len(text) >= SHORTEST and any(len(item) >= SHORTEST and item in text for item in secrets)


def without(value: Plain, secrets: frozenset[str]) -> Plain:
    """A value that is not of a resource, without the texts that are secrets elsewhere."""
    if isinstance(value, Mapping):
        return {
            name: NOT_SHOWN
            if isinstance(item, str) and is_told_by(name, item)
            else without(item, secrets)
            for name, item in value.items()
        }
    if isinstance(value, tuple):
        return tuple(without(item, secrets) for item in value)
    if isinstance(value, str):
        return NOT_SHOWN if is_told_elsewhere(value, secrets) else scrubbed(value)
    return value


def without_taken(value: Plain, resources: Iterable[tuple[str, Mapping[str, Plain]]]) -> Plain:
    """A value without what it takes from what is withheld of resources, by type and values.

    What is a part of a script, yet shown as a value of the resource itself, is no secret of it.

    >>> without_taken("x-hunter2", [("aws_db_instance", {"password": "hunter2"})])
    '(not shown)'
    """
    hidden, seen = set[str](), set[str]()
    for type_, values in resources:
        open_ = {name: veiled(type_, (name,), item) for name, item in values.items()}
        hidden.update(not_shown(values, open_))
        seen.update(_texts(open_))
    hidden = {text for text in hidden if len(text) >= SHORTEST}
    return _without_taken(value, frozenset(hidden - seen), frozenset(seen)) if hidden else value


def _without_taken(value: Plain, hidden: frozenset[str], seen: frozenset[str]) -> Plain:
    if isinstance(value, Mapping):
        return {name: _without_taken(item, hidden, seen) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_without_taken(item, hidden, seen) for item in value)
    if not isinstance(value, str) or len(value) < SHORTEST or value in seen:
        return value
    return NOT_SHOWN if any(item in value or value in item for item in hidden) else value


def with_secrets(type_: str, values: Mapping[str, Plain]) -> Mapping[str, Plain]:
    """The values of a resource, what its schema calls sensitive inside of blocks marked as well."""
    schema = schema_of("resource", type_)
    nested = schema.nested if schema else {}
    return {
        name: _with_secrets(type_, (name,), value) if name in nested else value
        for name, value in values.items()
    }


def _with_secrets(type_: str, path: Keys, value: Plain) -> Plain:
    if isinstance(value, Mapping):
        return {name: _with_secrets(type_, (*path, name), item) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_with_secrets(type_, path, item) for item in value)
    secret = isinstance(value, str) and _is_sensitive("resource", type_, path)
    return Sensitive(value) if secret else value


def secrets_in(values: Iterable[Plain]) -> frozenset[str]:
    """Every text that is marked sensitive inside values."""
    found = set[str]()
    stack = list(values)
    while stack:
        item = stack.pop()
        if item.__class__ is str:
            continue  # most are: looked at first
        if isinstance(item, tuple):
            stack.extend(item)
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, Sensitive):
            found.update(_texts(item.value))
    return frozenset(found)


def _texts(value: Plain) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sensitive):
        yield from _texts(value.value)
    elif isinstance(value, Mapping | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item)

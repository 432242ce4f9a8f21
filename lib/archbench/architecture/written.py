"""Secrets in plain text: by the name of what holds them, the shape of the value, or its source.

A value that is a reference (an ARN, a path of a parameter or file, a template placeholder, words in
angle brackets) is no secret, nor is what a name merely tells about one: its length, its ARN,
whether it is needed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from archbench.architecture.secret_patterns import (
    ASSIGNED,
    ASSIGNED_GAP,
    CLOUD_CONFIG,
    GAP,
    SHAPES,
)
from archbench.hcl.partly import NotReadError, PartialText, decoded, partial_json, partial_text
from archbench.hcl.plain import plain
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown, bare
from archbench.terraform.configuration import Configuration
from archbench.terraform.secret_shapes import is_reference, names_secret
from archbench.terraform.withheld import is_told_elsewhere, secrets_in


def written(variables: Mapping[str, Plain]) -> tuple[str, ...]:
    """The names of variables that hold a secret as text.

    >>> written({"DB_PASSWORD": "hunter2", "DB_PASSWORD_ARN": "arn:aws:x", "PORT": "8080"})
    ('DB_PASSWORD',)
    >>> written({"github_token": "<your token>", "ssh_private_key": "../deploy.pem"})
    ()
    >>> written({"PATH_TO_PRIVATE_KEY": "mykey"})
    ()

    Of a text that is known in part the rest may hold one, and what is JSON has names of its own.

    >>> written({"CONFIG": '{"db": {"password": "hunter2"}}'})
    ('CONFIG',)

    What is encoded in base64 is no less plain.

    >>> written({"CONFIG": "eyJkYiI6IHsicGFzc3dvcmQiOiAiaHVudGVyMiJ9fQ=="})
    ('CONFIG',)
    """
    found = []
    for name, value in variables.items():
        opened = _unpacked(bare(value))
        if isinstance(opened, Unknown):
            if holds_secret(_known_of(opened)) or any(map(written, _named_in(opened))):
                found.append(name)
            continue
        if not isinstance(opened, str) or not opened:
            continue
        texts = (opened, decoded(opened))
        named = names_secret(name) and not any(map(is_reference, texts))
        inside = any(map(written, chain.from_iterable(map(_named_in, texts))))
        if named or inside or any(places_secret(one) or holds_secret(one) for one in texts):
            found.append(name)
    return tuple(sorted(found))


def _named_in(value: str | Unknown) -> Iterator[Mapping[str, Plain]]:
    """The values of a JSON document, each under its name: two of one name are two."""
    if not (value.lstrip().startswith(("{", "[")) if isinstance(value, str) else value.made):
        return
    try:
        left: list[tuple[str, Plain]] = [("", partial_json(value))]
    except NotReadError:
        return
    while left:
        name, item = left.pop()
        if isinstance(item, Mapping):
            left += item.items()
        elif isinstance(item, tuple):
            left += ((name, one) for one in item)
        else:
            yield {name: item}


def _unpacked(value: Plain) -> Plain:
    """What is not known and encoded in base64 as it is before; any other value as it is."""
    if isinstance(value, Unknown) and value.made is not None and value.made.function in _PACKING:
        return bare(plain(value.made.args[0]))
    return value


def _known_of(value: Unknown) -> str:
    """What is known of a text, references in place of the rest."""
    try:
        return partial_text(value).shown if value.made else ""
    except NotReadError:
        return ""


def assigned(script: PartialText) -> tuple[Unknown, ...]:
    """What is not known of a script and is assigned to a name that tells of a secret."""
    text = script.filled(GAP)
    found = re.finditer(ASSIGNED_GAP, text)
    return tuple(script.holes[text[: one.end()].count(GAP) - 1] for one in found)


def is_secret(value: Unknown) -> bool:
    """Whether what is not known is a secret itself on apply, and not what one is called."""
    return any(map(_makes, value.origins))


def places_secret(value: Plain) -> bool:
    """Whether a secret itself stands in a text on apply: as the whole of it or between others.

    What is worked out from one, a hash or a length, is not told to be one.

    >>> places_secret("postgres://app:${random_password.db.result}@db/app")
    True
    >>> places_secret("https://${aws_secretsmanager_secret.db.arn}")
    False
    """
    if isinstance(value, str):
        subjects = (name.rpartition(".") for name in re.findall(r"\$\{([\w.\[\]\"-]+)\}", value))
        return any(_makes(Origin("resource", subject, path)) for subject, _, path in subjects)
    try:
        holes = partial_text(value).holes
    except NotReadError:
        return False
    return any(hole.exact and is_secret(hole) for hole in holes)


_PACKING = ("base64encode", "base64gzip")
MARKED = "it is sensitive, and whether a secret can be told from it is not known"

_MAKERS: Mapping[str, frozenset[str]] = {
    "aws_api_gateway_api_key": frozenset({"value"}),
    "aws_appsync_api_key": frozenset({"key"}),
    "aws_cognito_user_pool_client": frozenset({"client_secret"}),
    "aws_iam_access_key": frozenset({"secret", "ses_smtp_password_v4"}),
    "aws_kms_secrets": frozenset({"plaintext"}),
    "aws_secretsmanager_random_password": frozenset({"random_password"}),
    "aws_secretsmanager_secret_version": frozenset({"secret_string", "secret_binary"}),
    "random_password": frozenset({"result"}),
    "tls_private_key": frozenset({"private_key_pem", "private_key_openssh"}),
}
"""Attributes that are a secret themselves, not what one is called."""
_MAY_BE: Mapping[str, frozenset[str]] = {
    "aws_ssm_parameter": frozenset({"value", "insecure_value"}),
    "random_id": frozenset({"b64_std", "b64_url", "hex", "id"}),
    "random_string": frozenset({"id", "result"}),
}
"""Attributes that are one where the name of what gets them says so."""


def declared(configuration: Configuration) -> frozenset[str]:
    """The texts of variables that are declared sensitive."""
    return secrets_in(variable.value for variable in configuration.variables)


def is_declared(text: str, secrets: frozenset[str]) -> bool:
    """Whether one of these stands in a text, in base64 too, that says more than where one is."""
    texts = (text, decoded(text))
    told = any(one in secrets or is_told_elsewhere(one, secrets) for one in texts)
    return told and bool(text) and not any(map(is_reference, texts))


def carried(
    variables: Mapping[str, Plain], secrets: frozenset[str] = frozenset(), address: str = ""
) -> tuple[tuple[str, ...], tuple[Unknown, ...]]:
    """The names of variables that get a secret itself, and values that may be one.

    What a variable of the configuration gives on apply may be, where the name tells of a secret.
    What is known and sensitive is one where secrets, the texts that are declared so, stand in it;
    it may be worked out from one else. address is that of the resource.

    >>> carried({"CONFIG": Sensitive("hunter2")}, frozenset({"hunter2"}))
    (('CONFIG',), ())
    """
    found, maybe = [], []
    for name, value in variables.items():
        opened = _unpacked(bare(value))
        if isinstance(opened, str) and isinstance(value, Sensitive):
            if is_declared(opened, secrets):
                found.append(name)
            elif opened and not any(map(is_reference, (opened, decoded(opened)))):
                maybe.append(Unknown(STRING, (Origin("resource", address, "", MARKED),)))
        if not isinstance(opened, Unknown):
            continue
        told = names_secret(name)
        if places_secret(opened) or (told and (is_secret(opened) or _is_asked_for(opened))):
            found.append(name)
        elif is_secret(opened) or isinstance(value, Sensitive):
            maybe.append(opened)  # worked out from one, or declared one
        elif any(told or names_secret(one.subject) for one in _variables(opened)):
            maybe.append(opened)
        else:
            inside = [carried(one, secrets, address) for one in _named_in(opened)]
            found += [name] * any(passed for passed, _ in inside)
            maybe += (*(one for _, unsure in inside for one in unsure), *_filled_in(opened))
    return tuple(sorted(found)), tuple(maybe)


def _variables(value: Unknown) -> Iterator[Origin]:
    return (origin for origin in value.origins if origin.kind == "variable")


def _filled_in(value: Unknown) -> tuple[Unknown, ...]:
    """What a variable gives of a text where a secret stands: the password of an address."""
    try:
        gaps = assigned(partial_text(value)) if value.made else ()
    except NotReadError:
        return ()
    return tuple(gap for gap in gaps if gap.origins[0].kind == "variable")


def told(variables: Plain) -> tuple[Mapping[str, Plain], tuple[Unknown, ...]]:
    """Variables by name as far as they are known, and what may hold others.

    Of `merge(var.given, { MODE = "fast" })` what stands after all that is not known is certain;
    what stands before may be another in the end.
    """
    known: dict[str, Plain] = {}
    for part in reversed(list(_layers(variables))):
        if isinstance(part, Unknown):
            return known, (part,)
        if isinstance(part, Mapping):
            known = {**part, **known}
    return known, ()


def _layers(variables: Plain) -> Iterator[Plain]:
    """What is merged into a map of which not all is known, the last of one name on top."""
    opened = bare(variables)
    if isinstance(opened, Unknown) and opened.made and opened.made.function == "merge":
        for layer in opened.made.args:
            yield from _layers(plain(layer))
    elif isinstance(opened, Mapping) and isinstance(variables, Sensitive):
        yield {name: Sensitive(bare(value)) for name, value in opened.items()}
    else:
        yield opened


def told_of_pairs(
    pairs: Iterable[tuple[Plain, Plain]],
) -> tuple[Mapping[str, Plain], tuple[Unknown, ...]]:
    """The same of names with their values: under a name that is not known may stand a secret."""
    known: dict[str, Plain] = {}
    maybe = []
    for name, value in pairs:
        called = bare(name)
        if isinstance(called, Unknown):
            maybe.append(called)
        elif isinstance(called, str):
            known[called] = value
    return known, tuple(maybe)


def _makes(origin: Origin, makers: Mapping[str, frozenset[str]] = _MAKERS) -> bool:
    named = re.search(r"([a-z][a-z0-9_]*)\.[^.\[]+(\[[^\]]*\])?$", origin.subject)
    path = re.split(r"[.\[]", origin.path, maxsplit=1)[0]
    return named is not None and path in makers.get(named[1], frozenset())


def _is_asked_for(value: Unknown) -> bool:
    """Whether what is not known is a value that is kept or made for whoever asks for it."""
    return any(_makes(origin, _MAY_BE) for origin in value.origins)


def holds_secret(text: str) -> bool:
    """Whether a text holds something that is a secret by its shape, or assigns one.

    >>> holds_secret("export DB_PASSWORD=hunter2"), holds_secret("DB_PASSWORD=$(aws ...)")
    (True, False)
    >>> holds_secret('echo "ops:hunter2" | chpasswd'), holds_secret("net user ops /delete")
    (True, False)
    >>> holds_secret("define('DB_TOKEN', 'hunter2');"), holds_secret("define('DB_TOKEN', $p);")
    (True, False)
    >>> holds_secret("IDENTIFIED BY 'hunter2'"), holds_secret("docker run -e DB_SECRET=hunter2")
    (True, True)
    """
    shapes = (SHAPES, ASSIGNED, *((CLOUD_CONFIG,) if "#cloud-config" in text else ()))
    return any(re.search(shape, text) for shape in shapes)

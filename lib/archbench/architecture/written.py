"""Secrets in plain text: by the name of what holds them, the shape of the value, or its source.

A value that is a reference (an ARN, a path of a parameter or file, a template placeholder, words in
angle brackets) is no secret, nor is what a name merely tells about one: its length, its ARN,
whether it is needed.
"""

import re
from collections.abc import Iterable, Mapping

from archbench.hcl.partly import NotReadError, PartialText, partial_text
from archbench.hcl.plain import plain
from archbench.hcl.values import Origin, Plain, Unknown, bare
from archbench.terraform.secret_shapes import KEY_OF_AWS, PRIVATE_KEY

_NAMES = (
    r"(?i)(passw(or)?d|passphrase|secret|token|api_?key|access_?key|secret_?key|private_?key"
    r"|credential)s?$"
)
_TELLS = (
    r"(?i)(_?(arn|name|id|path|file|url|length|policy|ttl|expiry|enabled|required|header|type))$"
    r"|^(arn|name|id|path|file|url|location)_?(to|of|for)_"
)
_REFERENCES = r"^(arn:|(\.{1,2}|~)?/|[\w./-]+\.(json|pem|ya?ml)$|<[^<>]*>$|ssm:|vault:|\$\{|\{\{|https?://[^:/@]+(/|$)|(true|false|null|none)$)"
_SHAPES = (
    rf"{KEY_OF_AWS}|{PRIVATE_KEY}"
    r"|\b[a-z][a-z0-9+.-]*://[^\s:/@]+:[^\s:/@$]+@"
    r"|\b[a-z][a-z0-9+.-]*://[^\s\"']+[;?&](?i:password|pwd|passwd)=(?![$<{%])[^;&\s\"']{4,}"
)
"""Keys of AWS, private keys, and addresses with a password in them, as JDBC has them too."""
_VALUE = r"(?:\\?[\"'])?(?!arn:|/|https?:|(?:true|false|null|none)\b)[^\s\"'$`<{(\\|&;,]{4,}"
_QUOTED = r"[\"'][^\s\"'$`<{(\\]{4,}[\"']"
_ASSIGNED = (
    r"(?im)(?:^|[;&|]|\b(?:export|env|set)\b|\s-e\b|\s--env\b)\s*"
    r"\w*(?:password|passwd|secret|token|api_?key|access_?key)=" + _VALUE + "|"
    r"^\s*aws_secret_access_key\s*=\s*" + _VALUE + "|"
    r"\becho\s+(?:-\w\s+)?[\"']?[\w.-]+:[^\s\"'$`<{(]{4,}[\"']?\s*\|\s*(?:sudo\s+)?chpasswd\b|"
    r"\bnet\s+user\s+[\w.-]+\s+[^\s\"'$`<{(/%*]{4,}|"
    r"\bdefine\(\s*[\"']\w*(?:password|passwd|secret|token|key)[\"']\s*,\s*" + _QUOTED + "|"
    r"\bidentified\s+by\s+" + _QUOTED
)
"""A variable of a script or container, the keys of a profile, a constant of PHP, and how Linux,
Windows and SQL set a password."""


_GAP = "\ue002"
_ASSIGNED_GAP = (
    r"(?i)\w*(?:password|passwd|secret|token|api_?key|access_?key)=[\"']?[^\s\"';&|\ue002]*\ue002"
)
"""The same up to what is not known."""


def written(variables: Mapping[str, Plain]) -> tuple[str, ...]:
    """The names of variables that hold a secret as text.

    >>> written({"DB_PASSWORD": "hunter2", "DB_PASSWORD_ARN": "arn:aws:x", "PORT": "8080"})
    ('DB_PASSWORD',)
    >>> written({"github_token": "<your token>", "ssh_private_key": "../deploy.pem"})
    ()
    >>> written({"PATH_TO_PRIVATE_KEY": "mykey"})
    ()

    Of a text that is known in part the rest may hold one.
    """
    found = []
    for name, value in variables.items():
        opened = bare(value)
        if isinstance(opened, Unknown):
            if holds_secret(_known_of(opened)):
                found.append(name)
            continue
        if not isinstance(opened, str) or not opened:
            continue
        if places_secret(opened):
            found.append(name)
        elif re.match(_REFERENCES, opened):
            continue
        elif names_secret(name) or holds_secret(opened):
            found.append(name)
    return tuple(sorted(found))


def _known_of(value: Unknown) -> str:
    """What is known of a text, references in place of the rest."""
    try:
        return partial_text(value).shown if value.made else ""
    except NotReadError:
        return ""


def assigned(script: PartialText) -> tuple[Unknown, ...]:
    """What is not known of a script and is assigned to a name that tells of a secret."""
    text = script.filled(_GAP)
    found = re.finditer(_ASSIGNED_GAP, text)
    return tuple(script.holes[text[: one.end()].count(_GAP) - 1] for one in found)


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


def names_secret(name: str) -> bool:
    """Whether a name says that what it stands for is a secret, not merely something about one.

    >>> names_secret("DB_PASSWORD"), names_secret("DB_PASSWORD_ARN"), names_secret("SECRET_KEY")
    (True, False, True)
    """
    return re.search(_NAMES, name) is not None and re.search(_TELLS, name) is None


_MAKERS: Mapping[str, frozenset[str]] = {
    "aws_api_gateway_api_key": frozenset({"value"}),
    "aws_appsync_api_key": frozenset({"key"}),
    "aws_cognito_user_pool_client": frozenset({"client_secret"}),
    "aws_iam_access_key": frozenset({"secret", "ses_smtp_password_v4"}),
    "aws_secretsmanager_random_password": frozenset({"random_password"}),
    "aws_secretsmanager_secret_version": frozenset({"secret_string", "secret_binary"}),
    "random_password": frozenset({"result"}),
    "tls_private_key": frozenset({"private_key_pem", "private_key_openssh"}),
}
"""Attributes that are a secret themselves, not what one is called."""


def carried(variables: Mapping[str, Plain]) -> tuple[tuple[str, ...], tuple[Unknown, ...]]:
    """The names of variables that get a secret itself on apply, and values that may be one.

    What a variable of the configuration gives may be, where the name tells of a secret.
    """
    found, maybe = [], []
    for name, value in variables.items():
        opened = bare(value)
        if not isinstance(opened, Unknown):
            continue
        told = names_secret(name)
        if places_secret(opened) or (told and is_secret(opened)):
            found.append(name)
        elif told and any(origin.kind == "variable" for origin in opened.origins):
            maybe.append(opened)
    return tuple(sorted(found)), tuple(maybe)


def told(variables: Plain) -> tuple[Mapping[str, Plain], tuple[Unknown, ...]]:
    """Variables by name as far as they are known, and what may hold others.

    Of `merge(var.given, { MODE = "fast" })` what stands after all that is not known is certain;
    what stands before may be another in the end.
    """
    opened = bare(variables)
    if isinstance(opened, Mapping):
        return opened, ()
    if not isinstance(opened, Unknown):
        return {}, ()
    known: dict[str, Plain] = {}
    merged = opened.made.args if opened.made and opened.made.function == "merge" else ()
    for item in map(plain, reversed(merged)):
        part = bare(item)
        if not isinstance(part, Mapping):
            break
        known = {**part, **known}
    return known, (opened,)


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


def _makes(origin: Origin) -> bool:
    named = re.search(r"([a-z][a-z0-9_]*)\.[^.\[]+(\[[^\]]*\])?$", origin.subject)
    return named is not None and origin.path in _MAKERS.get(named[1], frozenset())


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
    return re.search(_SHAPES, text) is not None or re.search(_ASSIGNED, text) is not None

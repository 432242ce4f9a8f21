"""Secrets that a text tells by its shape, or the key it stands under: in a tag, a description.

What holds a secret the schema and the names of arguments say; this is for where nobody expects one.
"""

import re

NOT_SHOWN = "(not shown)"
KEY_OF_AWS = r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"
PRIVATE_KEY = "-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
TOKENS = (
    r"\bgh[oprsu]_\w{36}|\bsk_live_\w{16}|\bxox[abpr]-[\w-]{10}"
    r"|//hooks\.slack\.com/services/\w{1,40}/\w{1,40}/\w"
    r"|\beyJ[\w-]{8,4000}\.eyJ[\w-]{8,4000}\.[\w-]{8}"
)
"""Tokens of GitHub, Stripe and Slack, and those that are signed as JSON."""

_LONGEST = 400
"""Characters of a password that are looked at, so that no text takes long."""
_WORD = rf"[^\s\"']{{1,{_LONGEST}}}"
_USER = rf"[^\s/@:\"'?#\[]{{0,{_LONGEST}}}"
_NAMED = r"(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|(?:account|access)[_-]?key)"
_SHAPES = (
    ("private key", rf"{PRIVATE_KEY}[\s\S]*?(?:-----END (?:[A-Z]+ )?PRIVATE KEY-----|\Z)"),
    ("@", rf"(?<=://)(?<!http://)(?<!https://){_USER}:(?!\d+/){_WORD}(?=@)"),
    ("@", rf"(?:(?<=http://)|(?<=https://)){_USER}:(?!\d+[/?#]){_WORD}(?=@)"),
    ("@", rf"(?<=https://){_USER}(?=@)"),
    (":thin:", rf"(?<=:thin:)[^\s/@\"']{{1,{_LONGEST}}}/{_WORD}(?=@)"),
    ("@tcp(", rf"\b[\w.-]{{1,64}}:{_WORD}(?=@tcp\()"),
    ("@unix(", rf"\b[\w.-]{{1,64}}:{_WORD}(?=@unix\()"),
    ("akia", KEY_OF_AWS),
    ("asia", KEY_OF_AWS),
    ("=", rf"((?i:{_NAMED}) *=(?!=) *)[^;&\s\"']+"),
    ("passw", r"((?i:\bpassw(?:or)?d): *)(?=[^\s\"']*\d)[^;&,\s\"']{6,}"),
    ("key:", r"((?i:\bapi[_-]?key): *)[^;&,\s\"']+"),
    ("--", rf"((?i:--(?:[a-z]+-)*{_NAMED}) +)[^\s\"'-][^\s\"']*"),
    ("authorization", r"((?i:\bauthorization\b[\"']?[:=] *(?:bearer|basic|token)?) *)[^;&,\s\"']+"),
    ("bearer", r"((?i:\bbearer) +)(?=[\w.~+/-]*\d)[\w.~+/=-]{8,}"),
    ("curl", r"((?i:\bcurl)\b[^|;&\n]{0,400}? (?:-u|--user)[ =]?[^\s:\"']+:)[^\s\"']+"),
    ("hooks.slack.com", r"(?<=//hooks\.slack\.com/services/)[\w/]+"),
    ("gh", r"\bgh[oprsu]_\w{36,}"),
)
"""The name and password of an address or connection, keys and tokens, what a command is given: each
behind a word without which there is none, in small letters, so that few texts are looked at.

What stands before it in a group is shown. A number behind the colon that a slash follows is the
port of an address whose path holds an @; of a web address so is one that a question mark or a
number sign follows.
"""


_NAMES = (
    r"(?i)(passw(or)?d|passphrase|(?<=[_.-])(pass|pwd)|secret|token|api_?key|access_?key"
    r"|secret_?key|private_?key|credential)s?$"
)
_TELLS = (
    r"(?i)(_?(arn|name|id|path|file|url|length|policy|ttl|expiry|enabled|required|header|type))$"
    r"|^(arn|name|id|path|file|url|location)_?(to|of|for)_"
)
_REFERENCES = r"^(arn:|(\.{1,2}|~)?/|[\w./-]+\.(json|pem|ya?ml)$|<[^<>]*>$|ssm:|vault:|\$\{|\{\{|https?://[^:/@]+(/|$)|(true|false|null|none)$)"


def names_secret(name: str) -> bool:
    """Whether a name says that what it stands for is a secret, not merely something about one.

    >>> names_secret("DB_PASSWORD"), names_secret("DB_PASSWORD_ARN"), names_secret("SECRET_KEY")
    (True, False, True)
    """
    return re.search(_NAMES, name) is not None and re.search(_TELLS, name) is None


def is_reference(text: str) -> bool:
    """Whether a text says where a secret is and not what it is: an ARN, a path, a placeholder."""
    return re.match(_REFERENCES, text) is not None


def is_told_by(name: str, text: str) -> bool:
    """Whether a text under a name that somebody chose is a secret.

    >>> is_told_by("db_password", "hunter2"), is_told_by("db_password", "arn:aws:x")
    (True, False)
    """
    return bool(text) and names_secret(name) and not is_reference(text)


def scrubbed(text: str) -> str:
    """A text without what is a secret by its shape.

    >>> scrubbed("postgres://app:hunter2@db/orders")
    'postgres://(not shown)@db/orders'
    >>> scrubbed("https://example.com:8080?email=a@b.com")
    'https://example.com:8080?email=a@b.com'
    """
    small = text.lower()
    for word, shape in _SHAPES:
        if word in small:
            text = re.sub(shape, _hidden, text)
    return text


def _hidden(found: re.Match[str]) -> str:
    return (found[1] if found.re.groups else "") + NOT_SHOWN

"""Secrets that a text tells by its shape, wherever it stands: in a tag, a description, a name.

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

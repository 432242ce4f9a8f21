"""The rules that the messages of the real provider amount to.

A message proposes a rule where it is all that is said of some value: where one of several rules is
enough, each is told. The rule stands where the provider was heard to refuse every value of the
pools that the rule refuses, and refused one of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from archbench.hcl.construct import number, string
from archbench.hcl.values import Value
from archbench.terraform.argument_rules import judged
from archbench.terraform.rule_table import ArgumentRule
from archbench.terraform.schema import FIVE

TEXTS = (
    "no-such-value",
    "sg-no-such-value",
    "a",
    "b" * 70,
    "c" * 300,
    "a" * 2100,
    "abcdefgh",
    "Abcdefgh12",
    "a-b",
    "a--b",
    "a-",
    "-a",
    "A_b.c",
    "_abc",
    "1abc",
    "a b",
    "a/b",
    "a+b=c,d@e",
    "orders.fifo",
    "$LATEST",
    "alias/orders",
    "/aws/lambda/orders",
    "s3://bucket/key",
    "https://example.com/path",
    "a@example.com",
    "example.com",
    "arn:aws:iam::123456789012:role/orders",
    "arn:aws:iam::12:role/orders",
    "arn:aws:s3:::orders",
    "arn:aws:sns:eu-west-1:123456789012:orders",
    "arn:orders",
    "123456789012",
    "443",
    "70000",
    "-5",
    "true",
    "1.2",
    "1.2.3",
    "30%",
    "10m",
    "off",
    "*",
    "us-east-1",
    "{no json",
    "{}",
    "[]",
    '{"Version": "2012-10-17", "Statement": []}',
    "10.0.0/16",
    "10.0.0.1/16",
    "10.0.0.0/8",
    "10.0.0.0/16",
    "10.0.0.0/30",
    "10.0.0.1",
    "2001:db8::/32",
    "2001:db8::/56",
    "2001:db8::1/56",
    "2001:db8::1",
    "25:00-26:00",
    "04:00-05:00",
    "Mon:04:00-mon:05:00",
    "04:00",
    "rate(1 day)",
    "2026-02-01T00:00:00Z",
    "2026-02-01T00:00Z",
    "2026-02-01",
    "aws:kms",
    "AES256",
)
NUMBERS = (
    *(-987654321, -6, -1, 0, 1, 2, 3, 5, 7, 8, 15, 16, 28, 29, 60, 90, 100, 101, 300, 443, 1000),
    *(1024, 4000, 8443, 10241, 65535, 65536, 70000, 262145, 987654321),
)
PLAIN = re.compile(
    r"alphanumeric|(?:only|valid) .*(?:character|letter|digit)|consist of|must match \["
    r"|can contain",
    re.IGNORECASE,
)
"""Messages that tell which characters may stand in a text, wherever they stand."""
WRAPPED = re.compile(r"optionally|function ARN|regular expression pattern|valid email|format of")
OF_OTHERS = (
    "Conflicting configuration",
    "Invalid combination",
    "Invalid Attribute Combination",
    "Missing required argument",
    "Missing Attribute Configuration",
)
"""How terraform begins where arguments may not stand as they do, whatever their values."""
SIGNS = "".join(chr(code) for code in range(32, 127) if not chr(code).isalnum())
TRIED = f"aA0{SIGNS}\t\né"
"""A letter of each case, a digit, every sign of ASCII, and a letter beyond it."""
AT_ENDS, TWICE = "aA0-_./ ", "-_. /"
INSIDE, FIRST, LAST = "abcd{}efgh", "{}abcdefgh", "abcdefgh{}"
_ONE_OF = re.compile(r"(?:one of:? |one of |Valid Values: )\[(.*?)\]")
_NAMED = re.compile(r'^expected "?([\w.]+)"?(?: to| length)|^"?([a-z][\w.]+\.\d+\.[\w.]+)"?[ :]')
_DAY = r"(?:sun|mon|tue|wed|thu|fri|sat)"
_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
_TIME = r"[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
_MOMENT = rf"^\d{{4}}-\d\d-\d\d{_TIME}(?:[.,]\d+)?(?:[Zz]|[+-]\d\d:\d\d)$"
FORMS: Sequence[tuple[str, str, str]] = (
    ('format of "hh24:mi-hh24:mi"', "a window such as 04:00-05:00", rf"^{_HOUR}-{_HOUR}$"),
    (
        'format of "ddd:hh24:mi-ddd:hh24:mi"',
        "a window such as sun:04:00-sun:05:00",
        rf"^(?i:{_DAY}):{_HOUR}-(?i:{_DAY}):{_HOUR}$",
    ),
    ("in the format HH:MM", "a time such as 04:00", rf"^{_HOUR}$"),
    ("in the format d:HH:MM", "a time such as 7:04:00, a day from 1 to 7", rf"^[1-7]:{_HOUR}$"),
    ("AWS Account ID", "an account, 12 digits", r"^\d{12}$"),
    ("AWS account ID", "an account, 12 digits", r"^\d{12}$"),
    ("RFC3339", "a time such as 2026-02-01T00:00:00Z", _MOMENT),
    (
        "invalid duration",
        "a duration such as 10m",
        r"^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$",
    ),
    ("as boolean", "true or false", r"^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$"),
    ("ParseInt", "a whole number", r"^[+-]?\d+$"),
    ("must begin with s3://", "of the form s3://bucket/prefix", "^s3://"),
    ("must begin with 'alias/'", "of the form alias/name", "^alias/"),
    ("must start with '/mnt/'", "of the form /mnt/name", "^/mnt/"),
)
"""What a message says, what is meant in words, and the form."""

Path_ = tuple[str, ...]
Heard = Mapping[str, tuple[str, ...]]
"""What was said of one argument, by the text or number it was set to."""


def named(words: str) -> Path_:
    """The argument a message is about, where it says so by its full path; () where it does not.

    >>> named("expected target_ip.0.ip to contain a valid IPv4 address, got: x")
    ('target_ip', 'ip')
    """
    found = _NAMED.search(words)
    if found is None:
        return ()
    steps = (found[1] or found[2]).split(".")
    return tuple(step for step in steps if not step.isdigit())


def of_texts(heard: Heard) -> Iterator[ArgumentRule]:
    """The rules of an argument that holds text; a list of words says all there is to say."""
    every = _alone(heard)
    pool = {text: string(text) for text in TEXTS}
    found = []
    for candidates in _proposed(every):
        found += [rule for rule in candidates if stands(rule, pool, heard)][:1]
    words = [rule for rule in found if rule.name == "one_of"]
    yield from words or found


def of_numbers(heard: Heard) -> Iterator[ArgumentRule]:
    """The rules of an argument that holds numbers."""
    every = _alone(heard)
    for rule in _of_numbers(every):
        if stands(rule, {str(item): number(item) for item in NUMBERS}, heard):
            yield rule


def _alone(heard: Heard) -> str:
    return " ".join(items[0] for items in heard.values() if len(items) == 1)


def stands(rule: ArgumentRule, pool: Mapping[str, Value], heard: Heard) -> bool:
    """Whether all that a rule refuses of a pool was refused, and something was."""
    refused = [key for key, value in pool.items() if judged(rule, value, FIVE) is not None]
    return bool(refused) and all(heard.get(key) for key in refused)


def marked() -> tuple[str, ...]:
    """The texts that tell which characters may stand where."""
    ends = [form.format(mark) for form in (FIRST, LAST) for mark in AT_ENDS]
    twice = [INSIDE.format(2 * mark) for mark in TWICE]
    return (*(INSIDE.format(mark) for mark in TRIED), *ends, *twice)


def tells_characters(heard: Heard) -> bool:
    """Whether what was said is about the characters of a text, and a plain word is taken."""
    every = _alone(heard)
    return bool(PLAIN.search(every)) and not WRAPPED.search(every) and not heard.get("abcdefgh")


def of_characters(heard: Heard) -> Iterator[ArgumentRule]:
    """What a text may be made of, what it may begin and end with, and what may not stand twice."""
    everywhere = "".join(mark for mark in TRIED if not heard.get(INSIDE.format(mark)))
    tried = [mark for mark in everywhere if mark in AT_ENDS]
    not_first = {mark for mark in tried if heard.get(FIRST.format(mark))}
    not_last = {mark for mark in tried if heard.get(LAST.format(mark))}
    first = "".join(mark for mark in everywhere if mark not in not_first)
    last = "".join(mark for mark in everywhere if mark not in not_last)
    if len(everywhere) < len(TRIED):
        yield ArgumentRule((), "pattern", (f"^{of_class(everywhere)}*$",))
    if len(first) < len(everywhere):
        yield ArgumentRule((), "pattern", (f"^{of_class(first)}",))
    if len(last) < len(everywhere):
        yield ArgumentRule((), "pattern", (f"{of_class(last)}$",))
    for mark in everywhere:
        if mark in TWICE and heard.get(INSIDE.format(2 * mark)):
            yield ArgumentRule((), "pattern", (f"^(?!.*{re.escape(2 * mark)})",))


def of_class(marks: str) -> str:
    """A class of a regular expression; a letter or digit that was tried stands for all of its kind.

    >>> of_class("a0-_")
    '[a-z0-9_-]'
    """
    kinds = {"a": "a-z", "A": "A-Z", "0": "0-9", "é": r"\u0080-\U0010ffff"}
    ranges = "".join(kinds[mark] for mark in kinds if mark in marks)
    signs = [mark for mark in marks if mark not in kinds and mark != "-"]
    spaces = {"\t": r"\t", "\n": r"\n"}
    escaped = "".join(spaces.get(x, f"\\{x}" if x in r"\]^[" else x) for x in signs)
    return f"[{ranges}{escaped}{'-' if '-' in marks else ''}]"


def _proposed(  # noqa: C901, PLR0912 one case a form
    every: str,
) -> Iterator[Sequence[ArgumentRule]]:
    """The rules the messages may mean, the narrowest of a kind first."""
    for listed in dict.fromkeys(_ONE_OF.findall(every)):
        names = re.findall(r'"((?:[^"\\]|\\.)*)"', listed) or listed.split()
        names = [item for item in names if item]
        if names:
            yield [ArgumentRule((), "one_of", tuple(names))]
    for low, high in dict.fromkeys(
        re.findall(r"length of \S+ to be in the range \((\d+) - (\d+)\)", every)
        + re.findall(r"string length must be between (\d+) and (\d+)", every)
        + re.findall(r"must be between (\d+) and (\d+) characters", every)
    ):
        yield [ArgumentRule((), "length", (low, high))]
    for high in dict.fromkeys(
        re.findall(r"(?:cannot|must not) be (?:longer|greater) than (\d+) characters", every)
    ):
        yield [ArgumentRule((), "length", ("0", high))]
    if "CIDR" in every:
        yield [
            ArgumentRule((), "cidr", (kind, versions))
            for kind in ("network", "any")
            for versions in ("4", "6", "46")
        ]
    for low, high in dict.fromkeys(
        re.findall(r"network Value with between (\d+) and (\d+) significant bits", every)
    ):
        yield [ArgumentRule((), "bits", (low, high))]
    if re.search(r"invalid JSON|valid JSON|invalid character", every):
        yield [ArgumentRule((), "json")]
    if re.search(r"\bARN\b|Amazon Resource Name", every):
        account = re.search(
            r"account ID value \(expecting to match regular expression: (\S+)\)", every
        )
        yield [
            *([ArgumentRule((), "arn", (account[1],))] if account else []),
            ArgumentRule((), "arn"),
        ]
    if re.search(r"valid IP(?:v4|v6)?\b", every):
        yield [ArgumentRule((), "address", (versions,)) for versions in ("4", "6", "46")]
    for said, words, form in FORMS:
        if said in every:
            yield [ArgumentRule((), "form", (words, form))]
    for form in dict.fromkeys(_patterns(every)):
        yield [ArgumentRule((), "pattern", (form,))]
    begins = re.search(r"(?:cannot|must not) (?:begin|start) with (sg-|aws:|AWS|ssm-)", every)
    if begins is not None:
        yield [ArgumentRule((), "not_prefix", (begins[1],))]


def _patterns(every: str) -> Iterator[str]:
    """The regular expressions messages tell, where they mean the same here."""
    told = re.findall(r'comply with restrictions \("(.*?)"\)', every)
    told += re.findall(r"must match regular expression '(.*?)', got", every)
    told += re.findall(r"must match regex: (\^.*?\$), got", every)
    told += re.findall(r"\(must match (\^.*?\$)\)", every)
    for form in told:
        try:
            re.compile(form)
        except re.error:
            continue
        yield form


def _of_numbers(every: str) -> Iterator[ArgumentRule]:
    for listed in dict.fromkeys(_ONE_OF.findall(every)):
        if re.fullmatch(r"-?\d+(?: -?\d+)*", listed):
            yield ArgumentRule((), "number_of", tuple(listed.split()))
    for low, high in dict.fromkeys(
        re.findall(r"in the range \((-?\d+) - (-?\d+)\)", every)
        + re.findall(r"value must be between (-?\d+) and (-?\d+)", every)
    ):
        yield ArgumentRule((), "range", (low, high))
    for low in dict.fromkeys(re.findall(r"at least \(?(-?\d+)\)?", every)):
        yield ArgumentRule((), "range", (low, ""))
    for high in dict.fromkeys(re.findall(r"at most \(?(-?\d+)\)?", every)):
        yield ArgumentRule((), "range", ("", high))
    if "valid port number or 0" in every:
        yield ArgumentRule((), "range", ("0", "65535"))
    elif "valid port number" in every:
        yield ArgumentRule((), "range", ("1", "65535"))

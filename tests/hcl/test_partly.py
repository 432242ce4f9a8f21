"""What is known of a value that is not wholly known stays known."""

import pytest

from archbench.hcl import construct
from archbench.hcl.evaluate import evaluate, scope_of
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.parser import parse_body
from archbench.hcl.partly import NotReadError, partial_json, partial_text
from archbench.hcl.plain import plain
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown, Value, unknown

ARN = unknown(STRING, Origin("resource", "aws_s3_bucket.a", "arn"), exact=True)
WORD = unknown(STRING, Origin("variable", "var.word"), exact=True)


def _value(expression: str) -> Plain:
    body, problems = parse_body(f"x = {expression}\n", "x.tf")
    assert not problems
    given = {"arn": ARN, "word": WORD, "secret": Value(STRING, "s", sensitive=True)}
    names = {"v": construct.object_value(given)}
    return plain(evaluate(body.attributes["x"].expression, scope_of(names, FUNCTIONS)))


def test_an_object_keeps_what_stands_beside_an_unknown() -> None:
    """The reference can still be followed, the rest is what it is."""
    found = partial_json(_value('jsonencode({ Action = "*", Resource = v.arn, On = [1, v.arn] })'))
    assert isinstance(found, dict)
    assert found["Action"] == "*"
    assert found["Resource"] == ARN.raw
    assert found["On"] == (1, ARN.raw)


def test_a_text_keeps_what_stands_around_a_reference() -> None:
    """What AWS makes holds no wildcard, so the text is known but for it; a word may be anything."""
    found = partial_json(_value('jsonencode({ a = "${v.arn}/*", b = "${v.word}/*" })'))
    assert isinstance(found, dict)
    assert found["a"] == "${aws_s3_bucket.a.arn}/*"
    assert isinstance(found["b"], Unknown)


@pytest.mark.parametrize(
    "keys",
    ['"${v.arn}:sub" = "a", "${v.arn}:aud" = "b"', '"${v.arn}:aud" = "b", ("${v.arn}:sub") = "a"'],
)
@pytest.mark.parametrize("around", ["jsonencode(KEYS)", '"${jsonencode(KEYS)}"'])
def test_an_object_keeps_the_known_part_of_its_keys(around: str, keys: str) -> None:
    """Whatever stands before the colon, each key is another, and their values are what they are."""
    found = partial_json(_value(around.replace("KEYS", f"{{ Is = {{ {keys} }} }}")))
    inner = {"${aws_s3_bucket.a.arn}:sub": "a", "${aws_s3_bucket.a.arn}:aud": "b"}
    assert found == {"Is": inner}


@pytest.mark.parametrize(
    "keys",
    [
        '(v.word) = "a", Effect = "b"',
        '"x${v.word}" = "a"',
        '"${v.word}:sub" = "a", "${v.arn}:sub" = "b"',
        '"${v.word}:sub" = "a", "b:sub" = "b"',
    ],
    ids=(
        "a key that may be the other",
        "a word",
        "two that may be one",
        "one that may be the other",
    ),
)
@pytest.mark.parametrize("around", ["jsonencode(KEYS)", '"${jsonencode(KEYS)}"'])
def test_keys_that_may_be_others_are_not_told(around: str, keys: str) -> None:
    """The later of two counts, and a word may be one that the document gives a meaning."""
    found = partial_json(_value(around.replace("KEYS", f"{{ Is = {{ {keys} }} }}")))
    assert isinstance(found, dict)
    assert isinstance(found["Is"], Unknown)


@pytest.mark.parametrize(
    "expression",
    [
        '"{\\"Resource\\": \\"${v.arn}\\"}"',
        'join("", ["{\\"Resource\\": \\"", v.arn, "\\"}"])',
    ],
)
def test_json_in_a_text_is_read(expression: str) -> None:
    """A template or a joined list that makes JSON is JSON."""
    assert partial_json(_value(expression)) == {"Resource": ARN.raw}


@pytest.mark.parametrize("function", ["base64encode", "base64gzip"])
def test_an_encoded_script_is_read(function: str) -> None:
    """Before apply from what was encoded, afterwards from the bytes."""
    found = partial_text(_value(f'{function}("aws s3 cp ${{v.arn}} .")'), encoded=True)
    assert found.shown == "aws s3 cp ${aws_s3_bucket.a.arn} ."


def test_what_cannot_be_read_says_so() -> None:
    """A value that only AWS knows holds no JSON, and a function that is not followed hides it."""
    for value in (ARN.raw, _value('replace(v.arn, "a", "b")')):
        assert isinstance(value, Unknown)
        with pytest.raises(NotReadError):
            partial_json(value)


def test_a_secret_is_read_and_stays_marked() -> None:
    """The whole is sensitive as in Terraform, so that nothing shows it."""
    value = _value("jsonencode({ a = v.secret, b = v.arn })")
    assert isinstance(value, Sensitive)
    assert partial_json(value) == {"a": "s", "b": ARN.raw}


def test_why_a_text_is_no_json_is_told_to_who_wrote_it() -> None:
    """What was written has the place in it; what is not known has no place to name."""
    with pytest.raises(NotReadError, match=r"^it is no JSON: .* column 2"):
        partial_json("{oops}")
    with pytest.raises(NotReadError, match=r"^what is known of it is no JSON$"):
        partial_json(_value('"${v.word}"'))

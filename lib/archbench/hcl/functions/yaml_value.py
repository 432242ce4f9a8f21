"""YAML as Terraform reads it: one document, with the scalars of YAML 1.1 (yes, no, on, off, y, n).

PyYAML's parser gives the events; what a scalar means is decided here as in go-cty-yaml 1.1.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from archbench.hcl.construct import object_value, tuple_value
from archbench.hcl.convert import convert
from archbench.hcl.functions.encoding import decode_base64
from archbench.hcl.functions.table import Context, FunctionError
from archbench.hcl.functions.values import entries, null, string, text_of
from archbench.hcl.numbers import parse_number
from archbench.hcl.types import NUMBER, STRING, ObjectOf
from archbench.hcl.values import FALSE, TRUE, Value
from archbench.patterns import regex
from archbench.yaml_text import YAML_LOADER

_DEPTH = 200
_TAG = "tag:yaml.org,2002:"
_WORDS: dict[str, Value] = {
    **dict.fromkeys(
        ("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), TRUE
    ),
    **dict.fromkeys(
        ("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), FALSE
    ),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), null()),
    **dict.fromkeys(
        (".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), Value(NUMBER, float("inf"))
    ),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), Value(NUMBER, float("-inf"))),
}
_INTEGER = regex(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = regex(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_RESOLVABLE = {
    f"{_TAG}{name}" for name in ["str", "bool", "int", "float", "null", "timestamp", "binary"]
}


def yaml_value(source: str, context: Context) -> Value:
    """The value of a YAML text of one document.

    Raises:
        FunctionError: the text is not such YAML, or uses what Terraform does not take.
        EvaluationLimitError: its aliases repeat more than context.limit elements.
    """
    try:
        return _Reader(yaml.parse(source or "\n", Loader=YAML_LOADER), context).document()
    except yaml.MarkedYAMLError as error:
        place = f" on line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise FunctionError(f"this is not YAML{place}: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise FunctionError(f"this is not YAML: {error}") from None


class _Reader:
    """Turns events into values; anchors keep their value and its size."""

    def __init__(self, events: Iterator[Event], context: Context) -> None:
        self.events = events
        self.context = context
        self.anchors: dict[str, tuple[Value, int] | None] = {}
        self.size = 0
        self.depth = 0

    def document(self) -> Value:
        self._expect(StreamStartEvent)
        if getattr(self._expect(DocumentStartEvent), "version", None) not in (None, (1, 1)):
            raise FunctionError("only YAML 1.1 can be read; leave out the %YAML line")
        value = self._node(next(self.events))
        self._expect(DocumentEndEvent)
        self._expect(StreamEndEvent)
        return value

    def _expect(self, kind: type[Event]) -> Event:
        event = next(self.events)
        if not isinstance(event, kind):
            missing = "there is no value" if kind is DocumentStartEvent else "there is more text"
            only = "; only a single document can be read" if kind is StreamEndEvent else ""
            raise FunctionError(f"{missing}{only}")
        return event

    def _node(self, event: Event) -> Value:
        if isinstance(event, AliasEvent):
            return self._alias(event)
        before = self.size
        self._grow(1)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.anchors[anchor] = None
        if isinstance(event, ScalarEvent):
            value = _scalar(event)
        elif isinstance(event, CollectionStartEvent):
            self.depth += 1
            if self.depth > _DEPTH:
                raise FunctionError(f"the YAML is nested more than {_DEPTH} levels deep")
            value = self._collection(event)
            self.depth -= 1
        else:
            raise FunctionError("there is no value")
        if anchor:
            self.anchors[anchor] = value, self.size - before
        return value

    def _grow(self, size: int) -> None:
        self.size += size
        self.context.bound(self.size, "The decoded YAML")

    def _alias(self, event: AliasEvent) -> Value:
        name = event.anchor
        if name not in self.anchors:
            raise FunctionError(f'there is no anchor "{name}"')
        anchored = self.anchors[name]
        if anchored is None:
            raise FunctionError(f'the anchor "{name}" is used inside its own definition')
        self._grow(anchored[1])
        return anchored[0]

    def _collection(self, event: CollectionStartEvent) -> Value:
        kind = "map" if isinstance(event, MappingStartEvent) else "seq"
        if event.tag not in (None, _TAG + kind):
            raise FunctionError(f'the tag "{event.tag}" is not supported')
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(following := next(self.events), SequenceEndEvent):
                items.append(self._node(following))
            return tuple_value(items)
        return self._mapping()

    def _mapping(self) -> Value:
        attributes: dict[str, Value] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise FunctionError("only strings can be keys of a mapping")
            if _is_merge(event):
                attributes.update(_merged(self._node(next(self.events))))
                continue
            key = convert(_resolved(event), STRING)
            if key.is_null:
                raise FunctionError("a key of a mapping must not be null")
            attributes[text_of(key)] = self._node(next(self.events))
        return object_value(attributes)


def _is_merge(event: ScalarEvent) -> bool:
    return (event.tag is None and event.value == "<<") or event.tag == f"{_TAG}merge"


def _merged(value: Value) -> Mapping[str, Value]:
    if not isinstance(value.type, ObjectOf):
        raise FunctionError("only a mapping can be merged with <<")
    return entries(value)


def _scalar(event: ScalarEvent) -> Value:
    value = _resolved(event)
    # A literal block is a string for its type, though its text is resolved like a plain one.
    if event.tag is None and not event.implicit[0]:
        return convert(value, STRING)
    return value


def _resolved(event: ScalarEvent) -> Value:
    text, tag = event.value, event.tag or ""
    if tag and tag not in _RESOLVABLE:
        raise FunctionError(f'the tag "{tag}" is not supported')
    tag = tag.removeprefix(_TAG)
    if tag not in ("str", "binary") and _hinted(text):
        if event.style in ("'", '"'):
            return string(text)
        if text in _WORDS:
            return _WORDS[text]
        if tag in ("", "timestamp") and (moment := _timestamp(text)):
            return string(moment)
        if text[:1] == "." and (number := parse_number(text)) is not None:
            return Value(NUMBER, number)
        if text[:1] != "." and (_INTEGER.fullmatch(text) or _FLOAT.fullmatch(text)):
            tag = "int"
    if not tag and text in (".nan", ".NaN", ".NAN"):
        raise FunctionError("a number that is not a number (.nan) is not supported")
    return _tagged(text, tag)


def _hinted(text: str) -> bool:
    """Whether the first character lets a scalar be something else than a string."""
    return text == "" or text[0] in "+-0123456789yYnNtTfFoO~."


def _number(text: str) -> Value:
    plain = text.replace("_", "")
    number = parse_number(plain)
    if number is None:
        try:
            number = int(plain, 0)
        except ValueError:
            raise FunctionError(f'"{text}" is not a number') from None
    return Value(NUMBER, number)


def _tagged(text: str, tag: str) -> Value:
    if tag in ("int", "float"):
        return _number(text)
    if tag == "bool":
        if _WORDS.get(text) not in (TRUE, FALSE):
            raise FunctionError(f'"{text}" is not a bool')
        return _WORDS[text]
    if tag == "null":
        return null()
    if tag == "timestamp":
        raise FunctionError(f'"{text}" is not a timestamp')
    if tag == "binary":
        try:
            decode_base64(text)
        except ValueError:
            raise FunctionError(f'"{text}" is not base64') from None
    return string(text)


_TIMESTAMP = regex(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[+-]\d\d:\d\d))"
    r"|(?: +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?",
    re.ASCII,
)


def _timestamp(text: str) -> str | None:
    """A date or time in RFC 3339 form, its fraction of a second dropped; None when it is none."""
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        return None
    year, month, day, *clock = match.groups()
    hour, minute, second = (int(part or 0) for part in (clock[:3] if clock[3] else clock[4:]))
    try:
        time = datetime(int(year), int(month), int(day), hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
    zone = clock[3] or "Z"
    return time.isoformat() + ("Z" if zone in ("+00:00", "-00:00") else zone)

"""Functions of encodings: base64, URL, text encodings and CSV."""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from urllib.parse import quote_plus

from archbench.hcl.construct import object_value
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    NotComputedError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import marked, string, text_of
from archbench.hcl.refine import origins
from archbench.hcl.text import nfc
from archbench.hcl.types import DYNAMIC, STRING, ListOf, ObjectOf, Type
from archbench.hcl.values import Value, unknown
from archbench.patterns import regex

_BASE64 = re.compile(rb"[A-Za-z0-9+/]*={0,2}")


def decode_base64(encoded: str) -> bytes:
    """The bytes behind standard base64 with padding; line ends inside are skipped.

    Raises:
        ValueError: it is not standard base64.
    """
    data = encoded.encode().replace(b"\r", b"").replace(b"\n", b"")
    if len(data) % 4 or not _BASE64.fullmatch(data):
        raise ValueError("not base64")
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None


def encode_base64(data: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(data).decode()


def _base64encode(args: Arguments, type_: Type, _: Context) -> Value:
    return Value(type_, encode_base64(text_of(args[0]).encode()))


def _base64decode(args: Arguments, type_: Type, _: Context) -> Value:
    (value,) = args
    if not value.is_known:
        return marked(unknown(type_, *origins(value)), value)
    try:
        decoded = decode_base64(text_of(value)).decode()
    except UnicodeDecodeError:
        raise FunctionError("the decoded bytes are not valid UTF-8") from None
    except ValueError:
        raise FunctionError("the argument is not valid base64") from None
    return marked(string(decoded), value)


def _base64gzip(_: Arguments, __: Type, ___: Context) -> Value:
    raise NotComputedError(
        "The compressed bytes depend on Terraform's own compressor, which archbench has not."
    )


def _urlencode(args: Arguments, type_: Type, _: Context) -> Value:
    return Value(type_, quote_plus(text_of(args[0]), safe=""))


_CODECS = {
    "utf-8": "utf-8",
    "csutf8": "utf-8",
    "utf-16le": "utf-16-le",
    "csutf16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "csutf16be": "utf-16-be",
    "iso-8859-1": "iso8859-1",
    "latin1": "iso8859-1",
    "l1": "iso8859-1",
    "iso-8859-2": "iso8859-2",
    "latin2": "iso8859-2",
    "iso-8859-15": "iso8859-15",
    "latin-9": "iso8859-15",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "ibm437": "cp437",
    "cp437": "cp437",
    "ibm850": "cp850",
    "cp850": "cp850",
    "ibm852": "cp852",
    "ibm866": "cp866",
    "cp866": "cp866",
}
"""IANA names (lower case) whose encoding is the same in Terraform and Python."""


def _codec(name: str) -> codecs.CodecInfo:
    codec = _CODECS.get(name.lower())
    if codec is None:
        raise NotComputedError(
            f'The encoding "{name}" is not one of those archbench knows to be the same in'
            f" Terraform: {', '.join(sorted(_CODECS))}."
        )
    return codecs.lookup(codec)


def _textencodebase64(args: Arguments, type_: Type, _: Context) -> Value:
    try:
        data, _length = _codec(text_of(args[1])).encode(text_of(args[0]))
    except UnicodeEncodeError as error:
        raise FunctionError(
            f"{text_of(args[1])} has no character {error.object[error.start]!r}", 0
        ) from None
    return Value(type_, encode_base64(data))


def _textdecodebase64(args: Arguments, _: Type, __: Context) -> Value:
    try:
        data = decode_base64(text_of(args[0]))
    except ValueError:
        raise FunctionError("the argument is not valid base64", 0) from None
    try:
        decoded, _length = _codec(text_of(args[1])).decode(data)
    except UnicodeDecodeError:
        decoded = "\ufffd"
    if "\ufffd" in decoded:
        raise FunctionError(f"some bytes stand for nothing in {text_of(args[1])}", 0)
    return string(decoded)


def _csvdecode(args: Arguments, _: Type, context: Context) -> Value:
    records = _records(text_of(args[0]))
    header = [nfc(name) for name in next(records, [])]
    if not header:
        raise FunctionError("the header line is missing")
    for name in header:
        if header.count(name) > 1:
            raise FunctionError(f'the column name "{name}" appears twice')
    rows = []
    for place, record in enumerate(records, 1):
        if len(record) != len(header):
            raise FunctionError(
                f"record {place} has {len(record)} field(s), the header has {len(header)}"
            )
        rows.append(object_value(dict(zip(header, map(string, record), strict=True))))
        context.bound(place * len(header), "The decoded table")
    row_type = ObjectOf(dict.fromkeys(sorted(header), STRING))
    return Value(ListOf(row_type), tuple(rows))


_CSV_FIELD = regex(r'"((?:[^"]|"")*)"(?=,|\n|\Z)|([^",\n]*)(?=,|\n|\Z)')


def _records(text: str) -> Iterator[list[str]]:
    r"""The records of a CSV text (RFC 4180), blank lines skipped, \r\n read as \n.

    Raises:
        FunctionError: a quote is not where it may be.
    """
    text = text.replace("\r\n", "\n").removesuffix("\r")
    position = 0
    while position < len(text):
        if text[position] == "\n":
            position += 1
            continue
        record = []
        while True:
            match = _CSV_FIELD.match(text, position)
            if match is None:
                line = text.count("\n", 0, position) + 1
                raise FunctionError(f"a quote is misplaced in the field on line {line}")
            quoted, bare = match.groups()
            record.append(bare if quoted is None else quoted.replace('""', '"'))
            position = match.end()
            if position >= len(text) or text[position] == "\n":
                position += 1
                break
            position += 1
        yield record


ENCODING = table(
    Function("base64encode", (Parameter("str", STRING),), None, STRING, _base64encode),
    Function(
        "base64decode",
        (Parameter("str", STRING, marked=True, unknown=True),),
        None,
        STRING,
        _base64decode,
    ),
    Function("base64gzip", (Parameter("str", STRING),), None, STRING, _base64gzip),
    Function("urlencode", (Parameter("str", STRING),), None, STRING, _urlencode),
    Function(
        "textencodebase64",
        (Parameter("string", STRING), Parameter("encoding", STRING)),
        None,
        STRING,
        _textencodebase64,
    ),
    Function(
        "textdecodebase64",
        (Parameter("source", STRING), Parameter("encoding", STRING)),
        None,
        STRING,
        _textdecodebase64,
    ),
    Function("csvdecode", (Parameter("str", STRING),), None, DYNAMIC, _csvdecode),
)

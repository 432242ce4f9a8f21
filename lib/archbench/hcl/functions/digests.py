"""Functions of hashes and identifiers, of strings and of files."""

import re
from collections.abc import Callable

from archbench.hcl.functions.encoding import decode_base64, encode_base64
from archbench.hcl.functions.files import read
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    NotComputedError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import text_of
from archbench.hcl.types import STRING, Type
from archbench.hcl.values import Value
from archbench.patterns import regex

_Written = Callable[[bytes], str]


def _hashed(algorithm: str, data: bytes) -> bytes:
    import hashlib  # noqa: PLC0415 loads OpenSSL, and few configurations hash

    return hashlib.new(algorithm, data, usedforsecurity=False).digest()


def _of_string(name: str, algorithm: str, written: _Written = bytes.hex) -> Function:
    def implementation(args: Arguments, type_: Type, _: Context) -> Value:
        return Value(type_, written(_hashed(algorithm, text_of(args[0]).encode())))

    return Function(name, (Parameter("str", STRING),), None, STRING, implementation)


def _of_file(name: str, algorithm: str, written: _Written = bytes.hex) -> Function:
    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        return Value(type_, written(_hashed(algorithm, read(text_of(args[0]), context))))

    return Function(name, (Parameter("path", STRING),), None, STRING, implementation)


_NAMESPACES = frozenset({"dns", "url", "oid", "x500"})
_HEX = "[0-9a-fA-F]"
_DASHED = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
_UUID = regex(f"(?:(?i:urn:uuid:)?{_DASHED}|.{_DASHED}.|{_HEX}{{32}})", re.DOTALL)


def _uuidv5(args: Arguments, type_: Type, _: Context) -> Value:
    import uuid  # noqa: PLC0415 asks what system this is, and few calls need it

    given, name = map(text_of, args)
    if given in _NAMESPACES:
        namespace: uuid.UUID = getattr(uuid, f"NAMESPACE_{given.upper()}")
    else:
        if not _UUID.fullmatch(given):
            raise FunctionError(
                f'the namespace "{given}" is neither dns, url, oid or x500 nor a UUID'
            )
        namespace = uuid.UUID(re.sub(f"^(?i:urn:uuid:)|[^{_HEX[1:-1]}]", "", given))
    return Value(type_, str(uuid.uuid5(namespace, name)))


def _rsadecrypt(args: Arguments, _: Type, __: Context) -> Value:
    try:
        decode_base64(text_of(args[0]))
    except ValueError:
        raise FunctionError("the ciphertext is not valid base64", 0) from None
    raise NotComputedError("archbench does not handle private keys.")


DIGESTS = table(
    _of_string("md5", "md5"),
    _of_string("sha1", "sha1"),
    _of_string("sha256", "sha256"),
    _of_string("sha512", "sha512"),
    _of_string("base64sha256", "sha256", encode_base64),
    _of_string("base64sha512", "sha512", encode_base64),
    _of_file("filemd5", "md5"),
    _of_file("filesha1", "sha1"),
    _of_file("filesha256", "sha256"),
    _of_file("filesha512", "sha512"),
    _of_file("filebase64sha256", "sha256", encode_base64),
    _of_file("filebase64sha512", "sha512", encode_base64),
    Function(
        "uuidv5", (Parameter("namespace", STRING), Parameter("name", STRING)), None, STRING, _uuidv5
    ),
    Function(
        "rsadecrypt",
        (Parameter("ciphertext", STRING), Parameter("privatekey", STRING)),
        None,
        STRING,
        _rsadecrypt,
    ),
)

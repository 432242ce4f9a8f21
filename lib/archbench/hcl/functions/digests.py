"""Functions of hashes and identifiers, of strings and of files."""

import hashlib
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


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()


def _base64sha256(data: bytes) -> str:
    return encode_base64(hashlib.sha256(data).digest())


def _base64sha512(data: bytes) -> str:
    return encode_base64(hashlib.sha512(data).digest())


def _of_string(name: str, digest: Callable[[bytes], str]) -> Function:
    def implementation(args: Arguments, type_: Type, _: Context) -> Value:
        return Value(type_, digest(text_of(args[0]).encode()))

    return Function(name, (Parameter("str", STRING),), None, STRING, implementation)


def _of_file(name: str, digest: Callable[[bytes], str]) -> Function:
    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        return Value(type_, digest(read(text_of(args[0]), context)))

    return Function(name, (Parameter("path", STRING),), None, STRING, implementation)


_NAMESPACES = frozenset({"dns", "url", "oid", "x500"})
_HEX = "[0-9a-fA-F]"
_DASHED = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
_UUID = re.compile(f"(?:(?i:urn:uuid:)?{_DASHED}|.{_DASHED}.|{_HEX}{{32}})", re.DOTALL)


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
    _of_string("md5", _md5),
    _of_string("sha1", _sha1),
    _of_string("sha256", _sha256),
    _of_string("sha512", _sha512),
    _of_string("base64sha256", _base64sha256),
    _of_string("base64sha512", _base64sha512),
    _of_file("filemd5", _md5),
    _of_file("filesha1", _sha1),
    _of_file("filesha256", _sha256),
    _of_file("filesha512", _sha512),
    _of_file("filebase64sha256", _base64sha256),
    _of_file("filebase64sha512", _base64sha512),
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

"""Values that are known in part: the text or JSON behind an unknown, with its unknown places left.

`jsonencode({Action = "*", Resource = aws_s3_bucket.a.arn})` is unknown as a text before apply, yet
its Action is not. What is read here is for judging, never for showing: it may hold secrets.
"""

import binascii
import json
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from archbench.hcl.plain import plain
from archbench.hcl.types import STRING
from archbench.hcl.values import Made, Origin, Plain, Sensitive, Unknown, Value, bare
from archbench.json_text import json_data
from archbench.patterns import regex

_HOLE = regex("\ue000(\\d+)\ue001")
_WORD = regex(r"\w*")
"""What a document may have as a name of its own; keys of conditions have a colon."""


_FACTS = regex(r"\baws_(caller_identity|region|partition)\b")
"""Data sources that say where this is, not what somebody wrote."""
_NAMES = ("arn", "id", "key_id", "target_key_arn", "target_key_id")
"""What AWS calls a thing that a data source looks up, whatever is asked of it besides."""


BLOCKS = "blocks"
"""How blocks were made of which it is not known how many there are (see `blocks`)."""


class NotReadError(Exception):
    """Not even a part of the value can be read."""


class PartialText:
    """A text with holes: each stands for a value that is not known yet."""

    def __init__(self, text: str, holes: tuple[Unknown, ...] = ()) -> None:
        self._text = text
        self.holes = holes

    @property
    def shown(self) -> str:
        """The text, each hole as the reference it stands for: "${aws_s3_bucket.a.arn}"."""
        return _HOLE.sub(lambda found: name_of(self.holes[int(found[1])]), self._text)

    def filled(self, filling: str) -> str:
        """The text with this in place of each hole."""
        return _HOLE.sub(lambda _: filling, self._text)

    @property
    def is_given(self) -> bool:
        """Whether nothing of it is known: a variable gives the whole, or AWS is asked for it."""
        whole = _HOLE.fullmatch(self._text)
        return whole is not None and self.holes[int(whole[1])].origins[0].kind != "resource"

    def json(self) -> Plain:
        """The JSON the text holds; a text in it with a hole is `merged`.

        Raises:
            NotReadError: it is no JSON, or a hole stands where JSON's own signs do.
        """
        try:
            found = json_data(self._text)
        except ValueError as error:
            why = "what is known of it is no JSON" if self.holes else f"it is no JSON: {error}"
            raise NotReadError(why) from None
        return self._filled(found)

    def _filled(self, data: object) -> Plain:
        if isinstance(data, Mapping):
            return {
                PartialText(str(key), self.holes).shown: self._filled(item)
                for key, item in data.items()
            }
        if isinstance(data, list):
            return tuple(self._filled(item) for item in data)
        if isinstance(data, str) and _HOLE.search(data):
            return merged(data, self.holes)
        return data  # type: ignore[return-value]


def name_of(raw: Unknown) -> str:
    """A hole as a reference; several origins are joined."""
    return "${" + ", ".join(str(origin) for origin in raw.origins) + "}"


def is_of_resource(raw: Unknown) -> bool:
    """Whether AWS makes the value: an id or a name, which holds no wildcard and is not empty."""
    return bool(raw.origins) and all(_is_made_by_aws(origin) for origin in raw.origins)


def _is_made_by_aws(origin: Origin) -> bool:
    kind = origin.subject.removeprefix("data.").rpartition("module.")[2]
    if origin.kind != "data":
        return origin.kind == "resource"
    looked_up = ".aws_" in f".{kind}" and origin.path in _NAMES
    return looked_up or _FACTS.search(kind) is not None


def merged(text: str, holes: tuple[Unknown, ...]) -> Plain:
    """A text with holes in one value: a text while all are what AWS makes, else known in part.

    A hole alone stays the unknown it is, so that a reference can be followed.
    """
    whole = _HOLE.fullmatch(text)
    if whole is not None:
        return holes[int(whole[1])]
    inside = tuple(holes[int(number)] for number in _HOLE.findall(text))
    if all(is_of_resource(hole) for hole in inside):
        return PartialText(text, holes).shown
    origins = tuple(sorted({origin for hole in inside for origin in hole.origins}))
    return Unknown(STRING, origins, made=Made("template", tuple(_parts(text, holes))))


def _parts(text: str, holes: tuple[Unknown, ...]) -> Iterator[Value]:
    """A text with holes as a template is made: what is known, and each hole."""
    for place, part in enumerate(_HOLE.split(text)):
        hole = holes[int(part)] if place % 2 else None
        yield Value(STRING, part) if hole is None else Value(hole.type, hole)


def blocks(value: Plain) -> tuple[tuple[Plain, ...], tuple[Plain, ...]] | None:
    """Of blocks of unknown number, those there are and what each more is like; None for others."""
    if not isinstance(value, Unknown) or value.made is None or value.made.function != BLOCKS:
        return None
    certain, likely = (plain(part) for part in value.made.args)
    return certain, likely  # type: ignore[return-value] # as they were made


def symbol(value: Plain) -> tuple[Hashable, ...] | None:
    """What a text is made of that is not known as a whole: the same for texts that are the same.

    None for what is known, and for what is no text.
    """
    if not isinstance(value, Unknown):
        return None
    try:
        return tuple(_signs(value))
    except NotReadError:
        return None


def same_text(one: Plain, other: Plain) -> bool | None:
    """Whether two texts are the same, whatever what is not known of them turns out to be.

    None where that cannot be told: "a-${var.x}" is no "b-${var.y}", and may be "a-1".
    """
    try:
        left, right = _signs(one), _signs(other)
    except NotReadError:
        return None
    start = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    start = min(len(left), len(right)) if start is None else start
    left, right = left[start:][::-1], right[start:][::-1]
    end = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    end = min(len(left), len(right)) if end is None else end
    left, right = left[end:], right[end:]
    if not left and not right:
        return True
    if not left or not right:
        return False if any(isinstance(sign, str) for sign in (*left, *right)) else None
    ends = ((left[0], right[0]), (left[-1], right[-1]))
    return False if any(isinstance(a, str) and isinstance(b, str) for a, b in ends) else None


def _signs(value: Plain) -> list[Hashable]:
    """The letters of a text in order, with what it waits for between.

    That is the same where it is exact; what is worked out is itself alone, as a local is.
    """
    found: list[Hashable] = []
    text = partial_text(value)
    known = True
    for part in _HOLE.split(text._text):  # noqa: SLF001 the same module
        if known:
            found.extend(part)
        else:
            hole = text.holes[int(part)]
            found.append(hole.origins if hole.exact else id(hole))
        known = not known
    return found


def partial_text(value: Plain, *, encoded: bool = False) -> PartialText:
    """The text of a value, known or in part.

    encoded says that the value is base64, maybe compressed; text that is not encoded is taken as
    it is.

    Raises:
        NotReadError: nothing of it can be read, or it is no text.
    """
    holes: list[Unknown] = []
    text = "".join(_pieces(value, holes, encoded=encoded))
    return PartialText(text, tuple(holes))


def partial_json(value: Plain) -> Plain:
    """The JSON a text holds, its unknown parts unknown.

    Raises:
        NotReadError: nothing of it can be read, or it is no JSON.
    """
    if isinstance(value, Sensitive):
        return partial_json(value.value)
    if isinstance(value, Unknown) and value.made and value.made.function == "jsonencode":
        return _open(plain(value.made.args[0]))
    return partial_text(value).json()


def _open(data: Plain) -> Plain:
    """The data with texts that are known in part as far as they are."""
    if isinstance(data, Sensitive):
        return _open(data.value)
    if isinstance(data, Mapping):
        return {key: _open(item) for key, item in data.items()}
    if isinstance(data, tuple):
        return tuple(_open(item) for item in data)
    if isinstance(data, Unknown) and data.made is not None:
        try:
            return _opened(data, data.made)
        except NotReadError:
            return data
    return data


def _opened(data: Unknown, made: Made) -> Plain:
    """The text, or the object with its keys as far as they are known.

    Raises:
        NotReadError: nothing of it can be read; of an object that two keys may be one, or that one
            may be a word to which the document gives a meaning.
    """
    if made.function != "object":
        found = partial_text(data)
        return merged(found._text, found.holes)  # noqa: SLF001 the same module
    keys = [plain(key) for key in made.args[::2]]
    texts = [partial_text(key) for key in keys]
    if any(text.holes and _WORD.fullmatch(text.filled("")) for text in texts):
        raise NotReadError("a key of it may be any word")
    if any(same_text(one, other) is not False for one, other in combinations(keys, 2)):
        raise NotReadError("two keys of it may be one")
    values = (_open(plain(value)) for value in made.args[1::2])
    return {text.shown: value for text, value in zip(texts, values, strict=True)}


def _pieces(value: Plain, holes: list[Unknown], *, encoded: bool) -> Iterator[str]:
    value = bare(value)
    if isinstance(value, str):
        yield decoded(value) if encoded else value
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, int | Decimal):
        yield str(value)
    elif not isinstance(value, Unknown):
        raise NotReadError("no text")
    elif value.made is None or value.made.function in ("merge", "object"):
        if encoded:
            raise NotReadError(str(value))
        yield _hole(value, holes)
    else:
        yield from _made(value, value.made, holes, encoded=encoded)


def _made(value: Unknown, made: Made, holes: list[Unknown], *, encoded: bool) -> Iterator[str]:
    args = tuple(plain(item) for item in made.args)
    if made.function in ("base64encode", "base64gzip"):
        if not encoded:
            raise NotReadError(f"{made.function}() is not read here")
        yield from _pieces(args[0], holes, encoded=False)
    elif encoded:
        raise NotReadError(str(value))
    elif made.function in ("jsonencode", "yamlencode"):
        yield _json_of(made.args[0], holes)
    elif made.function == "join":
        yield from _joined(args, holes)
    else:
        for item in args:
            yield from _pieces(item, holes, encoded=False)


def _joined(args: tuple[Plain, ...], holes: list[Unknown]) -> Iterator[str]:
    separator, *lists = args
    parts = [part for items in lists if isinstance(items, tuple) for part in items]
    if not isinstance(separator, str) or not all(isinstance(items, tuple) for items in lists):
        raise NotReadError("a list that is not known is joined")
    for index, part in enumerate(parts):
        if index:
            yield separator
        yield from _pieces(part, holes, encoded=False)


def _json_of(value: Value, holes: list[Unknown]) -> str:
    def shown(item: object) -> object:
        if isinstance(item, Unknown):
            opened = _open(item)
            if isinstance(opened, Mapping):
                return shown(opened)
            return "".join(_pieces(item, holes, encoded=False))
        if isinstance(item, Sensitive):
            return shown(item.value)
        if isinstance(item, Decimal):
            return float(item)
        if isinstance(item, Mapping):
            return {key: shown(inner) for key, inner in item.items()}
        return [shown(inner) for inner in item] if isinstance(item, tuple) else item

    return json.dumps(shown(plain(value)), ensure_ascii=False)


def _hole(value: Unknown, holes: list[Unknown]) -> str:
    holes.append(value)
    return f"\ue000{len(holes) - 1}\ue001"


def decoded(text: str) -> str:
    """The text behind base64, decompressed when it is gzip; the text itself when it is no base64.

    >>> decoded("ZWNobyBoaQ=="), decoded("echo hi")
    ('echo hi', 'echo hi')
    """
    import gzip  # noqa: PLC0415 few texts are compressed
    import zlib  # noqa: PLC0415

    try:
        data = binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except (binascii.Error, ValueError):
        return text
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return text
    try:
        return data.decode()
    except UnicodeDecodeError:
        return text

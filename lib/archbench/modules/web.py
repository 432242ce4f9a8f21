"""HTTP as far as registries and archives need it: bounded, and never from HTTPS down to HTTP."""

import http.client
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from archbench.errors import FetchError
from archbench.terraform.module_source import masked

SECONDS = 60.0
"""How long a host may stay silent."""

LARGEST_ANSWER = 16 * 1024 * 1024
LARGEST_ARCHIVE = 256 * 1024 * 1024
"""Bytes of the largest list of versions, and of the largest archive."""

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """What a host said: where it was found in the end, headers and body."""

    url: str
    headers: Message
    body: bytes


class _SameSafety(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but not to a place that anyone on the way could change."""

    def redirect_request(  # noqa: PLR0913, PLR0917 the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(req.full_url).scheme == "https" and urlsplit(newurl).scheme != "https":
            raise FetchError(f"{masked(req.full_url)} leads from HTTPS to {masked(newurl)}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask(url: str, headers: Mapping[str, str] | None = None) -> Response:
    """What is at an HTTP address; the headers are not told to a host it leads on to.

    Raises:
        FetchError: it cannot be reached, answers with an error, or with too much.
    """
    with _opened(url, headers or {}) as found:
        body = found.read(LARGEST_ANSWER + 1)
        if len(body) > LARGEST_ANSWER:
            raise FetchError(f"{masked(url)} answers with more than {LARGEST_ANSWER:,} bytes")
        return Response(found.geturl(), found.headers, body)


def save(url: str, target: Path) -> None:
    """Write what is at an HTTP address to a file.

    Raises:
        FetchError: it cannot be reached, or is too large.
    """
    with _opened(url, {}) as found, target.open("wb") as file:
        left = LARGEST_ARCHIVE
        while piece := found.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise FetchError(f"{masked(url)} is larger than {LARGEST_ARCHIVE // 1024**2} MiB")
            file.write(piece)


@contextmanager
def _opened(url: str, headers: Mapping[str, str]) -> Iterator[Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{masked(url)} is not an HTTP address")
    request = urllib.request.Request(url)  # noqa: S310 its scheme is looked at above
    request.add_header("User-Agent", "archbench")
    for name, value in headers.items():
        request.add_unredirected_header(name, value)
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _SameSafety(),
    ):
        opener.add_handler(handler)
    try:
        with opener.open(request, timeout=SECONDS) as found:
            yield found
    except urllib.error.HTTPError as error:
        raise FetchError(f"{masked(url)} answers {error.code} {_meaning(error.code)}") from error
    except urllib.error.URLError as error:
        raise FetchError(f"{parts.netloc.rpartition('@')[2]} {_unreached(error.reason)}") from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise FetchError(f"{masked(url)} cannot be read: {masked(str(error))}") from error


def _meaning(code: int) -> str:
    if code in (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN):
        return "(not allowed: a private registry needs its token in TF_TOKEN_host)"
    return "(not found)" if code == http.HTTPStatus.NOT_FOUND else "(not now)"


def _unreached(reason: object) -> str:
    if isinstance(reason, socket.gaierror):
        return "cannot be found: there is no such host, or no network here"
    return f"cannot be reached: {reason}"

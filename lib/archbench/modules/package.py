"""Packages of modules: what is at an address, in a directory."""

import hashlib
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from archbench.drafts import draft_directory
from archbench.errors import FetchError
from archbench.modules import archive, git, web
from archbench.terraform.module_source import RemoteSource, SourceError, masked, parse_location

_LOCATION = "X-Terraform-Get"
_MOST_STEPS = 5
"""How often one page may lead on to another."""

_ALGORITHMS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
"""Checksums by how many digits they have."""


def fetch_package(source: RemoteSource, into: Path, steps: int = _MOST_STEPS) -> str:
    """Fetch a package into a directory that is not there yet; returns the directory inside it.

    Raises:
        FetchError: it cannot be fetched.
    """
    if source.kind == "git":
        git.clone(git.Repository.of(source.url), into)
        archive.refuse_links_out(into)
        return source.subdirectory
    if source.kind in ("http", "https"):
        return _fetch_http(source, into, steps)
    if source.kind == "file":
        raise FetchError("nothing outside is read: name a directory by a relative path, ./ or ../")
    raise FetchError(
        f"what is at {source.kind}:// is fetched by `terraform get` only, which is not used here"
    )


def _fetch_http(source: RemoteSource, into: Path, steps: int) -> str:
    parts = urlsplit(source.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    asked, checksum = query.pop("archive", ""), query.pop("checksum", "")
    url = urlunsplit(parts._replace(query=urlencode(query)))
    kind = archive.ENDINGS.get(asked) or (None if asked == "false" else archive.kind_of(parts.path))
    if kind is not None:
        into.mkdir(parents=True)
        with draft_directory() as directory:
            saved = directory / "archive"
            web.save(url, saved)
            _compare(saved, checksum)
            archive.unpack(saved, kind, into)
        return source.subdirectory
    if not steps:
        raise FetchError(f"{masked(url)} leads on and on")
    found = _led_on(urlunsplit(parts._replace(query=urlencode(query | {"terraform-get": "1"}))))
    whole = into.with_name(f"{into.name}.whole")
    inside = below(whole, fetch_package(found, whole, steps - 1), masked(found.package))
    inside.rename(into)  # of a package that a page leads to, only what it names is kept
    shutil.rmtree(whole, ignore_errors=True)
    return source.subdirectory


def below(directory: Path, inside: str, package: str) -> Path:
    """A directory inside a package; a "*" in its path stands for the only one there.

    Raises:
        FetchError: there is none.
    """
    place = directory
    for part in inside.split("/"):
        if part == "*":
            found = sorted(item for item in place.iterdir() if item.is_dir())
            place = found[0] if len(found) == 1 else place / part
        elif part:
            place /= part
    if not place.resolve().is_relative_to(directory.resolve()) or not place.is_dir():
        raise FetchError(f'{package} has no directory "{inside}"')
    return place


def _led_on(url: str) -> RemoteSource:
    """Where a page says that a module is: in a header, or in a meta element.

    https://developer.hashicorp.com/terraform/language/modules/sources#http-urls
    """
    answer = web.ask(url)
    where = answer.headers.get(_LOCATION) or ""
    if not where:
        page = _Page()
        page.feed(answer.body.decode("utf-8", "replace"))
        where = page.location
    if not where:
        raise FetchError(f"{masked(url)} is no archive, and does not say where a module is")
    if where.startswith(("/", "./", "../")):
        where = urljoin(answer.url, where)
    try:
        return parse_location(where)
    except SourceError as error:
        raise FetchError(f"{masked(url)} leads to {masked(where)}: {masked(str(error))}") from error


class _Page(HTMLParser):
    """Looks for a meta element with the name terraform-get."""

    location = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "meta" and said.get("name") == "terraform-get" and not self.location:
            self.location = said.get("content") or ""


def _compare(saved: Path, checksum: str) -> None:
    """Hold an archive against the checksum its address has, "sha256:..." or only the digits."""
    if not checksum:
        return
    name, mark, digits = checksum.rpartition(":")
    algorithm = name if mark else _ALGORITHMS.get(len(digits), "")
    if algorithm not in _ALGORITHMS.values():
        raise FetchError(f'its checksum "{checksum}" is none that is understood here')
    with saved.open("rb") as file:
        found = hashlib.file_digest(file, algorithm).hexdigest()
    if found != digits.lower():
        raise FetchError(f"the archive is not what its checksum says: it has {found}")

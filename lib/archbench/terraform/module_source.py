"""Where a module call says its module is, as Terraform reads and writes such addresses.

https://developer.hashicorp.com/terraform/language/modules/sources; the written form is that of
`.terraform/modules/modules.json`, seen beside `terraform get` of 1.11.4.
"""

import posixpath
import re
from urllib.parse import urlsplit

from archbench.frozen import frozen
from archbench.patterns import regex

TERRAFORM_REGISTRY = "registry.terraform.io"
OPENTOFU_REGISTRY = "registry.opentofu.org"
PUBLIC_REGISTRIES = frozenset({TERRAFORM_REGISTRY, OPENTOFU_REGISTRY})

_LOCAL = ("./", "../", ".\\", "..\\")
_FORCED = regex(r"([A-Za-z0-9]+)::(.+)", re.DOTALL)
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SECURE_SHELL = regex(r"([^@/]+)@([^:/]+):/?(.+)", re.DOTALL)
_NAME = regex(r"[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?")
_PROVIDER = regex(r"[0-9a-z]{1,64}")
_HOST = regex(r"(?=[^:]*\.)[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?(?::\d{1,5})?")
_BUCKET = regex(r"([^./]+)\.(s3[^/]*\.amazonaws\.com)/(.+)", re.DOTALL)
_NO_REGISTRIES = frozenset({"github.com", "bitbucket.org"})
_USER = regex(r"(?<=://)[^/\s@]*:[^/\s@]*@")
_QUERY = regex(r"([?&](?!ref=|depth=|archive=|checksum=)[\w.-]+=)[^&\s\"']+")
_PARTS, _WITH_HOST = 3, 4


def masked(text: str) -> str:
    """A text for people: passwords in URLs and what their queries hold are not shown.

    >>> masked("https://me:secret@host/x.zip?token=abc&archive=zip")
    'https://***@host/x.zip?token=***&archive=zip'
    """
    return _QUERY.sub(r"\1***", _USER.sub("***@", text))


class SourceError(ValueError):
    """An address Terraform does not take; the text says why, without a closing full stop."""


@frozen
class LocalSource:
    """A directory relative to the module that calls it."""

    path: str

    def __str__(self) -> str:
        """The path without its detours, as Terraform writes it."""
        path = posixpath.normpath(self.path.replace("\\", "/"))
        return path if path.startswith("../") or path == ".." else f"./{path}"


@frozen
class RegistrySource:
    """A module of a registry; host is "" where the address leaves the public one to the tool."""

    host: str
    namespace: str
    name: str
    provider: str
    subdirectory: str = ""

    @property
    def module(self) -> str:
        """What the registry's protocol calls it: "terraform-aws-modules/vpc/aws"."""
        return f"{self.namespace}/{self.name}/{self.provider}"

    @property
    def package(self) -> str:
        """The whole address without the directory inside."""
        return f"{self.host}/{self.module}" if self.host else self.module

    def __str__(self) -> str:
        """As written, with the host where there is one."""
        return _within(self.package, self.subdirectory)


@frozen
class RemoteSource:
    """A package at a URL: "git::https://host/x.git?ref=v1", "https://host/x.zip"."""

    package: str
    subdirectory: str = ""

    @property
    def kind(self) -> str:
        """How it is fetched: "git", "https", "s3" ..."""
        forced = _FORCED.fullmatch(self.package)
        return (forced[1] if forced else self.package.partition(":")[0]).lower()

    @property
    def url(self) -> str:
        """The URL without the word before it that says how it is fetched."""
        forced = _FORCED.fullmatch(self.package)
        return forced[2] if forced else self.package

    def __str__(self) -> str:
        """As Terraform writes it, the directory inside before the query."""
        return _within(self.package, self.subdirectory)


ModuleSource = LocalSource | RegistrySource | RemoteSource


def parse_source(text: str, *, registry_only: bool = False) -> ModuleSource:
    """The address a module call's source means; registry_only where the call has a version.

    >>> str(parse_source("github.com/acme/net//web?ref=v1"))
    'git::https://github.com/acme/net.git//web?ref=v1'
    >>> parse_source("acme/net/aws//web")
    RegistrySource(host='', namespace='acme', name='net', provider='aws', subdirectory='web')

    Raises:
        SourceError: Terraform refuses it.
    """
    if text.startswith(_LOCAL):
        if registry_only:
            raise SourceError(f'"{text}" is a directory, which has no version to choose')
        return LocalSource(text)
    package, subdirectory = split_subdirectory(text)
    registry = _registry(package, _inside(subdirectory))
    if registry is not None:
        return registry
    if registry_only:
        raise SourceError("only a module of a registry has a version to choose")
    found, more = split_subdirectory(_detected(package))
    return RemoteSource(found, _inside(posixpath.join(more, subdirectory)))


def parse_location(text: str) -> RemoteSource:
    """What a registry or a page answers with: where the package of a module is.

    Raises:
        SourceError: it is not an address of a package.
    """
    package, subdirectory = split_subdirectory(text)
    found, more = split_subdirectory(_detected(package))
    return RemoteSource(found, _inside(posixpath.join(more, subdirectory)))


def same_source(one: str, other: str) -> bool:
    """Whether two addresses mean one module; the public registries stand for one another."""
    return one == other or _comparable(one) == _comparable(other)


def _comparable(text: str) -> str:
    try:
        source = parse_source(text)
    except SourceError:
        return text
    if isinstance(source, RegistrySource) and source.host in PUBLIC_REGISTRIES:
        return _within(source.module, source.subdirectory)
    return str(source)


def _within(package: str, subdirectory: str) -> str:
    address, mark, query = package.partition("?")
    return f"{address}//{subdirectory}{mark}{query}" if subdirectory else package


def split_subdirectory(text: str) -> tuple[str, str]:
    """A package's address with its query, and the directory inside it that is named after "//"."""
    address, mark, query = text.partition("?")
    start = address.find("://") + 3 if "://" in address else 0
    at = address.find("//", start)
    if at < 0:
        return text, ""
    return f"{address[:at]}{mark}{query}", address[at + 2 :]


def _inside(subdirectory: str) -> str:
    if not subdirectory:
        return ""
    path = posixpath.normpath(subdirectory)
    if path == ".." or path.startswith(("../", "/")):
        raise SourceError(f'its directory "{path}" leads out of the package')
    return "" if path == "." else path


def _registry(package: str, subdirectory: str) -> RegistrySource | None:
    parts = package.split("/")
    host = ""
    if len(parts) == _WITH_HOST and _HOST.fullmatch(parts[0]):
        host, *parts = parts
        if host.lower() in _NO_REGISTRIES:
            return None
    if len(parts) != _PARTS:
        return None
    namespace, name, provider = parts
    if not (_NAME.fullmatch(namespace) and _NAME.fullmatch(name) and _PROVIDER.fullmatch(provider)):
        return None
    return RegistrySource(host.lower(), namespace, name, provider, subdirectory)


def _detected(package: str) -> str:
    """A package's address as a URL, with how it is fetched before it where that is not its scheme.

    May hold a directory inside, which the short forms allow.
    """
    forced = _FORCED.fullmatch(package)
    address, mark, query = (forced[2] if forced else package).partition("?")
    if _SCHEME.match(address) and not _SECURE_SHELL.fullmatch(address):
        if not urlsplit(address).scheme:
            raise SourceError(f'"{address}" is not a URL')
        return package
    found = _short(address)
    if found is None:
        raise SourceError(
            f'"{package}" is neither a module of a registry nor a URL; '
            f'a directory is written "./{package}"'
        )
    kind, url = found
    kind = forced[1] if forced else kind
    return f"{kind}::{url}{mark}{query}" if kind else f"{url}{mark}{query}"


def _short(address: str) -> tuple[str, str] | None:
    """How a short form is fetched, and from where."""
    parts = address.split("/")
    host = parts[0].lower()
    if host in ("github.com", "bitbucket.org"):
        if len(parts) < _PARTS or not parts[2]:
            raise SourceError(f"addresses of {host} are {host}/OWNER/REPOSITORY")
        url = f"https://{'/'.join(parts[:3]).removesuffix('.git')}.git"
        rest = "/".join(parts[3:])
        return "git", f"{url}//{rest}" if rest else url
    secure = _SECURE_SHELL.fullmatch(address)
    if secure:
        return "git", f"ssh://{secure[1]}@{secure[2]}/{secure[3]}"
    bucket = _BUCKET.fullmatch(address)
    if bucket:
        return "s3", f"https://{bucket[2]}/{bucket[1]}/{bucket[3]}"
    if ".amazonaws.com/" in address:
        return "s3", f"https://{address}"
    if address.startswith("www.googleapis.com/storage/v1/"):
        return "gcs", f"https://{address}"
    return ("", f"file://{address}") if address.startswith("/") else None

"""The module registry protocol: which versions there are, and where the package of one is.

https://developer.hashicorp.com/terraform/internals/module-registry-protocol and, for how a host
says where its registry is, https://developer.hashicorp.com/terraform/internals/remote-service-discovery.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from archbench.errors import FetchError
from archbench.modules import web
from archbench.terraform.module_source import RemoteSource, SourceError, masked, parse_location
from archbench.terraform.versions import is_version

_SERVICE = "modules.v1"
_LOCATION = "X-Terraform-Get"


class Registries:
    """Asks registries, each thing once."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        """The tokens are by host, and told to no other."""
        self._tokens = tokens
        self._services: dict[str, str] = {}
        self._versions: dict[tuple[str, str], tuple[str, ...]] = {}

    def versions(self, host: str, module: str) -> tuple[str, ...]:
        """All versions of a module, "acme/net/aws", as the registry lists them.

        Raises:
            FetchError: the registry cannot be reached, has no such module or is none.
        """
        if (host, module) not in self._versions:
            answer = self._ask(host, f"{module}/versions")
            try:
                listed = json.loads(answer.body)["modules"][0]["versions"]
                found = tuple(str(item["version"]) for item in listed)
            except (ValueError, KeyError, IndexError, TypeError) as error:
                raise FetchError(f"{host} answers with no list of versions of {module}") from error
            self._versions[host, module] = tuple(text for text in found if is_version(text))
        return self._versions[host, module]

    def location(self, host: str, module: str, version: str) -> RemoteSource:
        """Where the package of a version is.

        Raises:
            FetchError: the registry cannot be reached, or does not say.
        """
        answer = self._ask(host, f"{module}/{version}/download")
        where = answer.headers.get(_LOCATION) or _written(answer.body)
        if not where:
            raise FetchError(f"{host} does not say where {module} {version} is")
        if where.startswith(("/", "./", "../")):
            where = urljoin(answer.url, where)
        try:
            return parse_location(where)
        except SourceError as error:
            raise FetchError(
                f"{host} answers with {masked(where)}: {masked(str(error))}"
            ) from error

    def _ask(self, host: str, path: str) -> web.Response:
        return web.ask(urljoin(self._service(host), path), self._headers(host))

    def _service(self, host: str) -> str:
        if host not in self._services:
            url = f"https://{host}/.well-known/terraform.json"
            answer = web.ask(url, self._headers(host))
            try:
                service = json.loads(answer.body)[_SERVICE]
            except (ValueError, KeyError, TypeError) as error:
                raise FetchError(f"{host} is no module registry") from error
            found = urljoin(answer.url, str(service))
            if not found.startswith("https://"):
                raise FetchError(f"{host} has its modules at {masked(found)}, not over HTTPS")
            self._services[host] = found if found.endswith("/") else f"{found}/"
        return self._services[host]

    def _headers(self, host: str) -> dict[str, str]:
        token = self._tokens.get(host.removesuffix(":443"))
        return {"Authorization": f"Bearer {token}"} if token else {}


def _written(body: bytes) -> str:
    """The location in the body, where OpenTofu's form of the protocol has it."""
    try:
        found: Any = json.loads(body)
        return str(found["location"])
    except (ValueError, KeyError, TypeError):
        return ""

"""The routes of APIs: method and path of each, however they are written.

A REST API writes its paths as a tree of resources, an HTTP API as route keys; either may stand in
an OpenAPI document.
"""

from collections.abc import Iterable, Iterator, Mapping

from archbench.architecture.joins import Reader, text
from archbench.frozen import frozen
from archbench.hcl.partly import NotReadError, partial_json
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance

_APIS = ("aws_api_gateway_rest_api", "aws_apigatewayv2_api")
_PATH = "aws_api_gateway_resource"
_OF_REST = ("aws_api_gateway_method", "aws_api_gateway_integration")
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The operations of a path: https://spec.openapis.org/oas/v3.0.3#path-item-object."""
_ANY = "x-amazon-apigateway-any-method"
"""All methods of a path: https://docs.aws.amazon.com/apigateway/latest/developerguide/
api-gateway-swagger-extensions-any-method.html."""


@frozen
class ApiRoute:
    """One route of an API: "GET /orders/{id}"; address is the instance that states it."""

    api: str
    words: str
    address: str
    range: SourceRange | None


def api_routes(reader: Reader) -> tuple[ApiRoute, ...]:
    """Every route whose words are known, in order of address; an integration repeats its method."""
    quiet = Reader(reader.configuration)
    paths: dict[str, str] = {}
    found: list[ApiRoute] = []
    for item in quiet.of_type(*_APIS):
        found += [
            ApiRoute(item.address, words, item.address, item.at("body"))
            for words in _documented(item.get("body"))
        ]
    for item in quiet.of_type("aws_apigatewayv2_route", *_OF_REST):
        api = quiet.one(item, "api_id" if item.type.endswith("route") else "rest_api_id")
        words = text(item.get("route_key")) or _of_rest(quiet, item, paths)
        if api and words:
            found.append(ApiRoute(api, words, item.address, item.range))
    return tuple(found)


def routes_of(routes: Iterable[ApiRoute]) -> Mapping[str, tuple[str, ...]]:
    """The routes of each API in words, each once."""
    found: dict[str, dict[str, None]] = {}
    for route in routes:
        found.setdefault(route.api, {})[route.words] = None
    return {api: tuple(words) for api, words in found.items()}


def _of_rest(reader: Reader, item: Instance, paths: dict[str, str]) -> str:
    method = text(item.get("http_method"))
    path = _path(reader, reader.instance(item, "resource_id"), paths)
    return f"{method} {path}" if method and path else ""


def _path(reader: Reader, item: Instance | None, paths: dict[str, str]) -> str:
    """The path of a REST API's resource, "/" for the API itself, "" where it is not told."""
    if item is None:
        return ""
    if item.type in _APIS:
        return "/"
    if item.address not in paths:
        paths[item.address] = ""  # what stands under itself ends here
        part = text(item.get("path_part"))
        above = _path(reader, reader.instance(item, "parent_id"), paths)
        if item.type == _PATH and part and above:
            paths[item.address] = f"{above.rstrip('/')}/{part}"
    return paths[item.address]


def _documented(body: Plain) -> Iterator[str]:
    """The routes of an OpenAPI document in JSON."""
    try:
        document = partial_json(body)
    except NotReadError:
        return
    paths = document.get("paths") if isinstance(document, Mapping) else None
    for path, operations in paths.items() if isinstance(paths, Mapping) else ():
        for name in operations if isinstance(operations, Mapping) else ():
            if name in _METHODS:
                yield f"{name.upper()} {path}"
            elif name == _ANY:
                yield f"ANY {path}"

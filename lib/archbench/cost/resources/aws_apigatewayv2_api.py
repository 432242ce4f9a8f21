"""HTTP or WebSocket API: by the million requests, or messages and minutes of connection.

https://aws.amazon.com/api-gateway/pricing/. A request counts once for each 512 KB, a message once
for each 32 KB.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_requests": 100000000, "request_size_kb": 600}
>>> print_bill({"aws_apigatewayv2_api.a": {"protocol_type": "HTTP"}},
...     {"aws_apigatewayv2_api.a": use})
HTTP API requests (first 300M requests)        200 1M requests              $1    $200.00
>>> print_bill({"aws_apigatewayv2_api.a": {"protocol_type": "WEBSOCKET"}})
WebSocket messages (first 1B messages)       open 1M messages              $1
WebSocket connections                      open 1M minutes            $0.25
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.machines import chunks
from archbench.cost.selector import queries

NAME = "HTTP or WebSocket API"
USAGE = {
    "monthly_requests": "requests to an HTTP API in a month",
    "request_size_kb": "average size of a request in KB, 512 or less when not given",
    "monthly_messages": "messages of a WebSocket API in a month, both ways",
    "message_size_kb": "average size of a message in KB, 32 or less when not given",
    "monthly_connection_mins": "minutes clients are connected in a month, all together",
}
ARGUMENTS = arguments(
    priced="protocol_type",
    free="""
        api_key_selection_expression body cors_configuration credentials_arn description
        disable_execute_api_endpoint fail_on_warnings ip_address_type name route_key
        route_selection_expression target version
    """,
)

REQUEST_KB = 512
MESSAGE_KB = 32

QUERIES = (
    *queries(
        "AmazonApiGateway", "API Calls", ("http-requests", "1M requests", "ApiGatewayHttpRequest")
    ),
    *queries(
        "AmazonApiGateway",
        "WebSocket",
        ("websocket-messages", "1M messages", "ApiGatewayMessage"),
        ("websocket-connection-minute", "1M minutes", "ApiGatewayMinute"),
    ),
)


def charges(api: Resource) -> Iterator[Charge]:
    """Requests, or messages and connections."""
    if api.text("protocol_type") == "WEBSOCKET":
        yield _metered(api, "websocket-messages", "WebSocket messages", "message", MESSAGE_KB)
        yield api.used(
            "AmazonApiGateway",
            "websocket-connection-minute",
            "WebSocket connections",
            "monthly_connection_mins",
        )
    else:
        yield _metered(api, "http-requests", "HTTP API requests", "request", REQUEST_KB)


def _metered(api: Resource, item: str, label: str, what: str, size: int) -> Charge:
    key = f"monthly_{what}s"
    number, basis = api.usage_of(key)
    return Charge(
        "AmazonApiGateway",
        item,
        label,
        number * chunks(api, f"{what}_size_kb", size),
        basis,
        f"{key}, each {size} KB once",
        key,
    )

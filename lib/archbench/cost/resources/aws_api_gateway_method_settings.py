"""Settings of a REST API's methods: free, but for the logs that they have written.

Execution logs go to a group that API Gateway makes for the stage, and are billed as others are:
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html,
https://aws.amazon.com/cloudwatch/pricing/

>>> from archbench.cost.bill import print_bill
>>> logged = {"rest_api_id": "a1", "stage_name": "prod", "settings": ({"logging_level": "INFO"},)}
>>> quiet = {**logged, "settings": ({"logging_level": "OFF"},)}
>>> print_bill({"aws_api_gateway_method_settings.a": logged,
...     "aws_api_gateway_method_settings.b": quiet},
...     {"aws_api_gateway_method_settings.a": {"monthly_log_data_gb": 10}})
Execution logs, data ingested                10 GB                     $0.5      $5.00
aws_api_gateway_method_settings.b: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.own_logs import USAGE as LOG_USAGE
from archbench.cost.own_logs import own_logs
from archbench.cost.selector import Selector

NAME = "REST API method settings"
USAGE = LOG_USAGE
ARGUMENTS = arguments(
    priced="settings",
    free="method_path rest_api_id stage_name",
    costs={"settings.metrics_enabled": "Detailed metrics of the methods"},
)
QUERIES: tuple[Selector, ...] = ()
_SILENT = (None, "", "OFF")


def charges(settings: Resource) -> Iterator[Charge]:
    """The logs that are written of each call, of errors alone or of all."""
    where = f"{settings.address} settings.logging_level"
    if known(settings.block("settings").get("logging_level"), where) not in _SILENT:
        api, stage = settings.instance.get("rest_api_id"), settings.instance.get("stage_name")
        names = isinstance(api, str) and isinstance(stage, str)
        group = f"API-Gateway-Execution-Logs_{api}/{stage}" if names else api
        yield from own_logs(settings, group, "Execution logs, data ingested")

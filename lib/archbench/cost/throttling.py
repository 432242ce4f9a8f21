"""Calls of AWS that are made again when it asks to wait."""

from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

_ATTEMPTS = 6
_THROTTLED = ("ThrottlingException", "InternalErrorException", "InternalServerException")


def attempted(
    call: Callable[[], Mapping[str, Any]], wait: Callable[[float], None]
) -> Mapping[str, Any]:
    """What a call answers; one that is throttled is made again after a pause that doubles.

    Raises:
        ClientError: AWS refused, or throttles without end.
        BotoCoreError: AWS cannot be asked.
    """
    for attempt in range(_ATTEMPTS - 1):
        try:
            return call()
        except ClientError as error:
            if error.response["Error"]["Code"] not in _THROTTLED:
                raise
        wait(2.0**attempt)
    return call()

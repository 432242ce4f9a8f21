"""What AWS refuses, and why it does not answer: whose fault it is, and what to do about it."""

from typing import Literal

Blame = Literal["moment", "server", "query", "token", "caller"]
"""Ask again later; ask again, then without one of the queries; ask without one of them; ask from
the first page; ask no more."""

_SLOW_DOWN = ("Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded")
_LATER = (
    *_SLOW_DOWN, "TooManyRequestsException", "ServiceUnavailable", "ServiceUnavailableException",
    "RequestTimeout", "RequestTimeoutException", "502", "503", "504",
)  # fmt: skip
_SERVER = (
    "InternalServiceFault", "InternalServiceError", "InternalFailure", "InternalError", "500",
)  # fmt: skip
_QUERY = (
    "ValidationError", "ValidationException", "InvalidParameterValue",
    "InvalidParameterCombination", "MissingRequiredParameter", "MissingParameter",
)  # fmt: skip
_EXPIRED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")
_DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation")
_STRANGE = (
    "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
    "OptInRequired", "AuthFailure", "IncompleteSignature",
)  # fmt: skip


def failures() -> tuple[type[Exception], ...]:
    """What botocore raises when AWS does not answer."""
    from botocore import exceptions  # noqa: PLC0415
    from botocore.parsers import ResponseParserError  # noqa: PLC0415

    return exceptions.BotoCoreError, exceptions.ClientError, ResponseParserError


def code_of(error: Exception) -> str:
    """The code AWS gave an error, "" for one that is not from AWS."""
    from botocore.exceptions import ClientError  # noqa: PLC0415

    return (
        str(error.response.get("Error", {}).get("Code", ""))
        if isinstance(error, ClientError)
        else ""
    )


def blame(error: Exception) -> Blame:
    """What an error means for the rest of a pull."""
    from botocore import exceptions  # noqa: PLC0415
    from botocore.parsers import ResponseParserError  # noqa: PLC0415

    code = code_of(error)
    if code in _LATER:
        return "moment"
    if code in _SERVER:
        return "server"
    if code in _QUERY or isinstance(error, exceptions.ParamValidationError):
        return "query"
    if code == "InvalidNextToken":
        return "token"
    lost = (
        exceptions.HTTPClientError,
        exceptions.ConnectTimeoutError,
        exceptions.EndpointConnectionError,
        exceptions.IncompleteReadError,
        ResponseParserError,
    )
    return "moment" if isinstance(error, lost) else "caller"


def is_silent(error: Exception) -> bool:
    """Whether nothing was reached at all."""
    return _is(error, "EndpointConnectionError", "ConnectTimeoutError")


def explain(error: Exception, profile: str = "") -> str:
    """What went wrong between us and AWS, and the one thing to do about it.

    Args:
        error: what botocore raised.
        profile: the profile in use, for the command that renews it.
    """
    code, sentence = code_of(error), f"{str(error).rstrip('. ')}."
    remedies = (
        (_is(error, "NoCredentialsError", "PartialCredentialsError"), _NO_CREDENTIALS),
        (
            code in _EXPIRED or _is(error, "SSOTokenLoadError", "UnauthorizedSSOTokenError"),
            f"The AWS sign-in has expired. Run: aws sso login{profile and f' --profile {profile}'}",
        ),
        (code in _DENIED, _REFUSED),
        (code in _STRANGE, _UNKNOWN),
        (code in _SLOW_DOWN, _WAIT),
        (blame(error) == "query", f"CloudWatch refuses the question: {sentence}"),
        (
            _is(error, "EndpointConnectionError"),
            f"CloudWatch cannot be reached: {sentence} Check region, endpoint and network.",
        ),
    )
    return next(
        (text for holds, text in remedies if holds), f"CloudWatch did not answer: {sentence}"
    )


_NO_CREDENTIALS = "No AWS credentials were found. Set a profile (aws configure sso) or AWS_PROFILE."
_REFUSED = (
    "AWS refuses cloudwatch:GetMetricData. Attach the policy in data/metrics/read-only-policy.json"
    " to the role you use."
)
_UNKNOWN = (
    "AWS does not know these credentials there. Check AWS_PROFILE or the access key, and that the"
    " region is switched on for the account."
)
_WAIT = "CloudWatch kept asking to slow down. Wait a minute, or ask for fewer days."


def _is(error: Exception, *names: str) -> bool:
    from botocore import exceptions  # noqa: PLC0415

    return isinstance(error, tuple(getattr(exceptions, name) for name in names))

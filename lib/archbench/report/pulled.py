"""Where the metrics of a report come from: what runs, or the recorded sample."""

from collections.abc import Sequence
from pathlib import Path

from archbench.errors import InputError, NotGivenError
from archbench.files import read_text
from archbench.json_text import json_data
from archbench.metrics import alive, recorded, saved
from archbench.metrics.binding import bind
from archbench.metrics.queries import queries_of
from archbench.metrics.series import Pull
from archbench.report import inputs
from archbench.report.request import RECORDED
from archbench.terraform import load
from archbench.terraform.configuration import Configuration

_MADE = "Make it with `terraform output -json`, or of the state with `terraform show -json`."


def pull(  # noqa: PLR0913  (the parameters of a notebook)
    outputs: str,
    path: str = "",
    variables: Sequence[Sequence[str]] = (),
    data: str = "",
    *,
    days: float,
    region: str = "",
    profile: str = "",
    endpoint: str = "",
) -> Pull:
    """Metrics of what runs of a configuration, or the recorded sample.

    Args:
        outputs: file of `terraform output -json`, of {"name": value}, of a state as `terraform show
            -json` prints it, or that `archbench metrics --save` wrote; or RECORDED.
        path: the configuration it is of, by whose addresses things are named; "" for none.
        variables: as inputs.configuration takes them.
        data: likewise.
        days: how far back from now.
        region: of what does not say where it stands; "" for the session's own.
        profile: AWS profile, "" for the session's own.
        endpoint: "" for AWS, or what AWS_ENDPOINT_URL says.

    Raises:
        NotGivenError: there are no outputs.
        InputError: they cannot be read or name nothing, or CloudWatch cannot be asked.
    """
    if not outputs:
        raise NotGivenError(
            "Nothing was measured: name the outputs of the running stack, -p outputs=FILE, made"
            " with `terraform output -json`."
        )
    if outputs == RECORDED:
        return recorded.load()
    from archbench.metrics.cloudwatch import measure  # noqa: PLC0415  (boto3)

    file = inputs.find(outputs)
    if saved.is_saved(file):
        return saved.read(file)
    given = _document(file)
    configuration = inputs.configuration(path, variables, data) if path else Configuration("", ())
    known = (
        alive.from_state(configuration, load(file))
        if "format_version" in given
        else alive.from_outputs(configuration, given)
    )
    bound, unbound = bind(configuration, known)
    asked = queries_of(bound)
    if not asked:
        raise InputError(f"{file} names nothing that is measured. {_MADE}")
    return measure(
        asked,
        days=days,
        region=region or _region(given),
        profile=profile,
        endpoint=endpoint,
        not_measured=[(item.address or "without an address", item.reason) for item in unbound],
    )


def _document(path: Path) -> dict[str, object]:
    try:
        document = json_data(read_text(path))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}. {_MADE}") from error
    except ValueError as error:
        raise InputError(f"{path} is not JSON: {error}. {_MADE}") from error
    if not isinstance(document, dict):
        raise InputError(f"{path} holds no outputs. {_MADE}")
    return document


def _region(outputs: dict[str, object]) -> str:
    output = outputs.get("aws_region")
    value = output.get("value") if isinstance(output, dict) else output
    return value if isinstance(value, str) else ""

"""Measure what runs: the CloudWatch metrics of a stack, bound to the addresses of its design.

Identities come from a state (--state), from outputs of any names (--outputs), from AWS by name and
tags (--discover), and from the names the configuration gives itself. What cannot be bound is listed
with its reason. What the pull costs is told before it is paid; --dry-run tells it and asks for no
metric. All calls only read: data/metrics/read-only-policy.json.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._asking import Asking, answer, document, sections
from archbench.cli._configuration import add_configuration_arguments, load
from archbench.cli._given import address
from archbench.cli._terminal import add_all_argument, show
from archbench.columns import counted
from archbench.errors import InputError

if TYPE_CHECKING:
    from archbench.metrics.alive import Alive
    from archbench.metrics.binding import Bound
    from archbench.metrics.described import Described
    from archbench.metrics.discovery import Clients
    from archbench.metrics.reality import AlarmState, Departure
    from archbench.metrics.series import Pull
    from archbench.terraform.configuration import Configuration

HELP = "measure what runs with CloudWatch, beside its design"
WIDTH = 120


def configure(parser: argparse.ArgumentParser) -> None:
    """The configuration, what is known of what runs, the time, where to ask."""
    add_configuration_arguments(parser)
    known = parser.add_mutually_exclusive_group()
    known.add_argument(
        "--state", type=Path, metavar="FILE", help="JSON of `terraform show -json`, of its state"
    )
    known.add_argument(
        "--outputs", type=Path, metavar="FILE", help="JSON of `terraform output -json`"
    )
    known.add_argument(
        "--discover", action="store_true", help="find what runs in AWS, by its names and tags"
    )
    parser.add_argument(
        "--since", default="24h", metavar="TIME", help="how far back, as in 24h or 7d (default 24h)"
    )
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep what was measured, as CSV")
    parser.add_argument(
        "--profile", dest="aws_profile", default="", metavar="P", help="AWS profile"
    )
    parser.add_argument(
        "--endpoint-url",
        default="",
        type=address,
        metavar="URL",
        help="in place of AWS, as http://localhost:5000",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would be asked and what it costs, and ask for no metric",
    )
    parser.add_argument("--json", action="store_true", help="what is bound, and what was measured")
    add_all_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Bind, tell the price, measure, and show it beside the design."""
    from archbench.metrics import saved
    from archbench.metrics.cloudwatch import measure
    from archbench.metrics.window import span

    days = _since(arguments.since) / timedelta(days=1)
    span(days, datetime.now(UTC))  # what cannot be asked for is told before a price is
    configuration = load(arguments)
    asks = arguments.discover or not arguments.dry_run
    client, region = _session(arguments) if asks else (None, arguments.ambient_region or "")
    account = _account(client, region) if client else ""
    asking = _asking(configuration, _alive(arguments, configuration, client, region, account))
    if not asking.asked:
        raise InputError(_nothing(asking))
    if account:
        _be_of(account, asking.bound)
    price = _price(asking)
    if arguments.dry_run:
        _write(arguments, [f"{price}; no metric was asked for."], asking, None, None)
        return 0
    sys.stderr.write(f"{price}.\n")
    sys.stderr.flush()
    described = _described(arguments, asking, client, region)
    pull = measure(
        asking.asked,
        days=days,
        region=region,
        profile=arguments.aws_profile,
        endpoint=arguments.endpoint_url,
        not_measured=asking.left_out,
    )
    if arguments.save:
        saved.save(pull, arguments.save)
        arguments.notes.append(f"{arguments.save} holds what was measured")
    _write(arguments, answer(asking, pull), asking, pull, described)
    return 0


def _since(text: str) -> timedelta:
    from archbench.architecture.objectives import span_of

    try:
        found = span_of(text)
    except (InputError, OverflowError) as error:
        raise InputError(f"--since {text}: write a number and m, h or d, as in 24h.") from error
    if not found:
        raise InputError(f"--since {text}: give more than no time, as in 24h.")
    return found


def _session(arguments: argparse.Namespace) -> "tuple[Clients, str]":
    from archbench.metrics.discovery import clients

    return clients(arguments.aws_profile, arguments.ambient_region or "", arguments.endpoint_url)


def _account(client: "Clients", region: str) -> str:
    from archbench.metrics.discovery import caller

    return caller(client, region)


def _alive(
    arguments: argparse.Namespace,
    configuration: "Configuration",
    client: "Clients | None",
    region: str,
    account: str,
) -> "Alive":
    """What is known of what runs, from where the arguments say."""
    from dataclasses import replace

    from archbench.metrics import alive
    from archbench.metrics.discovery import discover
    from archbench.terraform import load as load_configuration

    if arguments.state:
        known = alive.from_state(configuration, load_configuration(arguments.state))
    elif arguments.outputs:
        known = alive.from_outputs(configuration, _outputs(arguments.outputs))
    elif arguments.discover and client:
        known = discover(configuration, client, region, account)
    else:
        known = alive.NOTHING
    return replace(known, account=known.account or account)


def _outputs(path: Path) -> dict[str, object]:
    from archbench.files import read_text
    from archbench.json_text import json_data

    try:
        document = json_data(read_text(path))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON ({error}). {_OUTPUTS}") from error
    if not isinstance(document, dict):
        raise InputError(f"{path} holds no outputs. {_OUTPUTS}")
    return document


_OUTPUTS = "Make it with `terraform output -json`."


def _asking(configuration: "Configuration", known: "Alive") -> Asking:
    from archbench.metrics.alive import overlaid
    from archbench.metrics.binding import bind
    from archbench.metrics.enabling import not_enabled
    from archbench.metrics.queries import queries_of

    bound, unbound = bind(configuration, known)
    lacking = not_enabled(overlaid(configuration, known))
    off = {(item.address, item.needs) for item in lacking if item.certain}
    asked = [query for query in queries_of(bound) if (query.address, query.metric.needs) not in off]
    return Asking(configuration, known, bound, unbound, tuple(asked), lacking)


def _nothing(asking: Asking) -> str:
    listed = "; ".join(f"{item.address}: {item.reason}" for item in asking.unbound[:3])
    more = f" and {len(asking.unbound) - 3} more" if len(asking.unbound) > 3 else ""
    why = f" ({listed}{more})" if listed else ": nothing in it is of a type that is measured"
    return (
        f"nothing of {asking.configuration.path} can be measured{why}. Give --state, --outputs or"
        " --discover."
    )


def _be_of(account: str, bound: "Iterable[Bound]") -> None:
    """Refuse to ask one account about another's."""
    others = sorted({item.account for item in bound if item.account} - {account})
    if others:
        raise InputError(
            f"these credentials are of account {account}, and what runs is in {', '.join(others)}:"
            " nothing was asked. Name the profile of that account with --profile."
        )


def _price(asking: Asking) -> str:
    from archbench.metrics.cloudwatch import PRICE_PER_METRIC

    cost = PRICE_PER_METRIC * len(asking.asked)
    what = f"{counted(len(asking.asked), 'metric')} of {counted(asking.things, 'resource')}"
    told = f"${cost:.4f}" if cost >= _LEAST_TOLD else f"less than ${_LEAST_TOLD}"
    return f"{what} at $0.01 for 1,000: {told}"


_LEAST_TOLD = Decimal("0.0001")
"""USD; less than that is not rounded to nothing."""


def _described(
    arguments: argparse.Namespace, asking: Asking, client: "Clients | None", region: str
) -> "Described | None":
    from archbench.metrics.described import Described, describe

    if arguments.discover and client:
        alarms = asking.configuration.of_type("aws_cloudwatch_metric_alarm")
        regions = [item.region for item in alarms if isinstance(item.region, str)]
        return describe(asking.bound, client, region, regions)
    if arguments.state:
        return Described(asking.alive.values, source="state")
    return None


def _write(
    arguments: argparse.Namespace,
    answer: Sequence[str],
    asking: Asking,
    pull: "Pull | None",
    described: "Described | None",
) -> None:
    differences, states = _differences(asking, described), _states(asking, described)
    if arguments.json:
        told = document(asking, pull, described, differences, states)
        sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
        return
    show(answer, sections(asking, pull, described, differences, states), everything=arguments.all)


def _states(asking: Asking, described: "Described | None") -> "tuple[AlarmState, ...]":
    """How alarms stand, where AWS was asked about them."""
    from archbench.metrics.reality import alarm_states

    if described is None or described.source != "AWS":
        return ()
    return alarm_states(asking.configuration, described, asking.bound)


def _differences(asking: Asking, described: "Described | None") -> "tuple[Departure, ...]":
    from archbench.metrics.reality import alarms, capacity

    if described is None:
        return ()
    now = datetime.now(UTC)
    return (
        *capacity(asking.configuration, described),
        *alarms(asking.configuration, described, asking.bound, now),
    )

"""Savings Plans from the Query API: what each plan charges for a use, by its type and operation.

The answers name no SKU: the products of the price list that have the same service, usage type and
operation are what a rate holds for, and each use is billed under one of these. AWS gives the rates
of the day and no date.
https://docs.aws.amazon.com/savingsplans/latest/APIReference/API_DescribeSavingsPlansOfferingRates.html
"""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol, cast

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from archbench.cost.catalogue import DOLLARS, GLOBAL, partition
from archbench.cost.price_files import PlanFetch, PlansRefusedError
from archbench.cost.price_list import Fetch, Offer
from archbench.cost.savings_plans import PAYMENTS, PlanRate, rate_of
from archbench.cost.selector import Selector
from archbench.cost.throttling import attempted
from archbench.errors import InputError

_REGION = "us-east-1"
"""Where Savings Plans of all commercial regions are asked for."""
_PLANS = {
    "Compute": "compute-sp",
    "EC2Instance": "ec2-instance-sp",
    "Database": "database-sp",
    "SageMaker": "sagemaker-sp",
}
"""Plan types, and how the catalogue's items of a plan begin."""
_YEARS = {365 * 86_400: 1, 3 * 365 * 86_400: 3}
"""Years by the seconds of a term."""
_DENIED = ("AccessDeniedException", "UnauthorizedException")

Use = tuple[str, str, str]
"""Service code, usage type and operation of a product, as a bill has them."""
Uses = dict[str, dict[Use, set[str]]]
"""The SKUs on demand of each use, by region."""


class SavingsPlansClient(Protocol):
    """The one operation of boto3's savingsplans client that a refresh needs."""

    def describe_savings_plans_offering_rates(
        self,
        **request: Any,  # noqa: ANN401 botocore's own
    ) -> Mapping[str, Any]:
        """A page of rates."""
        ...


def savings_plans_client() -> SavingsPlansClient:
    """A client of the Savings Plans API."""
    return cast("SavingsPlansClient", boto3.client("savingsplans", region_name=_REGION))


def noting(fetch: Fetch, uses: Uses) -> Fetch:
    """The same offers; of each on demand it is noted which use it is."""

    def fetch_noted(region: str, wanted: tuple[Selector, ...]) -> Iterator[Offer]:
        for offer in fetch(region, wanted):
            if not offer.term:
                has = offer.attributes
                use = (
                    has.get("servicecode", ""),
                    has.get("usagetype", ""),
                    has.get("operation", ""),
                )
                uses.setdefault(region, {}).setdefault(use, set()).add(offer.sku)
            yield offer

    return fetch_noted


def plans_from_api(
    client: SavingsPlansClient,
    uses: Uses,
    day: date,
    wait: Callable[[float], None] = time.sleep,
) -> PlanFetch:
    """Rates of Savings Plans as AWS has them on a day, for the products noted in uses.

    Reading raises PlansRefusedError where the credentials do not allow it, ValueError where an
    answer has another shape, or gives one product two rates.
    """

    def fetch(region: str, skus: Mapping[str, object]) -> Iterator[PlanRate]:
        if region == GLOBAL or partition(region) != "aws":
            return
        found: dict[tuple[str, str], PlanRate] = {}
        for result in _results(client, region, wait):
            for rate in _rates(result, uses.get(region, {}), day):
                same = found.setdefault((rate.sku, rate.plan), rate)
                if same != rate:
                    raise ValueError(f"{rate.plan} has two rates for {rate.sku}")
        yield from (rate for rate in found.values() if rate.sku in skus)

    return fetch


def _results(
    client: SavingsPlansClient, region: str, wait: Callable[[float], None]
) -> Iterator[Mapping[str, Any]]:
    request: dict[str, Any] = {
        "savingsPlanTypes": list(_PLANS),
        "filters": [{"name": "region", "values": [region]}],
        "maxResults": 1000,
    }
    while True:
        try:
            page = attempted(lambda: client.describe_savings_plans_offering_rates(**request), wait)
        except ClientError as error:
            if error.response["Error"]["Code"] in _DENIED:
                raise PlansRefusedError(
                    "these credentials do not allow savingsplans:DescribeSavingsPlansOfferingRates"
                ) from error
            raise InputError(f"The Savings Plans API refused {region}: {error}.") from error
        except BotoCoreError as error:
            raise InputError(f"The Savings Plans API cannot be asked: {error}.") from error
        yield from page["searchResults"]
        token = page.get("nextToken")
        if not token:
            return
        request["nextToken"] = token


def _rates(
    result: Mapping[str, Any], uses: Mapping[Use, set[str]], day: date
) -> Iterator[PlanRate]:
    """What one result says of each product it holds for."""
    try:
        offering = result["savingsPlanOffering"]
        plan, payment = _PLANS.get(offering["planType"]), PAYMENTS.get(offering["paymentOption"])
        use = (result["serviceCode"], result["usageType"], result["operation"])
        years, rate = _YEARS.get(offering["durationSeconds"]), rate_of(result["rate"])
        money = offering["currency"]
    except KeyError as error:
        raise ValueError(f"a rate has no {error}") from error
    if plan is None or payment is None or years is None:
        raise ValueError(f"a rate is of a plan nobody knows: {dict(offering)}")
    if money == DOLLARS:
        for sku in sorted(uses.get(use, ())):
            yield PlanRate(sku, f"{plan}-{years}yr-{payment}", rate, day.isoformat())

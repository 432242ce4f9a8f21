"""AWS's public price files, which need no credentials: found by index, read whole or not at all.

https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-fetching-price-list-files-manually.html
"""

import json
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urljoin

from archbench.cost.catalogue import GLOBAL, partition
from archbench.cost.price_list import Fetch, Offer, Publications, offers_of_csv
from archbench.cost.savings_plans import FILES, PlanRate, plan_rates
from archbench.cost.selector import Selector
from archbench.errors import InputError

BULK: Mapping[str, str] = {
    "aws": "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws",
    "cn": "https://pricing.cn-north-1.amazonaws.com.cn/offers/v1.0/cn",
}
"""Where each partition's files are; those of GovCloud are among the commercial ones."""


_BLOCK = 1 << 16
PlanFetch = Callable[[str, Mapping[str, object]], Iterator[PlanRate]]
"""Reads the rates of Savings Plans of a region for the products of these SKUs."""


class PlansRefusedError(Exception):
    """The rates of Savings Plans may not be read; the text says what is not allowed."""


def from_bulk(roots: Mapping[str, str] = BULK, timeout: float = 60) -> Fetch:
    """Offers from the public files, streamed line by line; EC2's alone has hundreds of MB.

    A service's index says in which regions it is sold, and where each region's file of one and the
    same publication is.
    """
    publications = Publications()

    def fetch(region: str, wanted: tuple[Selector, ...]) -> Iterator[Offer]:
        root = roots[partition(region)]
        for code in sorted({selector.service_code for selector in wanted}):
            own = tuple(selector for selector in wanted if selector.service_code == code)
            url = f"{root}/{code}/current/index.csv"
            if region != GLOBAL:
                url = _regional(f"{root}/{code}/current/region_index.json", region, timeout)
            if url:
                with _opened(url, timeout) as answer:
                    lines = _whole(answer, _length(answer.headers))
                    yield from offers_of_csv(lines, own, code, region, publications)

    return fetch


def plans_from_bulk(roots: Mapping[str, str] = BULK, timeout: float = 60) -> PlanFetch:
    """Rates of Savings Plans from the public files, for the products of these SKUs."""

    def fetch(region: str, skus: Mapping[str, object]) -> Iterator[PlanRate]:
        root = roots[partition(region)]
        for name in FILES if partition(region) == "aws" and region != GLOBAL else ():
            index = urljoin(root, f"/savingsPlan/v1.0/aws/{name}/current/region_index.json")
            if url := _regional(index, region, timeout, "versionUrl", "/savingsPlan/"):
                with _opened(url, timeout) as answer:
                    yield from plan_rates(_whole(answer, _length(answer.headers)), skus)

    return fetch


@contextmanager
def _opened(url: str, timeout: float) -> Iterator[Any]:
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer:  # noqa: S310 https
            yield answer
    except (OSError, HTTPException) as error:
        raise InputError(f"{url} cannot be read: {error}.") from error


def _regional(
    index: str, region: str, timeout: float, key: str = "currentVersionUrl", start: str = "/offers/"
) -> str:
    """The address of a region's file, "" where the service is not sold.

    Raises:
        ValueError: the index is not whole, or leads elsewhere.
    """
    with _opened(index, timeout) as answer:
        text = "".join(_whole(answer, _length(answer.headers), ends_in_line=False))
    try:
        regions = json.loads(text)["regions"]
        entries = regions if start != "/offers/" else regions.values()
        path = next((one[key] for one in entries if one["regionCode"] == region), "")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the index of its regions has another shape: {error}") from error
    if not path:
        return ""
    if not path.startswith(start) or not path.endswith(".json") or ".." in path:
        raise ValueError(f"the index of its regions leads to {path}")
    return urljoin(index, f"{path.removesuffix('.json')}.csv")


def _length(headers: Message) -> int | None:
    """How long a file is, None where it comes in pieces that say so themselves.

    Raises:
        ValueError: nothing says how long it is, so that half of it would look whole.
    """
    if headers.get("Transfer-Encoding", "").lower() == "chunked":
        return None
    length = headers.get("Content-Length") or ""
    if not length.isdecimal():
        raise ValueError("the server does not say how long the file is")
    return int(length)


def _whole(answer: IO[bytes], length: int | None, *, ends_in_line: bool = True) -> Iterator[str]:
    """The lines of a file.

    Raises:
        ValueError: it ends before the length its server gave, within a line, or is no text.
        HTTPException: it comes in pieces, and one of them or the last is missing.
    """
    read, rest = 0, b""
    while block := answer.read(_BLOCK):
        read += len(block)
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            yield f"{line.decode('utf-8')}\n"
    if length is not None and read != length:
        raise ValueError(f"the file ended after {read:,} of {length:,} bytes")
    if not read:
        raise ValueError("the file is empty")
    if rest and ends_in_line:
        raise ValueError("the file ends within a line: it is not whole")
    if rest:
        yield rest.decode("utf-8")

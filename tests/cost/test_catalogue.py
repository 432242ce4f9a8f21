"""The catalogue: one price or a reason, tiers that join, files that are checked."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archbench.cost.catalogue import Catalogue, NoPrice, Price, Tier, read_prices
from archbench.errors import InputError

HEAD = "service,item,unit,from,to,usd,effective_date,source,confidence,sku\n"


def _price(*edges: int) -> Price:
    ends = [Decimal(edge) for edge in edges[1:]]
    tiers = tuple(
        Tier(Decimal(start), end, Decimal(1), "2026-01-01", "x", "single")
        for start, end in zip(edges, [*ends, None], strict=True)
    )
    return Price("us-east-1", "AmazonEC2", "x", "GB", tiers)


amounts = st.decimals(0, 10**9, places=6)


@given(amounts, amounts)
def test_tiers_lose_and_add_nothing(quantity: Decimal, before: Decimal) -> None:
    """However much was counted before, the parts of a quantity sum to it."""
    parts, rest = _price(0, 10_240, 51_200).split(quantity, before)
    assert sum(parts) == quantity
    assert rest == 0
    assert min(parts) >= 0


@given(amounts, amounts)
def test_counting_in_two_steps_is_counting_once(first: Decimal, second: Decimal) -> None:
    """Two resources fill the tiers as one with their sum would."""
    price = _price(0, 10_240, 51_200)
    one, _rest = price.split(first)
    two, _rest = price.split(second, first)
    both, _rest = price.split(first + second)
    assert [a + b for a, b in zip(one, two, strict=True)] == list(both)


def test_what_lies_beyond_the_last_known_tier_is_told() -> None:
    """A price known up to 50 leaves the rest without one."""
    price = Price(
        "us-east-1",
        "AmazonS3",
        "x",
        "GB",
        (Tier(Decimal(0), Decimal(50), Decimal(1), "2026-01-01", "x", "single"),),
    )
    assert price.split(Decimal(80)) == ((Decimal(50),), Decimal(30))
    assert price.split(Decimal(10), Decimal(70)) == ((Decimal(0),), Decimal(10))


@pytest.mark.parametrize(
    ("region", "item", "words"),
    [
        ("us-east-1", "nat-gateway-hours", "no sourced figure for AmazonEC2 nat-gateway-hours"),
        ("us-east-1", "linux-ondemnd:m5.large", "no sourced figure for AmazonEC2 linux-ondemnd"),
        ("us-east-1", "linux-ondemand:none", "figures for other kinds"),
        ("us-east-1", "linux-ondemand:m5.lrge", 'whose price is known. Did you mean "m5.large"?'),
        ("cn-northwest-1", "nat-gateway-hour", "price lists of its own in yuan"),
        ("us-gov-east-1", "nat-gateway-hours", "no sourced figure"),
        ("eu-wset-1", "nat-gateway-hour", "is no AWS region archbench knows. Did you mean"),
    ],
)
def test_no_price_has_its_reason(region: str, item: str, words: str) -> None:
    """What has no figure is explained, and never taken from a neighbour."""
    answer = Catalogue().price(region, "AmazonEC2", item)
    assert isinstance(answer, NoPrice)
    assert words in answer.reason


@pytest.mark.parametrize("region", ["eu-north-1", "us-gov-west-1"])
def test_a_region_without_a_file_says_how_to_get_one(region: str, tmp_path: Path) -> None:
    """The reason names the command that fills it."""
    answer = Catalogue(tmp_path).price(region, "AmazonEC2", "nat-gateway-hour")
    assert isinstance(answer, NoPrice)
    assert f"archbench prices refresh --region {region}" in answer.reason


@pytest.mark.parametrize(
    ("region", "service", "item", "amount"),
    [
        ("us-gov-west-1", "AmazonEC2", "linux-ondemand:m5.large", "0.121"),
        ("us-gov-west-1", "AWSDataTransfer", "internet-egress", "0.155"),
        ("eu-central-1", "AmazonMSK", "broker:kafka.m7g.large", "0.2445"),
        ("ap-south-1", "AmazonES", "instance-ri-1yr-noupfront:r6g.large.search", "0.075"),
    ],
)
def test_what_stands_in_a_file_of_its_own_region(
    region: str, service: str, item: str, amount: str
) -> None:
    """GovCloud's list, brokers by region and reserved search nodes, each from its own source."""
    price = Catalogue().price(region, service, item)
    assert isinstance(price, Price)
    assert price.tiers[0].amount == Decimal(amount)


@pytest.mark.parametrize(
    "rows",
    [
        "AmazonEC2,x,GB,0,10,1,2026-01-01,a,single,\nAmazonEC2,x,GB,20,,1,2026-01-01,a,single,\n",
        "AmazonEC2,x,GB,0,10,1,2026-01-01,a,single,\nAmazonEC2,x,GB,5,,1,2026-01-01,a,single,\n",
        "AmazonEC2,x,GB,5,,1,2026-01-01,a,single,\n",
        "AmazonEC2,x,GB,0,,1,2026-01-01,a,single,\nAmazonEC2,x,GB,0,,2,2026-01-01,a,single,\n",
    ],
    ids=["a gap", "an overlap", "no start", "two prices"],
)
def test_a_file_whose_tiers_do_not_join_is_refused(rows: str, tmp_path: Path) -> None:
    """A gap, an overlap or a second price for an item is a mistake in the file."""
    path = tmp_path / "us-east-1.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(ValueError, match="the tiers of AmazonEC2 x do not join"):
        read_prices(path)


def test_a_region_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    """Only the file of the region in question is opened."""
    (tmp_path / "us-east-1.csv").write_text(
        HEAD + "AmazonEC2,x,GB,0,,1,2026-01-01,a,single,\n", encoding="utf-8"
    )
    (tmp_path / "us-west-2.csv").write_text("no prices at all", encoding="utf-8")
    catalogue = Catalogue(tmp_path)
    assert catalogue.regions == ("us-east-1", "us-west-2")
    assert isinstance(catalogue.price("us-east-1", "AmazonEC2", "x"), Price)


def test_a_local_zone_has_prices_of_its_own() -> None:
    """It is neither a region nor a slip of the pen for one."""
    found = Catalogue().price("us-west-2-lax-1", "AWSDataTransfer", "internet-egress")
    assert isinstance(found, NoPrice)
    assert found.reason == (
        "no price: us-west-2-lax-1 is a Local Zone, whose prices the catalogue has not"
    )


@pytest.mark.parametrize("item", ["ebs-storage:gp3", "ebs-storage:gp9"])
def test_an_answer_is_worked_out_once(item: str) -> None:
    """Thousands of instances ask for the same price, or for the same one that is not there."""
    catalogue = Catalogue()
    first = catalogue.price("us-east-1", "AmazonEC2", item)
    assert catalogue.price("us-east-1", "AmazonEC2", item) is first


WHOLE = "AmazonEC2,y,Hrs,0,,0.05,2026-01-01,aws-price,single,\n"


@pytest.mark.parametrize(
    "row",
    [
        "AmazonEC2,x,Hrs,0,,much,2026-01-01,aws-price,single,",
        "AmazonEC2,x,Hrs,0,,NaN,2026-01-01,aws-price,single,",
        "AmazonEC2,x,Hrs,0,,-1,2026-01-01,aws-price,single,",
        "AmazonEC2,x,Hrs,0,,0.05,2026",
        "AmazonEC2,x,Hrs,1,,0.05,2026-01-01,aws-price,single,",
    ],
)
def test_a_damaged_row_is_no_price_and_spoils_no_other(row: str, tmp_path: Path) -> None:
    """It says which file, and how it is read anew."""
    (tmp_path / "us-east-1.csv").write_text(f"{HEAD}{row}\n{WHOLE}")
    catalogue = Catalogue(tmp_path)
    answer = catalogue.price("us-east-1", "AmazonEC2", "x")
    assert isinstance(answer, NoPrice)
    assert re.match(
        r"no price: us-east-1\.csv: the (row|tiers) of AmazonEC2 x (is damaged|do not join)",
        answer.reason,
    )
    assert "archbench prices refresh --region us-east-1" in answer.reason
    assert isinstance(catalogue.price("us-east-1", "AmazonEC2", "y"), Price)


def test_a_row_that_is_cut_ends_the_answer(tmp_path: Path) -> None:
    """Whose price it was cannot be told."""
    (tmp_path / "us-east-1.csv").write_text(f"{HEAD}AmazonEC2,x\n{WHOLE}")
    with pytest.raises(InputError, match=r"us-east-1\.csv:2: this row of prices is damaged"):
        Catalogue(tmp_path).price("us-east-1", "AmazonEC2", "y")


@pytest.mark.parametrize("amount", ["-0.01", "-1", "NaN", "Infinity"])
def test_what_is_less_than_nothing_is_no_price(amount: str, tmp_path: Path) -> None:
    """Nor is what is no number; nothing itself is one."""
    row = "AmazonEC2,x,Hrs,0,,{},2026-01-01,aws-price,single,\n"
    (tmp_path / "us-east-1.csv").write_text(HEAD + row.format(amount), "utf-8")
    assert isinstance(Catalogue(tmp_path).price("us-east-1", "AmazonEC2", "x"), NoPrice)
    (tmp_path / "us-east-1.csv").write_text(HEAD + row.format("0"), "utf-8")
    assert isinstance(Catalogue(tmp_path).price("us-east-1", "AmazonEC2", "x"), Price)


def test_a_list_in_another_currency_is_told_and_not_taken(tmp_path: Path) -> None:
    """Its first rate stands in the reason, with the day it was read for."""
    head = HEAD.replace("usd", "cny")
    rows = "AmazonEC2,x,GB,0,10,7,2026-01-01,a,single,\nAmazonEC2,x,GB,10,,5,2026-02-01,a,single,\n"
    (tmp_path / "cn-north-1.csv").write_text(head + rows, "utf-8")
    found = Catalogue(tmp_path).price("cn-north-1", "AmazonEC2", "x")
    assert isinstance(found, NoPrice)
    assert "in CNY, 7 per GB (2026-01-01)" in found.reason


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ("us-east-1-bos-1a", "us-east-1-bos-1a is a Local Zone"),
        ("eu-west-9", '"eu-west-9" is no AWS region archbench knows. Did you mean "eu-west-'),
    ],
)
def test_a_name_that_is_no_region(region: str, words: str, tmp_path: Path) -> None:
    """A Local Zone, or a slip of the pen."""
    found = Catalogue(tmp_path).price(region, "AmazonEC2", "x")
    assert isinstance(found, NoPrice)
    assert words in found.reason

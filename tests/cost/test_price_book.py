"""Discounts and rates agreed with AWS, beside the list price."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.cost import Estimate, estimate
from archbench.cost.bill import configuration
from archbench.cost.commitments import commitments
from archbench.cost.price_book import read_price_book, with_price_book
from archbench.cost.statement import as_text
from archbench.cost.usage_file import parse_usage
from archbench.errors import InputError
from archbench.terraform import load

HEAD = "service,item,region,discount,usd,effective_date\n"
STACK = """
provider "aws" { region = "us-east-1" }
resource "aws_instance" "till" {
  ami           = "ami-1"
  instance_type = "m5.large"
  subnet_id     = aws_subnet.till.id
  root_block_device {
    volume_type = "gp3"
    volume_size = 100
  }
}
resource "aws_subnet" "till" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.0.0/24"
}
"""
COMPUTE, STORAGE = 730 * Decimal("0.096"), 100 * Decimal("0.08")


def _made(directory: Path, book: str) -> Estimate:
    (directory / "main.tf").write_text(STACK, encoding="utf-8")
    path = directory / "book.csv"
    path.write_text(HEAD + book, encoding="utf-8")
    made = estimate(load(directory), as_of=date(2026, 12, 1))
    assert made.total_monthly == COMPUTE + STORAGE
    return with_price_book(made, read_price_book(path), "book.csv")


def test_a_discount_is_a_credit_beside_the_list_price(tmp_path: Path) -> None:
    """12.5 % off the hours; the charge itself, and what is bought else, stay at list price."""
    made = _made(tmp_path, "AmazonEC2,linux-ondemand:*,*,12.5,,2026-01-01\n")
    assert made.total_monthly == COMPUTE * Decimal("0.875") + STORAGE
    [credit] = [line for line in made.line_items if line.charge_category == "Credit"]
    assert credit.list_cost == -COMPUTE / 8
    assert credit.price_source == "price-book"
    assert "book.csv:2" in credit.formula
    assert "at list price less agreed rates" in " ".join(as_text(made, 120).split())


def test_a_rate_takes_the_place_of_the_list_price(tmp_path: Path) -> None:
    """The first row that fits holds: 0.05 a GB-month, not half of the list price."""
    made = _made(
        tmp_path,
        "AmazonEC2,ebs-storage:gp3,us-east-1,,0.05,2026-01-01\nAmazonEC2,ebs-*,*,50,,2026-01-01\n",
    )
    assert made.total_monthly == COMPUTE + 100 * Decimal("0.05")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("AmazonRDS,*,*,10,,2026-01-01", "no charge is AmazonRDS"),
        ("AmazonEC2,linux-ondemand:*,*,10,,2027-01-01", "it holds from 2027-01-01 on"),
        ("AmazonEC2,ebs-storage:gp3,*,,0.09,2026-01-01", "above the list price"),
    ],
)
def test_a_row_that_is_not_used_is_told(row: str, said: str, tmp_path: Path) -> None:
    """It changes nothing, and a note says why."""
    made = _made(tmp_path, f"{row}\n")
    assert made.total_monthly == COMPUTE + STORAGE
    assert any("book.csv:2" in note and said in note for note in made.notes)


def test_a_row_behind_another_is_told_with_that_one(tmp_path: Path) -> None:
    """Volumes are there, and the row before it has taken them; that one has nothing to tell."""
    rows = "AmazonEC2,ebs-storage:gp3,*,,0.05,2026-01-01\nAmazonEC2,ebs-*,*,50,,2026-01-01\n"
    notes = [note for note in _made(tmp_path, rows).notes if "book.csv" in note]
    book = tmp_path / "book.csv"
    assert notes == [f"{book}:3: {book}:2 stands before it; it is not used."]


def test_a_rate_below_the_first_tier_alone_is_used_there_alone(tmp_path: Path) -> None:
    """0.087 for what leaves is less than 0.09 of the first 10 TB, and more than 0.085 after."""
    (tmp_path / "main.tf").write_text(STACK, encoding="utf-8")
    path = tmp_path / "book.csv"
    path.write_text(f"{HEAD}AWSDataTransfer,*,*,,0.087,2026-01-01\n", encoding="utf-8")
    text = "{aws_data_transfer.out: {region: us-east-1, monthly_outbound_internet_gb: 20480}}"
    usage = parse_usage(f"resource_usage: {text}", "usage.yml")
    made = estimate(load(tmp_path), usage=usage)
    agreed = with_price_book(made, read_price_book(path), "book.csv")
    assert made.total_monthly - agreed.total_monthly == 10240 * Decimal("0.003")
    [note] = [note for note in agreed.notes if "book.csv" in note]
    assert "book.csv:2: the rate agreed is above the list price of " in note
    assert "(next 40,960 GB)" in note
    assert note.endswith("; it is not used there.")


def test_a_credit_is_nothing_to_commit_to(tmp_path: Path) -> None:
    """Reserved instances are compared with the hours, once."""
    made = _made(tmp_path, "AmazonEC2,*,*,10,,2026-01-01\n")
    assert {item.charge_description for item in commitments(made)} == {"Linux on demand, m5.large"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("service,item,usd\n", r"book\.csv:1: a price book begins with"),
        (HEAD + "AmazonEC2,*,*,10\n", r"book\.csv:2: a row has six columns"),
        (HEAD + "AmazonEC2,*,*,10,0.05,2026-01-01\n", "either discount"),
        (HEAD + "AmazonEC2,*,*,,,2026-01-01\n", "either discount"),
        (HEAD + "AmazonEC2,,*,10,,2026-01-01\n", "item is empty"),
        (HEAD + ",,*,10,,2026-01-01\n", "service is empty"),
        (HEAD + "AmazonEC2,*,*,ten,,2026-01-01\n", "no number"),
        (HEAD + "AmazonEC2,*,*,NaN,,2026-01-01\n", "zero or more"),
        (HEAD + "AmazonEC2,*,*,-1,,2026-01-01\n", "zero or more"),
        (HEAD + "AmazonEC2,*,*,101,,2026-01-01\n", "more than the whole price"),
        (HEAD + "AmazonEC2,*,*,10,,soon\n", "is no day"),
    ],
)
def test_a_book_that_says_no_price_is_refused(text: str, said: str, tmp_path: Path) -> None:
    """The message names the file and line, and what to write."""
    path = tmp_path / "book.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_price_book(path)


@pytest.mark.parametrize("text", [None, b"\xff\xfe"])
def test_what_is_no_text_is_told(text: bytes | None, tmp_path: Path) -> None:
    """A file that is not there, and one of other bytes than UTF-8."""
    path = tmp_path / "file"
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(InputError, match="file cannot be read as a price book: "):
        read_price_book(path)


def test_what_may_not_be_used_at_all_has_its_discount_on_the_rest(tmp_path: Path) -> None:
    """Half of nothing, of $0.40 or of $0.80."""
    queue = configuration({"aws_sqs_queue.a": {}})
    use = "{ monthly_requests: { low: 0, likely: 1000000, high: 2000000 } }"
    said = parse_usage(f"resource_usage:\n  aws_sqs_queue.a: {use}\n", "usage.yml")
    path = tmp_path / "book.csv"
    path.write_text(f"{HEAD}AWSQueueService,*,*,50,,2026-01-01\n", encoding="utf-8")
    made = with_price_book(estimate(queue, usage=said), read_price_book(path), "book.csv")
    assert (made.total.low, made.total.likely, made.total.high) == (
        *(Decimal(0), Decimal("0.2")),
        Decimal("0.4"),
    )


def test_a_discount_of_nothing_changes_nothing(tmp_path: Path) -> None:
    """It stands before a discount on everything, and holds for what it fits."""
    book = "AmazonEC2,linux-ondemand:*,*,0,,2026-01-01\nAmazonEC2,*,*,50,,2026-01-01\n"
    assert _made(tmp_path, book).total_monthly == COMPUTE + STORAGE / 2

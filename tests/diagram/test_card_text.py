"""What a card says is whole: on up to three lines, the name before the detail."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from archbench.architecture import build
from archbench.diagram import draw
from archbench.diagram.card_text import MOST, lines_of
from archbench.diagram.text import wrap
from archbench.terraform import load

ROOM = 134.0
NAMES = st.text("abcdefgh-_.ABC/ 123", min_size=1, max_size=70)


def said(title: str, brief: str = "", detail: str = "") -> list[tuple[str, bool]]:
    """The lines, each with whether it is of the title."""
    return [(line.text, line.is_title) for line in lines_of(title, brief, detail, ROOM)]


def test_a_detail_takes_a_second_line() -> None:
    """Versions and backups of a database are no list that ends at a comma."""
    assert said("Aurora MySQL", "", "5.7.mysql_aurora.2.11.2, 5 d backup, KMS") == [
        ("Aurora MySQL", True),
        ("5.7.mysql_aurora.2.11.2,", False),
        ("5 d backup, KMS", False),
    ]


def test_a_long_name_takes_two_lines_and_keeps_its_detail() -> None:
    """The detail never takes the place of the name."""
    assert said("payments-production-worker", "", "t3.micro") == [
        ("payments-", True),
        ("production-worker", True),
        ("t3.micro", False),
    ]


def test_a_brief_title_has_the_rest_below_it() -> None:
    """What the whole title said stands in the detail."""
    assert said("EC2 payments-production x 2", "EC2 x 2", "t3") == [
        ("EC2 x 2", True),
        ("payments-production x 2,", False),
        ("t3", False),
    ]


@given(NAMES, NAMES)
def test_no_line_is_wider_than_its_room(title: str, detail: str) -> None:
    """Whatever it is called, at most three lines, and none too wide."""
    lines = lines_of(title, "", detail, ROOM)
    assert 0 < len(lines) <= MOST
    assert all(line.wide <= ROOM for line in lines)


@given(st.text("ab-/. ", min_size=1, max_size=200))
def test_wrapping_loses_no_letter(text: str) -> None:
    """A word longer than its line goes on in the next one."""
    kept = "".join("".join(wrap(text, 60.0, 10.0)).split())
    assert kept == "".join(text.split())


def test_a_title_too_long_for_its_regions_counts_them(tmp_path: Path) -> None:
    """Each region's box has its name; the title of a page is never shortened."""
    aliases = [f"a_provider_of_another_account_{number}" for number in range(4)]
    (tmp_path / "main.tf").write_text(
        "".join(
            f'provider "aws" {{\n  alias = "{alias}"\n}}\n'
            f'resource "aws_sqs_queue" "{alias}" {{\n  provider = aws.{alias}\n}}\n'
            for alias in aliases
        )
    )
    title = draw(build(load(tmp_path))).scene.title
    assert title.endswith(": no zones, 4 regions")


def test_one_day_is_one_day(tmp_path: Path) -> None:
    """Of logs that are kept."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" {\n  region = "us-east-1"\n}\n'
        'resource "aws_cloudwatch_log_group" "a" {\n  retention_in_days = 1\n}\n'
    )
    scene = draw(build(load(tmp_path))).scene
    assert any("1 log group, kept 1 day" in card.detail for card in scene.cards)

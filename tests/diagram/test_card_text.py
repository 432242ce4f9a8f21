"""What a card says is whole: on up to three lines, the name before the detail."""

from hypothesis import given
from hypothesis import strategies as st

from archbench.diagram.card_text import MOST, lines_of
from archbench.diagram.text import wrap

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

"""docs/services.md says what the code knows."""

from tests.record_services import PAGE, page


def test_the_page_of_services_is_true() -> None:
    """Made anew it is the same; `python -m tests.record_services` makes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()

"""Every control of every shipped checklist leads to a page of AWS or of the PCI council."""

import re
from urllib.parse import urlsplit

import pytest

from archbench.requirements import read_checklist
from archbench.requirements.checklist import Control
from archbench.requirements.reading import shipped

CONTROLS = [(name, item) for name in shipped() for item in read_checklist(name).controls]
HOSTS = ("docs.aws.amazon.com", "aws.amazon.com", "www.pcisecuritystandards.org")
GUIDE = re.compile(r"/[\w-]+(/[\w.-]+)*/[\w.-]+\.html")


@pytest.mark.parametrize(
    "control", [item for _, item in CONTROLS], ids=[f"{name}-{item.id}" for name, item in CONTROLS]
)
def test_a_control_links_to_one_page(control: Control) -> None:
    """An https address of one page, without a query or a fragment; in a guide never its start."""
    page = urlsplit(control.link)
    assert (page.scheme, page.query, page.fragment) == ("https", "", "")
    assert page.netloc in HOSTS
    assert page.netloc != HOSTS[0] or GUIDE.fullmatch(page.path)


def test_the_framework_names_its_pages_in_words() -> None:
    """AWS has rel-06.html for a question and words for a practice, never rel06-bp01.html."""
    links = [item.link for _, item in CONTROLS if "/wellarchitected/" in item.link]
    assert len(links) > 20
    assert [link for link in links if re.search(r"/[a-z]+\d\d(-bp\d\d)?\.html", link)] == []

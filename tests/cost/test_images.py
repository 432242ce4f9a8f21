"""What an image brings decides the rate."""

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from archbench.cost.bill import configuration
from archbench.cost.charge import UndecidedError
from archbench.cost.images import system_of
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform import load

SCRIPT = "<powershell>Restart-Computer</powershell>"


@pytest.mark.parametrize(
    ("image", "values", "system"),
    [
        ("ami-1", {}, "linux"),
        ("Red Hat Enterprise Linux 9", {}, "rhel"),
        ("suse-sles-15", {}, "suse"),
        ("ubuntu-pro-server", {}, "ubuntu-pro"),
        ("ubuntu-server", {}, "linux"),
        ("Windows_Server-2022-Full-SQL_2022_Standard", {}, "windows-sql-standard"),
        ("Windows_Server-2022-Full-SQL_2022_Enterprise", {}, "windows-sql-enterprise"),
        ("Windows_Server-2022-Full-SQL_2022_Express", {}, "windows"),
        ("amzn2-SQL_2019_Web", {}, "linux-sql-web"),
        ("our-sqlite-and-sqlalchemy-base", {}, "linux"),
        ("mysql-server", {}, "linux"),
        ("ami-1", {"get_password_data": True}, "windows"),
        ("ami-1", {"get_password_data": False}, "linux"),
        ("ami-1", {"user_data": SCRIPT}, "windows"),
        ("ami-1", {"user_data": Sensitive(SCRIPT)}, "windows"),
        ("ami-1", {"user_data_base64": base64.b64encode(SCRIPT.encode()).decode()}, "windows"),
        ("ami-1", {"user_data": "#!/bin/sh"}, "linux"),
        ("Windows_Server-2022-Full-SQL_2022_Web", {"user_data": SCRIPT}, "windows-sql-web"),
    ],
)
def test_what_a_name_and_a_machine_tell(
    image: str, values: Mapping[str, Plain], system: str
) -> None:
    """An image of which nothing tells is taken for Linux."""
    assert system_of(image, values, configuration({})) == system


@pytest.mark.parametrize(
    ("image", "values", "why"),
    [
        ("aws-marketplace/thing", {}, "sold in the AWS Marketplace"),
        ("679593333241/thing", {}, "sold in the AWS Marketplace"),
        ("Windows_Server-SQL_2022", {}, "its edition is not told"),
        ("RHEL-9", {"user_data": SCRIPT}, "may bring RHEL or Windows"),
    ],
)
def test_what_leaves_the_rate_open(image: str, values: Mapping[str, Plain], why: str) -> None:
    """Each has its reason."""
    with pytest.raises(UndecidedError, match=why):
        system_of(image, values, configuration({}))


def _of_filters(directory: Path, *names: str) -> str:
    blocks = "".join(f'filter {{\n name = "n"\n values = ["{name}"]\n}}\n' for name in names)
    (directory / "main.tf").write_text(f'data "aws_ami" "base" {{\n{blocks}}}\n', "utf-8")
    image = Unknown(STRING, (Origin("data", "data.aws_ami.base", "id"),))
    return system_of(image, {}, load(directory))


def test_filters_that_name_several_systems(tmp_path: Path) -> None:
    """What says nothing beside what does is no second system; of two licences none is chosen."""
    assert _of_filters(tmp_path, "x86_64", "windows-2022") == "windows"
    assert _of_filters(tmp_path, "windows", "windows-sql_2022_web") == "windows-sql-web"
    with pytest.raises(UndecidedError, match="may bring Windows with SQL Server Standard or"):
        _of_filters(tmp_path, "windows-sql_2022_web", "windows-sql_2022_standard")
    with pytest.raises(UndecidedError, match="RHEL or SUSE"):
        _of_filters(tmp_path, "rhel-9", "sles-15")

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
from archbench.terraform.configuration import Configuration, Instance

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


def _of(type_: str, values: Mapping[str, Plain]) -> str:
    """The system of an image that a data source finds."""
    one = Instance(
        address=f"data.{type_}.base",
        mode="data",
        type=type_,
        name="base",
        key=None,
        module="",
        provider="aws",
        region="us-east-1",
        values=values,
    )
    image = Unknown(STRING, (Origin("data", one.address, "id"),))
    return system_of(image, {}, Configuration("example", (one,)))


@pytest.mark.parametrize(
    ("type_", "values", "system"),
    [
        ("aws_ssm_parameter", {"name": "/aws/service/ami-windows-latest/x"}, "windows"),
        ("aws_ssm_parameter", {"name": "/aws/service/x", "platform": "windows"}, "linux"),
        ("aws_ami_copy", {"name": "ours", "description": "RHEL 9 with agents"}, "rhel"),
        ("aws_ami", {"name_regex": "^suse-sles-15"}, "suse"),
        ("aws_ami", {"platform": "windows"}, "windows"),
        ("aws_ami", {"platform_details": "Red Hat Enterprise Linux"}, "rhel"),
        ("aws_ami_ids", {"description": "ubuntu-pro"}, "ubuntu-pro"),
        ("aws_ami_launch_permission", {"name": "windows"}, "linux"),
    ],
)
def test_where_an_image_comes_from_tells_what_it_brings(
    type_: str, values: Mapping[str, Plain], system: str
) -> None:
    """By the arguments that speak of the image, of the sources that name one."""
    assert _of(type_, values) == system


def test_an_image_by_a_filter_that_is_not_known_may_be_any() -> None:
    """A rate is not guessed from what nobody knows yet."""
    later = Unknown(STRING, (Origin("variable", "var.later"),))
    with pytest.raises(UndecidedError, match="which image it starts is"):
        _of("aws_ami", {"name": "linux", "filter": later})
    with pytest.raises(UndecidedError, match="sold in the AWS Marketplace"):
        _of("aws_ami", {"owners": ("self", "aws-marketplace")})

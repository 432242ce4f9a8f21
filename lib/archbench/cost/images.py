"""What software an EC2 image brings, as far as the configuration tells: it decides the rate.

Read are the filters and results of an aws_ami data source, the name of an SSM parameter that holds
an image, and what shows a Windows machine by itself. An image of which nothing tells is taken for
Linux, as the leaf of aws_instance says. https://aws.amazon.com/ec2/pricing/on-demand/
"""

import base64
from collections.abc import Iterator, Mapping

from archbench.cost.charge import UndecidedError
from archbench.hcl.values import Plain, Unknown, bare
from archbench.patterns import regex
from archbench.terraform.configuration import Configuration, Instance

LINUX, WINDOWS = "linux", "windows"

SYSTEMS = {
    LINUX: "Linux",
    WINDOWS: "Windows",
    "rhel": "RHEL",
    "suse": "SUSE",
    "ubuntu-pro": "Ubuntu Pro",
    "windows-sql-web": "Windows with SQL Server Web",
    "windows-sql-standard": "Windows with SQL Server Standard",
    "windows-sql-enterprise": "Windows with SQL Server Enterprise",
    "linux-sql-web": "Linux with SQL Server Web",
    "linux-sql-standard": "Linux with SQL Server Standard",
    "linux-sql-enterprise": "Linux with SQL Server Enterprise",
}
"""Systems by the catalogue's name for them, in words."""

_MARKS = {
    WINDOWS: ("windows",),
    "rhel": ("rhel", "red hat", "red_hat"),
    "suse": ("suse", "sles"),
    "ubuntu-pro": ("ubuntu-pro", "ubuntu pro"),
}
_EDITIONS = ("enterprise", "standard", "web")
_MARKETPLACE = ("aws-marketplace", "679593333241")
_SQL = regex(r"(?<![a-z])sql(?!ite|alchemy)")


def system_of(image: Plain, values: Mapping[str, Plain], configuration: Configuration) -> str:
    """The system an image brings, one of SYSTEMS.

    values are those of the instance or template that names it.

    Raises:
        UndecidedError: it comes from the Marketplace, or may be one of several.
    """
    named = [text.lower() for text in _texts(image, configuration)]
    if any(mark in text for text in named for mark in _MARKETPLACE):
        raise UndecidedError("no price: its image is sold in the AWS Marketplace, by its own rate")
    found = {_system(text) for text in named} - {""}
    if len(found) > 1 and LINUX in found:
        found.discard(LINUX)
    if _is_windows(values) and not any(system.startswith(WINDOWS) for system in found):
        found.add(WINDOWS)
    with_sql = {system for system in found if "-sql-" in system}
    if len(with_sql) == 1:
        found = with_sql
    if len(found) > 1:
        words = " or ".join(sorted(SYSTEMS[system] for system in found))
        raise UndecidedError(f"no price: its image may bring {words}; give operating_system")
    return found.pop() if found else LINUX


def _system(text: str) -> str:
    """The system a name or filter speaks of, "" when of none.

    >>> _system("windows_server-2022-english-full-sql_2022_standard*")
    'windows-sql-standard'
    >>> _system("al2023-ami-2023.*"), _system("rhel-9.*_hvm-*")
    ('', 'rhel')
    """
    base = next((name for name, marks in _MARKS.items() if any(x in text for x in marks)), "")
    if not _SQL.search(text):
        return base
    edition = next((name for name in _EDITIONS if name in text), "")
    if "express" in text:
        return base
    if not edition:
        raise UndecidedError("no price: its image brings SQL Server, and its edition is not told")
    return f"{WINDOWS if base == WINDOWS else LINUX}-sql-{edition}"


def _texts(image: Plain, configuration: Configuration) -> Iterator[str]:
    """Everything the configuration says of an image: names, filters, platforms, owners."""
    if isinstance(image, str):
        yield image
    if isinstance(image, Unknown):
        sources = [configuration.by_address.get(origin.subject) for origin in image.origins]
    else:
        sources = [configuration.target(image)]
    for source in filter(None, sources):
        yield from _told(source)


def _told(source: Instance) -> Iterator[str]:
    if source.type in ("aws_ssm_parameter", "aws_ami_copy"):
        names: tuple[str, ...] = ("name", "description")
    elif source.type in ("aws_ami", "aws_ami_ids"):
        names = ("name", "name_regex", "platform", "platform_details", "description", "owners")
    else:
        return
    for name in names:
        yield from _flat(source.values.get(name))
    if isinstance(source.values.get("filter"), Unknown):
        yield from _flat(source.values["filter"])
    for block in source.blocks("filter"):
        yield " ".join(_flat(block.get("values")))


def _flat(value: Plain) -> Iterator[str]:
    if isinstance(value, Unknown):
        raise UndecidedError(f"no price: which image it starts is {value}")
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _flat(item)


def _is_windows(values: Mapping[str, Plain]) -> bool:
    """What only a Windows machine has: a password to read, a script for PowerShell."""
    if values.get("get_password_data") is True:
        return True
    given = (values.get("user_data"), values.get("user_data_base64"))
    return any("<powershell>" in text for text in map(_script, given))


def _script(value: Plain) -> str:
    value = bare(value)
    if not isinstance(value, str):
        return ""
    try:
        return base64.b64decode(value, validate=True).decode("utf-8", "replace")
    except ValueError:
        return value

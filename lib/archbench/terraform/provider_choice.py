"""Which release of the AWS provider a configuration is read with.

As `terraform init` would choose: what the lock file holds, else the newest the constraints take.
Of the releases whose schema is here, that of the same major version stands for it.
"""

from collections.abc import Sequence
from pathlib import Path

from archbench.frozen import frozen
from archbench.hcl.parser import parse_body
from archbench.hcl.walk import literal_text
from archbench.patterns import regex
from archbench.terraform.files import Files
from archbench.terraform.schema import FIVE, RELEASES, SIX, Release
from archbench.terraform.versions import highest_named, takes, version_of

LOCK = ".terraform.lock.hcl"
_ADDRESS = regex(r"(?:registry\.(?:terraform\.io|opentofu\.org)/)?hashicorp/aws")


@frozen
class Choice:
    """The release a configuration is read with.

    exact: its schema is that of the release the configuration uses, or one that has all of it;
    where it is not, a name the schema does not have is taken as written.
    """

    release: Release = SIX
    exact: bool = True
    why: str = "nothing says which, so the newest"

    def __str__(self) -> str:
        """For people: "hashicorp/aws 6.66.0 (the lock file has 6.20.0)"."""
        return f"hashicorp/aws {self.release.version} ({self.why})"


def choose(locked: str | None, constraints: Sequence[str]) -> Choice:
    """The release for a locked version, or for the constraints of all modules.

    >>> str(choose("5.31.0", ["~> 5.0"]))
    'hashicorp/aws 5.100.0 (the lock file has 5.31.0)'
    >>> str(choose(None, [">= 5.0", "< 6.0"]))
    'hashicorp/aws 5.100.0 (the newest here that >= 5.0 and < 6.0 take)'
    >>> choose(None, ["~> 4.0"]).exact
    False
    """
    if locked is not None:
        release = _alike(version_of(locked)[0])
        exact = version_of(locked) <= version_of(release.version)
        same = version_of(locked)[0] == version_of(release.version)[0]
        return Choice(release, exact and same, f"the lock file has {locked}")
    asked = list(dict.fromkeys(text for text in constraints if text.strip()))
    if not asked:
        return Choice()
    said = " and ".join(asked)
    verb = "takes" if len(asked) == 1 else "take"
    for release in RELEASES:
        if all(takes(text, release.version) for text in asked):
            return Choice(release, why=f"the newest here that {said} {verb}")
    release = _alike(highest_named(asked)[0])
    denies = "does" if len(asked) == 1 else "do"
    return Choice(
        release, exact=False, why=f"the nearest here to {said}, which {denies} not take it"
    )


def _alike(major: int) -> Release:
    return SIX if major >= version_of(SIX.version)[0] else FIVE


def locked_version(files: Files) -> str | None:
    """The version of hashicorp/aws in the lock file beside the root module; None without one."""
    path = files.root / LOCK
    if not path.is_file():
        return None
    text, problems = files.read(path)
    files.sources.pop(files.name(path), None)
    return None if problems else _locked(text, Path(LOCK).name)


def _locked(text: str, name: str) -> str | None:
    body, _ = parse_body(text, name)
    for block in body.blocks:
        if block.type == "provider" and block.labels and _ADDRESS.fullmatch(block.labels[0]):
            version = block.body.attributes.get("version")
            return literal_text(version.expression) if version else None
    return None

"""What a report rests on: which files, which commit, which versions, which prices and metrics."""

import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.version import __version__

if TYPE_CHECKING:
    from archbench.report.parameters import ParameterValue
    from archbench.terraform.configuration import Configuration

_PACKAGES = ("boto3", "diagrams", "pandas", "papermill", "python-hcl2")

_GLOSSARY = {
    "List price": "What AWS publishes per unit, before discounts, credits and tax.",
    "Known after apply": "A value Terraform learns only when it creates the resource.",
    "Open": "Neither met nor missed: the value it depends on is not known yet.",
    "Review": "Terraform cannot answer it; a person has to look.",
    "No price": "Nothing in the price catalogue matches exactly one product; nothing was guessed.",
    "Recorded sample": "Metrics kept in a file to show the section; not from a running system.",
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything needed to make the same report again.

    digests     SHA-256 of each file read, by its path
    parameters  what was set in the notebooks, by name
    sources     what summaries name as their source: price date, metrics source
    """

    title: str
    subject: str
    others: tuple[str, ...]
    date: str
    commit: str
    dirty: bool
    parameters: "Mapping[str, ParameterValue]"
    digests: Mapping[str, str]
    versions: Mapping[str, str]
    sources: tuple[tuple[str, str], ...] = ()


def versions() -> Mapping[str, str]:
    """The versions of archbench, Python and what computes and renders, by name."""
    return {
        "archbench": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }


def digests(paths: Iterable[Path], configurations: "Iterable[Configuration]") -> Mapping[str, str]:
    """SHA-256 of every file the configurations were read from, sorted by path."""
    found = {
        f"{configuration.path}/{name}": sha256(text.encode()).hexdigest()
        for configuration in configurations
        for name, text in configuration.sources.items()
    }
    found |= {str(path): sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}
    return dict(sorted(found.items()))


def provenance_html(manifest: Manifest) -> str:
    """The last section: what the report rests on, the words it uses, and room to sign."""
    rows = [
        ("Configuration", manifest.subject),
        ("Compared with", ", ".join(manifest.others)),
        ("Date", manifest.date),
        ("Commit", f"{manifest.commit}{', with local changes' if manifest.dirty else ''}"),
        *manifest.sources,
        *((f"Parameter {name}", str(value)) for name, value in manifest.parameters.items()),
        ("Versions", ", ".join(f"{name} {text}" for name, text in manifest.versions.items())),
    ]
    terms = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in rows if value
    )
    files = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td><code>{digest[:16]}</code></td></tr>"
        for name, digest in manifest.digests.items()
    )
    words = "".join(f"<dt>{term}</dt><dd>{meaning}</dd>" for term, meaning in _GLOSSARY.items())
    return (
        f'<dl class="provenance">{terms}</dl>'
        '<div class="table"><table><caption>Files read</caption><thead><tr><th scope="col">File'
        '</th><th scope="col">SHA-256, first 16 digits</th></tr></thead>'
        f"<tbody>{files}</tbody></table></div>"
        f'<h3 id="words">Words used here</h3><dl class="provenance">{words}</dl>'
        '<div class="sign"><div>Name</div><div>Date</div><div>Signature</div></div>'
    )

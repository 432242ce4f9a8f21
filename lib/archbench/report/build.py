"""From configurations to a written report: run the notebooks, assemble, replace all at once."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from nbformat import NotebookNode

from archbench.drafts import in_place_of
from archbench.errors import InputError
from archbench.frozen import replace
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.text import visible
from archbench.report import html
from archbench.report.documents import REVIEW, Document
from archbench.report.kept import remember
from archbench.report.manifest import Manifest, digests, versions
from archbench.report.notebook import GAP, Job, Run, parameters_of, read_notebook, run_all
from archbench.report.parameters import ParameterValue, bind
from archbench.report.request import Request, key, named, notebooks_directory, parameters_of_request
from archbench.report.shared import sharing
from archbench.repository import commit
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from archbench.terraform.variables import AT


@dataclass(frozen=True, slots=True)
class Report:
    """Where the report is and what to tell beside it.

    told       what was not given, or failed, a text for each
    exit_code  0, or the greatest of the sections that failed
    """

    page: Path
    told: tuple[str, ...] = ()
    exit_code: int = 0


def build(request: Request, target: Path, progress: Callable[[str], None]) -> Report:
    """Write the document, its data and the executed notebooks into target; all or nothing.

    Raises:
        InputError: a configuration or parameter cannot be used; nothing was run.
    """
    kind = request.document
    given = parameters_of_request(request)
    directory = notebooks_directory()
    _refuse_unknown(given, request.parameters or {}, sorted(directory.glob("[0-9]*.ipynb")))
    page = target / f"{kind.stem}.html"
    kept_as = key(request, target)
    configurations = _load(request)
    with in_place_of(target) as draft:
        place = "notebooks" if kind is REVIEW else f"{kind.stem}-notebooks"
        jobs = [
            _job(source, draft / place / source.name, given) for source in kind.sources(directory)
        ]
        with sharing(draft):
            runs = run_all(jobs, progress)
        executed = [(item.source.name, read_notebook(item.target)) for item in runs]
        found = html.summaries(executed)
        manifest = _manifest(request, configurations, given)
        manifest = replace(manifest, sources=_sources(found))
        shown = visible(html.document(executed, manifest, kind=kind))
        (draft / page.name).write_text(shown, "utf-8")
        (draft / f"{kind.stem}.json").write_text(_record(executed, kind, found, manifest), "utf-8")
        if request.pdf:
            from archbench.report.pdf import write_pdf  # noqa: PLC0415  (an extra)

            whole = html.document(executed, manifest, kind=kind, share_icons=False)
            write_pdf(visible(whole), draft / f"{kind.stem}.pdf")
        report = _report(page, runs)
        if kept_as and not report.exit_code:
            remember(draft, kind.stem, kept_as, report.told)
    return report


def _report(page: Path, runs: Sequence[Run]) -> Report:
    gaps = [(run.source.name, run.gap) for run in runs if run.gap]
    told = (
        f"{'archbench report' if gap.exit_code else f'{name}: not given'}: {gap.reason}"
        for name, gap in gaps
    )
    return Report(page, tuple(told), max((gap.exit_code for _, gap in gaps), default=0))


def _record(
    executed: Sequence[tuple[str, NotebookNode]],
    kind: Document,
    found: Sequence[Mapping[str, object]],
    manifest: Manifest,
) -> str:
    """The document as data; docs/report.schema.json says what it holds."""
    gaps = [
        {"notebook": name} | dict(notebook.metadata[GAP])
        for name, notebook in executed
        if GAP in notebook.metadata
    ]
    record = {
        "schema": 2,
        "document": kind.name,
        "page_one": html.page_ones(executed),
        "gaps": gaps,
        "summaries": found,
        "manifest": asdict(manifest),
    }
    return visible(json.dumps(record, indent=2, ensure_ascii=False, sort_keys=True)) + "\n"


def _load(request: Request) -> tuple[Configuration, ...]:
    """Every configuration, so that bad input ends here, before a kernel starts."""
    first, *others = request.paths
    configurations = [
        load(first, variables=request.variables, data=request.data, environ=os.environ)
    ]
    configurations += [load(path, data=request.data, environ=os.environ) for path in others]
    secret = {item.name for item in configurations[0].variables if item.sensitive}
    for kind, text in request.variables:
        name = text.split("=", maxsplit=1)[0]
        if (kind == "var" or kind.startswith(AT)) and name in secret:
            raise InputError(
                f"var.{name} is sensitive and would be written into the notebooks; give it as the"
                f" environment variable TF_VAR_{name} instead."
            )
    return tuple(configurations)


def _refuse_unknown(
    given: Mapping[str, ParameterValue],
    named: Mapping[str, ParameterValue],
    sources: Sequence[Path],
) -> None:
    declared = {source: parameters_of(source) for source in sources}
    known = {parameter.name for parameters in declared.values() for parameter in parameters}
    for name in named:
        if name not in known:
            raise InputError(
                f'No notebook has a parameter "{name}".{did_you_mean(name, known)}'
                f" There are: {', '.join(sorted(known))}."
            )
    for parameters in declared.values():
        names = {parameter.name for parameter in parameters}
        bind(parameters, {name: value for name, value in given.items() if name in names})


def _job(source: Path, target: Path, given: Mapping[str, ParameterValue]) -> Job:
    names = {parameter.name for parameter in parameters_of(source)}
    return Job(source, target, {name: given[name] for name in sorted(names & set(given))})


def _manifest(
    request: Request,
    configurations: Sequence[Configuration],
    given: Mapping[str, ParameterValue],
) -> Manifest:
    revision, dirty = commit(request.paths[0])
    return Manifest(
        title=request.document.title,
        subject=named(request.paths[0]),
        others=tuple(named(path) for path in request.paths[1:]),
        date=request.date,
        commit=revision,
        dirty=dirty,
        parameters={name: value for name, value in sorted(given.items()) if value},
        digests=digests(request.paths, configurations),
        versions=versions(),
    )


def _sources(found: Sequence[Mapping[str, object]]) -> tuple[tuple[str, str], ...]:
    pairs = [pair for summary in found for pair in summary["provenance"]]  # type: ignore[attr-defined]
    return tuple(dict.fromkeys((str(label), str(value)) for label, value in pairs))

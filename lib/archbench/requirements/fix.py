"""Fixes that are mechanical: a change of the HCL, tried before it is shown.

A control names in its patch blocks the attribute and its right value. The change is made where the
value comes from: the literal in the resource, the variable's value or default, the argument of a
module, or a new line. It is safe when the configuration, read again with it, passes the control
and fails nothing it did not fail before.
"""

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from itertools import takewhile
from pathlib import Path
from typing import cast

from archbench.errors import InputError
from archbench.files import write_together
from archbench.frozen import field, frozen
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.values import Plain, bare
from archbench.hcl.writer import Json, written
from archbench.requirements.assess import Variables
from archbench.requirements.assessment import Assessment
from archbench.requirements.baseline import compare
from archbench.requirements.check import check
from archbench.requirements.checklist import Checklist, Patch
from archbench.requirements.origin import Edit, NoPlaceError, Source, applied
from archbench.requirements.output.data import document
from archbench.requirements.together import broken
from archbench.requirements.verdict import Verdict
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.excerpts import withheld_lines
from archbench.terraform.session import Session


@frozen
class Fix:
    """A safe change, or why there is none.

    files has the new text of each changed file, and before the old; reason is "" for a safe change.
    """

    control: str
    reason: str = ""
    before: Mapping[Path, str] = field(default_factory=dict)
    files: Mapping[Path, str] = field(default_factory=dict)
    names: Mapping[Path, str] = field(default_factory=dict)
    places: Mapping[Path, Path] = field(default_factory=dict)
    """Where each file stands, links followed."""
    root: Path = Path()
    """Outside of which no link is followed to write."""
    also: tuple[str, ...] = ()
    """Other controls that fail now and would not any more."""
    configuration: Configuration | None = None
    """What a safe change makes of the configuration."""

    @property
    def diff(self) -> str:
        """The change as a unified diff, files in order of name."""
        parts: list[str] = []
        for path in sorted(self.files, key=lambda item: self.names[item]):
            name = self.names[path]
            old = self.before[path].splitlines(keepends=True)
            new = self.files[path].splitlines(keepends=True)
            parts.extend(unified_diff(old, new, f"a/{name}", f"b/{name}"))
        return "".join(parts)

    @property
    def shown(self) -> str:
        """The diff for people: what is withheld in or around a change is not shown."""
        hidden: dict[str, str] = {}
        for texts in (self.before, self.files):
            for path, text in texts.items():
                hidden.update(withheld_lines(text, self.names[path]))
        lines = self.diff.splitlines(keepends=True)
        return "".join(line[:1] + hidden.get(line[1:], line[1:]) for line in lines)

    @property
    def answer(self) -> str:
        """The first sentence a person reads."""
        if self.reason:
            return f"No safe fix for {self.control}: {self.reason}"
        names = ", ".join(sorted(self.names.values()))
        more = f" It also mends {', '.join(self.also)}." if self.also else ""
        return f"{self.control} passes with this change of {names}, and nothing else fails.{more}"


def propose(  # noqa: PLR0913 what an assessment depends on
    path: Path,
    control: str,
    checklists: Sequence[Checklist],
    *,
    variables: Variables = (),
    data: Path | None = None,
    environ: Mapping[str, str] | None = None,
    root: Path | None = None,
    profile: str | None = None,
    changed: Mapping[Path, str] | None = None,
) -> Fix:
    """The change that makes a control pass; changed has texts that other fixes made of files.

    Raises:
        InputError: the configuration cannot be used, or no checklist has the control.
    """
    known = {item.id: item for checklist in checklists for item in checklist.controls}
    if control not in known:
        hint = did_you_mean(control, set(known))
        raise InputError(f"No control has the id {control}.{hint}")
    if not path.exists():
        raise InputError(f"{path} does not exist. Give a directory of .tf files.")
    if not path.is_dir():
        return Fix(control, f"{path} is a plan, and a fix changes files. Give the directory.")
    earlier = {place.resolve(): text for place, text in (changed or {}).items()}
    session = Session(path, data=data, environ=environ, root=root, overlay=earlier)
    configuration, before = _assess(session, checklists, variables, profile)
    verdict = _verdict(before, control)
    if verdict.verdict != "fail":
        return Fix(control, _nothing_to_do(verdict))
    if not known[control].patches:
        return Fix(control, f"it takes a decision. {known[control].fix}")
    source = Source(session.files, session.world.tree, variables, environ or {})
    try:
        edits = _edits(configuration, verdict, source)
    except NoPlaceError as error:
        return Fix(control, f"{error}. Change it by hand: {known[control].fix}")
    names = {session.path / edit.file: edit.file for edit in edits}
    old = {place: source.text(name) for place, name in names.items()}
    new = {
        place: applied(old[place], [edit for edit in edits if edit.file == name])
        for place, name in names.items()
    }
    overlay = earlier | {place.resolve(): text for place, text in new.items()}
    try:
        trial = Session(path, data=data, environ=environ, root=root, overlay=overlay)
        fixed, after = _assess(trial, checklists, variables, profile)
    except InputError as error:
        return Fix(control, f"the configuration refuses the change. {error}")
    reason, also = _outcome(before, after, control)
    refused = _refused(configuration, fixed)
    if refused:
        reason = f"{refused}. Change it by hand: {known[control].fix}"
    places, root = {path: path.resolve() for path in names}, session.files.boundary.resolve()
    safe = Fix(control, "", old, new, names, places, root, also, fixed)
    return Fix(control, reason) if reason else safe


def write(fix: Fix) -> None:
    """Write a safe change: all of its files, or none. What a link names is written in its place.

    Raises:
        InputError: a file has changed since it was read, or a link leads out of the root; nothing
            is written then.
        OSError: a file cannot be written; none is changed.
    """
    for path, text in fix.before.items():
        place = fix.places[path]
        if path.resolve() != place or not path.is_file() or path.read_bytes() != text.encode():
            raise InputError(f"{path} has changed since it was read. Run the command again.")
        if path.is_symlink() and not place.is_relative_to(fix.root):
            line = _first_changed(text, fix.files[path])
            raise InputError(
                f"{path}:{line} cannot be changed: {path.name} is a link to {place}, outside of"
                f" {fix.root}. Change that file by hand, or name a directory around both with"
                " --root."
            )
    changed = {fix.places[path]: text for path, text in fix.files.items()}
    write_together(dict(sorted(changed.items())))


def _first_changed(before: str, after: str) -> int:
    """The number of the first line that differs."""
    lines = zip(before.splitlines(), after.splitlines(), strict=False)
    same = takewhile(lambda pair: pair[0] == pair[1], lines)
    return sum(1 for _ in same) + 1


def _assess(
    session: Session, checklists: Sequence[Checklist], variables: Variables, profile: str | None
) -> tuple[Configuration, Assessment]:
    configuration = session.resolve(variables)
    sources = dict(session.files.sources)

    def resolve(changed: Mapping[str, str]) -> Configuration:
        more = tuple(("var", f"{name}={value}") for name, value in changed.items())
        return session.resolve((*variables, *more))

    found = check(configuration, None, checklists, profile=profile, resolve=resolve)
    session.files.sources = sources
    return configuration, found


def _refused(before: Configuration, after: Configuration) -> str:
    """What Terraform, the provider or AWS refuses of a change, and did not before; "" for nothing.

    What does not go together now counts where the change reached the instance.
    """
    known = {(item.summary, item.detail) for item in before.diagnostics}
    for item in after.diagnostics:
        if item.severity == "error" and (item.summary, item.detail) not in known:
            return f"Terraform would refuse the change: {item.detail.rstrip('.')}"
    for instance in after.managed():
        old = before.by_address.get(instance.address)
        if old is None or old.values != instance.values:
            for words in broken(instance):
                return f"AWS would refuse {instance.address}: {words}"
    return ""


def _verdict(assessment: Assessment, control: str) -> Verdict:
    return next(item for item in assessment.verdicts if item.control.id == control)


def _nothing_to_do(verdict: Verdict) -> str:
    if verdict.verdict == "pass":
        return "it passes."
    return f"it does not fail ({verdict.verdict}). {verdict.in_words}"


def _edits(configuration: Configuration, verdict: Verdict, source: Source) -> tuple[Edit, ...]:
    """The edits for everything the verdict fails on.

    Raises:
        NoPlaceError: for one of them there is none.
    """
    edits: set[Edit] = set()
    for answer in verdict.decisive:
        subject = configuration.by_address.get(answer.subject)
        places = [
            (instance, patch)
            for patch in verdict.control.patches
            for instance in _patched(configuration, subject, patch)
        ]
        if not places:
            raise NoPlaceError(answer.message.rstrip("."))
        for instance, patch in places:
            text = written(cast("Json", patch.value))
            edits.update(source.edit(instance, way, text) for way in _ways(instance, patch))
    return tuple(sorted(edits))


def _patched(
    configuration: Configuration, subject: Instance | None, patch: Patch
) -> tuple[Instance, ...]:
    """What a patch changes for a subject: itself, or what it refers to (a group, its template)."""
    if subject is None or subject.type == patch.resource:
        return (subject,) if subject else ()
    named = {address for addresses in subject.references.values() for address in addresses}
    return tuple(item for item in configuration.of_type(patch.resource) if item.address in named)


def _ways(instance: Instance, patch: Patch) -> list[tuple[str | int, ...]]:
    """The paths of a patch's attribute that do not have its value yet."""
    ways: list[tuple[tuple[str | int, ...], Plain]] = [((), dict(instance.values))]
    for position, name in enumerate(patch.attribute):
        last = position == len(patch.attribute) - 1
        following: list[tuple[tuple[str | int, ...], Plain]] = []
        for way, value in ways:
            inner = value.get(name) if isinstance(value, Mapping) else None
            if isinstance(inner, tuple) and inner and not last:
                following.extend(((*way, name, i), item) for i, item in enumerate(inner))
            else:
                following.append(((*way, name), inner))
        ways = following
    return [way for way, value in ways if bare(value) != patch.value]


def _outcome(before: Assessment, after: Assessment, control: str) -> tuple[str, tuple[str, ...]]:
    """Why a change is not safe, "" when it is, and what else it mends."""
    verdict = _verdict(after, control)
    if verdict.verdict != "pass":
        return f"the change alone does not do: {verdict.in_words}", ()
    change = compare(document(before), document(after))
    worse = sorted({name for name, _ in (*change.new, *change.undecided)})
    if worse:
        return f"the change would fail {', '.join(worse)}.", ()
    fixed = {name for name, _ in change.fixed}
    failing = {item.control.id for item in after.verdicts if item.verdict == "fail"}
    return "", tuple(sorted(fixed - failing - {control}))

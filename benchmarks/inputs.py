"""Whether a directory, its plan and its state get the same answers.

Run with `python benchmarks/inputs.py DIRECTORY FILE...`, the files written by `terraform show
-json` from a plan or state of that directory; without arguments for the recorded plans of this
repository. Prints for each file, and for each plan together with its directory, and for each of
four answers (bill, picture, drill, verdicts of the general lists) whether they are equal, and what
only the directory says and what only the file says. The directory gets the answers that the plan
has for data sources, and a file the region of the directory where it says none.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.cost import estimate
from archbench.diagram import draw
from archbench.requirements.assess import GENERAL, assess
from archbench.terraform import REGION_OF_A_PLAN, load
from archbench.terraform.plan_contents import data_answers

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 1)
SHOWN = 6
RECORDED: Mapping[str, str] = {
    "payments/plan-default.json": "payments",
    "migration/plan-default.json": "migration",
}
Answers = Mapping[str, frozenset[str]]


def answers(path: Path, **given: Any) -> Answers:  # noqa: ANN401 what load takes
    """The four answers about an input, each as the sentences it consists of."""
    configuration = load(path, **given)
    architecture = build(configuration)
    made = estimate(configuration, architecture, as_of=DAY)
    found = drill(configuration, architecture)
    judged = assess(path, GENERAL, architecture=architecture, as_of=DAY, **given)
    scene = draw(architecture).scene
    return {
        "bill": frozenset(
            f"{line.address} {line.charge_description} {line.list_cost}" for line in made.line_items
        ),
        "picture": frozenset(
            [
                *(f"card {card.key}" for card in scene.cards),
                *(f"line {edge.source} -> {edge.target}" for edge in scene.edges),
            ]
        ),
        "drill": frozenset(
            [found.answer, *(f"{x.loss.failure} {x.loss.outcome}" for x in found.zones)]
        ),
        "verdicts": frozenset(f"{item.control.id} {item.verdict}" for item in judged.verdicts),
    }


def differences(directory: Answers, file: Answers) -> Iterator[str]:
    """A line for each answer."""
    for name, ours in directory.items():
        theirs = file[name]
        if ours == theirs:
            yield f"  {name}: equal ({len(ours)})"
            continue
        yield f"  {name}: {len(ours & theirs)} equal"
        for who, only in (("directory", ours - theirs), ("file", theirs - ours)):
            yield from (f"    only the {who}: {text}" for text in sorted(only)[:SHOWN])


def compare(directory: Path, files: list[Path]) -> Iterator[str]:
    """The lines of one directory and its files."""
    documents = {file: json.loads(file.read_text(encoding="utf-8")) for file in files}
    plans = [file for file in files if "planned_values" in documents[file]]
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data.json"
        known = data_answers(documents[plans[0]]) if plans else {}
        data.write_text(json.dumps(known), encoding="utf-8")
        ours = answers(directory, data=data)
        stands = {item.region for item in load(directory, data=data).managed()}
    regions = [region for region in stands if isinstance(region, str)]
    environ = {REGION_OF_A_PLAN: regions[0]} if len(regions) == 1 else {}
    for file in files:
        yield f"{directory} and {file}"
        yield from differences(ours, answers(file, environ=environ))
        if file in plans:
            yield f"{directory} and {file} with its directory"
            yield from differences(ours, answers(file, environ=environ, source=directory))


def main() -> None:
    """Print the comparison."""
    if sys.argv[1:]:
        directory, *files = map(Path, sys.argv[1:])
        inputs = [(directory, files)]
    else:
        inputs = [
            (ROOT / "infra" / stack, [ROOT / "tests/recorded" / file])
            for file, stack in RECORDED.items()
        ]
    for directory, files in inputs:
        sys.stdout.write("\n".join(compare(directory, files)) + "\n")


if __name__ == "__main__":
    main()

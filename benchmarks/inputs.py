"""Whether a directory, its plan and its state get the same answers.

Run with `python benchmarks/inputs.py DIRECTORY FILE...`, the files written by `terraform show
-json` from a plan or state of that directory; without arguments for the recorded plans of this
repository. Prints for each file and each of four answers (bill, picture, drill, verdicts) whether
they are equal, and what only the directory says and what only the file says.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.cost import estimate
from archbench.diagram import draw
from archbench.requirements import assess
from archbench.terraform import load

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 1)
SHOWN = 6
RECORDED: Mapping[str, str] = {
    "payments/plan-default.json": "payments",
    "migration/plan-default.json": "migration",
}
Answers = Mapping[str, frozenset[str]]


def answers(path: Path) -> Answers:
    """The four answers about an input, each as the sentences it consists of."""
    configuration = load(path)
    architecture = build(configuration)
    made = estimate(configuration, architecture, as_of=DAY)
    found = drill(configuration, architecture)
    judged = assess(path, as_of=DAY)
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


def main() -> None:
    """Print the comparison."""
    inputs = [(Path(sys.argv[1]), Path(file)) for file in sys.argv[2:]] or [
        (ROOT / "infra" / stack, ROOT / "tests/recorded" / file) for file, stack in RECORDED.items()
    ]
    for directory, file in inputs:
        sys.stdout.write(f"{directory} and {file}\n")
        lines = differences(answers(directory), answers(file))
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

"""`python -m tests.fuzz SEED COUNT`: COUNT generated expressions and COUNT / 50 configurations.

Needs terraform 1.11 on PATH. Prints every difference, made small, and how the answers compare;
exits with 1 if there was any.
"""

import sys
from collections import Counter

from tests.fuzz.compare import ALIKE, differences
from tests.fuzz.configurations import Maker
from tests.fuzz.plans import VALIDATION_ONLY, different, planned, resolved

EXPRESSIONS_TO_A_CONFIGURATION = 50


def main(seed: int, count: int) -> int:
    """Print every difference and the counts; 1 if there was any difference."""
    expressions: Counter[str] = Counter()
    for difference in differences(seed, count, expressions):
        _say(f"{difference}\n")
    configurations: Counter[str] = Counter()
    maker = Maker(seed)
    for _ in range(count // EXPRESSIONS_TO_A_CONFIGURATION):
        files = maker.configuration()
        mine, theirs = resolved(files), planned(files)
        found = different(mine, theirs)
        verdict = "different" if found else "refused by both" if mine.refused else "same"
        verdict = VALIDATION_ONLY if theirs.refused and not (found or mine.refused) else verdict
        configurations[verdict] += 1
        configurations["values compared"] += len(theirs.values)
        if found:
            texts = (f"--- {name}\n{text}" for name, text in files.items())
            _say("\n".join([*found, *texts, ""]))
    _say(f"seed {seed}: expressions {_counts(expressions)}\n")
    _say(f"seed {seed}: configurations {_counts(configurations)}\n")
    return 1 if expressions.keys() - set(ALIKE) or configurations["different"] else 0


def _counts(tally: Counter[str]) -> str:
    return ", ".join(f"{verdict}: {count}" for verdict, count in sorted(tally.items()))


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

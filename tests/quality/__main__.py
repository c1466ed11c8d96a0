"""`python -m tests.quality`: the scores of the open development articles and every error with its sentence.

`--locked` scores the locked third instead and prints totals only: run it once, when the rules are finished.
"""

from __future__ import annotations

import sys

from tests.quality.corpus import digest
from tests.quality.scoring import result


def main(arguments: list[str]) -> None:
    """Print what the module says."""
    locked = "--locked" in arguments
    scores = result(locked=locked)
    if not locked:
        for error in scores.errors:
            sys.stdout.write(
                f"{error.article}: {error.kind} {error.fault.lower()}: {error.fact}\n    {error.sentence}\n"
            )
    sys.stdout.write(f"\n{'locked' if locked else 'open'} articles (corpus {digest()})\n{scores.table()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

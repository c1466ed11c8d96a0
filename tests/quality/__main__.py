"""`python -m tests.quality`: the scores of the development articles, every error with its sentence, and how far the
confidence of judgements can be trusted.
"""

from __future__ import annotations

import sys

from tests.quality.calibration import measured, table
from tests.quality.corpus import digest
from tests.quality.scoring import result


def main() -> None:
    """Print what the module says."""
    scores = result()
    for error in scores.errors:
        sys.stdout.write(f"{error.article}: {error.kind} {error.fault.lower()}: {error.fact}\n    {error.sentence}\n")
    sys.stdout.write(f"\ncorpus {digest()}\n{scores.table()}\n")
    sys.stdout.write(f"\njudgements by confidence and by rule\n{table(measured())}\n")


if __name__ == "__main__":
    main()

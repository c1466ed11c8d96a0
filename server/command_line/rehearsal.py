"""`load --strict` and `load --dry-run`: stopping at what cannot be read, and reading without a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from graph.inputs.failure import Failure
from graph.pipeline import Outcome
from server.command_line.progress import Progress


def until_failure(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes up to and with the first source that cannot be read."""
    for outcome in outcomes:
        yield outcome
        if any(isinstance(found, Failure) for found in outcome.found):
            return


def rehearse(outcomes: Iterable[Outcome], progress: Progress) -> Counter[str]:
    """Read everything, store nothing: how many documents can be read and how many cannot."""
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        for found in outcome.found:
            if isinstance(found, Failure):
                progress.say(found.sentence())
            counts["unread" if isinstance(found, Failure) else "read, nothing stored"] += 1
        progress.step()
    return counts

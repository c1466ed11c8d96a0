"""Whether a sentence says plainly that a council's service was rated: then inspectors did, though none is named."""

from __future__ import annotations

import re

from graph.extraction.analysis import MentionKind
from graph.extraction.line import Line

_RATED = re.compile(r"\b(?:rated|judged|graded|upgraded|downgraded|re-?graded)\b[^.;⟦]{0,15}$")


def plainly_rated(line: Line, position: int | None = None) -> bool:
    """Whether a grade in the words of inspectors, that at a position or any, follows a verb of rating beside a service."""
    if not any(mention.strong for token in line.of(MentionKind.SERVICE) for mention in token.mentions):
        return False
    return any(
        token.mentions[0].strong and _RATED.search(line.text[: token.start])
        for token in line.of(MentionKind.GRADE)
        if position in (None, token.start)
    )

"""Firms and charities that look after people or teach them, known by the last word of their names: no council's service.

Takes text and a span of it, gives OTHER_PROVIDER mentions for names such as `Example Carers` or `Sample Fostering`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind

_KINDS = (
    "Carers", "Fostering", "Homecare", "Care", "Nursing", "Tutors", "Tutoring", "Tuition", "Childcare", "Nurseries",
    "Hospitals", "Infirmary", "Learning",
)  # fmt: skip
_OF_COUNCILS = (
    r"Council|Borough|County|City|Social|Adults?|Adult['’]s|Children['’]?s?|Community|Health|Integrated|Primary|Foster"
    r"|Kinship|Young|Our|The|Their|Its|Local|Better|Good|Outstanding|Inadequate|Quality|Personal|Day|Extra|Long|Intensive|Ofsted"
)
_WORD = rf"(?!(?:{_OF_COUNCILS})\b)[A-Z][\w’'&-]+"
_NAME = re.compile(rf"\b{_WORD}(?: (?:{_WORD}|and|of|&)){{0,3}} (?:{'|'.join(_KINDS)})\b(?! (?:[A-Z]|leavers?\b))")


def find_strangers(text: str, span: Span) -> Iterator[Mention]:
    """The names of such bodies within a span."""
    if not _has_any(text):
        return
    for found in _NAME.finditer(text, span.start, span.end):
        yield Mention(MentionKind.OTHER_PROVIDER, Span(found.start(), found.end()), "stranger")


@lru_cache(maxsize=1)
def _has_any(text: str) -> bool:
    """Whether any of the words stands in a text, asked once for all its spans."""
    return any(kind in text for kind in _KINDS)

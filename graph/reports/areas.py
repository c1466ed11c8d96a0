"""The judged areas of each framework: their notation, the words that name them in a table, and their common topic."""

from __future__ import annotations

import re
from dataclasses import dataclass

_I = re.IGNORECASE
_PROGRESS = r"(?:the\s*)?experiences?\s*and\s*progress\s*of\s*"


@dataclass(frozen=True, slots=True)
class Area:
    """A judged area; `topic` is the notation that does not depend on the framework."""

    notation: str
    topic: str
    label: re.Pattern[str]


def _area(notation: str, topic: str, label: str) -> Area:
    return Area(notation, topic, re.compile(label, _I))


ILACS = (
    _area(
        "leaders",
        "leadership",
        r"(?:the\s*)?impact\s*of\s*leaders(?:\s*on\s*social\s*work\s*practice(?:\s*with\s*children\s*and\s*families)?)?",
    ),
    _area(
        "help_protection",
        "help_protection",
        _PROGRESS + r"children\s*(?:who\s*need|in\s*need\s*of)\s*help\s*and\s*protection",
    ),
    _area(
        "in_care_and_care_leavers",
        "care_and_care_leavers",
        _PROGRESS + r"(?:children\s*(?:in\s*care|looked\s*after)\s*and\s*care\s*(?:leavers|experienced\s*\w+))",
    ),
    _area("in_care", "children_in_care", _PROGRESS + r"children\s*(?:in\s*care|looked\s*after)(?!\s*and\s*care)"),
    _area("care_leavers", "care_leavers", _PROGRESS + r"care[\s-]*(?:leavers|experienced\s*\w+)"),
    _area("overall", "overall", r"overall\s*effectiveness"),
)
SIF = (
    _area(
        "help_protection",
        "help_protection",
        r"(?:(?:1\s*\.?\s*)?children\s*who\s*need|1\s*\.?\s*children\s*in\s*need\s*of)\s*help\s*and\s*protection",
    ),
    _area(
        "in_care",
        "children_in_care",
        r"(?:2\s*\.?\s*)?(?:children\s*looked\s*after|looked\s*after\s*children)\s*and\s*achieving\s*permanence",
    ),
    _area("adoption", "adoption", r"(?:2\s*\.\s*1\s*\.?\s*)?adoption\s*performance"),
    _area(
        "care_leavers",
        "care_leavers",
        r"(?:2\s*\.\s*2\s*\.?\s*)?(?:the\s*)?experiences?\s*and\s*progress\s*of\s*care\s*leavers",
    ),
    _area(
        "leadership_management_governance",
        "leadership",
        r"(?:3\s*\.?\s*)?leadership,?\s*management,?\s*(?:and|&)\s*governance",
    ),
)
LOOKED_AFTER = (
    _area(
        "overall",
        "overall",
        r"overall\s*effectiveness(?:\s*of\s*services\s*for\s*looked\s*after\s*children(?:\s*and\s*young\s*people)?)?",
    ),
    _area("capacity_to_improve", "capacity_to_improve", r"capacity\s*(?:to\s*improve|for\s*improvement)"),
    _area(
        "outcomes",
        "outcomes",
        r"outcomes\s*for\s*looked\s*after\s*children(?:\s*and\s*young\s*people)?",
    ),
    _area("quality_of_provision", "quality_of_provision", r"quality\s*of\s*provision"),
    _area("leadership_and_management", "leadership", r"leadership\s*and\s*management"),
)

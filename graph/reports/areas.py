"""The judged areas of each framework: their notation and the words that name them in a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PROGRESS = r"(?:the\s*)?experiences?\s*and\s*progress\s*of\s*"


@dataclass(frozen=True, slots=True)
class Area:
    """A judged area."""

    notation: str
    label: re.Pattern[str]


def _areas(**labels: str) -> tuple[Area, ...]:
    return tuple(Area(notation, re.compile(label, re.IGNORECASE)) for notation, label in labels.items())


ILACS = _areas(
    leaders=r"(?:the\s*)?impact\s*of\s*leaders"
    r"(?:\s*on\s*social\s*work\s*practice(?:\s*with\s*children\s*and\s*families)?)?",
    help_protection=_PROGRESS + r"children\s*(?:who\s*need|in\s*need\s*of)\s*help\s*and\s*protection",
    in_care_and_care_leavers=_PROGRESS
    + r"(?:children\s*(?:in\s*care|looked\s*after)\s*and\s*care\s*(?:leavers|experienced\s*\w+))",
    in_care=_PROGRESS + r"children\s*(?:in\s*care|looked\s*after)(?!\s*and\s*care)",
    care_leavers=_PROGRESS + r"care[\s-]*(?:leavers|experienced\s*\w+)",
    overall=r"overall\s*effectiveness",
)
SIF = _areas(
    help_protection=r"(?:(?:1\s*\.?\s*)?children\s*who\s*need|1\s*\.?\s*children\s*in\s*need\s*of)\s*help\s*and\s*protection",
    in_care=r"(?:2\s*\.?\s*)?(?:children\s*looked\s*after|looked\s*after\s*children)\s*and\s*achieving\s*permanence",
    adoption=r"(?:2\s*\.\s*1\s*\.?\s*)?adoption\s*performance",
    care_leavers=r"(?:2\s*\.\s*2\s*\.?\s*)?(?:the\s*)?experiences?\s*and\s*progress\s*of\s*care\s*leavers",
    leadership_management_governance=r"(?:3\s*\.?\s*)?leadership,?\s*management,?\s*(?:and|&)\s*governance",
)
LOOKED_AFTER = _areas(
    overall=r"overall\s*effectiveness(?:\s*of\s*services\s*for\s*looked\s*after\s*children(?:\s*and\s*young\s*people)?)?",
    capacity_to_improve=r"capacity\s*(?:to\s*improve|for\s*improvement)",
    outcomes=r"outcomes\s*for\s*looked\s*after\s*children(?:\s*and\s*young\s*people)?",
    quality_of_provision=r"quality\s*of\s*provision",
    leadership_and_management=r"leadership\s*and\s*management",
)

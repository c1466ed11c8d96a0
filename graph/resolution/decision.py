"""The outcome of resolution for one document: which inspection each of its claims means, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InspectionDecision:
    """One claim's inspection.

    `name` is the slug of the inspection, `alias` the slug it would have from this claim alone, `reason` why in words (empty
    where the claim speaks for itself), `candidates` the slugs between which no choice could be made, `framework` what all
    documents together know of it.
    """

    ref: str
    name: str
    alias: str
    reason: str
    candidates: tuple[str, ...] = ()
    framework: str | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of one scope about one document, sorted by ref."""

    inspections: tuple[InspectionDecision, ...] = ()

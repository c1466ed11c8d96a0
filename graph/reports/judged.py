"""Reads a table of judgements: takes a stretch of text and the areas it may judge, gives each area's grade and place.

Labels and grades are found apart and paired in order. That holds when a grade stands above, below, beside or in the
middle of its label, and when a reader gives one column after the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.claim import Evidence, JudgementClaim
from graph.document import Span
from graph.reports.areas import Area
from graph.reports.claims import CURRENT, PRINTED
from graph.reports.grades import Cell, cells

LONGEST_TABLE = 1_600
_STRAY_LETTERS = 14
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Judged:
    """An area with its grade, in the words of the table."""

    area: Area
    label: Span
    cell: Cell
    evidence: tuple[Evidence, ...]

    def claim(self, text: str) -> JudgementClaim:
        """The judgement, as the report has it."""
        return JudgementClaim(
            evidence=self.evidence,
            rule="report:judgement",
            confidence=PRINTED,
            inspection=CURRENT,
            area=self.area.notation,
            grade=self.cell.grade,
            area_words=" ".join(self.label.of(text).split()),
            grade_words=self.cell.words,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says; `complaint` is empty when every label has one grade."""

    rows: tuple[Judged, ...] = ()
    complaint: str = ""

    @property
    def end(self) -> int:
        """Offset behind the table."""
        return max((max(row.label.end, row.cell.span.end) for row in self.rows), default=0)


def read_table(text: str, start: int, areas: Sequence[Area]) -> Table:
    """The table that starts at `start`, as far as labels and grades follow each other."""
    within = Span(start, min(len(text), start + LONGEST_TABLE))
    grades, blanked = cells(text, within)
    labels = _labels(blanked, areas)
    labels = [(Span(a.start + start, a.end + start), area) for a, area in labels]
    labels, grades = _contiguous(blanked, start, labels, grades)
    grades = grades[: len(labels)]
    complaint = ""
    if len(labels) != len(grades):
        complaint = f"the table of judgements has {len(labels)} areas and {len(grades)} grades"
        labels, grades = _adjacent(text, labels, grades)
    pairs = list(zip(labels, grades, strict=True))
    spans = [span for span, _ in labels] + [cell.span for cell in grades]
    rows = tuple(Judged(area, span, cell, _evidence(span, cell, spans)) for (span, area), cell in pairs)
    return Table(rows, complaint)


def _labels(blanked: str, areas: Sequence[Area]) -> list[tuple[Span, Area]]:
    """The first place of each area, in reading order; of areas that overlap, the longer name."""
    found = [(Span(*match.span()), area) for area in areas if (match := area.label.search(blanked))]
    longest = sorted(found, key=lambda item: item[0].start - item[0].end)
    kept: list[tuple[Span, Area]] = []
    for span, area in longest:
        if all(span.end <= other.start or other.end <= span.start for other, _ in kept):
            kept.append((span, area))
    return sorted(kept, key=lambda item: item[0].start)


def _contiguous(
    blanked: str, start: int, labels: list[tuple[Span, Area]], grades: tuple[Cell, ...]
) -> tuple[list[tuple[Span, Area]], tuple[Cell, ...]]:
    """Labels and grades up to the first stretch of other words: there the table ends and prose begins."""
    parts = sorted([span for span, _ in labels] + [cell.span for cell in grades])
    end = parts[0].start if parts else start
    for part in parts:
        between = blanked[max(0, end - start) : max(0, part.start - start)]
        if part != parts[0] and len(_LETTER.findall(between)) > _STRAY_LETTERS:
            break
        end = max(end, part.end)
    return (
        [(span, area) for span, area in labels if span.end <= end],
        tuple(cell for cell in grades if cell.span.end <= end),
    )


def _adjacent(
    text: str, labels: list[tuple[Span, Area]], grades: tuple[Cell, ...]
) -> tuple[list[tuple[Span, Area]], tuple[Cell, ...]]:
    """Where a grade is missing: only labels with a grade right behind them."""
    pairs: list[tuple[tuple[Span, Area], Cell]] = []
    for label in labels:
        for cell in grades:
            between = text[label[0].end : cell.span.start]
            if label[0].end <= cell.span.start and not between.strip(" \n.:–-"):
                pairs.append((label, cell))
    return [label for label, _ in pairs], tuple(cell for _, cell in pairs)


def _evidence(label: Span, cell: Cell, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    """The row if nothing of another row stands inside, else label and grade as two passages."""
    row = Span(min(label.start, cell.span.start), max(label.end, cell.span.end))
    others = [span for span in spans if span not in (label, cell.span)]
    if any(span.start < row.end and row.start < span.end for span in others):
        return (Evidence(cell.span, cell.span), Evidence(label, label))
    return (Evidence(row, cell.span),)

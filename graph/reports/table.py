"""One row a report, in the columns that the reports' reference table has, written as CSV.

`framework` says framework and kind in one word (`ilacs_short`, `sif_lscb`); what could not be read has a row as well,
with the reason in `notes`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import PurePath
from typing import TextIO

from graph.claim import Extract, InspectionClaim, Status
from graph.document import Document
from graph.errors import Unreadable, WrongContent
from graph.reading import pdf_name
from graph.reading.pdf_family import Family, family_of, reviews_board
from graph.reports.claims import BOARD_FINDING, CURRENT


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The table's columns in order; every value is text, empty when the report does not say."""

    folder: str = ""
    file: str = ""
    urn: str = ""
    council: str = ""
    framework: str = ""
    inspection_start: str = ""
    inspection_end: str = ""
    publication_date: str = ""
    publication_date_source: str = ""
    lead_inspector: str = ""
    overall: str = ""
    leaders: str = ""
    help_protection: str = ""
    in_care_and_care_leavers: str = ""
    in_care: str = ""
    care_leavers: str = ""
    adoption: str = ""
    leadership_management_governance: str = ""
    lscb: str = ""
    capacity_to_improve: str = ""
    outcomes: str = ""
    quality_of_provision: str = ""
    leadership_and_management: str = ""
    improvement_items: str = ""
    sha256: str = ""
    pages: str = ""
    family: str = ""
    notes: str = ""


COLUMNS = tuple(field.name for field in fields(ReportRow))
_AREAS = frozenset(COLUMNS[COLUMNS.index("overall") : COLUMNS.index("improvement_items")])


def report_row(path: str, source: Document | Unreadable, extract: Extract | None = None, sha256: str = "") -> ReportRow:
    """The row of the report at `path`: of its document and extract, or of the error that reading it gave."""
    pure = PurePath(path.replace("\\", "/"))
    number = pdf_name.provider_number(path)
    folder = pure.parent.name
    named = {
        "folder": folder,
        "file": pure.name,
        "urn": number.value if number else "",
        "council": folder.partition("_")[2] if number else "",
        "sha256": sha256,
    }
    if isinstance(source, Unreadable):
        wrong = "not_a_pdf" if isinstance(source, WrongContent) else ""
        return ReportRow(**named, framework=wrong, notes=source.reason)
    if source.provider_number:
        named["urn"] = source.provider_number.value
    named |= {"sha256": source.sha256, "pages": str(len(source.pages))}
    current = _current(extract)
    if extract is None or current is None:
        notes = (extract.document if extract else source).problems
        return ReportRow(**named, notes="; ".join(notes))
    return ReportRow(**named, **_read(source.text, extract, current), notes="; ".join(extract.conflicts))


def write_rows(rows: Iterable[ReportRow], stream: TextIO) -> None:
    """Header and rows as CSV."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)


def _current(extract: Extract | None) -> InspectionClaim | None:
    claims = extract.inspections if extract else ()
    return next((claim for claim in claims if claim.status is Status.CURRENT), None)


def _read(text: str, extract: Extract, current: InspectionClaim) -> dict[str, str]:
    family = family_of(text)
    grades = {claim.area: claim.grade for claim in extract.judgements if claim.inspection == CURRENT}
    start = [period.edtf.split("/")[0] for period in current.fieldwork]
    end = [period.edtf.split("/")[-1] for period in current.fieldwork]
    items = sum(claim.rule != BOARD_FINDING for claim in extract.findings)
    published = current.published_on.edtf if current.published_on else ""
    return {
        "framework": _framework(family, current, text),
        "inspection_start": start[0] if start else "",
        "inspection_end": end[-1] if end else "",
        "publication_date": published,
        "publication_date_source": "printed on first page" if published else "",
        "lead_inspector": "; ".join(current.lead_inspectors),
        **{area: grade for area, grade in grades.items() if area in _AREAS},
        "improvement_items": "" if family is Family.LOOKED_AFTER else str(items),
        "family": _layout(family, text, grades),
    }


def _framework(family: Family, current: InspectionClaim, text: str) -> str:
    if family is Family.ILACS:
        return f"ilacs_{current.kind}"
    if family is Family.SIF:
        return "sif_lscb" if reviews_board(text) else "sif"
    return family.value.replace("-", "_")


def _layout(family: Family, text: str, grades: dict[str, str]) -> str:
    """The layout, named by what varies within the framework."""
    if family is Family.ILACS:
        title = "new" if "local authority" in " ".join(text[:200].split()) else "old"
        return f"ilacs_table_{len(grades)}_{title}_title"
    if family in (Family.SIF, Family.REINSPECTION):
        opening = "overall_judgement_is" if "overall judgement is" in " ".join(text[:2_000].split()) else "services_are"
        lscb = "sif_lscb" if reviews_board(text) else family.value.replace("-", "_")
        return f"{lscb}_{opening}"
    return family.value.replace("-", "_")

"""One row a report, in the columns that the reports' reference table has, written as CSV.

`framework` says framework and kind in one word (`ilacs_short`, `sif_lscb`); what could not be read has a row as well,
with the reason in `notes`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import PurePath
from typing import TextIO

from graph.claim import Extract, InspectionClaim, Status
from graph.document import Document
from graph.errors import Unreadable, WrongContent
from graph.reading import pdf_name
from graph.reading.pdf_family import Family, family_of, reviews_board
from graph.reports.claims import BOARD_FINDING, CURRENT

AREAS = (
    *("overall", "leaders", "help_protection", "in_care_and_care_leavers", "in_care", "care_leavers", "adoption"),
    *("leadership_management_governance", "lscb"),
    *("capacity_to_improve", "outcomes", "quality_of_provision", "leadership_and_management"),
)
COLUMNS = (
    *("folder", "file", "urn", "council", "framework", "inspection_start", "inspection_end"),
    *("publication_date", "publication_date_source", "lead_inspector"),
    *AREAS,
    *("improvement_items", "sha256", "pages", "family", "notes"),
)
"""The columns in order; every value is text, and missing or empty when the report does not say."""
Row = dict[str, str]


def report_row(path: str, source: Document | Unreadable, extract: Extract | None = None, sha256: str = "") -> Row:
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
        return named | {"framework": wrong, "notes": source.reason}
    if source.provider_number:
        named["urn"] = source.provider_number.value
    named |= {"sha256": source.sha256, "pages": str(len(source.pages))}
    current = _current(extract)
    if extract is None or current is None:
        notes = (extract.document if extract else source).problems
        return named | {"notes": "; ".join(notes)}
    return named | _read(source.text, extract, current) | {"notes": "; ".join(extract.conflicts)}


def write_rows(rows: Iterable[Row], stream: TextIO) -> None:
    """Header and rows as CSV."""
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _current(extract: Extract | None) -> InspectionClaim | None:
    claims = extract.inspections if extract else ()
    return next((claim for claim in claims if claim.status is Status.CURRENT), None)


def _read(text: str, extract: Extract, current: InspectionClaim) -> Row:
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
        **{area: grade for area, grade in grades.items() if area in AREAS},
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

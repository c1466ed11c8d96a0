"""Inspections with their judgements, put together from rows: a row a property, so that several values stay several."""

from __future__ import annotations

from collections.abc import Iterable

from ontology import VOCABULARY
from server.pages import schemes
from server.pages.addresses import slug_of
from server.pages.asking import Row, ask_about, grouped
from server.pages.assessments import Inspection, Judgement, topic_order
from server.pages.evidence import MOST, SHOWN, evidence_of_grades

_CG = f"{VOCABULARY}#"
_SINGLE = {"inspectedBody": "council", "inspectedService": "service", "framework": "framework"}


def inspections_of(councils: Iterable[str], shown: int = SHOWN, most: int = MOST) -> list[Inspection]:
    """All inspections of councils with judgements and evidence (see `inspections`), the latest first, the undated last."""
    return _complete(_assemble(ask_about("inspections-of-council", "council", councils)), shown, most)


def inspections(iris: Iterable[str], shown: int = SHOWN, most: int = MOST) -> list[Inspection]:
    """These inspections with judgements and, unless none is to be shown, evidence."""
    return _complete(_assemble(ask_about("inspections", "inspection", iris)), shown, most)


def give_evidence(judgements: Iterable[Judgement], shown: int = SHOWN, most: int = MOST) -> None:
    """Put the sentences behind judgements in."""
    several = list(judgements)
    evidence = evidence_of_grades((judgement.iri for judgement in several), shown, most)
    for judgement in several:
        judgement.evidence = evidence.get(judgement.iri, [])


def _assemble(rows: list[Row]) -> list[Inspection]:
    return [_inspection(iri, some) for iri, some in grouped(rows, "inspection").items()]


def _inspection(iri: str, rows: list[Row]) -> Inspection:
    found = Inspection(iri)
    lists = {
        "assessmentKind": found.kinds,
        "conductedBy": found.by,
        "previousAssessment": found.previous,
        "reportedIn": found.reports,
    }
    exact: tuple[list[str], list[str]] = ([], [])
    for row in rows:
        name, value = row["property"].removeprefix(_CG), row["value"]
        if name in lists:
            _once(lists[name], value)
        elif name in ("fieldwork", "published"):
            _time(found, name, row)
        elif name in ("startDate", "endDate"):
            exact[name == "endDate"].append(value)
        elif name in _SINGLE:
            setattr(found, _SINGLE[name], value)
        elif name == "leadInspector":
            found.inspectors[value] = row.get("name", slug_of(value))
        elif row["property"].endswith("#type"):
            _once(found.classes, value)
    if exact[0]:
        found.starts, found.ends, found.exact = exact[0], exact[1] or exact[0], True
    return found


def _time(found: Inspection, name: str, row: Row) -> None:
    if "edtf" not in row:
        return
    _once(found.fieldwork if name == "fieldwork" else found.published, row["edtf"])
    found.bounds[row["edtf"]] = (row.get("earliest", ""), row.get("latest", ""))
    if "latest" in row and name == "published":
        found.known.append(row["latest"])
    if "earliest" in row and (name == "fieldwork" or not found.starts):
        found.starts.append(row["earliest"])
        found.ends.append(row.get("latest", row["earliest"]))


def _once(several: list[str], value: str) -> None:
    if value not in several:
        several.append(value)


def _complete(found: list[Inspection], shown: int, most: int) -> list[Inspection]:
    by_iri = {inspection.iri: inspection for inspection in found}
    judgements = {
        judgement.iri: judgement for judgement in map(_judgement, ask_about("judgements", "inspection", by_iri))
    }
    if shown:
        give_evidence(judgements.values(), shown, most)
    for judgement in judgements.values():
        by_iri[judgement.inspection].judgements.append(judgement)
    for inspection in found:
        inspection.judgements.sort(key=lambda judgement: topic_order(judgement.topic))
    return sorted(found, key=lambda inspection: (inspection.start or "0", inspection.iri), reverse=True)


def _judgement(row: Row) -> Judgement:
    value = row.get("grade") or row.get("ungraded", "")
    area = row.get("area", "")
    return Judgement(
        row["judgement"],
        row["inspection"],
        area,
        schemes.topic(area) if area else "",
        schemes.mark(value) if value else None,
        schemes.mark(row["denied"]) if "denied" in row else None,
        schemes.label(row["settled"]) if "settled" in row else "",
        "disagreement" in row,
    )

"""What `read` prints: a table for people, JSON of the claims, RDF, and CSV of judgements or of reports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import IO

from graph.claim import Claim, Extract, JudgementClaim
from graph.errors import Unreadable, WrongContent
from graph.inputs.failure import Failure

Read = list[tuple[str, Extract]]
Failed = list[tuple[Failure, str]]
"""With the digest of the bytes, where they were had."""
JUDGEMENT_COLUMNS = (
    "file",
    "council",
    "inspectorate",
    "framework",
    "inspection",
    "status",
    "area",
    "grade",
    "page",
    "rule",
    "confidence",
    "sentence",
)


def write_extracts(form: str, read: Read, failed: Failed, out: IO[bytes]) -> None:
    """Write what was read in one of FORMATS."""
    FORMATS[form](read, failed, out)


def _table(read: Read, failed: Failed, out: IO[bytes]) -> None:
    for path, extract in read:
        title = extract.document.title.value if extract.document.title else "(no title)"
        out.write(f"{path}\n  {title} · {extract.document.issued or 'no date'}\n".encode())
        for line in _lines(extract):
            out.write(f"  {line}\n".encode())
        if not any(True for _ in extract.claims()):
            out.write(b"  nothing was read in it\n")


def _lines(extract: Extract) -> Iterator[str]:
    yield "councils: " + (", ".join(extract.subjects) or "none")
    for inspection in extract.inspections:
        when = ", ".join(time.edtf for time in inspection.fieldwork) or (
            f"published {inspection.published_on.edtf}" if inspection.published_on else "no date"
        )
        yield f"{inspection.status} {inspection.inspectorate} {inspection.kind} {inspection.council}: {when}{_mark(inspection)}"
        for judgement in extract.judgements:
            if judgement.inspection == inspection.ref:
                grade = f"not {judgement.grade}" if judgement.negated else judgement.grade
                yield f"  {judgement.area}: {grade}{_mark(judgement)}"
    for official in extract.officials:
        yield f"{official.name}, {official.title} ({official.role}){_mark(official)}"
    for quotation in extract.quotations:
        words = quotation.parts[0].of(extract.document.text).split()
        yield f"{quotation.speaker or quotation.body or '?'}: “{' '.join(words[:10])} …”{_mark(quotation)}"
    for money in extract.funding:
        yield f"£{money.amount:,} {money.recurrence} {money.status}{_mark(money)}"
    for step in extract.interventions:
        yield f"{step.kind} on {step.council}{_mark(step)}"
    for finding in extract.findings:
        yield f"{finding.kind}: {' '.join(finding.text.split())[:100]}{_mark(finding)}"


def _mark(claim: Claim) -> str:
    return "" if claim.published else f"  [candidate, {claim.confidence:.2f}]"


def _json(read: Read, failed: Failed, out: IO[bytes]) -> None:
    import msgspec

    documents = [{"file": path, **msgspec.to_builtins(extract)} for path, extract in read]
    unread = [{"file": str(f.path), "stage": f.stage, "reason": f.reason, "hint": f.hint} for f, _ in failed]
    out.write(json.dumps({"documents": documents, "unread": unread}, ensure_ascii=False, indent=1).encode() + b"\n")


def _csv(read: Read, failed: Failed, out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(JUDGEMENT_COLUMNS)
    for path, extract in read:
        inspections = {inspection.ref: inspection for inspection in extract.inspections}
        for judgement in extract.judgements:
            if judgement.published and not judgement.negated:
                found = inspections[judgement.inspection]
                when = "; ".join(time.edtf for time in found.fieldwork) or (
                    found.published_on.edtf if found.published_on else ""
                )
                writer.writerow(
                    [path, found.council, found.inspectorate, found.framework or "", when, found.status, judgement.area]
                    + [judgement.grade, *_evidence(extract, judgement)]
                )
    text.detach()


def _evidence(extract: Extract, judgement: JudgementClaim) -> list[object]:
    place = judgement.evidence[0].passage
    sentence = " ".join(place.of(extract.document.text).split())
    return [extract.document.page_of(place.start) or "", judgement.rule, f"{judgement.confidence:.2f}", sentence]


def _reports_csv(read: Read, failed: Failed, out: IO[bytes]) -> None:
    from graph.reports.table import report_row, write_rows

    rows = [report_row(path, extract.document, extract) for path, extract in read]
    rows += [report_row(str(failure.path), _error(failure), sha256=digest) for failure, digest in failed]
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    write_rows(sorted(rows, key=lambda row: (row["folder"], row["file"])), text)
    text.detach()


def _facts_csv(read: Read, failed: Failed, out: IO[bytes]) -> None:
    from graph.facts import write_facts

    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    write_facts((extract for _, extract in read), text)
    text.detach()


def _error(failure: Failure) -> Unreadable:
    return WrongContent(failure.reason) if failure.kind == "WrongContent" else Unreadable(failure.reason)


def _rdf(media_type: str) -> Callable[[Read, Failed, IO[bytes]], None]:
    def write(read: Read, failed: Failed, out: IO[bytes]) -> None:
        from graph.loading.whole import graph_of
        from server.rdf_text import write_quads

        write_quads(graph_of(extract for _, extract in read), media_type, out)

    return write


FORMATS: dict[str, Callable[[Read, Failed, IO[bytes]], None]] = {
    "table": _table,
    "json": _json,
    "ttl": _rdf("text/turtle"),
    "trig": _rdf("application/trig"),
    "csv": _csv,
    "reports-csv": _reports_csv,
    "facts-csv": _facts_csv,
}

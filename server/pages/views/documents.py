"""`/document/…`: a source with its evidence marked and the claims of each sentence in the margin."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ontology import NS, VOCABULARY
from server.pages import formats
from server.pages.addresses import safe_link, slug_of
from server.pages.answering import answer, to_json
from server.pages.claims import Passage, passages_of
from server.pages.document_text import part_count, part_of, sentences_alone, whole_text
from server.pages.drawing.places import places
from server.pages.evidence import kind_words
from server.pages.facts import facts_of, name_of, values_of
from server.pages.finding import Found, find
from server.pages.paging import paging
from server.pages.rendering import render
from server.pages.source import setup
from server.pages.stored import shown_text
from server.pages.views.entities import thing_writers
from server.pages.wording import counted, listed

blueprint = Blueprint("document", __name__)
_SENTENCES = 120
"""Sentences a page shows where the text may not be shown."""


@blueprint.get("/document/<name>")
def document(name: str) -> Response:
    """A document."""
    found = find("document", name)
    writers = thing_writers(found, lambda: _page(found), "graph-of-document")
    return answer(
        found.path,
        found.extension,
        {**writers, formats.JSON: lambda: to_json(annotation_page(found.iri, passages_of(found.iri)))},
    )


def _page(found: Found) -> str:
    passages = passages_of(found.iri)
    document = shown_text(setup().store, found.slug)
    at = request.args.get("at", "")
    offset = int(at) if at.isascii() and at.isdigit() and len(at) < 10 else None
    placed = [passage for passage in passages if passage.start >= 0]
    whole = document is not None and len(placed) == len(passages)
    if document and whole:
        number = part_of(document, offset) if offset is not None else None
        steps = paging(part_count(document), 1, name="part", number=number)
        body = whole_text(document, passages, steps.number)
        length = len(document.text)
    else:
        before = sum(1 for passage in passages if offset is not None and passage.start <= offset)
        number = max(1, -(-before // _SENTENCES)) if offset is not None else None
        steps = paging(len(passages), _SENTENCES, name="part", number=number)
        body = sentences_alone(passages[steps.offset : steps.offset + _SENTENCES])
        length = 0
    title = name_of(found.rows, found.iri)
    link = safe_link(found.first(f"{VOCABULARY}#address"))
    return render(
        "document.html",
        title=title,
        thing=found,
        kind=kind_words(next((slug_of(row["value"]) for row in found.rows if row["property"].endswith("#type")), "")),
        publisher=found.first(NS["dc"] + "publisher"),
        issued=found.first(NS["dct"] + "issued"),
        answer=_answer(passages, [value.label for value in values_of(found.of(f"{VOCABULARY}#about"))]),
        link=link,
        whole=whole,
        cells=len(placed) < len(passages),
        steps=steps,
        body=body,
        drawing=places(passages, length, found.path) if steps.pages == 1 and length else None,
        facts=[fact for fact in facts_of(found.rows) if not fact[1].endswith(("#problem",))],
    )


def _answer(passages: list[Passage], councils: list[str]) -> str:
    claims = sum(len(passage.claims) for passage in passages)
    if not claims:
        return "Nothing was read in this document."
    verb = "was" if claims == 1 else "were"
    where = counted(len(passages), "cell" if passages[0].start < 0 else "sentence")
    about = listed(councils[:3]) if len(councils) <= 3 else counted(len(councils), "council")
    return (
        f"{counted(claims, 'statement')}{f' about {about}' if about else ''} {verb} read in {where} of this document."
    )


def annotation_page(document: str, passages: list[Passage]) -> dict[str, object]:
    """The passages as a page of Web Annotations, each with position and quote of its sentence."""
    items = [
        {
            "id": passage.reading,
            "type": "Annotation",
            "motivation": "identifying",
            "body": [
                {
                    "id": claim.subject,
                    "type": "SpecificResource",
                    "label": _told(claim.kind, claim.words, claim.mark.label if claim.mark else ""),
                }
                for claim in passage.claims
            ],
            "target": {
                "source": document,
                "selector": [*_position(passage), {"type": "TextQuoteSelector", "exact": passage.text}],
            },
        }
        for passage in passages
    ]
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items}


def _position(passage: Passage) -> list[dict[str, object]]:
    """Where in the text; a cell of a table has no place there."""
    place: dict[str, object] = {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}
    return [place] if passage.start >= 0 else []


def _told(kind: str, words: str, grade: str) -> str:
    return f"{kind}: {words}" + (f", {grade}" if grade else "")

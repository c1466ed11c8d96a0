"""`/search` and `/suggest`, and the description by which browsers search here."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request

from server.pages import formats
from server.pages.answering import answer, to_json
from server.pages.index import index
from server.pages.paging import number_asked
from server.pages.rendering import render
from server.pages.searching import names, sentence_count, sentences

blueprint = Blueprint("search", __name__)
SIZE, MOST_PAGES = 20, 50


@blueprint.get("/search")
@blueprint.get("/search.<name>")
def search(name: str = "") -> Response:
    """Councils, people, inspections, documents and sentences."""
    words = " ".join(request.args.get("q", "").split())[:200]
    found = index()
    number = number_asked("page", 1, MOST_PAGES)

    def page() -> str:
        hits = names(found, words, 12) if number == 1 else []
        total = sentence_count(found, words)
        return render(
            "search.html",
            title=f"Search: {words}" if words else "Search",
            searched=words,
            hits=hits,
            total=total,
            number=number,
            sentences=sentences(found, words, SIZE, (number - 1) * SIZE),
            more=total > number * SIZE and number < MOST_PAGES,
        )

    def json() -> str:
        return to_json(
            {
                "query": words,
                "names": [
                    {
                        "kind": hit.kind,
                        "name": hit.label,
                        "about": hit.told,
                        "path": hit.path,
                        "score": round(hit.score, 3),
                    }
                    for hit in names(found, words, 20)
                ],
                "sentences": [
                    {"text": hit.text, "document": hit.title, "issued": hit.issued, "path": hit.path}
                    for hit in sentences(found, words, SIZE, (number - 1) * SIZE)
                ],
                "total_sentences": sentence_count(found, words),
            }
        )

    return answer("/search", formats.extension_named(name), {formats.HTML: page, formats.JSON: json})


@blueprint.get("/suggest")
def suggest() -> Response:
    """Names for what is being typed."""
    words = " ".join(request.args.get("q", "").split())[:100]
    found = index()
    hits = [
        {"name": hit.label, "kind": hit.kind, "about": hit.told, "path": hit.path} for hit in names(found, words, 8)
    ]
    return answer("/suggest", formats.JSON, {formats.JSON: lambda: to_json(hits)})


@blueprint.get("/go")
def go() -> Response:
    """Straight to the best name, else to the results."""
    from urllib.parse import quote

    words = request.args.get("q", "")
    hits = names(index(), words, 1)
    response = redirect(hits[0].path if hits and hits[0].score > 0.95 else f"/search?q={quote(words)}", 302)
    assert isinstance(response, Response)
    return response

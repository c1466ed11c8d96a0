"""`/search` and `/suggest`, and the description by which browsers search here."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, request

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
                "names": [asdict(hit) for hit in names(found, words, 20)],
                "sentences": [
                    {key: value for key, value in asdict(hit).items() if key != "marked"}
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
    hits = [asdict(hit) for hit in names(found, words, 8)]
    return answer("/suggest", formats.JSON, {formats.JSON: lambda: to_json(hits)})

"""The home page: search, totals in a sentence, the map, what changed lately, three ready questions."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, request

from ontology import BASE
from server.pages import formats, lists
from server.pages.answering import answer, graph_writers
from server.pages.asking import grouped, triples_of
from server.pages.drawing.shapes import Drawing
from server.pages.drawing.tiles import tile_map
from server.pages.index import Index, index, index_or_none
from server.pages.paging import number_asked
from server.pages.rendering import render, standing_alone
from server.pages.schemes import Mark
from server.pages.wording import counted

blueprint = Blueprint("home", __name__)
YEARS = (2015, 2018, 2021, 2024)
QUESTIONS = ("out-of-a-grade", "who-said-what", "money-after-a-grade")


@blueprint.get("/")
@blueprint.get("/index.<name>")
def home(name: str = "") -> Response:
    """The home page."""
    index_or_none()
    writers = {formats.HTML: _page, **graph_writers(_description), formats.SVG: _picture}
    return answer("/", formats.extension_named(name), writers)


def _picture() -> str:
    return standing_alone(_map(index())[0])


def _page() -> str:
    found = index_or_none()
    topic, year = topic_asked(), year_asked()
    drawing, topic, marks = _map(found) if found else (None, topic, {})
    changes = list(grouped(lists.changed(found, 20), "inspection").values())[:4] if found else []
    latest = lists.changes(found, 8) if found and not changes else []
    return render(
        "home.html",
        title="Every council inspection, and the sentence that says so",
        iri=f"{BASE}dataset",
        totals=_totals(found),
        drawing=drawing,
        topic=topic,
        topics=[(key, lists.topic_name(key)) for key in lists.TOPICS],
        years=YEARS,
        year=year,
        legend=lists.legend(marks),
        changes=changes,
        latest=latest,
        questions=_questions(),
        triples=_description(),
    )


def topic_asked() -> str:
    """The area of the map among the parameters."""
    asked = request.args.get("area", "")
    return asked if asked in lists.TOPICS else ""


def year_asked() -> str:
    """The year of the map among the parameters."""
    return str(number_asked("year", 1, 2100)) if request.args.get("year") else ""


def _map(found: Index) -> tuple[Drawing | None, str, dict[str, Mark]]:
    topic = topic_asked() or lists.best_topic(found)
    marks = lists.latest_marks(found, topic, year_asked())
    when = f" at the end of {year_asked()}" if year_asked() else ", latest grade"
    what = lists.topic_name(topic).lower() + when
    return tile_map(lists.councils(found, {"nation": "england"}), marks, what), topic, marks


def _totals(found: Index | None) -> str:
    if found is None:
        return "The data are being made ready."
    about = {key: int(value) for key, value in found.about.items() if value.isdigit()}
    if not about.get("judgement") and not about.get("document"):
        return "No document has been loaded yet: the register of councils and the ontology are here already."
    parts = [counted(about[name], name) for name in ("judgement", "inspection", "council")]
    since = f" since {about['since']}" if about.get("since") else ""
    return (
        f"{parts[0]} from {parts[1]} of {parts[2]}{since}, who was in charge, what they said and what they promised, read in"
        f" {counted(about['document'], 'document')}; each fact is linked to the words it was read from."
    )


def _questions() -> list[tuple[str, str]]:
    from server.pages.views.questions import questions

    known = questions()
    return [(name, known[name].question) for name in QUESTIONS if name in known]


def _description() -> list[ox.Triple]:
    return triples_of("graph-of-concept", {"this": [f"{BASE}dataset", f"{BASE}register"]})

"""`/judgements`: the flat table that everybody wants, in pages with true totals; `/documents`: the sources."""

from __future__ import annotations

from flask import Blueprint, Response, request

from server.pages import formats, lists, schemes
from server.pages.answering import answer, table_writers
from server.pages.asking import grouped
from server.pages.assessments import topic_order
from server.pages.drawing.by_year import by_year
from server.pages.drawing.shapes import Drawing
from server.pages.index import index
from server.pages.paging import paging
from server.pages.rendering import render, standing_alone
from server.pages.schemes import scales

blueprint = Blueprint("judgements", __name__)
SIZE = 50
MOST = 200_000
"""Rows of a download; a dump holds more."""


@blueprint.get("/judgements")
@blueprint.get("/judgements.<name>")
def judgements(name: str = "") -> Response:
    """The table; downloads hold all rows unless `page` is given."""
    found = index()
    asked = request.args.to_dict()
    total = lists.judgement_count(found, asked)

    def drawing() -> Drawing | None:
        topic = asked.get("topic") or lists.best_topic(found)
        return by_year(lists.counts_by_year(found, asked, topic), lists.topic_name(topic).lower())

    def page() -> str:
        steps = paging(total, SIZE)
        rows = lists.judgements(found, asked, SIZE, steps.offset)
        return render(
            "judgements.html",
            title="Judgements",
            drawing=drawing(),
            steps=steps,
            asked=asked,
            groups=list(grouped(rows, "inspection").values()),
            topics=_topics(),
            grades=[schemes.mark(iri) for iri in scales()["ofsted"]],
            regions=lists.choices(found, "region"),
            query_link="/query/judgements",
        )

    def rows() -> list[dict[str, str]]:
        if "page" in asked:
            return lists.judgements(found, asked, SIZE, paging(total, SIZE).offset)
        return lists.judgements(found, asked, MOST, 0)

    table = table_writers(lists.JUDGEMENT_COLUMNS, rows, total=total)
    writers = {formats.HTML: page, **table, formats.SVG: lambda: standing_alone(drawing())}
    return answer("/judgements", formats.extension_named(name), writers)


def _topics() -> list[tuple[str, str]]:
    from graph.vocabulary import load_vocabulary

    found = [each for each in load_vocabulary().concepts.values() if each.scheme == "topic"]
    return [(each.notation, each.label) for each in sorted(found, key=lambda each: topic_order(each.iri.value))]


@blueprint.get("/documents")
@blueprint.get("/documents.<name>")
def documents(name: str = "") -> Response:
    """The sources, the newest first, of one council if asked."""
    found = index()
    council = request.args.get("council", "").strip()
    where = "WHERE slug IN (SELECT document FROM document_council WHERE council = ?)" if council else ""
    given = [council] if council else []
    counting = "SELECT count(*) FROM document_council WHERE council = ?"
    total = found.number(counting, given) if council else int(found.about["document"])
    sql = f"SELECT * FROM document {where} ORDER BY issued DESC, slug LIMIT ? OFFSET ?"  # noqa: S608 - our own text

    def page() -> str:
        steps = paging(total, SIZE)
        return render(
            "documents.html",
            title="Documents",
            steps=steps,
            rows=found.rows(sql, (*given, SIZE, steps.offset)),
            council=council,
        )

    table = table_writers(("iri", "title", "issued", "publisher", "kind"), lambda: found.rows(sql, (*given, MOST, 0)))
    return answer("/documents", formats.extension_named(name), {formats.HTML: page, **table})

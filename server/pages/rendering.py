"""What every page is given besides its own values: title, alternates, version, citation and report addresses; and filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from flask import Blueprint, g, render_template, request

from ontology import NS
from server.pages import formats, schemes, wording
from server.pages.addresses import path_of, slug_of
from server.pages.answering import alternate, script_json
from server.pages.drawing import palette
from server.pages.drawing.shapes import Drawing, nothing_drawn
from server.pages.evidence import MOST, kind_words
from server.pages.facts import capital
from server.pages.finding import Found
from server.pages.linked_data import compacted
from server.pages.results import heading
from server.pages.source import root, setup
from server.pages.wording import today

NAVIGATION = (
    ("/councils", "Councils"),
    ("/judgements", "Judgements"),
    ("/query", "Questions"),
    ("/sparql", "SPARQL"),
    ("/ns", "Ontology"),
)


def render(
    template: str,
    *,
    title: str,
    thing: Found | None = None,
    iri: str = "",
    triples: Iterable[ox.Triple] = (),
    **values: object,
) -> str:
    """A page of a thing, or, without one, of `iri`; `triples` are what programs find in the page about that."""
    path = g.get("page_path", request.path)
    if thing:
        iri, triples = thing.iri, thing.triples
    offered: Sequence[formats.Format] = g.get("page_formats", ())
    canonical = f"{root()}{quote(path)}"
    if thing:
        values.setdefault("query_link", f"/sparql?query={quote(f'DESCRIBE <{iri}>')}")
    return render_template(
        template,
        title=title,
        iri=iri,
        linked_data=compacted(triples or _page_itself(canonical, title), f"{root()}/context.jsonld"),
        page_path=path,
        path=path,
        canonical=canonical,
        alternates=[(form, alternate(path, form)) for form in offered if form is not formats.HTML],
        navigation=NAVIGATION,
        version=setup().source.version,
        root=root(),
        loaded=g.get("loaded", ""),
        today=today(),
        report_address=f"/correct?about={quote(iri or canonical, safe='')}",
        **values,
    )


def standing_alone(*drawings: Drawing | None) -> str:
    """The first picture that there is, as a file of its own; where there is none, one that says so."""
    found = next((drawing for drawing in drawings if drawing), nothing_drawn())
    return render_template("picture.svg", drawing=replace(found, standalone=True, style=palette.STYLE))


def _page_itself(address: str, title: str) -> list[ox.Triple]:
    """What can be said of a page that is about no one thing."""
    this = ox.NamedNode(address)
    kind = ox.Triple(this, ox.NamedNode(NS["rdf"] + "type"), ox.NamedNode(NS["foaf"] + "Document"))
    return [kind, ox.Triple(this, ox.NamedNode(NS["dct"] + "title"), ox.Literal(title, language="en"))]


def register_filters(blueprint: Blueprint) -> None:
    """The words of `wording` and a few more as template filters."""
    filters: dict[str, Callable[..., object]] = {
        "day": wording.day_in_words,
        "time": wording.time_tag,
        "pounds": wording.pounds,
        "shortened": wording.shortened,
        "lower_first": wording.lower_first,
        "counted": wording.counted,
        "path": path_of,
        "slug": slug_of,
        "kind_words": kind_words,
        "script_json": lambda value: _safe(script_json(value)),
        "bibtex": lambda text: str(text).replace("{", "(").replace("}", ")").replace("\\", "/"),
        "heading": heading,
        "label": schemes.label,
        "capital": capital,
        "mark": lambda iri: schemes.mark(iri) if iri else None,
        "queried": lambda values, name: urlencode([(name, value) for value in values]),
        "sources": _sources,
    }
    for name, function in filters.items():
        blueprint.add_app_template_filter(function, name)


def _safe(text: str) -> str:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - script_json leaves no character that ends a script element


def _sources(evidence: Sequence[object]) -> str:
    """`2 sources`: the number of documents, not of sentences."""
    documents = {found.source.iri for found in evidence}  # type: ignore[attr-defined]
    return ("at least " if len(evidence) >= MOST else "") + wording.counted(len(documents), "source")

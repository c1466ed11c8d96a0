"""What every page is given besides its own values: title, alternates, version, citation and report addresses; and filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from flask import Blueprint, g, render_template, request

from server.pages import formats, wording
from server.pages.addresses import path_of, slug_of
from server.pages.answering import alternate, script_json
from server.pages.evidence import kind_words
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
    template: str, *, title: str, iri: str = "", linked_data: Mapping[str, object] | None = None, **values: object
) -> str:
    """A page; `iri` is what it is about, `linked_data` what search machines are told."""
    path = g.get("page_path", request.path)
    offered: Sequence[formats.Format] = g.get("page_formats", ())
    canonical = f"{root()}{path}"
    return render_template(
        template,
        title=title,
        iri=iri,
        linked_data=linked_data,
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
    return wording.counted(len(documents), "source")

"""The latest graded inspection of a council in one sentence, with what changed since the one before."""

from __future__ import annotations

from markupsafe import Markup, escape

from ontology import NS
from server.pages import schemes
from server.pages.assessments import Inspection, Judgement
from server.pages.facts import capital
from server.pages.wording import day_in_words, listed_markup, lower_first


def answer_sentence(name: str, shown: list[Inspection], on: str) -> Markup:
    """The latest graded inspection in one sentence, with what changed since the one before."""
    graded = [each for each in shown if any(found.mark and found.mark.graded for found in each.judgements)]
    dated = [each for each in graded if each.start]
    then = f" by {day_in_words(on)}" if on else ""
    if not graded:
        named = (
            f"{name} has not been inspected{then}"
            if not shown
            else f"{len(shown)} inspections of {name} were read, none with a grade"
        )
        return escape(f"No graded inspection of {name} has been read{then}." if not shown else f"{named}.")
    latest = next((each for each in dated if each.service_kind == "childrens"), (dated or graded)[0])
    service = (
        capital(schemes.label(f"{NS['service-kind']}{latest.service_kind}")) if latest.service_kind else "Services"
    )
    verb = "were" if service.endswith("s") else "was"
    start = escape(
        f"{service} {verb} last inspected {_preposition(latest.when)}{latest.when}"
        if latest.start
        else f"{service} {verb} inspected, on a day no source gives"
    )
    return start + ": " + _grades(latest, graded) + "."


def _preposition(when: str) -> str:
    if when.startswith("published"):
        return "in the report "
    if when == "date not given":
        return "with "
    if " to " in when:
        return "from "
    return "on " if when[:1].isdigit() and not when.isdigit() else "in "


def _grades(latest: Inspection, graded: list[Inspection]) -> Markup:
    overall = latest.overall
    if overall and overall.mark and overall.mark.graded:
        told = Markup("<b>{}</b> overall").format(lower_first(overall.mark.label))
        return told + _change(overall, latest, graded)
    parts = [
        Markup("<b>{}</b> for {}").format(lower_first(found.mark.label), lower_first(found.topic_label))
        for found in latest.judgements
        if found.mark and found.mark.graded
    ]
    told = listed_markup(parts)
    none = overall is not None and overall.mark is not None and not overall.mark.graded
    return told + ("; no overall grade was given" if none else "")


def _change(overall: Judgement, latest: Inspection, graded: list[Inspection]) -> Markup:
    earlier = [
        each
        for each in graded
        if each.iri != latest.iri and each.service == latest.service and each.start and each.start < latest.start
    ]
    if not earlier or not earlier[0].overall or not earlier[0].overall.mark or not overall.mark:
        return Markup("")
    before = earlier[0].overall.mark
    when = earlier[0].when
    if before.scale != overall.mark.scale or not before.graded:
        return Markup(", after <b>{}</b> on another scale {}{}").format(
            lower_first(before.label), _preposition(when), when
        )
    if before.rank == overall.mark.rank:
        return Markup(", as before {}{}").format(_preposition(when), when)
    way = "up" if before.rank > overall.mark.rank else "down"
    return Markup(", {} from <b>{}</b> {}{}").format(way, lower_first(before.label), _preposition(when), when)

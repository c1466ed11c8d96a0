"""The first sentence of the pages of councils and inspections: what was found, when, and what changed."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from server.pages.assessments import Inspection, Judgement
from server.pages.schemes import Mark
from server.pages.wording import day_in_words, listed_markup, lower_first


def of_council(name: str, shown: list[Inspection], on: str) -> Markup:
    """The latest graded inspection, children's services before others, with what changed since the one before."""
    graded = [each for each in shown if each.graded]
    if not graded:
        then = f" by {day_in_words(on)}" if on else ""
        none = f"No graded inspection of {name} has been read{then}."
        return escape(f"{len(shown)} inspections of {name} were read, none with a grade." if shown else none)
    dated = [each for each in graded if each.start] or graded
    latest = next((each for each in dated if each.service_kind == "childrens"), dated[0])
    service = latest.service_label or "Services"
    start = f"{service} {'were' if service.endswith('s') else 'was'} "
    when = f"last inspected {_on(latest.when)}" if latest.start else "inspected, on a day no source gives"
    return escape(f"{start}{when}: ") + _grades(latest, graded) + "."


def of_inspection(this: Inspection, council: str) -> Markup:
    """Who judged whom, when, and how."""
    by = this.by_label or "An inspectorate"
    if not this.graded:
        return Markup("{} inspected {}, {}; no grade was read.").format(by, council, this.when)
    told = [found for found in this.graded if found is this.overall] or this.graded
    when = f"({this.when})" if this.start or this.fieldwork or this.published else "on a day no source gives"
    return Markup("{} judged {} {}: {}.").format(by, council, when, _listed(told))


def _on(when: str) -> str:
    """The words for a time with the preposition before them."""
    if when.startswith("published"):
        return f"in the report {when}"
    if when == "date not given":
        return f"with {when}"
    if " to " in when:
        return f"from {when}"
    return f"{'on' if when[:1].isdigit() and not when.isdigit() else 'in'} {when}"


def _bold(mark: Mark) -> Markup:
    return Markup("<b>{}</b>").format(lower_first(mark.label))


def _listed(judgements: Sequence[Judgement]) -> Markup:
    parts = [(_bold(found.mark), lower_first(found.topic_label)) for found in judgements if found.mark]
    return listed_markup([Markup("{} for {}").format(grade, area) for grade, area in parts])


def _grades(latest: Inspection, graded: list[Inspection]) -> Markup:
    overall = latest.overall
    if overall is None or overall.mark is None:
        return _listed(latest.graded)
    if not overall.mark.graded:
        return _listed(latest.graded) + "; no overall grade was given"
    return _bold(overall.mark) + " overall" + _change(overall.mark, latest, graded)


def _change(now: Mark, latest: Inspection, graded: list[Inspection]) -> Markup:
    """From the inspection of the same service before, where that has an overall grade."""
    earlier = [each for each in graded if each.service == latest.service and "" < each.start < latest.start]
    overall = earlier[0].overall if earlier else None
    if overall is None or overall.mark is None:
        return Markup("")
    before, when = overall.mark, _on(earlier[0].when)
    if before.scale != now.scale or not before.graded:
        return Markup(", after {} on another scale {}").format(_bold(before), when)
    if before.rank == now.rank:
        return Markup(", as before {}").format(when)
    return Markup(", {} from {} {}").format("up" if before.rank > now.rank else "down", _bold(before), when)

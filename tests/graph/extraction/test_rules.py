"""Every rule: it fires in its example, not in its counter-example, and some article would be read otherwise without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from graph.document import Document
from graph.extraction.councils import places
from graph.extraction.councils.councils import council_mentions
from graph.extraction.focus.focus import Focus
from graph.extraction.grades import by_rules, echoes, gradings, vetoes
from graph.extraction.inspections import datings, sightings
from graph.extraction.inspections.verdicts import verdicts
from graph.extraction.interventions import interventions
from graph.extraction.mentions import analyse
from graph.extraction.scene.scene import Scene, scene_of
from graph.extraction.sentences import split
from graph.extraction.tape.rules import Binding, Rule, fired, load_rules
from graph.extraction.tape.tape import Tape, tape_of
from tests.graph.extraction.invented import articles, document, remarks
from tests.quality.corpus import documents

FAMILIES = {
    "vetoes": vetoes,
    "judgements": by_rules,
    "echoes": echoes,
    "events": sightings,
    "interventions": interventions,
    "places": places,
}
RULES = [pytest.param(rule, id=f"{family}:{rule.name}") for family in FAMILIES for rule in load_rules(family)]


def laid_out(source: Document) -> tuple[Scene, Focus]:
    sentences = split(source)
    councils = council_mentions(source, sentences)
    scene = scene_of(analyse(source, sentences, councils))
    return scene, Focus(scene, councils)


def tapes(family: str, source: Document) -> list[Tape]:
    """The tapes that the rules of a family see: those of places see them before any place is taken for a council."""
    if family != "places":
        return [line.tape for line in laid_out(source)[0].lines]
    sentences = split(source)
    return [tape_of(source, each) for each in analyse(source, sentences, council_mentions(source, sentences)).sentences]


def fires(rule: Rule, text: str) -> bool:
    seen = tapes(rule.family, document(text))
    return any(rule.may_fire(tape.keys) and any(True for _ in rule.bindings(tape)) for tape in seen)


@pytest.mark.parametrize("rule", RULES)
def test_example(rule: Rule) -> None:
    assert fires(rule, rule.example)


@pytest.mark.parametrize("rule", RULES)
def test_counter_example(rule: Rule) -> None:
    assert not fires(rule, rule.counter_example)


def test_names_are_unique() -> None:
    for family in FAMILIES:
        names = [rule.name for rule in load_rules(family)]
        assert len(names) == len(set(names))


def facts(scene: Scene, focus: Focus) -> frozenset[tuple[object, ...]]:
    """What the rules make of a document, without offsets, names of rules and confidences."""
    inspections, judgements = verdicts(scene, focus, sightings.sightings(scene, focus), gradings.gradings(scene))
    acts = interventions.interventions(scene, focus)
    found: set[tuple[object, ...]] = {
        (c.ref, c.council, c.service, c.kind, c.status, c.fieldwork, c.published_on, c.published) for c in inspections
    }
    found |= {(c.inspection, c.area, c.grade, c.negated, c.published) for c in judgements}
    found |= {(c.council, c.kind, c.status, c.published) for c in acts}
    return frozenset(found)


@cache
def library() -> tuple[tuple[Scene, Focus, frozenset[tuple[object, ...]]], ...]:
    return tuple((*(scene_and_focus := laid_out(source)), facts(*scene_and_focus)) for source in sources())


@cache
def sources() -> tuple[Document, ...]:
    texts = [*(each.text for each in articles()), *(each.text for each in remarks())]
    return (*(document(text) for text in texts), *documents().values())


@cache
def firing() -> dict[str, list[int]]:
    """For every rule, the numbers of the articles of the library in which it fires."""
    found: dict[str, list[int]] = defaultdict(list)
    unread = [tapes("places", source) for source in sources()]
    for number, (scene, _, _) in enumerate(library()):
        for family in FAMILIES:
            for rule in load_rules(family):
                seen = unread[number] if family == "places" else [line.tape for line in scene.lines]
                if any(True for tape in seen for _ in rule.bindings(tape)):
                    found[f"{family}:{rule.name}"].append(number)
    return found


def without(rule: Rule) -> Iterator[bool]:
    """Whether each article in which the rule fires is read otherwise once the rule is gone."""
    for number in firing()[f"{rule.family}:{rule.name}"]:
        scene, focus, before = library()[number]
        if rule.family == "places":
            scene, focus = laid_out(sources()[number])
        yield facts(scene, focus) != before


@pytest.mark.slow
@pytest.mark.devdata
@pytest.mark.parametrize("rule", RULES)
def test_deleting_it_changes_an_article(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    library(), firing()

    def kept(family: str, tape: Tape, **names: str) -> Iterator[tuple[Rule, Binding]]:
        return (each for each in fired(family, tape, **names) if each[0] != rule)

    for module in (by_rules, vetoes, echoes, datings, sightings, interventions, places):
        monkeypatch.setattr(module, "fired", kept)
    assert any(without(rule))

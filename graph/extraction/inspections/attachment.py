"""Which inspection each grade belongs to.

Takes gradings, sightings and the focus of a document; attaches every grade to the council in focus and to the inspection
whose date governs it, else to the one called earlier, else to the current one. Inspections that only grades tell are added.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.dates.when import compatible, order
from graph.extraction.focus.focus import Focus
from graph.extraction.grades.grading import CANDIDATE, Grading
from graph.extraction.grades.in_turn import RULE as IN_TURN
from graph.extraction.inspections.attached import Attached
from graph.extraction.inspections.bygone import again_at, also_then, had_been, in_passing, led_to, of_before, pluperfect
from graph.extraction.inspections.event import Event
from graph.extraction.inspections.events import Events
from graph.extraction.inspections.governing import aside, earlier, governing, years_after
from graph.extraction.inspections.newly import told_as_new, told_as_recent
from graph.extraction.inspections.referring import announcing, listed_after, that_one, told_on
from graph.extraction.inspections.scales import can_give, of_each_service, on_scale, service_of, trust
from graph.extraction.inspections.sighting import Sighting
from graph.extraction.inspections.visits import are_news, of_round_up
from graph.extraction.inspections.whose import Whose
from graph.extraction.scene.scene import Scene

_AGAIN = re.compile(
    r"\b(?:again|still|remain\w*|retain\w*|keep\w*|kept|preserv\w*"
    r"|(?:h[eo]ld|hang|hung|cling|clung|stick|stuck)\w* (?:on|to|with)"
    r"|maintain\w*|second|third|once more|consecutive|another)\b"
)
_NEAR = 3  # lines
_SAME_BATCH = re.compile(
    r"\b(?:same|latest|this) (?:batch|round|tranche|raft|set|clutch|crop) |\bthe same (?:day|morning|afternoon)\b"
)
_DAY = len("2024-05-12")
_KIND_OF = {"adult_social_care": "assessment", "social_housing": "judgement"}


class Attachment:
    """The attaching of the gradings of one document; `attached` is the result, `events` grows on the way."""

    def __init__(self, scene: Scene, focus: Focus, seen: tuple[Sighting, ...]) -> None:
        self.scene, self.focus = scene, focus
        self._whose = Whose(scene, focus)
        self.events = Events(seen, scene.document.issued)
        self.attached: list[Attached] = []
        self._of_event: dict[int, list[Attached]] = defaultdict(list)
        self._left: set[tuple[str, str]] = set()
        self._of_line: dict[int, list[Sighting]] = defaultdict(list)
        self._beside: dict[int, list[Sighting]] = defaultdict(list)
        for sighting in seen:
            if sighting.when is not None:
                (self._beside if sighting.beside else self._of_line)[sighting.line].append(sighting)

    def attach(self, gradings: Iterable[Grading]) -> None:
        """Attach all gradings: those with a date first, then those that words place, then the rest."""
        waiting: list[tuple[Grading, str, float]] = []
        overtaken = self.scene.passing.overtaken
        for grading in (on_scale(self.scene, one) for each in gradings for one in of_each_service(each)):
            councils, factor = self._whose.of(grading)
            if grading.before and not grading.partial:
                self._left.update((council, grading.grade.value) for council in councils)
            confidence = grading.confidence * factor * trust(self.scene, grading)
            for council in councils:
                events = [] if grading.left else [e for e in self._dated(grading, council) if not e.visit]
                events = events or self._listed_with(grading, council)
                if not events:
                    waiting.append((grading, council, confidence))
                for event in events:
                    again = also_then(grading, [each for each, of, _ in waiting if of == council])
                    told = aside(grading) or years_after(grading) or overtaken(grading.line)
                    told = told or (had_been(grading) and not self.scene.minuted)
                    event.cued = event.cued or again or grading.before or told
                    self.add(event, grading, confidence, dated=True)
        self.events.settle()
        for grading, council, confidence in sorted(waiting, key=lambda each: (pluperfect(each[0]), each[0].partial)):
            self._by_words(grading, council, confidence)

    def _listed_with(self, grading: Grading, council: str) -> list[Event]:
        """The inspections of the grade before, in a list such as `in 2018 it was good overall, good for A, poor for B`."""
        own = [each for each in self.attached if each.event.council == council]
        last = listed_after(grading, (each.grading for each in own))
        return [each.event for each in own if each.grading is last]

    def add(
        self, event: Event, grading: Grading, confidence: float, *, negated: bool = False, dated: bool = False
    ) -> None:
        """Attach one grading to one inspection."""
        attached = Attached(event, grading, confidence, negated, dated)
        self.attached.append(attached)
        self._of_event[id(event)].append(attached)

    def of(self, event: Event) -> list[Attached]:
        """What is attached to an inspection."""
        return self._of_event[id(event)]

    def move(self, source: Event, target: Event) -> None:
        """Everything attached to one inspection goes to another, which it turned out to be."""
        for each in self._of_event.pop(id(source), []):
            each.event = target
            self._of_event[id(target)].append(each)
        self.events.remove(source)

    def new(self, council: str, service: str, *, previous: bool) -> Event:
        """An inspection that no date tells of."""
        kind = _KIND_OF.get(service, "full")
        event = Event(council, service, kind, self.events.seen_from(council), previous=previous, cued=previous)
        self.events.add(event)
        return event

    def _dated(self, grading: Grading, council: str) -> list[Event]:
        """The inspection whose date governs the grade; several for `in 2017 and 2021`."""
        seen = self._of_line[grading.line.number]
        dated = [sighting for sighting in seen if sighting.date is not None]
        sighting = governing(grading, dated) or governing(grading, seen)
        if sighting is None and (date := grading.date or self._date_beside(grading)) is not None:
            return self._at(grading, date, council)
        if sighting is None and not grading.before:
            seen = announcing(self.scene, grading.line, self._of_line)
            sighting = next((each for each in reversed(seen) if not each.publication), None) or next(iter(seen), None)
            if sighting is None and not earlier(grading):
                sighting = told_on(self.scene, grading.line, self._of_line)
        if sighting is None:
            return self._told_of(grading, council)
        others = [] if grading.rule == IN_TURN else seen
        together = [self.events.behind(e, council) for e in [sighting, *others] if e.position == sighting.position]
        again = [each for each in dated if again_at(grading, sighting.position, each.position)]
        together += [self.events.behind(each, council) for each in again]
        fit = [e for e in together if e and can_give(e.service, grading.grade.value)]
        if grading.service:
            fit = [event for event in fit if event.service == grading.service]
        return list({id(event): event for event in fit}.values())

    def _date_beside(self, grading: Grading) -> Mention | None:
        """A time long past that governs the grade, of which no rule says what happened then."""
        beside = governing(grading, self._beside[grading.line.number])
        return beside.date if beside else None

    def _told_of(self, grading: Grading, council: str) -> list[Event]:
        """The inspection of the time that opens the sentence before, or the entry of a timeline in which the line stands."""
        line = grading.line
        passing = self.scene.passing
        told = passing.told_before(line, self.scene.before(line)) or passing.entry(line)
        told = told or (None if line.of(MentionKind.DATE) else passing.heading(line))
        return self._at(grading, told, council) if told else []

    def _at(self, grading: Grading, date: Mention, council: str) -> list[Event]:
        """The inspection at a date that only the grade speaks of, as in the column of a table."""
        service, when = service_of(self.scene, grading), date.when
        if when is None:
            return []
        for event in self.events.of(council, service):
            if event.edtf and not event.visit and compatible(event.edtf, when.edtf):
                return [event]
        event = self.new(council, service, previous=grading.before)
        if len(when.edtf) == _DAY and service != "social_housing":
            event.published = when  # a day is that of a report; the housing regulator's judgements have no other
        else:
            event.fieldwork = when
        return [event]

    def _by_words(self, grading: Grading, council: str, confidence: float) -> None:
        service = service_of(self.scene, grading)
        same = None if grading.left else self._that_one(grading, council) or self._of_batch(grading, council, service)
        if same is not None:
            self.add(same, grading, confidence)
        elif grading.left:
            past = self._at(grading, grading.date, council) if grading.date else []
            for event in past:
                event.cued = event.previous = True
            now = self._left_at(grading, council) or self._current(council, service, grading)
            self.add(now, grading, confidence, negated=True)
            self.add(next(iter(past), None) or self._earlier(council, service, grading), grading, confidence)
        elif (
            grading.before
            or earlier(grading)
            or led_to(grading, self.scene.document.issued)
            or self.scene.passing.overtaken(grading.line)
            or (
                ((pluperfect(grading) and not _raised(grading)) or self._is_left(council, grading))
                and self._is_outdated(council, service, grading)
            )
            or (of_before(grading) and self._visits_are_news(council, service))
        ):
            visit = of_round_up(self.scene, self.events.of(council, service), grading, council, service)
            if visit is not None:
                self.events.add(visit)
            self.add(self._earlier(council, service, grading), grading, confidence)
        else:
            told = self._going_on(council, service, grading) or self._before_the_newest(council, service, grading)
            self.add(told or self._current(council, service, grading), grading, confidence)

    def _going_on(self, council: str, service: str, grading: Grading) -> Event | None:
        """The past inspection whose grades the paragraph has told last, for an area of which it goes on to tell."""
        line = grading.line
        if not grading.partial or told_as_new(grading) or line.of(MentionKind.DATE):
            return None
        told = [
            each
            for each in self.attached
            if (each.event.council, each.event.service) == (council, service)
            and line.number - each.grading.line.number in (0, 1)
            and each.grading.line.sentence.block == line.sentence.block
            and (each.grading.line is not line or each.grading.position < grading.position)
        ]
        past = all(
            each.event.previous and not (each.event.visit or each.grading.before or each.grading.left) for each in told
        )
        past = past and (pluperfect(grading) or not all(in_passing(each.grading) for each in told))
        return told[-1].event if told and past else None

    def _before_the_newest(self, council: str, service: str, grading: Grading) -> Event | None:
        """The earlier inspection told right before a grade, if the document comes to the newest one further down."""
        number = grading.line.number
        first: dict[int, tuple[int, Event]] = {}
        for line in sorted(self._of_line):
            for each in self._of_line[line]:
                if (event := self.events.behind(each, council)) and event.service == service and not event.visit:
                    first.setdefault(id(event), (line, event))
        if grading.partial or told_as_new(grading) or not first:
            return None
        newest = max((event for _, event in first.values()), key=lambda event: order(event.edtf or "0000"))
        near = [event for line, event in first.values() if number - _NEAR <= line < number and event is not newest]
        return near[-1] if near and first[id(newest)][0] > number + 1 else None

    def _left_at(self, grading: Grading, council: str) -> Event | None:
        """The inspection of the time at which the service is told to have left a grade behind."""
        dated = [] if grading.date else self._of_line[grading.line.number]
        sighting = governing(replace(grading, left=False, before=False), [each for each in dated if each.date])
        return self.events.behind(sighting, council) if sighting else None

    def _is_left(self, council: str, grading: Grading) -> bool:
        """Whether the grade is one that the document tells as that of before: `from inadequate to good`."""
        return not grading.partial and (council, grading.grade.value) in self._left

    def _is_outdated(self, council: str, service: str, grading: Grading) -> bool:
        """Whether the inspection that the document reports on is known to have come to another grade."""
        current = [event for event in self.events.of(council, service) if not (event.visit or event.previous)]
        return any(grading.grade.value not in self._overall(event, {grading.grade.value}) for event in current)

    def _visits_are_news(self, council: str, service: str) -> bool:
        """Whether the document is about visits without grades, so that the epithet of a council was true before."""
        own = self.events.of(council, service)
        graded = [event for event in own if any(each.confidence > CANDIDATE for each in self.of(event))]
        return are_news(self.scene, own, graded)

    def _that_one(self, grading: Grading, council: str) -> Event | None:
        """The inspection last spoken of, for a grade given `in that inspection`."""
        return next((self.events.behind(seen, council) for seen in that_one(grading, self._of_line)), None)

    def _of_batch(self, grading: Grading, council: str, service: str) -> Event | None:
        """A judgement of `the same batch` as one of another council whose day the text has told."""
        if not _SAME_BATCH.search(grading.line.text):
            return None
        told = [each.event for each in self.attached if each.event.service == service and each.event.edtf]
        if not told or self.events.of(council, service):
            return None
        event = self.new(council, service, previous=told[-1].previous)
        event.fieldwork, event.published = told[-1].fieldwork, told[-1].published
        return event

    def _current(self, council: str, service: str, grading: Grading) -> Event:
        """The latest inspection not called an earlier one; `now good` makes a dated one with another grade an earlier one."""
        own = [e for e in self.events.of(council, service) if not (e.visit or e.previous or e.under_way)]
        latest = max(own, key=lambda event: order(event.edtf or "0000"), default=None)
        if latest is None or (latest.faded and not grading.partial):
            again = self._same_again(council, service, grading) or self._told_just_before(council, service, grading)
            return again or self.new(council, service, previous=False)
        contradicted = not grading.partial and grading.grade.value not in self._overall(latest, {grading.grade.value})
        left = any((council, known) in self._left for known in self._overall(latest, set()))
        if latest.edtf and contradicted and not grading.left and (left or told_as_new(grading)):
            latest.cued = True
            return self.new(council, service, previous=False)
        return latest

    def _told_just_before(self, council: str, service: str, grading: Grading) -> Event | None:
        """The past inspection dated in one of the two sentences before, of whose areas the document goes on to tell."""
        number = grading.line.number
        near = [*self._of_line[number - 1], *self._of_line[number - 2]] if grading.partial else []
        events = (self.events.behind(each, council) for each in near)
        return next((event for event in events if event and event.service == service and not event.visit), None)

    def _same_again(self, council: str, service: str, grading: Grading) -> Event | None:
        """The latest inspection, past or known by its year alone, if it came to the grade by which the service is still known."""
        own = [event for event in self.events.of(council, service) if not event.visit]
        latest = max(own, key=lambda event: order(event.edtf or "0000"), default=None)
        if latest is None or latest.cued or grading.partial:
            return None
        if _AGAIN.search(grading.line.text) and not self._visits_are_news(council, service):
            return None
        known = self._overall(latest, set())
        if not known and (told_as_new(grading) or (latest.past and told_as_recent(grading))):
            return None
        number = grading.line.number
        near = [each for line in (number - 1, number, number + 1) for each in self._of_line[line]]
        told = any(self.events.behind(each, council) is latest for each in near)
        visited = any(event.visit and not event.previous for event in self.events.of(council, service))
        return latest if grading.grade.value in known or (not known and (told or visited)) else None

    def _earlier(self, council: str, service: str, grading: Grading) -> Event:
        """The earlier inspection that came to the same grade, else the latest that did not come to another."""

        def fitness(event: Event) -> tuple[int, str]:
            told = [a for a in self.of(event) if a.grading.partial == grading.partial]
            known = {"" if a.negated else a.grading.grade.value for a in told}
            return (2 if grading.grade.value in known else 0 if known else 1, order(event.edtf or "0000"))

        own = [event for event in self.events.of(council, service) if not event.visit and event.previous]
        best = max(own, key=fitness, default=None)
        if best is None or (not grading.partial and not fitness(best)[0]):
            return self.new(council, service, previous=True)
        return best

    def _overall(self, event: Event, default: set[str]) -> set[str]:
        """The overall grades an inspection is known to have come to."""
        return {a.grading.grade.value for a in self.of(event) if not a.grading.partial and not a.negated} or default


def _raised(grading: Grading) -> bool:
    """Whether a part of the service `had been upgraded to` a grade: that is how the inspection told of found it."""
    return grading.partial and told_as_new(grading)

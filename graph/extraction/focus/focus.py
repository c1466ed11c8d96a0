"""Which councils a line, or a place in it, is about.

Takes the lines of a document, gives for every position of a tape the councils that it is about: the nearest group in the
sentence, else the heading or list item, else those before, else the main one. Who only helps or is compared is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from itertools import zip_longest

from graph.document import Span, Zone
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.councils.topics import topics
from graph.extraction.focus.bystanders import describes, is_bystander, is_compared, is_turned_to, lends_officer
from graph.extraction.focus.collective import (
    OF_TRUST,
    Group,
    announced,
    both,
    counted_later,
    goes_on,
    means_all,
    means_all_so_far,
    miscounted,
    one_of_two,
)
from graph.extraction.focus.naming import Naming
from graph.extraction.focus.neighbours import is_neighbour, neighbour
from graph.extraction.focus.parts import Parts
from graph.extraction.focus.place import Place
from graph.extraction.focus.right_beside import employing, right_before, right_behind
from graph.extraction.focus.speakers import speaking_for
from graph.extraction.focus.tiers import other_tier
from graph.extraction.focus.weighing import weighed
from graph.extraction.grades.alike import with_partner
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.asides import aside
from graph.extraction.tape.line import Line, Token
from graph.register.register import load_register

_HOMES, _CHILDREN = "social_housing", "childrens_services"
_OF_HOMES = frozenset(["C1", "C2", "C3", "C4"])
_WEIGHED = (MentionKind.GRADE, MentionKind.DATE, MentionKind.KIND, MentionKind.INSPECTORATE, MentionKind.FRAMEWORK)
_ITSELF = re.compile(r"(?:the (?:council|authority|borough|county|city|local authority)|it|they)\b(?!'s)")
_OWN_INSPECTION = re.compile(
    r"⟦council[^⟧]*⟧(?:'s)? (?:(?:own|latest|full) )*(?:⟦inspectorate[^⟧]*⟧ )?⟦kind\??=full[^⟧]*⟧ "
)
_LIES_IN = re.compile(r"⟦council[^⟧]*⟧,? in $")
_ANOTHER_PLACE = 0.75  # what is said may be about that place
_IN_IT = re.compile(
    r"⟦grade[^⟧]*⟧(?:(?!\b(?:who|after|when|before|since|as|while|and|but)\b)(?:[^.;:,⟦]|⟦(?:service|area"
    r"|other)[^⟧]*⟧)){0,60}\b(?:in|at|across|for) $"
)
_OVER_IN = re.compile(
    r"\W*(?:(?:and|but|meanwhile|elsewhere),? )?(?:(?:over|across) the (?:border|river|county|boundary),? )?"
    r"(?:over )?(?:in|at|for) (?:nearby |neighbouring )?⟦council"
)
_THERE = re.compile(r"\bthere\b(?! (?:is|are|was|were|has|have|had)\b)|\bthe authority\b(?!'s (?:leader|chief))")


class Focus:
    """The councils in view along a document."""

    def __init__(self, scene: Scene, named: Mapping[int, tuple[Mention, ...]]) -> None:
        self.scene = scene
        self._named = named
        self._naming = Naming(scene.lines, scene.service)
        self._parts = Parts.of(scene.lines)
        self._helpers: dict[tuple[int, int], bool] = {}
        self._by_line = {line.number: at for at, line in enumerate(scene.lines)}

    def at(self, line: Line, position: int) -> tuple[Group, float]:
        """The English councils (no inspectorate looks at others) that a position is about, and a factor for confidence.

        Rules say, and where several councils are named the words around a grade, a time or an inspection are weighed too.
        """
        token = next((each for each in line.of(*_WEIGHED) if each.start <= position < each.end), None)
        return weighed(self.place(line, token)) if token else self.by_rules(line, position)

    def place(self, line: Line, token: Token) -> Place:
        """Where a token stands, and what rules say it is about."""
        group, factor = self.by_rules(line, token.start)
        return Place(
            naming=self._naming,
            line=line,
            first=self.scene.block_of(line)[0] is line,
            start=token.start,
            end=token.end,
            service=self._run_by_who_is_meant(token),
            several=self.several,
            main=self.main,
            aside=self._aside,
            rules=group,
            surely=factor,
        )

    def _run_by_who_is_meant(self, token: Token) -> str:
        """The service that who is meant runs: councils without homes get no `C3`, those without social workers no `good`."""
        if token.kind is MentionKind.GRADE:
            return _HOMES if token.values[0] in _OF_HOMES else _CHILDREN
        return _HOMES if self.scene.service == _HOMES else ""

    def by_rules(self, line: Line, position: int) -> tuple[Group, float]:
        """The English councils that a position is about as far as rules say, and a factor for confidence."""
        group, factor = self._all_at(line, position)
        known = load_register().councils
        inspected = (slug for slug in other_tier(self.scene, line, position, group) if known[slug].nation == "England")
        return tuple(inspected), factor

    def _all_at(self, line: Line, position: int) -> tuple[Group, float]:
        direct = (
            one_of_two(self.scene.lines, self._by_line[line.number], position)
            or both(self.scene.lines, self._by_line[line.number], position)
            or right_behind(line, position)
            or right_before(line, position)
        )
        if direct:
            return direct, 1.0
        groups = [
            token
            for token in line.of(MentionKind.COUNCIL)
            if not self._helper(line, token) and not OF_TRUST.match(line.text, token.end)
        ]
        before = [each for each in groups if each.end <= position and not aside(line, each, position)]
        if before:
            other = self._another_place(line, position, before[-1].values, before[-1].end)
            return with_partner(line, before[-1]), _ANOTHER_PLACE if other else 1.0
        after = [token for token in groups if token.start >= position and not is_compared(line, token)]
        if (
            after
            and not miscounted(after[0].values, line.text)
            and not _ITSELF.match(line.text)
            and self._reaches(line, position, after[0])
        ):
            other = self._another_place(line, position, after[0].values)
            return after[0].values, _ANOTHER_PLACE if other else 1.0
        if meant := employing(line, position) or self._named_before(line):
            return meant, 0.97
        context = self.context[self._by_line[line.number]]
        if is_neighbour(line, position):
            return neighbour(self.scene.lines, context), 1.0
        elsewhere = miscounted(context, line.text) or self._another_place(line, position, context)
        headline = self.several and len(context) < 2 and line.sentence.zone is Zone.HEADLINE
        return context, _ANOTHER_PLACE if elsewhere or headline else 0.97

    def _another_place(self, line: Line, position: int, context: Group, start: int = 0) -> bool:
        """Whether a place that has a council of its own, not the one in context, is named before a position."""
        register = load_register().councils
        return any(
            register[slug].childrens_services and slug not in context
            for token in line.of(MentionKind.PLACE)
            if start <= token.start
            and not describes(line, token)
            and (token.end <= position or _IN_IT.search(line.text, position, token.start))
            and not _LIES_IN.search(line.text[: token.start])
            for slug in token.values
            if slug in register
        )

    def _named_before(self, line: Line) -> Group:
        """The one council of the sentence before in the same paragraph, for what is said of `the authority` or `there`."""
        before = self.scene.before(line)
        if before is None or before.sentence.block != line.sentence.block or line.of(MentionKind.COUNCIL):
            return ()
        named = before.of(MentionKind.COUNCIL)
        values = {slug for token in named for slug in token.values}
        if len(values) != 1 or not _THERE.search(line.text) or load_register().councils[next(iter(values))].successors:
            return ()
        employs = all(lends_officer(before, token) for token in named)
        return tuple(values) if employs or not any(self._helper(before, token) for token in named) else ()

    @cached_property
    def main(self) -> Group:
        """The council the document is about: named first, most and in the headline; empty when no council is."""
        score: Counter[str] = Counter()
        for at, line in enumerate(self.scene.lines):
            zone = line.sentence.zone
            weight = 6 if zone is Zone.HEADLINE else 1 if zone is Zone.CAPTION else 4 if at < 4 else 2
            named = self._named.get(line.number, ())
            meant = (each for each in line.sentence.of(MentionKind.COUNCIL) if not each.strong)
            for mention in (*named, *(each for each in meant if each not in named)):
                if mention.kind is MentionKind.COUNCIL:
                    score[mention.value] += weight + 2 * mention.strong
            for token in line.of(MentionKind.COUNCIL):
                if OF_TRUST.match(line.text, token.end) or self._helper(line, token):
                    lends = lends_officer(line, token)
                    for mention in token.mentions:
                        score[mention.value] -= 1 if lends else weight + 2 * mention.strong
        return (max(score, key=lambda slug: score[slug]),) if score else ()

    @cached_property
    def several(self) -> bool:
        """Whether more than one council is the subject of sentences about grades or inspections."""
        seen: set[str] = set()
        openings = {part.sentences[0].span for part in topics(self.scene.analysis)}
        telling = (MentionKind.GRADE, MentionKind.INTERVENTION)
        for line, after in zip_longest(self.scene.lines, self.scene.lines[1:]):
            told = line.of(*telling) or (after and goes_on(line, after)) or self._opens_on(line)
            if (
                told
                or line.sentence.span in openings
                or line.number in self._parts.titles
                or _OWN_INSPECTION.match(line.text)
            ):
                seen.update(self._subject(line))
        return len(seen) > 1

    def _opens_on(self, line: Line) -> bool:
        """Whether a line is the first of a paragraph, places it in a council, and the paragraph grades it without another."""
        turned_to = _OVER_IN.match(line.text) or any(
            is_turned_to(line, token) for token in line.of(MentionKind.COUNCIL)
        )
        first, *rest = self.scene.block_of(line)
        if not turned_to or first is not line:
            return False
        return any(each.of(MentionKind.GRADE) for each in rest) and not any(
            each.of(MentionKind.COUNCIL) for each in rest
        )

    @cached_property
    def context(self) -> tuple[Group, ...]:
        """For every line, what it is about if it does not say so itself."""
        found: list[Group] = []
        heading: Group = ()
        current: Group = self.main
        listed: Group = ()
        block = -1
        for at, line in enumerate(self.scene.lines):
            zone = line.sentence.zone
            if line.sentence.block != block:
                block = line.sentence.block
                titled = zone is Zone.HEADING or line.number in self._parts.titles
                if titled and self.several and len(self._subject(line)) == 1:
                    heading = self._subject(line)
                    current = heading or current
                elif line.number == self._parts.end:
                    current = ()
                elif not self.several:
                    current = heading or self.main
            if listed and means_all(listed, line.text):
                current = listed
            found.append(
                announced(self.scene.lines, at)
                or self._all_judged(at)
                or counted_later(self.scene.lines, at)
                or current
            )
            own = self._subject(line)
            if len(own) > 1:
                listed = own
            if own and self.several and "predecessor" not in line.text:
                current = own
        return tuple(found)

    def around(self, line: Line) -> Group:
        """The councils that a line is about if it does not say so itself."""
        return self.context[self._by_line[line.number]]

    def told_of(self) -> dict[Span, str]:
        """The one council that a sentence is about where a text names several, if it does not say so itself; weighed for sums."""
        found = {}
        if self.several:
            about = zip(self.scene.lines, self.context, strict=True)
            found = {line.sentence.span: group[0] for line, group in about if len(group) == 1}
        for line in self.scene.lines:
            for token in () if line.of(MentionKind.COUNCIL) else line.of(MentionKind.MONEY):
                place = self.place(line, token)
                group, sure = weighed(place)
                if len(place.groups) > 1 and len(group) == 1 and sure > _ANOTHER_PLACE:
                    found[line.sentence.span] = group[0]
        for at, line in enumerate(self.scene.lines):
            if speaker := speaking_for(self.scene.lines, at):
                found[line.sentence.span] = speaker[0]
        return found

    def _all_judged(self, at: int) -> Group:
        """The councils graded so far, for `The judgements were published in May` or `the better ratings of all three`."""
        line = self.scene.lines[at]
        if not self.several or line.of(MentionKind.COUNCIL, MentionKind.GRADE):
            return ()
        graded = (each for each in self.scene.lines[:at] if each.of(MentionKind.GRADE))
        group = tuple(dict.fromkeys(slug for each in graded for slug in self._told(each)))
        return group if means_all_so_far(group, line.text) else ()

    def _told(self, line: Line) -> Group:
        """All the councils that a line tells of: `A and B were judged X, C and D both Y`."""
        tokens = [token for token in line.of(MentionKind.COUNCIL) if not self._helper(line, token)]
        return tuple(slug for token in tokens if not is_compared(line, token) for slug in token.values)

    def _subject(self, line: Line) -> Group:
        for token in line.of(MentionKind.COUNCIL):
            if not self._helper(line, token) and not is_compared(line, token):
                return token.values
        return ()

    @cached_property
    def _aside(self) -> frozenset[str]:
        """The councils that the document names only as helpers of another."""
        named = [
            (line, token) for line in self.scene.lines for token in line.of(MentionKind.COUNCIL, MentionKind.PLACE)
        ]
        own = {slug for line, token in named if not self._helper(line, token) for slug in token.values}
        return frozenset(slug for _, token in named for slug in token.values) - own

    def helpers(self, line: Line) -> frozenset[str]:
        """The councils that a line names only as helpers of another."""
        tokens = line.of(MentionKind.COUNCIL)
        own = {slug for token in tokens if not self._helper(line, token) for slug in token.values}
        return frozenset(slug for token in tokens for slug in token.values) - own

    def _helper(self, line: Line, token: Token) -> bool:
        place = (line.number, token.start)
        if place not in self._helpers:
            self._helpers[place] = is_bystander(line, token)
        return self._helpers[place]

    @staticmethod
    def _reaches(line: Line, position: int, token: Token) -> bool:
        """Whether a council named after a position, as in `inadequate services at X`, is what the position is about."""
        between = line.text[position : token.start]
        return len(between) < 90 and not re.search(r"[;:]| (?:but|while|whereas|said|says|when|after|who) ", between)

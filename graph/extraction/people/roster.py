"""The people of a document: every mention of one, and which full name a surname stands for.

Takes an Analysis; gives for each sentence its PERSON and ROLE mentions (promotion has none) and resolves surnames
to the last full name with that surname, else the only one in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.document import Span, Zone
from graph.extraction.analysis import Analysis, Mention, MentionKind, Sentence
from graph.extraction.people.people import TITLE, beside_post, could_be_name, find_people
from graph.extraction.people.roles import find_roles

_TITLE_BEFORE = re.compile(rf"(?:(?:{TITLE})\s+){{1,4}}$")
_COUNCILLORS = re.compile(
    r"\b(?:councillors|cllrs|couns)\s+(?:[A-Z][\w’'-]+\s+){1,3}(?:\([^()]{1,40}\)\s+)?and\s+$", re.IGNORECASE
)
_COUNCILLOR = re.compile(r"\b(?:councillors?|cllrs?|clr|couns?|ald(?:erman)?)\b", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\s(?:also\s)?(?:said|says|added|told|explained|continued|warned|insisted|admitted|commented|wrote|replied|stressed|argued)\b"
)
_CAPITAL = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ][\w’'-]*")
_AGE = re.compile(r",\s\d")
_RUNS_ON = re.compile(r"[\w.’'-]\s\Z")
_BODIES = (MentionKind.COUNCIL, MentionKind.INSPECTORATE, MentionKind.BODY)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and posts of one sentence, in reading order."""

    sentence: Sentence
    people: tuple[Mention, ...]
    roles: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The casts of a document, sentence by sentence, and by surname the full names with the places where they stand."""

    text: str
    casts: tuple[Cast, ...]
    met: Mapping[str, tuple[tuple[int, str], ...]]

    def full_name(self, mention: Mention) -> str | None:
        """The full name of a mentioned person; None for a surname that stands for nobody or for several people."""
        parts = mention.value.split()
        same = self.met.get(surname(mention), ())
        if mention.feature == "given":
            return mention.value
        if mention.feature == "peer":
            return max((name for _, name in same), key=len, default=mention.value)
        if len(parts) > 1:
            return self._spelled_out(mention.value, same) if len(parts[0].rstrip(".")) == 1 else mention.value
        before = bisect_left(same, (mention.span.start, ""))
        if before:
            return same[before - 1][1]
        names = {name for _, name in same}
        return names.pop() if len(names) == 1 else None

    def is_councillor(self, mention: Mention) -> bool:
        """Whether the person is called councillor here."""
        start = titled_start(self.text, mention.span)
        if _COUNCILLOR.search(self.text, start, mention.span.start):
            return True
        return " " in mention.value and bool(_COUNCILLORS.search(self.text, max(0, start - 80), start))

    @staticmethod
    def _spelled_out(name: str, same: Sequence[tuple[int, str]]) -> str:
        """A name that begins with an initial, with the given name where the document has it."""
        return next((full for _, full in same if full[0] == name[0] and len(full.split()[0]) > 2), name)


def surname(mention: Mention) -> str:
    """The word in lower case under which a person is met again."""
    parts = mention.value.split()
    return parts[1 if mention.feature == "peer" else -1].lower()


def titled_start(text: str, name: Span) -> int:
    """Where a name begins when the titles before it are counted in."""
    found = _TITLE_BEFORE.search(text, max(0, name.start - 50), name.start)
    return found.start() if found else name.start


_kept: list[tuple[Analysis, Roster]] = []


def roster(analysis: Analysis) -> Roster:
    """The people of a document; that of the last one is kept, for several makers of claims ask for it."""
    if not (_kept and _kept[0][0] is analysis):
        _kept[:] = [(analysis, _roster(analysis))]
    return _kept[0][1]


def _roster(analysis: Analysis) -> Roster:
    text = analysis.document.text
    casts = [_cast(text, sentence) for sentence in analysis.sentences if sentence.zone is not Zone.PROMO]
    met: dict[str, list[tuple[int, str]]] = {}
    for cast in casts:
        for person in cast.people:
            if " " in person.value and (person.strong or (cast.roles and beside_post(text, person.span))):
                met.setdefault(surname(person), []).append((person.span.start, person.value))
    full = {name for names in met.values() for _, name in names}
    return Roster(text, _with_given(text, casts, full), {last: tuple(names) for last, names in met.items()})


def _with_given(text: str, casts: Sequence[Cast], full: set[str]) -> tuple[Cast, ...]:
    """The casts with those who speak under a given name or surname that only one person of the document has."""
    parts = Counter(part for name in full for part in (name.split()[0], name.split()[-1]))
    owners = {
        part: name
        for name in full
        for part in (name.split()[0], name.split()[-1])
        if parts[part] == 1 and len(part) > 2 and could_be_name(part)
    }
    if not owners:
        return tuple(casts)
    return tuple(_with_alone(text, cast, owners) for cast in casts)


def _with_alone(text: str, cast: Cast, owners: Mapping[str, str]) -> Cast:
    more = [
        Mention(MentionKind.PERSON, Span(*word.span()), owners[word[0]], feature="given")
        for word in _CAPITAL.finditer(text, cast.sentence.span.start, cast.sentence.span.end)
        if word[0] in owners and _speaks_alone(text, *word.span())
    ]
    more = [mention for mention in more if not _overlaps(mention, cast.people)]
    if not more:
        return cast
    return Cast(cast.sentence, tuple(sorted((*cast.people, *more), key=lambda person: person.span)), cast.roles)


def _speaks_alone(text: str, start: int, end: int) -> bool:
    """Whether a lone name has a verb of saying beside it, or the title of a mayor before it."""
    before = text[max(0, start - 8) : start]
    if before.endswith(("said ", "told ", "added ")):
        return text[end : end + 1] in ("", ",", ".") and not _AGE.match(text, end)
    return before.endswith("Mayor ") or bool(_SPEAKS.match(text, end) and not _RUNS_ON.search(before))


def _cast(text: str, sentence: Sentence) -> Cast:
    bodies = [mention for mention in sentence.mentions if mention.kind in _BODIES and mention.strong]
    places = list(sentence.of(MentionKind.PLACE, MentionKind.COUNCIL))
    people = tuple(
        person
        for person in find_people(text, sentence.span)
        if (person.feature and not _within(person, places))
        or not (_overlaps(person, bodies) or (not person.strong and _overlaps(person, places)))
    )
    if sentence.zone is Zone.CAPTION and people and text.startswith(": ", people[0].span.end):
        people = people[1:]  # the outlet that printed the picture
    roles = tuple(find_roles(text, sentence.span)) if sentence.zone is not Zone.BYLINE else ()
    return Cast(sentence, people, roles)


def _within(person: Mention, places: Sequence[Mention]) -> bool:
    """Whether all of a name is that of a place: `A and Mid Sampleton, councillor B said`."""
    return any(place.span.covers(person.span) for place in places)


def _overlaps(person: Mention, bodies: Sequence[Mention]) -> bool:
    return any(body.span.start < person.span.end and person.span.start < body.span.end for body in bodies)

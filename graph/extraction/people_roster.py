"""The people of a document: every mention of one, and which full name a surname stands for.

Takes an Analysis; gives for each sentence its PERSON and ROLE mentions (promotion has none) and resolves surnames
to the last full name with that surname, else the only one in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.document import Span, Zone
from graph.extraction.analysis import Analysis, Mention, MentionKind, Sentence
from graph.extraction.people import TITLE, find_people
from graph.extraction.roles import find_roles

_TITLE_BEFORE = re.compile(rf"(?:(?:{TITLE})\s+){{1,4}}$")
_COUNCILLOR = re.compile(r"\b(?:councillors?|cllrs?|clr|couns?|ald(?:erman)?)\b", re.IGNORECASE)
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
        same = self.met.get(parts[-1].lower(), ())
        if len(parts) > 1:
            return self._spelled_out(mention.value, same) if len(parts[0].rstrip(".")) == 1 else mention.value
        before = bisect_left(same, (mention.span.start, ""))
        if before:
            return same[before - 1][1]
        names = {name for _, name in same}
        return names.pop() if len(names) == 1 else None

    def is_councillor(self, mention: Mention) -> bool:
        """Whether the person is called councillor here."""
        return bool(_COUNCILLOR.search(self.text, titled_start(self.text, mention.span), mention.span.start))

    @staticmethod
    def _spelled_out(name: str, same: Sequence[tuple[int, str]]) -> str:
        """A name that begins with an initial, with the given name where the document has it."""
        return next((full for _, full in same if full[0] == name[0] and len(full.split()[0]) > 2), name)


def titled_start(text: str, name: Span) -> int:
    """Where a name begins when the titles before it are counted in."""
    found = _TITLE_BEFORE.search(text, max(0, name.start - 50), name.start)
    return found.start() if found else name.start


def roster(analysis: Analysis) -> Roster:
    """The people of a document."""
    text = analysis.document.text
    casts = tuple(_cast(text, sentence) for sentence in analysis.sentences if sentence.zone is not Zone.PROMO)
    met: dict[str, list[tuple[int, str]]] = {}
    for cast in casts:
        for person in cast.people:
            if person.strong and " " in person.value:
                met.setdefault(person.value.split()[-1].lower(), []).append((person.span.start, person.value))
    return Roster(text, casts, {surname: tuple(names) for surname, names in met.items()})


def _cast(text: str, sentence: Sentence) -> Cast:
    bodies = [mention for mention in sentence.mentions if mention.kind in _BODIES and mention.strong]
    people = tuple(
        person for person in find_people(text, sentence.span) if person.feature or not _overlaps(person, bodies)
    )
    roles = tuple(find_roles(text, sentence.span)) if sentence.zone is not Zone.BYLINE else ()
    return Cast(sentence, people, roles)


def _overlaps(person: Mention, bodies: Sequence[Mention]) -> bool:
    return any(body.span.start < person.span.end and person.span.start < body.span.end for body in bodies)

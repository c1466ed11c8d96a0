"""How time passes from sentence to sentence: headings that are dates, a time told before, a leap to years later.

Takes the lines of a document; tells which date a line stands under in a timeline, at which time a line without a date
plays, and whether the line after says that what it tells is no longer so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from graph.document import Zone
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.tape.line import Line

_IN_TIME = re.compile(r"[^\w⟦]*(?:(?:but|and|then|yet|so),? )?(?:back )?(?:in|during) (?:early |late |mid )*⟦date")
_ENDS_IN_TIME = re.compile(r"\b(?:in|during) (?:early |late |mid )*⟦date[^⟧]*⟧\W*$")
THEN = re.compile(
    r"\W*(?:back then|by then|then|by that (?:time|stage|point)|at (?:that|the) time|that time|that year),? "
)
_AT_PRESENT = re.compile(r"\b(?:now|has|have|is|are|latest|current|currently|today|this|previous|previously|earlier)\b")
_ONLY_DATE = re.compile(r"[^\w⟦]*⟦date[^⟧]*⟧[^\w⟦]*")
_ENTRY = re.compile(r"[^\w⟦]*⟦date[^⟧]*⟧ ?(?:-|:|\|)")
_RUN_IN = re.compile(r"[^\w⟦]*⟦date[^⟧]*⟧ (?=\w|⟦)")
_SEVERAL = 3  # entries make a timeline
_COUNT = r"an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|some|several|a few"
_YEARS_ON = re.compile(
    r"(?:(?:but|yet|now|and|just|only|barely),? ){0,2}"
    rf"(?:(?:{_COUNT}) (?:short |long )?(?:years?|months) (?:on|later)\b(?! (?:from|since|than|after)\b)"
    r"|fast[- ]forward\b|not any ?more\b|those days\b|that was (?:then|before)\b|no longer\b)"
)


class Passing:
    """The passing of time along the lines of a document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def _pairs(self) -> dict[int, tuple[Line, Line]]:
        return {line.number: (line, after) for line, after in pairwise(self._lines)}

    @cached_property
    def _headings(self) -> dict[int, Line]:
        """For every line of a timeline the heading over it, which is nothing but a date."""
        heads = [line for line in self._lines if line.sentence.zone is Zone.HEADING and _ONLY_DATE.fullmatch(line.text)]
        found: dict[int, Line] = {}
        over: Line | None = None
        for line in self._lines if len(heads) > 1 else ():
            if line.sentence.zone is Zone.HEADING:
                over = line if line in heads else None
            elif over is not None:
                found[line.number] = over
        return found

    @cached_property
    def _entries(self) -> dict[int, Line]:
        """For every line that follows, in its paragraph, one that opens with a date as those of a timeline do."""
        found: dict[int, Line] = {}
        for before, line in pairwise(self._lines):
            opening = found.get(before.number, before)
            if line.sentence.block == opening.sentence.block and self._opens_entry(opening):
                found[line.number] = opening
        return found

    def _opens_entry(self, line: Line) -> bool:
        return bool(_ENTRY.match(line.text)) or line.number in self._run_in

    @cached_property
    def _run_in(self) -> frozenset[int]:
        """The lines that open with a date and go on with a capital, `May 2019 The council …`, if there are several."""
        opening = [line for before, line in pairwise(self._lines) if line.sentence.block != before.sentence.block]
        dated = [line for line in opening if _RUN_IN.match(line.text)]
        ends = {line.number: line.of(MentionKind.DATE)[0].mentions[-1].span.end for line in dated}
        found = [line.number for line in dated if line.source[ends[line.number] :].lstrip(" ")[:1].isupper()]
        return frozenset(found if len(found) >= _SEVERAL else ())

    def heading(self, line: Line) -> Mention | None:
        """The date that heads a line of a timeline."""
        over = self._headings.get(line.number)
        return over.of(MentionKind.DATE)[0].mentions[0] if over else None

    def entry(self, line: Line) -> Mention | None:
        """The time that opens the entry of a timeline in which a line stands, behind its first sentence."""
        over = self._entries.get(line.number)
        return over.of(MentionKind.DATE)[0].mentions[0] if over else None

    def beside(self, line: Line) -> tuple[int, ...]:
        """The numbers of all lines of a timeline under the same date, or of its paragraph if that opens with one."""
        over, known = self._headings.get(line.number), self._headings
        if over is None:
            over, known = self._entries.get(line.number), self._entries
        return (over.number, *(number for number, each in known.items() if each is over)) if over else ()

    def overtaken(self, line: Line) -> bool:
        """Whether a line without a time of its own tells of a time from which the next goes on: `Four years on …`."""
        _, after = self._pairs.get(line.number, (line, None))
        told = line.of(MentionKind.DATE) or _AT_PRESENT.search(line.text)
        return after is not None and not told and bool(_YEARS_ON.match(after.text))

    def told_before(self, line: Line, before: Line | None) -> Mention | None:
        """The time that opens the sentence before, `In 2009 all went wrong. They found it failing`, or that `then` means."""
        if before is None or before.sentence.block != line.sentence.block or line.of(MentionKind.DATE):
            return None
        opening = _IN_TIME.match(before.text) or (self.overtaken(line) and _ENDS_IN_TIME.search(before.text))
        then = THEN.match(line.text) and len(before.of(MentionKind.DATE)) == 1
        if not (opening or then) or before.of(MentionKind.GRADE, MentionKind.KIND) or _AT_PRESENT.search(line.text):
            return None
        return before.of(MentionKind.DATE)[0].mentions[0]

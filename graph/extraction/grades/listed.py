"""Grades that stand apart from what they are given to: above a list, before it, or `respectively`.

Takes the lines of a document one by one, gives the Gradings of list items under a heading that is a grade, of list items
after a line that ends with a colon, and of as many grades as councils or areas said to go together in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.grading import CANDIDATE, Grading
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line, Token

_TOKEN = re.compile(r"⟦[^⟧]*⟧")
_BARE = re.compile(
    r"[\W\d]*(?:the |its |for |in |services? |support |overall )*[\W]*(?:services|support|provision|performance)?[\W]*"
)
_COVERS = re.compile(
    r"(?:that|this|it|these|they|which)\b[^.]{0,25}\b(?:covers?|includes?|appl\w+|extends?|goes|are|is|were)\b"
)
LISTED, ANNOUNCED = "listed-after-grade", "areas-announced"
RULE = "under-grade-heading"
_LABEL = re.compile(r"[^\w⟦]*(?:overall )?(?:rating|rated|grade|verdict|outcome|result) ?(?::| - )")
_ONLY_GRADE = re.compile(
    r"[\W\d]*(?:(?:rated|judged|graded|for|in|councils?|authorit(?:y|ies)|ratings?|grades?|the|landlords?|areas?|boroughs?"
    r"|by|with|an?|those|highest|lowest|top|best|worst|now|currently)\W*)*"
)
_OF_A_HEADING = (MentionKind.GRADE, MentionKind.INSPECTORATE, MentionKind.SERVICE)
_OF_ONE = re.compile(r"⟦inspectorate[^⟧]*⟧(?: ?\(?⟦service[^⟧]*⟧\)?)?(?: (?:rating|grade))? ?(?:[:=|]| -) ⟦grade")
_BEFORE = re.compile(r"\b(?:from|was|were|previously|formerly|after|having been|then)\b[^⟦]{0,15}$")
_SOME = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|most|some|several|half|all|every|each)\b[^.;⟦]{0,30}"
    r"\b(?:areas?|judgements?|categor\w+|counts)\b"
    r"|(?:grades?|ratings?|judgements?|⟦kind[^⟧]*⟧) (?:for|in|across|on)(?: (?:all )?(?:of )?the following(?: [a-z]+)?)?:$"
    r"|\b(?:areas?|judgements?|categories)\b.{0,60}"
    r"\b(?:one|two|three|four|five|six|seven|most|all)\b"
)
_WORD = re.compile(r"[a-z]{2}")
_APART = 3
_SURE = 0.86


def announcement(line: Line) -> Grading | None:
    """The grade of `four of the five areas were good:`, which is for the items of the list that follows, not overall."""
    grades = line.of(MentionKind.GRADE)
    if len(grades) != 1 or line.of(MentionKind.COUNCIL) or not line.text.endswith(":") or not _SOME.search(line.text):
        return None
    return Grading(line, grades[0].start, grades[0].mentions[0], (), ANNOUNCED, CANDIDATE + 0.1)


def listed(scene: Scene, line: Line, found: list[Grading]) -> list[Grading]:
    """The area of a list item, for the one grade of the line that announces the list with a colon."""
    tokens = line.of(MentionKind.AREA)
    if not found or len(tokens) != 1 or len(line.tokens) != 1 or not _BARE.fullmatch(_TOKEN.sub("", line.text)):
        return []
    last = next((each for each in reversed(found) if each.confidence > CANDIDATE), found[-1])
    if last.rule == LISTED and last.line.number == line.number - 1:
        pass
    elif not _announces(scene, line, last):
        return []
    item = replace(last, line=line, position=tokens[0].start, areas=tokens[0].mentions, rule=LISTED, date=None)
    return [replace(item, confidence=_SURE) if last.rule == ANNOUNCED else item]


def _announces(scene: Scene, line: Line, last: Grading) -> bool:
    """Whether the line before ends with a colon and gives one grade, or stands right after the line that gives it."""
    before = scene.before(line)
    if before is None or not before.text.endswith(":") or last.before or last.left or last.confidence <= CANDIDATE:
        return False
    if before is last.line:
        return len(before.of(MentionKind.GRADE)) == 1
    short = not before.tokens and bool(_COVERS.match(before.text))
    return short and scene.before(before) is last.line and len(last.line.of(MentionKind.GRADE)) == 1


def legend(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of a list that explains a scale: items that begin with three or more grades, and give them to nobody."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and run and line.number - run[-1].number > _APART:
            found.update(_explained(run))
            run = []
        if line is None or line.of(MentionKind.AREA, MentionKind.COUNCIL):
            found.update(_explained(run))
            run = []
        elif (
            line.tokens
            and line.tokens[0].kind is MentionKind.GRADE
            and not _WORD.search(line.text[: line.tokens[0].start])
        ):
            run.append(line)
    return frozenset(found)


def _explained(run: list[Line]) -> Iterator[int]:
    """The numbers of lines that begin with grades, if three grades are among them."""
    return (line.number for line in run if len({each.tokens[0].values[0] for each in run}) > 2)


class Headings:
    """The grade that heads a list of councils, as it goes along a document."""

    def __init__(self) -> None:
        self._grade: Mention | None = None

    def under(self, line: Line, vetoed: Callable[[Line], set[str]]) -> list[Grading] | None:
        """The gradings of a list item under a grade; nothing to the point if it is none, empty for the heading itself."""
        grade = _heading(line)
        if grade is not None:
            self._grade = grade
            return []
        head = next(iter(line.tokens), None)
        if self._grade is not None and head is not None and head.kind is MentionKind.AREA and len(line.tokens) == 1:
            bare = _BARE.fullmatch(_TOKEN.sub("", line.text))
            return [Grading(line, head.start, self._grade, head.mentions, RULE, _SURE)] if bare else None
        if self._grade is None or head is None or not _heads(line, head):
            self._grade = None
            return None
        return list(_item(line, head, self._grade, vetoed)) or None


def _heading(line: Line) -> Mention | None:
    """The grade of a line that is nothing but a grade."""
    grades = line.of(MentionKind.GRADE)
    if line.number == 0 or len(grades) != 1 or line.text.endswith((".", "?", "!")):
        return None
    if (
        _OF_ONE.search(line.text)
        or _LABEL.match(line.text)
        or any(token.kind not in _OF_A_HEADING for token in line.tokens)
    ):
        return None
    return grades[0].mentions[0] if _ONLY_GRADE.fullmatch(_TOKEN.sub("", line.text)) else None


def _heads(line: Line, token: Token) -> bool:
    return token.kind is MentionKind.COUNCIL and not line.text[: token.start].strip(" -•*·0123456789.")


def _item(line: Line, head: Token, grade: Mention, vetoed: Callable[[Line], set[str]]) -> Iterator[Grading]:
    """What an item says of its council: the grade of the heading now, the grade it names itself before."""
    own = line.of(MentionKind.GRADE)
    aside = vetoed(line) if own else set()
    own = tuple(token for token in own if token.number not in aside)
    if any(not _BEFORE.search(line.text[: token.start]) for token in own):
        return
    given = Grading(line, head.start, grade, (), RULE, _SURE, councils=head.values)
    yield given
    for token in own:
        yield replace(given, position=token.start, grade=token.mentions[0], before=True)


def paired(line: Line) -> Iterator[Grading]:
    """The grades of `A and B were rated good and outstanding respectively`."""
    if "respectively" not in line.text:
        return
    end = line.text.find("respectively")
    for kind in (MentionKind.COUNCIL, MentionKind.AREA):
        for token in line.of(kind):
            every = line.of(MentionKind.GRADE)
            behind = tuple(grade for grade in every if token.end <= grade.start < end)
            grades = behind if len(behind) == len(token.mentions) else every
            if len(token.mentions) != len(grades) or len(grades) < 2:
                continue
            for mention, grade in zip(token.mentions, grades, strict=True):
                councils = (mention.value,) if kind is MentionKind.COUNCIL else ()
                areas = (mention,) if kind is MentionKind.AREA else ()
                yield Grading(line, grade.start, grade.mentions[0], areas, "respectively", _SURE, councils=councils)
            return

"""Texts in which words are marked with what they are: what the tables of `graph.extraction.likelihood` learn from.

An item is a line of a file in `marked/`; `¶` stands for an end of line, a line that begins with `#` is a comment. Councils
have invented names, which the reader gets to see as some of the register. In `marked/grades` every word for a grade is
marked:

| mark | the words are |
|---|---|
| `{good\\|leadership+care_leavers\\|current}` | a council's, for these areas; which inspection it is of, no table asks yet |
| `{good\\|?}` | a judgement, its areas not marked |
| `{good\\|-}` | no judgement of a council |
| `{good\\|~}` | perhaps one, told better elsewhere in the text |

In `marked/times` every time is:

| mark | the words are the time of |
|---|---|
| `{May 2022\\|inspection\\|previous}` | an inspection of a council; whether an earlier one, no table asks yet |
| `{May 2022\\|inspection}` | an inspection, one or the other |
| `{last week\\|report\\|current}` | not the inspection, but the publication of its report |
| `{May 2022\\|-}` | something else |
| `{May 2022\\|?}` | no inspection, but perhaps the publication of its report |

In `marked/attached` the items are whole articles in which grades and times are marked, with council and inspection:

| mark | the words are |
|---|---|
| `{good\\|overall\\|Sampleton.c2}` | Sampleton's, for these areas, at the last told inspection of children's services but one |
| `{May 2022\\|Sampleton.c2+Otherham.a1}` | the time of this inspection and of the newest one of Otherham's care for adults |
| `{good\\|-}`, `{May 2022\\|-}` | no judgement of a council, no time of an inspection |

The letter stands for the service (children, adults, SEND, housing); no table asks yet for it and the number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.document import Document, Origin, Stated
from graph.extraction.analysis import MentionKind
from graph.extraction.councils.councils import council_mentions
from graph.extraction.focus.focus import Focus
from graph.extraction.focus.place import Place
from graph.extraction.mentions import analyse
from graph.extraction.scene.scene import Scene, scene_of
from graph.extraction.sentences import split
from graph.extraction.tape.line import Line, Token
from graph.reading import Metadata, read_bytes
from tests.graph.extraction.invented import STAND_INS as INVENTED
from tests.graph.extraction.invented import articles, document

FOLDER = Path(__file__).with_name("marked")
GRADES, TIMES, ATTACHED = FOLDER / "grades", FOLDER / "times", FOLDER / "attached"
NONE, DOUBTFUL, UNSAID = "-", "~", "?"
INSPECTION, REPORT = "inspection", "report"
STAND_INS = {
    **INVENTED,
    "Fourthby": "Salford",
    "Fifthwick": "Wolverhampton",
    "Sixthampton": "Southampton",
    "Seventhorpe": "Peterborough",
    "Eighthill": "Sunderland",
    "Ninthcaster": "Coventry",
    "Tenthaven": "Plymouth",
    "Elevenford": "Nottingham",
    "Othershire": "Surrey",
    "Thirdshire": "Devon",
    "Fourthshire": "Essex",
}
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)(?:\|([^{}|]+))?\}")
_INSPECTION = re.compile(r"([A-Z]\w+)\.[cash]\d")
_OTHER_WHOLES = frozenset(["adult_social_care", "send_overall", "consumer_standards"])
_DATED = Metadata(date=Stated("2026-06-18", Origin.FLAG))  # `last month` is a time only in a text that has one
_KINDS = {GRADES: (MentionKind.GRADE,), TIMES: (MentionKind.DATE,), ATTACHED: (MentionKind.GRADE, MentionKind.DATE)}


@dataclass(frozen=True, slots=True)
class Mark:
    """What the words from `start` to `end` of a text are: `said` as written, and of which inspections if that is written."""

    start: int
    end: int
    said: str
    of: str = ""

    @property
    def judged(self) -> bool:
        """Whether the words are a judgement of a council."""
        return self.said not in (NONE, DOUBTFUL)

    @property
    def areas(self) -> frozenset[str]:
        """The areas that the grade is for, every inspectorate's whole being `overall`; empty if not marked."""
        if not self.judged or self.said == UNSAID:
            return frozenset()
        return frozenset("overall" if area in _OTHER_WHOLES else area for area in self.said.split("+"))

    @property
    def group(self) -> tuple[str, ...]:
        """The councils whose it is, if they are written."""
        return tuple(dict.fromkeys(name.lower() for name in _INSPECTION.findall(self.of)))


@dataclass(frozen=True, slots=True)
class Example:
    """A marked grade or time on its line; `before` is the line before."""

    file: str
    line: Line
    token: Token
    before: Line | None
    mark: Mark


def unmarked(item: str) -> tuple[str, tuple[Mark, ...]]:
    """An item's text without marks, and the marks by their places in it."""
    for invented, real in STAND_INS.items():
        item = item.replace(invented, real).replace(invented.upper(), real.upper())
    text, at, marks = "", 0, []
    for found in _MARK.finditer(item):
        text += item[at : found.start()]
        words, said, of = found.groups()
        if _INSPECTION.match(said):
            said, of = INSPECTION, said
        marks.append(Mark(len(text), len(text) + len(words), said, of or ""))
        text, at = text + words, found.end()
    return (text + item[at:]).replace("¶", "\n"), tuple(marks)


def items(path: Path) -> Iterator[tuple[int, str]]:
    """The items of a file with the numbers of their lines, from 1."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def examples(folder: Path) -> Iterator[Example]:
    """Every marked grade or time of the files of a folder that the reader takes for one."""
    for path in sorted(folder.glob("*.txt")):
        for _, item in items(path):
            yield from _of_item(path.stem, item, folder)


def grades_of_articles() -> Iterator[Example]:
    """The grades of the project's invented articles of which their facts leave no doubt what they are."""
    for article in articles():
        if article.judgements is None:
            continue
        given = {fact.split()[3] for fact in article.judgements}
        scene = scene_in(document(article.text))
        seen = Counter(grade.mentions[0].value for line in scene.lines for grade in line.of(MentionKind.GRADE))
        for line in scene.lines:
            for grade in line.of(MentionKind.GRADE):
                value, span = grade.mentions[0].value, grade.mentions[0].span
                if value not in given or seen[value] == 1:
                    mark = Mark(span.start, span.end, UNSAID if value in given else NONE)
                    yield Example("invented", line, grade, scene.before(line), mark)


def times_of_articles() -> Iterator[Example]:
    """The times of the project's invented articles: those of their inspections, and all others where these are given."""
    for article in articles():
        given = {
            fact.split()[-1] for fact in (article.inspections or frozenset()) | (article.judgements or frozenset())
        }
        scene = scene_in(document(article.text))
        for line in scene.lines:
            for time in line.of(MentionKind.DATE):
                value, span = time.mentions[0].value, time.mentions[0].span
                if value in given or article.inspections is not None:
                    mark = Mark(span.start, span.end, INSPECTION if value in given else NONE)
                    yield Example("invented", line, time, scene.before(line), mark)


def _of_item(file: str, item: str, folder: Path) -> Iterator[Example]:
    text, marks = unmarked(item)
    scene = scene_in(read_bytes(text.encode(), name="item.txt", metadata=_DATED if folder == TIMES else None))
    for line, token, mark in _marked(scene, marks, _KINDS[folder]):
        yield Example(file, line, token, scene.before(line), mark)


def _marked(scene: Scene, marks: Sequence[Mark], kinds: Sequence[MentionKind]) -> Iterator[tuple[Line, Token, Mark]]:
    for line in scene.lines:
        for token in line.of(*kinds):
            span = token.mentions[0].span
            mark = next((mark for mark in marks if mark.start < span.end and span.start < mark.end), None)
            if mark is not None:
                yield line, token, mark


@dataclass(frozen=True, slots=True)
class Placed:
    """A marked grade or time in a text that names several councils, and the group whose it is."""

    file: str
    place: Place
    group: frozenset[str]


def placed() -> Iterator[Placed]:
    """Every grade and time of the articles in `attached` that is some council's."""
    for path in sorted(ATTACHED.glob("*.txt")):
        for _, item in items(path):
            text, marks = unmarked(item)
            focus = focus_in(read_bytes(text.encode(), name="item.txt"))
            for line, token, mark in _marked(focus.scene, marks, _KINDS[ATTACHED]):
                if mark.group:
                    yield Placed(path.stem, focus.place(line, token), frozenset(mark.group))


def placed_in_articles() -> Iterator[Placed]:
    """The grades and times of the project's invented articles that only one council has."""
    for article in articles():
        facts = [fact.split() for fact in (article.judgements or frozenset()) | (article.inspections or frozenset())]
        whose: dict[str, set[str]] = defaultdict(set)
        for council, *_, grade, time in facts:
            for said in (grade, time):
                whose[said].add(INVENTED.get(council.title(), "").lower())
        focus = focus_in(document(article.text)) if facts else None
        for line in focus.scene.lines if focus else ():
            for token in line.of(*_KINDS[ATTACHED]):
                group = whose[token.values[0]]
                if focus and len(group) == 1 and "" not in group:
                    yield Placed("invented", focus.place(line, token), frozenset(group))


def focus_in(source: Document) -> Focus:
    """Which councils a document names, and what it is about, as the reader has it when it attaches grades."""
    sentences = split(source)
    councils = council_mentions(source, sentences)
    return Focus(scene_of(analyse(source, sentences, councils)), councils)


def scene_in(source: Document) -> Scene:
    """A document laid out as the reader has it when it comes to the grades."""
    sentences = split(source)
    return scene_of(analyse(source, sentences, council_mentions(source, sentences)))

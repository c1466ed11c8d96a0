"""Texts in which every word for a grade is marked with what it is: what the tables of `graph.extraction.likelihood` learn from.

An item is a line of a file in `marked/`; `¶` stands for an end of line, a line that begins with `#` is a comment. Councils
have invented names, which the reader gets to see as some of the register. Marks:

| mark | the words are |
|---|---|
| `{good\\|leadership+care_leavers\\|current}` | a council's, for these areas; which inspection it is of, no table asks yet |
| `{good\\|?}` | a judgement, its areas not marked |
| `{good\\|-}` | no judgement of a council |
| `{good\\|~}` | perhaps one, told better elsewhere in the text |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.document import Document
from graph.extraction.analysis import MentionKind
from graph.extraction.councils.councils import council_mentions
from graph.extraction.mentions import analyse
from graph.extraction.scene.scene import Scene, scene_of
from graph.extraction.sentences import split
from graph.extraction.tape.line import Line, Token
from graph.reading import read_bytes
from tests.graph.extraction.invented import STAND_INS as INVENTED
from tests.graph.extraction.invented import articles, document

FOLDER = Path(__file__).with_name("marked")
NONE, DOUBTFUL, UNSAID = "-", "~", "?"
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
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)(?:\|(?:current|previous))?\}")
_OTHER_WHOLES = frozenset(["adult_social_care", "send_overall", "consumer_standards"])


@dataclass(frozen=True, slots=True)
class Mark:
    """What the words from `start` to `end` of a text are; `areas` as written."""

    start: int
    end: int
    areas: str

    @property
    def judged(self) -> bool:
        """Whether the words are a judgement of a council."""
        return self.areas not in (NONE, DOUBTFUL)

    @property
    def named(self) -> frozenset[str]:
        """The areas that the grade is for, every inspectorate's whole being `overall`; empty if not marked."""
        if not self.judged or self.areas == UNSAID:
            return frozenset()
        return frozenset("overall" if area in _OTHER_WHOLES else area for area in self.areas.split("+"))


@dataclass(frozen=True, slots=True)
class Example:
    """A marked grade on its line; `before` is the line before."""

    file: str
    line: Line
    grade: Token
    before: Line | None
    mark: Mark


def unmarked(item: str) -> tuple[str, tuple[Mark, ...]]:
    """An item's text without marks, and the marks by their places in it."""
    for invented, real in STAND_INS.items():
        item = item.replace(invented, real).replace(invented.upper(), real.upper())
    text, at, marks = "", 0, []
    for found in _MARK.finditer(item):
        text += item[at : found.start()]
        words, areas = found.groups()
        marks.append(Mark(len(text), len(text) + len(words), areas))
        text, at = text + words, found.end()
    return (text + item[at:]).replace("¶", "\n"), tuple(marks)


def items(path: Path) -> Iterator[tuple[int, str]]:
    """The items of a file with the numbers of their lines, from 1."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def examples(folder: Path = FOLDER) -> Iterator[Example]:
    """Every marked grade of the files of a folder that the reader takes for a word of a grade."""
    for path in sorted(folder.glob("*.txt")):
        for _, item in items(path):
            yield from _of_item(path.stem, item)


def examples_of_articles() -> Iterator[Example]:
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


def _of_item(file: str, item: str) -> Iterator[Example]:
    text, marks = unmarked(item)
    scene = scene_in(read_bytes(text.encode(), name="item.txt"))
    for line in scene.lines:
        for grade in line.of(MentionKind.GRADE):
            span = grade.mentions[0].span
            mark = next((mark for mark in marks if mark.start < span.end and span.start < mark.end), None)
            if mark is not None:
                yield Example(file, line, grade, scene.before(line), mark)


def scene_in(source: Document) -> Scene:
    """A document laid out as the reader has it when it comes to the grades."""
    sentences = split(source)
    return scene_of(analyse(source, sentences, council_mentions(source, sentences)))

"""The words of ontology/lexicon.ttl, ready to be found in running text.

Takes the surface forms tied to concepts of the schemes, gives lexical mentions with exact spans. Forms hang in a trie
of words, so that the time taken depends on the length of the text, not on the number of forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

import ontology
from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind

PATH = Path(ontology.__file__).parent / "lexicon.ttl"
LEX = "https://w3id.org/councilgraph/lexicon#"
WORD = re.compile(r"\w+(?:['’]\w+)*|[&,/]")
JOINT = re.compile(r"[\s‐‑–-]*[’']?[\s‐‑–-]*")
KINDS = {
    "grade": MentionKind.GRADE,
    "topic": MentionKind.AREA,
    "body": MentionKind.INSPECTORATE,
    "framework": MentionKind.FRAMEWORK,
    "assessment-kind": MentionKind.KIND,
    "service": MentionKind.SERVICE,
    "intervention": MentionKind.INTERVENTION,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a surface form means: a concept, its key, and whether the form means it wherever it stands.

    `inspectorate` is set where only one inspectorate speaks so; `until` is the last year the concept was in use; an
    `acronym` counts only in capitals.
    """

    kind: MentionKind
    value: str
    strong: bool
    concept: str
    inspectorate: str = ""
    until: int | None = None
    acronym: bool = False


@dataclass(slots=True)
class _Node:
    entry: Entry | None = None
    onward: dict[str, _Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All surface forms; `forms` maps each to its entry, `concepts` each concept to its key."""

    forms: dict[str, Entry]
    concepts: dict[str, str]
    root: _Node

    def find(self, text: str, span: Span) -> Iterator[Mention]:
        """The longest forms in a stretch of text, left to right, without overlaps."""
        words = [
            (found.start(), found.end(), _word(found.group())) for found in WORD.finditer(text, span.start, span.end)
        ]
        at, opening = 0, self.root.onward
        while at < len(words):
            if words[at][2] not in opening and words[at][2].removesuffix("'s") not in opening:
                at += 1
                continue
            taken, entry = self._longest(text, words, at)
            if entry is None:
                at += 1
                continue
            span = self._span(text, words, at, at + taken - 1)
            if not entry.acronym or span.of(text).isupper():
                yield Mention(entry.kind, span, entry.value, entry.strong)
            at += taken

    def certain(self, written: str) -> bool:
        """Whether some words mean their concept wherever they stand."""
        entry = self.forms.get(" ".join(words_of(written)))
        return entry is not None and entry.strong

    def _span(self, text: str, words: list[tuple[int, int, str]], first: int, last: int) -> Span:
        """From the first word to the last, without a possessive ending that is not part of the form."""
        span = Span(words[first][0], words[last][1])
        if words[last][2].endswith("'s") and " ".join(word for _, _, word in words[first : last + 1]) not in self.forms:
            return Span(span.start, span.end - 2)
        return span

    def _longest(self, text: str, words: list[tuple[int, int, str]], at: int) -> tuple[int, Entry | None]:
        node, best, taken = self.root, None, 0
        for ahead in range(at, len(words)):
            if ahead > at and not JOINT.fullmatch(text, words[ahead - 1][1], words[ahead][0]):
                break
            word = words[ahead][2]
            owner = node.onward.get(word.removesuffix("'s")) if word.endswith("'s") else None
            if owner is not None and owner.entry is not None:
                best, taken = owner.entry, ahead - at + 1
            following = node.onward.get(word)
            if following is None:
                break
            node = following
            if node.entry is not None:
                best, taken = node.entry, ahead - at + 1
        return taken, best


def _word(written: str) -> str:
    return "and" if written == "&" else written.lower().replace("’", "'")


def words_of(form: str) -> tuple[str, ...]:
    """A form as the words that are compared."""
    return tuple(_word(found.group()) for found in WORD.finditer(form.replace("-", " ")))


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the ontology, read once.

    Raises ValueError when one form is given two meanings: that is a fault of the file.
    """
    forms: dict[str, Entry] = {}
    concepts: dict[str, str] = {}
    root = _Node()
    for entry, written in _entries():
        concepts[entry.concept] = entry.value
        key = " ".join(words_of(written))
        if key in forms and forms[key] != entry:
            raise ValueError(f"lexicon.ttl: “{key}” means both {forms[key].concept} and {entry.concept}")
        forms[key] = entry
        node = root
        for word in words_of(written):
            node = node.onward.setdefault(word, _Node())
        node.entry = entry
    return Lexicon(forms, concepts, root)


def _entries() -> Iterator[tuple[Entry, str]]:
    facts: dict[str, dict[str, list[str]]] = {}
    with PATH.open("rb") as file:
        for triple in ox.parse(file, format=ox.RdfFormat.TURTLE):
            subject, value = triple.subject, triple.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                raise ValueError(f"lexicon.ttl: {subject} must be an address with a plain value")
            own = facts.setdefault(subject.value, {})
            own.setdefault(triple.predicate.value.removeprefix(LEX), []).append(value.value)
    step = facts.pop(f"{LEX}step")
    between = [" ", *(f" {word} " for word in step["adjective"])]
    for concept, own in facts.items():
        own["form"] = own.get("form", []) + [
            rank + of + noun for rank in own.get("rank", []) for of in between for noun in step["noun"]
        ]
        own["form"] += [  # `the lowest of its four possible ratings`
            f"{rank} {of} {word}{noun}s"
            for rank in own.get("rank", [])
            for of in step["several"]
            for word in ("", "possible ", "available ")
            for noun in step["noun"]
        ]
        scheme = concept.rsplit("/", 2)[1]
        kind = KINDS.get(scheme, MentionKind.OTHER_PROVIDER)
        inspectorate = own.get("inspectorate", [""])[0].rsplit("/", 1)[-1].replace("-", "_")
        until = int(own["until"][0]) if "until" in own else None
        for name in ("form", "weak", "acronym"):
            for written in own.get(name, []):
                entry = Entry(kind, own["value"][0], name != "weak", concept, inspectorate, until, name == "acronym")
                yield entry, written

"""A source as text that is never edited: every later offset points into `Document.text`."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of Unicode code points: `text[start:end]`."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The characters of the span."""
        return text[self.start : self.end]


class Zone(StrEnum):
    """What a block of a document is for; PROMO is kept, so that offsets hold, and gives no facts."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    HEADING = "heading"
    LIST = "list"
    CAPTION = "caption"
    PROMO = "promo"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table cell."""

    span: Span
    zone: Zone


class DocumentKind(StrEnum):
    """Which class of source document of the ontology this is; the value is the local name of the class."""

    NEWS_ARTICLE = "NewsArticle"
    PRESS_RELEASE = "PressRelease"
    INSPECTION_REPORT = "InspectionReport"
    DOCUMENT = "Document"


class Rights(StrEnum):
    """How much of the text may be shown: all of it (own, ogl) or the quoted sentences alone."""

    OWN = "own"
    OGL = "ogl"
    QUOTE = "quote"


class Origin(StrEnum):
    """Where a piece of metadata comes from, best first when two sources speak."""

    FLAG = "flag"
    SIDECAR = "sidecar"
    TEXT = "text"
    MARKUP = "markup"
    FILE_NAME = "file-name"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of metadata, who supplied it and, where the text did, the words."""

    value: str
    origin: Origin
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source.

    `key` is its identity (`--id`, else its canonical address, else its digest), `sha256` the digest of its bytes,
    `date` an EDTF date, `pages` the offset at which each page starts (empty for unpaged sources) and `reader`
    the name and version of what made `text` out of the bytes. `cells_only` says that `text` is not the source's own text
    but the cells of a table of facts about it, so that offsets mean nothing outside this record.
    """

    key: str
    text: str
    sha256: str
    media_type: str
    reader: str
    kind: DocumentKind = DocumentKind.NEWS_ARTICLE
    title: Stated | None = None
    date: Stated | None = None
    authors: tuple[Stated, ...] = ()
    publisher: Stated | None = None
    url: Stated | None = None
    provider_number: Stated | None = None
    rights: Rights = Rights.QUOTE
    blocks: tuple[Block, ...] = ()
    pages: tuple[int, ...] = ()
    path: str = ""
    problems: tuple[str, ...] = ()
    cells_only: bool = False

    @property
    def issued(self) -> str | None:
        """The document's date as EDTF, if it has one."""
        return self.date.value if self.date else None

    def page_of(self, offset: int) -> int | None:
        """Number of the page, from 1, on which `offset` lies; None for an unpaged source."""
        return bisect_right(self.pages, offset) if self.pages else None

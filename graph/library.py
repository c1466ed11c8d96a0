"""A store with everything that belongs to it: the graph, the source texts and claims beside it.

`add` makes documents durable, `drain` brings the graph up to date with them. Both may be cut off at any moment and taken up
again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from graph.claim import Extract
from graph.identity import digest, document_slug
from graph.inputs.source import Receipt
from graph.loading.burial import people_of, without_people
from graph.loading.drain import Progress, drain, write
from graph.loading.partitions import packed
from graph.mapping import MAPPING
from graph.reference_graph import REFERENCE, reference_quads
from graph.resolution.nodes import scopes_of
from graph.review import ReviewDecision, ReviewFile, apply_decisions
from graph.state import GRAPH_VERSION, State, Unread
from graph.store import EmbeddedStore, open_writer, state_folder

Kept = tuple[str, Receipt] | None


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did: `new`, `replaced` or `unchanged`, or `buried` under a tombstone."""

    slug: str
    outcome: str


class Library:
    """The one writer of a store; use as a context manager."""

    def __init__(self, location: str, *, state: Path | None = None, create: bool = True, processes: int = 1) -> None:
        self.store = open_writer(location, state, create=create)
        folder = state_folder(location, state)
        self.state = State(folder / "state.sqlite")
        self.reviews = ReviewFile(folder / "reviews.jsonl")
        self._settle()
        self.orphans: list[ReviewDecision] = []
        self._decisions: dict[str, list[ReviewDecision]] | None = None
        self._processes = processes
        self._write_reference()
        self._take_up_mapping()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the store."""
        self.state.close()
        self.store.close()

    # ---- documents in and out

    def add(self, extracts: Iterable[Extract], receipts: Iterable[Kept] = ()) -> list[Added]:
        """Make documents durable in one transaction; `drain` makes them visible.

        `receipts` are of the same documents in the same order: by them a later load knows what need not be read again.
        """
        with self.state:
            return self._add_all(extracts, iter(receipts))

    def _add_all(self, extracts: Iterable[Extract], receipts: Iterator[Kept]) -> list[Added]:
        buried = self.state.buried("document")
        self._decisions = self.reviews.by_document()
        done = []
        for read in map(self._unburied, extracts):
            added = self._add(read, self._reviewed(read), buried)
            done.append(added)
            if (receipt := next(receipts, None)) and added.outcome != "buried":
                self.state.receipts.keep(receipt[0], added.slug, self._replayed(read.document.key), receipt[1])
        return done

    def receipt(self, source: str) -> Receipt | None:
        """The receipt of a source that is stored and on which no decision was taken since; None if it has to be read."""
        found = self.state.receipts.find(source)
        if found is None:
            return None
        receipt, slug, replayed = found
        stored = self.state.by_slug(slug)
        return None if stored and replayed != self._replayed(stored.key) else receipt

    def settle(self, feed: str, receipt: Receipt) -> None:
        """All that a feed listed is stored: it need not be fetched again before it changes."""
        self.state.receipts.keep(feed, "", "", receipt)

    def _replayed(self, key: str) -> str:
        """A digest of the decisions on a document, empty for none."""
        if self._decisions is None:
            self._decisions = self.reviews.by_document()
        return digest(*map(repr, self._decisions[key])) if key in self._decisions else ""

    def reviewed(self, extract: Extract) -> Extract:
        """The extract with people's decisions replayed; those that find no claim are added to `orphans`."""
        self._decisions = self.reviews.by_document()
        return self._reviewed(extract)

    def _reviewed(self, extract: Extract) -> Extract:
        decisions = self._decisions.get(extract.document.key) if self._decisions else None
        found, orphans = apply_decisions(extract, decisions) if decisions else (extract, ())
        self.orphans.extend(orphan for orphan in orphans if orphan not in self.orphans)
        return self._unburied(found)

    def _unburied(self, extract: Extract) -> Extract:
        """The extract without the people who are kept out."""
        return without_people(extract, document_slug(extract.document.key), self.state.buried("person"))

    def _add(self, read: Extract, extract: Extract, buried: dict[str, str]) -> Added:
        key = extract.document.key
        slug = document_slug(key)
        if key in buried:
            return Added(slug, "buried")
        known = self.state.find(key)
        if known and known.sha256 == extract.document.sha256:
            if _alike(self.state.extract(slug), extract) and _alike(self.state.unreviewed(slug), read):
                return Added(slug, "unchanged")
            if read.document.cells_only and not self.state.extract(slug, with_text=False).document.cells_only:
                return Added(slug, "unchanged")  # the report itself says all that the table says of it, and more
        self.state.put(slug, extract, scopes_of(extract), _now(), unreviewed=read)
        self.state.clear_unread(extract.document.path)
        return Added(slug, "replaced" if known else "new")

    def retract(self, key: str, reason: str) -> bool:
        """Take a document out and keep it out, by identity or slug; False where there is none."""
        known = self.state.find(key) or self.state.by_slug(key)
        if known is None:
            return False
        with self.state:
            self.state.bury("document", known.key, reason, _now())
            self.state.remove(known.slug)
        self.drain()
        return True

    def retract_person(self, person: str, reason: str) -> int:
        """Take a person, known by slug, out of every document and keep them out; gives how many documents named them."""
        reads = ((stored.slug, self.state.unreviewed(stored.slug)) for stored in self.state.documents())
        named = [read for slug, read in reads if any(found == person for found, _ in people_of(read, slug))]
        with self.state:
            self.state.bury("person", person, reason, _now())
            self._add_all(named, iter(()))
        self.drain()
        return len(named)

    def note_unread(self, path: str, stage: str, reason: str, hint: str = "") -> None:
        """Keep why a source could not be read."""
        self.state.note_unread(Unread(path, stage, reason, hint, _now()))

    # ---- bringing the graph up to date

    def drain(self, progress: Progress | None = None) -> int:
        """Write all that is pending and publish a snapshot; returns the version of the graph."""
        drain(self.state, self.store, progress or (lambda stage, done, total: None), self._processes)
        self.store.publish()
        return self.store.version()

    def _settle(self) -> None:
        """A remote graph and the state beside it can come apart where a writer was killed: bring them together again."""
        if not isinstance(self.store, EmbeddedStore):
            now = self.store.settle(int(self.state.setting(GRAPH_VERSION) or 0))
            self.state.save_setting(GRAPH_VERSION, str(now))

    def _write_reference(self) -> None:
        """Register, schemes and ontology: written when the store is new or they have changed."""
        version, quads = reference_quads()
        if self.state.setting(REFERENCE) != version:
            write(self.state, self.store, [(REFERENCE, packed(quads()))])
            self.state.save_setting(REFERENCE, version)

    def _take_up_mapping(self) -> None:
        """After an upgrade that maps claims to other quads, the next drain writes every document again."""
        if self.state.setting("mapping") != MAPPING:
            with self.state:
                self._mark_everything()
                self.state.save_setting("mapping", MAPPING)

    def rebuild(self) -> int:
        """Resolve and write everything again from the stored claims."""
        with self.state:
            self._mark_everything()
        return self.drain()

    def _mark_everything(self) -> None:
        slugs = [document.slug for document in self.state.documents()]
        self.state.mark_dirty({scope for slug in slugs for scope in self.state.scopes_of(slug)})
        self.state.mark_pending(slugs)


def _alike(stored: Extract, extract: Extract) -> bool:
    """Whether they say the same; the same document may lie at several paths."""
    path = extract.document.path
    return replace(stored, document=replace(stored.document, path=path)) == extract


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")

"""A store that is a SPARQL 1.1 endpoint, with what is not graph in a folder on this machine.

    DIR/councilgraph.json   format and the address that the folder belongs to
    DIR/lock                held by the process that writes
    DIR/name                the name that graph and folder share, so that neither is taken for another's
    DIR/undo                a change that the state may not know of: see remote_undo.py
    DIR/state.sqlite        source texts, claims and decisions: see graph.state

**A write** is staged in chunks in hidden graphs; one last statement moves it, together with the new version, into the facts
(engines/staging.py). Until then no query shows any of it, afterwards every query shows all of it; killed in between, a
writer leaves staged items that the next one drops. That the last statement is whole or not at all rests on the engine,
which is why only one operation is used and no sequence. **At connection** the engine has to show that it keeps literals,
isolates graphs and carries the statement out (engines/probe.py); what fails is refused with the reason. Graphs that were
there before stay hidden and are not touched; facts in the default graph are a reason to refuse.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph.errors import StoreError, StoreUnavailable
from graph.store.engines import connect
from graph.store.engines.engine import HOUSEKEEPING, own_query
from graph.store.engines.probe import probe
from graph.store.engines.staging import HIDES, NAME, clear, house, write
from graph.store.folder import take_lock, write_whole
from graph.store.protocol import Change, Result
from graph.store.remote_folder import belonging, kept_name
from graph.store.remote_reader import Mark, RemoteReader, read_mark
from graph.store.remote_undo import Undo

FOREIGN = 100


class RemoteStore:
    """The one writer of a remote graph; use as a context manager or call close()."""

    def __init__(self, location: str, folder: Path, *, create: bool = True) -> None:
        self._engine = connect(location)
        self._folder = belonging(folder, self._engine.address, create=create)
        self._lock = take_lock(folder)
        try:
            self._undo = Undo(folder)
            mark = self._found(create=create)
            self._reader = RemoteReader(location, self._engine)
            self._version = mark.version
            probe(self._engine)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def location(self) -> str:
        """The address."""
        return self._engine.address

    def version(self) -> int:
        """Number of changes since the store was made."""
        return self._version

    def query(self, text: str) -> Result:
        """Answer a query of our own; raises BadQuery."""
        return self._reader.query(text)

    def apply(self, change: Change) -> int:
        """Take out and put in, visible as a whole or not at all; no change, no new version."""
        if not change.removed - change.added and not change.added:
            return self._version
        now = self._version + 1
        self._undo.keep(Change(change.removed - change.added, change.added), now)
        write(self._engine, change, self._version, now)
        self._version = now
        return now

    def update(self, text: str) -> int:
        """Not here: an update past the library would leave the state behind."""
        raise StoreError(f"Updates of your own go to {self.location} itself.")

    def settle(self, known: int) -> int:
        """The state knows of the change that made version `known`; one it does not know of is taken back."""
        begun = self._undo.find()
        if begun and begun[0] > known:
            write(self._engine, begun[1], self._version, self._version + 1)
            self._version += 1
        elif known != self._version:
            raise StoreUnavailable(
                f"{self.location} is at version {self._version}, its state in {self._folder} at {known}: one of them was "
                "restored without the other. Load into an empty dataset with a new --state."
            )
        return self._version

    def quads(self) -> Iterator[ox.Quad]:
        """All quads."""
        return self._reader.quads()

    def dump(self, out: IO[bytes], media_type: str) -> None:
        """Write everything as N-Quads or TriG."""
        self._reader.dump(out, media_type)

    def publish(self) -> None:
        """What is written is visible already."""

    def close(self) -> None:
        """Let another process write."""
        self._lock.close()

    def _found(self, *, create: bool) -> Mark:
        """The store at the address if it is the one of our folder; a new one where there is none."""
        mark, kept = read_mark(self._engine), kept_name(self._folder)
        if mark is None and create and not (self._folder / "state.sqlite").exists():
            return self._make()
        if mark is None:
            raise StoreUnavailable(
                f"There is no store at {self.location}."
                + (f" {self._folder} belongs to one that was there: give a new --state." if kept else "")
            )
        if kept != mark.name:
            raise StoreUnavailable(
                f"The graph at {self.location} is written from another state folder than {self._folder}; name that one."
            )
        clear(self._engine)
        if mark.switching:
            self._engine.endpoint.update(own_query("clear-switching.ru"))
        return mark

    def _make(self) -> Mark:
        there = {graph for (graph,) in self._engine.rows("named-graphs.rq")} - HOUSEKEEPING
        anything = own_query("anything.rq")
        if len(there) > FOREIGN or self._engine.read(anything, self._engine.ask(anything)):
            raise StoreUnavailable(f"{self.location} holds other data; give councilgraph a dataset of its own.")
        name = secrets.token_hex(8)
        clear(self._engine)
        write_whole(self._folder / "name", name)
        own = {house(NAME, ox.Literal(name)), *(house(HIDES, ox.NamedNode(graph)) for graph in there)}
        write(self._engine, Change(added=frozenset(own)), None, 0)
        return Mark(name, 0, "")

"""Bringing the folder of a store from an older format to the present one.

A step takes the folder from format n to n + 1 and must be repeatable: after a crash it runs again from the start, and the
marker moves only when it has ended. A store is never migrated by the way: `councilgraph migrate` does it, or a restore.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from graph.errors import StoreDamaged, StoreFromFuture, StoreUnavailable
from graph.store.folder import FORMAT, found_format, mark, take_lock

Step = Callable[[Path], None]
STEPS: Mapping[int, Step] = MappingProxyType({})
"""The step that leaves each format; the first format that was ever released is 1."""


def migrate(store: Path, *, steps: Mapping[int, Step] = STEPS) -> tuple[int, ...]:
    """Run the steps that are missing, under the writer's lock; gives the formats that were left. Raises StoreError."""
    found = found_format(store)
    if found is None:
        raise StoreUnavailable(f"There is no store at {store}.")
    if found > FORMAT:
        raise StoreFromFuture(f"The store in {store} was written by a newer version of councilgraph (format {found}).")
    todo = tuple(range(found, FORMAT))
    if missing := [number for number in todo if number not in steps]:
        raise StoreDamaged(f"There is no way from format {missing[0]} of the store in {store} to format {FORMAT}.")
    if not todo:
        return ()
    with take_lock(store):
        for number in todo:
            steps[number](store)
            mark(store, number + 1)
    return todo

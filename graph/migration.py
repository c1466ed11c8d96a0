"""Bringing the folder of a store from an older format to the present one.

A step takes the folder from format n to n + 1 and must be repeatable: after a crash it runs again from the start, and the
marker moves only when it has ended. A store is never migrated by the way: `councilgraph migrate` does it, or a restore.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.metadata import version as distribution_version
from pathlib import Path
from types import MappingProxyType

from graph.errors import StoreDamaged, StoreFromFuture, StoreUnavailable
from graph.store.folder import FORMAT, MARKER, found_format, take_lock, write_whole

Step = Callable[[Path], None]
STEPS: Mapping[int, Step] = MappingProxyType({})
"""The step that leaves each format; the first format that was ever released is 1."""


def migrate(store: Path, *, steps: Mapping[int, Step] = STEPS, wanted: int = FORMAT) -> tuple[int, ...]:
    """Run the steps that are missing, under the writer's lock; gives the formats that were left. Raises StoreError."""
    found = found_format(store)
    if found is None:
        raise StoreUnavailable(f"There is no store at {store}.")
    if found > wanted:
        raise StoreFromFuture(f"The store in {store} was written by a newer version of councilgraph (format {found}).")
    todo = tuple(range(found, wanted))
    if missing := [number for number in todo if number not in steps]:
        raise StoreDamaged(f"There is no way from format {missing[0]} of the store in {store} to format {wanted}.")
    if not todo:
        return ()
    with take_lock(store):
        for number in todo:
            steps[number](store)
            mark = {"format": number + 1, "made by": distribution_version("councilgraph")}
            write_whole(store / MARKER, json.dumps(mark) + "\n")
    return todo

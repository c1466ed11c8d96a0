"""The folder beside a remote store: where it is, and that it belongs to that store and no other."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import StoreDamaged, StoreUnavailable
from graph.store.credentials import checked_address, is_address
from graph.store.folder import FORMAT, MARKER, found_format, mark


def state_folder(location: str, state: Path | None = None) -> Path:
    """Where texts, claims and reviews of a store are: in its own folder, or in `state` for a remote one.

    Without `state` it is a folder here named after the address, such as `data-example.org-8890-sparql`.
    """
    if not is_address(location):
        return Path(location)
    parts = urlsplit(checked_address(location))
    place = "-".join(filter(None, (parts.hostname, str(parts.port or ""), *parts.path.split("/"))))
    return state or Path(f"data-{place.replace(':', '_')}")


def belonging(folder: Path, address: str, *, create: bool) -> Path:
    """The folder, made if need be; StoreUnavailable if it is missing, something else or another store's."""
    found = found_format(folder)
    if found is not None and found > FORMAT:
        raise StoreUnavailable(
            f"The state in {folder} was written by a newer version of councilgraph (format {found})."
        )
    if found is not None:
        owner = _owner(folder)
        if owner != address:
            told = f"is of the store at {owner}" if owner else "is the folder of a store itself"
            raise StoreUnavailable(f"{folder} {told}, not of {address}; name another with --state.")
        return folder
    if not create:
        raise StoreUnavailable(
            f"The texts and claims of {address} are not in {folder}; name their folder with --state (COUNCILGRAPH_STATE)."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreUnavailable(f"{folder} is not empty and not the state of a store; name another with --state.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark(folder, store=address)
    except OSError as error:
        raise StoreUnavailable(
            f"No state can be kept in {folder}: {error.strerror}; name another with --state."
        ) from error
    return folder


def kept_name(folder: Path) -> str:
    """The name that the graph was given when it was made; empty where none was made yet."""
    path = folder / "name"
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def _owner(folder: Path) -> str:
    try:
        return str(json.loads((folder / MARKER).read_text(encoding="utf-8")).get("store", ""))
    except (ValueError, AttributeError) as error:
        raise StoreDamaged(f"{folder / MARKER} cannot be read.") from error

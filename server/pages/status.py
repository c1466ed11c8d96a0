"""What could not be read, from the file beside the graph."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_MOST = 500


def unread(store: Path | None) -> list[dict[str, str]]:
    """Sources that could not be read with the reason, without the folders of the machine they lie in."""
    path = store / "state.sqlite" if store else None
    if path is None or not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT path, stage, reason, at FROM unread ORDER BY path LIMIT ?", (_MOST,)).fetchall()
    return [
        {"source": Path(name).name, "stage": stage, "reason": reason, "at": at[:10]} for name, stage, reason, at in rows
    ]

"""`councilgraph status`: what is in the store and what could not be read."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graph.errors import StoreUnavailable
from graph.state import State
from graph.store import current_snapshot
from server.command_line import Options


@click.command("status")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_obj
def command(options: Options, /, form: str) -> int:
    """Say how many documents are stored, which version readers see, and what could not be read and why."""
    folder = Path(options.store)
    snapshot = current_snapshot(folder)
    if not (folder / "state.sqlite").is_file():
        raise StoreUnavailable(f"There is no store at {folder}.")
    state = State(folder / "state.sqlite")
    facts = {
        "store": str(folder),
        "version": snapshot.version if snapshot else 0,
        "documents": state.count(),
        "waiting to be written": len(state.pending()),
        "retracted": len(state.buried("document")),
        "unread": [{"path": u.path, "stage": u.stage, "reason": u.reason, "hint": u.hint} for u in state.unread()],
    }
    state.close()
    if form == "json":
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return 0
    unread = facts.pop("unread")
    for name, value in facts.items():
        click.echo(f"{name + ':':24}{value}")
    click.echo(f"{'unread:':24}{len(unread)}")  # type: ignore[arg-type]
    for item in unread:  # type: ignore[attr-defined]
        click.echo(f"  {item['path']}: {item['reason']}" + (f" ({item['hint']})" if item["hint"] else ""))
    return 0

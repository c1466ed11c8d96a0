"""`councilgraph status`: what is in the store and what could not be read."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graph.errors import StoreUnavailable
from graph.state import State
from graph.store import current_snapshot, is_address, open_reader, state_folder
from server.command_line import Options


@click.command("status")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_obj
def command(options: Options, /, form: str) -> int:
    """Say how many documents are stored, which version readers see, and what could not be read and why."""
    folder = state_folder(options.store, options.state)
    version = _version(options.store)
    if not (folder / "state.sqlite").is_file():
        raise StoreUnavailable(
            f"There is no store at {folder}." + (" --state names another folder." if is_address(options.store) else "")
        )
    state = State(folder / "state.sqlite")
    facts = {
        "store": options.store,
        "version": version,
        "documents": state.count(),
        "waiting to be written": len(state.pending()),
        "retracted": len(state.buried("document")),
        "people kept out": len(state.buried("person")),
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


def _version(store: str) -> int:
    if is_address(store):
        return open_reader(store).version
    snapshot = current_snapshot(Path(store))
    return snapshot.version if snapshot else 0

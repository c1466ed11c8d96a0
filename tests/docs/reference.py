"""docs/reference.md out of what the program itself says: commands, settings, addresses, questions, tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import click
from flask import Flask

from graph.saved_query import saved_queries
from server.application import create_app
from server.command_line import COMMANDS, cli
from server.operations.openapi import description
from server.operations.table import tables
from server.settings import Settings
from server.settings import table as settings_table

TARGET = Path(__file__).parents[2] / "docs" / "reference.md"
HEAD = """# Reference

Made by `python -m tests.docs > docs/reference.md` from the program itself; do not edit.
"""


def application() -> Flask:
    """The application without query processes: enough to know its addresses."""
    return create_app(Settings(store="absent"), service=cast("Any", SimpleNamespace(version=-1, tag="", limits=None)))


def reference() -> str:
    """The whole page."""
    sections = {
        "Commands": _commands(),
        "Settings": iter([settings_table()]),
        "Addresses": _addresses(),
        "Saved questions": _questions(),
        "Tables for download": _tables(),
    }
    return HEAD + "".join(f"\n## {title}\n\n" + "\n".join(lines).rstrip() + "\n" for title, lines in sections.items())


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its words, the program itself first, subcommands after theirs."""
    yield "councilgraph", cli
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield f"councilgraph {name}", command
        for below, sub in getattr(command, "commands", {}).items():
            yield f"councilgraph {name} {below}", sub


def _commands() -> Iterator[str]:
    for words, command in commands():
        arguments = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
        yield f"### `{' '.join([words, *arguments])}`\n"
        yield " ".join((command.help or "").replace("\b", "").split()) + "\n"
        for option in command.params:
            if isinstance(option, click.Option):
                names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
                kind = "" if option.is_flag or option.count else f" {option.make_metavar(click.Context(command))}"
                default = f" Default: {option.default}." if option.show_default and option.default is not None else ""
                variable = f" Environment: `{option.envvar}`." if option.envvar else ""
                yield f"- {names}{kind.replace('|', ' | ')}: {option.help}{default}{variable}"
        yield ""


def _addresses() -> Iterator[str]:
    app = application()
    paths = description(app.url_map, app.view_functions, "")["paths"]
    yield "| address | methods | what | parameters |\n|---|---|---|---|"
    for path, operations in paths.items():
        if path.startswith("/query/") and "{" not in path:
            continue
        first = next(iter(operations.values()))
        asked = ", ".join(f"`{each['name']}`" for each in first["parameters"] if each["in"] == "query")
        methods = " ".join(method.upper() for method in operations)
        yield f"| `{path}` | {methods} | {first['summary']} | {asked} |"


def _questions() -> Iterator[str]:
    yield "| name | question | parameters |\n|---|---|---|"
    for query in saved_queries().values():
        told = "; ".join(f"`{each.name}={each.example}` {each.meaning}" for each in query.parameters)
        yield f"| `{query.name}` | {query.question} | {told} |"


def _tables() -> Iterator[str]:
    for table in tables():
        yield f"### `{table.key}`\n\n{table.row}.\n\n| column | meaning |\n|---|---|"
        yield from (f"| `{name}` | {meaning} |" for name, meaning in table.columns)
        yield ""

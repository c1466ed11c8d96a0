"""`councilgraph check`: is the store sound?"""

from __future__ import annotations

import itertools

import click

from graph.store import open_reader
from server.command_line import EXIT_BAD_DATA, Options


@click.command("check")
@click.option("--no-shapes", is_flag=True, help="Run the check queries alone; shapes take minutes on a large store.")
@click.pass_obj
def command(options: Options, /, no_shapes: bool) -> int:
    """Validate the store against the shapes and the check queries; exit code 1 if something is wrong."""
    from graph.validation import check_findings, shape_findings

    store = open_reader(options.store).local()
    bad = warnings = 0
    for finding in itertools.chain(check_findings(store), () if no_shapes else shape_findings(store)):
        bad += finding.severity == "Violation"
        warnings += finding.severity != "Violation"
        click.echo(f"{finding.severity}: <{finding.focus}>" + (f" {finding.path}" if finding.path else ""))
        click.echo(f"  {finding.message}")
        if finding.sentence:
            click.echo(f"  “{finding.sentence}”")
    click.echo(f"{bad} faults, {warnings} warnings", err=True)
    return EXIT_BAD_DATA if bad else 0

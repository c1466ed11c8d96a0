"""`councilgraph reread`: stored documents once more with the present extractor."""

from __future__ import annotations

import click

from graph.claim import Extract
from graph.library import Library
from graph.pipeline import extract_document
from graph.review import reviewables
from server.command_line import Options


@click.command("reread")
@click.option("--dry-run", is_flag=True, help="Print what would change, change nothing.")
@click.pass_obj
def command(options: Options, /, dry_run: bool) -> int:
    """Read stored documents again after an upgrade of the extractor and print what changes.

    Review decisions are replayed; those that find no claim any more are listed as orphans.
    """
    changed = count = 0
    with Library(options.store, state=options.state, create=False) as library:
        for stored in library.state.documents():
            before, read = library.state.extract(stored.slug), library.state.unreviewed(stored.slug)
            if before.document.cells_only:
                continue
            count += 1
            again = extract_document(read.document)
            after = library.reviewed(again)
            if lines := _difference(before, after):
                changed += 1
                click.echo(f"{stored.key}")
                for line in lines:
                    click.echo(f"  {line}")
            if not dry_run:
                library.add([again])
        if not dry_run:
            library.drain()
        for orphan in library.orphans:
            click.echo(
                f"orphan: {orphan.verdict} of “{orphan.words}” in {orphan.document} finds no claim any more", err=True
            )
    click.echo(f"{changed} of {count} documents {'would change' if dry_run else 'changed'}", err=True)
    return 0


def _difference(before: Extract, after: Extract) -> list[str]:
    old = {(item.kind, item.arguments): item for item in reviewables(before) if item.claim.published}
    new = {(item.kind, item.arguments): item for item in reviewables(after) if item.claim.published}
    lines = [
        f"- {kind}: {told}  “{' '.join(old[kind, told].sentence.split())}”"
        for kind, told in old
        if (kind, told) not in new
    ]
    lines += [
        f"+ {kind}: {told}  “{' '.join(new[kind, told].sentence.split())}”"
        for kind, told in new
        if (kind, told) not in old
    ]
    return lines

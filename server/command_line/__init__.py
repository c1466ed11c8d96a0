"""The command line: `councilgraph`, one file a command, imported only when that command runs.

Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 something unread or bad data,
2 usage, 3 store, endpoint or file unavailable, 4 time limit, 130 interrupted, 143 told to end.
"""

from __future__ import annotations

import errno
import importlib
import os
import signal
import sqlite3
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

import click

COMMANDS = {
    "read": "Print what is read in articles and reports, without a store.",
    "load": "Read articles and reports and store what they say.",
    "retract": "Take a document or a person out and keep them out.",
    "reread": "Read stored documents again after an upgrade of the extractor.",
    "review": "List claims that wait for a decision; accept, reject, correct.",
    "query": "Ask a SPARQL query.",
    "show": "Show a council, person, inspection or document in words, with its evidence.",
    "check": "Validate the store against shapes and checks.",
    "dump": "Write the whole graph.",
    "backup": "Write everything that belongs to the store to one file.",
    "restore": "Make a store out of a backup.",
    "migrate": "Bring a store of an older version up to date.",
    "serve": "Serve the store over HTTP.",
    "mcp": "Answer agents over the Model Context Protocol.",
    "status": "Say what is in the store and what could not be read.",
}
STORE, CONFIG = "data", "councilgraph.toml"
EXIT_BAD_DATA, EXIT_USAGE, EXIT_UNAVAILABLE, EXIT_TIME, EXIT_INTERRUPTED, EXIT_ENDED = 1, 2, 3, 4, 130, 143
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Options:
    """What stands before the command."""

    store: str
    quiet: bool = False
    config: Path | None = None
    state: Path | None = None
    contact: str = ""


class LazyGroup(click.Group):
    """Imports a command's module when it is needed, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command object of `server.command_line.<name>`."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"server.command_line.{cmd_name}").command
        assert isinstance(command, click.Command), cmd_name
        return command

    def invoke(self, ctx: click.Context) -> object:
        """The command's exit code; 0 where whoever reads our output has seen enough, as `| head` has."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return 0
        except Exception:
            if ctx.params["verbose"]:
                traceback.print_exc()
            raise
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    envvar="COUNCILGRAPH_STORE",
    metavar="PATH|URL",
    help=f"Folder of the store, or the address of a SPARQL endpoint that keeps the graph.  [default: {STORE}]",
)
@click.option(
    "--state",
    envvar="COUNCILGRAPH_STATE",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for texts, claims and reviews beside a store with an address.  [default: data-HOST-PORT]",
)
@click.option(
    "--config",
    envvar="COUNCILGRAPH_CONFIG",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"File of settings.  [default: {CONFIG}, if it is there]",
)
@click.option("-q", "--quiet", is_flag=True, help="Errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Where something fails, say where in the program.")
@click.version_option(package_name="councilgraph", prog_name="councilgraph")
@click.pass_context
def cli(
    ctx: click.Context, store: str | None, state: Path | None, config: Path | None, quiet: bool, verbose: bool
) -> None:
    """Councils, their inspections, the people who led them, and the sentence behind every fact."""
    told = _told(config or Path(CONFIG))
    contact = os.environ.get("COUNCILGRAPH_CONTACT") or str(told.get("contact", ""))
    ctx.obj = Options(store or str(told.get("store", STORE)), quiet, config, state, contact)


def _told(config: Path) -> dict[str, object]:
    """What the file of settings says; nothing if there is no file."""
    if not config.is_file():
        return {}
    import tomllib

    from graph.errors import BadSetting

    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadSetting(f"{config} is not a file of settings: {error}.") from error


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    from graph.errors import BadSetting, CouncilgraphError, StoreError, TimeLimit

    _fill_in_streams()
    signal.signal(signal.SIGTERM, _end)
    try:
        code = cli.main(args=arguments, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except CouncilgraphError as error:
        click.echo(f"councilgraph: {error}", err=True)
        codes = {StoreError: EXIT_UNAVAILABLE, TimeLimit: EXIT_TIME, BadSetting: EXIT_USAGE}
        sys.exit(next((code for kind, code in codes.items() if isinstance(error, kind)), EXIT_BAD_DATA))
    except UnicodeEncodeError as error:
        click.echo(f"councilgraph: {error.object!r} is not text in UTF-8.", err=True)
        sys.exit(EXIT_USAGE)
    except (OSError, sqlite3.Error) as error:
        click.echo(f"councilgraph: {_refusal(error)}", err=True)
        sys.exit(EXIT_UNAVAILABLE)


def _fill_in_streams() -> None:
    """Standard streams that whoever started us closed: files opened later must not take their numbers."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False))  # noqa: SIM115


def _end(*_: object) -> None:
    """A supervisor or a shutdown asks us to leave: by the way of exceptions, so that everything is closed properly."""
    click.echo("councilgraph: Told to end; what was stored stays, and the same command goes on from there.", err=True)
    sys.exit(EXIT_ENDED)


def _refusal(error: OSError | sqlite3.Error) -> str:
    """What the system refused, in a sentence; the engines of the graph and of the state say a full disk in words alone."""
    if getattr(error, "errno", None) in FULL or any(words in str(error) for words in ("No space left", "disk is full")):
        return "No space is left on the disk; what was stored stays. Make room and give the same command again."
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    return f"The store cannot be used: {error}. `councilgraph restore` makes a sound one out of a backup."


if __name__ == "__main__":
    main()

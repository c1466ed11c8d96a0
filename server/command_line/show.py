"""`councilgraph show`: an entity in words, with its evidence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pyoxigraph as ox

from graph.errors import UnknownName
from graph.identity import kind_of
from graph.register.register import Council, Naming, load_register
from graph.saved_query import parse_saved_query
from graph.store import Reader, current_snapshot, is_address, open_reader
from ontology import BASE, NS
from server.command_line import Options

QUERIES = Path(__file__).parent / "queries"


@click.command("show")
@click.argument("name", metavar="NAME|CODE|IRI")
@click.pass_obj
def command(options: Options, /, name: str) -> int:
    """Show a council (by name, alias or any code, old ones too) or anything else by its IRI, with the words behind it."""
    iri = iri_of(name)
    kind = kind_of(iri) if iri else None
    if iri and (kind is None or kind[0] != "council"):
        lines = _entity(options.store, iri)
    else:
        councils = (
            [load_register().councils[kind[1]]] if kind and kind[1] in load_register().councils else councils_of(name)
        )
        lines = (line for council in councils for line in _council(options.store, council))
    for line in lines:
        click.echo(line)
    return 0


def iri_of(name: str) -> str | None:
    """The IRI that was given in full or with a prefix of ours; None for any other name."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in NS and not local.startswith("//"):
        return NS[prefix] + local
    return name if name.startswith(("http://", "https://")) else None


def councils_of(name: str) -> list[Council]:
    """The council meant by a name or code; several only where an old and a new body shared a code; UnknownName for none."""
    register = load_register()
    if by_code := register.by_code(name):
        return list(by_code)
    naming: Naming = register.named(name, None)
    if len(naming.councils) == 1:
        return list(naming.councils)
    if naming.councils:
        told = ", ".join(f"{council.name} ({council.slug})" for council in naming.councils)
        raise UnknownName(f"{name!r} can be {told}: {naming.reason}", tuple(c.slug for c in naming.councils))
    near = register.near(name)
    raise UnknownName(
        f"There is no council {name!r}." + (f" Did you mean {', '.join(near)}?" if near else ""), tuple(near)
    )


def _council(store: str, council: Council) -> Iterator[str]:
    register = load_register()
    yield f"{council.name}  <{BASE}id/council/{council.slug}>"
    life = f"from {council.start}" if council.start else ""
    life += f" until {council.end}" if council.end else ""
    yield f"  {council.kind} in {council.region or council.nation}{', ' + life.strip() if life else ''} ({council.status})"
    codes = {"GSS": council.gss, "former GSS": ", ".join(council.former_gss), "ISO 3166-2": council.iso}
    codes |= {"DfE": council.dfe, "Ofsted": council.ofsted}
    yield "  " + "; ".join(f"{name} {code}" for name, code in codes.items() if code)
    for label, slugs in (("succeeded by", council.successors), ("successor of", council.predecessors)):
        if slugs:
            yield f"  {label} {', '.join(register.councils[slug].name for slug in slugs)}"
    yield from _judgements(store, council)


def _judgements(store: str, council: Council) -> Iterator[str]:
    if not is_address(store) and (not Path(store).is_dir() or current_snapshot(Path(store)) is None):
        yield "  No documents are loaded here; `councilgraph load` reads some."
        return
    rows = list(_rows(open_reader(store), "council-judgements", {"council": council.slug}))
    if not rows:
        yield "  No inspection of it was read in the documents loaded here."
    for (inspection, when, body), group in itertools.groupby(rows, lambda r: (r["inspection"], r["when"], r["body"])):
        yield f"  {body}, {when}  <{inspection}>"
        for (area, grade), evidence in itertools.groupby(group, lambda r: (r["area"], r["grade"])):
            if area:
                yield f"    {area}: {grade}"
            for row in evidence:
                if row["text"]:
                    page = f", page {row['page']}" if row["page"] else ""
                    yield f"      “{_one_line(row['text'])}” ({row['source']}{page})"


def _entity(store: str, iri: str) -> Iterator[str]:
    rows = list(_rows(open_reader(store), "entity", {"thing": iri}))
    if not rows:
        raise UnknownName(f"Nothing is stated about <{iri}> here.")
    yield f"<{iri}>"
    for (label, value), group in itertools.groupby(
        rows, lambda r: (r["propertyLabel"] or r["property"], r["valueLabel"] or r["value"])
    ):
        yield f"  {label}: {_one_line(value)}"
        for text in dict.fromkeys(row["text"] for row in group):
            if text:
                yield f"    “{_one_line(text)}”"


def _rows(reader: Reader, query: str, values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    text = parse_saved_query(query, (QUERIES / f"{query}.rq").read_text(encoding="utf-8")).with_values(values)
    answer = reader.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {name: getattr(term, "value", "") or "" for name, term in zip(names, row, strict=True)}


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

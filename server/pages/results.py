"""A table of SPARQL results as people read it: things as links with their labels, the rest as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from server.pages import schemes
from server.pages.addresses import is_ours
from server.pages.facts import Value, readable
from server.pages.terms import short_name, terms
from server.pages.wording import shortened


@dataclass(frozen=True, slots=True)
class Cell(Value):
    """A value as shown, with the term it shows."""

    term: object = None


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and cells; `cut` says that there were more rows."""

    columns: tuple[str, ...]
    rows: list[list[Cell]]
    cut: bool = False


def table_of(columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, cut: bool = False) -> Table:
    """`?council` and `?councilLabel` become one column of links; labels of concepts are known without asking."""
    labelled = {name: f"{name}Label" for name in columns if f"{name}Label" in columns}
    shown = tuple(name for name in columns if name not in labelled.values())
    cells = [[_cell(row.get(name), row.get(labelled.get(name, ""))) for name in shown] for row in rows]
    return Table(shown, cells, cut)


def heading(variable: str) -> str:
    """`lastSeen` is Last seen, `gradeLabel` is Grade."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", variable.removesuffix("Label") or variable).replace("_", " ")
    return words[:1].upper() + words[1:].lower() if not words.isupper() else words


def _cell(term: object, label: object) -> Cell:
    told = label.value if isinstance(label, ox.Literal) else ""
    if isinstance(term, ox.NamedNode):
        return Cell(told or label_of(term.value), term.value, term)
    if isinstance(term, ox.Literal):
        return Cell(shortened(term.value, 600), "", term)
    if isinstance(term, ox.BlankNode):
        return Cell(f"_:{term.value[:8]}")
    return Cell("" if term is None else str(term))


def label_of(iri: str) -> str:
    """A concept's or term's label, words of our address, a short name of others."""
    if schemes.concept(iri) or iri in terms():
        return schemes.label(iri)
    return readable(iri) if is_ours(iri) else short_name(iri)

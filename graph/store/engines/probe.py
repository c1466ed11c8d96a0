"""Does an engine do what we rely on? A few marked quads go in and out, and each question about them must have the answer
that the embedded engine gives.

A question is a file in `probes/`: its first line says what must hold. Named scratch graphs are hidden from other readers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.errors import CouncilgraphError, StoreUnavailable, TimeLimit
from graph.store.engines.engine import PROBE_GRAPHS, STORE, Engine
from graph.store.engines.staging import stage
from graph.store.protocol import Result

FOLDER = Path(__file__).parent / "probes"
LONG = "Long – é 😀 " * 3_000
SHOWN = 120


def probe(engine: Engine) -> None:
    """Raise StoreUnavailable with the reason if the engine must not be used."""
    hidden, engine.hidden = engine.hidden, engine.hidden - PROBE_GRAPHS
    try:
        stage(engine, removed=_data(), added=frozenset())
        stage(engine, removed=frozenset(), added=_data())
        for path in sorted(FOLDER.glob("*.rq")):
            _ask(engine, path.read_text(encoding="utf-8"))
        stage(engine, removed=_data(), added=frozenset())
        _must_be_gone(engine)
    finally:
        engine.hidden = hidden


@cache
def _data() -> frozenset[ox.Quad]:
    words = ox.NamedNode(f"{STORE}/probe#words")
    long = ox.Quad(words, ox.NamedNode(f"{STORE}/probe#long"), ox.Literal(LONG))
    return frozenset(ox.parse((FOLDER / "data.trig").read_bytes(), format=ox.RdfFormat.TRIG)) | {long}


def _ask(engine: Engine, text: str) -> None:
    rule = text.partition("\n")[0].removeprefix("#").strip()
    oracle = ox.Store()
    oracle.extend(_data())
    expected = _rows(oracle.query(text))
    try:
        found = _rows(engine.read(text, engine.ask(text)))
    except TimeLimit:
        raise
    except CouncilgraphError as error:
        raise _refusal(engine, rule, str(error)) from error
    if "ORDER BY" not in text:
        expected, found = sorted(expected), sorted(found)
    if expected != found:
        wanted = "; ".join(row for row in expected if row not in found) or "; ".join(expected)
        got = "; ".join(row for row in found if row not in expected) or "; ".join(found)
        raise _refusal(engine, rule, f"instead of {_cut(wanted)} it gives {_cut(got)}")


def _must_be_gone(engine: Engine) -> None:
    for name in ("literals", "default-graph", "named-graphs"):
        text = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
        if left := _rows(engine.read(text, engine.ask(text))):
            raise _refusal(engine, "What is taken out is gone", f"{_cut('; '.join(left))} stays")


def _rows(answer: Result) -> list[str]:
    if isinstance(answer, ox.QueryBoolean):
        return [str(bool(answer))]
    if isinstance(answer, ox.QueryTriples):
        return [str(triple) for triple in answer]
    return [" ".join("-" if term is None else str(term) for term in row) for row in answer]


def _refusal(engine: Engine, rule: str, told: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"The engine at {engine.address} (taken for {engine.name}) cannot be used. What must hold: {rule}. "
        f"What was found: {told.rstrip('.')}."
    )


def _cut(text: str) -> str:
    return (text if len(text) <= SHOWN else f"{text[:SHOWN]}…") or "nothing"

"""An engine that does not do what we rely on is refused, and the sentence says what."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.store.engines.probe import FOLDER, probe
from tests.graph.store.engines.standin import StandIn, StandInEndpoint


def test_the_recommendation_passes_and_nothing_is_left() -> None:
    endpoint = StandInEndpoint()
    probe(StandIn(endpoint))
    assert list(endpoint.store) == []


def test_every_rule_is_a_sentence() -> None:
    questions = sorted(FOLDER.glob("*.rq"))
    assert len(questions) > 12
    for path in questions:
        assert path.read_text(encoding="utf-8").startswith("# "), path.name


def in_terms(change: Callable[[dict[str, str]], object]) -> Callable[[bytes], bytes]:
    """A fault in every term of every row."""

    def fault(body: bytes) -> bytes:
        if not body.startswith(b"{"):
            return body
        results = json.loads(body)
        for row in results.get("results", {}).get("bindings", []):
            for term in row.values():
                change(term)
        return json.dumps(results).encode()

    return fault


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda body: body.replace(old.encode(), new.encode())


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (in_terms(lambda term: term.pop("xml:lang", None)), "Literals come back"),
        (in_terms(lambda term: term.pop("datatype", None)), "What must hold"),
        (in_terms(lambda term: term.update(value=term["value"][:4000])), "Literals come back"),
        (in_terms(lambda term: term.update(value=term["value"].strip())), "Literals come back"),
        (
            in_terms(lambda term: term.update(value=term["value"].encode("ascii", "replace").decode())),
            "Literals come back",
        ),
        (replaced("edtf/EDTF", "edtf"), "literals"),
        (replaced('"boolean":false', '"boolean":true'), "ASK says no"),
        (replaced("12.25", "12.2"), "What must hold"),
        (lambda body: b"<html>hello</html>", "not a result"),
    ],
    ids=["language", "datatype", "length", "space", "unicode", "edtf", "no", "decimal", "nonsense"],
)
def test_a_fault_is_found(fault: Callable[[bytes], bytes], told: str) -> None:
    endpoint = StandInEndpoint()
    endpoint.fault = fault
    with pytest.raises(StoreUnavailable, match=told) as caught:
        probe(StandIn(endpoint))
    assert "cannot be used" in str(caught.value)


def test_a_default_graph_that_shows_everything_is_found() -> None:
    endpoint = StandInEndpoint()
    endpoint.union = True
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        probe(StandIn(endpoint))


def test_an_engine_that_forgets_to_delete_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = StandInEndpoint()
    update = endpoint.update

    def forgets(text: str) -> None:
        update(text.replace("store/removed> {", "store/nothing> {") if text.startswith("# The last") else text)

    monkeypatch.setattr(endpoint, "update", forgets)
    with pytest.raises(StoreUnavailable, match="taken out is gone"):
        probe(StandIn(endpoint))


def test_what_a_cut_off_probe_left_is_taken_out() -> None:
    endpoint = StandInEndpoint()
    endpoint.fault = replaced("12.25", "12.2")
    with pytest.raises(StoreUnavailable):
        probe(StandIn(endpoint))
    assert len(endpoint.store)
    endpoint.fault = lambda body: body
    probe(StandIn(endpoint))
    assert list(endpoint.store) == []


def test_other_graphs_are_hidden_again_after_the_probe(tmp_path: Path) -> None:
    engine = StandIn(StandInEndpoint())
    hidden = engine.hidden
    probe(engine)
    assert engine.hidden == hidden

"""Each saved question gives its expected rows over the worked graph, in both engines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, QueryTriples, Store, Variable
from rdflib import Dataset, Literal, URIRef

import ontology
from ontology import NS

from .test_checks import undefined_terms

pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # raised by rdflib within itself
HEADER = re.compile(r"^# param: (?P<name>[a-z]+) (?P<type>[a-z-]+) (?P<default>\S+) (?P<description>\S.*\.)$")
READERS = {"journalist", "researcher", "officer", "developer"}


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the values of its parameters, and its rows in the columns named, joined by `|`."""

    query: str
    columns: str
    rows: list[str]
    values: dict[str, str] = field(default_factory=dict)


EXPECTED = [
    Case(**case)
    for case in tomllib.loads(Path(__file__).with_name("expected_rows.toml").read_text(encoding="utf-8"))["case"]
]


@dataclass(frozen=True, slots=True)
class Param:
    name: str
    type: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    title: str
    reader: str
    params: tuple[Param, ...] = field(default=())


def header(text: str) -> Question:
    lines = [line for line in text.splitlines() if line.startswith("# ")]
    params = []
    for line in lines[2:]:
        match = HEADER.match(line)
        assert match, f"not a parameter: {line}"
        params.append(Param(match["name"], match["type"], match["default"]))
    return Question(lines[0].removeprefix("# "), lines[1].removeprefix("# for: "), tuple(params))


def asked(name: str, values: Mapping[str, str]) -> str:
    """The query with other values than the defaults; values are given as SPARQL terms."""
    text = ontology.queries()[name]
    for param in header(text).params:
        old = f"VALUES ?{param.name} {{ {param.default} }}"
        assert old in text
        text = text.replace(old, f"VALUES ?{param.name} {{ {values.get(param.name, param.default)} }}")
    for prefix in {value.split(":")[0] for value in values.values() if re.match(r"[a-z-]+:", value)}:
        text = f"PREFIX {prefix}: <{NS[prefix]}>\n{text}"
    return text


def short(value: object) -> str:
    """An IRI as a prefixed name, a literal as its words, an unbound value as `-`."""
    if value is None:
        return "-"
    if isinstance(value, Literal):
        plain = value.toPython()
        if isinstance(plain, Decimal):
            return f"{plain.normalize():f}"
        return plain.isoformat() if isinstance(plain, date) else str(value)
    text = str(value) if isinstance(value, URIRef) else str(getattr(value, "value", value))
    for prefix, namespace in NS.items():
        if text.startswith(namespace) and "/" not in text[len(namespace) :]:
            return f"{prefix}:{text[len(namespace) :]}"
    return text


def in_pyoxigraph(store: Store, text: str, columns: Iterable[str]) -> list[str]:
    rows = store.query(text)
    assert isinstance(rows, QuerySolutions)
    return ["|".join(short(row[Variable(column)]) for column in columns) for row in rows]


def in_rdflib(dataset: Dataset, text: str, columns: Iterable[str]) -> list[str]:
    return ["|".join(short(getattr(row, column)) for column in columns) for row in dataset.query(text)]


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: f"{case.query} {case.values}")
def test_question_gives_its_rows_in_both_engines(worked_store: Store, worked_dataset: Dataset, case: Case) -> None:
    text = asked(case.query, case.values)
    first = in_pyoxigraph(worked_store, text, case.columns.split())
    second = in_rdflib(worked_dataset, text, case.columns.split())
    assert sorted(first) == sorted(second)
    assert sorted(first) == sorted(case.rows)


def test_every_question_has_expected_rows() -> None:
    assert {case.query for case in EXPECTED} == set(ontology.queries()) - {"all-of-a-document", "terms"}


def test_a_document_gives_all_its_readings(worked_store: Store, worked_dataset: Dataset) -> None:
    text = asked("all-of-a-document", {"document": "document:testbridge-release"})
    rows = worked_store.query(text)
    assert isinstance(rows, QueryTriples)
    triples = {(short(t.subject), short(t.predicate), short(t.object)) for t in rows}
    assert ("time:testbridge-release-in-november", "cg:edtf", "XXXX-11") in triples
    assert len(triples) == len(list(worked_dataset.query(text))) == 37


def test_all_terms_are_listed(worked_store: Store, worked_dataset: Dataset) -> None:
    text = asked("terms", {})
    first = in_pyoxigraph(worked_store, text, ["term", "label"])
    assert first == in_rdflib(worked_dataset, text, ["term", "label"])
    assert "cg:Judgement|judgement" in first
    assert len(first) > 150


@pytest.mark.parametrize("name", ontology.queries())
def test_question_is_well_formed(name: str) -> None:
    text = ontology.queries()[name]
    question = header(text)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert question.title.endswith("?") or name == "judgements"
    assert question.reader in READERS
    for param in question.params:
        assert param.type in NS or param.type in {"date", "integer", "text"}
        assert re.search(rf"^\s*VALUES \?{param.name} \{{ {re.escape(param.default)} \}}$", text, flags=re.M)
        if param.type in NS:
            assert re.fullmatch(rf"{param.type}:[A-Za-z0-9][A-Za-z0-9_-]*", param.default)


@pytest.mark.parametrize("name", ontology.queries())
def test_question_uses_defined_terms_only(name: str) -> None:
    assert undefined_terms(ontology.queries()[name]) == set()


def test_there_are_questions_for_every_reader() -> None:
    readers = {header(text).reader for text in ontology.queries().values()}
    assert readers == READERS
    assert len(ontology.queries()) >= 26

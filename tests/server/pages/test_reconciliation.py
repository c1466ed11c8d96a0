"""The reconciliation service keeps to API 0.2, and never matches what is not one council beyond doubt."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient


def reconcile(client: FlaskClient, words: str, **more: object) -> list[dict[str, object]]:
    """Candidates for one name."""
    queries = {"q0": {"query": words, **more}}
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json
    found: list[dict[str, object]] = answer.json["q0"]["result"]
    return found


def test_manifest(client: FlaskClient) -> None:
    told = client.get("/reconcile").json
    assert told
    assert told["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace", "view", "preview", "suggest", "extend", "defaultTypes"} <= set(
        told
    )
    assert told["view"]["url"].endswith("/id/{{id}}")


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Hull", "hull"),
        ("Hull City Council", "hull"),
        ("Kingston upon Hull", "hull"),
        ("HULL CITY COUNCIL", "hull"),
        ("Bristol", "bristol"),
        ("Royal Borough of Kensington & Chelsea", "kensington-and-chelsea"),
        ("Leeds city council", "leeds"),
        ("BCP Council", "bournemouth-christchurch-and-poole"),
        ("E06000010", "hull"),
        ("Essex CC", "essex"),
    ],
)
def test_names_as_newspapers_write_them_match(client: FlaskClient, words: str, slug: str) -> None:
    first = reconcile(client, words)[0]
    assert first["id"] == f"council/{slug}"
    assert first["match"] is True


@pytest.mark.parametrize("words", ["Hul City Counsil", "Birmingam", "Atlantis", "", "Council", "Jane Example", "the"])
def test_likeness_is_never_a_match(client: FlaskClient, words: str) -> None:
    assert not any(candidate["match"] for candidate in reconcile(client, words))


def test_likeness_gives_candidates(client: FlaskClient) -> None:
    assert reconcile(client, "Birmingam")[0]["id"] == "council/birmingham"
    assert reconcile(client, "Jane Exampel", type="Person")[0]["id"] == "person/exampleshire-jane-example"
    assert all(
        candidate["type"] == [{"id": "Council", "name": "Council"}]
        for candidate in reconcile(client, "Jane Example", type="Council")
    )


def test_limit(client: FlaskClient) -> None:
    assert len(reconcile(client, "north", limit=2)) == 2


def test_extend_gives_codes_and_grades(client: FlaskClient) -> None:
    asked = {
        "ids": ["council/hull", "council/nonsuch"],
        "properties": [{"id": "gss"}, {"id": "latest:overall"}, {"id": "nonsense"}],
    }
    told = client.post("/reconcile", data={"extend": json.dumps(asked)}).json
    assert told
    assert told["rows"]["council/hull"] == {
        "gss": [{"str": "E06000010"}],
        "latest:overall": [{"str": "Requires improvement"}],
        "nonsense": [],
    }
    assert told["rows"]["council/nonsuch"]["gss"] == []


def test_suggest_and_propose(client: FlaskClient) -> None:
    entities = client.get("/reconcile/suggest/entity?prefix=hull").json
    assert entities
    assert entities["result"][0]["id"] == "council/hull"
    assert client.get("/reconcile/suggest/property?prefix=gss").json == {
        "result": [{"id": "gss", "name": "ONS (GSS) code"}]
    }
    proposed = client.get("/reconcile/propose?type=Council").json
    assert proposed
    assert "latest:help_protection" in [each["id"] for each in proposed["properties"]]


def test_candidates_have_pages_and_previews(client: FlaskClient) -> None:
    assert client.get("/id/council/hull").status_code == 303
    assert "Requires improvement" in client.get("/reconcile/preview?id=council/hull").text
    assert client.get("/reconcile/preview?id=../x").status_code == 404


@pytest.mark.parametrize("queries", ["{", "[]", '"x"', "1"])
def test_broken_batches_are_told(client: FlaskClient, queries: str) -> None:
    assert client.post("/reconcile", data={"queries": queries}).status_code == 400


def test_callback_must_be_a_name(client: FlaskClient) -> None:
    assert client.get("/reconcile?callback=cb").text.startswith("/**/cb({")
    assert client.get("/reconcile?callback=alert(1)//").mimetype == "application/json"


def test_two_hundred_names_in_eight_spellings(client: FlaskClient) -> None:
    """At least 98 of 100 right at once, and none wrong with a match."""
    from graph.register.register import load_register

    spellings = (
        lambda each: each.name,
        lambda each: f"{each.short_name} Council",
        lambda each: each.short_name.upper(),
        lambda each: each.name.replace(" and ", " & "),
        lambda each: f"{each.short_name} council",
        lambda each: f"the {each.name}",
        lambda each: each.name.replace("’", "'").lower(),
        lambda each: each.short_name,
    )
    current = [each for each in load_register().councils.values() if each.status == "current"]
    sample = current[:: len(current) // 200][:200]
    queries = {str(at): {"query": spellings[at % 8](each)} for at, each in enumerate(sample)}
    found = client.post("/reconcile", data={"queries": json.dumps(queries)}).json
    assert found
    firsts = [(found[str(at)]["result"] or [{"id": "", "match": False}])[0] for at in range(len(sample))]
    right = [first["id"] == f"council/{each.slug}" for first, each in zip(firsts, sample, strict=True)]
    assert sum(right) >= 0.98 * len(sample)
    assert not [first for first, good in zip(firsts, right, strict=True) if first["match"] and not good]

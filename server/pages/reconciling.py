"""Names to councils and people by the rules of the OpenRefine reconciliation API 0.2.

Only the register decides that a name is a match: it must be a name that means exactly one council. Likeness gives
candidates, never a match.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.register.register import load_register
from ontology import BASE, NS
from server.pages import schemes
from server.pages.addresses import path_of
from server.pages.asking import ask, grouped
from server.pages.index import Index, index
from server.pages.searching import names

COUNCIL, PERSON = {"id": "Council", "name": "Council"}, {"id": "Person", "name": "Person"}
CODES = {
    "gss": "ONS (GSS) code",
    "dfe": "DfE number",
    "ofsted": "Ofsted number",
    "iso": "ISO 3166-2 code",
    "name": "Official name",
    "short": "Short name",
    "region_label": "Region",
    "type_label": "Type of council",
    "abolished": "Abolished on",
}
MOST_QUERIES, MOST_RESULTS = 500, 25


def manifest(root: str) -> dict[str, object]:
    """What the service is."""
    return {
        "versions": ["0.2"],
        "name": "councilgraph",
        "identifierSpace": f"{BASE}id/",
        "schemaSpace": f"{BASE}ns#",
        "defaultTypes": [COUNCIL, PERSON],
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 220},
        "suggest": {
            kind: {"service_url": root, "service_path": f"/reconcile/suggest/{kind}"}
            for kind in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/reconcile/propose"},
            "property_settings": [],
        },
        "batchSize": 100,
        "documentation": f"{root}/api",
        "logo": f"{root}/assets/icon.svg",
    }


def reconcile(query: Mapping[str, Any]) -> dict[str, object]:
    """Candidates for one query."""
    words = str(query.get("query", ""))[:200]
    wanted = query.get("type")
    kinds = (
        {str(each) for each in wanted}
        if isinstance(wanted, list)
        else {str(wanted)}
        if wanted
        else {"Council", "Person"}
    )
    limit = query.get("limit")
    most = min(limit, MOST_RESULTS) if isinstance(limit, int) and limit > 0 else 5
    found: list[dict[str, object]] = []
    if "Council" in kinds:
        found += _councils(words, most)
    if "Person" in kinds:
        found += [
            _candidate(path, label, told, PERSON, score, match=False)
            for path, label, told, score in _like(words, "person", most)
        ]
    found.sort(key=lambda each: (not each["match"], -float(str(each["score"]))))
    return {"result": found[:most]}


def _councils(words: str, most: int) -> list[dict[str, object]]:
    register = load_register()
    known = register.by_code(words)[:1] or register.named(words).councils
    exact = len(known) == 1
    found = [
        _candidate(
            f"/council/{each.slug}", each.name, each.region or each.nation, COUNCIL, 100 if exact else 90, match=exact
        )
        for each in known
    ]
    have = {each["id"] for each in found}
    for path, label, told, score in _like(words, "council", most):
        candidate = _candidate(path, label, told, COUNCIL, min(score, 89), match=False)
        if candidate["id"] not in have:
            found.append(candidate)
    return found


def _like(words: str, kind: str, most: int) -> list[tuple[str, str, str, float]]:
    return [(hit.path, hit.name, hit.about, round(hit.score * 100, 1)) for hit in names(index(), words, most, kind)]


def _candidate(
    path: str, label: str, told: str, kind: dict[str, str], score: float, *, match: bool
) -> dict[str, object]:
    return {"id": path.strip("/"), "name": label, "description": told, "type": [kind], "score": score, "match": match}


def properties() -> list[dict[str, str]]:
    """What a column of councils can be extended with."""
    areas = [{"id": f"latest:{topic}", "name": f"Latest grade: {_topic(topic)}"} for topic in _topics()]
    return [{"id": key, "name": told} for key, told in CODES.items()] + areas


def _topics() -> list[str]:
    from server.pages.lists import TOPICS

    return list(TOPICS)


def _topic(notation: str) -> str:
    return schemes.label(f"{BASE}ref/topic/{notation.replace('_', '-')}").lower()


def extend(asked: Mapping[str, Any]) -> dict[str, object]:
    """Values of properties for councils."""
    wanted = [str(each.get("id", "")) for each in asked.get("properties", []) if isinstance(each, dict)]
    told = {each["id"]: each["name"] for each in properties()}
    ids = [str(each) for each in asked.get("ids", [])][:MOST_QUERIES]
    found = index()
    return {
        "meta": [{"id": name, "name": told.get(name, name)} for name in wanted],
        "rows": {each: {name: _values(found, each.rpartition("/")[2], name) for name in wanted} for each in ids},
    }


def _values(found: Index, slug: str, name: str) -> list[dict[str, str]]:
    if name.startswith("latest:"):
        sql = (
            "SELECT grade_label FROM judgement WHERE council = ? AND service = 'childrens' AND topic = ? AND latest = 1"
        )
        rows = found.rows(sql, (slug, name.removeprefix("latest:")))
        return [{"str": row["grade_label"]} for row in rows]
    if name not in CODES:
        return []
    rows = found.rows(f"SELECT {name} AS value FROM council WHERE slug = ?", (slug,))  # noqa: S608 - a key of CODES
    return [{"str": row["value"]} for row in rows if row["value"]]


def preview(identifier: str) -> dict[str, object]:
    """What a preview shows of a thing."""
    iri = f"{BASE}id/{identifier}"
    rows = grouped(ask("facts", {"this": iri}), "property")
    label = rows.get(NS["skos"] + "prefLabel") or rows.get(NS["foaf"] + "name") or []
    latest = index().rows(
        "SELECT topic_label, grade, inspected FROM judgement WHERE council = ? AND latest = 1 ORDER BY service, topic",
        (identifier.rpartition("/")[2],),
    )
    return {
        "name": label[0]["value"] if label else identifier,
        "path": path_of(iri),
        "latest": latest[:6] if identifier.startswith("council/") else [],
    }

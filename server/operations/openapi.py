"""The OpenAPI 3.1 description of every route that there is, made from Flask's map and the table in routes.toml.

A route without an entry is described all the same, from its view alone; a test asks for the entry.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.metadata import version as distribution_version
from pathlib import Path
from typing import Any

from werkzeug.routing import Map, Rule

from graph.saved_query import Parameter, saved_queries
from ontology import NS
from server.errors import PROBLEM_JSON
from server.pages import formats

_TABLE = Path(__file__).parent / "routes.toml"
_PART = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<options>[^)]*)\))?:)?(?P<name>\w+)>")
_PROBLEMS = {
    400: "What was asked cannot be understood",
    404: "There is nothing at this address",
    406: "None of the formats asked for can be given",
    429: "This client asks for too much at the same time; Retry-After says when to come back",
    503: "A time or memory limit, or the service is busy or starting; Retry-After says when to come back",
}
_MOVES = {301: "Moved for good", 302: "Found elsewhere", 303: "See the page of the thing"}
_ANYTHING: Mapping[str, Any] = {"schema": {}}
_ERROR_MEDIA = (PROBLEM_JSON, "text/plain", "text/html")
_NAME = rf"^(({'|'.join(sorted(NS))}):)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$"
_IRI = r"^https?://[A-Za-z0-9./~_:?#&=-]+$"
_OF_QUERIES = ("query", "timeout", "default-graph-uri", "named-graph-uri")
_NOT_RESPONDED = ("HEAD", "OPTIONS")


def description(routes: Map, views: Mapping[str, Callable[..., Any]], root: str) -> dict[str, Any]:
    """The document."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in routes.iter_rules():
        path = _PART.sub(lambda found: f"{{{found['name']}}}", rule.rule)
        operations = paths.setdefault(path, {})
        for method in sorted(rule.methods or ()):
            if method not in _NOT_RESPONDED:
                operations.setdefault(method.lower(), _operation(rule, method, views[rule.endpoint], path))
    paths |= dict(_questions(paths.get("/query/{name}", {}).get("get")))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "councilgraph",
            "version": distribution_version("councilgraph"),
            "summary": "Inspections of UK councils as a knowledge graph in which every fact opens the sentence it was read from.",
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": root}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": {"Problem": _PROBLEM_SCHEMA},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


@cache
def table() -> Mapping[str, Any]:
    """The entries of routes.toml."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def entry(rule: str) -> Mapping[str, Any] | None:
    """The entry of a route, also by way of the page whose format it is an ending of; None if there is none."""
    plain = _PART.sub(lambda found: f"<{found['name']}>", rule)
    paths: Mapping[str, Mapping[str, Any]] = table()["paths"]
    if plain in paths:
        return paths[plain]
    page = paths.get(plain.removesuffix(".<name>"))
    return page if page and page.get("extended") else None


def _operation(rule: Rule, method: str, view: Callable[..., Any], path: str) -> dict[str, Any]:
    about = entry(rule.rule) or {"formats": ["html", "graphs", "tables", "json", "svg", "atom", "rq"]}
    writes = bool(about.get("writes")) and method != "GET"
    found: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{method.lower()}_{path.replace('.{', '_as_{')}").strip("_"),
        "summary": (inspect.getdoc(view) or "").split("\n")[0],
        "parameters": list(_parameters(rule, about, method)),
        "responses": _responses(about, method),
    }
    if method in ("POST", "PUT") and about.get("body"):
        content = {media: _body(media) for media in about["body"]}
        found["requestBody"] = {"required": True, "description": about.get("bodies", ""), "content": content}
    if writes:
        found["security"] = [{"token": []}, {}]
    return found


def _parameters(rule: Rule, about: Mapping[str, Any], method: str) -> Iterator[dict[str, Any]]:
    named: Mapping[str, Any] = table()["parameters"]
    ending = rule.rule.endswith(".<name>")
    for part in _PART.finditer(rule.rule):
        wanted = about.get("path", {}).get(part["name"], part["name"])
        known: dict[str, Any] = {"in": "path"} | dict(named.get(wanted, {}))
        if ending and part["name"] == "name":
            known |= {"description": "Ending for the format.", "schema": {"enum": _endings(about)}}
        elif part["converter"] == "any":
            known["schema"] = {"enum": re.findall(r"[\w-]+", part["options"])}
        elif wanted == "question":
            known["schema"] = {"enum": [f"{name}.rq" for name in saved_queries()]}
        yield {"schema": {"type": "string"}} | known | {"name": part["name"], "in": "path", "required": True}
    for name in about.get("parameters", ()):
        if (ending and name == "page") or (method != "GET" and name in _OF_QUERIES):
            continue
        yield {"name": name, "schema": {"type": "string"}} | dict(named[name])


def _questions(generic: Mapping[str, Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every saved question as an operation of its own, with its parameters."""
    for query in saved_queries().values() if generic else ():
        parameters = [
            {
                "name": each.name,
                "in": "query",
                "description": each.meaning,
                "schema": _schema_of(each),
                "example": each.example,
            }
            for each in query.parameters
        ]
        about = {"operationId": f"ask_{query.name}", "summary": query.question, "parameters": parameters}
        yield f"/query/{query.name}", {"get": {**(generic or {}), **about}}


def _schema_of(parameter: Parameter) -> dict[str, Any]:
    """What the parameter takes; empty stands for its example."""
    if parameter.kind == "text":
        return {"type": "string"}
    empty = {"type": "string", "maxLength": 0}
    if parameter.kind == "date":
        return {"anyOf": [{"type": "string", "format": "date"}, empty]}
    return {"anyOf": [{"type": "string", "pattern": _NAME}, {"type": "string", "pattern": _IRI}, empty]}


def _endings(about: Mapping[str, Any]) -> list[str]:
    return [form.extension for form in _formats(about)]


def _formats(about: Mapping[str, Any]) -> Iterator[formats.Format]:
    several = {"graphs": formats.GRAPHS, "tables": (formats.CSV, formats.TSV, formats.JSON)}
    for name in about.get("formats", ()):
        yield from several.get(name) or [form for form in formats.ALL if form.extension == name]


def _responses(about: Mapping[str, Any], method: str) -> dict[str, Any]:
    media = [*dict.fromkeys([*(form.media_type for form in _formats(about)), *about.get("media", ())])]
    found: dict[str, Any] = {}
    if not about.get("only_moves"):
        found["200"] = {"description": "The answer", "content": dict.fromkeys(media, _ANYTHING)}
    if method == "GET":
        found["304"] = {"description": "Nothing has changed since the entity tag you sent"}
    if about.get("ranges"):
        found["206"] = {"description": "The part asked for", "content": dict.fromkeys(media, _ANYTHING)}
        found["416"] = _problem("The file has no such part")
    for status in about.get("moves", ()):
        headers = {"Location": {"schema": {"type": "string"}}}
        found[str(status)] = {"description": _MOVES[status], "headers": headers, "content": {"text/html": _ANYTHING}}
    for status, meaning in _PROBLEMS.items():
        found[str(status)] = _problem(meaning)
    if about.get("writes") and method != "GET":
        found["201"] = {"description": "The graph was made"}
        found["204"] = {"description": "Written"}
        found["401"] = _problem("The token is missing or wrong")
        found["403"] = _problem("Writing is closed, or the text would call out")
        found["413"] = _problem("The body is too large")
        found["415"] = _problem("The body is of a kind that is not read here")
    elif about.get("writes"):
        found["403"] = _problem("The query would call out")
    found["default"] = _problem("Any other failure is said in the same way")
    return dict(sorted(found.items()))


def _problem(meaning: str) -> dict[str, Any]:
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    content = {media: reference if media == PROBLEM_JSON else _ANYTHING for media in _ERROR_MEDIA}
    return {"description": meaning, "content": content}


def _body(media: str) -> dict[str, Any]:
    if media == "application/x-www-form-urlencoded":
        fields = {"query": {"type": "string"}, "update": {"type": "string"}, "timeout": {"type": "number"}}
        return {"schema": {"type": "object", "properties": fields}}
    if media == "multipart/form-data":
        return {
            "schema": {"type": "object", "properties": {"file": {"type": "string", "contentMediaType": "text/turtle"}}}
        }
    return {"schema": {"type": "string"}}


_PROBLEM_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "near": {"type": "array", "items": {"type": "string"}},
    },
}

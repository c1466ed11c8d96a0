"""The MCP server as an agent meets it: the library's own client, the installed command, a store."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.graph.store.engines.servers import STARTERS, running
from tests.operations.conftest import PROGRAM

pytest.importorskip("mcp")

from mcp import Client, StdioServerParameters

pytestmark = pytest.mark.slow
Talk = Callable[[Client], Coroutine[Any, Any, Any]]


@pytest.fixture
def talk(pattern: Path) -> Callable[[Talk], Any]:
    """Run a conversation with the command."""
    return partial(_converse, ["--store", str(pattern), "mcp"])


def _converse(arguments: list[str], conversation: Talk) -> Any:
    async def session() -> Any:
        async with Client(StdioServerParameters(command=PROGRAM, args=arguments)) as client:
            return await conversation(client)

    # In a thread of its own: a browser driver that an earlier test started keeps an event loop in the main one.
    with ThreadPoolExecutor(1) as own:
        return own.submit(asyncio.run, asyncio.wait_for(session(), 60)).result()


async def _call(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    found = result.structured_content
    assert isinstance(found, dict)
    return found


def test_tools_are_listed_and_read_only(talk: Callable[[Talk], Any]) -> None:
    async def conversation(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in talk(conversation)}
    assert set(tools) == {"search", "describe", "list_questions", "ask_question", "sparql"}
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint is True


def test_the_history_of_hull_comes_with_its_sentences(talk: Callable[[Talk], Any]) -> None:
    async def conversation(client: Client) -> Any:
        return await _call(client, "describe", name="Hull")

    told = talk(conversation)
    grades = {(row["area"], row["grade"]) for row in told["rows"] if "grade" in row}
    assert len(grades) >= 4
    assert all(row["text"] and row["source"] for row in told["rows"] if "grade" in row)
    assert not told["truncated"]


def test_a_graph_on_an_engine_is_answered_from_a_copy(tmp_path: Path) -> None:
    async def conversation(client: Client) -> Any:
        return await _call(client, "describe", name="E06000010")

    (tmp_path / "engine").mkdir()
    with running(STARTERS["oxigraph"](tmp_path / "engine")) as engine:
        place = ["--store", engine.address, "--state", str(tmp_path / "state")]
        subprocess.run([PROGRAM, *place, "-q", "load", "--samples"], check=True, timeout=120)
        told = _converse([*place, "mcp"], conversation)
    assert any(row.get("grade") == "Inadequate" and row["text"] for row in told["rows"])


def test_everything_else_answers(talk: Callable[[Talk], Any]) -> None:
    async def conversation(client: Client) -> Any:
        found = await _call(client, "search", words="Jane Example")
        person = next(row["iri"] for row in found["rows"] if row["kind"].endswith("Person"))
        listed = await client.call_tool("list_questions", {})
        return (
            found,
            await _call(client, "describe", name=person),
            listed,
            await _call(client, "ask_question", name="sentence-behind-a-grade", parameters={"council": "leeds"}),
            await _call(client, "sparql", query="ASK { ?s ?p ?o }"),
            await _call(client, "sparql", query="CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"),
        )

    found, person, listed, behind, yes, graph = talk(conversation)
    assert any(row["kind"] == "sentence" and "Jane Example" in row["sentence"] for row in found["rows"])
    assert any("Jane Example" in json.dumps(row) for row in person["rows"])
    assert "sentence-behind-a-grade" in str(listed.structured_content)
    assert behind["columns"]
    assert yes["rows"] == [{"answer": "true"}]
    assert graph["graph"]


def test_large_answers_are_cut_and_say_so(talk: Callable[[Talk], Any]) -> None:
    async def conversation(client: Client) -> Any:
        return (
            await _call(client, "sparql", query="SELECT * { ?s ?p ?o }"),
            await _call(client, "sparql", query="CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 9000"),
            await _call(client, "search", words="council", limit=5),
        )

    rows, graph, search = talk(conversation)
    assert (len(rows["rows"]), rows["truncated"]) == (200, True)
    assert rows["note"]
    assert graph["truncated"]
    assert len(graph["graph"]) <= 100_100
    assert search["truncated"]
    assert len(search["rows"]) <= 10


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("sparql", {"query": "SELECT nonsense"}, "expected"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, "SERVICE"),
        ("sparql", {"query": "INSERT DATA { <urn:a> <urn:b> 1 }"}, ""),
        ("ask_question", {"name": "nothing-like-it"}, "no saved query"),
        ("ask_question", {"name": "judgements", "parameters": {"no": "such"}}, "no parameter"),
        ("describe", {"name": "Nowhere Council at All"}, "no council"),
    ],
)
def test_what_goes_wrong_is_told(
    talk: Callable[[Talk], Any], tool: str, arguments: dict[str, object], words: str
) -> None:
    async def conversation(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    result = talk(conversation)
    assert result.is_error
    assert words.lower() in str(result.content).lower()
    assert "Traceback" not in str(result.content)

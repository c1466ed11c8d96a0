"""One disposable process that carries out one write: an update or a document of the Graph Store Protocol.

It parses what was uploaded and opens the durable store, so that a document that crashes the parser or an update that
never ends costs this process and nothing else. The store's own transaction makes the write whole or absent.
"""

from __future__ import annotations

import contextlib
import os
import socket

import msgspec
import pyoxigraph as ox

from graph.errors import BadQuery, StoreError, StoreLocked
from graph.store import EmbeddedStore, open_store
from server.query import wire
from server.query.replaying import is_replayable
from server.query.worker import syntax_fault

_OPERATIONS = msgspec.msgpack.Decoder(wire.Operation)


def serve(sock: socket.socket, location: str) -> None:
    """Carry out one operation, report, end."""
    with contextlib.suppress(EOFError, OSError):
        operation = _OPERATIONS.decode(wire.receive_frame(sock)[1])
        outcome = carry_out(operation, location)
        sock.sendall(wire.frame(wire.FAULT if isinstance(outcome, wire.Fault) else wire.END, outcome))
    os._exit(0)


def carry_out(operation: wire.Operation, location: str) -> wire.Written | wire.Fault:
    """The new version, or why nothing has changed."""
    try:
        triples = _parsed(operation)
        with open_store(location) as store:
            return _write(operation, triples, store)
    except (SyntaxError, BadQuery) as error:
        fault = syntax_fault(str(error))
        before = len(_base(operation)) if operation.verb == "update" and fault.line == 1 else 0
        return wire.Fault(fault.code, fault.message, fault.line, fault.column and fault.column - before)
    except StoreLocked as error:
        return wire.Fault("locked", str(error))
    except (StoreError, OSError) as error:
        return wire.Fault("store", str(error))
    except (ValueError, RuntimeError) as error:
        return wire.Fault("engine", str(error))


def _parsed(operation: wire.Operation) -> list[ox.Triple]:
    """What was uploaded, read before the store is opened."""
    triples: list[ox.Triple] = []
    for media_type, data in operation.documents:
        media = ox.RdfFormat.from_media_type(media_type)
        quads = ox.parse(
            data, media, base_iri=operation.base or None, without_named_graphs=True, rename_blank_nodes=True
        )
        triples.extend(quad.triple for quad in quads)
    return triples


def _write(operation: wire.Operation, triples: list[ox.Triple], store: EmbeddedStore) -> wire.Written | wire.Fault:
    existed = not operation.graph or _has_graph(store, ox.NamedNode(operation.graph))
    if operation.must_exist and not existed:
        return wire.Fault("absent", "There is no such graph.")
    text = _with_base(operation) if operation.verb == "update" else _graph_update(operation, triples)
    version = store.update(text, replayable=is_replayable(text))
    store.publish()
    return wire.Written(version, existed)


def _with_base(operation: wire.Operation) -> str:
    """Relative IRIs are resolved against the address of the endpoint, unless the update has a BASE of its own."""
    return f"{_base(operation)}{operation.text}"


def _base(operation: wire.Operation) -> str:
    return f"BASE {ox.NamedNode(operation.base)} " if operation.base else ""


def _has_graph(store: EmbeddedStore, name: ox.NamedNode) -> bool:
    return bool(store.query(f"ASK {{ GRAPH {name} {{}} }}"))


def _graph_update(operation: wire.Operation, triples: list[ox.Triple]) -> str:
    """One update, so that readers and a crash see all of it or nothing; the engine writes every term itself."""
    name = ox.NamedNode(operation.graph) if operation.graph else None
    target = f"GRAPH {name}" if name else "DEFAULT"
    steps = [] if operation.verb == "post" else [f"DROP SILENT {target}"]
    if name and operation.verb != "delete":
        steps.append(f"CREATE SILENT {target}")
    if triples:
        text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        steps.append(f"INSERT DATA {{ {target} {{ {text} }} }}" if name else f"INSERT DATA {{ {text} }}")
    return " ;\n".join(steps) or "INSERT DATA {}"

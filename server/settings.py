"""Every setting in one table: name, environment variable, default, meaning. A flag beats the environment, the
environment beats `councilgraph.toml`, the file beats the default. `table()` prints what the documentation says.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from graph.errors import BadSetting
from ontology import BASE
from server.query.federation import origins
from server.query.guard import Bounds
from server.query.limits import QueryLimits

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})


def _setting(environment: str, default: object, meaning: str, *, secret: bool = False) -> Any:
    """A field with what the table says of it."""
    about = {"environment": environment, "meaning": meaning, "secret": secret}
    return field(default=default, metadata=about, repr=not secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a server is told; seconds, megabytes and counts."""

    store: str = _setting("COUNCILGRAPH_STORE", "data", "Folder of the store, or the address of a SPARQL engine.")
    host: str = _setting("COUNCILGRAPH_HOST", "127.0.0.1", "Address to listen on.")
    port: int = _setting("COUNCILGRAPH_PORT", 8080, "Port to listen on; 0 takes a free one.")
    workers: int = _setting("COUNCILGRAPH_WORKERS", 2, "Processes that answer HTTP.")
    threads: int = _setting("COUNCILGRAPH_THREADS", 32, "Requests that one process works on at the same time.")
    public_url: str = _setting("COUNCILGRAPH_PUBLIC_URL", "", "Address as clients see it, where a proxy hides it.")
    base_iri: str = _setting("COUNCILGRAPH_BASE_IRI", BASE, "What every IRI of the project begins with.")
    trusted_proxies: int = _setting(
        "COUNCILGRAPH_TRUSTED_PROXIES", 0, "Number of proxies in front whose X-Forwarded headers are believed."
    )
    read_only: bool = _setting("COUNCILGRAPH_READ_ONLY", False, "Refuse every write, token or not.")
    write_token: str = _setting(
        "COUNCILGRAPH_WRITE_TOKEN",
        "",
        "Opens writes to who sends it as a bearer token; empty: writes are closed.",
        secret=True,
    )
    audit_log: str = _setting(
        "COUNCILGRAPH_AUDIT_LOG", "", "File for one JSON line a write; empty: audit.jsonl in the store's folder."
    )
    deadline: float = _setting("COUNCILGRAPH_DEADLINE", 10.0, "Seconds until a query is stopped and answered with 503.")
    write_deadline: float = _setting("COUNCILGRAPH_WRITE_DEADLINE", 60.0, "The same for updates and uploads.")
    slow_queries: int = _setting("COUNCILGRAPH_SLOW_QUERIES", 2, "Long queries that run at the same time.")
    slow_waiting: int = _setting("COUNCILGRAPH_SLOW_WAITING", 8, "Long queries that may wait for a place.")
    client_queries: int = _setting(
        "COUNCILGRAPH_CLIENT_QUERIES", 2, "Long queries of one client that run, and that wait."
    )
    query_memory: int = _setting("COUNCILGRAPH_QUERY_MEMORY", 1024, "Megabytes one query may use beside the graph.")
    memory: int = _setting(
        "COUNCILGRAPH_MEMORY", 2048, "A graph that needs more megabytes than this is read from disk."
    )
    answer_size: int = _setting("COUNCILGRAPH_ANSWER_SIZE", 64, "Megabytes of the largest answer.")
    held_size: int = _setting(
        "COUNCILGRAPH_HELD_SIZE",
        64,
        "Megabytes up to which an answer is completed before it is sent; beyond, it streams.",
    )
    query_size: int = _setting("COUNCILGRAPH_QUERY_SIZE", 100_000, "Characters of the longest query.")
    upload_size: int = _setting("COUNCILGRAPH_UPLOAD_SIZE", 64, "Megabytes of the largest update or upload, unpacked.")
    services: str = _setting(
        "COUNCILGRAPH_SERVICES", "", "Origins, such as https://example.org, that SERVICE may ask; empty: none."
    )
    cache: int = _setting("COUNCILGRAPH_CACHE", 64, "Megabytes of answers kept by each HTTP process; 0 keeps none.")

    contact: str = _setting(
        "COUNCILGRAPH_CONTACT", "", "Your mail address or page, told to the sites that `load` and `read` fetch from."
    )
    downloads: int = _setting(
        "COUNCILGRAPH_DOWNLOADS",
        4096,
        "Megabytes that files of the whole dataset may take in the store; 0 offers none.",
    )
    log_requests: bool = _setting(
        "COUNCILGRAPH_LOG_REQUESTS", True, "Write a JSON line a request to standard error; faults are written always."
    )
    log_queries: bool = _setting(
        "COUNCILGRAPH_LOG_QUERIES",
        False,
        "Write the text of queries into the log, for as long as you look for a fault.",
    )

    @classmethod
    def load(
        cls,
        flags: Mapping[str, object] | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        file: Path | None = None,
    ) -> Settings:
        """From flags, environment and file, the stronger first; raises BadSetting."""
        values = _from_file(file or Path("councilgraph.toml"), required=file is not None)
        kinds = get_type_hints(cls)
        environment = os.environ if environment is None else environment
        for entry in fields(cls):
            name = entry.metadata["environment"]
            if name in environment:
                values[entry.name] = _read(environment[name], kinds[entry.name], name)
        values.update(flags or {})
        known = {entry.name for entry in fields(cls)}
        for name, value in values.items():
            if name not in known:
                raise BadSetting(f"There is no setting called {name}.")
            values[name] = _check(name, value, kinds[name])
        return cls(**values)

    @property
    def audit_path(self) -> Path:
        """Where writes are recorded."""
        return Path(self.audit_log) if self.audit_log else Path(self.store) / "audit.jsonl"

    @property
    def limits(self) -> QueryLimits:
        """What the query service is told."""
        return QueryLimits(
            deadline=self.deadline,
            write_deadline=self.write_deadline,
            slow_running=self.slow_queries,
            slow_waiting=self.slow_waiting,
            client_running=self.client_queries,
            client_waiting=self.client_queries,
            memory_mb=self.query_memory,
            in_memory_mb=self.memory,
            answer_bytes=self.answer_size << 20,
            held_bytes=max(1 << 16, self.held_size << 20),
            query_bounds=Bounds(characters=self.query_size, services=origins(self.services)),
            update_bounds=Bounds(characters=self.upload_size << 20, operators=1 << 40, clauses=2_000),
        )


def table() -> str:
    """All settings as a Markdown table."""
    lines = ["| setting | environment | default | meaning |", "|---|---|---|---|"]
    for entry in fields(Settings):
        default = (
            "" if entry.default is MISSING else str(entry.default).lower() if entry.type == "bool" else entry.default
        )
        about = entry.metadata
        lines.append(
            f"| `{entry.name}` | `{about['environment']}` | {f'`{default}`' if default != '' else 'empty'} | {about['meaning']} |"
        )
    return "\n".join(lines) + "\n"


def _from_file(path: Path, *, required: bool) -> dict[str, Any]:
    if not path.is_file() and not required:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} is not TOML: {error}.") from error


def _read(text: str, kind: type, name: str) -> object:
    if kind is bool:
        if text.lower() not in _YES | _NO:
            raise BadSetting(f"{name} is {text!r}; it wants true or false.")
        return text.lower() in _YES
    try:
        return kind(text)
    except ValueError as error:
        raise BadSetting(f"{name} is {text!r}; it wants a number.") from error


def _check(name: str, value: object, kind: type) -> object:
    """The value in its type; numbers may not be negative."""
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise BadSetting(f"The setting {name} is {value!r}; it wants {kind.__name__}.")
    if isinstance(value, (int, float)) and value < 0:
        raise BadSetting(f"The setting {name} is {value}; it cannot be negative.")
    return value

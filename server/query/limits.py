"""The limits within which questions are answered; server.settings fills them from flags, environment and file."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.query.guard import Bounds


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """Seconds, bytes and counts. The defaults suit a machine with two processors and 4 GB."""

    deadline: float = 10.0
    """Longest time from the arrival of a query to its last byte."""
    write_deadline: float = 60.0
    slice: float = 0.25
    """How long a query may run before it needs a place in the slow lane, where nobody waits for its worker."""
    fast_workers: int = 3
    """Workers of each HTTP process for short queries."""
    slow_running: int = 2
    slow_waiting: int = 8
    client_running: int = 2
    client_waiting: int = 2
    memory_mb: int = 1024
    """What one query may use beyond the snapshot."""
    write_memory_mb: int = 2048
    in_memory_mb: int = 2048
    """A snapshot that would need more than this is read from disk."""
    answer_bytes: int = 64 * 1024 * 1024
    held_bytes: int = 64 * 1024 * 1024
    """An answer up to this size is complete before its first byte leaves, so that a failure can be said properly."""
    query_bounds: Bounds = field(default_factory=Bounds)
    update_bounds: Bounds = field(default_factory=lambda: Bounds(characters=16_000_000, operators=1_000_000))

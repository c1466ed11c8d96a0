"""Why a question has no answer, beside the errors of graph.errors.

QueryFailure
├── Refused          too much work is waiting; `retry_after` seconds, `own_fault` when the client's own limit is reached
├── DeadlinePassed   stopped at the time limit
├── MemoryExhausted  the worker hit its memory limit
├── WorkerLost       the worker died for another reason (stack overflow, signal)
├── TooComplex       refused before parsing: size, nesting, number of clauses
├── Forbidden        SERVICE or LOAD, which would call out
├── ServiceFailed    an endpoint named by an allowed SERVICE gave no answer
├── NotAcceptable    the kind of result cannot be written in any format the client takes
├── AnswerTooLarge   over the limit of bytes
├── Unserialisable   the format cannot hold this graph
├── EngineFailed     the engine reported an error while evaluating
└── WriteFailed      an update or upload that could not be carried out
"""

from __future__ import annotations

from graph.errors import CouncilgraphError


class QueryFailure(CouncilgraphError):
    """The root; `str()` is one sentence for the client."""


class Refused(QueryFailure):
    """Not admitted; come back after `retry_after` seconds."""

    def __init__(self, message: str, *, retry_after: float = 1.0, own_fault: bool = False) -> None:
        super().__init__(message)
        self.retry_after, self.own_fault = retry_after, own_fault


class DeadlinePassed(QueryFailure):
    """Evaluation was stopped at the time limit."""


class MemoryExhausted(QueryFailure):
    """Evaluation was stopped at the memory limit."""


class WorkerLost(QueryFailure):
    """The worker process died."""


class TooComplex(QueryFailure):
    """Refused by the guard."""


class Forbidden(QueryFailure):
    """Would read from the network or from files."""


class ServiceFailed(QueryFailure):
    """Somebody else's endpoint did not do its part."""


class NotAcceptable(QueryFailure):
    """No acceptable format for this kind of result; `kind` says which it was."""

    def __init__(self, message: str, *, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class AnswerTooLarge(QueryFailure):
    """The answer is larger than the limit."""


class Unserialisable(QueryFailure):
    """The chosen format cannot express the answer."""


class EngineFailed(QueryFailure):
    """The engine gave up."""


class WriteFailed(QueryFailure):
    """A write was not carried out and nothing has changed; `status` names the stage: parse, locked, store."""

    def __init__(self, message: str, *, stage: str) -> None:
        super().__init__(message)
        self.stage = stage

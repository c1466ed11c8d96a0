"""Everything that can go wrong between a file and an answer, as one tree.

CouncilgraphError
├── Unreadable            a source that cannot be turned into a Document
│   ├── EmptySource
│   ├── NotText           binary, or an encoding that is neither UTF-8 nor Windows-1252
│   ├── WrongContent      the bytes are not what the name says (HTML saved as .pdf)
│   ├── TooLarge
│   ├── TimeLimit
│   ├── Damaged           cut off, or its structure does not hold
│   ├── Encrypted         opens only with a password
│   └── NoTextLayer       a scan: pictures of pages, no characters
├── UnknownName           a council, person or address that is not there
├── BadQuery              SPARQL that does not parse
├── BadSetting
└── StoreError            the store cannot be used as asked
    ├── StoreUnavailable  not a store, not writable, endpoint does not answer
    ├── StoreLocked       another process is writing
    ├── StoreFromFuture   written by a newer version
    └── StoreDamaged

HTTP status codes live in server.errors, exit codes in the command line.
"""

from __future__ import annotations


class CouncilgraphError(Exception):
    """The root; `str()` of any of these is one sentence fit for the user."""


class Unreadable(CouncilgraphError):
    """A source that cannot be read; names the stage, the reason and, if there is one, a hint."""

    def __init__(self, reason: str, *, stage: str = "read", hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.stage, self.hint = reason, stage, hint


class EmptySource(Unreadable):
    """Nothing but white space."""


class NotText(Unreadable):
    """Binary data where text was expected."""


class WrongContent(Unreadable):
    """The content is of another kind than the file name claims."""


class TooLarge(Unreadable):
    """Over the size limit."""


class TimeLimit(Unreadable):
    """Reading took longer than allowed."""


class Damaged(Unreadable):
    """The file is cut off or broken."""


class Encrypted(Unreadable):
    """The file opens only with a password."""


class NoTextLayer(EmptySource):
    """The pages are pictures; there are no characters to read."""


class UnknownName(CouncilgraphError):
    """No such thing; `near` has the closest known names, best first."""

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class BadQuery(CouncilgraphError):
    """SPARQL that does not parse; `line` and `column` count from 1 and are None where the engine does not say."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class BadSetting(CouncilgraphError):
    """A setting with a value that cannot be used."""


class StoreError(CouncilgraphError):
    """The store cannot do what was asked."""


class StoreUnavailable(StoreError):
    """There is no usable store at that place."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class StoreFromFuture(StoreError):
    """The store was written by a newer version of this program."""


class StoreDamaged(StoreError):
    """Files of the store are missing or broken."""

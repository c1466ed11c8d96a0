"""Lists in pages with true totals."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from server.errors import Problem


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list is shown; `total` counts items, not pages."""

    number: int
    size: int
    total: int
    name: str = "page"

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """Items before this page."""
        return (self.number - 1) * self.size

    @property
    def previous(self) -> str:
        """Address of the page before, empty on the first."""
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """Address of the page after, empty on the last."""
        return self._address(self.number + 1) if self.number < self.pages else ""

    def _address(self, number: int) -> str:
        values = [(key, value) for key, value in request.args.items(multi=True) if key not in (self.name, "at")]
        return f"?{urlencode([*values, (self.name, str(number))])}"


def paging(total: int, size: int, *, name: str = "page", number: int | None = None) -> Paging:
    """The page asked for; 404 beyond the last, 400 for what is no number."""
    asked = number_asked(name, 1) if number is None else number
    found = Paging(asked, size, total, name)
    if asked > found.pages:
        raise Problem(404, f"There are only {found.pages} pages.")
    return found


def number_asked(name: str, default: int, most: int = 1_000_000) -> int:
    """A whole number among the parameters, from 1; 400 for anything else."""
    value = request.args.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= most):
        raise Problem(400, f"The parameter {name} wants a whole number from 1 to {most:,}, not “{value[:40]}”.")
    return int(value)

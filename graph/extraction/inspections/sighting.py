"""One place where a document speaks of an inspection at a time."""

from __future__ import annotations

from dataclasses import dataclass

from graph.claim import Evidence, TimeReference
from graph.extraction.analysis import Mention
from graph.extraction.focus.collective import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An inspection seen at one place of a text; `when` is the report's date if `publication`, the visit's if `visit`.

    `inspection` is the mention that names it, `date` that of its date. `previous` says that words make it an earlier
    one, `reported` the one that the document reports on. A `faint` one counts only where nothing else tells of the
    inspection that the document reports on; with 2, of any. One `beside` is a time long past of which nothing but a
    grade beside it says that it may be that of an inspection. One `under_way` has come to no grade yet.
    """

    line: int
    position: int
    councils: Group
    service: str
    kind: str
    framework: str | None
    rule: str
    confidence: float
    evidence: Evidence
    when: TimeReference | None = None
    date: Mention | None = None
    inspection: Mention | None = None
    publication: bool = False
    visit: bool = False
    previous: bool = False
    reported: bool = False
    faint: int = 0
    beside: bool = False
    under_way: bool = False

    @property
    def vague(self) -> bool:
        """Whether words such as `the latest report` leave open of what it is, a visit or a full inspection."""
        weak = self.inspection is None or not self.inspection.strong
        return self.when is None and not self.previous and self.kind == "full" and weak

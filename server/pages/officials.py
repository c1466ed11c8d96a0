"""People in posts as evidenced: each tenure with the times at which sources show it."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.pages import schemes
from server.pages.addresses import path_of, slug_of
from server.pages.asking import Row, ask, grouped
from server.pages.evidence import Evidence, evidence_of_things
from server.pages.wording import edtf_in_words, shortened


@dataclass(slots=True)
class Tenure:
    """A person in a post: what sources show and no more; times are (EDTF, earliest, latest)."""

    iri: str
    person: str
    name: str
    body: str = ""
    body_label: str = ""
    role: str = ""
    titles: list[str] = field(default_factory=list)
    seen: list[tuple[str, str, str]] = field(default_factory=list)
    began: list[tuple[str, str, str]] = field(default_factory=list)
    ended: list[tuple[str, str, str]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Page of the tenure."""
        return path_of(self.iri)

    @property
    def person_path(self) -> str:
        """Page of the person."""
        return path_of(self.person)

    @property
    def role_label(self) -> str:
        """Name of the role."""
        return schemes.label(self.role) if self.role else ""

    @property
    def title(self) -> str:
        """As a source has it, else the role."""
        return min(self.titles, key=len)[:1].upper() + min(self.titles, key=len)[1:] if self.titles else self.role_label

    @property
    def first(self) -> str:
        """First day on which a source shows the person in post."""
        return min((earliest for _, earliest, _ in (*self.seen, *self.began) if earliest), default="")

    @property
    def last(self) -> str:
        """Last such day."""
        return max(
            (latest or earliest for _, earliest, latest in (*self.seen, *self.began, *self.ended) if earliest),
            default="",
        )

    @property
    def as_evidenced(self) -> str:
        """`seen in post 20 May 2019`; never more than the sources show."""
        told = []
        if self.began:
            told.append(f"began {edtf_in_words(min(self.began, key=lambda time: time[1] or '9')[0])}")
        if self.seen:
            days = sorted(self.seen, key=lambda time: time[1] or "9")
            first, last = days[0], [time for time in days if time[1]][-1:] or [days[0]]
            told.append(
                f"seen in post {edtf_in_words(first[0])}".replace("post date", "post, date")
                if first == last[0]
                else f"seen in post from {edtf_in_words(first[0])} to {edtf_in_words(last[0][0])}"
            )
        if self.ended:
            told.append(f"left {edtf_in_words(max(self.ended, key=lambda time: time[2] or '0')[0])}")
        return ", ".join(told) or "seen in post; the source has no date"


def tenures_at(body: str) -> list[Tenure]:
    """The people seen in posts of a body, the latest first."""
    return _ordered(_assemble(ask("tenures-at", {"body": body})))


def tenures_of(person: str) -> list[Tenure]:
    """The posts a person was seen in, the latest first, with evidence."""
    found = _ordered(_assemble(ask("tenures-of", {"person": person})))
    evidence = evidence_of_things(tenure.iri for tenure in found)
    for tenure in found:
        tenure.evidence = evidence.get(tenure.iri, [])
    return found


def _ordered(found: list[Tenure]) -> list[Tenure]:
    return sorted(found, key=lambda tenure: (tenure.last or "0", tenure.name), reverse=True)


def _assemble(rows: list[Row]) -> list[Tenure]:
    return [_tenure(iri, some) for iri, some in grouped(rows, "tenure").items()]


def _tenure(iri: str, rows: list[Row]) -> Tenure:
    first = rows[0]
    body = first.get("body", "")
    found = Tenure(
        iri,
        first["person"],
        shortened(first["name"], 80),
        body,
        first.get("bodyLabel") or (slug_of(body) if body else ""),
        first.get("role", ""),
    )
    lists = {"seenHolding": found.seen, "began": found.began, "ended": found.ended}
    for row in rows:
        if row.get("title") and row["title"] not in found.titles:
            found.titles.append(row["title"])
        if "timing" in row and "edtf" in row:
            time = (row["edtf"], row.get("earliest", ""), row.get("latest", ""))
            several = lists[slug_of(row["timing"])]
            if time not in several:
                several.append(time)
    return found

"""Inspections with their judgements as pages show them, put together from rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from ontology import NS, VOCABULARY
from server.pages import schemes
from server.pages.addresses import path_of, slug_of
from server.pages.evidence import GRADE, Evidence
from server.pages.schemes import Mark
from server.pages.wording import edtf_in_words, listed

_CG = f"{VOCABULARY}#"
ORDER = (
    "overall",
    "leadership",
    "help_protection",
    "care_and_care_leavers",
    "children_in_care",
    "care_leavers",
    "adoption",
)
"""Topics in the order in which people look for them; others follow by name."""


@dataclass(slots=True)
class Judgement:
    """What an inspection came to in one area; `mark` is None where sources disagree without a winner."""

    iri: str
    inspection: str
    area: str
    topic: str
    mark: Mark | None
    denied: Mark | None = None
    settled: str = ""
    disputed: bool = False
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its page."""
        return path_of(self.iri)

    @property
    def area_label(self) -> str:
        """The framework's name of the area, else that of the topic."""
        return schemes.label(self.area) if self.area else "Not said"

    @property
    def topic_label(self) -> str:
        """The name that is comparable over frameworks."""
        return schemes.label(self.topic) if self.topic else "Not said"

    @property
    def others(self) -> list[tuple[Mark, list[Evidence]]]:
        """Values that some readings give besides the agreed one, each with its evidence."""
        agreed = self.mark.iri if self.mark else ""
        values: dict[str, list[Evidence]] = {}
        for found in self.evidence:
            if found.predicate == GRADE and found.value != agreed:
                values.setdefault(found.value, []).append(found)
        return [(schemes.mark(value), several) for value, several in values.items()]

    @property
    def support(self) -> list[Evidence]:
        """Evidence for the agreed value."""
        agreed = self.mark.iri if self.mark else self.denied.iri if self.denied else ""
        return [found for found in self.evidence if found.value == agreed]


@dataclass(slots=True)
class Inspection:
    """An assessment with its dates; all lists may be empty."""

    iri: str
    council: str = ""
    service: str = ""
    framework: str = ""
    kinds: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    fieldwork: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    bounds: dict[str, tuple[str, str]] = field(default_factory=dict)
    previous: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    inspectors: dict[str, str] = field(default_factory=dict)
    exact: bool = False
    """Whether first and last day of the fieldwork are known."""
    judgements: list[Judgement] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its page."""
        return path_of(self.iri)

    @property
    def slug(self) -> str:
        """Last part of its address."""
        return slug_of(self.iri)

    @property
    def start(self) -> str:
        """First day that the dates allow; empty for an inspection without a year."""
        return min(self.starts, default="")

    @property
    def end(self) -> str:
        """Last day that the dates allow."""
        return max(self.ends, default="") or self.start

    @property
    def public(self) -> str:
        """The day by which the outcome is known to have been public, else the last day of the fieldwork."""
        return max(self.known, default="") or self.end

    @property
    def when(self) -> str:
        """The dates in words: of the fieldwork, else of the publication."""
        times = self._exact(self.fieldwork) or (
            [f"{self.start}/{self.end}"] if self.start and self.end and not self.published else []
        )
        if times:
            return listed([edtf_in_words(time) for time in sorted(set(times))])
        if self.published:
            return f"published {listed([edtf_in_words(time) for time in sorted(self._exact(self.published))])}"
        return "date not given"

    def _exact(self, times: list[str]) -> list[str]:
        """Without those that only say less exactly what another says."""
        return [
            time
            for time in dict.fromkeys(times)
            if not any(self._better(other, time) for other in times if other != time)
        ]

    def _better(self, one: str, other: str) -> bool:
        """Whether one is given to the day and the other, coarser, may be the same time."""
        (first, last), (start, end) = self.bounds.get(one, ("", "")), self.bounds.get(other, ("", ""))
        if not first or (start and _to_the_day(other)) or not _to_the_day(one):
            return bool(first and not start)
        return not start or (start <= last and first <= end)

    @property
    def kind_label(self) -> str:
        """`Standard inspection`; the class where no kind is known."""
        return (
            schemes.label(self.kinds[0])
            if self.kinds
            else schemes.label(self.classes[0]).capitalize()
            if self.classes
            else ""
        )

    @property
    def by_label(self) -> str:
        """`Ofsted and Care Quality Commission`."""
        return listed([schemes.short_label(body) for body in sorted(self.by)])

    @property
    def service_kind(self) -> str:
        """`childrens` of `hull-childrens`."""
        own, council = slug_of(self.service), slug_of(self.council)
        return own.removeprefix(f"{council}-") if own else ""

    @property
    def service_label(self) -> str:
        """`Children’s services`; empty where the service is not known."""
        label = schemes.label(f"{NS['service-kind']}{self.service_kind}") if self.service_kind else ""
        return label[:1].upper() + label[1:]

    @property
    def graded(self) -> list[Judgement]:
        """The judgements that came to a grade."""
        return [found for found in self.judgements if found.mark and found.mark.graded]

    @property
    def framework_label(self) -> str:
        """Name of the framework."""
        return schemes.label(self.framework) if self.framework else ""

    @property
    def overall(self) -> Judgement | None:
        """The judgement that sums up, where the framework has one."""
        return next((found for found in self.judgements if schemes.notation(found.topic) in SUMMING_UP), None)


def _to_the_day(edtf: str) -> bool:
    return all(len(part) == 10 and part.replace("-", "").isdigit() for part in edtf.split("/"))


SUMMING_UP = frozenset({"overall", "send_overall", "adult_social_care", "consumer_standards"})


def topic_order(topic: str) -> tuple[int, str]:
    """Where a topic stands in lists."""
    notation = schemes.notation(topic)
    return (ORDER.index(notation) if notation in ORDER else len(ORDER), schemes.label(topic))

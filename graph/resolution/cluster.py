"""One inspection as all documents together know it: the claims that mean it, its best dating, its grades, its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graph.claim import InspectionClaim, Status
from graph.identity import slug
from graph.resolution.when import Dating, Interval, Precision, dating

FULL = frozenset({"full", "standard", "short", "reinspection", "assessment", "judgement", "revisit", "pilot"})


@dataclass(frozen=True, slots=True)
class Node:
    """An inspection claim in its document, with what resolution needs to know of that document."""

    document: str
    claim: InspectionClaim
    issued: Interval | None
    grades: frozenset[tuple[str, str]]
    when: Dating

    @property
    def order(self) -> tuple[int, str, str]:
        """Exact datings first, then by document and ref: never by the order of loading."""
        return (self.when.precision, self.document, self.claim.ref)


@dataclass(slots=True)
class Cluster:
    """Claims taken for one inspection; grows while resolution runs."""

    members: list[Node] = field(default_factory=list)

    @property
    def best(self) -> Node:
        """The member with the most exact dating."""
        return min(self.members, key=lambda node: node.order)

    @property
    def when(self) -> Dating:
        """The most exact fieldwork, publication and month that any member knows."""
        ordered = sorted(self.members, key=lambda node: node.order)
        fieldwork = next((node.when.fieldwork for node in ordered if node.when.fieldwork), ())
        published = min(
            (node.when.published for node in ordered if node.when.published),
            key=lambda p: (p[1] - p[0], p),
            default=None,
        )
        month = next((node.when.month for node in ordered if node.when.month), None)
        return Dating(ordered[0].when.precision, fieldwork, published, month)

    @property
    def grades(self) -> dict[str, set[str]]:
        """Grades by topic, of the members with the most exact dating."""
        top = self.best.when.precision
        found: dict[str, set[str]] = {}
        for topic, grade in (pair for node in self.members if node.when.precision == top for pair in node.grades):
            found.setdefault(topic, set()).add(grade)
        return found

    @property
    def framework(self) -> str | None:
        """The framework that the most exact member states; one with a year in it before the mere family."""
        stated = [node.claim.framework for node in sorted(self.members, key=lambda n: n.order) if node.claim.framework]
        return max(stated, key=lambda name: any(c.isdigit() for c in name), default=None)

    def contradicts(self, grades: Iterable[tuple[str, str]]) -> bool:
        """Whether some area has another grade here."""
        known = self.grades
        return any(topic in known and grade not in known[topic] for topic, grade in grades)

    def confirms(self, grades: Iterable[tuple[str, str]]) -> bool:
        """Whether some area has the same grade here and none another."""
        known = self.grades
        given = tuple(grades)
        return not self.contradicts(given) and any(grade in known.get(topic, ()) for topic, grade in given)


def family(claim: InspectionClaim) -> str:
    """Kinds of assessment that can be one another in the words of the press."""
    return "full" if claim.kind in FULL else claim.kind


def cluster_name(claim: InspectionClaim, when: Dating, document: str) -> str:
    """`hull-ofsted-childrens-2019-01`: council, inspectorate, service, best date; the kind where it is not a full one."""
    service = claim.service.removesuffix("_services").removesuffix("_care").replace("adult_social", "adults")
    service = service.replace("social_housing", "housing")
    parts = [claim.council, slug(claim.inspectorate), slug(service), _date_part(claim, when, document)]
    if family(claim) != "full":
        parts.append(slug(claim.kind))
    return "-".join(parts)


def _date_part(claim: InspectionClaim, when: Dating, document: str) -> str:
    if when.precision is Precision.NONE:
        suffix = "-previous" if claim.status is Status.PREVIOUS else ""
        return f"undated-{document}{suffix}"
    first = when.first
    assert first is not None, "a dating with bounds has a first day"
    return f"{first:%Y}" if when.precision is Precision.YEAR else f"{first:%Y-%m}"


def node(
    document: str,
    claim: InspectionClaim,
    issued: Interval | None,
    grades: frozenset[tuple[str, str]],
    published: Interval | None = None,
) -> Node:
    """A claim made ready for resolution; `published` is the date of a report that does not print its publication."""
    when = dating(claim)
    if when.fieldwork and when.published is None and published is not None:
        when = replace(when, published=published)
    return Node(document, claim, issued, grades, when)

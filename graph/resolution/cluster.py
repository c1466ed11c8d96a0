"""One inspection as all documents together know it: the claims that mean it, its best dating, its grades, its name."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, replace

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


class Cluster:
    """Claims taken for one inspection; grows while resolution runs, and knows then what its members know together."""

    def __init__(self, members: list[Node]) -> None:
        self.members = sorted(members, key=lambda node: node.order)
        self._learn()

    def add(self, node: Node) -> None:
        """One more claim means this inspection."""
        insort(self.members, node, key=lambda member: member.order)
        before = self._heard.get(_says(node))
        if before is None or node.order < before:
            self._learn()

    def _learn(self) -> None:
        """The most exact member speaks first; the others fill in what it leaves open.

        A claim that says no more than one before it in order changes none of this, and most do not.
        """
        self._heard = {_says(member): member.order for member in reversed(self.members)}
        self.best = self.members[0]
        fieldwork = next((member.when.fieldwork for member in self.members if member.when.fieldwork), ())
        published = min(
            (member.when.published for member in self.members if member.when.published),
            key=lambda p: (p[1] - p[0], p),
            default=None,
        )
        month = next((member.when.month for member in self.members if member.when.month), None)
        top = self.best.when.precision
        self.when = Dating(top, fieldwork, published, month)
        self.grades: dict[str, set[str]] = {}
        for topic, grade in (pair for member in self.members if member.when.precision == top for pair in member.grades):
            self.grades.setdefault(topic, set()).add(grade)
        stated = [member.claim.framework for member in self.members if member.claim.framework]
        self.framework = max(stated, key=lambda name: any(c.isdigit() for c in name), default=None)
        self.stems = frozenset(map(stem, stated))

    def contradicts(self, grades: Iterable[tuple[str, str]]) -> bool:
        """Whether some area has another grade here."""
        known = self.grades
        return any(topic in known and grade not in known[topic] for topic, grade in grades)

    def confirms(self, grades: Iterable[tuple[str, str]]) -> bool:
        """Whether some area has the same grade here and none another."""
        known = self.grades
        given = tuple(grades)
        return not self.contradicts(given) and any(grade in known.get(topic, ()) for topic, grade in given)


def _says(node: Node) -> tuple[Dating, frozenset[tuple[str, str]], str | None]:
    return (node.when, node.grades, node.claim.framework)


def stem(framework: str | None) -> str:
    """The family of a framework: `ilacs` of `ilacs_2018`; empty for none."""
    return (framework or "").split("_")[0]


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

"""One inspection as all documents together know it: the claims that mean it, its best dating, its grades, its name."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.claim import InspectionClaim, Status
from graph.identity import slug
from graph.resolution.nodes import Node, family, stem
from graph.resolution.when import Dating, Precision, fieldwork_fits, publication_fits


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


def together(precision: Precision, nodes: list[Node]) -> list[list[Node]]:
    """Claims of one exactness that no better one explains: those that say the same are one inspection."""
    if precision is Precision.DAY:
        return _grouped(nodes, _same_days)
    if precision is Precision.NONE:
        return [[node] for node in nodes]
    return _grouped(nodes, lambda a, b: (a.when.fieldwork, a.when.published) == (b.when.fieldwork, b.when.published))


def _grouped(nodes: list[Node], same: Callable[[Node, Node], bool]) -> list[list[Node]]:
    """Groups of claims that are the same, directly or through others; a document's own claims never share one."""
    groups: list[_Alike] = []
    for node in nodes:
        merged = _Alike([node], {node.document}, {node.when: node})
        for group in [group for group in groups if any(same(node, other) for other in group.datings.values())]:
            if group.documents.isdisjoint(merged.documents):
                merged = group.joined(merged)
                groups.remove(group)
        groups.append(merged)
    found = (sorted(group.nodes, key=lambda n: n.order) for group in groups)
    return sorted(found, key=lambda group: group[0].order)


@dataclass(slots=True, eq=False)
class _Alike:
    """Claims that say the same, their documents, and one of them for each dating: claims dated alike are alike."""

    nodes: list[Node]
    documents: set[str]
    datings: dict[Dating, Node]

    def joined(self, other: _Alike) -> _Alike:
        """Both in one; the larger part, `self`, grows in place."""
        self.nodes += other.nodes
        self.documents |= other.documents
        self.datings |= other.datings
        return self


def _same_days(a: Node, b: Node) -> bool:
    if fieldwork_fits(a.when, b.when):
        return True
    return publication_fits(a.when, b.when) if not (a.when.fieldwork and b.when.fieldwork) else False

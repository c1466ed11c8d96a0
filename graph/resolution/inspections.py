"""Which claims of different documents mean the same inspection; the result does not depend on the order of loading.

Claims are taken by the exactness of their dating: days, months, years, none. Each looks for its inspection only among
those that more exact claims have made; claims of one exactness that find none and say the same make one together.
Exactly one compatible inspection is a match, several are none: then the claim stays apart and names its candidates.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from graph.claim import Status
from graph.identity import slug
from graph.resolution.cluster import Cluster, cluster_name, together
from graph.resolution.decision import InspectionDecision
from graph.resolution.nodes import Node, family, stem
from graph.resolution.when import Precision, fieldwork_fits, month_fits, overlap, publication_fits

RECENT = dt.timedelta(days=270)
Key = tuple[str, str, str]
Test = Callable[[Cluster], bool]


def resolve_inspections(nodes: Iterable[Node]) -> dict[str, tuple[InspectionDecision, ...]]:
    """Decisions by document, for the claims of one council."""
    groups: dict[Key, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[(node.claim.inspectorate, node.claim.service, family(node.claim))].append(node)
    decided: dict[str, list[InspectionDecision]] = defaultdict(list)
    for key in sorted(groups):
        for document, decision in _Group(groups[key]).decide():
            decided[document].append(decision)
    return {document: tuple(sorted(found, key=lambda d: d.ref)) for document, found in decided.items()}


class _Group:
    """The claims of one council, inspectorate, service and kind of assessment, while they are being resolved."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = sorted(nodes, key=lambda node: node.order)
        self.beside: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes:
            self.beside[node.document].append(node)
        self.clusters: list[Cluster] = []
        self.home: dict[tuple[str, str], Cluster] = {}
        self.matched: dict[tuple[str, str], str] = {}
        self.open: dict[tuple[str, str], list[Cluster]] = {}

    def decide(self) -> Iterable[tuple[str, InspectionDecision]]:
        for precision in Precision:
            level = [node for node in self.nodes if node.when.precision is precision]
            self._resolve_level(precision, level)
        names = self._names()
        for node in self.nodes:
            yield node.document, self._decision(node, names)

    # ---- one level of exactness

    def _resolve_level(self, precision: Precision, level: list[Node]) -> None:
        known = list(self.clusters)
        homeless: list[Node] = []
        for node in level:
            candidates, reason = self._candidates(node, known)
            if len(candidates) == 1:
                candidates[0].add(node)
                self.home[_id(node)] = candidates[0]
                self.matched[_id(node)] = reason
            else:
                self.open[_id(node)] = candidates
                homeless.append(node)
        for members in together(precision, homeless):
            cluster = Cluster(members)
            self.clusters.append(cluster)
            self.home.update({_id(node): cluster for node in members})

    def _candidates(self, node: Node, known: list[Cluster]) -> tuple[list[Cluster], str]:
        fits = [cluster for cluster in known if self._in_order(node, cluster) and _framework_fits(node, cluster)]
        for test, reason in _tests(node):
            found = [cluster for cluster in fits if test(cluster)]
            if len(found) > 1:
                found = [cluster for cluster in found if cluster.confirms(node.grades)] or found
            if len(found) > 1:
                found = [cluster for cluster in found if not cluster.contradicts(node.grades)] or found
            if len(found) > 1:
                found = _nearest(node, found)
            if found:
                return found, reason
        return [], ""

    def _in_order(self, node: Node, cluster: Cluster) -> bool:
        """No inspection after the document that speaks of it, none twice in a document, the previous before the current."""
        first = cluster.when.first
        if node.issued and first and first > node.issued[1]:
            return False
        for other in self.beside[node.document]:
            if other.claim.ref == node.claim.ref:
                continue
            home = self.home.get(_id(other))
            if home is cluster:
                return False
            if home is None or first is None or home.when.first is None:
                continue
            mine, theirs = node.claim.status, other.claim.status
            early, late = (first, home.when.first) if mine is Status.PREVIOUS else (home.when.first, first)
            if mine is not theirs and early >= late:
                return False
        return True

    # ---- names and decisions

    def _names(self) -> dict[int, str]:
        """The date tells inspections apart; where it does not, its day does, and after that the first source."""
        names = {id(c): cluster_name(c.best.claim, c.when, c.best.document) for c in self.clusters}
        for distinction in (_day, _source):
            shared = {name for name, count in Counter(names.values()).items() if count > 1}
            for cluster in self.clusters:
                if names[id(cluster)] in shared:
                    names[id(cluster)] += distinction(cluster)
        return names

    def _decision(self, node: Node, names: dict[int, str]) -> InspectionDecision:
        cluster = self.home[_id(node)]
        name = names[id(cluster)]
        alias = cluster_name(node.claim, node.when, node.document)
        several = tuple(sorted(names[id(c)] for c in self.open.get(_id(node), []) if c is not cluster))
        reason = self.matched.get(_id(node), "")
        if several:
            reason = f"{len(several)} inspections fit these words equally well, so none was chosen."
        return InspectionDecision(node.claim.ref, name, alias, reason, several, cluster.framework)


def _id(node: Node) -> tuple[str, str]:
    return (node.document, node.claim.ref)


def _day(cluster: Cluster) -> str:
    first = cluster.when.first
    return f"-{first:%d}" if first and cluster.when.precision is Precision.DAY else ""


def _source(cluster: Cluster) -> str:
    return f"-{cluster.best.document}-{slug(cluster.best.claim.ref)}"


def _framework_fits(node: Node, cluster: Cluster) -> bool:
    mine = stem(node.claim.framework)
    return not mine or not cluster.stems or mine in cluster.stems


def _tests(node: Node) -> Iterator[tuple[Test, str]]:
    """The ways in which a claim can point at a known inspection, the surest first, each with the reason to record."""
    when, claim = node.when, node.claim
    if when.fieldwork:
        yield (lambda c: fieldwork_fits(when, c.when)), "The dates of the visit overlap."
    if published := when.published:
        yield (lambda c: publication_fits(when, c.when)), "The report was published at the time these words give."
        if when.precision is Precision.YEAR:
            yield (
                (lambda c: any(overlap(published, period) for period in c.when.fieldwork)),
                "The visit took place in the year these words give.",
            )
    if when.fieldwork and when.precision is not Precision.DAY:
        yield (
            (lambda c: any(c.when.published and overlap(period, c.when.published) for period in when.fieldwork)),
            "The report was published at the time these words give.",
        )
    if when.month:
        yield (
            (lambda c: month_fits(when, c.when) and not c.contradicts(node.grades)),
            "It is the only visit in that month that fits the grades and the order of inspections.",
        )
    if when.precision is Precision.NONE and not when.month and node.grades:
        if claim.status is Status.CURRENT and node.issued:
            issued = node.issued
            yield (
                (lambda c: _just_before(c, issued[0]) and not c.contradicts(node.grades)),
                "It is the only inspection in the nine months before the document, and no grade differs.",
            )
        elif claim.status is Status.PREVIOUS or not node.issued:
            yield (
                (lambda c: c.confirms(node.grades)),
                "It is the only inspection with these grades that fits the order.",
            )


def _just_before(cluster: Cluster, day: dt.date) -> bool:
    last = cluster.when.last
    return last is not None and day - RECENT <= last <= day


def _nearest(node: Node, found: list[Cluster]) -> list[Cluster]:
    """Of several inspections equally good for a month or a year, days that overlap most would be a guess: keep them all."""
    if node.when.precision is not Precision.DAY:
        return found
    same = [c for c in found if c.when.first == node.when.first]
    return same if len(same) == 1 else found

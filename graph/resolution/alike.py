"""Claims of one exactness that no better dated one explains: which of them say the same, and so mean one inspection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.resolution.cluster import Node
from graph.resolution.when import Dating, Precision, fieldwork_fits, publication_fits


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

"""What the index knows, as lists for pages: councils with filters, grades on the map, changes, judgements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ontology import BASE
from server.pages import schemes
from server.pages.index import Index, index_or_none
from server.pages.schemes import Mark

Row = dict[str, str]
CHILDREN = "childrens"
TOPICS = ("leadership", "help_protection", "children_in_care", "care_leavers", "care_and_care_leavers", "overall")
"""Areas of the map; overall comes last because it ended in 2026."""
JUDGEMENT_COLUMNS: Final = (
    *("council", "council_name", "gss", "dfe", "region", "service", "inspection", "kind", "inspectorate"),
    *("framework", "topic", "area", "grade", "grade_label", "scale", "fieldwork_start", "fieldwork_end"),
    *("published", "document", "document_title", "page", "sentence", "sources", "disputed"),
)
COUNCIL_COLUMNS: Final = (
    *("slug", "iri", "name", "type", "region", "nation", "gss", "dfe", "ofsted", "iso", "established"),
    *("abolished", "inspections", "documents"),
)
_FILTERS = {
    "council": "council = ?",
    "service": "service = ?",
    "topic": "topic = ?",
    "grade": "grade = ?",
    "region": "region = ?",
    "framework": "framework = ?",
    "from": "fieldwork_start >= ?",
    "to": "fieldwork_start <> '' AND fieldwork_start <= ?",
    "disputed": "disputed = ?",
    "latest": "latest = ?",
}


def topic_name(notation: str) -> str:
    """Label of a topic by its key."""
    return schemes.label(f"{BASE}ref/topic/{notation.replace('_', '-')}")


def latest_marks(index: Index, topic: str, year: str = "") -> dict[str, Mark]:
    """The latest grade of each council's children's services in a topic, or that at the end of a year."""
    if year:
        sql = (
            "SELECT slug AS council, (SELECT grade FROM judgement WHERE council = slug AND service = ? AND topic = ?"
            " AND fieldwork_start BETWEEN '1' AND ? AND grade <> '' ORDER BY fieldwork_start DESC LIMIT 1) AS grade"
            " FROM council WHERE inspections > 0"
        )
        rows = [row for row in index.rows(sql, (CHILDREN, topic, f"{year}-12-31")) if row["grade"]]
    else:
        rows = index.rows(
            "SELECT council, grade FROM judgement WHERE service = ? AND topic = ? AND latest = 1", (CHILDREN, topic)
        )
    return {row["council"]: schemes.mark(row["grade"]) for row in rows}


def legend(marks: Mapping[str, Mark]) -> list[tuple[Mark, int]]:
    """Each grade of a map with the number of councils that have it, the best first."""
    several: dict[str, list[Mark]] = {}
    for each in marks.values():
        several.setdefault(each.label, []).append(each)
    return sorted(((some[0], len(some)) for some in several.values()), key=lambda item: item[0].rank or 9)


def best_topic(index: Index) -> str:
    """The topic of the map when none is chosen: the first with a grade."""
    rows = index.rows(
        "SELECT topic, count(*) AS n FROM judgement WHERE service = ? AND latest = 1 AND rank > 0 GROUP BY topic",
        (CHILDREN,),
    )
    counts = {row["topic"]: int(row["n"]) for row in rows}
    found = [topic for topic in ("help_protection", *TOPICS) if counts.get(topic)]
    return found[0] if found else "help_protection"


def changes(index: Index, limit: int, council: str = "") -> list[Row]:
    """The latest judgements, those that changed a grade first told as a change; the newest first."""
    where, values = ("AND council = ?", [council]) if council else ("", [])
    sql = f"SELECT * FROM judgement WHERE public <> '' AND rank > 0 {where} ORDER BY public DESC, id LIMIT ?"  # noqa: S608 - our own text
    return index.rows(sql, (*values, limit))


def changed(index: Index, limit: int) -> list[Row]:
    """The latest judgements that gave another grade than the one before."""
    return index.rows(
        "SELECT * FROM judgement WHERE public <> '' AND before <> '' AND before <> grade ORDER BY public DESC, id LIMIT ?",
        (limit,),
    )


def judgement_filter(asked: Mapping[str, str]) -> tuple[str, list[str]]:
    """The condition of a list of judgements and its values; names not known are no filter."""
    parts, values = [], []
    for name, condition in _FILTERS.items():
        value = asked.get(name, "").strip()
        if value:
            parts.append(condition)
            values.append(_grade_iri(value) if name == "grade" else value)
    return " AND ".join(parts) or "1", values


def _grade_iri(value: str) -> str:
    return value if value.startswith("http") else f"{BASE}ref/grade/{value}"


def judgements(index: Index, asked: Mapping[str, str], limit: int, offset: int) -> list[Row]:
    """A page of the flat table, the newest first, the undated last."""
    where, values = judgement_filter(asked)
    sql = f"SELECT * FROM judgement WHERE {where} ORDER BY fieldwork_start DESC, council, id LIMIT ? OFFSET ?"  # noqa: S608 - conditions are ours
    return index.rows(sql, (*values, limit, offset))


def judgements_of(index: Index, council: str) -> list[Row]:
    """All judgements of one council, service by service, the newest first."""
    sql = "SELECT * FROM judgement WHERE council = ? ORDER BY service, fieldwork_start DESC, topic, id"
    return index.rows(sql, (council,))


def judgement_count(index: Index, asked: Mapping[str, str]) -> int:
    """How many judgements the filter leaves."""
    return index.number(*_counting("sum(n)", asked))


def _counting(what: str, asked: Mapping[str, str]) -> tuple[str, list[str]]:
    """A query over the filtered judgements with its values; over what is counted already where the filter allows."""
    where, values = judgement_filter(asked)
    if not any(asked.get(name, "").strip() for name in ("council", "from", "to")):
        return f"SELECT {what} FROM tally WHERE {where}", values  # noqa: S608 - conditions are ours
    each = "SELECT *, 1 AS n, substr(fieldwork_start, 1, 4) AS year FROM judgement"
    return f"SELECT {what} FROM ({each}) WHERE {where}", values  # noqa: S608 - conditions are ours


def counts_by_year(index: Index, asked: Mapping[str, str], topic: str) -> list[tuple[str, Mark, int]]:
    """(year, grade, how many) of the judgements that a filter leaves, in one topic."""
    sql, values = _counting("year, grade, sum(n) AS n", {**asked, "topic": topic})
    sql += " AND year <> '' AND rank > 0 GROUP BY 1, 2"
    return [(row["year"], schemes.mark(row["grade"]), int(row["n"])) for row in index.rows(sql, values)]


def councils(index: Index, asked: Mapping[str, str]) -> list[Row]:
    """Councils by filters, with their grade in the topic asked for; in the order of names."""
    parts, values = ["1"], []
    for name in ("region", "type", "nation"):
        if asked.get(name):
            parts.append(f"council.{name} = ?")
            values.append(asked[name])
    if asked.get("abolished") != "yes":
        parts.append("abolished = ''")
    if asked.get("inspected") == "yes":
        parts.append("inspections > 0")
    sql = f"SELECT * FROM council WHERE {' AND '.join(parts)} ORDER BY inspections = 0, short, slug"  # noqa: S608 - conditions are ours
    return index.rows(sql, values)


def placed_councils() -> list[Row]:
    """England's councils with their places on the map; none while the index is being made."""
    found = index_or_none()
    return councils(found, {"nation": "england"}) if found else []


def choices(index: Index, column: str) -> list[tuple[str, str]]:
    """(key, label) of what a filter of councils may be."""
    labels = {"region": "region_label", "type": "type_label", "nation": "nation_label"}[column]
    sql = f"SELECT DISTINCT {column} AS key, {labels} AS label FROM council WHERE {column} <> '' ORDER BY label"  # noqa: S608
    rows = index.rows(sql)
    return [(row["key"], row["label"]) for row in rows]

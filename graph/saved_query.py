"""Saved SPARQL queries with declared parameters.

A file opens with its question as a comment, then `# for: <reader>` and one `# param: <name> <type> <default> <meaning>` a
parameter; the query holds the default on a line of its own, `VALUES ?name { default }`. Values replace what stands between
those braces as terms written by a serialiser, so that no value can become syntax.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

import ontology
from graph.errors import BadSetting, UnknownName
from graph.vocabulary import term
from ontology import NS

_PARAM = re.compile(r"# param: (\w+) ([\w-]+) (\S+) (.+)")
_LOCAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `kind` is `text`, `date` or the prefix of a kind of thing; `default` is SPARQL."""

    name: str
    kind: str
    default: str
    meaning: str

    @property
    def example(self) -> str:
        """The default as a person would type it."""
        return self.default.split("^^")[0].strip('"').removeprefix(f"{self.kind}:")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question with its query."""

    name: str
    question: str
    reader: str
    parameters: tuple[Parameter, ...]
    text: str

    def with_values(self, values: Mapping[str, str]) -> str:
        """The query with values in place of the defaults; BadSetting for an unknown name or a value of the wrong kind."""
        known = {parameter.name: parameter for parameter in self.parameters}
        text = self.text
        for name, value in values.items():
            if name not in known:
                told = ", ".join(known) or "none"
                raise BadSetting(f"The query {self.name} has no parameter {name}; it has: {told}.")
            written = str(_term(known[name], value))
            text = re.sub(rf"VALUES \?{name} \{{[^}}]*\}}", lambda _: f"VALUES ?{name} {{ {written} }}", text)  # noqa: B023
        return text


def _term(parameter: Parameter, value: str) -> Literal | NamedNode:
    if parameter.kind == "text":
        return Literal(value)
    if parameter.kind == "date":
        try:
            return Literal(dt.date.fromisoformat(value).isoformat(), datatype=term("xsd:date"))
        except ValueError:
            raise BadSetting(f"{parameter.name} wants a day such as 2018-06-30, not {value!r}.") from None
    if _IRI.fullmatch(value):
        try:
            return NamedNode(value)
        except ValueError as error:
            raise BadSetting(f"{parameter.name} is not an IRI: {error}.") from None
    prefix, colon, local = value.rpartition(":")
    space = NS.get(prefix if colon else parameter.kind)
    if space is None or not _LOCAL.fullmatch(local):
        raise BadSetting(f"{parameter.name} wants a name such as {parameter.example} or an IRI, not {value!r}.")
    return NamedNode(space + local)


def parse_saved_query(name: str, text: str) -> SavedQuery:
    """The query of one file."""
    lines = text.splitlines()
    parameters = tuple(Parameter(*found.groups()) for line in lines if (found := _PARAM.fullmatch(line.strip())))
    reader = next((line.removeprefix("# for:").strip() for line in lines if line.startswith("# for:")), "")
    return SavedQuery(name, lines[0].removeprefix("#").strip(), reader, parameters, text)


def saved_queries() -> dict[str, SavedQuery]:
    """All saved questions by name."""
    return {name: parse_saved_query(name, text) for name, text in ontology.queries().items()}


def saved_query(name: str) -> SavedQuery:
    """One saved question; UnknownName with near names."""
    import difflib

    found = saved_queries()
    if name not in found:
        near = tuple(difflib.get_close_matches(name, found, 3))
        raise UnknownName(
            f"There is no saved query {name}." + (f" Did you mean {', '.join(near)}?" if near else ""), near
        )
    return found[name]

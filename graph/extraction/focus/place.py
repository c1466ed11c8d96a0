"""A place in a line of which it is asked what council it is about, and what stands around it.

Takes the document's names and what rules say of the place; gives the names on its sides, the groups of councils that it may be
about, and what the council is called since it was named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from graph.extraction.focus.collective import Group, means_all
from graph.extraction.focus.naming import Name, Naming
from graph.extraction.likelihood.features import kinds_of_words
from graph.extraction.tape.line import Line
from graph.register.register import load_register

NOTHING = "nothing"
_CALLED = re.compile(
    r"\b(?:(?P<county>(?:the|this|that) county(?: council)?)|(?P<city>(?:the|this|that) city(?: council)?)"
    r"|(?P<borough>(?:the|this|that) (?:\w+ )?borough(?: council)?)|(?P<town>the town)|(?P<district>the district)"
    r"|(?P<authority>(?:the|that|this) (?:local )?authority)|(?P<council>(?:the|that|this) council)"
    r"|(?P<neighbour>(?:its|the|their|a) (?:\w+ ){0,2}(?:neighbour|neighbouring|partner)\w*)"
    r"|(?P<other>the other|its rival|the latter|elsewhere|next door|over the (?:border|boundary|river))"
    r"|(?P<former>the former|back in)|(?P<there>there)"
    r"|(?P<both>both|each|all (?:two|three|four|five|six)|the (?:two|three|four|five|pair))"
    r"|(?P<own>(?:his|her) (?:own )?(?:council|authority|department|county|city|borough))"
    r"|(?P<its>its)|(?P<it>it|itself)|(?P<they>they|their|them)|(?P<we>we|our|us))\b"
)
_UNNAMED = re.compile(
    r"\b(?:another|an?other|a (?:second|third|nearby|neighbouring)|one other)"
    r" (?:\w+ ){0,2}(?:⟦service\??=social_housing[^⟧]*⟧|(?:landlord|provider|council|authority)\b)(?:[^.;]|⟦[^⟧]*⟧)*$"
)
_MOST, _FEW = 12, 3  # groups; councils of a group each of which may be meant alone
_OPENING = 60  # characters


@dataclass(frozen=True)
class Place:
    """A place from `start` to `end` of a line, whether it is the first of its paragraph, and what rules say.

    They say which council the document is about most, whether it is about several, which it names only `aside`, as helpers of
    another or employers of somebody, and which the place is about, how surely.
    Only councils that run the `service` can be meant, if it is known (empty: it is not).
    """

    naming: Naming
    line: Line
    first: bool
    start: int
    end: int
    service: str
    several: bool
    main: Group
    aside: frozenset[str]
    rules: Group
    surely: float

    @cached_property
    def at(self) -> int:
        """Which line of the document it is."""
        return self.naming.at(self.line)

    @cached_property
    def before(self) -> tuple[Name, ...]:
        """The names before the place in its line."""
        return tuple(name for name in self.naming.on(self.at) if name.token.end <= self.start)

    @cached_property
    def behind(self) -> tuple[Name, ...]:
        """The names behind it in its line."""
        return tuple(name for name in self.naming.on(self.at) if name.token.start >= self.end)

    @cached_property
    def above(self) -> tuple[Name, ...]:
        """The names in the lines above, the last ones first; those of the nearest groups."""
        return tuple(self.naming.above(self.at, _MOST))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups that the place may be about: what rules say, then those named near it."""
        here = [name.group for name in self.naming.on(self.at)[::-1]]
        near = dict.fromkeys([*([self.rules] if self.rules else []), *here, *(name.group for name in self.above)])
        if len(near) < _MOST:
            near |= dict.fromkeys(name.group for name in self.naming.on(self.at + 1))
        near = dict.fromkeys(list(near)[:_MOST])
        near |= dict.fromkeys((slug,) for group in near if len(group) <= _FEW for slug in group)
        register = load_register().councils
        return tuple(
            group for group in near if group == self.rules or all(register[slug].runs(self.service) for slug in group)
        )

    @cached_property
    def called(self) -> tuple[str, str]:
        """What the council is called last between the last name and the place, and first in the line."""
        text = self.line.text
        last = max((name.token.end for name in self.before), default=0)
        since = [found.lastgroup or "" for found in _CALLED.finditer(text, last, self.start)]
        first = _CALLED.search(text, 0, self.start)
        return since[-1] if since else NOTHING, (first.lastgroup or "") if first else NOTHING

    @property
    def unnamed(self) -> bool:
        """Whether it is about a body that its line does not name: `another landlord in the county got …`."""
        last = max((name.token.end for name in self.before), default=0)
        return not self.behind and bool(_UNNAMED.search(self.line.text[last : self.start]))

    @property
    def counted(self) -> bool:
        """Whether its line counts as many councils as rules say it is about: `The two councils have each been told …`."""
        last = max((name.token.end for name in self.before), default=0)
        return len(self.rules) > 1 and means_all(self.rules, self.line.text[last : self.start])

    @cached_property
    def beside(self) -> str:
        """On which side of the place its line names a council."""
        return "before" if self.before else "behind" if self.behind else NOTHING

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """The first two words of the line."""
        return kinds_of_words(self.line.text[:_OPENING])[:2]

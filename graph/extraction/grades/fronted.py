"""Areas with which a clause opens: `for A it went lower, to inadequate`, `for them, the council requires improvement`.

Takes a line and the place of a grade, gives the areas that the words in front give it to; tells whether the grade is
that of the council as a whole, or of nothing that an area is, although an area is named in front.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line

_FRONTED = re.compile(
    r"(?:^|[,;:(] ?| - |\b(?:but|and|while|whereas|though|although|only|just|even|so|except|that)\b ?)\W*"
    r"(?:only |just |even |also )*(?:for|in|on|with|over|regarding|concerning|as for|as regards|when it comes to)"
    r"(?: (?!that\b|which\b|who\b|people\b)[a-z-]+,?){0,4} $"
)
_FRONTED_GAP = re.compile(
    r"(?:(?!\b(?:who|which|whose|that|because|since|after|when|despite|overall|whole"
    r"|(?:but|and|while) (?!(?:so|it|graded|rated|judged|gave|marked)\b))\b)"
    r"[^⟦.;:]|⟦(?:council|service|inspectorate|date)[^⟧]*⟧){0,90}"
)
_OF_ITSELF = re.compile(
    r"⟦council[^⟧]*⟧(?: council)?, (?:\w+ )*"
    r"(?:rated|judged|graded|found|deemed|ranked)\b[^⟦,]*$"
)
_AREA_OF = re.compile(r"⟦area[^⟧]*⟧(?: [a-z]+){0,2} (?:in|at|of) (?:the )?⟦council[^⟧]*⟧(?: council)?,[^⟦,]*$")
_FOR_SERVICE = re.compile(r"[^⟧]*⟧(?: (?:from|by) ⟦inspectorate[^⟧]*⟧)? for (?:its |the |their )?⟦service")
_REFERRED = re.compile(
    r"(?:but |and |only |yet )*(?:for|in|on|with|over) (?:them|both|it|this|that|these|those"
    r"|(?:this|that|these|those|the same|the latter) (?:(?:last|one|two|three) )?(?:groups?|areas?|respects?|categor(?:y|ies)"
    r"|counts?|scores?|measures?|fields?|fronts?|strands?|children|young people|youngsters|latter|ones?))\b"
    r"(?! (?:reason|year|time|day|occasion|month|basis))[^⟦.;:]{0,20}"
    r"(?:(?:,| the| it| they| inspectors| council| borough| county| city| authority"
    r"|⟦(?:council|inspectorate|service)[^⟧]*⟧)[^⟦.;]{0,60})?$"
)
_ASIDE = re.compile(r", (?:under|led by|thanks to|despite|because of)\b[^,⟦]{0,30}$")
_PART_OF_IT = re.compile(
    r"\b(?:planning|plans?|oversight|supervision|assessments?|visits"
    r"|housing|accommodation|contact|records?|recording|training|help available)"
    r"(?: [a-z]+)? (?:for|of|with|to) (?:the |its |some |many |older |younger )*$"
)
_AGENTS = re.compile(
    r"⟦area\?=leadership[^⟧]*⟧(?: (?:at|in|of|from) (?:the )?(?:⟦council[^⟧]*⟧|council|authority))?"
    r" (?:(?:have|has|had|are|were|was|been|also) )*"
    r"(?:told|heard|inform|warn|said|say|welcom|celebrat|hail|prais|thank|pledg|admit|accept|insist|vow|deligh|pleas|proud)"
)


def fronted(scene: Scene, line: Line, position: int) -> tuple[Mention, ...]:
    """The areas that a clause opens with: `for A it went lower, to inadequate`, or means by `for them`, `in this area`."""
    before = [token for token in line.tokens if token.start < position]
    if is_of_council(line, position):
        return ()
    for token in reversed(before):
        if token.kind is MentionKind.GRADE:
            return ()
        if token.kind is MentionKind.AREA and token.values[0] != "overall":
            opens = _FRONTED.search(line.text, 0, token.start) and _FRONTED_GAP.fullmatch(
                line.text, token.end, position
            )
            return token.mentions if opens else ()
    last = scene.before(line)
    if last is None or last.sentence.block != line.sentence.block or not _REFERRED.fullmatch(line.text, 0, position):
        return ()
    named = last.of(MentionKind.AREA)
    return named[-1].mentions if named else ()


def is_of_council(line: Line, position: int) -> bool:
    """Whether a grade is that of the council itself: `for A, the council, rated good for its services, will pay`."""
    itself = _OF_ITSELF.search(line.text, 0, position) and not _AREA_OF.search(line.text, 0, position)
    return bool(itself or _FOR_SERVICE.match(line.text, position))


def is_not_graded(line: Line, place: int, grade: int) -> bool:
    """Whether an area stands aside (`despite its leadership`), is of people who act, or is a word of a part of the work."""
    before = line.text[:place]
    aside_from = _ASIDE.search(before) or _PART_OF_IT.search(before) or _AGENTS.match(line.text, place)
    return bool(aside_from) or is_of_council(line, grade)

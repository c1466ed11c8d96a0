"""Which areas a grade is for, where its rule has bound none or not all.

Takes a line and a place in it, gives the areas: those named in the same clause, those of the sentence before that `they`
stands for, those that follow in a list, or those graded right before (`while B's were rated good`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.fronted import is_of_council
from graph.extraction.grades.grading import Grading
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line

_FURTHER = re.compile(
    r"(?![^⟦]*\b(?:though|although|while|whereas|yet)\b)[^⟦.:]{0,60}(?:[,;]|\band\b)[^⟦.:]{0,12}(?:\b(?:for|in|on|of|the"
    r"|those|what|how)\b[^⟦.;:]{0,20})?"
)
_SERVICE = re.compile(r"⟦(?:service|intervention|council)[^⟧]*⟧(?:'s)?")
_OWN_VERB = re.compile(
    r"(?: \w+){0,3} (?:was|were|is|are|remains?|stays?|had|has|have|received|got|gets?|needs?|as(?! well))\b"
    r"|[ ,:(–-]*(?:(?:still|now|also|again) )?⟦grade[^⟧]*⟧(?! (?:(?:ratings?|grades?|marks?) )?(?:for|to|in"
    r"|on) (?:[a-z]+ ){0,4}⟦area)"
)
_ELLIPTIC = re.compile(
    r"⟦council[^⟧]*⟧'s (?:was|were|is|are|got|received|had|has|have)\b[^⟦.;]{0,30}(?:⟦area=overall[^⟧]*⟧ of )?$"
    r"|\b(?:where|whereas) ⟦council[^⟧]*⟧ (?:was|were|is|are|got|received|had)\b[^⟦.;]{0,20}$"
)
_PRONOUN = re.compile(
    r"(?:in ⟦date[^⟧]*⟧,? )?(?:it|they|this|these"
    r"|(?:their|its) (?:experiences?(?: and progress)?|outcomes|support|care|progress)"
    r"|(?:support|help|provision|services) for (?:them|this group)) (?:(?:was|were|had|has|have|is|are)\b|$)"
)
_ALL_OF_THEM = re.compile(
    r"(?:all (?:of (?:them|these|those)|three|four|five|of which|areas|were)|both|each|every one of (?:them|these|those))\b"
    r"[^⟦.;]{0,40}$"
)
_CLOSE = 25
_LEADS_TO = re.compile(
    r"(?: (?:from|by) ⟦inspectorate[^⟧]*⟧)?(?: in ⟦date[^⟧]*⟧)?"
    r"(?: (?:was|were|is|are|also|again|too|as well,?|both|all|the|its|their|a|an|given|awarded"
    r"|outcomes?|ratings?|grades?|marks?|scores?|verdicts?|results?|rated|judged|graded|found|everything|work|view"
    r"|judge?ments?|made|reached|returned|recorded|handed|issued|went|came"
    r"|⟦kind\??=judgement[^⟧]*⟧))* (?:for|in|on|to|when it comes to|in terms of|in respect of|as regards|over)"
    r"(?: (?:the|its|their|our|both|how|what|how well|what (?:the|its|their|our)))?"
    r"(?: (?:[a-z]+ ){0,2}[a-z]+ (?:of|for|with|in|given to|offered to|to))? (?:⟦council[^⟧]*⟧(?:'s)? )?"
    r"| in (?:just |only )?(?:one|two|three|four|five|both|all)(?: (?:out )?of (?:the |its )?(?:them|three|four|five|six))?"
    r"(?: (?!and\b|but\b)(?:\w+|⟦kind[^⟧]*⟧)){0,3}(?:,| -|:| \()(?: (?:the|its|namely|that of|for|in))* ?"
    r"|(?:[^.;:⟦]|⟦(?!grade)[^⟧]*⟧){0,160}:(?: (?:for|the|its|their|in))*\s*"
)
_WORDS = re.compile(r"(?!the|its|their|and|but|while|both|all)\b[a-z]+|⟦area\??=leadership")
_LIKEWISE = re.compile(
    r"\b(?:the same (?:goes|went|applies|applied|(?:is|was) (?:true|said)|(?:grade|rating|mark|verdict) (?:goes|went|was given))"
    r"|likewise|(?:so|as)(?: too)? (?:did|does|do|was|were|is|are)|just as (?:it|they) (?:did|was|were|had))\b"
    r"(?:[^⟦.;]|⟦(?!grade|area)[^⟧]*⟧){0,45}$"
)
_POINTED = re.compile(
    r"\b(?:(?:in|on|for) (?:the same|which)|this|that) (?:area|category|respect|measure|count)\b[^.;⟦]*(?:⟦grade[^.;]*)?$"
    r"|⟦area[^⟧]*⟧(?: services?| support)?,? (?:which is |which was )?(?:an?|the|one|another)(?: \w+)?"
    r" (?:areas?|part|category|field|aspect|strand)"
    r" (?:(?:in|on|for) which|where)\b[^.;⟦]*$"
)
_BOTH_GROUPS, _GROUPS = "care_and_care_leavers", ("children_in_care", "care_leavers")
_EACH = re.compile(r"(?: services?| support)?,? (?:(?:are|were|was|is|have|has|had|been) )*(?:each|both)\b")


def completed(line: Line, found: list[Grading]) -> Iterator[Grading]:
    """The gradings of a line; `while B's were rated good` is about the areas that are graded right before."""
    found = [_each_of(line, grading) for grading in found]
    last: Grading | None = None
    for grading in found:
        elliptic = last and last.partial and not grading.partial and _ELLIPTIC.search(line.text[: grading.position])
        last = replace(grading, areas=last.areas) if last and elliptic else grading
        yield last
    yield from _likewise(line, found)


def _each_of(line: Line, grading: Grading) -> Grading:
    """A grading of `children in care and care leavers were each good` is one of two areas, not of the one that has both."""
    apart = {
        mention
        for token in line.of(MentionKind.AREA)
        if token.values == (_BOTH_GROUPS,) and _EACH.match(line.text, token.end)
        for mention in token.mentions
    }
    if apart.isdisjoint(grading.areas):
        return grading
    areas = [
        replace(area, value=value) if area in apart else area
        for area in grading.areas
        for value in (_GROUPS if area in apart else (area.value,))
    ]
    return replace(grading, areas=tuple(areas))


def _likewise(line: Line, found: list[Grading]) -> Iterator[Grading]:
    """The gradings of areas of which the words `and the same goes for`, `just as it did in` say what was said before."""
    taken = {mention for grading in found for mention in grading.areas}
    for token in line.of(MentionKind.AREA):
        before = [grading for grading in found if grading.position < token.start]
        if not before or not taken.isdisjoint(token.mentions):
            continue
        if _LIKEWISE.search(line.text[before[-1].position : token.start]):
            same = [
                grading for grading in before if grading.rule == before[-1].rule and grading.areas == before[-1].areas
            ]
            yield from (replace(grading, areas=token.mentions) for grading in same)


def pointed_at(line: Line, position: int) -> tuple[Mention, ...]:
    """The area that `in this area` means: the one named before in the sentence."""
    if not _POINTED.search(line.text[:position]):
        return ()
    named = [token for token in line.of(MentionKind.AREA) if token.start < position]
    return named[-1].mentions if named else ()


def carried(scene: Scene, line: Line, position: int) -> tuple[Mention, ...]:
    """The area that `it` or `they` stands for: one that the sentence before is about, which names no service."""
    own = line.text[:position]
    if _ALL_OF_THEM.match(own):
        last = scene.before(line)
        named = [each for token in last.of(MentionKind.AREA) for each in token.mentions] if last else []
        return tuple(named) if len(named) > 1 and last and not last.of(MentionKind.GRADE) else ()
    if "⟦service" in own or "⟦council" in own or not _PRONOUN.match(own):
        return ()
    before = scene.before(line)
    if before is None or before.of(MentionKind.SERVICE, MentionKind.GRADE):
        return ()
    areas = before.of(MentionKind.AREA)
    return areas[0].mentions if len(areas) == 1 else ()


def behind(line: Line, position: int) -> tuple[Mention, ...]:
    """The areas of `outstanding for A and B`, `good was also the judgement for A`, `three were good: A, B and C`."""
    at = next(token for token in line.tokens if token.start == position).end
    area = next((token for token in line.of(MentionKind.AREA) if token.start > position), None)
    if area is None or not _LEADS_TO.fullmatch(line.text[at : area.start]) or _OWN_VERB.match(line.text, area.end):
        return ()
    return area.mentions + spread(line, area.start)


def spread(line: Line, start: int) -> tuple[Mention, ...]:
    """Further areas of `outstanding for A, for the way it treats B and for C`."""
    found: tuple[Mention, ...] = ()
    at = next(token.end for token in line.tokens if token.start == start)
    for token in line.tokens:
        if token.start < at:
            continue
        if token.kind in (MentionKind.SERVICE, MentionKind.INTERVENTION, MentionKind.COUNCIL):
            continue
        if token.kind is not MentionKind.AREA or not _FURTHER.fullmatch(_SERVICE.sub("", line.text[at : token.start])):
            break
        if _OWN_VERB.match(line.text, token.end):
            break
        found += token.mentions
        at = token.end
    return found


def nearest_area(line: Line, position: int, *, weak: bool = False) -> tuple[Mention, ...]:
    """The areas named in the same clause before a grade, unless another grade stands between.

    An ordinary word for an area counts with `weak` or where it opens the clause, if it stands close and nothing is
    named between.
    """
    if is_of_council(line, position):
        return ()
    clause = line.clauses[line.clause_of(position)]
    before = [token for token in line.tokens if clause.start <= token.start < position]
    for token in reversed(before):
        if token.kind is MentionKind.GRADE:
            break
        if token.kind is MentionKind.AREA and any(mention.strong for mention in token.mentions):
            return token.mentions
        heads = weak or (token is before[0] and not _WORDS.search(line.text, clause.start, token.start))
        if heads and token is before[-1] and token.kind is MentionKind.AREA and position - token.end <= _CLOSE:
            return token.mentions
    if clause.opener in ("with", "whose", "earning", "getting", "receiving") and line.clause_of(position):
        earlier = line.clauses[line.clause_of(position) - 1]
        own = [token for token in line.tokens if earlier.start <= token.start < earlier.end]
        if own and own[-1].kind is MentionKind.AREA:
            return own[-1].mentions
    return ()

"""Which person of a sentence holds which post: by apposition, by standing before or behind, or by a verb.

Takes the people and titles of one sentence; gives pairs with the name of the pattern and how far it can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph.document import Span
from graph.extraction.analysis import Mention
from graph.extraction.people.roster import Cast, titled_start

ORG = (
    r"(?:(?:the\s+)?(?:[A-Z][\w&.-]*(?:[’'](?!s\b)\w+)?(?:[’']s?)?\s+(?:(?:and|of|upon|on|the|&|in|for)\s+)*){1,7}"
    r"(?:(?:council|authority|borough|county|city|trust)(?:[’']s?)?\s+)?"
    r"|(?:the\s+)?(?:council|authority|borough|county|city|trust|local authority|county council|city council"
    r"|department|government"
    r"|service|party|association|charity|company|board|regulator|watchdog)(?:[’']s?)?\s+)"
)
DETERMINER = (
    r"(?:the|its own|their own|its|their|his|her|a|an|our|then|now|currently|also|both|formerly|previously|until recently|new"
    r"|newly[- ]appointed"
    r"|newly[- ]elected|external|current|next|permanent|first|second|third|fourth|fifth|latest"
    r"|full-time|councillor|one of|whose|as|outgoing|long-serving"
    r"|former|ex)\s+"
)
_POSTNOMINAL = r"(?:\s*,?\s*\b(?:MP|MS|MSP|CBE|OBE|MBE|KC|QC|DL|JP)\b)*"
_PARTY = r"(?:Labour|Conservative|Tory|Liberal Democrat|Lib Dem|Green|Independent|Reform UK)"
_BRACKET = rf"(?:\s*\([^()]{{1,70}}\)|,\s*(?:\d\d|{_PARTY})(?=,))?"
_APPOSITION = re.compile(
    rf"{_POSTNOMINAL}{_BRACKET}\s*[,–—(:-]\s*(?:who\s+(?:(?:is|was|has been|had been|became|also|currently"
    rf"|serves as|served as"
    rf"|has had|had|has|took over as|holds|will become)\s+)*)?(?:{DETERMINER})*{ORG}?(?:{DETERMINER})?$"
)
_AS = re.compile(rf"(?:,[^;.:“”\"]{{2,140}},)?\s+as\s+(?:{DETERMINER})*{ORG}?(?:{DETERMINER})?$")
_CHOSEN = re.compile(
    rf"{_POSTNOMINAL}{_BRACKET}(?:,?\s+whom?\s+[^,;.:“”\"]{{2,60}}?\s(?:has |have |had )?|,\s+(?:newly |recently )?)"
    r"(?:appoint(?:ed|s)|named|made|chose|chosen|sent|hired|recruited|installed|brought)\b"
    rf"(?:\s+(?!as\b)[^,;.:“”\"]{{1,60}}?)??\s+(?:as|to be)\s+(?:{DETERMINER})*{ORG}?(?:{DETERMINER})?$"
    rf"|{_POSTNOMINAL},?\s+whom?\s+[^,;.:“”\"]{{2,60}}?\s(?:appoint(?:ed|s)|named|made)\s+(?:{DETERMINER})*$"
)
"""`A, who the department appointed as its …`, `A, appointed by ministers as …`."""
_ROLE_OF = re.compile(
    r"[’']s?\s+(?:(?:new|current|present|day|main|other)\s+)?"
    r"(?:role|job|post|position|capacity|brief|duties|appointment|election|nomination|promotion)\s+"
    rf"(?:as|of|to)\s+(?:{DETERMINER})*{ORG}?(?:{DETERMINER})?$"
)
"""`A’s role as …`."""
_SINCE_AS = re.compile(
    rf"[^.;:“”\"]{{2,140}}\s(?:his|her|their) (?:appointment|time|years|work|tenure) as\s+"
    rf"(?:{DETERMINER})*{ORG}?(?:{DETERMINER})?$"
)
_AND_SAME = re.compile(
    rf"(?:[’']s)?\s*(?:{ORG})?,?\s*(?:and|&"
    rf"|as well as)\s+(?:also\s+)?(?:{DETERMINER})*{ORG}?$|,\s*$"
)
_MOVES = (
    r"(?:(?:has|have|had|will|would|to|is (?:to|set to|due to|about to)|was (?:to|set to|due to)|is|was)\s+"
    r"(?:now |also |since |already |recently |just |today )?)?"
    r"(?:(?:took|takes?|taken|taking) over|(?:stand(?:s|ing)?|stood) down|step(?:s|ped|ping)? down"
    r"|resign(?:s|ed|ing)?|quits?|quitting|retire[sd]?|retiring|join(?:s|ed|ing)?|return(?:s|ed|ing)?"
    r"|c[ao]mes?(?= as (?:$|(?:its|their|new) ))|arrive[sd]?(?= as (?!the ))|began|beg[iu]ns?"
    r"|start(?:s|ed|ing)?|le(?:ft|aves?|aving)(?= as ))"
)
_VERB = re.compile(
    rf"{_POSTNOMINAL}{_BRACKET}(?:,[^,;.:“”\"]{{2,140}},)?(?:,\s+who)?\s+(?:is to (?:be|become)"
    rf"|will be(?:come)?|(?:is|was) no longer|(?:is|was)(?: (?:later|then|also|subsequently|recently))?"
    rf"|has (?:also )?been|had been|becomes|became"
    r"|to become|to be|remains|remained|(?:has |had )?(?:also )?served|serves|acts|acted|works|worked|(?:(?:has"
    r"|have|had) been |was |is |were )?(?:later |then |also |subsequently |recently )?"
    r"(?:sacked|fired|dismissed|removed|ousted|suspended|replaced"
    r"|appointed|named|made|elected|re-elected|confirmed|hired|brought in|announced|unveiled|installed"
    rf"|engaged|contracted|chosen)|{_MOVES}"
    r"|(?:will |is to )?(?:takes?|took|taken|taking|assume[sd]?) (?:on |up )?(?:the|her|his|their) (?:new )?"
    r"(?:post|role|job|position)"
    r"|(?=as ))"
    rf"(?:\s+(?:in|on|from) [\w ]{{3,20}}?|\s+by [^,;.:“”\"]{{2,60}}(?= as ))?(?:\s+(?:as|of|from"
    rf"|to be))?\s+(?:{DETERMINER})*{ORG}?(?:{DETERMINER})?$"
)
_CHOSE = re.compile(
    r"\b(?:made|appointed|appoints|named|names|hired|chose|elected|elects|recruited|brought in|confirmed|installed|unveiled)\s+$"
)
_AS_ROLE = re.compile(
    rf"(?:\s+from\s+[^,;.:“”\"]{{3,40}}?(?=\s+as\s))?\s+(?:(?:as|to be)\s+)?(?:{DETERMINER})+{ORG}?(?:{DETERMINER})?$"
    rf"|\s+(?:as|to be)\s+{ORG}?$"
)
_PREFIX = re.compile(
    rf"(?:\s+(?:department|directorate|team))?(?:\s*\([A-Z]{{2,6}}\))?(?:\s+(?:of|at|for|in|on|with|from|to)\s+{ORG}|\s+(?:of|at|for"
    rf"|in|on)\s+(?:the\s+)?(?:[A-Z][\w’'&.-]*(?:\s+|(?![\w’'&.-]))"
    rf"|(?:and|of|upon|&)\s+){{1,8}}|\s+for\s+(?:the\s+)?(?:north|south|east|west|midlands|london)[\w -]{{0,20}})?"
    r"(?:,?\s+(?:who (?:was|is|has been) )?(?:appointed|sent|sent in|put in|brought in|installed|hired|chosen|named)\b"
    r"[^,.;:“”\"]{0,60},|,?\s+whom? [^,.;:“”\"]{2,60}?\s(?:appointed|sent|named|chose|chosen|installed|brought in)"
    r"\b[^,.;:“”\"]{0,40},)?"
    rf"\s*[,:–-]?\s*(?:(?:the|a|an)\s+[a-z-]+\s+)?(?:MP\s+)?(?:(?:{_PARTY}|independent)(?:[’']s)?\s+)?(?:councillor\s+)?$"
)
_COLUMN = re.compile(
    r"[’']s?\s+(?:[a-z]+\s+)?(?:update|message|blog|column|foreword|introduction|statement|welcome|letter|diary|bulletin|view|note)"
    r"\b[^.;,“”\"]{0,30}?(?::|\bfrom|\bby)\s+$"
)
_BRACKETED = re.compile(r"\([^()]*$")
_FAR, _MANY = 260, 40
_SPEAKS = re.compile(r"\s+(?:said|says|told|added|wrote)\b")
"""Behind `…, the minister`: somebody else than the holder of another post who is named before."""
_OPENS = re.compile(r"\s*[,(]\s*(?:the )?")
_NEXT_LINE = re.compile(r"[ \t]*\n[ \t]*(?:[Tt]he )?")
"""Between a signature and the post under it."""
_AND_THE = re.compile(r"\s+(?:and|&)\s+(?:the\s+)?")
_ELECTED = {"council_leader", "deputy_leader", "mayor", "cabinet_member", "opposition_leader", "shadow_cabinet_member"}
"""Posts two of which stand before one name: `deputy leader and cabinet member for … A`."""
_POSTNOMINAL_ROLES = ("hmi", "mp", "leads", "chairs")
_NAMED = re.compile(r"[^.;,“”\"]{0,50}\s+(?:is|was|will be|has been named as|are|were)\s+(?:now\s+)?$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A person in a post, how that was seen, and the stretch of text that shows it."""

    person: Mention
    role: Mention
    rule: str
    confidence: float
    trigger: Span


def pairs(text: str, cast: Cast) -> Iterator[Pair]:
    """The pairs of one sentence; a title goes to one person. What has very many of both is no sentence."""
    if len(cast.roles) > _MANY or len(cast.people) > _MANY:
        return
    holders: dict[int, Mention] = {}
    respective = list(_respective(text, cast))
    yield from respective
    for number, role in enumerate(cast.roles):
        pair = _holder(text, cast, number, holders) if role not in (pair.role for pair in respective) else None
        if pair is None:
            continue
        holders[number] = pair.person
        yield pair
        first = cast.roles[number - 1] if number and number - 1 not in holders else role
        both = first is not role and {first.value, role.value} <= _ELECTED
        if both and pair.person.span > role.span and text[first.span.end : role.span.start] in (" and ", " & "):
            yield _pair(pair.person, first, "second-post", 0.85)


def _holder(text: str, cast: Cast, number: int, holders: dict[int, Mention]) -> Pair | None:
    """The person who holds the post with this number: the closest pattern wins."""
    role = cast.roles[number]
    if bracketed := _in_brackets(text, cast, role):
        return _pair(bracketed, role, "role-of-name", 0.85)
    people = [
        person
        for person in cast.people
        if person.strong or not _BRACKETED.search(text, max(0, person.span.start - 60), person.span.start)
    ]
    left = max((person for person in people if person.span.end <= role.span.start), key=_end, default=None)
    right = min((person for person in people if person.span.start >= role.span.end), key=_end, default=None)
    later = [
        other for other in cast.roles[number + 1 :] if not (other.value == "councillor" and role.value in _ELECTED)
    ]
    if right and any(role.span.end <= other.span.start < right.span.start for other in later):
        right = None
    ahead = text[role.span.end : titled_start(text, right.span)] if right else ""
    if right and ahead.isspace():
        return _pair(right, role, "role-name", 0.93)
    between = [
        other
        for other in cast.roles[:number]
        if left and other.span.start >= left.span.end and other.feature not in ("mp", "hmi")
    ]
    gap = text[left.span.end : role.span.start] if left else ""
    if len(gap) > _FAR:
        left = None
    speaks = gap == ", the " and left in holders.values() and _SPEAKS.match(text, role.span.end)
    if (
        left
        and not between
        and not speaks
        and (
            _APPOSITION.fullmatch(gap)
            or _NEXT_LINE.fullmatch(gap)
            or (gap.isspace() and role.feature in _POSTNOMINAL_ROLES)
        )
    ):
        return _pair(left, role, "name-apposition", 0.92)
    if right and len(ahead) < 110 and (_PREFIX.fullmatch(ahead) or _COLUMN.fullmatch(ahead)):
        return _pair(right, role, "role-of-name", 0.88)
    second = left and between and holders.get(number - 1) == left
    found = _by_verb(text, left, role, between[-1] if second else None) if left else None
    if found is None and right and len(ahead) < 70 and _NAMED.fullmatch(ahead):
        return _pair(right, role, "role-is-name", 0.82)
    return found


def _in_brackets(text: str, cast: Cast, role: Mention) -> Mention | None:
    """The person whose name is all that stands in brackets behind a title: `report of the director (A)`."""
    for person in cast.people:
        opens = text[role.span.end : titled_start(text, person.span)] == " ("
        if opens and " " in person.value and text.startswith(")", person.span.end):
            return person
    return None


def _by_verb(text: str, left: Mention, role: Mention, before: Mention | None) -> Pair | None:
    """A person further to the left: through a second post (`before` is the first one) or a verb."""
    if before and _AND_SAME.fullmatch(text[before.span.end : role.span.start]):
        return _pair(left, role, "second-post", 0.85)
    gap = text[left.span.end : role.span.start]
    if len(gap) < 230 and any(pattern.fullmatch(gap) for pattern in (_VERB, _AS, _CHOSEN, _SINCE_AS, _ROLE_OF)):
        return _pair(left, role, "name-verb-role", 0.85)
    chosen = _AS_ROLE.fullmatch(gap) and _CHOSE.search(text, 0, titled_start(text, left.span))
    if chosen and len(gap) < 60:
        return _pair(left, role, "chosen-as", 0.85)
    return None


def _end(person: Mention) -> int:
    return person.span.end


def _respective(text: str, cast: Cast) -> Iterator[Pair]:
    """`A and B, leader and deputy leader of …`: the first post to the first person."""
    for first, second in pairwise(cast.people):
        posts = [role for role in cast.roles if role.span.start >= second.span.end][:2]
        if (
            len(posts) == 2
            and _AND_THE.fullmatch(text, first.span.end, titled_start(text, second.span))
            and _OPENS.fullmatch(text, second.span.end, posts[0].span.start)
            and _AND_THE.fullmatch(text, posts[0].span.end, posts[1].span.start)
        ):
            yield _pair(first, posts[0], "respectively", 0.85)
            yield _pair(second, posts[1], "respectively", 0.85)


def _pair(person: Mention, role: Mention, rule: str, confidence: float) -> Pair:
    trigger = Span(min(person.span.start, role.span.start), max(person.span.end, role.span.end))
    return Pair(person, role, rule, confidence, trigger)

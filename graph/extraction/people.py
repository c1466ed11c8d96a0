"""Finds people in running text.

Takes text and a span; gives PERSON mentions whose value is the name without titles. A mention is strong when a title
(Cllr, Dr, Mr …) or a known given name speaks for it; otherwise two capitalised words that could be a name are offered
as weak and count only beside a post or a verb of saying. A lone surname needs a title; `feature` is then "surname".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind

_TITLE_WORDS = (
    r"(?:(?:County|City|Borough|District|Town|Parish)\s+)?Councillors?|Cllrs?|Cl(?:ln?)?r|Couns?|Mrs?|Ms|Miss"
    r"|Mx|Drs?|Sir|Dame"
    r"|Lord|Lady|Baroness|Baron|Prof(?:essor)?|Rev(?:erend|d)?|Canon|Inspector|HMI|Ald(?:erman)?|Rt\s+Hon"
)
TITLE = rf"(?:{_TITLE_WORDS})\.?"
_WORD = r"(?:(?:Mc|Mac|O['’]|D['’]|Fitz|De|Le|La|Van|Di|St\.?\s)?[A-ZÀ-ÖØ-ÞŠŽ][a-zà-öø-ÿšž]+(?:[A-Z][a-z]+)?)"
_NAME_WORD = rf"(?:{_WORD}(?:[-–]{_WORD}){{0,3}}(?:['’]{_WORD})?|[A-Z]['’]{_WORD})(?![\w])"
_INITIAL = r"[A-Z](?:\.|\b(?=\s[A-Z]))"
_PARTICLE = r"(?:de\s+la|de|van\s+der|van\s+den|van|von|der|den|di|da|dos|du|del|la|le|bin|ibn|al|el|ap|ab|ferch|y)"
_NAME = re.compile(
    rf"(?<![\w’'-])(?P<title>(?:{TITLE}\s+){{0,4}})"
    rf"(?P<name>(?:{_INITIAL}\s*){{0,4}}{_NAME_WORD}(?:(?:\s+|(?<=\.))(?:{_INITIAL}|{_PARTICLE}\s+{_NAME_WORD}"
    rf"|{_NAME_WORD})){{0,3}})"
)
_FIRST_WORD = re.compile(r"\S+")

_NOT_NAMES = """
a about after against all also although an and another as asked at before both but by chief children city council county
court did do during each education every family few first following for former from government had has have he health
her here his how however i if in inspectors instead into is it its just labour last latest like local many may members
meanwhile more most mr much national new no nor north not now of off officers on once one only or other our out over
overall own parents people police previously put recent residents second senior services several she since some south
staff such than that the their them then there these they this those though three through to today too two under until
up upon was we were what when where whether which while who why will with within without working yes yet you young your
ofsted cqc rsh dfe nhs mp mps ehcp send ilacs lgo lga adcs unison report reports inspection inspections review borough
district authority authorities service social care work worker workers trust commission commissioner board cabinet
committee department office secretary state minister ministers prime adults adult housing regulator ombudsman standards
leader leaders director directors deputy executive chair chairman chairwoman chairperson portfolio holder member mayor
councillor councillors cllr coun inspector head manager assistant interim corporate strategic group opposition shadow
spokesman spokeswoman spokesperson lead independent green liberal democrat democrats conservative conservatives tory
tories lib dem dems reform plaid cymru snp party monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december spring summer autumn winter christmas easter
good outstanding inadequate requires improvement adequate east west central greater royal metropolitan unitary english
england britain british uk united kingdom scotland wales ireland london europe european street road avenue house hall
centre school schools academy college university hospital church park bridge station primary secondary nursery home
homes community news times post gazette herald chronicle echo mail observer guardian standard advertiser mercury argus
journal express star telegraph independent press bbc itv radio read more picture image caption photo published updated
source advertisement article related story stories link share facebook twitter email comments website plan plans act
bill statutory notice direction framework judgement judgements grade rating area areas early help protection impact
experiences progress effectiveness safeguarding leadership management governance finance budget resources skills
learning partnership partnerships association society institute foundation network programme project scheme fund
company limited ltd group plc integrated joint targeted special needs disabilities practice team teams dear sincerely
statement visit monitoring focused full multi agency public private sector economy environment transport planning
culture leisure sport tourism digital customer communities neighbourhoods regeneration development democratic support
welfare wellbeing well-being inclusion equality equalities achievement attainment strategy performance quality safety
principal deputy acting commissioners judge justice lord lady sir dame dr prof baroness bishop king queen prince
princess star tenants tenant landlord landlords families fostering foster adoption care-leavers youth justice vulnerable
hmi hm his majesty majesty's her his mrs ms miss chancellor parliament commons lords house westminster whitehall downing
"""
_SURNAMES = frozenset(
    ("young", "green", "king", "bishop", "hall", "north", "west", "east", "day", "england", "ireland")
)
_TITLED_SURNAMES = _SURNAMES | frozenset(
    ("street", "park", "bridge", "church", "house", "prince", "star", "post", "bill")
)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(_NOT_NAMES.split())


@cache
def given_names() -> frozenset[str]:
    """The known given names."""
    lines = files(__package__).joinpath("people_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def find_people(text: str, span: Span) -> Iterator[Mention]:
    """PERSON mentions within `span`, in order and without overlap."""
    return iter(_people(text, span.start, span.end))


@lru_cache(maxsize=256)
def _people(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """Kept for a while: the people of a sentence are asked for by several makers of claims."""
    found_people = []
    position = start
    while found := _NAME.search(text, position, end):
        mention = _person(found, text, start)
        if mention is None:
            position = _next_start(found)
        else:
            found_people.append(mention)
            position = mention.span.end
    return tuple(found_people)


def _next_start(found: re.Match[str]) -> int:
    """Where to look on after words that are no name: behind their first word."""
    word = _FIRST_WORD.match(found.group())
    return found.start() + (word.end() if word else 1)


def _person(found: re.Match[str], text: str, begin: int) -> Mention | None:
    title = found.group("title").strip()
    start, words = found.start("name"), found.group("name")
    name = words[: _cut(words, _TITLED_SURNAMES if title else _SURNAMES)].rstrip()
    if name.endswith(("’s", "'s")):
        name = name[:-2]
    parts = name.split()
    if not parts or (len(parts) == 1 and not title) or len(parts[-1].rstrip(".")) < 2:
        return None
    if len(parts) > 2 and not title and parts[0] not in given_names() and parts[1] in given_names():
        start += name.index(parts[1])
        name = name[name.index(parts[1]) :]
        parts = parts[1:]
    strong = bool(title) or parts[0] in given_names() or parts[0].partition("-")[0] in given_names()
    if not strong and (len(parts) > 3 or (_sentence_start(text, found.start(), begin) and _common(parts))):
        return None
    feature = "surname" if len(parts) == 1 else "titled" if title else ""
    return Mention(MentionKind.PERSON, Span(start, start + len(name)), " ".join(parts), strong=strong, feature=feature)


def _cut(words: str, surnames: frozenset[str]) -> int:
    """How much of a run of capitalised words is a name: up to the first word that cannot be part of one."""
    end = 0
    given = False
    for word in _FIRST_WORD.finditer(words):
        plain = word.group().rstrip(".").replace("’", "'").removesuffix("'s")
        lower = plain.lower()
        if lower in _not_names() and plain not in given_names() and not (given and lower in surnames):
            break
        given = plain in given_names()
        end = word.end()
    return end


def _common(parts: list[str]) -> bool:
    """Whether two words that open a sentence look like ordinary ones (`Falling Numbers`)."""
    return len(parts) == 2 and any(part.lower().endswith(("ing", "ed", "ly", "tion")) for part in parts)


def _sentence_start(text: str, start: int, begin: int) -> bool:
    before = text[max(begin, start - 3) : start].rstrip()
    return start == begin or not before or before[-1] in '.!?:“"‘'

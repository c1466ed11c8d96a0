"""Finds people in running text.

Takes text and a span; gives PERSON mentions whose value is the name without titles. A mention is strong when a title
(Cllr, Dr, Mr …) or a known given name speaks for it; otherwise two capitalised words that could be a name are offered
as weak and count only beside a post or a verb of saying. A lone surname needs a title; `feature` is then "surname",
or "peer" where the title belongs to the name (`Baroness Example of Sampleton`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind

_TITLE_WORDS = (
    r"(?:(?:County|City|Borough|District|Town|Parish)\s+)?[Cc]ouncillors?|Cllrs?|Cl(?:ln?)?r|Couns?|Mrs?|Ms|Miss"
    r"|Mx|Drs?|Sir|Dame"
    r"|Lord|Lady|Baroness|Baron|Prof(?:essor)?|Rev(?:erend|d)?|Canon|Col(?:onel)?|Maj(?:or)?|Capt(?:ain)?|Brig(?:adier)?|Gen(?:eral)?"
    r"|Inspector|HMI|Ald(?:erman)?|Rt\s+Hon"
)
_TITLE_FIRST = """
county city borough district town parish councillor councillors cllr cllrs clr clllr clnr coun couns mr mrs ms miss mx dr drs
sir dame lord lady baroness baron prof professor rev reverend revd canon col colonel maj major capt captain
brig brigadier gen general inspector hmi ald alderman rt
"""
TITLE = rf"(?:{_TITLE_WORDS})\.?"
_LATIN = [chr(code) for code in range(0xC0, 0x180)]
_UPPER = "A-Z" + "".join(letter for letter in _LATIN if letter.isupper())
_LOWER = "a-z" + "".join(letter for letter in _LATIN if letter.islower())
_WORD = (
    rf"(?:(?:Mc|Mac|O['’]|D['’]|Fitz|De|Le|La|Van|Di|St\.?\s)?[{_UPPER}][{_LOWER}]+"
    r"(?:(?!Cllr|Coun|Mr|Ms|Dr|By|Published)[A-Z][a-z]+)?)"
)
_NAME_WORD = rf"(?:{_WORD}(?:[-–]{_WORD}){{0,3}}(?:['’]{_WORD})?|[A-Z]['’]{_WORD})(?![\w])"
_INITIAL = r"[A-Z](?:\.|\b(?=\s[A-Z]))"
_PARTICLE = r"(?:de\s+la|de|van\s+der|van\s+den|van|von|der|den|di|da|dos|du|del|la|le|bin|ibn|al|el|ap|ab|ferch|y)"
_NAME = re.compile(
    rf"(?<![\w’'-])(?P<title>(?:{TITLE}\s+){{0,4}})"
    rf"(?P<name>(?:{_INITIAL}\s*){{0,4}}{_NAME_WORD}(?:(?:\s+|(?<=\.))(?:{_INITIAL}|{_PARTICLE}\s+{_NAME_WORD}"
    rf"|{_NAME_WORD})){{0,3}})"
)
_SHOUTED = re.compile(rf"(?P<first>[A-Z]{{3,12}})\s+(?P<last>{_NAME_WORD}|[A-Z]['’]?[A-Z]{{2,}}(?:-[A-Z]{{2,}})?\b)")
_GLUED = re.compile(r"((?:Ma?c|Fitz)[A-Z][a-z]+|(?!Mac|Fitz)[A-Z][a-z]{2,})([A-Z][a-z]+)")
"""A surname run together with what stood in the next cell of a page: `SampleLeader`."""
_CAPITALISED = re.compile(rf"(?<![\w’'-])[{_UPPER}][^\W_]*")
_FIRST_WORD = re.compile(r"\S+")
_PEER = re.compile(r"(?:Lord|Lady|Baroness|Baron|Viscount|Earl)$")
_OF_PLACE = re.compile(
    rf"\s+of\s+(?:the\s+)?{_NAME_WORD}(?:[\s-](?:upon|on|le|in|and)[\s-]{_NAME_WORD}|\s+{_NAME_WORD})?"
)
_POST = (
    r"(?:chief|director|leader|leads|chair\w*|inspector|minister|commissioner|councillor|member|officer|head|heads|runs"
    r"|manager|advis[eo]r|secretary|mayor|boss|president|ombudsman|holder|spokes\w+|deputy|worker)"
)
_POST_BEFORE = re.compile(
    rf"\b{_POST}(?:\s+(?:executive|inspector|officer|worker))?(?:\s+(?:of|for)\s+[\w’', ]{{3,50}})?,?\s+$",
    re.IGNORECASE,
)
_POST_AFTER = re.compile(
    rf"(?:\s*[,(–-]|\s+(?:is|was|as|became|becomes|has been|will be|will become))\s*(?:[\w’'-]+\s+){{0,6}}{_POST}\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"(?:,(?!\s[A-Z][\w’'-]+,?\s[A-Z])[^,.;:“”\"]{3,90},)?\s+(?:said|says|told|added|warned|wrote|explained|insisted|admitted|argued|replied"
    r"|commented|responded|stressed|thanked|welcomed)\b"
)
_SPOKE = re.compile(r"\b(?:said|says|added|wrote|explained|according to|replied|warned)\s+$")
_MONTHS = ("April", "May", "June", "August")
_HOUSE = re.compile(r"(?:\s+(?:Residential|Care|Nursing|Retirement|Children[’']s))+\s+(?:Home|House|Lodge|Centre)\b")
_IN_MONTH = re.compile(r"\b(?:in|since|by|until|from|last|this|early|late|mid|\d+) \Z", re.IGNORECASE)
"""What shows that a given name is a month: `in June Sampleton said`."""
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
culture leisure sport tourism digital town customer communities neighbourhoods regeneration development democratic support
welfare wellbeing well-being inclusion equality equalities achievement attainment strategy performance quality safety
principal deputy acting commissioners judge justice lord lady sir dame dr prof baroness bishop king queen prince
princess star tenants tenant landlord landlords families fostering foster adoption care-leavers youth justice vulnerable
democracy reporting reporter correspondent editor neighbouring nearby adjoining fellow unlike besides elsewhere
hmi hm his majesty majesty's her his mrs ms miss chancellor parliament commons lords house westminster whitehall downing
whereas even alongside take consider compare imagine suppose remember recall
"""
_POST_OF = re.compile(r"\b(?:[Mm]ayor|[Ll]eader) of (?:the )?$")
"""Before a place and a name: `Mayor of Sampleton Caspian Example`."""
_SURNAMES = frozenset(
    (
        "young",
        "green",
        "king",
        "bishop",
        "hall",
        "north",
        "west",
        "east",
        "day",
        "england",
        "ireland",
        "foster",
        "may",
        "read",
    )
    + ("lord", "judge", "winter")
)
_SHOWN_SURNAMES = _SURNAMES | frozenset(("south", "park", "london", "prince", "scotland", "wales", "may", "march"))
"""Ordinary words that are a surname behind an unknown given name where a post or a verb of saying shows a person."""
_TITLED_SURNAMES = _SURNAMES | frozenset(
    ("street", "park", "bridge", "church", "house", "prince", "star", "post", "bill")
)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(_NOT_NAMES.split())


@cache
def given_names() -> frozenset[str]:
    """The known given names."""
    lines = files(__package__).joinpath("names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def find_people(text: str, span: Span) -> Iterator[Mention]:
    """PERSON mentions within `span`, in order and without overlap."""
    return iter(_people(text, span.start, span.end))


@lru_cache(maxsize=256)
def _people(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """Kept for a while: the people of a sentence are asked for by several makers of claims."""
    found_people = []
    done = start
    capitals = _capitals(text)
    for at in capitals[bisect_left(capitals, start) : bisect_left(capitals, end)]:
        if at < done:
            continue
        found = _NAME.match(text, at, end)
        mention = _person(found, text, start) if found else _shouted(text, at, end)
        if mention is not None:
            found_people.append(mention)
            done = mention.span.end
    return tuple(found_people)


def _shouted(text: str, at: int, end: int) -> Mention | None:
    """A name the first word of which, or the whole, is in capitals, as at the start of an article."""
    found = _SHOUTED.match(text, at, end)
    if found is None or (first := found["first"].capitalize()) not in given_names() or not could_be_name(found["last"]):
        return None
    last = found["last"].title() if found["last"].isupper() else found["last"]
    return Mention(MentionKind.PERSON, Span(*found.span()), f"{first} {last}", strong=True)


@lru_cache(maxsize=1)
def _capitals(text: str) -> list[int]:
    """Where words begin with a capital that a name can begin with."""
    never = _never_first()
    return [
        word.start()
        for word in _CAPITALISED.finditer(text)
        if word[0].lower() not in never or text[word.end() : word.end() + 1] in ("-", "–")
    ]


@cache
def _never_first() -> frozenset[str]:
    """Words with which neither a name nor the titles before one begin."""
    titles = set(_TITLE_FIRST.split())
    return _not_names() - titles - {name.lower() for name in given_names()}


def _person(found: re.Match[str], text: str, begin: int) -> Mention | None:
    title = found.group("title").strip()
    start, words = found.start("name"), found.group("name")
    name = words[: _cut(words, _TITLED_SURNAMES if title else _SURNAMES, titled=bool(title))].rstrip()
    if not title and " " not in name and name:
        name = _shown(found, text, begin) or name
    if name.endswith(("’s", "'s")):
        name = name[:-2]
    parts = name.split()
    if len(parts) == 1 and (peerage := _PEER.search(title)):
        return _peer(text, Span(found.start("title") + peerage.start(), start + len(name)))
    if len(parts) > 1 and not title and parts[0] in _MONTHS and _IN_MONTH.search(text, max(begin, start - 12), start):
        return None
    if not parts or (len(parts) == 1 and not title) or len(parts[-1].rstrip(".")) < 2:
        return None
    if len(parts) > 2 and not title and parts[0] not in given_names() and parts[1] in given_names():
        start += name.index(parts[1])
        name = name[name.index(parts[1]) :]
        parts = parts[1:]
    if len(parts) > 2 and not title and _POST_OF.search(text, max(begin, start - 20), start):
        start += name.index(parts[-2])
        parts = parts[-2:]
        name = " ".join(parts)
    strong = bool(title) or parts[0] in given_names() or parts[0].partition("-")[0] in given_names()
    if (not strong and (len(parts) > 3 or parts[0] == "St")) or (not title and _HOUSE.match(text, start + len(name))):
        return None
    feature = "surname" if len(parts) == 1 else "titled" if title else ""
    return Mention(MentionKind.PERSON, Span(start, start + len(name)), " ".join(parts), strong=strong, feature=feature)


def _peer(text: str, span: Span) -> Mention | None:
    """A peer with one name, whose title and place belong to it."""
    place = _OF_PLACE.match(text, span.end)
    whole = Span(span.start, place.end()) if place else span
    return Mention(MentionKind.PERSON, whole, " ".join(whole.of(text).split()), feature="peer")


def _shown(found: re.Match[str], text: str, begin: int) -> str | None:
    """Two words the second of which is an ordinary one, where what stands around them shows a person."""
    parts = found.group("name").split()
    first = parts[0].lower()
    if len(parts) < 2 or parts[1].removesuffix("’s").removesuffix("'s").lower() not in _SHOWN_SURNAMES:
        return None
    if first in _not_names() or first.endswith(("ing", "ed")):
        return None
    end = found.start("name") + found.group("name").index(parts[1], len(parts[0])) + len(parts[1])
    before = text[max(begin, found.start() - 70) : found.start()]
    shown = _POST_BEFORE.search(before) or _SPOKE.search(before) or _SPEAKS.match(text, end)
    compass = parts[1].lower() in ("north", "south", "east", "west")
    return text[found.start("name") : end] if shown or (not compass and _POST_AFTER.match(text, end)) else None


def could_be_name(word: str) -> bool:
    """Whether a word alone can stand for a person: it is no ordinary one, and no county."""
    return word.lower() not in _not_names() and not word.endswith("shire")


def beside_post(text: str, name: Span) -> bool:
    """Whether the words right before or behind a name are those of a post."""
    return bool(_POST_AFTER.match(text, name.end) or _POST_BEFORE.search(text[max(0, name.start - 70) : name.start]))


def _cut(words: str, surnames: frozenset[str], *, titled: bool) -> int:
    """How much of a run of capitalised words is a name: up to the first word that cannot be part of one."""
    end = 0
    given = titled
    for word in _FIRST_WORD.finditer(words):
        plain = word.group().rstrip(".").replace("’", "'").removesuffix("'s")
        lower = plain.lower()
        if lower in _not_names() and plain not in given_names() and not (given and lower in surnames):
            break
        if end and (glued := _GLUED.match(plain)) and (glued[2] in given_names() or not could_be_name(glued[2])):
            return word.start() + glued.end(1)
        given = plain in given_names() or (titled and not end)
        end = word.end()
    return end

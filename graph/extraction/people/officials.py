"""Who held which post, as far as a document says: OfficialClaims.

Takes the Analysis and the document's subject (a council's slug or None); pairs people with titles in each sentence,
follows surnames and a few references across sentences, and merges what is said twice into one claim with several
passages. Posts that the document only gives as background stay below the publishing threshold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.claim import Evidence, OfficialClaim, TimeReference
from graph.document import Span
from graph.extraction.analysis import Analysis, Mention, MentionKind
from graph.extraction.dates.dates import bounds
from graph.extraction.people.commissioners import are_of_police
from graph.extraction.people.pairing import Pair, pairs
from graph.extraction.people.references import PREDECESSOR, SUCCESSION, references
from graph.extraction.people.roster import Roster, roster, titled_start
from graph.extraction.people.terms import Term, terms
from graph.extraction.people.trusts import board_of, chair_of, of_service, of_trust
from graph.register.register import load_register

_INSPECTORATES = re.compile(r"\b(?:regulator|watchdog|inspectorate|Ofsted|CQC|RSH)[’']s\s+$")
_FORMER = re.compile(
    r"\b(?:[Ff]ormer|[Ff]ormerly|[Pp]reviously|[Ee]x-?|[Oo]nce|[Tt]hen)\W*$|\b[Ff]ormer\s+(?:[A-Z][\w’'-]+\s+){1,2}$"
)
_NEAR = 45
_GAVE_UP = re.compile(
    r"\b(?:is|was) no longer\b[^,.;]{0,50}$"
    r"|\b(?:sacked|fired|dismissed|removed|ousted|(?<!will )(?:stood|stepped) down|quit|retired) (?:as|from)\b[^,.;]{0,50}$"
    r"|\b(?:lost|loses?|g[ai]ves? up|given up|giving up|stripped of) (?:her|his|their|the|an?) $",
    re.IGNORECASE,
)
_SUCCEEDED = re.compile(r"\b(?:replac(?:es?|ed|ing)|succeed(?:s|ed|ing)?|t(?:akes?|ook|aking|aken) over(?: from)?)\s+$")
_BODY_OF = {
    "commissioner": "dfe",
    "improvement_adviser": "dfe",
    "minister": "",
    "mp": "",
    "association_official": "",
    "ombudsman": "",
    "trust_chair": "",
    "trust_chief_executive": "",
}
_BARE = re.compile(
    r"(?:(?:interim|acting|new|executive|permanent|corporate|strategic) )*"
    r"director(?: of (?:the |its )?(?:services?|department))?",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"\b(?:for|of|director) (?:the )?\(?(?:people|people[’']s services)\)?$", re.IGNORECASE)
_OF_TRUST = {"committee_chair": "trust_chair", "chief_executive": "trust_chief_executive"}
_CHAIR = re.compile(r"(?:[Cc]o-)?[Cc]hair(?:man|woman|person)?")
_COMMITTEE = re.compile(r"\b(?:committees?|panel|scrutiny|commission|board|cabinet|members|meeting)\b", re.IGNORECASE)
_OF = re.compile(r"[\s,(–-]*(?:(?:of|at|for|in|on|from|with|to|and)\s+)?(?:the\s+)?")
"""Between a post and the council behind it; `thanked` makes the council another's."""
_ITS = re.compile(r"Its\s+(?:[\w-]+\s+){0,3}")
_INSPECTING = ("inspector", "chief_inspector", "inspectorate_official")
_SENT_BY_GOVERNMENT = ("commissioner", "improvement_adviser")
_WEAKER = {
    "councillor": None,
    "inspector": ("inspectorate_official", "chief_inspector"),
    "mp": ("minister",),
    "director_other": ("director_childrens_services", "director_adult_services"),
    "inspectorate_official": ("chief_inspector",),
    "practitioner": None,
    "committee_chair": ("improvement_board_chair",),
}
_BODIES = {"ofsted": "Ofsted", "cqc": "CQC", "rsh": "Regulator of Social Housing", "hmicfrs": "HMICFRS"}


@dataclass(slots=True)
class _Post:
    """What is gathered about one person in one role."""

    name: str
    role: str
    title: str
    organisation: str
    rule: str
    confidence: float
    former: bool
    began: TimeReference | None = None
    ended: TimeReference | None = None
    evidence: dict[Span, Evidence] = field(default_factory=dict)


def find_officials(analysis: Analysis, subject: str | None) -> tuple[OfficialClaim, ...]:
    """The officials a document names, each with role, title as written, organisation and passages."""
    people = roster(analysis)
    posts: dict[tuple[str, str], _Post] = {}
    for number, cast in enumerate(people.casts):
        for pair in [*pairs(people.text, cast), *references(people, number)]:
            _note(analysis, people, number, pair, subject, posts)
    for number, cast in enumerate(people.casts):
        for person in cast.people:
            _note_councillor(analysis, people, number, person, subject, posts)
    if posts:
        for number, cast in enumerate(people.casts):
            for term in terms(people, number):
                _limit(posts, term, cast.sentence.span)
    kept = [post for post in posts.values() if not _outranked(post, posts) and not _past_practice(post)]
    _doubt_background(kept)
    return tuple(_claim(post, analysis) for post in kept)


def _note(
    analysis: Analysis,
    people: Roster,
    number: int,
    pair: Pair,
    subject: str | None,
    posts: dict[tuple[str, str], _Post],
) -> None:
    name = people.full_name(pair.person)
    if name is None:
        return
    title = pair.role.span.of(people.text)
    if (role := _in_context(pair.role, title, people, people.casts[number].sentence.span)) == "other":
        return
    if role.startswith("director_") and pair.role.feature in ("boss", "chief") and people.is_councillor(pair.person):
        role = "cabinet_member"
    before = people.text[pair.trigger.start : pair.role.span.start]
    former = bool(_FORMER.search(people.text, max(0, pair.role.span.start - _NEAR), pair.role.span.start))
    former = former or bool(_GAVE_UP.search(before) or _succeeded(people, pair))
    former = (former and pair.rule != SUCCESSION) or pair.rule == PREDECESSOR
    organisation = _organisation(analysis, people, number, pair, role, subject)
    post = posts.setdefault(
        (name.lower(), role), _Post(name, role, title, organisation, pair.rule, pair.confidence, former)
    )
    post.former = post.former and former
    post.confidence = max(post.confidence, pair.confidence)
    _add(post, Evidence(people.casts[number].sentence.span, pair.trigger))


def _succeeded(people: Roster, pair: Pair) -> bool:
    """Whether somebody replaces this person: the verb stands before the name, or before the post at its side."""
    start = min(pair.role.span.start, titled_start(people.text, pair.person.span))
    return bool(_SUCCEEDED.search(people.text, max(0, start - 30), start))


def _note_councillor(
    analysis: Analysis,
    people: Roster,
    number: int,
    person: Mention,
    subject: str | None,
    posts: dict[tuple[str, str], _Post],
) -> None:
    """A councillor without another post in the document is one at least."""
    if not people.is_councillor(person):
        return
    name = people.full_name(person)
    if name is None or any(known == name.lower() for known, role in posts if role != "councillor"):
        return
    organisation = _nearest_council(analysis, people, number, person.span, subject)
    post = posts.setdefault(
        (name.lower(), "councillor"),
        _Post(name, "councillor", "Councillor", organisation, "title-councillor", 0.8, False),
    )
    _add(post, Evidence(people.casts[number].sentence.span, person.span))


def _limit(posts: dict[tuple[str, str], _Post], term: Term, passage: Span) -> None:
    """Notes when a post began or ended; of several posts of a person it is the one that the sentence names."""
    own = [post for (name, _), post in posts.items() if name == term.name.lower()]
    named = [post for post in own if post.role == term.role] if term.role else own
    if len(named) != 1 or (term.roles and named[0].role not in term.roles):
        return
    post = named[0]
    post.began, post.ended = post.began or term.began, post.ended or term.ended
    post.former = post.former or term.gone
    _add(post, Evidence(passage, term.trigger))


def _add(post: _Post, evidence: Evidence) -> None:
    post.evidence.setdefault(evidence.passage, evidence)


def _in_context(role: Mention, title: str, people: Roster, passage: Span) -> str:
    """A bare title in its surroundings.

    A chair or chief executive is that of the trust which the same words name; a `director` is the one the document speaks
    of: the only kind of director it names or the service it is about.
    """
    if role.value in _OF_TRUST and of_trust(people.text, role, passage):
        return _OF_TRUST[role.value]
    if known := _chaired(role, title, people) or _of_police(role, people):
        return known
    if role.value == "director_other" and _INSPECTORATES.search(people.text, 0, role.span.start):
        return "inspectorate_official"
    if title.lower() == "board chair":
        return board_of(people.text) or role.value
    if role.value == "director_childrens_services" and _OF_PEOPLE.search(title):
        return "director_adult_services" if of_service(people.text) == "director_adult_services" else role.value
    bare = role.value == "director_other" and _BARE.fullmatch(title.strip())
    return _bare_director(people) if bare else role.value


def _chaired(role: Mention, title: str, people: Roster) -> str | None:
    """What a chair is the chair of, if not of a committee; `other` in a text that names none."""
    if role.value != "committee_chair":
        return None
    bare = _CHAIR.fullmatch(title) and not _COMMITTEE.search(people.text)
    return chair_of(people.text, role.span.start) or ("other" if bare else None)


def _of_police(role: Mention, people: Roster) -> str | None:
    return "other" if role.value == "commissioner" and are_of_police(people.text) else None


def _bare_director(people: Roster) -> str:
    """The post of somebody called director and no more: that of the only kind named, else of the service told of."""
    kinds = {other.value for cast in people.casts for other in cast.roles if other.value.startswith("director_")}
    kinds.discard("director_other")
    if len(kinds) > 1:
        return "director_other"
    if not any(True for cast in people.casts for _ in cast.sentence.of(MentionKind.COUNCIL)):
        return "other"
    return kinds.pop() if kinds else (of_service(people.text) or "director_other")


def _organisation(analysis: Analysis, people: Roster, number: int, pair: Pair, role: str, subject: str | None) -> str:
    if role in _INSPECTING:
        near = [mention.value for mention in people.casts[number].sentence.of(MentionKind.INSPECTORATE)]
        return near[0] if len(set(near)) == 1 else _inspectorate(people.text)
    if role in _BODY_OF:
        return _BODY_OF[role]
    return _named_in(people.text, pair.role) or _nearest_council(analysis, people, number, pair.trigger, subject)


def _named_in(text: str, role: Mention) -> str | None:
    """The council in the words of a post: `who ran Barchester's children's services`."""
    named = {slug for found in load_register().find(text, role.span) for slug in found.councils}
    return named.pop() if len(named) == 1 else None


def _inspectorate(text: str) -> str:
    counts = {key: text.count(word) for key, word in _BODIES.items()}
    return max(counts, key=lambda key: counts[key]) if any(counts.values()) else ""


def _nearest_council(analysis: Analysis, people: Roster, number: int, trigger: Span, subject: str | None) -> str:
    """The council named within or right beside the trigger, else the document's subject."""
    near = []
    for mention in people.casts[number].sentence.of(MentionKind.COUNCIL, MentionKind.PLACE):
        gap = max(trigger.start - mention.span.end, mention.span.start - trigger.end, 0)
        behind = people.text[trigger.end : mention.span.start]
        if gap <= 12 and _OF.fullmatch(behind):
            near.append((gap, mention.value))
    return min(near)[1] if near else _whose(people, number, trigger) or subject or ""


def _whose(people: Roster, number: int, trigger: Span) -> str | None:
    """The one council named before the words in their sentence or, for `Its leader, A, said`, in the one before."""
    sentence = people.casts[number].sentence
    own = {each.value for each in sentence.of(MentionKind.COUNCIL) if each.span.end <= trigger.start}
    if len(own) == 1:
        return next(iter(own))
    opens = _ITS.fullmatch(people.text, sentence.span.start, trigger.start)
    named = (
        {each.value for each in people.casts[number - 1].sentence.of(MentionKind.COUNCIL)} if opens and number else ()
    )
    return next(iter(named)) if len(named) == 1 else None


def _outranked(post: _Post, posts: dict[tuple[str, str], _Post]) -> bool:
    """Whether a role says no more than another role of the same person."""
    if post.role not in _WEAKER:
        return False
    others = {role for name, role in posts if name == post.name.lower() and role != post.role}
    wanted = _WEAKER[post.role]
    return bool(others if wanted is None else others & set(wanted))


def _past_practice(post: _Post) -> bool:
    """A former social worker holds no post."""
    return post.former and post.role == "practitioner"


def _doubt_background(posts: list[_Post]) -> None:
    """Former posts beside present ones, and the day job of a commissioner, are background."""
    for post in posts:
        others = [other for other in posts if other.name.lower() == post.name.lower() and other is not post]
        sent = any(other.role in _SENT_BY_GOVERNMENT for other in others)
        if (post.former and any(not other.former for other in others)) or (
            sent and post.role not in _SENT_BY_GOVERNMENT
        ):
            post.confidence = min(post.confidence, 0.7)


def _claim(post: _Post, analysis: Analysis) -> OfficialClaim:
    issued = analysis.document.issued
    seen = TimeReference(issued, issued, *bounds(issued)) if issued and post.ended and not post.former else None
    return OfficialClaim(
        evidence=tuple(post.evidence.values()),
        rule=post.rule,
        confidence=post.confidence,
        name=post.name,
        role=post.role,
        title=re.sub(r"\s+", " ", post.title),
        organisation=post.organisation,
        former=post.former,
        seen=seen,
        began=post.began,
        ended=post.ended,
    )

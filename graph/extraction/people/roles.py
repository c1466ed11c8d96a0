"""Finds titles of posts in running text and says which role of the scheme each is.

A title is a head (`director`, `member`, `leader` …) with the words before and after that belong to it; which words may is
in roles.toml, and so are the rules from title to role, each with an example. Gives ROLE mentions: value the notation,
span and words the title as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.people.roles_rules import role_rules, rules_for, title_words
from graph.extraction.words import matches

__all__ = ["find_roles", "role_of", "role_rules"]

_INSPECTORATE = r"(?:the )?(?:Ofsted|CQC|Care Quality)"
_HEADS = (
    r"(?:co-)?leader(?!ship)",
    r"leads(?= (?:the )?(?:\w+(?: \w+)? group|(?:\w+ )?council)\b)",
    r"mayor|member|holder|councillor|minister|(?:(?:parliamentary )?under[- ])?secretary",
    r"chancellor|MP|ombudsman|boss|commissioner|advis[eo]r",
    r"spokes(?:man|woman|person)|(?:co-)?chair(?:man|woman|person)?|(?:vice[- ])?president",
    r"chief exec(?:utive(?: officer)?)?|chief officer|managing director|director|head(?= of )|DCS|DASS|CEO",
    r"(?<=care )chief(?! (?:exec|off|insp|social))|(?<=services )chief(?! (?:exec|off|insp|social))",
    r"(?:his|her) majesty[’']s inspector|inspector|HMI|chief(?= of regulat)",
    rf"manager(?=,? (?:of|at|for|with) {_INSPECTORATE})",
    r"(?:social|youth|family|front-?line|support|key|outreach) worker",
    r"in charge of|responsibility for|responsible for",
    r"used to (?:head|run|lead)|(?<=who )(?:has run|heads|headed|runs|ran|leads|led|chairs|chaired)|chairs(?= the )",
    r"(?<=cabinet )lead|(?<=portfolio )lead|(?<=executive )lead(?= (?:for|on)\b)",
)
HEAD = re.compile(rf"(?<![\w’'-])(?:{'|'.join(_HEADS)})(?![\w-])", re.IGNORECASE)
_HEAD_WORDS = """
co leader leads mayor member holder spokesman spokeswoman spokesperson councillor chair chairman chairwoman
chairperson vice president mp minister parliamentary under secretary chancellor chief managing director head his her inspector hmi
commissioner adviser advisor ombudsman social youth family front frontline support key outreach boss dcs dass ceo
manager in responsibility responsible used has heads headed runs ran led chairs chaired lead
"""
HEAD_FIRST = frozenset(_HEAD_WORDS.split())
"""The words with which a head begins."""
_TOKEN = re.compile(r"[^\W_](?:[\w&/]|[’'-](?=\w))*[’']?|[&,–—()-]")
_BEFORE_TOKEN = re.compile(r"([^\s,.;:()“”\"]+)\s+$")
_OPEN_ENDED = re.compile(
    r"(?:(?:used to )?(?:has run|head|heads|headed|runs?|ran|leads?|led|chairs|chaired)|in charge of"
    r"|responsib(?:ility|le) for)$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z]{3,}(?:[’']s?)?\s+$")
_TO_CHAIR = re.compile(r"\b(?:to|will|would)\s+$")
_PLIGHT = re.compile(r"[a-z]+(?:ed|ing)|[a-z]+-(?:hit|fire|run)|new|whole|entire")
"""What newspapers put before a service: `head of the troubled children’s services`."""
_RUN = ("-run", "-led", "-controlled")
"""What parties make of a council: `leader of the Liberal Democrat-run authority`."""
_IN_BRACKETS = re.compile(r"\s\((?P<field>[A-Z][\w’'& -]{2,50})\)")
"""A field of work: `Corporate Director (People)`."""
_START = frozenset(("of", "for", "with", "on", "–", "-", "—", "&"))
_CARRIED = frozenset(
    ("responsibility", "responsibilities", "special", "lead", "portfolio", "oversight", "the", "overall")
)
_JOIN = frozenset(("of", "for", "and", "&", "the", "with", "responsibility", "on", ",", "to"))
_NOT_AFTER_COMMA = frozenset(
    ("council", "local", "group", "board", "committee", "authority", "state", "chief", "labour", "green")
)
_FIELDS = frozenset(
    ("children", "children’s", "children's", "adult", "adults", "education", "people", "families", "housing")
)
_OWN_FIELDS = ("children’s", "children's", "adult")
"""Fields that are known as such in small letters too: `strategic director, children’s social care`."""
_CHAIRED = re.compile(
    r"(?:chairs|chaired)\s+(?:[\w’'&-]+,?\s+){1,8}?(?:(?:sub-?)?committee|panel|board|partnership)\b", re.IGNORECASE
)
_TRUST_BEHIND = re.compile(r"\s+(?:the\s+)?[^.;,]{0,45}\b(?:Trust|Children First|for Children)\b")
_NEEDS_BEFORE = {
    "member": ("cabinet", "lead", "executive", "portfolio", "board"),
    "holder": ("portfolio",),
    "secretary": (
        "education",
        "housing",
        "health",
        "home",
        "foreign",
        "communities",
        "children's",
        "children’s",
        "up",
        "local",
    ),
    "president": ("national",),
    "vice-president": ("national",),
    "vice president": ("national",),
    "boss": (),
    "under-secretary": (),
    "under secretary": (),
    "spokesman": (
        "cabinet",
        "labour",
        "conservative",
        "opposition",
        "tory",
        "democrat",
        "dem",
        "green",
        "shadow",
        "group",
    ),
}
_NEEDS_AFTER = {
    "member": ("for",),
    "secretary": ("of",),
    "president": ("of",),
    "vice-president": ("of",),
    "vice president": ("of",),
    "spokesman": ("for", "on"),
}


def find_roles(text: str, span: Span) -> Iterator[Mention]:
    """ROLE mentions within `span`, in order and without overlap."""
    return iter(_roles(text, span))


@lru_cache(maxsize=256)
def _roles(text: str, span: Span) -> tuple[Mention, ...]:
    """Kept for a while: the posts of a sentence are asked for by several makers of claims."""
    roles = []
    last = span.start
    heads = list(matches(HEAD, text, span, HEAD_FIRST))
    for head, following in zip_longest(heads, heads[1:]):
        if head.start() < last:
            continue
        start = _start(text, head.start(), last)
        limit = following.start() if following else span.end
        chaired = _CHAIRED.match(text, head.start(), limit)
        trust = head.group().lower() == "chairs" and _TRUST_BEHIND.match(text, head.end(), limit)
        end = chaired.end() if chaired else head.end() if trust else _end(text, head.end(), limit)
        if not _whole(text, head, start, end):
            continue
        notation = role_of(text, Span(start, end), span)
        if notation:
            strong = end > head.end() or start < head.start()
            roles.append(
                Mention(MentionKind.ROLE, Span(start, end), notation, strong=strong, feature=head.group().lower())
            )
            last = end
    return tuple(roles)


def role_of(text: str, title: Span, within: Span) -> str | None:
    """The notation of a title in its surroundings, None if no rule knows it."""
    head = HEAD.search(text, title.start, title.end + 30)
    if head is None or head.start() >= title.end:
        return None
    before = text[max(within.start, title.start - 40) : title.start]
    after = text[title.end : min(within.end, title.end + 70)]
    marked = " ".join(f"{before}<{title.of(text)}>{after}".split())
    return _first_rule(head.group().lower(), marked)


def _first_rule(head: str, marked: str) -> str | None:
    return next((rule.notation for rule in rules_for(head) if rule.pattern.search(marked)), None)


def _start(text: str, start: int, limit: int) -> int:
    """Where a title begins: its head with the modifiers before it."""
    known = title_words().before
    while True:
        found = _BEFORE_TOKEN.search(text, max(limit, start - 30), start)
        if found is None:
            break
        word = found.group(1).lower()
        parts = [part for part in re.split(r"[-/]", word) if part]
        hyphened = len(parts) > 1 and parts[-1] in ("appointed", "elected", "led")
        if word not in known and not hyphened and not (parts and all(part in known for part in parts)):
            break
        start = found.start(1)
    while (word := re.match(r"(?:and|&)\s+", text[start : start + 5])) is not None:
        start += word.end()
    return start


def _end(text: str, end: int, limit: int) -> int:
    """Where a title ends: after the last word of its field of work, or the bracket around it."""
    bracket = _IN_BRACKETS.match(text, end, limit)
    if bracket and all(word.lower() in title_words().after | _JOIN for word in bracket["field"].split()):
        return bracket.end()
    tokens = _TOKEN.finditer(text, end, limit)
    first = next(tokens, None)
    if first and _OPEN_ENDED.search(text, max(0, end - 18), end):
        tokens = _TOKEN.finditer(text, end, limit)
    elif first is None or not _starts_field(text, end, first):
        return end
    last, previous, skipped, parted = end, first, 0, False
    known = title_words().after
    for token in tokens:
        word = token.group().lower()
        gap = text[previous.end() : token.start()]
        if gap.strip() or (word == "," and last == end) or (word == "after" and previous.group().lower() != "looked"):
            break
        if previous is not token and previous.group().lower() == "with" and word not in _CARRIED:
            break  # `shares its director with Sampleton`
        if word in known or word.removesuffix("’s").removesuffix("'s") in known:
            if parted and word in _NOT_AFTER_COMMA:
                break
            last, skipped, parted = token.end(), 0, False
        elif word not in _JOIN and not (last == end and _PLIGHT.fullmatch(word)) and not word.endswith(_RUN):
            if last > end or skipped > 4 or not token.group()[0].isupper():
                break
            skipped += 1
        previous, parted = token, parted or word == ","
    return last


def _starts_field(text: str, end: int, first: re.Match[str]) -> bool:
    """Whether the field of work begins: `of …`, `– People`, or `, Children and Families` with a capital."""
    if first.group() == ",":
        after = _TOKEN.match(text, end + 2)
        own = after is not None and after.group() in _OWN_FIELDS
        return bool(after and (own or after.group()[0].isupper()) and after.group().lower() in _FIELDS)
    return first.group().lower() in _START and text[end : first.start()].isspace()


def _whole(text: str, head: re.Match[str], start: int, end: int) -> bool:
    """Whether a head that is also an ordinary word has what makes it a title."""
    word = head.group().lower()
    if word.startswith("spokes"):
        word = "spokesman"
    if word in ("dcs", "dass", "hmi", "ceo"):
        return text[head.start() - 1 : head.start()] != "("
    if word in _NEEDS_BEFORE:
        return _supported(text, word, head, start, end)
    if word == "councillor":
        return start < head.start()
    if _OPEN_ENDED.fullmatch(word):
        return end > head.end() or word == "in charge of" or (word == "chairs" and bool(_TRUST_BEHIND.match(text, end)))
    return not (word == "chair" and _TO_CHAIR.search(text, max(0, start - 8), start))


def _supported(text: str, word: str, head: re.Match[str], start: int, end: int) -> bool:
    """Whether `member`, `holder`, `secretary` and the like have the word before or behind that they need."""
    if word.endswith("president") and _ACRONYM.search(text, max(0, start - 12), start):
        return True
    before = text[start : head.start()].lower().split()
    after = text[head.end() : head.end() + 8].lower().split()
    needed = _NEEDS_BEFORE[word]
    if set(before) & set(needed) or (before and not needed):
        return True
    return bool(after) and after[0] in _NEEDS_AFTER.get(word, ()) and (word != "member" or end > head.end())

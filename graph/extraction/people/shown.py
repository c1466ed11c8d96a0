"""Posts that no title gives but the words beside a name: `an inspection led by A`, `A lost her cabinet seat`.

Takes one sentence with its people; gives pairs, less trusted than a title beside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.people.pairing import Pair
from graph.extraction.people.roster import Cast, titled_start

_CHAIRED_BY = (
    r"[^.;“”]{0,60}\b(?:chaired(?: [a-z]+ly)?(?: (?:since|from|until) [\w ]{3,20}?)? by|under the (?:[a-z]+ )?chairmanship of)\s+"
    r"(?:(?:the |an? )?(?:former |ex-)(?:[\w’'-]+ ){1,5}|(?:the |an? )?(?:[a-z]+,? )?)$"
)
_BOARD = r"\b(?:improvement|intervention)(?: and \w+)? board"
_ASIDE = r"(?:\s*\([^()]{1,60}\))?"
_CUES: tuple[tuple[str | None, str | None, str], ...] = (
    (
        r"\b(?:(?:inspection|Ofsted|CQC)(?:[’']s)? team|team of (?:\w+ )?inspectors|the (?:same )?team(?=,)|inspectors|inspection"
        r"|inspected)\b[^.;“”]{0,50}\bled by\s+$",
        None,
        "inspector",
    ),
    (r"\bled by\s+$", r",\s+(?P<title>the (?:inspection team|team of inspectors|inspectors))\b", "inspector"),
    (None, r",\s+who\s+(?P<title>led the (?:inspection|inspectors|team of inspectors))\b", "inspector"),
    (
        None,
        r"(?:[’']s?\s+(?:[a-z]+\s+){0,2}|\s+and\s+(?:his|her|their)\s+(?:[a-z]+\s+){0,2})"
        r"(?P<title>team\s+of\s+(?:\w+\s+)?inspectors|inspection\s+team|inspectors|fellow\s+inspectors)\b",
        "inspector",
    ),
    (
        None,
        r"(?:\s*\([^()]{1,60}\))?\s*,\s*who\s+(?:also\s+|currently\s+|now\s+)?(?:holds?|has|have|shares?|took\s+(?:on|over)|inherited)\s+the\s+"
        r"(?:council[’']s\s+)?(?P<title>(?:[\w’', &]{3,60}?\s)?(?:portfolio|brief|cabinet\s+(?:post|seat|role|job))s?)\b",
        "cabinet_member",
    ),
    (
        None,
        rf"{_ASIDE}(?:,?\s+who)?\s+(?:(?:has|have|had|will|is|was|to|been|now|also|then)\s+)*"
        r"(?:lost|loses?|gave up|gives? up|giv(?:en|ing) up|stripped of|kept|keeps?|takes?|took|taken?|holds?|held|handed|given)"
        r"\s+(?:her|his|their|the|an?|its)\s+(?:council[’']s\s+)?"
        r"(?P<title>cabinet\s+(?:seat|post|role|job|brief|portfolio|position|place)\b"
        r"(?:\s+(?:for|in charge of|overseeing|covering|with responsibility for)\s+[\w’' ]{3,50})?)",
        "cabinet_member",
    ),
    (
        None,
        rf"{_ASIDE},\s+(?P<title>who\s+(?:has|counts)\s+[\w’', ]{{3,60}}?\s+(?:in|among|within)\s+(?:her|his|their)\s+"
        r"(?:cabinet\s+)?(?:brief|portfolio|responsibilities)|whose\s+(?:(?:cabinet\s+)?(?:brief|portfolio)|cabinet\s+(?:responsibilities|remit|role|duties|job|post))\s+"
        r"(?:also\s+)?(?:covers?|includes?|takes?\s+in|spans?|is|are)"
        r"|who\s+(?:joined|entered|sits\s+[io]n|serves\s+[io]n|is\s+[io]n|has\s+a\s+seat\s+[io]n|"
        r"was\s+promoted\s+to)\s+the\s+(?:council[’']s\s+)?"
        r"(?:cabinet|executive)\b(?=[^.;]{0,50}\bresponsib)|who\s+(?:speaks for|"
        r"looks after|covers|handles|oversees|has charge of|answers for)\s+[\w’' ]{3,50}?\s+"
        r"(?:in|on)\s+(?:the\s+)?(?:council[’']s\s+)?(?:cabinet|executive))\b",
        "cabinet_member",
    ),
    (
        None,
        rf"{_ASIDE}(?:,\s+who)?\s+(?P<title>(?:will lead|is to lead|has led|led|now leads|leads)\s+"
        r"(?:the\s+(?:(?:county|city|borough"
        r"|district|town)\s+)?(?:council|authority)|(?-i:(?:the\s+)?(?:[A-Z][\w’'-]*\w(?<![’']s)\s+(?:(?:and|of|upon|on|the)\s+)*){1,5}Council)))"
        r"(?=[.,;]|\s+(?:since|for|from|until|after|in|as|when|into|through|and|at|with|following|between)\b)",
        "council_leader",
    ),
    (
        r"\b(?:Ofsted|CQC|Care Quality Commission|RSH)[’']s\s+$",
        r",?\s+(?P<title>said|says|added|told|wrote|commented|explained)\b",
        "inspectorate_official",
    ),
    (
        None,
        rf"{_ASIDE}(?:,[^;.:“”\"]{{2,80}},)?\s+(?P<title>(?:will|is\s+to|has\s+been\s+asked\s+to|is|has\s+been)\s+advis(?:e|ing)\s+the"
        r"\s+(?:council|authority))\s[^.;]{0,30}\b(?:at\s+the\s+request\s+of|on\s+behalf\s+of|for)\s+(?:the\s+)?"
        r"(?:Department|DfE|[Gg]overnment|[Mm]inisters)",
        "improvement_adviser",
    ),
    (
        None,
        rf"{_ASIDE}\s*,\s*(?P<title>new\s+to\s+the\s+cabinet(?:\s+\w+)?|who\s+(?:holds?|has|took\s+(?:on|over))\s+the\s+(?:cabinet\s+)?(?:portfolio|brief)\s+for"
        r"\s+[\w’', ]{3,40}?)(?=[,.;])",
        "cabinet_member",
    ),
    (rf"{_BOARD}{_CHAIRED_BY}", None, "improvement_board_chair"),
    (
        rf"{_BOARD},?\s+(?:which is\s+)?led\s+by\s+(?:(?:the |an? )?(?:former |ex-)(?:[\w’'-]+ ){{1,5}})?$",
        None,
        "improvement_board_chair",
    ),
    (
        rf"(?:{_BOARD}|\ba board)\s+(?:\w+\s+){{0,4}}with\s+an?\s+(?:\w+\s+)?chair(?:man|woman|person)?,\s+$",
        None,
        "improvement_board_chair",
    ),
    (
        rf"\bchair(?:man|woman|person)? of (?:its|the|their|an?) (?:\w+\s+)?{_BOARD},\s+$",
        None,
        "improvement_board_chair",
    ),
    (rf"{_BOARD}\s+under\s+$", None, "improvement_board_chair"),
    (
        rf"{_BOARD}\b[^.;“”]{{0,60}}\bwith\s+$",
        r"\s+(?:as\s+(?P<title>(?:its |the |an? )?(?:independent )?chair(?:man|woman|person)?)\b|in\s+the\s+chair\b)",
        "improvement_board_chair",
    ),
    (
        None,
        rf"(?:,[^.;“”]{{2,70}},)?\s+(?P<title>(?:to\s+chair|chairs|chaired)\s+(?:an?|the|its)\s+(?:\w+\s+){{0,2}}{_BOARD})",
        "improvement_board_chair",
    ),
    (
        r"\bcommissioner(?: for [^.;,“”]{3,50})?\s+(?:is|was|will be|is to be|has been named as|turns out to be)\s+$",
        None,
        "commissioner",
    ),
    (rf"\bsafeguarding (?:children )?(?:board|partnership){_CHAIRED_BY}", None, "lscb_chair"),
    (rf"\btrust{_CHAIRED_BY}", None, "trust_chair"),
    (rf"\b(?:committee|panel){_CHAIRED_BY}", None, "committee_chair"),
)
"""What stands before and behind a name that shows a post without a title: `an inspection led by A`, `A’s inspectors`."""
_AND_ONE = re.compile(r"\s+(?:and|&)\s+")
_BOTH_HOLD = re.compile(r",\s+who\s+(?:both\s+)?(?:hold|have|share)\b")
_BESIDE = [
    (
        re.compile(before, re.IGNORECASE) if before else None,
        re.compile(behind, re.IGNORECASE) if behind else None,
        notation,
    )
    for before, behind, notation in _CUES
]


def shown(text: str, cast: Cast) -> Iterator[Pair]:
    """The pairs of one sentence that words beside a name show."""
    for person in cast.people:
        if " " in person.value:
            yield from _beside(text, cast, person)


def _beside(text: str, cast: Cast, person: Mention) -> Iterator[Pair]:
    start, end = titled_start(text, person.span), _joined_end(text, cast, person)
    for before, behind, notation in _BESIDE:
        lead = before.search(text, cast.sentence.span.start, start) if before else None
        tail = behind.match(text, end, cast.sentence.span.end) if behind else None
        if (person.strong or lead) and bool(before) == bool(lead) and bool(behind) == bool(tail):
            words = Span(lead.start(), start) if lead else Span(*tail.span("title")) if tail else person.span
            role = Mention(MentionKind.ROLE, words, notation, feature="shown beside")
            trigger = Span(min(words.start, person.span.start), max(words.end, person.span.end))
            yield Pair(person, role, "shown-beside", 0.8, trigger)


def _joined_end(text: str, cast: Cast, person: Mention) -> int:
    """Behind a person, or behind the other one of `A and B, who hold …`."""
    for other in cast.people:
        if other.span > person.span and _AND_ONE.fullmatch(text, person.span.end, titled_start(text, other.span)):
            return other.span.end if _BOTH_HOLD.match(text, other.span.end) else person.span.end
    return person.span.end

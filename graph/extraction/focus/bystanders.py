"""Councils that a sentence names without being about them.

Takes a line and a council token in it, tells whether the words around make the council a helper, a comparison, the
employer of somebody named, or one appointed to act elsewhere.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import MentionKind
from graph.extraction.tape.line import Line, Token

_HELPER_BEFORE = re.compile(
    r"\b(?:says an?|with|alongside|support from|help (?:of|from)|advice from|like|such as|than"
    r"|compared (?:with|to)|as in|above|below|partner\w*|by officers from"
    r"|(?<!taken )(?<!away )(?<!removed )(?<!stripped )from|lent by|seconded from|example of|similar to"
    r"|taken over by|"
    r"workers? (?:from|of|in)|team from|advisers? from|led by|joined"
    r"|\b(?:which|that|who|company|trust|charity|organisation) (?:also )?(?:runs?|ran|delivers?|provides?|manages?)"
    r"[^.;]{0,60} (?:in|for|at)"
    r"|formerly of|previously at|(?:used to be|once|formerly|previously|until recently) run by"
    r"|based in|merger with|bordering|near"
    r"|neighbour of|according to"
    r"|expertise of|colleagues (?:at|from|in)|appointed|named|work(?:ed|s|ing)? (?:for|at)|moved? (?:from|to)|"
    r"director of|at neighbouring|counterparts? (?:at|in)|over at|shared? by|on loan from)(?: the| neighbouring| nearby)*\s*$"
)
_HELPER_AFTER = re.compile(
    r"(?!'s (?:\w+ ){0,2}(?:partner|adviser|mentor)\b)(?:'s)?(?: council)?,?"
    r" (?:will|to|has been|have been|was|is to|has|which|who)?[^.;⟦]{0,20}"
    r"\b(?:support(?:s|ing)?|help(?:s|ing)?|advis\w+"
    r"|assist\w*|mentor\w*|lend\w*|partner\w*|step in|take (?:it )?over|take (?:the )?lead|appointed)\b"
)
_APPOINTED = re.compile(
    r" (?:has |have |had |was |were |will )*(?:also )?(?:be |been )?(?:appointed|named|brought in|chosen|asked) "
    r"(?:as |to be )?(?:the |its |an? )?(?:⟦(?:role|intervention)|\w+ partner|partner)"
    r"| (?:was|were|has been|have been|is) (?:also |later |then )?(?:brought|drafted|sent|called|asked|invited|enlisted|hired) "
    r"(?:in |on )?to (?:help|support|advise|turn|run|lead|oversee|mentor|assist|step|work)\b"
    r"| (?:was|were|has been|have been) (?:also |later |then )?⟦(?:role|intervention)\??=commissioner"
    r"| (?:was|were|has been|is) (?:also )?put (?:in (?:charge|control)|⟦role)| (?:then )?took (?:over|charge|control)\b"
    r"| (?:has |have |had |was |were |will )*(?:be |been )?(?:made|appointed|named|chosen) (?:as )?⟦council[^⟧]*⟧'s"
    r" (?:\w+ ){0,2}(?:partner|adviser|mentor)"
)
_TO_RUN = re.compile(
    r" (?:is to|are to|to|will|would) (?:run|lead|oversee|manage|take (?:charge|control) of) (?:the )?⟦council"
)
_RUNS_FOR = re.compile(
    r"(?: council)? (?:has |had |have )?(?:also )?"
    r"(?:run|runs|ran|managed?s?|overseen|oversees|oversaw|delivere?[ds]|provide[ds]|led|leads) (?:the )?⟦service[^⟧]*⟧"
    r" (?:on|in|for|at|across|of|on behalf of)"
    r" (?:the (?:island|borough|city|town|county|district)\b|its neighbour|⟦(?:council|place))"
    r"|(?: council)? (?:has |had |have )(?:also )?(?:run|managed|overseen|led|been (?:running|managing|leading))"
    r" (?:the|its|their) (?:department|services?|operation)\b(?: since| for| on| under)"
)
_UNDER = re.compile(r"\bunder (?:the )?$")
_LEADS_IT = re.compile(r"(?:'s?)? (?:council )?(?:partnership|leadership|management|stewardship|wing)\b")
_AS_PARTNER = re.compile(
    r" as partners?\b"
    r"|(?:'s)? (?:council )?(?:people|officers|staff|team|workers|managers|experts|directors?)?,? ?(?:then |also |had )?"
    r"(?:came|went|moved|were sent|was sent|stepped|arrived) (?:over |in |across |along )?to (?:help|support|advise|assist)\b"
    r"| in (?:charge|control) of (?:the |its )?(?:⟦(?:place|council|service)|island|borough|county|city|department)"
    r"| (?:will |to |is to |has )?(?:act|acts|acted|serve|serves|served|step in|steps in) as (?:[\w-]+ ){1,3}partner\b"
    r"| (?:that|which|who) will (?:help|lead|run|support|oversee|take|direct)\b"
    r"| as (?:its|their|the|an?) (?:[\w-]+ ){0,2}(?:⟦(?:role|intervention)\??=(?:improvement_adviser|commissioner)|partner\b)"
)
_PARTNER = re.compile(
    r"(?:, [^.;]{0,40},)? (?:is|are|was|(?:acts|serves|(?:has been |is |was )?(?:acting|serving)) as"
    r"|remains|became|will be|has been) (?:also )?(?:its|their|the [\w ']{3,30}|an?"
    r"|⟦(?:council|place)[^⟧]*⟧(?:'s?)?) (?:improvement partner\b|⟦(?:role|intervention)\??=improvement_adviser)"
)
LENDS_OFFICER = re.compile(
    r"(?:'s)? ?(?:<|⟦role|⟦person|(?:chief executive|director|officers?|leader|social workers)\b)"
)
_GRADED_ITSELF = re.compile(
    r"(?: council)?(?: next door| nearby| down the road| up the road| across the border)?, (?:which|where"
    r"|whose)\b[^.;,⟦]{0,30}(?:⟦(?:service|inspectorate)[^⟧]*⟧[^.;,⟦]{0,30}){0,2}⟦grade"
    r"|(?: council)?, which\b(?:[^.;,⟦]|⟦(?!grade)[^⟧]*⟧){0,80}, (?:is|was|has been) (?:also |itself |now )?"
    r"(?:rated |judged |graded )?⟦grade"
)
_BEING_GRADED = re.compile(
    r"(?: councils?)? (?:(?:being|having been|both|all|each|now|also|again) )*"
    r"(?:rated|judged|graded|given|found|handed|deemed|awarded|getting|receiving|earning|placed|upgraded|downgraded|moving)\b"
)
"""Behind councils of which the clause tells itself: `with A and B being graded good`."""
_NEIGHBOUR = re.compile(
    r"'s?(?: \w+)? (?:neighbours?|rivals?|sister (?:council|authority|borough)),? ⟦(?:council|place)"
)
_BOARD = re.compile(r"(?:'s)? (?:local )?⟦area\??=lscb")
_OFFICER_AT = re.compile(r"⟦role[^⟧]*⟧ (?:at|of|for|with|from|in)(?: the)? $")


def lends_officer(line: Line, token: Token) -> bool:
    """Whether a council is named only as the employer of somebody."""
    before = line.text[max(0, token.start - 75) : token.start]
    return bool(LENDS_OFFICER.match(line.text, token.end) or _OFFICER_AT.search(before))


_LIKE_ONE = re.compile(r"\blike (?:neighbouring |nearby )?$")  # `like A, B is good` has them in one list
_TURNED_TO = re.compile(
    r"\W*(?:(?:now )?(?:compare|contrast) (?:that|this|it) (?:with|to)|(?:now )?(?:take|consider)|then there (?:is|was)"
    r"|(?:and )?then (?:came|comes)|next (?:is|comes|up is)|lastly,?|finally,?) "
)
_ITS_VERB = re.compile(r"(?:'s)? (?:is|was|were|are|has|have|had|got|⟦grade\??=req)")
_ENDED = re.compile(
    r"(?:'s)?,? (?:was|were|is|are|had been|being) (?:\w+ ){0,2}(?:broken up|abolished|split|scrapped|wound up|dissolved)\b"
)
_CREATED = (" created when ", " formed when ", " set up when ", " born when ", " created after ", " formed after ")
_DATELINE = re.compile(r"\W*⟦council[^⟧]*⟧,? ⟦date[^⟧]*⟧(?: \([^)]*\))? -")  # `SAMPLETON, 2 May 2025 - ...`
_RUNS_ANOTHER = re.compile(r"(?:'s)? since ⟦date")


def is_turned_to(line: Line, token: Token) -> bool:
    """Whether what follows is about a council: `Take X`, `Compare that with X`, `Then there is X`."""
    return bool(_TURNED_TO.fullmatch(line.text, 0, token.start))


def runs_for_another(line: Line, token: Token) -> bool:
    """Whether a council runs a service for another: `X has run children's services on the island since 2013`."""
    return bool(_RUNS_FOR.match(line.text, token.end))


def is_bystander(line: Line, token: Token) -> bool:
    """Whether a council only helps, is compared, lends its officer or is appointed to act at another."""
    listed = (
        len(token.values) > 1 and _LIKE_ONE.search(line.text[: token.start]) and _ITS_VERB.match(line.text, token.end)
    )
    if listed or is_turned_to(line, token) or _GRADED_ITSELF.match(line.text, token.end):
        return False
    if line.text.endswith("with ", 0, token.start) and _BEING_GRADED.match(line.text, token.end):
        return False
    before, after = line.text[max(0, token.start - 75) : token.start], line.text[token.end : token.end + 60]
    if _BOARD.match(after) or _HELPER_BEFORE.search(before) or LENDS_OFFICER.match(after) or _OFFICER_AT.search(before):
        return True
    ended = _ENDED.match(line.text, token.end) and (
        len(line.of(MentionKind.COUNCIL)) > 1 or line.text.endswith(_CREATED, 0, token.start)
    )
    if not before.strip() and _DATELINE.match(line.text):
        return True
    if (
        ended
        or (_UNDER.search(before) and _LEADS_IT.match(after))
        or (before.endswith("run by ") and _RUNS_ANOTHER.match(after))
        or _NEIGHBOUR.match(line.text, token.end)
        or _TO_RUN.match(line.text, token.end)
        or runs_for_another(line, token)
        or _APPOINTED.match(line.text, token.end)
        or _AS_PARTNER.match(after)
        or _PARTNER.match(line.text, token.end)
    ):
        return True
    others = [other for other in line.of(MentionKind.COUNCIL) if other is not token]
    return bool(others) and bool(_HELPER_AFTER.match(after))


_COMPARED = re.compile(
    r"\b(?:than|unlike|like|compared (?:with|to)|contrast\w* (?:with|to)|others? (?:is|are|was|were|being)"
    r"|(?:so|as) (?:is|was|are|were|did|do|does|has|have|had))\b[^.;⟦]{0,25}$"
    r"|^(?:it|this|that|the \w+) (?:follows?|followed|comes|came|echoes|matches|mirrors|equals)\b[^.;]{0,120}$"
    r"|\bonly (?:(?:one|two|three|four|five|six|\w+) )?other (?:councils?|authorit(?:y|ies)|boroughs?|areas|landlords),? $"
)


def is_compared(line: Line, token: Token) -> bool:
    """Whether a council is only held against the one that is spoken of: nothing before its name is about it."""
    return bool(_COMPARED.search(line.text[: token.start]))


_KIND_OF = re.compile(
    r"(?:(?<=\bthe )|(?<=\ba )|(?<=\ban )|(?<=\bthis ))⟦place[^⟧]*⟧(?: [a-z]+)?"
    r" (?:unitary|authority|council|borough|district|landlord|town|city)\b"
)


def describes(line: Line, token: Token) -> bool:
    """Whether a place only says where the council spoken of lies: `the Countyshire unitary`."""
    return bool(_KIND_OF.match(line.text, token.start))

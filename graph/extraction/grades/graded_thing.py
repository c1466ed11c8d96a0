"""What a sentence says was graded, where it is nothing of a council's: a home, a firm, a building that nobody has listed.

Takes a line and a grade in it, looks for the object of the verb of rating (`rated X inadequate`), the noun before a relative
clause (`homes that Ofsted has judged inadequate`) or the head of a long subject (`X, the agency that …, was rated good`), and
tells whether that noun is none that stands for a council, its services or areas.
"""

from __future__ import annotations

import re
from functools import cache

from graph.extraction.tape.line import Line, Token
from graph.extraction.tape.rules import macro

_VERB = (
    r"(?:rate[sd]?|judg(?:es|ed|ing)|graded|f(?:ou|i)nds?|deem(?:s|ed|ing)?|rank(?:s|ed|ing)?|brand(?:s|ed|ing)"
    r"|label(?:s|led|ling)|declar(?:e[sd]|ing)|mark(?:s|ed|ing)|gives?|gave|given|award(?:s|ed)|hand(?:s|ed)|call(?:s|ed|ing))"
)
_RATING = re.compile(rf"\b{_VERB}\b")
_OWN_TOKENS = r"⟦(?:council|service|area|grade|kind|framework|date|inspectorate|intervention)"
_ACTIVE = re.compile(
    rf"(?<!\bbe )(?<!\bbeen )(?<!\bbeing )(?<!\bwas )(?<!\bwere )(?<!\bis )(?<!\bare )(?<!\bget )(?<!\bgot )\b{_VERB} "
    r"(?P<thing>(?:(?!\b(?:by|for|as|to|when|after|because|since|in|on|that|it|them|us|handed|gave|issued|awarded|rated"
    r"|judged|graded)\b)[^.;:,⟦]){3,45}?|⟦person[^⟧]*⟧)"
    r"(?: (?:in|at|near|on|of) (?:the )?(?:[a-z'-]+|⟦place[^⟧]*⟧))?"
    r"(?: (?:as|to be|with|an?|the|overall|rating|grade|mark|of))* $"
)
_RELATIVE = re.compile(
    r"(?P<thing>[a-z][a-z'-]{2,})(?: (?:in|at|near) (?:[a-z'-]+|⟦place[^⟧]*⟧))?,? (?:(?:that|which|whom) )?"
    r"(?:⟦inspectorate[^⟧]*⟧|inspectors|the (?:watchdog|regulator|commission))(?: (?:has|have|had|also|once|recently|since))*"
    rf" {_VERB}(?: (?:as|to be))? $"
)
_SUBJECT = re.compile(
    r"(?:^\W*|[.;:] |, (?:and|but|while) )"
    r"(?P<thing>(?:⟦(?:person|place|other)[^⟧]*⟧|(?:(?:an?|the|one) )?[a-z][a-z'-]+(?: [a-z'-]+){0,2})),"
    r" (?:an?|the|one of (?:the|its)|which|that)(?P<more>(?: [a-z'-]+){1,3})\b(?:[^.;:⟦]|⟦(?!grade)[^⟧]*⟧){5,150}, "
    rf"(?:(?:has|have|had|was|were|is|are|been|also|now|again) )+{_VERB}(?: (?:as|to be|an?))? $"
)
_EMPTY = re.compile(
    r"(?:itself|themselves|overall|again|once|more|only|just|now|back|out|up|down|the|an?|its|their|this|last|first|second|third"
    r"|time|be|being|very|so|too|also|much|merely|still|largely|mostly|rating|grade|mark|verdict|result|report|new|old|highest"
    r"|lowest|top|bottom|best|worst|coveted|same|dreaded|indicative|headline|formal|official|combined"
    r"|initial|final|and|or|but|with|from|than|of|how|what|whether|where|way|after|since|when|while|because|before|although"
    r"|though|as|then|until|said|says|told)"
)
_INDEFINITE = re.compile(
    r"(?:^\W*|[.;:] |, (?:and|but|while) |\b(?:that|when) )(?:an?|one|another|two|three) (?P<thing>[a-z'-]+(?: [a-z'-]+){0,3}?)"
    r",? (?!in which\b)(?:that|which|who|based|run|owned|in|for|near|on|of|at|with|from)\b"
    r"(?:(?!\b(?:it|they|when|while|since|after|before|because|in which|whose|where)\b)(?:[^.;:⟦]|⟦(?!grade)[^⟧]*⟧)){5,120}?"
    rf"(?:(?:has|have|had|was|were|is|are|been|also|now|again) )+{_VERB}(?: (?:as|to be|an?))? $"
)
_PASSIVE = re.compile(
    r"(?:^\W*|[.;:] |, (?:and|but|while) |\bthat )(?:(?:the|its|their|an?|our|one|another) )?"
    r"(?P<thing>(?:(?:hmp )?⟦person[^⟧]*⟧|[a-z'-]+(?: [a-z'-]+){0,3}?))(?: (?:in|at|near|for|of) (?:the )?(?:[a-z'-]+"
    r"|⟦place[^⟧]*⟧))?,? "
    rf"(?:(?:has|have|had|was|were|is|are|been|also|now|again|recently|still|last|year) )+{_VERB}(?: (?:as|to be|an?))? $"
)
_ALONG = re.compile(
    r"\bwith (?:the |its |their |an? )?(?P<thing>[a-z'-]+(?: [a-z'-]+){0,2}?) (?:being |also |now )?(?:rated|judged|graded"
    r"|deemed)"
    r"(?: (?:as|to be))? $"
)
_COUNCIL_AFTER = re.compile(r"[^⟧]*⟧, (?:the|an?) (?:\w+ )?council\b")
_NOT_THEIRS = re.compile(r"company|companies|firm|organisation|body|agency|answers?")
"""Words that can mean a council or its service where they act, and neither where they are what is graded."""
_PATTERNS = (_ACTIVE, _RELATIVE, _INDEFINITE, _PASSIVE, _ALONG)


def of_strangers(line: Line, token: Token) -> bool:
    """Whether what was given a grade is named and is nothing of a council's."""
    if token.values[0].startswith("send_") or _COUNCIL_AFTER.match(line.text, token.start):
        return False
    before = line.text[: token.start]
    if not _RATING.search(before):
        return False
    found = [each for pattern in _PATTERNS if (each := pattern.search(before))]
    if any(_is_strange(each["thing"]) for each in found):
        return True
    long = _SUBJECT.search(before)
    return long is not None and _is_strange(long["thing"]) and _is_strange(long["more"])


def _is_strange(thing: str) -> bool:
    """Whether no word of a noun phrase can stand for a council, and one of them says anything."""
    if re.search(_OWN_TOKENS, thing):
        return False
    words = [word for word in re.findall(r"[a-z][a-z'-]+", re.sub(r"⟦[^⟧]*⟧", "", thing)) if not _EMPTY.fullmatch(word)]
    return ("⟦person" in thing and not words) or (bool(words) and not any(_ours().fullmatch(word) for word in words))


@cache
def _ours() -> re.Pattern[str]:
    return re.compile(rf"(?!(?:{_NOT_THEIRS.pattern})$)(?:{macro('ours')})(?:'s)?")

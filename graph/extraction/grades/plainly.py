"""Grades that a sentence says plainly of a council or its service, without the words in which rules expect them.

Takes a line and a grade that no rule has claimed; gives how it is said if the subject of its clause is a council, its
service, an area or a word for them (`it`, `the borough`), and the grade is its predicate or stands beside it: `were
good`, `, good at the last count,`, `has been promoted to good`, `children's services: good`. What people think of a
service, what a council thinks of itself and grades of other nouns are left out.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.areas import carried, nearest_area, pointed_at
from graph.extraction.grades.fronted import fronted
from graph.extraction.grades.grading import Grading
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line, Token

_SURE, _NEEDED = 0.8, "requires_improvement"
_BODY = (
    r"(?<!\bbetween )(?<!\bof )(?<!\bin )(?<!\bat )(?<!\bto )(?<!\bfor )(?<!\bwith )(?<!\bby )(?<!\bfrom )"
    r"\b(?:the|its|their|our|this|that|these|those|whose|both) (?:[a-z']+ ){0,2}?"
    r"(?:councils?|authorit(?:y|ies)|unitary|services?|departments?|directorate|boroughs?|count(?:y|ies)|city|town|area"
    r"|partnership|landlord)"
    r"(?:'s)?(?: (?:⟦service[^⟧]*⟧|services?|department|performance))?"
)
_SERVICE = (
    r"⟦(?:service|area)[^⟧]*⟧(?:'s)?(?: (?:services?|support|provision|departments?|there|here|work|teams?"
    r"|and families|for (?:adults|children|families)))?"
)
_COUNCIL = (
    r"(?<!\bat )(?<!\bin )(?<!\bby )(?<!\bof )(?<!\bto )(?<!\bfrom )(?<!\bnear )(?<!\bfor )(?<!\bwith )⟦council[^⟧]*⟧"
    r"(?:'s)?(?: (?:council|⟦service[^⟧]*⟧|services?|own|department))?"
)
_SUBJECT = (
    rf"(?:(?:{_SERVICE}|{_BODY}|\bservices for (?:[a-z]+ ){{0,2}}(?:adults|children|families|people))(?: (?:in|at|of"
    r"|for|from) (?:the )?(?:city|borough|county|town|council|⟦council[^⟧]*⟧))?"
    rf"|{_COUNCIL}|\b(?:it|they|we|theirs|ours|the (?:former|latter)|(?<!for )(?<!of )(?<!to )(?<!with )them)\b)"
)
_WHICH = r"(?:⟦(?:council|service)[^⟧]*⟧|\b(?:council|authority|unitary|department|borough|county|city|town)),? which"
_ASIDE = (
    r"(?: -(?:[^⟦⟧.;:]|⟦[^⟧]*⟧){3,70} -)?"
    r"(?:,(?: (?!and\b|but\b)|(?= ⟦))(?:[^⟦⟧.;:,]|⟦[^⟧]*⟧){3,70},|(?:[^⟦⟧.;:]|⟦[^⟧]*⟧){3,90} (?:and|but|yet)(?= (?:is"
    r"|are|was|were|has|have|had|now)\b))?"
)
_ADVERBS = (
    r"(?:also|both|all|each|still|now|once|again|then|therefore|likewise|similarly|equally|too|already|previously"
    r"|currently|only|just|merely|overall|today|more|at last|finally|as a whole|on the whole|judged|found|rated)"
)
_BE = (
    r"(?:is|are|was|were|been|being|be|has|have|had|remain(?:s|ed)?|stay(?:s|ed)?|bec[ao]mes?|proved|kept|come out"
    r"|came out|comes out|emerge[sd]?)"
)
_COPULA = rf"(?: {_ADVERBS})*(?: {_BE}(?: {_ADVERBS})*)+(?: (?:as|to be|an?))?"
_MOVED = (
    r"(?: (?:has|have|had|is|are|was|were|been|did|does|now|also|since|then|just|being))*"
    r" (?:promoted|merits?|merited|hold|hangs?|hung|joins?|joined|stands?|stood|sits?|sat|relegated|elevated|nudged"
    r"|pushed|pulled|hauled|back|up|down|upgraded|downgraded|moved?|moves|went|gone|goes|rose|risen|rises"
    r"|fell|fallen|falls?|dropp?(?:ed|s)|slipp?(?:ed|s)|slid|slides|climb(?:ed|s)?|jump(?:ed|s)?|leapt|leaps?"
    r"|return(?:s|ed)?|raised|lifted"
    r"|reduced|lowered|cut|came|come|comes|got|gets|ended|ends|finished|finishes|landed|lands|settled|sank|sunk"
    r"|tumbled|crept|restored"
    r"|advanced|progressed|graduated|recovered|improved|improves|reached|reaches|hit|hits|made|makes|gets|earned"
    r"|earns|managed|manages"
    r"|scored|scores|scooped|collected|collects|picked up|picks up|secured|secures|claimed|claims|bagged|bags|kept"
    r"|keeps|held|holds|retained|retains)"
    r"(?: (?:back|again|up|down|out|off|in|straight|away|it))*(?: (?:[^⟦.;,]|⟦(?:inspectorate"
    r"|kind)[^⟧]*⟧){2,40})??(?: (?:to|at|as|into|on|with))?(?: (?:an?|the|its|their|another))?"
)
_NEEDS = (
    r"(?: (?:[^.;:⟦]|⟦(?:kind|inspectorate|date)[^⟧]*⟧){3,70} (?:and|that)|,? which (?:[^.;:⟦]"
    r"|⟦inspectorate[^⟧]*⟧){3,40})?"
    rf"(?: {_ADVERBS}| as)*"
)
_SEEN = (
    r"(?:'s|\b(?:first|second|third|latest|new|last|next)) ⟦(?:inspectorate|kind)[^⟧]*⟧(?: (?:rating|grade|verdict"
    r"|result|report))?"
)
_LABEL = rf"(?: ⟦(?:inspectorate|kind)[^⟧]*⟧| (?:rating|ratings|grade|verdict|result))* ?(?::| -)(?: {_ADVERBS})*"
_BESIDE = rf",(?: {_ADVERBS}| an?)*"
_TIME = (
    r"(?:its |the |an? |their |our |early |late |mid |last |latest |previous |recent |most |first |second |final "
    r"|final |every |all |each |both |just )*"
)
_AFTER = re.compile(
    r"(?:'s)?(?: (?:overall|too|again|as well|also|once more|now|today|throughout|across the board|yesterday|since|then"
    r"|this (?:week|month|year|time)))*"
    r"(?:\W*$| ?[;:,.()]| -| at \w+ing [^⟦.;]{0,50},[^.;]{0,30}(?:⟦inspectorate|inspectors|watchdog|regulator)"
    rf"|,? (?:in|at|by|since|on|from|during|as of|as (?:recently|late|long ago) as) {_TIME}(?:⟦(?:date|kind"
    r"|inspectorate)|count\b|time\b|attempt|visit\b|inspection)"
    r"| for ⟦service| for [^.;⟦,]{3,40},[^.;]{0,30}(?:⟦inspectorate|inspectors|watchdog)"
    rf"|,? (?:in|across|on|for|bar) {_TIME}(?:areas?\b|categor|counts?\b|respects?\b|strands?\b|judg|⟦area|\w+ time\b"
    r"|(?:one|two|three|four|five) of )"
    r"|,? (?:last time|\w+ (?:\w+ )?years? (?:ago|before|earlier|later)|before that|in all but|for (?:a"
    r"|the) \w+ (?:time|year|spell|⟦kind))"
    r"|,? (?:but|though|although|while|whereas|when|after|despite|before|until|according to|thanks to|having|except"
    r"|apart from|with)\b"
    r"|,? (?:says?|said|reports?|finds|found|ruled|wrote|concluded) (?:the )?(?:⟦inspectorate|⟦kind|inspectors"
    r"|watchdog|regulator)"
    r"|,? and (?:also |its |the |their |then |now |that |so |in )*(?:remain|stay|still|so\b|⟦(?:grade|area|council"
    r"|service|date|inspectorate)|inspectors\b|is\b|are\b|was\b|were\b|has\b|have\b|had\b|does\b|did\b|it\b))"
)
_BEFORE = re.compile(
    rf"({_SUBJECT}|{_WHICH})(?:{_ASIDE}(?:{_COPULA}|{_MOVED})|({_BESIDE}|{_LABEL})) $|(?:{_SEEN} ?(?::| -)|\bthis time(?::"
    rf"|,))(?: {_ADVERBS})* $"
)
_HAVING = re.compile(
    rf"((?:{_SUBJECT}|\b(?:county|city|borough|council|authority|town)){_ASIDE}(?: (?:still|now|again"
    r"|already))* (?:has|have|had|runs?|offers?|offered|provide[sd]?|gets?|got)"
    r"|(?:⟦(?:inspectorate|kind)[^⟧]*⟧|\b(?:inspectors|watchdog|regulator|report))[^.;⟦]{0,20} (?:found|saw|sees"
    r"|finds|described|describes|reported|reports))"
    r" (?:an?|its|their) (?:overall )?$"
)
_SERVED = re.compile(
    r" (?:and improving )?(?:⟦service[^⟧]*⟧|(?:services?|department)\b)"
    r"(?=\W*$|[,.;)]| (?:once more|again|overall|now|with|for (?:children|adults)|but|and|in ⟦council|at ⟦council"
    r"|across))"
)
_ALSO = re.compile(
    r"⟦grade[^⟧]*⟧(?:,|,? (?:and|but|with|while))(?: the| its| their)?(?: ⟦council[^⟧]*⟧(?:'s)?)? (⟦area[^⟧]*⟧) $|"
    rf"()⟦grade[^⟧]*⟧(?:[^.;,⟦]|⟦(?:inspectorate|kind)[^⟧]*⟧){{0,50}} ⟦date[^⟧]*⟧"
    rf"(?:,|,? (?:and|but|then|before|now))+(?: as of [^,.;]{{3,20}},"
    rf"| {_ADVERBS}| an?| to)* $"
)
_BROUGHT = re.compile(
    r"()⟦(?:inspectorate|kind)[^⟧]*⟧(?:[^.;⟦]{0,30}⟦[^⟧]*⟧){1,3}[^.;⟦]{0,20}"
    r" (?:produced|brought|yielded|gave|resulted in)(?: (?:it|them|the \w+|⟦council[^⟧]*⟧))?(?: an?)? $"
    r"|(?:⟦kind\??=(?:judgement|full)[^⟧]*⟧|\b(?:verdict|rating|grade))[^.;:⟦]{0,30}(?:⟦[^⟧]*⟧[^.;:⟦]{0,35}){1,3}: $"
    r"|(?:^|[,;] |\b(?:and|but|while) )(?:for|in|at) (?:neighbouring |nearby )*⟦council[^⟧]*⟧,?"
    rf" (?:it|they|the \w+|its \w+)(?: {_ADVERBS})* (?:is|was|were|are)[^.;:⟦]{{0,40}}(?::| -)(?: {_ADVERBS})* $"
    r"|\b(?:the|its|their) (?:\w+ ){0,2}(?:verdict|rating|grade|outcome|result|conclusion|⟦kind\??=judgement[^⟧]*⟧)"
    r"(?:[^.;:⟦]|⟦(?:kind|inspectorate|date|council|service)[^⟧]*⟧){0,80}"
    rf" (?:is|was)(?: {_ADVERBS})* $"
)
_GOT = re.compile(
    r"(?: (?:rating|grade|score|mark))?(?: (?:that|which))? (?:it|they|the (?:council|authority|services?|department"
    r"|borough|county|city)|⟦council[^⟧]*⟧)"
    r" (?:got|gets|received|had|held|earned|won|(?:was|were|had been) (?:given|handed|awarded))\b"
)
_THE = re.compile(r"()\bthe(?: previous| earlier| last| old)? $")
_HISTORY = re.compile(r" (?:in )?\(?⟦date[^⟧]*⟧\)?(?:,|;|,? (?:and|but|then|before))+(?: then)? ⟦grade")
_THEY_SAID = re.compile(
    r",? (?:(?:was|is|came) (?:their|the|its) \w+\b"
    r"|(?:they|it|inspectors|the (?:watchdog|regulator|commission|inspectors)|⟦inspectorate[^⟧]*⟧)"
    r"(?: \w+)? (?:said|says|ruled|concluded|found|wrote|called|judged)\b)"
)
_FRONTED = re.compile(rf" (?:in|at|since) ⟦date[^⟧]*⟧, (?:the |its |their )?{_SUBJECT}{_ASIDE}{_COPULA}")
_OPENS = re.compile(r"(?:^\W*|: | - )()$")
_BEING = re.compile(
    rf"(?:^\W*|, |\b(?:after|despite) )()(?:having (?:(?:\w+ly|once) )?been|being)(?: {_ADVERBS}| an?)* $"
)
_NEEDING = re.compile(rf"(?:({_SUBJECT}){_ASIDE}|⟦council[^⟧]*⟧,(?=[^,]*$)){_NEEDS} $")
_VOICES = (
    r"(?:⟦(?:person|role)[^⟧]*⟧|\b(?:parents?|famil(?:y|ies)|residents?|mothers?|mums?|dads?|carers?|campaigners?"
    r"|staff|union|unions|people"
    r"|he|she|i|everyone|nobody|critics|leaders?|councillors?|officers?|bosses|councils?|users|children|tenants"
    r"|voters|opposition|many|who|locals))"
)
_THOUGHT = re.compile(
    rf"{_VOICES}(?:[^⟦.;]|⟦(?:person|role|date)[^⟧]*⟧){{0,60}}\b(?:says?|said|thinks?|thought|believes?|believed"
    r"|insist(?:s|ed)?|claim(?:s|ed)?"
    r"|argue[sd]?|feels?|felt|maintain(?:s|ed)?|reckon(?:s|ed)?|called|calls|rated?|rates|described|considers?"
    r"|considered|agreed?)\b"
)
_OWN_VIEW = re.compile(
    r"\bself\b|\bself-|\bown (?:\w+ )?(?:⟦kind|assess|verdict|performance|view|rating|evaluation|judge)|\b(?:mock"
    r"|dummy|peer|practice"
    r"|consultants?|auditors?|survey|poll|award|judges|judge|coroner|ombudsman|tribunal|informally|unofficial)\b"
    r"|\bitself as\b"
)
_HOPED = re.compile(
    r"\b(?:hopes?|hoping|hoped|confident|sure|convinced|belief|feeling|whether|if|unless) (?:[a-z]+ ){0,3}?(?:that|it"
    r"|they|the|its)\b[^.;]*$"
)
_INSPECTORS = re.compile(
    r"⟦(?:inspectorate|kind)|\b(?:inspect\w*|watchdog|regulator|report|letter|rated|graded|ratings?|(?<!⟦)grades?)\b"
)
_LATER = re.compile(
    r",? (?:says?|said|adds?|added|according to|claim\w*|insist\w*)\b"
    r"(?! (?:the |its |a )?(?:\w+ )?(?:⟦inspectorate|⟦kind|inspect|watchdog|regulator|report|letter))"
)
_WE = re.compile(r"\bwe\b[^.;]*$")
_LONG_AGO = re.compile(r"\b(?:ago|last time|before that|previously|formerly|once|until then|at its final)\b")
_LAST = re.compile(r",? (?:at|on|in) (?:its|the|their) (?:last|previous|final) ")


def plainly(scene: Scene, line: Line, token: Token) -> Grading | None:
    """The grading of a grade that is said plainly of a council or its service; None if it is not."""
    before, after = line.text[: token.start], line.text[token.end :]
    last = scene.before(line)
    found = _said(token, before, after, last.text if last else "")
    if found is None or _opinion(line, token, before, after):
        return None
    grade, previous = token.mentions[0], _long_ago(line, token, found)
    return Grading(line, token.start, grade, _areas(scene, line, token, found), "plainly", _SURE, previous)


def _said(token: Token, before: str, after: str, last: str) -> re.Match[str] | None:
    """Where the words stand before a grade that say it; their first group is the subject. `last` is the sentence before."""
    if _SERVED.match(after) and (found := _HAVING.search(before)):
        return found
    got = _GOT.match(after)
    if not got and not _AFTER.match(after):
        return None
    found = _BEFORE.search(before) or _ALSO.search(before) or _BROUGHT.search(before)
    if not found and (token.mentions[0].value == _NEEDED or any(mention.strong for mention in token.mentions)):
        found = _NEEDING.search(before)
    said = _THEY_SAID.match(after) and _INSPECTORS.search(last)
    if not found and (said or _HISTORY.match(after) or _FRONTED.match(after)):
        found = _OPENS.search(before)
    found = found or _BEING.search(before)
    return found or (_THE.search(before) if got else None)


def _areas(scene: Scene, line: Line, token: Token, found: re.Match[str]) -> tuple[Mention, ...]:
    """The areas that are the subject; none for a service or a council; for a pronoun those that it stands for."""
    start, end = found.span(1)
    subject = [each for each in line.tokens if start <= each.start < end]
    if subject:
        return tuple(mention for each in subject if each.kind is MentionKind.AREA for mention in each.mentions)
    near = nearest_area(line, token.start) or pointed_at(line, token.start) or fronted(scene, line, token.start)
    return near or carried(scene, line, token.start)


def _opinion(line: Line, token: Token, before: str, after: str) -> bool:
    """Whether a sentence tells what people think, or what a council thinks of itself."""
    if _OWN_VIEW.search(line.text) or _HOPED.search(before):
        return True
    if line.of(MentionKind.DATE) or _LONG_AGO.search(line.text) or _INSPECTORS.search(before):
        return False
    if _LATER.match(after):
        return True
    if token.mentions[0].value == _NEEDED:
        return bool(_THOUGHT.search(before))
    return token.mentions[0].feature == "speech" or bool(_THOUGHT.search(before) or _WE.search(before))


def _long_ago(line: Line, token: Token, found: re.Match[str]) -> bool:
    """Whether a grade is one of an inspection before, by words such as `four years ago` or `, good at the last count,`."""
    clause = line.clauses[line.clause_of(token.start)]
    beside = found.re is _BEFORE and bool(found.group(2)) and found.group(2).startswith(",")
    return bool(
        _LONG_AGO.search(line.text, clause.start, token.start)
        or _LONG_AGO.match(line.text, token.end, token.end + 30)
        or (beside and _LAST.match(line.text, token.end))
    )

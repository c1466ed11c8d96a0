"""Which bare place names of a document stand for the council of the place.

Takes the register's finds by number of sentence and the councils named in full; gives the councils that are meant: by
words beside the name about a council's services or inspection, by a list with a council, by a sentence that goes on about
`the council`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from graph.document import Document, Zone
from graph.extraction.analysis import Sentence
from graph.register.register import Found, Register

_AFTER = re.compile(
    r",\s+(?:(?:once|previously|formerly|rated|judged|found|which\s+was)\s+)*[‘“\"']?(?:inadequate|outstanding|good|requires\s+improvement)\b"
    r"|(?:[’']s)?\s+(?:\(|(?:they\s+)?(?:is|was|are|were)\s+)(?:rated\s+|judged\s+|graded\s+|now\s+)?[‘“\"']?(?:outstanding|good|requires\s+improvement|inadequate|C[1-4])\b"
    r"|\s+(?:they\s+)?(?:still\s+)?(?:requires?|required)\s+improvement\b"
    r"|,\s+(?:both|all|each)\s+(?:(?:now|of\s+them|currently|of\s+which)\s+)*(?:rated|judged|graded|deemed)\b"
    r"|,\s+(?:which\s+(?:was|were)\s+)?(?:last\s+)?(?:inspected|visited|assessed)\b"
    r"|,\s+which\s+(?:was|were|had\s+been|has\s+been|got|received)\s+(?:rated|given|judged|graded|handed|awarded|an?\s+[‘“\"']?(?:outstanding|good|inadequate|C[1-4])\b)"
    r"|,?\s+(?:where|whose)\s+(?:\w+\s+){0,3}(?:children|services|inspectors|Ofsted|care|homes|housing|tenants|landlord)|(?:[’']s?)?[’'”\"]?\s+(?:[‘“\"'(]?\w+[’”\"']?-rated\s+|[‘“\"']?(?:inadequate|outstanding|good)[’”\"']?\s+|local\s+authorit"
    r"|overall\s+|own\s+|troubled\s+|failing\s+|struggling\s+|ailing\s+|beleaguered\s+)?(?:child(?:ren)?(?:[’']?s[’']?)?\s"
    r"|social\s+(?:services|care|work)|adult\s+(?:social|services)|SEND\b|safeguarding\s+(?:child|adult|board)|(?:audit|scrutiny|overview|cabinet)\b|special\s+(?:needs|educational)|housing\s+service"
    r"|(?:borough|county|city|district|town)?\s*(?:council|authority|partnership)\b|services?\b|provision\b|arrangements\b|authority\b|care\s+services"
    r"|(?:ha(?:s|ve|d)|was|were|is|are)\s+(?:\w+\s+){0,4}(?:rated|judged|graded|inspected|found|given|awarded|named|assessed|told|handed|upgraded|downgraded)"
    r"|(?:is|was)\s+an?\s|picked\s+up|received|got\s|gets\s|rated\b|(?:was|is)\s+(?:also\s+)?(?:handed|downgraded|upgraded)"
    r"|goes\s+from|moved?\s+from|[‘“\"]?(?:inspection|ofsted|report|area)\b|local\s+area)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?:services|care|council|councils|authority|authorities|department|partnership|partnerships|team|inspection|inspections"
    r"|inspectors|families|children|young\s+people|SEND|area|areas|report|reports|commissioner|commissioners|adoption|leadership"
    r"|outcomes?|ratings?|results?|grad(?:e|es|ing|ings)|visits?|provision|leaders|judgement|judgements|landlord|landlords|position|trust|boards?|conclusions?|verdict)\s+(?:in|at|of|on|for|to|were|about)"
    r"|(?:councils|authorities|boroughs|areas)\s*(?:[-–—:(,]|,\s+namely|including|such\s+as|like|(?=\s))\s*"
    r"|rated\s+(?:local\s+authority|council|authority|borough|county)|inspections?(?:\s+\w+){1,6}\s+of|(?:inspectors|Ofsted|watchdog|regulator)\s+(?:\w+\s+){0,2}(?:went|came|returned|visited|inspected)(?:\s+back)?(?:\s+(?:to|in))?"
    r"|services?\s+\w+\s+by|(?:appointed|installed|intervened|needed|place|intervention|failings|visited|inspected|inspect|rated|found"
    r"|branded|judged|told|ordered|directed|issued|served|handed|given|gives?|gave|awarded|awards|downgraded|upgraded)(?:\s+(?:in|at|to|that))?)\s+(?:both\s+|also\s+)?(?:the\s+)?(?:city\s+of\s+|borough\s+of\s+)?$",
    re.IGNORECASE,
)
_APART = re.compile(r",\s+(?:has|have|had|was|were|is|are)\s+(?:\w+\s+){0,4}(?:rated|judged|graded)\b")
_COUNCILS = re.compile(
    r"\b(?:councils?|authorit(?:y|ies)|boroughs?|count(?:y|ies)|partnership)\b[^.;]{0,40},\s+$", re.I
)
_SEVERAL = re.compile(
    r"\b(?:both|two|three|four|all)\s+(?:[\w-]+\s+){0,3}(?:councils|authorities|counties|boroughs|districts)\b"
)
_INSPECTED = re.compile(r"\b(?:Ofsted|OFSTED|CQC|Care Quality Commission|Regulator (?:of|for) Social Housing|RSH)\b")
_ONLY_INSPECTED = re.compile(r"\b(?:[Aa]rea SEND inspection|[Ll]ocal area partnership|ILACS)\b")
_THE_COUNCIL = re.compile(
    r"\b(?:council|local authority|local area|[Cc]hildren[’']s (?:services|social care)|adult social care|SEND|area SEND"
    r"|social workers|care leavers|borough|focus+ed visit|monitoring visit|children in care"
    r"|single inspection framework|areas of (?:significant )?weakness)\b"
)
_IS_RATED = re.compile(
    r"(?:,\s[^.;]{3,90},)?\s+(?:is|was|has\s+been|had\s+been|remains|stays)\s+(?:\w+\s+){0,2}(?:rated|judged|graded)\s+[‘“\"']?"
    r"(?:outstanding|good|requires\s+improvement|inadequate|C[1-4])\b"
    r"|\s+(?:is|are)\s+also\s+(?:rated\s+)?[‘“\"']?(?:outstanding|good|inadequate)[’”\"']?(?=[.,;])"
    r"|,\s+(?:also|now|still|itself)\s+(?:rated\s+)?[‘“\"']?(?:outstanding|good|inadequate|requires\s+improvement)\s+(?:at|in|by|since)\b"
)
_WORKS_ACROSS = re.compile(
    r"\b(?:works?|operat\w+|homes|properties|offices|branches|sites|schools)\s+(?:across|throughout|in|around)\s+$"
)
_POINTED_AT = re.compile(
    r"\W*(?:\d+[.)]|take|consider|look at|(?:compare|contrast)(?: (?:that|this|it) with)?|then there (?:is|was|are)"
    r"|(?:and )?then (?:came|comes)|next (?:is|comes|up is)|first (?:came|comes)|lastly,?|finally,?)\s+$",
    re.IGNORECASE,
)
_ITS_GRADE = re.compile(r"\b(?:inadequate|outstanding|requires?d?\s+improvement)\b")
_IS_IT = re.compile(
    r"\b(?:is|was|(?:made|won|achieved|taken)\s+by|goes\s+to|went\s+to|belongs\s+to|(?:came|comes)\s+(?:from|in))\s+$"
)
_GOES_ON = re.compile(
    r"\W*(?:The\s+(?:council|authority|city|borough|county|town|district|CQC)|Ofsted|Inspectors|It\s+(?:had|has|was)\b|Its\s+(?:\w+\s+){0,2}(?:inspection|report|services|rating|score|grade|judgement|result))\b"
)
_SUBJECT = re.compile(
    r"\s+(?:has|had|was|is|were|have|missed|got|gets|received|will|remains|goes|went|became|becomes|fell|saw|could)\b"
)
_GRADED = re.compile(r"\b(?:rating|rated|graded?|ofsted|CQC|inspect\w+|judged|judgement|RSH|regulator)\b", re.I)
_LISTED = re.compile(
    r"(?:[’']s)?(?:\s+in\s+(?:[A-Z][\w-]+\s?){1,3})?(?:\s+(?:city|county|borough|district)?\s*councils?)?\s*(?:,|,?\s+and|,?\s+or|\s*&|\s*/|;|,?\s+as\s+well\s+as)\s*(?:in\s+|the\s+|neighbouring\s+|nearby\s+)?(?:(?:royal\s+|london\s+)*boroughs?\s+(?:of\s+)?)?",
    re.I,
)
_BULLET = re.compile(r"[\s\-•*–—·]*")
_LABEL = re.compile(
    r"\s*(?:\([^)]{3,30}\))?\s*(?::|[-–—|]\s)\s*[‘“\"']?(?:now\s+|rated\s+)?(?:outstanding|good|requires?\s+improvement|inadequate|C[1-4]\b"
    r"|retained|unchanged|(?:up|down)\s+from|no\s+change|adequate|remains|still)",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\s*[-–|:]?\s*(?:[’']s\s+(?:MP|Labour|Conservative|football|rugby))|\s+(?:MP|North|South|East|West|Central)\b(?!\s+council)"
)
ITS_COUNCILS = re.compile(r"[’']s?\s+(?:(?:two|three|four|new|unitary)\s+)*(?:councils|authorities)\b")
SPORT = re.compile(
    r"\b(?:goals?|football|rugby|cricket|match|cup|fans|strikers?|midfield\w*|goalkeeper|stadium|pitch|kick-off|in defence)\b"
)
_OFTEN = 4
_FIRST, _OPENING = 4, 2  # what a text is about is named in its first sentences: there a name counts twice


def meant(
    document: Document,
    sentences: tuple[Sentence, ...],
    finds: Mapping[int, tuple[Found, ...]],
    known: Counter[str],
    register: Register,
) -> set[str]:
    """The councils that bare place names of a document stand for; `known` are those named in full."""
    found = _only_place(document, sentences, finds, known, register)
    for number, names in finds.items():
        if sentences[number].zone is not Zone.PROMO:
            found |= _in_sentence(document.text, sentences[number], names, known, register)
    found |= _gone_on_about(document.text, sentences, finds, known, register)
    if _SEVERAL.search(document.text):
        found |= _beside(document.text, finds, known, found | known.keys(), register)
    return found


def chosen(found: Found, known: Counter[str], register: Register) -> str:
    """The one council meant by an ambiguous name: one the document names in full, else one with children's services."""
    if len(found.councils) == 1:
        return found.councils[0]
    in_full = [slug for slug in found.councils if slug in known]
    if in_full:
        return in_full[0]
    upper = [slug for slug in found.councils if register.councils[slug].childrens_services]
    return (upper or list(found.councils))[0]


def _only_place(
    document: Document,
    sentences: tuple[Sentence, ...],
    finds: Mapping[int, tuple[Found, ...]],
    known: Counter[str],
    register: Register,
) -> set[str]:
    """The place that a text about "the council" and its inspection is about, although no council is named in full.

    One named in full further down does not count if the text opens with the place and names it more often.
    """
    inspected = _INSPECTED.search(document.text) or _ONLY_INSPECTED.search(document.text)
    if not (inspected and _THE_COUNCIL.search(document.text)):
        return set()
    opening = {slug for number, found in finds.items() if number < _FIRST for each in found for slug in each.councils}
    if not opening.isdisjoint(known):
        return set()
    places = Counter(known)
    for number, found in finds.items():
        for each in found if sentences[number].zone is not Zone.PROMO else ():
            if not ITS_COUNCILS.match(document.text, each.span.end):
                places[chosen(each, known, register)] += _OPENING if number < _FIRST else 1
    ranked = places.most_common(2)
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
    often = not known or (bool(ranked) and ranked[0][1] > _OFTEN)
    return {ranked[0][0]} if ranked and clear and often else set()


def _in_sentence(
    text: str, sentence: Sentence, found: tuple[Found, ...], known: Counter[str], register: Register
) -> set[str]:
    """The councils that bare place names of one sentence stand for."""
    telling = bool(_GRADED.search(text, sentence.span.start, sentence.span.end))
    promoted: set[str] = set()
    for run in _runs(text, found):
        slugs = {chosen(each, known, register) for each in run}
        backed = {chosen(each, known, register) for each in run if each.strong or _supported(text, sentence, each)}
        heads = not text[sentence.span.start : run[0].span.start].strip(" -•*–")
        if heads and _APART.match(text, run[-1].span.end, sentence.span.end):
            backed = slugs
        works = _WORKS_ACROSS.search(text[sentence.span.start : run[0].span.start])
        long = len(run) > 2 and not works and bool(_INSPECTED.search(text))
        promoted |= slugs if backed or long or (telling and slugs & known.keys()) else backed
    return promoted


def _gone_on_about(
    text: str,
    sentences: tuple[Sentence, ...],
    finds: Mapping[int, tuple[Found, ...]],
    known: Counter[str],
    register: Register,
) -> set[str]:
    """The places a sentence opens with, or points at, before one that goes on about `the council` or `its inspection`."""
    promoted = set()
    for number, (sentence, after) in enumerate(pairwise(sentences)):
        found = finds.get(number, ())
        if len(found) != 1 or sentence.block != after.block or finds.get(number + 1):
            continue
        words = text[after.span.start : after.span.end]
        lead = text[sentence.span.start : found[0].span.start]
        rest = text[found[0].span.end : sentence.span.end]
        named = (
            not lead.strip(" -•*–") or _POINTED_AT.fullmatch(lead) or (not rest.strip(" .!:") and _IS_IT.search(lead))
        )
        if named and _GOES_ON.match(words) and (_GRADED.search(words) or _ITS_GRADE.search(words)):
            promoted.add(chosen(found[0], known, register))
    return promoted


def _beside(
    text: str, finds: Mapping[int, tuple[Found, ...]], known: Counter[str], promoted: set[str], register: Register
) -> set[str]:
    """The places that stand in one list with a council of a text that speaks of `both counties`, `three boroughs`."""
    runs = [{chosen(each, known, register) for each in run} for found in finds.values() for run in _runs(text, found)]
    return {slug for run in runs if run & promoted for slug in run}


def _runs(text: str, found: tuple[Found, ...]) -> Iterator[list[Found]]:
    """The names that stand in one list."""
    run: list[Found] = []
    for each in found:
        if run and not _LISTED.fullmatch(text, run[-1].span.end, each.span.start):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _supported(text: str, sentence: Sentence, found: Found) -> bool:
    after = text[found.span.end : sentence.span.end]
    if _JOB.match(after) or ITS_COUNCILS.match(after) or SPORT.search(text, sentence.span.start, sentence.span.end):
        return False
    if found.span.start == sentence.span.start + _bullet(text, sentence) and _LABEL.match(after):
        return True
    heads = sentence.zone in (Zone.HEADING, Zone.LIST) and found.span.start == sentence.span.start + _bullet(
        text, sentence
    )
    if heads and (not after.strip(" .:-–()0123456789") or after.lstrip()[:1] in (":", "–", "-")):
        return True
    before = text[sentence.span.start : found.span.start]
    if len(before.strip(" -•*–")) == 0 and _SUBJECT.match(after) and _GRADED.search(after):
        return True
    if _APART.match(after) and _COUNCILS.search(before):
        return True
    return bool(_AFTER.match(after) or _IS_RATED.match(after) or _BEFORE.search(before[-200:]))


def _bullet(text: str, sentence: Sentence) -> int:
    """How many characters of dashes and bullets a sentence begins with."""
    return _BULLET.match(text, sentence.span.start, sentence.span.end).end() - sentence.span.start  # type: ignore[union-attr]

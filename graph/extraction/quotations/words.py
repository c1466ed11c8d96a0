"""The words that tell who speaks: verbs of saying, and the bodies, documents and strangers that can be the speaker."""

from __future__ import annotations

import re

_SPEECH_VERBS = """
said say says saying added adds told tells wrote writes warned concluded noted stated states read reads commented continued
replied responded explained insisted admitted stressed reported argued claimed agreed joked recalled
remarked conceded answered answers countered reflected quipped snapped observed declared retorted concluded laughed sighed
smiled shouted shrugged mused jokes admits insists explains warns argues recalls reflects replies agrees concedes remembers
"""
_OTHER_VERBS = """
adding telling writing warns warning concludes concluding found finds finding notes noting stating reading reports called calls
calling described describes describing praised praises acknowledged acknowledges acknowledging admits insists explains
commenting continues claims argues pointed points revealed raised highlighted criticised criticises cited urged
recommended expressed declared ruled observed remarked complained identified credited spoke speaks believes believe felt
thanked promised vowed pledged confirmed announced accepted welcomed quoted tweeted posted labelled branded saw hailed
predicted
"""
_PHRASES = ("according to", "went on", "goes on", "report(?= (?:in|that))", r"ask(?:ed|s)(?! for\b)")


def _verbs(*lists: str) -> re.Pattern[str]:
    words = sorted({word for words in lists for word in words.split()}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join((*_PHRASES, *words))})\b", re.IGNORECASE)


SAY = _verbs(_SPEECH_VERBS, _OTHER_VERBS)
"""Verbs with which words are given as somebody's."""

SAY_FIRST = frozenset(f"{_SPEECH_VERBS} {_OTHER_VERBS} according went goes report asked asks".split())
"""The words with which SAY begins."""

SPEECH = _verbs(_SPEECH_VERBS)
"""Those that stand behind a quotation: `, she said`."""

REPORT_SAYS = re.compile(
    r"\W*(?:the |an? )?(?:\w+ )?(?:report|inspectors?|letter|ofsted|cqc|watchdog|regulator)(?: by \w+)?(?: also| has| have)?"
    r" (?:found|finds|notes|concludes)\b",
    re.IGNORECASE,
)
"""A clause behind a quotation, the verb of which also has other uses there."""

SUMS_UP = re.compile(
    r"(?:So|Thus) (?:(?:the )?[\w’']+ ){1,5}?(?:(?:sums?|summed) (?:it|this|things|that|the)"
    r"|(?:puts?|describe[sd]) (?:it|this|the)\b)"
    r"|(?:So|Thus) (?:says?|said|writes?|wrote|conclude[sd]?|goes)\b"
    r"|(?:That|This|Such) (?:is|was) (?:how|(?:the|an?) (?:verdict|conclusion|view|judge?ment|message|finding"
    r"|opinion))\b"
    r"|(?:Those|These|Such) (?:are|were) the words\b|The words (?:are|were|come|came|belong)\b"
    r"|(?:It (?:is|was) )?(?:With|In|with|in) (?:those|these|that|this) (?:[\w-]+ )?(?:words?|sentences?"
    r"|phrases?|remarks?|lines?)\b"
)
"""A sentence behind a quotation that tells whose words it was: `So the inspectors sum it up`."""

ANSWERED = re.compile(
    r"\W*(?:came|is|was|ran|went) (?:the|his|her|their|a|an) (?:[a-z-]+ ){0,2}?(?:answer|reply|response|verdict|retort"
    r"|warning|plea|message|conclusion|assessment)s? (?:from|of|by|given by) "
    r"|\W*(?:is|was) (?:how|the way) (?:the )?|\W*(?:were|are) (?:the|her|his) (?:[a-z]+ )?words of (?:the )?"
)
"""Behind a quotation, before the name of the speaker: `came the answer from`."""

JUDGED = re.compile(r"\b(?:inspection|inspectors|rated|ratings?|judged|judge?ments?|graded)\b")

OBLIGED = re.compile(
    r"\b(?:is|are) to\b|\bmust\b|\bfail(?:ed|s|ing) to\b|\b(?:did|does) not\b|\bneed(?:s|ed) to\b"
    r"|\b(?:has|have) to\b|\b(?:required|ordered|directed|instructed|obliged|told|expected) to\b"
)
STRANGER_SAYS = re.compile(
    r"\b(?!and|but|also|then|who|which|that)[a-z’'A-Z]+ (?:said|says|told|added|wrote|tweeted|explained|warned|replied)\b"
)

_SAYS = "said|says|added|told|wrote|warned|explained|insisted|admitted|continued|argued|replied"
THE_POST = re.compile(
    r"(?P<behind>(?<=\bsaid )|(?<=\bsays )|(?<=\badded )"
    r"|(?<=\banswer from )|(?<=\breply from )|(?<=\bresponse from ))?\b[Tt]he "
    r"(?:(?:council|authority|borough|county|city|trust)(?:[’']s)? |(?:elected|new|interim|acting|former|senior|group"
    r"|opposition|children[’']s|corporate|executive|strategic) |[A-Z][\w’'-]+ )*"
    r"(?P<head>(?i:deputy leader|leader|chief executive|director|minister|mayor|cabinet member|portfolio holder|commissioner"
    r"|chair(?:man|woman|person)?|education secretary|chief inspector|councillor|MP|adviser)"
    r"|(?P<party>(?:Labour|Conservative|Tory|Liberal Democrat|Lib Dem|Green|Independent) (?:man|woman|politician)))"
    r"(?: (?:of|for|with) (?P<field>(?:[\w’'&]+ ){0,5}?[\w’'&]+))?(?:, (?:who|speaking|writing|responding)\b[^;.:“”\"]{3,160},)?"
    rf"(?(behind)(?=[.]|$)|(?= (?:also )?(?:{_SAYS})\b|[’']s (?:\w+ )?(?:report|review|letter)\b))",
    re.MULTILINE,
)
"""Somebody who speaks, or whose report does, under the name of a post alone."""

FINDS = re.compile(r"\b(?:found|finds|finding|described as|praised for|commended for)\b[^.;:]{0,60}$")
"""What inspectors do and are told to do with a council, right before their words."""

PASSIVE = re.compile(r"\b(?:been|was|were|is|are|being|be|got)\s+(?:also |told that it was |recently )?$")
PARTICIPLE = re.compile(r"\W*\w+ing\b")
PRONOUN_FIRST = frozenset(("he", "she", "they", "it"))
PRONOUN = re.compile(
    r"(?<!\b[Ii]n )(?<!\b(?:of|to|by|on) )(?<!\bfor )(?<!\bwith )\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b(?![’'])"
)
IN_WORDS_OF = re.compile(
    r"\b(?:in|in the)\s+(?:words|eyes|view|opinion)\s+of\b|\b(?:these|the following)\s+words\s+(?:of|from|by)\b"
    r"|[’']s\s+(?:words|eyes|view)\b",
    re.IGNORECASE,
)

_INSPECTORATES = {
    "ofsted": r"Ofsted(?:[’']s)?|OFSTED",
    "cqc": r"CQC|Care\s+Quality\s+Commission",
    "rsh": r"RSH|[Rr]egulator\s+(?:of|for)\s+[Ss]ocial\s+[Hh]ousing|(?:[Ss]ocial )?[Hh]ousing (?:[Rr]egulator|watchdog)",
}
_GOVERNMENT = (
    r"DfE|Department (?:for|of) Education|[Ee]ducation department|[Mm]inisters|[Ss]ecretary of [Ss]tate"
    r"|(?<![Ll]ocal )(?<!Welsh )(?<!Scottish )[Gg]overnment(?! inspect)|[Dd]irection notice|[Ii]mprovement notice"
    r"|(?:[Tt]he|[Aa]) (?:statutory )?(?:direction|notice)"
)
_SPOKESMAN = "spokes(?:man|woman|person)"
_KNOWN = "Council|Borough|City|County|Ofsted|CQC|RSH|Department|DfE|Government spokes|Care Quality"
_STRANGER = (
    "(?:[Oo]ne|[Aa]n?|[Aa]nother) (?:[\\w&’'-]+ ){0,5}(?:source|insider|whistle-?blower)\\b(?! of)"
    "|(?:[Oo]ne|[Aa]nother)(?= (?:said|added|told|wrote)\\b)|(?:(?<=\\bsays )|(?<=\\bsaid ))(?:one|another)\\b(?! of)"
    "|(?:[Oo]ne|[Aa]|[Aa]nother|[Tt]he) (?:parent|child|young person|social worker|carer|care leaver|mother|father|mum|dad|tenant"
    "|resident|member of staff|campaigner|charity|union)"
    "|(?:[Cc]hildren|[Pp]arents|[Yy]oung people|[Ff]amilies|[Tt]enants|[Ss]taff|[Cc]arers|[Cc]ampaigners|[Rr]esidents)"
    "(?= (?:said|say|told|tell|reported))"
    "|(?:[Cc]ouncillors|[Cc]ritics|[Uu]nions|MPs)(?= (?:said|say|told|called|described|branded|asked|warned))"
    "|(?:LGA|[Pp]eer|[Ss]erious case|[Ss]afeguarding practice) (?:peer )?(?:review|challenge)"
    rf"|(?:[Aa]n?|[Tt]he) (?:(?!{_KNOWN})[A-Z][\w’'&-]* ){{1,4}}{_SPOKESMAN}"
    rf"|(?:[Aa] |[Tt]he )?{_SPOKESMAN} for (?:the )?"
    r"(?:(?:home[’']s )?(?:owners?|operators?|company|firm|charity|provider) )?"
    rf"(?!{_KNOWN}|.{{0,40}}[Cc]ouncil)(?:[A-Z][\w’'&-]* ?){{1,4}}"
)
_OWN_REPORT = (
    r"(?:(?:[Aa]n?|[Tt]he|[Ii]ts)\s+)?(?:council|officers?|cabinet|committee|authority)(?:[’']s)?\s+(?:report|response)"
    r"|(?:its|council[’']s) (?:[\w-]+ ){0,3}(?:strategy|budget)"
    r"|report on (?:the|its) (?:council[’']s )?response"
    r"|(?<!Ofsted[’']s )(?<!CQC[’']s )report (?:(?:going|presented|submitted|due|put) )?(?:to|for|before) (?:councillors|members"
    r"|(?:the |its )?(?:council[’']s )?(?:[\w’'&]+ ){0,4}(?:cabinet|committee|panel|executive|meeting))"
    r"|response to (?:the|that|this|its) (?:\w+ ){0,2}(?:report|inspection|findings|letter|visit|judge?ment)"
    r"|(?:present|presents|presented|presenting)\s+a\s+report"
)
_OF_INSPECTION = (
    "[Ii]nspectors?|(?:[Aa]ssessment|[Ii]nspection) team|[Aa]ssessors|[Ww]atchdogs?|[Ii]nspectorate|[Rr]egulators?"
    "|[Rr]eports?|[Ll]etter|[Ii]nspections?|[Rr]eview|[Ff]indings"
    "|[Jj]udgements?"
)
_COUNCIL = (
    rf"(?:(?:the|[Aa]|[Oo]ur)\s+)?(?:[Cc]ouncil(?! tax)|[Ll]ocal authority|[Aa]uthority|[Ss]{_SPOKESMAN[1:]}"
    rf"|[Bb]orough|[Tt]own [Hh]all"
    r"|[Cc]ounty [Hh]all|(?<=The )City|[Cc]orporation)(?:\s+spokes\w+)?"
)
BODY = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{notation}>{pattern})" for notation, pattern in _INSPECTORATES.items())
    + f"|(?P<dfe>{_GOVERNMENT})|(?P<unknown>{_STRANGER})|(?P<own>{_OWN_REPORT})|(?P<inspectorate>{_OF_INSPECTION})"
    + rf"|(?P<council>{_COUNCIL}))\b"
)
"""Who can speak besides people; `unknown` are strangers, whose words are nobody's we could name."""

_BODY_WORDS = """
ofsted cqc care rsh regulator social housing regulators dfe department education minister ministers secretary government direction
improvement the one a an another children parents young families tenants staff carers campaigners residents spokesman
spokeswoman spokesperson councillors critics unions mps lga peer serious safeguarding
council officer officers cabinet committee authority its present presents presented presenting
inspector inspectors assessment assessors response watchdog watchdogs inspectorate
report reports letter inspection inspections review findings
judgement judgements judgment judgments our an local borough town county city corporation
"""
BODY_FIRST = frozenset(_BODY_WORDS.split())
"""The words with which BODY begins."""


_SOON = 150
"""Ofsted named so soon after another inspectorate is the one a document is about."""


def document_inspectorate(text: str) -> str:
    """The inspectorate that `inspectors` and `the report` belong to: the first one named, or Ofsted, if named as early."""
    places = {
        notation: found.start()
        for notation, pattern in _INSPECTORATES.items()
        if (found := re.search(rf"\b(?:{pattern})\b", text))
    }
    first = min(places, key=lambda notation: places[notation], default="ofsted")
    return "ofsted" if "ofsted" in places and places["ofsted"] < places[first] + _SOON else first

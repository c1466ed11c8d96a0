"""The words and forms of bylines, date lines and headlines."""

from __future__ import annotations

import re

SENTENCE = re.compile(r"\.[”’\"')]+$|\bsaid\b[^.]*[“‘\"']")
WORD = re.compile(r"[^\W_][\w'’-]*")
ENDS = re.compile(r"[.!?…:][”’\"')\]]*$")
BY = re.compile(
    r"\(?(?:(?:(?:words |written |report(?:ed)? |story |exclusive |compiled |edited )?by|author|reporter):?|(?:words|text):)\s+"
    r"(?:(?:the )?(?:local democracy|senior|chief|education|political|community|social affairs)"
    r" (?:reporter|correspondent|editor),?\s+)?"
    r"(?=[A-Z@])",
    re.IGNORECASE,
)
DATED = re.compile(
    r"(?:story |article |first )?(?:published|posted|(?:date of )?(?:meeting|(?:publication|release|issue)(?: date)?)"
    r"|date (?:published|issued|posted)|(?:for (?:immediate )?|(?:news|press|media) )release|embargo(?:ed)?(?: until)?"
    r"|dated?|(?:page )?(?:last )?updated|created|issued|released|added)\b(?: on| at)?\s*:?\s*",
    re.IGNORECASE,
)
PUBLISHED = re.compile(r"(?:first )?(?:published|posted|issued|created)\b", re.IGNORECASE)
UPDATED = re.compile(r"(?:page )?(?:last )?updated\b", re.IGNORECASE)
NOISE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:am|pm)?"
    r"|\b\d{1,2}\s?[ap]m\b"
    r"|\b(?:am|pm|gmt|bst|at|on|by|and|first|published|posted|updated|last|page|date|dated|edited|updated:)\b"
    r"|[\s,|:;·•–—/-]+",
    re.IGNORECASE,
)
PAPER = re.compile(r"The (?:[A-Z][\w’'&-]+ ){1,3}[A-Z][\w’'&-]+")
"""What is a publication's name where it stands between bars beside a date."""
PUBLICATION = re.compile(
    r"\b(?:News|Times|Post|Gazette|Herald|Chronicle|Echo|Mail|Observer|Guardian|Standard|Advertiser|Mercury"
    r"|Argus|Journal"
    r"|Express|Star|Telegraph|Independent|Weekly|Press|Today|Live|BBC|ITV|Radio|Media|Wire|Samples?|samples|Magazine"
    r"|LocalGov|\w+Live|\w+Online|Courier|Recorder|Mirror|Sun|Tribune|Citizen|Examiner|Record|Reporter|Review|Bulletin|World"
    r"|Messenger|Tattler|Voice|Enquirer|Sentinel|Bugle|Dispatch|Despatch|Clarion|Packet|Digest|Informer|Beacon|Globe"
    r"|Briefing|Insider|Monitor|Notebook"
    r"|[Nn]ewsletter)\b"
)
JOB = re.compile(
    r",?\s*\b(?:local democracy|chief|senior|political?s?|education|social affairs|news|community|crime"
    r"|health)\b.*\b(?:reporter"
    r"|correspondent|editor|writer)\b|,?\s*\b(?:reporter|correspondent|editor|staff writer"
    r"|local democracy reporter)\b.*",
    re.IGNORECASE,
)
_POST = (
    r"(?:(?:[Ll]ocal [Dd]emocracy|[Ss]enior|[Cc]hief|[Ee]ducation|[Pp]olitic(?:s|al)|[Cc]ommunity|[Ss]ocial [Aa]ffairs|[Hh]ealth"
    r"|[Nn]ews|[Cc]rime) )+(?:[Rr]eporter|[Cc]orrespondent|[Ee]ditor|[Ww]riter)"
)
OUTLET = re.compile(
    rf"(?:{_POST}(?:,| at| for| of) )?"
    r"(?:(?:[Pp]ublished|[Pp]osted) (?:by|in|on) |The (?=\w+ \w+ (?:education|news)))?"
    r"(?P<name>(?:BBC News|ITV News|Sky News|BBC)(?=\b.*(?:reporter|correspondent|editor)$|, [A-Z])"
    r"|.+?(?=\s+newsletter\b|,\s*(?:issue|no\.?|number|vol(?:ume)?\.?|edition)\s*\d|,\s*issue\b|$))"
)
"""The name of a publication with the words that stand before and behind it in bylines."""
WIRE = re.compile(
    r"(?:[A-Z][A-Z .'’-]{2,40}|(?:[A-Z][\w.'’-]+ ){0,4}[A-Z][\w.'’-]+),\s+(?P<date>[^()“”\"]{4,32}?)"
    r"(?:\s+\((?P<publisher>[^()]{2,40})\))?(?:\s*[-–—]\s|:\s)"
)
"""The dateline before the first words of an article: a place, a date and perhaps an agency."""
DATELINE = re.compile(r"(?:[A-Z][\w.'’-]*,? ){0,3}[A-Z][\w.'’-]*")
"""The place that stands before the date where a dateline has a line of its own."""
_AUTHOR = r"(?:[A-Z][\w'’-]+ ){1,2}[A-Z][\w'’-]+?"
FOR_OUTLET = re.compile(rf"(?P<author>{_AUTHOR}),? (?:for|at|of) (?P<outlet>.+)")
"""An author and the publication written for, alone on a line."""
OF_YEAR = re.compile(r"(?P<name>[^,|\d]{4,40}?)(?:, | \| | [–-] )(?P<date>(?:19|20)\d\d)")
"""A publication and a year, alone on a line."""
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
OF_MONTH = re.compile(
    r"(?:(?P<before>[^,|\d]{4,40}?)(?:, | \| | [–-] ))?(?P<issue>(?:issue|number|no\.?|edition) ?\d+(?:,|:| \||"
    rf" [–-])? )?(?P<date>{_MONTH} (?:19|20)\d\d)(?:(?:, | \| | [–-] )(?P<behind>[^,|\d]{{4,40}}?))?",
    re.IGNORECASE,
)
"""A publication or the number of its issue and a month, alone on a line."""
UNDER_WHICH = re.compile(
    r"(?![-–•*])(?!.*\b(?:inspect\w*|visit\w*|assessed|ofsted|cqc|rated|judg\w+|due|by|before|until|next)\b)"
    r"(?:[^.!?]{2,80}?(?:,| [–—-]| \||:| held on)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?P<date>"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH},? (?:19|20)\d\d)",
    re.IGNORECASE,
)
"""A short line that ends with a date: a section, a body that meets, a kind of release."""
CREDIT = re.compile(
    r"(?:\.|\s[–—-])\s+(?:(?:pictures?|photos?|images?|words|report(?:ing|er)?|additional reporting|by)\b[^.]{2,60}"
    r"|(?-i:(?:[A-Z][\w'’-]+ ){2,3})reports)\.?$",
    re.IGNORECASE,
)
"""Who gave a picture or helped, behind the date in a line of its own."""
OUR_PAPER = re.compile(
    r"[^“”\"]*?\b(?:[Ww]e|[Uu]s|[Oo]ur)\b[^.;:“”\"]{0,60}?\bat [Tt]he (?P<name>(?:[A-Z][\w’'&-]+ ){0,3}[A-Z]\w+)(?! [Oo]ffice\b)"
)
"""Where a publication names itself: `write to us at the …`."""
TODAY = re.compile(r"\b[Tt]oday(?:['’]s)?\b[^.()]{0,24}\(([^()]{4,40})\)")
REPORTING = re.compile(r"\((?:Reporting|Reported|Words|Writing|Additional reporting)\s+by\s+([^()]{3,60})\)")
AUTHOR_NAME = re.compile(
    r"(?:[A-Z]\.\s*)+[A-Z][\w'’-]+|[A-Z][\w'’.-]+(?:\s+(?:de|van|von|al|el|ap|Mc)?\s?[A-Z][\w'’-]+){1,3}"
)
POSTED = re.compile(
    rf"{_POST},\s*(?P<behind>{_AUTHOR})|(?:[Bb]y:?\s+)?(?P<before>{_AUTHOR}),?\s*(?:{_POST}|PA|Press Association)"
)
"""An author beside a post: `Education Editor, A`, `A Social affairs editor`, `A, PA`."""
_NAME = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’-]+){1,2}"
NAMES = re.compile(rf"(?:{_NAME}(?:, ))*{_NAME}(?:,? (?:and|&) {_NAME})?")
"""A line of authors."""
BODY_NAME = re.compile(r"(?:the )?(?:office for|department (?:for|of)|ministry of)\b[\w,() ]{3,60}", re.IGNORECASE)
"""The name of a body, which is a headline only where there is no other."""
NO_TITLE = re.compile(
    r"image (?:caption|source)|www\.|https?:|categories|media|dear |skip (?:to|ribbon)|you are (?:currently )?(?:here|in)"
    r"|home\s*[>»›/|]|.*(?:chevron_right| [»›] )|minutes:?$"
    r"|for enquiries|.*\b0\d{3,4} \d{6}\b|.*\byour\b.* magazine$|\d+ min(?:ute)?s? read"
    r"|.*\.(?:jpe?g|png|gif)$"
    r"|.{0,24}\b(?:shot|photo|picture|image|view) of\b|(?:.*\b)?(?:HQ|headquarters|(?:borough|town|county|city) hall(?: \w+)?)$"
    r"|(?:[\w’'-]+ ){0,4}(?:HQ|headquarters|(?:town|county|city) hall|civic centre|offices) of"
    r" [\w’' -]{3,60}(?:council|authority)$"
    r"|(?:cllr|councillor|dr|professor) [^.,]{3,40} is (?:the|an?)\b|decision (?:maker|status|details)|issues? - \w+$"
    r"|is (?:key decision|subject to)|(?:date|report|purpose|contact|ward|inspection dates?|lead inspector)[\w() ]{0,20}:",
    re.IGNORECASE,
)
PICTURE = re.compile(r"(?:source|picture|photo|image|credit)s?:|image (?:source|caption)", re.IGNORECASE)
CREDITED = re.compile(
    r"\((?:image|picture|photo|pic|credit)s?\b:?[^()]*\)$|\b(?:image|picture|photo) by (?-i:[A-Z])[\w .’'-]{2,40}$"
    r"|\b(?:adobestock|shutterstock|istock|gettyimages)[ _-]?\d+",
    re.IGNORECASE,
)
TITLE_LABEL = re.compile(
    r"(?:subject|title|headline|(?:agenda )?item \d*)\s*:\s*|\d{1,3}\.?\s+(?=.*\sPDF\s)", re.IGNORECASE
)
TITLE_TAIL = re.compile(r"\s+(?:PDF|DOCX?)\s+[\d.,]+\s?[KM]B$|\s+image$")
GLUED = re.compile(r"\s*[|\n·•]\s*|\s+[-–—]\s+|,\s*$|(?<=[a-z])(?=Published|Updated|Posted)")
"""What stands between the parts of a byline, if anything does."""
OUTLET_BY = re.compile(r"(?P<outlet>[A-Z][\w’'&-]+(?: [A-Z][\w’'&-]+){0,3}) (?P<author>[Bb]y [A-Z]\w.*)")
"""The outlet and the author run together: `SampleLive By A`."""
CLOCK = re.compile(r"(?<![\d/.-])\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?![\d/.-])", re.IGNORECASE)
HANDLE = re.compile(r"[A-Z][a-z]+[A-Z]\w+|(?:[A-Z]{2,}[ -]){1,2}[A-Z]{3,}")
"""An author's name that is no ordinary one: `EdReporter`, or in capitals."""
PROMPT = re.compile(r"\s(?:get|sign up|subscribe)\b.*\b(?:inbox|newsletter|subscrib\w+|email)\b.*", re.IGNORECASE)
NAMEPLATE = re.compile(
    r"(?:The )?(?:[A-Z][\w’'&-]+ ){1,3}(?:Times|Post|Gazette|Herald|Chronicle|Echo|Mail|Observer|Guardian|Standard|Advertiser"
    r"|Mercury|Argus|Journal|Express|Star|Telegraph|Courier|Recorder|Mirror|Tribune|Citizen|Examiner|Evening News)"
)
"""The name of a newspaper alone on a line."""
CLOSING_DATE = re.compile(
    r"Published:? (?P<date>[^\n]{6,24})\n+(?:Last )?[Uu]pdated\b"
    r"|\b[Tt]his (?:column|article|story|piece|report|post) (?:first |originally )?(?:appeared|was published)\b[^.\n]{0,30}?"
    r" (?:on|in) (?P<day>\d[^.\n]{6,20})"
)
"""How government pages end, and what newspapers put under a column."""
DATE_LEAD = re.compile(
    r"(?:date \d{4}-\d\d-\d\d|\d\d/\d\d/\d{4} -|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4}\s*[-–—:|])\s+(?=\S)"
)
"""A date before the first words of a line."""
NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[-/.](\d{1,2})[-/.](20\d\d|\d\d)(?![\d/.-])")
DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4}")
NO_OUTLET = re.compile(
    r"(?:news|live|today|media|press)(?: (?:release|statement|notice)(?: (?:issued|published|date))?)?"
    r"|(?:(?:local democracy|senior|chief|political|education|news|trainee) )*(?:reporter|correspondent|editor)"
    r"|[^a-z]*\d[^,]*, .*",
    re.IGNORECASE,
)
"""What holds a word of a publication's name and is none: a section, a post, a time."""
TWICE = re.compile(r"(.{4,40}?)\s*\1")
NEXT_CELL = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?")
"""What is run together with an author: the region in the next cell of a page."""
DIGIT = re.compile(r"\d")
WITH_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d[/.-]\d\d?[/.-]\d\d\b")
TO_COME = re.compile(
    r"(?:date of )?(?:the )?next\b|(?:due|until|deadline|clos(?:es|ing)|apply|book(?:ing)?s?|tickets?|opens?|starts?|begins?)\b",
    re.IGNORECASE,
)
"""What is said of dates that are not those of an article."""
ISSUE_OF = re.compile(
    r"(?:\w+ ){1,2}(?:of|for)|(?:week|fortnight|month) (?:ending|ended|commencing|beginning)"
    r"|(?:issue|number|no\.?|edition|vol(?:ume)?\.?) ?\d+(?:[,:]? (?:issue|no\.?) ?\d+)?",
    re.IGNORECASE,
)
"""What stands before the date of an issue: `Weekly update of`, `Issue 7`."""
HELD = re.compile(
    r"(?:(?:draft|approved|unconfirmed|the) )*(?:minutes|notes|record) of (?:the |an? )?[^.\n]{3,90}?\b(?:held )?on "
    r"(?:\w+day,? )?(?:the )?(?=\d)",
    re.IGNORECASE,
)
"""What stands before the day of the meeting that minutes are of."""
BARE = re.compile(r"[-–•\s]*(?:published|updated|posted)[\s:]*", re.IGNORECASE)
OPINION = re.compile(r"\W*(?:opinion|comment|viewpoint|column)\b", re.IGNORECASE)
WHO_WRITES = re.compile(r"([A-Z][\w'’-]+ (?:[A-Z][\w'’-]* )?[A-Z][\w'’-]+) is (?:an?|the)\b")

_NEWS = r"(?:news\w*|media|press|and|&|centre|office|web ?site|home ?page|stories|updates?|releases?|latest|blog)"
OF_SITE = re.compile(rf"(?:\s*[:|–-])?(?:\s+{_NEWS}){{1,6}}$", re.IGNORECASE)
NEWS_PAGE = re.compile(
    rf"(?:{_NEWS}\s+){{0,4}}{_NEWS}(?:\s+from\s+(?:the|your)\s+(?:\w+\s+)?council)?|home|welcome", re.IGNORECASE
)
"""The name of a page of news, which is no headline."""
ENTRY = re.compile(
    r"[^\w\n]*(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)?[a-z]*\.?,?\s*"
    r"(?:19|20)\d\d\s*[-–—:|]"
)
"""The time that opens an entry of a timeline."""

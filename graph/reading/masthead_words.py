"""The words and forms of bylines, date lines and headlines."""

from __future__ import annotations

import re

SENTENCE = re.compile(r"\.[”’\"')]+$|\bsaid\b[^.]*[“‘\"']")
WORD = re.compile(r"[^\W_][\w'’-]*")
ENDS = re.compile(r"[.!?…:][”’\"')\]]*$")
BY = re.compile(r"(?:words |written |report(?:ed)? |story |exclusive )?by:?\s+(?=[A-Z@])", re.IGNORECASE)
DATED = re.compile(
    r"(?:first )?(?:published|posted|dated?|(?:page )?(?:last )?updated|created|issued|added)\b(?: on| at)?\s*:?\s*",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:am|pm)?"
    r"|\b\d{1,2}\s?[ap]m\b"
    r"|\b(?:am|pm|gmt|bst|at|on|by|and|first|published|posted|updated|last|page|date|dated|edited|updated:)\b"
    r"|[\s,|:;·•–—/-]+",
    re.IGNORECASE,
)
PUBLICATION = re.compile(
    r"\b(?:News|Times|Post|Gazette|Herald|Chronicle|Echo|Mail|Observer|Guardian|Standard|Advertiser|Mercury"
    r"|Argus|Journal"
    r"|Express|Star|Telegraph|Independent|Weekly|Press|Today|Live|BBC|ITV|Radio|Media|Wire|Samples?|samples|Magazine"
    r"|LocalGov|Courier|Recorder|Mirror|Sun|Tribune|Citizen|Examiner|Record|Reporter|Review|Bulletin|World"
    r"|newsletter)\b"
)
JOB = re.compile(
    r",?\s*\b(?:local democracy|chief|senior|political?s?|education|social affairs|news|community|crime"
    r"|health)\b.*\b(?:reporter"
    r"|correspondent|editor|writer)\b|,?\s*\b(?:reporter|correspondent|editor|staff writer"
    r"|local democracy reporter)\b.*",
    re.IGNORECASE,
)
WIRE = re.compile(r"[A-Z][A-Z .'’-]{2,40},\s+(?P<date>[^()]{4,24}?)\s+\((?P<publisher>[^()]{2,40})\)\s*[-–—]\s")
TODAY = re.compile(r"\b[Tt]oday(?:['’]s)?\b[^.()]{0,24}\(([^()]{4,40})\)")
REPORTING = re.compile(r"\((?:Reporting|Reported|Words|Writing|Additional reporting)\s+by\s+([^()]{3,60})\)")
AUTHOR_NAME = re.compile(
    r"(?:[A-Z]\.\s*)+[A-Z][\w'’-]+|[A-Z][\w'’.-]+(?:\s+(?:de|van|von|al|el|ap|Mc)?\s?[A-Z][\w'’-]+){1,3}"
)
NO_TITLE = re.compile(r"(?:image (?:caption|source)|www\.|https?:|categories|media|dear )", re.IGNORECASE)
DIGIT = re.compile(r"\d")
ISSUE_OF = re.compile(r"(?:\w+ ){1,2}(?:of|for)", re.IGNORECASE)
"""What stands before the date of an issue: `Weekly update of`."""
BARE = re.compile(r"[-–•\s]*(?:published|updated|posted)[\s:]*", re.IGNORECASE)
OPINION = re.compile(r"\W*(?:opinion|comment|viewpoint|column)\b", re.IGNORECASE)
WHO_WRITES = re.compile(r"([A-Z][\w'’-]+ (?:[A-Z][\w'’-]* )?[A-Z][\w'’-]+) is (?:an?|the)\b")

_NEWS = r"(?:news\w*|media|press|and|&|centre|office|web ?site|home ?page|stories|updates?|releases?|latest|blog)"
OF_SITE = re.compile(rf"(?:\s*[:|–-])?(?:\s+{_NEWS}){{1,6}}$", re.IGNORECASE)
NEWS_PAGE = re.compile(
    rf"(?:{_NEWS}\s+){{0,4}}{_NEWS}(?:\s+from\s+(?:the|your)\s+(?:\w+\s+)?council)?|home|welcome", re.IGNORECASE
)
"""The name of a page of news, which is no headline."""

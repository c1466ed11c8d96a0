"""Tells what surrounds an article (adverts, jobs, links, newsletter boxes, magazine plugs) from the article.

Works on the paragraphs in order. A cue marks its own paragraph; an opener (`Latest jobs`, `Related articles`) also what
follows, until prose about the article's own people and places takes up again. Nothing is deleted: the paragraphs are
marked, so that offsets hold and a page can show why a line was passed over. The wordings are in promo.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

_WORDS = tomllib.loads(files(__package__).joinpath("promo.toml").read_text(encoding="utf-8"))


def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _WORDS[name]), re.IGNORECASE)


_CUE, _SOFT, _HARD, _JOB_SIGN, _PROMO_WORDS = (_any(name) for name in ("cue", "soft", "hard", "job_sign", "words"))
_JOBS = re.compile(_WORDS["jobs"], re.IGNORECASE)
_GENERIC = frozenset(_WORDS["generic"].split())
_AD = re.compile(r"(?:(?:hide )?ad(?:vert(?:s|isements?|ising)?)?\W*)+", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:The (?:council|authority|report|inspect|watchdog|regulator|local authority|letter|service|department|findings|leader"
    r"|director)(?! (?:in|at|of)\b)"
    r"|Inspectors|(?:He|She|They|It) |In (?:its|his|her|their|a|the) (?:\w+ )?(?:report|statement|response|letter))"
)
"""How prose begins that goes on with an article; what adverts and teasers tell begins anew."""
_SPOKEN_OF = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir) (?:council|authority|local authority|borough|county|report|inspection|inspectors|watchdog"
    r"|regulator)(?:[’']s)?\b(?! (?:in|at|of)\b)"
)
"""What prose speaks of as known; teasers are about something else, and name it."""
_NEAR = 4
_INLINE = {"link": (2,), "ad": (1, 2)}
"""At which paragraphs after one link, or after a mark of an advert, the text goes on whatever it says."""
_SHORT = 4  # words
_LINK = re.compile(r"read more:?", re.IGNORECASE)
_SALARY = re.compile(r"£\s?(?:\d{2,3},\d{3}|\d{5,6}|\d{2,3}k)\b", re.IGNORECASE)
_NAME_WORD = re.compile(r"(?<![\w’'])[A-Z][a-zà-ÿ]{2,}")
_SPEECH = re.compile(r"[“‘\"'].*\b(?:said|says|added|told)\b|\b(?:said|says|added|told)\b.*[“‘\"']")
_ENDS = re.compile(r"[.!?…][”’\"')\]]*$")


def promo(paragraphs: Sequence[str], title: int | None) -> list[bool]:
    """For each paragraph whether it is promotion; `title` is the number of the headline, if there is one."""
    marks = [False] * len(paragraphs)
    known: set[str] = set()
    seen_prose, section, length, last = False, "", 0, ""
    for number, words in enumerate(paragraphs):
        if number == title:
            continue
        prose = len(words) > 60 and bool(_ENDS.search(words))
        opener, job = _opener(paragraphs, number, prose), _job_line(words, prose)
        if opener or job or _cue(words):
            marks[number] = True
            if opener and seen_prose:
                section, length = opener, 0
            if job:
                _mark_job_head(paragraphs, marks, number)
            continue
        if section:
            length += 1
            inline = length in _INLINE.get(section, ()) and not _PROMO_WORDS.search(words)
            inline = inline or (_quotes_on(last, words) and not _PROMO_WORDS.search(words))
            sentence = prose or (section == "ad" and bool(_ENDS.search(words)) and len(words.split()) > _SHORT)
            if not (sentence and (inline or _resumes(words, known, section, length))):
                marks[number] = True
                continue
            section = ""
        if prose:
            seen_prose, last = True, words
            known.update(word for word in _NAME_WORD.findall(words) if word not in _GENERIC)
    return marks


def _opener(paragraphs: Sequence[str], number: int, prose: bool) -> str:
    """`hard` where jobs, plugs or sponsored pieces begin, `soft` where links do; `link`, `ad` inside the text before one."""
    words = paragraphs[number]
    if prose or len(words) > 90 or _AD.fullmatch(words):
        return "ad" if _AD.fullmatch(words) else ""
    if len(words) < 60 and _JOBS.fullmatch(words):
        return "hard"
    if number > 3 and words.endswith(" image") and list(paragraphs[number + 1 : number + 2]) == [words[:-6]]:
        return "soft"
    bare = len(words.split()) <= 4 or words.endswith(":")
    if bare and _HARD.match(words):
        return "hard"
    if bare and _LINK.fullmatch(words):
        return "link"
    return "soft" if bare and ":" not in words[:-1] and _SOFT.match(words) else ""


def _quotes_on(last: str, words: str) -> bool:
    """Whether a paragraph goes on with a quotation of the last one; teasers do not begin with a mark."""
    return words[0] in "“\"‘'" and any(mark in last for mark in '“"‘')


def _cue(words: str) -> bool:
    return len(words) <= 300 and bool(_CUE.match(words.lstrip("-–—•*▶►>»›|·[ ")))


def _job_line(words: str, prose: bool) -> bool:
    return len(words) <= 220 and not prose and bool(_SALARY.search(words)) and bool(_JOB_SIGN.search(words))


def _mark_job_head(paragraphs: Sequence[str], marks: list[bool], number: int) -> None:
    """A salary line takes the post and the employer above it along."""
    for above in range(number - 1, max(-1, number - 3), -1):
        if marks[above] or len(paragraphs[above]) > 90 or paragraphs[above][-1:] in '.!?:”"’':
            return
        marks[above] = True


def _resumes(words: str, known: set[str], section: str, length: int) -> bool:
    """Whether prose after an opener belongs to the article again."""
    if _PROMO_WORDS.search(words):
        return False
    if section != "hard" and (_SPOKEN_OF.search(words) or (length <= _NEAR and _GOES_ON.match(words))):
        return True
    shared = sum(1 for name in known if name in words) + (
        section != "hard" and length == 1 and bool(_SPEECH.search(words))
    )
    return shared >= (1 if section != "hard" or length <= 2 else 2)

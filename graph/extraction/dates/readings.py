"""What each way of writing a date means in EDTF, given what is known of the document's date.

Each function takes the words, that anchor and the words before, and gives the EDTF and whether its year comes from the
document's date; None where the words name no possible day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from graph.extraction.dates.edtf import Anchor, season
from graph.extraction.dates.news import read_news
from graph.extraction.dates.words import COUNT, DAY, MONTH, NUMBER, SEASON, YEAR

Reading = tuple[str, bool]
"""EDTF and whether its year comes from the document's date."""

_FUTURE = re.compile(
    r"\b(?:next|until|till)\s+$"
    r"|\b(?:will(?! have (?:seen|heard|read))|due|expected|planned|scheduled|set|shall|must|hopes?|aims?)\b"
    r"[^.;,:]{0,40}\b(?:in|by|on|from|during)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _month(word: str) -> int:
    return NUMBER[word[:3].lower()]


def _valid(year: str, month: int, day: str) -> bool:
    try:
        dt.date(int(year) if year.isdigit() else 2000, month, int(day))
    except ValueError:
        return False
    return True


def _year_for(known: Anchor, before: str, month: int, day: int | None = None) -> tuple[str, bool]:
    """The year of a month (and day) written without one: the latest not after the document's date, else `XXXX`."""
    if known.year is None or known.month is None or _FUTURE.search(before):
        return "XXXX", False
    later = month > known.month or (month == known.month and bool(day and known.day and day > known.day))
    same = month == known.month and not later
    if same and re.search(r"\blast\s+$", before):
        later = True
    return str(known.year - 1 if later else known.year), True


def _read_iso(words: str, _known: Anchor, _before: str) -> Reading | None:
    year, month, day = words.split("-")
    return (words, False) if _valid(year, int(month), day) else None


def _read_slash(words: str, _known: Anchor, _before: str) -> Reading | None:
    day, month, year = re.split(r"[/.]", words)
    return (f"{year}-{int(month):02d}-{int(day):02d}", False) if _valid(year, int(month), day) else None


def _read_day(words: str, known: Anchor, before: str) -> Reading | None:
    month = _month(MONTH.search(words).group())  # type: ignore[union-attr]
    day = DAY.search(YEAR.sub(" ", words))
    stated = YEAR.search(words)
    if day is None:
        return None
    if stated:
        year, anchored = stated.group(), False
    elif words.endswith("year"):
        year, anchored = _named_year(words, known)
    else:
        year, anchored = _year_for(known, before, month, int(day.group()))
    return (f"{year}-{month:02d}-{int(day.group()):02d}", anchored) if _valid(year, month, day.group()) else None


_SAME_YEAR = re.compile(r"(?:that|the\s+same)\s+year$")


def _read_days(words: str, known: Anchor, before: str) -> Reading | None:
    """`14 to 25 January 2019`, `June 30 and July 4, 2025`: from the first day to the last."""
    months = [_month(found.group()) for found in MONTH.finditer(words)]
    years = [found.group() for found in YEAR.finditer(words)]
    days = DAY.findall(YEAR.sub(" ", words))
    if len(days) < 2:
        return None
    first_month, last_month = months[0], months[-1]
    anchored = False
    if years:
        last_year = years[-1]
    elif _SAME_YEAR.search(words) and (told := YEAR.findall(before)):
        last_year = told[-1]
    elif words.endswith("year") and not _SAME_YEAR.search(words):
        last_year, anchored = _named_year(words, known)
    else:
        last_year, anchored = _year_for(known, before, last_month, int(days[-1]))
    first_year = years[0] if len(years) > 1 else _year_before(last_year, first_month > last_month)
    if not (_valid(first_year, first_month, days[0]) and _valid(last_year, last_month, days[-1])):
        return None
    first, last = (
        f"{first_year}-{first_month:02d}-{int(days[0]):02d}",
        f"{last_year}-{last_month:02d}-{int(days[-1]):02d}",
    )
    return (f"{first}/{last}", anchored) if first < last or "X" in first else None


def _year_before(year: str, needed: bool) -> str:
    return str(int(year) - 1) if needed and year.isdigit() else year


def _read_months(words: str, known: Anchor, before: str) -> Reading | None:
    """`September and October`, `January to September 2023`."""
    first, last = (_month(found.group()) for found in MONTH.finditer(words))
    years = [found.group() for found in YEAR.finditer(words)]
    anchored = False
    if years and words.endswith("this year"):
        named, anchored = _named_year(words, known)
        return (f"{years[0]}-{first:02d}/{named}-{last:02d}", anchored) if anchored else None
    if years and YEAR.search(words, _last_month(words)):
        year = years[-1]
    elif years:
        return None
    elif words.endswith("year"):
        year, anchored = _named_year(words, known)
    else:
        year, anchored = _year_for(known, before, last)
    first_year = years[0] if len(years) > 1 else _year_before(year, first > last)
    return f"{first_year}-{first:02d}/{year}-{last:02d}", anchored


def _last_month(words: str) -> int:
    return max(found.end() for found in MONTH.finditer(words))


def _named_year(words: str, known: Anchor) -> tuple[str, bool]:
    """The year that `last year`, `this year` or `next year` names."""
    if known.year is None:
        return "XXXX", False
    shift = -1 if "last" in words else 1 if "next" in words else 0
    return str(known.year + shift), True


def _read_month_of(words: str, known: Anchor, _before: str) -> Reading | None:
    year, anchored = _named_year(words[3:], known)
    return f"{year}-{_month(words):02d}", anchored


def _read_month(words: str, known: Anchor, before: str) -> Reading | None:
    stated, month = YEAR.search(words), _month(words)
    year, anchored = (stated.group(), False) if stated else _year_for(known, before, month)
    return f"{year}-{month:02d}", anchored


def _read_month_same(words: str, _known: Anchor, before: str) -> Reading | None:
    """`April of that year`, `that April`: of the year written last before it."""
    years = YEAR.findall(before)
    return (f"{years[-1]}-{_month(words):02d}", False) if years else None


def _read_year_same(_words: str, _known: Anchor, before: str) -> Reading | None:
    """`earlier that year`: the year written last before it."""
    years = YEAR.findall(before)
    return (years[-1], False) if years else None


def _read_season(words: str, known: Anchor, before: str) -> Reading | None:
    code = SEASON[re.split(r"\s", words.lower())[0]]
    stated = YEAR.search(words)
    if stated:
        return f"{stated.group()}-{code}", False
    if words.endswith("year"):
        year, anchored = _named_year(words, known)
        return (f"{year}-{code}", anchored) if anchored else None
    if known.year is None or known.month is None or _FUTURE.search(before):
        return None
    first = int(season(str(code))[0])
    running = first <= known.month <= first + 2
    past = known.month >= first and not (running and before.rstrip().endswith("last"))
    return f"{known.year if past else known.year - 1}-{code}", True


def _read_fiscal(words: str, _known: Anchor, _before: str) -> Reading | None:
    first, last = re.split(r"\s?[-–/]\s?", words)
    last = last if len(last) == 4 else first[:2] + last
    return (f"{first}/{last}", False) if int(first) < int(last) <= int(first) + 10 else None


def _read_years(words: str, _known: Anchor, _before: str) -> Reading | None:
    first, last = YEAR.findall(words)
    return (f"{first}/{last}", False) if int(first) < int(last) else None


def _read_year(words: str, _known: Anchor, _before: str) -> Reading | None:
    return words, False


def _read_span(words: str, known: Anchor, _before: str) -> Reading | None:
    number = words.split()[1]
    years = int(number) if number.isdigit() else COUNT[number]
    if known.year is None or years > 50:
        return None
    ahead = words.startswith(("next", "coming"))
    first, last = (known.year, known.year + years) if ahead else (known.year - years, known.year)
    return f"{first}/{last}", True


def _read_ago(words: str, known: Anchor, _before: str) -> Reading | None:
    number = re.split(r"\s+years?\b", words)[0].split()[-1].lower()
    years = int(number) if number.isdigit() else COUNT[number]
    return (f"{known.year - years}~", True) if known.year and years < 60 else None


def _read_later(words: str, known: Anchor, before: str) -> Reading | None:
    """`three years later`, counted from the year written last; not what may be the time of the document itself."""
    number, years = words.split(maxsplit=1)[0].lower(), YEAR.findall(before)
    if not years or known.year is None:
        return None
    later = int(years[-1]) + (int(number) if number.isdigit() else COUNT[number])
    return (str(later), False) if later < known.year - 1 else None


def _read_relative(words: str, known: Anchor, before: str) -> Reading | None:
    words = words.lower()
    if known.year is None or before.endswith("later "):
        return None
    if words in ("today", "yesterday"):
        if not (known.month and known.day):
            return None
        day = dt.date(known.year, known.month, known.day) - dt.timedelta(days=words == "yesterday")
        return day.isoformat(), True
    if words.endswith("month"):
        if known.month is None:
            return None
        months = known.year * 12 + known.month - 1 + (-1 if words[0] == "l" else 1 if words[0] == "n" else 0)
        return f"{months // 12}-{months % 12 + 1:02d}", True
    return _named_year(words, known)


READERS: dict[str, Callable[[str, Anchor, str], Reading | None]] = {
    "iso": _read_iso,
    "slash": _read_slash,
    "days": _read_days,
    "spell": _read_days,
    "spell_us": _read_days,
    "days_us": _read_days,
    "days_short": _read_days,
    "day": _read_day,
    "day_us": _read_day,
    "months_between": _read_months,
    "months": _read_months,
    "month_same": _read_month_same,
    "year_same": _read_year_same,
    "month_of": _read_month_of,
    "month": _read_month,
    "season": _read_season,
    "fiscal": _read_fiscal,
    "years": _read_years,
    "year": _read_year,
    "span": _read_span,
    "ago": _read_ago,
    "later": _read_later,
    "relative": _read_relative,
    "news": read_news,
}

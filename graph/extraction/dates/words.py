"""The words of which dates are made, as regular expressions."""

from __future__ import annotations

import re

MONTHS = "january february march april may june july august september october november december"
WEEK = "monday tuesday wednesday thursday friday saturday sunday"
MONTHS_IN_SHORT = "jan feb mar apr jun jul aug sep sept oct nov dec"
_COUNT_WORDS = "two three four five six seven eight nine ten"
NUMBER = {name[:3]: number for number, name in enumerate(MONTHS.split(), 1)}
SEASON = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
COUNT = {"a": 1, "one": 1} | {word: number for number, word in enumerate(_COUNT_WORDS.split(), 2)}

_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER"
    r"|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z])"
)
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_Y = r"(?:19[5-9]\d|20[0-4]\d)(?![\d,]*\d)"
_ENDED = (
    r"(?:,?\s+(?:and|which)\s+(?:was\s+)?|,\s+)(?:ended|ending|finished|finishing|completed|concluded|lasted\s+until"
    r"|ran\s+to)(?:\s+on)?\s+(?:the\s+)?"
)
_TO = rf"(?:\s*(?:to|and|TO|AND|until|till|through|-|–|—|&|/)\s*|{_ENDED})"
_WEEKDAY = r"(?:(?:the|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+){0,2}"
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?\b"
_UNTIL = r"(?:\s+(?:to|until)\s+|\s*[-–—/]\s*)"
_JUST = rf"(?:\s+(?:and|&)\s+|{_ENDED})"
_OF = r"\s+(?:of\s+)?"
_THAT_YEAR = rf"(?:,?\s+{_Y}|\s+(?:last|this)\s+year\b(?:\s+\({_Y}\))?|\s+(?:of\s+)?(?:that|the\s+same)\s+year\b)?"
_NUM = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"

CUES = frozenset(f"{MONTHS} {MONTHS_IN_SHORT} spring summer autumn winter year years month today yesterday".split())
NEWS_CUES = frozenset(f"{WEEK} morning afternoon evening week".split())
"""Words of the days around a document's own, which date the news of the housing regulator and no other inspection."""

CUE_YEAR = re.compile(r"(?:19|20)\d\d")
"""Without one of these words, or a year in it, there is no date: PATTERN, which is slow, is tried near them only."""

PATTERN = re.compile(
    "|".join(
        rf"(?P<{name}>{body})"
        for name, body in (
            ("iso", r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"),
            ("slash", r"(?<![\d/£])(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d(?![\d/])"),
            ("days", rf"\b(?:{_D}(?:,\s*|\s+)){{0,6}}{_D}{_TO}{_WEEKDAY}{_D}{_OF}{_M}{_THAT_YEAR}"),
            ("spell", rf"\b{_D}{_OF}{_M}(?:,?\s+{_Y})?{_TO}{_WEEKDAY}{_D}{_OF}{_M}{_THAT_YEAR}"),
            ("spell_us", rf"\b{_M}\s+{_D}(?:,?\s+{_Y})?{_TO}{_WEEKDAY}{_M}\s+{_D}{_THAT_YEAR}"),
            ("days_us", rf"\b{_M}\s+{_D}(?:{_UNTIL}|{_JUST}){_D}(?!\w|\s+{_M}){_THAT_YEAR}"),
            ("days_short", rf"\b{_D}\s+{_M}{_JUST}{_D}(?!\w|\s+{_M})"),
            ("day", rf"\b{_D}\s+(?:of\s+)?{_M}(?:,?\s+{_Y}|\s+(?:last|this)\s+year(?:\s+\({_Y}\))?)?"),
            ("day_us", rf"\b{_M}\s+{_D}(?:,?\s+{_Y}|\s+(?:last|this)\s+year(?:\s+\({_Y}\))?)?"),
            ("months_between", rf"(?<=between ){_M}\s+{_Y}\s+and\s+{_M}(?:,?\s+{_Y}|\s+this\s+year)"),
            (
                "months",
                rf"\b{_M}(?:(?:\s+{_Y})?{_UNTIL}|\s+and\s+)(?:(?:late|early|mid)[\s-])?{_M}(?:,?\s+(?:of\s+)?{_Y}|\s+(?:last"
                rf"|this)\s+year(?:\s+\({_Y}\))?)?",
            ),
            ("month_same", rf"(?<=\b[Tt]hat ){_M}(?!\s+\d)|\b{_M}(?:\s+of|,)?\s+(?:that|the\s+same)\s+year\b"),
            ("year_same", r"\b(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly|[Ii]n)\s+(?:in\s+)?(?:that|the\s+same)\s+year\b"),
            ("month_of", rf"\b{_M}(?:\s+of)?\s+(?:last|this|next)\s+year\b"),
            ("month", rf"\b{_M}(?:,?\s+(?:of\s+)?{_Y})?"),
            (
                "season",
                rf"\b(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)(?:\s+(?:of\s+)?{_Y}|\s+(?:last|this)\s+year(?:\s+\({_Y}\))?)?\b",
            ),
            ("fiscal", r"(?<![\d£/-])(?:19|20)\d\d\s?[-–/]\s?(?:20)?\d\d(?![\d/-])"),
            ("years", rf"(?<![\d£.,/-])(?:{_Y}{_UNTIL}{_Y}|(?<=between ){_Y}\s+and\s+{_Y})(?![\d/-])"),
            ("year", rf"(?<![\d£.,/#-]){_Y}(?!\d|[/-]\d)"),
            ("span", rf"\b(?:last|past|previous|next|coming)\s+{_NUM}\s+years\b"),
            (
                "ago",
                rf"\b(?:(?:just\s+)?(?:over|under|more than|about|around|almost|nearly)\s+)?"
                rf"(?:{_NUM}\s+years?\s+ago|(?i:{_NUM})\s+years?\s+on\s+from)\b",
            ),
            ("later", rf"\b{_NUM}\s+years?\s+later\b"),
            ("relative", r"\b(?:[Ll]ast|[Tt]his|[Nn]ext)\s+(?:year|month)\b|\b(?:[Tt]oday|[Yy]esterday)\b"),
            (
                "news",
                rf"\b(?:[Ll]ast\s+)?{_DAYS}(?!,?\s+(?:the\s+)?(?:{_D}|{_M}))|\b(?:[Tt]his\s+(?:morning|afternoon|evening)"
                rf"|[Ll]ast\s+week)\b",
            ),
        )
    )
)
MONTH = re.compile(_M)
YEAR = re.compile(rf"(?<!\d){_Y}")
DAY = re.compile(r"(?<![\d£])\d{1,2}(?=(?:st|nd|rd|th)?(?!\d))")

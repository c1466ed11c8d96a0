"""What a report's file name and folder tell: `80477_kingston upon hull/… inspection - 13 january 2023.pdf`.

Ofsted's reports on councils print neither their provider number nor, since 2018, the day of publication; the archive
that people download them into has both in its names. They are given with that as their source, and no more weight.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from pathlib import PurePath

from graph.document import Origin, Stated

_FOLDER = re.compile(r"(\d{4,8})_\S.*")
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_DATE = re.compile(rf"(?<!\d)(\d{{1,2}})[ _-]+({'|'.join(_MONTHS)})[ _-]+((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")


def provider_number(name: str) -> Stated | None:
    """The Ofsted number that the folder name starts with."""
    for part in reversed(PurePath(name.replace("\\", "/")).parts[:-1]):
        if match := _FOLDER.fullmatch(part):
            return Stated(match[1], Origin.FILE_NAME)
    return None


def date(name: str) -> Stated | None:
    """The last day written in the file name, as EDTF."""
    stem = PurePath(name.replace("\\", "/")).name
    found = [(m.start(), m[3], _MONTHS.index(m[2].lower()) + 1, m[1]) for m in _DATE.finditer(stem)]
    found += [(m.start(), m[1], int(m[2]), m[3]) for m in _ISO_DATE.finditer(stem)]
    for _, year, month, day in sorted(found, reverse=True):
        try:
            return Stated(dt.date(int(year), month, int(day)).isoformat(), Origin.FILE_NAME)
        except ValueError:
            continue
    return None

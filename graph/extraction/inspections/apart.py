"""Years counted between two inspections: `rated good in July 2022, five years after it was found to require improvement`.

Takes the finished attachment of a document; an earlier inspection that no date tells of has the year that lies so many
years before the one that the document reports on. The year is one that was worked out, and is marked as that.
"""

from __future__ import annotations

import re

from graph.claim import TimeReference
from graph.extraction.dates.edtf import bounds
from graph.extraction.dates.when import compatible
from graph.extraction.dates.words import COUNT
from graph.extraction.inspections.attached import Attached
from graph.extraction.inspections.attachment import Attachment
from graph.extraction.inspections.event import Event

_COUNTED = re.compile(
    r"(?<!than )(?<!over )(?<!almost )(?<!nearly )(?<!about )(?<!around )(?<!some )(?<!roughly )"
    rf"\b(?P<words>(?P<number>{'|'.join(COUNT)}|\d{{1,2}}) (?:years? )?(?:after|on from|since))"
    r" (?:[a-z]+ ){0,2}(?:it|they|being|having|council|authority|county|borough|city|services?|department"
    r"|⟦(?:service|council)[^⟧]*⟧)(?:(?! after )[^.;⟦])*$"
)


def count_back(work: Attachment) -> None:
    """Give earlier inspections the year that words count back from the one reported on."""
    for event in [each for each in work.events if each.previous and not each.visit and each.edtf is None]:
        counted = next((found for each in work.of(event) if (found := _counted(each))), None)
        now = _reported_on(work, event)
        if counted is None or now is None:
            continue
        number = counted["number"]
        year = now - (COUNT.get(number) or int(number))
        same = next((each for each in _peers(work, event) if each.edtf and compatible(each.edtf, str(year))), None)
        if same is not None and same.previous:
            work.move(event, same)
        elif same is None:
            earliest, latest = bounds(str(year))
            event.published = TimeReference(counted["words"], str(year), earliest, latest, anchored=True)


def _counted(each: Attached) -> re.Match[str] | None:
    """The words before a grade that count the years since an inspection came to it."""
    grading = each.grading
    return _COUNTED.search(grading.line.text[: grading.position])


def _peers(work: Attachment, event: Event) -> list[Event]:
    own = work.events.of(event.council, event.service)
    return [each for each in own if each is not event and not each.visit]


def _reported_on(work: Attachment, event: Event) -> int | None:
    """The year of the inspection that the document reports on, None if it is not known."""
    years = [each.edtf[:4] for each in _peers(work, event) if not each.previous and each.edtf]
    return int(years[0]) if len(years) == 1 and years[0].isdigit() else None

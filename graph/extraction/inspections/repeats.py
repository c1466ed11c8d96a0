"""What repetition tells: an inspection named twice, and a grade given again.

Takes the finished attachment of a document; joins an undated inspection with the one whose grades it only repeats, and
gives an earlier inspection the grade that came `for the second time`.
"""

from __future__ import annotations

import re

from graph.claim import PUBLISH
from graph.extraction.analysis import MentionKind
from graph.extraction.dates.when import order
from graph.extraction.grades.gradings import OVERALL
from graph.extraction.inspections.attached import Attached
from graph.extraction.inspections.attachment import Attachment
from graph.extraction.inspections.event import Event

_STILL = re.compile(
    r"\b(?:still|again|once more|(?:third|second)(?! (?:since|after|such|visit|monitoring))|remains?|remained)\b"
    r"[^.;⟦]{0,40}⟦grade"
    r"|⟦grade[^⟧]*⟧[^.;⟦]{0,25}\b(?:still|again|once more|for the (?:third|second))\b"
)
_KNOWN = re.compile(
    r"\b(?:since|despite|after|following|until)\b[^.;⟦]{0,40}⟦grade|⟦grade[^⟧]*⟧-?(?: |-)rated|⟦grade[^⟧]*⟧ ⟦(?:service|council)"
)
_COUNTED = re.compile(
    r"\b(?:second|third|fourth)(?: successive| consecutive| straight)?"
    r" (?:time(?! lucky)|(?<!^the second )(?<![,;] the second )⟦grade)"
    r"|\b(?:second|third|fourth) (?:⟦inspectorate[^⟧]*⟧ )?(?:⟦kind[^⟧]*⟧|time) (?:in a row|running|in succession)\b"
    r"|\b(?:twice|three times)\b(?! (?:as|more|the|that|those|what|its|their)\b)"
)
_OF_ANY = re.compile(
    r"\b(?:for|of|to) an? (?:\w+ )?(?:council|authority|borough|county|landlord)\b"
    r"|\btime (?:that )?(?:the|this|that) (?:grade|rating|mark|verdict) (?:has|had) been\b"
)  # its third since it began
_REPEATED = re.compile(
    r"\b(?:two|both|three)(?: (?:earlier|previous|successive|consecutive))? ⟦grade[^⟧]*⟧ (?:⟦kind\??=judgement[^⟧]*⟧|\w+s\b)|"
    r"⟧[^⟦.;]{0,20}\bagain\b|\bthe same (?:\w+ )?(?:as|grade as|rating as) (?:in|it was in|at) ⟦date"
    r"|\bthe same [^.;]{0,45}(?:it|they) (?:received|got|had|were given|was given)[^.;⟦]{0,12} ⟦date"
    r"|\b(?:also|already|likewise|previously|last) (?:got|had|received|reached|achieved|earned|won|held|gained|secured|gave"
    r"|came to|(?:been )?(?:given|awarded|handed))\b[^.;⟦]{0,25}(?:⟦kind[^⟧]*⟧ )?(?:\w+ ){0,2}⟦date"
    r"|\b(?:still|again(?! and\b)|retain\w*|remain\w*|keeps?|kept|maintain\w*|once (?:again|more)|another) (?:[^⟦.;:]{0,25})"
    r"(?:⟦area=overall[^⟧]*⟧[^⟦.;]{0,15})?⟦grade"
)
_JUDGEMENTS = re.compile(r"\b(?<!first batch of )(?<!first round of )(?<!first set of )(?:judge?ments|gradings)\b")
_INFERRED = 0.78
_LATE = "9999"


def join_repeated(work: Attachment) -> None:
    """An undated inspection that only repeats the grades of another is that one, if a visit is news or words refer back."""
    for event in [each for each in work.events if each.edtf is None]:
        own = work.of(event)
        if not own or any(_STILL.search(each.grading.line.text) or each.negated for each in own):
            continue
        peers = [peer for peer in work.events.of(event.council, event.service) if peer is not event]
        if event.cued or all(_KNOWN.search(each.grading.line.text) for each in own):
            peers = [peer for peer in peers if peer.edtf and not peer.visit]
        elif not any(peer.visit and not peer.cued for peer in peers):
            continue
        same = next((peer for peer in peers if _facts(own) <= _facts(work.of(peer))), None)
        if same is not None:
            work.move(event, same)


def give_again(work: Attachment) -> None:
    """`For the second time`, `again`, `retains`: the inspection before came to the same overall grade."""
    for each in [a for a in work.attached if not (a.grading.before or a.negated or a.grading.partial)]:
        text = _own_words(each)
        counted = bool(_COUNTED.search(text))
        if each.confidence < PUBLISH or _OF_ANY.search(text) or not (counted or _REPEATED.search(text)):
            continue
        if _told_before(work, each):
            continue
        for event in _without_other(work, each, _past(work, each.event, counted=counted)):
            work.add(event, each.grading, min(each.confidence, _INFERRED))


def _told_before(work: Attachment, each: Attached) -> bool:
    """Whether the line gives the grade to an inspection at each of its times: `in 2020 and again in May 2025`."""
    line, times = each.grading.line, [m for token in each.grading.line.of(MentionKind.DATE) for m in token.mentions]
    same = {
        id(other.event)
        for other in work.attached
        if other.dated
        and other.grading.line is line
        and other.event.council == each.event.council
        and other.grading.grade.value == each.grading.grade.value
    }
    return len(same) > 1 and len(same) >= len(times)


def _without_other(work: Attachment, each: Attached, past: list[Event]) -> list[Event]:
    """The earlier inspections of no known overall grade; of several those that came to the same grade for some area."""
    unknown = [event for event in past if all(other.grading.partial for other in work.of(event))]
    alike = [event for event in unknown if each.grading.grade.value in {a.grading.grade.value for a in work.of(event)}]
    return alike if len(unknown) > 1 and alike else unknown


def share_date(work: Attachment) -> None:
    """`The judgements were published on 3 May` dates every judgement of the regulator that has no date of its own."""
    own = [each for each in work.events if each.service == "social_housing" and not each.cued]
    dates = {each.fieldwork.edtf: each for each in own if each.fieldwork and _JUDGEMENTS.search(_words(work, each))}
    if len(dates) != 1:
        return
    (known,) = dates.values()
    for each in own:
        if each.fieldwork is None and each is not known:
            each.fieldwork = known.fieldwork
            each.evidence += known.evidence[:1]


def _words(work: Attachment, event: Event) -> str:
    """The sentences that tell of an inspection."""
    return " ".join(each.passage.of(work.scene.document.text) for each in event.evidence)


def _own_words(each: Attached) -> str:
    """The words that can be about the grade: its line from the grade before to the grade after."""
    line, position = each.grading.line, each.grading.position
    grades = line.of(MentionKind.GRADE)
    start = max((grade.end for grade in grades if grade.end <= position), default=0)
    return line.text[start : min((grade.start for grade in grades if grade.start > position), default=None)]


def _past(work: Attachment, event: Event, *, counted: bool) -> list[Event]:
    peers = work.events.of(event.council, event.service)
    past = [each for each in peers if each.previous and not each.visit and each is not event]
    if event.previous:
        older = [each for each in past if order(each.edtf or _LATE) < order(event.edtf or "")]
        return [max(older, key=lambda each: order(each.edtf or ""))] if older else []
    if counted and not past:
        return [work.new(event.council, event.service, previous=True)]
    return past


def _facts(attached: list[Attached]) -> set[tuple[str, str]]:
    return {(area, each.grading.grade.value) for each in attached for area in areas_of(each) if not each.negated}


def areas_of(attached: Attached) -> tuple[str, ...]:
    """The keys of the areas that a grade is for."""
    whole = OVERALL.get(attached.event.service, "overall")
    named = (area.value for area in attached.grading.areas)
    return tuple(dict.fromkeys(whole if area == "overall" else area for area in named)) or (whole,)

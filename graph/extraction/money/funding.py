"""Which sums a council's services are to get, may get or have had: FundingClaims.

Takes the Analysis and the document's subject. A sum counts where a verb or noun of funding governs it; overspends,
savings, fines, salaries and prices do not. The same sum of the same council is one claim with all its passages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.claim import Evidence, FundingClaim, MoneyStatus, TimeReference
from graph.document import Span, Zone
from graph.extraction.analysis import Analysis, Mention, MentionKind, Sentence
from graph.extraction.dates.edtf import anchor
from graph.extraction.money import words as cues
from graph.extraction.money.sources import sources

_LEAST = 5_000
_MANY = 30
_FAR, _YEAR = 90, 13  # characters behind a sum, months
_LARGE = 50_000_000
"""More than this is a council's only where its sentence says so; else it is the country's."""


@dataclass(slots=True)
class _Sum:
    """One amount of one council, with all that is said of it."""

    council: str
    amount: int
    about: bool
    status: MoneyStatus
    recurrence: str
    period: TimeReference | None
    purpose: str
    additional: bool
    confidence: float
    evidence: dict[Span, Evidence] = field(default_factory=dict)


def find_funding(
    analysis: Analysis, subject: str | None, told_of: Mapping[Span, str] | None = None
) -> tuple[FundingClaim, ...]:
    """The commitments, proposals and past spending that a document reports.

    `told_of` has the councils that sentences are about, by their spans, where these are not about the `subject`; it is empty
    for those about a school, a home or another provider, whose sums are a council's only where it is named before them.
    """
    sums: dict[tuple[str, int], _Sum] = {}
    for sentence in analysis.sentences:
        if sentence.zone in (Zone.PROMO, Zone.BYLINE):
            continue
        for found in _sums(analysis, sentence, (told_of or {}).get(sentence.span, subject)):
            known = sums.get((found.council, found.amount))
            if known is None:
                sums[found.council, found.amount] = found
            else:
                _merge(known, found)
    kept = [found for found in sums.values() if not _approximates(found, sums.values())]
    source = sources(analysis, subject) if kept else None
    return tuple(_claim(found, source(next(iter(found.evidence.values()))) if source else None) for found in kept)


def _sums(analysis: Analysis, sentence: Sentence, subject: str | None) -> Iterator[_Sum]:
    text = analysis.document.text
    money = list(sentence.of(MentionKind.MONEY))
    if len(money) > _MANY:
        return
    for number, mention in enumerate(money):
        amount = int(mention.value)
        left = money[number - 1].span.end if number else sentence.span.start
        right = money[number + 1].span.start if number + 1 < len(money) else sentence.span.end
        before, after = text[left : mention.span.start], text[mention.span.end : right]
        whole = text[sentence.span.start : mention.span.start]
        raised = (
            number > 0
            and cues.TO_SUM.fullmatch(before)
            and cues.FROM_SUM.search(text[: money[number - 1].span.start][-9:])
        )
        if cues.FROM_SUM.search(before) and number + 1 < len(money) and cues.TO_SUM.fullmatch(after):
            continue  # the old sum of one that was raised
        if not raised and (cues.RANGE.search(before) or (cues.RANGE_ON.fullmatch(after) and number + 1 < len(money))):
            continue  # `between £2m and £3m` is no sum
        if number and before.strip() == "(":
            continue  # only explains the sum before
        council = _council(text, sentence, mention, subject)
        if amount < _LEAST or not council or (amount > _LARGE and not _of_council(text, sentence)):
            continue
        if _named_later(analysis, sentence, council) and not cues.THE_COUNCIL.search(sentence.span.of(text)):
            continue  # somebody else is told of so far
        if not _funds(whole, before, after, shared=number > 0):
            continue
        period = _period(sentence, mention, money)
        recurrence = _until(analysis, sentence, mention) or _recurrence(whole, before, after, period)
        status = _status(text[sentence.span.start : sentence.span.end], whole, after)
        yield _Sum(
            council=council,
            amount=amount,
            about=mention.feature == "about" and not raised,
            status=status,
            recurrence=recurrence,
            period=period,
            purpose=_purpose(after),
            additional=bool(cues.MORE.search(before[-30:]) or cues.MORE.match(after.lstrip())),
            confidence=0.86 if cues.FUND.search(before[-60:]) or cues.FUND.search(after[:30]) else 0.78,
            evidence={sentence.span: Evidence(sentence.span, mention.span)},
        )


def _named_later(analysis: Analysis, sentence: Sentence, council: str) -> bool:
    """Whether a council is named for the first time behind a sentence."""
    places = (
        each.span.start
        for other in analysis.sentences
        for each in other.of(MentionKind.COUNCIL)
        if each.value == council
    )
    return next(places, 0) >= sentence.span.end


def _of_council(text: str, sentence: Sentence) -> bool:
    return any(sentence.of(MentionKind.COUNCIL)) or bool(cues.OF_COUNCIL.search(sentence.span.of(text)))


def _funds(whole: str, before: str, after: str, *, shared: bool) -> bool:
    """Whether words of funding govern a sum, and none of debt, saving, pay or price."""
    elsewhere = cues.FOR_MANY.match(after) or cues.OTHER_PURPOSE.match(after)
    if cues.VETO_AFTER.match(after) or elsewhere or cues.DENIED.search(whole[-70:]):
        return False
    named = cues.COMPANY_PAID.search(before) or (cues.PROGRAMME.match(after) and not cues.CRITICISED.search(before))
    if cues.BY_MANY.search(whole[-140:]) or (cues.EVERY_YEAR.search(before) and cues.YEARLY.match(after)):
        return False
    if cues.AT_COST.search(before):
        return bool(cues.HIRING.search(whole) or cues.HIRING.search(after[:40]))
    near = before[-70:] if not shared else before[-40:]
    priced = cues.VETO_NEAR.search(cues.WILL_COST.sub("", near)) or cues.VETO_NEAR.match(after.lstrip(" -"))
    if priced and not named:
        return False
    if named or cues.FUND.search(f"{whole[-140:]}£") or cues.FUND.search(after[:60]):
        return True
    return bool(cues.GIVEN.search(before[-70:]) and cues.GIVEN_FOR.match(after))


def _council(text: str, sentence: Sentence, mention: Mention, subject: str | None) -> str:
    """The council that acts in the sentence before the sum, else the document's subject."""
    ahead = [other for other in sentence.of(MentionKind.COUNCIL) if other.span.end <= mention.span.start]
    named = [
        other.value
        for other in ahead
        if not cues.PARTNER.search(text[max(0, other.span.start - 24) : other.span.start])
    ]
    if named and subject not in named:
        return named[-1]
    if not named and cues.OTHER_SPENDER.match(text, sentence.span.start):
        return ""
    return subject or (named[-1] if named else "")


def _status(sentence: str, whole: str, after: str) -> MoneyStatus:
    """What is said to happen with the money; what is kept for later is committed, not spent."""
    if cues.PUT_FORWARD.match(after):
        return MoneyStatus.PROPOSED
    kept = cues.SET_ASIDE.search(whole[-60:]) or cues.BUDGETED.match(after)
    if not kept and (cues.SPENT.search(whole[-90:]) or cues.SPENT_BEHIND.match(after)):
        return MoneyStatus.SPENT
    if cues.PROPOSED.search(whole[-110:]) and not cues.DONE.search(sentence):
        return MoneyStatus.PROPOSED
    return MoneyStatus.COMMITTED


def _period(sentence: Sentence, mention: Mention, money: Sequence[Mention]) -> TimeReference | None:
    """The years that belong to a sum: named behind it before the next sum, else over the whole sentence."""
    later = [other.span.start for other in money if other.span.start > mention.span.end]
    limit = min([*later, mention.span.end + 70])
    dates = [date for date in sentence.of(MentionKind.DATE) if date.when and date.feature in _PERIODS]
    behind = [date for date in dates if mention.span.end <= date.span.start < limit]
    if behind:
        return behind[0].when
    ahead = [date for date in dates if date.span.end <= mention.span.start and date.feature == "span"]
    if ahead and ahead[-1].when:
        return ahead[-1].when
    years = [date for date in dates if date.feature == "fiscal" and date.when]
    if len(years) > 1:
        return _around(years)
    return years[0].when if years and len(money) > 1 and years[0].span.end <= money[0].span.start else None


_PERIODS = ("fiscal", "years", "span", "relative", "year")


def _around(dates: Sequence[Mention]) -> TimeReference | None:
    """One period from the first to the last of several financial years."""
    times = [date.when for date in dates if date.when and "/" in date.when.edtf]
    if not times:
        return None
    first, last = min(time.edtf.split("/")[0] for time in times), max(time.edtf.split("/")[1] for time in times)
    earliest = min((time.earliest for time in times if time.earliest), default=None)
    latest: dt.date | None = max((time.latest for time in times if time.latest), default=None)
    words = ", ".join(time.words for time in times)
    return TimeReference(words=words, edtf=f"{first}/{last}", earliest=earliest, latest=latest)


def _recurrence(whole: str, before: str, after: str, period: TimeReference | None) -> str:
    if cues.YEARLY.match(after):
        return "annual"
    if cues.TOTAL.match(after) or cues.YEARS.search(after[:_FAR]) or cues.YEARS.search(before[-60:]):
        return "multi_year_total"
    if cues.ONE_OFF.search(before[-60:]) or cues.ONE_OFF.search(after[:60]):
        return "one_off"
    if period is None:
        return "unspecified"
    return "multi_year_total" if "/" in period.edtf and period.words.endswith("years") else "one_off"


def _until(analysis: Analysis, sentence: Sentence, mention: Mention) -> str | None:
    """Whether a sum has to last for several years, if a time is told up to which it is spent."""
    issued, text = anchor(analysis.document.issued), analysis.document.text
    for date in sentence.of(MentionKind.DATE):
        behind = 0 <= date.span.start - mention.span.end < _FAR and cues.DEADLINE.search(
            text[max(0, date.span.start - 24) : date.span.start]
        )
        latest = date.when.latest if date.when else None
        if behind and latest and issued.year:
            months = (latest.year - issued.year) * 12 + latest.month - (issued.month or 6)
            return "multi_year_total" if months > _YEAR else "one_off"
    return None


def _purpose(after: str) -> str:
    found = cues.PURPOSE.match(after)
    return cues.STOP_WORDS.sub("", found.group("words")).strip() if found else ""


def _merge(known: _Sum, found: _Sum) -> None:
    """The same sum again: the more telling value of each field stays."""
    for passage, evidence in found.evidence.items():
        known.evidence.setdefault(passage, evidence)
    known.period = known.period or found.period
    known.purpose = known.purpose or found.purpose
    known.additional = known.additional or found.additional
    known.about = known.about and found.about
    known.confidence = max(known.confidence, found.confidence)
    if known.recurrence == "unspecified":
        known.recurrence = found.recurrence
    if known.status is MoneyStatus.COMMITTED and found.status is MoneyStatus.SPENT and len(known.evidence) < 2:
        known.status = found.status


def _approximates(found: _Sum, sums: Iterable[_Sum]) -> bool:
    """Whether a rounded sum is only the headline of exact ones."""
    if not found.about:
        return False
    exact = [other.amount for other in sums if not other.about and other.council == found.council]
    return any(abs(amount - found.amount) <= found.amount * 0.1 for amount in exact) or (
        len(exact) > 1 and found.amount * 0.5 <= max(exact) <= found.amount
    )


def _claim(found: _Sum, attribution: str | None) -> FundingClaim:
    return FundingClaim(
        evidence=tuple(found.evidence.values()),
        rule="funding",
        confidence=found.confidence,
        attribution=attribution,
        council=found.council,
        amount=found.amount,
        status=found.status,
        recurrence=found.recurrence,
        period=found.period,
        purpose=found.purpose,
        additional=found.additional,
    )

"""An analysed document laid out for the rules: every sentence that may give facts, and what the whole is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from graph.document import Document, Zone
from graph.extraction.analysis import Analysis, MentionKind, Sentence
from graph.extraction.councils.places import with_councils
from graph.extraction.scene.landlords import about_association, without_homes
from graph.extraction.scene.passing import Passing
from graph.extraction.scene.providers import Providers
from graph.extraction.scene.rated import ordered, regulated, told_in_grades
from graph.extraction.tape.line import Line
from graph.extraction.tape.tape import tape_of

INSPECTORATE_OF = {
    "childrens_services": "ofsted",
    "adult_social_care": "cqc",
    "send": "ofsted_cqc",
    "social_housing": "rsh",
    "fire": "hmicfrs",
    "youth_justice": "hmi_probation",
}
SERVICE_UNDER = {
    "ilacs": "childrens_services",
    "sif": "childrens_services",
    "jtai": "childrens_services",
    "area_send": "send",
    "care_act_assurance": "adult_social_care",
    "rsh_consumer": "social_housing",
}
NOT_OF_COUNCILS = ("fire", "youth_justice")  # services that are seldom a council's own
CHILDREN_ONLY = frozenset(["monitoring_visit", "focused_visit"])
_INSPECTORS = re.compile(
    r"\b(?:inspect(?:ors?|ions?|ed)|watchdog|regulator|of+ste?d|oftsed|osfted|cqc)\b", re.IGNORECASE
)
_CQC_BEGAN = "2023"
_CQC_FIRST = ("2009", "2010")  # the years in which it already rated councils' care for adults
_SCALE_OF_NEEDS = "2023"
_BEFORE_THE_SCALE = ("statement_of_action", "send_significant_weakness", "revisit")
_HOUSED = (
    re.compile(r"\b(?:landlord|tenan|homes?\b|hous(?:es?|ing)\b|flats?\b|regulat|rsh\b|repairs?\b|consumer)", re.I),
    re.compile(r"\b(?:landlord|regulat|rsh\b|consumer|grad(?:e|ing)|rat(?:ed|ing)|judg|inspect|watchdog|score)", re.I),
)
_OPENING = 3  # lines
_OPENING = 4  # lines
_UPDATED = re.compile(
    r"[^\w⟦]*(?:(?:page |story |article )?(?:last )?(?:updated|changed|modified)|added)\b[^.;⟦]{0,20}⟦date"
)
_MINUTED = re.compile(r"\bMINUTES\b|^Minutes(?: of|:|$)|\bRESOLVED\b|^Resolved\b", re.MULTILINE)
_LONGEST = 2000  # characters of a sentence; what is longer is no prose and gives no facts
SERVICE_OF = {inspectorate: service for service, inspectorate in INSPECTORATE_OF.items()}


@dataclass(frozen=True)
class Scene:
    """The lines of a document outside adverts."""

    analysis: Analysis
    lines: tuple[Line, ...]

    @property
    def document(self) -> Document:
        """The document."""
        return self.analysis.document

    @cached_property
    def inspectorates(self) -> Counter[str]:
        """How often each inspectorate is named."""
        return Counter(v for line in self.lines for t in line.of(MentionKind.INSPECTORATE) for v in t.values)

    @cached_property
    def told_until(self) -> str | None:
        """The day up to which the document tells: its own, or that of its last change (EDTF); None if it has no date."""
        changed = (
            mention.value
            for line in self.lines
            if _UPDATED.match(line.text)
            for token in line.of(MentionKind.DATE)
            for mention in token.mentions
        )
        return self.document.issued and max([self.document.issued, *changed])

    @cached_property
    def minuted(self) -> bool:
        """Whether the document is minutes, in which all is told in the pluperfect."""
        return bool(_MINUTED.search(self.document.text))

    @cached_property
    def services(self) -> Counter[str]:
        """How often each service is named unmistakably."""
        kinds = (MentionKind.SERVICE, MentionKind.FRAMEWORK)
        return Counter(
            SERVICE_UNDER.get(mention.value, mention.value)
            for line in self.lines
            for token in line.of(*kinds)
            for mention in token.mentions
            if mention.strong
        )

    @cached_property
    def service(self) -> str:
        """The service that the document is about: by the inspectorate named most, else by the service named most."""
        named = set(self.inspectorates)
        needs = self._about_needs or self._revisited or self._stated
        if {"ofsted", "cqc"} <= named and needs and not self._headed_by_children:
            return "send"
        for inspectorate, _ in self.inspectorates.most_common():
            service = SERVICE_OF.get(inspectorate)
            if inspectorate == "ofsted" and self.services["send"] > 2 * self.services["childrens_services"] + 2:
                return "send"
            if service:
                return service
        return self.services.most_common(1)[0][0] if self.services else "childrens_services"

    @cached_property
    def _about_needs(self) -> bool:
        """Whether special needs are named more than in passing: often, at the start, or beside both inspectorates."""
        both = frozenset(["ofsted", "cqc"])
        jointly = any(
            {value for token in line.of(MentionKind.INSPECTORATE) for value in token.values} >= both
            for line in self.lines
        )
        opening = any(
            "send" in token.values for line in self.lines[:_OPENING] for token in line.of(MentionKind.SERVICE)
        )
        return bool(self.services["send"]) and (jointly or opening or self.services["send"] > 1)

    @cached_property
    def _headed_by_children(self) -> bool:
        """Whether the headline names children's services alone, and the text names them more often than special needs."""
        head = next((line for line in self.lines if line.sentence.zone is Zone.HEADLINE), None)
        named = {value for token in head.of(MentionKind.SERVICE) for value in token.values} if head else set()
        return named == {"childrens_services"} and self.services["childrens_services"] > self.services["send"]

    def without_cqc(self, service: str) -> bool:
        """Whether adult social care is spoken of before councils' was inspected, or undated without its inspectorate."""
        if service != "adult_social_care":
            return False
        year = (self.document.issued or "")[:4]
        if year:
            return year < _CQC_BEGAN and year not in _CQC_FIRST
        return not (self.inspectorates["cqc"] or self._on_scale_of_today) and (self._of_old or not self.inspected)

    @cached_property
    def _of_old(self) -> bool:
        """Whether a text names another inspectorate or a year before the CQC rated councils' care for adults."""
        named = (each.value for line in self.lines for token in line.of(MentionKind.DATE) for each in token.mentions)
        return bool(self.inspectorates) or any(value < _CQC_BEGAN for value in named)

    @cached_property
    def without_homes(self) -> bool:
        """Whether the council is said to have no homes, so that what is told of a landlord is told of another."""
        told = ((line, words.start()) for line in self.lines if (words := without_homes(line)))
        return any(not self._of_another(*each) for each in told) or about_association(self.lines)

    def _of_another(self, line: Line, place: int) -> bool:
        """Whether words at a place are about another council or place than the council named most."""
        named = Counter(
            value for each in self.lines for token in each.of(MentionKind.COUNCIL) for value in token.values
        )
        here = line.of(MentionKind.COUNCIL, MentionKind.PLACE)
        near = [token for token in here if token.start < place][-1:] or here
        values = {value for token in near for value in token.values}
        return bool(values) and not any(named[value] == max(named.values(), default=0) for value in values)

    @cached_property
    def housed(self) -> bool:
        """Whether homes and their judges are spoken of: else a mere `C3` is a road, a battery or a class of use."""
        return all(words.search(self.document.text) for words in _HOUSED)

    @cached_property
    def _on_scale_of_today(self) -> bool:
        """Whether a grade is told that care for adults could not get on its first scale, of 2009."""
        return any(
            "requires_improvement" in token.values for line in self.lines for token in line.of(MentionKind.GRADE)
        )

    @cached_property
    def without_children(self) -> bool:
        """Whether another inspectorate has looked at another service, and neither Ofsted nor children's services are named."""
        others = SERVICE_OF.keys() & self.inspectorates.keys()
        return bool(others) and "ofsted" not in others and not self.services["childrens_services"]

    @property
    def special_needs(self) -> bool:
        """Whether children with special needs, or both of the inspectorates that look at them, are named at all."""
        return bool(self.services["send"]) or {"ofsted", "cqc"} <= self.inspectorates.keys() or self._revisited

    @cached_property
    def graded_needs(self) -> bool:
        """Whether the outcomes for special needs are those of the framework of 2023, the first with a scale."""
        if (self.document.issued or "0000") >= _SCALE_OF_NEEDS:
            return True
        own = ("area_send", "send_systemic_failings", "send_inconsistent", "send_positive")
        mentions = [each for line in self.lines for token in line.tokens for each in token.mentions]
        dates = [each.value for each in mentions if each.when is not None]
        if self.document.issued is None and not any(each.value in _BEFORE_THE_SCALE for each in mentions):
            return not any(date < _SCALE_OF_NEEDS for date in dates)
        return any(each.value in own for each in mentions) or any(_SCALE_OF_NEEDS <= date < "X" for date in dates)

    @cached_property
    def inspected(self) -> bool:
        """Whether an inspectorate is named, or inspectors beside a council's service; else grades are mere words."""
        if self.inspectorates:
            return True
        kinds = {
            mention.value for line in self.lines for token in line.of(MentionKind.KIND) for mention in token.mentions
        }
        if not CHILDREN_ONLY.isdisjoint(kinds):
            return True
        if any(regulated(line) or line.of(MentionKind.FRAMEWORK) for line in self.lines):
            return True
        if self.services and any(ordered(line) for line in self.lines):
            return True
        if self.services and told_in_grades(self.lines):
            return True
        return bool(self.services) and any(
            _INSPECTORS.search(line.sentence.span.of(line.source)) for line in self.lines
        )

    @cached_property
    def _stated(self) -> bool:
        """Whether a written statement of action is spoken of: only the work for children with special needs has them."""
        return any(
            t.values[0] == "statement_of_action" for line in self.lines for t in line.of(MentionKind.INTERVENTION)
        )

    @cached_property
    def _revisited(self) -> bool:
        """Whether there is a revisit: only local areas' work for children with special needs gets one."""
        return any("revisit" in token.values for line in self.lines for token in line.of(MentionKind.KIND))

    @cached_property
    def visit(self) -> str | None:
        """The kind of visit without grades that the headline and the first lines are about, if they name no other."""
        lines = [line for line in self.lines if line.sentence.zone is not Zone.BYLINE]
        kinds = _kinds(self.lines[:_OPENING]) or _kinds(lines[:_OPENING])
        return next(iter(kinds & CHILDREN_ONLY)) if len(kinds & CHILDREN_ONLY) == 1 and kinds <= CHILDREN_ONLY else None

    @cached_property
    def visits(self) -> int:
        """How often visits without grades are named, or several visits at once, which give none either."""
        kinds = [(line, each) for line in self.lines for token in line.of(MentionKind.KIND) for each in token.mentions]
        return sum(each.value in CHILDREN_ONLY or each.span.of(line.source).lower() == "visits" for line, each in kinds)

    @cached_property
    def joint(self) -> bool:
        """Whether the document is about a joint inspection that gives no grades."""
        named = Counter(v for line in self.lines for t in line.of(MentionKind.FRAMEWORK) for v in t.values)
        return bool(named["jtai"]) and len(named) == 1

    def block_of(self, line: Line) -> tuple[Line, ...]:
        """The lines of the paragraph in which a line stands."""
        return self._blocks[line.sentence.block]

    @cached_property
    def _blocks(self) -> dict[int, tuple[Line, ...]]:
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.sentence.block, []).append(line)
        return {block: tuple(lines) for block, lines in found.items()}

    def before(self, line: Line) -> Line | None:
        """The line before."""
        return self._before.get(line.number)

    @cached_property
    def passing(self) -> Passing:
        """How time passes from line to line."""
        return Passing(self.lines)

    @cached_property
    def _before(self) -> dict[int, Line]:
        return {line.number: before for before, line in pairwise(self.lines)}

    def elsewhere(self, line: Line) -> bool:
        """Whether a line that names neither council nor service goes on about a school, a home or another provider."""
        return self._providers.go_on(line)

    @cached_property
    def _providers(self) -> Providers:
        return Providers(self.lines, self.services)


def scene_of(analysis: Analysis) -> Scene:
    """The scene of an analysed document; `systemic failings` are a grade only where special needs are spoken of."""
    analysis = with_councils(analysis)
    document = analysis.document
    values = {mention.value for sentence in analysis.sentences for mention in sentence.mentions}
    special = values & {"send", "area_send", "statement_of_action"}
    return Scene(
        analysis,
        tuple(
            Line(number, tape_of(document, sentence if special else _without_special(sentence)), document.text)
            for number, sentence in enumerate(analysis.sentences)
            if sentence.zone is not Zone.PROMO and sentence.span.end - sentence.span.start <= _LONGEST
        ),
    )


def _kinds(lines: Iterable[Line]) -> set[str]:
    """The kinds of inspection that lines name unmistakably."""
    return {
        mention.value
        for line in lines
        for token in line.of(MentionKind.KIND)
        for mention in token.mentions
        if mention.strong
    }


def _without_special(sentence: Sentence) -> Sentence:
    kept = tuple(mention for mention in sentence.mentions if not mention.value.startswith("send_"))
    return sentence if len(kept) == len(sentence.mentions) else replace(sentence, mentions=kept)

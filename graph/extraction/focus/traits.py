"""How each council named in a document stands to a place in one of its lines, as the names of features that a table weighs.

Takes the document's names, a place and what rules say of it; gives for every group of councils that the place may be about
names a person can read: `rules: so`, `above, 1 lines up in the paragraph`, `called last county, fits`. Councils
count by where they stand and by their kind, so that no name can matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extraction.analysis import MentionKind
from graph.extraction.focus.bystanders import is_bystander, is_compared, lends_officer
from graph.extraction.focus.collective import Group
from graph.extraction.focus.naming import Name
from graph.extraction.focus.place import NOTHING, Place
from graph.extraction.likelihood.features import kinds_of_words
from graph.register.register import load_register

_FITTING = {
    "county": {"county", "other"},
    "city": {"city"},
    "borough": {"borough"},
    "town": {"borough", "city", "other"},
    "district": {"borough", "city", "other"},
}
_INSPECTING = (MentionKind.KIND, MentionKind.INSPECTORATE, MentionKind.FRAMEWORK)
_SHARES, _DOMINANT, _GAPS = (0.1, 0.2, 0.34, 0.5, 0.7), (0.4, 0.6, 0.8), (1, 3, 6, 10, 16, 25)
_SHORT = 4  # words
_NEXT = 40  # characters


def traits(place: Place) -> dict[Group, frozenset[str]]:
    """The features of every group that a place may be about."""
    return {group: frozenset(_of_group(place, group)) for group in place.groups}


def _of_group(place: Place, group: Group) -> Iterator[str]:
    side, rank = _side(place, group)
    stand = f"{side} {rank}"
    yield from _by_rules(place, group, side, stand)
    yield from _in_document(place, group, side, stand)
    yield from _as_called(place, group, side, stand)
    yield f"zone {place.line.sentence.zone.lower()}, {stand}"
    if side == "before":
        yield from _named_before(place, group)
    elif side == "behind":
        yield from _named_behind(place, group)
    elif side == "above":
        yield from _named_above(place, group, rank)


def _side(place: Place, group: Group) -> tuple[str, int]:
    """Where a group is named last, seen from the place, and how many others are nearer on that side."""
    for side, names in (("before", place.before[::-1]), ("behind", place.behind), ("above", place.above)):
        order = list(dict.fromkeys(name.group for name in names))
        if group in order:
            return side, min(order.index(group), 3)
    together = next((name.group for name in (*place.before[::-1], *place.above) if set(group) < set(name.group)), None)
    return ("among others", together.index(group[0])) if together else ("below", 0)


def _by_rules(place: Place, group: Group, side: str, stand: str) -> Iterator[str]:
    said = _said(place.rules, group)
    yield f"rules: {said}"
    yield f"rules: {said}, {_surely(place.surely)}"
    yield f"rules: {said}, {side}"
    yield f"rules: {said}, {stand}"
    yield f"rules: {said}, {stand}, line names {place.beside}"
    yield f"{min(len(group), 3)} councils, rules: {said}"


def _said(rules: Group, group: Group) -> str:
    if group == rules:
        return "so"
    if set(group) <= set(rules):
        return "part"
    return "more" if rules and set(rules) < set(group) else "not"


def _surely(factor: float) -> str:
    return "surely" if factor == 1 else "likely" if factor > 0.9 else "perhaps"


def _in_document(place: Place, group: Group, side: str, stand: str) -> Iterator[str]:
    naming, main = place.naming, "main" if group == place.main else "not main"
    often, total = naming.groups[group], len(naming.names)
    yield f"stands {stand}"
    yield f"stands {stand}, line names {place.beside}"
    yield f"stands {stand}, {_others(place.before)} before, {_others(place.behind)} behind"
    yield f"{min(len(group), 3)} councils, {stand}"
    yield main
    yield f"{main}, {stand}"
    yield f"{main}, {stand}, line names {place.beside}"
    dominant = _step(max(naming.groups.values(), default=0) / max(total, 1), _DOMINANT)
    yield f"{main}, dominance {dominant}, {side}"
    yield f"{main}, dominance {dominant}, {stand}"
    yield f"{'in' if group in naming.headline else 'not in'} headline, {side}"
    yield f"{'first' if next(iter(naming.groups), None) == group else 'not first'} of all, {side}"
    yield f"share {_step(often / max(total, 1), _SHARES)}, {side}"
    known = "in full" if group in naming.in_full else "council" if group in naming.councils else "place"
    yield f"named as {known}, {side}"
    yield f"named {min(often, 4)} times, {known != 'place'}, {side}"
    yield f"named {min(often, 3)} times, {stand}"
    graded = naming.beside_grades[group] - (side in ("before", "behind") and bool(place.line.of(MentionKind.GRADE)))
    yield f"named beside {min(graded, 2)} grades"
    yield f"named beside {min(graded, 2)} grades, {side}"
    yield f"named beside {min(graded, 2)} grades, {stand}, {main}"
    yield f"{'several councils' if place.several else 'one council'} graded, {main}"
    yield f"{'several councils' if place.several else 'one council'} graded, {main}, {stand}"


def _others(names: Sequence[Name]) -> int:
    return min(3, len({name.group for name in names}))


def _as_called(place: Place, group: Group, side: str, stand: str) -> Iterator[str]:
    main = "main" if group == place.main else "not main"
    yield f"{min(len(group), 3)} councils, called {place.called[0]}"
    yield f"{min(len(group), 3)} councils, called {place.called[0]}, {stand}"
    for which, called in zip(("last", "first"), place.called, strict=True):
        fit = _fit(called, group)
        name = f"called {which} {called}{fit}"
        yield f"{name}, {side}"
        yield f"{name}, {stand}"
        yield f"{name}, {main}, {side}"
        if fit:
            yield name
            yield f"called {which}{fit}"
            yield f"called {which}{fit}, {stand}"
            if sum(_fit(called, each) == ", fits" for each in place.groups) == 1:
                yield f"called {which}{fit}, only one"


def _fit(called: str, group: Group) -> str:
    if called not in _FITTING:
        return ""
    return ", fits" if _kind(group) in _FITTING[called] else ", does not fit"


def _kind(group: Group) -> str:
    if len(group) > 1:
        return "several"
    council = load_register().councils[group[0]]
    if council.kind == "county":
        return "county"
    return "city" if "City" in council.name else "borough" if "orough" in council.name else "other"


def _named_before(place: Place, group: Group) -> Iterator[str]:
    """What stands between the last name of a group before a place and the place."""
    name = next(each for each in reversed(place.before) if each.group == group)
    text, token = place.line.text, name.token
    between, lead = kinds_of_words(text[token.end : place.start]), kinds_of_words(text[: token.start])[-2:]
    others = {each.group for each in place.before if each.token.start > token.start} - {group}
    last = "others between" if others else "last name"
    yield f"before, {_step(len(between), _GAPS)} apart"
    yield f"before, {min(len(others), 2)} others between"
    for word in dict.fromkeys(between):
        yield f"before, between: {word}"
        yield f"before, {last}, between: {word}"
    yield f"before, named as {name.token.kind.value.lower()}"
    yield f"before, led by: {' '.join(lead)}"
    yield f"before, led by: {' '.join(lead[-1:])}"
    yield f"before, {last}, led by: {' '.join(lead[-1:])}"
    yield f"before, goes on: {' '.join(between[:2])}"
    yield f"before, goes on: {' '.join(between[:1])}"
    yield f"before, {last}, goes on: {' '.join(between[:1])}"
    yield f"before, ends: {' '.join(between[-2:])}"
    if len(between) <= _SHORT:
        yield f"before, all between: {' '.join(between)}"
    yield f"before, opens the line: {not lead}"
    yield f"before, lends an officer: {lends_officer(place.line, token)}"
    yield f"before, compared: {is_compared(place.line, token)}"
    yield f"before, bystander: {is_bystander(place.line, token)}"
    yield f"before, {last}, bystander: {is_bystander(place.line, token)}"


def _named_behind(place: Place, group: Group) -> Iterator[str]:
    """What stands between a place and the first name of a group behind it."""
    name = next(each for each in place.behind if each.group == group)
    text, token = place.line.text, name.token
    between, after = kinds_of_words(text[place.end : token.start]), kinds_of_words(text[token.end : token.end + _NEXT])
    others = {each.group for each in place.behind if each.token.start < token.start}
    yield f"behind, {_step(len(between), _GAPS)} apart"
    yield f"behind, {min(len(others), 2)} others between"
    yield from (f"behind, between: {word}" for word in dict.fromkeys(between))
    yield f"behind, named as {token.kind.value.lower()}"
    yield f"behind, another before: {bool(place.before)}"
    yield f"behind, goes on: {' '.join(between[:2])}"
    yield f"behind, ends: {' '.join(between[-2:])}"
    yield f"behind, ends: {' '.join(between[-1:])}"
    called = place.called[0] != NOTHING
    yield f"behind, ends: {' '.join(between[-1:])}, another before: {bool(place.before)}, called: {called}"
    if len(between) <= _SHORT:
        yield f"behind, all between: {' '.join(between)}"
    yield f"behind, followed by: {' '.join(after[:1])}"
    yield f"behind, compared: {is_compared(place.line, token)}"
    yield f"behind, bystander: {is_bystander(place.line, token)}"
    yield f"behind, called {place.called[0]}"


def _named_above(place: Place, group: Group, rank: int) -> Iterator[str]:
    """How far above the line a group is named last, and in which part there."""
    name = next(each for each in place.above if each.group == group)
    line, token, main = name.line, name.token, "main" if group == place.main else "not main"
    same = line.sentence.block == place.line.sentence.block
    away = min(place.at - name.at, 4)
    blocks = min(place.line.sentence.block - line.sentence.block, 3)
    far = f"{away} lines up in {'the paragraph' if same else f'that {blocks} before'}"
    called = place.called[0]
    yield f"above, {far}"
    yield f"above {rank}, {far}"
    yield f"above, {far}, called {called}"
    yield f"above {rank}, same paragraph: {same}, called {called}"
    yield f"above {rank}, opens the paragraph: {place.first}"
    yield f"above {rank}, opens the paragraph: {place.first}, {main}"
    peers = [each for each in place.naming.on(name.at) if each is not name]
    first = not any(each.token.start < token.start for each in peers)
    last = not any(each.token.start > token.start for each in peers)
    yield f"above, {far}, first there: {first}, last there: {last}"
    subject = next(each for each in reversed(place.above) if each.at == place.above[0].at).group == group
    yield f"above, subject there: {subject}"
    yield f"above, subject there: {subject}, {far}"
    yield f"above, subject there: {subject}, called {called}"
    told = "grade" if line.of(MentionKind.GRADE) else "inspection" if line.of(*_INSPECTING) else "neither"
    yield f"above, {told} there, same paragraph: {same}"
    yield f"above {rank}, {told} there, {main}"
    yield f"above, {told} there, {far}"
    compared = is_compared(line, token)
    yield f"above, bystander there: {is_bystander(line, token)}, compared: {compared}, same paragraph: {same}"
    lead, after = kinds_of_words(line.text[: token.start]), kinds_of_words(line.text[token.end : token.end + _NEXT])[:1]
    yield f"above, led by: {' '.join(lead[-1:])}"
    yield f"above, opens its line: {len(lead) < 2}, {far}"
    yield f"above, goes on: {' '.join(after)}"
    yield f"above, led by: {' '.join(lead[-1:])}, goes on: {' '.join(after)}"
    opening = " ".join(place.opening)
    word = " ".join(place.opening[:1])
    yield f"above {rank}, line opens: {opening}"
    yield f"above {rank}, line opens: {word}"
    yield f"above, line opens: {word}, {main}"
    yield f"above {rank}, {far}, zone there {line.sentence.zone.lower()}"
    yield f"above {rank}, line names {place.beside}, called {called}"


def _step(amount: float, steps: Sequence[float]) -> int:
    return sum(amount >= step for step in steps)

"""Whom a message names, of those that may be meant: by the whole name, or by words that tell it from others.

A word that everybody uses is never enough: “Partner Plus” is not meant by “partner”, nor a product “Mail” by “mail”.
Where several fit as well, nobody is chosen: the choice is given back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum

from domain.names.closeness import is_one_typo_away
from domain.names.keys import AND, search_name, sort_name
from domain.sayings.names import left_out
from domain.sayings.names.every_day import meant_by_few
from domain.sayings.names.message import SHORTEST_MISTYPED, Message
from domain.sayings.names.named import Named, Names, Unclear, of_said_kind, told_apart
from domain.sayings.names.things_meant import called_so, meant_by, told_beside
from domain.sayings.slots import Slot, Value, disjoint

MOST_CHOICES = 6
"""Those that fit equally; a word that more names share does not tell one of them from others."""
MOST_TOGETHER = 40
"""Products that one word may mean: “all our domains”."""


class Fit(IntEnum):
    """How words fit a name: they are all of it, some of it, or one of it but for a slip; or they say what it is."""

    WHOLE = 0
    PART = 1
    WHOLE_SLIP = 2
    SLIP = 3
    THING = 4


@dataclass(frozen=True, slots=True)
class _Mention:
    """The words from `first` to before `last` may mean it."""

    first: int
    last: int
    fit: Fit
    one: Named
    together: bool = False
    """Whether all that fit are meant, and not one of them."""


class Mentions:
    """Of a message, who and what is named in it; those who are asked for again are not looked for again."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self._by_name: dict[Named, Sequence[_Mention]] = {}

    def of(self, those: Sequence[Named]) -> Names:
        """Whom of those the message names."""
        for one in those:
            if one not in self._by_name:
                self._by_name[one] = tuple(_by_name(self._message, one))
        return _mentioned(self._message, those, [each for one in those for each in self._by_name[one]])


def mentioned(message: Message, those: Iterable[Named]) -> Names:
    """Whom of those the message names."""
    return Mentions(message).of(list(those))


def _mentioned(message: Message, candidates: Sequence[Named], found: list[_Mention]) -> Names:
    exact = {place for each in found for place in range(each.first, each.last)}
    found = [each for each in found if each.fit is Fit.WHOLE or not _goes_on(message, each, exact)]
    mistyped = [each for each in message.mistyped if each[0] not in exact]
    if mistyped or message.glued:
        found += (mention for one in candidates for mention in _by_slip(message, one, mistyped))
    found += _things(message, [one for one in candidates if one.slot is Slot.PRODUCT])
    found += _kinds(message, [one for one in candidates if one.slot is Slot.OTHER and one.own])
    by_code = {one.code: one for one in candidates if one.code is not None}
    coded = (
        Value(each.start, each.end, by_code[each.code].slot, by_code[each.code].id)
        for each in message.codes
        if each.code in by_code
    )
    names = _settled(message, found)
    return Names(disjoint([*coded, *names.values]), names.unclear)


def _by_name(message: Message, one: Named) -> Iterator[_Mention]:
    for first, last in message.spans.get(one.joined, ()):
        if (
            (message.may_be_name(first, last) and not _is_torn(message, one, first, last))
            or message.is_domain(first, last)
            or (one.slot is Slot.PERSON and message.may_be_called(first, last))
            or (last - first == 1 and first in meant_by_few(message, one, (first,)))
        ):
            yield _Mention(first, last, Fit.WHOLE, one)
    for first, last in message.spans.get(one.without_end, ()):
        if message.may_be_name(first, last):
            yield _Mention(first, last, Fit.PART, one)
    if len(one.words) > 1:
        for run in _runs(message, one):
            yield from _part(message, one, run)


def _is_torn(message: Message, one: Named, first: int, last: int) -> bool:
    """Whether ordinary words only happen to be the name, which has no blank there: “zugriff 24 Stunden”."""
    words = message.words[first:last]
    if one.own or one.slot is not Slot.OTHER:
        return False
    are_ordinary = not any(each.is_rare or each.is_capital for each in words)
    return are_ordinary and len(words) > len(one.words) and len(words) < len(message.words)


def _runs(message: Message, one: Named) -> Iterator[list[tuple[int, int]]]:
    """Neighbouring words that are all in the name: for each its place in the message and in the name."""
    at = {place: number for number, word in enumerate(one.words) for place in message.places.get(word, ())}
    run: list[tuple[int, int]] = []
    for place, number in sorted(at.items()):
        if run:
            between = message.words[run[-1][0] + 1 : place]
            goes_on = all(each.word in AND for each in between) and not message.words[place].is_apart
            if not goes_on or number in {known for _, known in run}:
                yield run
                run = []
        run.append((place, number))
    if run:
        yield run


def _part(message: Message, one: Named, run: list[tuple[int, int]]) -> Iterator[_Mention]:
    """What of the run means the name: from words that tell it from others on, ordinary ones in the name's order."""
    words, little, is_ordinary = message.words, message.known.little, message.known.is_ordinary
    few = meant_by_few(message, one, [place for place, _ in run])
    is_person = one.slot is Slot.PERSON
    telling = [
        n
        for n, (place, number) in enumerate(run)
        if place in few
        or ((words[place].tells or (is_person and words[place].is_rare)) and not is_ordinary(one.words[number]))
    ]
    if not telling:
        stop = next((n for n in range(1, len(run)) if run[n][1] < run[n - 1][1]), len(run))  # “example.ch (domain)”
        if message.is_domain(run[0][0], run[stop - 1][0] + 1):
            yield _Mention(run[0][0], run[stop - 1][0] + 1, Fit.PART, one)
        return

    def belongs(earlier: tuple[int, int], later: tuple[int, int], added: tuple[int, int]) -> bool:
        step = later[1] - earlier[1]
        return step == 1 or (step > 1 and words[added[0]].word not in little)

    first, last = telling[0], telling[-1]
    while first and belongs(run[first - 1], run[first], run[first - 1]):
        first -= 1
    while last + 1 < len(run) and belongs(run[last], run[last + 1], run[last + 1]):
        last += 1
    is_all = {number for _, number in run[first : last + 1]} == set(range(len(one.words)))
    yield _Mention(run[first][0], run[last][0] + 1, Fit.WHOLE if is_all else Fit.PART, one)


def _goes_on(message: Message, part: _Mention, exact: Set[int]) -> bool:
    """Whether the name goes on otherwise than that of the one it is a part of: “Müller IT” is not Müller & Söhne."""
    if message.is_domain(part.first, part.last):
        return False  # “Adresse example.ch”
    beside = (place for place in (part.first - 1, part.last) if 0 <= place < len(message.words) and place not in exact)
    return any(message.is_beside(place, part.first, part.last) for place in beside)


def _by_slip(message: Message, one: Named, mistyped: Sequence[tuple[int, Sequence[str]]]) -> Iterator[_Mention]:
    for joined, first, last in message.glued:
        if abs(len(joined) - len(one.joined)) <= 1 and is_one_typo_away(joined, one.joined):
            yield _Mention(first, last, Fit.WHOLE_SLIP, one)
    targets = [w for w in one.words if len(w) >= SHORTEST_MISTYPED and not message.known.is_ordinary(w)]
    if len(one.words) > 1 and targets:
        targets.append(one.joined)
    for place, forms in mistyped:
        near = ((target, form) for target in targets for form in forms if abs(len(target) - len(form)) <= 1)
        meant = {target for target, form in near if is_one_typo_away(form, target)}
        if meant and (one.own or not message.is_slip_of_ordinary(place)):
            yield _Mention(place, place + 1, Fit.WHOLE_SLIP if one.joined in meant else Fit.SLIP, one)


def _things(message: Message, products: Sequence[Named]) -> Iterator[_Mention]:
    """“the shop”, “Zugriff auf Shop und Newsletter”: products that are called so, or have this word in their names."""
    for thing in message.things:
        called = called_so(thing, products)
        yield from (_Mention(thing.first, thing.last, Fit.WHOLE, one) for one in called)
        told = () if called else told_beside(thing, products, message.known)
        found = () if called else told or meant_by(thing, products, message.known)
        # “The Rebberg shop” is of somebody who may be named by the word beside it.
        firsts = {thing.first, thing.first - (bool(told) and message.words[thing.first - 1].word in thing.beside)}
        yield from (_Mention(first, thing.last, Fit.THING, one, thing.together) for one in found for first in firsts)


def _kinds(message: Message, own: Sequence[Named]) -> Iterator[_Mention]:
    """“die Kita”: one's own clients with this word in their names."""
    for place in message.kinds:
        forms = message.words[place].forms
        for one in own:
            if not set(forms).isdisjoint(one.words):
                yield _Mention(place, place + 1, Fit.THING, one)


def _settled(message: Message, found: Iterable[_Mention]) -> Names:
    """What fits best, where words may mean several."""
    groups: dict[tuple[int, int, Fit], list[_Mention]] = defaultdict(list)
    for each in found:
        groups[each.first, each.last, each.fit].append(each)

    def best(group: tuple[int, int, Fit]) -> tuple[int, int, int, int]:
        first, last, fit = group
        telling = sum(each.tells for each in message.words[first:last])
        is_address = message.is_domain(first, last)  # “malerei-frei.ch” is a domain, and not who has it
        return -telling, Fit.WHOLE if is_address else fit, first - last, first

    values: list[Value] = []
    products: dict[tuple[int, int], list[Value]] = {}
    unclear: list[Unclear] = []
    taken: set[int] = set()
    of_products: set[int] = set()
    for group in sorted(groups, key=best):
        first, last, fit = group
        if not taken.isdisjoint(range(first, last)):
            continue
        chosen = _chosen(message, groups, group)
        together = any(each.together for each in groups[group])
        if not together:
            chosen = of_said_kind(chosen, message.places.keys(), message.known.alike)
        if not 0 < len(chosen) <= (MOST_TOGETHER if together else MOST_CHOICES):
            continue
        is_any = len(chosen) > 1 and not together and not message.is_definite(first)
        is_added = message.words_for_things.is_beside_plus(first, last)
        if fit is Fit.THING and (is_any or (message.beside(first, last) & of_products and not is_added)):
            continue  # “Shop” may be any, and in “Shop sonne-shop.ch” one is named already
        taken.update(range(first, last))
        if chosen[0].slot is Slot.PRODUCT:
            of_products.update(range(first, last))
        start, end = message.words[first].start, _end(message, first, last, chosen[0].slot)
        if len(chosen) == 1 or together:
            found_here = [Value(start, end, one.slot, one.id, fit is Fit.WHOLE) for one in chosen]
            if chosen[0].slot is Slot.PRODUCT:
                products[first, last] = found_here
            else:
                values += found_here
        elif chosen[0].slot is not Slot.PRODUCT or not message.words_for_things.is_excepted(first):
            unclear.append(Unclear(start, end, chosen[0].slot, tuple(one.id for one in chosen)))
    return told_apart([*values, *left_out.without_excepted(message, products)], unclear)


def _chosen(
    message: Message, groups: Mapping[tuple[int, int, Fit], Sequence[_Mention]], group: tuple[int, int, Fit]
) -> Sequence[Named]:
    """Those of one slot that the words mean equally well."""
    first, last, fit = group
    those = {(each.one.slot, each.one.id): each.one for each in groups[group]}
    slot = min((one.slot for one in those.values()), key=_order(message, first, last).index)
    found = [one for one in those.values() if one.slot is slot]
    if own := [one for one in found if one.own]:
        return own
    if fit is Fit.WHOLE and slot is Slot.OTHER:
        found = _as_written(message, first, last, found)
        # Somebody else's whole name is what one's own partner is called for short.
        found += [each.one for each in groups.get((first, last, Fit.PART), ()) if each.one.own]
    return found


def _order(message: Message, first: int, last: int) -> Sequence[Slot]:
    """What is meant first by words that are the name of several things."""
    if message.is_domain(first, last):
        return Slot.PRODUCT, Slot.OTHER, Slot.PERSON
    return Slot.OTHER, Slot.PRODUCT, Slot.PERSON


def _as_written(message: Message, first: int, last: int, found: list[Named]) -> list[Named]:
    """Of those with the same name, the ones with the legal form that was typed; or else those spelt so."""
    if len(found) < 2:
        return found
    form = message.form_behind(last)
    typed = message.text[message.words[first].start : message.words[last + form - 1].end]
    spelt, searched = sort_name(typed), search_name(typed)
    for same in (
        [one for one in found if sort_name(one.name) == spelt],
        [one for one in found if one.searched == searched],
    ):
        if same:
            return same
    return found


def _end(message: Message, first: int, last: int, slot: Slot) -> int:
    """Where the name ends, with its legal form, or the end of its address in the web."""
    if slot is Slot.OTHER:
        last += message.form_behind(last)
        last = next((end for start, end in message.domains if start <= first and end == last + 1), last)
    return message.words[last - 1].end

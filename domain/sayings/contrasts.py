"""What a message says only to say that it is not meant: “nicht Alpweb, sondern Nordnet”, “mail, not the shop”.

Such a “not” denies a value, or what else might be done, and not the wish: what is contrasted is left out with the words
around it, before anybody looks for what is wished. Where nothing takes its place, it is a negation like any other.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from domain.sayings.haste import HASTE, haste_denied
from domain.sayings.signs import Sign
from domain.sayings.slots import RECORDS, Slot, Value
from domain.sayings.values.marked import Marked

CONTRASTED = (
    "contrasting",
    "merely",
    "turning",
    "retracting",
    "softly",
    "against",
    "postponed",
    "leading",
    "giving",
    *HASTE,
)
"""The names of the lists in the tables."""
SLOTS = RECORDS | {Slot.WHEN, Slot.VAT, Slot.NUMBER, Slot.EMAIL, Slot.COUNTRY, Slot.AMOUNT}
"""Slots of which one value may be contrasted with another; of the others, set phrases tell which one is meant."""
_SETTINGS = frozenset({Slot.ACCESS, Slot.PAYER, Slot.ROLE})
_WHOM = frozenset({Slot.OTHER, Slot.PERSON})
_ACTS = frozenset({Sign.ENDING, Sign.STARTING, Sign.ACTING})
_UNSURE = frozenset(
    {
        *(Sign.ABOUT, Sign.DATA, Sign.FRAME, Sign.HYPOTHETICAL, Sign.OTHERWISE, Sign.QUOTED, Sign.OTHERS),
        *(Sign.DENIAL, Sign.SETTLED, Sign.NO_MORE),
    }
)
"""What is done instead is nothing that others say, and nothing that somebody only thinks of."""
_MOST_BETWEEN = 12
"""Words between “nicht” and “sondern”."""
_MOST_LEADING = 3
"""Words between “nicht” and what is denied: “nicht an den Shop”."""
_NEARBY = 3
"""Words before a value that may deny it."""
_LONGEST_SOFTLY = 8
"""Words of a clause that says what is to be done in place of what is denied before it: “nur einschränken”."""


class Contrasts(NamedTuple):
    """The values that are contrasted, and the characters that say nothing of what is wished."""

    old: Collection[Value] = ()
    spans: Sequence[tuple[int, int]] = ()

    def left_out(self, text: str) -> str:
        """The text, blank there."""
        for start, end in self.spans:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        return text


def contrasts(message: Marked, signs: Sequence[Set[Sign]], values: Iterable[Value], gone: Iterable[Value]) -> Contrasts:
    """What is contrasted in a message that has these values, those in `SLOTS` as names; those that are `gone` are known
    for not being meant. `signs` are those that begin at each word.
    """
    found = _Contrasting(message, signs, [*values, *gone])
    for clause in message.clauses:
        found.leave_out_denied(clause)
    for sentence in _sentences(message):
        found.leave_out_haste(sentence)
        found.leave_out_turned_from(sentence)
        found.leave_out_taken_back(sentence)
    found.leave_out(gone)
    return Contrasts(found.old, sorted(found.spans))


def _sentences(message: Marked) -> Iterator[range]:
    begin = 0
    for place in range(1, len(message.said) + 1):
        if place == len(message.said) or message.said[place].word.begins_sentence:
            yield range(begin, place)
            begin = place


class _Contrasting:
    """Finds the contrasts in one message."""

    def __init__(self, message: Marked, signs: Sequence[Set[Sign]], values: Sequence[Value]) -> None:
        self._message, self._signs = message, signs
        starts: dict[int, list[Value]] = {}
        for value in values:
            starts.setdefault(value.start, []).append(value)
        words = ((place, each.word) for place, each in enumerate(message.said) if each.word.is_name)
        self._at: Mapping[int, Sequence[Value]] = {place: starts.get(word.start, ()) for place, word in words}
        begins = [each.word.start for each in message.said]
        self._set = [bisect(begins, value.start) - 1 for value in values if value.slot in _SETTINGS]
        """The places of what an action sets."""
        self.old: set[Value] = set()
        self.spans: set[tuple[int, int]] = set()

    def leave_out(self, values: Iterable[Value]) -> None:
        """Leaves out these values."""
        for value in values:
            self.old.add(value)
            self.spans.add((value.start, value.end))

    def leave_out_denied(self, clause: range) -> None:
        """“Nordnet kündigen, nicht Alpweb”, “(und gegen Pixelbude)”, “Alpweb nicht”, “Nordnet statt Alpweb”."""
        for place in clause:
            if self._may_deny(place, clause):
                end, denied = self._denied(place, clause)
                if denied and all(self._has_another(value, range(place, end)) for value in denied):
                    self._blank(range(place, self._message.behind(end, "turning")), keep=())
                    self.old.update(denied)

    def _may_deny(self, place: int, clause: range) -> bool:
        message = self._message
        return place == clause.start or message.follows_colon(place) or message.is_a(place, "instead", "against")

    def _denied(self, place: int, clause: range) -> tuple[int, Sequence[Value]]:
        """The values that are all that the words from a place on deny, and the place behind these."""
        message, at = self._message, place
        if message.is_asked(place):
            return place, ()
        while at < clause.stop and message.is_a(at, "joints") and not message.is_a(at, "and-not"):
            at += 1
        first = message.behind(at, "instead", "against")
        is_within = first > at
        if not is_within:
            first = message.behind(at, "and-not", "contrasting")
        if first == at:
            return self._put_off(at, clause)
        while first < clause.stop and first - at <= _MOST_LEADING and message.is_a(first, "leading", "articles"):
            first += 1
        end = self._past_values(first, clause)
        is_all = is_within or end == clause.stop or message.follows_break(end)
        return end, self._values(range(first, end)) if is_all else ()

    def _put_off(self, place: int, clause: range) -> tuple[int, Sequence[Value]]:
        """“Alpweb nicht”, “Steiner später”"""
        message = self._message
        first = place
        while first < clause.stop and first - place < _MOST_LEADING and message.is_a(first, "leading", "articles"):
            first += 1
        end = self._past_values(first, clause)
        behind = message.behind(end, "contrasting", "postponed") if end > first else end
        if end == first or behind == end or behind < clause.stop:
            return place, ()
        return behind, self._values(range(first, end))

    def _past_values(self, place: int, clause: range) -> int:
        """The place behind the values that stand there: “Alpweb und Nordnet”."""
        end = place
        while place < clause.stop:
            if place in self._at:
                end = place + 1
            elif not self._message.is_a(place, "joints", "articles", "leading"):
                break
            place += 1
        return end

    def leave_out_haste(self, sentence: range) -> None:
        """“Per Ende Juni, nicht sofort”"""
        for places in haste_denied(self._message, sentence, self._at):
            self._blank(places, keep=())

    def leave_out_turned_from(self, sentence: range) -> None:
        """“Nicht per Ende Mai, sondern per Ende Juni”, “don't end it, just limit their access”."""
        message = self._message
        for place in sentence:
            end = message.behind(place, "contrasting")
            denies_all = Sign.DENIAL in self._signs[place]  # “nicht wir wollen das, sondern …”
            if end == place or denies_all or message.is_a(end, "merely") or self._is_left_out(place):
                continue
            near = range(end, min(end + _MOST_BETWEEN, sentence.stop))
            turn = next((at for at in near if self._turns(at)), None)
            if turn is not None:
                self._turn(place, turn, message.behind(turn, "turning"), sentence)
            elif (softly := self._softly(place, sentence)) is not None:
                self._turn(place, softly, softly, sentence)

    def _turns(self, place: int) -> bool:
        return self._message.is_a(place, "turning") and not self._message.is_a(place, "instead")

    def _softly(self, place: int, sentence: range) -> int | None:
        """Where the next clause begins, if it says what is to be done in place of what is denied."""
        message = self._message
        begin = next((at for at in range(place + 1, sentence.stop) if message.follows_break(at)), None)
        if begin is None or sentence.stop - begin > _LONGEST_SOFTLY or message.is_asked(place):
            return None
        denied, behind = range(place, begin), range(begin, sentence.stop)
        is_asked = message.is_a(begin, "softly") or Sign.REQUEST_FIRST in self._signs[begin]
        slots = {value.slot for value in self._values(denied)}
        is_another = any(value.slot in slots for value in self._values(behind))
        return begin if (is_asked or is_another) and self._acts(denied) else None

    def _turn(self, place: int, turn: int, end: int, sentence: range) -> None:
        between, behind = range(place, turn), range(end, sentence.stop)
        if any(self._message.denies(at) and not self._is_left_out(at) for at in behind):
            return
        slots = self._slots(behind)
        old = [value for value in self._values(between) if value.slot in slots]
        if self._acts(behind) and not self._is_unsure(behind) and not self._message.is_asked(place):
            self.old.update(old)
            self._blank(range(place, end), keep=[value for value in self._values(between) if value not in old])
        elif old:
            self.leave_out(old)
            last = max(at for at in between if at in self._at)
            is_plain = not any(self._signs[at] & _ACTS for at in range(place, last))
            self._blank(range(place, last + 1 if is_plain else place + 1), keep=())
            self._blank(range(turn, end), keep=())

    def leave_out_taken_back(self, sentence: range) -> None:
        """“Steiner bestätigen – halt, stopp, zuerst die Krone bestätigen”: what is to be done is all said anew."""
        message = self._message
        for place in range(sentence.stop - 1, sentence.start, -1):
            if not (message.is_a(place, "retracting") and message.follows_break(place)) or self._is_left_out(place):
                continue
            end = place
            while end < sentence.stop and message.is_a(end, "retracting", "corrections"):
                end = message.behind(end, "retracting", "corrections")
            before, behind = range(sentence.start, place), range(end, sentence.stop)
            if not (self._acts(before) and self._acts(behind)) or self._is_unsure(behind) or message.is_asked(place):
                continue
            if any(message.denies(at) and not self._is_left_out(at) for at in behind):
                continue
            slots = self._slots(behind)
            old = [value for value in self._values(before) if value.slot in slots]
            self.old.update(old)
            kept = [value for value in self._values(before) if value not in old]
            self._blank(range(sentence.start, end), keep=kept)
            return

    def _acts(self, places: range) -> bool:
        """Whether something that can be done is said there."""
        acting = (at for at in places if self._signs[at] & _ACTS and not self._is_left_out(at))
        return any(not self._message.is_a(at, "giving") or self._has_values(places) for at in acting) or any(
            places.start <= at < places.stop for at in self._set
        )

    def _has_values(self, places: range) -> bool:
        """Whether there is what somebody can be given."""
        return any(at in places for at in self._set) or bool(self._values(places))

    def _is_unsure(self, places: range) -> bool:
        """Whether it is what others do or say, what is only thought of, or what is to stay as it is."""
        unsure = any(self._signs[at] & _UNSURE and not self._is_left_out(at) for at in places)
        return unsure or self._message.has_any(places, "lasting")

    def _values(self, places: range) -> Sequence[Value]:
        return [value for at in places for value in self._at.get(at, ())]

    def _slots(self, places: range) -> Set[Slot]:
        """Of which values are said there; who or what is named, is named in the place of anybody."""
        slots = {value.slot for value in self._values(places)}
        return slots | _WHOM if slots & _WHOM else slots

    def _has_another(self, value: Value, denied: range) -> bool:
        """Whether another one is meant in its place, which is not denied itself."""
        return any(
            other.slot is value.slot
            and other.value != value.value
            and other not in self.old
            and not self._is_denied(at)
            for at, others in self._at.items()
            if at not in denied
            for other in others
        )

    def _is_denied(self, place: int) -> bool:
        message, before = self._message, place
        while before > max(0, place - _NEARBY) and not message.follows_break(before):
            before -= 1
            if message.denies(before):
                return True
        return False

    def _blank(self, places: range, keep: Sequence[Value]) -> None:
        """Leaves out these words, but not the values to keep."""
        said, kept = self._message.said, {value.start for value in keep}
        begin: int | None = None
        for at in places:
            word = said[at].word
            if word.start in kept:
                if begin is not None:
                    self.spans.add((begin, said[at - 1].word.end))
                begin = None
            elif begin is None:
                begin = word.start
        if begin is not None:
            self.spans.add((begin, said[places.stop - 1].word.end))

    def _is_left_out(self, place: int) -> bool:
        word = self._message.said[place].word
        return any(start <= word.start and word.end <= end for start, end in self.spans)

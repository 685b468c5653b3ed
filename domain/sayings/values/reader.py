"""Which values a message holds, beside names: the access, who pays, days, numbers, amounts, countries, roles.

The words are data, `locales/<language>/sayings/values.yaml`; those of both languages are always read, for people mix
them. A value reaches over all words that say it, also a preposition: “auf unsere Rechnung”, “bis Ende März”.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from domain.names.addresses import addresses_in
from domain.partnerships.rules import Side
from domain.sayings.phrases import Phrases
from domain.sayings.slots import RECORDS, Slot, Value, disjoint
from domain.sayings.spoken import spoken
from domain.sayings.values import set_phrases
from domain.sayings.values.amounts import amounts, amounts_in_words
from domain.sayings.values.corrected import CORRECTED, corrections, last_said, named_anew, names_meant, revisions
from domain.sayings.values.days import LISTS as DAY_LISTS
from domain.sayings.values.days import days, roles
from domain.sayings.values.marked import Marked
from domain.sayings.values.register_numbers import register_numbers
from domain.sayings.values.replaced import without_old
from domain.sayings.values.tenses import asks_back
from domain.sayings.values.vat_numbers import swiss_vat_numbers, vat_numbers

_DISTINCT, _DISTINCT_DAYS = "distinct", "distinct-in-days"
_CONTRASTING = ("contrasting", "instead", "against", "postponed", "retracting")
"""Lists of words without which nothing is contrasted …"""
_INSTEAD = ("turning", "softly", "retracting", "instead", "against", "hasty")
"""… and of those that say what is to be done in the place of what is denied, or how soon it is not to be."""
_BREAKS = frozenset(",;:.!?()-–—…/\n")
_MESSAGES_REMEMBERED = 16
"""With the names in them; each is read again within one update only."""
_SHORTEST_SLIPPED_DAY = 5
"""Letters of a word for days in which a slip is forgiven: they are few."""
LISTS = (*set_phrases.LISTS, *DAY_LISTS, _DISTINCT, _DISTINCT_DAYS)
"""The names of the lists in the tables."""


class Values:
    """Reads values. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Sequence[Sequence[str]]]]) -> None:
        """Each table has one language's `LISTS`; an entry of a list is the phrases that it stands for."""
        kept = tuple(tables)
        self._phrases = Phrases(set_phrases.phrases_of(kept), _texts(kept, _DISTINCT))
        self._correcting, self._contrasting = (_any_of(kept, names) for names in (CORRECTED, _CONTRASTING))
        self._calendar = Phrases(roles(kept), _texts(kept, _DISTINCT_DAYS), _SHORTEST_SLIPPED_DAY)
        # The same message is looked at for its values, for what is put right in it, and for which of them are meant.
        self._remembered = lru_cache(maxsize=_MESSAGES_REMEMBERED)(self._mark)

    def found(
        self, text: str, today: dt.date, names: Sequence[Value] = (), speaker: Side = Side.CLIENT
    ) -> tuple[Value, ...]:
        """The values of a message, disjoint, in their order; their places are those in `text`."""
        return self.read(text, today, names, speaker)[0]

    def read(
        self, text: str, today: dt.date, names: Sequence[Value] = (), speaker: Side = Side.CLIENT
    ) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
        """The same, and those that another value in the message takes the place of.

        `names` are what has been found before – partners, products, people –, in which nothing else is looked for but
        e-mail addresses: “{other} zahlt” says who pays. For a partner who is the `speaker`, “we” are the partner.
        """
        message = self.marked(text, names)
        said = message.typed
        words = [each.word for each in said]
        has_figures = any(each.has_figures for each in words)
        found = (
            *(Value(start, end, Slot.EMAIL, address) for start, end, address in addresses_in(text)),
            *(vat_numbers(said) if has_figures else ()),
            *(swiss_vat_numbers(text, message) if has_figures else ()),
            *(register_numbers(text) if has_figures else ()),
            *(amounts(text) if has_figures else ()),
            *amounts_in_words(text),
            *days(self._calendar, text, self._calendar.read(words), today),
            *set_phrases.found(message, speaker),
        )
        free = [
            each
            for each in found
            if each.slot is Slot.EMAIL or all(each.end <= name.start or name.end <= each.start for name in names)
        ]
        every = disjoint(free)
        kept = tuple(without_old(message, last_said(every, message)))
        return kept, () if len(kept) == len(every) else tuple(value for value in every if value not in kept)

    def without_corrections(self, text: str, values: Sequence[Value]) -> str:
        """The text, blank where a value is put right: “nein, moment” denies nothing else."""
        if not values or not self._may_correct(text):
            return text
        message = self.marked(text, [value for value in values if value.slot in RECORDS])
        for start, end in (*corrections(values, message), *revisions(values, message)):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        return text

    def meant(self, text: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """Those of all values of a message that are wished: without names that are corrected, or only told of."""
        message = self._naming_several(text, values)
        return values if message is None else names_meant(values, message)

    def corrects(self, text: str) -> bool:
        """Whether there is a word in it by which something before a break may be put right."""
        return self._may_correct(text) and self.marked(text).has(*CORRECTED)

    def _may_correct(self, text: str) -> bool:
        """Most messages do not, which is told without reading them."""
        return not _BREAKS.isdisjoint(text) and self._correcting.search(text) is not None

    def may_contrast(self, text: str, names: Sequence[Value], *, several: bool) -> bool:
        """Whether something may be contrasted in a message that was read with these names: `several` values with each
        other, or what is denied with what is to be done instead.
        """
        if self._contrasting.search(text) is None:
            return False  # which is told without reading it
        message = self.marked(text, names)
        return message.has(*_CONTRASTING) and (several or message.has(*_INSTEAD))

    def denies(self, text: str) -> bool:
        """Whether there is a word in it by which something is denied."""
        message = self.marked(text)
        return any(message.denies(place) for place in range(len(message.said)))

    def asks_back(self, text: str, today: dt.date) -> bool:
        """Whether it is asked what has been: “What was ordered?”."""
        return asks_back(self._calendar, text, self._calendar.read(spoken(text)), today)

    def with_strangers(
        self, text: str, names: Sequence[Value], strangers: Iterable[Value]
    ) -> tuple[str, tuple[int, int]] | None:
        """The text with the first stranger who puts a name right in its place, and which; `None` where none does."""
        if not self.corrects(text):
            return None
        for stranger in strangers:
            if self.marked(text[stranger.start : stranger.end]).is_a(0, *CORRECTED):
                continue  # “I meant Zorbax”
            message = self.marked(text, (*names, stranger))
            if (anew := named_anew(text, names, stranger, message)) is not None:
                return anew
        return None

    def _naming_several(self, text: str, values: Sequence[Value]) -> Marked | None:
        """A message in which several are named, as in few."""
        names = [value for value in values if value.slot in RECORDS]
        if len(names) == len({value.slot for value in names}):
            return None
        return self.marked(text, names)

    def marked(self, text: str, names: Sequence[Value] = ()) -> Marked:
        """The message with these values as names."""
        return self._remembered(text, tuple(names))

    def _mark(self, text: str, names: tuple[Value, ...]) -> Marked:
        return Marked(text, self._phrases.read(spoken(text, names)), self._phrases)


def _any_of(tables: Sequence[Mapping[str, Sequence[Sequence[str]]]], names: Iterable[str]) -> re.Pattern[str]:
    """What finds the first words of the phrases in these lists."""
    words = {text.split()[0] for name in names for text in _texts(tables, name)}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})\b", re.IGNORECASE)


def _texts(tables: Iterable[Mapping[str, Sequence[Sequence[str]]]], name: str) -> Sequence[str]:
    return [text for table in tables for texts in table.get(name, ()) for text in texts]

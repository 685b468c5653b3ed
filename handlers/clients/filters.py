"""By what the list of clients is narrowed down. A filter is a few letters, so that a button can carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.partnerships.rules import Access, Payer
from domain.words import Lines, Msg, Plural, Words, lines, paragraphs
from handlers.chat.lists import carried
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row, View
from handlers.clients.payloads import ChooseFilter, ShowClients
from handlers.partnerships.terms import ACCESS_NAMES
from services.clients.seeing import seen_by
from storage.care import given_to
from storage.clients.listing import count_clients
from storage.clients.seen import Seen, Wanted

_ACCESSES: Mapping[str, Access] = {"l": Access.LIMITED, "f": Access.FULL}
_PAYERS: Mapping[str, Payer] = {"o": Payer.PARTNER, "c": Payer.CLIENT}
_WAITS, _MINE = "w", "m"
PAYER_NAMES: Mapping[Payer, Msg] = {
    Payer.PARTNER: Msg("Own payment means"),
    Payer.CLIENT: Msg("The client’s means"),
}
_NAMES: Mapping[str, Msg] = {
    "l": ACCESS_NAMES[Access.LIMITED],
    "f": ACCESS_NAMES[Access.FULL],
    "o": PAYER_NAMES[Payer.PARTNER],
    "c": PAYER_NAMES[Payer.CLIENT],
    _WAITS: Msg("Something waits"),
    _MINE: Msg("Given to me"),
}
_EXCLUDE: Mapping[str, str] = {"l": "foc", "f": "l", "o": "lc", "c": "lo", _WAITS: "", _MINE: ""}
"""What is dropped where a letter is chosen: payment means belong to full access (fact 22)."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is chosen, by letter; letters that mean nothing are none."""

    letters: str = ""

    @classmethod
    def read(cls, text: str) -> Filter:
        """As a button carries it."""
        return cls("".join(letter for letter in _NAMES if letter in text))

    def toggled(self, letter: str) -> Filter:
        """With the letter, and without what it excludes; or without it."""
        if letter in self.letters:
            return Filter(self.letters.replace(letter, ""))
        return Filter.read("".join(each for each in self.letters if each not in _EXCLUDE[letter]) + letter)

    def wanted(self, search: str) -> Wanted:
        """The filter as the list's query takes it, with what is searched for."""
        return Wanted(
            next((access for letter, access in _ACCESSES.items() if letter in self.letters), None),
            next((payer for letter, payer in _PAYERS.items() if letter in self.letters), None),
            _WAITS in self.letters,
            search,
        )

    def seen(self, turn: Turn) -> Seen:
        """What the person sees, of the clients that were given to them if they want those only."""
        seen = seen_by(turn.work, turn.around.programme, turn.person)
        return replace(seen, among=(*seen.among, given_to(turn.person.id))) if self.is_mine else seen

    @property
    def is_mine(self) -> bool:
        """Whether it is about those only that were given to the person."""
        return _MINE in self.letters

    @property
    def words(self) -> Words | None:
        """What is chosen, in a line."""
        return Lines(tuple(_NAMES[letter] for letter in self.letters), " · ") if self.letters else None


def choose(turn: Turn, payload: ChooseFilter) -> None:
    """What can be chosen, and how many clients that leaves."""
    chosen, search = Filter.read(payload.which), carried(payload.search)
    count = count_clients(turn.work.session, chosen.seen(turn), chosen.wanted(search))
    words = paragraphs(
        Msg("<b>Which clients would you like to see?</b>"),
        lines(
            Plural("{n} client matches.", "{n} clients match.", count),
            Msg("🔎 “{text}”", text=search) if search else None,
        ),
    )
    pairs = (("l", "f"), ("o", "c"), (_WAITS, _MINE))
    rows: list[Row] = [tuple(_tick(chosen, letter, search) for letter in pair) for pair in pairs]
    show = Button(Plural("👥 Show {n} client", "👥 Show {n} clients", count), ShowClients(chosen.letters, 0, search))
    rows.append((show, Button(Msg("✖️ No filter"), ShowClients("", 0, ""))))
    turn.show(View(words, tuple(rows)))


def _tick(chosen: Filter, letter: str, search: str) -> Button:
    label = Lines(("☑️" if letter in chosen.letters else "◻️", _NAMES[letter]), " ")
    return Button(label, ChooseFilter(chosen.toggled(letter).letters, search))

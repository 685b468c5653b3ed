"""Questions about terms: “which clients pay for themselves?”, and what one may do: “can Nordnet renew that?”.

The words stand in `locales/<language>/sayings/questions.yaml`. What a question about many asks for is a condition; who
meets it is told in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from domain.answers.spelling import words
from domain.partnerships.rules import Access, Payer, Side

LONGEST = 24
"""Words of such a question."""


class QuestionWords(StrEnum):
    """The lists; the value is a list's name in the files."""

    WHICH = "which"
    """Words that ask which of many."""
    WHO = "who"
    """Words that do so beside those who are many: “wer von meinen Partnern”."""
    CLIENTS = "clients"
    PARTNERS = "partners"
    PAYS = "pays"
    SELF = "self"
    WE = "we"
    WHAT_WE = "what-we"
    """Where “we” do something else: “pay for what we order”."""
    SEES = "sees"
    INVOICES = "invoices"
    FULL = "full"
    LIMITED = "limited"
    NOT = "not"
    IF = "if"
    """What begins a condition of another kind: how things stand today is no answer then."""
    MAY = "may"
    """How it begins to be asked whether somebody may do something …"""
    ORDERS = "orders"
    """… to order or renew, …"""
    DOES = "does"
    """… or anything else with products."""
    INVITATION = "invitation"
    """Words for how colleagues are invited, …"""
    JOINS = "joins"
    """… for what comes of it, …"""
    OPEN = "open"
    """… and for what nothing has come of so far."""


class Ability(Enum):
    """What somebody may do or not: what the access settles (facts 17, 21), or something that comes with it."""

    ORDER = auto()
    OTHER = auto()


_W = QuestionWords
_OTHER_PAYER = {Payer.CLIENT: Payer.PARTNER, Payer.PARTNER: Payer.CLIENT}
_OTHER_ACCESS = {Access.FULL: Access.LIMITED, Access.LIMITED: Access.FULL}


@dataclass(frozen=True, slots=True)
class Condition:
    """What is to hold of each that is told of: its access, who pays, and who sees the invoices of the partner's orders,
    which is whoever pays for them (facts 25, 26).
    """

    access: Access | None = None
    payer: Payer | None = None
    seen_by: Payer | None = None

    def __bool__(self) -> bool:
        return any(each is not None for each in (self.access, self.payer, self.seen_by))

    def terms(self, speaker: Side) -> frozenset[tuple[Access, Payer | None]]:
        """The terms that meet it. A client with limited access given pays for itself; its partners order nothing for
        which it could pay (fact 17).
        """
        every = ((Access.LIMITED, None), *((Access.FULL, payer) for payer in Payer))
        return frozenset((access, payer) for access, payer in every if self._is_met(access, payer, speaker))

    def _is_met(self, access: Access, payer: Payer | None, speaker: Side) -> bool:
        pays_itself = speaker is Side.PARTNER and self.payer is Payer.CLIENT and access is Access.LIMITED
        return (
            self.access in (None, access)
            and (self.payer in (None, payer) or pays_itself)
            and self.seen_by in (None, payer)
        )


class Questions:
    """The phrases of all languages. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds one language's phrases by the names of `QuestionWords`."""
        phrases: dict[QuestionWords, set[tuple[str, ...]]] = {kind: set() for kind in QuestionWords}
        for table in tables:
            for name, texts in table.items():
                phrases[QuestionWords(name)].update(tuple(words(text)) for text in texts)
        self._phrases = phrases
        self._longest = max((len(phrase) for each in phrases.values() for phrase in each), default=0)

    def may_ask_which(self, text: str) -> bool:
        """Whether a message may ask which of many: by its question words alone."""
        return not self._found(text).isdisjoint((_W.WHICH, _W.WHO))

    def is_of_many(self, text: str, speaker: Side) -> bool:
        """Whether it asks which of the other side's organisations it is."""
        found = self._found(text)
        return _others(speaker) in found and not found.isdisjoint((_W.WHICH, _W.WHO))

    def condition(self, text: str, speaker: Side, access: Access | None = None) -> Condition:
        """What the question asks for, with the `access` that was read in other words, denied or not; false where
        nothing is.
        """
        found = self._found(text)
        if found.isdisjoint((_W.WHICH, _W.WHO)) or _W.IF in found:
            return Condition()
        if (_W.FULL in found) is not (_W.LIMITED in found):
            named = Access.FULL if _W.FULL in found else Access.LIMITED
            access = _OTHER_ACCESS[named] if _W.NOT in found else named
        payer = self._whose(found, speaker) if _W.PAYS in found else None
        sees = {_W.SEES, _W.INVOICES} <= found
        seen_by = self._whose(found - {_W.SELF}, speaker) if sees else None
        said = Condition(access, payer, seen_by)
        if _W.NOT not in found:
            return said
        if [access, payer, seen_by].count(None) < 2:
            return Condition()  # of which it shall not hold is not said: all are told
        return Condition(
            access,
            None if payer is None else _OTHER_PAYER[payer],
            None if seen_by is None else _OTHER_PAYER[seen_by],
        )

    def ability(self, text: str, speaker: Side) -> Ability | None:
        """What a partner may do, as it is asked: “can Nordnet renew the domain?”; not a client’s “can we …?”."""
        said = words(text[: 20 * LONGEST])
        begins = any(tuple(said[:length]) in self._phrases[_W.MAY] for length in range(1, self._longest + 1))
        found = self._found(text)
        if not begins or _W.IF in found or (speaker is Side.CLIENT and _W.WE in found):
            return None
        return Ability.ORDER if _W.ORDERS in found else Ability.OTHER if _W.DOES in found else None

    def is_about_invited(self, text: str) -> bool:
        """Whether it may be about somebody who was invited: “did Tom join?”, “Einladung von Tom zurückziehen”."""
        return not self._found(text).isdisjoint((_W.INVITATION, _W.JOINS))

    def asks_who_joined(self, text: str) -> bool:
        """Whether nothing else than joining an organisation can be meant."""
        return _W.JOINS in self._found(text)

    def is_about_open_invitations(self, text: str) -> bool:
        """Whether it is about invitations that wait for an answer, whoever has got them."""
        return {_W.INVITATION, _W.OPEN} <= self._found(text)

    def speaks_of_invoices(self, text: str) -> bool:
        """Whether invoices are named in it."""
        return _W.INVOICES in self._found(text)

    def is_of_us(self, text: str) -> bool:
        """Whether it speaks of what “we” do."""
        return _W.WE in self._found(text)

    def _whose(self, found: frozenset[QuestionWords], speaker: Side) -> Payer | None:
        """Who does it: “for whom do we pay?”, “which clients pay?”, “who pays themselves?”; nobody in “who pays?”."""
        own, other = (Payer.CLIENT, Payer.PARTNER) if speaker is Side.CLIENT else (Payer.PARTNER, Payer.CLIENT)
        if _W.WE in found and _W.WHAT_WE not in found:
            return own if _W.WHICH in found else None
        return other if _W.SELF in found or _others(speaker) in found else None

    def _found(self, text: str) -> frozenset[QuestionWords]:
        said = words(text[: 20 * LONGEST])
        if not 1 < len(said) <= LONGEST:
            return frozenset()
        runs = set(self._runs(said))
        return frozenset(kind for kind, phrases in self._phrases.items() if not runs.isdisjoint(phrases))

    def _runs(self, said: Sequence[str]) -> Iterable[tuple[str, ...]]:
        for length in range(1, self._longest + 1):
            for at in range(len(said) - length + 1):
                yield tuple(said[at : at + length])


def _others(speaker: Side) -> QuestionWords:
    return _W.PARTNERS if speaker is Side.CLIENT else _W.CLIENTS

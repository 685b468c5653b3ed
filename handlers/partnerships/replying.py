"""A request that waits is answered in words: what agrees shows its card, and what names other terms proposes them.

Nothing is done by words alone: a partner’s other terms stand in the form that “🔁 Propose something else” opens, up
to its review; a client decides on the card.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.answers.spelling import stem, words
from domain.partnerships.rules import Access, Payer, Side
from domain.programme import Programme
from domain.sayings.natures import Kind
from domain.sayings.replies import Said
from domain.sayings.slots import Slot, Value
from handlers.chat.chapters import Chapter
from handlers.chat.incoming import Text
from handlers.chat.sayings import Saying
from handlers.chat.spoken import kept
from handlers.chat.turn import Turn
from handlers.partnerships.countering import propose
from handlers.partnerships.meant import Found, show_card, the_one
from handlers.partnerships.said_changes import WAITS, let_confirm
from services.partnerships.negotiating import named_products
from storage.products import products_with_ids
from storage.tables import Partnership


def reply(turn: Turn) -> bool:
    """Whether the message answers the request that waits: the only one, the one spoken of, or that of whom it names."""
    content = turn.incoming.content
    if not isinstance(content, Text) or turn.organisation is None:
        return False
    text, replies = content.text, turn.around.understanding.replies
    if not replies.may_be_one(text) or turn.reference.goes_first(turn, text):
        return False
    values = turn.hears(text)
    said = replies.read(text, values)
    if said is None or _follows(turn, text):
        return False
    named = [value.value for value in values if value.slot is Slot.OTHER]
    if named and not said.terms:
        return False  # “nehmen wir an, die Krone” has a saying of its own
    found = the_one(turn, named, WAITS)
    if found is None:
        return False
    if not said.terms:
        let_confirm(turn, found)
        return True
    return _answer(turn, found, _Terms.of(turn, text, values, said, found[1]))


def _follows(turn: Turn, text: str) -> bool:
    """Whether it goes on with what was told or begun by words just before: “nein, nur bei Liffey”, “machen wir das”."""
    action = (kept(turn) or {}).get("action")
    saying = turn.sayings.get(action) if isinstance(action, str) else None
    if not isinstance(saying, Saying):
        return False
    follow_ups = turn.around.understanding.follow_ups
    return follow_ups.kind(text) is not None or (saying.kind is Kind.ASK and follow_ups.may_be_same(text))


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a reply says of other terms: the access, who pays, and products, by their ids and by their categories."""

    access: Access | None
    payer: Payer | None
    products: frozenset[int]
    shelves: frozenset[str]

    @classmethod
    def of(cls, turn: Turn, text: str, values: Sequence[Value], said: Said, speaker: Side) -> _Terms:
        """The terms in the text of a reply."""
        replies = turn.around.understanding.replies
        accesses = {value for value in values if value.slot is Slot.ACCESS}
        payers = {value.value for value in values if value.slot is Slot.PAYER}
        found = [value for value in values if value.slot is Slot.PRODUCT]
        products = frozenset(value.value for value in found if isinstance(value.value, int))
        shelves = frozenset(_shelves(turn.around.programme, said.terms))
        if not found and not shelves:  # “only if they pay” says nothing of the access
            accesses = {value for value in accesses if not replies.is_but(text[value.start : value.end])}
        access = next(iter({value.value for value in accesses}), None) if len(accesses) == 1 else None
        payer = next(iter(payers)) if len(payers) == 1 else replies.payer(said.terms, speaker)
        return cls(
            access if isinstance(access, Access) else Access.LIMITED if found or shelves else None,
            payer if isinstance(payer, Payer) else None,
            products,
            shelves,
        )

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return self.access is not None or self.payer is not None

    def are_those_of(self, partnership: Partnership) -> bool:
        """Whether full access is all that is said, or asked for, with the same payer."""
        same = self.access in (None, partnership.access) and self.payer in (None, partnership.payer)
        return same and partnership.access is Access.FULL


def _shelves(programme: Programme, said: Sequence[str]) -> Iterator[str]:
    """The categories that are named, by their codes; the last one, for whatever has no place elsewhere, has no name."""
    spoken = {stem(word) for word in said}
    for category in programme.categories[:-1]:
        names = [category.name, *(kind.name for kind in programme.catalogue if kind.category == category.code)]
        called = {stem(word) for name in names for text in (name.de, name.en) for word in words(text)}
        others = {
            stem(word)
            for kind in programme.catalogue
            if kind.category != category.code
            for text in (kind.name.de, kind.name.en)
            for word in words(text)
        }
        if spoken & (called - others):
            yield category.code


def _answer(turn: Turn, found: Found, terms: _Terms) -> bool:
    """A partner proposes the terms; a client decides on the card, as does whoever says what is asked for anyway."""
    partnership, side = found
    if not terms:
        return False
    if side is Side.CLIENT:
        show_card(turn, found)
    elif terms.are_those_of(partnership):
        let_confirm(turn, found)
    else:
        propose(turn, partnership.id, dict(_said(turn, partnership, terms)))
    return True


def _said(turn: Turn, partnership: Partnership, terms: _Terms) -> Iterator[tuple[str, list[str]]]:
    """The answers to the form's questions. Who pays is settled for full access only (facts 25, 26)."""
    access = terms.access or (partnership.access if partnership.access is Access.FULL else None)
    if access is not None:
        yield "access", [access.value]
    if terms.payer is not None:
        yield "payer", [terms.payer.value]
    if terms.products or terms.shelves:
        programme, named = turn.around.programme, named_products(partnership)
        known = products_with_ids(turn.work.session, sorted(named))
        chosen = [
            product.id
            for product in known
            if product.id in terms.products or programme.category_of(product.kind).code in terms.shelves
        ]
        if chosen:
            yield "products", [str(product) for product in sorted(chosen)]
        elif terms.shelves:
            yield "shelves", sorted(terms.shelves)


CHAPTER = Chapter(listeners=(reply,))

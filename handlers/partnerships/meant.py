"""Which partnership somebody means who says in words what shall be done with one.

The one with the other side that they name; without a name, the only one that it can be, unless somebody is named who is
not here. Otherwise there is a list to choose from, and where nothing is open between the two, that is said: in the same
words where there is nothing, and where it is not this person's to see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.partnerships.rules import (
    OPEN,
    WAITING,
    Access,
    Action,
    NotPossibleNow,
    NotYours,
    Side,
    Status,
    applies,
    move,
    possible_actions,
)
from domain.sayings.slots import Slot
from domain.words import Msg, Words
from handlers.chat.payloads import Go
from handlers.chat.sayings import Heard
from handlers.chat.spoken import kept
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, View
from handlers.partnerships.known import TO_PARTNERS, not_yours, ways_to_add
from handlers.partnerships.showing import card_of
from services.care import care_for, reach
from services.partnerships.changing import require_terms
from services.partnerships.finding import decidable_partnership, known_partner
from services.rights import Act, own_organisation, role_in
from storage.organisations.partners import partners_with_ids
from storage.partnerships import newest_of_partner, of_client, open_between
from storage.tables import Partnership

Found = tuple[Partnership, Side]
"""A partnership, and the side of it for which the person acts."""


@dataclass(frozen=True, slots=True)
class Sort:
    """Partnerships with which something can be done: in which statuses, by side, and with which access, if it matters.

    `button` is what does it on the card; `none` says that there is none of the sort.
    """

    button: Msg
    none: Msg
    statuses: Mapping[Side, frozenset[Status]]
    access: Access | None = None

    @classmethod
    def of(cls, action: Action, button: Msg, none: Msg) -> Sort:
        """Those for which the diagram has this arrow."""
        statuses = {
            side: frozenset(status for status in OPEN if action in possible_actions(status, side))
            for side in (Side.CLIENT, Side.PARTNER)
        }
        fitting = [access for access in Access if applies(action, access)]
        return cls(button, none, statuses, fitting[0] if len(fitting) == 1 else None)

    def holds(self, partnership: Partnership, side: Side) -> bool:
        """Whether a partnership is of the sort, for somebody on this side."""
        return partnership.status in self.statuses[side] and self.access in (None, partnership.access)


def meant(turn: Turn, heard: Heard, sort: Sort) -> Found | None:
    """The partnership that is meant, of the sort if possible; `None` where something else has been said in answer.

    Raises `NoOrganisation`, and `NotFound` for a client that is none of theirs.
    """
    named = heard.every(Slot.OTHER, int)
    if len(named) == 1:
        found = between(turn, named[0], sort)
        if found is None:
            say_none(turn, named[0])
        return found
    possible = [] if named else _every(turn, sort)
    if len(possible) == 1 and not heard.of_nobody:
        return possible[0]
    if named or possible:
        _let_choose(turn, sort)
    else:
        turn.show(View(sort.none, ((Button(Msg("📋 Overview"), Go(_overview(turn, sort))), MENU),)))
    return None


def the_one(turn: Turn, named: Sequence[object], sort: Sort) -> Found | None:
    """The one of the sort that can be meant: with whom is `named`, or else the only one, or with whom was spoken of.

    Nothing is said where there is none, or where there are several.
    """
    possible = [] if named else _every(turn, sort)
    if len(possible) == 1:
        return possible[0]
    others = named or ([(kept(turn) or {}).get("other")] if possible else [])
    other = others[0] if len(others) == 1 else None
    found = between(turn, other, sort) if isinstance(other, int) else None
    return found if found is not None and sort.holds(*found) else None


def between(turn: Turn, other_id: int, sort: Sort) -> Found | None:
    """What is open between the person's organisation and the other one: of the sort if possible, or else the active."""
    own, session, now = own_organisation(turn.person), turn.work.session, turn.work.now
    found = [(each, Side.CLIENT) for each in open_between(session, own.id, other_id, now).values()]
    if own.is_partner:
        care, role = care_for(turn.work, own.id, other_id), role_in(turn.work, turn.person, own)
        found += [
            (each, Side.PARTNER)
            for each in open_between(session, other_id, own.id, now).values()
            if each.status is not Status.PREPARED and care.reaches(turn.person.id, role)
        ]
    found.sort(key=lambda one: (not sort.holds(*one), one[0].status is not Status.ACTIVE))
    return found[0] if found else None


def say_none(turn: Turn, other_id: int) -> None:
    """There is nothing with that organisation; a partner can be added. Raises `NotFound` where it is none (any more).

    Partners are public (facts 13, 39); of a client nobody reads more than that it is none of theirs.
    """
    is_partner = bool(partners_with_ids(turn.work.session, [other_id]))
    if own_organisation(turn.person).is_partner and not is_partner:
        raise not_yours()
    partner = known_partner(turn.work, other_id)
    words = Msg("{partner} is not your partner, and you have no open request to it.", partner=partner.name)
    turn.show(View(words, (*ways_to_add(turn, partner), TO_PARTNERS)))


def _every(turn: Turn, sort: Sort) -> list[Found]:
    """Those of the sort that the person reaches; of a partner's, two at most: then there is a choice."""
    own, session, now = own_organisation(turn.person), turn.work.session, turn.work.now
    found: list[Found] = []
    if statuses := sort.statuses[Side.CLIENT]:
        found = [(each, Side.CLIENT) for each in of_client(session, own.id, now, statuses)]
    if own.is_partner and (seen := [each for each in sort.statuses[Side.PARTNER] if each is not Status.PREPARED]):
        among = reach(turn.work, turn.person, own).among
        listed = newest_of_partner(session, own.id, seen[0], now, *seen[1:], among=among, limit=2)
        found += [(each, Side.PARTNER) for each in listed]
    return [one for one in found if sort.holds(*one)]


def _overview(turn: Turn, sort: Sort) -> str:
    """The command that lists partnerships of the sort."""
    as_partner = sort.statuses[Side.PARTNER] if own_organisation(turn.person).is_partner else frozenset()
    if not as_partner:
        return "partners"
    return "requests" if as_partner <= WAITING else "clients"


def _let_choose(turn: Turn, sort: Sort) -> None:
    turn.say(Msg("Which one do you mean? Tap it: you find “{button}” there.", button=sort.button))
    turn.run(_overview(turn, sort))


def show_card(turn: Turn, found: Found, words: Words | None = None) -> None:
    """The card, from which everything can be done; with what there is to say first."""
    turn.show(card_of(turn, *found, words))


def begin(
    turn: Turn, found: Found | None, action: Action, way: Callable[[Found], None], *, naming_both: bool = True
) -> None:
    """Begins the action, by a way that asks before anything is done, with both sides named above it.

    Where the partnership does not allow it (any more), its card is shown with the reason. Raises `SignatureNeeded`
    where it takes another role.
    """
    if found is None:
        return
    try:
        partnership, side = decidable_partnership(turn.work, turn.person, Act.on_partnership(action), found[0].id)
        move(partnership.status, action, side)
        require_terms(partnership, action)
        if naming_both:
            name_both(turn, found)
        way((partnership, side))
    except (NotPossibleNow, NotYours) as refused:
        show_card(turn, found, refused.reason)


def name_both(turn: Turn, found: Found) -> None:
    """Says between whom something grave is about to be decided, above the question whether it is meant."""
    partnership, _ = found
    turn.say(
        Msg("🤝 <b>{client}</b> – <b>{partner}</b>", client=partnership.client.name, partner=partnership.partner.name)
    )

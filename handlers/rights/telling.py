"""What somebody may do for their organisation, in a few sentences: oneself, a colleague, or everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.people import Role
from domain.sayings.slots import Slot
from domain.words import Lines, Msg, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.payloads import Go
from handlers.chat.sayings import Heard, tells
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import is_without_representative, may, own_role, role_words
from handlers.people.overview import names_there, shown_name
from handlers.rights.overview import GIVEN, held_up
from handlers.rights.payloads import ChooseToSeeAs, SeeAs, ShowRightsOf
from services.care.reaching import GIVEN_CLIENTS
from services.people.colleagues import colleague
from services.rights import Act, own_organisation
from storage.people import members_once

MOST_NAMED = 8
"""People with one role; the others are counted."""
_ARE: Mapping[Role, Msg] = {
    Role.LEGAL_REPRESENTATIVE: Msg("Decide, as legal representatives"),
    Role.ADMINISTRATOR: Msg("Keep the list of products, as administrators"),
    Role.EMPLOYEE: Msg("Look and ask, as employees"),
    Role.READER: Msg("Look only, as readers"),
}
_ALL_RIGHTS = Button(Msg("🔑 All rights, one by one"), Go("rights"))
_PEOPLE: Row = (Button(Msg("👥 People"), Go("people")), MENU)


def _tell_own(turn: Turn, _heard: Heard) -> None:
    own = own_organisation(turn.person)
    words = lines(
        Msg("You are acting for <b>{organisation}</b>.", organisation=own.name),
        held_up(own),
        role_words(turn),
        GIVEN if own.is_partner and own_role(turn) in GIVEN_CLIENTS else None,
    )
    turn.show(View(words, ((_ALL_RIGHTS,), *_see_as(turn), _PEOPLE)))


def _see_as(turn: Turn) -> tuple[Row, ...]:
    return ((Button(Msg("👁 See it as a colleague"), ChooseToSeeAs(0)),),) if may(turn, Act.SEE_AS) else ()


def _tell_of(turn: Turn, heard: Heard) -> None:
    person_id = heard.one(Slot.PERSON, int)
    if person_id is None:
        _tell_of_everybody(turn)
    elif person_id == turn.person.id:
        _tell_own(turn, heard)
    else:
        _tell_of_colleague(turn, person_id)


def _tell_of_colleague(turn: Turn, person_id: int) -> None:
    """Who acts for it in which role, everybody sees there; one by one, rights are for legal representatives to see."""
    own = own_organisation(turn.person)
    found = colleague(turn.work, turn.person, person_id)
    name = shown_name(found, turn.once(names_there, own.id))
    words = lines(
        _may(found.role, name, own.name),
        held_up(own),
        Msg("Of the clients, {name} reaches those given to {name}, and those that are everybody’s.", name=name)
        if own.is_partner and found.role in GIVEN_CLIENTS
        else None,
    )
    rows: tuple[Row, ...] = ()
    if may(turn, Act.SEE_AS):
        rows = (
            (Button(Msg("🔑 All rights, one by one"), ShowRightsOf(person_id)),),
            (Button(Msg("👁 See it as a colleague"), SeeAs(person_id, 0)),),
        )
    turn.show(View(words, (*rows, _PEOPLE)))


def _may(role: Role, name: str, organisation: str) -> Words:
    """Facts 30, 40."""
    match role:
        case Role.LEGAL_REPRESENTATIVE:
            return Msg(
                "{name} is a legal representative of {organisation}, and may look, ask and decide in its name.",
                name=name,
                organisation=organisation,
            )
        case Role.ADMINISTRATOR:
            return Msg(
                "{name} is an administrator of {organisation}, and may look, ask and keep the list of products, but "
                "not decide in its name.",
                name=name,
                organisation=organisation,
            )
        case Role.EMPLOYEE:
            return Msg(
                "{name} is an employee of {organisation}, and may look and ask, but not decide in its name.",
                name=name,
                organisation=organisation,
            )
        case Role.READER:
            return Msg(
                "{name} is a reader at {organisation}, and may look, but neither ask nor decide.",
                name=name,
                organisation=organisation,
            )


def _tell_of_everybody(turn: Turn) -> None:
    own = own_organisation(turn.person)
    names, there = turn.once(names_there, own.id), members_once(turn.work.session, own.id)
    by_role = {role: [shown_name(each, names) for each in there if each.role is role] for role in Role}
    words = paragraphs(
        Msg("<b>Who may do what for {organisation}</b>", organisation=own.name),
        held_up(own),
        Msg("⚠️ There is no legal representative at present, so nobody can decide anything in its name.")
        if is_without_representative(turn)
        else None,
        lines(*(_people(role, called) for role, called in by_role.items() if called)),
    )
    turn.show(View(words, ((_ALL_RIGHTS,), *_see_as(turn), _PEOPLE)))


def _people(role: Role, names: Sequence[str]) -> Words:
    shown = Lines((listing(names[:MOST_NAMED]),))
    more = len(names) - MOST_NAMED
    if more > 0:
        return Msg("{may}: {names} … and {n} more", may=_ARE[role], names=shown, n=more)
    return Msg("{may}: {names}.", may=_ARE[role], names=shown)


CHAPTER = Chapter(
    sayings=(
        tells("my_rights", Msg("What you may do"), _tell_own),
        tells("who_may", Msg("What a colleague may do"), _tell_of, Slot.PERSON),
    )
)

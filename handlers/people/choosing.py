"""Inviting people who are chosen from somebody's contacts: several at once, each with an invitation of their own."""

from __future__ import annotations

from collections.abc import Sequence

from domain.people import Role
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.contacts import ask_for_people, people_asked_for
from handlers.chat.incoming import Shared
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Keyboard, Row, View
from handlers.organisations.acting import ROLE_NAMES
from handlers.people.invitations import PEOPLE, link_of, share_of
from handlers.people.payloads import ChooseContacts
from services.people.contacts import Contact, Invited, invite_contacts, take_back

LINKS_A_MESSAGE = 6


def _choose(turn: Turn, payload: ChooseContacts) -> None:
    unwanted = take_back(turn.work, turn.person, payload.invitation)
    turn.show(View(Msg("The link leads nowhere any more: you choose people from your contacts instead.")))
    words = Msg(
        "Whom would you like to invite to {organisation} as {role}? Up to ten people at once.",
        organisation=unwanted.organisation.name,
        role=ROLE_NAMES[unwanted.role],
    )
    ask_for_people(turn, words, {"organisation": unwanted.organisation_id, "role": unwanted.role})


def _invite(turn: Turn) -> bool:
    """Invites whoever was chosen; false for what is no choice, or one that nobody has asked for (any more)."""
    shared = turn.incoming.content
    if not isinstance(shared, Shared):
        return False
    asked = people_asked_for(turn, shared)
    if asked is None:
        turn.show_below(View(Msg("Nobody is invited: this choice is over. Please begin anew."), keyboard=Keyboard()))
        return True
    chosen = [Contact(person.telegram_id, person.name) for person in shared.people]
    organisation, role, programme = asked["organisation"], Role(str(asked["role"])), turn.around.programme
    if not isinstance(organisation, int):
        raise TypeError(f"not an organisation's id: {organisation!r}")
    found = invite_contacts(turn.work, turn.person, organisation, role, chosen, programme=programme)
    turn.show_below(View(_outcome(found, role), keyboard=Keyboard()))
    _give_links(turn, [each for each in found if each.new is not None and not each.told])
    return True


def _outcome(found: Sequence[Invited], role: Role) -> Words:
    """Who is invited and told, who needs the link, and who belongs there already."""
    told = [_entry(each) for each in found if each.told]
    untold = [_entry(each) for each in found if each.new is not None and not each.told]
    there = [_entry(each) for each in found if each.new is None]
    return paragraphs(
        lines(Msg("✅ Invited as {role}, and told here:", role=ROLE_NAMES[role]), *told) if told else None,
        lines(Msg("✉️ Invited as {role}; please send them the link below:", role=ROLE_NAMES[role]), *untold)
        if untold
        else None,
        lines(Msg("👥 Here already:"), *there) if there else None,
    )


def _entry(invited: Invited) -> Words:
    return Msg("• {name}", name=_name(invited))


def _name(invited: Invited) -> Msg | str:
    return invited.contact.name or Msg("somebody from the contacts")


def _give_links(turn: Turn, untold: Sequence[Invited]) -> None:
    """A link for each of them, to send on: nobody else can use it."""
    last: Row = (PEOPLE, MENU)
    if not untold:
        turn.say(Msg("You see open invitations under “People”."), last)
    for start in range(0, len(untold), LINKS_A_MESSAGE):
        entries: list[Words] = []
        rows: list[Row] = []
        for each in untold[start : start + LINKS_A_MESSAGE]:
            if each.new is not None:
                link = link_of(turn, each.new.token)
                entries.append(lines(Msg("<b>{name}</b>", name=_name(each)), link))
                rows.append((Button(Msg("📤 {name}", name=_name(each)), share_of(link)),))
        words = paragraphs(*entries, Msg("Each link works for this one person only."))
        turn.say(words, *rows, last)


CHAPTER = Chapter(routes=(on(ChooseContacts, _choose),), listeners=(_invite,))

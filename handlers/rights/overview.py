"""“What may I do here?”, and “see it as …”: what a colleague sees, with nothing to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.partnerships.rules import OPEN, Side, Status
from domain.words import Lines, Msg, Plural, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import pages
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES, may, own_role
from handlers.partnerships import card
from handlers.rights.payloads import ChooseToSeeAs, SeeAs, SeeCardAs, ShowRightsOf
from handlers.rights.phrases import rights_words
from services.care.reaching import care_for, reach_in_role
from services.partnerships.finding import visible_partnership
from services.people.colleagues import seen_as
from services.rights import Act, NotFound, own_organisation
from storage.partnerships import count_of_partner, newest_of_partner, of_client
from storage.people import members_once
from storage.tables import Membership, Organisation, Partnership

SHOWN = 5
"""Entries on a page: with what stands below them, eight buttons besides those that turn the pages."""


def _rights(turn: Turn) -> None:
    own = own_organisation(turn.person)
    role = own_role(turn)
    words = paragraphs(
        Msg("<b>What you may do for {organisation}</b>", organisation=own.name),
        held_up(own),
        None if reach_in_role(turn.person, role).is_everything or not own.is_partner else GIVEN,
        rights_words(own, role),
    )
    rows: list[Row] = []
    if may(turn, Act.SEE_AS):
        rows.append((Button(Msg("👁 See it as a colleague"), ChooseToSeeAs(0)),))
    turn.show(View(words, (*rows, (Button(Msg("🏢 Organisation"), Go("organisation")), MENU))))


GIVEN = Msg("Of the clients, you reach those that you look after, and those that are everybody’s.")
"""Fact 41."""


def held_up(organisation: Organisation) -> Words | None:
    """What the table says holds again later."""
    if organisation.closed_at is None and organisation.frozen_at is None:
        return None
    return Msg("⚖️ Nothing can be decided for it at the moment: /organisation")


def _choose(turn: Turn, payload: ChooseToSeeAs) -> None:
    own = own_organisation(turn.person)
    seen_as(turn.work, turn.person, turn.person.id)
    there = [one for one in members_once(turn.work.session, own.id) if one.person_id != turn.person.id]
    page = max(0, min(payload.page, (len(there) - 1) // SHOWN))
    words = (
        Msg("<b>Whose view would you like to see?</b>") if there else Msg("There are no colleagues here yet: /people")
    )
    rows: list[Row] = [
        (Button(Lines(("👁", name_on_button(one.person.first_name)), " "), SeeAs(one.person_id, 0)),)
        for one in there[page * SHOWN : (page + 1) * SHOWN]
    ]
    rows += pages(page, len(there), ChooseToSeeAs, SHOWN)
    turn.show(View(words, (*rows, (MENU,))))


def _see_as(turn: Turn, payload: SeeAs) -> None:
    seen = seen_as(turn.work, turn.person, payload.person)
    own, name = seen.organisation, seen.person.first_name
    listed, total, waiting, page = _partnerships(turn, seen, payload.page)
    words = paragraphs(
        Msg("<b>👁 {organisation}, as {name} sees it</b>", organisation=own.name, name=name),
        lines(
            Msg("Role: {role}", role=ROLE_NAMES[seen.role]),
            Plural("📥 {n} request is waiting for an answer.", "📥 {n} requests are waiting for an answer.", waiting)
            if waiting
            else None,
            (
                Plural("{n} client", "{n} clients", total)
                if own.is_partner
                else Plural("{n} partner or request", "{n} partners and requests", total)
            )
            if total
            else Msg("No partnership is theirs to see."),
        ),
        Msg("You only look here; nothing is changed by it."),
    )
    side = Side.PARTNER if own.is_partner else Side.CLIENT
    rows: list[Row] = [
        (Button(Lines(("🤝", _other(one, side)), " "), SeeCardAs(payload.person, one.id)),) for one in listed
    ]
    rows += pages(page, total, lambda number: SeeAs(payload.person, number), SHOWN)
    rows.append((Button(Msg("🔑 What may {name} do?", name=name_on_button(name, 20)), ShowRightsOf(payload.person)),))
    turn.show(View(words, (*rows, (Button(Msg("👥 People"), Go("people")), MENU))))


def _other(partnership: Partnership, side: Side) -> Words:
    return name_on_button((partnership.partner if side is Side.CLIENT else partnership.client).name)


def _partnerships(turn: Turn, seen: Membership, page: int) -> tuple[Sequence[Partnership], int, int, int]:
    """A page of the colleague's list, how long that is, how many requests wait for them, and which page it is."""
    session, now, own = turn.work.session, turn.work.now, seen.organisation
    if not own.is_partner:
        present = of_client(session, own.id, now, OPEN)
        page = max(0, min(page, (len(present) - 1) // SHOWN))
        return present[page * SHOWN : (page + 1) * SHOWN], len(present), 0, page
    among = reach_in_role(seen.person, seen.role).among
    total = count_of_partner(session, own.id, Status.ACTIVE, now, among=among)
    waiting = count_of_partner(session, own.id, Status.PENDING, now, among=among)
    page = max(0, min(page, (total - 1) // SHOWN))
    listed = newest_of_partner(session, own.id, Status.ACTIVE, now, among=among, limit=SHOWN, offset=page * SHOWN)
    return listed, total, waiting, page


def _see_card_as(turn: Turn, payload: SeeCardAs) -> None:
    """The card as it is for the colleague: what they could tap there is said, not offered."""
    seen = seen_as(turn.work, turn.person, payload.person)
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    care = care_for(turn.work, partnership.partner_id, partnership.client_id)
    only = None
    if side is Side.PARTNER:
        if not care.reaches(seen.person_id, seen.role):
            raise NotFound(Msg("{name} does not look after this client.", name=seen.person.first_name))
        only = care.products_of(seen.person_id, seen.role)
    heading = Msg("<b>👁 As {name} sees it</b>", name=seen.person.first_name)
    view = card.card(partnership, side, seen.role, only=only)
    labels = [button.label for row in view.rows[:-1] for button in row]
    buttons = lines(Msg("Buttons:"), *(Lines(("▫️", label), " ") for label in labels)) if labels else None
    back = (Button(Msg("◀️ Back"), SeeAs(payload.person, 0)), MENU)
    turn.show(replace(view, words=paragraphs(heading, view.words, buttons), rows=(back,), partnership=None))


def _rights_of(turn: Turn, payload: ShowRightsOf) -> None:
    seen = seen_as(turn.work, turn.person, payload.person)
    words = paragraphs(
        Msg(
            "<b>What {name} may do for {organisation}</b>",
            name=seen.person.first_name,
            organisation=seen.organisation.name,
        ),
        held_up(seen.organisation),
        rights_words(seen.organisation, seen.role, of=seen.person.first_name),
    )
    turn.show(View(words, ((Button(Msg("◀️ Back"), SeeAs(payload.person, 0)), MENU),)))


CHAPTER = Chapter(
    commands=(ChatCommand("rights", _rights, Msg("What you may do for your organisation"), by_link=True),),
    routes=(
        on(ChooseToSeeAs, _choose),
        on(SeeAs, _see_as),
        on(SeeCardAs, _see_card_as),
        on(ShowRightsOf, _rights_of),
    ),
)

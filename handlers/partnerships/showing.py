"""Partnerships on screen: the client's partners, the partner's clients, and the card of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.names.keys import read_search
from domain.partnerships.rules import OPEN, Side, Status
from domain.programme import Programme
from domain.sayings.slots import Slot
from domain.words import Lines, Literal, Msg, Words, lines, paragraphs
from handlers.answers.payloads import ShowArticle
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.lists import PAGE, how_to_search, page_of, searched, turning
from handlers.chat.notices import headed
from handlers.chat.payloads import Go
from handlers.chat.spoken import speak_of
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import may, ways_to_act
from handlers.organisations.verified import verified_mark
from handlers.partner_invitations.payloads import InvitePartner, ShowPartnerInvitations
from handlers.partnerships import card, terms
from handlers.partnerships.payloads import (
    PartnershipPayload,
    ShowPartnership,
)
from services.care import care_for, reach
from services.partnerships.ending import undoable_until
from services.partnerships.finding import visible_partnership
from services.partnerships.proposals import AlreadyPartners, ProductTaken
from services.rights import Act, NotFound, own_organisation
from storage.partner_invitations import count_open
from storage.partnerships import count_of_partner, newest_of_partner, of_client
from storage.partnerships import partnership as find_partnership
from storage.people import memberships_of
from storage.tables import Membership, Organisation, Partnership
from storage.work import Work

_STATUS_ICONS = {Status.ACTIVE: "✅", Status.PENDING: "⏳", Status.PREPARED: "📝", Status.PROPOSED: "📩"}


def card_for(turn: Turn, partnership_id: int) -> View:
    """The partnership's card as the person may see it. Raises `Refused` where it is not theirs."""
    partnership, side = visible_partnership(turn.work, turn.person, partnership_id)
    return card_of(turn, partnership, side)


def card_of(turn: Turn, partnership: Partnership, side: Side, headline: Words | None = None) -> View:
    """The card of a partnership that the person has just seen or changed, as somebody on `side`."""
    view, heading = _card(turn, partnership, side, headline)
    return headed(view, heading)


def card_saying(turn: Turn, partnership: Partnership, side: Side, words: Words) -> View:
    """These words about a partnership, with the card's buttons; the card takes their place when something happens."""
    view, heading = _card(turn, partnership, side, None)
    return headed(replace(view, words=words), heading)


def _card(turn: Turn, partnership: Partnership, side: Side, headline: Words | None) -> tuple[View, Organisation | None]:
    """The card, and the organisation that it concerns, for whoever belongs to several."""
    own = partnership.client_id if side is Side.CLIENT else partnership.partner_id
    memberships = memberships_of(turn.work.session, turn.person.id)
    found = next((membership for membership in memberships if membership.organisation_id == own), None)
    if found is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    view = card_for_member(turn.work, turn.around.programme, found, partnership, side, headline)
    return view, found.organisation if len(memberships) > 1 else None


def card_for_member(
    work: Work,
    programme: Programme,
    member: Membership,
    partnership: Partnership,
    side: Side,
    headline: Words | None = None,
) -> View:
    """The card as a member of `side` sees it, as long as they look after the client."""
    only = None
    if side is Side.PARTNER:
        care = care_for(work, partnership.partner_id, partnership.client_id)
        only = care.products_of(member.person_id, member.role)
    undo_until = undoable_until(programme, partnership, side, work.now)
    return card.card(partnership, side, member.role, headline, undo_until=undo_until, only=only)


def show(turn: Turn, payload: PartnershipPayload) -> None:
    """The card, in place of the tapped message."""
    turn.show(card_for(turn, payload.partnership))
    shown = turn.work.session.get_one(Partnership, payload.partnership)
    is_client = own_organisation(turn.person).id == shown.client_id
    speak_of(turn, other=shown.partner_id if is_client else shown.client_id)


def _partners(turn: Turn) -> None:
    own = own_organisation(turn.person)
    present = of_client(turn.work.session, own.id, turn.work.now, OPEN)
    add: Row = (Button(Msg("➕ Add a partner"), Go("addpartner")), *_invitations(turn), MENU)
    orders: Row = (Button(Msg("🧾 What they ordered"), Go("orders")),)
    if not present:
        words = Msg("{organisation} has no partner yet. Add one, and I will ask it to confirm.", organisation=own.name)
        turn.show(View(words, (add,)))
        return
    heading = Msg("<b>Partners of {organisation}</b>", organisation=own.name)
    wanted = read_search(searched(turn))
    found = [one for one in present if not searched(turn) or wanted.is_part_of(one.partner.search_name)]
    first = page_of(turn, len(found)) * PAGE
    turn.show(_list(turn, "partners", heading, found[first : first + PAGE], len(found), Side.CLIENT, (orders, add)))


def _invitations(turn: Turn) -> Row:
    """The way to those who are invited and not here yet; where nobody is, to inviting."""
    own = own_organisation(turn.person)
    if not may(turn, Act.INVITE_PARTNER):
        return ()
    count = count_open(turn.work.session, own.id, turn.work.now)
    if not count:
        return (Button(Msg("✉️ Invite"), InvitePartner()),)
    return (Button(Msg("✉️ Invited: {count}", count=count), ShowPartnerInvitations(0)),)


def is_without_clients(turn: Turn) -> bool:
    """Whether the person acts for no partner; they are told so, and what it takes to become one."""
    own = own_organisation(turn.person)
    if own.is_partner:
        return False
    words = Msg(
        "{organisation} is not a partner in the programme, so it has no clients here. "
        "What it takes to become one is explained below.",
        organisation=own.name,
    )
    become = (Button(Msg("🏅 Become a partner"), Go("becomepartner")),)
    turn.show(View(words, (become, (Button(Msg("What a partner needs"), ShowArticle("reseller-requirements")), MENU))))
    return True


def _requests(turn: Turn) -> None:
    if is_without_clients(turn):
        return
    own = own_organisation(turn.person)
    session, client, waiting = turn.work.session, searched(turn), (Status.PENDING, turn.work.now, Status.PROPOSED)
    among = reach(turn.work, turn.person, own).among
    count = count_of_partner(session, own.id, *waiting, client=client, among=among)
    if not count and not (client and count_of_partner(session, own.id, *waiting, among=among)):
        none = Msg("No request is waiting, neither for your answer nor for a client’s.")
        turn.show(View(none, ((MENU,),)))
        return
    heading = Msg("<b>{heading}: {partner}</b>", heading=Msg("Open requests"), partner=own.name)
    first = page_of(turn, count) * PAGE
    listed = newest_of_partner(session, own.id, *waiting, client=client, among=among, limit=PAGE, offset=first)
    turn.show(_list(turn, "requests", heading, listed, count, Side.PARTNER, ((MENU,),)))


def _list(
    turn: Turn,
    command: str,
    heading: Words,
    listed: Sequence[Partnership],
    count: int,
    side: Side,
    below: tuple[Row, ...],
) -> View:
    """A page of those `count` partnerships whose other side's name contains what stands behind the command."""
    if not listed:
        words = Msg("Nobody here has “{text}” in the name.", text=searched(turn))
        return View(paragraphs(heading, words), ((Button(Msg("📋 Overview"), Go(command)), MENU),))
    entries = [_entry(partnership, side) for partnership in listed]
    speak_of(turn, listed=(Slot.OTHER, [terms.other_organisation(each, side).id for each in listed]))
    rows = tuple((Button(_other(partnership, side), ShowPartnership(partnership.id)),) for partnership in listed)
    text = paragraphs(heading, lines(*entries), how_to_search(command, count))
    return View(text, (*rows, *turning(turn, command, count), *below))


def _other(partnership: Partnership, side: Side) -> Words:
    return Lines((Literal(_STATUS_ICONS[partnership.status]), terms.other_organisation(partnership, side).name), " ")


def _entry(partnership: Partnership, side: Side) -> Words:
    mark = verified_mark(terms.other_organisation(partnership, side))
    waits = None
    if partnership.status is Status.PROPOSED:
        waits = Msg("waits for you") if side is Side.CLIENT else Msg("waits for the client")
    parts = (_other(partnership, side), terms.ACCESS_NAMES[partnership.access], waits, mark)
    return Lines(tuple(part for part in parts if part is not None), " – ")


def _ways_to_act(turn: Turn, payload: PartnershipPayload) -> Row:
    """Somebody of either side may act for the other organisation at the moment."""
    found = find_partnership(turn.work.session, payload.partnership)
    return ways_to_act(turn, found) if found is not None else ()


def _to_partners(_turn: Turn) -> tuple[Row, ...]:
    return ((Button(Msg("👥 Partners"), Go("partners")),),)


CHAPTER = Chapter(
    commands=(
        ChatCommand("partners", _partners, Msg("Your partners and your requests to partners"), by_link=True),
        ChatCommand(
            "requests",
            _requests,
            Msg("For partners: requests that wait for you"),
            in_help=Msg("Requests waiting for your answer"),
            by_link=True,
        ),
    ),
    routes=(on(ShowPartnership, show),),
    by_link=(ShowPartnership,),
    ways_on={AlreadyPartners: _to_partners, ProductTaken: _to_partners},
    after_refusal=(after_refusal(PartnershipPayload, _ways_to_act, show),),
)

"""Inviting a colleague by a link, and what becomes of open invitations: sent anew, shown as a picture, revoked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from domain.people import Role
from domain.words import Literal, Msg, Value, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.documents import Document
from handlers.chat.lists import pages
from handlers.chat.payloads import Go
from handlers.chat.qr import png_of
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Link, Row, View
from handlers.organisations.acting import ROLE_NAMES
from handlers.people.payloads import (
    ChooseContacts,
    InviteColleague,
    InviteSomebody,
    RevokeInvitation,
    SendAnew,
    ShowInvitation,
    ShowInvitations,
    ShowLinkAsPicture,
)
from services.people import contacts, invitations
from services.people.invitations import NewInvitation
from services.rights import Act, NotFound, require
from storage.people import open_invitations
from storage.tables import Invitation, Organisation

JOIN_PREFIX = "join_"
"""What the link of an invitation, `https://t.me/<bot>?start=join_<token>`, has in front of its token."""
PEOPLE = Button(Msg("👥 People"), Go("people"))
INVITATIONS_A_PAGE = 4
"""With what turns the pages and leads back, that makes eight buttons."""
MAY: Mapping[Role, Msg] = {
    Role.LEGAL_REPRESENTATIVE: Msg("decides in its name; invites and removes people"),
    Role.ADMINISTRATOR: Msg("looks, asks, keeps the list of products"),
    Role.EMPLOYEE: Msg("looks, asks and answers"),
    Role.READER: Msg("looks only"),
}
"""Facts 30, 40: each role in one line."""
AS_ROLE: Mapping[Role, Msg] = {
    Role.LEGAL_REPRESENTATIVE: Msg("➕ Legal representative"),
    Role.ADMINISTRATOR: Msg("➕ Administrator"),
    Role.EMPLOYEE: Msg("➕ Employee"),
    Role.READER: Msg("➕ Reader"),
}

YES: Mapping[Role, Msg] = {role: Msg("✅ Yes, {answer}", answer=name) for role, name in ROLE_NAMES.items()}
"""The role that somebody has said, to be confirmed with a tap."""


def link_of(turn: Turn, token: str) -> str:
    """The address that the invited opens."""
    return f"https://t.me/{turn.around.bot_username}?start={JOIN_PREFIX}{token}"


def share_of(link: str) -> Link:
    """Lets somebody send the link to one of their chats."""
    return Link(f"https://t.me/share/url?url={quote(link, safe='')}")


def given_here(organisation: Organisation) -> tuple[Role, ...]:
    """The roles that people give; an account's legal representatives come from the console alone."""
    return tuple(role for role in Role if role is not Role.LEGAL_REPRESENTATIVE or organisation.account_id is None)


def said_first(roles: Sequence[Role], said: Role | None) -> list[Role]:
    """The roles to choose from, with the one that somebody has said in front."""
    return sorted(roles, key=lambda role: role is not said)


def choose_role_of_invited(turn: Turn, payload: InviteSomebody, said: Role | None = None) -> None:
    """As which role somebody shall join; the one that was `said` stands first."""
    organisation = turn.work.session.get(Organisation, payload.organisation)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    require(turn.work, turn.person, Act.INVITE, organisation)
    roles = said_first(given_here(organisation), said)
    words = paragraphs(
        Msg("<b>In which role should somebody join {organisation}?</b>", organisation=organisation.name),
        lines(*(Msg("• {role}: {may}", role=ROLE_NAMES[role], may=MAY[role]) for role in roles)),
    )
    rows: list[Row] = [
        (Button(YES[role] if role is said else AS_ROLE[role], InviteColleague(organisation.id, role)),)
        for role in roles
    ]
    turn.show(View(words, (*rows, (PEOPLE, MENU))))


def _invite(turn: Turn, payload: InviteColleague) -> None:
    programme = turn.around.programme
    made = invitations.invite(turn.work, turn.person, payload.organisation, payload.role, programme=programme)
    turn.show(link_view(turn, made, or_contacts=True))


def link_view(turn: Turn, made: NewInvitation, *, or_contacts: bool = False) -> View:
    """A new link, and the ways to pass it on; or else to choose people from the contacts."""
    invitation, link = made.invitation, link_of(turn, made.token)
    words = paragraphs(
        lines(
            Msg("✉️ <b>Invitation to {organisation}</b>", organisation=invitation.organisation.name),
            Msg("For: {name}", name=invitation.for_name) if invitation.for_name is not None else None,
            Msg("Role: {role}", role=ROLE_NAMES[invitation.role]),
        ),
        link,
        Msg("The link works once, until {moment}.", moment=invitation.expires_at),
        _caution(invitation),
    )
    picture = Button(Msg("🔳 As a QR picture"), ShowLinkAsPicture(made.token))
    choose: tuple[Row, ...] = ((Button(Msg("👤 Choose from contacts"), ChooseContacts(invitation.id)),),)
    rows = (
        (Button(Msg("📤 Send to a colleague"), share_of(link)), picture),
        *(choose if or_contacts else ()),
        (Button(Msg("🗑 Revoke"), RevokeInvitation(invitation.id)), PEOPLE, MENU),
    )
    return View(words, rows)


def _caution(invitation: Invitation) -> Msg:
    if invitation.for_telegram_id is not None:
        return Msg("Nobody else can use it.")
    if invitation.role is Role.LEGAL_REPRESENTATIVE:
        return Msg("Please send it to this one person only: whoever opens it can decide in the organisation’s name.")
    return Msg("Please send it to this one person only: whoever opens it can see what the organisation does here.")


def _picture(turn: Turn, payload: ShowLinkAsPicture) -> None:
    """The link that stands in the tapped message; of a forged one, a picture of what leads nowhere."""
    name = invitations.called(turn.work, turn.person, payload.token)
    picture = Document("invitation.png", png_of(link_of(turn, payload.token), name), "image/png")
    scan = Msg("To be scanned by one person, with their phone’s camera.")
    turn.send_picture(picture, paragraphs(Msg("<b>{name}</b>", name=name), scan) if name else scan)


def described(invitation: Invitation) -> Msg:
    """Who an open invitation is for, as which role, until when."""
    values: dict[str, Value] = {"role": ROLE_NAMES[invitation.role], "moment": invitation.expires_at}
    if invitation.for_telegram_id is None:
        return Msg("• by link: {role}, until {moment}", **values)
    name = invitation.for_name or Msg("somebody from the contacts")
    return Msg("• {name}: {role}, until {moment}", name=name, **values)


def _labelled(invitation: Invitation) -> Words:
    if invitation.for_name is not None:
        return Literal(f"✉️ {invitation.for_name}")
    return Msg("✉️ {role}", role=ROLE_NAMES[invitation.role])


def list_open(turn: Turn, payload: ShowInvitations, *beside: Row) -> None:
    """The invitations that somebody can still accept, with what leads on `beside` them."""
    organisation = turn.work.session.get(Organisation, payload.organisation)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    require(turn.work, turn.person, Act.REVOKE_INVITATION, organisation)
    found = open_invitations(turn.work.session, organisation.id, turn.work.now)
    page = max(0, min(payload.page, (len(found) - 1) // INVITATIONS_A_PAGE))
    shown = found[page * INVITATIONS_A_PAGE : (page + 1) * INVITATIONS_A_PAGE]
    words = paragraphs(
        Msg("<b>Open invitations to {organisation}</b>", organisation=organisation.name),
        lines(*map(described, shown)) if shown else Msg("No invitation is open. Invite somebody under “People”."),
    )
    turns = pages(page, len(found), lambda number: ShowInvitations(organisation.id, number), INVITATIONS_A_PAGE)
    rows = [(Button(_labelled(each), ShowInvitation(each.id)),) for each in shown]
    turn.show(View(words, (*rows, *turns, *beside, (PEOPLE,))))


def _show(turn: Turn, payload: ShowInvitation) -> None:
    invitation = invitations.open_invitation(turn.work, turn.person, payload.invitation)
    words = lines(
        Msg("✉️ <b>Invitation to {organisation}</b>", organisation=invitation.organisation.name), described(invitation)
    )
    anew = Button(Msg("🔄 New link"), SendAnew(invitation.id))
    revoke = Button(Msg("🗑 Revoke"), RevokeInvitation(invitation.id))
    turn.show(View(words, ((anew, revoke), (_back(invitation), MENU))))


def _back(invitation: Invitation) -> Button:
    return Button(Msg("✉️ Open invitations"), ShowInvitations(invitation.organisation_id, 0))


def _send_anew(turn: Turn, payload: SendAnew) -> None:
    programme = turn.around.programme
    turn.show(link_view(turn, contacts.send_anew(turn.work, turn.person, payload.invitation, programme=programme)))


def _revoke(turn: Turn, payload: RevokeInvitation) -> None:
    invitation = invitations.revoke(turn.work, turn.person, payload.invitation)
    words = Msg(
        "🗑 The invitation as {role} is revoked: its link leads nowhere any more.", role=ROLE_NAMES[invitation.role]
    )
    turn.show(View(words, ((PEOPLE, MENU),)))


CHAPTER = Chapter(
    routes=(
        on(InviteSomebody, choose_role_of_invited),
        on(InviteColleague, _invite),
        on(ShowLinkAsPicture, _picture),
        on(ShowInvitations, list_open),
        on(ShowInvitation, _show),
        on(SendAnew, _send_anew),
        on(RevokeInvitation, _revoke),
    )
)

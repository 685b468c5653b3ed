"""A new link to pass on, and the mail with it."""

from __future__ import annotations

from domain.words import Msg, lines, paragraphs
from handlers.chat.documents import Document
from handlers.chat.notices import ByMail, Letter, Stranger, tell
from handlers.chat.qr import png_of
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Link, View
from handlers.organisations.verified import verified_line
from handlers.partner_invitations.payloads import (
    RevokePartnerInvitation,
    ShowInvitedAsPicture,
    ShowPartnerInvitations,
)
from handlers.partnerships.links import share_button
from handlers.partnerships.terms import ACCESS_NAMES
from services.partner_invitations.making import NewPartnerInvitation, own_invitation
from services.rights import Act
from storage.tables import PartnerInvitation

INVITED_PREFIX = "invited_"
"""What the link `https://t.me/<bot>?start=invited_<token>` has in front of its token."""


def link_of(turn: Turn, token: str) -> str:
    """The address that the invited opens."""
    return f"https://t.me/{turn.around.bot_username}?start={INVITED_PREFIX}{token}"


def new_view(turn: Turn, made: NewPartnerInvitation, *, mail: bool) -> View:
    """The new link, and the ways to pass it on; with `mail`, it goes to the invitation's address now."""
    invitation, link = made.invitation, link_of(turn, made.token)
    if mail and invitation.email is not None:
        tell([_letter(turn, invitation, invitation.email, link)], turn.work, turn.post)
    words = paragraphs(
        Msg("✉️ <b>Invitation to {partner}</b>", partner=invitation.for_name),
        link,
        lines(
            Msg(
                "Pass it on to {partner}: the link works once, until {moment}.",
                partner=invitation.for_name,
                moment=invitation.expires_at,
            ),
            Msg("📧 It is on its way to {address}, too.", address=invitation.email)
            if mail and invitation.email is not None
            else None,
        ),
        Msg("I tell you who opens it. If it is not the company that you have named, you decide first."),
    )
    picture = Button(Msg("🔳 QR code"), ShowInvitedAsPicture(invitation.id, made.token))
    revoke = Button(Msg("🗑 Withdraw"), RevokePartnerInvitation(invitation.id))
    listed = Button(Msg("✉️ Invitations"), ShowPartnerInvitations(0))
    return View(words, ((share_button(link), picture), (revoke, listed, MENU)))


def picture(turn: Turn, payload: ShowInvitedAsPicture) -> None:
    """The link of the tapped message to be scanned, with the company's name; of a forged one, of what leads nowhere."""
    invitation = own_invitation(turn.work, turn.person, Act.INVITE_PARTNER, payload.invitation)
    made = png_of(link_of(turn, payload.token), invitation.for_name)
    turn.send_picture(
        Document("invitation.png", made, "image/png"),
        paragraphs(
            Msg("<b>{name}</b>", name=invitation.for_name),
            Msg("To be scanned by one person there, with the camera of their phone."),
        ),
    )


def _letter(turn: Turn, invitation: PartnerInvitation, address: str, link: str) -> Letter:
    """The invitation by mail, in the client's language: that of whoever reads it is not known.

    The link is not kept: once the mail is sent, only its reader has it.
    """
    client = invitation.client
    words = paragraphs(
        Msg("✉️ <b>{client} would like to work with {partner}.</b>", client=client.name, partner=invitation.for_name),
        Msg("“{message}”", message=invitation.message) if invitation.message else None,
        lines(
            Msg("Offered: {access}", access=ACCESS_NAMES[invitation.access]),
            verified_line(client),
        ),
        Msg(
            "The link opens Telegram and shows everything. It works once, until {moment}:",
            moment=invitation.expires_at,
        ),
        link,
    )
    why = Msg(
        "You get this because somebody at {client} has typed your address. If you do not expect it, leave it: "
        "nothing happens.",
        client=client.name,
    )
    return Letter(
        to=Stranger(turn.language),
        address=address,
        view=View(words, ((Button(Msg("📩 See the request"), Link(link)),),)),
        by_mail=ByMail(
            thread=f"partner-invitation-{invitation.id}",
            contractual=why,
            subject=Msg("{client} invites {partner}", client=client.name, partner=invitation.for_name),
        ),
        secret_until=invitation.expires_at,
    )

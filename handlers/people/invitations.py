"""Inviting a colleague: a link that makes one person a member, once."""

from __future__ import annotations

from urllib.parse import quote

from domain.people import Role
from domain.words import Msg, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Link, View
from handlers.organisations.acting import ROLE_NAMES
from handlers.people.payloads import InviteColleague, RevokeInvitation
from services.people import invitations

JOIN_PREFIX = "join_"
"""What the link of an invitation, `https://t.me/<bot>?start=join_<token>`, has in front of its token."""


def _invite(turn: Turn, payload: InviteColleague) -> None:
    programme = turn.around.programme
    made = invitations.invite(turn.work, turn.person, payload.organisation, payload.role, programme=programme)
    invitation = made.invitation
    link = f"https://t.me/{turn.around.bot_username}?start={JOIN_PREFIX}{made.token}"
    words = paragraphs(
        lines(
            Msg("✉️ <b>Invitation to {organisation}</b>", organisation=invitation.organisation.name),
            Msg("Role: {role}", role=ROLE_NAMES[invitation.role]),
        ),
        link,
        Msg("The link works once, until {moment}.", moment=invitation.expires_at),
        Msg("Please send it to this one person only: whoever opens it can decide in the organisation’s name.")
        if invitation.role is Role.LEGAL_REPRESENTATIVE
        else Msg("Please send it to this one person only: whoever opens it can see what the organisation does here."),
    )
    share = f"https://t.me/share/url?url={quote(link, safe='')}"
    revoke = Button(Msg("🗑 Revoke"), RevokeInvitation(invitation.id))
    turn.say(words, (Button(Msg("📤 Send to a colleague"), Link(share)), revoke), (MENU,))


def _revoke(turn: Turn, payload: RevokeInvitation) -> None:
    invitation = invitations.revoke(turn.work, turn.person, payload.invitation)
    words = Msg(
        "🗑 The invitation as {role} is revoked: its link leads nowhere any more.", role=ROLE_NAMES[invitation.role]
    )
    turn.show(View(words, ((Button(Msg("👥 People"), Go("people")), MENU),)))


CHAPTER = Chapter(routes=(on(InviteColleague, _invite), on(RevokeInvitation, _revoke)))

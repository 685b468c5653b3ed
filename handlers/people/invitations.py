"""Inviting a colleague: a link that makes one person a member, once."""

from __future__ import annotations

from urllib.parse import quote

from domain.people import Role
from domain.words import Msg, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Link
from handlers.organisations.acting import ROLE_NAMES
from handlers.people.payloads import InviteColleague
from services.people import invitations

JOIN_PREFIX = "join_"
"""What the link of an invitation, `https://t.me/<bot>?start=join_<token>`, has in front of its token."""


def _invite(turn: Turn, payload: InviteColleague) -> None:
    invitation = invitations.invite(turn.work, turn.person, payload.organisation, payload.role)
    link = f"https://t.me/{turn.around.bot_username}?start={JOIN_PREFIX}{invitation.token}"
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
    turn.say(words, (Button(Msg("📤 Send to a colleague"), Link(share)),), (MENU,))


CHAPTER = Chapter(routes=(on(InviteColleague, _invite),))

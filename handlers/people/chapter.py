"""What people and their roles bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.people import changing, choosing, handing_over, invitations, overview, said
from handlers.people.notices import invitation_declined, invitation_revoked, member_joined, member_left, role_changed
from handlers.people.offers import SHOWN_AGAIN, person_invited
from services.events import (
    InvitationDeclined,
    InvitationRevoked,
    MemberJoined,
    MemberLeft,
    PersonInvited,
    RoleChanged,
)

CHAPTER = joined(
    overview.CHAPTER,
    invitations.CHAPTER,
    choosing.CHAPTER,
    changing.CHAPTER,
    handing_over.CHAPTER,
    said.CHAPTER,
    Chapter(
        announcements=(
            when(MemberJoined, member_joined),
            when(MemberLeft, member_left),
            when(RoleChanged, role_changed),
            when(InvitationRevoked, invitation_revoked),
            when(InvitationDeclined, invitation_declined),
            when(PersonInvited, person_invited),
        ),
        shown_again=(SHOWN_AGAIN,),
    ),
)

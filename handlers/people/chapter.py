"""What people and their roles bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.people import invitations, overview
from handlers.people.notices import invitation_revoked, member_joined, member_left, role_changed
from services.events import InvitationRevoked, MemberJoined, MemberLeft, RoleChanged

CHAPTER = joined(
    overview.CHAPTER,
    invitations.CHAPTER,
    Chapter(
        announcements=(
            when(MemberJoined, member_joined),
            when(MemberLeft, member_left),
            when(RoleChanged, role_changed),
            when(InvitationRevoked, invitation_revoked),
        )
    ),
)

"""What inviting partners brings to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when, when_around
from handlers.partner_invitations import following, form, listing, notices
from services.events import MemberJoined, PartnerAdmitted, PartnerInvitationEvent, RoleChanged

CHAPTER = joined(
    form.CHAPTER,
    listing.CHAPTER,
    following.CHAPTER,
    Chapter(
        announcements=(
            when(PartnerInvitationEvent, notices.news),
            when_around(PartnerAdmitted, notices.admitted),
            when_around(MemberJoined, notices.joined),
            when_around(RoleChanged, notices.joined),
        )
    ),
)

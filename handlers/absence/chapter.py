"""What is done when Telegram does not reach somebody, and when they are back."""

from __future__ import annotations

from handlers.absence.notices import address_refusing, nobody_reached, person_back, person_joined, person_unreachable
from handlers.chat.chapters import Chapter, when
from services.events import AddressRefusing, MemberJoined, NobodyReached, PersonBack, PersonUnreachable, RoleChanged

CHAPTER = Chapter(
    announcements=(
        when(PersonUnreachable, person_unreachable),
        when(AddressRefusing, address_refusing),
        when(PersonBack, person_back),
        when(MemberJoined, person_joined),
        when(RoleChanged, person_joined),
        when(NobodyReached, nobody_reached),
    )
)

"""What people and their roles bring to the desk."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when
from handlers.people import invitations
from handlers.people.notices import member_joined
from services.events import MemberJoined

CHAPTER = joined(invitations.CHAPTER, Chapter(announcements=(when(MemberJoined, member_joined),)))

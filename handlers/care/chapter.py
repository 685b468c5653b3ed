"""What it brings to the desk who of a partner's people looks after which client."""

from __future__ import annotations

from handlers.care import carers, teams
from handlers.care.notices import given, orphaned
from handlers.chat.chapters import Chapter, joined, when
from services.events import CareChanged, CareOrphaned

CHAPTER = joined(
    carers.CHAPTER,
    teams.CHAPTER,
    Chapter(announcements=(when(CareChanged, given), when(CareOrphaned, orphaned))),
)

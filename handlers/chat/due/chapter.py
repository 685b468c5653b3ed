"""What any conversation brings for what happens at its time; it rests on what the subjects' chapters declare."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.chapters import Chapter, joined
from handlers.chat.due.holding import held_reminders
from handlers.chat.due.later import cards_put_off
from handlers.chat.due.quiet import kept_quiet
from handlers.chat.due.unfinished import unfinished_forms


def with_due_things(chapters: Sequence[Chapter]) -> Sequence[Chapter]:
    """These chapters, and one for their held reminders, their cards that are put off, and their unfinished forms."""
    own = joined(held_reminders(chapters), cards_put_off(chapters), unfinished_forms(chapters))
    return (*chapters, joined(own, kept_quiet((*chapters, own))))

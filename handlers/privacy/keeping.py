"""What is kept for a while only goes when its row is due, in whichever process takes that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.privacy import Period
from handlers.chat.chapters import Chapter
from handlers.chat.due.kinds import Again, DueKind, Outcome
from handlers.chat.turn import Surroundings
from services.privacy.keeping import LOOKS_AGAIN_AFTER, RETENTION, forget_idle, let_go
from storage.runtime.due import DueRow
from storage.work import Work

BEHIND = "behind"


def _let_go(work: Work, around: Surroundings, rows: Sequence[DueRow]) -> Iterator[Outcome]:
    for row in rows:
        period = Period(row.mark)
        if period is Period.IDLE_PEOPLE:
            yield _forget_idle(work, around, row)
        else:
            more = let_go(work, around.programme, period)
            yield Again(row, work.now if more else work.now + LOOKS_AGAIN_AFTER)


def _forget_idle(work: Work, around: Surroundings, row: DueRow) -> Again:
    behind = row.content.get(BEHIND)
    further = forget_idle(work, around.programme, behind if isinstance(behind, int) else 0)
    if further is None:
        return Again(row, work.now + LOOKS_AGAIN_AFTER, {})
    return Again(row, work.now, {BEHIND: further})


CHAPTER = Chapter(due=(DueKind(RETENTION, _let_go),))

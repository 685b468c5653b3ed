"""What happens here goes to the provider's systems, too: each event as a notice of its own kind."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.chat.chapters import Chapter, when
from handlers.chat.notices import Report
from services.effects.reporting import report
from storage.work import Event, Work


def _news(event: Event, work: Work) -> Iterator[Report]:
    """What the event means for the provider's systems, whoever acts and through whichever channel."""
    kept = report(work, event)
    if kept is not None:
        yield Report(kept)


CHAPTER = Chapter(announcements=(when(Event, _news),))

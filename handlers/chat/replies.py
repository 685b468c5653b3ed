"""What comes of an update: what is to be sent, and what those learn who watch over the desk."""

from __future__ import annotations

from dataclasses import dataclass

from storage.runtime.outbox import Outgoing


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What Telegram is told at once about a tapped button; `text` appears over it for a moment."""

    callback_id: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be sent once the unit of work is committed.

    `outcome` says what became of what had arrived, and `place` in which form or screen: both in the program's own
    words, for those who watch over it. `turned_away`: of somebody who is banned, not handled.
    """

    messages: tuple[Outgoing, ...] = ()
    callback: CallbackAnswer | None = None
    outcome: str = "answered"
    place: str = ""
    turned_away: bool = False

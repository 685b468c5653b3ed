"""Everybody's share: how many updates of a chat are applied as they come, and which have to wait for a while.

A process counts for itself, in memory, and begins anew after a start. That is safe with several of them: what is
counted decides when an update is applied, never whether or in which order – that is in the database –, and it is this
process whose time is shared out.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

BURST = 20.0
"""Updates that somebody may send at once, after some quiet: an album, or every button of a long list."""
GROUP_TIMES = 5.0
"""Several people write in a group."""
MOST_KEPT = 100
"""Updates of a chat that wait, at most: nobody reads a hundred answers, and the database is there for all."""
TOLD_AGAIN_AFTER_S = 60.0
NO_CHAT = 0
"""Stands for the chat of updates that belong to none, whoever they are from."""
MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class _Share:
    """What a chat has left: `tokens`, one for each update, as they were `at` that moment; `kept` are in the backlog."""

    tokens: float
    at: float
    kept: int = 0
    told_at: float | None = None
    told_full_at: float | None = None


class Budget:
    """Gives out the shares: `per_second` updates of a chat, as fast as Telegram takes answers to it."""

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._shares: dict[int, _Share] = {}

    def has_room(self, chat_id: int) -> bool:
        """Whether an update that has just come may be applied as it comes. Behind one that waits, none may."""
        if chat_id == NO_CHAT:
            return True
        share = self._grown(chat_id)
        if share.kept or share.tokens < 1:
            return False
        share.tokens -= 1
        return True

    def pause_s(self, chat_id: int) -> float:
        """How long the chat's next update in the backlog has to wait; nothing if its turn has come."""
        share = self._grown(chat_id)
        if share.tokens < 1:
            return (1 - share.tokens) / self._rate(chat_id)
        share.tokens -= 1
        return 0.0

    def is_full(self, chat_id: int) -> bool:
        """Whether no more of the chat's updates may wait."""
        return self._grown(chat_id).kept >= MOST_KEPT

    def keep(self, chat_id: int) -> None:
        """One of the chat's updates waits."""
        self._grown(chat_id).kept += 1

    def let_go(self, chat_id: int) -> None:
        """One of the chat's updates waits no more."""
        share = self._grown(chat_id)
        share.kept = max(0, share.kept - 1)

    def must_tell(self, chat_id: int, *, full: bool) -> bool:
        """Whether to say that updates wait, or that no more of them can: once in a flood."""
        share, now = self._grown(chat_id), asyncio.get_running_loop().time()
        last = share.told_full_at if full else share.told_at
        if last is not None and now < last + TOLD_AGAIN_AFTER_S:
            return False
        if full:
            share.told_full_at = now
        else:
            share.told_at = now
        return True

    def _rate(self, chat_id: int) -> float:
        return self._per_second * (GROUP_TIMES if chat_id < 0 else 1)

    def _grown(self, chat_id: int) -> _Share:
        rate, now = self._rate(chat_id), asyncio.get_running_loop().time()
        most = max(BURST * rate / self._per_second, rate)
        share = self._shares.get(chat_id)
        if share is None:
            if len(self._shares) >= MOST_REMEMBERED:
                # Who is quiet has a full share again, which is as good as none.
                full_after_s = BURST / self._per_second
                self._shares = {
                    key: each for key, each in self._shares.items() if each.kept or now - each.at < full_after_s
                }
            share = self._shares[chat_id] = _Share(most, now)
        share.tokens = min(most, share.tokens + (now - share.at) * rate)
        share.at = now
        return share

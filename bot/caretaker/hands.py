"""Chores: kinds of things that are due, each of which is done once, in its order, by whichever process comes first.

Some are done together, in one transaction. Where that fails, they are done one at a time: what is wrong is recorded and
postponed, and the others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.defects import outline
from bot.trouble import DATABASE_TROUBLE
from handlers.chat.replies import Reply
from storage.runtime.defects import record_defect
from storage.runtime.outbox import Outgoing
from storage.work import Units, Work

_log = logging.getLogger(__name__)


def _in_one_piece(_work: Work, _key: int) -> Sequence[int]:
    return ()


@dataclass(frozen=True, slots=True)
class Chore:
    """A kind of due things, called `name`.

    `some` does those that are due first, together, and tells how many; 0 when none are left. `left` gives the keys of
    those that come next, and `one` does the one with that key. Where that fails, its `parts` are tried for themselves,
    or it is postponed. Without `some`, each is done for itself anyway.
    """

    name: str
    some: Callable[[Work], tuple[int, Reply]] | None
    left: Callable[[Work], Sequence[int]]
    one: Callable[[Work, int], Reply]
    postpone: Callable[[Work, int], None]
    parts: Callable[[Work, int], Sequence[int]] = _in_one_piece


class Hands:
    """Do chores, each in units of work of its own."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._last: tuple[str, list[int]] | None = None

    def do_some(self, chore: Chore) -> tuple[int, Sequence[Outgoing]]:
        """How many were done, 0 when there is nothing left to do; and the messages that are to be delivered now."""
        if chore.some is None:
            return self._one_by_one(chore)
        try:
            with self._units.begin("job") as work:
                count, reply = chore.some(work)
        except DATABASE_TROUBLE:
            raise
        except Exception:  # noqa: BLE001 - found out and recorded, one at a time
            return self._one_by_one(chore)
        self._last = None
        return count, reply.messages

    def _one_by_one(self, chore: Chore) -> tuple[int, Sequence[Outgoing]]:
        with self._units.begin("job") as work:
            keys = list(chore.left(work))
        if self._last == (chore.name, keys):
            return 0, ()  # they neither were done nor could be postponed: that is enough for this round
        self._last = chore.name, keys
        return len(keys), [message for key in keys for message in self._one(chore, key)]

    def _one(self, chore: Chore, key: int) -> Iterator[Outgoing]:
        try:
            with self._units.begin("job") as work:
                reply = chore.one(work, key)
            yield from reply.messages
        except DATABASE_TROUBLE:
            raise
        except Exception as defect:  # noqa: BLE001 - recorded with its traceback
            with self._units.begin("job") as work:
                parts = chore.parts(work, key)
                if not parts:
                    reference = record_defect(work.session, work.now, outline(defect), None, None)
                    chore.postpone(work, key)
                    _log.error("defect %s at %s %s\n%s", reference, chore.name, key, outline(defect))
            for part in parts:
                yield from self._one(chore, part)

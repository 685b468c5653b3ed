"""Messages that Telegram refuses for good: kept with the reason; and whom it does not reach, others are told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.defects import outline
from bot.logs import ChatId
from bot.trouble import DATABASE_TROUBLE
from services.events import PersonUnreachable
from storage.people import person_by_telegram_id
from storage.runtime.defects import record_defect
from storage.runtime.outbox import Outgoing, refused
from storage.work import Units, Work

Announce = Callable[[Work], Sequence[Outgoing]]
"""Tells people of a unit of work's events: what is to be delivered after its commit."""

_log = logging.getLogger(__name__)


def says_nothing(_work: Work) -> Sequence[Outgoing]:
    """For a delivery that stands alone."""
    return ()


class Refusals:
    """Records them, in one unit of work with what follows from them."""

    def __init__(self, units: Units, announces: Announce) -> None:
        self._units = units
        self._announces = announces

    def record(self, message: Outgoing, no: Exception) -> Sequence[Outgoing]:
        """The message is final; returns what others are told because of that."""
        # What else than Telegram says may quote the message.
        why = str(no) if isinstance(no, TelegramError) and str(no) else type(no).__name__
        _log.warning("%s to chat %s is given up: %s", message.method, ChatId(message.chat_id), why)
        away = _is_away(no)
        try:
            return self._record(message, why, away=away, announces=self._announces)
        except DATABASE_TROUBLE:
            raise
        except Exception as defect:  # noqa: BLE001 - recorded; the message is final whatever becomes of the others
            trace = outline(defect)
            _log.error("that chat %s is not reached could not be told\n%s", ChatId(message.chat_id), trace)
            with self._units.begin("job") as work:
                record_defect(work.session, work.now, trace, None, None)
            return self._record(message, why, away=away, announces=says_nothing)

    def _record(self, message: Outgoing, why: str, *, away: bool, announces: Announce) -> Sequence[Outgoing]:
        with self._units.begin("job") as work:
            work.action = "outbox.refused"
            person = person_by_telegram_id(work.session, message.chat_id) if away else None
            told: Sequence[Outgoing] = ()
            if person is not None:
                person.reachable = False
                # Also where that was known: something may have been said to them at the moment when it was found out.
                work.happened(PersonUnreachable(person.id))
                told = announces(work)
            # Last: whoever speaks to the chat locks organisations first, and then what waits for it.
            refused(work.session, message.id, why, work.now)
            return told


def _is_away(no: Exception) -> bool:
    """Whether Telegram takes nothing for the chat: it was never begun, or left, or the account is gone."""
    return isinstance(no, Forbidden) or (isinstance(no, BadRequest) and "chat not found" in no.message.lower())

"""Applies one update: one transaction from claim to outbox, as the heart of the house demands.

Synchronous, and run in a worker thread. What comes out has been committed; only then may it be delivered and the
update be acknowledged.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from bot.reading import Update, read_update, storable
from bot.receipts import Receipts
from bot.trouble import DATABASE_TROUBLE
from domain.words import Refused
from handlers.desk import Desk, Reply
from handlers.incoming import Incoming
from storage.defects import record_defect
from storage.updates import claim_update
from storage.work import Units

_log = logging.getLogger(__name__)


class Applier:
    """Applies updates through the desk, each exactly once. Receipts that wait ride along."""

    def __init__(self, units: Units, desk: Desk, receipts: Receipts) -> None:
        self._units = units
        self._desk = desk
        self._receipts = receipts

    def apply_all(self, updates: Sequence[Update]) -> list[Reply]:
        """Applies updates of different chats; what comes out belongs to as many of the first ones as were applied.

        They share a transaction if all goes well. If not, each is applied alone, and whatever is wrong with one of
        them concerns no other. Raises one of `DATABASE_TROUBLE` where not even the first could be applied.
        """
        if len(updates) > 1:
            try:
                return self._answer_all(updates)
            except Exception:  # noqa: BLE001 - nothing is done; below, it shows whose fault it is and is dealt with
                _log.debug("%s updates are applied one by one", len(updates), exc_info=True)
        replies: list[Reply] = []
        for update in updates:
            try:
                replies.append(self.apply(update))
            except DATABASE_TROUBLE:
                if not replies:
                    raise
                break
        return replies

    def _answer_all(self, updates: Sequence[Update]) -> list[Reply]:
        arrived = [read_update(update, self._desk.around.bot_username) for update in updates]
        replies = []
        with self._receipts.riding() as sign_in, self._units.begin("chat") as shared:
            for incoming in arrived:
                reply = Reply()
                if incoming is not None:
                    work = self._units.another(shared)
                    if claim_update(work.session, incoming.update_id, incoming.chat_id, work.now):
                        reply = self._desk.answer(work, incoming)
                replies.append(reply)
            sign_in(shared.session)
        return replies

    def apply(self, update: Update) -> Reply:
        """Applies the update unless that was done before. After one of `DATABASE_TROUBLE`, nothing is done."""
        incoming = None
        try:
            incoming = read_update(update, self._desk.around.bot_username)
            if incoming is None:
                return Reply()
            try:
                return self._answer(incoming)
            except IntegrityError:
                # Another process was first with what there may be only one of, such as a newcomer. Now it can be seen.
                return self._answer(incoming)
        except DATABASE_TROUBLE:
            raise
        except Exception:  # noqa: BLE001 - whatever it is: it is recorded, owned up to, and the bot goes on
            return self._own_up(update, incoming, traceback.format_exc())

    def _answer(self, incoming: Incoming) -> Reply:
        try:
            with self._receipts.riding() as sign_in, self._units.begin("chat") as work:
                if not claim_update(work.session, incoming.update_id, incoming.chat_id, work.now):
                    return Reply()
                reply = self._desk.answer(work, incoming)
                sign_in(work.session)
                return reply
        except Refused as refused:
            # What was changed before the refusal is rolled back; the refusal itself is said in a unit of its own.
            with self._units.begin("chat") as work:
                if not claim_update(work.session, incoming.update_id, incoming.chat_id, work.now):
                    return Reply()
                return self._desk.refuse(work, incoming, refused)

    def _own_up(self, update: Update, incoming: Incoming | None, trace: str) -> Reply:
        """Records a defect and apologises to the person concerned."""
        content = {key: _storable_json(value) for key, value in update.json.items()}
        with self._units.begin("chat") as work:
            if not claim_update(work.session, update.id, update.chat_id, work.now):
                return Reply()
            reference = record_defect(work.session, work.now, storable(trace), update.id, content)
            _log.error("defect %s in update %s\n%s", reference, update.id, trace)
            if incoming is None or not incoming.private:
                return Reply()
            try:
                with work.session.begin_nested():
                    return self._desk.apologise(work, incoming, reference)
            except DATABASE_TROUBLE:
                raise
            except Exception:  # noqa: BLE001 - the defect is recorded; without its apology, the bot still goes on
                _log.exception("the apology for defect %s failed, too", reference)
                return Reply()


def _storable_json(value: object) -> object:
    match value:
        case str():
            return storable(value)
        case dict():
            return {key: _storable_json(item) for key, item in value.items()}
        case list():
            return [_storable_json(item) for item in value]
        case _:
            return value

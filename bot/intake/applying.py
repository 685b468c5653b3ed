"""Applies updates: one transaction from claim to outbox, as the heart of the house demands.

Synchronous, and on PostgreSQL run in worker threads. What comes out has been committed; only then may it be delivered
and the update be acknowledged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from bot.defects import outline, shape_of
from bot.delivery.receipts import Receipts
from bot.intake.reading import Update, as_update, is_free_text, read_update, storable
from bot.trouble import DATABASE_TROUBLE
from domain.words import Refused
from handlers.chat.desk import Desk
from handlers.chat.incoming import Incoming
from handlers.chat.replies import Reply
from services import bans
from storage.runtime.defects import record_defect
from storage.runtime.outbox import Outgoing
from storage.runtime.updates import Arrival, Kept, claim_update, keep_updates, kept_updates, too_early
from storage.tables.base import JsonObject
from storage.work import Units, Work

_log = logging.getLogger(__name__)


PRECEDES_FOR = timedelta(seconds=10)
"""How long an update that has arrived keeps later ones of its chat waiting, should its process have died."""

NOBODY_EXPECTS = Reply(outcome="ignored")
"""To what nobody expects an answer to."""
REPEATED = Reply(outcome="repeated")
"""To what has been applied before."""


@dataclass(frozen=True, slots=True)
class Due:
    """An update whose turn it is, as far as this process can know.

    `among_others` asks the database whether an earlier one of its chat has arrived at another process, and
    `minding_gaps` whether one may still arrive.
    """

    update: Update
    among_others: bool = False
    minding_gaps: bool = False


@dataclass(frozen=True, slots=True)
class Excess:
    """An update beyond its chat's share: `kept` for later, or turned away. `told` has the person told which it is."""

    update: Update
    kept: bool
    told: bool


class Applier:
    """Applies updates through the desk, each exactly once. Receipts that wait ride along.

    `None` instead of a reply says that it is not the update's turn: nothing was done.
    """

    def __init__(self, units: Units, desk: Desk, receipts: Receipts) -> None:
        self._units = units
        self._desk = desk
        self._receipts = receipts

    def waits_for_words(self, updates: Iterable[Update]) -> bool:
        """Whether `read_words` comes before these: it takes seconds, for which no transaction may lock what it has."""
        return not self._desk.around.library.ready and any(map(is_free_text, updates))

    def read_words(self) -> None:
        """Reads what is needed to understand people, once."""
        self._desk.around.library.make_ready()

    def apply_together(self, due: Sequence[Due]) -> list[Reply | None]:
        """Applies updates of different chats in one transaction. Where it raises, nothing is done with any of them."""
        arrived = [read_update(each.update, self._desk.around.bot_username) for each in due]
        replies: list[Reply | None] = []
        with self._receipts.riding() as sign_in, self._units.begin_together("chat") as shared:
            early = _too_early(shared, due)
            for each, incoming in zip(due, arrived, strict=True):
                work = self._units.another(shared)
                replies.append(None if each.update.id in early else self._claim_and_answer(work, each, incoming))
            sign_in(shared.session)
        return replies

    def apply(self, due: Due) -> Reply | None:
        """Applies the update unless that was done before. After one of `DATABASE_TROUBLE`, nothing is done."""
        incoming = None
        try:
            incoming = read_update(due.update, self._desk.around.bot_username)
            if incoming is None and not due.among_others:
                return NOBODY_EXPECTS
            try:
                return self._answer(due, incoming)
            except IntegrityError:
                # Another process was first with what there may be only one of, such as a newcomer. Now it can be seen.
                return self._answer(due, incoming)
        except DATABASE_TROUBLE:
            raise
        except Exception as defect:  # noqa: BLE001 - whatever it is: it is recorded, owned up to, and the bot goes on
            return self._own_up(due.update, incoming, outline(defect))

    def keep(self, excess: Sequence[Excess]) -> tuple[Outgoing, ...]:
        """Keeps updates until it is their turn, and claims those that are turned away; what their people are told."""
        messages: list[Outgoing] = []
        with self._units.begin("chat") as shared:
            kept = [each.update for each in excess if each.kept]
            keep_updates(shared.session, (Kept(each.id, each.chat_id, _content(each)) for each in kept), shared.now)
            for each in excess:
                is_news = each.kept or _claim(shared, each.update)
                incoming = read_update(each.update, self._desk.around.bot_username) if each.told and is_news else None
                if incoming is not None and incoming.private:
                    work = self._units.another(shared)
                    messages += self._desk.ask_for_patience(work, incoming, full=not each.kept).messages
        return tuple(messages)

    def kept(self) -> list[Update]:
        """The updates that are kept, in Telegram's order."""
        with self._units.begin("chat") as work:
            return [as_update(each.content) for each in kept_updates(work.session)]

    def _answer(self, due: Due, incoming: Incoming | None) -> Reply | None:
        try:
            with self._receipts.riding() as sign_in, self._units.begin("chat") as work:
                if _too_early(work, [due]):
                    return None
                reply = self._claim_and_answer(work, due, incoming)
                sign_in(work.session)
                return reply
        except Refused as refused:
            # What was changed before the refusal is rolled back; the refusal itself is said in a unit of its own.
            with self._units.begin("chat") as work:
                if incoming is None:
                    return NOBODY_EXPECTS
                if not _claim(work, due.update):
                    return REPEATED
                return self._desk.refuse(work, incoming, refused)

    def _claim_and_answer(self, work: Work, due: Due, incoming: Incoming | None) -> Reply:
        if incoming is None and not due.among_others:
            return NOBODY_EXPECTS
        # One that nobody expects an answer to is claimed where others would miss its number.
        if not _claim(work, due.update):
            return REPEATED
        if incoming is None:
            return NOBODY_EXPECTS
        reply = self._desk.answer(work, incoming)
        if reply.turned_away:
            bans.keep(work, due.update.chat_id, due.update.id, _content(due.update))
        return reply

    def _own_up(self, update: Update, incoming: Incoming | None, trace: str) -> Reply:
        """Records a defect and apologises to the person concerned."""
        with self._units.begin("chat") as work:
            if not _claim(work, update):
                return REPEATED
            reference = record_defect(work.session, work.now, trace, update.id, shape_of(update.json))
            _log.error("defect %s in update %s\n%s", reference, update.id, trace)
            if incoming is None or not incoming.private:
                return Reply(outcome="defect")
            try:
                with work.session.begin_nested():
                    return self._desk.apologise(work, incoming, reference)
            except DATABASE_TROUBLE:
                raise
            except Exception as another:  # noqa: BLE001 - recorded as well; without its apology, the bot still goes on
                _log.error("the apology for defect %s failed, too\n%s", reference, outline(another))
                return Reply(outcome="defect")


def _claim(work: Work, update: Update) -> bool:
    return claim_update(work.session, update.id, update.chat_id, work.now)


def _too_early(work: Work, due: Sequence[Due]) -> frozenset[int]:
    """Which of the updates have to wait."""
    among_others = [Arrival(each.update.id, each.update.chat_id) for each in due if each.among_others]
    minding = {each.update.id for each in due if each.minding_gaps}
    return too_early(work.session, among_others, minding, work.now - PRECEDES_FOR)


def _content(update: Update) -> JsonObject:
    return {key: _storable_json(value) for key, value in update.json.items()}


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

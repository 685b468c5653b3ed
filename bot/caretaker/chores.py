"""All chores of the programme, in the order of a round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from bot.caretaker.hands import Chore
from domain.programme import Programme
from handlers.chat.desk import Desk
from handlers.chat.due.unfinished import note_unfinished
from handlers.chat.replies import Reply
from services import support
from services.applications import deciding, reviewing
from services.income import settling
from services.mail import digests
from services.partner_invitations import lapsing
from services.partnerships import check_up, deadlines
from services.tenders import ending, telling
from storage.runtime import due
from storage.support import support_group
from storage.work import Work

LANES_AT_ONCE = 50
"""People, or things that are nobody's, for whom all that is due is done in one transaction."""
CHATS_AT_ONCE = 500
AGAIN_AFTER = dt.timedelta(hours=1)
"""When a due thing is tried again with which something is wrong."""


def all_chores(desk: Desk, programme: Programme) -> tuple[Chore, ...]:
    """What is reminded of by day comes after what may just have put it there, and daily mails after both."""

    def some(look: Callable[[Work], int]) -> Callable[[Work], tuple[int, Reply]]:
        return lambda work: (look(work), desk.announce(work))

    def one(look: Callable[[Work, int], object]) -> Callable[[Work, int], Reply]:
        def told(work: Work, key: int) -> Reply:
            look(work, key)
            return desk.announce(work)

        return told

    return (
        Chore(
            "partnership",
            some(lambda work: deadlines.look_at_due_requests(work, programme)),
            deadlines.due_requests,
            one(lambda work, key: deadlines.look_at_request(work, programme, key)),
            deadlines.postpone,
        ),
        Chore(
            "the check-up of client",
            None,
            lambda work: check_up.unchecked_clients(work, programme),
            one(lambda work, key: check_up.ask_client(work, programme, key)),
            lambda work, key: check_up.postpone(work, programme, key),
        ),
        Chore(
            "invitation of a partner",
            some(lapsing.look_at_due_invitations),
            lapsing.due_invitations,
            one(lapsing.look_at_invitation),
            lapsing.postpone,
        ),
        Chore(
            "entry of the books",
            some(lambda work: settling.settle_due(work, programme)),
            settling.due_entries,
            one(lambda work, key: settling.settle_again(work, programme, key)),
            settling.postpone,
        ),
        Chore(
            "case",
            some(lambda work: support.look_at_waiting_cases(work, programme)),
            lambda work: support.waiting_too_long(work, programme),
            one(support.report_waiting),
            support.leave_unreported,
        ),
        Chore(
            "application",
            some(lambda work: deciding.look_at_due_applications(work, programme, group=_has_group(work))),
            deciding.due_applications,
            one(lambda work, key: deciding.look_at_application(work, programme, key, group=_has_group(work))),
            deciding.postpone,
        ),
        Chore(
            "review",
            some(lambda work: reviewing.look_at_due_reviews(work, programme, group=_has_group(work))),
            reviewing.due_reviews,
            one(lambda work, key: reviewing.look_at_review(work, programme, key, group=_has_group(work))),
            reviewing.postpone,
        ),
        Chore(
            "tender",
            some(lambda work: ending.look_at_due_tenders(work, programme)),
            ending.due_tenders,
            one(lambda work, key: ending.look_at_tender(work, programme, key)),
            ending.postpone,
        ),
        Chore(
            "telling of tender",
            some(lambda work: telling.tell_some(work, programme)),
            telling.tenders_to_tell,
            one(lambda work, key: telling.tell_of(work, programme, key)),
            telling.postpone,
        ),
        _due_things(desk),
        Chore(
            "the daily mail of person",
            some(digests.send_due),
            digests.due_digests,
            one(digests.send_due),
            digests.postpone,
        ),
    )


def _has_group(work: Work) -> bool:
    return support_group(work.session) is not None


def _due_things(desk: Desk) -> Chore:
    """Rows that wait for their moment. Their keys are lanes: people by their ids, and rows alone, below zero."""

    def some(work: Work) -> tuple[int, Reply]:
        forms = note_unfinished(work, CHATS_AT_ONCE)
        rows = due.take(work.session, work.now, LANES_AT_ONCE)
        return forms + len(rows), desk.do(work, rows)

    def parts(work: Work, lane: int) -> Sequence[int]:
        return [-row_id for row_id in due.rows_in(work.session, work.now, lane)] if lane > 0 else ()

    return Chore(
        "due",
        some,
        lambda work: due.lanes(work.session, work.now, LANES_AT_ONCE),
        lambda work, lane: desk.do(work, due.take_lane(work.session, work.now, lane)),
        lambda work, lane: due.put_off(work.session, {-lane: work.now + AGAIN_AFTER}),
        parts,
    )

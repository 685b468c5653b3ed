"""Mails that do not arrive: what becomes of them and of their address, and who has to know.

An address that refuses one for good gets nothing more: what waits for it is given up with it, and whoever caused one
of these mails is told, each once, as are the people to whom they went.
"""

from __future__ import annotations

from collections.abc import Collection

from domain.mail_refusals import Undelivered
from services import events
from storage.mail_lanes import give_up as give_up_in_outbox
from storage.mail_lanes import refuse_address, waiting_for
from storage.tables import Mail
from storage.work import Work


def refuse(work: Work, mail: Mail, why: Undelivered, answer: str) -> None:
    """The server does not take it for this address, for good."""
    work.action = "mail.refused"
    waiting = waiting_for(work.session, mail.address)
    give_up_in_outbox(work.session, {mail.id, *(each.id for each in waiting)}, answer, work.now)
    refuse_address(work.session, mail.address, answer, work.now)
    _report(work, [mail, *(each for each in waiting if each.id != mail.id)], why)
    readers: set[int] = set()
    for each in (mail, *waiting):
        if each.person_id is not None and each.person_id not in readers:
            readers.add(each.person_id)
            work.happened(events.AddressRefusing(each.id, why))


def bounce(work: Work, mail: Mail, why: Undelivered | None, answer: str) -> None:
    """A server has taken it and sends it back, once. Without a `why`, the address is not to blame.

    Nobody is told twice of one address that refuses: bounces come late and in numbers.
    """
    work.action = "mail.bounced"
    if mail.failing_since is not None:
        return  # it is on its way once more, or this has been told
    mail.failing_since = work.now
    if why in (None, Undelivered.LATE):
        _report(work, [mail], why or Undelivered.REFUSED)
    elif refuse_address(work.session, mail.address, answer, work.now):
        refuse(work, mail, why, answer)


def give_up(work: Work, mail: Mail, answer: str) -> None:
    """It was tried for long enough. Others to the same address have their own time."""
    work.action = "mail.given_up"
    give_up_in_outbox(work.session, [mail.id], answer, work.now)
    _report(work, [mail], Undelivered.LATE)


def _report(work: Work, mails: Collection[Mail], why: Undelivered) -> None:
    told: set[int] = set()
    for each in mails:
        causer = each.caused_by_id
        if causer is not None and causer != each.person_id and causer not in told:
            told.add(causer)
            work.happened(events.MailUndelivered(each.id, why))

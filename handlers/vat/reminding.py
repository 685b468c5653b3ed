"""A company without a VAT number is reminded of it when it does what leads to paying (fact 36): once a month at most.

Its legal representatives and administrators are, each of them unless they have switched it off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from domain.countries import is_eu
from domain.daytime import next_daytime
from domain.partnerships.rules import Payer
from domain.people import Role
from domain.words import Msg, lines
from handlers.chat.chapters import Chapter, when_around
from handlers.chat.due.kinds import Again, DueKind, Outcome, Quiet, Recalled
from handlers.chat.due.quiet import no_such_reminders
from handlers.chat.notices import ByMail, News, Notice
from handlers.chat.payloads import Go
from handlers.chat.turn import Surroundings
from handlers.chat.views import MENU, Button, Row, View
from handlers.vat.payloads import EnterVat
from services import events
from services.people.timezone import zone_of
from services.rights import Act, Relation, may
from services.vat import takes_vat_number
from storage.people import members_of_each, members_once
from storage.runtime.due import DueRow, NewDue, put
from storage.runtime.outbox import Priority
from storage.tables import Membership, Organisation, Partnership
from storage.vat import vat_number_of, with_vat_number
from storage.work import Work

VAT = "vat"
AFTER = dt.timedelta(hours=1)
"""Not at once: what has just been done is read first."""
AGAIN_AFTER = dt.timedelta(days=30)
_SHOW = Button(Msg("🧾 VAT number"), Go("vat"))
_TOLD = frozenset({Role.LEGAL_REPRESENTATIVE, Role.ADMINISTRATOR})


def _note(event: events.PartnershipConfirmed | events.PayerChanged, work: Work, around: Surroundings) -> Iterator[News]:
    """The client pays by its own means from now on: its people hear of the number, unless they have this month."""
    partnership = work.session.get_one(Partnership, event.partnership_id)
    client = partnership.client
    if partnership.payer is not Payer.CLIENT or not _lacks_number(client) or vat_number_of(work.session, client.id):
        return
    told = [each.person for each in members_once(work.session, client.id) if each.role in _TOLD]
    rows = [
        NewDue(
            VAT,
            f"{client.id}:{person.id}",
            next_daytime(work.now + AFTER, zone_of(around.programme, person)),
            {"organisation": client.id, "told": False},
            person.id,
        )
        for person in told
    ]
    put(work.session, rows, work.now, keep=True)
    yield from ()


def _lacks_number(organisation: Organisation) -> bool:
    """Whether a number is its own to enter (facts 33, 37)."""
    is_there = organisation.closed_at is None
    return is_there and takes_vat_number(organisation) and is_eu(organisation.country)


def _look(work: Work, _around: Surroundings, rows: Sequence[DueRow]) -> Iterator[Outcome]:
    """Who has been told keeps a row for a month: until it goes, there is no other one."""
    fresh = [row for row in rows if not row.content["told"]]
    ids = {_organisation(row) for row in fresh}
    members = members_of_each(work.session, ids)
    have = with_vat_number(work.session, ids)
    for row in fresh:
        member = next((each for each in members if _is_of(each.person_id, each.organisation_id, row)), None)
        if member is None or member.role not in _TOLD or member.organisation_id in have:
            continue
        if _lacks_number(member.organisation):
            yield Recalled(row, _reminder(member))
            yield Again(row, work.now + AGAIN_AFTER, {**row.content, "told": True})


def _organisation(row: DueRow) -> int:
    return int(str(row.content["organisation"]))


def _is_of(person_id: int, organisation_id: int, row: DueRow) -> bool:
    return person_id == row.person_id and organisation_id == _organisation(row)


def _reminder(member: Membership) -> Notice:
    organisation = member.organisation
    words = lines(
        Msg("🧾 <b>{organisation} has no VAT number yet.</b>", organisation=organisation.name),
        Msg("A company is asked for it when it pays. With a valid one, an EU company pays without VAT."),
    )
    is_theirs = may(Act.ENTER_VAT, Relation.OWN, member.role)
    enter: Row = (Button(Msg("🧾 Enter the VAT number"), EnterVat()),) if is_theirs else (_SHOW,)
    view = View(words, (enter, (no_such_reminders(VAT), MENU)))
    mail = ByMail(f"vat-{organisation.id}", Go("vat"))
    return Notice(member.person, view, organisation, Priority.REMINDER, mail)


CHAPTER = Chapter(
    announcements=(
        when_around(events.PartnershipConfirmed, _note),
        when_around(events.PayerChanged, _note),
    ),
    due=(
        DueKind(
            VAT,
            _look,
            Quiet(
                off=Msg("🔕 I do not remind you of the VAT number any more."),
                on=Msg("🔔 I remind you of the VAT number again, once a month at most."),
            ),
        ),
    ),
)

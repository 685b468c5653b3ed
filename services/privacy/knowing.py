"""What is known of somebody, for themselves: everything, a few times a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.mail import inbox_of
from domain.words import Msg, Refused
from storage.people import members, memberships_of
from storage.privacy.note import Traces
from storage.privacy.obligations import addresses_known, count_acts, mails_to, note_act
from storage.privacy.showing import rows_of
from storage.tables import Organisation, Person
from storage.work import Work

SEEN = "person.see_data"
A_DAY = 3
"""Copies that somebody is sent in 24 hours."""


class SeenOftenEnough(Refused):
    """They have been sent everything today already."""


@dataclass(frozen=True, slots=True)
class Known:
    """All rows about somebody, by their table."""

    made_at: dt.datetime
    rows: Mapping[str, Sequence[Mapping[str, object]]]


def see_all(work: Work, person: Person) -> Known:
    """Everything that is stored about the person. Raises `SeenOftenEnough`."""
    work.action = SEEN
    if count_acts(work.session, person.id, SEEN, work.now - dt.timedelta(days=1)) >= A_DAY:
        raise SeenOftenEnough(
            Msg(
                "I have sent you everything {count} times today. Little has changed since, I think: "
                "the files are further up in this chat. Tomorrow I will gladly do it again.",
                count=A_DAY,
            )
        )
    note_act(work.session, work.now, person.id, work.channel, SEEN)
    return Known(work.now, rows_of(work.session, traces_of(work, person)))


def traces_of(work: Work, person: Person) -> Traces:
    """By what the person's rows are found; organisations in which nobody else is are theirs."""
    held = memberships_of(work.session, person.id)
    addresses = addresses_known(work.session, person.id) | ({person.email} if person.email is not None else set())
    alone = tuple(each.id for each in alone_in(work, person))
    return Traces(
        people=(person.id,),
        chats=() if person.telegram_id is None else (person.telegram_id,),
        addresses=tuple(sorted({form for each in addresses for form in (each, each.casefold(), inbox_of(each))})),
        consoles=tuple({each.console_id for each in held if each.console_id is not None}),
        owned=alone,
        left=alone,
        acts_for=tuple(each.organisation_id for each in held),
        mails=mails_to(work.session, person.id),
    )


def alone_in(work: Work, person: Person) -> list[Organisation]:
    """The organisations for which nobody else acts, and that are no accounts at the provider."""
    own = [each.organisation for each in memberships_of(work.session, person.id)]
    others = {
        each.organisation_id
        for each in members(work.session, *(each.id for each in own))
        if each.person_id != person.id
    }
    return [each for each in own if each.id not in others and each.account_id is None]

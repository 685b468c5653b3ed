"""Keeps the history of partnerships' terms: it is written with the partnership, so that no service can forget it.

It hangs on the session's flush, as the audit trail does. Entries of the books that are settled already are settled once
more where a change reaches back: where an end is undone, or the provider's systems have refused a beginning, or other
payment means.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, delete, event, insert, inspect, select, update
from sqlalchemy.orm import Mapper, object_session

from domain.partnerships.rules import Status
from storage.audit import AuditedSession
from storage.tables import Partnership, PartnershipTerm, ProviderOrder

_DAY = dt.timedelta(days=1)
"""Days begin earlier or later where the programme is, by less than one."""


def _keep(_mapper: Mapper[Partnership], connection: Connection, partnership: Partnership) -> None:
    session = object_session(partnership)
    if not isinstance(session, AuditedSession):
        return
    write, now = _Writing(connection, partnership, session.signature.now), session.signature.now
    is_active, was = partnership.status is Status.ACTIVE, write.before("status")
    if is_active and was is not None:
        if was is Status.ENDED:  # so it has never ended
            write.look_again(write.before("closed_at"))
            write.end(partnership.lapses_at)
        else:
            write.begin()
    elif is_active and write.has_changed("status"):
        write.begin()
    elif was is Status.ACTIVE and partnership.status is not Status.ENDED:
        write.look_again(write.before("confirmed_at"))
        write.never_begun()
    elif was is Status.ACTIVE:
        closed_at, planned = partnership.closed_at or now, write.before("lapses_at")
        until = min(closed_at, planned) if isinstance(planned, dt.datetime) else closed_at
        if until < now:
            write.look_again(until)
        write.end(until)
    elif is_active and write.has_changed("payer"):
        if write.has_changed("set_up_refusal") and partnership.set_up_refusal is not None:
            write.look_again(write.last_since())
            write.never_begun()
            write.end(partnership.lapses_at)
        else:
            write.end(now)
            write.begin()
    elif is_active and write.has_changed("lapses_at"):
        write.end(partnership.lapses_at)


for _moment in ("after_insert", "after_update"):
    event.listen(Partnership, _moment, _keep)


class _Writing:
    """Writes the terms of one partnership that is being written."""

    def __init__(self, connection: Connection, partnership: Partnership, now: dt.datetime) -> None:
        self._connection = connection
        self._partnership = partnership
        self._now = now
        self._attributes = inspect(partnership).attrs
        self._last = (
            select(PartnershipTerm.id)
            .where(PartnershipTerm.partnership_id == partnership.id)
            .order_by(PartnershipTerm.since.desc(), PartnershipTerm.id.desc())
            .limit(1)
            .scalar_subquery()
        )

    def has_changed(self, column: str) -> bool:
        return self._attributes[column].history.has_changes()

    def before(self, column: str) -> object:
        """What stood there until now, if it was something else."""
        deleted = self._attributes[column].history.deleted
        return deleted[0] if deleted else None

    def begin(self) -> None:
        """Its terms hold from now on."""
        term = {
            "partnership_id": self._partnership.id,
            "payer": self._partnership.payer,
            "since": self._now,
            "until": self._partnership.lapses_at,
        }
        self._connection.execute(insert(PartnershipTerm), term)

    def end(self, until: dt.datetime | None) -> None:
        """Its last terms hold until then; without an end, nobody knows one (any more)."""
        last = PartnershipTerm.id == self._last
        self._connection.execute(update(PartnershipTerm).where(last).values(until=until))

    def last_since(self) -> object:
        """Since when its last terms have held."""
        return self._connection.scalar(select(PartnershipTerm.since).where(PartnershipTerm.id == self._last))

    def never_begun(self) -> None:
        """Its last terms have never held."""
        self._connection.execute(delete(PartnershipTerm).where(PartnershipTerm.id == self._last))

    def look_again(self, since: object) -> None:
        """The client's entries of the days since then are settled once more."""
        begin = (since if isinstance(since, dt.datetime) else self._now) - _DAY
        of_it = (ProviderOrder.organisation_id == self._partnership.client_id, ProviderOrder.booked_on >= begin.date())
        self._connection.execute(update(ProviderOrder).where(*of_it).values(settle_at=self._now))

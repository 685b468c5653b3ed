"""What is done with a request by whoever is to answer it: confirm or decline it, or grant other rights (fact 31)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from domain.partnerships.rules import WAITING, Access, Action, Side, Status, Terms, TermsRefused, move
from domain.programme import Programme
from domain.words import Msg
from services import events
from services.partnerships.closing import close, managed, stop_waiting
from services.partnerships.deadlines import lapse_all_of
from services.partnerships.finding import decidable_partnership
from services.partnerships.negotiating import (
    asks_no_more,
    counter,
    note_proposal,
    require_other_access,
    require_still_partner,
    require_verified,
    take_terms,
    terms_of,
)
from services.partnerships.setting_up import await_set_up
from services.rights import Act, require_deciding
from storage import partnerships as stored
from storage.tables import Partnership, Person
from storage.work import Work


def confirm(work: Work, person: Person, partnership_id: int) -> Partnership:
    """Whoever is to answer agrees. What the request replaces ends, full-access requests it overtakes are closed
    (fact 24).

    Raises `NotVerifiedYet` where the client is not verified, `TermsRefused` where it has to choose products first.
    """
    work.action = Act.CONFIRM
    partnership, side = decidable_partnership(work, person, Act.CONFIRM, partnership_id)
    status = move(partnership.status, Action.CONFIRM, side)
    # What the other one has asked for may not be what its rightful people want.
    require_deciding(partnership.client if side is Side.PARTNER else partnership.partner)
    require_still_partner(partnership.partner)
    if side is Side.CLIENT:
        _require_ready(partnership)
    lapse_all_of(work, partnership.client_id)
    replaced = replaced_by(work, partnership, partnership.access)
    last_day = _LastDay.of(replaced, partnership.partner_id)
    for other in replaced:
        close(work, other, Action.REPLACE, Side.PROGRAMME)
        work.happened(events.PartnershipReplaced(other.id, other.partner_id == partnership.partner_id))
    # The old ones must be gone before the new one takes their place in the unique indexes.
    work.session.flush()
    before = {
        "status": partnership.status.value,
        "lapses_at": partnership.lapses_at.isoformat() if partnership.lapses_at is not None else None,
        "replaced": [other.id for other in replaced],
    }
    partnership.status = status
    partnership.confirmed_at = partnership.checked_at = work.now
    partnership.shelves = None
    partnership.status_via = work.channel
    stop_waiting(partnership)
    if last_day is not None:
        last_day.holds_for(partnership)
    await_set_up(work, partnership)
    work.happened(events.PartnershipConfirmed(partnership.id, side, before=before))
    if partnership.access is Access.FULL:
        for status in sorted(WAITING):
            for other in stored.with_full_access(work.session, partnership.client_id, status, work.now):
                if other.id != partnership.id:
                    close(work, other, Action.OVERTAKE, Side.PROGRAMME)
                    work.happened(events.RequestOvertaken(other.id))
    return partnership


@dataclass(frozen=True, slots=True)
class _LastDay:
    """What the two have agreed, or one of them has announced, about an end to come."""

    ends_on: dt.date
    ending_by: Side | None
    words: tuple[str | None, str | None]
    """The reason and the last words of whoever has announced it."""
    moments: tuple[dt.datetime | None, dt.datetime | None]
    """When it is over, and when to look at it again."""

    @classmethod
    def of(cls, replaced: list[Partnership], partner_id: int) -> _LastDay | None:
        """That of the two's own partnership, if it is among those that are replaced and has one."""
        former = next((other for other in replaced if other.partner_id == partner_id), None)
        if former is None or former.ends_on is None:
            return None
        words = (former.reason, former.last_words) if former.ending_by is not None else (None, None)
        return cls(former.ends_on, former.ending_by, words, (former.lapses_at, former.due_at))

    def holds_for(self, partnership: Partnership) -> None:
        """It is not forgotten by agreeing on another access."""
        partnership.ends_on, partnership.ending_by = self.ends_on, self.ending_by
        partnership.reason, partnership.last_words = self.words
        partnership.lapses_at, partnership.due_at = self.moments


def replaced_by(work: Work, partnership: Partnership, access: Access) -> list[Partnership]:
    """The partnerships that end when this request is confirmed with `access` (fact 24)."""
    present = stored.open_between(work.session, partnership.client_id, partnership.partner_id, work.now)
    current = present.get(Status.ACTIVE)
    replaced = [current] if current is not None else []
    if access is Access.FULL:
        replaced += [
            other
            for other in stored.with_full_access(work.session, partnership.client_id, Status.ACTIVE, work.now)
            if other.partner_id != partnership.partner_id
        ]
    return replaced


def _require_ready(partnership: Partnership) -> None:
    """A client that grants access must be who it says, and have said which products it means."""
    require_verified(partnership.client)
    if partnership.access is Access.LIMITED and not managed(partnership):
        raise TermsRefused(
            Msg("Please choose first which products {partner} may manage.", partner=partnership.partner.name)
        )


def decline(work: Work, person: Person, partnership_id: int, reason: str | None) -> Partnership:
    """Whoever is to answer does not want the partnership; `reason`, if they give one, goes to the other side."""
    work.action = Act.DECLINE
    partnership, side = decidable_partnership(work, person, Act.DECLINE, partnership_id)
    close(work, partnership, Action.DECLINE, side, reason)
    work.happened(events.RequestDeclined(partnership.id, side))
    return partnership


def grant(
    work: Work, programme: Programme, person: Person, partnership_id: int, terms: Terms, message: str | None = None
) -> Partnership:
    """The client grants what a partner asks for, or other rights (facts 31, 39).

    What asks nothing more of the partner holds at once; all else is a counter-proposal.
    """
    work.action = Act.CONFIRM
    partnership, side = decidable_partnership(work, person, Act.CONFIRM, partnership_id)
    move(partnership.status, Action.CONFIRM, side)
    if side is not Side.CLIENT or not asks_no_more(terms_of(partnership), terms):
        return counter(work, programme, person, partnership_id, terms, message)
    work.action = Act.CONFIRM
    before = terms_of(partnership)
    if terms != before:
        lapse_all_of(work, partnership.client_id)
        require_other_access(work, partnership, terms)
        take_terms(work, partnership, terms)
    if message is not None or terms != before:
        note_proposal(work, person, partnership, side, message)
    return confirm(work, person, partnership_id)

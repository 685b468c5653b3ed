"""Who may ask an organisation for anything: it can want no requests for a while, or none from somebody ever again.

Who is blocked is not told so: what they read may as well be meant for a while.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from domain.partnerships.rules import ASKED, Action, Side, awaited
from domain.words import Day, Msg, Refused
from services import events
from services.partnerships.closing import close
from services.partnerships.finding import side_of, visible_partnership
from services.rights import Act, NotFound, own_organisation, require
from storage import partnerships as stored
from storage.request_blocks import is_blocked
from storage.tables import Organisation, Partnership, Person, RequestBlock
from storage.work import Work


class TakesNoRequests(Refused):
    """The organisation does not want to be asked now, or not by this one."""


class Pause(Enum):
    """For how long an organisation takes no requests. The values stand in old buttons."""

    WEEK = 7
    MONTH = 30
    QUARTER = 91


def require_open_to(work: Work, organisation: Organisation, sender: Organisation) -> None:
    """Raises `TakesNoRequests` where the organisation takes none from the sender now."""
    if is_blocked(work.session, organisation.id, sender.id):
        raise TakesNoRequests(
            Msg("{organisation} takes no requests from you at present.", organisation=organisation.name)
        )
    until = organisation.requests_paused_until
    if until is not None and until > work.now:
        raise TakesNoRequests(
            Msg("{organisation} takes no requests until {day}.", organisation=organisation.name, day=Day(until))
        )


def pause(work: Work, person: Person, span: Pause | None) -> Organisation:
    """The organisation takes no requests for that long from now on; with `None`, it takes them again."""
    work.action = Act.CHOOSE_WHO_ASKS
    own = own_organisation(person)
    stored.lock_client(work.session, own.id)
    require(work, person, Act.CHOOSE_WHO_ASKS, own)
    own.requests_paused_until = None if span is None else work.now + timedelta(days=span.value)
    return own


def block(work: Work, person: Person, partnership_id: int) -> tuple[Partnership, Side]:
    """The organisation takes no requests any more from the other side of the partnership or request.

    What the two have asked each other is over: what waits for the organisation is declined, and its own withdrawn. A
    partnership stays. The partnership, and the side of whoever blocks.
    """
    work.action = Act.CHOOSE_WHO_ASKS
    found = work.session.get(Partnership, partnership_id)
    own = own_organisation(person)
    if found is None or side_of(person, found) is None:
        raise NotFound(Msg("I cannot find this request any more."))
    # Either may have asked the other as a client: both are locked, in the order of their ids.
    for organisation_id in sorted((found.client_id, found.partner_id)):
        stored.lock_client(work.session, organisation_id)
    partnership, side = visible_partnership(work, person, partnership_id)
    require(work, person, Act.CHOOSE_WHO_ASKS, own)
    blocked = partnership.partner if side is Side.CLIENT else partnership.client
    if not is_blocked(work.session, own.id, blocked.id):
        work.session.add(
            RequestBlock(organisation_id=own.id, blocked_id=blocked.id, created_at=work.now, created_by_id=person.id)
        )
    for client, partner, as_ in ((own, blocked, Side.CLIENT), (blocked, own, Side.PARTNER)):
        for status, request in stored.open_between(work.session, client.id, partner.id, work.now).items():
            if status in ASKED:
                _close(work, request, as_)
    return partnership, side


def _close(work: Work, request: Partnership, side: Side) -> None:
    """The side does not want it any more, whoever is to answer."""
    if awaited(request.status) is side:
        close(work, request, Action.DECLINE, side)
        work.happened(events.RequestDeclined(request.id, side))
    elif request.sent_at is not None or side is Side.CLIENT:
        close(work, request, Action.WITHDRAW, side)
        work.happened(events.RequestWithdrawn(request.id, side))


def unblock(work: Work, person: Person, block_id: int) -> Organisation:
    """The organisation takes requests again from whom it had blocked, which is returned."""
    work.action = Act.CHOOSE_WHO_ASKS
    own = own_organisation(person)
    stored.lock_client(work.session, own.id)
    found = work.session.get(RequestBlock, block_id)
    if found is None or found.organisation_id != own.id:
        raise NotFound(Msg("This block has been lifted already."))
    require(work, person, Act.CHOOSE_WHO_ASKS, own)
    work.session.delete(found)
    work.session.flush()
    return found.blocked

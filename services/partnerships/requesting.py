"""What is done with a request by whoever has asked: send it, send it again, take it back (facts 30, 31).

Every function here and beside it takes the unit of work and the person who acts, checks the person's right to it, and
raises `Refused` with the reason where it is not possible. None commits.
"""

from __future__ import annotations

from datetime import timedelta

from domain.partnerships.rules import Action, Side, Status, Terms, move
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.partnerships.blocks import require_open_to
from services.partnerships.closing import close
from services.partnerships.deadlines import lapse_all_of, start_waiting
from services.partnerships.finding import decidable_partnership
from services.partnerships.negotiating import note_proposal
from services.partnerships.pace import require_pace
from services.partnerships.proposals import Preview, preview
from services.rights import Act, own_organisation
from storage import partnerships as stored
from storage.tables import Partnership, Person, ProductAccess
from storage.work import Work

RESEND_AFTER = timedelta(days=1)
"""An invitation can be sent again once a day, so that it stays a reminder and does not become a nuisance."""


class TooSoon(Refused):
    """The invitation has been sent again a short while ago."""


def request(
    work: Work, programme: Programme, person: Person, partner_id: int, terms: Terms, message: str | None = None
) -> Partnership:
    """Asks a partner to manage the client's products under `terms` (facts 30, 31), with a sentence to it."""
    hold(work, person)
    return send(work, programme, person, preview(work, person, partner_id, terms), message)


def hold(work: Work, person: Person) -> None:
    """From now on until the unit of work ends, nobody else changes what a `preview` for the person says."""
    client = own_organisation(person)
    stored.lock_client(work.session, client.id)
    work.session.refresh(client, ["verified_at", "closed_at", "frozen_at"])  # any may have come while we waited
    lapse_all_of(work, client.id)


def send(
    work: Work,
    programme: Programme,
    person: Person,
    checked: Preview,
    message: str | None = None,
    *,
    invited: bool = False,
) -> Partnership:
    """Asks the partner for what was `checked`, by `preview` and since `hold`.

    The request of a client that is not verified is prepared: `services.partnerships.preparing` sends it later. With
    `invited`, the partner has taken up an invitation of the `person`, who does nothing now.
    """
    work.action = Act.REQUEST
    if not invited:
        require_pace(work, person, checked.client, Side.CLIENT)
    terms = checked.terms
    is_sent = checked.client.verified_at is not None
    partnership = Partnership(
        client=checked.client,
        partner=checked.partner,
        access=terms.access,
        payer=terms.payer,
        status=Status.PENDING if is_sent else Status.PREPARED,
        requested_by_id=person.id,
        requested_at=work.now,
        sent_at=work.now if is_sent else None,
        asked_by=Side.CLIENT,
    )
    if is_sent:
        start_waiting(work, programme, partnership)
    partnership.enquiries = []
    partnership.product_accesses = [ProductAccess(product=product, granted_at=work.now) for product in checked.products]
    partnership.proposals = []
    work.session.add(partnership)
    work.session.flush()
    note_proposal(work, person, partnership, Side.CLIENT, message)
    sent = events.RequestSent(partnership.id, invited=invited)
    work.happened(sent if is_sent else events.RequestPrepared(partnership.id))
    return partnership


def resend(work: Work, programme: Programme, person: Person, partnership_id: int) -> Partnership:
    """Whoever has asked sends it again (fact 31); the time to answer starts anew. Raises `TooSoon`."""
    work.action = Act.RESEND
    partnership, side = decidable_partnership(work, person, Act.RESEND, partnership_id)
    move(partnership.status, Action.RESEND, side)
    sides = partnership.partner, partnership.client
    require_open_to(work, *(sides if side is Side.CLIENT else reversed(sides)))
    if partnership.sent_at is not None and work.now < (again := partnership.sent_at + RESEND_AFTER):
        raise TooSoon(
            Msg(
                "{other} received this less than 24 hours ago. It can be sent again from {moment}.",
                other=(partnership.partner if side is Side.CLIENT else partnership.client).name,
                moment=again,
            )
        )
    partnership.sent_at = work.now
    start_waiting(work, programme, partnership)
    work.happened(events.RequestResent(partnership.id))
    return partnership


def withdraw(work: Work, person: Person, partnership_id: int) -> Partnership:
    """Whoever has asked takes it back while nobody has answered it (fact 31)."""
    work.action = Act.WITHDRAW
    partnership, side = decidable_partnership(work, person, Act.WITHDRAW, partnership_id)
    close(work, partnership, Action.WITHDRAW, side)
    work.happened(events.RequestWithdrawn(partnership.id, side))
    return partnership

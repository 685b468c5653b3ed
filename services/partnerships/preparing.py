"""Requests that were prepared by a client that was not verified: once it is, they are sent, or closed with a reason.

The client must be locked.
"""

from __future__ import annotations

from domain.partnerships.rules import Access, Action, Ceased, Side, Status, TermsRefused, move
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.partnerships.blocks import require_open_to
from services.partnerships.closing import close, managed
from services.partnerships.deadlines import lapse_all_of, start_waiting
from services.partnerships.proposals import PartnerUnknown, already_partners, chosen_products
from storage import partnerships as stored
from storage.tables import Organisation, Partnership
from storage.work import Work


def send_prepared(work: Work, programme: Programme, client: Organisation) -> None:
    """Checks each of the client's prepared requests anew, and sends it or closes it."""
    lapse_all_of(work, client.id)
    for partnership in stored.prepared_of(work.session, client.id):
        try:
            _require_possible(work, partnership)
        except Refused as refused:
            drop(work, partnership, refused)
            continue
        with work.as_programme("partnership.send"):
            partnership.status = move(partnership.status, Action.SEND, Side.PROGRAMME)
            partnership.sent_at = work.now
            start_waiting(work, programme, partnership)
        work.happened(events.RequestSent(partnership.id, prepared=True))


def drop(work: Work, partnership: Partnership, refused: Refused, why: Ceased = Ceased.NOT_POSSIBLE) -> None:
    """A prepared request is not possible any more."""
    with work.as_programme("partnership.cease"):
        close(work, partnership, Action.CEASE, Side.PROGRAMME, why)
    work.happened(events.PartnershipCeased(partnership.id, why, because=refused.reason))


def drop_of_namesakes(work: Work, verified: Organisation, refused: Refused) -> None:
    """Others with the register number of whoever is `verified` can never be: their prepared requests are over."""
    if verified.register_number is None:
        return
    for client_id in stored.unverified_with_number(work.session, verified.country, verified.register_number):
        stored.lock_client(work.session, client_id)
        for partnership in stored.prepared_of(work.session, client_id):
            if partnership.client is not verified:
                drop(work, partnership, refused, Ceased.NOT_VERIFIED)


def _require_possible(work: Work, partnership: Partnership) -> None:
    """What `preview` has checked when it was prepared must still hold."""
    client, partner = partnership.client, partnership.partner
    if not partner.is_partner or partner.closed_at is not None:
        raise PartnerUnknown(Msg("{partner} is not in the programme any more.", partner=partner.name))
    require_open_to(work, partner, client)
    current = stored.open_between(work.session, client.id, partner.id, work.now).get(Status.ACTIVE)
    if current is not None and current.access is partnership.access:
        raise already_partners(partner, current.access)
    if partnership.access is Access.LIMITED:
        wanted = frozenset(access.product_id for access in managed(partnership))
        if not wanted:
            raise TermsRefused(Msg("Its products are no longer there."))
        chosen_products(work, client, wanted, held_by=partnership)

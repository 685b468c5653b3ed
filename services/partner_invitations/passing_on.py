"""A link that leads to a request of which nobody at the partner knows yet: none of its people can be reached."""

from __future__ import annotations

from domain.partnerships.rules import Side, Status
from domain.programme import Programme
from services.partner_invitations.making import (
    NewPartnerInvitation,
    hold,
    no_longer_waits,
    require_inviting,
    start_waiting,
)
from services.partnerships.finding import visible_partnership
from services.partnerships.negotiating import terms_of
from services.people.one_time_links import hash_of, new_token
from services.rights import Act
from storage.tables import PartnerInvitation, Person
from storage.work import Work


def pass_on(work: Work, programme: Programme, person: Person, partnership_id: int) -> NewPartnerInvitation:
    """A link for the partner of the client's request that waits for its answer: whoever takes it for that partner is
    led to the request. Raises `CannotInvite`, and as `require_inviting` and `visible_partnership` do.
    """
    hold(work, person)
    found, side = visible_partnership(work, person, partnership_id)
    client = require_inviting(work, person)
    work.action = Act.INVITE_PARTNER
    if side is not Side.CLIENT or found.status is not Status.PENDING:
        raise no_longer_waits(found.partner.name)
    terms, token = terms_of(found), new_token()
    invitation = PartnerInvitation(
        client=client,
        made_by_id=person.id,
        made_at=work.now,
        for_name=found.partner.name,
        access=terms.access,
        payer=terms.payer,
        products=sorted(terms.products),
        for_request_id=found.id,
        token_hash=hash_of(token),
        mails=0,
    )
    start_waiting(work, programme, invitation)
    work.session.add(invitation)
    work.session.flush()
    return NewPartnerInvitation(invitation, token)

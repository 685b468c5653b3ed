"""An organisation becomes verified while people have already prepared things for it: what waited for it happens."""

from __future__ import annotations

from domain.organisations.verification import ClaimKind, VerifiedBy
from domain.programme import Programme
from services import events
from services.organisations import verify
from services.partnerships.preparing import send_prepared
from services.people.claims import settle
from storage import verification as stored
from storage.partnerships import lock_client
from storage.tables import Organisation
from storage.work import Work


def become_verified(work: Work, programme: Programme, organisation: Organisation, by: VerifiedBy) -> None:
    """It counts as what it says, its prepared requests are sent, and nobody else can be the same company.

    Raises `NumberIsHere` where another organisation is verified under its register number.
    """
    lock_client(work.session, organisation.id)
    verify(work, organisation, by)
    work.session.flush()
    work.happened(events.OrganisationVerified(organisation.id))
    for claim in stored.open_claims_about(work.session, organisation.id):
        if claim.kind is ClaimKind.REGISTER:
            settle(work, claim)
    if organisation.register_number is not None:
        for claim in stored.open_claims_to_number(work.session, organisation.country, organisation.register_number):
            settle(work, claim)
    send_prepared(work, programme, organisation)

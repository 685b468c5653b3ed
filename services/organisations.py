"""Organisations: register one, act for another, admit a partner."""

from __future__ import annotations

import secrets

from domain.countries import currency_of
from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from domain.words import Country, Msg
from services.people.invitations import NewInvitation, invitation_to
from services.rights import Act, NotFound
from storage.people import membership
from storage.tables import Membership, Organisation, Person
from storage.work import Work

# Crockford's base 32: nothing in it is mistaken for something else when it is read out.
_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def register(
    work: Work, person: Person, kind: OrganisationKind, name: str, country: Country, register_number: str | None
) -> Organisation:
    """Registers an organisation; the person becomes its legal representative and acts for it from now on."""
    work.action = "organisation.register"
    organisation = Organisation(
        kind=kind,
        name=name,
        country=country.code,
        currency=currency_of(country.code),
        register_number=register_number if kind is OrganisationKind.COMPANY else None,
        is_partner=False,
        created_at=work.now,
    )
    work.session.add(organisation)
    work.session.flush()
    work.session.add(Membership(person_id=person.id, organisation_id=organisation.id, role=Role.LEGAL_REPRESENTATIVE))
    person.organisation = organisation
    return organisation


def switch(work: Work, person: Person, organisation_id: int) -> Organisation:
    """The person acts for another of their organisations from now on. Raises `NotFound`."""
    work.action = Act.SWITCH
    found = membership(work.session, person.id, organisation_id)
    if found is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    organisation = work.session.get_one(Organisation, organisation_id)
    person.organisation = organisation
    return organisation


def admit_partner(work: Work, name: str, country: Country, register_number: str) -> tuple[Organisation, NewInvitation]:
    """Takes a company into the programme as a partner, with an invitation for its legal representative (fact 4)."""
    work.action = "partner.admit"
    organisation = Organisation(
        kind=OrganisationKind.COMPANY,
        name=name,
        country=country.code,
        currency=currency_of(country.code),
        register_number=register_number,
        is_partner=True,
        partner_code="P-" + "".join(secrets.choice(_CODE_ALPHABET) for _ in range(6)),
        created_at=work.now,
    )
    work.session.add(organisation)
    work.session.flush()
    return organisation, invitation_to(work, organisation, Role.LEGAL_REPRESENTATIVE)

"""Organisations: register one, act for another, admit a partner."""

from __future__ import annotations

import secrets

from domain.countries import currency_of
from domain.names.lookalikes import looks_like, require_one_alphabet, skeleton
from domain.organisations.kinds import OrganisationKind
from domain.organisations.register_countries import require_register_taken
from domain.organisations.verification import VerifiedBy
from domain.people import Role
from domain.programme import Programme
from domain.words import Country, Msg, Provider, Refused
from services.partnerships.preparing import drop_of_namesakes
from services.people.invitations import NewInvitation, invitation_to
from services.rights import Act, NotFound, own_organisation, require
from storage.organisations.partners import partner_that_looks
from storage.organisations.verified import lock_number, verified_with_number
from storage.partnerships import lock_client
from storage.people import membership
from storage.tables import Membership, Organisation, Person
from storage.work import Work

CODE_BEGINS = "P-"
"""The beginning of every partner code."""
# Crockford's base 32: nothing in it is mistaken for something else when it is read out.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class LooksLikeAnother(Refused):
    """The name passes for that of the provider or of a partner. Each is a subclass."""


class LooksLikeProvider(LooksLikeAnother):
    """The name is, holds or imitates the provider's."""

    def __init__(self, name: str, provider: str) -> None:
        super().__init__(
            Msg(
                "“{name}” looks like the name of {provider}, which nobody else can have here. "
                "Please type your organisation’s own name, as it stands in the register.",
                name=name,
                provider=provider,
            )
        )


class LooksLikePartner(LooksLikeAnother):
    """The name is or imitates that of a partner, whatever its legal form."""

    def __init__(self, name: str, partner: str) -> None:
        super().__init__(
            Msg(
                "“{name}” looks like the name of {partner}, which is a partner already. If it is the same company, "
                "it need not be registered again: a colleague can invite you. If it is another one, add "
                "what tells the two apart, for example its place.",
                name=name,
                partner=partner,
            )
        )


def require_own_name(work: Work, provider: str, name: str) -> None:
    """Raises `LooksLikeAnother` where a new organisation's name passes for the provider's or a partner's.

    Raises `NameMixesAlphabets` where it may be made to pass for somebody else's.
    Two clients may well be called the same: nobody looks for a client by its name.
    """
    if looks_like(name, provider):
        raise LooksLikeProvider(name, provider)
    partner = partner_that_looks(work.session, skeleton(name))
    if partner is not None:
        raise LooksLikePartner(name, partner.name)
    require_one_alphabet(name)


def register(
    work: Work,
    person: Person,
    kind: OrganisationKind,
    name: str,
    country: Country,
    register_number: str | None,
    *,
    programme: Programme,
) -> Organisation:
    """Registers an organisation; the person becomes its legal representative and acts for it from now on.

    It is verified where the programme takes everybody's word. Raises as `require_register_taken` and
    `require_own_name` do, and `NumberIsHere`.
    """
    work.action = "organisation.register"
    if kind is OrganisationKind.COMPANY:
        require_register_taken(country, programme.register_countries)
    require_own_name(work, programme.provider, name)
    if kind is OrganisationKind.COMPANY:
        require_free_number(work, country, register_number)
    organisation = Organisation(
        kind=kind,
        name=name,
        country=country.code,
        currency=currency_of(country.code),
        register_number=register_number if kind is OrganisationKind.COMPANY else None,
        is_partner=False,
        created_at=work.now,
    )
    if programme.verifies_at_once:
        verify(work, organisation, VerifiedBy.NOBODY)
    work.session.add(organisation)
    work.session.flush()
    work.session.add(Membership(person_id=person.id, organisation_id=organisation.id, role=Role.LEGAL_REPRESENTATIVE))
    person.organisation = organisation
    return organisation


class NumberIsHere(Refused):
    """A verified organisation with this register number is here already."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            Msg(
                "The company with this register number is here already, as {organisation}, and verified. "
                "If you belong to it, its representatives can let you in.",
                organisation=organisation.name,
            )
        )
        self.organisation = organisation


def require_free_number(
    work: Work, country: Country, register_number: str | None, *, but: Organisation | None = None
) -> None:
    """Raises `NumberIsHere` where a verified organisation, other than `but`, has the number: there is one at most."""
    if register_number is None:
        return
    other = verified_with_number(work.session, country.code, register_number)
    if other is not None and other is not but:
        raise NumberIsHere(other)


def verify(work: Work, organisation: Organisation, by: VerifiedBy) -> None:
    """From now on the organisation counts as what it says, and no other one with its register number can.

    Raises as `require_free_number` does.
    """
    if organisation.register_number is not None:
        lock_number(work.session, organisation.country, organisation.register_number)
    require_free_number(work, Country(organisation.country), organisation.register_number, but=organisation)
    organisation.verified_at = work.now
    organisation.verified_by = by
    drop_of_namesakes(work, organisation, NumberIsHere(organisation))


class KindKeptInConsole(Refused):
    """The provider's console says what kind of account it is."""


def require_becoming_company(work: Work, person: Person, organisation: Organisation) -> None:
    """Raises `Refused` where the person cannot make this private account a company's."""
    require(work, person, Act.BECOME_COMPANY, organisation)
    if organisation.kind is OrganisationKind.COMPANY:
        raise NotPrivate(Msg("{organisation} is a company account already.", organisation=organisation.name))
    if organisation.account_id is not None:
        raise KindKeptInConsole(
            Msg(
                "{organisation} is an account at {provider}: its kind is changed in the console.",
                organisation=organisation.name,
                provider=Provider(),
            )
        )


class NotPrivate(Refused):
    """The organisation is a company already."""


def become_company(
    work: Work, programme: Programme, person: Person, name: str, register_number: str | None
) -> Organisation:
    """The person's private account is a company's from now on (fact 35); it has to be verified as one.

    Raises as `register` does.
    """
    work.action = Act.BECOME_COMPANY
    organisation = own_organisation(person)
    lock_client(work.session, organisation.id)
    work.session.refresh(organisation)
    require_becoming_company(work, person, organisation)
    country = Country(organisation.country)
    require_register_taken(country, programme.register_countries)
    if name != organisation.name:
        require_own_name(work, programme.provider, name)
    require_free_number(work, country, register_number)
    organisation.kind = OrganisationKind.COMPANY
    organisation.name = name
    organisation.verified_at = organisation.verified_by = None
    organisation.register_number = register_number
    if programme.verifies_at_once:
        verify(work, organisation, VerifiedBy.NOBODY)
    work.session.flush()
    return organisation


def new_partner_code() -> str:
    """A code by which clients find a partner, such as P-7K2M9Q."""
    return CODE_BEGINS + "".join(secrets.choice(CODE_ALPHABET) for _ in range(6))


def switch(work: Work, person: Person, organisation_id: int) -> Organisation:
    """The person acts for another of their organisations from now on. Raises `NotFound`."""
    work.action = Act.SWITCH
    found = membership(work.session, person.id, organisation_id)
    if found is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    organisation = work.session.get_one(Organisation, organisation_id)
    person.organisation = organisation
    return organisation


def admit_partner(
    work: Work, name: str, country: Country, register_number: str, *, programme: Programme
) -> tuple[Organisation, NewInvitation]:
    """Takes a company into the programme as a partner, with an invitation for its legal representative (fact 4).

    Raises as `require_register_taken`, `require_own_name` and `verify` do.
    """
    work.action = "partner.admit"
    require_register_taken(country, programme.register_countries)
    require_own_name(work, programme.provider, name)
    organisation = Organisation(
        kind=OrganisationKind.COMPANY,
        name=name,
        country=country.code,
        currency=currency_of(country.code),
        register_number=register_number,
        is_partner=True,
        partner_code=new_partner_code(),
        created_at=work.now,
    )
    verify(work, organisation, VerifiedBy.OPERATOR)
    work.session.add(organisation)
    work.session.flush()
    return organisation, invitation_to(work, organisation, Role.LEGAL_REPRESENTATIVE, programme)

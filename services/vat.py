"""An organisation's VAT number: enter, change, remove (facts 33–37)."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.vat.formats import VatNumber as CheckedNumber
from domain.words import Msg, Refused
from services.events import VatNumberEntered, VatNumberRemoved
from services.rights import Act, own_organisation, require
from storage.partnerships import lock_client
from storage.tables import Organisation, Person, VatNumber
from storage.vat import vat_number_of
from storage.work import Work


class VatNumberNotForThisAccount(Refused):
    """The organisation's account cannot have a VAT number."""


def require_vat_account(organisation: Organisation) -> None:
    """Raises `VatNumberNotForThisAccount` for private accounts (fact 33) and Swiss companies (fact 37)."""
    if organisation.kind is not OrganisationKind.COMPANY:
        raise VatNumberNotForThisAccount(
            Msg(
                "Only company accounts can have a European VAT number; {organisation} is a private account. "
                "Register the company with /register, then enter its number.",
                organisation=organisation.name,
            )
        )
    if organisation.country == "CH":
        raise VatNumberNotForThisAccount(
            Msg(
                "{organisation} is a Swiss company: the VAT number field does not apply to it, "
                "so there is nothing to enter.",
                organisation=organisation.name,
            )
        )


def takes_vat_number(organisation: Organisation) -> bool:
    """Whether the organisation's account can have a VAT number at all (facts 33, 37)."""
    try:
        require_vat_account(organisation)
    except VatNumberNotForThisAccount:
        return False
    return True


def enter(work: Work, person: Person, number: CheckedNumber) -> VatNumber:
    """Stores the number, new or in place of the former one. The person has read and accepted the terms (fact 35)."""
    work.action = Act.ENTER_VAT
    organisation = own_organisation(person)
    require(work, person, Act.ENTER_VAT, organisation)
    require_vat_account(organisation)
    lock_client(work.session, organisation.id)
    stored = vat_number_of(work.session, organisation.id)
    if stored is None:
        stored = VatNumber(organisation_id=organisation.id)
        work.session.add(stored)
    stored.number = number.number
    stored.country = number.country.code
    stored.terms_accepted_at = work.now
    stored.entered_by_id = person.id
    work.session.flush()
    work.happened(VatNumberEntered(organisation.id))
    return stored


def remove(work: Work, person: Person) -> None:
    """Removes the number, if there is one."""
    work.action = Act.REMOVE_VAT
    organisation = own_organisation(person)
    require(work, person, Act.REMOVE_VAT, organisation)
    lock_client(work.session, organisation.id)
    stored = vat_number_of(work.session, organisation.id)
    if stored is not None:
        work.session.delete(stored)
        work.session.flush()
        work.happened(VatNumberRemoved(organisation.id))

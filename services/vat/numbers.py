"""An organisation's VAT number: enter, change, remove (facts 33–37)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from domain.organisations.kinds import OrganisationKind
from domain.vat.formats import VatNumber as CheckedNumber
from domain.vat.verdicts import country_code
from domain.words import Msg, Refused
from services.events import VatNumberEntered, VatNumberRemoved
from services.rights import Act, own_organisation, require
from services.vat.asking import ask_about, ask_no_more
from storage.audit import trail_of
from storage.partnerships import lock_client
from storage.people import first_names
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
                "It can become a company account here, in a minute.",
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


@dataclass(frozen=True, slots=True)
class VatStep:
    """A number was entered, changed, or removed: `number` is none then. `by` is a first name."""

    at: dt.datetime
    by: str | None
    before: str | None
    number: str | None


def steps(work: Work, organisation_id: int) -> list[VatStep]:
    """What became of the organisation's VAT number, the oldest first, from the audit trail."""
    trail = trail_of(work.session, {VatNumber.__tablename__: [organisation_id]})
    names = first_names(work.session, {row.actor_id for row in trail if row.actor_id is not None})
    found: list[VatStep] = []
    for row in trail:
        before, after = (row.before or {}).get("number"), (row.after or {}).get("number")
        if before is not None or after is not None:
            by = names.get(row.actor_id) if row.actor_id is not None else None
            found.append(VatStep(row.at, by, _text(before), _text(after)))
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)


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
    ask_about(work, organisation.id, number.number, country_code(number))
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
        ask_no_more(work, organisation.id)
        work.session.flush()
        work.happened(VatNumberRemoved(organisation.id))

"""Accounts as the provider's systems bring them: organisations whose people are in its console, and not in the chat."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import VerifiedBy
from domain.people import Role
from services.accounts import linking
from services.organisations import new_partner_code
from storage.accounts.links import member_of_account
from storage.tables import AccountMember, Membership, Organisation, Person
from storage.work import Work
from tests.programmes import INFOMANIAK


def account(
    work: Work, number: str, name: str, *, partner: bool = False, register_number: str | None = None
) -> Organisation:
    """A company's account of that number, without people."""
    made = Organisation(
        kind=OrganisationKind.COMPANY,
        name=name,
        country="CH",
        currency="CHF",
        register_number=register_number,
        is_partner=partner,
        partner_code=new_partner_code() if partner else None,
        created_at=work.now,
        account_id=number,
        as_of=work.now,
        verified_at=work.now,
        verified_by=VerifiedBy.ACCOUNT,
    )
    work.session.add(made)
    work.session.flush()
    return made


def in_console(
    work: Work,
    organisation: Organisation,
    console_id: str,
    name: str = "Lea",
    role: Role = Role.LEGAL_REPRESENTATIVE,
) -> AccountMember:
    """Somebody of the console who belongs to the account."""
    person = Person(
        console_id=console_id,
        first_name=name,
        language="en",
        organisation=organisation,
        reachable=False,
        created_at=work.now,
    )
    member = AccountMember(
        organisation=organisation, console_id=console_id, person=person, name=name, role=role, as_of=work.now
    )
    acting = Membership(person=person, organisation=organisation, role=role, console_id=console_id)
    work.session.add_all([person, member, acting])
    work.session.flush()
    return member


def link_for(work: Work, number: str, console_id: str) -> str:
    """The token of a new link."""
    return linking.make_link(work, INFOMANIAK, number, console_id).token


def member(work: Work, number: str, console_id: str) -> AccountMember:
    """The provider's record of this person."""
    found = member_of_account(work.session, number, console_id)
    assert found is not None
    return found

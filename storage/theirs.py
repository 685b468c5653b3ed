"""Which records somebody may know to be there, asked in one statement: what is not theirs is as what is not there.

For each kind of record stands one condition, in SQL. It is the outer bound: whatever a service refuses beyond it – to
another role, in another state – it refuses about a record of which the person may know. What lies outside of it must
not be told from a number that was never given, by words, by buttons, or by how much there is to ask of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.organisations.verification import ClaimKind
from domain.people import REACH_ALL, Role
from domain.tenders.rules import TenderStatus
from storage.care import reached_by
from storage.directory import IS_SHOWN
from storage.tables import (
    Application,
    Claim,
    ClientNote,
    DirectoryEntry,
    DirectoryQuestion,
    Enquiry,
    Invitation,
    Membership,
    Organisation,
    PartnerInvitation,
    Partnership,
    Person,
    Product,
    ProductAccess,
    Question,
    RequestBlock,
    SupportCase,
    Team,
    Tender,
    TenderInvited,
    TenderOffer,
    TenderQuestion,
    VatCheck,
)

NOT_THERE = 2**53
"""The number of no record: none is ever given so high."""


class Record(StrEnum):
    """What a number stands for, and from where somebody looks at it."""

    ORGANISATION = "organisation"
    """One to which the person belongs."""
    PARTNER = "partner"
    """Any partner: they are public (fact 13)."""
    CLIENT = "client"
    """A client of a partner to which the person belongs, which they reach there (facts 11, 41)."""
    COLLEAGUE = "colleague"
    CARER = "carer"
    """A colleague, or with a minus in front a team."""
    TEAM = "team"
    PRODUCT = "product"
    MANAGED_PRODUCT = "managed_product"
    PARTNERSHIP = "partnership"
    ENQUIRY = "enquiry"
    NOTE = "note"
    BLOCK = "block"
    INVITATION = "invitation"
    PARTNER_INVITATION = "partner_invitation"
    TENDER = "tender"
    OFFER = "offer"
    TENDER_QUESTION = "tender_question"
    ENTRY = "entry"
    DIRECTORY_QUESTION = "directory_question"
    APPLICATION = "application"
    CLAIM = "claim"
    VAT_CHECK = "vat_check"
    REVIEW = "review"
    """Support's alone."""
    QUESTION = "question"
    CASE = "case"
    FILE = "file"
    """The provider’s own on an organisation, a person or a partnership: nobody’s who writes to the bot."""


Condition = Callable[[int, Person], ColumnElement[bool]]
OrganisationId = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def _is_own(organisation_id: OrganisationId, person: Person) -> ColumnElement[bool]:
    """The person belongs to the organisation."""
    return exists().where(Membership.person_id == person.id, Membership.organisation_id == organisation_id)


def _is_reached(person: Person) -> ColumnElement[bool]:
    """The person belongs to the partner of the partnership and reaches its client there."""
    at_partner = (Membership.person_id == person.id, Membership.organisation_id == Partnership.partner_id)
    reaches_all = exists().where(*at_partner, Membership.role.in_(REACH_ALL))
    reaches = or_(reaches_all, and_(exists().where(*at_partner), reached_by(person.id)))
    return and_(Partnership.sent_at.is_not(None), reaches)


def _partnership(person: Person) -> ColumnElement[bool]:
    return or_(_is_own(Partnership.client_id, person), _is_reached(person))


def _colleague(number: int, person: Person) -> ColumnElement[bool]:
    theirs = select(Membership.organisation_id).where(Membership.person_id == person.id)
    return exists().where(Membership.person_id == number, Membership.organisation_id.in_(theirs))


def _team(number: int, person: Person) -> ColumnElement[bool]:
    return exists().where(Team.id == number, _is_own(Team.organisation_id, person))


def _is_clients(person: Person) -> ColumnElement[bool]:
    """The person stands on the side of whoever has published the tender."""
    of_visitor = and_(Tender.client_id.is_(None), Tender.publisher_id == person.id)
    return or_(of_visitor, _is_own(Tender.client_id, person))


def _tender(person: Person) -> ColumnElement[bool]:
    """Its client, and partners: all of them, or those that it is for (fact 12)."""
    invited = exists().where(TenderInvited.tender_id == Tender.id).correlate(Tender)
    one_of_them = exists().where(TenderInvited.tender_id == Tender.id, TenderInvited.partner_id == Organisation.id)
    for_partner = (
        Membership.person_id == person.id,
        Organisation.id == Membership.organisation_id,
        Organisation.is_partner,
        Organisation.verified_at.is_not(None),
        or_(~invited, one_of_them.correlate(Tender, Organisation)),
    )
    shown = Tender.status.not_in((TenderStatus.HELD, TenderStatus.HIDDEN))
    return or_(_is_clients(person), and_(shown, exists().where(*for_partner)))


def _entry(number: int, person: Person) -> ColumnElement[bool]:
    is_shown = exists().where(Organisation.id == DirectoryEntry.partner_id, IS_SHOWN)
    return exists().where(DirectoryEntry.id == number, or_(is_shown, _is_own(DirectoryEntry.partner_id, person)))


def _managed_product(number: int, person: Person) -> ColumnElement[bool]:
    """Something of a client that the person reaches: by full access, or because it was given to their partner."""
    given = exists().where(ProductAccess.partnership_id == Partnership.id, ProductAccess.product_id == number)
    of_client = (Product.id == number, Partnership.client_id == Product.organisation_id)
    return exists().where(*of_client, _is_reached(person), or_(Partnership.payer.is_not(None), given))


def _claim(number: int, person: Person) -> ColumnElement[bool]:
    """Whoever claims; and who may be let in is the representatives' to see."""
    represents = exists().where(
        Membership.person_id == person.id,
        Membership.organisation_id == Claim.organisation_id,
        Membership.role == Role.LEGAL_REPRESENTATIVE,
    )
    theirs = or_(Claim.claimed_by_id == person.id, and_(Claim.kind == ClaimKind.ACCESS, represents))
    return exists().where(Claim.id == number, theirs)


def _note(number: int, person: Person) -> ColumnElement[bool]:
    of_client = (Partnership.partner_id == ClientNote.partner_id, Partnership.client_id == ClientNote.client_id)
    return exists().where(ClientNote.id == number, *of_client, _is_reached(person))


_CONDITIONS: Mapping[Record, Condition] = {
    Record.ORGANISATION: lambda number, person: exists().where(
        Membership.organisation_id == number, Membership.person_id == person.id
    ),
    Record.PARTNER: lambda number, _person: exists().where(Organisation.id == number, Organisation.is_partner),
    Record.CLIENT: lambda number, person: exists().where(Partnership.client_id == number, _is_reached(person)),
    Record.COLLEAGUE: _colleague,
    Record.CARER: lambda number, person: _colleague(number, person) if number > 0 else _team(-number, person),
    Record.TEAM: _team,
    Record.PRODUCT: lambda number, person: exists().where(
        Product.id == number, _is_own(Product.organisation_id, person)
    ),
    Record.MANAGED_PRODUCT: _managed_product,
    Record.PARTNERSHIP: lambda number, person: exists().where(Partnership.id == number, _partnership(person)),
    Record.ENQUIRY: lambda number, person: exists().where(
        Enquiry.id == number, Partnership.id == Enquiry.partnership_id, _partnership(person)
    ),
    Record.NOTE: _note,
    Record.BLOCK: lambda number, person: exists().where(
        RequestBlock.id == number, _is_own(RequestBlock.organisation_id, person)
    ),
    Record.INVITATION: lambda number, person: exists().where(
        Invitation.id == number,
        or_(_is_own(Invitation.organisation_id, person), Invitation.for_telegram_id == (person.telegram_id or 0)),
    ),
    Record.PARTNER_INVITATION: lambda number, person: exists().where(
        PartnerInvitation.id == number,
        or_(_is_own(PartnerInvitation.client_id, person), PartnerInvitation.taken_by_id == person.id),
    ),
    Record.TENDER: lambda number, person: exists().where(Tender.id == number, _tender(person)),
    Record.OFFER: lambda number, person: exists().where(
        TenderOffer.id == number,
        Tender.id == TenderOffer.tender_id,
        or_(_is_clients(person), _is_own(TenderOffer.partner_id, person)),
    ),
    Record.TENDER_QUESTION: lambda number, person: exists().where(
        TenderQuestion.id == number,
        Tender.id == TenderQuestion.tender_id,
        or_(_is_clients(person), _is_own(TenderQuestion.partner_id, person)),
    ),
    Record.ENTRY: _entry,
    Record.DIRECTORY_QUESTION: lambda number, person: exists().where(
        DirectoryQuestion.id == number,
        DirectoryEntry.id == DirectoryQuestion.entry_id,
        or_(DirectoryQuestion.asked_by_id == person.id, _is_own(DirectoryEntry.partner_id, person)),
    ),
    Record.APPLICATION: lambda number, person: exists().where(
        Application.id == number, _is_own(Application.organisation_id, person)
    ),
    Record.CLAIM: _claim,
    Record.VAT_CHECK: lambda number, person: exists().where(
        VatCheck.id == number, _is_own(VatCheck.organisation_id, person)
    ),
    Record.REVIEW: lambda _number, _person: false(),
    Record.QUESTION: lambda number, person: exists().where(Question.id == number, Question.person_id == person.id),
    Record.CASE: lambda number, person: exists().where(SupportCase.id == number, SupportCase.person_id == person.id),
    Record.FILE: lambda _number, _person: false(),
}


def are_theirs(session: Session, person: Person, wanted: Sequence[tuple[Record, int]]) -> list[bool]:
    """Of each kind and number, one at least, whether the person may know of such a record; one statement."""
    asked = select(*(_CONDITIONS[kind](number, person) for kind, number in wanted))
    return [bool(each) for each in session.execute(asked).one()]

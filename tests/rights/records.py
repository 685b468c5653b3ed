"""Whose each record of the programme is: the matrix's own reading, of rows alone, which asks no service.

It says the same as `storage.theirs`, in other words: row by row in Python instead of conditions in SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.organisations.verification import ClaimKind
from domain.partnerships.rules import Access
from domain.people import Role
from domain.tenders.rules import TenderStatus
from storage import tables as t
from storage.tables import Base
from storage.theirs import Record

TABLES: Mapping[Record, type[Base]] = {
    Record.ORGANISATION: t.Organisation,
    Record.PARTNER: t.Organisation,
    Record.CLIENT: t.Organisation,
    Record.COLLEAGUE: t.Person,
    Record.CARER: t.Person,
    Record.TEAM: t.Team,
    Record.PRODUCT: t.Product,
    Record.MANAGED_PRODUCT: t.Product,
    Record.PARTNERSHIP: t.Partnership,
    Record.ENQUIRY: t.Enquiry,
    Record.NOTE: t.ClientNote,
    Record.BLOCK: t.RequestBlock,
    Record.INVITATION: t.Invitation,
    Record.PARTNER_INVITATION: t.PartnerInvitation,
    Record.TENDER: t.Tender,
    Record.OFFER: t.TenderOffer,
    Record.TENDER_QUESTION: t.TenderQuestion,
    Record.ENTRY: t.DirectoryEntry,
    Record.DIRECTORY_QUESTION: t.DirectoryQuestion,
    Record.APPLICATION: t.Application,
    Record.CLAIM: t.Claim,
    Record.VAT_CHECK: t.VatCheck,
    Record.REVIEW: t.PartnerReview,
    Record.QUESTION: t.Question,
    Record.CASE: t.SupportCase,
    Record.FILE: t.Organisation,
}


def numbers_of(session: Session, record: Record) -> list[int]:
    """The numbers of all records of this kind that there are."""
    table = TABLES[record]
    return sorted(session.scalars(select(table.id)))  # type: ignore[attr-defined]  # all of these have one


class Reach:
    """What somebody may know to be there: whoever has this number in Telegram, or in the console only, this `id`.

    Nobody, where there is no such person yet, has nothing.
    """

    def __init__(self, session: Session, telegram_id: int | None, person_id: int = 0) -> None:
        self._session = session
        self.telegram_id = telegram_id
        in_telegram = select(t.Person.id).where(t.Person.telegram_id == telegram_id)
        self.id = person_id if telegram_id is None else session.scalar(in_telegram) or 0
        belongs = session.scalars(select(t.Membership).where(t.Membership.person_id == self.id)).all()
        self.roles = {each.organisation_id: each.role for each in belongs}

        judges = self._judges
        self._known: dict[Record, frozenset[int]] = {
            record: frozenset(
                each.id  # type: ignore[attr-defined]  # all of these have one
                for each in session.scalars(select(table))
                if judges[record](each)
            )
            for record, table in TABLES.items()
        }
        self.words = self._words()

    def knows(self, record: Record, number: int) -> bool:
        """Whether the person may know of it."""
        return number in self._known[record]

    def numbers(self, record: Record) -> frozenset[int]:
        """Of the records of this kind, those that the person may know of."""
        return self._known[record]

    @cached_property
    def _judges(self) -> Mapping[Record, Callable[..., bool]]:
        own: Callable[[int | None], bool] = lambda number: number in self.roles  # noqa: E731 - one word in what follows
        return {
            Record.ORGANISATION: lambda row: own(row.id),
            Record.PARTNER: lambda row: bool(row.is_partner),
            Record.CLIENT: self._is_client,
            Record.COLLEAGUE: self._is_colleague,
            Record.CARER: self._is_colleague,
            Record.TEAM: lambda row: own(row.organisation_id),
            Record.PRODUCT: lambda row: own(row.organisation_id),
            Record.MANAGED_PRODUCT: self._manages,
            Record.PARTNERSHIP: self._sees,
            Record.ENQUIRY: lambda row: self._sees(self._session.get_one(t.Partnership, row.partnership_id)),
            Record.NOTE: lambda row: any(
                self._reaches(each)
                for each in self._partnerships
                if (each.client_id, each.partner_id) == (row.client_id, row.partner_id)
            ),
            Record.BLOCK: lambda row: own(row.organisation_id),
            Record.INVITATION: lambda row: own(row.organisation_id) or row.for_telegram_id == (self.telegram_id or 0),
            Record.PARTNER_INVITATION: lambda row: own(row.client_id) or row.taken_by_id == self.id,
            Record.TENDER: lambda row: self._is_clients(row) or self._is_for(row),
            Record.OFFER: lambda row: own(row.partner_id) or self._is_clients(row.tender),
            Record.TENDER_QUESTION: lambda row: own(row.partner_id) or self._is_clients(row.tender),
            Record.ENTRY: lambda row: own(row.partner_id) or (row.is_on and row.hidden_at is None),
            Record.DIRECTORY_QUESTION: lambda row: own(row.entry.partner_id) or row.asked_by_id == self.id,
            Record.APPLICATION: lambda row: own(row.organisation_id),
            Record.CLAIM: lambda row: (
                row.claimed_by_id == self.id
                or (row.kind is ClaimKind.ACCESS and self.roles.get(row.organisation_id) is Role.LEGAL_REPRESENTATIVE)
            ),
            Record.VAT_CHECK: lambda row: own(row.organisation_id),
            Record.REVIEW: lambda _row: False,
            Record.QUESTION: lambda row: row.person_id == self.id,
            Record.CASE: lambda row: row.person_id == self.id,
            Record.FILE: lambda _row: False,
        }

    @cached_property
    def _partnerships(self) -> list[t.Partnership]:
        return list(self._session.scalars(select(t.Partnership)))

    def _reaches(self, partnership: t.Partnership) -> bool:
        """As somebody of the partner (facts 11, 41)."""
        role = self.roles.get(partnership.partner_id)
        if role is None or partnership.sent_at is None:
            return False
        pair = (partnership.partner_id, partnership.client_id)
        cares = [
            each for each in self._session.scalars(select(t.ClientCare)) if (each.partner_id, each.client_id) == pair
        ]
        if role in (Role.LEGAL_REPRESENTATIVE, Role.ADMINISTRATOR) or not cares:
            return True
        carers = [carer for care in cares for carer in care.carers]
        in_team = any(member.person_id == self.id for each in carers if each.team for member in each.team.members)
        return in_team or any(each.person_id == self.id for each in carers)

    def _is_client(self, organisation: t.Organisation) -> bool:
        return any(self._reaches(each) for each in self._partnerships if each.client_id == organisation.id)

    def _sees(self, partnership: t.Partnership) -> bool:
        return partnership.client_id in self.roles or self._reaches(partnership)

    def _is_colleague(self, somebody: t.Person) -> bool:
        of = select(t.Membership.organisation_id).where(t.Membership.person_id == somebody.id)
        return any(each in self.roles for each in self._session.scalars(of))

    def _manages(self, product: t.Product) -> bool:
        return any(
            each.access is Access.FULL or product.id in {access.product_id for access in each.product_accesses}
            for each in self._partnerships
            if each.client_id == product.organisation_id and self._reaches(each)
        )

    def _is_clients(self, tender: t.Tender) -> bool:
        return tender.publisher_id == self.id if tender.client_id is None else tender.client_id in self.roles

    def _is_for(self, tender: t.Tender) -> bool:
        partners = {
            each.id for each in (self._session.get_one(t.Organisation, key) for key in self.roles) if each.is_partner
        }
        invited = set(
            self._session.scalars(select(t.TenderInvited.partner_id).where(t.TenderInvited.tender_id == tender.id))
        )
        is_shown = tender.status not in (TenderStatus.HELD, TenderStatus.HIDDEN)
        return is_shown and bool(partners & invited if invited else partners)

    def _words(self) -> Mapping[str, frozenset[str]]:
        """What this person must read nowhere, by what it is: clients' names, notes, enquiries, names of products."""
        claims = self._session.scalars(select(t.Claim).where(t.Claim.claimed_by_id == self.id))
        tenders = [self._session.get_one(t.Tender, each) for each in self.numbers(Record.TENDER)]
        named = {each.client_id for each in tenders if not each.anonymous}
        claimed = {each.organisation_id for each in claims}
        clients = self.numbers(Record.ORGANISATION) | self.numbers(Record.CLIENT) | claimed | named
        organisations = self._session.scalars(select(t.Organisation).where(~t.Organisation.is_partner))
        notes, enquiries = self._session.scalars(select(t.ClientNote)), self._session.scalars(select(t.Enquiry))
        return {
            "client": frozenset(each.name for each in organisations if each.id not in clients),
            "note": frozenset(each.text for each in notes if not self.knows(Record.NOTE, each.id)),
            "enquiry": frozenset(each.question for each in enquiries if not self.knows(Record.ENQUIRY, each.id)),
        }

"""All tables, so that `Base.metadata` is complete wherever it is asked for."""

from storage.tables.accounts import AccountLink, AccountMember, ProviderOrder
from storage.tables.addresses import Digest, DigestEntry, EmailConfirmation, SigningKey
from storage.tables.answers import KnowledgeVersion, Phrasing, Question, Rewriting
from storage.tables.api import AnsweredCall, ApiToken
from storage.tables.applications import Application, PartnerReview
from storage.tables.audit import Audit
from storage.tables.bans import Ban
from storage.tables.base import Base
from storage.tables.care import Carer, ClientCare, Team, TeamMember
from storage.tables.clients import ClientNote
from storage.tables.directory import (
    DirectoryEntry,
    DirectoryOpening,
    DirectoryQuestion,
    DirectorySalt,
    DirectoryVisit,
)
from storage.tables.due import Due, Muted
from storage.tables.effects import ProgrammeEvent
from storage.tables.income import BenefitLevel, IncomeEntry, PartnershipTerm
from storage.tables.mail import Mail, MailTrouble
from storage.tables.organisations import Organisation, OrganisationKey
from storage.tables.pages import PageLink
from storage.tables.partner_invitations import PartnerInvitation
from storage.tables.partnerships import Enquiry, Partnership, ProductAccess, Proposal, RequestBlock
from storage.tables.people import Invitation, Membership, Person, WrongLinks
from storage.tables.products import Product
from storage.tables.runtime import Card, Conversation, Defect, OutboxMessage, Pause, ProcessedUpdate, Worker
from storage.tables.support import CaseEntry, EntryKind, Staff, SupportCase, SupportGroup
from storage.tables.tender_offers import TenderOffer, TenderOfferFile, TenderQuestion
from storage.tables.tenders import (
    Tender,
    TenderChange,
    TenderFile,
    TenderInvited,
    TenderNotice,
    TenderReport,
    TenderSubscription,
)
from storage.tables.vat import VatCheck, VatCircuit, VatNumber
from storage.tables.verification import Claim

__all__ = [
    "AccountLink",
    "AccountMember",
    "AnsweredCall",
    "ApiToken",
    "Application",
    "Audit",
    "Ban",
    "Base",
    "BenefitLevel",
    "Card",
    "Carer",
    "CaseEntry",
    "Claim",
    "ClientCare",
    "ClientNote",
    "Conversation",
    "Defect",
    "Digest",
    "DigestEntry",
    "DirectoryEntry",
    "DirectoryOpening",
    "DirectoryQuestion",
    "DirectorySalt",
    "DirectoryVisit",
    "Due",
    "EmailConfirmation",
    "Enquiry",
    "EntryKind",
    "IncomeEntry",
    "Invitation",
    "KnowledgeVersion",
    "Mail",
    "MailTrouble",
    "Membership",
    "Muted",
    "Organisation",
    "OrganisationKey",
    "OutboxMessage",
    "PageLink",
    "PartnerInvitation",
    "PartnerReview",
    "Partnership",
    "PartnershipTerm",
    "Pause",
    "Person",
    "Phrasing",
    "ProcessedUpdate",
    "Product",
    "ProductAccess",
    "ProgrammeEvent",
    "Proposal",
    "ProviderOrder",
    "Question",
    "RequestBlock",
    "Rewriting",
    "SigningKey",
    "Staff",
    "SupportCase",
    "SupportGroup",
    "Team",
    "TeamMember",
    "Tender",
    "TenderChange",
    "TenderFile",
    "TenderInvited",
    "TenderNotice",
    "TenderOffer",
    "TenderOfferFile",
    "TenderQuestion",
    "TenderReport",
    "TenderSubscription",
    "VatCheck",
    "VatCircuit",
    "VatNumber",
    "Worker",
    "WrongLinks",
]

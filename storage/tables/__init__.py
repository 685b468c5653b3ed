"""All tables, so that `Base.metadata` is complete wherever it is asked for."""

from storage.tables.answers import KnowledgeVersion, Phrasing, Question, Rewriting
from storage.tables.audit import Audit
from storage.tables.base import Base
from storage.tables.organisations import Organisation, OrganisationKey
from storage.tables.partnerships import Enquiry, Partnership, ProductAccess
from storage.tables.people import Invitation, Membership, Person, WrongLinks
from storage.tables.products import Product
from storage.tables.runtime import Card, Conversation, Defect, OutboxMessage, Pause, ProcessedUpdate, Worker
from storage.tables.support import CaseEntry, EntryKind, Staff, SupportCase, SupportGroup
from storage.tables.vat import VatNumber

__all__ = [
    "Audit",
    "Base",
    "Card",
    "CaseEntry",
    "Conversation",
    "Defect",
    "Enquiry",
    "EntryKind",
    "Invitation",
    "KnowledgeVersion",
    "Membership",
    "Organisation",
    "OrganisationKey",
    "OutboxMessage",
    "Partnership",
    "Pause",
    "Person",
    "Phrasing",
    "ProcessedUpdate",
    "Product",
    "ProductAccess",
    "Question",
    "Rewriting",
    "Staff",
    "SupportCase",
    "SupportGroup",
    "VatNumber",
    "Worker",
    "WrongLinks",
]

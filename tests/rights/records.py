"""What the numbers in buttons stand for, and whose each record is: the matrix's own reading, of the rows alone.

`KINDS` says of every field of every button which table its number is of. `Reach` says for one person which records they
may know to be there, by the rules of the programme, and without asking any service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import get_type_hints

from handlers.chat.packing import Payload
from storage import tables as t
from storage.tables import Base

KINDS: Mapping[str, type[Base]] = {
    "partnership": t.Partnership,
    "enquiry": t.Enquiry,
    "note": t.ClientNote,
    "block": t.RequestBlock,
    "organisation": t.Organisation,
    "partner": t.Organisation,
    "client": t.Organisation,
    "source": t.Organisation,
    "target": t.Organisation,
    "first": t.Organisation,
    "second": t.Organisation,
    "third": t.Organisation,
    "person": t.Person,
    "carer": t.Person,
    "to": t.Person,
    "team": t.Team,
    "product": t.Product,
    "tender": t.Tender,
    "offer": t.TenderOffer,
    "entry": t.DirectoryEntry,
    "claim": t.Claim,
    "application": t.Application,
    "review": t.PartnerReview,
    "check": t.VatCheck,
    "case": t.SupportCase,
    "people.invitation": t.Invitation,
    "partner_invitations.invitation": t.PartnerInvitation,
    "tenders.question": t.TenderQuestion,
    "directory.question": t.DirectoryQuestion,
    "answers.question": t.Question,
    "support.question": t.Question,
    "sayings.question": t.Question,
}
"""By the field's name, behind its subject where the name alone is not enough."""
PLAIN = frozenset({"page", "days", "month", "months", "step", "place", "meant", "serial"})
"""Numbers that stand for no record, or for one of the chat itself."""


def kinds_of(payload: type[Payload]) -> dict[str, type[Base]]:
    """The tables of the payload's numbers, by field. Raises `KeyError` for a number that nothing is known of."""
    hints = get_type_hints(payload)
    subject = payload.__module__.split(".")[1]
    found = {}
    for field in fields(payload):
        if hints[field.name] is int and field.name not in PLAIN:
            found[field.name] = KINDS.get(f"{subject}.{field.name}") or KINDS[field.name]
    return found

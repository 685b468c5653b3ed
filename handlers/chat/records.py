"""What the numbers in buttons and links stand for: what is not their reader's is as if it were not there.

A payload says of each number which record it names: `partnership: PartnershipId`. Before anybody answers a tap, or
follows a link, the numbers of records of which this person may not know are replaced by one that no record has. So
whoever answers finds what they would find behind a number that was never given: the same words, the same buttons, after
as many statements. Which record is whose, `storage.theirs` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Annotated, TypeAlias, get_args

from handlers.chat.packing import Payload, hints_of
from handlers.chat.payloads import PutOff, RemindMe
from storage.tables import Person
from storage.theirs import NOT_THERE, Record, are_theirs
from storage.work import Work

OrganisationId: TypeAlias = Annotated[int, Record.ORGANISATION]
PartnerId: TypeAlias = Annotated[int, Record.PARTNER]
ClientId: TypeAlias = Annotated[int, Record.CLIENT]
ColleagueId: TypeAlias = Annotated[int, Record.COLLEAGUE]
CarerId: TypeAlias = Annotated[int, Record.CARER]
TeamId: TypeAlias = Annotated[int, Record.TEAM]
ProductId: TypeAlias = Annotated[int, Record.PRODUCT]
ManagedProductId: TypeAlias = Annotated[int, Record.MANAGED_PRODUCT]
PartnershipId: TypeAlias = Annotated[int, Record.PARTNERSHIP]
EnquiryId: TypeAlias = Annotated[int, Record.ENQUIRY]
NoteId: TypeAlias = Annotated[int, Record.NOTE]
BlockId: TypeAlias = Annotated[int, Record.BLOCK]
InvitationId: TypeAlias = Annotated[int, Record.INVITATION]
PartnerInvitationId: TypeAlias = Annotated[int, Record.PARTNER_INVITATION]
TenderId: TypeAlias = Annotated[int, Record.TENDER]
OfferId: TypeAlias = Annotated[int, Record.OFFER]
TenderQuestionId: TypeAlias = Annotated[int, Record.TENDER_QUESTION]
EntryId: TypeAlias = Annotated[int, Record.ENTRY]
DirectoryQuestionId: TypeAlias = Annotated[int, Record.DIRECTORY_QUESTION]
ApplicationId: TypeAlias = Annotated[int, Record.APPLICATION]
ClaimId: TypeAlias = Annotated[int, Record.CLAIM]
VatCheckId: TypeAlias = Annotated[int, Record.VAT_CHECK]
QuestionId: TypeAlias = Annotated[int, Record.QUESTION]
ReviewId: TypeAlias = Annotated[int, Record.REVIEW]
CaseId: TypeAlias = Annotated[int, Record.CASE]
FileId: TypeAlias = Annotated[int, Record.FILE]


def records_of(kind: type[Payload]) -> Mapping[str, Record]:
    """The records that payloads of this kind name, by field."""
    hints = hints_of(kind, with_notes=True)
    noted = ((field.name, get_args(hints[field.name])[1:]) for field in fields(kind))
    return {name: note for name, notes in noted for note in notes if isinstance(note, Record)}


class Whose:
    """Which records payloads of these kinds name. `put_off` are those of cards that can be put off, by their kind."""

    def __init__(self, kinds: Iterable[type[Payload]], put_off: Mapping[str, Record]) -> None:
        self._named = {kind: records_of(kind) for kind in kinds}
        self._put_off = put_off

    def as_theirs(self, work: Work, person: Person, payload: Payload) -> Payload:
        """The payload as this person may use it. A number of 0 stands for none."""
        named = self._named.get(type(payload), {})
        if isinstance(payload, PutOff | RemindMe) and payload.what in self._put_off:
            named = {"number": self._put_off[payload.what]}
        wanted = [(name, record, number) for name, record in named.items() if (number := getattr(payload, name))]
        if not wanted:
            return payload
        theirs = are_theirs(work.session, person, [(record, number) for _, record, number in wanted])
        hidden = [name for (name, *_), is_theirs in zip(wanted, theirs, strict=True) if not is_theirs]
        return replace(payload, **dict.fromkeys(hidden, NOT_THERE))

"""What lies on the provider's desk on a busy day: something of each kind that a command can look at or change."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.applications import ApplicationStatus, Undertaking
from domain.directory.entries import Content
from domain.organisations.verification import ClaimKind
from domain.partnerships.rules import Access
from domain.tenders.kinds import WorkKind
from domain.tenders.rules import TenderStatus
from domain.vat.reading import read_vat_number
from domain.vat.verdicts import VatStatus
from services import api_tokens, vat
from services.directory import writing
from storage.tables import (
    Application,
    Base,
    Claim,
    Mail,
    MailTrouble,
    OutboxMessage,
    ProgrammeEvent,
    Question,
    Tender,
    TenderReport,
    VatCheck,
)
from storage.work import Work
from tests.bot.vat.numbers import AT, DE
from tests.desk import Desk
from tests.domain.accounts.examples import ACCOUNT, ORDER, PERSON, PRODUCT, Raw

REFUSING = "lea@refusing.example"
LEVEL: Raw = {"account": ACCOUNT["account"], "level": "silver", "since": "2026-01-01", "as_of": "2026-11-20T12:00:00Z"}


@dataclass(frozen=True)
class DeskWork:
    """The numbers and codes of what there is, as words of a command line."""

    client: str
    partner: str
    telegram: str
    partnership: str
    unverified: tuple[str, ...]
    claims: tuple[str, ...]
    applications: tuple[str, ...]
    tender: str
    letters: tuple[str, ...]
    mail: str
    event: str
    questions: tuple[str, ...]
    files: dict[str, str]


def lay_out(desk: Desk, folder: Path) -> DeskWork:
    """Something of each kind."""
    lea, noah = desk.client("Seegarten GmbH", country="DE"), desk.partner("Alpweb")
    made = desk.partnership(lea, noah, Access.FULL)
    unverified = [desk.client(f"Neu {n} AG", number=f"CHE-10{n}", verified=False).organisation_id for n in range(3)]
    with desk.work() as work:
        person, own = lea.row(work).id, lea.organisation_id
        vat.enter(work, lea.row(work), read_vat_number(DE))
        found = VatCheck(organisation_id=noah.organisation_id, number=AT, country="AT", due_at=work.now)
        found.status, found.checked_at, found.differs, found.name = VatStatus.VALID, work.now, True, "Another GmbH"
        rows: list[Base] = [
            found,
            *_claims(work, person, own, unverified[1:]),
            *(_application(work, person, each) for each in (own, unverified[0])),
            _tender(work, person, own),
        ]
        work.session.add_all(rows)
        work.session.flush()
        tender = rows[-1]
        assert isinstance(tender, Tender)
        work.session.add(TenderReport(tender_id=tender.id, person_id=noah.row(work).id, at=work.now, reason="Spam."))
        lost = list(_lost(work, lea.id, own, made))
        work.session.add_all(lost)
        work.session.flush()
        mail, event = lost[2], lost[3]
        assert isinstance(mail, Mail)
        assert isinstance(event, ProgrammeEvent)
        work.session.add(_dead(work, 2, "mail", mail_id=mail.id, due_at=work.now))
        questions = [
            Question(asked_at=work.now, person_id=person, language="en", text=text, wanting_since=work.now)
            for text in ("do you deliver sausages", "xyzzy frobnicate")
        ]
        work.session.add_all(questions)
        writing.write(work, noah.row(work), CONTENT)
        api_tokens.add(work, "old-console", {api_tokens.Scope.ACCOUNTS_WRITE})
        work.events.clear()
        work.session.flush()
        numbers: dict[type[Base], list[str]] = {}
        for row in (*rows, *lost, *questions):
            if not isinstance(row, MailTrouble):
                numbers.setdefault(type(row), []).append(str(row.id))  # type: ignore[attr-defined]  # these have one
    return DeskWork(
        client=f"organisation {own}",
        partner=noah.partner_code,
        telegram=str(lea.id),
        partnership=str(made),
        unverified=tuple(map(str, unverified)),
        claims=tuple(numbers[Claim]),
        applications=tuple(numbers[Application]),
        tender=str(tender.id),
        letters=tuple(numbers[OutboxMessage]),
        mail=str(mail.id),
        event=str(event.id),
        questions=tuple(numbers[Question]),
        files=dict(_files(folder)),
    )


CONTENT = Content({"en": "We build shops."}, ("hosting",), ("Shopware",), ("de",), ("CH-BE",), "https://west.example")


def _claims(work: Work, person: int, own: int, unverified: list[int]) -> Iterator[Claim]:
    """To be approved, admitted, upheld, and declined."""
    of_each = ((ClaimKind.REGISTER, unverified[0]), (ClaimKind.ACCESS, unverified[0]), (ClaimKind.DISPUTE, own))
    for kind, organisation in (*of_each, (ClaimKind.REGISTER, unverified[1])):
        yield Claim(
            kind=kind,
            organisation_id=organisation,
            claimed_by_id=person,
            claimed_at=work.now,
            support_asked_at=work.now,
        )


def _application(work: Work, person: int, organisation: int) -> Application:
    accepted = {"by": person, "name": "Lea", "at": work.now.isoformat()}
    return Application(
        organisation_id=organisation,
        applicant_id=person,
        status=ApplicationStatus.SUBMITTED,
        submitted_at=work.now,
        website="https://seegarten.example",
        register_number=None if organisation else "",
        yearly_value=240_000,
        currency="CHF",
        value_is_known=False,
        undertakings={each.value: accepted for each in Undertaking},
    )


def _tender(work: Work, person: int, client: int) -> Tender:
    return Tender(
        client_id=client,
        publisher_id=person,
        status=TenderStatus.OPEN,
        subject="New website",
        wanted="Twelve pages in two languages.",
        kind=next(iter(WorkKind)),
        languages=["en"],
        anonymous=False,
        deadline=work.now + dt.timedelta(days=7),
        zone="UTC",
        created_at=work.now,
        published_at=work.now,
        held_for=[],
    )


def _lost(work: Work, chat: int, own: int, partnership: int) -> Iterator[Base]:
    """Two messages that were given up, a mail, an event, and an address that refuses mail."""
    for text in ("First", "Second"):
        yield _dead(work, chat, "sendMessage", parameters={"chat_id": chat, "text": text})
    yield Mail(
        mark="m" * 24,
        address=REFUSING,
        language="en",
        content={"subject": "Hello", "text": "Good day."},
        contractual=False,
        created_at=work.now,
        tries=3,
    )
    happened = {"kind": "partnership.confirmed", "content": {}, "organisation_id": own}
    yield ProgrammeEvent(at=work.now, partnership_id=partnership, **happened)
    yield MailTrouble(address=REFUSING, since=work.now, answer="550 No such user")


def _dead(work: Work, chat: int, method: str, **more: object) -> OutboxMessage:
    given: dict[str, object] = {"parameters": {}, "error": "Forbidden"} | more
    return OutboxMessage(chat_id=chat, method=method, created_at=work.now, failed_at=work.now, **given)


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """A file of each kind of record, in the order in which they are taken."""
    records = {"accounts": ACCOUNT, "people": PERSON, "products": PRODUCT, "orders": ORDER, "levels": LEVEL}
    for name, record in records.items():
        path = folder / f"{name}.jsonl"
        path.write_text(json.dumps(record) + "\n", "utf-8")
        yield name, str(path)

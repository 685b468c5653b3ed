"""The demo's world: made-up people in Telegram, and who of them is who at the provider.

Accounts, people and products are the provider's, and it tells them through the API. What is made here is made through
the services, as everything in the database is, and dated some weeks back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain.partnerships.rules import Access, Status, Terms
from domain.programme import Programme
from services import support
from services.accounts import linking
from services.api_tokens import Scope, add, revoke
from services.effects.reporting import report
from services.partnerships import answering, requesting
from storage.accounts.links import member_of_account
from storage.api import token_by_name
from storage.effects import draft_of
from storage.partnerships import of_client
from storage.people import memberships_of, person_by_telegram_id
from storage.products import products_by_provider_id
from storage.runtime import outbox
from storage.support import support_group
from storage.tables import Organisation, Person
from storage.work import Units, Work

AGE = timedelta(days=20)
"""How long ago the world was made, as its people see it."""


@dataclass(frozen=True, slots=True)
class AtProvider:
    """Who a persona is in the provider's console."""

    account: str
    person: str


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to be in the demo. `role` and `organisation` are what the page writes under the name.

    Letters to the `email` are theirs; the desk knows it, as confirmed, of those who are `at_provider`.
    """

    telegram_id: int
    first_name: str
    language: str
    role: str
    organisation: str | None
    email: str | None = None
    at_provider: AtProvider | None = None


SEEGARTEN, HARBOUR_TEA = "100201", "100202"
ALPWEB, LIFFEY, FJORDLICHT, WEITBLICK = "100301", "100302", "100303", "100304"
HOTELS, TEA = "Seegarten Hotels AG (Demo)", "Harbour Tea GmbH (Demo)"
WEB, CLOUD, AGENCY = "Alpweb GmbH (Demo)", "Liffey Cloud Ltd (Demo)", "Weitblick Digital AG (Demo)"
LEA = Persona(700_000_001, "Lea", "de", "client", HOTELS, "lea@seegarten.example", AtProvider(SEEGARTEN, "2011"))
RETO = Persona(700_000_002, "Reto", "de", "partner", WEB, "reto@alpweb.example", AtProvider(ALPWEB, "3011"))
AOIFE = Persona(700_000_003, "Aoife", "en", "partner", CLOUD, "aoife@liffey.example", AtProvider(LIFFEY, "3021"))
JONAS = Persona(
    700_000_004, "Jonas", "de", "employee", HOTELS, "jonas@seegarten.example", AtProvider(SEEGARTEN, "2012")
)
EMMA = Persona(700_000_005, "Emma", "en", "client", TEA, "emma@harbour-tea.example", AtProvider(HARBOUR_TEA, "2021"))
NINA = Persona(700_000_006, "Nina", "de", "support", None)
MIA = Persona(700_000_007, "Mia", "de", "newcomer", None, "mia@quartierladen.example")
"""She has no account at the provider: what she registers by hand, support verifies."""
LIVIA = Persona(700_000_008, "Livia", "de", "partner", AGENCY, "livia@weitblick.example", AtProvider(WEITBLICK, "3041"))
"""Her agency has eighty clients."""
PERSONAS = (LEA, RETO, AOIFE, JONAS, EMMA, NINA, MIA, LIVIA)
NEWSLETTER = "50004"
"""Seegarten's product that Liffey manages, by the provider's number."""


def renew_api_token(units: Units, name: str) -> str:
    """A token of the API that may do everything; the ones of earlier starts, whose names begin so, open nothing."""
    with units.begin("cli") as work:
        number = 1
        while token_by_name(work.session, f"{name}-{number}") is not None:
            revoke(work, f"{name}-{number}")
            number += 1
        made = add(work, f"{name}-{number}", list(Scope))
        if made is None:
            raise RuntimeError("the demo's token is there already")
        return made.secret


def is_made(units: Units) -> bool:
    """Whether everybody is connected, and all that follows has been done."""
    with units.begin("cli") as work:
        livia = person_by_telegram_id(work.session, LIVIA.telegram_id)
        return livia is not None and bool(memberships_of(work.session, livia.id))


def seed(units: Units, programme: Programme) -> None:
    """Connects the personas and lets Liffey manage Lea's newsletter, where it does not yet: all of it at once.

    The provider must have told of its accounts. `units` has the present's clock.
    """
    then = Units(units.engine, lambda: units.clock() - AGE, listened=units.listened, mails=units.mails)
    with then.begin("cli") as work:
        seegarten, liffey = _organisation(work, LEA), _organisation(work, AOIFE)
        if of_client(work.session, seegarten.id, work.now, tuple(Status)):
            return
        people = {each: connect(work, programme, each) for each in PERSONAS if each.at_provider and each is not LIVIA}
        _tell_provider(work)
        newsletter = products_by_provider_id(work.session, seegarten.id, {NEWSLETTER})
        settled = requesting.request(
            work, programme, people[LEA], liffey.id, Terms(Access.LIMITED, None, frozenset(newsletter.values()))
        )
        _tell_provider(work)
        answering.confirm(work, people[AOIFE], settled.id)
        _tell_provider(work)


def connect_support(units: Units, group_id: int) -> None:
    """Nina is support, in the group of that number, unless she connected another one."""
    with units.begin("cli") as work:
        nina = support.admit(work, NINA.telegram_id, NINA.first_name, lead=True)
        if support_group(work.session) is None:
            support.connect(work, nina, group_id, NINA.language)


def connect(work: Work, programme: Programme, persona: Persona) -> Person:
    """The persona's Telegram belongs to their account from now on. Raises `LookupError` for one that has none."""
    if (who := persona.at_provider) is None:
        raise LookupError(f"{persona.first_name} has no account")
    person = _person(work, persona)
    link = linking.make_link(work, programme, who.account, who.person)
    linking.connect(work, person, link.token)
    return person


def _tell_provider(work: Work) -> None:
    """The provider's systems hear of what has happened; people do not: it all was some weeks ago."""
    kept = [told for event in work.events if (told := report(work, event)) is not None]
    work.events.clear()
    if work.listened:
        work.session.flush()
        outbox.add(work.session, [draft_of(event) for event in kept], work.worker_id, work.now)


def _organisation(work: Work, persona: Persona) -> Organisation:
    who = persona.at_provider
    member = member_of_account(work.session, who.account, who.person) if who is not None else None
    if member is None:
        raise LookupError(f"the provider has not told of {persona.first_name}")
    return member.organisation


def _person(work: Work, persona: Persona) -> Person:
    """Somebody who may not have pressed “Start”: until then, Telegram lets nobody write to them."""
    person = person_by_telegram_id(work.session, persona.telegram_id)
    if person is None:
        person = Person(
            telegram_id=persona.telegram_id,
            first_name=persona.first_name,
            language=persona.language,
            reachable=False,
            created_at=work.now,
        )
        work.session.add(person)
    if person.email is None:
        person.email, person.email_confirmed_at = persona.email, work.now
    work.session.flush()
    return person

"""The programme on which the matrix is played: every kind of record, in its states, with people on every side of it.

It is built once, through the services as far as they lead there, and nothing that is played is left in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from domain.applications import ApplicationStatus, Undertaking
from domain.directory.entries import Content
from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import ClaimKind
from domain.partnerships.rules import Side, Status
from domain.people import Role
from domain.tenders.rules import TenderStatus
from domain.vat.verdicts import VatStatus
from services.care import assigning, teams
from services.clients import notes
from services.directory import writing
from services.partner_invitations import following, making
from services.partnerships import blocks, ending, enquiries
from services.people import invitations
from services.support import admit, connect
from services.tenders import questions
from storage.tables import (
    Application,
    Claim,
    DirectoryEntry,
    DirectoryQuestion,
    Organisation,
    PartnerReview,
    Partnership,
    Person,
    Question,
    SupportCase,
    Tender,
    VatCheck,
)
from storage.work import Work
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.rights.limited import build_limited, close, prepare, propose
from tests.services.tenders import bidding
from tests.services.world import Somebody, World, full, limited

GROUP = -100
"""The group in which support works."""
NINA, OMAR = 9001, 9002
"""Support's lead and somebody else of support, by their numbers in Telegram."""
ENTRY = Content({"en": "We build shops."}, ("hosting",), ("Shopware",), ("de",), ("CH",), "https://alpweb.example")


@dataclass(frozen=True, slots=True)
class Programme:
    """Who is there, by a name that says who they are; each record's kind is its table."""

    people: Mapping[str, int]
    """Numbers in Telegram."""
    moment: dt.datetime


def build(url: str) -> Programme:
    """Fills the empty database at this address."""
    world = World(url)
    with world.units.begin("cli") as work:
        lead = admit(work, NINA, "Nina", lead=True)
        admit(work, OMAR, "Omar", lead=False)
        connect(work, lead, GROUP, "en")
    seegarten = world.client("Website", "Shop", "Mail", "Blog", name="Seegarten", country="DE")
    bergbahn = world.client("Tickets", "Webcam", name="Bergbahn", country="DE")
    alpweb, nordnet = world.partner("Alpweb"), world.partner("Nordnet")
    names = ("Wartburg", "Fragenau", "Vorhof", "Frostberg", "Zuhause")
    others = {name: world.client("Site", name=name, country="DE") for name in names}
    people = {"stranger": world.stranger(), "claimant": world.stranger()}
    for name, of in (("Seegarten", seegarten), ("Alpweb", alpweb)):
        people |= {f"{role} of {name}": world.colleague(of, role) for role in Role}
    people |= {
        f"employee of {name}": world.colleague(of) for name, of in (("Bergbahn", bergbahn), ("Nordnet", nordnet))
    }
    others["Birkenhof"] = world.client("Album", name="Birkenhof", kind=OrganisationKind.PRIVATE, country="DE")
    people["representative of Bergbahn"], people["representative of Nordnet"] = bergbahn, nordnet
    people |= {f"representative of {name}": of for name, of in others.items()}
    _partnerships(world, seegarten, bergbahn, alpweb, nordnet, others)
    people |= build_limited(world, seegarten, bergbahn, others)
    _care(world, alpweb, seegarten, people["employee of Alpweb"], others["Wartburg"])
    _tenders(world, seegarten, bergbahn, alpweb, nordnet, people["stranger"])
    _directory(world, alpweb, nordnet, people["stranger"])
    _invitations(world, seegarten, alpweb, bergbahn)
    _the_rest(world, seegarten, bergbahn, alpweb, people)
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, others["Frostberg"].organisation).frozen_at = work.now
        work.session.get_one(Organisation, others["Zuhause"].organisation).closed_at = work.now
        unverified = work.session.get_one(Organisation, others["Birkenhof"].organisation)
        unverified.verified_at = unverified.verified_by = None
        numbers = {name: work.session.get_one(Person, who.person).telegram_id for name, who in people.items()}
    world.close()
    known = {name: number for name, number in numbers.items() if number is not None}
    return Programme(known | {"newcomer": 8001, "Nina of support": NINA, "Omar of support": OMAR}, world.moment)


def _partnerships(
    world: World,
    seegarten: Somebody,
    bergbahn: Somebody,
    alpweb: Somebody,
    nordnet: Somebody,
    others: Mapping[str, Somebody],
) -> None:
    """In each status one at least, and those of others: of Bergbahn with Nordnet, which nobody else is to know of."""
    for status in (Status.DECLINED, Status.WITHDRAWN, Status.LAPSED, Status.ENDED):
        made = world.requested(seegarten, alpweb, limited(seegarten.products[0]))
        with world.units.begin("cli") as work:
            close(work, work.session.get_one(Partnership, made), status)
        world.advance(days=1)
    active = world.confirmed(seegarten, alpweb, limited(*seegarten.products[:2]))
    world.does(alpweb, notes.write, active, "Prefers calls.")
    other = world.confirmed(bergbahn, nordnet, full())
    world.does(nordnet, notes.write, other, "Prefers letters.")
    ending_soon = world.confirmed(seegarten, nordnet, limited(seegarten.products[3]))
    world.does(
        seegarten,
        lambda work, person: ending.announce_end(
            work, INFOMANIAK, person, ending_soon, work.now.date() + dt.timedelta(days=40)
        ),
    )
    waiting = world.requested(others["Wartburg"], alpweb, full())
    world.does(alpweb, enquiries.ask, waiting, "Who has built the shop?")
    foreign = world.requested(others["Wartburg"], nordnet, limited(*others["Wartburg"].products))
    world.does(nordnet, enquiries.ask, foreign, "Who writes the texts at present?")
    for name, status in (("Fragenau", Status.PROPOSED), ("Vorhof", Status.PREPARED)):
        made = world.requested(others[name], alpweb, limited(*others[name].products))
        with world.units.begin("cli") as work:
            found = work.session.get_one(Partnership, made)
            if status is Status.PREPARED:
                prepare(found)
            else:
                propose(found, Side.PARTNER)
    for name in ("Frostberg", "Zuhause"):
        world.confirmed(others[name], alpweb, limited(*others[name].products))
    blocked = world.requested(bergbahn, alpweb, limited(bergbahn.products[0]))
    world.does(alpweb, blocks.block, blocked)


def _care(world: World, alpweb: Somebody, seegarten: Somebody, employee: Somebody, waiting: Somebody) -> None:
    """The employee looks after Seegarten alone; the other client is given to a team that nobody belongs to."""
    team = world.does(alpweb, teams.make, "Romandie").id
    for client, who in ((seegarten, assigning.Who(person=employee.person)), (waiting, assigning.Who(team=team))):
        world.does(alpweb, assigning.look_after, client.organisation, who, cares=True)


def _tenders(
    world: World, seegarten: Somebody, bergbahn: Somebody, alpweb: Somebody, nordnet: Somebody, visitor: Somebody
) -> None:
    """For everybody, for one partner, a visitor's; offers and questions of both partners; held and hidden ones."""
    public = bidding.tender(world, seegarten)
    bidding.offered(world, alpweb, public)
    bidding.offered(
        world, nordnet, public, bidding.proposal("We do all that you need, and we do it by the end of May.")
    )
    world.does(alpweb, questions.ask, public, "Who writes the texts?")
    world.does(nordnet, questions.ask, public, "Who takes the pictures?")
    bidding.chosen(world, bergbahn, nordnet, bidding.tender(world, bergbahn, nordnet))
    bidding.tender(world, visitor, anonymous=True)
    for status in (TenderStatus.HELD, TenderStatus.HIDDEN):
        made = bidding.tender(world, bergbahn)
        with world.units.begin("cli") as work:
            found = work.session.get_one(Tender, made)
            found.status = status
            found.ended_at = work.now if status is TenderStatus.HIDDEN else None


def _directory(world: World, alpweb: Somebody, nordnet: Somebody, visitor: Somebody) -> None:
    for partner in (alpweb, nordnet):
        world.does(partner, writing.write, ENTRY)
        with world.units.begin("cli") as work:
            entry = work.session.scalars(
                select(DirectoryEntry).where(DirectoryEntry.partner_id == partner.organisation)
            ).one()
            work.session.add(
                DirectoryQuestion(entry_id=entry.id, asked_by_id=visitor.person, asked_at=work.now, text="How many?")
            )
    with world.units.begin("cli") as work:
        partner_id = alpweb.organisation
        hidden = work.session.scalars(select(DirectoryEntry).where(DirectoryEntry.partner_id != partner_id)).one()
        writing.hide(work, hidden.id, "Nina", "Not true")


def _invitations(world: World, seegarten: Somebody, alpweb: Somebody, bergbahn: Somebody) -> None:
    """To colleagues, open, revoked and for one person alone; and to partners that are not here, open and taken."""
    for of in (seegarten, alpweb, bergbahn):
        _open, over = (
            world.does(of, invitations.invite, of.organisation, Role.EMPLOYEE, programme=AT_ONCE).invitation.id
            for _ in range(2)
        )
        world.does(of, invitations.revoke, over)
    for client in (seegarten, bergbahn):
        invited = [world.does(client, invite_partner, name) for name in ("Bergweb", "Talweb")]
        world.does(world.stranger(), take_up, invited[0].token)


def invite_partner(work: Work, person: Person, name: str) -> making.NewPartnerInvitation:
    """Somebody's organisation invites a partner that is not here."""
    return making.make(work, INFOMANIAK, person, name, full())


def take_up(work: Work, person: Person, token: str) -> object:
    """Somebody follows such an invitation."""
    return following.take(work, INFOMANIAK, person, token)


def _the_rest(
    world: World, seegarten: Somebody, bergbahn: Somebody, alpweb: Somebody, people: Mapping[str, Somebody]
) -> None:
    """What somebody has claimed, applied for, asked and typed; of each kind one, and another of somebody else."""
    with world.units.begin("cli") as work:
        add = work.session.add
        for of, by in ((seegarten, people["claimant"]), (bergbahn, people["stranger"])):
            for kind in ClaimKind:
                add(
                    Claim(
                        kind=kind,
                        organisation_id=of.organisation,
                        claimed_by_id=of.person if kind is ClaimKind.REGISTER else by.person,
                        claimed_at=work.now,
                        question="Who are you?",
                    )
                )
            add(
                Application(
                    organisation_id=of.organisation,
                    applicant_id=of.person,
                    status=ApplicationStatus.QUESTIONED,
                    submitted_at=work.now,
                    website="https://shop.example",
                    yearly_value=200_000,
                    currency="EUR",
                    value_is_known=False,
                    undertakings={each.value: work.now.isoformat() for each in Undertaking},
                    question="Since when?",
                )
            )
            add(
                VatCheck(
                    organisation_id=of.organisation,
                    number="DE136695976",
                    country="DE",
                    status=VatStatus.VALID,
                    name="Somebody else",
                    checked_at=work.now,
                    differs=True,
                )
            )
            add(
                Question(
                    asked_at=work.now, person_id=of.person, language="en", text="Who pays?", topic=None, liked=None
                )
            )
            add(SupportCase(person_id=of.person, chat_id=GROUP, thread_id=of.person, title="Case", opened_at=work.now))
        add(PartnerReview(partner_id=alpweb.organisation, below_since=work.now, yearly_value=100, currency="CHF"))

"""People who are in the provider's console only: nothing that happens is ever sent to them, and nothing breaks."""

from __future__ import annotations

from contextlib import suppress

import pytest

from domain.absence import Way
from domain.partnerships.rules import Ceased, Side
from services import events
from services.events import MemberJoined, MemberLeft, OrganisationVerified, PartnershipEvent, RoleChanged
from services.partnerships import answering, ending, enquiries, requesting
from storage.tables import Organisation
from storage.work import Event, Work
from tests.chats.accounts.test_linking import link
from tests.desk import Desk
from tests.programmes import INFOMANIAK
from tests.services.accounts.console import account, in_console, member
from tests.services.world import full

CLIENT, PARTNER = "A-100", "A-200"


KINDS = [
    kind
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, PartnershipEvent) and kind is not PartnershipEvent
]
MORE: dict[type[PartnershipEvent], dict[str, object]] = {
    events.TermsCountered: {"by": Side.CLIENT},
    events.PartnershipReplaced: {"by_same_partner": False},
    events.PartnershipEnded: {"by": Side.PARTNER},
    events.EndAnnounced: {"by": Side.PARTNER},
    events.EndRevoked: {"by": Side.CLIENT},
    events.EndUndone: {"by": Side.CLIENT},
    events.PartnershipCeased: {"why": Ceased.CLIENT_CLOSED},
    events.SetUpDone: {"kind": "partnership.confirmed"},
    events.SetUpRefused: {"kind": "partnership.confirmed"},
    events.ProductAccessChanged: {"granted": ("Webshop",), "released": ()},
    events.EnquiryMade: {"enquiry_id": 1},
    events.EnquiryAnswered: {"enquiry_id": 1},
    events.EndDateSet: {"former": None},
    events.EndNear: {"days": 7},
    events.PartnershipExpired: {"by": None},
    events.AnswererUnreached: {"way": Way.NOBODY},
}
"""What some events hold besides their partnership."""


@pytest.fixture
def sides(desk: Desk) -> tuple[int, int]:
    """A client and a partner whose people are in the console only."""
    with desk.work() as work:
        client, partner = account(work, CLIENT, "Seegarten"), account(work, PARTNER, "Alpweb", partner=True)
        in_console(work, client, "u1", "Lea Frei")
        in_console(work, partner, "u7", "Noah Weber")
        return client.id, partner.id


class Enough(Exception):
    """Nothing of it is to be kept."""


def told(desk: Desk, work: Work) -> set[int]:
    """The chats that read of what has happened in this unit of work."""
    chats = {message.chat_id for message in desk.app.desk.announce(work).messages}
    work.events.clear()
    return chats


@pytest.mark.parametrize("linked", [False, True], ids=["nobody", "the partner"])
def test_all_that_happens_to_a_partnership_is_told_to_those_in_telegram_alone(
    desk: Desk, sides: tuple[int, int], linked: bool
) -> None:
    noah = desk.person("Noah")
    if linked:
        noah.says(link(desk, "u7", PARTNER))
        noah.taps("✅ Connect")
    readers = {noah.id} if linked else set()

    with suppress(Enough), desk.app.units.begin("api") as work:
        lea, weber = (member(work, *who).person for who in ((CLIENT, "u1"), (PARTNER, "u7")))
        work.actor_id = lea.id
        asked = requesting.request(work, INFOMANIAK, lea, sides[1], full())
        assert told(desk, work) == readers
        enquiry = enquiries.ask(work, weber, asked.id, "How many?")
        assert told(desk, work) <= readers
        enquiries.answer(work, lea, enquiry.id, "Three.")
        assert told(desk, work) == readers
        answering.confirm(work, weber, asked.id)
        assert told(desk, work) == readers
        for kind in KINDS:
            work.happened(kind(asked.id, **MORE.get(kind, {})))
            assert told(desk, work) <= readers, kind
        ending.end(work, lea, asked.id)
        assert told(desk, work) == readers
        raise Enough


@pytest.mark.parametrize("kind", [MemberJoined, MemberLeft, RoleChanged])
def test_what_happens_to_people_of_the_console_is_told_to_nobody(
    desk: Desk, sides: tuple[int, int], kind: type[MemberJoined | MemberLeft | RoleChanged]
) -> None:
    lea = desk.person("Lea")
    lea.says(link(desk, "u1"))
    lea.taps("✅ Connect")
    before = len(lea.messages())

    def happen(work: Work) -> None:
        organisation = work.session.get_one(Organisation, sides[0])
        event: Event = kind(in_console(work, organisation, "u2", "Tim Roth").person_id, organisation.id)
        work.happened(event)

    desk.happens(happen)

    assert len(lea.messages()) == before


def test_an_organisation_of_the_console_is_verified_without_a_message(desk: Desk, sides: tuple[int, int]) -> None:
    with desk.app.units.begin("api") as work:
        for side in sides:
            work.happened(OrganisationVerified(side))
        assert told(desk, work) == set()

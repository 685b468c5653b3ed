"""Links to pages: who gets one, what it does once, and all that may have happened to the request meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from domain.pages import LinkUse
from domain.partnerships.rules import Access, Payer, Status, Terms, TermsRefused
from domain.people import Role
from domain.privacy import Period
from domain.words import Refused
from services import pages
from services.accounts.console import acting, product_ids
from services.partnerships import answering, ending, enquiries, negotiating, requesting
from services.privacy.keeping import let_go
from services.rights import SignatureNeeded
from storage.accounts.links import member_of_account
from storage.people import membership
from storage.products import products_of
from storage.tables import Audit, Organisation, PageLink, Partnership, Person
from storage.work import Work
from tests.bot.api.provider import CLIENT, IDA, LEA, NOAH, OTHER, PARTNER, SHOP, SITE, TIM, seed
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World, full

FULL = full()
SHELVES = Terms(Access.LIMITED, None, frozenset(), frozenset({INFOMANIAK.categories[0].code}))
Deed = Callable[[Work, Person], object]


class Scene:
    """Seegarten (Lea, Tim) and the partners Alpweb (Noah) and Nordnet (Ida), all in the provider's console only."""

    def __init__(self, world: World) -> None:
        self.world = world
        seed(world.units)
        with world.units.begin("cli") as work:
            for person, account in ((LEA, CLIENT), (TIM, CLIENT), (NOAH, PARTNER), (IDA, OTHER)):
                found = member_of_account(work.session, account, person)
                assert found is not None
                found.email = f"{person}@mail.example"
            self.partner = self._organisation(work, PARTNER)
            self.other = self._organisation(work, OTHER)
            self.client = self._organisation(work, CLIENT)

    def _organisation(self, work: Work, account: str) -> int:
        return work.session.scalars(select(Organisation.id).where(Organisation.account_id == account)).one()

    def does(self, person: str, account: str, deed: Deed) -> object:
        """Somebody acts in the console."""
        with self.world.units.begin("api") as work:
            return deed(work, acting(work, account, person))

    def requested(self, terms: Terms | None = None, partner: int | None = None) -> int:
        """Lea asks Alpweb, for limited access to two products unless other terms are given."""

        def ask(work: Work, lea: Person) -> object:
            wanted = terms or Terms(Access.LIMITED, None, product_ids(work, lea, [SITE, SHOP]))
            return requesting.request(work, INFOMANIAK, lea, partner or self.partner, wanted).id

        return int(str(self.does(LEA, CLIENT, ask)))

    def asked(self, terms: Terms = FULL) -> int:
        """Noah asks Seegarten."""

        def ask(work: Work, noah: Person) -> object:
            return negotiating.ask(work, INFOMANIAK, noah, self.client, terms, "We know your shop.").id

        return int(str(self.does(NOAH, PARTNER, ask)))

    def link(self, partnership: int, person: str = NOAH, account: str = PARTNER) -> str | None:
        """A new link for this person; its token."""
        with self.world.units.begin("cli") as work:
            member = member_of_account(work.session, account, person)
            assert member is not None
            found = work.session.get_one(Partnership, partnership)
            return pages.make_link(work, member.person, found, f"{person}@mail.example")

    def token(self, partnership: int, person: str = NOAH, account: str = PARTNER) -> str:
        """The same, where there must be one."""
        token = self.link(partnership, person, account)
        assert token is not None
        return token

    def version(self, token: str) -> str:
        """What whoever follows the link is shown now."""
        with self.world.units.begin("page") as work:
            version = pages.look(work, token).version
            work.session.rollback()
            return version

    def confirms(self, token: str, version: str | None = None, *products: int) -> Status:
        """Somebody presses the button."""
        shown = self.version(token) if version is None else version
        with self.world.units.begin("page") as work:
            return pages.confirm(work, INFOMANIAK, token, shown, products).status

    def declines(self, token: str, version: str | None = None, reason: str | None = None) -> Status:
        """Somebody presses the other one."""
        shown = self.version(token) if version is None else version
        with self.world.units.begin("page") as work:
            return pages.decline(work, token, shown, reason).status

    def stored(self, partnership: int) -> Partnership:
        """The partnership as it is now."""
        with self.world.units.begin("cli") as work:
            return work.session.get_one(Partnership, partnership)

    def used(self) -> list[LinkUse | None]:
        """What was done with each link."""
        with self.world.units.begin("cli") as work:
            return list(work.session.scalars(select(PageLink.used_how).order_by(PageLink.id)))

    def changes(self, person: str, account: str, change: Callable[[Work, Person, Organisation], None]) -> None:
        """Something happens to somebody."""
        with self.world.units.begin("cli") as work:
            member = member_of_account(work.session, account, person)
            assert member is not None
            change(work, member.person, member.organisation)


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene(world)


def test_a_link_answers_once_as_the_very_person(scene: Scene) -> None:
    made = scene.requested()
    token = scene.token(made)

    assert scene.confirms(token) is Status.ACTIVE

    assert scene.stored(made).status_via == "page"
    assert scene.used() == [LinkUse.CONFIRMED]
    with pytest.raises(pages.Changed):
        scene.declines(token, "whatever")
    with scene.world.units.begin("cli") as work:
        noah = member_of_account(work.session, PARTNER, NOAH)
        rows = work.session.scalars(select(Audit).where(Audit.channel == "page")).all()
        assert noah is not None
        assert {row.actor_id for row in rows} == {noah.person_id}
        assert [(row.subject, row.action) for row in rows if row.subject != "person"] == [
            ("page_link", "partnership.confirm"),
            ("partnership", "partnership.confirm"),
        ]
        assert not any(token in str((row.before, row.after)) for row in work.session.scalars(select(Audit)))
        seen = pages.look(work, token)
        assert (seen.waits, seen.version) == (False, "")


def test_a_link_declines_with_a_reason(scene: Scene) -> None:
    made = scene.requested()

    assert scene.declines(scene.token(made), reason="No time.") is Status.DECLINED

    assert scene.stored(made).reason == "No time."
    assert scene.used() == [LinkUse.DECLINED]


def test_who_can_answer_gets_a_link(scene: Scene) -> None:
    made = scene.requested()
    assert scene.link(made, LEA, CLIENT) is None  # it waits for the other side
    scene.does(LEA, CLIENT, lambda work, lea: requesting.withdraw(work, lea, made))
    asked = scene.asked()
    assert scene.link(asked, TIM, CLIENT) is None  # fact 31
    assert scene.link(asked, LEA, CLIENT) is not None
    scene.does(LEA, CLIENT, lambda work, lea: answering.decline(work, lea, asked, None))
    assert scene.link(asked, LEA, CLIENT) is None


def _role(role: Role) -> Callable[[Work, Person, Organisation], None]:
    def change(work: Work, person: Person, organisation: Organisation) -> None:
        found = membership(work.session, person.id, organisation.id)
        assert found is not None
        found.role = role

    return change


def _gone(work: Work, person: Person, _organisation: Organisation) -> None:
    member = member_of_account(work.session, PARTNER, person.console_id or "")
    assert member is not None
    member.removed_at = work.now


def _moved(work: Work, person: Person, _organisation: Organisation) -> None:
    member = member_of_account(work.session, PARTNER, person.console_id or "")
    assert member is not None
    member.email = "somebody.else@mail.example"


def _closed(work: Work, _person: Person, organisation: Organisation) -> None:
    organisation.closed_at = work.now


def _frozen(work: Work, _person: Person, organisation: Organisation) -> None:
    organisation.frozen_at = work.now


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (_gone, pages.LinkOver),
        (_moved, pages.LinkOver),
        (_closed, pages.LinkOver),
        (_frozen, Refused),
        (_role(Role.EMPLOYEE), SignatureNeeded),
    ],
)
def test_who_may_not_answer_any_more_does_not(
    scene: Scene, change: Callable[[Work, Person, Organisation], None], refusal: type[Refused]
) -> None:
    made = scene.requested()
    token = scene.token(made)
    version = scene.version(token)
    scene.changes(NOAH, PARTNER, change)

    for answer in (scene.confirms, scene.declines):
        with pytest.raises(refusal):
            answer(token, version)

    assert scene.stored(made).status is Status.PENDING
    assert scene.used() == [None]
    if not issubclass(refusal, pages.LinkOver):
        with scene.world.units.begin("page") as work:
            seen = pages.look(work, token)
            assert None not in (seen.cannot_confirm, seen.cannot_decline)


def test_a_link_is_over_when_the_request_is(scene: Scene) -> None:
    made = scene.requested()
    token = scene.token(made)
    version = scene.version(token)
    scene.world.advance(days=30)

    for answer in (scene.confirms, scene.declines):
        with pytest.raises(pages.LinkOver):
            answer(token, version)
    with pytest.raises(pages.LinkUnknown):
        scene.confirms(token[:-1] + ("A" if token[-1] != "A" else "B"), version)


def test_links_are_kept_for_a_while_after_they_are_over(scene: Scene) -> None:
    scene.token(scene.requested())
    for days, kept in ((30 + 89, 1), (2, 0)):
        scene.world.advance(days=days)
        with scene.world.units.begin("job") as work:
            let_go(work, INFOMANIAK, Period.PAGE_LINKS)
        assert len(scene.used()) == kept


def _by_noah(deed: Callable[[Work, Person, int], object]) -> Callable[[Scene, int], object]:
    return lambda scene, made: scene.does(NOAH, PARTNER, lambda work, person: deed(work, person, made))


def _by_lea(deed: Callable[[Work, Person, int], object]) -> Callable[[Scene, int], object]:
    return lambda scene, made: scene.does(LEA, CLIENT, lambda work, person: deed(work, person, made))


def _ask_back(work: Work, person: Person, made: int) -> object:
    return enquiries.ask(work, person, made, "How many mailboxes?")


def _counter(payer: Payer) -> Callable[[Work, Person, int], object]:
    return lambda work, person, made: negotiating.counter(work, INFOMANIAK, person, made, full(payer))


def _back_and_forth(scene: Scene, made: int) -> None:
    """It waits for Noah again, with the terms that it had before, of which he knows nothing."""
    _by_noah(_counter(Payer.PARTNER))(scene, made)
    with scene.world.units.begin("cli") as work:
        chosen = frozenset(each.id for each in products_of(work.session, scene.client))
    terms = Terms(Access.LIMITED, None, chosen)
    _by_lea(lambda work, lea, request: negotiating.counter(work, INFOMANIAK, lea, request, terms))(scene, made)


ELSEWHERE: dict[Status, Callable[[Scene, int], object]] = {
    Status.ACTIVE: _by_noah(answering.confirm),
    Status.DECLINED: _by_noah(lambda work, person, made: answering.decline(work, person, made, None)),
    Status.WITHDRAWN: _by_lea(requesting.withdraw),
    Status.PROPOSED: _by_noah(_counter(Payer.PARTNER)),
    Status.PENDING: _back_and_forth,
}
"""What may happen to a request while somebody reads the page, by the status that it has then."""


@pytest.mark.parametrize("status", ELSEWHERE)
def test_what_was_not_shown_is_not_answered(scene: Scene, status: Status) -> None:
    made = scene.requested()
    token = scene.token(made)
    version = scene.version(token)
    ELSEWHERE[status](scene, made)

    for answer in (scene.confirms, scene.declines):
        with pytest.raises(pages.Changed):
            answer(token, version)

    assert scene.stored(made).status is status
    assert scene.used() == [None]
    with scene.world.units.begin("page") as work:
        assert pages.look(work, token).waits is (status is Status.PENDING)
    if status is Status.PENDING:
        assert scene.confirms(token) is Status.ACTIVE


def test_an_ended_partnership_is_not_answered(scene: Scene) -> None:
    made = scene.requested()
    token, another = scene.token(made), scene.token(made)
    version = scene.version(another)
    scene.confirms(token)
    scene.does(LEA, CLIENT, lambda work, lea: ending.end(work, lea, made))

    with pytest.raises(pages.Changed):
        scene.confirms(another, version)

    assert scene.stored(made).status is Status.ENDED


def test_a_question_meanwhile_is_read_first(scene: Scene) -> None:
    made = scene.requested()
    token = scene.token(made)
    version = scene.version(token)
    _by_noah(_ask_back)(scene, made)

    with pytest.raises(pages.Changed):
        scene.confirms(token, version)
    assert scene.confirms(token) is Status.ACTIVE


def test_a_client_grants_what_a_partner_asks_for_and_sees_what_ends_with_it(scene: Scene) -> None:
    former = scene.requested(full(), scene.other)
    scene.does(IDA, OTHER, lambda work, ida: answering.confirm(work, ida, former))
    made = scene.asked()
    token = scene.token(made, LEA, CLIENT)
    with scene.world.units.begin("page") as work:
        seen = pages.look(work, token)
        assert ([each.id for each in seen.replaces], seen.chooses_products) == ([former], False)

    assert scene.confirms(token) is Status.ACTIVE

    assert scene.stored(former).status is Status.ENDED  # fact 24


def test_a_client_chooses_the_products_of_the_kinds_that_are_asked_for(scene: Scene) -> None:
    made = scene.asked(SHELVES)
    token = scene.token(made, LEA, CLIENT)
    with scene.world.units.begin("page") as work:
        assert pages.look(work, token).chooses_products
        own = [each.id for each in products_of(work.session, scene.client)]

    for chosen in ([], [*own, 999_999]):
        with pytest.raises(TermsRefused):
            scene.confirms(token, None, *chosen)
    assert scene.used() == [None]

    assert scene.confirms(token, None, own[0]) is Status.ACTIVE
    with scene.world.units.begin("cli") as work:
        granted = work.session.get_one(Partnership, made).product_accesses
        assert [each.product_id for each in granted] == own[:1]


@pytest.mark.parametrize("by", ["the same link", "another link", "the console"])
def test_of_two_answers_at_once_one_counts(scene: Scene, by: str) -> None:
    made = scene.requested()
    first = scene.token(made)
    second = scene.token(made) if by == "another link" else first
    version = scene.version(first)
    with scene.world.units.begin("cli") as work:
        member = member_of_account(work.session, PARTNER, NOAH)
        assert member is not None
        noah = Somebody(member.person_id, scene.partner)

    def confirms(work: Work, _noah: Person) -> object:
        return pages.confirm(work, INFOMANIAK, first, version)

    def declines(work: Work, _noah: Person) -> object:
        if by == "the console":
            return answering.decline(work, acting(work, PARTNER, NOAH), made, None)
        return pages.decline(work, second, version, None)

    done = scene.world.race((noah, confirms), (noah, declines))

    assert sum(isinstance(each, Refused) for each in done) == 1
    status = scene.stored(made).status
    assert status is (Status.ACTIVE if isinstance(done[1], Refused) else Status.DECLINED)
    assert sum(each is not None for each in scene.used()) == (
        0 if by == "the console" and status is Status.DECLINED else 1
    )

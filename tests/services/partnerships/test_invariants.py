"""Anybody does anything in any order, and the programme's rules hold all the while (facts 16–32)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, TypeAlias

from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from domain.partnerships.rules import Access, Payer, Side, Status, Terms
from domain.people import Role
from domain.words import Money
from services import events, organisations, products
from services.partnerships import answering, changing, ending, enquiries, negotiating, requesting
from services.partnerships.finding import visible_partnership
from services.people import invitations
from storage.tables import Person
from storage.work import Event, Work
from tests.databases import PostgresServer, SqliteFiles
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.foretold import WHOEVER_MAY, Foretold
from tests.services.model import A_DAY, Question
from tests.services.stage import ORGANISATIONS, PEOPLE, Stage
from tests.services.world import Somebody, full, limited, request, resend

# Mostly what can be done by those who can do it, so that more than refusals happens.
anybody = st.sampled_from(PEOPLE)
somebody = st.sampled_from((WHOEVER_MAY,) * 2 * len(PEOPLE) + PEOPLE)
clients = st.sampled_from(("representative of Seegarten",) * 3 * len(PEOPLE) + PEOPLE)
askers = st.sampled_from(("representative of Alpweb", "representative of Seeweb") * len(PEOPLE) + PEOPLE)
partners = st.sampled_from(("Alpweb", "Nordnet", "Seeweb") * 3 + ORGANISATIONS)
mostly = st.sampled_from((True, True, True, False))
payers = st.sampled_from((None, None, *Payer))
numbers = st.integers(0, 9)
names = st.sampled_from(["Website", "WEBSITE", "Wiki", "Blog"])
days = st.sampled_from([0.1, 1, 3, 11, 16, 30])
some_products = st.sets(st.integers(0, 7), min_size=1, max_size=3)

HAPPENINGS = (
    *("asks a partner", "about a request", "about a partnership") * 5,
    *("asks a client",) * 3,
    *("about a partnership", "answers a question", "time passes") * 2,
    *("adds a product", "removes a product", "switches", "invites"),
)
Answer: TypeAlias = Callable[["Programme", int, str], None]
Change: TypeAlias = Callable[["Programme", int, str, frozenset[int]], None]


class Programme(Foretold):
    """What people and time do."""

    # One rule with many branches: of many rules, Hypothesis leaves whole ones out of a run, and then little happens.
    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        draw, deals = data.draw, self.model.deals
        what = draw(st.sampled_from(HAPPENINGS if deals else ("asks a partner",)))
        match what:
            case "asks a partner":
                self._asks_a_partner(draw(clients), draw(partners), draw(payers), draw(some_products), draw(mostly))
            case "asks a client":
                self._asks_a_client(draw(askers), draw(st.sampled_from(ORGANISATIONS)), draw(payers))
            case "about a request":
                status = draw(st.sampled_from((Status.PENDING, Status.PROPOSED)))
                key = self.deal(draw(numbers), status if draw(mostly) else None)
                draw(st.sampled_from(ANSWERS))(self, key, draw(somebody))
            case "about a partnership":
                change = draw(st.sampled_from(tuple(CHANGES)))
                key = self.deal(draw(numbers), Status.ACTIVE if draw(mostly) else None, CHANGES[change])
                wanted = self.products(draw(some_products), deals[key].client if draw(mostly) else None)
                change(self, key, draw(somebody), wanted)
            case "answers a question" if self.model.questions:
                self._answers_a_question(draw(numbers), draw(somebody))
            case "adds a product":
                self._adds_a_product(draw(clients), draw(names))
            case "removes a product":
                self._removes_a_product(draw(clients), draw(numbers))
            case "switches":
                self._switches(draw(anybody), draw(st.sampled_from(ORGANISATIONS)))
            case "invites":
                self._invites(draw(anybody), draw(anybody), draw(st.sampled_from(Role)))
            case "time passes":
                self._time_passes(draw(days), draw(mostly))

    def _asks_a_partner(self, who: str, partner: str, payer: Payer | None, chosen: set[int], own: bool) -> None:
        person, to = self.people[who], Somebody(0, self.organisations[partner])
        wanted = self.products(chosen, self.model.acting[person.person] if own else None)
        if payer is None and not wanted:
            return
        terms = full(payer) if payer is not None else limited(*wanted)
        possible = self.model.can_ask(person.person, to.organisation, terms, self.world.moment)
        made = self.tries(person, possible, request, to, terms)
        if made is not None:
            lapsed = self._lapsed_of(self.model.acting[person.person])
            self.model.ask(made, person.person, to.organisation, terms, self.world.moment)
            self.reported(*lapsed, events.RequestSent(made))

    def _asks_a_client(self, who: str, client: str, payer: Payer | None) -> None:
        person, to = self.people[who], self.organisations[client]
        terms = full(payer) if payer is not None else HOSTING
        possible = self.model.can_ask_for_access(person.person, to, terms, self.world.moment)
        made = self.tries(person, possible, _ask_for_access, to, terms)
        if made is not None:
            lapsed = self._lapsed_of(to)
            self.model.ask_for_access(made, person.person, to, terms, self.world.moment)
            self.reported(*lapsed, events.AccessAsked(made))

    def counters(self, key: int, who: str) -> None:
        agreed = self.model.deals[key]
        side, person = agreed.awaited, self.person(who, key, agreed.awaited)
        payer = Payer.PARTNER if agreed.payer is Payer.CLIENT else Payer.CLIENT
        terms = full(payer) if side is Side.CLIENT or not agreed.full else HOSTING
        possible = agreed.waits(self.world.moment) and self.model.can_propose(key, terms.access)
        if self.decides(key, person, possible, (side,), _counter, terms):
            self.model.counter(key, terms, self.world.moment)
            self.reported(*self._lapsed_of(agreed.client), events.TermsCountered(key, side))

    def grants_products(self, key: int, who: str) -> None:
        agreed = self.model.deals[key]
        person = self.person(who, key, Side.CLIENT)
        own = [product for product, (owner, _) in self.model.products.items() if owner == agreed.client]
        wanted = frozenset(own[:1])
        possible = (
            agreed.status is Status.PROPOSED
            and agreed.waits(self.world.moment)
            and bool(wanted)
            and self.model.can_propose(key, Access.LIMITED)
            and self.model.free(agreed.client, wanted, self.world.moment, beside=key)
        )
        if self.decides(key, person, possible, (Side.CLIENT,), _grant, wanted):
            lapsed = self._lapsed_of(agreed.client)
            agreed.access, agreed.payer, agreed.products = Access.LIMITED, None, wanted
            self._confirmed(key, Side.CLIENT, *lapsed)

    def _lapsed_of(self, client: int) -> list[events.RequestLapsed]:
        """Whoever changes what a client has agreed closes what is over first."""
        return [events.RequestLapsed(key) for key in self.model.lapse_all_of(client, self.world.moment)]

    def confirms(self, key: int, who: str) -> None:
        agreed = self.model.deals[key]
        side, person = agreed.awaited, self.person(who, key, agreed.awaited)
        possible = agreed.waits(self.world.moment) and (agreed.full or bool(agreed.products))
        if self.decides(key, person, possible, (side,), answering.confirm):
            self._confirmed(key, side)

    def _confirmed(self, key: int, side: Side, *before: Event) -> None:
        replaced, overtaken = self.model.confirm(key, self.world.moment)
        agreed = self.model.deals[key]
        same = {other for other in replaced if self.model.deals[other].partner == agreed.partner}
        self.reported(
            *before,
            *(events.PartnershipReplaced(other, other in same) for other in replaced),
            events.PartnershipConfirmed(key, side),
            *(events.RequestOvertaken(other) for other in overtaken),
        )

    def declines(self, key: int, who: str) -> None:
        agreed = self.model.deals[key]
        side, person = agreed.awaited, self.person(who, key, agreed.awaited)
        possible = agreed.waits(self.world.moment)
        if self.decides(key, person, possible, (side,), answering.decline, "No time."):
            agreed.close(Status.DECLINED)
            self.reported(events.RequestDeclined(key, side))

    def withdraws(self, key: int, who: str) -> None:
        agreed = self.model.deals[key]
        side, person = agreed.asker, self.person(who, key, agreed.asker)
        possible = agreed.waits(self.world.moment)
        if self.decides(key, person, possible, (side,), requesting.withdraw):
            agreed.close(Status.WITHDRAWN)
            self.reported(events.RequestWithdrawn(key, side))

    def sends_again(self, key: int, who: str) -> None:
        agreed = self.model.deals[key]
        side, person = agreed.asker, self.person(who, key, agreed.asker)
        possible = agreed.waits(self.world.moment) and self.world.moment >= agreed.sent_at + A_DAY
        if self.decides(key, person, possible, (side,), resend):
            agreed.send(self.world.moment)
            self.reported(events.RequestResent(key))

    def asks_a_question(self, key: int, who: str) -> None:
        agreed = self.model.deals[key]
        side, person = agreed.awaited, self.person(who, key, agreed.awaited)
        possible = agreed.waits(self.world.moment) and self.model.speaks(person.person, agreed, side)
        asked = self.tries(person, possible, _ask, key)
        if asked is not None:
            self.model.questions[asked] = Question(key, side)
            self.reported(events.EnquiryMade(key, asked))

    def _answers_a_question(self, number: int, who: str) -> None:
        key = list(self.model.questions)[-1 - number % len(self.model.questions)]
        asked = self.model.questions[key]
        agreed, side = self.model.deals[asked.deal], Side.CLIENT if asked.by is Side.PARTNER else Side.PARTNER
        person = self.person(who, asked.deal, side)
        possible = (
            self.model.speaks(person.person, agreed, side) and agreed.waits(self.world.moment) and not asked.answered
        )
        if self.tries(person, possible, enquiries.answer, key, "Since May."):
            asked.answered = True
            self.reported(events.EnquiryAnswered(asked.deal, key))

    def looks(self, key: int, who: str) -> None:
        person = self.person(who, key, Side.CLIENT)
        side = self.model.side(person.person, self.model.deals[key])
        seen = self.tries(person, side is not None, visible_partnership, key)
        assert seen is None or seen[1] is side
        if seen is not None:
            lapsed = self.model.lapse(self.model.over([key], self.world.moment))
            self.reported(*map(events.RequestLapsed, lapsed))

    def ends(self, key: int, who: str, wanted: frozenset[int]) -> None:
        agreed, person = self.model.deals[key], self.person(who, key, Side.CLIENT if wanted else Side.PARTNER)
        side, possible = self.model.side(person.person, agreed), agreed.status is Status.ACTIVE
        if self.decides(key, person, possible, (Side.CLIENT, Side.PARTNER), ending.end) and side is not None:
            agreed.close(Status.ENDED)
            self.reported(events.PartnershipEnded(key, side))

    def changes_the_payment_means(self, key: int, who: str, wanted: frozenset[int]) -> None:
        agreed, person = self.model.deals[key], self.person(who, key, Side.CLIENT)
        payer = Payer.PARTNER if len(wanted) > 1 else Payer.CLIENT
        possible = agreed.status is Status.ACTIVE and agreed.full
        if self.decides(key, person, possible, (Side.CLIENT,), changing.change_payer, payer):
            self.reported(*([events.PayerChanged(key)] if agreed.payer is not payer else []))
            agreed.payer = payer

    def changes_the_products(self, key: int, who: str, wanted: frozenset[int]) -> None:
        agreed, person = self.model.deals[key], self.person(who, key, Side.CLIENT)
        possible = agreed.status is Status.ACTIVE and not agreed.full and bool(wanted)
        possible = possible and self.model.free(agreed.client, wanted, self.world.moment, beside=key)
        if self.decides(key, person, possible, (Side.CLIENT,), changing.change_products, wanted):
            names = self._names(wanted - agreed.products), self._names(agreed.products - wanted)
            changed = [event for event in self.world.events if isinstance(event, events.ProductAccessChanged)]
            assert [(event.partnership_id, set(event.granted), set(event.released)) for event in changed] == (
                [(key, *names)] if wanted != agreed.products else []
            )
            self.reported(*self._lapsed_of(agreed.client), *changed)
            agreed.products = wanted

    def _names(self, keys: frozenset[int]) -> set[str]:
        return {self.model.products[key][1] for key in keys}

    def _adds_a_product(self, who: str, name: str) -> None:
        person = self.people[who]
        possible = self.model.can_add(person.person, name)
        made = self.tries(person, possible, products.add, "other", name, Money(Decimal(12), "CHF"))
        if made is not None:
            self.model.products[made.id] = (self.model.acting[person.person], name)
            self.all_products.append(made.id)

    def _removes_a_product(self, who: str, number: int) -> None:
        person, product = self.people[who], self.all_products[number % len(self.all_products)]
        name = tuple(self._names(frozenset({product} & self.model.products.keys())))
        possible = self.model.can_remove(person.person, product, self.world.moment)
        if self.tries(person, possible, products.remove, product):
            lapsed = self._lapsed_of(self.model.acting[person.person])
            self.reported(*lapsed, *(events.ProductAccessChanged(key, (), name) for key in self.model.remove(product)))

    def _switches(self, who: str, to: str) -> None:
        person = self.people[who]
        organisation = self.organisations[to]
        possible = (person.person, organisation) in self.model.roles
        if self.tries(person, possible, organisations.switch, organisation):
            self.model.acting[person.person] = organisation

    def _invites(self, who: str, newcomer: str, role: Role) -> None:
        inviter, joining = self.people[who], self.people[newcomer]
        organisation = self.model.acting[inviter.person]
        possible = self.model.signs(inviter.person)
        invitation = self.tries(inviter, possible, invitations.invite, organisation, role, programme=AT_ONCE)
        if invitation is not None:
            self.tries(joining, True, invitations.join, invitation.token)
            self.model.roles.setdefault((joining.person, organisation), role)
            self.model.acting[joining.person] = organisation

    def _time_passes(self, days: float, looks: bool) -> None:
        self.world.advance(days=days)
        if looks:
            self.world.look_at_deadlines()
            reminded, lapsed = self.model.look_at_deadlines(self.world.moment)
            told = [*(events.RequestReminded(key) for key in reminded), *(events.RequestLapsed(key) for key in lapsed)]
            self.reported(*told)
            self.compare(changed=bool(told))


ANSWERS: tuple[Answer, ...] = (
    *(Programme.confirms,) * 4,
    Programme.declines,
    Programme.withdraws,
    Programme.sends_again,
    Programme.asks_a_question,
    Programme.looks,
    *(Programme.counters, Programme.grants_products) * 2,
)
CHANGES: dict[Change, frozenset[Access]] = {
    Programme.ends: frozenset(Access),
    Programme.changes_the_payment_means: frozenset({Access.FULL}),
    Programme.changes_the_products: frozenset({Access.LIMITED}),
}
"""With which access each change makes sense; mostly, but not always, it is tried with that."""


HOSTING = Terms(Access.LIMITED, None, frozenset(), frozenset({"hosting"}))


def _ask_for_access(work: Work, person: Person, client_id: int, terms: Terms) -> int:
    return negotiating.ask(work, INFOMANIAK, person, client_id, terms).id


def _counter(work: Work, person: Person, partnership_id: int, terms: Terms) -> int:
    return negotiating.counter(work, INFOMANIAK, person, partnership_id, terms).id


def _grant(work: Work, person: Person, partnership_id: int, products: frozenset[int]) -> int:
    return answering.grant(work, INFOMANIAK, person, partnership_id, limited(*products)).id


def _ask(work: Work, person: Person, partnership_id: int) -> int:
    return enquiries.ask(work, person, partnership_id, "Since when?").id


def walk(machine: type[Programme], seeds: range, *, examples: int, steps: int) -> None:
    """Several short runs: in a long one, Hypothesis soon varies what it has tried before."""
    for number in seeds:
        # Without shrinking: the steps of a failure can be read as they are, and shrinking takes minutes.
        runs = settings(
            deadline=None, database=None, phases=[Phase.generate], max_examples=examples, stateful_step_count=steps
        )
        run_state_machine_as_test(seed(number)(machine), settings=runs)


def test_the_rules_hold_on_sqlite(sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    template = sqlite_files.fresh("stage")
    stage = Stage(template)
    copy = tmp_path / "programme.db"

    class OnSqlite(Programme):
        reached: ClassVar[set[Status]] = set()

        def __init__(self) -> None:
            shutil.copy(template.removeprefix("sqlite:///"), copy)
            super().__init__(stage, f"sqlite:///{copy}")

    walk(OnSqlite, range(4), examples=5, steps=50)

    often = {Status.PROPOSED, Status.ACTIVE, Status.DECLINED, Status.WITHDRAWN, Status.LAPSED, Status.ENDED}
    assert often <= OnSqlite.reached  # the runs have not met refusals alone


def test_the_rules_hold_on_postgresql(postgres: PostgresServer) -> None:
    class OnPostgresql(Programme):
        def __init__(self) -> None:
            url = postgres.fresh()
            super().__init__(Stage(url), url)

    walk(OnPostgresql, range(10, 12), examples=2, steps=40)

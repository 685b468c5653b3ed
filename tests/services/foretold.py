"""A state machine whose every step is tried in reality and foretold by the model, and the rules that always hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import Row, func, select

from domain.partnerships.rules import Access, Side, Status
from domain.words import Refused
from storage.tables import Audit, Base, Partnership, Person, ProductAccess
from storage.work import Event, Work
from tests.services.model import ARROWS, WAITS
from tests.services.stage import Stage
from tests.services.world import Somebody, World

WHOEVER_MAY = "whoever may"

P = ParamSpec("P")
T = TypeVar("T")

WATCHED = [mapper.class_.__table__ for mapper in Base.registry.mappers if mapper.class_.audited]


class Foretold(RuleBasedStateMachine):
    """What all steps have in common. `reached` are the statuses that all runs have come to."""

    reached: ClassVar[set[Status]] = set()

    def __init__(self, stage: Stage, url: str) -> None:
        super().__init__()
        self.world, self.model = World(url), stage.model()
        self.people, self.organisations = stage.people, stage.organisations
        self.all_products = list(self.model.products)
        self._statuses: dict[int, Status] = {}
        self._rows, self._trail = self._look()

    def teardown(self) -> None:
        self.world.close()

    @invariant()
    def reality_is_as_foretold(self) -> None:
        held = self._held()
        real = {
            row.id: (row.client_id, row.partner_id, row.access, row.payer, row.status, held.get(row.id, frozenset()))
            for row in self._rows[Partnership.__tablename__]
        }
        foretold = {
            key: (deal.client, deal.partner, deal.access, deal.payer, deal.status, deal.products)
            for key, deal in self.model.deals.items()
        }
        assert real == foretold

    @invariant()
    def the_programmes_rules_hold(self) -> None:
        rows, held = self._rows[Partnership.__tablename__], self._held()
        full_access = [row.client_id for row in rows if (row.access, row.status) == (Access.FULL, Status.ACTIVE)]
        assert len(full_access) == len(set(full_access))  # fact 24
        managed = [product for products in held.values() for product in products]
        assert len(managed) == len(set(managed))  # fact 19
        for row in rows:
            assert (row.payer is not None) == (row.access is Access.FULL)  # fact 22
            is_open = row.status in {*WAITS, Status.ACTIVE}
            holds = is_open and row.access is Access.LIMITED and row.shelves is None
            assert (row.id in held) == holds  # facts 16, 20
            assert row.shelves is None or (row.access, row.payer) == (Access.LIMITED, None)
            assert (row.closed_at is None) == (row.closed_by is None) == is_open
            assert (row.lapses_at is None) == (row.due_at is None) == (row.status not in WAITS)
            assert (row.confirmed_at is None) == (row.status not in {Status.ACTIVE, Status.ENDED})

    @invariant()
    def statuses_move_along_the_diagram(self) -> None:
        statuses: dict[int, Status] = {row.id: row.status for row in self._rows[Partnership.__tablename__]}
        for key, status in statuses.items():
            before = self._statuses.get(key, status if status in WAITS else Status.PENDING)
            assert status is before or (before, status) in ARROWS
        assert statuses.keys() >= self._statuses.keys()
        self._statuses = statuses
        self.reached.update(statuses.values())

    def _held(self) -> dict[int, frozenset[int]]:
        held: dict[int, set[int]] = {}
        for row in self._rows[ProductAccess.__tablename__]:
            if row.released_at is None:
                held.setdefault(row.partnership_id, set()).add(row.product_id)
        return {key: frozenset(products) for key, products in held.items()}

    def deal(self, number: int, status: Status | None, access: frozenset[Access] = frozenset(Access)) -> int:
        """A deal by its number, among those in `status` and with such an access if there are any."""
        deals = self.model.deals.items()
        fitting = [key for key, deal in deals if deal.status is status and deal.access in access]
        choice = fitting or list(self.model.deals)
        return choice[number % len(choice)]

    def person(self, who: str, deal: int, side: Side) -> Somebody:
        """A person by role; `WHOEVER_MAY` is somebody who acts for that side of the deal, best with a signature."""
        if who != WHOEVER_MAY:
            return self.people[who]
        agreed = self.model.deals[deal]
        wanted = agreed.client if side is Side.CLIENT else agreed.partner
        there = [one for one in self.people.values() if self.model.acting[one.person] == wanted]
        return max(there, key=lambda one: self.model.signs(one.person), default=self.people["stranger"])

    def products(self, chosen: set[int], owner: int | None) -> frozenset[int]:
        """Products by their numbers: the owner's, or where none is given, any that ever were."""
        own = [key for key, (whose, _) in self.model.products.items() if whose == owner]
        choice = self.all_products if owner is None else own
        return frozenset(choice[number % len(choice)] for number in chosen) if choice else frozenset()

    def decides(
        self,
        deal: int,
        person: Somebody,
        possible: bool,
        sides: tuple[Side, ...],
        act: Callable[Concatenate[Work, Person, int, P], object],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> bool:
        """Lets somebody decide what is `possible` for one who signs for one of the sides; whether they could."""
        possible = possible and self.model.decides(person.person, self.model.deals[deal], *sides)
        return self.tries(person, possible, act, deal, *arguments, **named) is not None

    def tries(
        self,
        person: Somebody,
        possible: bool,
        act: Callable[Concatenate[Work, Person, P], T],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T | None:
        """Lets somebody act; `None` after a refusal, which must be foretold and change nothing."""
        done: T | None = None
        try:
            done = self.world.does(person, act, *arguments, **named)
        except Refused:
            assert self.world.events == []
        assert (done is not None) == possible
        self.compare(changed=None if possible else False)
        return done

    def compare(self, *, changed: bool | None) -> None:
        """The audit trail grows if and only if something has changed. Whether it has is known, or else `None`."""
        rows, trail = self._look()
        assert (trail > self._trail) == (rows != self._rows)
        assert changed in {None, rows != self._rows}
        self._rows, self._trail = rows, trail

    def reported(self, *expected: Event) -> None:
        """What the last step reported, in any order."""
        assert sorted(map(repr, self.world.events)) == sorted(map(repr, expected))

    def _look(self) -> tuple[dict[str, Sequence[Row[Any]]], int]:
        """All rows of all audited tables, and how far the audit trail goes."""
        with self.world.engine.begin() as connection:
            trail = connection.scalar(select(func.max(Audit.id))) or 0
            return {
                table.name: connection.execute(select(table).order_by(*table.primary_key)).all() for table in WATCHED
            }, trail

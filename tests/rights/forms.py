"""Answers in forms: what names a record of others, and what is answered after the right to it was lost.

Somebody walks through each form with answers of their own. At each question of it,
- the number of a record that is not on offer is answered, and must do what the number of none does;
- names of clients and products that are not theirs are typed, and must do what they do where nobody is called so;
- the right is lost, in each way that there is: then no answer does anything, and nothing is read that was written
  afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.chat.forms.form import ChooseMany
from handlers.chat.payloads import FormVerb
from storage.tables import Product
from storage.theirs import Record
from tests.rights.judging import ABSENT, Judge, Somebody, people_of
from tests.rights.losses import ELSEWHERE, NEWS, Loss, allowed_after, lose, make_news
from tests.rights.matrix import named_by, variants
from tests.rights.playing import Outcome, Player
from tests.rights.programme import Programme
from tests.rights.records import Reach, numbers_of
from tests.rights.walking import LONGEST_WALK, OPENINGS, Here, Walker

PERSONAL = frozenset(
    {
        "answer_support",
        "ask_entry",
        "ask_for_access",
        "dispute",
        "email",
        "find_partner",
        "forget",
        "register",
        "timezone",
    }
)
"""Forms that somebody fills in for themselves: with no organisation, no right to them is lost."""
FOUND_BY_WHOLE_NAME = frozenset({"ask_client_access.client"})
"""Where a client is found by its whole name, and whoever guesses has to wait (see `services.partnerships.clients`)."""
NEVER_THROUGH = frozenset({"dispute", "verify"})
"""Forms that nobody finishes in this programme, in which no person of support verifies anybody."""
OUTLIVES = frozenset({"answer_visitor", "name_team"})
"""Forms about a record that is never over: who has asked a partner in the directory may have an answer in any case."""
SIGNATORIES = frozenset(
    {
        "legal_representative of Seegarten",
        "legal_representative of Alpweb",
        "representative of Limmatwerk",
        "representative of Bergbahn",
        "representative of Wartburg",
        "representative of Birkenhof",
        "stranger",
    }
)
"""Who walks in a sample: between them, they can finish every form."""
MOST_PEOPLE = 2
"""Who walks through each form, of those who can open it, and more until one of them finishes it."""
MOST_NAMES = 4


class Forms:
    """Plays the forms. `few` plays one person, and at each place a number; one name at the first place, and one loss at
    the last; with a `loss`, that one at every place."""

    def __init__(
        self, programme: Programme, player: Player, judge: Judge, *, few: bool = False, loss: Loss | None = None
    ) -> None:
        self._player, self._judge, self._few, self._loss = player, judge, few, loss
        self._walker = Walker(player)
        self._after: dict[tuple[int, Loss], Reach] = {}
        self._turn = 0
        self.finished: set[str] = set()
        with player.units.begin("cli") as work:
            people = people_of(work.session, programme, SIGNATORIES if few else None)
            self._people = sorted(people, key=lambda each: "representative" not in each.name)
            kinds = (Record.ORGANISATION, Record.PRODUCT)
            self._numbers = {record: numbers_of(work.session, record) for record in kinds}

    def play(self, names: Sequence[str] = tuple(OPENINGS)) -> None:
        """Each form, by those who can open it."""
        with self._player.scene():
            self._walker.answers(self._people[0], "/directory Shopware")  # a process reads all entries once
        with self._mails():
            for name in names:
                for who, opening in self._openers(name):
                    self._walk(name, who, opening)

    @contextmanager
    def _mails(self) -> Iterator[None]:
        self._player.units.mails = True
        yield
        self._player.units.mails = False

    def _openers(self, name: str) -> Iterator[tuple[Somebody, str]]:
        found = 0
        for who in self._people:
            with self._player.scene():
                opening = self._walker.opening(name, who)
            if opening is not None:
                yield who, opening
                found += 1
                is_through = name in self.finished or name in NEVER_THROUGH
                if is_through and found >= (1 if self._few else MOST_PEOPLE):
                    return

    def _walk(self, name: str, who: Somebody, opening: str) -> None:
        with self._player.scene():
            said = self._walker.opens(who, opening)
            seen: list[tuple[str, object, object]] = []
            for _ in range(LONGEST_WALK):
                here = self._walker.look(name, who, said)
                if here is None:
                    self.finished.add(name)
                    return
                answer = here.next()
                state = (here.asked, here.state.answers, here.state.ticked)
                if answer is None or state in seen:
                    return
                if all(asked != here.asked for asked, *_ in seen):
                    self._at(here, who, answer)
                seen.append(state)
                said = self._walker.answers(who, answer)
                self._judge.played("form", "own")
                self._judge.judge("form", f"{name} {here.asked}", who, said)

    def _at(self, here: Here, who: Somebody, answer: str) -> None:
        """All that is played at a place; of a sample, names at the first, and losses at the last one."""
        self._turn += 1
        if here.question is not None:
            self._numbered(here, who)
            if not self._few or here.is_first:
                self._typed(here, who)
        if here.form.name not in PERSONAL and who.reach.roles:
            for loss in self._losses(here):
                if loss is not Loss.SWITCHED or who.name != f"representative of {ELSEWHERE}":
                    self._lost(here, who, answer, loss)

    def _losses(self, here: Here) -> Sequence[Loss]:
        if self._loss is not None:
            return (self._loss,)
        losses = [each for each in Loss if each is not Loss.OVER or _is_over_some_day(here.form.name)]
        if not self._few:
            return losses
        return (losses[self._turn % len(losses)],) if here.is_last else ()

    def _numbered(self, here: Here, who: Somebody) -> None:
        """Numbers that are not on offer, tapped as if they were."""
        ticks = isinstance(here.question, ChooseMany)
        record = Record.PRODUCT if ticks else Record.ORGANISATION
        verb = FormVerb.TOGGLE if ticks else FormVerb.ANSWER
        offered = here.values()
        numbers = [each for each in self._numbers[record] if str(each) not in offered]
        nothing = self._tries(who, here.press(verb, str(ABSENT)))
        for number in numbers[: 1 if self._few else None]:
            outcome = self._tries(who, here.press(verb, str(number)))
            self._judge.played("form", "foreign")
            self._judge.compare("form", f"{here.form.name} {here.asked} {number}", who, outcome, nothing, number)

    def _typed(self, here: Here, who: Somebody) -> None:
        """Names that are not theirs, where somebody is called so, and where nobody is."""
        place = f"{here.form.name}.{here.asked}"
        clients = sorted(who.reach.words["client"])[:: -1 if self._few else 1]
        names = [] if place in FOUND_BY_WHOLE_NAME else clients[: 1 if self._few else MOST_NAMES]
        with self._player.units.begin("cli") as work:
            foreign = set(self._numbers[Record.PRODUCT]) - set(who.reach.numbers(Record.PRODUCT))
            foreign -= who.reach.numbers(Record.MANAGED_PRODUCT)
            names += _names_of(work.session, foreign)[: 0 if self._few else MOST_NAMES]
        found = [self._tries(who, each) for each in names]
        with self._player.units.attempt():
            with self._player.units.begin("cli") as work:
                make_news(work.session, who.reach)
            for name, there in zip(names, found, strict=True):
                gone = self._tries(who, name)
                self._judge.played("form", "foreign")
                if (there.seen, there.statements) != (gone.seen, gone.statements):
                    self._judge.leak("form", f"{place} “{name}”", who, "another answer than where nobody is called so")

    def _lost(self, here: Here, who: Somebody, answer: str, loss: Loss) -> None:
        with self._player.units.attempt():
            with self._player.units.begin("cli") as work:
                lose(work, who.reach.id, loss)
            with self._player.units.begin("cli") as work:
                key = (who.number, loss)
                if key not in self._after:
                    self._after[key] = Reach(work.session, who.number)
                make_news(work.session, self._after[key])
            for each in (answer, here.press(FormVerb.BACK)):
                outcome = self._tries(who, each)
                self._judge.played("form", "lost")
                what = f"{here.form.name} {here.asked} {each}"
                for act in outcome.acts:
                    if not allowed_after(loss, act):
                        self._judge.leak("form", what, who, f"does {act}, but {loss}")
                if any(NEWS in said and f" to {who.number}:" in said for said in outcome.seen):
                    self._judge.leak("form", what, who, f"reads what was written later, but {loss}")

    def _tries(self, who: Somebody, answer: str) -> Outcome:
        with self._player.units.attempt():
            return self._walker.answers(who, answer)


def _is_over_some_day(form: str) -> bool:
    """Whether it is about a record that can be settled by others."""
    opening = OPENINGS[form]
    return isinstance(opening, type) and bool(named_by(next(variants(opening)))) and form not in OUTLIVES


def _names_of(session: Session, products: Collection[int]) -> list[str]:
    return sorted(set(session.scalars(select(Product.name).where(Product.id.in_(products)))))
